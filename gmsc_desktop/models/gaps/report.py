"""The two-way gap report of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gmsc_desktop.models.checks.agencies import without_initiative
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.figures import Figures, Fraction
from gmsc_desktop.models.gaps import money, targets
from gmsc_desktop.models.gaps.gap import GROUPS, Gap
from gmsc_desktop.models.records import Objective, PlanningDocument
from gmsc_desktop.text import _


@dataclass(frozen=True)
class GapReport:
    """Gaps in the order of ``GROUPS``, each group in the plan's order, and the figures around them.

    ``document`` is the planning document that is looked at, None where the plan has none: then the groups that need
    one are empty. ``served`` counts its sasaran, ``mapped`` the initiatives.
    """

    document: PlanningDocument | None
    year: int
    gaps: tuple[Gap, ...]
    ceilings: tuple[money.CeilingLine, ...]
    served: Fraction
    mapped: Fraction

    @cached_property
    def open(self) -> tuple[Gap, ...]:
        """Those whose question the plan does not answer."""
        return tuple(gap for gap in self.gaps if gap.open)

    def of(self, group: str) -> tuple[Gap, ...]:
        """The gaps of one group."""
        return tuple(gap for gap in self.gaps if gap.group == group)

    @property
    def sentence(self) -> str:
        """How much is served and mapped, and how many questions are open."""
        if self.document is None:
            return _("Belum ada RPJMD atau RPD yang dapat dipetakan. Tambahkan dokumennya di halaman RPJMD.")
        return _(
            "{served} dari {objectives} sasaran dilayani inisiatif; {mapped} dari {initiatives} inisiatif dipetakan; "
            "{open} pertanyaan terbuka."
        ).format(
            served=self.served.part,
            objectives=self.served.whole,
            mapped=self.mapped.part,
            initiatives=self.mapped.whole,
            open=len(self.open),
        )


def gap_report(figures: Figures, today: date, year: int | None = None) -> GapReport:
    """The report for the planning document in force in ``year``, else in the plan's present one, else the newest."""
    year = figures.snapshot.year_at(today.year) if year is None else year
    document = figures.document_to_map(year)
    lines = money.ceiling_lines(figures)
    found = list(_gaps(figures, document, year, lines, today))
    order = list(GROUPS)
    gaps = tuple(sorted(found, key=lambda gap: order.index(gap.group)))
    objectives = figures.snapshot.where(Objective, "document_id", document.id) if document is not None else ()
    served = Fraction(sum(bool(figures.serving(row.id)) for row in objectives), len(objectives))
    count = Counter(gap.group for gap in gaps)
    rows = len(figures.initiatives)
    return GapReport(document, year, gaps, tuple(lines), served, Fraction(rows - count["initiative"], rows))


def _gaps(
    figures: Figures, document: PlanningDocument | None, year: int, lines: list[money.CeilingLine], today: date
) -> Iterator[Gap]:
    if document is not None:
        yield from targets.unserved_objectives(figures, document)
        yield from targets.unserved_indicators(figures, document)
        yield from targets.unserved_programmes(figures, document)
        yield from targets.matrix_differences(figures, document)
    yield from _initiatives(figures, year)
    yield from money.above_ceilings(lines)
    yield from _agencies(figures, today)


def _initiatives(figures: Figures, year: int) -> Iterator[Gap]:
    """Initiatives that serve nothing of the document of their years; the reason for being outside is the answer."""
    for row in figures.initiatives:
        document = figures.document_for(row, year)
        if figures.is_mapped(row.id, document.id if document is not None else ""):
            continue
        if document is not None and figures.is_mapped(row.id):
            question = _("Inisiatif ini dipetakan ke dokumen lain. Sasaran mana dari {document} yang dilayaninya?")
            question = question.format(
                document=document.title or figures.reference.label("planning_kind", document.kind)
            )
        else:
            question = _("Sasaran RPJMD mana yang dilayani inisiatif ini, atau mengapa di luar RPJMD?")
        place = Place("indicator_mapping", row.id, "indicator_id")
        reason = row.outside_reason.strip()
        yield Gap(f"initiative:{row.id}", "initiative", row.code, row.title, question, place, reason)


def _agencies(figures: Figures, today: date) -> Iterator[Gap]:
    for row in without_initiative(figures, today.isoformat()):
        question = _("Apa peran OPD ini dalam smart city, atau mengapa tidak ada?")
        place = Place("agency", row.id, "no_initiative_reason")
        reason = row.no_initiative_reason.strip()
        yield Gap(f"agency:{row.id}", "agency", row.short_name, row.name, question, place, reason)
