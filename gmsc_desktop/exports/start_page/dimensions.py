"""The plan of each dimension: condition, gap, strategy and the sasaran smart city."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.start_page.parts import Column, Table, bullets, fold, narrative
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.models.records import (
    DimensionPlan,
    InitiativeObjective,
    Objective,
    SmartObjective,
    SmartObjectiveLink,
)
from gmsc_desktop.text import _


def dimensions(view: View) -> Iterator[Html]:
    """Each dimension under a fold; one that the paket acuan does not know comes last, under its code."""
    written = {row.dimension for row in view.snapshot.all(DimensionPlan)}
    written |= {row.dimension for row in view.snapshot.all(SmartObjective)}
    known = [dimension.code for dimension in view.reference.dimensions]
    for code in [*known, *sorted(written.difference(known))]:
        plans = view.snapshot.where(DimensionPlan, "dimension", code)
        rows = view.snapshot.where(SmartObjective, "dimension", code)
        told = [_narrative(plan) for plan in plans]
        table = _objectives(view, rows).html(_("Sasaran smart city dimensi ini belum diisi."))
        note = _("{count} sasaran").format(count=len(rows))
        yield fold(_name(view, code), told, table, note=note)


def _name(view: View, code: str) -> Content:
    dimension = view.reference.dimension(code)
    return view.dimension_name(dimension) if dimension else code or _("Tanpa dimensi")


def _narrative(plan: DimensionPlan) -> list[Html]:
    told = (
        (_("Kondisi saat ini"), plan.condition),
        (_("Kesenjangan"), plan.gap),
        (_("Strategi pembangunan"), plan.strategy),
    )
    return [el("div", el("h4", label), narrative(text), cls="prose") for label, text in told if text.strip()]


def _objectives(view: View, rows: tuple[SmartObjective, ...]) -> Table:
    table = Table(
        _("Sasaran smart city"),
        Column(_("Sasaran"), "head"),
        Column(_("Sub-dimensi")),
        Column(_("Dasar")),
        Column(_("Sasaran RPJMD")),
        Column(_("Inisiatif")),
    )
    for row in rows:
        table.row(
            row.text, view.label("subdimension", row.subdimension), row.basis, _basis(view, row), _served(view, row)
        )
    return table


def _basis(view: View, row: SmartObjective) -> Content:
    links = view.snapshot.where(SmartObjectiveLink, "smart_objective_id", row.id)
    objectives = [view.snapshot.get(Objective, link.objective_id) for link in links]
    return bullets(joined(objective.code, objective.text, by=" ") for objective in objectives if objective)


def _served(view: View, row: SmartObjective) -> Content:
    links = view.snapshot.where(InitiativeObjective, "smart_objective_id", row.id)
    ids = sorted((link.initiative_id for link in links), key=lambda ident: int(view.initiative_place(ident)[10:]))
    return [[" " if number else "", view.initiative_link(ident, short=True)] for number, ident in enumerate(ids)]
