"""Figures of several periods of a year: whether they are since 1 January, and made so where each is of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gmsc_desktop.models.intake.realisation import Line


def falls(lines: Iterable[Line]) -> bool:
    """Whether a figure of a later period of some year is lower: then figures are perhaps those of each period alone."""
    highest: dict[tuple[str, int, str], float] = {}
    for initiative, year, found in _by_period(lines):
        percents = [line.physical for line in found if line.physical is not None]
        amounts = _spent(found)
        told = (("physical", max(percents) if percents else None), ("spending", together(amounts) if amounts else None))
        for name, value in told:
            if value is None:
                continue
            key = (initiative, year, name)
            if value < highest.get(key, 0.0):
                return True
            highest[key] = value
    return False


def accumulated(lines: Iterable[Line]) -> list[Line]:
    """The same lines with the figures of each period added to those of the periods before it.

    Several rows of one initiative and period stand together, as they do without: amounts are added, or taken once
    where each row repeats them; each row then has what all come to. Percentages that differ stay, for a person.
    """
    given = list(lines)
    physical: dict[tuple[str, int], float] = defaultdict(float)
    spent: dict[tuple[str, int], int] = defaultdict(int)
    made = {line.id: line for line in given}
    for initiative, year, found in _by_period(given):
        percents = {line.physical for line in found} - {None}
        if len(percents) == 1:
            physical[initiative, year] += percents.pop() or 0.0
            percents = {round(physical[initiative, year], 6)}
        if amounts := _spent(found):
            spent[initiative, year] += together(amounts)
        for line in found:
            sums = {**line.sums, "spending": spent[initiative, year]} if "spending" in line.sums else line.sums
            alone = line.physical is not None and len(percents) == 1
            made[line.id] = replace(line, physical=next(iter(percents)) if alone else line.physical, sums=sums)
    return [made[line.id] for line in given]


def together(amounts: Sequence[int]) -> int:
    """What the rows of one initiative come to: added, or taken once where each row repeats it."""
    return amounts[0] if len(set(amounts)) == 1 else sum(amounts)


def _spent(lines: Iterable[Line]) -> list[int]:
    return [line.sums["spending"] for line in lines if "spending" in line.sums]


def _by_period(lines: Iterable[Line]) -> list[tuple[str, int, list[Line]]]:
    """The lines that have a period: initiative and year with those of each period, the periods in their order."""
    found: dict[tuple[int, str, int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.number:
            found[line.number, line.initiative, line.year].append(line)
    return [(initiative, year, told) for (_number, initiative, year), told in sorted(found.items())]
