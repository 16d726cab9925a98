"""The rows of a report: which initiative each is about, under which dimension, and what its cells say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gmsc_desktop.exchange.reported.years import Stated, stated_by
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Place, fold
from gmsc_desktop.exchange.tabular.dimensions import dimension_headed, dimension_in, dimension_within
from gmsc_desktop.exchange.tabular.figures import Tell
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.rows import held_by_merges, hidden_notices, is_noise, prose_in, title_in
from gmsc_desktop.exchange.tabular.vocabulary import is_total
from gmsc_desktop.models.intake.known import compared_title

_CODED = re.compile(r"^(?P<code>[A-Z]{1,3}[-. ]?[0-9]{1,3})(?:\s*[:.)–-]\s*|\s+)(?P<title>\S.*)$")
_LETTER = re.compile(r"[A-Za-z]")
_ENUMERATION = re.compile(r"[0-9]{1,3}[.)]?|[A-Za-z]{1,4}[.)]?")
_CARRIED = frozenset(("dimension", "agency", "year", "period"))


@dataclass(frozen=True)
class Row:
    """One row of a table: ``title`` and ``code`` are those of the row above where it goes on with the same initiative.

    ``continued`` says so; ``cells`` has what merged cells show in it.
    """

    table: Table
    number: int
    cells: dict[int, Cell]
    title: str
    code: str
    dimension: str
    continued: bool = False
    origins: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # of cells that stand elsewhere in the sheet
    key_of: int = -1  # the column that the row is about, where one row tells of several things
    stated: Stated | None = None  # the year that a row above it names, where it is another than the table's

    def place(self, column: Column | None = None) -> Place:
        """Of one of its cells; of the first without a column."""
        if self.origins:
            row, index = self.origins[column.index] if column else min(self.origins.values())
            return Place(self.table.name, row, index)
        return Place(self.table.name, self.number, column.index if column else min(self.cells, default=0))

    @property
    def key(self) -> str:
        """What names it among all rows of a book."""
        return f"{self.table.name}!{self.number}" + (f"!{self.key_of}" if self.key_of >= 0 else "")


@dataclass
class Rows:
    """The rows of one table, totals apart, and what is to be told about them."""

    table: Table
    rows: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def text(self, row: Row, *meanings: str) -> str:
        """What the columns of these meanings say, a line each."""
        found = [self.prose(row, column) for column in self.table.layout.of(*meanings)]
        return "\n".join(dict.fromkeys(text for text in found if text))

    def prose(self, row: Row, column: Column) -> str:
        """The text of one cell."""
        return prose_in(row.cells.get(column.index), row.place(column), self.notices.append)


def rows_of(table: Table) -> Rows:
    """Read the rows below a heading."""
    return _Reading(table).read()


class _Reading:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._sheet = table.header.sheet
        self._made = Rows(table, notices=list(hidden_notices(table.header, table.layout, table.last)))
        self._merged = held_by_merges(self._sheet, table.header.first, table.last)
        self._dimension = dimension_within(table.name)
        self._title = self._code = ""
        self._row_dimension = ""
        self._stated: Stated | None = None

    def read(self) -> Rows:
        for number in [row for row in self._sheet.rows if self._table.header.first <= row <= self._table.last]:
            if not is_noise(self._table.header, number):
                self._row(number)
        return self._made

    def _row(self, number: int) -> None:
        own = {column: cell for column, cell in self._sheet.row(number).items() if fold(cell.text)}
        if not own:
            return
        texts = [fold(cell.text) for cell in own.values()]
        if heading := self._heading([text for text in texts if _LETTER.search(text)]):
            self._dimension, self._row_dimension, self._title, self._code = heading, "", "", ""
            return
        if len(set(texts)) == 1 and (stated := stated_by(texts[0])):
            self._stated, self._title, self._code = stated, "", ""
            return
        cells = self._seen(number, own)
        if self._is_total(own):
            self._made.totals.append(Row(self._table, number, cells, "", "", "", stated=self._stated))
            self._title = self._code = ""
            return
        title, code = named_in(self._table, number, own, self._made.notices.append)
        continued = not title and not code
        if not continued:
            self._title, self._code, self._row_dimension = title, code, ""
        if column := self._table.layout.first("dimension"):
            told = fold(cells[column.index].text) if column.index in cells else ""
            self._row_dimension = dimension_in(told) or dimension_within(told) or self._row_dimension
        if self._title or self._code:
            dimension = self._row_dimension or self._dimension
            self._made.rows.append(
                Row(self._table, number, cells, self._title, self._code, dimension, continued, stated=self._stated)
            )

    def _is_total(self, own: Mapping[int, Cell]) -> bool:
        """Whether a row is what others come to: its name says so, or where it has none one of its first texts."""
        names = [own[column.index] for column in self._table.layout.of("initiative") if column.index in own]
        return any(is_total(cell.text) for cell in names or list(own.values())[:2])

    def _heading(self, texts: list[str]) -> str:
        """The dimension that a row names which says nothing else: "A | SMART GOVERNANCE"."""
        telling = [text for text in texts if not _ENUMERATION.fullmatch(text) or dimension_in(text)]
        return dimension_headed(telling[0]) if len(set(telling)) == 1 and len(texts) <= 3 else ""

    def _seen(self, number: int, own: dict[int, Cell]) -> dict[int, Cell]:
        """The cells with what is merged down into the row, but for figures: those stand once."""
        cells = dict(own)
        for column in self._table.layout.columns:
            if column.meaning in _CARRIED and column.index not in cells:
                origin = self._merged.get((number, column.index))
                held = self._sheet.cell(*origin) if origin else None
                if held is not None:
                    cells[column.index] = held
        return cells


def named_in(table: Table, number: int, own: Mapping[int, Cell], tell: Tell) -> tuple[str, str]:
    """The title and the code that a row says itself, the code also where it stands before the title."""
    place = Place(table.name, number, 0)
    titles = [title_in(own.get(column.index), place, tell) for column in table.layout.of("initiative")]
    title = next((text for text in titles if compared_title(text)), "")
    codes = [fold(own[column.index].text) for column in table.layout.of("code") if column.index in own]
    code = codes[0] if codes else ""
    if not code and (coded := _CODED.match(title)):
        code, title = coded["code"], coded["title"]
    return title, code
