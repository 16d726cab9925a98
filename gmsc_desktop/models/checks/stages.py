"""Stages that lie behind a plan which existed before it came here: not checked until a person switches them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gmsc_desktop.models.checks.finding import Weight
from gmsc_desktop.models.records import UncheckedStage
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Snapshot

EXISTING = "lama"  # of the list ``plan_origin``
FIRST_BOOKS = ("", "induk")  # kinds of plan that are a district's first book
# What the paket acuan says of a rule for a plan that existed before; anything else is as usual.
COLUMN, ALWAYS, NEVER, PAST = "rencana_lama", "always", "never", "past"


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What a purpose asks for and what was not looked at in this plan: never met, never open.

    ``stage`` is the decision on the whole stage, None where only some ``rules`` make no sense for a plan this old.
    """

    stage: UncheckedStage | None
    rules: tuple[str, ...]
    musts: int  # so many of the rules weigh as musts

    @property
    def warnings(self) -> int:
        """So many of the rules only warn."""
        return len(self.rules) - self.musts


def is_existing(snapshot: Snapshot) -> bool:
    """Whether the plan was there before the application."""
    return snapshot.plan.origin == EXISTING


def lie_behind(pack: ReferencePack) -> tuple[str, ...]:
    """The stages that a plan which existed before has behind it: those that lead to its book."""
    return tuple(choice.code for choice in pack.choices("stage") if choice.facts.get("leads_to_book"))


def unchecked_stages(snapshot: Snapshot, pack: ReferencePack) -> Mapping[str, UncheckedStage]:
    """The decisions that hold, by stage in the order of the year; of a plan that began here there are none."""
    if not is_existing(snapshot):
        return {}
    rows = {row.stage: row for row in snapshot.all(UncheckedStage) if row.reason.strip()}
    return {stage: rows[stage] for stage in lie_behind(pack) if stage in rows}


@dataclass(frozen=True, slots=True)
class Weights:
    """What the rules weigh for a plan, a purpose and a year."""

    pack: ReferencePack
    purpose: str
    new: bool  # the first book of a cohort that begins
    existing: bool
    over: bool  # the plan existed before, and its period has ended, whichever of its years is looked at
    stage: UncheckedStage | None

    @classmethod
    def of(cls, snapshot: Snapshot, pack: ReferencePack, purpose: str, year: int, present: int) -> Weights:
        """The weights for a plan; ``year`` is the calendar year looked at, ``present`` that of the day of looking."""
        existing, end = is_existing(snapshot), snapshot.plan.period_end
        stage = unchecked_stages(snapshot, pack).get(purpose)
        over = existing and end is not None and end < present
        return cls(pack, purpose, not existing and _is_new(snapshot, year), existing, over, stage)

    def asked(self, rule: str) -> Weight | None:
        """What a rule weighs for the purpose; None where it is silent, or unknown to the paket acuan."""
        written = self.pack.rule_weights.get(rule, {}).get(self.purpose, "silent")
        if written == "must_new":
            return "must" if self.new else "warning"
        if written == "must":
            return "must"
        return "warning" if written == "warning" else None

    def checked(self, rule: str) -> Weight | None:
        """The same, None also where this plan is not held against the rule."""
        return self.asked(rule) if self.runs(rule) else None

    def runs(self, rule: str) -> bool:
        """Whether this plan is held against a rule; what guards files and persons always is."""
        told = self.pack.rule_weights.get(rule, {}).get(COLUMN, "")
        if not self.existing or told == ALWAYS:
            return True
        return self.stage is None and told != NEVER and not (told == PAST and self.over)


def _is_new(snapshot: Snapshot, year: int) -> bool:
    """Whether this is the first book of a cohort that began in the year looked at, or one year beside it."""
    cohort = snapshot.region.cohort_year
    return snapshot.plan.kind in FIRST_BOOKS and (cohort is None or abs(cohort - year) <= 1)
