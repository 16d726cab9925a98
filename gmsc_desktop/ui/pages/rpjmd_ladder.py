"""The ladder of a planning document as a tree shows it: misi, tujuan, sasaran, program, and how it is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gmsc_desktop.models import rpjmd
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import Goal, Mission, Objective, PlanningDocument, Programme
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _

DOCUMENT = "planning_document"
BELOW = {"mission": "goal", "goal": "objective", "objective": "programme"}
PARENT_COLUMN = {"goal": "mission_id", "objective": "goal_id", "programme": "objective_id"}
PARENTS = {"goal": "mission", "objective": "goal", "programme": "objective"}
TEXT_COLUMN = {"mission": "text", "goal": "text", "objective": "text", "programme": "name"}


@dataclass(frozen=True, slots=True)
class Node:
    """A row of the tree. ``parent_id`` is the document's id for what stands under no other rung."""

    table: str
    id: str
    parent_id: str
    code: str
    text: str
    note: str = ""

    @property
    def kind(self) -> str:
        """What the row is called before its text."""
        word = rung_name(self.table)
        return f"{word} {self.code}" if self.code else word


def rung_name(table: str) -> str:
    """What one rung is called."""
    return _("Program") if table == "programme" else BY_NAME[table].singular


def document_name(document: PlanningDocument, pack: ReferencePack) -> str:
    """Kind and period: "RPJMD 2025–2029"."""
    years = [str(year) for year in (document.period_start, document.period_end) if year is not None]
    return f"{pack.label('planning_kind', document.kind)} {'–'.join(years)}".strip()


def nodes_of(snapshot: Snapshot, document: PlanningDocument, pack: ReferencePack) -> Iterator[Node]:
    """The document itself, then every rung after its parent's table, in the order of the plan."""
    yield Node(DOCUMENT, document.id, "", "", document.title or document_name(document, pack))
    for mission in snapshot.where(Mission, "document_id", document.id):
        yield Node("mission", mission.id, document.id, mission.number, mission.text)
    for goal in snapshot.where(Goal, "document_id", document.id):
        yield Node("goal", goal.id, goal.mission_id or document.id, goal.code, goal.text)
    for row in snapshot.where(Objective, "document_id", document.id):
        note = _("tidak terkait") if row.unrelated else ""
        yield Node("objective", row.id, row.goal_id or document.id, row.code, row.text, note)
    for programme in snapshot.where(Programme, "document_id", document.id):
        code, parent = programme.code, programme.objective_id or document.id
        yield Node("programme", programme.id, parent, code, programme.name)


def below(table: str, document: PlanningDocument) -> str:
    """What stands under a row; "" under a program. An RPD begins at tujuan."""
    if table == DOCUMENT:
        return "goal" if document.kind == rpjmd.TRANSITION else "mission"
    return BELOW.get(table, "")


def add_rung(db: Any, table: str, document_id: str, text: str, parent_id: str | None, after: str | None) -> str:
    """Add a rung under a parent (None: the document), after a sibling (None: last); its id."""
    # Any: a connection, which ui does not name
    if table == "mission":
        made = rpjmd.add_mission(db, document_id, text)
    elif table == "goal":
        made = rpjmd.add_goal(db, document_id, text, mission_id=parent_id)
    elif table == "objective":
        made = rpjmd.add_objective(db, document_id, text, goal_id=parent_id)
    else:
        made = rpjmd.add_programme(db, document_id, text, objective_id=parent_id)
    if after is not None:
        rpjmd.move(db, table, made, parent_id=parent_id, after=after)
    return made


def move_rung(db: Any, table: str, record_id: str, parent_id: str | None, after: str | None) -> None:
    """Put a rung under a parent (None: the document), after a sibling (None: first)."""
    rpjmd.move(db, table, record_id, parent_id=parent_id, after=after)
