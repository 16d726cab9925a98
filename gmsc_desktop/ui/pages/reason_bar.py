"""A bar under a table that asks for a reason: Enter keeps it, Esc goes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, Surface
from gmsc_desktop.ui.editors import LineField


class ReasonBar(Surface):
    """``keep`` gets the reason and tells whether it was taken; ``back`` gives the focus back."""

    def __init__(
        self, name: str, placeholder: str, button: str, keep: Callable[[str], bool], back: Callable[[], object]
    ) -> None:
        super().__init__("window", "t", row=True)
        self._keep, self._back = keep, back
        self.field = LineField()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.field.returnPressed.connect(self.keep)
        self.box.setContentsMargins(20, 8, 20, 8)
        self.box.setSpacing(8)
        self.box.addWidget(self.field, 1)
        self.box.addWidget(Button(button, on_click=self.keep))
        self.box.addWidget(Button(_("Batal"), on_click=self.leave))
        self.hide()

    def ask(self) -> None:
        """Ask for a reason."""
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep it; where it was not taken the page has told why."""
        if self._keep(self.field.text()):
            self.leave()

    def leave(self) -> None:
        """Back to where it was asked."""
        self.hide()
        self._back()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
