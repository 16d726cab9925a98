"""Frozen records of the tables in gmsc_desktop/models/fields/initiatives.py; written by tools/records.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SmartObjective:
    """One row of ``smart_objective``: Sasaran smart city."""

    TABLE: ClassVar[str] = "smart_objective"
    id: str
    dimension: str
    subdimension: str
    text: str
    basis: str
    position: str


@dataclass(frozen=True, slots=True)
class SmartObjectiveLink:
    """One row of ``smart_objective_link``: Dasar RPJMD sasaran smart city."""

    TABLE: ClassVar[str] = "smart_objective_link"
    id: str
    smart_objective_id: str
    objective_id: str


@dataclass(frozen=True, slots=True)
class Initiative:
    """One row of ``initiative``: Inisiatif."""

    TABLE: ClassVar[str] = "initiative"
    id: str
    code: str
    title: str
    description: str
    background: str
    dimension: str
    kind: str
    form: str
    state: str
    agency_id: str
    year_start: int | None
    year_end: int | None
    horizon: str
    horizon_reason: str
    outside_reason: str
    output: str
    impact: str
    position: str


@dataclass(frozen=True, slots=True)
class InitiativeSubdimension:
    """One row of ``initiative_subdimension``: Sub-dimensi inisiatif."""

    TABLE: ClassVar[str] = "initiative_subdimension"
    id: str
    initiative_id: str
    subdimension: str


@dataclass(frozen=True, slots=True)
class InitiativeObjective:
    """One row of ``initiative_objective``: Sasaran inisiatif."""

    TABLE: ClassVar[str] = "initiative_objective"
    id: str
    initiative_id: str
    smart_objective_id: str


@dataclass(frozen=True, slots=True)
class InitiativeAgency:
    """One row of ``initiative_agency``: OPD pendukung."""

    TABLE: ClassVar[str] = "initiative_agency"
    id: str
    initiative_id: str
    agency_id: str
    role: str


@dataclass(frozen=True, slots=True)
class InitiativePartner:
    """One row of ``initiative_partner``: Mitra."""

    TABLE: ClassVar[str] = "initiative_partner"
    id: str
    initiative_id: str
    name: str
    kind: str
    contribution: str
    position: str


@dataclass(frozen=True, slots=True)
class InitiativeIndicator:
    """One row of ``initiative_indicator``: Indikator inisiatif."""

    TABLE: ClassVar[str] = "initiative_indicator"
    id: str
    initiative_id: str
    kind: str
    text: str
    unit: str
    direction: str
    baseline_text: str
    baseline_number: float | None
    baseline_year: int | None
    source: str
    position: str


@dataclass(frozen=True, slots=True)
class InitiativeTarget:
    """One row of ``initiative_target``: Target inisiatif."""

    TABLE: ClassVar[str] = "initiative_target"
    id: str
    indicator_id: str
    year: int
    text: str
    number: float | None


@dataclass(frozen=True, slots=True)
class InitiativeBudget:
    """One row of ``initiative_budget``: Anggaran inisiatif."""

    TABLE: ClassVar[str] = "initiative_budget"
    id: str
    initiative_id: str
    year: int
    source: str
    amount: int | None
    note: str


@dataclass(frozen=True, slots=True)
class InitiativeCode:
    """One row of ``initiative_code``: Kode nomenklatur."""

    TABLE: ClassVar[str] = "initiative_code"
    id: str
    initiative_id: str
    code: str
    name: str
    position: str


@dataclass(frozen=True, slots=True)
class IndicatorMapping:
    """One row of ``indicator_mapping``: Pemetaan ke indikator RPJMD."""

    TABLE: ClassVar[str] = "indicator_mapping"
    id: str
    initiative_id: str
    indicator_id: str
    strength: str
    reason: str
    page: str


@dataclass(frozen=True, slots=True)
class ProgrammeMapping:
    """One row of ``programme_mapping``: Pemetaan ke program RPJMD."""

    TABLE: ClassVar[str] = "programme_mapping"
    id: str
    initiative_id: str
    programme_id: str
    strength: str
    reason: str
    page: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """One row of ``alignment``: Keselarasan."""

    TABLE: ClassVar[str] = "alignment"
    id: str
    initiative_id: str
    framework: str
    code: str


@dataclass(frozen=True, slots=True)
class ActionStep:
    """One row of ``action_step``: Langkah rencana aksi."""

    TABLE: ClassVar[str] = "action_step"
    id: str
    initiative_id: str
    kind: str
    text: str
    agency_id: str
    start_month: str
    end_month: str
    output: str
    indicator: str
    amount: int | None
    position: str


@dataclass(frozen=True, slots=True)
class ActionStepPlan:
    """One row of ``action_step_plan``: Rencana triwulan."""

    TABLE: ClassVar[str] = "action_step_plan"
    id: str
    step_id: str
    year: int
    quarter: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class QuickWin:
    """One row of ``quick_win``: Quick win."""

    TABLE: ClassVar[str] = "quick_win"
    id: str
    initiative_id: str
    year: int
    status: str
    status_reason: str
    problem: str
    beneficiaries: str
    benefit_indicator: str
    before_text: str
    after_text: str
    start_on: str
    end_on: str
    resources: str
    sustainability: str
    position: str


@dataclass(frozen=True, slots=True)
class ServiceContact:
    """One row of ``service_contact``: Kontak layanan."""

    TABLE: ClassVar[str] = "service_contact"
    id: str
    initiative_id: str
    unit: str
    channel: str
    value: str
    consent_by: str
    consent_on: str
    consent_how: str
