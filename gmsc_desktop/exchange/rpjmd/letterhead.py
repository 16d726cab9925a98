"""What the rows above a heading say of the whole table: its visi, misi, tujuan, its OPD."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import DEPTH
from gmsc_desktop.exchange.rpjmd.vocabulary import vocabulary
from gmsc_desktop.exchange.sheets import Kind, Place, Sheet, fold

_TAKEN = ("vision", "mission", "goal", "objective", "programme")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line above a table that says what all its rows belong to."""

    level: str
    text: str
    number: str
    place: Place


def labels_above(sheet: Sheet, rows: range, columns: Set[str]) -> list[Labelled]:
    """The labelled lines above a table, the widest level first; levels that the table has columns for are its own."""
    found: list[Labelled] = []
    for number in rows:
        cells = {column: cell for column, cell in sheet.row(number).items() if cell.kind is Kind.TEXT}
        if not cells:
            continue
        line = fold(" ".join(cell.text for cell in cells.values()))
        place = Place(sheet.name, number, min(cells))
        level, counted, rest = ladder.label_in(line)
        if level in _TAKEN and ":" in line and level not in columns:
            found.append(Labelled(level, rest, counted, place))
        elif name := agency_of(line):
            found.append(Labelled("block", name, "", place))
    deepest = max((DEPTH[level] for level in columns if level in DEPTH), default=len(DEPTH))
    return sorted((one for one in found if DEPTH[one.level] < deepest), key=lambda one: DEPTH[one.level])


def agency_of(text: str) -> str:
    """The office in "Perangkat Daerah : Dinas Kesehatan", "" where a text names none in this way."""
    found = _agency_label().match(fold(text))
    return found["name"] if found else ""


@cache
def _agency_label() -> re.Pattern[str]:
    listed = sorted(vocabulary().words_of("agency_labels"), key=len, reverse=True)
    return re.compile(rf"(?i:{'|'.join(map(re.escape, listed))})\s*:\s*(?P<name>\w.*)")
