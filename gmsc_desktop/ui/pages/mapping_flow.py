"""The picture of the flow in the window: its parts are doors, for the mouse and for the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QToolTip
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.chart_view import ChartView

if TYPE_CHECKING:
    from gmsc_desktop.exports.charts import Door

_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


class FlowDrawing(ChartView):
    """``opened`` carries table and id of the part that was clicked, or chosen with Enter."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._place = -1
        self.setMouseTracking(True)

    @property
    def doors(self) -> tuple[Door, ...]:
        """The parts that lead somewhere."""
        return self.chart.doors if self.chart is not None else ()

    @property
    def current(self) -> Door | None:
        """The part that the arrow keys have come to."""
        return self.doors[self._place] if 0 <= self._place < len(self.doors) else None

    def area_of(self, door: Door) -> QRectF:
        """Where a part is seen, in pixels."""
        left, top, wide, high = (value * self.scale for value in door.area)
        return QRectF(left + 4, top + 4, wide, high)

    def _at(self, point: QPointF) -> int:
        return next((place for place, door in enumerate(self.doors) if self.area_of(door).contains(point)), -1)

    def _choose(self, place: int) -> None:
        self._place = place
        door = self.current
        told = self.chart.sentence if self.chart is not None else ""
        self.setAccessibleDescription(_("{part}. {told}").format(part=door.words, told=told) if door else told)
        if door is not None:
            self._bring_into_sight(self.area_of(door))
        self.update()

    def _bring_into_sight(self, area: QRectF) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        content = parent.widget() if parent is not None else None
        if parent is not None and content is not None:
            centre = self.mapTo(content, area.center().toPoint())
            parent.ensureVisible(centre.x(), centre.y(), 0, round(area.height() / 2) + 24)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.doors:
            self._choose(self._neighbour(*_STEPS[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.current is not None:
            self.opened.emit(self.current.table, self.current.record_id)
        else:
            super().keyPressEvent(event)

    def _neighbour(self, across: int, down: int) -> int:
        """The next part in a direction: within the column, or the nearest one of the column beside."""
        here = self.current
        if here is None:
            return 0
        x, y, _wide, high = here.area
        middle = y + high / 2
        columns = sorted({door.area[0] for door in self.doors})
        if down:
            column = [n for n, door in enumerate(self.doors) if door.area[0] == x]
            return column[max(0, min(len(column) - 1, column.index(self._place) + down))]
        at = columns.index(x) + across
        if not 0 <= at < len(columns):
            return self._place
        beside = [n for n, door in enumerate(self.doors) if door.area[0] == columns[at]]
        return min(beside, key=lambda n: abs(self.doors[n].area[1] + self.doors[n].area[3] / 2 - middle))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self._choose(place)
            self.opened.emit(self.doors[place].table, self.doors[place].record_id)
        else:
            super().mouseReleaseEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain.tip(self.doors[place].words) if place >= 0 else "", self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.current is not None and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(self.area_of(self.current).adjusted(-2, -2, 2, 2), 4, 4)
