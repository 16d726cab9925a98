"""Icons: SVG drawn in a token's colour at the size that is asked for, crisp at every scale and in every theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gmsc_desktop.late import override
from gmsc_desktop.paths import resource
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.tokens import DIMENSION_ICONS


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = (resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
    svg = svg.replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.75"')
    return QSvgRenderer(QByteArray(svg.encode()))


def paint(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon into a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour.name()).render(painter, rect)
    painter.restore()


def paint_tile(painter: QPainter, rect: QRectF, dimension: str) -> None:
    """Draw a dimension's mark: its icon on its colour. Nothing for a code that is none of the six."""
    if dimension not in DIMENSION_ICONS:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.dimension_colour(dimension))
    painter.drawRoundedRect(rect, rect.height() * 0.24, rect.height() * 0.24)
    painter.restore()
    inset = rect.height() * 0.19
    paint(painter, rect.adjusted(inset, inset, -inset, -inset), DIMENSION_ICONS[dimension], theme.colour("surface"))


class _Engine(QIconEngine):
    def __init__(self, name: str, use: str) -> None:
        super().__init__()
        self._name = name
        self._use = use

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._use)

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        use = "disabled" if mode == QIcon.Mode.Disabled and self._use != "on_accent" else self._use
        if mode == QIcon.Mode.Disabled and self._use == "on_accent":
            use = "on_primary_off"
        paint(painter, QRectF(rect), self._name, theme.colour(use))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, made.rect(), mode, state)
        painter.end()
        return made


def icon(name: str, use: str = "muted") -> QIcon:
    """The icon of a file in ``resources/icons``, tinted by the use of a token at the moment of painting."""
    return QIcon(_Engine(name, use))
