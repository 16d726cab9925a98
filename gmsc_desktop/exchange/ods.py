"""Reads .ods: the spreadsheets of LibreOffice (OpenDocument 1.3, part 3, chapter 9)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gmsc_desktop.exchange.gathering import Gathering, SheetGathering
from gmsc_desktop.exchange.limits import MOST_COLUMN, MOST_ROW
from gmsc_desktop.exchange.numbers_in_cells import GENERAL, PERCENT, date_cell, number_cell
from gmsc_desktop.exchange.ods_styles import OdsStyles
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.safe_xml import Broken, Unsafe, parse
from gmsc_desktop.exchange.sheets import Book, Cell, Kind
from gmsc_desktop.exchange.zip_parts import Parts

_CELLS = frozenset(("table-cell", "covered-table-cell"))
_ASIDE = frozenset(("annotation", "shapes", "frame", "custom-shape", "rect", "ellipse", "line", "caption", "g"))
_BLANK = "\N{EM SPACE}"
_MOST_BLANKS = 100  # and columns with a style of their own
_MOST_PAINTED = 200  # empty cells of one colour that one element stands for
_MOST_REPEATED = 20_000  # filled rows or cells that one element stands for


def read_ods(path: Path, name: str, only: str = "") -> Book:
    """The sheets of a spreadsheet. Raises ``FileRefused``."""
    gathering = Gathering(name, "ods", only)
    try:
        with Parts(path, name) as parts:
            if "META-INF/manifest.xml" in parts and b"encryption-data" in parts.read("META-INF/manifest.xml"):
                raise FileRefused("locked", name=name)
            reader = _Reader(gathering)
            if "styles.xml" in parts:
                parse(parts.blocks("styles.xml"), reader.style, _nothing, _nothing)
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
        self._painted: list[tuple[int, str]] = []
        self._told: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._in_cell = self._in_text = False
        self._notes = 0  # depth inside remarks and drawings, which are not part of a cell's text
        self._styles = OdsStyles()
        self._cell_styles: list[tuple[int, str]] = []  # of columns: up to which one, and how their cells are shown
        self._row_style = ""
        self._spans: list[bool] = []
        self._letters = self._bold = 0

    def style(self, name: str, told: dict[str, str]) -> None:
        """Keep the styles of the part that has nothing else."""
        self._styles.begin(name, _plain(told))

    def begin(self, name: str, told: dict[str, str]) -> None:
        if name in _ASIDE:
            self._notes += 1
        elif self._notes:
            return
        elif name in _CELLS:
            self._told = _plain(told)
            self._cells = _count(self._told, "number-columns-repeated", MOST_COLUMN)
            self._paragraphs, self._in_cell = [], True
            self._letters = self._bold = 0
        elif name in {"p", "h"} and self._in_cell:
            self._paragraphs.append("")
            self._in_text = True
        elif name in {"line-break", "tab", "s"} and self._in_text:
            count = min(_count(_plain(told), "c", _MOST_BLANKS), _MOST_BLANKS)
            self._paragraphs[-1] += "\n" if name == "line-break" else " " * count
        elif name == "span" and self._in_text:
            self._spans.append(self._styles.is_bold(_plain(told).get("style-name", "")))
        elif name == "table-row":
            self._begin_row(_plain(told))
        elif name == "table-column":
            self._columns(_plain(told))
        elif name == "table":
            plain = _plain(told)
            hidden = self._styles.is_hidden(plain.get("style-name", ""))
            self._sheet = self._gathering.sheet(plain.get("name", ""), hidden=hidden)
            self._row = self._column = 0
            self._cell_styles = []
        elif self._sheet is None:
            self.style(name, told)

    def end(self, name: str) -> None:
        if name in _ASIDE:
            self._notes -= 1
        elif self._notes:
            return
        elif name in _CELLS:
            self._end_cell(covered=name != "table-cell")
        elif name in {"p", "h"}:
            self._in_text = False
            self._spans = []
        elif name == "span" and self._spans:
            self._spans.pop()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._sheet = None

    def text(self, piece: str) -> None:
        if self._in_text and not self._notes:
            self._paragraphs[-1] += piece
            self._letters += len(piece)
            self._bold += len(piece) * any(self._spans)

    def _begin_row(self, told: dict[str, str]) -> None:
        self._rows = _count(told, "number-rows-repeated", MOST_ROW)
        self._column = 0
        self._line, self._painted = [], []
        self._row_style = told.get("default-cell-style-name", "")
        if self._sheet is not None and told.get("visibility") in {"collapse", "filter"}:
            self._sheet.hidden_rows.update(range(self._row, self._row + min(self._rows, _MOST_REPEATED)))

    def _columns(self, told: dict[str, str]) -> None:
        count = _count(told, "number-columns-repeated", MOST_COLUMN)
        if self._sheet is not None and told.get("visibility") in {"collapse", "filter"}:
            self._sheet.hidden_columns.update(range(self._column, self._column + count))
        self._column += count
        if "default-cell-style-name" in told and len(self._cell_styles) < _MOST_BLANKS:
            self._cell_styles.append((self._column, told["default-cell-style-name"]))

    def _style_of(self, column: int) -> str:
        """How the cell that is read is shown: told by itself, its row, or its column."""
        told = self._told.get("style-name", "") or self._row_style
        return told or next((style for end, style in self._cell_styles if column < end), "")

    def _end_cell(self, *, covered: bool) -> None:
        self._in_cell = False
        told = self._told
        cell = None if covered else self._cell()
        if cell is not None:
            style = self._style_of(self._column)
            cell = replace(cell, look=self._styles.look(style, bold=0 < self._letters == self._bold))
            if cell.kind is Kind.TEXT:
                cell = replace(cell, text=_BLANK * self._styles.indent(style) + cell.text)
        across, down = (
            _count(told, "number-columns-spanned", MOST_COLUMN),
            _count(told, "number-rows-spanned", MOST_ROW),
        )
        if self._sheet is not None and (across > 1 or down > 1):
            self._sheet.merge(self._row, self._column, self._row + down - 1, self._column + across - 1)
        if cell is None and not covered:
            look = self._styles.look(self._style_of(self._column))
            self._painted += [(self._column + at, look) for at in range(min(self._cells, _MOST_PAINTED))]
        if cell is not None:
            self._line += [(self._column + at, cell) for at in range(min(self._cells, _MOST_REPEATED))]
        self._column += self._cells

    def _end_row(self) -> None:
        if self._sheet is not None and self._line:
            for number in range(min(self._rows, _MOST_REPEATED)):
                for column, cell in self._line:
                    self._sheet.put(self._row + number, column, cell)
                for column, look in self._painted:
                    self._sheet.paint(self._row + number, column, look)
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


def _nothing(_told: str) -> None:
    return


def _plain(told: dict[str, str]) -> dict[str, str]:
    """Attributes without their prefixes; LibreOffice's own value type, which alone tells an error, wins."""
    plain = {key.rpartition(":")[2]: value for key, value in told.items()}
    if told.get("calcext:value-type") == "error":
        plain["value-type"] = "error"
    return plain


def _count(told: dict[str, str], key: str, most: int) -> int:
    text = told.get(key, "1")
    return min(int(text), most) if text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else 1
