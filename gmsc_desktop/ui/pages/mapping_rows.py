"""The rows of Pemetaan: sasaran with their indicators and programmes under misi, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.records import (
    Goal,
    Indicator,
    IndicatorMapping,
    Initiative,
    Mission,
    Objective,
    PlanningDocument,
    Programme,
    ProgrammeMapping,
)
from gmsc_desktop.text import _
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import present_year

Kind = Literal["mission", "objective", "indicator", "programme"]
DIRECT, SUPPORT = "langsung", "pendukung"


@dataclass(frozen=True, slots=True)
class CellMark:
    """What stands in a cell: "" for nothing, else how strong, and how many initiatives are behind it."""

    strength: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class MapRow:
    """One row of the matrix; ``marks`` by code of the dimension. ``objective_id`` is the sasaran it belongs to."""

    id: str
    kind: Kind
    code: str
    text: str
    objective_id: str = ""
    detail: str = ""
    marks: Mapping[str, CellMark] = field(default_factory=dict)
    unrelated: bool = False
    reason: str = ""

    @property
    def waits(self) -> bool:
        """Whether it is a sasaran that is neither mapped nor marked as unrelated."""
        return self.kind == "objective" and not self.unrelated and not any(m.strength for m in self.marks.values())


@dataclass(frozen=True, slots=True)
class Link:
    """One initiative that serves an indicator or a programme."""

    id: str  # of the mapping
    table: str
    initiative: Initiative
    target_id: str
    target: str
    strength: str


def document_of(session: Session) -> PlanningDocument | None:
    """The planning document that is mapped: the one in force today, else the plan's newest."""
    return session.figures.document_to_map(present_year(session.snapshot))


def map_rows(session: Session, document: PlanningDocument) -> list[MapRow]:
    """Every row in the order of the document."""
    snapshot = session.snapshot
    goals = {goal.id: goal for goal in snapshot.where(Goal, "document_id", document.id)}
    objectives = snapshot.where(Objective, "document_id", document.id)
    missions: list[Mission | None] = [*snapshot.where(Mission, "document_id", document.id), None]
    made: list[MapRow] = []
    for mission in missions:
        mission_id = mission.id if mission else ""
        below = [row for row in objectives if _mission_of(row, goals) == mission_id]
        if not below:
            continue
        name = _("Misi {number}").format(number=mission.number) if mission else _("Tanpa misi")
        made.append(MapRow(mission_id or "tanpa-misi", "mission", name, mission.text if mission else ""))
        for objective in below:
            made += _branch(session, objective)
    return made


def _mission_of(objective: Objective, goals: Mapping[str, Goal]) -> str:
    goal = goals.get(objective.goal_id)
    return goal.mission_id if goal else ""


def _branch(session: Session, objective: Objective) -> Iterator[MapRow]:
    figures, codes = session.figures, [dimension.code for dimension in session.pack.dimensions]
    strengths = figures.strengths(objective.id)
    marks = {
        code: CellMark(strengths.get(code, ""), len(figures.serving(objective.id, code)))
        for code in codes
        if code in strengths or figures.serving(objective.id, code)
    }
    yield MapRow(
        objective.id, "objective", figures.objective_codes[objective.id], objective.text, objective.id, "", marks,
        objective.unrelated, objective.unrelated_reason,
    )  # fmt: skip
    for indicator in session.snapshot.where(Indicator, "objective_id", objective.id):
        detail = " → ".join(part for part in (indicator.baseline_text, indicator.end_text) if part)
        links = links_of(session, indicator.id)
        yield MapRow(indicator.id, "indicator", "", indicator.text, objective.id, detail, _marks(links))
    for programme in session.snapshot.where(Programme, "objective_id", objective.id):
        links = links_of(session, programme.id)
        yield MapRow(programme.id, "programme", programme.code, programme.name, objective.id, "", _marks(links))


def _marks(links: list[Link]) -> dict[str, CellMark]:
    made: dict[str, CellMark] = {}
    for link in links:
        before = made.get(link.initiative.dimension, CellMark())
        strength = DIRECT if DIRECT in (before.strength, link.strength) else SUPPORT
        made[link.initiative.dimension] = CellMark(strength, before.count + 1)
    return made


def links_of(session: Session, target_id: str) -> list[Link]:
    """The initiatives mapped to an indicator or a programme."""
    snapshot, made = session.snapshot, []
    for one in snapshot.where(IndicatorMapping, "indicator_id", target_id):
        made.append((one.id, IndicatorMapping.TABLE, one.initiative_id, one.strength))
    for other in snapshot.where(ProgrammeMapping, "programme_id", target_id):
        made.append((other.id, ProgrammeMapping.TABLE, other.initiative_id, other.strength))
    name = target_name(session, target_id)
    found = [(row, snapshot.get(Initiative, row[2])) for row in made]
    return [
        Link(row[0], row[1], initiative, target_id, name, row[3])
        for row, initiative in found
        if initiative is not None and initiative in session.figures.initiatives
    ]


def targets_of(session: Session, row: MapRow) -> list[str]:
    """The indicators and programmes to which an initiative can be mapped from a row."""
    if row.kind in {"indicator", "programme"}:
        return [row.id]
    if row.kind != "objective":
        return []
    programmes = session.snapshot.where(Programme, "objective_id", row.id)
    own = [indicator.id for indicator in session.snapshot.where(Indicator, "objective_id", row.id)]
    for programme in programmes:
        own += [indicator.id for indicator in session.snapshot.where(Indicator, "programme_id", programme.id)]
    return [*own, *(programme.id for programme in programmes)]


def target_name(session: Session, target_id: str) -> str:
    """What an indicator or a programme is called."""
    indicator = session.snapshot.get(Indicator, target_id)
    if indicator is not None:
        return indicator.text
    programme = session.snapshot.get(Programme, target_id)
    return programme.name if programme is not None else ""


def links_behind(session: Session, row: MapRow, dimension: str = "") -> list[Link]:
    """The initiatives behind a cell, or behind a whole row."""
    every = [link for target in targets_of(session, row) for link in links_of(session, target)]
    return [link for link in every if dimension in ("", link.initiative.dimension)]


def count_waiting(figures: Figures, year: int) -> int:
    """How many sasaran of the document in force are neither mapped nor marked as unrelated."""
    document = figures.document_in_force(year)
    if document is None:
        return 0
    rows = figures.snapshot.where(Objective, "document_id", document.id)
    return sum(not row.unrelated and not figures.strengths(row.id) for row in rows)
