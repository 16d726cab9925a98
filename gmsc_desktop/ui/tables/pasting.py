"""A block of cells from a spreadsheet: read, held against the fields, shown first, written as one change."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import drafts
from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.fields import FieldSpec, Kind
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.ui.shown import record_title
from gmsc_desktop.ui.tables.columns import Column
from gmsc_desktop.ui.tables.model import RowModel

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.grid import Grid

MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a block: where it goes, what was typed, and why it is refused ("" when it is taken)."""

    row: int
    column: int
    text: str
    refused: str = ""


def read_block(text: str) -> list[list[str]]:
    """The cells of what a spreadsheet puts on the clipboard: tabs and lines, quotes around what holds them."""
    lines = list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    return lines[:MOST_ROWS]


def stored_text(rows: RowModel, field: FieldSpec, text: str) -> str:
    """The text that is written: a reference is typed by its name and written as its id."""
    if field.kind is not Kind.REFERENCE or not text.strip():
        return text
    wanted = " ".join(text.split()).casefold()
    for row in rows.session.snapshot.rows(field.target):
        if wanted in {row.id, record_title(rows.session.snapshot, field.target, row.id).casefold()}:
            return row.id
    raise UserFacingError(
        _("«{text}» belum ada di «{label}».").format(text=text[:60], label=field.label), _("Tambahkan lebih dahulu.")
    )


def refusal(rows: RowModel, column: Column, text: str) -> str:
    """Why a text cannot go into a column, "" when it can."""
    if column.field is None:
        return _("Kolom «{title}» tidak diisi langsung.").format(title=column.title)
    try:
        value = read_value(column.field, stored_text(rows, column.field, text), rows.session.pack)
    except UserFacingError as error:
        return f"{error.sentence} {error.next_step}".strip()
    if column.field.required and value is None:
        return _("«{label}» tidak boleh kosong.").format(label=column.field.label)
    return ""


def write_cells(rows: RowModel, label: str, cells: Sequence[tuple[int, int, str]]) -> int:
    """Write cells (row, column, text) as one change; the count written. What cannot be read is left out."""
    wanted: list[tuple[FieldSpec, str, str, UseCase | None]] = []
    for row, place, text in cells:
        column = rows.columns[place]
        if column.field is not None and not refusal(rows, column, text):
            shown = rows.shown[row]
            use = column.use(shown) if column.use is not None else None
            wanted.append((column.field, column.record_id(shown), stored_text(rows, column.field, text), use))
    if not wanted or rows.session.read_only:
        return 0
    pack = rows.session.pack

    def work(db: Any) -> None:  # Any: a connection, which ui does not name
        for field, record_id, text, use in wanted:
            if use is None:
                drafts.set_text(db, field, record_id, text, pack)
            else:
                drafts.set_by(db, field, record_id, text, pack, use)

    rows.session.act(label, work)
    return len(wanted)


def place_block(grid: Grid, block: list[list[str]]) -> tuple[list[Cell], int]:
    """Where the cells of a block go from the current cell on, and how many of its rows have no row to go to."""
    seen = [place for place in range(len(grid.rows.columns)) if not grid.isColumnHidden(place)]
    start, first = grid.currentIndex().row(), seen.index(grid.currentIndex().column())
    cells: list[Cell] = []
    for down, line in enumerate(block):
        if start + down >= len(grid.rows.shown):
            return cells, len(block) - down
        for right, text in enumerate(line[: len(seen) - first]):
            place = seen[first + right]
            cells.append(Cell(start + down, place, text, refusal(grid.rows, grid.rows.columns[place], text)))
    return cells, 0


def without_headings(grid: Grid, block: list[list[str]]) -> list[list[str]]:
    """The block without its first line where that line is our own headings, as copying puts them there."""
    titles = {column.title.casefold() for column in grid.rows.columns}
    if len(block) > 1 and all(cell.strip().casefold() in titles for cell in block[0]):
        return block[1:]
    return block


def paste_into(grid: Grid, preview: Callable[[Grid, list[Cell], int], bool] | None = None) -> None:
    """Paste the clipboard; one cell goes in at once, a block after a look at it."""
    block = without_headings(grid, read_block(QGuiApplication.clipboard().text()))
    if not block or not grid.currentIndex().isValid() or grid.rows.session.read_only:
        return
    cells, beyond = place_block(grid, block)
    if len(cells) == 1 and not beyond:
        one = cells[0]
        grid.rows.write_cell(grid.rows.shown[one.row], grid.rows.columns[one.column], _typed(grid.rows, one))
        return
    from gmsc_desktop.ui.tables import paste_preview

    if (preview or paste_preview.confirm)(grid, cells, beyond):
        taken = [(cell.row, cell.column, cell.text) for cell in cells if not cell.refused]
        grid.write(_("Tempel {count} sel").format(count=len(taken)), taken)


def _typed(rows: RowModel, cell: Cell) -> str:
    field = rows.columns[cell.column].field
    try:
        return stored_text(rows, field, cell.text) if field is not None else cell.text
    except UserFacingError:
        return cell.text
