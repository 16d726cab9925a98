"""A value as a person types it, read by the rules of its field, and shown as a person reads it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from gmsc_desktop import values
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import FieldSpec, Kind
from gmsc_desktop.models.ids import is_id
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _

_NUMBERS = frozenset({Kind.MONEY, Kind.INTEGER, Kind.YEAR, Kind.KEY_YEAR, Kind.KEY_NUMBER, Kind.NUMBER, Kind.PERCENT})
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_MONTH_FIRST = re.compile(r"([0-9]{1,2}) ?[-/.] ?([0-9]{4})")
SOURCE_LIMIT = 300
_YES = frozenset({"ya", "y", "1", "true", "benar", "yes"})
_NO = frozenset({"tidak", "t", "0", "false", "bukan", "no"})
# Letters that a person cannot see and no file needs (controls, halves of letters) go; tab and newline stay, and what
# word processors and Excel put for a line break becomes one.
_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys((*range(9), *range(14, 32), *range(127, 160), *range(0xD800, 0xE000))),
    **dict.fromkeys((11, 12, 0x85, 0x2028, 0x2029), "\n"),
}


def read_value(field: FieldSpec, text: str, pack: ReferencePack) -> Value:
    """The value of a typed text; empty text is None. ``UserFacingError`` tells how to write it."""
    text = _cleaned(text)
    if not text:
        return None
    if field.kind in _NUMBERS:
        return _number(field, text)
    if field.kind is Kind.DATE:
        return values.parse_date(text).isoformat()
    if field.kind is Kind.MONTH:
        return _month(field, text)
    if field.kind is Kind.FLAG:
        return _flag(field, text)
    if field.kind in {Kind.CHOICE, Kind.KEY_CODE} and field.choices:
        return read_choice(field, text, pack)
    if field.kind is Kind.REFERENCE and not is_id(text):
        raise UserFacingError(
            _("“{label}” memerlukan nomor catatan, bukan “{text}”.").format(label=field.label, text=text[:60]),
            _("Pilih dari daftar."),
        )
    return _limited(field, text)


def read_text(field: FieldSpec, text: str) -> str | None:
    """A text without unseen letters, on one line where its field has one; None for nothing, refused when too long."""
    text = _cleaned(text)
    return _limited(field, text) if text else None


def read_source(text: str | None) -> str | None:
    """Where facts come from, on one line; None for nothing, ``UserFacingError`` when it is longer than a line."""
    told = " ".join(_cleaned(text or "").split())
    if len(told) > SOURCE_LIMIT:
        raise UserFacingError(
            _("Asal keterangan paling panjang {limit} huruf; ini {length} huruf.").format(
                limit=SOURCE_LIMIT, length=len(told)
            ),
            _("Sebut siapa, lewat apa, dan kapan; rinciannya di catatan."),
        )
    return told or None


def _cleaned(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN).strip()


def _number(field: FieldSpec, text: str) -> Value:
    if field.kind is Kind.MONEY:
        return values.parse_rupiah(text)
    if field.kind in {Kind.YEAR, Kind.KEY_YEAR}:
        return values.parse_year(text)
    if field.kind is Kind.PERCENT:
        return float(values.parse_percent(text))
    if field.kind in {Kind.INTEGER, Kind.KEY_NUMBER}:
        return values.parse_whole(text)
    return float(values.parse_number(text))


def _limited(field: FieldSpec, text: str) -> str:
    one_line = field.kind not in {Kind.PROSE, Kind.MARKDOWN}
    text = " ".join(text.split()) if one_line else text
    if len(text) > field.limit:
        raise UserFacingError(
            _("“{label}” paling panjang {limit} huruf; teks ini {length} huruf.").format(
                label=field.label, limit=field.limit, length=len(text)
            ),
            _("Ringkas teksnya, atau pindahkan rinciannya ke uraian."),
        )
    return text


def _month(field: FieldSpec, text: str) -> str:
    if _MONTH.fullmatch(text):
        return text
    try:
        figures = _MONTH_FIRST.fullmatch(text)
        found = values.parse_date(f"1/{figures[1]}/{figures[2]}" if figures else f"1 {text}")
    except UserFacingError:
        raise UserFacingError(
            _("“{label}” tidak terbaca sebagai bulan: {text}.").format(label=field.label, text=text[:40]),
            _("Tulis seperti Maret 2026 atau 2026-03."),
        ) from None
    return found.isoformat()[:7]


def _flag(field: FieldSpec, text: str) -> int:
    if text.lower() in _YES:
        return 1
    if text.lower() in _NO:
        return 0
    raise UserFacingError(_("“{label}” dijawab ya atau tidak.").format(label=field.label), _("Tulis ya atau tidak."))


def read_choice(field: FieldSpec, text: str, pack: ReferencePack) -> str:
    """The code that a code or a label of the field's list names; an unknown one is refused with those it may be."""
    choices = pack.choices(field.choices)
    for choice in choices:
        if choice.named(text):
            return choice.code
    known = ", ".join(f"{choice.code} ({choice.label})" for choice in choices[:20])
    raise UserFacingError(
        _("“{text}” bukan pilihan untuk “{label}”.").format(text=text[:60], label=field.label),
        _("Pilihannya: {known}.").format(known=known),
    )


def show_value(field: FieldSpec, value: Value, pack: ReferencePack) -> str:
    """The value as a person reads it; "" for nothing. A reference stays an id: its name is the caller's to find."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        if field.kind is Kind.DATE:
            return values.format_date(date.fromisoformat(value))
        return pack.label(field.choices, value) if field.choices else value
    if field.kind is Kind.MONEY:
        return values.format_rupiah(int(value))
    if field.kind is Kind.PERCENT:
        return values.format_percent(Decimal(str(value)))
    if field.kind is Kind.FLAG:
        return _("Ya") if value else _("Tidak")
    if field.kind in {Kind.YEAR, Kind.KEY_YEAR}:
        return str(value)
    return values.format_number(Decimal(str(value)))
