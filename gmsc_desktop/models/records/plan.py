"""Frozen records of the tables in gmsc_desktop/models/fields/plan.py; written by tools/records.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Plan:
    """One row of ``plan``: Rencana induk."""

    TABLE: ClassVar[str] = "plan"
    id: str
    title: str
    kind: str
    origin: str
    ancestor_plan: str
    kind_reason: str
    period_start: int | None
    period_end: int | None
    vision: str
    vision_keywords: str
    status: str
    final_by: str
    final_on: str
    reviewed_on: str
    reference_version: str
    photo_location: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Region:
    """One row of ``region``: Daerah."""

    TABLE: ClassVar[str] = "region"
    id: str
    code: str
    name: str
    kind: str
    province_code: str
    province_name: str
    capital: str
    area_km2: float | None
    population: int | None
    population_year: int | None
    cohort_year: int | None
    evaluation_scheme: str
    zone: str
    office_name: str
    office_address: str
    logo_evidence_id: str


@dataclass(frozen=True, slots=True)
class HeadOfRegion:
    """One row of ``head_of_region``: Kepala daerah."""

    TABLE: ClassVar[str] = "head_of_region"
    id: str
    name: str
    post: str
    kind: str
    from_date: str
    to_date: str
    note: str


@dataclass(frozen=True, slots=True)
class SmartMission:
    """One row of ``smart_mission``: Misi smart city."""

    TABLE: ClassVar[str] = "smart_mission"
    id: str
    text: str
    position: str


@dataclass(frozen=True, slots=True)
class Section:
    """One row of ``section``: Bagian naskah."""

    TABLE: ClassVar[str] = "section"
    id: str
    key: str
    body: str


@dataclass(frozen=True, slots=True)
class DimensionPlan:
    """One row of ``dimension_plan``: Rencana dimensi."""

    TABLE: ClassVar[str] = "dimension_plan"
    id: str
    dimension: str
    condition: str
    gap: str
    strategy: str


@dataclass(frozen=True, slots=True)
class YearClosing:
    """One row of ``year_closing``: Penutupan tahun."""

    TABLE: ClassVar[str] = "year_closing"
    id: str
    year: int
    closed: bool
    decided_on: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingOverride:
    """One row of ``finding_override``: Pengecualian pemeriksaan."""

    TABLE: ClassVar[str] = "finding_override"
    id: str
    finding_key: str
    rule: str
    reason: str
    person: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class UncheckedStage:
    """One row of ``unchecked_stage``: Tahap tidak diperiksa."""

    TABLE: ClassVar[str] = "unchecked_stage"
    id: str
    stage: str
    reason: str
    person: str
    decided_on: str
