"""What left this computer: each package, paper and print with recipient and place; and the words that go with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QStackedWidget

from gmsc_desktop.desk.handing_in import cover_text
from gmsc_desktop.desk.outgoing_words import what_left, when_left
from gmsc_desktop.models import outgoing
from gmsc_desktop.models.outgoing import WHOLE_PLANS, Outgoing
from gmsc_desktop.package.codes import short_code
from gmsc_desktop.package.identity import ALL_EVIDENCE, CHOSEN_EVIDENCE, NO_EVIDENCE
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, SearchField, Surface, ToolButton, shortcut_words
from gmsc_desktop.ui.dialogs import ask_line
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.values import format_date_short, format_size, format_time


@dataclass(frozen=True, slots=True)
class SentRow:
    """One thing that left."""

    id: str
    what: str
    sent: Outgoing


class SentList(Surface):
    """Everything that left, newest first, with the text for the package that is chosen. ``changed``: an entry did."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("surface")
        self._session = session
        self.grid = Grid(session, "outgoing", _("Yang sudah keluar dari komputer ini"), self._columns(), opens=True)
        self.filter = SearchField(_("Saring daftar"), _("Saring yang sudah keluar"), 150)
        self.copy_text = Button(_("Salin teks pengantar"), "copy", self._copy)
        self.recipient = ToolButton("user-round", _("Catat penerimanya…"), on_click=self.ask_recipient)
        words = shortcut_words(_("Hapus dari daftar ini…"), "Ctrl+Del")
        self.trash = ToolButton("trash-2", words, on_click=self.grid.ask_delete)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 6)
        head.setSpacing(8)
        head.addWidget(Label(_("Yang sudah keluar"), 16, theme.SEMIBOLD), 1)
        for widget in (self.filter, self.copy_text, self.recipient, self.trash):
            head.addWidget(widget)
        self.grid.opened.connect(lambda _id: self._copy())
        self.grid.row_changed.connect(lambda _id: self._tell())
        self.grid.delete_asked.connect(self._ask_forget)
        self.filter.textChanged.connect(self.grid.rows.set_filter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(
            EmptyPage(
                "package",
                _("Belum ada yang keluar."),
                _("Setiap paket, buku, lembar Excel, dan cetakan tercatat di sini: kapan, untuk siapa, dan ke mana."),
            )
        )
        self.copied = Label("", 13, tone="ok", wrap=True)
        self.copied.setContentsMargins(16, 4, 16, 6)
        self.copied.hide()
        self.box.addLayout(head)
        self.box.addWidget(self._stack, 1)
        self.box.addWidget(self.copied)

    def _columns(self) -> list[Column]:
        contents = {
            ALL_EVIDENCE: _("lengkap"), NO_EVIDENCE: _("tanpa berkas bukti"), CHOSEN_EVIDENCE: _("terpilih"),
        }  # fmt: skip
        return [
            Column("made", _("Tanggal"), _day, lambda row: row.sent.made_at, width=92),
            Column("what", _("Yang keluar"), lambda row: row.what, width=170, style="name", stretch=True),
            Column("recipient", _("Untuk"), lambda row: row.sent.recipient, width=110),
            Column("file", _("Nama berkas"), lambda row: row.sent.file_name, width=180, off=True),
            Column("contents", _("Bukti"), lambda row: contents.get(row.sent.contents, ""), width=120, off=True),
            Column("code", _("Kode"), _code, width=140),
            Column("place", _("Ke mana"), lambda row: row.sent.place, width=112, wide_only=True),
            Column("size", _("Ukuran"), _size, lambda row: row.sent.size, width=80, off=True),
            Column("time", _("Jam"), lambda row: format_time(when_left(row.sent)), width=64, off=True),
            Column("contacts", _("Kontak"), _count("contacts"), lambda row: row.sent.contacts, width=76, off=True,
                   style="number"),
            Column("masked", _("Disamarkan"), _count("masked"), lambda row: row.sent.masked, width=100, off=True,
                   style="number"),
            Column("person", _("Oleh"), lambda row: row.sent.made_by, width=120, off=True),
            Column("reason", _("Alasan"), lambda row: row.sent.override_reason, width=160, off=True),
        ]  # fmt: skip

    def refresh(self) -> None:
        """Read the list again."""
        pack = self._session.pack
        rows = [SentRow(sent.id, what_left(sent, pack), sent) for sent in self._session.outgoing()]
        self.grid.rows.set_rows(rows)
        if rows and not self.grid.currentIndex().isValid():
            self.grid.go_to(rows[0].id)
        self._stack.setCurrentIndex(0 if rows else 1)
        for widget in (self.filter, self.copy_text, self.recipient, self.trash):
            widget.setVisible(bool(rows))
        self._tell()

    def _current(self) -> SentRow | None:
        return next((row for row in self.grid.rows.rows if row.id == self.grid.current_id), None)

    def _tell(self) -> None:
        row = self._current()
        self.copy_text.setEnabled(row is not None and row.sent.kind in WHOLE_PLANS)
        self.recipient.setEnabled(row is not None)

    # -- the words that go along

    def text_for(self, package_id: str) -> str:
        """The words for one package, "" where it is not in the list or is none."""
        found = next((row.sent for row in self.grid.rows.rows if row.id == package_id), None)
        if found is None or found.kind not in WHOLE_PLANS:
            return ""
        stage = self._session.pack.label("stage", found.stage) if found.stage else ""
        return cover_text(self._session.snapshot, stage, found)

    def _copy(self) -> None:
        self.copy_for(self.grid.current_id)

    def copy_for(self, package_id: str) -> None:
        """Put the words for a package into the clipboard, and say so."""
        text = self.text_for(package_id)
        if text:
            QGuiApplication.clipboard().setText(text)
            self._say(_("Teks pengantar disalin. Tempelkan di WhatsApp atau surel."))

    def _say(self, words: str) -> None:
        self.copied.setText(words)
        self.copied.show()

    # -- the entries themselves

    def ask_recipient(self) -> None:
        """For whom the chosen one was, told afterwards."""
        row = self._current()
        if row is None:
            return
        title, verb = _("Catat penerimanya"), _("Catat penerima")

        def save(given: str) -> None:
            self._session.act(_("Catat penerima"), outgoing.name_recipient, row.id, given[:200])

        if ask_line(self, title, _("Untuk siapa?"), verb, row.sent.recipient, save) is not None:
            self.refresh()
            self.changed.emit()

    def _ask_forget(self, ids: Sequence[str]) -> None:
        names = [row.what for row in self.grid.rows.rows if row.id in ids]
        if not names or self._session.read_only:
            return
        one = _("Hapus “{what}” dari daftar ini?").format(what=names[0])
        box = plain.message(
            self,
            QMessageBox.Icon.Question,
            one if len(names) == 1 else _("Hapus {count} catatan dari daftar ini?").format(count=len(names)),
            _(
                "Hanya catatannya yang dihapus, untuk selamanya. Berkas yang sudah keluar tetap ada pada penerimanya, "
                "dan sesudah ini Anda tidak dapat lagi melihat ke mana perginya."
            ),
        )
        agree = box.addButton(_("Hapus catatan"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(_("Jangan hapus"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is agree:
            self.forget(ids)

    def forget(self, ids: Sequence[str]) -> None:
        """Take entries out of the list, and say so."""
        count = self._session.act(_("Hapus catatan yang keluar"), outgoing.forget, list(ids))
        self.refresh()
        words = _("{count} catatan dihapus dari daftar. Berkas yang sudah keluar tidak ikut terhapus.")
        self._say(words.format(count=count))
        self.changed.emit()


def _day(row: SentRow) -> str:
    return format_date_short(when_left(row.sent).date())


def _size(row: SentRow) -> str:
    return format_size(row.sent.size) if row.sent.size else ""


def _code(row: SentRow) -> str:
    return short_code(row.sent.digest) if row.sent.kind in WHOLE_PLANS and row.sent.digest else ""


def _count(name: str) -> Callable[[SentRow], str]:
    return lambda row: str(getattr(row.sent, name) or "")
