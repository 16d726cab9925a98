"""The years of columns: of a title, counted, in rows of their own, without any word beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gmsc_desktop.exchange.sheets import Kind
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.layout import Column, Values, period_in
from gmsc_desktop.exchange.tabular.vocabulary import (
    words,
    year_in,
    years_in,
)

_LARGE = 100_000  # a figure above which a column without a word is money
_COUNTED = re.compile(r"(?:^|\s)([1-9])$")
_OF_YEAR = re.compile(r"\b(?:tahun|thn|th|year)\b")
_REACHED = re.compile(r"(?:capaian|realisasi)(?!.*\bawal\b)")
_COUNTING = ("tahun ke", "thn ke", "th ke")
_NUMBERED_ACT = re.compile(r"(?i)\b(?:nomor|no\.)\s")


def period_start(header: Header) -> int | None:
    """The first year of the period that stands above a heading."""
    rows = (header.sheet.row(number) for number in range(header.top))
    found = period_in(cell.folded for row in rows for cell in row.values() if cell.kind is Kind.TEXT)
    return found[0] if found else None


def year_of_title(columns: list[Column], header: Header) -> tuple[list[Column], list[tuple[str, int]]]:
    """The one year of a title ("Perjanjian Kinerja Tahun 2025") is that of a lone target or sum without a year."""
    dated = [c for c in columns if c.meaning in {"target", "money", "row_year"}]
    ends = [c for c in columns if c.meaning in {"end_target", "end_money"}]
    if not dated or ends or any(c.year or c.ordinal or c.meaning == "row_year" for c in dated):
        return columns, []
    targets = [c.block for c in dated if c.meaning == "target"]
    if len(set(targets)) < len(targets) or sum(c.meaning == "money" for c in dated) > 1:
        return columns, []
    sheet = header.sheet
    above = [sheet.name, *(cell.folded for number in range(header.top) for cell in sheet.row(number).values())]
    named = {years_in(text)[0] for text in above if len(set(years_in(text))) == 1 and not _NUMBERED_ACT.search(text)}
    if len(named) != 1 or any(len(set(years_in(text))) > 1 for text in above):
        return columns, []
    year = named.pop()
    made = [replace(c, year=year) if c in dated else c for c in columns]
    return made, [("year-of-title", c.index) for c in dated]


def counted_without_word(columns: list[Column]) -> list[Column]:
    """The years of "target_1", "target_2" and so on, as databases name them."""
    made = list(columns)
    for meaning in ("target", "money"):
        if any(c.ordinal for c in columns if c.meaning == meaning):
            continue
        own = [c for c in columns if c.meaning == meaning and c.year is None and c.ordinal is None]
        found = {c.index: int(n[1]) for c in own if (n := _COUNTED.search(words(c.header.rpartition(" / ")[2])))}
        if len(found) >= 2 and sorted(found.values()) == list(range(1, len(found) + 1)):
            for index, number in found.items():
                made[index] = replace(made[index], ordinal=number)
    return made


def years_in_rows(columns: list[Column], values: Values) -> list[Column]:
    """A column "Tahun" that names the year of each row, where no other column has a year of its own."""
    if any(column.year or column.ordinal for column in columns if column.meaning in {"target", "money", "year"}):
        return columns
    for column in columns:
        named = not column.meaning and _OF_YEAR.search(words(column.header))
        told = [cell.folded for cell in values(column.index)] if named else []
        years = [year_in(text) for text in told if len(text) <= 12]
        if len(told) >= 2 and years and sum(year is not None for year in years) >= 0.8 * len(told):
            return [replace(c, meaning="row_year") if c is column else _of_its_year(c) for c in columns]
    return columns


def _of_its_year(column: Column) -> Column:
    """In a table with a row for each year "Capaian" is that of the row's year, and "Tahun ke" says the year again."""
    plain = words(column.header)
    reached = column.meaning == "baseline" and _REACHED.match(plain)
    again = not column.meaning and plain in _COUNTING
    return replace(column, meaning="ignored") if reached or again else column


def years_without_word(columns: list[Column], values: Values) -> list[Column]:
    """Columns whose heading is a year alone hold targets, or money where most figures of their run of years are large;
    where the rows say which, they are read as targets."""
    by_row = any(column.meaning == "row_kind" for column in columns)
    first = min((one.year for one in columns if one.meaning == "target" and one.year), default=0)
    made = list(columns)
    for run in _runs_of_years(columns):
        numbers = [abs(cell.number) for column in run for cell in values(column.index) if cell.number is not None]
        large = sum(number >= _LARGE for number in numbers)
        meaning = "money" if numbers and not by_row and large > len(numbers) / 2 else "target"
        for column in run:
            before = column.ordinal == 0 and column.year is None
            earlier = meaning == "target" and column.year and column.year < first  # "Kondisi 2024" before "Target 2025"
            made[column.index] = replace(column, meaning="baseline" if before or earlier else meaning)
    return made


def realised_by_title(columns: list[Column], header: Header, titles: Sequence[str]) -> list[Column]:
    """Below a title that says "Realisasi" and nothing else, the years hold what was reached, and no targets."""
    row = header.sheet.row(header.top - 1)
    if {words(cell.text) for cell in row.values()} - {*titles} or not row:
        return columns
    changed = {"target": "baseline", "money": "ignored"}
    return [replace(c, meaning=changed[c.meaning]) if c.meaning in changed and c.year else c for c in columns]


def _runs_of_years(columns: Sequence[Column]) -> list[list[Column]]:
    """Columns of years alone, side by side and counting on."""
    runs: list[list[Column]] = []
    for column in columns:
        if column.meaning != "year":
            continue
        last = runs[-1][-1] if runs else None
        on = last is not None and last.index == column.index - 1
        if last is not None and on and _year_of(last) < _year_of(column):
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _year_of(column: Column) -> int:
    return column.year or column.ordinal or 0
