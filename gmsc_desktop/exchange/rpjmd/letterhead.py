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
    open_ = ""  # the level whose label stood alone in its line: its texts follow
    for number in rows:
        cells = {column: cell for column, cell in sheet.row(number).items() if cell.kind is Kind.TEXT}
        if not cells:
            open_ = ""
            continue
        line = fold(" ".join(cell.text for cell in cells.values()))
        place = Place(sheet.name, number, min(cells))
        level, counted, rest = ladder.label_in(line)
        if (alone := _label_alone(line)) or (open_ and not level and not agency_of(line)):
            if not alone and open_ not in columns:
                counted, rest = ladder.enumerator(line)
                found.append(Labelled(open_, rest, counted, place))
            open_ = alone or open_
        elif level in _TAKEN and ":" in line and level not in columns:
            found.append(Labelled(level, rest, counted, place))
        elif name := agency_of(line):
            found.append(Labelled("block", name, "", place))
    deepest = max((DEPTH[level] for level in columns if level in DEPTH), default=len(DEPTH))
    return sorted(
        (one for one in found if one.level == "block" or DEPTH[one.level] < deepest), key=lambda one: DEPTH[one.level]
    )


def _label_alone(line: str) -> str:
    """The level in "MISI" or "Visi :" where nothing else stands in the line, "" in others."""
    plain = line.casefold().rstrip(" :")
    raw = vocabulary().raw["labels"]
    return next((level for level in ("vision", "mission") if plain in raw[level]), "")


def agency_of(text: str) -> str:
    """The office in "Perangkat Daerah : Dinas Kesehatan", "" where a text names none in this way."""
    found = _agency_label().match(fold(text))
    return found["name"] if found else ""


@cache
def _agency_label() -> re.Pattern[str]:
    listed = sorted(vocabulary().words_of("agency_labels"), key=len, reverse=True)
    return re.compile(rf"(?i:{'|'.join(map(re.escape, listed))})\s*:\s*(?P<name>\w.*)")
