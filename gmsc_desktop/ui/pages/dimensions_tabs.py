"""The six dimensions as tabs, each with its tile; short names where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from typing_extensions import override

from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.tabs import UnderlineBar


class DimensionTabs(UnderlineBar):
    """A bar with one tab a dimension, in their official order."""

    def __init__(self, dimensions: Sequence[Dimension]) -> None:
        super().__init__(_("Enam dimensi"))
        self.dimensions = tuple(dimensions)
        for dimension in dimensions:
            self.addTab(dimension.label)

    @property
    def code(self) -> str:
        """The chosen dimension."""
        return self.dimensions[max(self.currentIndex(), 0)].code

    def choose(self, code: str) -> bool:
        """Show a dimension; False for a code that is none of the six."""
        place = next((at for at, dimension in enumerate(self.dimensions) if dimension.code == code), -1)
        if place >= 0:
            self.setCurrentIndex(place)
        return place >= 0

    def _words(self, place: int) -> str:
        label = self.dimensions[place].label
        return label.removeprefix("Smart ") if theme.is_narrow(self.window().width()) else label

    @override
    def tabSizeHint(self, index: int) -> QSize:
        metrics = QFontMetrics(theme.font(14, theme.SEMIBOLD))
        return QSize(metrics.horizontalAdvance(self._words(index)) + theme.px(22) + 30, theme.px(36))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("border"))
        side = theme.px(20)
        for place in range(self.count()):
            rect, chosen = QRectF(self.tabRect(place)), place == self.currentIndex()
            tile = QRectF(rect.x() + 10, rect.center().y() - side / 2 - 1, side, side)
            icons.paint_tile(painter, tile, self.dimensions[place].code)
            font = theme.font(14, theme.SEMIBOLD if chosen else theme.NORMAL)
            words = rect.adjusted(side + 17, -2, -4, -2)
            paint_text(painter, words, self._words(place), font, theme.colour("text" if chosen else "muted"))
            if chosen:
                painter.fillRect(QRectF(rect.x() + 6, rect.bottom() - 3, rect.width() - 12, 3), theme.colour("accent"))
            if chosen and self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.drawRoundedRect(rect.adjusted(3, 3, -3, -5), 6, 6)
