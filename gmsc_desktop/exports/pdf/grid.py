"""Tables of the book: repeated headings, hairlines, bands and totals; a row too tall for a page is cut beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.platypus import Flowable, LongTable, TableStyle

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.styles import Alignment, cell_style, colour

Cell = str | Flowable | list[Flowable]
PAD = 4.0
TALLEST = 260.0  # points of one row: a taller one is cut between lines and goes on in the next row
_INFINITE = 1e6


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, how its cells are set."""

    label: str
    share: float
    align: Alignment = "left"
    bold: bool = False
    muted: bool = False
    small: bool = False


@dataclass(slots=True)
class _Row:
    cells: list[list[Flowable]]
    height: float
    kind: str = "row"  # head | row | band | line | foot
    closed: bool = True  # ends a logical row: a hairline stands below


@dataclass
class Grid:
    """One table being filled. ``width`` in points is shared among the columns; ``heads`` replace the labels."""

    ink: Ink
    columns: Sequence[Column]
    width: float = 0
    heads: Sequence[list[Flowable]] | None = None
    plain: bool = False  # without lines, and closer: facts beside their labels
    _rows: list[_Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        shares = sum(column.share for column in self.columns)
        self.pad = 2.2 if self.plain else PAD
        self.widths = [column.share * (self.width / shares if self.width else 1) for column in self.columns]

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, *cells: Cell) -> None:
        """A row; a text is set by its column, flowables are taken as they are."""
        self._add([self._cell(cell, number) for number, cell in enumerate(cells)], "row")

    def foot(self, *cells: Cell) -> None:
        """A row of totals."""
        self._add([self._cell(cell, number, bold=True) for number, cell in enumerate(cells)], "foot")

    def band(self, cell: Cell) -> None:
        """A heading over the whole width, kept with the row that follows."""
        made = self.ink.cell(cell, cell_style(bold=True)) if isinstance(cell, str) else _listed(cell)
        height = _height(made, sum(self.widths) - 2 * PAD)
        self._rows.append(_Row([made, *([] for _ in self.columns[1:])], height, "band"))

    def line(self, cell: Cell) -> None:
        """A line over the whole width without a ground, kept with the row that follows."""
        made = self.ink.cell(cell, cell_style()) if isinstance(cell, str) else _listed(cell)
        height = _height(made, sum(self.widths) - 2 * PAD)
        self._rows.append(_Row([made, *([] for _ in self.columns[1:])], height, "line"))

    def _cell(self, cell: Cell, number: int, *, bold: bool = False) -> list[Flowable]:
        if not isinstance(cell, str):
            return _listed(cell)
        column = self.columns[number]
        style = cell_style(column.align, bold=bold or column.bold, muted=column.muted, small=column.small)
        return self.ink.cell(cell, style, self.widths[number] - 2 * PAD)

    def _add(self, cells: list[list[Flowable]], kind: str) -> None:
        cells += [[] for _ in range(len(self.columns) - len(cells))]
        rest = cells
        while True:
            height = max(_height(cell, w - 2 * PAD) for cell, w in zip(rest, self.widths, strict=True))
            if height <= TALLEST:
                self._rows.append(_Row(rest, height, kind))
                return
            cut = [_cut(cell, w - 2 * PAD) for cell, w in zip(rest, self.widths, strict=True)]
            first = [head for head, _tail in cut]
            height = max(_height(cell, w - 2 * PAD) for cell, w in zip(first, self.widths, strict=True))
            self._rows.append(_Row(first, height, kind, closed=False))
            rest = [tail for _head, tail in cut]

    def _headed(self) -> list[_Row]:
        if self.heads is None and not any(column.label for column in self.columns):
            return self._rows
        heads = self.heads or [
            self.ink.cell(column.label, cell_style(column.align, bold=True, muted=True, small=column.small))
            for column in self.columns
        ]
        height = max(_height(list(cell), w - 2 * PAD) for cell, w in zip(heads, self.widths, strict=True))
        return [_Row([list(cell) for cell in heads], height, "head"), *self._rows]

    @property
    def lead(self) -> float:
        """Points of the heading and the first row: what must stand together at the foot of a page."""
        rows = self._headed()
        count = next((n for n, row in enumerate(rows) if row.kind in {"row", "foot"}), len(rows) - 1)
        return sum(row.height + 2 * self.pad for row in rows[: count + 1])

    def flowables(self) -> list[Flowable]:
        """The table; nothing when it has no rows."""
        if not self._rows:
            return []
        rows = self._headed()
        heights = [row.height + 2 * self.pad for row in rows]
        values = [[cell or "" for cell in row.cells] for row in rows]
        headed = int(rows[0].kind == "head")
        table = LongTable(values, self.widths, heights, repeatRows=headed, hAlign="LEFT", spaceAfter=10)
        table.setStyle(TableStyle(_padding(self.pad)))
        if not self.plain:
            table.setStyle(TableStyle(_commands(rows)))
        return [table]


Command = tuple[str, tuple[int, int], tuple[int, int], *tuple[object, ...]]


def _padding(high: float) -> list[Command]:
    whole = ((0, 0), (-1, -1))
    sides = (("LEFTPADDING", PAD), ("RIGHTPADDING", PAD), ("TOPPADDING", high), ("BOTTOMPADDING", high))
    fixed: list[Command] = [("FONT", *whole, fonts.REGULAR, 8.5), ("VALIGN", *whole, "TOP")]
    return [*fixed, *((side, *whole, points) for side, points in sides)]


def _commands(rows: list[_Row]) -> list[Command]:
    line, edge = colour(palette.BORDER), colour(palette.MUTED)
    commands: list[Command] = [("LINEBELOW", (0, -1), (-1, -1), 0.8, edge)]
    for n, row in enumerate(rows):
        first, last = (0, n), (-1, n)
        if row.kind == "head":
            commands += [("BACKGROUND", first, last, colour(palette.GROUND)), ("VALIGN", first, last, "BOTTOM")]
            commands += [("LINEABOVE", first, last, 0.8, edge), ("LINEBELOW", first, last, 0.8, edge)]
        elif row.kind == "band":
            commands += [("BACKGROUND", first, last, colour(palette.GROUND))]
        elif row.kind == "foot":
            commands.append(("LINEABOVE", first, last, 0.8, edge))
        if row.kind in {"band", "line"}:
            commands.append(("SPAN", first, last))
            if n + 1 < len(rows):
                commands.append(("NOSPLIT", first, (-1, n + 1)))
        if row.closed and row.kind in {"row", "band", "line"} and n + 1 < len(rows):
            commands.append(("LINEBELOW", first, last, 0.5, line))
    return commands


def _listed(cell: Flowable | list[Flowable]) -> list[Flowable]:
    return list(cell) if isinstance(cell, list) else [cell]


def _height(cell: list[Flowable], width: float) -> float:
    total = 0.0
    for number, flowable in enumerate(cell):
        total += flowable.wrap(width, _INFINITE)[1]
        if number:
            total += max(flowable.getSpaceBefore(), cell[number - 1].getSpaceAfter())
    return total


def _cut(cell: list[Flowable], width: float) -> tuple[list[Flowable], list[Flowable]]:
    """A cell's beginning of at most ``TALLEST`` points, and the rest; what cannot be cut moves whole."""
    for number in range(len(cell) + 1):
        if number == len(cell) or _height(cell[: number + 1], width) > TALLEST:
            break
    room = TALLEST - _height(cell[:number], width)
    parts = cell[number].split(width, room) if number < len(cell) else []
    if len(parts) == 2:
        return [*cell[:number], parts[0]], [parts[1], *cell[number + 1 :]]
    whole = max(number, 1)
    return cell[:whole], cell[whole:]
