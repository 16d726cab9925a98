"""The cells of an HTML table at their places: those that reach down or across, those that are not shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from gmsc_desktop.exchange.gathering import SheetGathering
from gmsc_desktop.exchange.limits import MOST_COLUMN
from gmsc_desktop.exchange.sheets import Cell, fold


@dataclass
class Piece:
    """A cell as it is written: what it holds, how far it reaches, whether it is shown.

    ``indent``, ``fill`` and ``stored`` are told while its text is still read.
    """

    cell: Cell | None = None
    across: int = 1
    down: int = 1
    hidden: bool = False
    indent: int = 0
    fill: str = ""
    stored: str = ""


@dataclass
class Grid:
    """Rows of pieces; where they stand is found when all are there."""

    rows: list[list[Piece]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def row(self, *, hidden: bool = False) -> None:
        """Begin a row."""
        self.rows.append([])
        if hidden:
            self.hidden.add(len(self.rows) - 1)

    def add(self, piece: Piece) -> bool:
        """Put a piece at the end of the row; False where the row is too wide for any sheet."""
        if not self.rows:
            self.row()
        self.rows[-1].append(piece)
        return len(self.rows[-1]) <= MOST_COLUMN

    def width(self) -> int:
        """Columns of the widest of the first rows."""
        return max((sum(piece.across for piece in row) for row in self.rows[:20]), default=0)

    def texts(self) -> list[list[str]]:
        """The texts of each row."""
        return [[piece.cell.folded if piece.cell else "" for piece in row] for row in self.rows]

    def lines(self) -> list[str]:
        """The texts of each row in one line."""
        return [fold(" ".join(row)) for row in self.texts()]

    def put(self, sheet: SheetGathering, above: int) -> None:
        """Put all cells into a sheet below ``above`` rows.

        Columns that are hidden from top to bottom are kept and told as such; hidden cells among others of their column
        take no place, as on the page.
        """
        places, hidden = self._places(all_of_them=True)
        if any(piece.hidden for row in self.rows for piece in row):
            shown = {column for row in places for column, piece in row if not piece.hidden and piece.across == 1}
            if hidden & shown:
                places, hidden = self._places(all_of_them=False)
            sheet.hidden_columns |= hidden
        sheet.hidden_rows |= {above + number for number in self.hidden}
        for number, row in enumerate(places):
            for column, piece in row:
                if piece.cell is not None:
                    sheet.put(above + number, column, piece.cell)
                elif piece.fill:
                    sheet.paint(above + number, column, f"#{piece.fill}")
                down = min(piece.down, len(self.rows) - number)
                sheet.merge(above + number, column, above + number + down - 1, column + piece.across - 1)

    def _places(self, *, all_of_them: bool) -> tuple[list[list[tuple[int, Piece]]], set[int]]:
        """Each piece with its column, by row; the columns in which hidden pieces stand."""
        made: list[list[tuple[int, Piece]]] = []
        hidden: set[int] = set()
        held: dict[int, int] = {}  # columns that a cell of an earlier row reaches down into
        for row in self.rows:
            line: list[tuple[int, Piece]] = []
            column = 0
            reaching = {at: left - 1 for at, left in held.items() if left > 1}
            for piece in row:
                if piece.hidden and not all_of_them:
                    continue
                while column in held:
                    column += 1
                line.append((column, piece))
                if piece.hidden:
                    hidden.update(range(column, min(column + piece.across, MOST_COLUMN)))
                if piece.down > 1:
                    reaching.update((at, piece.down - 1) for at in range(column, column + piece.across))
                column += piece.across
            held = reaching
            made.append(line)
        return made, hidden
