"""Asks whether the other computer of a sender is accepted: what was seen, what to ask first, what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Card, Label
from gmsc_desktop.ui.dialogs import fit_height

if TYPE_CHECKING:
    from gmsc_desktop.ui.receiving import Looked


class SenderDialog(QDialog):
    """The focus stands on the way back: nobody accepts a sender with a stray Enter."""

    def __init__(self, looked: Looked, parent: QWidget) -> None:
        super().__init__(parent)
        identity = looked.package.identity
        self.setWindowTitle(_("Terima komputer pengirim"))
        self.setFixedWidth(theme.px(520))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(10)
        box.addWidget(Label(_("Paket ini dibuat di komputer lain"), 16, theme.SEMIBOLD, wrap=True))
        seen = _(
            "Segel paket {region} ini sah, tetapi paket sebelumnya dari rencana yang sama disegel di komputer lain. "
            "Itu wajar bila pengirim berganti laptop atau rekannya yang membuat paket. Itu juga yang terlihat bila "
            "orang lain membuat paket atas nama daerah tersebut."
        )
        box.addWidget(Label(seen.format(region=identity.region_name or identity.title), wrap=True))
        box.addWidget(self._to_ask(looked.package.code))
        means = _(
            "Bila diterima, paket berikutnya dari komputer itu tidak lagi ditandai. Isi paket tidak berubah, dan segel "
            "tetap bukan tanda tangan resmi."
        )
        box.addWidget(Label(means, wrap=True))
        box.addWidget(Label(_("Nomor kunci komputer itu: {key}").format(key=looked.sender.key_id), 13, tone="muted"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.later = Button(_("Tanyakan dahulu"), on_click=self.reject)
        self.agree = Button(_("Terima komputer ini"), "shield-check", self.accept)
        buttons.addWidget(self.later)
        buttons.addWidget(self.agree)
        box.addLayout(buttons)
        self.later.setFocus()
        fit_height(self)

    def _to_ask(self, code: str) -> Card:
        card = Card("warn_ground", "warn_ground", padding=12)
        card.box.addWidget(Label(_("Tanyakan kepada pengirim"), 14, theme.SEMIBOLD))
        for words in (
            _("Hubungi lewat nomor yang sudah Anda kenal, bukan dengan membalas pesan yang membawa paket ini."),
            _("Apakah ia berganti komputer, atau siapa yang membuat paket ini?"),
            _("Apa kode paketnya? Harus sama: {code}").format(code=code),
        ):
            card.box.addWidget(Label(f"• {words}", wrap=True))
        return card
