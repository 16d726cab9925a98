"""The few shapes of our drawings, which paper, start page and screen each paint in their own way.

Places and lengths are points, counted upward from the lower left corner. A colour is RRGGBB, None for none. They are
ours and not reportlab's, so that a window that shows a chart need not bring in what sets pages (20 MB of memory).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from gmsc_desktop.exports import faces

BLACK = "000000"


Dash = tuple[float, ...]  # points of ink and of none in turn; () for a whole line


@dataclass(frozen=True, slots=True)
class Rect:
    """A box; ``radius`` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    edge: str | None = None
    radius: float = 0
    thick: float = 0.8
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    edge: str = BLACK
    thick: float = 0.8


@dataclass(frozen=True, slots=True)
class Polygon:
    """An area between corners: x and y in turn."""

    points: tuple[float, ...]
    fill: str | None = None
    edge: str | None = None
    thick: float = 0.8
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class String:
    """One line of text, of which ``x`` is the start, the middle or the end, as ``anchor`` says."""

    x: float
    y: float
    text: str
    font: str = faces.REGULAR
    size: float = 8
    ink: str = BLACK
    anchor: Literal["start", "middle", "end"] = "start"


Shape = Rect | Line | Polygon | String


class Drawing:
    """Shapes in the order in which they are painted, on a ground of ``width`` by ``height`` points."""

    def __init__(self, width: float, height: float, shapes: Sequence[Shape] = ()) -> None:
        self.width = width
        self.height = height
        self.contents = list(shapes)

    def add(self, shape: Shape) -> None:
        """Paint one more above the others."""
        self.contents.append(shape)

    def at(self, share: float) -> Drawing:
        """The same drawing at a share of its size."""
        return Drawing(self.width * share, self.height * share, [_at(shape, share) for shape in self.contents])


def _at(shape: Shape, share: float) -> Shape:
    """Every number of a shape is a place or a length."""
    sized: dict[str, Any] = {}  # by the name of the field
    for one in fields(shape):
        value = getattr(shape, one.name)
        if isinstance(value, tuple):
            sized[one.name] = tuple(number * share for number in value)
        elif isinstance(value, int | float):
            sized[one.name] = value * share
    return replace(shape, **sized)
