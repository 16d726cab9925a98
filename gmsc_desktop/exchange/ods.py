"""Reads .ods: the spreadsheets of LibreOffice (OpenDocument 1.3, part 3, chapter 9)."""

from __future__ import annotations

from pathlib import Path

from gmsc_desktop.exchange.gathering import Gathering, SheetGathering
from gmsc_desktop.exchange.limits import MOST_COLUMN, MOST_ROW
from gmsc_desktop.exchange.numbers_in_cells import GENERAL, PERCENT, date_cell, number_cell
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.safe_xml import Broken, Unsafe, parse
from gmsc_desktop.exchange.sheets import Book, Cell, Kind
from gmsc_desktop.exchange.zip_parts import Parts

_CELLS = frozenset(("table-cell", "covered-table-cell"))
_MOST_REPEATED = 20_000  # filled rows or cells that one element stands for


def read_ods(path: Path, name: str, only: str = "") -> Book:
    """The sheets of a spreadsheet. Raises ``FileRefused``."""
    gathering = Gathering(name, "ods", only)
    try:
        with Parts(path, name) as parts:
            if "META-INF/manifest.xml" in parts and b"encryption-data" in parts.read("META-INF/manifest.xml"):
                raise FileRefused("locked", name=name)
            reader = _Reader(gathering)
            parse(parts.blocks("content.xml"), reader.begin, reader.end, reader.text)
    except Unsafe as error:
        raise FileRefused("unsafe", name=name) from error
    except Broken as error:
        raise FileRefused("broken", name=name) from error
    return gathering.book()


class _Reader:
    """Reads the content element by element."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._sheet: SheetGathering | None = None
        self._row = self._column = 0
        self._rows = self._cells = 1
        self._line: list[tuple[int, Cell]] = []
        self._told: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._in_cell = self._in_text = False
        self._notes = 0  # depth inside remarks, which are not part of a cell's text
        self._hidden_styles: set[str] = set()
        self._style = ""

    def begin(self, name: str, told: dict[str, str]) -> None:
        if name == "annotation":
            self._notes += 1
        elif self._notes:
            return
        elif name in _CELLS:
            self._told = _plain(told)
            self._cells = _count(self._told, "number-columns-repeated", MOST_COLUMN)
            self._paragraphs, self._in_cell = [], True
        elif name in {"p", "h"} and self._in_cell:
            self._paragraphs.append("")
            self._in_text = True
        elif name in {"line-break", "tab", "s"} and self._in_text:
            self._paragraphs[-1] += "\n" if name == "line-break" else " "
        elif name == "table-row":
            self._begin_row(_plain(told))
        elif name == "table-column":
            self._columns(_plain(told))
        elif name == "table":
            plain = _plain(told)
            hidden = plain.get("style-name", "") in self._hidden_styles
            self._sheet = self._gathering.sheet(plain.get("name", ""), hidden=hidden)
            self._row = self._column = 0
        elif name == "style":
            self._style = _plain(told).get("name", "")
        elif name == "table-properties" and _plain(told).get("display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        if name == "annotation":
            self._notes -= 1
        elif self._notes:
            return
        elif name in _CELLS:
            self._end_cell(covered=name != "table-cell")
        elif name in {"p", "h"}:
            self._in_text = False
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._sheet = None

    def text(self, piece: str) -> None:
        if self._in_text and not self._notes:
            self._paragraphs[-1] += piece

    def _begin_row(self, told: dict[str, str]) -> None:
        self._rows = _count(told, "number-rows-repeated", MOST_ROW)
        self._column = 0
        self._line = []
        if self._sheet is not None and told.get("visibility") in {"collapse", "filter"}:
            self._sheet.hidden_rows.update(range(self._row, self._row + min(self._rows, _MOST_REPEATED)))

    def _columns(self, told: dict[str, str]) -> None:
        count = _count(told, "number-columns-repeated", MOST_COLUMN)
        if self._sheet is not None and told.get("visibility") in {"collapse", "filter"}:
            self._sheet.hidden_columns.update(range(self._column, self._column + count))
        self._column += count

    def _end_cell(self, *, covered: bool) -> None:
        self._in_cell = False
        told = self._told
        cell = None if covered else self._cell()
        across, down = (
            _count(told, "number-columns-spanned", MOST_COLUMN),
            _count(told, "number-rows-spanned", MOST_ROW),
        )
        if self._sheet is not None and (across > 1 or down > 1):
            self._sheet.merge(self._row, self._column, self._row + down - 1, self._column + across - 1)
        if cell is not None:
            self._line += [(self._column + at, cell) for at in range(min(self._cells, _MOST_REPEATED))]
        self._column += self._cells

    def _end_row(self) -> None:
        if self._sheet is not None and self._line:
            for number in range(min(self._rows, _MOST_REPEATED)):
                for column, cell in self._line:
                    self._sheet.put(self._row + number, column, cell)
        self._row += self._rows

    def _cell(self) -> Cell | None:
        text = "\n".join(self._paragraphs)
        told = self._told
        kind = told.get("value-type", "")
        if kind == "error" or (text.startswith(("#", "Err:")) and "formula" in told and kind != "float"):
            return Cell(text, Kind.ERROR) if text else None
        if kind in {"float", "currency", "percentage"}:
            return number_cell(told.get("value", ""), PERCENT if kind == "percentage" else GENERAL) or Cell(text)
        if kind == "date":
            return date_cell(told.get("date-value", text))
        if kind == "boolean":
            return Cell("TRUE" if told.get("boolean-value") == "true" else "FALSE", Kind.TRUTH)
        if text.strip():
            return Cell(text)
        return Cell("", Kind.UNSTORED) if "formula" in told and not kind else None


def _plain(told: dict[str, str]) -> dict[str, str]:
    """Attributes without their prefixes; LibreOffice's own value type, which alone tells an error, wins."""
    plain = {key.rpartition(":")[2]: value for key, value in told.items()}
    if told.get("calcext:value-type") == "error":
        plain["value-type"] = "error"
    return plain


def _count(told: dict[str, str], key: str, most: int) -> int:
    text = told.get(key, "1")
    return min(int(text), most) if text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else 1
