"""What the search over the whole plan found, below its field; arrows and Enter go there without leaving the field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import OriginalDocument
from gmsc_desktop.models.search import Hit, search
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Card, Label, SearchField
from gmsc_desktop.ui.doors import cell_door, door_title, door_to
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.original_texts import OriginalTexts, PageHit, texts_of
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables.model import Index

WAIT_MS = 120
SHOWN = 40
ROOM_FOR_PAGES = 12  # of what is shown, where original documents have the words too
_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Line:
    """What one result says, and where it leads."""

    title: str
    kind: str
    more: str
    go: Callable[[], object]


class _Rows(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(48))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: _Line = index.data(_LINE)
        rect = QRectF(option.rect)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour("selected"))
        height = theme.px(20)
        first = QRectF(rect.x() + 12, rect.y() + 4, rect.width() - 24, height)
        half = first.width() * 0.58
        title = first.adjusted(0, 0, half - first.width() - 8, 0)
        paint_text(painter, title, line.title, theme.font(14, theme.SEMIBOLD), theme.colour("text"))
        kept = first.adjusted(half, 0, 0, 0)
        paint_text(painter, kept, line.kind, theme.font(13), theme.colour("faint"), right=True)
        second = first.translated(0, height)
        paint_text(painter, second, line.more, theme.font(13), theme.colour("muted"))


class SearchResults(Card):
    """A sheet over the page: records, then pages of original documents, which come a moment later.

    ``chosen`` carries page key and record id, ``page_chosen`` the page of a document and what was typed.
    """

    chosen = Signal(str, str)
    page_chosen = Signal(object, str)

    def __init__(self, session: Session, field: SearchField, window: QWidget) -> None:
        super().__init__(padding=4)
        self.setParent(window)
        self._window = window
        self.hide()
        self._session = session
        self._field = field
        self._hits: list[Hit] = []
        self._pages: list[PageHit] = []
        self._count = 0  # of pages, in all
        self._texts: OriginalTexts | None = None  # once there was something to search in them
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
        self._hits = [hit for hit in search(self._session.snapshot, text, 400) if self._door(hit)]
        self._pages, self._count = [], 0
        self._show(0)
        self.setVisible(len(text.strip()) > 1)
        self.raise_()
        if self._session.snapshot.all(OriginalDocument):
            texts = texts_of(self._session)
            if self._texts is None:
                self._texts = texts
                texts.changed.connect(self._search_again)
            texts.find(text, self._found)

    def _search_again(self) -> None:
        if self.isVisible():
            texts_of(self._session).find(self._field.text(), self._found)

    def _found(self, pages: list[PageHit], count: int) -> None:
        """Pages of original documents that have the words: they stand behind the records, and nothing moves."""
        if (pages, count) != (self._pages, self._count):
            self._pages, self._count = pages, count
            self._show(self.list.currentRow())
        else:  # that the last document is read is told too
            self._tell_count()

    def _show(self, row: int) -> None:
        pages = self._pages[: max(ROOM_FOR_PAGES, SHOWN - len(self._hits))]
        lines = [self._record_line(hit) for hit in self._hits[: SHOWN - len(pages)]]
        lines += [self._page_line(hit) for hit in pages]
        self.list.clear()
        for line in lines:
            item = QListWidgetItem()
            item.setData(_LINE, line)
            spoken = f"{line.kind}: {line.title}. {line.more}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(plain.tip(spoken))
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(row, len(lines) - 1)))
        self.list.setVisible(bool(lines))  # an empty one would press the sentence flat
        self._tell_count()
        self._place(len(lines))

    def _tell_count(self) -> None:
        self.count.setText(self._count_words(len(self._hits) + self._count, self.list.count()))

    def _count_words(self, count: int, shown: int) -> str:
        reading = bool(self._session.snapshot.all(OriginalDocument)) and texts_of(self._session).is_reading
        more = " " + _("Sebagian dokumen asli masih dibaca.") if reading else ""
        if not count:
            if reading:
                return _("Belum ada yang cocok. Sebagian dokumen asli masih dibaca.")
            return _("Tidak ada yang cocok. Periksa ejaannya, atau ketik sebagian katanya saja.")
        if count > shown and self._count:
            words = _("{records} cocok di rencana dan {pages} halaman di dokumen asli; {shown} ditampilkan.")
            words = words.format(records=len(self._hits), pages=self._count, shown=shown)
        elif count > shown:
            words = _("{count} cocok, {shown} pertama ditampilkan.").format(count=count, shown=shown)
        else:
            words = _("{count} cocok. Enter membuka.").format(count=count)
        return words + more

    def _record_line(self, hit: Hit) -> _Line:
        door = door_to(self._session.snapshot, hit.table, hit.id)
        owned = door is not None and door[1] != hit.id
        owner = door_title(self._session.snapshot, door) if door is not None and owned else ""
        kind = BY_NAME[hit.table].singular + (f" · {owner}" if owner else "")
        return _Line(hit.title, kind, f"{hit.field.label}: {hit.around}", partial(self._go_to_record, hit))

    def _page_line(self, hit: PageHit) -> _Line:
        return _Line(hit.title, hit.kind, hit.found.around, partial(self._go_to_page, hit))

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
        line: _Line | None = item.data(_LINE) if item is not None else None
        if line is not None:
            line.go()

    def _go_to_record(self, hit: Hit) -> None:
        door = self._door(hit)
        if door is not None:
            self.close_results()
            self.chosen.emit(*door)

    def _go_to_page(self, hit: PageHit) -> None:
        typed = self._field.text()
        self.close_results()
        self.page_chosen.emit(hit, typed)

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
