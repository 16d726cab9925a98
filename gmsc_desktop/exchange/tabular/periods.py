"""The period that a heading, a cell or a sheet's name tells: Triwulan III, TW 2, Semester I, Maret, per 30 Juni."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gmsc_desktop.exchange.sheets import fold
from gmsc_desktop.exchange.tabular.vocabulary import years_in
from gmsc_desktop.values import ValueProblem, parse_date

_COUNTS = {"triwulan": 4, "semester": 2, "bulan": 12}
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}
_NUMBERED = re.compile(
    r"\b(?P<kind>triwulan|triwulanan|trw|tw|tri wulan|q|kuartal|semester|smt|sem|bulan)\s*(?:ke\s*)?[-.]?\s*"
    r"(?P<number>iv|i{1,3}|[0-9]{1,2}|pertama|kedua|ketiga|keempat)\b"
)
_MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip
_SHORT_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8,
    "agust": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "nopember": 11, "des": 12,
}  # fmt: skip
_DAY = re.compile(r"\b[0-9]{1,2}\s+[A-Za-z]{3,9}\s+20[0-9]{2}\b|\b[0-9]{1,2}[-/.][0-9]{1,2}[-/.]20[0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Period:
    """``kind`` is bulan, triwulan or semester, as the paket acuan has them; ``number`` counts from 1."""

    kind: str
    number: int


def period_in(text: str) -> Period | None:
    """The one period that a text names; the later one of "s.d. Triwulan III", none of a text that names several."""
    plain = fold(text).casefold().replace(".", " ")
    found = {_numbered(one) for one in _NUMBERED.finditer(plain)} - {None}
    if not found:
        months = {month for word in re.findall(r"[a-z]+", plain) if (month := month_in(word))}
        found = {Period("bulan", month) for month in months}
    return found.pop() if len(found) == 1 else None


def _numbered(one: re.Match[str]) -> Period | None:
    word, number = one["kind"], one["number"]
    kind = "triwulan" if word[0] in "tqk" else "semester" if word.startswith("s") else "bulan"
    value = int(number) if number.isdigit() else _NUMBERS[number]
    return Period(kind, value) if 1 <= value <= _COUNTS[kind] else None


def months_of(kind: str, number: int) -> tuple[int, int]:
    """The first and the last month of a period: 4 and 6 of the second quarter."""
    width = 12 // _COUNTS[kind]
    return (number - 1) * width + 1, number * width


def month_in(word: str) -> int | None:
    """The month that a word names: Maret, Mar, Nopember."""
    plain = word.strip(" .").casefold()
    if plain in _MONTHS:
        return _MONTHS.index(plain) + 1
    return _SHORT_MONTHS.get(plain)


def day_in(text: str) -> date | None:
    """The one day that a text names: "Keadaan per 30 September 2022"."""
    found = set()
    for written in _DAY.findall(text):
        try:
            found.add(parse_date(written))
        except ValueProblem:
            continue
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Months:
    """A span of months of one schedule, as YYYY-MM."""

    start: str
    end: str


_SPAN = re.compile(r"\s*(?:-|–|—|s\s*/\s*d|s\s*\.?\s*d\s*\.?|sampai(?: dengan)?|hingga)\s*")
_BOUND = re.compile(r"^(?P<month>[a-z]{3,9})\.?(?:\s+(?P<year>20[0-9]{2}))?$")


def months_in(text: str, year: int | None = None) -> Months | None:
    """The months of a schedule where they are certain: "Januari – Juni 2024", "Mar s.d. Des", "Triwulan II 2024".

    ``year`` is that of a schedule that names none.
    """
    plain = " ".join(fold(text).casefold().replace("bulan ", "").replace("tahun ", "").split())
    years = years_in(plain)
    if (one := period_in(plain)) is not None and one.kind != "bulan":
        told = years[0] if len(years) == 1 else year if not years else None
        width = 12 // _COUNTS[one.kind]
        return None if told is None else Months(*(f"{told}-{month:02d}" for month in
                                                  ((one.number - 1) * width + 1, one.number * width)))  # fmt: skip
    bounds = [_BOUND.match(part) for part in _SPAN.split(plain)]
    if not 1 <= len(bounds) <= 2 or not all(bounds):
        return _whole_year(plain, years)
    months = [month_in(bound["month"]) for bound in bounds if bound]
    told_years = [int(bound["year"]) if bound["year"] else None for bound in bounds if bound]
    last_year = told_years[-1] or year
    if None in months or last_year is None:
        return None
    first_year = told_years[0] or (last_year - 1 if (months[0] or 0) > (months[-1] or 0) else last_year)
    return Months(f"{first_year}-{months[0]:02d}", f"{last_year}-{months[-1]:02d}")


def _whole_year(plain: str, years: list[int]) -> Months | None:
    if len(years) == 1 and plain == str(years[0]):
        return Months(f"{years[0]}-01", f"{years[0]}-12")
    return None
