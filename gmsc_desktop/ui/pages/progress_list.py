"""The list of the initiatives of a year, sorted by what is due: mark, name, last value, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.progress_due import DueRow

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


class DueModel(QAbstractListModel):
    """Rows of the year; ``shown`` are those in which every word of the filter occurs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DueRow] = []
        self.shown: list[DueRow] = []
        self._words: list[str] = []

    def set_rows(self, rows: Sequence[DueRow]) -> None:
        """Show other rows; where only values differ nothing moves."""
        self.rows = list(rows)
        self._arrange()

    def set_filter(self, text: str) -> None:
        """Show the rows in which every word occurs."""
        self._words = text.casefold().split()
        self._arrange()

    def _arrange(self) -> None:
        shown = [
            row
            for row in self.rows
            if all(word in f"{row.name}\n{row.agency}\n{row.words}".casefold() for word in self._words)
        ]
        if [row.id for row in shown] == [row.id for row in self.shown]:
            self.shown = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def place_of(self, initiative_id: str) -> int:
        """Where an initiative is shown, -1 where it is not."""
        return next((place for place, row in enumerate(self.shown) if row.id == initiative_id), -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip("\n".join(part for part in (row.name, row.agency, row.words) if part))
        return None


class _Rows(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(56))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: DueRow = index.data(ROW)
        rect = QRectF(option.rect)
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if on else "hover" if over else "surface"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if on:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), theme.colour("accent"))
        _content(painter, rect.adjusted(14, 0, -14, 0), row)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


def _content(painter: QPainter, rect: QRectF, row: DueRow) -> None:
    side, gap = theme.px(24), 12
    icons.paint_tile(painter, QRectF(rect.x(), rect.center().y() - side / 2, side, side), row.dimension)
    left, half = rect.x() + side + gap, rect.height() / 2
    upper = QRectF(left, rect.y() + 6, rect.right() - left, half - 6)
    lower = QRectF(left, rect.y() + half, rect.right() - left, half - 6)
    strong, small = theme.font(14, theme.SEMIBOLD), theme.font(13)
    figure = theme.px(70)
    paint_text(
        painter, upper.adjusted(upper.width() - figure, 0, 0, 0), row.last, strong, theme.colour("text"), right=True
    )
    paint_text(painter, upper.adjusted(0, 0, -figure, 0), row.name, strong, theme.colour("text"))
    wanted = theme.px(15) + 18 + QFontMetrics(small).horizontalAdvance(row.words)
    fits = wanted + theme.px(92) <= lower.width()
    room = theme.px(92) if row.last_period and fits else 0
    paint_text(
        painter,
        lower.adjusted(lower.width() - room, 0, 0, 0),
        row.last_period if room else "",
        small,
        theme.colour("muted"),
        right=True,
    )
    icon, use = row.icon
    mark = theme.px(15)
    icons.paint(painter, QRectF(left, lower.center().y() - mark / 2, mark, mark), icon, theme.colour(use))
    words = lower.adjusted(mark + 6, 0, -room - 6, 0)
    paint_text(painter, words, row.words, small, theme.colour("text" if row.wait == "late" else "muted"))


class DueList(QListView):
    """``row_changed`` carries the initiative; typing a figure or Enter asks for the form with that key."""

    row_changed = Signal(str)
    typed = Signal(str)  # a figure that was typed here, or "" for Enter

    def __init__(self) -> None:
        super().__init__()
        self.rows = DueModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(_("Inisiatif menurut yang perlu dilaporkan"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def restyle(self) -> None:
        """Follow the size of text."""
        self.doItemsLayout()

    @property
    def current_id(self) -> str:
        """The chosen initiative, "" for none."""
        place = self.currentIndex().row()
        return self.rows.shown[place].id if 0 <= place < len(self.rows.shown) else ""

    def set_rows(self, rows: Sequence[DueRow]) -> None:
        """Show other rows; the chosen initiative stays chosen where it is still shown."""
        chosen = self.current_id
        self.rows.set_rows(rows)
        self._choose_again(chosen)

    def set_filter(self, text: str) -> None:
        """Show the rows in which every word occurs."""
        chosen = self.current_id
        self.rows.set_filter(text)
        self._choose_again(chosen)

    def _choose_again(self, chosen: str) -> None:
        if self.current_id == chosen and chosen:
            return
        if not self.go_to(chosen) and self.rows.shown:
            self.setCurrentIndex(self.rows.index(0))
        if not self.rows.shown:
            self.row_changed.emit("")

    def go_to(self, initiative_id: str) -> bool:
        """Choose an initiative; False where it is not shown."""
        place = self.rows.place_of(initiative_id)
        if place < 0:
            return False
        self.setCurrentIndex(self.rows.index(place))
        return True

    def next_due(self, after: str) -> str:
        """The next initiative below that waits for an entry, else the first that does; "" where none does.

        Those that are late come before those of the running quarter.
        """
        place = self.rows.place_of(after)
        for wait in ("late", "open"):
            waiting = [row.id for row in self.rows.shown if row.wait == wait and row.id != after]
            below = [row for row in waiting if self.rows.place_of(row) > place]
            if waiting:
                return (below or waiting)[0]
        return ""

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.row_changed.emit(self.current_id)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.shown:
            self.setCurrentIndex(self.rows.index(0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.typed.emit("")
        elif event.text().isdigit():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
