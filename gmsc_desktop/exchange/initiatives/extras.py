"""Columns of a table of initiatives that a plan has no place for: shown, told, described where a person wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gmsc_desktop.exchange.initiatives.tree import Entry
from gmsc_desktop.exchange.initiatives.words import is_no_tick, is_tick
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, fold
from gmsc_desktop.exchange.tabular.layout import Column
from gmsc_desktop.text import _

DESCRIBE = "describe"


def is_telling(column: Column, cell: Cell | None) -> bool:
    """Whether a cell of a column without a place says something in words."""
    if cell is None or cell.kind is not Kind.TEXT or not column.header:
        return False
    return any(letter.isalpha() for letter in cell.text) and not is_no_tick(cell) and not is_tick(cell)


def keep_extra(entry: Entry, column: Column, cell: Cell, place: Place) -> None:
    """Keep heading and text, each once."""
    heading = fold(column.header.rpartition(" / ")[2])
    text = fold(cell.text)
    if (heading, text) not in {(one, other) for one, other, _place in entry.extras}:
        entry.extras.append((heading, text, place))


def described(entry: Entry) -> str:
    """What has no place of its own as lines of a description."""
    told = [f"{heading}: {text}" for heading, text, _place in entry.extras]
    return "\n".join([*told, *(f"{_('Keterangan')}: {note}" for note in entry.notes)])


def extras_notices(entries: Iterable[Entry], *, described: bool) -> Iterator[Notice]:
    """What each such column holds, told once for each."""
    columns: dict[str, list[tuple[str, Place]]] = {}
    for entry in entries:
        for heading, text, place in entry.extras:
            columns.setdefault(heading, []).append((text, place))
    for heading, found in columns.items():
        text, place = found[0]
        words = {"heading": heading[:60], "text": text[:80], "count": len(found)}
        if described:
            sentence = _("Isi kolom “{heading}” ({count} sel) masuk ke deskripsi, misalnya “{text}”.")
        else:
            sentence = _(
                "Rencana tidak mempunyai tempat untuk kolom “{heading}” ({count} sel), misalnya “{text}”. Isinya hanya "
                "ditunjukkan, kecuali Anda memilih memasukkannya ke deskripsi."
            )
        yield Notice("no-place", sentence.format(**words), place)
