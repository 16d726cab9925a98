"""What a list of the nomenclature holds, as values: for whoever reads a workbook, and for whoever shows an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag

from gmsc_desktop.models.nomenclature.codes import Level


class Scope(IntFlag):
    """For whom an entry is: the regulation has columns for provinces and for kabupaten/kota. 0: it does not say."""

    UNTOLD = 0
    PROVINCE = 1
    DISTRICT = 2


@dataclass(frozen=True, slots=True)
class Given:
    """An entry as a workbook has it. ``above`` is the place of the one above it in the same list, -1 for none."""

    level: Level
    code: str
    name: str
    scope: Scope
    above: int = -1
    performance: str = ""
    indicator: str = ""
    unit: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Replaced:
    """An older code as printed, its name, and the place of the entry that has taken its place."""

    code: str
    name: str
    by: int


@dataclass(frozen=True, slots=True)
class Content:
    """All that is imported from one workbook."""

    entries: Sequence[Given]
    replaced: Sequence[Replaced]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an imported list; ``number`` is its place there."""

    number: int
    level: Level
    code: str
    name: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Detail:
    """What the list says of an entry beside its name; each part may be empty."""

    performance: str
    indicator: str
    unit: str
    definition: str
    replaces: tuple[str, ...]  # older codes as printed


@dataclass(frozen=True, slots=True)
class Version:
    """An imported list: its name, what it came from, when (UTC, ISO 8601), and how much it holds.

    ``counts`` are the codes of each level; subkegiatan of provinces and of districts count apart (``provincial``,
    ``district``), as SIPD counts them. ``replaced`` are older codes with a successor, ``size`` bytes on the drive.
    """

    id: str
    name: str
    source: str
    imported_at: str
    counts: tuple[int, ...]
    provincial: int
    district: int
    replaced: int
    size: int

    def count(self, level: Level) -> int:
        """How many codes of a level there are."""
        return self.counts[level - 1]

    @property
    def whole(self) -> int:
        """How many codes there are."""
        return sum(self.counts)
