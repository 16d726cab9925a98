"""A list whose rows draw themselves: frozen rows, the ground and the ring of each, and the view around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.ui import plain, theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
R = TypeVar("R")


class RowsModel(QAbstractListModel, Generic[R]):
    """The rows that are shown. A subclass says how each is called, how it is spoken, and what its tip tells."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: list[R] = []

    def show(self, rows: Sequence[R]) -> None:
        """Show other rows; where nothing differs nothing moves."""
        if list(rows) != self.shown:
            self.beginResetModel()
            self.shown = list(rows)
            self.endResetModel()

    def name(self, row: R) -> str:
        """What the row is called."""
        raise NotImplementedError

    def spoken(self, row: R) -> str:
        """The whole row in words, for a screen reader."""
        raise NotImplementedError

    def tip(self, row: R) -> str:
        """What stands in its tip, "" for none."""
        return self.spoken(row)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            words = self.tip(row)
            return plain.tip(words) if words else None
        return None


WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def wrapped_height(text: str, size: float, width: float) -> int:
    """How high a whole sentence stands in a font of a size, on as many lines as it needs."""
    room = QRect(0, 0, max(80, int(width)), 10_000)
    return QFontMetrics(theme.font(size)).boundingRect(room, WRAPPED, text).height()


class RowPainter(QStyledItemDelegate):
    """Ground, hairline and ring of a row; what stands in it is drawn by the subclass."""

    height = 56  # logical pixels at 100 %

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, theme.px(self.height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = QRectF(option.rect), option.state
        on, over = bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if on else "hover" if over else "surface"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        self.paint_row(painter, rect, index.data(ROW), on=on)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, *, on: bool) -> None:  # Any: the list's own rows
        """Draw what stands in a row; ``on`` tells that it is chosen."""
        raise NotImplementedError


class RowList(QListView):
    """A list that scrolls down only and is never edited in place."""

    def __init__(self, model: QAbstractListModel, painter: RowPainter, name: str) -> None:
        super().__init__()
        model.setParent(self)
        painter.setParent(self)
        self.setModel(model)
        self.setItemDelegate(painter)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def restyle(self) -> None:
        """Follow the size of text."""
        self.scheduleDelayedItemsLayout()

    @property
    def place(self) -> int:
        """The place of the current row, -1 for none."""
        return self.currentIndex().row()

    def go_to_place(self, place: int) -> bool:
        """Choose the row at a place; False where there is none."""
        if not 0 <= place < self.model().rowCount():
            return False
        self.setCurrentIndex(self.model().index(place, 0))
        return True


class DoorList(RowList):
    """A list whose rows lead somewhere: ``entered`` carries the row that Enter or a click chose."""

    entered = Signal(object)

    def __init__(self, model: RowsModel[Any], painter: RowPainter, name: str) -> None:  # Any: the list's own rows
        super().__init__(model, painter, name)
        self._model = model
        self.clicked.connect(self._enter)

    def _enter(self, index: Index) -> None:
        if index.isValid():
            self.entered.emit(self._model.shown[index.row()])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)
