"""What is told of stages and rules that are not checked in a plan that existed before; the same words everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from gmsc_desktop.models.checks.rules import rule_name, unchecked
from gmsc_desktop.models.checks.stages import Unchecked, lie_behind, unchecked_stages
from gmsc_desktop.models.checks.wording import day, listed, shortened
from gmsc_desktop.models.records import UncheckedStage
from gmsc_desktop.models.reference import ReferencePack, for_plan
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_LONGEST = 300  # characters of a reason that stands among other words
SHORT = m("tidak diperiksa (rencana lama)")


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage that lies behind the plan, as a list of them shows it; ``row`` is None for one that is checked."""

    stage: str
    label: str
    row: UncheckedStage | None
    rules: int
    musts: int

    @property
    def state(self) -> str:
        """In a few words."""
        return _(SHORT) if self.row is not None else _("diperiksa")


def stage_lines(snapshot: Snapshot, present: int) -> tuple[StageLine, ...]:
    """The stages behind a plan that existed before, in the order of the year; of another plan there are none.

    ``present`` is the calendar year of the day of looking.
    """
    pack = for_plan(snapshot.plan.reference_version)
    off = unchecked_stages(snapshot, pack)
    return tuple(_line(snapshot, pack, stage, off.get(stage), present) for stage in lie_behind(pack))


def _line(snapshot: Snapshot, pack: ReferencePack, stage: str, row: UncheckedStage | None, present: int) -> StageLine:
    left = unchecked(snapshot, stage, present)
    return StageLine(stage, pack.label("stage", stage), row, len(left.rules), left.musts)


def stage_sentence(pack: ReferencePack, stage: str, left: Unchecked) -> str:
    """That a whole stage was not checked, and how many rules that are; "" for a stage that is checked."""
    if left.stage is None:
        return ""
    return _("{stage} tidak diperiksa (rencana lama): {rules} aturan, {musts} di antaranya wajib.").format(
        stage=pack.label("stage", stage), rules=len(left.rules), musts=left.musts
    )


def rules_sentence(pack: ReferencePack, left: Unchecked) -> str:
    """That some rules of a stage that is checked make no sense for a plan this old; "" where there are none."""
    if left.stage is not None or not left.rules:
        return ""
    names = listed(f"“{rule_name(pack, rule)}”" for rule in left.rules)
    return _("{count} aturan tidak diperiksa (rencana lama): {names}.").format(count=len(left.rules), names=names)


def decision(row: UncheckedStage) -> str:
    """Why a stage is not checked, who decided so, and when."""
    by = ", ".join(part for part in (row.person, day(row.decided_on)) if part)
    return f"{row.reason.rstrip(' .')} ({by})." if by else row.reason


def unchecked_words(snapshot: Snapshot, stage: str, present: int) -> str:
    """What a receiver of a package for a stage is told of it: sentence and reason, or the rules; "" for nothing."""
    pack = for_plan(snapshot.plan.reference_version)
    if stage not in {choice.code for choice in pack.choices("stage")}:
        return ""
    left = unchecked(snapshot, stage, present)
    if left.stage is not None:
        return f"{stage_sentence(pack, stage, left)} {shortened(decision(left.stage), _LONGEST)}"
    return rules_sentence(pack, left)
