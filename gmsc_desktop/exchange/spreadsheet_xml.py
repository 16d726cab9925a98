"""Reads XML Spreadsheet 2003, which some applications save under the name .xls."""

from __future__ import annotations

from pathlib import Path

from gmsc_desktop.exchange.gathering import Gathering, SheetGathering
from gmsc_desktop.exchange.limits import MOST_COLUMN, MOST_ROW
from gmsc_desktop.exchange.numbers_in_cells import GENERAL, PERCENT, date_cell, look_of, number_cell
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.safe_xml import Broken, Unsafe, parse
from gmsc_desktop.exchange.sheets import Book, Cell, Kind

_NAMED = {"Percent": PERCENT, "General": GENERAL, "Fixed": GENERAL, "Standard": GENERAL}


def read_spreadsheet_xml(path: Path, name: str, only: str = "") -> Book:
    """The sheets of a workbook. Raises ``FileRefused``."""
    gathering = Gathering(name, "xml", only)
    reader = _Reader(gathering)
    try:
        parse([path.read_bytes()], reader.begin, reader.end, reader.text)
    except Unsafe as error:
        raise FileRefused("unsafe", name=name) from error
    except Broken as error:
        raise FileRefused("broken", name=name) from error
    return gathering.book()


class _Reader:
    """Reads the workbook element by element."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._sheet: SheetGathering | None = None
        self._row = self._column = self._next = self._across = 0
        self._looks: dict[str, str] = {}
        self._style = ""
        self._kind = ""
        self._look = GENERAL
        self._formula = False
        self._pieces: list[str] | None = None

    def begin(self, name: str, told: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in told.items()}
        if name == "Worksheet":
            self._sheet = self._gathering.sheet(plain.get("Name", ""))
            self._row, self._next = -1, 0
        elif name == "Style":
            self._style = plain.get("ID", "")
        elif name == "NumberFormat":
            code = plain.get("Format", "General")
            self._looks[self._style] = _NAMED[code] if code in _NAMED else look_of(0, code)
        elif name == "Row":
            self._row = _index(plain, self._row + 1, MOST_ROW)
            self._column = -1
            if self._sheet is not None and plain.get("Hidden") == "1":
                self._sheet.hidden_rows.add(self._row)
        elif name == "Column":
            index = _index(plain, self._next, MOST_COLUMN)
            self._next = index + 1 + _whole(plain.get("Span", "0"))
            if self._sheet is not None and plain.get("Hidden") == "1":
                self._sheet.hidden_columns.update(range(index, min(self._next, MOST_COLUMN)))
        elif name == "Cell":
            self._begin_cell(plain)
        elif name == "Data":
            self._kind, self._pieces = plain.get("Type", "String"), []

    def _begin_cell(self, told: dict[str, str]) -> None:
        self._column = _index(told, self._column + 1, MOST_COLUMN)
        self._look = self._looks.get(told.get("StyleID", ""), GENERAL)
        self._formula = "Formula" in told
        across, down = _whole(told.get("MergeAcross", "0")), _whole(told.get("MergeDown", "0"))
        if self._sheet is not None:
            self._sheet.merge(self._row, self._column, self._row + down, self._column + across)
        self._pieces = None
        self._across = across

    def text(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)

    def end(self, name: str) -> None:
        if name == "Cell":
            cell = self._cell()
            if self._sheet is not None and cell is not None:
                self._sheet.put(self._row, self._column, cell)
            self._column += self._across
            self._pieces = None
        elif name == "Worksheet":
            self._sheet = None

    def _cell(self) -> Cell | None:
        if self._pieces is None:
            return Cell("", Kind.UNSTORED) if self._formula else None
        text = "".join(self._pieces)
        if self._kind == "Number":
            return number_cell(text, self._look) or Cell(text)
        if self._kind == "DateTime":
            return date_cell(text)
        if self._kind == "Boolean":
            return Cell("TRUE" if text == "1" else "FALSE", Kind.TRUTH)
        return Cell(text, Kind.ERROR if self._kind == "Error" else Kind.TEXT)


def _index(told: dict[str, str], usual: int, most: int) -> int:
    number = _whole(told.get("Index", ""))
    return min(number - 1, most - 1) if number else usual


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
