"""Numbers, Rupiah and percentages as people type and paste them, read exactly or refused with a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from gmsc_desktop.text import _
from gmsc_desktop.values.typed import LONGEST, ValueProblem, has_dot_groups, plain, quote, readings
from gmsc_desktop.values.written import format_for_editing, format_rupiah, terbilang

MAX_AMOUNT = 10**18

_SCALES = {
    "rb": 10**3, "ribu": 10**3, "k": 10**3, "jt": 10**6, "juta": 10**6,
    "m": 10**9, "miliar": 10**9, "milyar": 10**9, "t": 10**12, "triliun": 10**12, "trilyun": 10**12,
}  # fmt: skip
_RUPIAH_UNITS = ("", "rupiah", *_SCALES)
_PERCENT_UNITS = ("", "%", "persen")
_EXACT = Context(prec=400)

_SHAPE = re.compile(
    r"(?P<sign>[-+(]?) ?(?P<currency>(?:rp\.?|idr)?) ?(?P<inner_sign>[-+(]?) ?"
    r"(?P<body>[0-9](?:[0-9., ]*[0-9])?)(?P<dash>(?:[.,] ?[-=]{1,3})?) ?"
    r"(?P<unit>%|[a-z]*)\.?(?P<rupiah>(?: rupiah)?) ?(?P<close>\)?)[. ]*"
)
# Too small for an amount, and with a fraction: a unit or some digits were left out.
_CUT_SHORT = re.compile(r"[0-9]{1,3}(?:[.][0-9]{1,2}|,(?!0+$)[0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A typed amount, taken apart: ``money`` tells that Rp, rupiah or the closing ``,-`` was there."""

    body: str
    unit: str
    negative: bool
    money: bool

    def signed(self, value: Decimal) -> Decimal:
        return value.copy_negate() if self.negative and value else value


def parse_number(text: str) -> Decimal:
    """A number, exactly as written; ``1.500`` and ``2,288`` have two readings and are refused with both named."""
    typed = _taken_apart(text)
    if typed is None or typed.money or typed.unit:
        raise _unreadable(text)
    return typed.signed(_single(typed.body, text))


def parse_whole(text: str) -> int:
    """A count, such as people or villages: ``1.500`` is certain here, since no part of one can be meant."""
    typed = _taken_apart(text)
    if typed is None or typed.money or typed.unit:
        raise _unreadable(text)
    value = Decimal(typed.body.replace(".", "")) if has_dot_groups(typed.body) else _single(typed.body, text)
    if value > MAX_AMOUNT:
        raise _too_large(text)
    if value != value.to_integral_value(context=_EXACT):
        raise ValueProblem(
            _("“{text}” bukan bilangan bulat.").format(text=quote(text)), _("Tulis tanpa angka di belakang koma.")
        )
    return int(typed.signed(value))


def parse_percent(text: str) -> Decimal:
    """``12,5%``, ``12,5 persen`` and ``12,5`` are all ``Decimal("12.5")``."""
    typed = _taken_apart(text)
    if typed is None or typed.money or typed.unit not in _PERCENT_UNITS:
        raise ValueProblem(
            _("“{text}” belum dapat dibaca sebagai persen.").format(text=quote(text)),
            _("Tulis misalnya 12,5 atau 12,5%."),
        )
    return typed.signed(_single(typed.body, text))


def try_number(text: str) -> float | None:
    """The number in a target as a document has it, only where it is certain; ``None`` for all else. Never raises."""
    written = text.strip()
    if re.search(r"\s|\(", written.removesuffix("%").rstrip()):  # "80 100" may be two numbers, "(5)" a footnote
        return None
    try:
        return float(parse_percent(written))
    except ValueProblem:
        return None


def parse_rupiah(text: str) -> int:
    """Whole Rupiah, by decimal arithmetic: ``Rp 1.500.000,-``, ``2,5 M`` (miliar), ``750 juta``, ``(1.000)`` negative.

    Dots in groups of three are thousands; any other dot or comma that could mean two things, and every part of a
    Rupiah, is refused. The size is at most `MAX_AMOUNT`.
    """
    typed = _taken_apart(text)
    if typed is None or typed.unit not in _RUPIAH_UNITS:
        raise _unreadable_rupiah(text)
    scale = _SCALES.get(typed.unit)
    value = _unscaled(typed.body, text) if scale is None else _scaled(typed.body, scale, text)
    return int(typed.signed(value))


def _taken_apart(text: str) -> _Typed | None:
    """What was typed, taken apart; ``None`` where it has another shape than one amount."""
    written = plain(text)
    found = _SHAPE.fullmatch(written) if len(written) <= LONGEST else None
    if found is None:
        return None
    signs = found["sign"] + found["inner_sign"]
    if len(signs) > 1 or (signs == "(") != (found["close"] == ")") or (found["unit"] and found["dash"]):
        return None
    money = found["currency"] or found["rupiah"] or found["dash"]
    return _Typed(found["body"], found["unit"], signs in ("-", "("), bool(money))


def _single(body: str, text: str) -> Decimal:
    found = readings(body)
    if len(found) == 2:
        raise ValueProblem(
            _two_readings(body, found),
            _("Tulis {one} atau {other}.").format(one=format_for_editing(found[0]), other=format_for_editing(found[1])),
        )
    if not found:
        raise _unreadable(text)
    if found[0] > MAX_AMOUNT:
        raise _too_large(text)
    return found[0]


def _unscaled(body: str, text: str) -> Decimal:
    """Rupiah without a unit: whole by nature, so dots in groups of three have one meaning."""
    if has_dot_groups(body):
        return _whole(Decimal(body.replace(".", "")), text)
    found = readings(body)
    if len(found) == 2:
        amount = format_rupiah(int(found[0]))
        raise ValueProblem(
            _two_readings(body, found),
            _("Tulis {amount} bila itu maksudnya, atau tulis jumlah lengkapnya.").format(amount=amount),
        )
    if _CUT_SHORT.fullmatch(body):
        raise ValueProblem(
            _("“{text}” belum pasti: mungkin satuannya atau sebagian angkanya belum tertulis.").format(
                text=quote(text)
            ),
            _("Tulis jumlah lengkapnya, misalnya Rp1.500.000 atau 1,5 juta."),
        )
    if not found or _decimals(found[0]) > 2:
        raise _unreadable_rupiah(text)
    return _whole(found[0], text)


def _scaled(body: str, scale: int, text: str) -> Decimal:
    amounts = [_EXACT.multiply(reading, Decimal(scale)) for reading in readings(body)]
    if len(amounts) == 2:
        one, other = (format_rupiah(int(amount)) for amount in amounts)
        raise ValueProblem(
            _("“{text}” dapat berarti {one} atau {other}.").format(text=quote(text), one=one, other=other),
            _("Tulis jumlah lengkapnya."),
        )
    if not amounts:
        raise _unreadable_rupiah(text)
    return _whole(amounts[0], text)


def _whole(amount: Decimal, text: str) -> Decimal:
    if amount > MAX_AMOUNT:
        raise _too_large(text)
    if amount != amount.to_integral_value(context=_EXACT):
        below, above = format_rupiah(int(amount)), format_rupiah(int(amount) + 1)
        raise ValueProblem(
            _("“{text}” bukan jumlah Rupiah bulat.").format(text=quote(text)),
            _("Tulis tanpa sen: {below} atau {above}.").format(below=below, above=above),
        )
    return amount


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _two_readings(body: str, found: list[Decimal]) -> str:
    one, other = (terbilang(Decimal(f"{reading.normalize(_EXACT):f}")) for reading in found)
    return _("{text} dapat berarti {one} atau {other}.").format(text=body, one=one, other=other)


def _unreadable(text: str) -> ValueProblem:
    return ValueProblem(
        _("“{text}” belum dapat dibaca sebagai angka.").format(text=quote(text)),
        _("Tulis angkanya saja, misalnya 1500 atau 12,5."),
    )


def _unreadable_rupiah(text: str) -> ValueProblem:
    return ValueProblem(
        _("“{text}” belum dapat dibaca sebagai Rupiah.").format(text=quote(text)),
        _("Tulis misalnya 1.500.000, 750 juta atau 2,5 miliar."),
    )


def _too_large(text: str) -> ValueProblem:
    return ValueProblem(
        _("“{text}” terlalu besar.").format(text=quote(text)),
        _("Periksa jumlah nolnya; yang terbesar di sini satu juta triliun."),
    )
