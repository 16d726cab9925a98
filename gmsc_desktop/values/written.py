"""Numbers, Rupiah, percentages, dates and sizes as Indonesians write them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal

from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.values.typed import readings

NBSP = "\u00a0"

MONTHS = (
    m("Januari"), m("Februari"), m("Maret"), m("April"), m("Mei"), m("Juni"),
    m("Juli"), m("Agustus"), m("September"), m("Oktober"), m("November"), m("Desember"),
)  # fmt: skip
MONTHS_SHORT = (
    m("Jan"), m("Feb"), m("Mar"), m("Apr"), m("Mei"), m("Jun"),
    m("Jul"), m("Agt"), m("Sep"), m("Okt"), m("Nov"), m("Des"),
)  # fmt: skip

_SHORT_UNITS = ((10**12, "T"), (10**9, "M"), (10**6, "jt"), (10**3, "rb"))
_SIZE_UNITS = ("KB", "MB", "GB", "TB")
_EXACT = Context(prec=400)


def format_rupiah(n: int) -> str:
    """Whole Rupiah as in official papers: ``Rp1.500.000``, ``-Rp1.500.000``."""
    return f"{'-' if n < 0 else ''}Rp{_grouped(str(abs(n)))}"


def format_rupiah_short(n: int) -> str:
    """Rupiah for charts and summaries, one decimal, rounded half up: ``Rp12,4 M`` (M = miliar, no-break space)."""
    amount, sign = abs(n), "-" if n < 0 else ""
    for size, unit in _SHORT_UNITS:
        if amount * 20000 >= size * 19999:  # what rounds to 1.000 of the unit below
            return f"{sign}Rp{_tenths((amount * 10 + size // 2) // size)}{NBSP}{unit}"
    return f"{sign}Rp{amount}"


def format_number(x: int | float | Decimal, decimals: int | None = None) -> str:
    """``1.234,5``; ``decimals`` rounds half up to so many places and keeps their zeros.

    To look at: ``1.500`` and ``1,234`` cannot be read back with certainty, so a field shows `format_for_editing`.
    """
    value = Decimal(str(x))
    if not value.is_finite():
        raise ValueError(f"not a finite number: {x}")
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)
    whole, _point, fraction = f"{value.copy_abs():f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    return f"{'-' if value < 0 else ''}{_grouped(whole)}{',' if fraction else ''}{fraction}"


def format_for_editing(x: int | float | Decimal) -> str:
    """A number as a field shows it, ``1500``, ``1,2340``, ``1.234,5``: `parse_number` reads back exactly this one."""
    text = format_number(x)
    if len(readings(text.lstrip("-"))) == 1:
        return text
    return f"{text}0" if "," in text else text.replace(".", "")


def format_percent(x: int | float | Decimal, decimals: int | None = None) -> str:
    """``12,5 %`` with a no-break space; `parse_percent` reads back what was written."""
    if decimals is not None:
        x = Decimal(str(x)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)
    return f"{format_for_editing(x)}{NBSP}%"


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
    """Bytes as the file manager counts them (1 KB = 1024 byte): ``1,2 MB``."""
    if size < 1024:
        return f"{_grouped(str(size))}{NBSP}byte"
    for power, unit in enumerate(_SIZE_UNITS, start=1):
        tenths = (size * 20 + 1024**power) // (2 * 1024**power)
        if tenths < 10240 or unit == _SIZE_UNITS[-1]:
            break
    return f"{_tenths(tenths)}{NBSP}{unit}"


def terbilang(n: int | Decimal) -> str:
    """The number in Indonesian words, as on a receipt; up to kuintiliun."""
    from lokal import terbilang as spell

    return spell(n)


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".")


def _tenths(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{_grouped(str(whole))},{rest}" if rest else _grouped(str(whole))
