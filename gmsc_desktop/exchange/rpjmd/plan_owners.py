"""Indicators of which a table does not say what they measure, put where the plan has them already."""

from __future__ import annotations

from dataclasses import replace

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.ownerless import left_notice
from gmsc_desktop.exchange.rpjmd.proposal import Proposal
from gmsc_desktop.exchange.rpjmd.tree import Node, Tree
from gmsc_desktop.exchange.sheets import Place, fold
from gmsc_desktop.exchange.tabular.indicators import Indicator as Read
from gmsc_desktop.models.records import Goal, Indicator, Mission, Objective, PlanningDocument, Programme
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _


def with_owners_of_plan(proposal: Proposal, snapshot: Snapshot) -> Proposal:
    """An IKU table alone as part of the one document of the plan that has indicators of these names.

    Nothing changes where the book itself tells any rung. What the plan does not know, or has twice, stays told.
    """
    if not proposal.tree.ownerless or proposal.tree.roots:
        return proposal
    document = _document(proposal, snapshot)
    if document is None:
        return proposal
    rungs = _Rungs(snapshot, Tree(totals=proposal.tree.totals, notices=proposal.tree.notices))
    left = [one for one in proposal.tree.ownerless if not rungs.take(one, document)]
    count = len(proposal.tree.ownerless) - len(left)
    sentence = _("{count} indikator diletakkan pada tujuan, sasaran, atau program yang sudah ada di rencana.")
    place = Place(proposal.tables[0].name, proposal.tables[0].header.top, 0)
    notices = [one for one in proposal.notices if one.kind != "no-owner"]
    notices.append(Notice("owners-of-plan", sentence.format(count=count), place))
    notices += [left_notice(left)] if left else []
    start, end = document.period_start, document.period_end
    period = (start, end) if start is not None and end is not None else proposal.period
    rungs.tree.ownerless = left
    return replace(proposal, tree=rungs.tree, notices=tuple(notices), kind=document.kind, period=period)


def _document(proposal: Proposal, snapshot: Snapshot) -> PlanningDocument | None:
    """The document of the plan that knows most of these indicators, None where two know as many, or none any."""
    names = {_key(one.text) for one in proposal.tree.ownerless}
    found = {
        row: len(names & {_key(one.text) for one in snapshot.where(Indicator, "document_id", row.id)})
        for row in snapshot.all(PlanningDocument)
    }
    most = max(found.values(), default=0)
    best = [row for row, count in found.items() if count == most]
    return best[0] if most and len(best) == 1 else None


class _Rungs:
    """The rungs of the plan above the indicators that are met, each once."""

    def __init__(self, snapshot: Snapshot, tree: Tree) -> None:
        self.tree = tree
        self._snapshot = snapshot
        self._made: dict[str, Node] = {}

    def take(self, one: Read, document: PlanningDocument) -> bool:
        """Put an indicator below its rung of the plan; False where the plan has no such one, or several."""
        rows = self._snapshot.where(Indicator, "document_id", document.id)
        met = [row for row in rows if _key(row.text) == _key(one.text)]
        owner = self._owner(met[0], one.place) if len(met) == 1 else None
        if owner is not None:
            owner.indicators.append(one)
        return owner is not None

    def _owner(self, row: Indicator, place: Place) -> Node | None:
        if row.programme_id:
            return self._programme(row.programme_id, place)
        return self._objective(row.objective_id, place) or self._goal(row.goal_id, place)

    def _programme(self, record_id: str, place: Place) -> Node | None:
        row = self._snapshot.get(Programme, record_id)
        if row is None:
            return None
        return self._node(row.id, "programme", row.name, place, self._objective(row.objective_id, place), row.code)

    def _objective(self, record_id: str, place: Place) -> Node | None:
        row = self._snapshot.get(Objective, record_id)
        if row is None:
            return None
        return self._node(row.id, "objective", row.text, place, self._goal(row.goal_id, place), row.code)

    def _goal(self, record_id: str, place: Place) -> Node | None:
        row = self._snapshot.get(Goal, record_id)
        if row is None:
            return None
        above = self._snapshot.get(Mission, row.mission_id)
        mission = None if above is None else self._node(above.id, "mission", above.text, place, None)
        if mission is not None and above is not None:
            mission.number = above.number
        return self._node(row.id, "goal", row.text, place, mission, row.code)

    def _node(self, record_id: str, level: str, text: str, place: Place, parent: Node | None, code: str = "") -> Node:
        if record_id not in self._made:
            made = Node(level, text, place, parent, code, code)
            self._made[record_id] = made
            (self.tree.roots if parent is None else parent.children).append(made)
        return self._made[record_id]


def _key(text: str) -> str:
    return fold(text).casefold().rstrip(" .;,")
