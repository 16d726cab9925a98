"""From a book to a proposal of initiatives: which tables are read, what is asked, sums, and all that is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.initiatives.building import Builder
from gmsc_desktop.exchange.initiatives.columns import MAPPING, is_table, read_layout, with_answers
from gmsc_desktop.exchange.initiatives.extras import DESCRIBE, extras_notices
from gmsc_desktop.exchange.initiatives.headings import Heading, around
from gmsc_desktop.exchange.initiatives.summing import check_sums, money_sums, settle_years, take_repeated_once
from gmsc_desktop.exchange.initiatives.tree import Entry, Tree
from gmsc_desktop.exchange.initiatives.upright import upright_tables
from gmsc_desktop.exchange.initiatives.words import vocabulary
from gmsc_desktop.exchange.review import Notice, corrected
from gmsc_desktop.exchange.sheets import Book, Cell, Place, Sheet, fold
from gmsc_desktop.exchange.tabular.answers import Need, TableAnswers
from gmsc_desktop.exchange.tabular.continuing import with_continued
from gmsc_desktop.exchange.tabular.figures import SCALES
from gmsc_desktop.exchange.tabular.finding import (
    Surroundings,
    alike,
    file_notices,
    left_sheets,
    no_table,
    on_sheet,
    overlap,
    said_of,
    tables_of,
)
from gmsc_desktop.exchange.tabular.layout import Layout, Table, fingerprint
from gmsc_desktop.exchange.tabular.painted import ticked
from gmsc_desktop.exchange.tabular.sums import SumCheck, sum_notices
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_SAME = frozenset(("title",))  # columns by which a table is known again
_YEARS = ("years", "year_start", "year_end", "year_tick", "period_tick")
_ABOUT = ("agency", "years", "year_tick", "year_start", "money", "target", "indicator", "description", "dimension",
          "quick_win", "funding", "horizon")  # fmt: skip


@dataclass(frozen=True)
class Answers(TableAnswers):
    """The same with the dimension of all rows for which the table tells none; likewise the source of money, and the
    year of quick wins."""

    dimension: str = ""
    source: str = ""
    quick_win_year: int | None = None
    spread: str = ""  # how a sum without a year is parted among the years: EVENLY, FIRST
    extras: str = ""  # DESCRIBE: what has no place of its own goes into the description


@dataclass(frozen=True)
class Proposal:
    """Everything a review shows. ``tables`` are those that were read, ``others`` those that were found beside them."""

    book: str
    form: str
    period: tuple[int, int] | None
    unit: str
    tables: tuple[Table, ...]
    others: tuple[Table, ...]
    tree: Tree
    sums: tuple[SumCheck, ...]
    notices: tuple[Notice, ...]
    needs: tuple[Need, ...]
    fingerprint: str
    first_year: int | None
    answers: Answers

    @property
    def entries(self) -> list[Entry]:
        """The initiatives in the order of the table."""
        return self.tree.entries

    @property
    def has_money(self) -> bool:
        """Whether a table has a column of money."""
        return any(table.layout.of("money", "total_money") for table in self.tables)

    @property
    def has_untold_source(self) -> bool:
        """Whether an amount has no source of money beside it."""
        return any(not source for entry in self.entries for _year, source in entry.amounts)

    @property
    def amounts(self) -> dict[int | str, int]:
        """Whole Rupiah by year over all initiatives."""
        return money_sums(self.entries)


def propose(book: Book, pack: ReferencePack, answers: Answers | None = None, first_year: int | None = None) -> Proposal:
    """Read the tables of initiatives of a book. ``first_year`` is that of "Tahun 1" where nobody else tells it.

    Raises ``UserFacingError`` where there is no such table.
    """
    answers = answers or Answers()
    book = corrected(book, answers.cells)
    words_ = vocabulary()
    own = [(sheet, list(_tables(sheet, words_, answers))) for sheet in book.sheets]
    tables, left, continued = with_continued(own)
    upright = [] if tables or answers.rows else [table for _sheet, table in upright_tables(book, words_, answers.sheet)]
    if not tables and not upright:
        raise _no_table(book)
    chosen, others, needs = (upright, [], []) if upright else _choose(tables, answers)
    chosen, coloured = _ticked(chosen)
    told = Surroundings(book, chosen, words_)
    start = answers.first_year or (told.period[0] if told.period else None) or first_year
    tree = _build(chosen, pack, answers, start, SCALES[answers.unit or "rupiah"])
    needs += _needs(chosen, told, tree, answers, start, pack)
    take_repeated_once(tree)
    settle_years(tree, answers.spread, by_figures=not any(table.layout.of(*_YEARS) for table in chosen))
    sums = check_sums(tree)
    notices = [
        *file_notices(book, others), *left_sheets([] if answers.sheet or upright else left), *continued,
        *coloured, *_year_notices(chosen, told, answers, start), *_column_notices(chosen), *_heading_notices(chosen),
        *tree.notices, *extras_notices(tree.entries, described=answers.extras == DESCRIBE), *sum_notices(sums),
    ]  # fmt: skip
    return Proposal(
        book.name, book.form, told.period, answers.unit or "rupiah", tuple(chosen), tuple(others), tree, tuple(sums),
        tuple(dict.fromkeys(notices)), tuple(needs), f"{MAPPING.name}-{fingerprint(chosen[0].header)}", start, answers,
    )  # fmt: skip


def _no_table(book: Book) -> UserFacingError:
    return no_table(
        book,
        _("Tidak ditemukan tabel inisiatif di berkas “{name}”.").format(name=book.name),
        _(
            "Tabelnya perlu kepala kolom seperti Nama program, OPD, Tahun, dan Anggaran. Periksa berkasnya, atau "
            "cocokkan kolomnya sendiri."
        ),
    )


# -- which tables


def _tables(sheet: Sheet, words_: Vocabulary, answers: Answers) -> Iterator[Table]:
    for table in tables_of(sheet, words_, is_table, read_layout, answers):
        told = said_of(table, answers.columns)
        layout = with_answers(table.layout, told) if told else table.layout
        made = replace(table, layout=layout)
        if answers.rows or told or len(_names(made)) > len(_titles(made)) / 3:
            yield made


def _titles(table: Table) -> list[Cell]:
    """The cells below the heading that names initiatives."""
    titles = table.layout.of("title", "names")
    rows = table.header.sheet.rows.items()
    inside = [row for number, row in rows if table.header.first <= number <= table.last]
    return [row[title.index] for row in inside for title in titles if title.index in row]


def _names(table: Table) -> list[str]:
    """What stands there, without counts and dashes."""
    return [fold(cell.text).casefold() for cell in _titles(table) if any(letter.isalpha() for letter in cell.text)]


def _score(table: Table) -> tuple[float, ...]:
    """How much a table is what is looked for: many names, and much about each; hidden sheets come last."""
    about = sum(bool(table.layout.of(meaning)) for meaning in _ABOUT)
    names = set(_names(table))
    return (not table.header.sheet.hidden, bool(names), min(len(names), 500) * (1 + about), about)


def _choose(tables: Sequence[Table], answers: Answers) -> tuple[list[Table], list[Table], list[Need]]:
    """The best table with those that go on with it: of the same columns, or of other dimensions on sheets of their own;
    the same initiatives twice are asked about."""
    none = _("Lembar “{sheet}” tidak berisi tabel inisiatif.").format(sheet=answers.sheet)
    wanted = on_sheet(tables, answers.sheet, none)
    best = max(wanted, key=_score)
    same = [one for one in wanted if _goes_with(one, best)]
    needs: list[Need] = []
    if len({one.name for one in same}) > 1 and _twice(same):
        names = tuple(dict.fromkeys(one.name for one in same))
        sentence = _("Beberapa lembar memuat tabel yang sama: {sheets}. Lembar mana yang diimpor?")
        needs.append(Need("sheet", sentence.format(sheets=", ".join(names)), names))
        same = [best]
    return same, [table for table in tables if not any(table is one for one in same)], needs


def _ticked(tables: Sequence[Table]) -> tuple[list[Table], list[Notice]]:
    """The tables with ticks where the colour of a cell tells a year or a month."""
    made = [ticked(table, ("year_tick", "period_tick")) for table in tables]
    return [table for table, _notices in made], [notice for _table, notices in made for notice in notices]


def _goes_with(one: Table, best: Table) -> bool:
    if one.header.sheet.hidden != best.header.sheet.hidden or not one.layout.of("title", "names"):
        return False
    if alike(one, best) or fingerprint(one.header) == fingerprint(best.header):
        return True
    here, there = around(one), around(best)
    return bool(here.dimension and there.dimension) and here.dimension != there.dimension


def _twice(tables: Sequence[Table]) -> bool:
    """Whether sheets say the same again that nothing tells apart: no dimension, horizon or year of their own."""
    groups: dict[Heading, list[Table]] = {}
    for table in tables:
        groups.setdefault(around(table), []).append(table)
    return any(len(group) > 1 and overlap(group, _SAME) for group in groups.values())


def _build(
    tables: Sequence[Table], pack: ReferencePack, answers: Answers, first_year: int | None, scale: Decimal
) -> Tree:
    tree = Tree()

    def year_of(ordinal: int) -> int | None:
        return None if first_year is None or ordinal < 1 else first_year + ordinal - 1

    for table in tables:
        Builder(table, pack, tree, year_of=year_of, scale=scale, dimension=answers.dimension).read()
    return tree


# -- what is asked


def _needs(
    tables: Sequence[Table], told: Surroundings, tree: Tree, answers: Answers, start: int | None, pack: ReferencePack
) -> list[Need]:
    needs: list[Need] = []
    if not tables[0].layout.of("title", "names"):
        needs.append(Need("columns", _("Kolom mana yang memuat nama program atau inisiatif?")))
    if start is None and any(_has_ordinals(table.layout) for table in tables):
        needs.append(
            Need("years", _("Tabel ini hanya menyebut Tahun 1, Tahun 2, dan seterusnya. Tahun berapakah Tahun 1?"))
        )
    if told.has_money and not answers.unit:
        reason = told.unit_question(amount for entry in tree.entries for amount in entry.amounts.values())
        if reason:
            needs.append(Need("unit", reason, ("rupiah", "ribu", "juta")))
    homeless = [entry for entry in tree.entries if not entry.dimension]
    if homeless and tables[0].layout.of("title", "names"):
        sentence = _("Tabel ini tidak menyebut dimensi {count} inisiatif, misalnya “{title}”. Dimensi apa?")
        told_sentence = sentence.format(count=len(homeless), title=homeless[0].title[:60])
        codes = tuple(one.code for one in pack.dimensions)
        needs.append(Need("dimension", told_sentence, codes, tuple(one.label for one in pack.dimensions)))
    return needs


def _has_ordinals(layout: Layout) -> bool:
    return any(column.ordinal and not column.year for column in layout.of("target", "money", "year_tick"))


# -- what is told


def _year_notices(tables: Sequence[Table], told: Surroundings, answers: Answers, start: int | None) -> Iterator[Notice]:
    if answers.first_year or start is None or not any(_has_ordinals(table.layout) for table in tables):
        return
    if told.period:
        sentence = _("Tahun 1 dianggap {year}, dari periode {start}–{end} yang tertulis pada berkas.")
        yield Notice("years", sentence.format(year=start, start=start, end=told.period[1]), doubt=True)
    else:
        sentence = _("Berkas tidak menyebut tahunnya; Tahun 1 dianggap {year}, dari periode di rencana ini.")
        yield Notice("years", sentence.format(year=start), doubt=True)


_REMARKS = {
    "target-without-year": m("Kolom {column} (“{header}”) berisi target tanpa tahun; dicatat pada tahun terakhirnya."),
    "second-column": m("Kolom {column} (“{header}”) mengulang isi kolom sebelumnya dan tidak dibaca."),
}
_UNREAD = frozenset(("", "ignored", "note"))


def _column_notices(tables: Sequence[Table]) -> Iterator[Notice]:
    table = tables[0]
    for word, index in table.layout.remarks:
        column = table.layout.columns[index]
        place = Place(table.name, table.header.bottom, index)
        yield Notice(word, _(_REMARKS[word]).format(column=column.name, header=column.header), place, doubt=True)
    unread = [column for column in table.layout.columns if column.meaning in _UNREAD and column.header]
    if unread:
        listed = ", ".join(f"{column.name} ({column.header[:40]})" for column in unread[:12])
        yield Notice("columns-left", _("Kolom yang tidak dibaca: {columns}.").format(columns=listed))
    ticks = table.layout.of("year_tick")
    filled = {column for row in table.header.sheet.rows.values() for column in row}
    if ticks and not any(_below(table, column.index) for column in ticks) and filled:
        sentence = _(
            "Kolom tahun {columns} kosong. Bila tahunnya ditandai dengan warna sel, isi tanda ✓ di sel itu, lalu "
            "impor lagi."
        )
        names = ", ".join(column.name for column in ticks)
        place = Place(table.name, table.header.bottom, ticks[0].index)
        yield Notice("empty-years", sentence.format(columns=names), place, doubt=True)


def _below(table: Table, index: int) -> bool:
    rows = table.header.sheet.rows.items()
    return any(index in row for number, row in rows if table.header.first <= number <= table.last)


def _heading_notices(tables: Iterable[Table]) -> Iterator[Notice]:
    """The dimension that a sheet tells for all of its rows."""
    for table in tables:
        found = around(table)
        if found.dimension and not table.layout.of("dimension"):
            sentence = _("Tabel di lembar “{sheet}” baris {row} dianggap dimensi {dimension}.")
            told = sentence.format(sheet=table.name, row=table.header.top + 1, dimension=found.dimension)
            yield Notice("sheet-dimension", told,
                         Place(table.name, table.header.top, 0))  # fmt: skip
