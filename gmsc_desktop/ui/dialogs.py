"""What our dialogs share beside their buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.editors import LineField


def fit_height(dialog: QDialog) -> None:
    """Make a dialog as high as its wrapped words need at its width; a layout alone asks for more."""
    layout = dialog.layout()
    if layout is not None:
        dialog.ensurePolished()
        dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))


class LineDialog(QDialog):
    """One line that a person types. What ``save`` refuses is told under it, and the line stays as it was typed."""

    def __init__(
        self, parent: QWidget, title: str, label: str, verb: str, text: str, save: Callable[[str], object] | None
    ) -> None:
        super().__init__(parent)
        self._save = save
        self.setWindowTitle(title)
        self.setFixedWidth(theme.px(420))
        self.field = LineField()
        self.field.setText(text)
        self.field.setAccessibleName(label)
        words = Label(label, 13, tone="muted")
        words.setBuddy(self.field)
        self.problem = Label("", 13, tone="error", wrap=True)
        self.problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        for part in (words, self.field, self.problem):
            box.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Batal"), "", self.reject))
        self.agree = Button(verb, "", self._agree, primary=True)
        buttons.addWidget(self.agree)
        box.addLayout(buttons)
        self.field.selectAll()
        self.field.setFocus()

    def _agree(self) -> None:
        try:
            if self._save is not None:
                self._save(self.field.text())
        except UserFacingError as error:
            self.problem.setText(f"{error.sentence} {error.next_step}".strip())
            self.problem.show()
            fit_height(self)
            self.field.setFocus()
            return
        self.accept()


def ask_line(
    parent: QWidget, title: str, label: str, verb: str, text: str = "", save: Callable[[str], object] | None = None
) -> str | None:
    """One line that a person types; None where they changed their mind. ``verb`` on the button says what happens.

    ``save`` keeps it before the dialog closes; what it refuses is told there.
    """
    dialog = LineDialog(parent, title, label, verb, text, save)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    given = dialog.field.text()
    dialog.deleteLater()
    return given if agreed else None
