"""The columns of a table: what each means, its year, and what of it tells the layout again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from gmsc_desktop.exchange.sheets import Cell, Sheet, column_name
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.vocabulary import without_years, years_in


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``meaning`` is one of ``MEANINGS`` or "" where nobody knows; ``levels`` those of a ladder, a code or
    an indicator; ``year`` a year, ``ordinal`` the n of "Tahun n"; ``block`` the number of its indicator column."""

    index: int
    header: str
    meaning: str
    levels: tuple[str, ...] = ()
    year: int | None = None
    ordinal: int | None = None
    block: int = 0

    @property
    def name(self) -> str:
        """As a spreadsheet calls it."""
        return column_name(self.index)


@dataclass(frozen=True)
class Layout:
    """The columns of one table, and what was seen while they were told apart."""

    columns: tuple[Column, ...]
    remarks: tuple[tuple[str, int], ...] = ()  # a word, and the column that it is about

    def of(self, *meanings: str) -> list[Column]:
        """The columns of these meanings, from left to right."""
        return [column for column in self.columns if column.meaning in meanings]

    def first(self, meaning: str) -> Column | None:
        """The leftmost column of a meaning."""
        return next(iter(self.of(meaning)), None)

    @property
    def years(self) -> list[int]:
        """The target years, in order."""
        return sorted({column.year for column in self.of("target", "money") if column.year})

    @property
    def ordinals(self) -> list[int]:
        """The n of "Tahun n" where no years are named, in order."""
        found = self.of("target", "money")
        return sorted({column.ordinal for column in found if column.ordinal and not column.year})


# What belongs to the indicator column on its left.
_BELONGING = frozenset(("baseline", "target", "unit", "agency", "end_target", "source", "direction"))
Values = Callable[[int], Iterable[Cell]]  # the cells below a column


@dataclass(frozen=True)
class Table:
    """One table of a sheet: its heading, its columns, its last row; ``above`` is the first row of its letterhead."""

    header: Header
    layout: Layout
    last: int
    above: int = 0

    @property
    def name(self) -> str:
        """Of the sheet, and the row where the table begins."""
        return self.header.sheet.name


def cells_below(sheet: Sheet, first: int, last: int) -> Values:
    """Gives the cells between two rows by column, gathered once."""
    columns: dict[int, list[Cell]] = {}
    for number, row in sheet.rows.items():
        if first <= number <= last:
            for column, cell in row.items():
                columns.setdefault(column, []).append(cell)
    return lambda column: columns.get(column, ())


def period_in(texts: Iterable[str]) -> tuple[int, int] | None:
    """The period that a letterhead tells: "TAHUN 2025-2029"."""
    for text in texts:
        years = years_in(text)
        if len(years) == 2 and 2 <= years[1] - years[0] <= 10:
            return years[0], years[1]
    return None


def with_blocks(columns: list[Column]) -> list[Column]:
    """Figures, unit and OPD belong to the indicator column on their left; those before the first to the first.

    In tables that repeat TARGET, SATUAN and OPD for each level, each group has its own.
    """
    starts = [column.index for column in columns if column.meaning == "indicator"]
    made = []
    for column in columns:
        block = max((number for number, start in enumerate(starts) if start <= column.index), default=0)
        made.append(replace(column, block=block))
    if len(starts) < 2:
        return made
    own = [number for number in range(len(starts)) if any(c.block == number and c.meaning in _BELONGING for c in made)]
    if len(own) <= 1:  # one group of figures for all indicator columns: the last one with it is the row's own
        last = own[0] if own else 0
        return [replace(c, block=last) if c.meaning != "indicator" else c for c in made]
    return made


def fingerprint(header: Header) -> str:
    """What tells a layout again: the words above its columns, without years."""
    plain = [[without_years(text) for text in path] for path in header.signature]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:16]
