"""Cells as a reader finds them, gathered into a book within the limits; what had to be left out is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gmsc_desktop.exchange import limits
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.sheets import Book, Cell, Range, Sheet, cell_name, with_whole_words
from gmsc_desktop.text import _


@dataclass
class SheetGathering:
    """One sheet while it is read."""

    book: Gathering
    name: str
    hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Keep a cell; a blank text is none."""
        if not cell.text.strip():
            if cell.text:
                return
            if cell.kind not in {"f", "e"}:
                return
        if row >= limits.MOST_ROW or column >= limits.MOST_COLUMN or row < 0 or column < 0:
            raise FileRefused("broken", name=self.book.name)
        self.book.count(cell)
        if len(cell.text) > limits.MOST_CELL_LETTERS:
            cell = replace(cell, text=cell.text[: limits.MOST_CELL_LETTERS])
            self.book.tell(
                _("Teks di sel {cell} lembar “{sheet}” terlalu panjang; yang diambil {count} huruf pertama.").format(
                    cell=cell_name(row, column), sheet=self.name, count=limits.MOST_CELL_LETTERS
                )
            )
        whole = with_whole_words(cell.text)
        self.rows.setdefault(row, {})[column] = cell if whole == cell.text else replace(cell, text=whole)

    def paint(self, row: int, column: int, look: str) -> None:
        """Remember the colour of an empty cell; ``look`` as ``Cell.look``."""
        colour = "".join(look.partition("#")[1:])
        if colour and 0 <= row < limits.MOST_ROW and 0 <= column < limits.MOST_COLUMN and self.book.count_fill():
            self.fills[row, column] = colour

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Remember a merged range of more than one cell."""
        if (top, left) != (bottom, right) and 0 <= top <= bottom < limits.MOST_ROW and 0 <= left <= right:
            self.book.count_range()
            self.merged.append(Range(top, left, bottom, min(right, limits.MOST_COLUMN)))

    def sheet(self) -> Sheet:
        """What was gathered; what merged ranges cover beside their upper left cell is dropped as the sheet hides it."""
        return Sheet(
            self.name,
            dict(sorted(self.rows.items())),
            tuple(self.merged),
            frozenset(self.hidden_rows & self.rows.keys()),
            frozenset(self.hidden_columns & {column for row in self.rows.values() for column in row}),
            self.hidden,
            {place: colour for place, colour in self.fills.items() if place[0] in self.rows},
        )


class Gathering:
    """A book while it is read; ``only`` is the one sheet that is wanted, "" for all."""

    def __init__(self, name: str, form: str, only: str = "") -> None:
        self.name = name
        self.form = form
        self.only = only
        self._sheets: list[SheetGathering] = []
        self._names: list[str] = []
        self._notices: list[str] = []
        self._cells = self._letters = self._ranges = self._fills = 0
        self._texts: set[str] = set()

    def sheet(self, name: str, *, hidden: bool = False) -> SheetGathering | None:
        """Begin a sheet; None where another one is wanted."""
        if len(self._names) >= limits.MOST_SHEETS:
            raise FileRefused("unsafe", name=self.name)
        self._names.append(name)
        if self.only and self.only.casefold() != name.casefold():
            return None
        made = SheetGathering(self, name, hidden)
        self._sheets.append(made)
        return made

    def count(self, cell: Cell) -> None:
        """Count a cell and its letters against the limits."""
        self._cells += 1
        if self._cells > limits.MOST_CELLS:
            raise FileRefused("many-cells", name=self.name, limit=f"{limits.MOST_CELLS:,}".replace(",", "."))
        if cell.text not in self._texts:
            self._texts.add(cell.text)
            self._letters += len(cell.text)
            if self._letters > limits.MOST_LETTERS:
                raise FileRefused("many-letters", name=self.name)

    def count_range(self) -> None:
        """Count a merged range against the limits."""
        self._ranges += 1
        if self._ranges > limits.MOST_RANGES:
            raise FileRefused("unsafe", name=self.name)

    def count_fill(self) -> bool:
        """Count a coloured cell; whether it is still within the limit."""
        self._fills += 1
        return self._fills <= limits.MOST_FILLS

    def tell(self, sentence: str) -> None:
        """Tell what was left out, each sentence once, a few of them at most."""
        if sentence not in self._notices and len(self._notices) < 50:
            self._notices.append(sentence)

    def book(self) -> Book:
        """The book. Raises ``FileRefused`` where the wanted sheet is not there."""
        if self.only and not self._sheets:
            raise FileRefused("no-sheet", name=self.name, sheet=self.only, sheets=", ".join(self._names[:20]) or "–")
        return Book(self.name, self.form, tuple(one.sheet() for one in self._sheets), tuple(self._notices))
