"""How large a package becomes, part by part, and whether it fits one mail; shown as it becomes known."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gmsc_desktop.desk.handing_in import DATA, ONE_MAIL, PRINTED, WORKBOOK, Sizes
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Card, IconLabel, Label
from gmsc_desktop.values import format_size


class SizeCard(Card):
    """One line a part, the sum, and one sentence about mail."""

    def __init__(self) -> None:
        super().__init__("window", padding=12)
        self.box.setSpacing(4)
        self._values = {
            PRINTED: self._line("file-text", _("Rencana induk (PDF)")),
            WORKBOOK: self._line("file-spreadsheet", _("Buku kerja (Excel)")),
            DATA: self._line("table-2", _("Data, halaman awal, dan segel")),
        }
        self._evidence = self._line("paperclip", _("Bukti dukung"))
        self._originals_line = QWidget()
        self._originals = self._line("file-text", _("Dokumen asli"), within=self._originals_line)
        self._whole = self._line("package", _("Jumlah"), strong=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._icon = IconLabel("info")
        self.mail = Label("", 13, wrap=True)
        line.addWidget(self._icon)
        line.addWidget(self.mail, 1)
        self.box.addLayout(line)

    def _line(self, icon: str, words: str, *, strong: bool = False, within: QWidget | None = None) -> Label:
        weight = theme.SEMIBOLD if strong else theme.NORMAL
        line = QHBoxLayout(within) if within is not None else QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel(icon))
        line.addWidget(Label(words, 14, weight), 1)
        value = Label("", 14, weight, "text" if strong else "muted")
        line.addWidget(value)
        if within is None:
            self.box.addLayout(line)
        else:
            self.box.addWidget(within)
        return value

    def tell(self, sizes: Sizes | None, evidence: int, originals: int) -> None:
        """Show the parts; ``sizes`` is None while they are being measured, ``originals`` are bytes of documents."""
        self._evidence.setText(format_size(evidence))
        self._originals.setText(format_size(originals))
        self._originals_line.setVisible(bool(originals))
        evidence += originals
        for part, value in self._values.items():
            value.setText(_size(sizes, sizes.parts[part]) if sizes is not None else _("dihitung…"))
        if sizes is None:
            self._whole.setText(_("lebih dari {size}").format(size=format_size(evidence)) if evidence else "")
        else:
            self._whole.setText(_size(sizes, sizes.whole + evidence))
        self._tell_mail(sizes, evidence)

    def _tell_mail(self, sizes: Sizes | None, evidence: int) -> None:
        limit = format_size(ONE_MAIL)
        if evidence + (sizes.whole if sizes is not None else 0) > ONE_MAIL:
            icon, use = "triangle-alert", "warn"
            words = _("Tidak muat dalam satu surel ({limit}). Pakai flashdisk, atau kurangi berkas bukti.")
        elif sizes is None or not sizes.exact:
            icon, use, words = "info", "muted", _("Ukuran sedang dihitung; satu surel memuat {limit}.")
        else:
            icon, use, words = "circle-check", "ok", _("Muat dalam satu surel ({limit}).")
        self._icon.set_icon(icon, use)
        self.mail.setText(words.format(limit=limit))


def _size(sizes: Sizes, count: int) -> str:
    """So many bytes, said to be about so many where they are of an earlier state of the plan."""
    told = format_size(count)
    return told if sizes.exact else _("sekitar {size}").format(size=told)
