"""A column of parts that scrolls, as wide as a line can be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import scrolled

WIDTH = 760


class _Column(QWidget):
    def restyle(self) -> None:
        """Follow the size of text."""
        self.setMaximumWidth(theme.px(WIDTH))


def sheet(*parts: QWidget) -> QScrollArea:
    """Parts under one another on a page that scrolls, not wider than a line can be read."""
    content = _Column()
    content.restyle()
    box = QVBoxLayout(content)
    box.setContentsMargins(16, 12, 20, 20)
    box.setSpacing(12)
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)
    outer = QWidget()
    row = QHBoxLayout(outer)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(content, 1)
    row.addStretch(0)
    row.setAlignment(content, Qt.AlignmentFlag(0))
    return scrolled(outer)
