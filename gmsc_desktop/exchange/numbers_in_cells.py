"""What stored numbers are: by the format of their cell a number, a percentage or a day; and their digits."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from gmsc_desktop.exchange.sheets import Cell, Kind

GENERAL, PERCENT, WRITTEN_PERCENT, DATE = "", "percent", "written percent", "date"

# ECMA-376 part 1, 18.8.30: the formats that need no text; 27 to 36 and 50 to 58 are days in East Asian languages.
_BUILT_IN_PERCENT = frozenset((9, 10))
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_CONDITION = re.compile(r"\[[^\]]*\]")
_LONGEST_CODE = 255  # letters, what Excel itself takes
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: |$)")
_PADDED = re.compile(r"0{2,8}")  # codes that are kept as numbers: 1 is shown as 01
_DAY_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


def look_of(number: int, code: str) -> str:
    """What a number format makes of a number: one of the four words of this module, or "00" with as many digits."""
    if not code:
        return PERCENT if number in _BUILT_IN_PERCENT else DATE if number in _BUILT_IN_DATES else GENERAL
    first = code.partition(";")[0][:_LONGEST_CODE]
    bare = _CONDITION.sub("", _LITERAL.sub("", first))
    if "%" in bare:
        return PERCENT
    if "%" in first:  # a sign that is only written behind the number: 12.5 is shown as 12.5%
        return WRITTEN_PERCENT
    if "general" in bare.casefold():
        return GENERAL
    if _PADDED.fullmatch(first):
        return first
    return DATE if _DAY_LETTERS.search(bare) else GENERAL


def number_cell(stored: str, look: str, *, since_1904: bool = False) -> Cell | None:
    """The cell of a stored number; None where it is none."""
    try:
        value = float(stored)
    except ValueError:
        return None
    if not math.isfinite(value):
        return Cell("#NUM!", Kind.ERROR)
    if look == DATE and (day := _day(value, since_1904)):
        return Cell(day, Kind.DATE, value)
    if look == PERCENT:
        shown = digits(value, hundredfold=True)
        return Cell(shown, Kind.PERCENT, float(shown))
    shown = digits(value)
    if _PADDED.fullmatch(look) and value >= 0 and "." not in shown:
        shown = shown.zfill(len(look))
    return Cell(shown, Kind.PERCENT if look == WRITTEN_PERCENT else Kind.NUMBER, float(shown))


def date_cell(stored: str) -> Cell:
    """The cell of a day as it is stored, with the time of day where it has one; a text where it is none."""
    text = stored.strip()[:16].replace("T", " ").removesuffix(" 00:00")
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return Cell(stored)
    return Cell(text, Kind.DATE) if _ISO.match(text) else Cell(stored)


def digits(value: float, *, hundredfold: bool = False) -> str:
    """A number in plain digits, to the 15 that Excel itself keeps: ``0.07``, not ``7.0000000000000007E-2``."""
    exact = Decimal(f"{value:.15g}")
    if hundredfold:
        exact = Decimal(f"{exact * 100:.15g}")
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _day(value: float, since_1904: bool) -> str:
    """The day of a serial number, "" where it is none."""
    if not 0 <= value < 2_958_466:  # 31 December 9999
        return ""
    if value < 1 and not since_1904:
        return ""  # a time of day alone
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    moment = start + timedelta(days=value)
    return moment.strftime("%Y-%m-%d") if value == int(value) else moment.strftime("%Y-%m-%d %H:%M")
