"""The mapping of the planning documents' sasaran to the six dimensions."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.flow_chart import flow_chart
from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.start_page.glance import figure_with_table
from gmsc_desktop.exports.start_page.parts import Column, Table, fold, stacked
from gmsc_desktop.exports.start_page.planning import document_name
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.models.records import Goal, Mission, Objective, ObjectiveDimension, PlanningDocument
from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _

_FLOW_WIDTH = 640.0  # points


def mapping(view: View) -> Iterator[Html]:
    """The flow from misi to initiative, and a matrix for each document."""
    if view.figures.mapped().part:
        yield figure_with_table(flow_chart(view.edition, _FLOW_WIDTH))
    documents = view.snapshot.all(PlanningDocument)
    for document in documents:
        objectives = view.snapshot.where(Objective, "document_id", document.id)
        open_ones = sum(not _is_decided(view, row) for row in objectives)
        note = _("{count} sasaran").format(count=len(objectives))
        if open_ones:
            note = _("{note}, {count} belum dipetakan").format(note=note, count=open_ones)
        table = _matrix(view, objectives).html(_("Sasaran dokumen ini belum dimasukkan."))
        yield fold(document_name(view, document), _legend() if objectives else None, table, note=note)
    if not documents:
        yield el("p", _("Dokumen perencanaan daerah belum dicatat."), cls="hint")


def _is_decided(view: View, row: Objective) -> bool:
    return row.unrelated or bool(view.figures.strengths(row.id))


def _legend() -> Html:
    return el(
        "p",
        *(el("span", "3", cls="cell d9 ran"), " ", _("langsung"), el("span", "", cls="gap")),
        *(el("span", "3", cls="cell d9 plan"), " ", _("pendukung"), el("span", "", cls="gap")),
        _("Angkanya jumlah inisiatif yang mendukung sasaran itu."),
        cls="legend",
    )


def _matrix(view: View, objectives: tuple[Objective, ...]) -> Table:
    dimensions = view.reference.dimensions
    table = Table(
        _("Pemetaan sasaran ke enam dimensi"),
        Column(_("Sasaran"), "head"),
        *(Column(_head(view, dimension), "mid") for dimension in dimensions),
        Column(_("Inisiatif yang mendukung")),
        Column(_("Tidak terkait")),
        look="matrix alone",
    )
    band = ""
    for row in objectives:
        title = _band(view, row) or _("Sasaran lain")
        if title != band:
            table.band(title)
            band = title
        _row(view, table, row)
    return table


def _head(view: View, dimension: Dimension) -> Content:
    return [view.tile(dimension), el("span", dimension.label.removeprefix("Smart "), cls="under")]


def _band(view: View, row: Objective) -> str:
    """The misi and the tujuan over a sasaran."""
    goal = view.snapshot.get(Goal, row.goal_id)
    if goal is None:
        return ""
    mission = view.snapshot.get(Mission, goal.mission_id)
    return joined(mission.text if mission else "", goal.text, by=" › ")


def _row(view: View, table: Table, row: Objective) -> None:
    links = view.snapshot.where(ObjectiveDimension, "objective_id", row.id)
    strengths = {link.dimension: link.strength for link in links}
    notes = [_("{dimension}: {note}").format(dimension=view.label("dimension", link.dimension), note=link.note)
             for link in links if link.note]  # fmt: skip
    unknown = [link for link in links if view.reference.dimension(link.dimension) is None]
    notes += [joined(link.dimension, view.label("strength", link.strength), by=" · ") for link in unknown]
    serving = [[" " if n else "", view.initiative_link(found.id, short=True)]
               for n, found in enumerate(view.figures.serving(row.id))]  # fmt: skip
    table.row(
        stacked(joined(row.code, row.text, by=" "), *notes),
        *(_mark(view, row, dimension, strengths.get(dimension.code)) for dimension in view.reference.dimensions),
        serving,
        _unrelated(view, row),
    )


def _mark(view: View, row: Objective, dimension: Dimension, strength: str | None) -> Content:
    if strength is None:
        return ""
    look = "plan" if strength == "pendukung" else "ran"
    count = len(view.figures.serving(row.id, dimension.code))
    unseen = el("span", " ", view.label("strength", strength), cls="unseen")
    return el("span", count, unseen, cls=f"cell {view.colour_class(dimension.code)} {look}")


def _unrelated(view: View, row: Objective) -> Content:
    if row.unrelated:
        return stacked(_("✓ Tidak terkait"), row.unrelated_reason)
    if row.unrelated_reason or _is_decided(view, row):
        return row.unrelated_reason
    return el("span", _("Belum dipetakan"), cls="warn")
