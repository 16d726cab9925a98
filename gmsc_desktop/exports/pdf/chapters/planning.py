"""The planning documents of the district and their ladder: misi, tujuan, sasaran, program, indicators and ceilings."""

from __future__ import annotations

from collections.abc import Iterable

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.parts import year_columns
from gmsc_desktop.exports.pdf.grid import Cell, Column, Grid
from gmsc_desktop.exports.pdf.styles import cell_style
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

_STEP = 10.0  # points of indent from one step of the ladder to the next


def write(book: Book) -> None:
    """The chapter, on landscape pages for the tables of targets."""
    book.chapter(_("Dokumen Perencanaan Daerah"), wide=True)
    book.heading(_("Daftar dokumen"))
    _documents(book)
    for document in documents_of_plan(book):
        book.heading(document.title or book.edition.reference.label("planning_kind", document.kind))
        if document.vision:
            book.text(_("Visi: {vision}").format(vision=document.vision))
        _ladder(book, document)


def documents_of_plan(book: Book) -> list[PlanningDocument]:
    """The documents in force in the plan's years, the earliest first; all of them where the years are not known."""
    edition = book.edition
    found = [edition.figures.document_in_force(year) for year in edition.snapshot.years]
    in_force = list(dict.fromkeys(document for document in found if document is not None))
    return in_force or list(edition.snapshot.all(PlanningDocument))


def _documents(book: Book) -> None:
    reference = book.edition.reference
    grid = book.grid(
        [
            Column(_("Jenis"), 24),
            Column(_("Judul"), 74, bold=True),
            Column(_("Periode"), 22),
            Column(_("Tahun target"), 22),
            Column(_("Peraturan"), 60),
            Column(_("Status"), 20),
            Column(_("Berlaku untuk tahun"), 28),
        ]
    )
    for row in book.edition.snapshot.all(PlanningDocument):
        grid.row(
            reference.label("planning_kind", row.kind),
            row.title,
            years_text(row.period_start, row.period_end),
            years_text(row.target_start, row.target_end),
            joined(row.regulation, date_text(row.regulated_on)),
            reference.label("planning_status", row.status),
            years_text(row.in_force_from, row.in_force_to),
        )
    book.table(grid, _("Dokumen perencanaan daerah"), empty=_("Dokumen perencanaan daerah belum dicatat."))


class _Ladder:
    """Fills the table of one document."""

    def __init__(self, book: Book, document: PlanningDocument) -> None:
        self.book = book
        self.snapshot = book.edition.snapshot
        self._depth = 0
        self.years = _target_years(book, document)
        self.grid: Grid = book.grid(
            [
                Column(_("Tujuan, sasaran, program, dan indikator"), 74),
                Column(_("Satuan"), 18),
                Column(_("Kondisi awal"), 20, "right"),
                *year_columns(self.years, 24),
            ]
        )

    def mission(self, mission: Mission) -> None:
        number = _("Misi {number}").format(number=mission.number) if mission.number else _("Misi")
        self.grid.band(f"{number}: {mission.text}")

    def line(self, kind: str, code: str, text: str, depth: int) -> None:
        self._depth = depth + 1
        style = cell_style(indent=_STEP * depth)
        self.grid.line(self.book.ink.labelled(joined(kind, code, by=" "), text, style))

    def indicators(self, rows: Iterable[Indicator]) -> None:
        style = cell_style(indent=_STEP * self._depth)
        for row in rows:
            targets = {t.year: t.text for t in self.snapshot.where(Target, "indicator_id", row.id)}
            baseline = f"{row.baseline_text} ({row.baseline_year})" if row.baseline_year else row.baseline_text
            name = self.book.ink.cell(row.text, style)
            self.grid.row(name, row.unit, baseline, *(targets.get(year, "") for year in self.years))

    def programme(self, programme: Programme) -> None:
        offices = self.snapshot.where(ProgrammeAgency, "programme_id", programme.id)
        names = joined(*(self.book.edition.figures.agency_name(row.agency_id, short=True) for row in offices))
        self.line(_("Program"), programme.code, f"{programme.name} ({names})" if names else programme.name, 2)
        self.indicators(self.snapshot.where(Indicator, "programme_id", programme.id))
        amounts = {row.year: row.amount for row in self.snapshot.where(Ceiling, "programme_id", programme.id)}
        if any(amount is not None for amount in amounts.values()):
            muted = cell_style(muted=True, indent=_STEP * self._depth)
            cells: list[Cell] = [self.book.ink.cell(_("Pagu indikatif (Rp)"), muted), "", ""]
            cells += [money_text(amounts.get(year)) for year in self.years]
            self.grid.row(*cells)

    def objective(self, objective: Objective) -> None:
        self.line(_("Sasaran"), objective.code, objective.text, 1)
        own = self.snapshot.where(Indicator, "objective_id", objective.id)
        self.indicators(row for row in own if not row.programme_id)
        for strategy in self.snapshot.where(Strategy, "objective_id", objective.id):
            self.line(self.book.edition.reference.label("strategy_kind", strategy.kind), "", strategy.text, 2)
        for programme in self.snapshot.where(Programme, "objective_id", objective.id):
            self.programme(programme)

    def goal(self, goal: Goal) -> None:
        self.line(_("Tujuan"), goal.code, goal.text, 0)
        own = self.snapshot.where(Indicator, "goal_id", goal.id)
        self.indicators(row for row in own if not row.objective_id and not row.programme_id)
        for objective in self.snapshot.where(Objective, "goal_id", goal.id):
            self.objective(objective)


def _ladder(book: Book, document: PlanningDocument) -> None:
    ladder, snapshot = _Ladder(book, document), book.edition.snapshot
    goals = snapshot.where(Goal, "document_id", document.id)
    missions = snapshot.where(Mission, "document_id", document.id)
    known = {mission.id for mission in missions}
    for mission in missions:
        ladder.mission(mission)
        for goal in (goal for goal in goals if goal.mission_id == mission.id):
            ladder.goal(goal)
    for goal in (goal for goal in goals if goal.mission_id not in known):
        ladder.goal(goal)
    loose = {goal.id for goal in goals}
    for objective in snapshot.where(Objective, "document_id", document.id):
        if objective.goal_id not in loose:
            ladder.objective(objective)
    objectives = {row.id for row in snapshot.where(Objective, "document_id", document.id)}
    for programme in snapshot.where(Programme, "document_id", document.id):
        if programme.objective_id not in objectives:
            ladder.programme(programme)
    caption = _("Tujuan, sasaran, program, indikator, dan pagu {title}").format(title=document.title)
    book.table(ladder.grid, caption, empty=_("Isi dokumen ini belum dimasukkan."))


def _target_years(book: Book, document: PlanningDocument) -> list[int]:
    """The document's own target years and every year that a target or a ceiling was given for."""
    snapshot = book.edition.snapshot
    start = document.target_start or document.period_start
    end = document.target_end or document.period_end
    years = set(range(start, end + 1)) if start is not None and end is not None and end - start < 12 else set()
    for indicator in snapshot.where(Indicator, "document_id", document.id):
        years.update(row.year for row in snapshot.where(Target, "indicator_id", indicator.id))
    for programme in snapshot.where(Programme, "document_id", document.id):
        years.update(row.year for row in snapshot.where(Ceiling, "programme_id", programme.id))
    return sorted(years)
