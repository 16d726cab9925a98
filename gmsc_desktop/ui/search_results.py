"""What the search over the whole plan found, below its field; arrows and Enter go there without leaving the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.search import Hit, search
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Card, Label, SearchField
from gmsc_desktop.ui.doors import cell_door, door_title, door_to
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables.model import Index

WAIT_MS = 120
SHOWN = 40
_HIT, _OWNER = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class _Rows(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(48))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(_HIT)
        rect = QRectF(option.rect)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour("selected"))
        line = theme.px(20)
        first = QRectF(rect.x() + 12, rect.y() + 4, rect.width() - 24, line)
        owner = str(index.data(_OWNER))
        kind = BY_NAME[hit.table].singular + (f" · {owner}" if owner else "")
        half = first.width() * 0.58
        title = first.adjusted(0, 0, half - first.width() - 8, 0)
        paint_text(painter, title, hit.title, theme.font(14, theme.SEMIBOLD), theme.colour("text"))
        kept = first.adjusted(half, 0, 0, 0)
        paint_text(painter, kept, kind, theme.font(13), theme.colour("faint"), right=True)
        second = first.translated(0, line)
        paint_text(painter, second, f"{hit.field.label}: {hit.around}", theme.font(13), theme.colour("muted"))


class SearchResults(Card):
    """A sheet over the page. ``chosen`` carries page key and record id."""

    chosen = Signal(str, str)

    def __init__(self, session: Session, field: SearchField, window: QWidget) -> None:
        super().__init__(padding=4)
        self.setParent(window)
        self._window = window
        self.hide()
        self._session = session
        self._field = field
        self.list = QListWidget()
        self.list.setAccessibleName(_("Hasil pencarian"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.itemClicked.connect(self._go)
        self.count = Label("", 13, tone="muted")
        self.count.setContentsMargins(8, 4, 8, 4)
        self.box.addWidget(self.count)
        self.box.addWidget(self.list, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._search)
        field.textEdited.connect(lambda _text: self._timer.start())
        field.installEventFilter(self)

    def _search(self) -> None:
        text = self._field.text()
        hits = [hit for hit in search(self._session.snapshot, text, 400) if self._door(hit)]
        self.list.clear()
        for hit in hits[:SHOWN]:
            item = QListWidgetItem()
            item.setData(_HIT, hit)
            door = door_to(self._session.snapshot, hit.table, hit.id)
            owned = door is not None and door[1] != hit.id
            item.setData(_OWNER, door_title(self._session.snapshot, door) if door is not None and owned else "")
            spoken = f"{BY_NAME[hit.table].singular}: {hit.title}. {hit.field.label}: {hit.around}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(plain.tip(spoken))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if not hits:
            self.count.setText(_("Tidak ada yang cocok di rencana ini."))
        elif len(hits) > SHOWN:
            self.count.setText(_("{count} cocok, {shown} pertama ditampilkan.").format(count=len(hits), shown=SHOWN))
        else:
            self.count.setText(_("{count} cocok. Enter membuka.").format(count=len(hits)))
        self._place(len(hits))
        self.setVisible(len(text.strip()) > 1)
        self.raise_()

    def _door(self, hit: Hit) -> tuple[str, str] | None:
        return cell_door(self._session.snapshot, hit.table, hit.id)

    def _place(self, hits: int) -> None:
        window = self._window
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        width = max(self._field.width(), theme.px(520))
        left = min(below.x() - (width - self._field.width()) // 2, window.width() - width - 8)
        rows = min(max(hits, 0), 8)
        high = min(theme.px(48) * rows + theme.px(42), window.height() - below.y() - 8)
        self.setGeometry(max(8, left), below.y(), width, high)

    def _go(self, item: QListWidgetItem | None) -> None:
        hit: Hit | None = item.data(_HIT) if item is not None else None
        door = self._door(hit) if hit is not None else None
        if door is not None:
            self.close_results()
            self.chosen.emit(*door)

    def close_results(self) -> None:
        """Take the sheet away and empty the field."""
        self._timer.stop()
        self._field.clear()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field move in the list; the sheet goes when the focus does."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self._hide_if_left)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.isVisible():
                step = 1 if key == Qt.Key.Key_Down else -1
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self._timer.isActive():
                    self._timer.stop()
                    self._search()
                self._go(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _hide_if_left(self) -> None:
        if not self._field.hasFocus():
            self.hide()
