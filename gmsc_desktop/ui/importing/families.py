"""What a column holds, in a colour and always in words too."""

from __future__ import annotations

from PySide6.QtGui import QColor

from gmsc_desktop.exchange.review import ColumnSeen, Family, Meaning
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui import theme

WORDS: dict[Family, str] = {
    "level": m("Uraian"), "indicator": m("Indikator"), "figure": m("Target dan kondisi"), "money": m("Uang"),
    "agency": m("OPD"), "time": m("Tahun"), "text": m("Kode dan keterangan"), "code": m("Kode dan keterangan"),
    "ignored": m("Tidak dipakai"), "unknown": m("Belum dikenali"),
}  # fmt: skip
_GROUNDS: dict[Family, str] = {
    "level": "seen_level", "indicator": "seen_indicator", "figure": "seen_figure", "money": "seen_money",
    "agency": "seen_agency", "time": "seen_time", "text": "hover", "code": "hover", "ignored": "window",
    "unknown": "warn_ground",
}  # fmt: skip


def ground(family: Family) -> QColor:
    """The colour behind the cells of such a column."""
    return theme.colour(_GROUNDS[family])


def family_words(family: Family) -> str:
    """What the legend calls it."""
    return _(WORDS[family])


def family_of(column: ColumnSeen, meaning: Meaning | None) -> Family:
    """What a column holds; without a heading and a meaning it is nothing of the table's."""
    if meaning is not None:
        return meaning.family
    return "unknown" if column.header else "ignored"


def meaning_words(column: ColumnSeen, meaning: Meaning | None) -> str:
    """What a column means, with its year; "" for one without heading and meaning."""
    if meaning is None:
        return family_words("unknown") if column.header else ""
    if not meaning.dated or (column.year is None and column.ordinal is None):
        return meaning.label
    year = str(column.year) if column.year is not None else _("Tahun {number}").format(number=column.ordinal)
    return _("{meaning} {year}").format(meaning=meaning.label, year=year)
