"""What is told of a cell or a column while rungs are read."""

from __future__ import annotations

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Place, column_name
from gmsc_desktop.text import _


def look_notice(place: Place) -> Notice:
    """The levels of a column come from how its cells are shown."""
    sentence = _(
        "Tingkat baris di kolom {column} dibaca dari lekukan, huruf tebal atau miring, dan warnanya. "
        "Periksa susunannya."
    )
    return Notice("look", sentence.format(column=column_name(place.column)), place, doubt=True)


def stray_notice(text: str, place: Place) -> Notice:
    """A cell in a column of rungs holds no words."""
    sentence = _("Isi sel {cell} (“{text}”) tidak diambil karena bukan uraian.")
    return Notice("stray", sentence.format(cell=place.cell, text=text), place, doubt=True)
