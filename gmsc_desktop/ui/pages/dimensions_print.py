"""Rencana per Dimensi on paper: visi and misi, then the texts, sasaran and initiatives of the chosen dimension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import Printable, Prose, Section
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import DimensionPlan
from gmsc_desktop.text import _
from gmsc_desktop.ui.printing_parts import grid_table, heading_facts

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.dimensions import DimensionsPage


def dimensions_printable(page: DimensionsPage, texts: tuple[str, ...]) -> Printable:
    """The chosen dimension."""
    session, code = page.session, page.tabs.code
    name = session.pack.label("dimension", code)
    written = next((row for row in session.snapshot.all(DimensionPlan) if row.dimension == code), None)
    spec = BY_NAME["dimension_plan"]
    prose = [
        Prose(spec.field(column).label, str(getattr(written, column, None) or ""), markdown=True) for column in texts
    ]
    sections: tuple[Section, ...] = (
        Prose(_("Visi smart city"), session.snapshot.plan.vision, markdown=True),
        grid_table(page.vision.missions.grid, _("Misi smart city"), empty=_("Belum ada misi smart city.")),
        *prose,
        grid_table(page.objectives.grid, _("Sasaran smart city"), empty=_("Belum ada sasaran smart city.")),
        grid_table(page.links, _("Inisiatif"), empty=_("Belum ada inisiatif pada dimensi ini.")),
    )
    title = _("{page}: {dimension}").format(page=_(page.title), dimension=name)
    return Printable(f"rencana-{code.lower()}", title, heading_facts(session, page.facts.said), sections)
