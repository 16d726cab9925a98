"""Lists of a few steps that are all seen: an icon, a name, the whole sentence below it, and the arrow that leads on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.row_list import ROW, WRAPPED, DoorList, Index, RowPainter, RowsModel, wrapped_height

_LEFT, _BESIDE = 14, 10


class Told(Protocol):
    """A row with a name and a sentence."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def sentence(self) -> str:
        """What is told of it."""


T = TypeVar("T", bound=Told)


@dataclass(frozen=True, slots=True)
class Look:
    """How a row begins: its icon in a colour, the colour of its name, and whether the name stands out."""

    icon: str
    icon_use: str
    name_use: str = "text"
    strong: bool = True


class StepRows(RowsModel[T], Generic[T]):
    """The name is what a row is called; its sentence is spoken after it, and needs no tip: all of it is seen."""

    @override
    def name(self, row: T) -> str:
        return row.name

    @override
    def spoken(self, row: T) -> str:
        return f"{row.name}. {row.sentence}"

    @override
    def tip(self, row: T) -> str:
        return ""


class StepList(DoorList, Generic[T]):
    """As high as its rows, ``gap`` above and below each, with icons of a ``side``; a subclass says how one looks."""

    def __init__(self, rows: StepRows[T], name: str, gap: int, side: int) -> None:
        self.rows, self.gap, self._side = rows, gap, side
        super().__init__(rows, _Painter(self), name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def look_of(self, row: Any, *, on: bool) -> Look:  # Any: the list's own rows
        """How a row begins; ``on`` tells that it is chosen."""
        raise NotImplementedError

    @property
    def side(self) -> int:
        """Of an icon, in pixels."""
        return theme.px(self._side)

    def room(self, width: float) -> float:
        """How wide the words are, between icon and arrow."""
        return width - 2 * _LEFT - 2 * self.side - 2 * _BESIDE

    def height_of(self, row: Told, width: float) -> int:
        """How high a row stands in a list of a width."""
        upper = QFontMetrics(theme.font(14, theme.SEMIBOLD)).height()
        return upper + wrapped_height(row.sentence, 13, self.room(width)) + 2 * self.gap

    def fit(self, width: int = 0) -> None:
        """As high as all rows together at a width, else at its own."""
        width = width or self.viewport().width()
        self.setFixedHeight(max(1, sum(self.height_of(row, width) for row in self.rows.shown)))
        self.scheduleDelayedItemsLayout()

    @override
    def restyle(self) -> None:
        super().restyle()
        self.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _Painter(RowPainter):
    def __init__(self, view: StepList[Any]) -> None:  # Any: the list's own rows
        super().__init__()
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, self._view.height_of(index.data(ROW), self._view.viewport().width()))

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: Told, *, on: bool) -> None:
        side, gap, look = self._view.side, self._view.gap, self._view.look_of(row, on=on)
        font = theme.font(14, theme.SEMIBOLD if look.strong else theme.NORMAL)
        upper = QFontMetrics(font).height()
        icon = QRectF(rect.x() + _LEFT, rect.y() + gap + (upper - side) / 2, side, side)
        icons.paint(painter, icon, look.icon, theme.colour(look.icon_use))
        name = QRectF(icon.right() + _BESIDE, rect.y() + gap, self._view.room(rect.width()), upper)
        paint_text(painter, name, row.name, font, theme.colour(look.name_use))
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("muted"))
        words = QRectF(name.x(), name.bottom(), name.width(), rect.bottom() - name.bottom())
        painter.drawText(words, WRAPPED, row.sentence)
        arrow = QRectF(rect.right() - _LEFT - side, rect.center().y() - side / 2, side, side)
        icons.paint(painter, arrow, "chevron-right", theme.colour("muted"))
