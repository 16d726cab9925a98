"""Small drawings inside the book's lines and cells: tiles, mapping marks, timelines, notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.charts import rect, string, tile
from gmsc_desktop.exports.pdf.paint import paint
from gmsc_desktop.exports.shapes import Drawing
from gmsc_desktop.models.reference import Dimension


class Picture(Flowable):
    """A drawing that stands in a line or a cell, at the left or in the middle."""

    def __init__(self, drawing: Drawing, *, align: str = "left", after: float = 0) -> None:
        super().__init__()
        self.drawing = drawing
        self.align = align
        self.spaceAfter = after
        self.width = drawing.width
        self._room = drawing.width

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._room = available_width
        return min(self.drawing.width, available_width), self.drawing.height

    def draw(self) -> None:
        x = (self._room - self.drawing.width) / 2 if self.align == "center" else 0
        paint(self.drawing, self.canv, x, 0)


def tile_picture(dimension: Dimension, size: float = 14, *, align: str = "left") -> Picture:
    """The tile of a dimension: its two letters on its colour."""
    return Picture(Drawing(size, size, tile(0, 0, dimension, size)), align=align)


def labelled_tile(dimension: Dimension, text: str = "", size: float = 13) -> Picture:
    """The tile with the dimension's name, or another text, beside it."""
    label = text or dimension.label
    drawing = Drawing(size + 6 + fonts.width(label, fonts.SEMIBOLD, 9), size, tile(0, 0, dimension, size))
    drawing.add(string(size + 6, size / 2 - 3, label, size=9, font=fonts.SEMIBOLD))
    return Picture(drawing)


def mapping_mark(dimension: Dimension, strength: str, count: int) -> Picture:
    """Filled for langsung, outlined for pendukung; the number tells the initiatives that serve the objective."""
    direct = strength != "pendukung"
    drawing = Drawing(30, 13)
    fill = dimension.colour if direct else palette.WHITE
    drawing.add(rect(2, 0.5, 26, 12, fill=fill, edge=dimension.colour, radius=3))
    ink = palette.ink_on(fill)
    drawing.add(string(15, 3.5, str(count), size=8.5, ink=ink, font=fonts.SEMIBOLD, anchor="middle"))
    return Picture(drawing, align="center")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years of a plan as a strip of equal cells, ``wide`` points in all."""

    years: Sequence[int]
    wide: float

    def heading(self) -> Picture:
        """The years over the strips."""
        drawing = Drawing(self.wide, 11)
        for year in self.years:
            x = self._x(year) + self._cell / 2
            drawing.add(string(x, 2.5, str(year), size=8, ink=palette.MUTED, font=fonts.SEMIBOLD, anchor="middle"))
        return Picture(drawing)

    def bar(self, start: int, end: int, colour: str, ran: Sequence[int], quick: Sequence[int]) -> Picture:
        """A strip from ``start`` to ``end``: full where it ran, light where planned, "QW" in the quick-win years."""
        drawing = Drawing(self.wide, 13)
        for year in self.years:
            drawing.add(rect(self._x(year), 0, 0.5, 13, fill=palette.BORDER))
        for year in range(max(start, self.years[0]), min(end, self.years[-1]) + 1):
            fill = colour if year in ran else palette.tint(colour, 0.22)
            drawing.add(rect(self._x(year) + 0.8, 1.5, self._cell - 1.2, 10, fill=fill, edge=colour))
            if year in quick:
                x, ink = self._x(year) + self._cell / 2, palette.ink_on(fill)
                drawing.add(string(x, 3.8, "QW", size=7, ink=ink, font=fonts.SEMIBOLD, anchor="middle"))
        return Picture(drawing)

    @property
    def _cell(self) -> float:
        return self.wide / max(len(self.years), 1)

    def _x(self, year: int) -> float:
        return self._cell * (year - self.years[0])
