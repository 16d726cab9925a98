"""What a row says of money: its sums by year and source, and what it prints as their total."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from gmsc_desktop.exchange.initiatives.headings import Heading
from gmsc_desktop.exchange.initiatives.spans import span_in
from gmsc_desktop.exchange.initiatives.tree import UNDATED, Entry
from gmsc_desktop.exchange.initiatives.words import is_no_tick, value_of, value_within
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Place, fold
from gmsc_desktop.exchange.tabular.figures import Tell, money_in
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.sums import Money
from gmsc_desktop.text import _
from gmsc_desktop.values import MAX_AMOUNT

_SOURCES = re.compile(r"[\r\n,;/&+]|\bdan\b|\bserta\b")
MIXED = "lainnya"  # of a sum that comes from several sources, which the table does not part


class AmountReader:
    """Reads the columns of money of one table."""

    def __init__(
        self, table: Table, merged: Mapping[tuple[int, int], tuple[int, int]], tell: Tell, *,
        year_of: Callable[[int], int | None], scale: Decimal,
    ) -> None:  # fmt: skip
        self._sheet = table.header.sheet
        self._layout = table.layout
        self._merged = merged
        self._tell = tell
        self._year_of = year_of
        self._scale = scale

    def _held(self, number: int, column: Column) -> Cell | None:
        return self._sheet.cell(*self._merged.get((number, column.index), (number, column.index)))

    def _place(self, number: int, column: Column) -> Place:
        return Place(self._sheet.name, number, column.index)

    def _doubt(self, kind: str, number: int, column: Column, sentence: str, text: str) -> None:
        place = self._place(number, column)
        told = sentence.format(cell=place.cell, text=fold(text)[:80])
        self._tell(Notice(kind, told, place, doubt=True))

    def money(self, number: int) -> Money:
        """The amounts of a row by year, as a row of totals has them."""
        found: Money = {}
        for (year, _source), amount in self._cells(number, "").items():
            found[year] = found.get(year, Decimal(0)) + amount
        return found

    def _cells(self, number: int, source: str) -> dict[tuple[int, str], Decimal]:
        found: dict[tuple[int, str], Decimal] = {}
        for column in self._layout.of("money"):
            cell = self._sheet.cell(number, column.index)
            amount = money_in(cell, self._place(number, column), self._scale, self._tell)
            if amount is None:
                continue
            if abs(amount) > MAX_AMOUNT:
                sentence = _("Jumlah uang di sel {cell} terlalu besar, sehingga tidak diambil.")
                self._doubt("amount", number, column, sentence, "")
                continue
            year = column.year or self._year_of(column.ordinal or 0) or UNDATED
            key = (year, column.levels[0] if column.levels else source)
            found[key] = found.get(key, Decimal(0)) + amount
        return found

    def read(self, number: int, entry: Entry, where: Heading) -> None:
        """Add the sums of a row to its initiative."""
        source = self._source(number, entry, self._layout.of("funding"))
        found = self._cells(number, source)
        for year in {column.year for column in self._layout.of("funding") if column.year}:
            own = self._source(number, entry, [one for one in self._layout.of("funding") if one.year == year])
            found = {
                (told, own if told == year and key == source else key): sum_ for (told, key), sum_ in found.items()
            }
        year = self.year_of_row(number) or where.year
        if year and found and all(told == UNDATED for told, _source in found):
            found = {(year, key): amount for (_year, key), amount in found.items()}
        if any(found.values()):
            entry.row_amounts.append(found)
        for key, amount in found.items():
            entry.amounts[key] = entry.amounts.get(key, Decimal(0)) + amount
        for column in self._layout.of("total_money"):
            printed = money_in(
                self._sheet.cell(number, column.index), self._place(number, column), self._scale, self._tell
            )
            if printed is not None:
                entry.printed = (entry.printed or Decimal(0)) + printed

    def year_of_row(self, number: int) -> int:
        """The one year that a row names in its own column, as tables have it with a row for each year; 0 for none."""
        cells = [self._held(number, column) for column in self._layout.of("years")]
        years = {year for cell in cells for year in span_in(cell).resolved(self._year_of).years}
        return years.pop() if len(years) == 1 else 0

    def _source(self, number: int, entry: Entry, columns: list[Column]) -> str:
        """The source of a row's money: the one code that is named, several as a mixed one, "" where none is."""
        texts = []
        if len({column.year for column in columns}) > 1:  # each year has its own
            columns = [column for column in columns if not column.year]
        for column in columns:
            cell = self._held(number, column)
            if cell is None or is_no_tick(cell):
                continue
            texts.append(column.levels[0] if column.levels else fold(cell.text))
        if not texts:
            return next(iter(entry.sources), "")
        told = ", ".join(texts)
        parts = [part for text in texts for part in ([text] if value_of("funding", text) else _SOURCES.split(text))]
        codes = {value_of("funding", part) or value_within("funding", part) for part in parts if part.strip()}
        known = len(codes) == 1 and "" not in codes
        code = codes.pop() if known else MIXED
        if not known and entry.sources.get(MIXED) != told:
            column = columns[0]
            sentence = _("Sumber dana “{text}” di sel {cell} bukan satu sumber yang dikenal; dicatat sebagai lainnya.")
            self._doubt("funding", number, column, sentence, told)
        entry.sources.setdefault(code, told)
        return code
