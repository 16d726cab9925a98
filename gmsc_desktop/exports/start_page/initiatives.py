"""Every initiative under a fold: facts, indicators, budget, mapping and steps."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.start_page.initiative_facts import initiative_facts
from gmsc_desktop.exports.start_page.parts import Column, Table, fold, hint, stacked, year_columns
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import joined, money_text, months_text, percent_text, years_text
from gmsc_desktop.models.figures import REJECTED
from gmsc_desktop.models.records import (
    ActionStep,
    ActionStepPlan,
    Indicator,
    IndicatorMapping,
    Initiative,
    InitiativeBudget,
    InitiativeIndicator,
    InitiativeTarget,
    PlanningDocument,
    Programme,
    ProgrammeMapping,
    QuickWin,
)
from gmsc_desktop.text import _


def initiatives(view: View) -> Iterator[Html]:
    """By dimension; then those without one, proposals that were turned down, and steps of no initiative."""
    rows = [row for row in view.snapshot.all(Initiative) if row.state != REJECTED]
    for dimension in view.reference.dimensions:
        own = [row for row in rows if row.dimension == dimension.code]
        place = view.dimension_place(dimension.code)
        yield _group(view, view.dimension_name(dimension), own, place)
    others = [row for row in rows if view.reference.dimension(row.dimension) is None]
    if others:
        yield _group(view, _("Tanpa dimensi"), others, view.dimension_place(""))
    rejected = view.snapshot.where(Initiative, "state", REJECTED)
    if rejected:
        yield _group(view, _("Usulan yang tidak dilanjutkan"), list(rejected), "tidak-dilanjutkan")
    loose = [row for row in view.snapshot.all(ActionStep) if view.snapshot.get(Initiative, row.initiative_id) is None]
    if loose:
        steps = _steps(view, tuple(loose)).html()
        yield fold(_("Langkah rencana aksi di luar inisiatif"), steps, note=len(loose))


def _group(view: View, name: Content, rows: list[Initiative], place: str) -> Html:
    note = _("{count} inisiatif").format(count=len(rows))
    told: Content = [_initiative(view, row) for row in rows] or hint(_("Belum ada inisiatif pada dimensi ini."))
    return fold(name, told, note=note, id=place, cls="group")


def _initiative(view: View, row: Initiative) -> Html:
    heading: Content = [el("span", row.code, cls="code"), " ", row.title] if row.code else row.title
    office = view.figures.agency_name(row.agency_id, short=True)
    quick = _("quick win") if view.snapshot.where(QuickWin, "initiative_id", row.id) else ""
    note = joined(office, years_text(row.year_start, row.year_end), quick, by=" · ")
    return fold(
        heading,
        el("p", row.description, cls="lead-in") if row.description else None,
        initiative_facts(view, row),
        _indicators(view, row).html(_("Indikator inisiatif ini belum diisi.")),
        _budget(view, row).html(_("Anggaran inisiatif ini belum diisi.")),
        _mapping(view, row).html(),
        _steps(view, view.snapshot.where(ActionStep, "initiative_id", row.id)).html(),
        level="h4",
        note=note,
        id=view.initiative_place(row.id),
        cls="initiative",
    )


def _indicators(view: View, row: Initiative) -> Table:
    snapshot = view.snapshot
    indicators = snapshot.where(InitiativeIndicator, "initiative_id", row.id)
    targets = {
        i.id: {t.year: t.text for t in snapshot.where(InitiativeTarget, "indicator_id", i.id)} for i in indicators
    }
    years = sorted({year for told in targets.values() for year in told})
    table = Table(
        _("Indikator dan target"),
        Column(_("Indikator"), "head"),
        Column(_("Satuan")),
        Column(_("Kondisi awal"), "num"),
        *year_columns(years),
    )
    for told in indicators:
        kind, direction = view.label("indicator_kind", told.kind), view.label("direction", told.direction).lower()
        source = _("sumber: {source}").format(source=told.source) if told.source else ""
        name = stacked(told.text, joined(kind, direction, source, by=" · "))
        baseline = stacked(told.baseline_text, str(told.baseline_year or ""))
        table.row(name, told.unit, baseline, *(targets[told.id].get(year, "") for year in years))
    return table


def _budget(view: View, row: Initiative) -> Table:
    cells = {(b.year, b.source): b for b in view.snapshot.where(InitiativeBudget, "initiative_id", row.id)}
    sources = view.figures.sources(row.id)
    table = Table(
        _("Anggaran rencana induk (Rp)"),
        Column(_("Tahun"), "head"),
        *(Column(view.label("funding_source", source), "num") for source in sources),
        Column(_("Jumlah"), "num"),
        Column(_("Catatan")),
    )
    for year in sorted({year for year, _source in cells}):
        amounts = [money_text(cells[year, s].amount) if (year, s) in cells else "" for s in sources]
        notes = joined(*(cells[year, s].note for s in sources if (year, s) in cells), by="\n")
        table.row(year, *amounts, money_text(view.figures.budget(row.id, year).amount), notes)
    if len({year for year, _source in cells}) > 1:
        totals = [money_text(view.figures.budget(row.id, None, source).amount) for source in sources]
        table.foot(_("Jumlah"), *totals, money_text(view.figures.budget(row.id).amount), "")
    return table


def _mapping(view: View, row: Initiative) -> Table:
    snapshot = view.snapshot
    table = Table(
        _("Pemetaan ke dokumen perencanaan"),
        Column(_("Indikator atau program"), "head"),
        Column(_("Dokumen")),
        Column(_("Kekuatan")),
        Column(_("Alasan")),
        Column(_("Halaman")),
    )
    for link in snapshot.where(IndicatorMapping, "initiative_id", row.id):
        indicator = snapshot.get(Indicator, link.indicator_id)
        if indicator is not None:
            _mapped(view, table, link, _("Indikator"), indicator.text, indicator.document_id)
    for mapping in snapshot.where(ProgrammeMapping, "initiative_id", row.id):
        programme = snapshot.get(Programme, mapping.programme_id)
        if programme is not None:
            name = joined(programme.code, programme.name, by=" ")
            _mapped(view, table, mapping, _("Program"), name, programme.document_id)
    return table


def _mapped(
    view: View, table: Table, link: IndicatorMapping | ProgrammeMapping, kind: str, name: str, document_id: str
) -> None:
    document = view.snapshot.get(PlanningDocument, document_id)
    told: Content = [el("span", kind, cls="kind"), " ", name]
    strength = view.label("strength", link.strength)
    table.row(told, view.label("planning_kind", document.kind) if document else "", strength, link.reason, link.page)


def _steps(view: View, steps: tuple[ActionStep, ...]) -> Table:
    table = Table(
        _("Rencana aksi"),
        Column(_("Langkah"), "head"),
        Column(_("OPD")),
        Column(_("Waktu")),
        Column(_("Keluaran dan indikator")),
        Column(_("Rencana kumulatif per triwulan")),
        Column(_("Anggaran (Rp)"), "num"),
    )
    for step in steps:
        table.row(
            stacked(step.text, view.label("action_kind", step.kind)),
            view.figures.agency_name(step.agency_id, short=True),
            months_text(step.start_month, step.end_month),
            stacked(step.output, step.indicator),
            _quarters(view, step),
            money_text(step.amount),
        )
    return table


def _quarters(view: View, step: ActionStep) -> list[Html]:
    """One line for each year: "2026: TW I 25 %, TW II 50 %"."""
    by_year: dict[int, list[str]] = {}
    for plan in view.snapshot.where(ActionStepPlan, "step_id", step.id):
        if plan.percent is not None:
            quarter = ("I", "II", "III", "IV")[plan.quarter - 1] if 1 <= plan.quarter <= 4 else str(plan.quarter)
            told = _("TW {quarter} {percent}").format(quarter=quarter, percent=percent_text(plan.percent))
            by_year.setdefault(plan.year, []).append(told)
    lines = [_("{year}: {told}").format(year=year, told=", ".join(told)) for year, told in by_year.items()]
    return [el("div", line, cls="quarters") for line in lines]
