"""Asks why something is left as it is: one finding, all that are still open, or a stage that is not checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.dialogs import fit_height
from gmsc_desktop.ui.editors import FlagField, TextField
from gmsc_desktop.ui.forms import Problem


@dataclass(frozen=True, slots=True)
class Words:
    """What the dialog is called, what it says where the reason is empty, and the reason that it begins with."""

    title: str
    missing: str
    reason: str = ""


class ReasonDialog(QDialog):
    """Asks until ``save(reason, for_all)`` has kept it: what that refuses is told, and the reason stays as typed.

    ``words`` where it is not about findings.
    """

    def __init__(
        self,
        parent: QWidget,
        sentence: str,
        person: str,
        day: str,
        others: int,
        save: Callable[[str, bool], object],
        words: Words | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._words = words or Words(
            _("Serahkan dengan alasan"), _("Alasannya masih kosong. Tulis mengapa hal ini dibiarkan.")
        )
        self.setWindowTitle(self._words.title)
        self.setFixedWidth(theme.px(480))
        self._reason = TextField(3, 6)
        self._reason.setAccessibleName(_("Alasan"))
        self._reason.show_text(self._words.reason)
        label = Label(_("&Alasan"), 13, tone="muted")
        label.setBuddy(self._reason)
        self._all = FlagField(_("Berlaku juga untuk {count} hal wajib lain yang masih terbuka").format(count=others))
        self._problem = Problem()
        told = _("Alasan ikut di dalam paket, bersama nama Anda ({person}) dan tanggal {day}. Anda dapat mencabutnya.")
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(8)
        box.addWidget(Label(self._words.title, 16, theme.SEMIBOLD))
        box.addWidget(Label(sentence, wrap=True))
        box.addWidget(Label(told.format(person=person, day=day), 13, tone="muted", wrap=True))
        box.addWidget(label)
        box.addWidget(self._reason)
        box.addWidget(self._problem)
        box.addWidget(self._all)
        self._all.setVisible(others > 0)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Batal"), "", self.reject))
        self.agree = Button(_("Simpan alasan"), "", self._agree, primary=True)
        buttons.addWidget(self.agree)
        box.addLayout(buttons)
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        """Why it is left as it is."""
        return self._reason.text().strip()

    @property
    def for_all(self) -> bool:
        """Whether it stands for every must that is still open."""
        return self._all.isChecked()

    def _agree(self) -> None:
        if not self.reason:
            self._problem.say(self._words.missing)
            self._reason.setFocus()
            return
        try:
            self._save(self.reason, self.for_all)
        except UserFacingError as error:
            self._problem.say(f"{error.sentence} {error.next_step}".strip())
            fit_height(self)
            self._reason.setFocus()
            return
        self.accept()
