"""The bar under the form of an entry, always in view: what Enter does or what is wrong, and the buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, Surface
from gmsc_desktop.ui.pages.progress_fields import Problem


class EntryBar(Surface):
    """Left a hint, or the problem in its place; right what can be done."""

    def __init__(
        self,
        save: Callable[[], object],
        cancel: Callable[[], object],
        delete: Callable[[], object],
        reopen: Callable[[], object],
    ) -> None:
        super().__init__("surface", "t", row=True)
        self.box.setContentsMargins(20, 8, 20, 8)
        self.box.setSpacing(8)
        self.hint = ElidedLabel("", 13, tone="muted")
        self.problem = Problem()
        self._left = QStackedWidget()
        self._left.addWidget(self.hint)
        self._left.addWidget(self.problem)
        self.delete = Button(_("Hapus entri"), "trash-2", delete, danger=True)
        self.cancel = Button(_("Batal"), "", cancel)
        self.reopen = Button("", "", reopen)
        self.save = Button(_("Simpan dan lanjut"), "", save, primary=True)
        self.box.addWidget(self._left, 1)
        for button in (self.delete, self.cancel, self.reopen, self.save):
            self.box.addWidget(button)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text; two lines of a problem find room."""
        self.setFixedHeight(theme.px(56))

    def say(self, problem: str) -> None:
        """Show what is wrong, or with "" the hint again."""
        self.problem.say(problem)
        self.problem.setToolTip(plain.tip(problem))
        self._left.setCurrentIndex(1 if problem else 0)

    def show_for(self, *, correcting: bool, closed: int, locked: bool, typed: bool) -> None:
        """The buttons that fit: a new entry, one that is corrected, a closed year (its number), nothing to save."""
        self.save.setVisible(not locked)
        self.save.setText(_("Simpan perbaikan") if correcting else _("Simpan dan lanjut"))
        self.delete.setVisible(correcting and not locked)
        self.cancel.setVisible((correcting or typed) and not locked)
        self.reopen.setVisible(bool(closed))
        if closed:
            self.reopen.setText(_("Buka kembali tahun {year}…").format(year=closed))
