"""Type, measures and colours of the book: one scale, used by every page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle

from gmsc_desktop.exports import fonts, palette

MM = 72 / 25.4
PORTRAIT, LANDSCAPE = A4, landscape(A4)
LEFT, RIGHT, TOP, BOTTOM = 25 * MM, 20 * MM, 27 * MM, 24 * MM  # the left edge is bound
Alignment = Literal["left", "right", "center"]
_ALIGN: dict[Alignment, Literal[0, 1, 2]] = {"left": 0, "center": 1, "right": 2}


def colour(hexadecimal: str) -> Color:
    """A token of the palette."""
    return HexColor(f"#{hexadecimal}")


def style(
    name: str, size: float, leading: float, *, font: str = fonts.REGULAR, ink: str = palette.TEXT, after: float = 0,
    before: float = 0, align: Alignment = "left", indent: float = 0,
) -> ParagraphStyle:  # fmt: skip
    """A paragraph style; long words are broken rather than run over the edge."""
    fonts.register()
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=colour(ink), spaceAfter=after,
        spaceBefore=before, alignment=_ALIGN[align], leftIndent=indent, splitLongWords=1, allowWidows=0, allowOrphans=0,
    )  # fmt: skip


@dataclass(frozen=True)
class Styles:
    """The styles of running text; cells have their own, by alignment."""

    body: ParagraphStyle
    lead: ParagraphStyle
    hint: ParagraphStyle
    note: ParagraphStyle
    caption: ParagraphStyle
    chapter_number: ParagraphStyle
    chapter: ParagraphStyle
    heading: tuple[ParagraphStyle, ParagraphStyle, ParagraphStyle]
    contents: tuple[ParagraphStyle, ParagraphStyle]


@cache
def styles() -> Styles:
    """The styles of the book."""
    return Styles(
        body=style("body", 10, 14.5, after=6),
        lead=style("lead", 13, 19, after=10),
        hint=style("hint", 9.5, 13.5, font=fonts.ITALIC, ink=palette.FAINT, after=6),
        note=style("note", 8.5, 11.5, ink=palette.MUTED, after=6),
        caption=style("caption", 9, 12, font=fonts.SEMIBOLD, after=4, before=8),
        chapter_number=style("chapter-number", 11, 14, font=fonts.SEMIBOLD, ink=palette.MUTED, after=2),
        chapter=style("chapter", 22, 27, font=fonts.SEMIBOLD, after=6),
        heading=(
            style("heading-1", 14, 18, font=fonts.SEMIBOLD, before=14, after=6),
            style("heading-2", 11.5, 15, font=fonts.SEMIBOLD, before=12, after=5),
            style("heading-3", 10, 14, font=fonts.SEMIBOLD, before=8, after=3),
        ),
        contents=(
            style("contents-1", 10, 13.5, font=fonts.SEMIBOLD, before=4),
            style("contents-2", 9.5, 12.5, indent=14),
        ),
    )


@cache
def cell_style(
    align: Alignment = "left", *, bold: bool = False, muted: bool = False, small: bool = False, indent: float = 0
) -> ParagraphStyle:
    """The style of a cell of a table; in one row all cells are small or none is, so that their lines align."""
    font, ink = fonts.SEMIBOLD if bold else fonts.REGULAR, palette.MUTED if muted else palette.TEXT
    size = 7.5 if small else 8.5
    name = f"cell-{align}-{bold}-{muted}-{small}-{indent}"
    return style(name, size, size + 2.5, font=font, ink=ink, align=align, indent=indent)
