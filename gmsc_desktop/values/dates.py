"""Years and dates as people type and paste them, the day first, read or refused with a sentence."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from gmsc_desktop.text import _
from gmsc_desktop.values.moments import MONTHS, format_date
from gmsc_desktop.values.typed import LONGEST, ValueProblem, plain, quote

FIRST_YEAR, LAST_YEAR = 1900, 2100

_OTHER_MONTHS = {
    "djanuari": 1, "january": 1, "pebruari": 2, "february": 2, "march": 3, "mrt": 3, "may": 5, "djuni": 6, "june": 6,
    "djuli": 7, "july": 7, "august": 8, "agt": 8, "ags": 8, "agst": 8, "october": 10, "nopember": 11, "december": 12,
}  # fmt: skip
_WEEKDAYS = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6,
}  # fmt: skip

_ISO_DATE = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?")
_NUMERIC_DATE = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]+)")
_NAMED_DATE = re.compile(r"([0-9]{1,2})[-/. ]*([a-z]+)[-/., ]*([0-9]+)")
_MONTH_FIRST_DATE = re.compile(r"([a-z]+)[. ]*([0-9]{1,2}),? ([0-9]+)")
_YEAR = re.compile(r"(?:(?:tahun|thn|th|ta)\.? ?)?([0-9]+)")


def parse_year(text: str) -> int:
    """A year of four digits, also as ``Tahun 2026`` or ``TA 2026``."""
    found = _YEAR.fullmatch(plain(text)[:LONGEST])
    if found is None:
        raise ValueProblem(
            _("“{text}” belum dapat dibaca sebagai tahun.").format(text=quote(text)),
            _("Tulis satu tahun dengan empat angka, misalnya 2026."),
        )
    return _year(found[1])


def parse_date(text: str) -> date:
    """A date, the day first, or ISO; month names as Indonesians and the English write them, in full or short."""
    weekday, written = _weekday(re.sub(" ?([-/.]) ?", r"\1", plain(text)[:LONGEST]).rstrip("."))
    if found := _ISO_DATE.fullmatch(written):
        result = _date(found[4], int(found[3]), found[1])
    elif found := _NUMERIC_DATE.fullmatch(written):
        result = _date(found[1], int(found[3]), found[4])
    elif found := _NAMED_DATE.fullmatch(written):
        result = _date(found[1], _month(found[2]), found[3])
    elif found := _MONTH_FIRST_DATE.fullmatch(written):
        result = _date(found[2], _month(found[1]), found[3])
    else:
        raise ValueProblem(
            _("“{text}” belum dapat dibaca sebagai tanggal.").format(text=quote(text)),
            _("Tulis hari, bulan, lalu tahun, misalnya 21 November 2026 atau 21/11/2026."),
        )
    if weekday and _WEEKDAYS[weekday] != result.weekday():
        raise ValueProblem(
            _("{date} bukan hari {weekday}.").format(date=format_date(result), weekday=weekday.capitalize()),
            _("Periksa tanggalnya, lalu tulis tanpa nama hari."),
        )
    return result


def _weekday(written: str) -> tuple[str, str]:
    word, _comma, rest = written.replace(",", " ", 1).partition(" ")
    return (word, rest.strip()) if word in _WEEKDAYS else ("", written)


def _year(digits: str) -> int:
    if len(digits) == 2:
        raise ValueProblem(
            _("Tahun {year} dapat berarti 19{year} atau 20{year}.").format(year=digits),
            _("Tulis tahun dengan empat angka, misalnya 2026."),
        )
    if len(digits) != 4 or not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        raise ValueProblem(
            _("Tahun {year} di luar jangkauan {first} sampai {last}.").format(
                year=quote(digits), first=FIRST_YEAR, last=LAST_YEAR
            ),
            _("Tulis tahun dengan empat angka, misalnya 2026."),
        )
    return int(digits)


def _month(name: str) -> int:
    """The month of a name or of its beginning, three letters at least."""
    names = {month.casefold(): number for number, month in enumerate(MONTHS, start=1)} | _OTHER_MONTHS
    found = {number for known, number in names.items() if known.startswith(name) and len(name) >= 3}
    if len(found) != 1:
        raise ValueProblem(
            _("Bulan “{name}” tidak dikenal.").format(name=quote(name)),
            _("Tulis nama bulannya lengkap, misalnya 21 November 2026."),
        )
    return found.pop()


def _date(day_digits: str, month: int, year_digits: str) -> date:
    day, year = int(day_digits), _year(year_digits)
    if not 1 <= month <= 12:
        raise _wrong_month(day, month, year)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueProblem(
            _("Tanggal {day} tidak ada: {month} {year} hanya sampai tanggal {last}.").format(
                day=day, month=_(MONTHS[month - 1]), year=year, last=last
            ),
            _("Perbaiki angka harinya."),
        )
    return date(year, month, day)


def _wrong_month(day: int, month: int, year: int) -> ValueProblem:
    if 1 <= day <= 12 and 13 <= month <= monthrange(year, day)[1]:
        meant = date(year, day, month)
        return ValueProblem(
            _("Bulan {month} tidak ada: hari ditulis lebih dahulu, lalu bulan.").format(month=month),
            _("Untuk {date} tulis {written}.").format(date=format_date(meant), written=meant.strftime("%d/%m/%Y")),
        )
    return ValueProblem(
        _("Bulan {month} tidak ada: bulan ditulis 1 sampai 12.").format(month=month), _("Perbaiki angka bulannya.")
    )
