"""Tables of the book being filled: how wide each column is, how each cell is set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from gmsc_desktop.exports import fonts
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.laid import NOTHING, PAD, SPANNING, LaidTable, Row, slices
from gmsc_desktop.exports.pdf.styles import Alignment, cell_style

Cell = str | Flowable | list[Flowable]
_INFINITE = 1e6
_WIDEST_WORD = 84.0  # points that a word of running text can claim for its column; figures claim what they need


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, how its cells are set."""

    label: str
    share: float
    align: Alignment = "left"
    bold: bool = False
    muted: bool = False
    steps: bool = False  # the column that a row's indent moves


@dataclass(slots=True)
class _Told:
    """A row as it was told, not yet laid out."""

    cells: list[Cell]
    kind: str
    indent: float = 0
    bold: bool = False


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
    _rows: list[_Told] = field(default_factory=list)
    _done: list[Row] = field(default_factory=list)
    _widths: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, *cells: Cell, indent: float = 0, bold: bool = False) -> None:
        """A row; a text is set by its column, flowables are taken as they are. ``indent`` is in points."""
        self._rows.append(_Told([*cells, *[""] * (len(self.columns) - len(cells))], "row", indent, bold))

    def foot(self, *cells: Cell) -> None:
        """A row of totals."""
        self._rows.append(_Told([*cells, *[""] * (len(self.columns) - len(cells))], "foot"))

    def band(self, cell: Cell) -> None:
        """A heading over the whole width, kept with the row that follows."""
        self._rows.append(_Told([cell], "band"))

    def line(self, cell: Cell) -> None:
        """A line over the whole width without a ground, kept with the row that follows."""
        self._rows.append(_Told([cell], "line"))

    def flowables(self) -> list[LaidTable]:
        """The table; nothing when it has no rows."""
        if not self._rows:
            return []
        rows = self._layout()
        return [LaidTable(rows, self._widths, 2.2 if self.plain else PAD, lines=not self.plain)]

    # -- layout ------------------------------------------------------------------------------------------------------

    def _layout(self) -> list[Row]:
        if not self._done:
            rows = [*self._head(), *self._rows]
            least = self.least()
            small = sum(least) > self.width
            if small:
                least = self.least(small=True)
            self._widths = shared([column.share for column in self.columns], least, self.width)
            for row in rows:
                self._set(row, small)
        return self._done

    def _head(self) -> list[_Told]:
        if self.heads is not None:
            return [_Told(list(self.heads), "head")]
        labels = [column.label for column in self.columns]
        return [_Told([*labels], "head")] if any(labels) else []

    def least(self, *, small: bool = False) -> list[float]:
        """Points that each column needs so that no figure and no ordinary word is broken."""
        least = [0.0] * len(self.columns)
        for row in (*self._head(), *self._rows):
            for number, cell in enumerate(row.cells if row.kind not in SPANNING else ()):
                if isinstance(cell, str) and cell:
                    look = self._look(number, row, small=small)
                    words = re.split(r"[ \n/]", cell[:400])
                    widest = max(fonts.width(word, look.fontName, look.fontSize) for word in words)
                    limit = _INFINITE if _is_figure(cell) else _WIDEST_WORD
                    least[number] = max(least[number], min(widest, limit) + look.leftIndent + 2 * PAD + 0.5)
        return least

    def _look(self, number: int, row: _Told, *, small: bool) -> ParagraphStyle:
        column = self.columns[number]
        bold = column.bold or row.bold or row.kind in {"head", "foot"}
        muted, indent = column.muted or row.kind == "head", row.indent if column.steps else 0
        return cell_style(column.align, bold=bold, muted=muted, small=small, indent=indent)

    def _set(self, row: _Told, small: bool) -> None:
        if row.kind in SPANNING:
            bold = cell_style(bold=row.kind == "band", small=small)
            made = self.ink.cell(row.cells[0], bold) if isinstance(row.cells[0], str) else _listed(row.cells[0])
            self._add([made], row.kind, [sum(self._widths)])
            return
        cells = []
        for number, cell in enumerate(row.cells):
            if isinstance(cell, str):
                look = self._look(number, row, small=small)
                cells.append(self.ink.cell(cell, look, self._widths[number] - 2 * PAD - look.leftIndent))
            else:
                cells.append(_listed(cell))
        self._add(cells, row.kind, self._widths)

    def _add(self, cells: list[list[Flowable]], kind: str, widths: list[float]) -> None:
        """A row as one laid row, or as several where a cell is taller than a row may be."""
        columns = [slices(cell, wide - 2 * PAD) for cell, wide in zip(cells, widths, strict=True)]
        steps = max(map(len, columns))
        for step in range(steps):
            parts = tuple(column[step] if step < len(column) else NOTHING for column in columns)
            self._done.append(Row(parts, kind, closed=step + 1 == steps))


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


def _listed(cell: Flowable | list[Flowable]) -> list[Flowable]:
    return list(cell) if isinstance(cell, list) else [cell]
