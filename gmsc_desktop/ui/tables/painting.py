"""Paints the cells of every table and opens their editors: current cell, states, shares, marks, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF, QTextCursor
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gmsc_desktop.models.fields import Kind
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.editors import ChoiceField, LineField, TextField
from gmsc_desktop.ui.marks import paint_bar, paint_text
from gmsc_desktop.ui.shown import LISTED_KINDS, options_for
from gmsc_desktop.ui.tables.columns import Column, Look
from gmsc_desktop.ui.tables.model import PROBLEM_ROLE, Index, RowModel
from gmsc_desktop.ui.tables.selecting import asks_to_pick

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.grid import Grid

_PADDING = 8


class Cells(QStyledItemDelegate):
    """Our own cells: hairlines, a ring around the current one, the name in bold, a state as icon and word."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid

    # -- painting

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = cast(RowModel, index.model())
        row, column = model.shown[index.row()], model.columns[index.column()]
        rect = QRectF(option.rect)
        state = option.state
        current = self._grid.currentIndex()
        here = current.row() == index.row()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if chosen else "hover" if here else "surface"))
        look = column.look(row)
        self._content(painter, rect.adjusted(_PADDING, 0, -_PADDING, 0), model.shown_text(row, column), column, look)
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if index.data(PROBLEM_ROLE):
            _corner(painter, rect)
        if here and current.column() == index.column():
            use = "focus" if self._grid.hasFocus() else "field"
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(use), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _content(self, painter: QPainter, rect: QRectF, text: str, column: Column, look: Look) -> None:
        size = theme.px(18)
        if column.style == "dimension" and look.dimension:
            icons.paint_tile(painter, QRectF(rect.x(), rect.center().y() - size / 2, size, size), look.dimension)
            rect = rect.adjusted(size + 6, 0, 0, 0)
        elif column.style == "state" and look.icon:
            side = theme.px(16)
            place = QRectF(rect.x(), rect.center().y() - side / 2, side, side)
            icons.paint(painter, place, look.icon, theme.colour(look.use))
            rect = rect.adjusted(side + 6, 0, 0, 0)
        elif column.style == "share":
            rect = self._share(painter, rect, look)
        weight = theme.SEMIBOLD if column.style == "name" else theme.NORMAL
        colour = theme.colour("muted" if column.style == "muted" else "text")
        if look.hint and not text:
            text, weight, colour = look.hint, theme.NORMAL, theme.colour("muted")
        room = rect.adjusted(0, 0, -20, 0) if look.after else rect
        width = paint_text(
            painter, room, text, theme.font(14, weight), colour, right=column.style in {"number", "share"}
        )
        if look.after:
            side = theme.px(14)
            place = QRectF(rect.x() + width + 6, rect.center().y() - side / 2, side, side)
            icons.paint(painter, place, look.after, theme.colour("warn"))

    def _share(self, painter: QPainter, rect: QRectF, look: Look) -> QRectF:
        """The bar right of its figure; the room that is left for the figure."""
        if look.share is None:
            return rect
        figure = theme.px(44)
        bar = QRectF(rect.x() + figure + 8, rect.center().y() - 3, rect.width() - figure - 8, 6)
        if bar.width() > 12:
            paint_bar(painter, bar, look.share, theme.colour(look.use), look.tick)
        return QRectF(rect.x(), rect.y(), figure, rect.height())

    # -- editing

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = cast(RowModel, index.model())
        field = model.columns[index.column()].field
        assert field is not None
        editor: QWidget
        if field.kind in LISTED_KINDS:
            editor = ChoiceField(options_for(field, model.session.snapshot, model.session.pack))
        elif field.kind in {Kind.PROSE, Kind.MARKDOWN}:
            editor = TextField(least=1, most=6)
            editor.setUndoRedoEnabled(True)
        else:
            editor = LineField(right=model.columns[index.column()].right)
        editor.setParent(parent)
        editor.setAccessibleName(field.label)
        editor.setAutoFillBackground(True)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole))
        cast(LineField, editor).show_text(text)
        if isinstance(editor, QLineEdit):
            editor.selectAll() if self._grid.replacing else editor.end(False)
        elif isinstance(editor, TextField):
            editor.selectAll() if self._grid.replacing else editor.moveCursor(QTextCursor.MoveOperation.End)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        model.setData(cast(QModelIndex, index), cast(LineField, editor).text(), Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        height = max(rect.height(), editor.sizeHint().height() if isinstance(editor, TextField) else 0)
        editor.setGeometry(rect.x(), rect.y(), rect.width(), height)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab save and move as in a spreadsheet, Esc restores; a list opened by Space closes by Enter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            step = self._grid.step_for(event)
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and isinstance(watched, TextField) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                watched.insertPlainText("\n")
                return True
            picks = asks_to_pick(event) and self._grid.picks_here()
            if picks:
                step = (0, 0)
            if step is not None:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self._grid.step_by(*step)
                if picks:
                    self._grid.ask_pick()
                return True
        return super().eventFilter(watched, event)


def _corner(painter: QPainter, rect: QRectF) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("error"))
    corner = rect.topRight()
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(9, 0), corner + QPointF(0, 9)]))
    painter.restore()
