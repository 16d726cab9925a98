"""Days, months, years and moments in the one form in which a plan holds them, where strangers may have written them."""

from __future__ import annotations

import re
from datetime import date, datetime

from gmsc_desktop.values.dates import FIRST_YEAR, LAST_YEAR

_DAY, _MONTH = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile("([0-9]{4})-(?:0[1-9]|1[0-2])")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?\+00:00")


def is_stored_year(year: int) -> bool:
    """Whether a person could have typed this year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_stored_day(text: str) -> bool:
    """Whether a text of the form YYYY-MM-DD names a day of the calendar that a person could have typed."""
    try:
        return _DAY.fullmatch(text) is not None and is_stored_year(date.fromisoformat(text).year)
    except ValueError:
        return False


def is_stored_month(text: str) -> bool:
    """Whether a text of the form YYYY-MM names a month that a person could have typed."""
    found = _MONTH.fullmatch(text)
    return found is not None and is_stored_year(int(found[1]))


def is_stored_moment(text: str) -> bool:
    """Whether a text is a moment in UTC as the record of change has it, ISO 8601 with seconds."""
    try:
        return _MOMENT.fullmatch(text) is not None and is_stored_year(datetime.fromisoformat(text).year)
    except ValueError:
        return False
