"""Rows of a table for Qt: frozen rows sorted and filtered once in plain lists, and edits on their way to the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import drafts
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.field_words import edit_label
from gmsc_desktop.ui.session import Session, touches
from gmsc_desktop.ui.shown import LISTED_KINDS, record_title, text_for_editing
from gmsc_desktop.ui.tables.columns import NO_LOOK, Column, Look
from gmsc_desktop.ui.tables.new_offices import NewOffices

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
        self.strays = 0  # rows that stay shown though the filter does not fit them any more
        self._words: list[str] = []
        self._names: dict[str, tuple[Snapshot, dict[str, str]]] = {}
        self.new_offices = NewOffices()  # of the block that is pasted
        self._keep: Callable[[Any], bool] | None = None
        self._found: dict[str, tuple[Any, str]] = {}  # id -> row, the text in which it is searched
        self._texts_of = session.snapshot
        self._waiting: dict[tuple[str, str], str] = {}  # edits that no commit has confirmed yet
        session.changed.connect(self._drafts_changed)

    # -- rows

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows. Where only values differ, cells are painted anew and nothing moves."""
        self.rows = list(rows)
        self._forget_texts()
        if any(column.field is not None for column in self.columns):
            self._settle()
        else:
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
        self.strays = 0
        self._show(self._sorted([row for row in self.rows if self._fits(row)]))

    def _settle(self) -> None:
        """Show new values where the rows stand: no row jumps or vanishes under the hands of who edits it.

        A row that the filter would not show any more stays until the next filter, and one that came stands last.
        """
        places = {row.id: place for place, row in enumerate(self.shown)}
        if not any(row.id in places for row in self.rows):
            self._arrange()
            return
        fits = [row for row in self.rows if row.id in places or self._fits(row)]
        self.strays = sum(1 for row in fits if not self._fits(row))
        if self.sorted_by is not None:
            there = sorted((row for row in fits if row.id in places), key=lambda row: places[row.id])
            fits = there + self._sorted([row for row in fits if row.id not in places])
        self._show(fits)

    def _fits(self, row: Any) -> bool:
        """Whether the filter shows a row."""
        if self._keep is not None and not self._keep(row):
            return False
        return not self._words or all(word in self._text_of(row) for word in self._words)

    def _sorted(self, rows: list[Any]) -> list[Any]:
        if self.sorted_by is None:
            return rows
        key, descending = self.sorted_by
        column = next(column for column in self.columns if column.key == key)
        keys = [(column.sort_key(row), row) for row in rows]
        empty = [row for (nothing, _key), row in keys if nothing]
        filled = sorted((entry for entry in keys if not entry[0][0]), key=lambda entry: entry[0][1], reverse=descending)
        return [row for _key, row in filled] + empty

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
        if known is None or known[0] is not row:
            known = self._found[row.id] = (row, "\n".join(column.text(row) for column in self.columns).casefold())
        return known[1]

    def _forget_texts(self) -> None:
        """A row's text may come from other tables than its own: it is kept while none of those changed."""
        before, self._texts_of = self._texts_of, self.session.snapshot
        own = getattr(self.rows[0], "TABLE", "") if self.rows else ""
        if not own or any(before.rows(s.name) is not self._texts_of.rows(s.name) for s in TABLES if s.name != own):
            self._found.clear()

    def names(self, table: str) -> dict[str, str]:
        """The records of a table by their names, and short names, without regard to case; read once for each change."""
        known = self._names.get(table)
        if known is None or known[0] is not self.session.snapshot:
            made: dict[str, str] = {}
            for row in reversed(self.session.snapshot.rows(table)):
                title = record_title(self.session.snapshot, table, row.id)
                for name in (row.id, str(getattr(row, "short_name", "")), title):
                    if name:
                        made[" ".join(name.split()).casefold()] = row.id
            known = self._names[table] = (self.session.snapshot, made)
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
        look = column.look(row)
        said = (column.title, self.shown_text(row, column) or look.hint, look.tip, self.problem(row, column))
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
        """Why the text in a cell is no value yet, or is not in the file; "" where it is."""
        if column.field is None or self._draft(column.record_id(row), column) is None:
            return ""
        try:
            read_value(column.field, self.edit_text(row, column), self.session.pack)
        except UserFacingError as error:
            return f"{error.sentence} {error.next_step}".strip()
        if (column.field.table, column.record_id(row), column.field.column) in self.session.unsaved.held:
            return _("Belum tersimpan karena cakram penuh. Kosongkan ruang, lalu tekan Coba simpan lagi di bawah.")
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
            self.session.hand_over(edit_label(field), drafts.set_by, *values, refused=refused)

    def _as_option(self, column: Column, text: str) -> str:
        if column.field is None or column.field.kind not in LISTED_KINDS:
            return text
        return self.session.pack.label(column.field.choices, text)

    def look(self, index: Index) -> Look:
        """What a cell shows besides its text."""
        if not index.isValid():
            return NO_LOOK
        return self.columns[index.column()].look(self.shown[index.row()])
