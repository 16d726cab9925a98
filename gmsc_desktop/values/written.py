"""Numbers, Rupiah and percentages as Indonesians write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.values.moments import NBSP, grouped, tenths_written
from gmsc_desktop.values.typed import readings

_SHORT_UNITS = (
    (10**12, m("Rp{amount} T")),
    (10**9, m("Rp{amount} M")),
    (10**6, m("Rp{amount} jt")),
    (10**3, m("Rp{amount} rb")),
)
_EXACT = Context(prec=400)


def format_rupiah(n: int) -> str:
    """Whole Rupiah as in official papers: ``Rp1.500.000``, ``-Rp1.500.000``."""
    return f"{'-' if n < 0 else ''}Rp{grouped(str(abs(n)))}"


def format_rupiah_short(n: int) -> str:
    """Rupiah for charts and summaries, one decimal, rounded half up: ``Rp12,4 M`` (M = miliar, no-break space).

    In the language of the screen: whoever reads English takes M for a million.
    """
    amount, sign = abs(n), "-" if n < 0 else ""
    for size, words in _SHORT_UNITS:
        if amount * 20000 >= size * 19999:  # what rounds to 1.000 of the unit below
            tenths = tenths_written((amount * 10 + size // 2) // size)
            return sign + _(words).format(amount=tenths).replace(" ", NBSP)
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
    return f"{'-' if value < 0 else ''}{grouped(whole)}{',' if fraction else ''}{fraction}"


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


def terbilang(n: int | Decimal) -> str:
    """The number in Indonesian words, as on a receipt; up to kuintiliun."""
    from lokal import terbilang as spell

    return spell(n)
