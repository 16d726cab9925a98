"""Indicator values of a table from outside: those of the initiative's own indicators, and those that stay words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from gmsc_desktop.models.intake.known import compared_title, numbers_in
from gmsc_desktop.models.intake.wanted import Wanted, fitted, record_id, same
from gmsc_desktop.models.records import InitiativeIndicator, InitiativeTarget
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.text import _, in_source_language

_LIKE = 0.88  # of the letters of two indicators that are the same
_ENUMERATOR = re.compile(r"^\s*(?:[0-9]{1,2}|[A-Za-z])[.)]\s+")


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with its target and value of the period, as they are written; ``text`` is "" where none is named."""

    text: str
    unit: str = ""
    target: str = ""
    value: str = ""


@dataclass
class Read:
    """What of an entry are values of own indicators; ``unknown`` are those that the initiative does not have.

    ``several`` are own indicators of which the table tells more than one value or target: those stay words. ``alike``
    are texts with the own indicator that they were taken for, though they do not say quite the same.
    """

    snapshot: Snapshot
    values: list[tuple[InitiativeIndicator, IndicatorLine]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    alike: list[tuple[str, str]] = field(default_factory=list)

    def wanted(self, entry: Wanted, year: int) -> Iterator[Wanted]:
        """The values of an entry, and targets of the year that the plan has none of."""
        for indicator, line in self.values:
            if line.value:
                owner = entry.record or entry.id
                keys = {"entry_id": owner, "indicator_id": indicator.id}
                found = record_id(self.snapshot, "progress_value", entry.record, indicator.id) if entry.record else ""
                text = fitted("progress_value", {"text": line.value})
                yield Wanted(
                    "progress_value", f"{entry.id} {indicator.id}", {**keys, **text}, indicator.text, entry.name, found
                )
            if line.target and not record_id(self.snapshot, "initiative_target", indicator.id, year):
                name = _("{text}, {year}").format(text=indicator.text, year=year)
                values: dict[str, Json] = {"indicator_id": indicator.id, "year": year, "text": line.target}
                yield Wanted("initiative_target", f"target {indicator.id} {year}", values, name, entry.owner)

    def other_targets(self, year: int) -> Iterator[str]:
        """Sentences about targets that the plan has otherwise; the plan's own stay."""
        for indicator, line in self.values:
            found = record_id(self.snapshot, "initiative_target", indicator.id, year) if line.target else ""
            there = self.snapshot.get(InitiativeTarget, found) if found else None
            if there is not None and there.text and not same(there.text, line.target):
                sentence = _(
                    "Target {year} “{text}” di berkas {told}, di rencana {held}. Target di rencana tidak diubah."
                )
                words = {"year": year, "text": indicator.text[:60], "told": line.target, "held": there.text}
                yield sentence.format(**words)


class OwnIndicators:
    """The indicators of the plan's initiatives, found by their text."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def read(self, initiative: str, year: int, lines: Sequence[IndicatorLine]) -> tuple[Read, list[str]]:
        """The values of own indicators, and lines of words for all others; a target before the plan is words too."""
        own = self._snapshot.where(InitiativeIndicator, "initiative_id", initiative)
        read, texts = Read(self._snapshot), []
        matched = [(line, find_indicator(own, line.text) if line.text else None) for line in dict.fromkeys(lines)]
        for line, found in matched:
            if found is not None and _compared(found.text) != _compared(line.text):
                read.alike.append((line.text, found.text))
        for line, found, several in _each_once(matched):
            if found is not None and several:
                read.several += [found.text] if found.text not in read.several else []
                texts.append(in_words(line))
            elif found is not None and line.target and year not in self._snapshot.years:
                texts.append(in_words(replace(line, value="")))
                read.values.append((found, replace(line, target="")))
            elif found is not None:
                read.values.append((found, line))
            elif line.value or (line.text and line.target):
                texts.append(in_words(line))
                if line.text:
                    read.unknown.append(line.text)
        return read, texts


_Matched = tuple[IndicatorLine, InitiativeIndicator | None]


def _each_once(matched: Sequence[_Matched]) -> Iterator[tuple[IndicatorLine, InitiativeIndicator | None, bool]]:
    """Each own indicator once, where what is told of it goes together; else its lines, and that they are several."""
    groups: dict[str, list[_Matched]] = {}
    for number, (line, found) in enumerate(matched):
        groups.setdefault(found.id if found is not None else str(number), []).append((line, found))
    for group in groups.values():
        values, targets = ({getattr(line, name) for line, _found in group} - {""} for name in ("value", "target"))
        if len(values) > 1 or len(targets) > 1:
            yield from ((line, found, True) for line, found in group)
        else:
            line, found = group[0]
            yield replace(line, value="".join(values), target="".join(targets)), found, False


def find_indicator(own: Sequence[InitiativeIndicator], text: str) -> InitiativeIndicator | None:
    """The indicator that a text means: the likest, where it is like enough and has the same numbers."""
    wanted = _compared(text)
    numbers = numbers_in(wanted)
    found, best = None, _LIKE
    for row in own:
        there = _compared(row.text)
        if there == wanted:
            return row
        look = SequenceMatcher(None, wanted, there, autojunk=False)
        if look.real_quick_ratio() < best or look.quick_ratio() < best or numbers_in(there) != numbers:
            continue
        ratio = look.ratio()
        if ratio > best or (found is None and ratio >= best):
            found, best = row, ratio
    return found


def pair_indicators(own: Sequence[InitiativeIndicator], texts: Sequence[str]) -> dict[int, InitiativeIndicator]:
    """The own indicator of each text by its place, each once: those of the same words before those that are like."""
    same: dict[str, list[InitiativeIndicator]] = {}
    for row in own:
        same.setdefault(_compared(row.text), []).append(row)
    found = {number: rows.pop(0) for number, text in enumerate(texts) if (rows := same.get(_compared(text)))}
    free = [row for row in own if row not in found.values()]
    for number, text in enumerate(texts):
        row_like = find_indicator(free, text) if number not in found else None
        if row_like is not None:
            found[number] = row_like
            free.remove(row_like)
    return found


def _compared(text: str) -> str:
    return compared_title(_ENUMERATOR.sub("", text))


@in_source_language
def in_words(line: IndicatorLine) -> str:
    """A value that has no indicator of its own, as a line of words."""
    value = " ".join(part for part in (line.value, line.unit) if part)
    told = line.text or _("Realisasi")
    if line.value and line.target and line.text:
        return _("{told}: {value} (target {target}).").format(told=told, value=value, target=line.target)
    if line.value:
        return _("{told}: {value}.").format(told=told, value=value)
    return _("{told}: target {target}.").format(told=told, target=line.target)
