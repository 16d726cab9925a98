"""Lines of a pasted block that become new rows: which column is which, what each line comes to, how it is added."""

from __future__ import annotations

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
from gmsc_desktop.ui.tables.columns import Column, NewRows
from gmsc_desktop.ui.tables.pasting import Work, refusal, stored_text, told

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.grid import Grid

_TELLING = {Kind.CHOICE, Kind.REFERENCE, Kind.YEAR, Kind.MONEY, Kind.DATE, Kind.MONTH}  # kinds seen by their values
_LOOKED_AT = 50  # lines by which the kind of a column is guessed


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block on its way to a new row; ``left`` are its cells that are refused, ``twin`` a name known."""

    number: int
    name: str
    texts: tuple[tuple[int, str], ...]  # column, text
    left: tuple[str, ...] = ()
    refused: str = ""
    twin: bool = False


@dataclass(frozen=True, slots=True)
class _Stub:
    """A row that is not read yet: all that a column needs of it is its id."""

    id: str


def fillable(grid: Grid, adds: NewRows) -> list[int]:
    """The columns that a new row may fill: of its own table, or with a use case of their own."""
    return [
        place
        for place, column in enumerate(grid.rows.columns)
        if column.field is not None and (column.field.table == adds.table or column.use is not None)
    ]


def columns_by_heading(grid: Grid, adds: NewRows, first: Sequence[str]) -> list[int | None] | None:
    """Which columns the first line of a block names; None where it is no line of headings."""
    known: dict[str, int] = {}
    for place in reversed(fillable(grid, adds)):
        column = grid.rows.columns[place]
        words = {column.title, column.key, column.field.label if column.field else ""}
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
    name = grid.rows.column_place(adds.name)
    if name in free:
        texts = [at for at in range(width) if found[at] is None and samples[at]]
        longest = max(texts, key=lambda at: sum(map(len, samples[at])) / len(samples[at]), default=None)
        if longest is not None:
            found[longest] = name
    code = next((place for place in free if grid.rows.columns[place].field.kind is Kind.CODE), None)  # type: ignore[union-attr]
    for at, values in enumerate(samples):
        if code is not None and found[at] is None and values and all("-" in text and len(text) < 12 for text in values):
            found[at], code = code, None
    return found


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
    name = grid.rows.column_place(adds.name)
    known = {_plain(grid.rows.columns[name].text(row)) for row in grid.rows.rows}
    made: list[Line] = []
    for number, line in enumerate(block, start):
        if not any(cell.strip() for cell in line):
            continue
        read = _read_line(grid, name, number, line, columns)
        made.append(replace(read, texts=read.texts + also, twin=bool(read.name) and _plain(read.name) in known))
        known.add(_plain(read.name))
    return _tried(grid, made)


def _read_line(grid: Grid, name: int, number: int, line: Sequence[str], columns: Sequence[int | None]) -> Line:
    texts: list[tuple[int, str]] = []
    left: list[str] = []
    for text, place in zip(line, columns, strict=False):
        if place is None or not text.strip():
            continue
        reason = refusal(grid.rows, grid.rows.columns[place], text)
        if reason:
            left.append(reason)
        else:
            texts.append((place, text))
    title = " ".join(next((text for place, text in texts if place == name), "").split())
    refused = "" if title else next(iter(left), _("“{name}” kosong.").format(name=grid.rows.columns[name].title))
    return Line(number, title, tuple(texts), tuple(left), refused)


def _tried(grid: Grid, lines: list[Line]) -> list[Line]:
    """The lines, refused also where a rule beyond their fields stands against them: tried, and nothing is kept."""
    open_lines = [line for line in lines if not line.refused]
    if not open_lines or grid.rows.session.read_only:
        return lines
    made = grid.rows.session.rehearse(each, [line_work(grid, line) for line in open_lines])
    refused = {
        line.number: told(error)
        for line, error in zip(open_lines, made, strict=True)
        if isinstance(error, UserFacingError)
    }
    return [replace(line, refused=refused.get(line.number, line.refused)) for line in lines]


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
        if column.field.table == adds.table:
            own[column.field.column] = read_value(column.field, stored, rows.session.pack)
        else:
            others.append((column, stored))
    given = {**adds.given(), **own}

    def work(db: Any) -> str:  # Any: a connection, which ui does not name
        record_id = add_row(db, adds.table, given, date.today())
        stub = _Stub(record_id)
        for column, text in others:
            assert column.field is not None and column.use is not None  # noqa: PT018  both by ``fillable``
            drafts.set_by(db, column.field, column.record_id(stub), text, rows.session.pack, column.use(stub))
        return record_id

    return work
