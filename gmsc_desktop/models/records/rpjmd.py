"""Frozen records of the tables in gmsc_desktop/models/fields/rpjmd.py; written by tools/records.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PlanningDocument:
    """One row of ``planning_document``: Dokumen perencanaan."""

    TABLE: ClassVar[str] = "planning_document"
    id: str
    kind: str
    title: str
    period_start: int | None
    period_end: int | None
    target_start: int | None
    target_end: int | None
    regulation: str
    regulated_on: str
    status: str
    in_force_from: int | None
    in_force_to: int | None
    vision: str
    position: str


@dataclass(frozen=True, slots=True)
class Mission:
    """One row of ``mission``: Misi."""

    TABLE: ClassVar[str] = "mission"
    id: str
    document_id: str
    number: str
    text: str
    position: str


@dataclass(frozen=True, slots=True)
class Goal:
    """One row of ``goal``: Tujuan."""

    TABLE: ClassVar[str] = "goal"
    id: str
    document_id: str
    mission_id: str
    code: str
    text: str
    position: str


@dataclass(frozen=True, slots=True)
class Objective:
    """One row of ``objective``: Sasaran."""

    TABLE: ClassVar[str] = "objective"
    id: str
    document_id: str
    goal_id: str
    code: str
    text: str
    unrelated: bool
    unrelated_reason: str
    position: str


@dataclass(frozen=True, slots=True)
class Strategy:
    """One row of ``strategy``: Strategi dan arah kebijakan."""

    TABLE: ClassVar[str] = "strategy"
    id: str
    objective_id: str
    kind: str
    text: str
    position: str


@dataclass(frozen=True, slots=True)
class Programme:
    """One row of ``programme``: Program RPJMD."""

    TABLE: ClassVar[str] = "programme"
    id: str
    document_id: str
    objective_id: str
    code: str
    name: str
    outcome: str
    priority: bool
    position: str


@dataclass(frozen=True, slots=True)
class ProgrammeAgency:
    """One row of ``programme_agency``: OPD program."""

    TABLE: ClassVar[str] = "programme_agency"
    id: str
    programme_id: str
    agency_id: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of ``indicator``: Indikator RPJMD."""

    TABLE: ClassVar[str] = "indicator"
    id: str
    document_id: str
    goal_id: str
    objective_id: str
    programme_id: str
    text: str
    unit: str
    direction: str
    baseline_text: str
    baseline_number: float | None
    baseline_year: int | None
    end_text: str
    end_number: float | None
    source: str
    agency_id: str
    position: str


@dataclass(frozen=True, slots=True)
class Target:
    """One row of ``target``: Target RPJMD."""

    TABLE: ClassVar[str] = "target"
    id: str
    indicator_id: str
    year: int
    text: str
    number: float | None


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One row of ``ceiling``: Pagu indikatif."""

    TABLE: ClassVar[str] = "ceiling"
    id: str
    programme_id: str
    year: int
    amount: int | None


@dataclass(frozen=True, slots=True)
class ObjectiveDimension:
    """One row of ``objective_dimension``: Pemetaan sasaran."""

    TABLE: ClassVar[str] = "objective_dimension"
    id: str
    objective_id: str
    dimension: str
    strength: str
    note: str
