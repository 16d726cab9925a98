"""The cells of one sheet for Qt, with what was recognised in them; a cell that is edited becomes a correction."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from gmsc_desktop.exchange.review import ColumnSeen, Family, Notice, TableSeen
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, Sheet, cell_name, column_name
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.importing.families import family_of, meaning_words
from gmsc_desktop.ui.importing.state import ReviewState
from gmsc_desktop.values import format_number

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_GROUPED_FROM = 10_000  # numbers below are read at a glance
_MEASURED = 200  # rows whose texts say how wide the columns are
_RIGHT = frozenset((Kind.NUMBER, Kind.PERCENT))


class SheetModel(QAbstractTableModel):
    """Rows and columns as the file has them. Nothing is made for a row before it is painted."""

    corrected = Signal(object, str)  # the place, its new text

    def __init__(self, state: ReviewState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.sheet = Sheet("", {})
        self._height = self._width = 0
        self.tables: list[TableSeen] = []
        self._doubts: dict[tuple[int, int], list[str]] = {}
        self._columns: dict[int, list[tuple[ColumnSeen, Family, str]]] = {}  # by the top row of a table

    def show_sheet(self, sheet: Sheet, tables: list[TableSeen], notices: Iterable[Notice]) -> bool:
        """Show a sheet; whether it is another one than before, so that nothing stands where it did."""
        same = sheet.name == self.sheet.name and (sheet.height, sheet.width) == (self._height, self._width)
        if not same:
            self.beginResetModel()
        self.sheet, self.tables = sheet, tables
        self._height, self._width = sheet.height, sheet.width
        self._doubts = {}
        for notice in notices:
            if notice.place is not None and notice.place.sheet == sheet.name and notice.doubt:
                self._doubts.setdefault((notice.place.row, notice.place.column), []).append(notice.sentence)
        meanings = self._state.meanings
        self._columns = {}
        for table in tables:
            listed = [(one, meanings.get(one.meaning)) for one in table.columns]
            self._columns[table.top] = [
                (one, family_of(one, found), meaning_words(one, found)) for one, found in listed
            ]
        if not same:
            self.endResetModel()
        elif self._height and self._width:
            self.dataChanged.emit(self.index(0, 0), self.index(self._height - 1, self._width - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._width - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self._height - 1)
        return not same

    # -- what a place is

    def table_at(self, row: int) -> TableSeen | None:
        """The table in which a row stands, its heading among its rows."""
        return next((one for one in self.tables if one.top <= row <= one.last), None)

    def main_table(self) -> TableSeen | None:
        """The table whose columns the header names."""
        return next((one for one in self.tables if one.read), next(iter(self.tables), None))

    def column_seen(self, column: int, row: int = -1) -> ColumnSeen | None:
        """What is known of a column, of the table that a row stands in or else of the main one."""
        table = self.table_at(row) or self.main_table()
        return table.columns[column] if table is not None and column < len(table.columns) else None

    def family(self, row: int, column: int) -> Family | None:
        """What a cell holds, None outside any table that is read."""
        table = self.table_at(row)
        if table is None or not table.read:
            return None
        listed = self._columns[table.top]
        return listed[column][1] if column < len(listed) else None

    def families(self) -> set[Family]:
        """What the columns of the tables hold that are read, those that head nothing left out."""
        read = [self._columns[one.top] for one in self.tables if one.read]
        return {family for listed in read for seen, family, _words in listed if seen.header or seen.meaning}

    def is_heading(self, row: int) -> bool:
        """Whether a row heads the table that is read."""
        table = self.table_at(row)
        return table is not None and table.read and row <= table.bottom

    def doubts(self, row: int, column: int) -> list[str]:
        """The reasons why somebody should look at a cell."""
        return self._doubts.get((row, column), [])

    def place(self, index: Index) -> Place:
        """The place of a cell."""
        return Place(self.sheet.name, index.row(), index.column())

    def is_corrected(self, row: int, column: int) -> bool:
        """Whether a person wrote what stands there."""
        return Place(self.sheet.name, row, column) in self._state.told.cells

    def is_right(self, row: int, column: int) -> bool:
        """Whether a figure stands there."""
        cell = self.sheet.cell(row, column)
        return cell is not None and cell.kind in _RIGHT

    def header_words(self, column: int) -> tuple[str, Family | None]:
        """What a column means, and its kind; "" and None where no table is read."""
        table = self.main_table()
        if table is None or not table.read or column >= len(table.columns):
            return "", None
        _seen, family, words = self._columns[table.top][column]
        return words, family

    # -- what Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._height

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._width

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        cell = self.sheet.cell(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(cell)
        if role == Qt.ItemDataRole.EditRole:
            return edit_words(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip("\n".join(filter(None, (cell_words(cell), *self.doubts(row, column)))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = (cell_name(row, column), cell_words(cell), *self.doubts(row, column))
            return " · ".join(part for part in told if part)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            words = self.header_words(section)[0]
            if role == Qt.ItemDataRole.DisplayRole:
                return column_name(section)
            if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
                seen = self.column_seen(section)
                told = (column_name(section), words, seen.header if seen is not None else "")
                return plain.tip(" · ".join(part for part in told if part))
            return None
        return self._row_header(section, role)

    def _row_header(self, row: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return row + 1
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(12, theme.SEMIBOLD if self.is_heading(row) else theme.NORMAL)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("text" if self.is_heading(row) else "faint")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        hidden = row in self.sheet.hidden_rows
        if role == Qt.ItemDataRole.DecorationRole and hidden:
            return icons.icon("eye-off", "muted")
        if role == Qt.ItemDataRole.ToolTipRole:
            heading = _("Baris kepala tabel") if self.is_heading(row) else ""
            return heading or (_("Baris ini tersembunyi di berkasnya, dan ikut dibaca.") if hidden else None)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.data(index, role):
            return False
        self.corrected.emit(self.place(index), str(value))
        return True


def cell_words(cell: Cell | None) -> str:
    """A cell as Indonesians write it."""
    if cell is None:
        return ""
    if cell.kind is Kind.UNSTORED:
        return _("rumus tanpa nilai")
    if cell.kind is Kind.PERCENT:
        return f"{cell.text.replace('.', ',')}%"
    if cell.kind is Kind.NUMBER:
        return _grouped(cell.text)
    return cell.folded


def _grouped(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if abs(number) < _GROUPED_FROM:
        return text.replace(".", ",")
    whole, _point, rest = text.partition(".")
    return format_number(int(Decimal(whole))) + (f",{rest}" if rest and rest.isdigit() else "")


def edit_words(cell: Cell | None) -> str:
    """The text with which correcting a cell begins: without groups, which could mean two things."""
    if cell is None or cell.kind is Kind.UNSTORED:
        return ""
    if cell.kind is Kind.PERCENT:
        return f"{cell.text.replace('.', ',')}%"
    return cell.text.replace(".", ",") if cell.kind is Kind.NUMBER else cell.text


def widest_texts(sheet: Sheet, table: TableSeen | None) -> dict[int, int]:
    """The letters of the longest text of each column in the first rows of its table; merged across columns it counts
    for none of them."""
    across = {(one.top, one.left) for one in sheet.merged if one.right > one.left}
    found: dict[int, int] = {}
    rows = [(number, row) for number, row in sheet.rows.items() if table is None or number >= table.top]
    for number, row in rows[:_MEASURED]:
        for column, cell in row.items():
            if (number, column) not in across:
                found[column] = max(found.get(column, 0), len(cell_words(cell)))
    return found
