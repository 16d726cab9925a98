"""What left this computer: each package with stage, recipient, size and code; and the words that go along with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from gmsc_desktop.desk.handing_in import cover_text
from gmsc_desktop.models.outgoing import Outgoing
from gmsc_desktop.package.codes import short_code
from gmsc_desktop.package.identity import ALL_EVIDENCE, BACKUP, NO_EVIDENCE, SUBMISSION
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, Surface
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.values import format_date_short, format_size


@dataclass(frozen=True, slots=True)
class SentRow:
    """One package that left."""

    id: str
    what: str
    sent: Outgoing


class SentList(Surface):
    """The packages, newest first, with the text for the one that is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__("surface")
        self._session = session
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 6)
        head.addWidget(Label(_("Yang sudah keluar"), 16, theme.SEMIBOLD), 1)
        self.copy_text = Button(_("Salin teks pengantar"), "copy", self._copy)
        head.addWidget(self.copy_text)
        self.grid = Grid(session, "outgoing", _("Paket yang sudah keluar"), self._columns(), opens=True)
        self.grid.opened.connect(lambda _id: self._copy())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(
            EmptyPage(
                "package",
                _("Belum ada paket yang keluar."),
                _("Setiap paket yang Anda buat tercatat di sini: kapan, untuk siapa, dan kodenya."),
            )
        )
        self.copied = Label("", 13, tone="ok")
        self.copied.setContentsMargins(16, 4, 16, 6)
        self.copied.hide()
        self.box.addLayout(head)
        self.box.addWidget(self._stack, 1)
        self.box.addWidget(self.copied)

    def _columns(self) -> list[Column]:
        contents = {ALL_EVIDENCE: _("lengkap"), NO_EVIDENCE: _("tanpa berkas bukti")}
        return [
            Column(
                "made", _("Tanggal"), lambda row: format_date_short(date.fromisoformat(row.sent.day)),
                lambda row: row.sent.made_at, width=92,
            ),
            Column("what", _("Paket"), lambda row: row.what, width=170, style="name", stretch=True),
            Column("recipient", _("Untuk"), lambda row: row.sent.recipient, width=120),
            Column(
                "contents", _("Bukti"), lambda row: contents.get(row.sent.contents, _("terpilih")), width=120, off=True
            ),
            Column(
                "size", _("Ukuran"), lambda row: format_size(row.sent.size), lambda row: row.sent.size, width=80,
                wide_only=True,
            ),
            Column("code", _("Kode"), lambda row: short_code(row.sent.digest), width=140),
            Column("person", _("Oleh"), lambda row: row.sent.made_by, width=120, off=True),
            Column("reason", _("Alasan"), lambda row: row.sent.override_reason, width=160, off=True),
        ]  # fmt: skip

    def stage_name(self, sent: Outgoing) -> str:
        """The stage as people call it, "" for a team copy."""
        return self._session.pack.label("stage", sent.stage) if sent.stage else ""

    def refresh(self) -> None:
        """Read the list again."""
        rows = [SentRow(sent.id, self._what(sent), sent) for sent in self._session.outgoing()]
        self.grid.rows.set_rows(rows)
        if rows and not self.grid.currentIndex().isValid():
            self.grid.go_to(rows[0].id)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.copy_text.setVisible(bool(rows))

    def _what(self, sent: Outgoing) -> str:
        if sent.kind != SUBMISSION:
            return _("Cadangan") if sent.kind == BACKUP else _("Salinan kerja")
        return _("{stage}, putaran {round}").format(stage=self.stage_name(sent), round=sent.round)

    def text_for(self, package_id: str) -> str:
        """The words for one package, "" where it is not in the list."""
        found = next((row.sent for row in self.grid.rows.rows if row.id == package_id), None)
        return cover_text(self._session.snapshot, self.stage_name(found), found) if found is not None else ""

    def _copy(self) -> None:
        self.copy_for(self.grid.current_id)

    def copy_for(self, package_id: str) -> None:
        """Put the words for a package into the clipboard, and say so."""
        text = self.text_for(package_id)
        if text:
            QGuiApplication.clipboard().setText(text)
            self.copied.setText(_("Teks pengantar disalin. Tempelkan di WhatsApp atau surel."))
            self.copied.show()
