"""Indonesian numbers, Rupiah, percentages and dates, in and out: exact, tolerant of habits, never guessing."""

from gmsc_desktop.values.dates import FIRST_YEAR, LAST_YEAR, parse_date, parse_year
from gmsc_desktop.values.numbers import MAX_AMOUNT, parse_number, parse_percent, parse_rupiah, parse_whole, try_number
from gmsc_desktop.values.typed import ValueProblem
from gmsc_desktop.values.written import (
    MONTHS,
    MONTHS_SHORT,
    NBSP,
    format_date,
    format_date_short,
    format_for_editing,
    format_number,
    format_percent,
    format_rupiah,
    format_rupiah_short,
    format_size,
    format_time,
    terbilang,
)

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "MAX_AMOUNT",
    "MONTHS",
    "MONTHS_SHORT",
    "NBSP",
    "ValueProblem",
    "format_date",
    "format_date_short",
    "format_for_editing",
    "format_number",
    "format_percent",
    "format_rupiah",
    "format_rupiah_short",
    "format_size",
    "format_time",
    "parse_date",
    "parse_number",
    "parse_percent",
    "parse_rupiah",
    "parse_whole",
    "parse_year",
    "terbilang",
    "try_number",
]
