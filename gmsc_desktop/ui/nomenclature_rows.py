"""The rows of the picker: code and name above, level and the names above it below; read only where they are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.models.nomenclature.contents import Entry, Scope
from gmsc_desktop.models.nomenclature.file import ListFile, UnreadableList
from gmsc_desktop.models.nomenclature.lists import fits
from gmsc_desktop.models.nomenclature.words import level_words
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.tables.model import Index

ENTRY, PATH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_CODE_WIDTH = 140


class EntryModel(QAbstractListModel):
    """The entries that were found; the line below each is made when it is first seen."""

    def __init__(self, scope: Scope, parent: QObject) -> None:
        super().__init__(parent)
        self._scope = scope
        self._file: ListFile | None = None
        self._entries: Sequence[Entry] = ()
        self._paths: dict[int, str] = {}

    def show_entries(self, file: ListFile | None, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._file, self._entries, self._paths = file, entries, {}
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """The entry of a row."""
        return self._entries[index.row()] if 0 <= index.row() < len(self._entries) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == ENTRY:
            return entry
        if role == PATH:
            return self._path(entry)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.code} {entry.name}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.code} {entry.name}, {self._path(entry)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(f"{entry.code} {entry.name}\n{self._path(entry)}")
        return None

    def _path(self, entry: Entry) -> str:
        """Level, for whom where it is not for this plan, and the names above, the nearest first."""
        if entry.number not in self._paths:
            parts = [level_words(entry.level)]
            if not fits(entry, self._scope):
                parts[0] += " " + (_("provinsi") if entry.scope & Scope.PROVINCE else _("kabupaten/kota"))
            try:
                above = self._file.above(entry.number) if self._file is not None else []
            except UnreadableList:
                above = []
            parts += [" ".join(one.name.split()) for one in reversed(above)]
            self._paths[entry.number] = " · ".join(parts)
        return self._paths[entry.number]


class EntryCells(QStyledItemDelegate):
    """Two lines for each entry."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(46))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        words = rect.adjusted(10, theme.px(4), -10, -theme.px(4))
        upper = QRectF(words.x(), words.y(), words.width(), words.height() / 2)
        lower = upper.translated(0, words.height() / 2)
        bold = theme.font(14, theme.SEMIBOLD)
        width = max(theme.px(_CODE_WIDTH), QFontMetrics(bold).horizontalAdvance(entry.code) + 10)
        paint_text(painter, upper, entry.code, bold, theme.colour("text"))
        name = " ".join(entry.name.split())
        paint_text(painter, upper.adjusted(width, 0, 0, 0), name, theme.font(14), theme.colour("text"))
        path = str(index.data(PATH))
        paint_text(painter, lower.adjusted(width, 0, 0, 0), path, theme.font(12), theme.colour("muted"))
