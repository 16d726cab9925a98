"""Whether a file is another district's than the plan's, by its letterhead, titles and headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gmsc_desktop.exchange.review import Notice, Question
from gmsc_desktop.exchange.sheets import Kind
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.models.records import Region
from gmsc_desktop.models.region_texts import other_district
from gmsc_desktop.text import _

DISTRICT, GO_ON = "district", "go"  # the question, and its answer
_MOST_ROWS = 25  # above a table that are looked at
_MOST_CELLS = 4  # of a row of a letterhead
_LONGEST = 300  # letters of a title


def titles_of(tables: Iterable[Table]) -> list[str]:
    """What stands above the tables, in their headings, and in the names of their sheets."""
    found: dict[str, None] = {}
    for table in tables:
        header = table.header
        found.update(dict.fromkeys(_above(table)))
        found.update(dict.fromkeys(text for path in header.paths for text in path))
        found[table.name] = None
    return [text for text in found if len(text) <= _LONGEST]


def _above(table: Table) -> Iterator[str]:
    """The lines above a table, and those above the first table of its sheet."""
    sheet, top = table.header.sheet, table.header.top
    first = next((number for number, row in sheet.rows.items() if len(row) > _MOST_CELLS), top)
    rows = [number for number in sheet.rows if number < min(first, top) or table.above <= number < top]
    for number in {*rows[:_MOST_ROWS], *rows[-_MOST_ROWS:]}:
        for cell in sheet.row(number).values():
            if cell.kind is Kind.TEXT:
                yield cell.folded


def district_sentence(tables: Sequence[Table], own: Region) -> str:
    """What is asked where the tables name another kabupaten or kota as theirs, "" where they do not."""
    other = other_district(titles_of(tables), own)
    if not other:
        return ""
    sentence = _(
        "Judul berkas ini menyebut {other}, sedangkan rencana ini milik {own}. Lanjutkan hanya bila berkasnya memang "
        "untuk rencana ini."
    )
    return sentence.format(other=other, own=own.name)


def district_notices(sentence: str) -> tuple[Notice, ...]:
    """The remark where nobody can be asked; none where ``sentence`` is empty."""
    return (Notice(DISTRICT, sentence, doubt=True),) if sentence else ()


def district_question(tables: Sequence[Table], own: Region, more: Mapping[str, str]) -> Iterator[Question]:
    """Whether a file that names another district is taken all the same."""
    if sentence := district_sentence(tables, own):
        answer = more.get(DISTRICT, "")
        choices = ((GO_ON, _("Ya, berkas ini untuk rencana ini")),)
        known = answer if answer == GO_ON else ""
        yield Question(DISTRICT, _("Daerah lain"), sentence, choices, known, not known, empty=_("Pilih jawabannya"))
