"""The papers of Indonesian offices, and how a printout lies on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

MM = 72 / 25.4
Orientation = Literal["auto", "portrait", "landscape"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet upright, in millimetres."""

    code: str
    label_text: str
    wide: float
    high: float

    @property
    def label(self) -> str:
        """What a person chooses."""
        return _(self.label_text)


PAPERS: tuple[Paper, ...] = (
    Paper("a4", m("A4 (210 × 297 mm)"), 210, 297),
    Paper("f4", m("F4/Folio (215 × 330 mm)"), 215, 330),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Paper and direction; ``fit`` sets wide tables smaller, down to what can be read, before it parts columns."""

    paper: str = "a4"
    orientation: Orientation = "auto"
    fit: bool = True

    def size(self, *, landscape: bool) -> tuple[float, float]:
        """Width and height in points; A4 where the paper is not known."""
        paper = next((paper for paper in PAPERS if paper.code == self.paper), PAPERS[0])
        wide, high = paper.wide * MM, paper.high * MM
        return (high, wide) if landscape else (wide, high)
