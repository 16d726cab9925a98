"""What a check finds: one sentence, where it leads, its weight, and who decided to leave it so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from gmsc_desktop.models.records import FindingOverride

Weight = Literal["must", "warning"]
FileState = Literal["ok", "missing", "changed", "unchecked"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding leads: a value of a record.

    ``record_id`` names the record. Where that record is still missing it names the record it would belong to (a missing
    indicator: the initiative), or the code of the one that is missing (a dimension, a section, a kind of body); it is
    empty where any new record of the table will do. ``column`` may be empty: the record as a whole.
    """

    table: str
    record_id: str
    column: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a purpose asks for and that is not there yet.

    ``key`` is made of the rule and the records it is about, never of words or figures, so that an override belongs to
    one finding for as long as the finding exists. ``sentence`` is plain Indonesian text.
    """

    key: str
    rule: str
    weight: Weight
    sentence: str
    place: Place
    override: FindingOverride | None

    @property
    def open(self) -> bool:
        """Whether it stands in the way of a submission: a must that nobody has decided to leave so."""
        return self.weight == "must" and self.override is None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each sort; ``overridden`` are musts with a decision."""

    open_musts: int
    overridden: int
    warnings: int


class EvidenceFiles(Protocol):
    """The evidence files of a plan, wherever they lie: a data folder, or an unpacked package."""

    def state(self, sha256: str) -> FileState:
        """Whether the file with this hash is there and still is what the hash says."""
        ...


def summary(findings: Iterable[Finding]) -> Counts:
    """How many findings stand in the way, were decided upon, or only warn."""
    every = tuple(findings)
    musts = [finding for finding in every if finding.weight == "must"]
    still_open = sum(finding.open for finding in musts)
    return Counts(still_open, len(musts) - still_open, len(every) - len(musts))


class CodeList(Protocol):
    """The lists of the nomenclature that this computer has."""

    def told(self, code: str) -> str:
        """What is to be said of a code: that it is unknown, or old with its successors; "" where there is nothing."""
        ...
