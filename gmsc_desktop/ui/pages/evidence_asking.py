"""Asked before photos are recorded: may the place in them stay (once for a plan), are they to be made smaller."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from gmsc_desktop.models import editing
from gmsc_desktop.models.attachments import Stored
from gmsc_desktop.text import _, ngettext
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.pages.evidence_copying import Wish, can_shrink, estimate, shrink_words
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_size

KEEP, STRIP = "simpan", "hapus"  # codes of the list photo_location
_WORTH_ASKING = 5 * 1024 * 1024  # bytes that would be saved
_CHOICE = "kecilkan-foto"


class PhotosDialog(QDialog):
    """One question or both, with one button that goes on; Esc takes nothing in."""

    def __init__(self, parent: QWidget, located: int, sizes: Sequence[int]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Foto yang ditambahkan"))
        self.setFixedWidth(theme.px(520))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        self.keep = QRadioButton(_("Simpan foto &utuh, dengan lokasinya"), self)
        self.strip = QRadioButton(_("Simpan salinan &tanpa lokasi; gambarnya tidak berubah"), self)
        self._group = QButtonGroup(self)
        for button in (self.keep, self.strip):
            self._group.addButton(button)
            button.setVisible(bool(located))
        self.keep.setChecked(True)
        self.shrink = QCheckBox(shrink_words(), self)
        self.shrink.setChecked(Settings().choice(_CHOICE) == "ya")
        self.shrink.setVisible(bool(sizes))
        if located:
            self._ask_place(box, located)
        if sizes:
            self._ask_size(box, sizes)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(Button(_("Batal"), "", self.reject))
        self.agree = Button(_("Simpan foto"), "", self.accept, primary=True)
        line.addWidget(self.agree)
        box.addLayout(line)

    def _ask_place(self, box: QVBoxLayout, located: int) -> None:
        words = ngettext(
            "{count} foto memuat lokasi (GPS) tempat pengambilannya.",
            "{count} foto memuat lokasi (GPS) tempat pengambilannya.",
            located,
        )
        box.addWidget(Label(words.format(count=located), 16, theme.SEMIBOLD, wrap=True))
        box.addWidget(Label(_("Siapa pun yang menerima berkasnya dapat membaca lokasi itu."), wrap=True))
        box.addWidget(self.keep)
        box.addWidget(self.strip)
        remembered = _("Berlaku untuk seluruh rencana ini; dapat diubah di Profil & Lembaga, tab Rencana.")
        box.addWidget(Label(remembered, 13, tone="faint", wrap=True))

    def _ask_size(self, box: QVBoxLayout, sizes: Sequence[int]) -> None:
        box.addWidget(self.shrink)
        told = _("Kira-kira {before} → {after} untuk {count} foto. Berkas aslinya tidak ikut disimpan.").format(
            before=format_size(sum(sizes)), after=format_size(estimate(sizes)), count=len(sizes)
        )
        box.addWidget(Label(told, 13, tone="faint", wrap=True))


def ask_about(parent: QWidget, session: Session, stored: Sequence[Stored], *, many: bool) -> Wish | None:
    """What is to happen to photos that came in; None where the person would rather not take them in."""
    chosen = session.snapshot.plan.photo_location
    located = sum(file.has_location for file in stored)
    sizes = [file.size for file in stored if can_shrink(file.media_type, file.size)]
    asks_size = many and sum(sizes) - estimate(sizes) >= _WORTH_ASKING
    asks_place = bool(located) and not chosen
    if not asks_size and not asks_place:
        return Wish(strip=bool(located) and chosen == STRIP)
    dialog = PhotosDialog(parent, located if asks_place else 0, sizes if asks_size else ())
    if not dialog.exec():
        return None
    if asks_size:
        Settings().keep_choice(_CHOICE, "ya" if dialog.shrink.isChecked() else "tidak")
    if asks_place:
        chosen = STRIP if dialog.strip.isChecked() else KEEP
        label = _("Pilih apakah lokasi dalam foto disimpan")
        session.act(label, editing.change, "plan", session.snapshot.plan.id, {"photo_location": chosen})
    return Wish(shrink=asks_size and dialog.shrink.isChecked(), strip=bool(located) and chosen == STRIP)
