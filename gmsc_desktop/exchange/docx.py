"""Reads the tables of a .docx, each as a sheet with the lines that stand above it (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gmsc_desktop.exchange.delimited import cell_of
from gmsc_desktop.exchange.gathering import Gathering, SheetGathering
from gmsc_desktop.exchange.limits import MOST_COLUMN
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.safe_xml import Broken, Unsafe, parse
from gmsc_desktop.exchange.sheets import Book, Cell, Kind, fold
from gmsc_desktop.exchange.zip_parts import Parts
from gmsc_desktop.text import _

_BEFORE = 6  # lines above a table that are kept
_BLANK = "\N{EM SPACE}"
_STEP = 120  # twentieths of a point: half of what Word indents at least
_MOST_INDENTED = 15
_MOST_TABLES = 300


@dataclass
class _Cell:
    column: int
    across: int = 1
    indent: int = 0  # steps by which its first paragraph is indented
    merge: str = ""  # "restart" begins a cell that reaches down, "continue" goes on with it
    lines: list[str] = field(default_factory=list)


@dataclass
class _Table:
    number: int
    before: list[str]
    rows: list[list[_Cell]] = field(default_factory=list)

    def width(self) -> int:
        """Columns of the widest row."""
        return max((row[-1].column + row[-1].across for row in self.rows if row), default=0)


def read_docx(path: Path, name: str, only: str = "") -> Book:
    """The tables of a document. Raises ``FileRefused`` where it has none."""
    reader = _Reader()
    try:
        with Parts(path, name) as parts:
            parse(parts.blocks("word/document.xml"), reader.begin, reader.end, reader.text)
    except Unsafe as error:
        raise FileRefused("unsafe", name=name) from error
    except Broken as error:
        raise FileRefused("broken", name=name) from error
    if not reader.done:
        raise FileRefused("no-table", name=name)
    gathering = Gathering(name, "docx", only)
    for number, table in enumerate(_joined(reader.done), 1):
        sheet = gathering.sheet(_("Tabel {number}").format(number=number))
        if sheet is not None:
            _put(table, sheet)
    return gathering.book()


def _joined(tables: list[_Table]) -> list[_Table]:
    """A table that follows another of the same width without a line between goes on with it, as after a page break."""
    made: list[_Table] = []
    for table in tables:
        if made and not table.before and table.width() == made[-1].width() > 1:
            made[-1].rows += table.rows
        else:
            made.append(table)
    return made


def _put(table: _Table, sheet: SheetGathering) -> None:
    for number, line in enumerate(table.before):
        sheet.put(number, 0, cell_of(line))
    above = len(table.before)
    reaching: dict[int, tuple[int, int]] = {}  # by column: the row where a cell began that reaches down, and its width
    for number, row in enumerate(table.rows):
        for cell in row:
            if cell.merge != "continue":
                _close(sheet, reaching.pop(cell.column, None), cell.column, above + number - 1)
                text = "\n".join(line for line in map(fold, cell.lines) if line)
                if text:
                    held = cell_of(text)
                    indented = cell.indent and held.kind is Kind.TEXT
                    sheet.put(above + number, cell.column, Cell(_BLANK * cell.indent + text) if indented else held)
                if cell.merge == "restart":
                    reaching[cell.column] = (above + number, cell.across)
                else:
                    sheet.merge(above + number, cell.column, above + number, cell.column + cell.across - 1)
    for column, begun in reaching.items():
        _close(sheet, begun, column, above + len(table.rows) - 1)


def _close(sheet: SheetGathering, begun: tuple[int, int] | None, column: int, last: int) -> None:
    if begun is not None:
        top, across = begun
        sheet.merge(top, column, last, column + across - 1)


class _Reader:
    """Gathers tables; one within another is a table of its own."""

    def __init__(self) -> None:
        self.done: list[_Table] = []
        self._open: list[_Table] = []
        self._cells: list[_Cell] = []
        self._lines: list[str] = []
        self._text = False
        self._offset = 0  # columns that a row leaves out before its first cell

    def begin(self, name: str, told: dict[str, str]) -> None:
        if name == "t":
            self._text = True
        elif name == "p":
            self._here().append("")
        elif name in {"br", "cr", "tab"}:
            self._add("\n" if name != "tab" else " ")
        elif name == "tbl":
            if len(self.done) + len(self._open) >= _MOST_TABLES:
                raise Unsafe
            lines = [] if self._open else [line for line in map(fold, self._lines) if line][-_BEFORE:]
            self._open.append(_Table(len(self.done), lines))
            self._lines = []
        elif name == "tr" and self._open:
            self._open[-1].rows.append([])
            self._offset = 0
        elif name == "gridBefore" and self._open and self._open[-1].rows and not self._open[-1].rows[-1]:
            self._offset = _whole(_value(told))
        elif name == "tc" and self._open and self._open[-1].rows:
            row = self._open[-1].rows[-1]
            cell = _Cell(row[-1].column + row[-1].across if row else self._offset)
            row.append(cell)
            self._cells.append(cell)
        elif self._cells:
            self._about_cell(self._cells[-1], name, told)

    def _about_cell(self, cell: _Cell, name: str, told: dict[str, str]) -> None:
        if name == "gridSpan":
            cell.across = max(1, _whole(_value(told)))
        elif name == "vMerge":
            cell.merge = _value(told) or "continue"
        elif name == "ind" and len(cell.lines) == 1:
            left = next((value for key, value in told.items() if key.rpartition(":")[2] in {"left", "start"}), "")
            cell.indent = min(_whole(left) // _STEP, _MOST_INDENTED)

    def end(self, name: str) -> None:
        if name == "t":
            self._text = False
        elif name == "tc" and self._cells:
            self._cells.pop()
        elif name == "tbl" and self._open:
            self.done.append(self._open.pop())

    def text(self, piece: str) -> None:
        if self._text:
            self._add(piece)

    def _here(self) -> list[str]:
        return self._cells[-1].lines if self._cells else self._lines

    def _add(self, piece: str) -> None:
        here = self._here()
        if here:
            here[-1] += piece
        else:
            here.append(piece)


def _value(told: dict[str, str]) -> str:
    return next((value for key, value in told.items() if key.rpartition(":")[2] == "val"), "")


def _whole(text: str) -> int:
    return min(int(text), MOST_COLUMN) if text.isascii() and text.isdigit() and len(text) < 9 else 0
