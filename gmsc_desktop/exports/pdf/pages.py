"""The pages of the book: frames, running heads, footers, marks of draft and example, outline, numbers of headings."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.pdf.cover import draw_cover
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.styles import BOTTOM, LANDSCAPE, LEFT, MM, PORTRAIT, RIGHT, TOP, colour
from gmsc_desktop.exports.text_clean import one_line
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date

_MOST_LETTERS = 300  # of a line that is cut to its room
_SMALL = 8  # points of running heads and feet
Piece = tuple[str, str]  # text, and the font beside the family that it needs or ""
Furniture = Callable[[Canvas, BaseDocTemplate], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that contents and outline name; ``listing`` is contents, tables or outline (the outline alone)."""

    key: str
    text: str
    level: int
    listing: str = "contents"
    chapter: str = ""


class Anchor(Flowable):
    """Where an entry stands: tells the page its number and gives the outline its line."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.entry.key, 0, 22)
        if self.entry.listing != "tables":
            self.canv.addOutlineEntry(self.entry.text, self.entry.key, self.entry.level, self.entry.level > 0)


class Dated(BaseDocTemplate):
    """A document of an edition: it tells of it what readers show and search, and bears its day, not the clock's."""

    def __init__(
        self, stream: BinaryIO, edition: Edition, size: tuple[float, float], title: str, subject: str,
        watch: Callable[[], None],
    ) -> None:  # fmt: skip
        self.edition = edition
        self._watch = watch
        region = edition.snapshot.region
        super().__init__(
            stream,
            pagesize=size,
            title=one_line(title),
            author=one_line(region.name),
            subject=edition.example_mark or edition.draft_mark or one_line(subject),
            creator="GMSC Desktop",
            producer="GMSC Desktop",
            keywords=[one_line(region.code), one_line(edition.revision_code)],
            lang="id-ID",
            invariant=1,
            pageCompression=1,
            initialFontName=fonts.REGULAR,
            displayDocTitle=True,
        )

    def handle_documentBegin(self) -> None:  # noqa: N802 - overrides reportlab
        """Date the document by its edition: the same edition gives the same bytes."""
        super().handle_documentBegin()
        stamp = self.canv._doc._timeStamp  # type: ignore[attr-defined]  # reportlab has no other way to say a date
        stamp.t = calendar.timegm(self.edition.made_on.timetuple())
        stamp.YMDhms = self.edition.made_on.timetuple()[:6]

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - overrides reportlab
        """Report how far the work is, stop when asked."""
        self._watch()


class Pages(Dated):
    """Sets a story once. ``numbers`` tells afterwards on which page each entry stands, ``page`` how many there are.

    Without a ``total`` it only measures: everything falls where it will stand, nothing is drawn.
    """

    def __init__(self, stream: BinaryIO, edition: Edition, ink: Ink, total: int, watch: Callable[[], None]) -> None:
        self.ink = ink
        self.total = total
        self.numbers: dict[str, int] = {}
        self._chapter = ""
        super().__init__(stream, edition, PORTRAIT, edition.formal_title, _("Rencana Induk Smart City"), watch)
        cover, inside = (self._cover, self._furniture) if total else (draw_nothing, draw_nothing)
        behind = self._marks if total else draw_nothing
        frame = Frame if total else MeasuringFrame
        self.addPageTemplates(page_template("cover", frame, behind, cover, PORTRAIT))
        self.addPageTemplates(page_template("portrait", frame, behind, inside, PORTRAIT))
        self.addPageTemplates(page_template("landscape", frame, behind, inside, LANDSCAPE))

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - overrides reportlab
        """Note where entries fell too."""
        super().afterFlowable(flowable)
        if isinstance(flowable, Anchor):
            self.numbers[flowable.entry.key] = self.page
            self._chapter = flowable.entry.chapter or self._chapter

    def _cover(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        draw_cover(canvas, self.edition, self.ink)

    def _furniture(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        heads = (self.edition.title, self._chapter)
        foots = (foot_line(self.edition, self.ink), page_line(self.page, self.total))
        draw_furniture(canvas, self.ink, self.pageTemplate.pagesize, heads, foots, (LEFT, RIGHT))

    def _marks(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        draw_marks(canvas, self.pageTemplate.pagesize, self.edition)


def foot_line(edition: Edition, ink: Ink) -> str:
    """Draft mark, revision and day, at the left of every foot."""
    revision = _("Revisi {code}").format(code=ink.line(edition.revision_code))
    parts = [edition.draft_mark, revision, format_date(edition.made_on)]
    return " · ".join(part for part in parts if part)


def page_line(page: int, total: int) -> str:
    """Where in the whole a page stands."""
    return _("Halaman {page} dari {total}").format(page=page, total=total)


def draw_furniture(
    canvas: Canvas, ink: Ink, size: tuple[float, float], heads: tuple[str, str], foots: tuple[str, str],
    edges: tuple[float, float],
) -> None:  # fmt: skip
    """Running head and foot with their lines: each has a text at the left and one at the right of the page."""
    (wide, high), (left, right) = size, edges
    canvas.saveState()
    canvas.setStrokeColor(colour(palette.BORDER))
    canvas.setLineWidth(0.6)
    canvas.line(left, high - 19 * MM, wide - right, high - 19 * MM)
    canvas.line(left, 16 * MM, wide - right, 16 * MM)
    canvas.setFillColor(colour(palette.MUTED))
    room = (wide - left - right) / 2 - 10
    draw_line(canvas, cut_to(ink.spread(heads[0]), room), (left, high - 17 * MM))
    draw_line(canvas, cut_to(ink.spread(heads[1]), room), (wide - right, high - 17 * MM), right=True)
    draw_line(canvas, cut_to(ink.spread(foots[0]), room * 1.4), (left, 12 * MM))
    draw_line(canvas, ink.spread(foots[1]), (wide - right, 12 * MM), right=True)
    canvas.restoreState()


def draw_marks(canvas: Canvas, size: tuple[float, float], edition: Edition) -> None:
    """What lies behind the text of a draft, and what stands above it in a demonstration."""
    wide, high = size
    canvas.saveState()
    if edition.draft_mark:
        canvas.setFillColor(colour(palette.GROUND))
        canvas.setFont(fonts.BOLD, 150)
        canvas.translate(wide / 2, high / 2)
        canvas.rotate(52 if high > wide else 33)
        canvas.drawCentredString(0, -50, edition.draft_mark)
    canvas.restoreState()
    if edition.example_mark:
        _pill(canvas, wide / 2, high - 11 * MM, edition.example_mark)


def line_width(pieces: Sequence[Piece]) -> float:
    """The width of a line of several fonts in points."""
    return sum(fonts.width(text, font or fonts.REGULAR, _SMALL) for text, font in pieces)


def cut_to(pieces: Sequence[Piece], room: float) -> list[Piece]:
    """A line as far as it fits in ``room`` points, with an ellipsis where it was cut."""
    kept, letters = [], _MOST_LETTERS
    for text, font in pieces:
        kept.append((text[:letters], font))
        letters -= len(kept[-1][0])
    if line_width(kept) <= room:
        return kept
    while kept and line_width([*kept, ("…", "")]) > room:
        text, font = kept.pop()
        shorter = text[: -max(1, len(text) // 50)]
        kept += [(shorter, font)] if shorter else []
    last = [(kept[-1][0].rstrip(), kept[-1][1])] if kept else []
    return [*kept[:-1], *last, ("…", "")]


def draw_line(canvas: Canvas, pieces: Sequence[Piece], place: tuple[float, float], *, right: bool = False) -> None:
    """Draw a line that begins at a place, or ends there."""
    x, y = place
    x -= line_width(pieces) if right else 0
    for text, font in pieces:
        canvas.setFont(font or fonts.REGULAR, _SMALL)
        canvas.drawString(x, y, text)
        x += fonts.width(text, font or fonts.REGULAR, _SMALL)


def _pill(canvas: Canvas, x: float, y: float, text: str) -> None:
    half = fonts.width(text, fonts.SEMIBOLD, 9) / 2 + 8
    canvas.saveState()
    canvas.setFillColor(colour(palette.WARN_GROUND))
    canvas.setStrokeColor(colour(palette.WARN))
    canvas.setLineWidth(0.6)
    canvas.roundRect(x - half, y - 4.5, 2 * half, 15, 4, stroke=1, fill=1)
    canvas.setFillColor(colour(palette.WARN))
    canvas.setFont(fonts.SEMIBOLD, 9)
    canvas.drawCentredString(x, y, text)
    canvas.restoreState()


def draw_nothing(_canvas: Canvas, _document: BaseDocTemplate) -> None:
    """Draws nothing."""


class MeasuringFrame(Frame):
    """A frame in which everything takes its place and nothing is drawn."""

    def add(self, flowable: Flowable, canv: Canvas, trySplit: int = 0) -> Literal[0, 1]:  # noqa: N803 - overrides
        """Place a flowable; its own way of drawing is put aside meanwhile."""
        flowable.drawOn = _undrawn  # type: ignore[method-assign]
        try:
            return super().add(flowable, canv, trySplit)
        finally:
            del flowable.drawOn


def _undrawn(*_place: object, **_more: object) -> None:
    """Stands for drawing."""


def page_template(
    name: str, kind: type[Frame], before: Furniture, after: Furniture, size: tuple[float, float],
    edges: tuple[float, float] = (LEFT, RIGHT),
) -> PageTemplate:  # fmt: skip
    """What stands behind the text is drawn before it, what names the chapter after it; ``edges`` are left and right."""
    (wide, high), (left, right) = size, edges
    frame = kind(
        left, BOTTOM, wide - left - right, high - TOP - BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate(id=name, frames=[frame], onPage=before, onPageEnd=after, pagesize=size)
