"""A printout as a PDF in the look of the book: measured, then drawn with "halaman x dari y" on the chosen paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, Spacer

from gmsc_desktop.exports import fonts
from gmsc_desktop.exports.charts import fitted
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.pdf.grid import Column, Grid
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.marks import Picture
from gmsc_desktop.exports.pdf.pages import (
    Dated,
    MeasuringFrame,
    draw_furniture,
    draw_marks,
    draw_nothing,
    foot_line,
    page_line,
    page_template,
)
from gmsc_desktop.exports.pdf.styles import BOTTOM, MM, TOP, style, styles
from gmsc_desktop.exports.printouts.paper import Layout
from gmsc_desktop.exports.printouts.printable import (
    ChartSection,
    Facts,
    Printable,
    PrintTable,
    Prose,
    Section,
)
from gmsc_desktop.exports.printouts.tables import Sheeted
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.text import _

LEFT, RIGHT = 18 * MM, 14 * MM  # the left edge is punched
_KEPT = 90.0  # points that stay with a heading on its page
_WIDEST_CHART = 560.0
_BESIDE_CHART = 145.0  # points of a page for the title of the printout, the chart's own, and its sentence


def write(edition: Edition, printable: Printable, layout: Layout, stream: BinaryIO) -> None:
    """Write the printout: measured first, so that every page knows how many there are. Raises ``Cancelled``."""
    rl_config.useA85 = 0  # streams as bytes: a quarter smaller, and faster
    maker = _Maker(edition, printable, Ink())
    edition.step(0)
    size = layout.size(landscape=maker.is_landscape(layout))
    story = maker.story((size[0] - LEFT - RIGHT, size[1] - TOP - BOTTOM), fit=layout.fit)
    edition.step(0.4)
    measured = _set(maker, story, size, io.BytesIO(), 0, (0.4, 0.6))
    drawn = _set(maker, story, size, stream, measured, (0.6, 1.0))
    if drawn != measured:
        raise AssertionError("the printout fell on other pages than it was measured on")
    edition.step(1)


class _Maker:
    """The flowables of one printout."""

    def __init__(self, edition: Edition, printable: Printable, ink: Ink) -> None:
        self.edition, self.printable, self.ink = edition, printable, ink
        tables = (section for section in printable.sections if isinstance(section, PrintTable) and section.lines)
        self._sheeted = {id(table): Sheeted(table, ink, edition.reference) for table in tables}

    def is_landscape(self, layout: Layout) -> bool:
        """The chosen direction; left to itself, across where a table would be set small or parted upright."""
        if layout.orientation != "auto":
            return layout.orientation == "landscape"
        room = layout.size(landscape=False)[0] - LEFT - RIGHT
        return any(sum(sheeted.widths().wanted) > room * 1.02 for sheeted in self._sheeted.values())

    def story(self, room: tuple[float, float], *, fit: bool) -> list[Flowable]:
        """Title, facts, then each section under its heading."""
        made: list[Flowable] = [*self.ink.paragraphs(self.printable.title, _title_style())]
        for fact in self.printable.facts:
            made += self.ink.paragraphs(fact, styles().note)
        made.append(Spacer(0, 4))
        several = len(self.printable.sections) > 1
        for number, section in enumerate(self.printable.sections):
            self.edition.step(0.4 * number / len(self.printable.sections))
            made += self._section(section, room, fit=fit, titled=several)
        if not self.printable.sections:
            made.append(self.ink.paragraph(_("Belum ada isi pada halaman ini."), styles().hint))
        return [*made, *self._missing_letters()]

    def _section(self, section: Section, room: tuple[float, float], *, fit: bool, titled: bool) -> list[Flowable]:
        width = room[0]
        if isinstance(section, ChartSection):
            return self._chart(section, room)
        heading: list[Flowable] = []
        if section.title and titled:
            heading = [CondPageBreak(_KEPT), *self.ink.paragraphs(section.title, styles().heading[1])]
        if isinstance(section, PrintTable):
            return [*heading, *self._table(section, width, fit=fit)]
        if isinstance(section, Facts):
            return [*heading, *self._facts(section, width)]
        return [*heading, *self._prose(section)]

    def _table(self, table: PrintTable, width: float, *, fit: bool) -> list[Flowable]:
        made: list[Flowable] = self.ink.paragraphs(table.note, styles().note)
        if not table.lines:
            return [*made, *self.ink.paragraphs(table.empty or _("Belum ada baris."), styles().hint)]
        return [*made, *self._sheeted[id(table)].flowables(width, fit=fit)]

    def _facts(self, section: Facts, width: float) -> list[Flowable]:
        grid = Grid(self.ink, [Column("", 1, muted=True), Column("", 3)], min(width, _WIDEST_CHART), plain=True)
        for label, value in section.pairs:
            if value:
                grid.row(label, value)
        laid: list[Flowable] = [*grid.flowables()]
        return laid or [self.ink.paragraph(_("Bagian ini belum diisi."), styles().hint)]

    def _prose(self, section: Prose) -> list[Flowable]:
        if section.markdown:
            made = list(self.ink.narrative(section.text))
        else:
            made = self.ink.paragraphs(section.text, styles().body)
        return made or [self.ink.paragraph(_("Bagian ini belum diisi."), styles().hint)]

    def _chart(self, section: ChartSection, room: tuple[float, float]) -> list[Flowable]:
        chart = fitted(section.make, min(room[0], _WIDEST_CHART), room[1] - _BESIDE_CHART)
        made: list[Flowable] = [
            *self.ink.paragraphs(chart.title, styles().heading[1]),
            *self.ink.paragraphs(chart.sentence, styles().note),
            Picture(chart.drawing, after=10),
        ]
        return [CondPageBreak(min(chart.drawing.height + 60, room[1] - 1)), *made]

    def _missing_letters(self) -> list[Flowable]:
        missing = self.ink.glyphs.missing
        if not missing:
            return []
        told = joined(*(f"U+{ord(letter):04X}" for letter in sorted(missing)))
        words = _("Huruf berikut tidak ada pada jenis huruf cetakan ini dan digambar sebagai □: {letters}.")
        return [Spacer(0, 6), *self.ink.paragraphs(words.format(letters=told), styles().note)]


def _title_style() -> ParagraphStyle:
    return style("print-title", 16, 20, font=fonts.SEMIBOLD, after=3)


def _set(
    maker: _Maker, story: list[Flowable], size: tuple[float, float], stream: BinaryIO, total: int,
    share: tuple[float, float],
) -> int:  # fmt: skip
    """Set the story on its pages; without a total it is only measured. Returns how many pages there are."""
    first, last = share
    done, whole = 0, max(len(story), 1)

    def watch() -> None:
        nonlocal done
        done += 1
        maker.edition.step(first + (last - first) * min(done / whole, 1))

    sheets = _Sheets(maker, size, stream, total, watch)
    placed = list(story)
    sheets.build(list(story))
    for flowable in placed:
        flowable.__dict__.pop("_postponed", None)  # left by the first setting, and a reason to refuse the second
    return int(sheets.page)


class _Sheets(Dated):
    """The sheets of a printout with their running head and foot."""

    def __init__(
        self, maker: _Maker, size: tuple[float, float], stream: BinaryIO, total: int, watch: Callable[[], None]
    ) -> None:
        self._maker, self._size, self._total = maker, size, total
        edition, title = maker.edition, maker.printable.title
        super().__init__(
            stream, edition, size, f"{title} – {edition.snapshot.region.name}", edition.formal_title, watch
        )
        kind = Frame if total else MeasuringFrame
        before, after = (self._marks, self._furniture) if total else (draw_nothing, draw_nothing)
        self.addPageTemplates(page_template("sheet", kind, before, after, size, (LEFT, RIGHT)))

    def _marks(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        draw_marks(canvas, self._size, self.edition)

    def _furniture(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        ink = self._maker.ink
        heads = (self.edition.title, self._maker.printable.title)
        foots = (foot_line(self.edition, ink), page_line(self.page, self._total))
        draw_furniture(canvas, ink, self._size, heads, foots, (LEFT, RIGHT))
