"""What the sections of the start page read: one edition, what lies beside the page, and where things stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.proof import Proofs
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.records import Evidence, EvidenceLink, Initiative
from gmsc_desktop.models.reference import Dimension, ReferencePack
from gmsc_desktop.models.snapshot import Snapshot

File = tuple[str, str]  # what people call it, and its path from the page


@dataclass(frozen=True)
class View:
    """One edition and the package around it. ``evidence`` are the files that come along, by SHA-256."""

    edition: Edition
    evidence: Mapping[str, str]
    papers: Sequence[File]
    tables: Sequence[File]
    round_number: int | None

    @property
    def snapshot(self) -> Snapshot:
        """The plan."""
        return self.edition.snapshot

    @property
    def reference(self) -> ReferencePack:
        """The paket acuan of the plan."""
        return self.edition.reference

    @property
    def figures(self) -> Figures:
        """The derived numbers."""
        return self.edition.figures

    @cached_property
    def proofs(self) -> Proofs:
        """Which evidence proves what."""
        return Proofs(self.snapshot, self.reference)

    def label(self, name: str, code: str) -> str:
        """The label of a code; "" for none."""
        return self.reference.label(name, code) if code else ""

    # -- dimensions -----------------------------------------------------------------------------------------------

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {dimension.code: number for number, dimension in enumerate(self.reference.dimensions, start=1)}

    def colour_class(self, dimension: str) -> str:
        """The class that carries the colour of a dimension; "d0" for one that is not known."""
        return f"d{self._numbers.get(dimension, 0)}"

    def tile(self, dimension: Dimension) -> Html:
        """The two letters of a dimension on its colour; its name stands beside it."""
        return el("span", dimension.mark, cls=f"tile {self.colour_class(dimension.code)}", aria_hidden="true")

    def dimension_name(self, dimension: Dimension) -> Html:
        """Tile and name."""
        return el("span", self.tile(dimension), dimension.label, cls="dimension")

    # -- places on the page ---------------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row.id: number for number, row in enumerate(self.snapshot.all(Initiative), start=1)}

    def initiative_place(self, initiative_id: str) -> str:
        """Where an initiative stands on the page."""
        return f"inisiatif-{self._places[initiative_id]}"

    def initiative_link(self, initiative_id: str, *, short: bool = False) -> Content:
        """Code and title of an initiative (or its code alone), leading to where it stands."""
        row = self.snapshot.get(Initiative, initiative_id)
        if row is None:
            return ""
        name = (row.code if short else "") or joined(row.code, row.title, by=" ")
        return el("a", name, href=f"#{self.initiative_place(row.id)}", cls="ref" if short else None)

    def dimension_place(self, dimension: str) -> str:
        """Where the initiatives of a dimension stand on the page."""
        return f"dimensi-{self._numbers.get(dimension, 0)}"

    def evidence_place(self, evidence_id: str) -> str:
        """Where a piece of evidence stands in the register."""
        return f"bukti-{self.proofs.number[evidence_id]}"

    def evidence_link(self, evidence: Evidence) -> Html:
        """The number of a piece of evidence, leading to its line in the register."""
        return el("a", self.proofs.number[evidence.id], href=f"#{self.evidence_place(evidence.id)}")

    def evidence_of(self, column: str, record_id: str) -> list[Content]:
        """Links to the evidence of a record, a space before each; ``column`` names the record in a link's row."""
        links = self.snapshot.where(EvidenceLink, column, record_id)
        found = {row.id: row for link in links if (row := self.snapshot.get(Evidence, link.evidence_id))}
        return self.evidence_links(found.values())

    def evidence_links(self, rows: Iterable[Evidence]) -> list[Content]:
        """Links to pieces of evidence in their order, a space before each."""
        ordered = sorted(rows, key=lambda row: self.proofs.number[row.id])
        return [[" ", self.evidence_link(row)] for row in ordered]
