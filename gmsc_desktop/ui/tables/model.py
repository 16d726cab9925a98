"""Rows of a table for Qt: frozen rows sorted and filtered once in plain lists, and edits on their way to the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import drafts
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.session import Session, edit_label, touches
from gmsc_desktop.ui.shown import LISTED_KINDS, text_for_editing
from gmsc_desktop.ui.tables.columns import NO_LOOK, Column, Look

Index = QModelIndex | QPersistentModelIndex
LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 2
_ROOT = QModelIndex()


class RowModel(QAbstractTableModel):
    """``rows`` is everything, ``shown`` what filter and order leave; both are lists, no proxy stands between."""

    shown_changed = Signal()

    def __init__(self, session: Session, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.columns = list(columns)
        self.rows: list[Any] = []  # Any: rows of the page's own kind, each with an id
        self.shown: list[Any] = []
        self.sorted_by: tuple[str, bool] | None = None  # column key, descending
        self.narrow = False
        self._words: list[str] = []
        self._keep: Callable[[Any], bool] | None = None
        self._found: dict[str, tuple[Any, str]] = {}  # id -> row, its text to search
        self._waiting: dict[tuple[str, str], str] = {}  # edits that no commit has confirmed yet
        session.changed.connect(self._drafts_changed)

    # -- rows

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows. Where only values differ, cells are painted anew and nothing moves."""
        self.rows = list(rows)
        self._arrange()

    def set_filter(self, text: str, keep: Callable[[Any], bool] | None = None) -> None:
        """Show the rows in which every word of ``text`` occurs and of which ``keep`` holds."""
        self._words = text.casefold().split()
        self._keep = keep
        self._arrange()

    def sort_rows(self, key: str | None, *, descending: bool = False) -> None:
        """Order by a column, or with None as the plan does."""
        self.sorted_by = (key, descending) if key else None
        self._arrange()

    def _arrange(self) -> None:
        shown = [row for row in self.rows if self._keep is None or self._keep(row)]
        if self._words:
            shown = [row for row in shown if all(word in self._text_of(row) for word in self._words)]
        if self.sorted_by is not None:
            key, descending = self.sorted_by
            column = next(column for column in self.columns if column.key == key)
            empty = [row for row in shown if column.sort_key(row)[0]]
            filled = [row for row in shown if not column.sort_key(row)[0]]
            shown = sorted(filled, key=lambda row: column.sort_key(row)[1], reverse=descending) + empty
        self._show(shown)

    def _show(self, shown: list[Any]) -> None:
        if [row.id for row in shown] == [row.id for row in self.shown]:
            self.shown = shown
            if shown:
                last = self.index(len(shown) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self.shown = shown
            self.endResetModel()
        self.shown_changed.emit()

    def _text_of(self, row: Any) -> str:
        known = self._found.get(row.id)
        if known is None or known[0] != row:
            known = (row, "\n".join(column.text(row) for column in self.columns).casefold())
            self._found[row.id] = known
        return known[1]

    def place_of(self, record_id: str) -> int:
        """Where a row is shown, -1 where it is not."""
        return next((place for place, row in enumerate(self.shown) if row.id == record_id), -1)

    def column_place(self, key: str) -> int:
        """Where a column stands."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def _drafts_changed(self, changed: object) -> None:
        self._waiting.clear()
        if isinstance(changed, frozenset) and touches(changed, {"draft"}) and self.shown:
            last = self.index(len(self.shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- what Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.shown[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown_text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.edit_text(row, column)
        if role == LOOK_ROLE:
            return column.look(row)
        if role == PROBLEM_ROLE:
            return self.problem(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(self.problem(row, column) or column.look(row).tip or column.text(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _spoken(self, row: Any, column: Column) -> str:
        said = (column.title, self.shown_text(row, column), column.look(row).tip, self.problem(row, column))
        return " ".join(part for part in said if part)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip((column.field.help if column.field else "") or column.title)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(13, theme.SEMIBOLD)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("muted")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.columns[index.column()].field is not None and not self.session.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    # -- cells

    def shown_text(self, row: Any, column: Column) -> str:
        """What stands in a cell: an edit on its way, text that cannot be read yet, or the value."""
        record_id = column.record_id(row)
        waiting = self._waiting.get((record_id, column.key))
        if waiting is not None:
            return waiting
        draft = self._draft(record_id, column)
        if draft is not None:
            return draft
        return column.short(row) if self.narrow and column.short else column.text(row)

    def edit_text(self, row: Any, column: Column) -> str:
        """The text with which editing a cell begins."""
        record_id = column.record_id(row)
        draft = self._draft(record_id, column)
        if draft is not None or column.field is None:
            return draft or column.text(row)
        record = self.session.record(column.field.table, record_id)
        return text_for_editing(column.field, getattr(record, column.field.column, None), self.session.pack)

    def _draft(self, record_id: str, column: Column) -> str | None:
        if column.field is None:
            return None
        return self.session.drafts.get((column.field.table, record_id, column.field.column))

    def problem(self, row: Any, column: Column) -> str:
        """Why the text in a cell is no value yet; "" where it is one."""
        if column.field is None or self._draft(column.record_id(row), column) is None:
            return ""
        try:
            read_value(column.field, self.edit_text(row, column), self.session.pack)
        except UserFacingError as error:
            return f"{error.sentence} {error.next_step}".strip()
        return ""

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = self.shown[index.row()], self.columns[index.column()]
        if column.field is None or role != Qt.ItemDataRole.EditRole or self.session.read_only:
            return False
        self.write_cell(row, column, str(value))
        return True

    def write_cell(self, row: Any, column: Column, text: str) -> None:
        """Save what was typed into a cell; what cannot be read stays in the cell with its reason."""
        field, record_id = column.field, column.record_id(row)
        if field is None or text == self.edit_text(row, column):
            return
        try:
            value = read_value(field, text, self.session.pack)
        except UserFacingError:
            self.session.keep_draft(field, record_id, text)
            return
        if field.required and value is None:
            return
        self._waiting[record_id, column.key] = self._as_option(column, text)

        def refused(error: UserFacingError) -> None:
            self._waiting.pop((record_id, column.key), None)
            self._arrange()
            self.session.refused.emit(error.sentence, error.next_step)

        if column.use is None:
            self.session.set_text(field, record_id, text, refused=refused)
        else:
            values = (field, record_id, text, self.session.pack, column.use(row))
            self.session.submit(edit_label(field), drafts.set_by, *values, refused=refused)

    def _as_option(self, column: Column, text: str) -> str:
        if column.field is None or column.field.kind not in LISTED_KINDS:
            return text
        return self.session.pack.label(column.field.choices, text)

    def look(self, index: Index) -> Look:
        """What a cell shows besides its text."""
        if not index.isValid():
            return NO_LOOK
        return self.columns[index.column()].look(self.shown[index.row()])
