"""How far a plan is on its way to the final book: of what the book must have, how much it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gmsc_desktop.models.checks.rules import RULES, check
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Snapshot

FINAL = "final"


@dataclass(frozen=True, slots=True)
class Readiness:
    """``met`` of ``asked`` rules that weigh as musts have nothing open."""

    met: int
    asked: int


def readiness(snapshot: Snapshot, today: date, purpose: str = FINAL) -> Readiness:
    """How many of the musts of a purpose are met; by the records alone, without a look at evidence files."""
    pack = for_plan(snapshot.plan.reference_version)
    findings = check(snapshot, purpose, year=today.year, today=today, pack=pack)
    asked = {rule for rule in RULES if pack.rule_weights.get(rule, {}).get(purpose) == "must"}
    asked |= {finding.rule for finding in findings if finding.weight == "must"}
    return Readiness(len(asked - {finding.rule for finding in findings if finding.open}), len(asked))
