"""Tables of the book: repeated headings, hairlines, bands and totals; a row too tall for a page is cut beforehand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, TableStyle

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.styles import Alignment, cell_style, colour

Cell = str | Flowable | list[Flowable]
PAD = 4.0
TALLEST = 260.0  # points of one row: a taller one is cut between lines and goes on in the next row
_INFINITE = 1e6
_WIDEST_WORD = 84.0  # points that a word of running text can claim for its column; figures claim what they need
_SPANNING = frozenset({"band", "line"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, how its cells are set."""

    label: str
    share: float
    align: Alignment = "left"
    bold: bool = False
    muted: bool = False


@dataclass(slots=True)
class _Row:
    cells: list[Cell]
    kind: str  # head | row | band | line | foot


@dataclass(slots=True)
class _Laid:
    cells: list[list[Flowable]]
    height: float
    kind: str
    closed: bool = True  # ends a row: a hairline stands below


@dataclass
class Grid:
    """One table being filled, ``width`` points wide; ``heads`` replace the columns' labels.

    Figures are never broken: their columns take the width they need, and where that is too much the whole table is
    set small.
    """

    ink: Ink
    columns: Sequence[Column]
    width: float
    heads: Sequence[Cell] | None = None
    plain: bool = False  # without lines, and closer: facts beside their labels
    _rows: list[_Row] = field(default_factory=list)
    _done: list[_Laid] = field(default_factory=list)
    _widths: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, *cells: Cell) -> None:
        """A row; a text is set by its column, flowables are taken as they are."""
        self._rows.append(_Row([*cells, *[""] * (len(self.columns) - len(cells))], "row"))

    def foot(self, *cells: Cell) -> None:
        """A row of totals."""
        self._rows.append(_Row([*cells, *[""] * (len(self.columns) - len(cells))], "foot"))

    def band(self, cell: Cell) -> None:
        """A heading over the whole width, kept with the row that follows."""
        self._rows.append(_Row([cell], "band"))

    def line(self, cell: Cell) -> None:
        """A line over the whole width without a ground, kept with the row that follows."""
        self._rows.append(_Row([cell], "line"))

    @property
    def lead(self) -> float:
        """Points of the heading and the first row: what must stand together at the foot of a page."""
        rows = self._layout()
        count = next((n for n, row in enumerate(rows) if row.kind in {"row", "foot"}), len(rows) - 1)
        return sum(row.height + 2 * self._pad for row in rows[: count + 1])

    def flowables(self) -> list[Flowable]:
        """The table; nothing when it has no rows."""
        if not self._rows:
            return []
        rows = self._layout()
        heights = [row.height + 2 * self._pad for row in rows]
        values = [[cell or "" for cell in row.cells] for row in rows]
        headed = int(rows[0].kind == "head")
        table = LongTable(values, self._widths, heights, repeatRows=headed, hAlign="LEFT", spaceAfter=10)
        table.setStyle(TableStyle(_padding(self._pad)))
        if not self.plain:
            table.setStyle(TableStyle(_commands(rows)))
        return [table]

    # -- layout ------------------------------------------------------------------------------------------------------

    @property
    def _pad(self) -> float:
        return 2.2 if self.plain else PAD

    def _layout(self) -> list[_Laid]:
        if not self._done:
            rows = [*self._head(), *self._rows]
            least = self._least(rows, small=False)
            small = sum(least) > self.width
            if small:
                least = self._least(rows, small=True)
            self._widths = shared([column.share for column in self.columns], least, self.width)
            for row in rows:
                self._set(row, small)
        return self._done

    def _head(self) -> list[_Row]:
        if self.heads is not None:
            return [_Row(list(self.heads), "head")]
        labels = [column.label for column in self.columns]
        return [_Row([*labels], "head")] if any(labels) else []

    def _least(self, rows: list[_Row], *, small: bool) -> list[float]:
        """Points that each column needs so that no figure and no ordinary word is broken."""
        least = [0.0] * len(self.columns)
        for row in rows:
            for number, cell in enumerate(row.cells if row.kind not in _SPANNING else ()):
                if isinstance(cell, str) and cell:
                    look = self._look(number, row.kind, small=small)
                    words = re.split(r"[ \n/]", cell[:400])
                    widest = max(fonts.width(word, look.fontName, look.fontSize) for word in words)
                    limit = _INFINITE if _is_figure(cell) else _WIDEST_WORD
                    least[number] = max(least[number], min(widest, limit) + 2 * PAD + 0.5)
        return least

    def _look(self, number: int, kind: str, *, small: bool) -> ParagraphStyle:
        column = self.columns[number]
        bold = column.bold or kind in {"head", "foot"}
        return cell_style(column.align, bold=bold, muted=column.muted or kind == "head", small=small)

    def _set(self, row: _Row, small: bool) -> None:
        if row.kind in _SPANNING:
            bold = cell_style(bold=row.kind == "band", small=small)
            made = self.ink.cell(row.cells[0], bold) if isinstance(row.cells[0], str) else _listed(row.cells[0])
            empty: list[list[Flowable]] = [[] for _column in self.columns[1:]]
            self._add([made, *empty], row.kind, [sum(self._widths), *self._widths[1:]])
            return
        cells = [
            self.ink.cell(cell, self._look(number, row.kind, small=small), self._widths[number] - 2 * PAD)
            if isinstance(cell, str)
            else _listed(cell)
            for number, cell in enumerate(row.cells)
        ]
        self._add(cells, row.kind, self._widths)

    def _add(self, cells: list[list[Flowable]], kind: str, widths: list[float]) -> None:
        """A row as one laid row, or as several where a cell is taller than a row may be."""
        columns = [_slices(cell, wide - 2 * PAD) for cell, wide in zip(cells, widths, strict=True)]
        steps = max(map(len, columns))
        for step in range(steps):
            parts = [column[step] if step < len(column) else _NOTHING for column in columns]
            height = max(part.height for part in parts)
            self._done.append(_Laid([part.flowables for part in parts], height, kind, closed=step + 1 == steps))


def shared(shares: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """``width`` given out by shares, none less than its least; where even the least do not fit they shrink alike."""
    if sum(least) >= width:
        return [points * width / sum(least) for points in least]
    fixed: dict[int, float] = {}
    while True:
        free = [n for n in range(len(shares)) if n not in fixed]
        room, parts = width - sum(fixed.values()), sum(shares[n] for n in free)
        short = {n: least[n] for n in free if shares[n] * room / parts < least[n]}
        if not short:
            return [fixed[n] if n in fixed else shares[n] * room / parts for n in range(len(shares))]
        fixed |= short


def _is_figure(text: str) -> bool:
    return any(letter.isdecimal() for letter in text) and not any(letter.isalpha() for letter in text)


Command = tuple[str, tuple[int, int], tuple[int, int], *tuple[object, ...]]


def _padding(high: float) -> list[Command]:
    whole = ((0, 0), (-1, -1))
    sides = (("LEFTPADDING", PAD), ("RIGHTPADDING", PAD), ("TOPPADDING", high), ("BOTTOMPADDING", high))
    fixed: list[Command] = [("FONT", *whole, fonts.REGULAR, 8.5), ("VALIGN", *whole, "TOP")]
    return [*fixed, *((side, *whole, points) for side, points in sides)]


def _commands(rows: list[_Laid]) -> list[Command]:
    line, edge = colour(palette.BORDER), colour(palette.MUTED)
    commands: list[Command] = [("LINEBELOW", (0, -1), (-1, -1), 0.8, edge), *_kept(rows)]
    for n, row in enumerate(rows):
        first, last = (0, n), (-1, n)
        if row.kind in {"head", "band"}:
            commands.append(("BACKGROUND", first, last, colour(palette.GROUND)))
        if row.kind == "head":
            commands.append(("VALIGN", first, last, "BOTTOM"))
            commands += [("LINEABOVE", first, last, 0.8, edge), ("LINEBELOW", first, last, 0.8, edge)]
        elif row.kind == "foot":
            commands.append(("LINEABOVE", first, last, 0.8, edge))
        elif row.kind in _SPANNING:
            commands.append(("SPAN", first, last))
        if n + 1 < len(rows) and row.closed and row.kind not in {"head", "foot"}:
            commands.append(("LINEBELOW", first, last, 0.5, line))
    return commands


def _kept(rows: list[_Laid]) -> list[Command]:
    """Bands stay with what they stand over, totals with the last row, as long as that is less than half a page."""
    commands: list[Command] = []
    begun, high = 0, 0.0
    for n, row in enumerate(rows):
        tied = n > 0 and (rows[n - 1].kind in _SPANNING or row.kind == "foot")
        if not tied or high + row.height > TALLEST:
            begun, high = n, 0.0
        high += row.height + 2 * PAD
        if begun < n:
            commands.append(("NOSPLIT", (0, begun), (-1, n)))
    return commands


def _listed(cell: Flowable | list[Flowable]) -> list[Flowable]:
    return list(cell) if isinstance(cell, list) else [cell]


@dataclass(frozen=True, slots=True)
class _Slice:
    """A part of a cell that is no taller than a row may be."""

    flowables: list[Flowable]
    height: float


_NOTHING = _Slice([], 0)


def _slices(cell: list[Flowable], width: float) -> list[_Slice]:
    """A cell cut between lines wherever it grows taller than ``TALLEST``; what cannot be cut stays whole."""
    made: list[_Slice] = []
    held: list[Flowable] = []
    high = 0.0
    waiting = cell[::-1]
    while waiting:
        flowable = waiting.pop()
        tall = flowable.wrap(width, _INFINITE)[1]
        gap = max(flowable.getSpaceBefore(), held[-1].getSpaceAfter()) if held else 0
        if high + gap + tall <= TALLEST:
            held.append(flowable)
            high += gap + tall
            continue
        parts = flowable.split(width, TALLEST - high - gap)
        if len(parts) == 2:
            waiting.append(parts[1])
            held.append(parts[0])
            high += gap + parts[0].wrap(width, _INFINITE)[1]
        elif held:
            waiting.append(flowable)
        else:
            held, high = [flowable], tall
        made.append(_Slice(held, high))
        held, high = [], 0.0
    return [*made, _Slice(held, high)] if held or not made else made
