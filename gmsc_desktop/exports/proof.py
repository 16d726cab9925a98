"""What each piece of evidence proves, and which evidence an initiative has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from gmsc_desktop.exports.wording import date_text, joined
from gmsc_desktop.models.records import (
    Benefit,
    Body,
    Evidence,
    EvidenceLink,
    Initiative,
    LegalDocument,
    Meeting,
    OriginalDocument,
    PlanningDocument,
    ProgressEntry,
    QuickWin,
)
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.values import format_size


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that a piece of evidence proves; ``subject`` is its kind in words, ``initiative_id`` may be empty."""

    evidence: Evidence
    subject: str
    name: str
    page: str
    initiative_id: str = ""


class Proofs:
    """The links of a snapshot, read once; evidence is numbered in the plan's order from 1."""

    def __init__(self, snapshot: Snapshot, reference: ReferencePack) -> None:
        self.snapshot = snapshot
        self.reference = reference
        self.number = {row.id: number for number, row in enumerate(snapshot.all(Evidence), start=1)}

    @cached_property
    def all(self) -> tuple[Proof, ...]:
        """Every link whose both ends are there."""
        found = (self._proof(link) for link in self.snapshot.all(EvidenceLink))
        return tuple(proof for proof in found if proof is not None)

    @cached_property
    def by_evidence(self) -> dict[str, list[Proof]]:
        """The proofs of each piece of evidence, by its id."""
        return _grouped(self.all, lambda proof: proof.evidence.id)

    @cached_property
    def by_initiative(self) -> dict[str, list[Proof]]:
        """The proofs of each initiative, its entries, benefits and quick wins, by its id."""
        return _grouped(self.all, lambda proof: proof.initiative_id)

    @cached_property
    def by_subject(self) -> dict[str, list[Proof]]:
        """The proofs by what they prove, in words."""
        return _grouped(self.all, lambda proof: joined(proof.subject, proof.name, by=": "))

    @cached_property
    def unlinked(self) -> tuple[Evidence, ...]:
        """Evidence that proves nothing yet."""
        return tuple(row for row in self.snapshot.all(Evidence) if row.id not in self.by_evidence)

    def _proof(self, link: EvidenceLink) -> Proof | None:
        evidence = self.snapshot.get(Evidence, link.evidence_id)
        subject = self._subject(link)
        if evidence is None or subject is None:
            return None
        return Proof(evidence, subject[0], subject[1], link.page, subject[2])

    def _subject(self, link: EvidenceLink) -> tuple[str, str, str] | None:
        """Kind, name and initiative of what the link names."""
        snapshot, label = self.snapshot, self.reference.label
        if entry := snapshot.get(ProgressEntry, link.progress_entry_id):
            return _("Realisasi"), joined(self._title(entry.initiative_id), date_text(entry.as_of)), entry.initiative_id
        if benefit := snapshot.get(Benefit, link.benefit_id):
            name = benefit.measure or benefit.who
            return _("Manfaat"), joined(self._title(benefit.initiative_id), name), benefit.initiative_id
        if win := snapshot.get(QuickWin, link.quick_win_id):
            return _("Quick win"), joined(self._title(win.initiative_id), str(win.year)), win.initiative_id
        if initiative := snapshot.get(Initiative, link.initiative_id):
            return _("Inisiatif"), self._title(initiative.id), initiative.id
        if legal := snapshot.get(LegalDocument, link.legal_document_id):
            return label("legal_kind", legal.kind), joined(legal.number, legal.title), ""
        if meeting := snapshot.get(Meeting, link.meeting_id):
            return _("Rapat"), joined(meeting.subject, date_text(meeting.held_on)), ""
        if body := snapshot.get(Body, link.body_id):
            return _("Lembaga"), body.name or label("body_kind", body.kind), ""
        if document := snapshot.get(PlanningDocument, link.planning_document_id):
            return _("Dokumen perencanaan"), document.title, ""
        if original := snapshot.get(OriginalDocument, link.original_document_id):
            return _("Dokumen asli"), joined(label("original_kind", original.kind), original.title, by=": "), ""
        return None

    def _title(self, initiative_id: str) -> str:
        initiative = self.snapshot.get(Initiative, initiative_id)
        return joined(initiative.code, initiative.title, by=" ") if initiative else ""


def _grouped(proofs: tuple[Proof, ...], key: Callable[[Proof], str]) -> dict[str, list[Proof]]:
    groups: defaultdict[str, list[Proof]] = defaultdict(list)
    for proof in proofs:
        groups[key(proof)].append(proof)
    return dict(groups)


def files_of(snapshot: Snapshot, original_id: str) -> list[Evidence]:
    """The files of an original document."""
    links = snapshot.where(EvidenceLink, "original_document_id", original_id)
    return [row for link in links if (row := snapshot.get(Evidence, link.evidence_id)) is not None]


def only_originals(snapshot: Snapshot) -> frozenset[str]:
    """The SHA-256 of files that are original documents and prove nothing beside."""
    kept: set[str] = set()
    proving: set[str] = set()
    for row in snapshot.all(Evidence):
        links = snapshot.where(EvidenceLink, "evidence_id", row.id)
        original = bool(links) and all(link.original_document_id for link in links)
        (kept if original else proving).add(row.sha256)
    return frozenset(kept - proving - {""})


def evidence_file(evidence: Evidence) -> str:
    """Original name and size of a file, or the address of a link with the day it was seen."""
    if evidence.url:
        seen = _("dilihat {date}").format(date=date_text(evidence.seen_on)) if evidence.seen_on else ""
        return joined(evidence.url, seen)
    return joined(evidence.original_name, "" if evidence.size is None else format_size(evidence.size))


def evidence_title(evidence: Evidence) -> str:
    """Its title, else its name or address."""
    return evidence.title or evidence.original_name or evidence.url
