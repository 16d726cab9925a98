"""What the rows above a heading say of the whole table: its visi, misi, tujuan, its OPD."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import DEPTH
from gmsc_desktop.exchange.rpjmd.vocabulary import vocabulary
from gmsc_desktop.exchange.sheets import Kind, Place, Sheet, fold
from gmsc_desktop.exchange.tabular.agencies import begins_as_agency, without_office_code

_LONGEST_OFFICE = 120  # letters
_MOST_ENTRIES = 30  # of a list in one line
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
    open_ = ""  # the level whose label stood alone in its line, or before the first entry of a list: its texts follow
    for number in rows:
        cells = {column: cell for column, cell in sheet.row(number).items() if cell.kind is Kind.TEXT}
        if not cells:
            open_ = ""
            continue
        place = Place(sheet.name, number, min(cells))
        for line in _lines([cell.text for cell in cells.values()]):
            open_ = _of_line(line, open_, place, columns, found)
    deepest = max((DEPTH[level] for level in columns if level in DEPTH), default=len(DEPTH))
    return sorted(
        (one for one in found if one.level == "block" or DEPTH[one.level] < deepest), key=lambda one: DEPTH[one.level]
    )


def _of_line(line: str, open_: str, place: Place, columns: Set[str], found: list[Labelled]) -> str:
    """Take what one line says; the level that is open behind it."""
    level, counted, rest = ladder.label_in(line)
    if (alone := _label_alone(line)) or (open_ and not level and not agency_of(line)):
        counted, rest = ladder.enumerator(line)
        last = found[-1] if found and found[-1].level == open_ else None
        if not alone and not counted and last is not None and (last.number or line[:1].islower()):
            if not line[:1].islower():
                return ""  # behind a list stands something else
            found[-1] = replace(last, text=f"{last.text} {line}")
        elif not alone and open_ not in columns:
            found.append(Labelled(open_, rest, counted, place))
        return alone or open_
    if level in _TAKEN and ":" in line and level not in columns:
        entry, text = ladder.enumerator(rest) if not counted else ("", rest)
        found.append(Labelled(level, text, counted or entry, place))
        return level if entry == "1" else ""
    if name := agency_of(line) or office_heading(line):
        found.append(Labelled("block", name, "", place))
    return open_


def _lines(texts: Sequence[str]) -> list[str]:
    """The lines of a row: of a lone cell each that begins with a label or a number; "1. … 2. …" is parted too."""
    if len(texts) > 1:
        return [fold(" ".join(texts))]
    made: list[str] = []
    for line in filter(None, map(fold, texts[0].splitlines())):
        begins = ladder.label_in(line)[0] or _label_alone(line) or ladder.enumerator(line)[0] or agency_of(line)
        if made and not begins:
            made[-1] = f"{made[-1]} {line}"
        else:
            made.append(line)
    return [piece for line in made for piece in _entries(line)]


def _entries(line: str) -> list[str]:
    """The entries of a list that is written on: "Misi: 1. Mewujudkan … 2. Mewujudkan …"."""
    starts = [0]
    for count in range(2, _MOST_ENTRIES):
        found = re.search(rf"(?<=[\w.;,])\s+(?={count}[.)]\s*[A-Z])", line[starts[-1] :])
        if found is None:
            break
        starts.append(starts[-1] + found.end())
    if len(starts) < 2 or not re.search(r"(?:^|[\s:])1[.)]\s*[A-Z]", line[: starts[1]]):
        return [line]
    return [line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]


def _label_alone(line: str) -> str:
    """The level in "MISI" or "Visi :" where nothing else stands in the line, "" in others."""
    plain = line.casefold().rstrip(" :")
    raw = vocabulary().raw["labels"]
    return next((level for level in ("vision", "mission") if plain in raw[level]), "")


def agency_of(text: str) -> str:
    """The office in "Perangkat Daerah : Dinas Kesehatan", "" where a text names none in this way."""
    found = _agency_label().match(fold(text))
    return found["name"] if found else ""


def heads_blocks(sheet: Sheet, numbers: Sequence[int]) -> bool:
    """Whether rows that say "Tujuan 1 : …" and nothing else head the indicators below them."""
    lone = [next(iter(row.values())) for number in numbers if len(row := sheet.row(number)) == 1]
    return any(ladder.label_in(cell.text)[0] in _TAKEN for cell in lone if cell.kind is Kind.TEXT)


def office_heading(text: str) -> str:
    """The office in "A. Dinas Kesehatan" above its table, "" where a line says more than that."""
    counted, name = ladder.enumerator(text)
    if not counted:
        name = without_office_code(fold(text))
        counted = name if name != fold(text) else ""
    plain = counted and begins_as_agency(name) and not any(letter.isdigit() or letter in ":()" for letter in name)
    return name if plain and len(name) <= _LONGEST_OFFICE else ""


@cache
def _agency_label() -> re.Pattern[str]:
    listed = sorted(vocabulary().words_of("agency_labels"), key=len, reverse=True)
    return re.compile(rf"(?i:{'|'.join(map(re.escape, listed))})\s*:\s*(?P<name>\w.*)")
