"""The bar under the form of an entry, always in view: what Enter does or what is wrong, and the buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, ElidedLabel, Surface
from gmsc_desktop.ui.forms import Problem


class EntryBar(Surface):
    """What is wrong, over a hint and what can be done."""

    def __init__(
        self,
        save: Callable[[], object],
        cancel: Callable[[], object],
        delete: Callable[[], object],
        reopen: Callable[[], object],
    ) -> None:
        super().__init__("surface", "t")
        self.box.setContentsMargins(20, 8, 20, 8)
        self.box.setSpacing(6)
        self.hint = ElidedLabel("", 13, tone="muted")
        self.problem = Problem()
        self.delete = Button(_("Hapus entri"), "trash-2", delete, danger=True)
        self.cancel = Button(_("Batal"), "", cancel)
        self.reopen = Button("", "", reopen)
        self.save = Button(_("Simpan dan lanjut"), "", save, primary=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.hint, 1)
        for button in (self.delete, self.cancel, self.reopen, self.save):
            line.addWidget(button)
        self.box.addWidget(self.problem)
        self.box.addLayout(line)

    def say(self, problem: str) -> None:
        """Show what is wrong over the buttons, or with "" nothing."""
        self.problem.say(problem)

    def show_for(self, *, correcting: bool, closed: int, locked: bool, typed: bool) -> None:
        """The buttons that fit: a new entry, one that is corrected, a closed year (its number), nothing to save."""
        self.save.setVisible(not locked)
        self.save.setText(_("Simpan perbaikan") if correcting else _("Simpan dan lanjut"))
        self.delete.setVisible(correcting and not locked)
        self.cancel.setVisible((correcting or typed) and not locked)
        self.reopen.setVisible(bool(closed))
        if closed:
            self.reopen.setText(_("Buka kembali tahun {year}…").format(year=closed))
