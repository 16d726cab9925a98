"""Charts on the screen: the drawings that paper prints, walked with a painter in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from gmsc_desktop.exports import faces, palette
from gmsc_desktop.exports.shapes import Drawing, Line, Polygon, Rect, Shape, String
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Card, Label, ToolButton
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.ui.tokens import LIGHT

if TYPE_CHECKING:
    from gmsc_desktop.exports.charts import Chart

_USES = {
    palette.TEXT: "text", palette.MUTED: "muted", palette.FAINT: "faint", palette.BORDER: "border",
    palette.LINE: "line", palette.GROUND: "window", palette.ACCENT: "accent", palette.ACCENT_GROUND: "info_ground",
    palette.OK: "ok", palette.WARN: "warn", palette.ERROR: "error", palette.WHITE: "surface",
    **{getattr(LIGHT, code).lstrip("#"): code for code in ("SG", "SB", "SE", "SL", "SS", "SV")},
}  # fmt: skip
_CODES = ("SG", "SB", "SE", "SL", "SS", "SV")
_TINTED = {palette.tint(palette.ACCENT, 0.22): ("accent", 0.22)} | {
    palette.tint(getattr(LIGHT, code).lstrip("#"), palette.RIBBON): (code, palette.RIBBON) for code in _CODES
}
_WEIGHTS = {"Medium": theme.MEDIUM, "Semibold": theme.SEMIBOLD, "Bold": QFont.Weight.Bold}
_LETTERS = 8.0  # points of most words in a drawing; they are shown 12 pixels high


def _ink(code: str | None) -> QColor | None:
    """The colour of a shape in the theme; a colour that no token has stays as it is."""
    if code is None:
        return None
    if code in _TINTED:
        use, share = _TINTED[code]
        return _mixed(theme.colour(use), theme.colour("surface"), share)
    return theme.colour(_USES[code]) if code in _USES else QColor(f"#{code}")


def _mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    parts = zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]  # the stub says object
    return QColor(*(round(one * share + other * (1 - share)) for one, other in parts))


@dataclass
class _Walker:
    """Paints shapes over: paper counts upward from the lower edge, the screen downward from the upper one."""

    painter: QPainter
    height: float  # points
    scale: float  # pixels a point
    ground: tuple[QRectF, str] | None = None  # the last area in a dimension's colour, for the letters on it

    def shapes(self, drawing: Drawing) -> None:
        """Every shape in its order."""
        for shape in drawing.contents:
            _PAINTERS[type(shape)](self, shape)

    def _point(self, x: float, y: float) -> QPointF:
        return QPointF(float(x) * self.scale, (self.height - float(y)) * self.scale)

    def _use(self, shape: Rect | Polygon) -> None:
        edge, inside = _ink(shape.edge), _ink(shape.fill)
        width = shape.thick * self.scale
        pen = QPen(edge, max(1.0, width)) if edge is not None and width else QPen(Qt.PenStyle.NoPen)
        if shape.dash:
            pen.setStyle(Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.setBrush(inside if inside is not None else Qt.BrushStyle.NoBrush)

    def _rect(self, shape: Rect) -> None:
        self._use(shape)
        corner = self._point(shape.x, shape.y + shape.height)
        rect = QRectF(corner.x(), corner.y(), shape.width * self.scale, shape.height * self.scale)
        radius = shape.radius * self.scale
        self.painter.drawRoundedRect(rect, radius, radius)
        use = _USES.get(shape.fill, "") if shape.fill is not None else ""
        if len(use) == 2:
            self.ground = (rect, use)

    def _polygon(self, shape: Polygon) -> None:
        self._use(shape)
        pairs = zip(shape.points[::2], shape.points[1::2], strict=True)
        self.painter.drawPolygon(QPolygonF([self._point(x, y) for x, y in pairs]))

    def _line(self, shape: Line) -> None:
        self.painter.setPen(QPen(_ink(shape.edge) or theme.colour("border"), max(1.0, shape.thick * self.scale)))
        self.painter.drawLine(QLineF(self._point(shape.x1, shape.y1), self._point(shape.x2, shape.y2)))

    def _string(self, shape: String) -> None:
        font = _font(shape.font, shape.size * self.scale)
        place = self._point(shape.x, shape.y)
        wide = QFontMetricsF(font).horizontalAdvance(shape.text)
        left = {"middle": wide / 2, "end": wide}.get(shape.anchor, 0.0)
        ink = _ink(shape.ink)
        if self.ground is not None and self.ground[0].contains(place):
            ink = theme.dimension_ink(self.ground[1])
        self.painter.setFont(font)
        self.painter.setPen(ink if ink is not None else theme.colour("text"))
        self.painter.drawText(QPointF(place.x() - left, place.y()), shape.text)


def _font(name: str, pixels: float) -> QFont:
    font, face = QFont(theme.FAMILY), name.rpartition("-")[2]
    font.setPixelSize(max(8, round(pixels)))
    font.setWeight(_WEIGHTS.get(face, theme.NORMAL))
    font.setItalic(face == "Italic")
    return font


_PAINTERS: dict[type[Shape], Callable[..., None]] = {
    Rect: _Walker._rect,
    Polygon: _Walker._polygon,
    Line: _Walker._line,
    String: _Walker._string,
}


class ChartView(QWidget):
    """A chart as wide as there is room; ``make`` draws it for a width in points. Its sentence is its description."""

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self._make: Callable[[float], Chart] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Diagram"))

    @property
    def scale(self) -> float:
        """Pixels a point of the drawing."""
        return theme.px(12) / _LETTERS

    def measure(self, text: str, size: float) -> float:
        """How wide a line of text becomes here, in points of the drawing."""
        return QFontMetricsF(_font(faces.REGULAR, size * self.scale)).horizontalAdvance(text) / self.scale

    def set_chart(self, make: Callable[[float], Chart]) -> None:
        """Show a chart."""
        self._make = make
        self._draw()

    def restyle(self) -> None:
        """Follow the size of text."""
        self._draw()

    def _draw(self) -> None:
        if self._make is None:
            return
        self.chart = self._make(max(240.0, (self.width() - 8) / self.scale))
        self.setFixedHeight(round(self.chart.drawing.height * self.scale) + 8)
        self.setAccessibleName(self.chart.title)
        self.setAccessibleDescription(self.chart.sentence)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(4, 4)
        _Walker(painter, float(self.chart.drawing.height), self.scale).shapes(self.chart.drawing)
        if self.hasFocus():
            painter.resetTransform()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of a chart's table."""

    id: str
    cells: tuple[str, ...]


class ChartPanel(Card):
    """A chart with title and sentence; T shows its table in its place and the chart again."""

    def __init__(self, session: Session, name: str, view: ChartView | None = None) -> None:
        super().__init__(padding=10)
        self.box.setSpacing(2)
        self._session, self._name = session, name
        self._title = Label("", 16, theme.SEMIBOLD)
        self.sentence = Label("", 14, tone="muted", wrap=True)
        self.view = view if view is not None else ChartView()
        self.table: Grid | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._toggle = ToolButton("table-2", _("Tabel angka (T)"), on_click=self.toggle)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._toggle)
        self.box.addLayout(head)
        self.box.addWidget(self.sentence)
        self.box.addWidget(self._stack, 1)
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)

    def set_chart(self, make: Callable[[float], Chart]) -> None:
        """Show a chart; the table follows."""
        self.view.set_chart(make)
        chart = self.view.chart
        assert chart is not None
        self._title.setText(chart.title)
        self.sentence.setText(chart.sentence)
        if self.table is not None:
            self.table.rows.set_rows(_rows(chart))

    def toggle(self) -> None:
        """The table in place of the chart, or the chart again; the focus goes along."""
        chart = self.view.chart
        if chart is None:
            return
        if self.table is None:
            self.table = Grid(self._session, self._name, chart.title, _columns(chart), opens=True)
            self.table.rows.set_rows(_rows(chart))
            self._stack.addWidget(self.table)
        on = self._stack.currentWidget() is self.view
        self._stack.setCurrentWidget(self.table if on else self.view)
        self._toggle.set_name(_("Diagram (T)") if on else _("Tabel angka (T)"))
        self._stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)


def _columns(chart: Chart) -> list[Column]:
    made = []
    for place, title in enumerate(chart.table[0]):
        style = "number" if place else "name"
        made.append(Column(f"k{place}", title, _cell(place), width=150, style=style, stretch=not place))  # type: ignore[arg-type]
    return made


def _cell(place: int) -> Callable[[ChartRow], str]:
    return lambda row: row.cells[place]


def _rows(chart: Chart) -> list[ChartRow]:
    return [ChartRow(str(number), tuple(cells)) for number, cells in enumerate(chart.table[1:])]
