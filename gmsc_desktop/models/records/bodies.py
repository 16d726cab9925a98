"""Frozen records of the tables in gmsc_desktop/models/fields/bodies.py; written by tools/records.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Agency:
    """One row of ``agency``: Perangkat daerah (OPD)."""

    TABLE: ClassVar[str] = "agency"
    id: str
    code: str
    name: str
    short_name: str
    affairs: str
    head: str
    valid_from: str
    valid_to: str
    no_initiative_reason: str
    position: str


@dataclass(frozen=True, slots=True)
class AgencySuccession:
    """One row of ``agency_succession``: Penerus OPD."""

    TABLE: ClassVar[str] = "agency_succession"
    id: str
    agency_id: str
    successor_id: str
    dated: str
    basis: str


@dataclass(frozen=True, slots=True)
class Person:
    """One row of ``person``: Orang."""

    TABLE: ClassVar[str] = "person"
    id: str
    name: str
    post: str
    agency_id: str
    organisation: str


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """One row of ``legal_document``: Dokumen hukum."""

    TABLE: ClassVar[str] = "legal_document"
    id: str
    kind: str
    number: str
    dated: str
    title: str
    parties: str
    signatory: str
    status: str
    target_date: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class OriginalDocument:
    """One row of ``original_document``: Dokumen asli."""

    TABLE: ClassVar[str] = "original_document"
    id: str
    kind: str
    title: str
    number: str
    dated: str
    note: str
    position: str


@dataclass(frozen=True, slots=True)
class Body:
    """One row of ``body``: Lembaga smart city."""

    TABLE: ClassVar[str] = "body"
    id: str
    kind: str
    name: str
    dimension: str
    decree_id: str
    valid_to: str
    duties: str
    position: str


@dataclass(frozen=True, slots=True)
class BodyMember:
    """One row of ``body_member``: Anggota lembaga."""

    TABLE: ClassVar[str] = "body_member"
    id: str
    body_id: str
    person_id: str
    element: str
    role: str
    position: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One row of ``meeting``: Rapat."""

    TABLE: ClassVar[str] = "meeting"
    id: str
    body_id: str
    held_on: str
    subject: str
    participants: int | None
    minutes: str
    decisions: str
