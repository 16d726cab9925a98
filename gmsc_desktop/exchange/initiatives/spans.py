"""The years that a cell tells: 2023, "2023-2025", "2023 s.d. 2025", "2023, 2025", "Tahun 1-3", "2018-sekarang"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gmsc_desktop.exchange.initiatives.words import vocabulary
from gmsc_desktop.exchange.sheets import Cell, Kind, fold
from gmsc_desktop.exchange.tabular.vocabulary import ordinal_in, years_in

_TO = r"\s*(?:-|–|—|s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|hingga|to|ke)\s*"
_YEARS = re.compile(rf"(?P<first>20[0-9]{{2}}){_TO}(?:tahun\s+)?(?P<last>20[0-9]{{2}}|[0-9]{{2}}(?![0-9]))")
_ORDINALS = re.compile(rf"(?:tahun|thn|th|t)\s*(?:ke)?\s*[-+]?\s*(?P<first>[0-9]{{1,2}}){_TO}(?:tahun\s*)?(?:ke)?-?"
                       r"(?P<last>[0-9]{1,2})(?![0-9])")  # fmt: skip
_LONGEST_SPAN = 30


@dataclass(frozen=True, slots=True)
class Span:
    """Years of an initiative, in order. ``ordinals`` are those of "Tahun n", ``open`` that it goes on."""

    years: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    open: bool = False

    def __bool__(self) -> bool:
        return bool(self.years or self.ordinals)

    def resolved(self, year_of: Callable[[int], int | None]) -> Span:
        """The same with the years of "Tahun n"."""
        found = [year for ordinal in self.ordinals if (year := year_of(ordinal)) is not None]
        return Span(tuple(sorted({*self.years, *found})), (), self.open)


def span_in(cell: Cell | None) -> Span:
    """The years that a cell tells, none where it tells none."""
    if cell is None or cell.kind in {Kind.ERROR, Kind.UNSTORED, Kind.PERCENT, Kind.TRUTH}:
        return Span()
    if cell.kind is Kind.DATE:
        return Span((int(cell.text[:4]),))
    if cell.kind is Kind.NUMBER:
        number = cell.number or 0
        return Span((int(number),)) if number == int(number) and 1980 <= number < 2100 else Span()
    return span_of(cell.text)


def span_of(text: str) -> Span:
    """The years that a text tells."""
    plain = fold(text).casefold()
    years: set[int] = set()
    for found in _YEARS.finditer(plain):
        first = int(found["first"])
        last = int(found["last"]) if len(found["last"]) == 4 else first - first % 100 + int(found["last"])
        if first <= last <= first + _LONGEST_SPAN:
            years |= set(range(first, last + 1))
    years |= set(years_in(plain))
    if years:
        return Span(tuple(sorted(years)), (), any(word in plain for word in vocabulary().words_of("until_now")))
    ordinals: set[int] = set()
    for found in _ORDINALS.finditer(plain):
        ordinals |= set(range(int(found["first"]), int(found["last"]) + 1))
    if not ordinals and (one := ordinal_in(plain)):
        ordinals = {one}
    return Span((), tuple(sorted(ordinal for ordinal in ordinals if 0 < ordinal <= 20)))
