"""Values of the plan in words: labels of codes, dates, sums, names; empty stays empty."""

from __future__ import annotations

from datetime import date

from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _
from gmsc_desktop.values import MONTHS_SHORT, format_date, format_date_short, format_percent, format_rupiah


def date_text(iso: str) -> str:
    """``2026-11-21`` as ``21 November 2026``; what is no date stays as written."""
    try:
        return format_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def short_date(iso: str) -> str:
    """``2026-11-21`` as ``21 Nov 2026``; what is no date stays as written."""
    try:
        return format_date_short(date.fromisoformat(iso))
    except ValueError:
        return iso


def month_text(iso: str) -> str:
    """``2026-11`` as ``Nov 2026``; what is no month stays as written."""
    year, _hyphen, month = iso.partition("-")
    if year.isdecimal() and month.isdecimal() and 1 <= int(month) <= len(MONTHS_SHORT):
        return f"{_(MONTHS_SHORT[int(month) - 1])} {year}"
    return iso


def months_text(start: str, end: str) -> str:
    """A period of months: "Feb 2026 – Agt 2026"."""
    return " – ".join(dict.fromkeys(month_text(month) for month in (start, end) if month))


def money_text(amount: int | None) -> str:
    """Whole Rupiah without "Rp", for columns that say it in their heading; empty is not zero."""
    return "" if amount is None else format_rupiah(amount).replace("Rp", "")


def rupiah_text(amount: int | None) -> str:
    """Whole Rupiah with "Rp"."""
    return "" if amount is None else format_rupiah(amount)


def percent_text(value: float | None) -> str:
    """``12,5 %``."""
    return "" if value is None else format_percent(value)


def years_text(start: int | None, end: int | None) -> str:
    """``2025–2027``; one year where both are the same."""
    return "–".join(dict.fromkeys(str(year) for year in (start, end) if year is not None))


def period_text(reference: ReferencePack, code: str, number: int | None) -> str:
    """The period of an entry: "TW III", "Semester 1", "Bulan 9"."""
    if code == "triwulan" and number is not None and 1 <= number <= 4:
        return _("TW {number}").format(number=("I", "II", "III", "IV")[number - 1])
    label = reference.label("period", code) if code else ""
    return f"{label} {number}" if label and number is not None else label


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that are not empty, joined."""
    return by.join(part for part in parts if part)
