"""Frozen records of the tables in gmsc_desktop/models/fields/progress.py; written by tools/records.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ProgressYear:
    """One row of ``progress_year``: Pelaksanaan tahunan."""

    TABLE: ClassVar[str] = "progress_year"
    id: str
    initiative_id: str
    year: int
    status: str
    status_reason: str
    status_on: str
    agency_id: str
    target_text: str
    plan_amount: int | None
    budget: int | None
    revised_budget: int | None
    spending: int | None


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """One row of ``progress_entry``: Entri realisasi."""

    TABLE: ClassVar[str] = "progress_entry"
    id: str
    initiative_id: str
    year: int | None
    as_of: str
    period: str
    period_number: int | None
    physical_percent: float | None
    spending: int | None
    narrative: str
    note: str
    obstacle: str
    solution: str
    next_step: str
    verified_by: str
    legacy: bool


@dataclass(frozen=True, slots=True)
class ProgressValue:
    """One row of ``progress_value``: Nilai indikator."""

    TABLE: ClassVar[str] = "progress_value"
    id: str
    entry_id: str
    indicator_id: str
    text: str
    number: float | None


@dataclass(frozen=True, slots=True)
class Benefit:
    """One row of ``benefit``: Manfaat."""

    TABLE: ClassVar[str] = "benefit"
    id: str
    initiative_id: str
    kind: str
    who: str
    count: int | None
    count_unit: str
    measure: str
    before_text: str
    before_number: float | None
    after_text: str
    after_number: float | None
    unit: str
    source: str
    dated: str
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of ``evidence``: Bukti dukung."""

    TABLE: ClassVar[str] = "evidence"
    id: str
    kind: str
    title: str
    original_name: str
    sha256: str
    size: int | None
    media_type: str
    state: str
    url: str
    seen_on: str
    dated: str
    dated_from: str
    number: str
    agency_id: str
    has_location: bool
    original_sha256: str
    original_size: int | None
    expires_on: str
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """One row of ``evidence_link``: Taut bukti dukung."""

    TABLE: ClassVar[str] = "evidence_link"
    id: str
    evidence_id: str
    initiative_id: str
    progress_entry_id: str
    benefit_id: str
    quick_win_id: str
    legal_document_id: str
    meeting_id: str
    body_id: str
    planning_document_id: str
    original_document_id: str
    page: str
