"""Pengajuan & Cetak of a plan that is only looked at: what it was read from, its seal, and what can be done here."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gmsc_desktop.exports.printouts import Facts
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Card, IconLabel, Label, Surface, ToolButton
from gmsc_desktop.ui.origin import Origin
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.sheet import sheet

_GROUP = 8  # letters of a digest between two spaces, so that two people can compare it aloud


class OriginSheet(Surface):
    """Tells ``session.origin``, and follows what is known of its sender; what cannot be done is not offered."""

    def __init__(self, session: Session) -> None:
        super().__init__("surface", "t")
        self._session = session
        self.accept = Button(_("Terima komputer pengirim…"), "shield-check", self._accept)
        self.differences = Button(_("Lihat perbedaan"), "arrow-up-down", self._show_differences)
        self._icon, self._seal_words = IconLabel("info", "muted", 18), Label("", wrap=True)
        self._seal = Card("window", padding=12)
        origin = self._origin()
        parts: list[QWidget] = [Label(origin.what, 16, theme.SEMIBOLD, wrap=True)]
        if origin.note:
            parts.append(Label(origin.note, tone="muted", wrap=True))
        if origin.facts:
            parts.append(_facts(origin))
        self._fill_seal(origin)
        self.box.addWidget(sheet(*parts, self._seal, self._ways(origin)), 1)
        self.read()

    def _origin(self) -> Origin:
        return self._session.origin or Origin(_("Rencana yang hanya dibuka untuk dibaca"))

    def read(self) -> None:
        """Show what is known of the seal now."""
        origin = self._origin()
        icon, use, words = origin.seal or ("info", "muted", "")
        self._seal.setVisible(origin.seal is not None)
        self._seal.set_use("warn_ground", "warn_ground") if use == "warn" else self._seal.set_use("window", "border")
        self._icon.set_icon(icon, use)
        self._seal_words.setText(words)
        self.accept.setVisible(origin.accept is not None)
        self.differences.setVisible(origin.differences is not None)

    def _accept(self) -> None:
        ask = self._origin().accept
        if ask is not None:
            ask()

    def _show_differences(self) -> None:
        show = self._origin().differences
        if show is not None:
            show()

    def _fill_seal(self, origin: Origin) -> None:
        box = self._seal.box
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._seal_words, 1)
        box.addLayout(line)
        box.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignLeft)
        code = _("Kode paket: {code}. Cocokkan lewat telepon dengan yang tertulis di teks pengantarnya.")
        box.addWidget(Label(code.format(code=origin.code), 13, tone="muted", wrap=True))
        digest = Label(
            _("Sidik (SHA-512): {digest}").format(digest=grouped(origin.digest)), 12, tone="muted", wrap=True
        )
        whole = QHBoxLayout()
        whole.addWidget(digest, 1)
        copy = ToolButton("copy", _("Salin sidik"), on_click=partial(_copy, origin.digest))
        whole.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(whole)

    def _ways(self, origin: Origin) -> Card:
        card = Card(padding=12)
        card.box.addWidget(Label(_("Yang dapat dilakukan di sini"), 14, theme.SEMIBOLD))
        for icon, words in (
            ("file-text", _("Simpan buku rencana, buku kerja, atau data terbukanya dengan tombol di atas.")),
            ("printer", _("Cetak halaman mana pun dengan Ctrl+P, atau bawa tabelnya ke Excel dengan Ctrl+E.")),
            ("search", _("Cari dengan Ctrl+Shift+F, saring, dan salin; tidak ada yang dapat berubah di sini.")),
        ):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(IconLabel(icon), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(words, wrap=True), 1)
            card.box.addLayout(line)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.differences)
        if origin.path is not None:
            buttons.addWidget(Button(_("Buka folder"), "folder-open", partial(_open_folder, origin.path.parent)))
        buttons.addStretch(1)
        card.box.addLayout(buttons)
        return card

    def printed(self) -> tuple[Facts, ...]:
        """The same for paper."""
        origin = self._origin()
        seal = [(_("Segel"), origin.seal[2])] if origin.seal is not None else []
        more = [(_("Kode"), origin.code), (_("Sidik (SHA-512)"), grouped(origin.digest))]
        note = [(_("Keterangan"), origin.note)]
        return (Facts(origin.what, [*origin.facts, *note, *seal, *more]),)


def _facts(origin: Origin) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for place, (label, words) in enumerate(origin.facts):
        grid.addWidget(Label(label, 13, tone="muted"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(words, wrap=True), place, 1)
    return made


def grouped(digest: str) -> str:
    """A digest in groups that can be read aloud."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
