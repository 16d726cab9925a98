"""Numbers derived from a plan, computed in one place for papers, tables, charts, checks and the screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from gmsc_desktop.models.records import (
    ActionStep,
    ActionStepPlan,
    Agency,
    Indicator,
    IndicatorMapping,
    Initiative,
    InitiativeBudget,
    ObjectiveDimension,
    PlanningDocument,
    Programme,
    ProgrammeMapping,
    ProgressEntry,
    ProgressYear,
    QuickWin,
    YearClosing,
)
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.models.target_codes import objective_codes
from gmsc_desktop.text import _
from gmsc_desktop.values import format_percent

REJECTED = "ditolak"
REPLACED = "diganti"
DRAFTED = "rancangan"
OF_OFFICE = "renstra"  # of one OPD; the district's own document is an RPJMD or RPD


@dataclass(frozen=True, slots=True)
class Fraction:
    """So many programmes of so many: those that ran of those planned for a year, those that are mapped of all."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """0 to 100; None where there is no whole."""
        return 100 * self.part / self.whole if self.whole else None

    @property
    def sentence(self) -> str:
        """The fraction first: "9 dari 10 program, 90 %"."""
        if self.percent is None:
            return _("tidak ada program")
        share = format_percent(self.percent, 0)
        return _("{part} dari {whole} program, {share}").format(part=self.part, whole=self.whole, share=share)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of Rupiah that does not hide what is empty: ``amount`` is None where nothing at all is known."""

    amount: int | None
    known: int
    empty: int


@dataclass(frozen=True, slots=True)
class YearMoney:
    """The four sums over the programmes of a year; ``latest`` is DPPA, else DPA, programme by programme."""

    year: int
    plan: Total
    budget: Total
    revised: Total
    latest: Total
    spending: Total


@dataclass(frozen=True, slots=True)
class Physical:
    """Mean physical realisation in percent of the programmes that reported; ``planned``: mean plan of the steps."""

    percent: float | None
    planned: float | None
    reported: int
    programmes: int


def total(amounts: Iterable[int | None]) -> Total:
    """The sum of what is known, and how many are empty: empty is not zero."""
    values = list(amounts)
    known = [value for value in values if value is not None]
    return Total(sum(known) if known else None, len(known), len(values) - len(known))


class Figures:
    """The derived numbers of one snapshot. Rejected proposals are no part of the plan and count nowhere."""

    def __init__(self, snapshot: Snapshot, reference: ReferencePack) -> None:
        self.snapshot = snapshot
        self.reference = reference
        self.initiatives = tuple(row for row in snapshot.all(Initiative) if row.state != REJECTED)
        self.initiative_ids = frozenset(row.id for row in self.initiatives)

    @cached_property
    def objective_codes(self) -> Mapping[str, str]:
        """How each sasaran is called where its misi and tujuan do not stand above it, by its id."""
        return objective_codes(self.snapshot)

    def of_dimension(self, dimension: str = "") -> tuple[Initiative, ...]:
        """The initiatives of a dimension, or of all."""
        return tuple(row for row in self.initiatives if dimension in ("", row.dimension))

    def runs_in(self, initiative: Initiative, year: int) -> bool:
        """Whether the initiative is planned for the year; with one of its two years alone, for that year."""
        start, end = span(initiative)
        return start is not None and end is not None and start <= year <= end

    def planned(self, year: int, dimension: str = "") -> tuple[Initiative, ...]:
        """The initiatives planned for a year."""
        return tuple(row for row in self.of_dimension(dimension) if self.runs_in(row, year))

    def rate(self, year: int, dimension: str = "") -> Fraction:
        """Keterlaksanaan of a year: what ran (a fact of the status list) of what was planned for it."""
        rows = self.planned(year, dimension)
        return Fraction(sum(self.ran(row.id, year) for row in rows), len(rows))

    def ran(self, initiative_id: str, year: int) -> bool:
        """Whether the year's status says that the initiative ran."""
        progress = self.progress(initiative_id, year)
        return progress is not None and self.reference.fact("progress_status", progress.status, "ran") is True

    @property
    def ran_words(self) -> str:
        """What keterlaksanaan counts, in the words of the status list: "berjalan atau terlaksana"."""
        choices = self.reference.choices("progress_status")
        return _(" atau ").join(choice.label.lower() for choice in choices if choice.facts.get("ran") is True)

    def rate_sentence(self, year: int) -> str:
        """Keterlaksanaan of a year, with what it counts: a programme that runs counts as one that is done."""
        rate = self.rate(year)
        if not rate.whole:
            return _("Tidak ada program yang direncanakan untuk tahun {year}.").format(year=year)
        return _("Keterlaksanaan program {year}: {told}, {ran}.").format(
            year=year, told=rate.sentence, ran=self.ran_words
        )

    def progress(self, initiative_id: str, year: int) -> ProgressYear | None:
        """The year's row of an initiative."""
        rows = self.snapshot.where(ProgressYear, "initiative_id", initiative_id)
        return next((row for row in rows if row.year == year), None)

    def entries(self, initiative_id: str, year: int | None = None) -> tuple[ProgressEntry, ...]:
        """Entries of an initiative by date, the earliest first; undated ones before all."""
        rows = self.snapshot.where(ProgressEntry, "initiative_id", initiative_id)
        return tuple(sorted((row for row in rows if year in (None, row.year)), key=lambda row: (row.as_of, row.id)))

    def latest_entry(self, initiative_id: str, year: int | None = None) -> ProgressEntry | None:
        """The entry with the latest as-of date, of a year or of all."""
        return next(reversed(self.entries(initiative_id, year)), None)

    def closing(self, year: int) -> YearClosing | None:
        """Who closed a year and when; None while it takes entries."""
        return next((row for row in self.snapshot.all(YearClosing) if row.year == year and row.closed), None)

    def physical(self, year: int, dimension: str = "") -> Physical:
        """Mean physical realisation of a year from each programme's latest entry that tells it, beside its plan."""
        rows = self.planned(year, dimension)
        told = [p for p in (self._physical(row.id, year) for row in rows) if p is not None]
        planned = [p for p in (self.planned_percent(row.id, year) for row in rows) if p is not None]
        return Physical(_mean(told), _mean(planned), len(told), len(rows))

    def _physical(self, initiative_id: str, year: int) -> float | None:
        told = (entry.physical_percent for entry in reversed(self.entries(initiative_id, year)))
        return next((percent for percent in told if percent is not None), None)

    def planned_percent(self, initiative_id: str, year: int) -> float | None:
        """Mean plan of the steps up to the quarter of the latest entry (else the year's end), cumulative."""
        latest = self.latest_entry(initiative_id, year)
        month = int(latest.as_of[5:7]) if latest and latest.as_of[5:7].isdigit() else 12
        plans = []
        for step in self.snapshot.where(ActionStep, "initiative_id", initiative_id):
            rows = [p for p in self.snapshot.where(ActionStepPlan, "step_id", step.id) if p.year == year]
            due = [p.percent for p in rows if p.percent is not None and p.quarter <= (month + 2) // 3]
            if rows:
                plans.append(due[-1] if due else 0.0)
        return _mean(plans)

    def budget(self, initiative_id: str, year: int | None = None, source: str = "") -> Total:
        """The master plan's budget of an initiative over its sources."""
        rows = self.snapshot.where(InitiativeBudget, "initiative_id", initiative_id)
        return total(row.amount for row in rows if year in (None, row.year) and source in ("", row.source))

    def own_budget(self, initiative_id: str, year: int) -> int:
        """What the district's own APBD is to pay in a year, as the list of funding sources tells which that is."""
        rows = self.snapshot.where(InitiativeBudget, "initiative_id", initiative_id)
        own = (row for row in rows if self.reference.fact("funding_source", row.source, "local_government") is True)
        return sum(row.amount or 0 for row in own if row.year == year)

    def budget_of(self, dimension: str = "", year: int | None = None, source: str = "") -> Total:
        """The master plan's budget of a dimension, or of all."""
        ids = {row.id for row in self.of_dimension(dimension)}
        rows = (row for row in self.snapshot.all(InitiativeBudget) if row.initiative_id in ids)
        return total(row.amount for row in rows if year in (None, row.year) and source in ("", row.source))

    def sources(self, initiative_id: str | None = None) -> list[str]:
        """Codes of the funding sources in use, in the order of their list."""
        rows = self.snapshot.all(InitiativeBudget)
        used = {row.source for row in rows if initiative_id in (None, row.initiative_id)}
        known = [choice.code for choice in self.reference.choices("funding_source") if choice.code in used]
        return known + sorted(used.difference(known))

    def plan_amount(self, initiative_id: str, year: int) -> int | None:
        """The master plan's sum of a year: as the year's row has it, else the budget over the sources."""
        progress = self.progress(initiative_id, year)
        if progress is not None and progress.plan_amount is not None:
            return progress.plan_amount
        return self.budget(initiative_id, year).amount

    def spending(self, initiative_id: str, year: int) -> int | None:
        """Realisation of a year: as the year's row has it, else the latest entry's cumulative sum."""
        progress = self.progress(initiative_id, year)
        if progress is not None and progress.spending is not None:
            return progress.spending
        told = (entry.spending for entry in reversed(self.entries(initiative_id, year)))
        return next((amount for amount in told if amount is not None), None)

    def money(self, year: int, dimension: str = "") -> YearMoney:
        """The four sums of a year over the programmes planned for it or with a row for it."""
        rows = [r for r in self.of_dimension(dimension) if self.runs_in(r, year) or self.progress(r.id, year)]
        years = [self.progress(row.id, year) for row in rows]
        return YearMoney(
            year,
            plan=total(self.plan_amount(row.id, year) for row in rows),
            budget=total(p.budget if p else None for p in years),
            revised=total(p.revised_budget if p else None for p in years),
            latest=total(latest_budget(p) for p in years),
            spending=total(self.spending(row.id, year) for row in rows),
        )

    @cached_property
    def told_years(self) -> tuple[int, ...]:
        """Years of which something was reported, in order."""
        told = {row.year for row in self.snapshot.all(ProgressYear)}
        return tuple(sorted(told | {row.year for row in self.snapshot.all(ProgressEntry) if row.year is not None}))

    @cached_property
    def quick_win_years(self) -> tuple[int, ...]:
        """Years with quick wins, in order."""
        return tuple(sorted({row.year for row in self.snapshot.all(QuickWin)}))

    def horizon(self, initiative: Initiative) -> str:
        """Code of the list ``horizon``: as chosen, else by the plan year in which it ends; "" when unknown."""
        if initiative.horizon:
            return initiative.horizon
        begin, (_start, end) = self.snapshot.plan.period_start, span(initiative)
        if begin is None or end is None:
            return ""
        length = end - begin + 1
        choices = self.reference.choices("horizon")
        fitting = (choice.code for choice in choices if length <= int(choice.facts.get("years", 0)))
        return next(fitting, choices[-1].code if choices else "")

    def document_in_force(self, year: int) -> PlanningDocument | None:
        """The planning document in force in a year: never a draft nor one office's, the newest whose years hold it.

        One that was replaced counts up to the year before its successor, also where its own last year says later.
        """
        documents = (
            row for row in self.snapshot.all(PlanningDocument) if row.status != DRAFTED and row.kind != OF_OFFICE
        )
        holding = [row for row in documents if _first(row) is not None and _holds(row, year)]
        return max(holding, key=lambda row: (_first(row) or 0, row.status != REPLACED, row.position), default=None)

    def document_to_map(self, year: int) -> PlanningDocument | None:
        """The planning document that a mapping is about: the one in force in the year, else the plan's newest."""
        documents = self.snapshot.all(PlanningDocument)
        return self.document_in_force(year) or (documents[-1] if documents else None)

    def document_for(self, initiative: Initiative, year: int) -> PlanningDocument | None:
        """The document that an initiative is held against: in force in the year, else in its own nearest year."""
        start, end = span(initiative)
        return self.document_in_force(year if start is None or end is None else min(max(year, start), end))

    def is_mapped(self, initiative_id: str, document_id: str = "") -> bool:
        """Whether the initiative serves an indicator or programme of a planning document, of one or of any."""
        indicators = self.snapshot.where(IndicatorMapping, "initiative_id", initiative_id)
        programmes = self.snapshot.where(ProgrammeMapping, "initiative_id", initiative_id)
        owners: list[Indicator | Programme | None] = [self.snapshot.get(Indicator, m.indicator_id) for m in indicators]
        owners += [self.snapshot.get(Programme, m.programme_id) for m in programmes]
        return any(row is not None and document_id in ("", row.document_id) for row in owners)

    def mapped(self, dimension: str = "", document_id: str = "") -> Fraction:
        """How many of a dimension's initiatives are mapped, to one planning document or to any."""
        rows = self.of_dimension(dimension)
        return Fraction(sum(self.is_mapped(row.id, document_id) for row in rows), len(rows))

    def serving(self, objective_id: str, dimension: str = "") -> tuple[Initiative, ...]:
        """The initiatives mapped to an objective's indicators or programmes, in the plan's order."""
        ids = self._serving.get(objective_id, set())
        return tuple(row for row in self.of_dimension(dimension) if row.id in ids)

    @cached_property
    def _serving(self) -> dict[str, set[str]]:
        served: defaultdict[str, set[str]] = defaultdict(set)
        for by_indicator in self.snapshot.all(IndicatorMapping):
            indicator = self.snapshot.get(Indicator, by_indicator.indicator_id)
            programme = self.snapshot.get(Programme, indicator.programme_id) if indicator else None
            objective = (indicator.objective_id if indicator else "") or (programme.objective_id if programme else "")
            served[objective].add(by_indicator.initiative_id)
        for by_programme in self.snapshot.all(ProgrammeMapping):
            programme = self.snapshot.get(Programme, by_programme.programme_id)
            served[programme.objective_id if programme else ""].add(by_programme.initiative_id)
        return dict(served)

    def strengths(self, objective_id: str) -> dict[str, str]:
        """The dimensions an objective is mapped to, with their strength."""
        rows = self.snapshot.where(ObjectiveDimension, "objective_id", objective_id)
        return {row.dimension: row.strength for row in rows}

    def agency_name(self, agency_id: str, *, short: bool = False) -> str:
        """The name of an office, or its short form where it has one; "" where there is none."""
        agency = self.snapshot.get(Agency, agency_id) if agency_id else None
        if agency is None:
            return ""
        return (agency.short_name if short else "") or agency.name


def span(initiative: Initiative) -> tuple[int | None, int | None]:
    """First and last year; where one is missing, the other stands for both."""
    start, end = initiative.year_start, initiative.year_end
    return (start if start is not None else end), (end if end is not None else start)


def latest_budget(progress: ProgressYear | None) -> int | None:
    """Pagu DPPA where there is one, else pagu DPA."""
    if progress is None:
        return None
    return progress.revised_budget if progress.revised_budget is not None else progress.budget


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _first(document: PlanningDocument) -> int | None:
    return document.in_force_from if document.in_force_from is not None else document.period_start


def _holds(document: PlanningDocument, year: int) -> bool:
    first = _first(document)
    last = document.in_force_to if document.in_force_to is not None else document.period_end
    return first is not None and first <= year and (last is None or year <= last)
