"""A part of the profile: books, regulations and decrees of the plan as they were signed (dokumen asli)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import original_texts, originals
from gmsc_desktop.models.originals_as_law import legal_kind, recorded_as
from gmsc_desktop.models.records import Evidence, OriginalDocument
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, Surface, ToolButton, scrolled, shortcut_words
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.original_copy import save_copy
from gmsc_desktop.ui.original_dialog import OriginalDialog
from gmsc_desktop.ui.original_texts import OriginalTexts, texts_of
from gmsc_desktop.ui.pages.evidence_intake import Given, given_by
from gmsc_desktop.ui.pages.evidence_outside import open_outside
from gmsc_desktop.ui.pages.evidence_pictures import pictures_of
from gmsc_desktop.ui.pages.evidence_words import trouble_of
from gmsc_desktop.ui.pages.originals_intake import Came, take_in
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.pages.rules import all_by_rules, by_rules
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid, Look, field_column
from gmsc_desktop.values import format_size

TABLE = OriginalDocument.TABLE
_KEYS = "Ctrl+Shift+B"


class OriginalsPart(QWidget):
    """The list of documents left, form and files of the current one right; files come by button, keys or drop."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        self._texts: OriginalTexts | None = None
        self.grid = Grid(session, "originals", _("Daftar dokumen asli"), self._columns())
        self.form = RecordForm(session, TABLE)
        for columns in (("kind",), ("title",), ("number", "dated")):
            self.form.add(*columns, use=all_by_rules(TABLE, *columns))
        self.form.add("note")
        self.files = FilesPart(session, self)
        self.add = Button(_("Tambah dokumen asli…"), "plus", self.ask_files)
        self.add.setToolTip(shortcut_words(_("Tambah dokumen asli"), _KEYS))
        self.as_law = Button(_("Catat sebagai dokumen hukum"), "landmark", self._record_as_law)
        self.trash = ToolButton(
            "trash-2", shortcut_words(_("Hapus dokumen asli"), "Ctrl+Del"), on_click=self.grid.ask_delete
        )
        self._stack = QStackedWidget()
        self._side = Surface("surface", "l")
        self.setAcceptDrops(not session.read_only)
        self._build()

    def _build(self) -> None:
        first = Button(_("Tambah dokumen asli…"), "plus", self.ask_files, primary=True)
        self._first = first if not self._session.read_only else None
        how = _(
            "Simpan Buku 1–3, Perbup/Perwali, dan SK yang sudah ada sebagai PDF atau DOCX: seret ke sini, atau pilih "
            "berkasnya. Isinya disimpan utuh dan dapat dicari."
        )
        read_only = _(
            "Rencana ini hanya dibaca dan tidak memuat dokumen asli. Mintalah kepada penyusunnya bila diperlukan."
        )
        empty = EmptyPage(
            "file-text",
            _("Belum ada dokumen asli."),
            read_only if self._session.read_only else how,
            self._first,
        )
        self._stack.addWidget(self.grid)
        self._stack.addWidget(empty)
        below = Surface("window", "t", row=True)
        below.box.setContentsMargins(8, 5, 8, 5)
        below.box.addWidget(self.add)
        below.box.addStretch(1)
        below.box.addWidget(self.trash)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._stack, 1)
        box.addWidget(below)
        self._below = below
        content = QWidget()
        right = QVBoxLayout(content)
        right.setContentsMargins(16, 12, 16, 16)
        right.setSpacing(12)
        right.addWidget(self.files)
        line = QHBoxLayout()
        line.setContentsMargins(4, 0, 4, 0)
        line.addWidget(self.as_law)
        line.addStretch(1)
        right.addLayout(line)
        right.addWidget(self.form)
        right.addStretch(1)
        self._side.box.addWidget(scrolled(content), 1)
        self._side.setMinimumWidth(300)
        splitter = KeptSplitter("originals")
        splitter.addWidget(left)
        splitter.addWidget(self._side)
        splitter.setSizes([640, 380])
        splitter.restore()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
        self.grid.row_changed.connect(self._show)
        self.grid.form_asked.connect(self.form.focus_first)
        self.grid.delete_asked.connect(self._delete)
        shortcut = QShortcut(QKeySequence(_KEYS), self, self.ask_files)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if self._session.read_only:
            below.hide()

    def _columns(self) -> list[Column]:
        session = self._session
        return [
            self._ruled("kind", width=162),
            self._ruled("title", width=200, style="name", stretch=True),
            self._ruled("number", width=112, yields=True),
            self._ruled("dated", width=112, yields=True, value=lambda row: row.dated),
            Column("size", _("Ukuran"), self._size_text, self._size, width=80, style="number"),
            Column("state", _("Keadaan"), self._state, width=158, style="state", look=self._look),
            field_column(session, TABLE, "note", width=150, off=True),
        ]

    def _ruled(self, column: str, **more: Any) -> Column:  # Any: of Column
        """A column of the document that its files follow."""
        use = by_rules(TABLE, column)
        return field_column(self._session, TABLE, column, use=lambda _row: use, **more)

    # -- what the table tells

    def _files(self, row: OriginalDocument) -> list[Evidence]:
        return originals.files_of(self._session.snapshot, row.id)

    def _size(self, row: OriginalDocument) -> int:
        return sum(file.size or 0 for file in self._files(row))

    def _size_text(self, row: OriginalDocument) -> str:
        return format_size(self._size(row)) if self._files(row) else ""

    def _state(self, row: OriginalDocument) -> str:
        files = self._files(row)
        if not files:
            return _("Berkas belum ada")
        return next((words for file in files if (words := self.state_of(file)[0])), "")

    def state_of(self, file: Evidence) -> tuple[str, str]:
        """What is wrong with a file, or whether it can be searched: in two words, and as a sentence."""
        text = self._texts.text(file.sha256) if self._texts is not None else None
        trouble = trouble_of(self._session, file)
        if text is None:
            return trouble or _("Sedang dibaca…"), _("Teksnya sedang dibaca…")
        return trouble or original_texts.short_words(text), original_texts.words(text)

    def _look(self, row: OriginalDocument) -> Look:
        files = self._files(row)
        if not files or any(trouble_of(self._session, file) for file in files):
            return Look("triangle-alert", "warn")
        texts = [self._texts.text(file.sha256) if self._texts is not None else None for file in files]
        if any(text is not None and any(text.pages) for text in texts):
            return Look("circle-check", "ok")
        return Look("circle-dashed", "muted")

    # -- reading

    def read(self) -> None:
        """Read the documents again."""
        self.grid.rows.set_rows(self._session.snapshot.all(OriginalDocument))
        rows = bool(self.grid.rows.rows)
        leaves_focus = self._first is not None and self.window().focusWidget() is self._first
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows and leaves_focus:  # the button with which the first document came is gone
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._below.setHidden(self._session.read_only or not rows)
        if rows and self._texts is None:
            self._texts = texts_of(self._session)
            self._texts.changed.connect(self._more_known)
        if self.grid.rows.shown and not self.grid.currentIndex().isValid():
            self.grid.go_to(self.grid.rows.shown[0].id)
        self._show(self.grid.current_id)
        self._side.setVisible(rows)

    def _more_known(self) -> None:
        self.grid.rows.set_rows(self._session.snapshot.all(OriginalDocument))
        self.files.show_document(self.grid.current_id)

    def _show(self, document_id: str) -> None:
        document = self._session.snapshot.get(OriginalDocument, document_id) if document_id else None
        pack = self._session.pack
        fits = document is not None and bool(document.number.strip()) and bool(legal_kind(pack, document.kind))
        known = document is not None and recorded_as(self._session.snapshot, pack, document) is not None
        self.as_law.setVisible(fits and not known and not self._session.read_only)
        self.form.show_record(document_id)
        self.files.show_document(document_id)

    def _record_as_law(self) -> None:
        """One change; then the legal document is shown, where the rest of it is told."""
        made = self._page.act(_("Catat sebagai dokumen hukum"), originals.record_as_law, self.grid.current_id)
        if made is not None:
            self._page.show_record(made)
            self._page.said_undoable.emit(_("Dicatat sebagai dokumen hukum. Periksa tanggal dan penandatangannya."))

    def first_focus(self) -> QWidget | None:
        """The table, or the button with which the first document comes."""
        return self.grid if self.grid.rows.rows else self._first

    def look(self, document_id: str, evidence_id: str, page: int = 0, typed: str = "") -> None:
        """Look into a document, at a page counted from 0."""
        OriginalDialog(self, self._session, document_id, evidence_id, page, typed).exec()

    # -- adding and deleting

    def ask_files(self, record_id: str = "") -> None:
        """Choose files in a dialog; the document ``record_id``, which has none, gets the first."""
        if self._session.read_only:
            return
        kinds = ";;".join((_("Dokumen (*.pdf *.docx)"), _("Semua berkas (*)")))
        names, _kind = QFileDialog.getOpenFileNames(self, _("Tambah dokumen asli"), str(Path.home()), kinds)
        self.take([Given(Path(name).name, Path(name)) for name in names], record_id)

    def take(self, given: Sequence[Given], record_id: str = "") -> None:
        """Take files in; the first of them is then the current one."""
        if given and not self._session.read_only:
            self._page.banner.hide()
            take_in(self._session, given, self._came, self._failed, record_id)

    def _came(self, came: Came) -> None:
        for taken in came.taken:
            pictures_of(self._session).forget(taken.file.sha256)
            texts_of(self._session).forget(taken.file.sha256)
        self.read()
        if came.ids:
            self.grid.go_to(came.ids[0])
        if came.refused:
            self._page.banner.say("error", came.words)
        else:
            self._page.said.emit(came.words)

    def _failed(self, error: UserFacingError) -> None:
        self._page.banner.say("error", f"{error.sentence} {error.next_step}".strip())

    def _delete(self, ids: Sequence[str]) -> None:
        self._page.delete_rows(TABLE, ids)
        focus = self.first_focus()
        if not self.grid.rows.rows and focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(given_by(event.mimeData()))


class FilesPart(QWidget):
    """The files of a document, each with what can be done with it."""

    def __init__(self, session: Session, part: OriginalsPart) -> None:
        super().__init__()
        self._session, self._part = session, part
        self._shown: tuple[str, list[Evidence]] = ("", [])
        self._states: list[Label] = []
        self.said = Label("", 13, tone="muted", wrap=True)
        self.said.hide()
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 0)
        box.setSpacing(8)
        box.addLayout(self._rows)
        box.addWidget(self.said)

    def show_document(self, document_id: str) -> None:
        """The files of a document, "" for none."""
        files = originals.files_of(self._session.snapshot, document_id) if document_id else []
        if (document_id, files) != self._shown:
            if document_id != self._shown[0]:
                self.tell("", True)
            self._shown = (document_id, files)
            self._make(document_id, files)
        for file, state in zip(files, self._states, strict=True):
            state.setText(self._part.state_of(file)[1])

    def _make(self, document_id: str, files: Sequence[Evidence]) -> None:
        self._states.clear()
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for file in files:
            self._rows.addWidget(self._block(document_id, file))
        if document_id and not files:
            self._rows.addWidget(self._missing(document_id))

    def _block(self, document_id: str, file: Evidence) -> QWidget:
        block = QWidget()
        box = QVBoxLayout(block)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        size = format_size(file.size) if file.size is not None else ""
        box.addWidget(Label(" · ".join(filter(None, (file.original_name, size))), 14, wrap=True))
        self._states.append(Label("", 13, tone="muted", wrap=True))
        box.addWidget(self._states[-1])
        line = QHBoxLayout()
        line.setSpacing(4)
        look = Button(_("Lihat"), "search", partial(self._part.look, document_id, file.id))
        line.addWidget(look)
        line.addWidget(ToolButton("external-link", _("Buka dengan program lain…"), "", partial(self._open, file)))
        line.addWidget(ToolButton("hard-drive-download", _("Simpan salinan…"), "", partial(self._save, file)))
        line.addStretch(1)
        box.addLayout(line)
        return block

    def _missing(self, document_id: str) -> QWidget:
        block = QWidget()
        box = QVBoxLayout(block)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Label(_("Berkas dokumen ini belum ada."), 13, tone="muted", wrap=True))
        if not self._session.read_only:
            button = Button(_("Pilih berkasnya…"), "paperclip", partial(self._part.ask_files, document_id))
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return block

    def _open(self, file: Evidence) -> None:
        self.tell(open_outside(self, self._session, file), False)

    def _save(self, file: Evidence) -> None:
        save_copy(self, self._session, file, self.tell)

    def tell(self, words: str, good: bool) -> None:
        """What came of it."""
        self.said.set_tone("muted" if good else "error")
        self.said.setText(words)
        self.said.setVisible(bool(words))
