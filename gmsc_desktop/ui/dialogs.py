"""What our dialogs share beside their buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QInputDialog, QWidget

from gmsc_desktop.text import _


def fit_height(dialog: QDialog) -> None:
    """Make a dialog as high as its wrapped words need at its width; a layout alone asks for more."""
    layout = dialog.layout()
    if layout is not None:
        dialog.ensurePolished()
        dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))


def ask_line(parent: QWidget, title: str, label: str, verb: str, text: str = "") -> str | None:
    """One line that a person types; None where they changed their mind. ``verb`` on the button says what happens."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    dialog.setOkButtonText(verb)
    dialog.setCancelButtonText(_("Batal"))
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    given = dialog.textValue()
    dialog.deleteLater()
    return given if agreed else None
