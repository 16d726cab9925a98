"""In what unit each column of money counts, where the headings of a book do not say the same of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Kind, Place
from gmsc_desktop.exchange.tabular.figures import SCALES, money_in
from gmsc_desktop.exchange.tabular.importing import UNITS
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary, without_years, words
from gmsc_desktop.text import _

_LONGEST_HEADING = 200  # letters
_SMALLEST_USUAL = Decimal(1_000_000)  # half of all amounts below it, and they are hardly in Rupiah


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of money and the unit that its own heading, or the lines above its table, name."""

    table: Table
    column: Column
    unit: str
    text: str
    inherited: bool = False  # from lines above a table before


class Units:
    """The unit of every column of money of some tables; ``answer`` is what a person said, "" where nothing.

    An answer counts for the columns whose heading names it, and for all where none of them names any. A column whose
    heading names another unit keeps that one; one that names none while others do is in Rupiah, if its sums are large.
    """

    def __init__(self, tables: Sequence[Table], vocabulary: Vocabulary, money: Sequence[str], answer: str) -> None:
        self._answer = answer
        self._phrases = {
            unit: [f" {words(phrase)} " for phrase in listed] for unit, listed in vocabulary.raw["thousands"].items()
        }
        self._columns: list[_Column] = []
        above: tuple[str, str] = ("", "")
        for table in tables:
            lines = self._above(table)
            above = above if lines is None else lines
            for column in table.layout.of(*money):
                own = next(self._named([*reversed(table.header.paths[column.index])]), None)
                self._columns.append(_Column(table, column, *(own or above), own is None and lines is None))
        self._named_units = {one.unit for one in self._columns} - {""}

    def _above(self, table: Table) -> tuple[str, str] | None:
        """The unit of the lines above a table, none where they name none; None where there are no such lines."""
        sheet = table.header.sheet
        rows = [sheet.row(number) for number in range(table.above, table.header.top)]
        texts = [cell.folded for row in rows for cell in row.values() if cell.kind is Kind.TEXT]
        return next(self._named([*texts, table.name]), ("", "")) if texts else None

    def _named(self, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
        for text in texts:
            plain = f" {without_years(words(text))} "
            for unit, phrases in self._phrases.items():
                if len(text) < _LONGEST_HEADING and any(phrase in plain for phrase in phrases):
                    yield unit, text

    def mixed(self, read: Sequence[Table]) -> list[tuple[str, str]]:
        """What headings say of the unit, where those of the tables that are read do not all say the same."""
        found = [(one.unit, one.text) for one in self._columns if any(one.table is table for table in read)]
        return (
            list(dict.fromkeys(pair for pair in found if pair[0])) if len({unit for unit, _text in found}) > 1 else []
        )

    def scales(self, table: Table) -> dict[int, Decimal]:
        """By the index of each column of money of a table what one of its units is in Rupiah."""
        return {one.column.index: SCALES[self._unit(one)] for one in self._columns if one.table is table}

    def _unit(self, one: _Column) -> str:
        answer = self._answer or "rupiah"
        if answer == "rupiah" or not self._named_units:
            return answer
        if one.inherited and one.unit and self._far_larger(one):
            return "rupiah"
        if one.unit == answer:
            return answer
        if one.unit:
            return one.unit if answer in self._named_units else answer
        return "rupiah" if self._large(one) else answer

    def _far_larger(self, one: _Column) -> bool:
        """Whether a column that names no unit counts so much higher than those that do as its unit is worth."""
        named = [self._middle(two) for two in self._columns if two.unit == one.unit and not two.inherited]
        return 0 < 3 * max(named, default=Decimal(0)) * SCALES[one.unit] <= 10 * self._middle(one)

    def _large(self, one: _Column) -> bool:
        middle = self._middle(one)
        return not middle or middle >= _SMALLEST_USUAL

    def _middle(self, one: _Column) -> Decimal:
        """Half of all amounts of a column are below it, as they are written; 0 where there are none."""
        sheet, index = one.table.header.sheet, one.column.index
        amounts = []
        for number in range(one.table.header.first, one.table.last + 1):
            cell = sheet.cell(number, index)
            amount = money_in(cell, Place(sheet.name, number, index), Decimal(1), lambda _notice: None)
            if amount:
                amounts.append(abs(amount))
        amounts.sort()
        return amounts[len(amounts) // 2] if amounts else Decimal(0)

    def notices(self, read: Sequence[Table]) -> Iterator[Notice]:
        """In what unit each column was read that does not count as the person answered, or names no unit itself."""
        if self._answer in {"", "rupiah"} or not self._named_units:
            return
        for one in self._columns:
            unit = self._unit(one)
            if not any(one.table is table for table in read) or (unit == self._answer and one.unit):
                continue
            sentence = _(
                "Kolom {column} (“{header}”) di lembar “{sheet}” dibaca dengan satuan {unit}; periksa satuannya."
            )
            told = sentence.format(
                column=one.column.name, header=one.column.header[:60], sheet=one.table.name, unit=_(UNITS[unit])
            )
            yield Notice(
                "unit-apart", told, Place(one.table.name, one.table.header.bottom, one.column.index), doubt=True
            )

    def question(self, read: Sequence[Table]) -> str:
        """The question about units that differ, "" where they do not."""
        named = self.mixed(read)
        if not named:
            return ""
        sentence = _(
            "Satuan uang tidak sama di semua kolom: {headings}. Bila benar, jawab dengan satuan itu; jawaban hanya "
            "berlaku bagi kolom dan tabel yang menyebutnya, yang lain tetap menurut kepalanya sendiri."
        )
        listed = "; ".join(
            _("“{text}” berarti {unit}").format(text=text[:60], unit=_(UNITS[unit])) for unit, text in named
        )
        return sentence.format(headings=listed)
