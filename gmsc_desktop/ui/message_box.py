"""The box behind ``plain.message``: what a person is asked in a sentence, with verbs on its buttons."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QWidget
from typing_extensions import override

# From left to right: what leaves everything as it is, then the other ways, the way on at the right.
_LEFT, _MIDDLE, _RIGHT = 0, 1, 3
_PLACES = {
    QMessageBox.ButtonRole.RejectRole: _LEFT,
    QMessageBox.ButtonRole.DestructiveRole: 2,
    QMessageBox.ButtonRole.AcceptRole: _RIGHT,
}


class MessageBox(QMessageBox):
    """Its buttons stand as in our dialogs on every system: "Batal" left of the verb."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        row = self.findChild(QDialogButtonBox)
        layout = row.layout() if row is not None else None
        if layout is not None:
            before: QWidget | None = None
            for button in sorted(self.buttons(), key=lambda one: _PLACES.get(self.buttonRole(one), _MIDDLE)):
                layout.removeWidget(button)
                layout.addWidget(button)
                if before is not None:
                    QWidget.setTabOrder(before, button)
                before = button
            layout.activate()
        super().showEvent(event)
