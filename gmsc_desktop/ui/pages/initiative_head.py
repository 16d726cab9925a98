"""The head over what belongs to one initiative: its dimension's mark, its name, and a second line."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import DimensionTile, ElidedLabel


class InitiativeHead(QWidget):
    """One line with the mark at the left."""

    def __init__(self) -> None:
        super().__init__()
        self._tile = DimensionTile()
        self._name = ElidedLabel("", 16, theme.SEMIBOLD)
        self._second = ElidedLabel("", 13, tone="muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._second)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._tile)
        line.addLayout(words, 1)

    def tell(self, dimension: str, name: str, second: str) -> None:
        """Show another initiative."""
        self._tile.set_dimension(dimension)
        self._name.setText(name or _("(inisiatif tanpa nama)"))
        self._second.setText(second)
