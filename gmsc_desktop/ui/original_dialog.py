"""A look into an original document: its pages, a search in it, and the ways to have it elsewhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.models import original_texts
from gmsc_desktop.models.original_texts import LEAST_LETTERS
from gmsc_desktop.models.records import Evidence, OriginalDocument
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Label, SearchField
from gmsc_desktop.ui.forms import Problem
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.original_copy import save_copy
from gmsc_desktop.ui.original_texts import PageHit, texts_of
from gmsc_desktop.ui.original_view import PageView
from gmsc_desktop.ui.pages.evidence_outside import open_outside
from gmsc_desktop.ui.pages.evidence_pictures import is_viewable, pictures_of
from gmsc_desktop.ui.pages.evidence_preview import LARGE
from gmsc_desktop.ui.pages.evidence_words import advice_of, hidden_words, icon_of, name_of
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables.model import Index
from gmsc_desktop.values import format_size
from gmsc_desktop.worker.letters import WIDE, marks

SIDE = 330
_HIT = Qt.ItemDataRole.UserRole


class _Rows(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, theme.px(44))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: PageHit = index.data(_HIT)
        rect = QRectF(option.rect)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour("selected"))
        line = theme.px(19)
        first = QRectF(rect.x() + 8, rect.y() + 3, rect.width() - 16, line)
        paint_text(painter, first, place_words(hit), theme.font(13, theme.SEMIBOLD), theme.colour("text"))
        around = first.translated(0, line)
        paint_text(painter, around, hit.found.around, theme.font(13), theme.colour("muted"))


def place_words(hit: PageHit) -> str:
    """The page of a hit, or the part of a document that tells no pages."""
    return original_texts.page_words(hit.found)


class OriginalDialog(QDialog):
    """Ctrl+Page Up and Ctrl+Page Down turn the pages, Ctrl+F goes to the search; Esc closes."""

    def __init__(
        self, parent: QWidget, session: Session, document_id: str, evidence_id: str, page: int = 0, typed: str = ""
    ) -> None:
        super().__init__(parent)
        self._session, self._document_id, self._evidence_id = session, document_id, evidence_id
        self._pictures, self._texts = pictures_of(session), texts_of(session)
        self.setWindowTitle(_("Dokumen asli"))
        room = parent.window().size()
        self.resize(min(1200, max(900, room.width() - 80)), max(460, room.height() - 60))
        self.view = PageView()
        self.view.page = page
        self.name = Label("", 16, theme.SEMIBOLD, wrap=True)
        self.facts = Label("", 13, tone="muted", wrap=True)
        self.search = SearchField(_("Cari di dokumen ini…"), _("Cari di dokumen ini"), SIDE)
        self.said = Label("", 13, tone="muted", wrap=True)
        self.list = QListWidget()
        self.problem = Problem()
        self._build()
        self._pictures.ready.connect(self._ready)
        self._texts.changed.connect(self._read_more)
        self.view.turned.connect(lambda _page: self._show())
        self.search.textEdited.connect(lambda _text: self._read_more())
        self.search.returnPressed.connect(self._next)
        self.search.setText(typed)
        self._show()
        self._find()
        (self.search if typed else self.view.sheet).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.list.setAccessibleName(_("Halaman yang cocok"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        self.outside = Button(_("Buka…"), "external-link", self._open)
        self.save = Button(_("Simpan salinan…"), "hard-drive-download", self._save)
        buttons.addWidget(self.outside, 0, 0)
        buttons.addWidget(self.save, 0, 1)
        buttons.addWidget(Button(_("Tutup"), "", self.accept), 1, 0, 1, 2)
        holder = QWidget()
        side = QVBoxLayout(holder)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        for part in (self.name, self.facts, self.search, self.said):
            side.addWidget(part)
        side.addWidget(self.list, 1)
        side.addWidget(self.problem)
        side.addLayout(buttons)
        holder.setFixedWidth(theme.px(SIDE))
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(16)
        box.addWidget(self.view, 1)
        box.addWidget(holder)

    @property
    def row(self) -> Evidence | None:
        """The file that is looked at."""
        return self._session.snapshot.get(Evidence, self._evidence_id)

    # -- showing

    def _show(self) -> None:
        row = self.row
        if row is None:
            self.reject()
            return
        document = self._session.snapshot.get(OriginalDocument, self._document_id)
        self.name.setText((document.title if document is not None else "") or name_of(row))
        text = self._texts.text(row.sha256)
        told = original_texts.words(text) if text is not None else _("Teksnya sedang dibaca…")
        self.search.setEnabled(text is None or any(text.pages))
        size = format_size(row.size) if row.size is not None else ""
        self.facts.setText("\n".join(filter(None, (" · ".join(filter(None, (row.original_name, size))), told))))
        if is_viewable(row):
            self._show_picture(row)
        elif text is not None and any(text.pages):
            self.view.show_pages(len(text.pages), paged=text.paged)
            self.view.show_text(text.pages[self.view.page], self.search.text().split())
        else:
            self.view.show_words(icon_of(row), advice_of(self._session, row) or hidden_words(row, ""))

    def _show_picture(self, row: Evidence) -> None:
        path = self._session.evidence_path(row.sha256)
        picture = self._pictures.picture(row, path, LARGE, self.view.page)
        problem = self._pictures.problem(row)
        if picture is None:
            self.view.show_words(icon_of(row), _("Membuka…"))
        elif picture.isNull():
            self.view.show_words(icon_of(row), advice_of(self._session, row, problem) or hidden_words(row, problem))
        else:
            marked = self._marks(row)
            told = _("{name}. {count} kata yang dicari ditandai di halaman ini.") if marked else "{name}"
            self.view.show_picture(picture, told.format(name=name_of(row), count=len(marked)), marked)
            self.view.show_pages(self._pictures.pages(row))

    def _marks(self, row: Evidence) -> list[QRectF]:
        """Where the words that are searched stand on the page, in parts of its width and height."""
        letters = self._pictures.letters(row, self.view.page)
        words = original_texts.searched_words(self.search.text())
        found = marks(letters, words) if letters is not None else []
        return [QRectF(a / WIDE, b / WIDE, (c - a) / WIDE, (d - b) / WIDE) for a, b, c, d in found]

    def _ready(self, sha256: str) -> None:
        row = self.row
        if row is not None and row.sha256 == sha256:
            self._show()

    def _read_more(self) -> None:
        self._show()
        self._find()

    # -- searching

    def _find(self) -> None:
        row = self.row
        typed = self.search.text()
        if row is not None:
            self._texts.find(typed, partial(self._tell, typed), row.sha256)

    def _tell(self, typed: str, hits: list[PageHit], count: int) -> None:
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem()
            item.setData(_HIT, hit)
            spoken = f"{place_words(hit)}: {hit.found.around}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(plain.tip(spoken))
            self.list.addItem(item)
        if len("".join(typed.split())) < LEAST_LETTERS:
            words = _("Ketik sedikitnya tiga huruf.") if typed.strip() else ""
        elif not hits:
            words = _("Tidak ada halaman yang memuat semua kata itu.")
        elif count > len(hits):
            words = _("{count} halaman cocok, {shown} pertama ditampilkan.").format(count=count, shown=len(hits))
        elif all(hit.found.paged for hit in hits):
            words = _("{count} halaman cocok.").format(count=count)
        else:
            words = _("{count} bagian cocok.").format(count=count)
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _go(self, item: QListWidgetItem) -> None:
        hit: PageHit = item.data(_HIT)
        self.view.go(hit.found.page)

    def _next(self) -> None:
        """Enter in the search: the next page that holds the words."""
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + 1) % count)
            self._go(self.list.currentItem())

    # -- elsewhere

    def _open(self) -> None:
        row = self.row
        if row is not None:
            self.problem.say(open_outside(self, self._session, row))

    def _save(self) -> None:
        row = self.row
        if row is not None:
            save_copy(self, self._session, row, self._saved)

    def _saved(self, words: str, good: bool) -> None:
        self.problem.say("" if good else words)
        if good:
            self.said.setText(words)
            self.said.show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.view.turn(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        elif control and event.key() == Qt.Key.Key_F:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        else:
            super().keyPressEvent(event)
