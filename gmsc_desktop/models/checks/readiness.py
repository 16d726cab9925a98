"""How far a plan is on its way to the final book: of what the book must have, how much it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gmsc_desktop.models.checks.finding import Finding
from gmsc_desktop.models.checks.rules import is_open, must_rules, unchecked
from gmsc_desktop.models.snapshot import Snapshot

FINAL = "final"


@dataclass(frozen=True, slots=True)
class Readiness:
    """``met`` of ``asked`` rules that weigh as musts have nothing open.

    Of a stage that is ``unchecked`` nothing is asked, and so nothing is met either.
    """

    met: int
    asked: int
    unchecked: bool = False


def readiness(snapshot: Snapshot, today: date, purpose: str = FINAL) -> Readiness:
    """How many of the musts of a purpose are met; by the records alone, without a look at evidence files."""
    if unchecked(snapshot, purpose, today.year).stage is not None:
        return Readiness(0, 0, unchecked=True)
    asked = must_rules(snapshot, purpose, snapshot.year_at(today.year), today.year)
    left = sum(is_open(snapshot.afresh(), purpose, rule, today) for rule in asked)
    return Readiness(len(asked) - left, len(asked))


def readiness_of(
    snapshot: Snapshot, purpose: str, year: int, findings: Iterable[Finding], *, present: int
) -> Readiness:
    """The same of findings that are known already: a rule with anything open among them is not met."""
    if unchecked(snapshot, purpose, present).stage is not None:
        return Readiness(0, 0, unchecked=True)
    asked = must_rules(snapshot, purpose, year, present)
    return Readiness(len(asked - {finding.rule for finding in findings if finding.open}), len(asked))
