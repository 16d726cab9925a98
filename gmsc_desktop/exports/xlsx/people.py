"""Sheets for people: what lies in many tables, drawn together in one row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from openpyxl import Workbook

from gmsc_desktop.exports import palette
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.names import Names
from gmsc_desktop.exports.proof import Proofs
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.exports.xlsx.looks import Head, Look
from gmsc_desktop.exports.xlsx.sheet import Sheet, Value, day_value
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.figures import span
from gmsc_desktop.models.records import (
    Benefit,
    Body,
    BodyMember,
    Goal,
    IndicatorMapping,
    Initiative,
    InitiativeAgency,
    InitiativeBudget,
    InitiativeObjective,
    InitiativePartner,
    InitiativeSubdimension,
    Mission,
    Objective,
    Person,
    PlanningDocument,
    ProgrammeMapping,
    ProgressYear,
    QuickWin,
)
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.text import _


@dataclass
class PeopleSheets:
    """The joined sheets of one edition, each made by one method."""

    edition: Edition
    workbook: Workbook
    names: Names
    mark: str

    @cached_property
    def _budget_years(self) -> list[int]:
        years = {row.year for row in self.edition.snapshot.all(InitiativeBudget)}
        return sorted(years.union(self.edition.snapshot.years))

    def _sheet(self, name: str, heads: list[Head]) -> Sheet:
        return Sheet(self.workbook, name, heads, mark=self.mark, accent=palette.ACCENT)

    def _label(self, table: str, column: str, row: Record) -> str:
        return self.names.shown(BY_NAME[table].field(column), getattr(row, column))

    def _dimension(self, row: Initiative) -> str:
        return self._label("initiative", "dimension", row)

    def _horizon(self, row: Initiative) -> str:
        return self.edition.reference.label("horizon", self.edition.figures.horizon(row))

    def initiatives(self) -> Sheet:
        """Every initiative with its offices, links and budgets by year."""
        labels = (
            _("Dimensi"), _("Sub-dimensi"), _("Jenis"), _("Bentuk"), _("Status usulan"), _("OPD penanggung jawab"),
            _("OPD pendukung"), _("Mitra"),
        )  # fmt: skip
        heads = [Head(_("Kode")), Head(_("Program/inisiatif"), Look.STRONG, 42), *map(Head, labels)]
        heads += [Head(_("Tahun mulai"), Look.YEAR), Head(_("Tahun selesai"), Look.YEAR), Head(_("Jangka waktu"))]
        heads += [Head(_("Sasaran smart city")), Head(_("Keterkaitan RPJMD")), Head(_("Alasan di luar RPJMD"))]
        heads += [Head(_("Anggaran {year} (Rp)").format(year=year), Look.MONEY) for year in self._budget_years]
        heads += [Head(_("Anggaran seluruhnya (Rp)"), Look.MONEY), Head("id", Look.ID)]
        sheet = self._sheet(_("Daftar inisiatif"), heads)
        for row in self.edition.snapshot.all(Initiative):
            budget = self.edition.figures.budget
            sheet.add(
                row.code, row.title, self._dimension(row), self._many(InitiativeSubdimension, "subdimension", row),
                self._label("initiative", "kind", row), self._label("initiative", "form", row),
                self._label("initiative", "state", row), self._label("initiative", "agency_id", row),
                self._many(InitiativeAgency, "agency_id", row), self._many(InitiativePartner, "name", row),
                row.year_start, row.year_end, self._horizon(row),
                self._many(InitiativeObjective, "smart_objective_id", row),
                joined(self._many(IndicatorMapping, "indicator_id", row),
                       self._many(ProgrammeMapping, "programme_id", row), by="\n"),
                row.outside_reason, *(budget(row.id, year).amount for year in self._budget_years),
                budget(row.id).amount, row.id,
            )  # fmt: skip
        return sheet

    def _many(self, kind: type[Record], column: str, row: Initiative) -> str:
        """The names of all rows of a kind that belong to the initiative, a line each."""
        owned = self.edition.snapshot.where(kind, "initiative_id", row.id)
        return joined(*(self._label(kind.TABLE, column, item) for item in owned), by="\n")

    def roadmap(self) -> Sheet:
        """Initiatives with the years of the plan as columns: what is planned, what ran, where it is a quick win."""
        years = list(self.edition.snapshot.years)
        heads = [Head(_("Kode")), Head(_("Program/inisiatif"), Look.STRONG, 42), Head(_("Dimensi")), Head(_("OPD"))]
        heads += [Head(_("Jangka waktu")), *(Head(str(year), Look.TEXT, 18) for year in years), Head("id", Look.ID)]
        sheet = self._sheet(_("Peta jalan"), heads)
        for row in self.edition.figures.initiatives:
            cells = [self._planned(row, year) for year in years]
            dimension = self.edition.reference.dimension(row.dimension)
            tone = palette.tint(dimension.colour, 0.22) if dimension else ""
            fills = {5 + number: tone for number, cell in enumerate(cells) if cell and tone}
            agency = self.edition.figures.agency_name(row.agency_id, short=True)
            place = (row.code, row.title, self._dimension(row), agency, self._horizon(row))
            sheet.add(*place, *cells, row.id, fills=fills)
        return sheet

    def _planned(self, row: Initiative, year: int) -> str:
        start, end = span(row)
        progress = self.edition.figures.progress(row.id, year)
        told = self._label("progress_year", "status", progress) if progress else ""
        if not told and start is not None and end is not None and start <= year <= end:
            told = _("Direncanakan")
        wins = self.edition.snapshot.where(QuickWin, "initiative_id", row.id)
        return joined(told, _("quick win") if any(win.year == year for win in wins) else "", by=" · ")

    def matrix(self) -> Sheet:
        """Every sasaran of the planning documents with the six dimensions as columns."""
        dimensions = self.edition.reference.dimensions
        heads = [Head(_("Dokumen")), Head(_("Misi")), Head(_("Tujuan")), Head(_("Kode"))]
        heads += [
            Head(_("Sasaran"), Look.STRONG, 48),
            *(Head(dimension.label, Look.TEXT, 16) for dimension in dimensions),
        ]
        heads += [Head(_("Tidak terkait")), Head(_("Alasan")), Head("id", Look.ID)]
        sheet = self._sheet(_("Matriks pemetaan"), heads)
        snapshot = self.edition.snapshot
        for row in snapshot.all(Objective):
            document, goal = snapshot.get(PlanningDocument, row.document_id), snapshot.get(Goal, row.goal_id)
            mission = snapshot.get(Mission, goal.mission_id) if goal else None
            cells = [self._mapped(row, dimension.code) for dimension in dimensions]
            fills = {5 + n: palette.tint(dimensions[n].colour, 0.22) for n, cell in enumerate(cells) if cell}
            above = (document.title if document else "", mission.text if mission else "", goal.text if goal else "")
            unrelated = _("Tidak terkait") if row.unrelated else ""
            sheet.add(*above, row.code, row.text, *cells, unrelated, row.unrelated_reason, row.id, fills=fills)
        return sheet

    def _mapped(self, row: Objective, dimension: str) -> str:
        strength = self.edition.figures.strengths(row.id).get(dimension)
        if strength is None:
            return ""
        label = self.edition.reference.label("strength", strength)
        return _("{strength} ({count} inisiatif)").format(
            strength=label, count=len(self.edition.figures.serving(row.id, dimension))
        )

    def progress(self) -> Sheet:
        """Every year of every initiative: status, the four sums, the latest entry, how much evidence."""
        heads = [Head(_("Kode")), Head(_("Program/inisiatif"), Look.STRONG, 42), Head(_("Dimensi")), Head(_("OPD"))]
        heads += [Head(_("Tahun"), Look.YEAR), Head(_("Status")), Head(_("Alasan")), Head(_("Target"))]
        sums = (_("Rencana induk (Rp)"), _("Pagu DPA (Rp)"), _("Pagu DPPA (Rp)"), _("Realisasi (Rp)"))
        heads += [Head(label, Look.MONEY) for label in sums]
        heads += [Head(_("Keadaan per"), Look.DATE), Head(_("Realisasi fisik"), Look.PERCENT)]
        heads += [
            Head(_("Riwayat")),
            Head(_("Kendala")),
            Head(_("Solusi")),
            Head(_("Tindak lanjut")),
            Head(_("Manfaat"), Look.NUMBER),
        ]
        heads += [Head(_("Bukti dukung"), Look.NUMBER), Head("id", Look.ID)]
        sheet = self._sheet(_("Pelaksanaan per tahun"), heads)
        proofs = Proofs(self.edition.snapshot, self.edition.reference).by_initiative
        for row in self.edition.snapshot.all(Initiative):
            for told in sorted(
                self.edition.snapshot.where(ProgressYear, "initiative_id", row.id), key=lambda y: y.year
            ):
                agency = self.edition.figures.agency_name(told.agency_id or row.agency_id, short=True)
                place = (row.code, row.title, self._dimension(row), agency)
                evidence = len({proof.evidence.id for proof in proofs.get(row.id, [])})
                sheet.add(*place, *self._told(told), evidence, told.id)
        return sheet

    def contacts(self) -> Sheet:
        """Office contacts of persons, where somebody asked for them: a sheet that a reader can take out again."""
        heads = [Head(_("Nama"), Look.STRONG, 32), Head(_("Jabatan"), Look.TEXT, 32), Head(_("OPD atau lembaga"))]
        heads += [Head(_("Lembaga smart city")), Head(_("Kontak kantor"), Look.TEXT, 42), Head("id", Look.ID)]
        sheet = self._sheet(_("Kontak kantor"), heads)
        snapshot, figures = self.edition.snapshot, self.edition.figures
        for row in snapshot.all(Person):
            if row.id not in self.edition.contacts:
                continue
            seats = snapshot.where(BodyMember, "person_id", row.id)
            bodies = [snapshot.get(Body, seat.body_id) for seat in seats]
            kinds = [body.name or self._label("body", "kind", body) for body in bodies if body is not None]
            office = joined(figures.agency_name(row.agency_id), row.organisation)
            told = "\n".join(self.edition.contacts[row.id])
            sheet.add(row.name, row.post, office, joined(*dict.fromkeys(kinds)), told, row.id)
        return sheet

    def _told(self, told: ProgressYear) -> tuple[Value, ...]:
        figures = self.edition.figures
        entry = figures.latest_entry(told.initiative_id, told.year)
        sums = (told.plan_amount, told.budget, told.revised_budget, told.spending)
        status = (told.year, self._label("progress_year", "status", told), told.status_reason, told.target_text)
        benefits = len(self.edition.snapshot.where(Benefit, "initiative_id", told.initiative_id))
        if entry is None:
            return (*status, *sums, None, None, None, None, None, None, benefits)
        text = (entry.obstacle, entry.solution, entry.next_step)
        past = _("riwayat") if entry.legacy else ""
        return (*status, *sums, day_value(entry.as_of), entry.physical_percent, past, *text, benefits)
