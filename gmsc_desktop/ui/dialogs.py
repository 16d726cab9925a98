"""What our dialogs share beside their buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def fit_height(dialog: QDialog) -> None:
    """Make a dialog as high as its wrapped words need at its width; a layout alone asks for more."""
    layout = dialog.layout()
    if layout is not None:
        dialog.ensurePolished()
        dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))
