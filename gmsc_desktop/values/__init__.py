"""Indonesian numbers, Rupiah, percentages and dates, in and out: exact, tolerant of habits, never guessing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gmsc_desktop.values.dates import FIRST_YEAR, LAST_YEAR, parse_date, parse_year
    from gmsc_desktop.values.moments import (
        MONTHS,
        MONTHS_SHORT,
        NBSP,
        format_date,
        format_date_short,
        format_size,
        format_time,
    )
    from gmsc_desktop.values.numbers import (
        MAX_AMOUNT,
        parse_number,
        parse_percent,
        parse_rupiah,
        parse_whole,
        try_number,
    )
    from gmsc_desktop.values.stored import is_stored_day, is_stored_moment, is_stored_month, is_stored_year
    from gmsc_desktop.values.typed import ValueProblem
    from gmsc_desktop.values.written import (
        format_for_editing,
        format_number,
        format_percent,
        format_rupiah,
        format_rupiah_short,
        terbilang,
    )
else:
    from gmsc_desktop.late import fetch_late

    __getattr__ = fetch_late(
        __name__,
        dates="FIRST_YEAR LAST_YEAR parse_date parse_year",
        moments="MONTHS MONTHS_SHORT NBSP format_date format_date_short format_size format_time",
        numbers="MAX_AMOUNT parse_number parse_percent parse_rupiah parse_whole try_number",
        stored="is_stored_day is_stored_moment is_stored_month is_stored_year",
        typed="ValueProblem",
        written="format_for_editing format_number format_percent format_rupiah format_rupiah_short terbilang",
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
    "is_stored_day",
    "is_stored_moment",
    "is_stored_month",
    "is_stored_year",
    "parse_date",
    "parse_number",
    "parse_percent",
    "parse_rupiah",
    "parse_whole",
    "parse_year",
    "terbilang",
    "try_number",
]
