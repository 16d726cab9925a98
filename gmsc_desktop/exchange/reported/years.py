"""The year and the period of a table that stand around it: the name of its sheet, its letterhead, the file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gmsc_desktop.exchange.sheets import Kind, fold
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.exchange.tabular.periods import Period, day_in, month_in, period_in
from gmsc_desktop.exchange.tabular.vocabulary import words, year_in

_TELLING = re.compile(
    r"\b(?:tahun anggaran|t\.?\s?a\.?|tahun|thn|triwulan|tw|semester|per|s\.?\s?d\.?|realisasi)\b",
    re.IGNORECASE,
)

_PLAIN = frozenset(
    (
        *("tahun", "anggaran", "ta", "pelaksanaan", "realisasi", "periode", "triwulan", "tw", "semester", "bulan"),
        *("sd", "s", "d", "sampai", "dengan", "per", "kumulatif", "i", "ii", "iii", "iv"),
    )
)
_MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands around a table: its year, its period, its day; ``by_file`` where only the file's name tells it."""

    year: int | None = None
    period: Period | None = None
    as_of: str = ""
    by_file: bool = False


def stated_around(table: Table, file: str) -> Stated:
    """Read the sheet's name first, then the rows above the heading, then the file's name."""
    letterhead = _above(table)
    for texts in ([table.name], letterhead):
        day = next((found for text in texts if (found := day_in(text))), None)
        if day is not None:
            return Stated(day.year, None, day.isoformat())
        year = _year(texts)
        if year is not None:
            return Stated(year, _period([table.name, *letterhead]))
    year = year_in(file)
    return Stated(year, _period([table.name, *letterhead]), by_file=year is not None)


def stated_by(text: str) -> Stated | None:
    """The year and period of a row that says nothing else: "TAHUN ANGGARAN 2022", "Triwulan II"."""
    year, period = year_in(text), period_in(text)
    rest = {word for word in words(text).split() if not word.isdigit() and not month_in(word)} - _PLAIN
    return Stated(year, period) if (year or period) and not rest else None


def _above(table: Table) -> list[str]:
    """The texts above the heading, the nearest first."""
    header = table.header
    rows = [header.sheet.rows[number] for number in sorted(header.sheet.rows, reverse=True) if number < header.top]
    cells = [cell for row in rows[:_MOST_ROWS] for cell in row.values()]
    return [fold(cell.text) for cell in cells if cell.kind is Kind.TEXT and len(cell.text) < 200]


def _year(texts: list[str]) -> int | None:
    """The nearest year that is named as that of the report; else the one that they all name."""
    years = [(year, _TELLING.search(text)) for text in texts if (year := year_in(text)) is not None]
    told = next((year for year, telling in years if telling), None)
    found = {year for year, _telling in years}
    return told if told is not None else found.pop() if len(found) == 1 else None


def _period(texts: list[str]) -> Period | None:
    return next((found for text in texts if (found := period_in(text))), None)
