"""Dates, times and sizes as Indonesians write them: all that a list of plans needs, and nothing that reads numbers."""

from __future__ import annotations

from datetime import date, datetime, time

from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

NBSP = "\u00a0"

MONTHS = (
    m("Januari"), m("Februari"), m("Maret"), m("April"), m("Mei"), m("Juni"),
    m("Juli"), m("Agustus"), m("September"), m("Oktober"), m("November"), m("Desember"),
)  # fmt: skip
MONTHS_SHORT = (
    m("Jan"), m("Feb"), m("Mar"), m("Apr"), m("Mei"), m("Jun"),
    m("Jul"), m("Agt"), m("Sep"), m("Okt"), m("Nov"), m("Des"),
)  # fmt: skip

_SIZE_UNITS = ("KB", "MB", "GB", "TB")
_NEXT_UNIT = 1000  # the first number with four digits


def format_date(d: date) -> str:
    """``21 November 2026``."""
    return f"{d.day} {_(MONTHS[d.month - 1])} {d.year}"


def format_date_short(d: date) -> str:
    """``21 Nov 2026``."""
    return f"{d.day} {_(MONTHS_SHORT[d.month - 1])} {d.year}"


def format_time(t: time | datetime) -> str:
    """``14.05``."""
    return t.strftime("%H.%M")


def format_size(size: int) -> str:
    """Bytes as the file manager counts them (1 KB = 1024 byte) with three digits at most: ``1,2 MB``, ``236 MB``.

    What would take a fourth digit is told in the next unit: 1 022 KB are ``1 MB``.
    """
    if size < _NEXT_UNIT:
        return f"{size}{NBSP}byte"
    for power, unit in enumerate(_SIZE_UNITS, start=1):
        tenths = (size * 20 + 1024**power) // (2 * 1024**power)
        whole = (size * 2 + 1024**power) // (2 * 1024**power)
        if whole < _NEXT_UNIT or unit == _SIZE_UNITS[-1]:
            break
    return f"{tenths_written(tenths) if tenths < _NEXT_UNIT else grouped(str(whole))}{NBSP}{unit}"


def grouped(digits: str) -> str:
    """A whole number without a sign with the points of thousands: ``1.500.000``."""
    return f"{int(digits):,}".replace(",", ".")


def tenths_written(tenths: int) -> str:
    """A number told in tenths: ``12,4``, ``12`` where nothing is left over."""
    whole, rest = divmod(tenths, 10)
    return f"{grouped(str(whole))},{rest}" if rest else grouped(str(whole))
