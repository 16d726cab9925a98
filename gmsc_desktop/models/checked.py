"""Values handed to a use case, held against the rules of their fields before anything is written."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from gmsc_desktop import values
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import BY_NAME, FieldSpec, Kind
from gmsc_desktop.models.fields.spec import REFERENCE_KINDS
from gmsc_desktop.models.reading import gone, pack_of
from gmsc_desktop.models.typed import read_choice, read_text
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, format_number, format_rupiah

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

Given = Value | date
_N = TypeVar("_N", int, float)

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_TEXTS = frozenset({Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.CODE, Kind.WRITTEN})


def checked(db: Connection, table: str, given: Mapping[str, Given]) -> dict[str, Value]:
    """The values as they are stored: texts cleaned, empty ones None, dates as YYYY-MM-DD, codes known, ids present.

    Raises ``UserFacingError`` for what a person must mend; an unknown column or a value of a wrong type is a bug and
    raises ``KeyError`` or ``TypeError``.
    """
    made = {column: _value(db, BY_NAME[table].field(column), value) for column, value in given.items()}
    for column, value in made.items():
        field = BY_NAME[table].field(column)
        if field.required and value is None:
            raise UserFacingError(_("“{label}” tidak boleh kosong.").format(label=field.label), _("Isi lebih dahulu."))
    return made


def _value(db: Connection, field: FieldSpec, value: Given) -> Value:
    if value is None or value == "":
        return None
    if field.kind in REFERENCE_KINDS:
        return _reference(db, field, _text(field, value))
    if field.kind in {Kind.CHOICE, Kind.KEY_CODE}:
        code = read_text(field, _text(field, value))
        return read_choice(field, code, pack_of(db)) if code and field.choices else code
    if field.kind in _TEXTS:
        return read_text(field, _text(field, value))
    reader = _READERS.get(field.kind)
    return reader(field, value) if reader else _stored(value)


def _stored(value: Given) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def _text(field: FieldSpec, value: Given) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{field.key} is text, not {value!r}")
    return value


def _reference(db: Connection, field: FieldSpec, record_id: str) -> str:
    if db.exec_driver_sql(f"SELECT 1 FROM {field.target} WHERE id=?", (record_id,)).first() is None:
        raise gone(field.target)
    return record_id


def _date(field: FieldSpec, value: Given) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(_text(field, value))
    except ValueError:
        raise UserFacingError(
            _("“{label}” tidak terbaca sebagai tanggal: {text}.").format(label=field.label, text=str(value)[:40]),
            _("Tulis hari, bulan, lalu tahun, misalnya 21 November 2026."),
        ) from None
    if not values.FIRST_YEAR <= day.year <= values.LAST_YEAR:
        raise _outside(field, format_date(day))
    return day.isoformat()


def _month(field: FieldSpec, value: Given) -> str:
    found = _MONTH.fullmatch(_text(field, value))
    if found is None:
        raise UserFacingError(
            _("“{label}” tidak terbaca sebagai bulan: {text}.").format(label=field.label, text=str(value)[:40]),
            _("Tulis seperti 2026-03."),
        )
    _year(field, int(found[1]))
    return found[0]


def _year(field: FieldSpec, value: Given) -> int:
    year = _whole(field, value)
    if not values.FIRST_YEAR <= year <= values.LAST_YEAR:
        raise _outside(field, str(year))
    return year


def _outside(field: FieldSpec, written: str) -> UserFacingError:
    return UserFacingError(
        _("“{label}” {written} di luar jangkauan {first} sampai {last}.").format(
            label=field.label, written=written, first=values.FIRST_YEAR, last=values.LAST_YEAR
        ),
        _("Periksa tahunnya."),
    )


def _whole(field: FieldSpec, value: Given) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{field.key} is a whole number, not {value!r}")
    return value


def _count(field: FieldSpec, value: Given) -> int:
    return _not_negative(field, _whole(field, value), format_number(_whole(field, value)))


def _money(field: FieldSpec, value: Given) -> int:
    amount = _whole(field, value)
    if amount > values.MAX_AMOUNT:
        raise UserFacingError(
            _("“{label}” {amount} terlalu besar untuk dicatat.").format(
                label=field.label, amount=format_rupiah(amount)
            ),
            _("Periksa jumlah angka nolnya."),
        )
    return _not_negative(field, amount, format_rupiah(amount))


def _number(field: FieldSpec, value: Given) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"{field.key} is a number, not {value!r}")
    return float(value)


def _percent(field: FieldSpec, value: Given) -> float:
    return _not_negative(field, _number(field, value), format_number(_number(field, value)))


def _not_negative(field: FieldSpec, value: _N, written: str) -> _N:
    if value < 0:
        raise UserFacingError(
            _("“{label}” tidak boleh kurang dari nol: {written}.").format(label=field.label, written=written),
            _("Periksa angkanya."),
        )
    return value


def _flag(field: FieldSpec, value: Given) -> int:
    if value not in (0, 1):
        raise TypeError(f"{field.key} is yes or no, not {value!r}")
    return int(bool(value))


_READERS: dict[Kind, Callable[[FieldSpec, Given], Value]] = {
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.KEY_YEAR: _year,
    Kind.INTEGER: _count,
    Kind.KEY_NUMBER: _count,
    Kind.MONEY: _money,
    Kind.NUMBER: _number,
    Kind.PERCENT: _percent,
    Kind.FLAG: _flag,
}


def in_order(first: Given, last: Given, sentence: str) -> None:
    """Refuse a span of years, months or days that ends before it begins; ``sentence`` tells both ends.

    An end that is not told is in order.
    """
    if first in {None, ""} or last in {None, ""}:
        return
    years = isinstance(first, int) and isinstance(last, int)
    if (int(str(last)) < int(str(first))) if years else (str(last) < str(first)):
        raise UserFacingError(sentence, _("Periksa keduanya, lalu perbaiki salah satunya."))


def need(text: str | None, sentence: str, next_step: str) -> str:
    """The text that a use case cannot do without (a reason, a name), trimmed; refused where it is empty."""
    if text is None or not text.strip():
        raise UserFacingError(sentence, next_step)
    return text.strip()
