"""How far a plan that existed before has been brought in: told by its own records, never ticked by hand."""

from __future__ import annotations

from dataclasses import dataclass

from gmsc_desktop.models.checks.institutions import HEADS
from gmsc_desktop.models.plan import FINAL
from gmsc_desktop.models.records import (
    EvidenceLink,
    HeadOfRegion,
    Initiative,
    LegalDocument,
    Objective,
    OriginalDocument,
    PlanningDocument,
    ProgressEntry,
    ProgressYear,
)
from gmsc_desktop.models.snapshot import Snapshot

_REGULATIONS = ("perkada", "perda")


@dataclass(frozen=True, slots=True)
class Brought:
    """What of an existing plan is here. ``years`` are those that are over and have initiatives planned."""

    originals: int  # original documents with their file
    head: bool  # a head of region of its time
    regulation: bool  # with its number
    final: bool
    document: str  # id of a planning document with sasaran; "" for none
    objectives: int  # of that document
    initiatives: int
    years: tuple[int, ...]
    told: tuple[int, ...]  # of these years, those with realisation


def brought(snapshot: Snapshot, year: int) -> Brought:
    """Look at the plan; ``year`` is the present calendar year."""
    document, objectives = _planning(snapshot)
    planned = _planned(snapshot)
    over = tuple(one for one in snapshot.years if one < year and (not planned or one in planned))
    reported = _reported(snapshot)
    files = {link.original_document_id for link in snapshot.all(EvidenceLink)}
    papers = [row for row in snapshot.all(LegalDocument) if row.kind in _REGULATIONS]
    return Brought(
        originals=sum(row.id in files for row in snapshot.all(OriginalDocument)),
        head=any(_of_its_time(snapshot, row) for row in snapshot.all(HeadOfRegion)),
        regulation=any(row.number.strip() and row.status != "rancangan" for row in papers),
        final=snapshot.plan.status == FINAL,
        document=document,
        objectives=objectives,
        initiatives=len(snapshot.all(Initiative)),
        years=over,
        told=tuple(one for one in over if one in reported),
    )


def _of_its_time(snapshot: Snapshot, row: HeadOfRegion) -> bool:
    """Whether somebody was head of region at any time of the plan's period."""
    start, end = snapshot.plan.period_start, snapshot.plan.period_end
    if row.post not in HEADS or not row.name.strip():
        return False
    began = end is None or not row.from_date or row.from_date[:4] <= str(end)
    stayed = start is None or not row.to_date or row.to_date[:4] >= str(start)
    return began and stayed


def _planning(snapshot: Snapshot) -> tuple[str, int]:
    """The planning document with the most sasaran."""
    counts = {row.id: len(snapshot.where(Objective, "document_id", row.id)) for row in snapshot.all(PlanningDocument)}
    best = max(counts, key=lambda one: counts[one], default="")
    return (best, counts[best]) if best and counts[best] else ("", 0)


def _planned(snapshot: Snapshot) -> set[int]:
    """The years of all initiatives; none where they are not known of one of them."""
    spans = [(row.year_start, row.year_end) for row in snapshot.all(Initiative)]
    if any(start is None or end is None for start, end in spans):
        return set()
    return {one for start, end in spans if start and end for one in range(start, end + 1)}


def _reported(snapshot: Snapshot) -> set[int]:
    """The years of which something was realised; a budget alone is none."""
    years = {row.year for row in snapshot.all(ProgressYear) if row.status or row.spending is not None}
    return years | {row.year for row in snapshot.all(ProgressEntry) if row.year is not None}
