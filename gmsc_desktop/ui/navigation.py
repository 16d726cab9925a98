"""The way through a plan: pages in groups with their counts, or a rail of icons when the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.controls import ElidedLabel, Surface
from gmsc_desktop.ui.marks import letters_of, paint_mark, paint_text
from gmsc_desktop.ui.pages import PageEntry
from gmsc_desktop.ui.pages.page import Wait
from gmsc_desktop.ui.plan_rows import paint_emblem

WIDE, RAIL = 216, 56
_ENTRY, _WAIT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class _Rows(QStyledItemDelegate):
    rail = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry = index.data(_ENTRY)
        if entry is None:
            return QSize(40, 11 if self.rail else theme.px(28))
        return QSize(40, theme.px(33))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        entry: PageEntry | None = index.data(_ENTRY)
        if entry is None:
            self._group(painter, rect, str(index.data()))
        else:
            self._page(painter, rect.adjusted(8, 0, -9, -1), entry, index.data(_WAIT), option)
        painter.restore()

    def _group(self, painter: QPainter, rect: QRectF, name: str) -> None:
        if self.rail:
            painter.fillRect(QRectF(rect.x() + 14, rect.center().y(), rect.width() - 29, 1), theme.colour("border"))
        else:
            paint_text(
                painter, rect.adjusted(16, 0, -8, 0), name, theme.font(12, theme.SEMIBOLD), theme.colour("faint")
            )

    def _page(
        self, painter: QPainter, rect: QRectF, entry: PageEntry, wait: Wait, option: QStyleOptionViewItem
    ) -> None:
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        if on or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if on else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if on:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(rect.x(), rect.center().y() - 9, 3, 18), 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        side = theme.px(18)
        place = QRectF(rect.x() + (11 if self.rail else 10), rect.center().y() - side / 2, side, side)
        icons.paint(painter, place, entry.icon, theme.colour("accent" if on else "muted"))
        count, tone = wait
        if self.rail:
            if count and tone:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(tone))
                painter.drawEllipse(QPointF(rect.right() - 6, rect.y() + 8), 3.5, 3.5)
            return
        words = rect.adjusted(20 + side, 0, -44 if count else -8, 0)
        paint_text(
            painter, words, entry.name, theme.font(14, theme.SEMIBOLD if on else theme.NORMAL), theme.colour("text")
        )
        if count:
            font = theme.font(13, theme.SEMIBOLD if tone else theme.NORMAL)
            place = QRectF(rect.right() - 54, rect.y(), 44, rect.height())
            paint_text(painter, place, str(count), font, theme.colour(tone or "faint"), right=True)


class _List(QListWidget):
    """Arrows go through the pages, Enter and Space show one."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.currentItem():
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class _Mark(QWidget):
    """The district's emblem, or the plan's two letters on the accent."""

    def __init__(self, letters: str) -> None:
        super().__init__()
        self.letters = letters
        self.emblem: QPixmap | None = None
        self.setFixedSize(32, 32)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.emblem is not None:
            paint_emblem(painter, QRectF(self.rect()), self.emblem)
            return
        paint_mark(painter, QRectF(self.rect()), self.letters, "accent", "on_accent")


class Navigation(Surface):
    """``chosen`` carries the key of the page that the person wants."""

    chosen = Signal(str)

    def __init__(self, entries: tuple[PageEntry, ...]) -> None:
        super().__init__("sidebar", "r")
        self._entries = entries
        self._items: dict[str, QListWidgetItem] = {}
        self.district = ElidedLabel("", 15, theme.SEMIBOLD)
        self.plan = ElidedLabel("", 13, tone="muted")
        self._mark = _Mark("")
        self._words = QWidget()
        self.list = _List()
        self.list.setAccessibleName(_("Halaman rencana"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self._rows = _Rows(self.list)
        self.list.setItemDelegate(self._rows)
        self.list.itemClicked.connect(self._activated)
        self.list.itemActivated.connect(self._activated)
        self._build()

    def _build(self) -> None:
        top = Surface("sidebar", "r", row=True)
        top.box.setContentsMargins(12, 8, 8, 6)
        top.box.setSpacing(10)
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.district)
        words.addWidget(self.plan)
        top.box.addWidget(self._mark)
        top.box.addWidget(self._words, 1)
        self.box.addWidget(top)
        group = ""
        for entry in self._entries:
            if entry.group != group:
                group = entry.group
                heading = QListWidgetItem(group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(heading)
            item = QListWidgetItem(entry.name)
            item.setData(_ENTRY, entry)
            item.setData(_WAIT, (0, ""))
            self.list.addItem(item)
            self._items[entry.key] = item
        self.box.addWidget(self.list, 1)

    def set_plan(self, district: str, plan: str) -> None:
        """The names above the pages."""
        self.district.setText(district)
        self.plan.setText(plan)
        self._mark.letters = letters_of(district)
        self._mark.setToolTip(plain.tip(f"{district}\n{plan}"))
        self._mark.update()

    def set_emblem(self, emblem: QPixmap | None) -> None:
        """The district's emblem above the pages, None for its letters."""
        self._mark.emblem = emblem
        self._mark.update()

    def set_rail(self, rail: bool) -> None:
        """Words and counts, or icons alone."""
        self._rows.rail = rail
        self._words.setVisible(not rail)
        self.setFixedWidth(RAIL if rail else theme.px(WIDE))
        for item in self._items.values():
            item.setToolTip(plain.tip(item.text()) if rail else "")
        self.list.scheduleDelayedItemsLayout()

    def set_wait(self, key: str, wait: Wait) -> None:
        """The count beside a page."""
        item = self._items[key]
        count, tone = wait
        item.setData(_WAIT, wait)
        spoken = _("{page}, {count} menunggu") if tone else _("{page}, {count}")
        name = item.data(_ENTRY).name
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken.format(page=name, count=count) if count else name)

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        self.list.setCurrentItem(self._items[key])

    def _activated(self, item: QListWidgetItem) -> None:
        entry: PageEntry | None = item.data(_ENTRY)
        if entry is not None:
            self.chosen.emit(entry.key)
