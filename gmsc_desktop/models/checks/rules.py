"""The rules by number, and the check that runs those which a purpose asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.checks import (
    agencies,
    book,
    directions,
    evidence,
    initiatives,
    institutions,
    mapping,
    money,
    nomenclature,
    planning,
    plausibility,
    privacy,
    progress,
    roadmap,
    years,
)
from gmsc_desktop.models.checks.case import Case, Fault, Personal
from gmsc_desktop.models.checks.finding import CodeList, EvidenceFiles, Finding, Weight
from gmsc_desktop.models.checks.stages import Unchecked, Weights
from gmsc_desktop.models.checks.wording import listed
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.records import FindingOverride
from gmsc_desktop.models.reference import CURRENT_VERSION, Choice, ReferencePack, for_plan, load
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.values import FIRST_YEAR, LAST_YEAR

# In the order of their numbers, which is the order in which findings are told.
RULES: dict[str, Callable[[Case], Iterator[Fault]]] = {
    "1": institutions.region_and_head,
    "1b": institutions.period_span,
    "2": institutions.agreement,
    "3": institutions.decrees,
    "3b": institutions.outside_members,
    "4": institutions.regulation,
    "6": planning.ladder,
    "7": mapping.every_objective,
    "7b": mapping.served_objectives,
    "13": roadmap.vision_and_objectives,
    "13b": roadmap.subdimension_objectives,
    "14": initiatives.complete,
    "14b": years.inside_the_period,
    "15": roadmap.near_horizons,
    "15b": roadmap.far_horizon,
    "16": money.sources_add_up,
    "16b": money.budget_filled,
    "16c": money.within_ceilings,
    "19": nomenclature.well_formed,
    "19b": nomenclature.known,
    "20": directions.consistent,
    "21": agencies.with_initiatives,
    "21b": agencies.recorded_once,
    "24": roadmap.quick_wins,
    "27": progress.last_quarter,
    "27b": progress.reported_with_evidence,
    "28": plausibility.plausible,
    "29": progress.benefit_and_obstacle,
    "30": institutions.meetings,
    "38": evidence.whole,
    "38b": evidence.readable,
    "39": book.sections,
    "40": book.cover_letter,
    "41": privacy.no_personal_numbers,
}


def check(
    snapshot: Snapshot,
    purpose: str,
    *,
    year: int,
    today: date,
    files: EvidenceFiles | None = None,
    personal: Personal | None = None,
    codes: CodeList | None = None,
    pack: ReferencePack | None = None,
) -> list[Finding]:
    """What still stands between this plan and a submission for ``purpose``, a code of the list ``stage``.

    ``year`` is the calendar year looked at, ``today`` the day against which offices and dates are held. Without
    ``files`` rule 38 judges by the records alone; without ``personal`` rule 41 and without ``codes`` rule 19b are not
    run. ``pack`` is the plan's own paket acuan where none is given. Musts first, then by number of the rule, then in
    the plan's order. What is not checked in a plan that existed before finds nothing here: ``unchecked`` tells of it.
    Raises ``UserFacingError`` for an unknown purpose, and for a year that can be none.
    """
    pack = pack or for_plan(snapshot.plan.reference_version)
    _known_purpose(pack, purpose)
    possible_year(year)
    case = Case(snapshot, pack, Figures(snapshot, pack), purpose, year, today, files, personal, codes)
    weights = Weights.of(snapshot, pack, purpose, year, today.year)
    overrides = {row.finding_key: row for row in snapshot.all(FindingOverride) if row.reason.strip()}
    findings: list[Finding] = []
    for rule, faults in RULES.items():
        weight = weights.checked(rule)
        if weight is not None:
            findings += [_finding(rule, weight, fault, overrides) for fault in faults(case)]
    return sorted(findings, key=lambda finding: finding.weight != "must")


def is_open(snapshot: Snapshot, purpose: str, rule: str, today: date) -> bool:
    """Whether a rule that weighs as a must has anything open; by the records alone, and no further than the first."""
    pack = for_plan(snapshot.plan.reference_version)
    case = Case(snapshot, pack, Figures(snapshot, pack), purpose, snapshot.year_at(today.year), today)
    overrides = {row.finding_key: row for row in snapshot.all(FindingOverride) if row.reason.strip()}
    return any(_finding(rule, "must", fault, overrides).open for fault in RULES[rule](case))


def purposes(pack: ReferencePack | None = None) -> tuple[Choice, ...]:
    """What a plan can be checked and handed in for, in the order of the programme's year."""
    return (pack or load(CURRENT_VERSION)).choices("stage")


def rule_name(pack: ReferencePack, rule: str) -> str:
    """What a rule asks for, in a few words; "" where the paket acuan does not know it."""
    return _(pack.rule_weights.get(rule, {}).get("uraian", ""))


def _known_purpose(pack: ReferencePack, purpose: str) -> None:
    known = [choice.code for choice in purposes(pack)]
    if purpose not in known:
        raise UserFacingError(
            _("Tahap “{purpose}” tidak dikenal.").format(purpose=purpose),
            _("Pilih salah satu dari {stages}.").format(stages=listed(known)),
        )


def possible_year(year: int) -> None:
    """Raises ``UserFacingError`` for a year that can be none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserFacingError(
            _("Tahun {year} di luar jangkauan {first} sampai {last}.").format(
                year=year, first=FIRST_YEAR, last=LAST_YEAR
            ),
            _("Tulis tahun dengan empat angka, misalnya 2026."),
        )


def must_rules(snapshot: Snapshot, purpose: str, year: int, present: int) -> frozenset[str]:
    """The numbers of the rules that weigh as musts for this plan and purpose, met or not; none that is not checked.

    ``year`` is the calendar year looked at, ``present`` that of the day of looking.
    """
    weights = Weights.of(snapshot, for_plan(snapshot.plan.reference_version), purpose, year, present)
    return frozenset(rule for rule in RULES if weights.checked(rule) == "must")


def unchecked(snapshot: Snapshot, purpose: str, present: int) -> Unchecked:
    """What the purpose asks for and what is not looked at, for the plan existed before it came here.

    ``present`` is the calendar year of the day of looking, whichever year is looked at.
    """
    weights = Weights.of(snapshot, for_plan(snapshot.plan.reference_version), purpose, present, present)
    left = tuple(rule for rule in RULES if weights.asked(rule) is not None and not weights.runs(rule))
    return Unchecked(weights.stage, left, sum(weights.asked(rule) == "must" for rule in left))


def _finding(rule: str, weight: Weight, fault: Fault, overrides: dict[str, FindingOverride]) -> Finding:
    key = ":".join((rule, *fault.about))
    return Finding(key, rule, weight, fault.sentence, fault.place, overrides.get(key))
