"""Closing a year and opening it again: what happens is said before, and the reason is asked in place."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.editors import TextField
from gmsc_desktop.ui.forms import Problem


def asks_to_close(parent: QWidget, year: int) -> bool:
    """Whether the person wants to close a year, after reading what that means."""
    box = plain.message(
        parent,
        QMessageBox.Icon.Question,
        _("Tutup tahun {year}?").format(year=year),
        _(
            "Entri, anggaran, dan status tahun {year} lalu hanya dapat dibaca. "
            "Anda dapat membukanya kembali dengan menuliskan alasannya."
        ).format(year=year),
    )
    close = box.addButton(_("Tutup tahun {year}").format(year=year), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Batal"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is close


class ReopenDialog(QDialog):
    """Asks why a closed year is opened again."""

    def __init__(self, parent: QWidget, year: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Buka kembali tahun {year}").format(year=year))
        self.setFixedWidth(theme.px(480))
        self.reason = TextField(3, 6)
        self.reason.setAccessibleName(_("Alasan"))
        label = Label(_("&Alasan"), 13, tone="muted")
        label.setBuddy(self.reason)
        self._problem = Problem()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(8)
        box.addWidget(Label(_("Buka kembali tahun {year}").format(year=year), 16, theme.SEMIBOLD))
        box.addWidget(
            Label(_("Alasannya disimpan bersama nama Anda dan tanggal hari ini."), 14, tone="muted", wrap=True)
        )
        box.addWidget(label)
        box.addWidget(self.reason)
        box.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Batal"), "", self.reject))
        self.agree = Button(_("Buka kembali"), "", self._agree, primary=True)
        buttons.addWidget(self.agree)
        box.addLayout(buttons)

    def _agree(self) -> None:
        if self.reason.text().strip():
            self.accept()
        else:
            self._problem.say(_("Alasannya masih kosong. Tulis apa yang perlu diperbaiki pada tahun itu."))
            self.reason.setFocus()
