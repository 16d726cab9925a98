"""The story of the book as chapters write it: chapters, headings, tables and charts, numbered as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, NextPageTemplate, PageBreak, Paragraph, Spacer

from gmsc_desktop.exports import palette
from gmsc_desktop.exports.charts import Chart
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.pdf.grid import Cell, Column, Grid
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.marks import Picture, tile_picture
from gmsc_desktop.exports.pdf.pages import Anchor, Entry
from gmsc_desktop.exports.pdf.styles import LANDSCAPE, LEFT, MM, PORTRAIT, RIGHT, colour, styles
from gmsc_desktop.exports.proof import Proofs
from gmsc_desktop.exports.shapes import Drawing
from gmsc_desktop.exports.text_clean import one_line
from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LISTED = 220  # letters of a title in contents and outline; its heading has it whole
_HALF_PAGE, _PAGE, _UPRIGHT = 330.0, 440.0, 680.0  # points; a landscape page has 450, an upright one 690


def underline(tone: str) -> Flowable:
    """The short bar under the title of a chapter."""
    return HRFlowable(22 * MM, 2.4, color=colour(tone), hAlign="LEFT", lineCap="butt", spaceBefore=2, spaceAfter=14)


def roman(number: int) -> str:
    """``14`` as ``XIV``."""
    made = ""
    for value, letters in _ROMAN:
        while number >= value:
            made, number = made + letters, number - value
    return made


@dataclass(frozen=True, slots=True)
class _Title:
    """A title that waits for its first content; without content it is never printed."""

    level: int  # 0 chapter, 1 and 2 numbered headings, 3 without number
    text: str
    numbering: str = ""  # of a chapter: bab, lampiran, or none
    wide: bool = False
    dimension: Dimension | None = None
    drawing: Drawing | None = None


@dataclass
class Book:
    """One composition of the book. ``story`` is what is set, ``entries`` what contents and outline name, in order."""

    edition: Edition
    ink: Ink
    story: list[Flowable] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    wide: bool = False
    front: int = 0  # so much of the story stands before the contents
    _waiting: list[_Title] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _depth: int = -1
    _prefix: str = ""

    @property
    def width(self) -> float:
        """Points between the margins of the present pages."""
        return (LANDSCAPE if self.wide else PORTRAIT)[0] - LEFT - RIGHT

    @cached_property
    def proofs(self) -> Proofs:
        """What the evidence proves."""
        return Proofs(self.edition.snapshot, self.edition.reference)

    # -- titles ------------------------------------------------------------------------------------------------------

    def chapter(
        self, text: str, *, numbering: str = "bab", wide: bool = False, dimension: Dimension | None = None
    ) -> None:  # fmt: skip
        """Begin a chapter on a new page, in a landscape page where ``wide``."""
        self._waiting = [_Title(0, text, numbering, wide, dimension)]
        self.wide = wide

    def heading(self, text: str, level: int = 1, *, drawing: Drawing | None = None) -> None:
        """A heading: 1 and 2 are numbered and stand in the contents, 3 stands in the outline alone."""
        self._waiting = [title for title in self._waiting if title.level < level]
        self._waiting.append(_Title(level, text, drawing=drawing))

    # -- content -----------------------------------------------------------------------------------------------------

    def add(self, flowables: Sequence[Flowable], lead: float | None = None) -> None:
        """Content with the titles that wait for it; ``lead`` points of it stay with them on one page."""
        made = list(flowables)
        if not made:
            return
        titles = self._flush()
        first = made[0].wrap(self.width, 1e6)[1] if lead is None else lead
        if lead is None and isinstance(made[0], Paragraph):
            first = min(first, 3 * made[0].style.leading)
        height = sum(_height(title, self.width) for title in titles)
        self.story += [CondPageBreak(min(height + first, _HALF_PAGE)), *titles, *made]

    def together(self, flowables: Sequence[Flowable]) -> None:
        """Content that stands on one page where it is no taller than half of one."""
        made = list(flowables)
        self.add(made, sum(_height(flowable, self.width) for flowable in made))

    def text(self, text: str) -> None:
        """Plain text of the plan or of ours."""
        self.add(self.ink.paragraphs(text, styles().body))

    def note(self, text: str) -> None:
        """A remark of ours on what stands above or below."""
        self.add(self.ink.paragraphs(text, styles().note))

    def hint(self, text: str) -> None:
        """What is still missing, told in drafts only."""
        if self.edition.draft:
            self.add([self.ink.paragraph(text, styles().hint)])

    def narrative(self, text: str, *, lead: bool = False) -> None:
        """Markdown of the plan; an empty one is told in drafts."""
        made = list(self.ink.narrative(text, styles().lead if lead else None))
        if made:
            self.add(made)
        else:
            self.hint(_("Bagian ini belum diisi."))

    def grid(self, columns: Sequence[Column], *, heads: Sequence[Cell] | None = None, plain: bool = False) -> Grid:
        """A table over the whole width, to be filled."""
        return Grid(self.ink, columns, self.width, heads, plain)

    def table(self, grid: Grid, caption: str = "", *, empty: str = "") -> None:
        """A filled table; with a caption it is numbered and listed. An empty one is told in drafts."""
        made = grid.flowables()
        if not made:
            if empty:
                self.hint(empty)
            return
        if not caption:
            self.add(made, made[0].lead)
            return
        titles = self._flush()
        title = self._captioned("table", _("Tabel {number}"), caption)
        lead = made[0].lead + sum(_height(flowable, self.width) for flowable in (*titles, *title))
        self.story += [CondPageBreak(min(lead, _HALF_PAGE)), *titles, *title, *made]

    def chart(self, chart: Chart) -> None:
        """A chart with its number, its finding and its drawing, on one page."""
        titles = self._flush()
        made = [
            *self._captioned("chart", _("Gambar {number}"), chart.title),
            self.ink.paragraph(chart.sentence, styles().note),
            Picture(chart.drawing, after=12),
        ]
        height = sum(_height(flowable, self.width) for flowable in (*titles, *made))
        self.story += [CondPageBreak(min(height, _PAGE if self.wide else _UPRIGHT)), *titles, *made]

    def gap(self, points: float) -> None:
        """Empty space, where something was printed already."""
        self.story.append(Spacer(0, points))

    # -- numbers -----------------------------------------------------------------------------------------------------

    def _captioned(self, kind: str, pattern: str, caption: str) -> list[Flowable]:
        number = self._next(kind)
        label = pattern.format(number=f"{self._prefix}.{number}" if self._prefix else str(number))
        text = f"{label}  {caption}"
        entry = self._entry(text, 1, "tables")
        return [Anchor(entry), *self.ink.paragraphs(text, styles().caption)]

    def _next(self, kind: str) -> int:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind]

    def _entry(self, text: str, level: int, listing: str = "contents", chapter: str = "") -> Entry:
        if listing != "tables":  # an outline cannot leave a level out
            level = self._depth = min(level, self._depth + 1)
        short = one_line(text)
        if len(short) > _LISTED:
            short = f"{short[: _LISTED - 1].rstrip()}…"
        entry = Entry(f"e{len(self.entries)}", short, level, listing, one_line(chapter))
        self.entries.append(entry)
        return entry

    def _flush(self) -> list[Flowable]:
        made: list[Flowable] = []
        for title in self._waiting:
            made += self._opening(title) if title.level == 0 else self._heading(title)
        self._waiting = []
        return made

    def _opening(self, title: _Title) -> list[Flowable]:
        """A chapter's page break and title; the break goes into the story at once, since nothing stands before it."""
        label = self._chapter_label(title.numbering)
        name = f"{label} {title.text}".strip()
        entry = self._entry(name, 0, "contents", name)
        self.story += [NextPageTemplate("landscape" if title.wide else "portrait"), PageBreak()]
        above: list[Flowable] = [Anchor(entry)]
        if title.dimension is not None:
            above += [tile_picture(title.dimension, 30), Spacer(0, 8)]
        if label:
            above.append(self.ink.paragraph(label, styles().chapter_number))
        tone = title.dimension.colour if title.dimension else palette.ACCENT
        return [*above, self.ink.paragraph(title.text, styles().chapter), underline(tone)]

    def _chapter_label(self, numbering: str) -> str:
        for kind in ("heading", "subheading", "table", "chart"):
            self._counts[kind] = 0
        if numbering == "bab":
            number = self._next("chapter")
            self._prefix = str(number)
            return _("BAB {number}").format(number=roman(number))
        if numbering == "lampiran":
            self._prefix = chr(ord("A") + self._next("annex") - 1)
            return _("LAMPIRAN {letter}").format(letter=self._prefix)
        self._prefix = ""
        return ""

    def _heading(self, title: _Title) -> list[Flowable]:
        number = ""
        if self._prefix and title.level == 1:
            number = f"{self._prefix}.{self._next('heading')}"
            self._counts["subheading"] = 0
        elif self._prefix and title.level == 2:
            number = f"{self._prefix}.{self._counts.get('heading', 0)}.{self._next('subheading')}"
        name = f"{number}  {title.text}".strip()
        listing = "contents" if title.level == 1 else "outline"
        entry = self._entry(name, min(title.level, 2), listing)
        return [Anchor(entry), *self.ink.paragraphs(name, styles().heading[title.level - 1])]


def _height(flowable: Flowable, width: float) -> float:
    if isinstance(flowable, Anchor):
        return 0
    return float(flowable.wrap(width, 1e6)[1]) + flowable.getSpaceBefore() + flowable.getSpaceAfter()
