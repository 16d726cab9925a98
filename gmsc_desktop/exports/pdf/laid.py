"""Rows as they were laid out, drawn page by page: the heading repeats, what is tied stays on one page.

reportlab's own table rewrites all its style commands at each page; with thousands of rows that takes minutes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportlab.platypus import Flowable

from gmsc_desktop.exports import palette
from gmsc_desktop.exports.pdf.styles import colour

PAD = 4.0
TALLEST = 260.0  # points of one row: a taller cell is cut between lines and goes on in the next row
SPANNING = frozenset({"band", "line"})
_INFINITE = 1e6


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a cell that is no taller than a row may be: each flowable with the depth of its lower edge."""

    placed: tuple[tuple[Flowable, float], ...]
    height: float


NOTHING = Slice((), 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A laid row. ``kind`` is head, row, band, line or foot; ``closed`` is not set where its cells go on below."""

    cells: tuple[Slice, ...]
    kind: str
    closed: bool = True

    @property
    def height(self) -> float:
        """Points of its tallest cell, without padding."""
        return max(cell.height for cell in self.cells)


def slices(cell: list[Flowable], width: float) -> list[Slice]:
    """A cell cut between lines wherever it grows taller than ``TALLEST``; what cannot be cut stays whole."""
    made: list[Slice] = []
    held: list[tuple[Flowable, float]] = []
    waiting = cell[::-1]
    while waiting:
        flowable = waiting.pop()
        tall = flowable.wrap(width, _INFINITE)[1]
        high = held[-1][1] if held else 0.0
        gap = max(flowable.getSpaceBefore(), held[-1][0].getSpaceAfter()) if held else 0.0
        if high + gap + tall <= TALLEST:
            held.append((flowable, high + gap + tall))
            continue
        parts = flowable.split(width, TALLEST - high - gap)
        if len(parts) == 2:
            waiting.append(parts[1])
            held.append((parts[0], high + gap + parts[0].wrap(width, _INFINITE)[1]))
        elif held:
            waiting.append(flowable)
        else:
            held = [(flowable, tall)]
        made.append(Slice(tuple(held), held[-1][1]))
        held = []
    if held:
        made.append(Slice(tuple(held), held[-1][1]))
    return made or [NOTHING]


class LaidTable(Flowable):
    """The rows from ``start`` to ``stop`` of a laid table, under its heading where it has one."""

    def __init__(self, rows: Sequence[Row], widths: Sequence[float], pad: float, *, lines: bool) -> None:
        super().__init__()
        self._head = rows[0] if rows and rows[0].kind == "head" else None
        self._rows = rows[1:] if self._head else rows
        self._widths, self._pad, self._lines = widths, pad, lines
        self._ends = list(accumulate((row.height + 2 * pad for row in self._rows), initial=0.0))
        self._tied = ties(self._rows, pad)
        self._start, self._stop = 0, len(self._rows)
        self.spaceAfter = 10

    def __len__(self) -> int:
        return self._stop - self._start

    @property
    def heights(self) -> list[float]:
        """Points of each row here, with its padding."""
        return [self._ends[n + 1] - self._ends[n] for n in range(self._start, self._stop)]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = sum(self._widths)
        self.height = self._top + self._ends[self._stop] - self._ends[self._start]
        return self.width, self.height

    @property
    def _top(self) -> float:
        return self._head.height + 2 * self._pad if self._head else 0.0

    @property
    def lead(self) -> float:
        """Points of the heading and of the first row with what is tied to it."""
        stop = self._start + 1
        while stop < self._stop and self._tied[stop]:
            stop += 1
        return self._top + self._ends[min(stop, self._stop)] - self._ends[self._start]

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        room = self._ends[self._start] + available_height - self._top
        cut = min(bisect_right(self._ends, room + 0.001) - 1, self._stop)
        while self._start < cut < self._stop and self._tied[cut]:
            cut -= 1
        if cut <= self._start:
            return []
        return [self] if cut >= self._stop else [self._part(self._start, cut, 0), self._part(cut, self._stop, 10)]

    def _part(self, start: int, stop: int, after: float) -> LaidTable:
        part = LaidTable.__new__(LaidTable)
        part.__dict__.update(self.__dict__)
        part.__dict__.pop("_postponed", None)  # the page's mark on the whole, not on its parts
        part._start, part._stop, part.spaceAfter = start, stop, after
        return part

    def draw(self) -> None:
        y = self.height
        if self._head:
            y = self._draw_row(self._head, y, self._top)
        for number in range(self._start, self._stop):
            y = self._draw_row(self._rows[number], y, self._ends[number + 1] - self._ends[number])
        if self._lines:
            self._rule(0, 0.8, palette.MUTED)

    def _draw_row(self, row: Row, top: float, high: float) -> float:
        """Draw one row below ``top``; returns its lower edge."""
        bottom = top - high
        if row.kind in {"head", "band"}:
            self.canv.setFillColor(colour(palette.GROUND))
            self.canv.rect(0, bottom, self.width, high, stroke=0, fill=1)
        if self._lines:
            self._edges(row, top, bottom)
        x = 0.0
        for cell, width in zip(row.cells, self._widths, strict=False):
            drop = high - 2 * self._pad - cell.height if row.kind == "head" else 0
            for flowable, depth in cell.placed:
                flowable.drawOn(self.canv, x + PAD, top - self._pad - drop - depth)
            x += width
        return bottom

    def _edges(self, row: Row, top: float, bottom: float) -> None:
        if row.kind in {"head", "foot"}:
            self._rule(top, 0.8, palette.MUTED)
        if row.kind == "head":
            self._rule(bottom, 0.8, palette.MUTED)
        elif row.closed and row.kind != "foot":
            self._rule(bottom, 0.5, palette.BORDER)

    def _rule(self, y: float, thick: float, tone: str) -> None:
        self.canv.setStrokeColor(colour(tone))
        self.canv.setLineWidth(thick)
        self.canv.line(0, y, self.width, y)


def ties(rows: Sequence[Row], pad: float) -> list[bool]:
    """Which rows stay with the one above: what a band stands over, totals; as long as that is under ``TALLEST``."""
    tied: list[bool] = []
    high = 0.0
    for number, row in enumerate(rows):
        wanted = number > 0 and (rows[number - 1].kind in SPANNING or row.kind == "foot")
        tied.append(wanted and high + row.height <= TALLEST)
        high = (high if tied[-1] else 0.0) + row.height + 2 * pad
    return tied
