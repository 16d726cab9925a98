"""One gap between the planning document and the initiatives, with the question that a reviewer would ask."""

from __future__ import annotations

from dataclasses import dataclass

from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

# In the order in which they are told: from the document to the initiatives, then back, then money and offices.
GROUPS: dict[str, str] = {
    "objective": m("Sasaran RPJMD tanpa inisiatif"),
    "indicator": m("Indikator sasaran tanpa inisiatif"),
    "programme": m("Program prioritas tanpa inisiatif"),
    "dimension": m("Matriks berbeda dari inisiatifnya"),
    "initiative": m("Inisiatif tanpa sasaran RPJMD"),
    "ceiling": m("Anggaran inisiatif di atas pagu program"),
    "agency": m("OPD tanpa inisiatif"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """What has no counterpart. ``reason`` is the answer that the plan gives; without one the question is open.

    ``id`` tells it from every other gap of a report and stays while the gap exists. ``amount`` is whole Rupiah above
    the ceiling, for the group "ceiling" alone.
    """

    id: str
    group: str
    code: str
    name: str
    question: str
    place: Place
    reason: str = ""
    year: int | None = None
    amount: int | None = None

    @property
    def open(self) -> bool:
        """Whether a reviewer would still ask."""
        return not self.reason


def group_name(group: str) -> str:
    """What the gaps of a group have in common, in the chosen language."""
    return _(GROUPS[group])
