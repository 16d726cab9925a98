"""Paints the rows of the tree of a planning document."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from gmsc_desktop.ui import theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.rpjmd_ladder import DOCUMENT, Node

NODE_ROLE = Qt.ItemDataRole.UserRole


class RungCells(QStyledItemDelegate):
    """A row: what it is, small; its text; what is said of it, at the right."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.px(32))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        node, rect = index.data(NODE_ROLE), QRectF(option.rect)
        if not isinstance(node, Node):
            return
        current = self._tree.currentIndex() == index
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if current else "surface"))
        room = rect.adjusted(6, 0, -8, 0)
        if node.note:
            width = paint_text(painter, room, node.note, theme.font(12), theme.colour("muted"), right=True)
            room.adjust(0, 0, -width - 8, 0)
        if node.table != DOCUMENT:
            font = theme.font(12, theme.SEMIBOLD)
            width = paint_text(painter, QRectF(room).adjusted(0, 0, -room.width() / 2, 0), node.kind, font,
                               theme.colour("muted"))  # fmt: skip
            room.adjust(width + 8, 0, 0, 0)
        strong = node.table in {DOCUMENT, "mission"}
        font = theme.font(14, theme.SEMIBOLD if strong else theme.NORMAL)
        paint_text(painter, room, " ".join(node.text.split()), font, theme.colour("text"))
        if current and self._tree.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()
