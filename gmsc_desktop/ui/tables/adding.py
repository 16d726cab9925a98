"""Lines of a pasted block that become new rows: which column is which, what each line comes to, how it is added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import drafts
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import Kind
from gmsc_desktop.models.rows import add_row
from gmsc_desktop.models.several import each
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.ui.shown import text_to_read
from gmsc_desktop.ui.tables.columns import Column, NewRows
from gmsc_desktop.ui.tables.pasting import Work, refusal, stored_text, told

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.grid import Grid

_TELLING = {Kind.CHOICE, Kind.REFERENCE, Kind.YEAR, Kind.MONEY, Kind.DATE, Kind.MONTH}  # kinds seen by their values
_DAY = re.compile(  # 30/9/2026, 2026-09-30 08.00, 12 Okt, Senin, 12 Oktober 26: also what no day can be read from
    r"((senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)[,/ ] ?)?("
    r"[0-9]{1,2} ?[-/] ?[0-9]{1,2} ?[-/] ?([0-9]{4}|[0-9]{2})|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"|[0-9]{1,2}[- ](jan|[fp]eb|mar|apr|me[iy]|may|jun|jul|ag[ust]|aug|sep|o[kc]t|no[vp]|de[sc])[^\W\d]*)\b.*",
    re.IGNORECASE,
)
_LOOKED_AT = 50  # lines by which the kind of a column is guessed


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block on its way to a new row; ``left`` are its cells that are refused, ``twin`` a name known."""

    number: int
    name: str
    texts: tuple[tuple[int, str], ...]  # column, text
    left: tuple[str, ...] = ()
    without: tuple[int, ...] = ()  # the columns of ``left``
    refused: str = ""
    twin: bool = False
    told: str = ""  # what a person should know of it though it is taken whole


@dataclass(frozen=True, slots=True)
class _Stub:
    """A row that is not read yet: all that a column needs of it is its id."""

    id: str


def fillable(grid: Grid, adds: NewRows) -> list[int]:
    """The columns that a new row may fill: of its own table, or with a use case of their own."""
    return [
        place
        for place, column in enumerate(grid.rows.columns)
        if column.field is not None and (adds.holds(column.field) or column.use is not None)
    ]


def columns_by_heading(grid: Grid, adds: NewRows, first: Sequence[str]) -> list[int | None] | None:
    """Which columns the first line of a block names; None where it is no line of headings."""
    known: dict[str, int] = {}
    for place in reversed(fillable(grid, adds)):
        column = grid.rows.columns[place]
        words = {column.title, column.key}
        if column.field is not None:  # lists of offices are in Indonesian, whatever the language of the screen
            words |= {column.field.label, column.field.label_text}
        known.update({_plain(word): place for word in words if word})
    found = [known.get(_plain(cell)) for cell in first]
    named = [place for place in found if place is not None]
    filled = sum(1 for cell in first if cell.strip())
    if not named or len(named) * 2 < filled or len(set(named)) < len(named):
        return None
    return found


def guessed_columns(grid: Grid, adds: NewRows, block: Sequence[Sequence[str]]) -> list[int | None]:
    """Which columns the values of a block fit: lists, years and sums are seen by them, the name is the longest text."""
    width = max(len(line) for line in block)
    samples = [
        [line[at].strip() for line in block[:_LOOKED_AT] if at < len(line) and line[at].strip()] for at in range(width)
    ]
    found: list[int | None] = [None] * width
    free = fillable(grid, adds)
    for at, values in enumerate(samples):
        for place in free:
            column = grid.rows.columns[place]
            telling = column.field is not None and column.field.kind in _TELLING
            if telling and values and not any(refusal(grid.rows, column, text) for text in values):
                found[at] = place
                free.remove(place)
                break
    _guess_days(grid, samples, found, free)
    _guess_words(grid, adds, samples, found, free)
    _guess_names(grid, adds, samples, found, free)
    code = next((place for place in free if grid.rows.columns[place].field.kind is Kind.CODE), None)  # type: ignore[union-attr]
    for at, values in enumerate(samples):
        if code is not None and found[at] is None and values and all("-" in text and len(text) < 12 for text in values):
            found[at], code = code, None
    return found


def _guess_days(grid: Grid, samples: Sequence[Sequence[str]], found: list[int | None], free: list[int]) -> None:
    """Days that are not all readable are seen by their look: the unreadable ones are told, and left empty."""
    for at, values in enumerate(samples):
        if found[at] is not None or sum(1 for text in values if _DAY.fullmatch(text)) * 2 <= len(values):
            continue
        for place in free:
            column = grid.rows.columns[place]
            if column.field is not None and column.field.kind is Kind.DATE:
                found[at] = place
                free.remove(place)
                break


def _guess_words(
    grid: Grid, adds: NewRows, samples: Sequence[Sequence[str]], found: list[int | None], free: list[int]
) -> None:
    """Columns that are known by what they usually say: most of their values are such words, or begin with them."""
    for key, say in adds.usual.items():
        place = grid.rows.column_place(key)
        for at, values in enumerate(samples):
            if place in free and found[at] is None and sum(map(say, values)) * 2 > len(values):
                found[at] = place
                free.remove(place)


def _guess_names(
    grid: Grid, adds: NewRows, samples: Sequence[Sequence[str]], found: list[int | None], free: Sequence[int]
) -> None:
    """The longest text is the name; where another column may stand for it, the first text is, and the next that one."""
    names = [place for key in (adds.name, adds.or_name) if key and (place := grid.rows.column_place(key)) in free]
    texts = [at for at, values in enumerate(samples) if found[at] is None and values]
    if adds.or_name:
        texts = [at for at in texts if not all(text.isdigit() for text in samples[at])]
    else:
        texts.sort(key=lambda at: -sum(map(len, samples[at])) / len(samples[at]))
    for at, place in zip(texts, names, strict=False):
        found[at] = place


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def read_lines(
    grid: Grid,
    block: Sequence[Sequence[str]],
    columns: Sequence[int | None],
    start: int,
    also: tuple[tuple[int, str], ...] = (),
) -> list[Line]:
    """What each line of a block comes to as a new row; ``start`` is the number of the first one in the block.

    ``also`` are cells (column, text) that every line has besides its own.
    """
    adds = grid.adds
    assert adds is not None
    known = _Known(grid, adds)
    made: list[Line] = []
    for number, line in enumerate(block, start):
        if not any(cell.strip() for cell in line):
            continue
        read = _read_line(grid, adds, number, line, columns)
        made.append(replace(read, texts=read.texts + also, twin=known.meets(read)))
    return _tried(grid, made)


class _Known:
    """The names of a table and of the lines before, with what tells two rows of one name apart."""

    def __init__(self, grid: Grid, adds: NewRows) -> None:
        self._rows = grid.rows
        self._apart = [grid.rows.column_place(key) for key in adds.apart]
        names = [grid.rows.columns[grid.rows.column_place(key)] for key in (adds.name, adds.or_name) if key]
        self._told: dict[str, set[tuple[str, ...]]] = {}
        for row in grid.rows.rows:
            name = next((text for column in names if (text := column.text(row))), "")
            told = (grid.rows.columns[place].text(row) for place in self._apart)
            self._told.setdefault(_plain(name), set()).add(tuple(map(_plain, told)))

    def meets(self, line: Line) -> bool:
        """Whether a line is of a row that is there, or of a line before; it is known from now on."""
        if not line.name:
            return False
        texts = dict(line.texts)
        told = tuple(_plain(self._shown(place, texts.get(place, ""))) for place in self._apart)
        others = self._told.setdefault(_plain(line.name), set())
        twin = told in others if all(told) else bool(others)
        others.add(told)
        return twin

    def _shown(self, place: int, text: str) -> str:
        """A text as the table shows its value: the day of one that is typed as 30/9/2026."""
        field = self._rows.columns[place].field
        if field is None or not text.strip():
            return text
        session = self._rows.session
        value = read_value(field, stored_text(self._rows, field, text), session.pack)
        return text_to_read(field, value, session.snapshot, session.pack)


def _read_line(grid: Grid, adds: NewRows, number: int, line: Sequence[str], columns: Sequence[int | None]) -> Line:
    texts: list[tuple[int, str]] = []
    left: dict[int, str] = {}
    for text, place in zip(line, columns, strict=False):
        if place is None or not text.strip():
            continue
        reason = refusal(grid.rows, grid.rows.columns[place], text)
        if reason:
            left[place] = reason
        else:
            texts.append((place, text))
    given = dict(texts)
    places = [grid.rows.column_place(key) for key in (adds.name, adds.or_name) if key]
    names = [" ".join(given.get(place, "").split()) for place in places]
    titles = [grid.rows.columns[place].title for place in places]
    refused = note = ""
    if not any(names):
        refused = next(iter(left.values()), _none_of(titles))
    elif not names[0]:
        note = _("“{name}” belum diisi: baris ini dikenal menurut “{other}”.").format(name=titles[0], other=titles[1])
    title = next(filter(None, names), "")
    return Line(number, title, tuple(texts), tuple(left.values()), tuple(left), refused, told=note)


def _none_of(titles: Sequence[str]) -> str:
    """Why a line without a name is refused."""
    if len(titles) == 1:
        return _("{names} kosong.").format(names=f"“{titles[0]}”")
    words = _("“{name}” dan “{other}” kosong. Isi salah satunya, lalu tempel lagi baris ini.")
    return words.format(name=titles[0], other=titles[1])


def _tried(grid: Grid, lines: list[Line]) -> list[Line]:
    """The lines, refused also where a rule beyond their fields stands against them: tried, and nothing is kept."""
    open_lines = [line for line in lines if not line.refused]
    if not open_lines or grid.rows.session.read_only:
        return lines
    offices = grid.rows.new_offices.works()
    works = [*offices, *(line_work(grid, line) for line in open_lines)]
    made = grid.rows.session.rehearse(each, works)[len(offices) :]
    refused = {
        line.number: _reasons(grid, line, told(error))
        for line, error in zip(open_lines, made, strict=True)
        if isinstance(error, UserFacingError)
    }
    return [replace(line, refused=refused.get(line.number, line.refused)) for line in lines]


def _reasons(grid: Grid, line: Line, tried: str) -> str:
    """Why a line is refused: its unreadable cells first; what follows from one of them is not told once more."""
    columns = (grid.rows.columns[place] for place in line.without)
    follows = any(column.field is not None and f"“{column.field.label}”" in tried for column in columns)
    return " ".join(line.left if follows else [*line.left, tried])


def line_work(grid: Grid, line: Line) -> Work:
    """What makes the new row of a line; its result is the id."""
    adds, rows = grid.adds, grid.rows
    assert adds is not None
    own: dict[str, Value] = {}
    others: list[tuple[Column, str]] = []
    for place, text in line.texts:
        column = rows.columns[place]
        assert column.field is not None
        stored = stored_text(rows, column.field, text)
        if adds.holds(column.field):
            own[column.field.column] = read_value(column.field, stored, rows.session.pack)
        else:
            others.append((column, stored))
    given = {**adds.given(), **own}

    def work(db: Any) -> str:  # Any: a connection, which ui does not name
        record_id = adds.add(db, given) if adds.add is not None else add_row(db, adds.table, given, date.today())
        stub = _Stub(record_id)
        for column, text in others:
            assert column.field is not None and column.use is not None  # noqa: PT018  both by ``fillable``
            drafts.set_by(db, column.field, column.record_id(stub), text, rows.session.pack, column.use(stub))
        return record_id

    return work
