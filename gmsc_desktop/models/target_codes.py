"""Codes by which a sasaran is known where its misi and tujuan do not stand above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from gmsc_desktop.models.records import Goal, Mission, Objective
from gmsc_desktop.models.snapshot import Snapshot


def objective_codes(snapshot: Snapshot) -> Mapping[str, str]:
    """The code of every sasaran by its id: as the document has it, or the whole path where the document begins its
    numbers anew under each tujuan (two sasaran of one document with one code): misi.tujuan.sasaran, as "2.1.1".
    """
    rows = snapshot.all(Objective)
    count = Counter((row.document_id, _plain(row.code)) for row in rows if row.code.strip())
    again = {document for (document, _code), found in count.items() if found > 1}
    return {row.id: _path(snapshot, row) if row.document_id in again else row.code for row in rows}


def _path(snapshot: Snapshot, objective: Objective) -> str:
    goal = snapshot.get(Goal, objective.goal_id)
    mission = snapshot.get(Mission, goal.mission_id) if goal is not None else None
    above = _below(_plain(mission.number) if mission is not None else "", goal.code if goal is not None else "")
    return _below(above, objective.code) if objective.code.strip() else ""


def _below(above: str, code: str) -> str:
    """A code under the one above it; one that carries it already stays."""
    own = _plain(code)
    if not above or not own or own.startswith(f"{above}."):
        return own or above
    return f"{above}.{own}"


def _plain(code: str) -> str:
    return code.strip().strip(".")
