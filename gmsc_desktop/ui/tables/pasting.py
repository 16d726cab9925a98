"""A block of cells from a spreadsheet: read, held against the fields, shown first, written as one change."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import drafts
from gmsc_desktop.models.fields import FieldSpec, Kind
from gmsc_desktop.models.several import each
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.ui.tables.columns import Column
from gmsc_desktop.ui.tables.model import RowModel
from gmsc_desktop.ui.tables.new_offices import NewOffices

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.adding import Line
    from gmsc_desktop.ui.tables.grid import Grid

MOST_ROWS = 5000
_LONGEST = 10_000_000  # characters of one cell
_MOST_TRIED = 20_000  # cells that are tried before they are shown; more are held against their fields alone

Work = Callable[[Any], object]  # Any: a connection, which ui does not name


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a block: where it goes, what was typed, and why it is refused ("" when it is taken)."""

    row: int
    column: int
    text: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a block comes to: cells of rows that are there, lines that become new rows, and lines with no place."""

    cells: Sequence[Cell] = ()
    lines: Sequence[Line] = field(default=())
    beyond: int = 0


def read_block(text: str) -> list[list[str]]:
    """The cells of what a spreadsheet puts on the clipboard: tabs and lines, quotes around what holds them."""
    csv.field_size_limit(_LONGEST)
    if text.count('"') % 2:  # a lone quote, of no spreadsheet, would swallow the lines after it
        lines = [line.split("\t") for line in text.splitlines()]
    else:
        lines = list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    return lines


def stored_text(rows: RowModel, field: FieldSpec, text: str) -> str:
    """The text that is written: a reference is typed by its name, or its short one, and written as its id."""
    if field.kind is not Kind.REFERENCE or not text.strip():
        return text
    found = rows.names(field.target).get(" ".join(text.split()).casefold())
    if found is not None:
        return found
    if field.target == "agency" and (office := rows.new_offices.find(rows.session.snapshot, text)):
        return office
    from gmsc_desktop.ui.doors import place_of  # the pages stand on the tables

    place = place_of(field.target)
    next_step = _("Tambahkan lebih dahulu di {place}.").format(place=place) if place else _("Tambahkan lebih dahulu.")
    raise UserFacingError(_("“{text}” belum ada di “{label}”.").format(text=text[:60], label=field.label), next_step)


def told(error: UserFacingError) -> str:
    """Sentence and next step of a refusal."""
    return f"{error.sentence} {error.next_step}".strip()


def refusal(rows: RowModel, column: Column, text: str) -> str:
    """Why a text cannot go into a column, "" when it can."""
    if column.field is None:
        return _("Kolom “{title}” tidak diisi langsung.").format(title=column.title)
    try:
        value = read_value(column.field, stored_text(rows, column.field, text), rows.session.pack)
    except UserFacingError as error:
        return told(error)
    if column.field.required and value is None:
        return _("“{label}” tidak boleh kosong.").format(label=column.field.label)
    return ""


def cell_work(rows: RowModel, cell: Cell) -> Work:
    """What writes one cell into a row that is there."""
    column, shown = rows.columns[cell.column], rows.shown[cell.row]
    field, record_id = column.field, column.record_id(shown)
    assert field is not None
    text = stored_text(rows, field, cell.text)
    if column.use is None:
        return lambda db: drafts.set_text(db, field, record_id, text, rows.session.pack)
    use = column.use(shown)
    return lambda db: drafts.set_by(db, field, record_id, text, rows.session.pack, use)


def write_cells(rows: RowModel, label: str, cells: Sequence[tuple[int, int, str]]) -> int:
    """Write cells (row, column, text) as one change; the count written. What is refused is left as it was, and told."""
    taken = [Cell(*cell) for cell in cells]
    taken = [cell for cell in taken if not refusal(rows, rows.columns[cell.column], cell.text)]
    if rows.session.read_only:
        return 0
    left = [refusal(rows, rows.columns[place], text) for _row, place, text in cells]
    works = [cell_work(rows, cell) for cell in taken]
    refused = [reason for reason in left if reason]
    if works:
        made = rows.session.act(label, each, works)
        refused += [told(error) for error in made if isinstance(error, UserFacingError)]
    if refused:
        words = _("{count} sel tetap seperti semula: {reason}").format(count=len(refused), reason=refused[0])
        rows.session.refused.emit(words, "")
    return len(cells) - len(refused)


def place_block(grid: Grid, block: list[list[str]]) -> tuple[list[Cell], list[list[str]]]:
    """Where the cells of a block go from the current cell on, and its lines that have no row to go to."""
    seen = [place for place in range(len(grid.rows.columns)) if not grid.isColumnHidden(place)]
    start, first = grid.currentIndex().row(), seen.index(grid.currentIndex().column())
    cells: list[Cell] = []
    for down, line in enumerate(block):
        if start + down >= len(grid.rows.shown):
            return _tried(grid.rows, cells), block[down:]
        for right, text in enumerate(line[: len(seen) - first]):
            place = seen[first + right]
            cells.append(Cell(start + down, place, text, refusal(grid.rows, grid.rows.columns[place], text)))
    return _tried(grid.rows, cells), []


def _tried(rows: RowModel, cells: list[Cell]) -> list[Cell]:
    """The cells, refused also where a rule beyond their field stands against them: all are tried, nothing is kept."""
    open_cells = [cell for cell in cells if not cell.refused]
    if not 0 < len(open_cells) <= _MOST_TRIED or rows.session.read_only:
        return cells
    offices = rows.new_offices.works()
    made = rows.session.rehearse(each, [*offices, *(cell_work(rows, cell) for cell in open_cells)])[len(offices) :]
    refused = {
        (cell.row, cell.column): told(error)
        for cell, error in zip(open_cells, made, strict=True)
        if isinstance(error, UserFacingError)
    }
    return [replace(cell, refused=refused.get((cell.row, cell.column), cell.refused)) for cell in cells]


def without_headings(grid: Grid, block: list[list[str]]) -> list[list[str]]:
    """The block without its first line where that line is our own headings, as copying puts them there."""
    titles = {column.title.casefold() for column in grid.rows.columns}
    if len(block) > 1 and all(cell.strip().casefold() in titles for cell in block[0]):
        return block[1:]
    return block


def paste_into(grid: Grid, *, as_new: bool = False) -> None:
    """Paste the clipboard; one cell goes in at once, a block after a look at it."""
    whole = read_block(QGuiApplication.clipboard().text())
    block = without_headings(grid, whole)
    if grid.rows.session.read_only:
        return
    if not block:
        if as_new:
            words = _("Papan klip tidak memuat teks."), _("Salin dahulu barisnya di Excel, lalu tempel di sini.")
            grid.rows.session.refused.emit(*words)
        return
    there = grid.currentIndex().isValid()
    if there and not as_new and len(block) == 1 and len(block[0]) == 1:
        _paste_one(grid, block[0][0])
        return
    if not there and grid.adds is None:
        return
    from gmsc_desktop.ui.tables import paste_preview

    chosen = paste_preview.choose(grid, whole, as_new=as_new or not there)
    if chosen is not None:
        write_pasted(grid, chosen)


def _paste_one(grid: Grid, text: str) -> None:
    index, rows = grid.currentIndex(), grid.rows
    column = rows.columns[index.column()]
    if column.field is None:
        return
    try:
        rows.write_cell(rows.shown[index.row()], column, stored_text(rows, column.field, text))
    except UserFacingError as error:
        rows.session.refused.emit(told(error), "")


def write_pasted(grid: Grid, pasted: Pasted) -> None:
    """Write what was chosen of a block as one change, and go to the first new row."""
    from gmsc_desktop.ui.tables.adding import line_work

    cells = [cell_work(grid.rows, cell) for cell in pasted.cells if not cell.refused]
    lines = [line_work(grid, line) for line in pasted.lines if not line.refused]
    grid.rows.session.keep_before(len(lines))
    parts = [_("{count} baris baru").format(count=len(lines))] if lines else []
    parts += [_("{count} sel").format(count=len(cells))] if cells else []
    if not parts:
        return
    written = [cell.text for cell in pasted.cells if not cell.refused]
    written += [text for line in pasted.lines if not line.refused for _place, text in line.texts]
    offices = grid.rows.new_offices.works(written)
    label = _("Tempel {what}").format(what=_(" dan ").join(parts))
    made = grid.rows.session.act(label, each, [*offices, *cells, *lines])[len(offices) :]
    grid.rows.new_offices = NewOffices()
    refused = [told(error) for error in made if isinstance(error, UserFacingError)]
    if refused:
        words = _("{count} tidak dapat ditempel: {reason}").format(count=len(refused), reason=refused[0])
        grid.rows.session.refused.emit(words, "")
    first = next((str(got) for got in made[len(cells) :] if not isinstance(got, UserFacingError)), "")
    if first:
        grid.go_to(first)
    grid.setFocus()
