"""Indicators of the planning documents with their targets by year, programmes with their ceilings by year."""

from __future__ import annotations

from openpyxl import Workbook

from gmsc_desktop.exports import palette
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.names import Names
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.exports.xlsx.looks import Head, Look
from gmsc_desktop.exports.xlsx.sheet import Sheet
from gmsc_desktop.models.records import (
    Ceiling,
    Goal,
    Indicator,
    Objective,
    PlanningDocument,
    Programme,
    ProgrammeAgency,
    Target,
)
from gmsc_desktop.text import _


def indicators(edition: Edition, workbook: Workbook, names: Names, mark: str) -> Sheet:
    """One row for each indicator, its targets as written."""
    snapshot = edition.snapshot
    years = sorted({row.year for row in snapshot.all(Target)})
    heads = [Head(_("Dokumen")), Head(_("Tingkat")), Head(_("Tujuan, sasaran, atau program"), Look.TEXT, 42)]
    heads += [Head(_("Indikator"), Look.STRONG, 42), Head(_("Satuan")), Head(_("Arah")), Head(_("Kondisi awal"))]
    heads += [Head(_("Tahun kondisi awal"), Look.YEAR), *(Head(_("Target {year}").format(year=y)) for y in years)]
    heads += [Head(_("Kondisi akhir")), Head(_("Sumber data")), Head("id", Look.ID)]
    sheet = Sheet(workbook, _("Target RPJMD per tahun"), heads, mark=mark, accent=palette.ACCENT)
    for row in snapshot.all(Indicator):
        document = snapshot.get(PlanningDocument, row.document_id)
        targets = {target.year: target.text for target in snapshot.where(Target, "indicator_id", row.id)}
        direction = edition.reference.label("direction", row.direction)
        sheet.add(
            document.title if document else "", *_owner(edition, row), row.text, row.unit, direction,
            row.baseline_text, row.baseline_year, *(targets.get(year, "") for year in years), row.end_text, row.source,
            row.id,
        )  # fmt: skip
    return sheet


def _owner(edition: Edition, row: Indicator) -> tuple[str, str]:
    """The level that an indicator measures, and what it is called."""
    snapshot = edition.snapshot
    if programme := snapshot.get(Programme, row.programme_id):
        return _("Program"), joined(programme.code, programme.name, by=" ")
    if objective := snapshot.get(Objective, row.objective_id):
        return _("Sasaran"), joined(edition.figures.objective_codes[objective.id], objective.text, by=" ")
    if goal := snapshot.get(Goal, row.goal_id):
        return _("Tujuan"), joined(goal.code, goal.text, by=" ")
    return "", ""


def ceilings(edition: Edition, workbook: Workbook, names: Names, mark: str) -> Sheet:
    """One row for each programme, its ceilings by year."""
    snapshot = edition.snapshot
    years = sorted({row.year for row in snapshot.all(Ceiling)})
    heads = [Head(_("Dokumen")), Head(_("Kode")), Head(_("Program"), Look.STRONG, 48), Head(_("OPD"))]
    heads += [Head(_("Pagu {year} (Rp)").format(year=year), Look.MONEY) for year in years]
    sheet = Sheet(workbook, _("Pagu RPJMD per tahun"), [*heads, Head("id", Look.ID)], mark=mark, accent=palette.ACCENT)
    for row in snapshot.all(Programme):
        document = snapshot.get(PlanningDocument, row.document_id)
        amounts = {ceiling.year: ceiling.amount for ceiling in snapshot.where(Ceiling, "programme_id", row.id)}
        offices = snapshot.where(ProgrammeAgency, "programme_id", row.id)
        agencies = joined(*(names.of("agency", link.agency_id) for link in offices), by="\n")
        title = document.title if document else ""
        sheet.add(title, row.code, row.name, agencies, *(amounts.get(year) for year in years), row.id)
    return sheet
