"""Tables of a printout: how small one is set to fit the paper, and how its columns part where it cannot fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from gmsc_desktop.exports import fonts
from gmsc_desktop.exports.pdf.grid import Cell, Column, Grid
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.laid import PAD, LaidTable
from gmsc_desktop.exports.pdf.marks import mapping_mark
from gmsc_desktop.exports.pdf.styles import Alignment, cell_style, style
from gmsc_desktop.exports.printouts.printable import RIGHT, Mark, PrintCell, PrintTable
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _
from gmsc_desktop.values import NBSP

SMALLEST = 6.0  # points of type that an office printer still sets legibly
LEAST_SCALE = SMALLEST / 8.5  # of the cells' ordinary type
_STEP = 12.0  # points of indent of a tree's next level
_WORDS, _NAME = 110.0, 150.0  # points in which running text is comfortable, and a name
_NATURAL = 260.0  # points beyond which a longer text claims no more of the width
_LETTERS = 160  # letters by which the width of a text is judged
_UNBROKEN, _SHORT = RIGHT | {"date", "month", "year"}, 24  # kinds whose cells of so many letters stay on one line
_MARK = 34.0  # points of a mark's cell


class Scaled(Flowable):
    """A laid table drawn smaller; it breaks between its rows like the table itself."""

    def __init__(self, inner: Flowable, scale: float) -> None:
        super().__init__()
        self._inner, self.scale = inner, scale
        self.spaceAfter = inner.getSpaceAfter()

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        wide, high = self._inner.wrap(available_width / self.scale, available_height / self.scale)
        return wide * self.scale, high * self.scale

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        parts = self._inner.split(available_width / self.scale, available_height / self.scale)
        return [Scaled(part, self.scale) for part in parts]

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.saveState()
        canvas.scale(self.scale, self.scale)
        self._inner.drawOn(canvas, 0, 0)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Widths:
    """What the columns of a table ask for in points: ``least`` unbroken, ``wanted`` to be read with ease."""

    least: Sequence[float]
    wanted: Sequence[float]
    natural: Sequence[float]


@dataclass(frozen=True)
class Sheeted:
    """A table being set: made once, laid out for a width and in as many parts as it needs."""

    table: PrintTable
    ink: Ink
    reference: ReferencePack

    def widths(self) -> Widths:
        """Measure the columns."""
        every = range(len(self.table.columns))
        least = self._grid(every, 0).least()
        least = [max(points, _MARK) if self._has_marks(number) else points for number, points in enumerate(least)]
        natural = [self._natural(number, least[number]) for number in every]
        wanted = []
        for number, column in enumerate(self.table.columns):
            comfort = least[number] if column.kind in RIGHT else _NAME if column.kind == "name" else _WORDS
            wanted.append(max(least[number], min(natural[number], comfort)))
        return Widths(least, wanted, natural)

    def _has_marks(self, number: int) -> bool:
        return any(line.cells[number].mark for line in self.table.lines)

    def _natural(self, number: int, least: float) -> float:
        if self._has_marks(number):
            return least
        look = cell_style(bold=self.table.columns[number].kind == "name")
        words = (line.cells[number].text[:_LETTERS] for line in self.table.lines)
        longest = (_longest(text, look) + indent for text, indent in zip(words, self._indents(number), strict=True))
        return max(least, min(max(longest, default=0.0) + 2 * PAD + 0.5, _NATURAL))

    def _indents(self, number: int) -> list[float]:
        steps = self.table.columns[number].kind == "name"
        return [_STEP * line.level if steps else 0.0 for line in self.table.lines]

    def flowables(self, width: float, *, fit: bool) -> list[Flowable]:
        """The table in a width of points; its parts follow one another where not all columns fit side by side."""
        asked = self.widths()
        scale = min(1.0, max(width / max(sum(asked.wanted), 1), LEAST_SCALE)) if fit else 1.0
        room = width / scale
        fits = sum(asked.wanted) <= room or (fit and sum(asked.least) <= room)
        parts = [list(range(len(asked.wanted)))] if fits else self._parts(asked.wanted, room)
        made: list[Flowable] = []
        for place, columns in enumerate(parts):
            if len(parts) > 1:
                own = [number for number in columns if number >= self._kept or place == 0]
                words = _("Kolom {first}–{last} dari {all}").format(
                    first=own[0] + 1, last=columns[-1] + 1, all=len(asked.wanted)
                )
                made.append(self.ink.paragraph(words, _part_style()))
            made += self._laid(self._grid(columns, room, asked), scale)
        return made

    @property
    def _kept(self) -> int:
        """How many first columns every part repeats: as far as the one that names the row."""
        kinds = [column.kind for column in self.table.columns[:3]]
        return kinds.index("name") + 1 if "name" in kinds else 1

    def _parts(self, wanted: Sequence[float], room: float) -> list[list[int]]:
        kept = list(range(self._kept))
        own = sum(wanted[number] for number in kept)
        if own > room * 0.6:  # what is repeated would leave no room for the rest
            kept, own = kept[:1], min(wanted[0], room * 0.4)
        rest = range(len(kept), len(wanted))
        parts = _filled(kept, own, rest, wanted, room)
        each = own + sum(wanted[number] for number in rest) / len(parts) + max(wanted[number] for number in rest) / 2
        even = _filled(kept, own, rest, wanted, min(room, each))
        return even if len(even) == len(parts) else parts

    def _laid(self, grid: Grid, scale: float) -> list[Flowable]:
        tables: list[LaidTable] = grid.flowables()
        if scale > 0.995:
            return [*tables]
        return [Scaled(table, scale) for table in tables]

    def _grid(self, columns: Sequence[int], width: float, asked: Widths | None = None) -> Grid:
        shown = []
        for number in columns:
            column = self.table.columns[number]
            align: Alignment = "right" if column.kind in RIGHT else "left"
            name, share = column.kind == "name", asked.natural[number] if asked else 1.0
            shown.append(Column(column.title, share, align, bold=name and not self._is_tree, steps=name))
        grid = Grid(self.ink, shown, width)
        group = ""
        for line in self.table.lines:
            if line.group and line.group != group:
                grid.band(line.group)
                group = line.group
            cells = [self._cell(number, line.cells[number]) for number in columns]
            grid.row(*cells, indent=_STEP * line.level, bold=line.strong)
        if self.table.total:
            grid.foot(*(self.table.total[number].text for number in columns))
        return grid

    @property
    def _is_tree(self) -> bool:
        return any(line.level for line in self.table.lines)

    def _cell(self, number: int, cell: PrintCell) -> Cell:
        if cell.mark is not None:
            return self._mark(cell.mark)
        unbroken = self.table.columns[number].kind in _UNBROKEN and len(cell.text) <= _SHORT
        return cell.text.replace(" ", NBSP) if unbroken else cell.text

    def _mark(self, mark: Mark) -> Cell:
        dimension = self.reference.dimension(mark.dimension)
        return mapping_mark(dimension, mark.strength, mark.count) if dimension is not None else str(mark.count)


def _filled(
    kept: list[int], own: float, rest: Sequence[int], wanted: Sequence[float], room: float
) -> list[list[int]]:  # fmt: skip
    """The rest of the columns in parts that fit the room beside those that each part repeats."""
    parts: list[list[int]] = []
    part, used = list(kept), own
    for number in rest:
        if used + wanted[number] > room and len(part) > len(kept):
            parts.append(part)
            part, used = list(kept), own
        part.append(number)
        used += wanted[number]
    return [*parts, part]


def _longest(text: str, look: ParagraphStyle) -> float:
    return max((fonts.width(line, look.fontName, look.fontSize) for line in text.split("\n")), default=0.0)


def _part_style() -> ParagraphStyle:
    return style("part", 8.5, 12, font=fonts.ITALIC, after=3)
