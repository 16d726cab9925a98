"""Ctrl+K: one field from which every page, command, record and finding of the plan is a few letters away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow

from gmsc_desktop.models.records import OriginalDocument
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.controls import Card, Label, SearchField
from gmsc_desktop.ui.go_to_match import Target, best
from gmsc_desktop.ui.go_to_targets import gather
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.original_texts import PageHit, texts_of
from gmsc_desktop.ui.tables.model import Index

SHOWN = 50
MOST_PAGES = 8  # of original documents
WIDE, ROWS = 640, 9
_TARGET = Qt.ItemDataRole.UserRole


class _Rows(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(34))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        target: Target = index.data(_TARGET)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        side = theme.px(16)
        icons.paint(
            painter,
            QRectF(rect.x() + 10, rect.center().y() - side / 2, side, side),
            target.icon,
            theme.colour("muted"),
        )
        words = rect.adjusted(20 + side, 0, -12, 0)
        kind = words.adjusted(words.width() * 0.55, 0, 0, 0)
        taken = paint_text(painter, kind, target.kind, theme.font(13), theme.colour("muted"), right=True)
        name = words.adjusted(0, 0, -taken - 12, 0)
        paint_text(painter, name, target.name, theme.font(14, theme.MEDIUM), theme.colour("text"))


class GoTo(Card):
    """A sheet over the window. Arrows choose, Enter goes, Esc gives the focus back to where it was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(padding=8)
        self.setParent(window)
        self.hide()
        self._window = window
        self._targets: list[Target] = []
        self._before: QWidget | None = None
        self.field = SearchField(_("Ke halaman, inisiatif, temuan, atau perintah…"), _("Ke…"), WIDE)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Tempat yang cocok"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.itemClicked.connect(self._go)
        self.said = Label("", 13, tone="muted")
        self.said.setContentsMargins(8, 0, 8, 0)
        self.box.setSpacing(6)
        for part in (self.field, self.list, self.said):
            self.box.addWidget(part)
        self.field.textEdited.connect(self._search)
        self.field.installEventFilter(self)

    def set_home(self, content: QWidget) -> None:
        """Lie over this part of the window."""
        self.setParent(content)
        content.installEventFilter(self)

    def ask(self) -> None:
        """Show the sheet with an empty field; asked again it is emptied."""
        focus = QApplication.focusWidget()
        if focus is not self.field:
            self._before = focus
        self._targets = gather(self._window)
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self, *, back: bool) -> None:
        """Take the sheet away; ``back`` gives the focus to where it was."""
        before, self._before = self._before, None
        self.hide()
        self._targets = []
        if back and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self, text: str) -> None:
        self._show(best(self._targets, text, SHOWN))
        session = self._window.session
        if text and session.snapshot.all(OriginalDocument):
            texts_of(session).find(text, partial(self._add_pages, text))

    def _add_pages(self, text: str, pages: list[PageHit], _count: int) -> None:
        """Pages of original documents that have the words come behind all places; nothing before them moves."""
        if not self.isVisible() or text != self.field.text() or not pages:
            return
        found = best(self._targets, text, SHOWN)
        for hit in pages[:MOST_PAGES]:
            name = f"{hit.title}: {hit.found.around}"
            found.append(Target(name, hit.kind, "file-text", (), 0, partial(self._window.show_original, hit, text)))
        row = self.list.currentRow()
        self._show(found)
        self.list.setCurrentRow(max(row, 0))

    def _show(self, found: list[Target]) -> None:
        self.list.clear()
        for target in found:
            item = QListWidgetItem()
            item.setData(_TARGET, target)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{target.name}, {target.kind}")
            item.setToolTip(plain.tip(f"{target.name}\n{target.kind}"))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._place()
        if found:
            self.said.setText(_("↑↓ memilih · Enter membuka · Esc kembali"))
        else:
            self.said.setText(_("Tidak ada yang cocok. Periksa ejaannya, atau ketik sebagian katanya saja."))

    def _place(self) -> None:
        window = self.parentWidget()
        assert window is not None
        width = min(theme.px(WIDE), window.width() - 32)
        rows = theme.px(34) * min(max(self.list.count(), 1), ROWS)
        height = min(rows + theme.px(52) + 34, window.height() - 64)
        self.setGeometry((window.width() - width) // 2, 44, width, height)
        self.field.setMaximumWidth(width)

    def _go(self, item: QListWidgetItem | None) -> None:
        target: Target | None = item.data(_TARGET) if item is not None else None
        if target is not None:
            self.leave(back=True)  # a command works where the person was
            target.go()

    def _step(self, step: int) -> None:
        row = self.list.currentRow() + step
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys move in the list; the sheet goes when the focus does, and keeps its place in the window."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self._leave_if_left)
        elif watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS - 1, Qt.Key.Key_PageUp: 1 - ROWS}
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key])
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._step(1 if key == Qt.Key.Key_Tab else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.leave(back=True)
        else:
            return False
        return True

    def _leave_if_left(self) -> None:
        if self.isVisible() and not self.field.hasFocus() and self.window().isActiveWindow():
            self.leave(back=False)
