"""The planning documents of the district and their ladder: misi, tujuan, sasaran, program, indicators, ceilings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.start_page.parts import Column, Table, facts, fold, stacked, year_columns
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import date_text, joined, money_text, years_text
from gmsc_desktop.models.records import (
    Ceiling,
    Goal,
    Indicator,
    Mission,
    Objective,
    PlanningDocument,
    Programme,
    ProgrammeAgency,
    Strategy,
    Target,
)
from gmsc_desktop.text import _


def planning(view: View) -> Iterator[Html]:
    """Each document under a fold: its facts and its ladder."""
    documents = view.snapshot.all(PlanningDocument)
    for document in documents:
        status = joined(view.label("planning_status", document.status), _force(document), by=" · ")
        ladder = _Ladder(view, document)
        table = ladder.filled().html(_("Isi dokumen ini belum dimasukkan."))
        yield fold(document_name(view, document), _facts(view, document), table, note=status)
    if not documents:
        yield el("p", _("Dokumen perencanaan daerah belum dicatat."), cls="hint")


def document_name(view: View, document: PlanningDocument) -> str:
    """Its title, else its kind."""
    return document.title or view.label("planning_kind", document.kind)


def _force(document: PlanningDocument) -> str:
    years = years_text(document.in_force_from, document.in_force_to)
    return _("berlaku untuk {years}").format(years=years) if years else ""


def _facts(view: View, document: PlanningDocument) -> Html | None:
    return facts(
        (_("Jenis dokumen"), view.label("planning_kind", document.kind)),
        (_("Periode"), years_text(document.period_start, document.period_end)),
        (_("Tahun target"), years_text(document.target_start, document.target_end)),
        (_("Peraturan"), joined(document.regulation, date_text(document.regulated_on))),
        (_("Visi"), document.vision),
        (_("Bukti dukung"), view.evidence_of("planning_document_id", document.id)),
    )


class _Ladder:
    """Fills the table of one document, step by step downward."""

    def __init__(self, view: View, document: PlanningDocument) -> None:
        self.view = view
        self.snapshot = view.snapshot
        self.document = document
        self.years = _target_years(view, document)
        self.table = Table(
            _("Tujuan, sasaran, program, indikator, target, dan pagu"),
            Column(_("Tujuan, sasaran, program, dan indikator"), "head"),
            Column(_("Satuan")),
            Column(_("Kondisi awal"), "num"),
            *year_columns(self.years),
            Column(_("Kondisi akhir"), "num"),
            look="ladder",
        )

    def filled(self) -> Table:
        """Every step of the document, also those that hang on nothing."""
        ident = self.document.id
        goals = self.snapshot.where(Goal, "document_id", ident)
        missions = self.snapshot.where(Mission, "document_id", ident)
        for mission in missions:
            number = _("Misi {number}").format(number=mission.number) if mission.number else _("Misi")
            self.table.band(_("{number}: {text}").format(number=number, text=mission.text))
            self._goals(goal for goal in goals if goal.mission_id == mission.id)
        self._loose(goals, {mission.id for mission in missions})
        return self.table

    def _loose(self, goals: tuple[Goal, ...], missions: set[str]) -> None:
        ident = self.document.id
        objectives = self.snapshot.where(Objective, "document_id", ident)
        programmes = self.snapshot.where(Programme, "document_id", ident)
        known = {row.id for row in goals} | {row.id for row in objectives} | {row.id for row in programmes}
        indicators = [
            row
            for row in self.snapshot.where(Indicator, "document_id", ident)
            if not {row.goal_id, row.objective_id, row.programme_id} & known
        ]
        alone = [goal for goal in goals if goal.mission_id not in missions]
        hanging = [row for row in objectives if row.goal_id not in known]
        free = [row for row in programmes if row.objective_id not in known]
        if (alone or hanging or free or indicators) and missions:
            self.table.band(_("Tanpa misi"))
        self._goals(alone)
        for objective in hanging:
            self._objective(objective)
        for programme in free:
            self._programme(programme)
        self._indicators(indicators, 1)

    def _goals(self, goals: Iterable[Goal]) -> None:
        for goal in goals:
            self._line(_("Tujuan"), goal.code, goal.text, 1)
            own = self.snapshot.where(Indicator, "goal_id", goal.id)
            self._indicators((row for row in own if not row.objective_id and not row.programme_id), 2)
            for objective in self.snapshot.where(Objective, "goal_id", goal.id):
                self._objective(objective)

    def _objective(self, objective: Objective) -> None:
        unrelated = _("Tidak terkait dengan smart city. {reason}").format(reason=objective.unrelated_reason).strip()
        self._line(_("Sasaran"), objective.code, objective.text, 2, unrelated if objective.unrelated else "")
        own = self.snapshot.where(Indicator, "objective_id", objective.id)
        self._indicators((row for row in own if not row.programme_id), 3)
        for strategy in self.snapshot.where(Strategy, "objective_id", objective.id):
            self._line(self.view.label("strategy_kind", strategy.kind) or _("Strategi"), "", strategy.text, 3)
        for programme in self.snapshot.where(Programme, "objective_id", objective.id):
            self._programme(programme)

    def _programme(self, programme: Programme) -> None:
        offices = self.snapshot.where(ProgrammeAgency, "programme_id", programme.id)
        names = joined(*(self.view.figures.agency_name(row.agency_id, short=True) for row in offices))
        priority = _("prioritas daerah") if programme.priority else ""
        outcome = _("hasil: {outcome}").format(outcome=programme.outcome) if programme.outcome else ""
        self._line(_("Program"), programme.code, programme.name, 3, joined(names, priority, outcome, by=" · "))
        self._indicators(self.snapshot.where(Indicator, "programme_id", programme.id), 4)
        amounts = {row.year: row.amount for row in self.snapshot.where(Ceiling, "programme_id", programme.id)}
        if any(amount is not None for amount in amounts.values()):
            label = el("span", _("Pagu indikatif (Rp)"), cls="lv4 quieter")
            cells = [money_text(amounts.get(year)) for year in self.years]
            self.table.row(label, "", "", *cells, "", look="money")

    def _line(self, kind: str, code: str, text: str, level: int, *more: Content) -> None:
        name: Content = [el("span", kind, cls="kind"), " ", joined(code, text, by=" ")]
        self.table.line(el("div", stacked(name, *more), cls=f"lv{level}"), look=f"step step-{level}")

    def _indicators(self, rows: Iterable[Indicator], level: int) -> None:
        for row in rows:
            targets = {t.year: t.text for t in self.snapshot.where(Target, "indicator_id", row.id)}
            baseline = stacked(row.baseline_text, str(row.baseline_year or ""))
            name = el("div", stacked(row.text, self._about(row)), cls=f"lv{level}")
            self.table.row(name, row.unit, baseline, *(targets.get(year, "") for year in self.years), row.end_text)

    def _about(self, row: Indicator) -> str:
        """Direction, source and office in one line; an office that is its own source is told once."""
        office = self.view.figures.agency_name(row.agency_id, short=True)
        direction = self.view.label("direction", row.direction).lower()
        source = _("sumber: {source}").format(source=row.source) if row.source else ""
        return joined(direction, source, office if office != row.source else "", by=" · ")


def _target_years(view: View, document: PlanningDocument) -> list[int]:
    """The document's own target years and every year that a target or a ceiling was given for."""
    start = document.target_start or document.period_start
    end = document.target_end or document.period_end
    years = set(range(start, end + 1)) if start is not None and end is not None and end - start < 12 else set()
    for indicator in view.snapshot.where(Indicator, "document_id", document.id):
        years.update(row.year for row in view.snapshot.where(Target, "indicator_id", indicator.id))
    for programme in view.snapshot.where(Programme, "document_id", document.id):
        years.update(row.year for row in view.snapshot.where(Ceiling, "programme_id", programme.id))
    return sorted(years)
