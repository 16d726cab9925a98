"""Rencana per Dimensi on paper: visi and misi, then the texts, sasaran and initiatives of one dimension or of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import Printable, Prose, Section
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import DimensionPlan, SmartObjective
from gmsc_desktop.text import _
from gmsc_desktop.ui.printing_parts import grid_table, heading_facts

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.dimensions import DimensionsPage

ALL = "semua"


def dimensions_printable(page: DimensionsPage, texts: tuple[str, ...], scope: str = "") -> Printable:
    """The chosen dimension, or with ``ALL`` every one in its order."""
    session = page.session
    sections: list[Section] = [
        Prose(_("Visi smart city"), session.snapshot.plan.vision, markdown=True),
        grid_table(page.vision.missions.grid, _("Misi smart city"), empty=_("Belum ada misi smart city.")),
    ]
    if scope == ALL:
        facts = heading_facts(session, page.facts.said)
        for dimension in session.pack.dimensions:
            sections += _dimension(page, dimension.code, texts, f"{dimension.label}: ")
        title = _("{page}: semua dimensi").format(page=_(page.title))
        return Printable("rencana-dimensi", title, facts, tuple(sections))
    code = page.tabs.code
    own = len(session.snapshot.where(SmartObjective, "dimension", code)), len(session.figures.of_dimension(code))
    words = _("{count} sasaran smart city, {initiatives} inisiatif").format(count=own[0], initiatives=own[1])
    facts = heading_facts(session, words)
    title = _("{page}: {dimension}").format(page=_(page.title), dimension=session.pack.label("dimension", code))
    return Printable(f"rencana-{code.lower()}", title, facts, (*sections, *_dimension(page, code, texts)))


def _dimension(page: DimensionsPage, code: str, texts: tuple[str, ...], before: str = "") -> Iterator[Section]:
    """Texts, sasaran and initiatives of a dimension; ``before`` stands before each title."""
    session, shown = page.session, code == page.tabs.code
    written = next((row for row in session.snapshot.all(DimensionPlan) if row.dimension == code), None)
    spec = BY_NAME["dimension_plan"]
    for column in texts:
        text = str(getattr(written, column, None) or "")
        yield Prose(f"{before}{spec.field(column).label}", text, markdown=True)
    objectives = None if shown else session.snapshot.where(SmartObjective, "dimension", code)
    initiatives = None if shown else session.figures.of_dimension(code)
    none = _("Belum ada sasaran smart city.")
    yield grid_table(page.objectives.grid, before + _("Sasaran smart city"), empty=none, rows=objectives)
    none = _("Belum ada inisiatif pada dimensi ini.")
    yield grid_table(page.links, before + _("Inisiatif"), empty=none, rows=initiatives)
