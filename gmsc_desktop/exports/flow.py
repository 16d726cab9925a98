"""How a plan follows from the planning document: misi, sasaran, dimension, initiative, and what ties them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from gmsc_desktop.models.checks.wording import record_name
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.records import (
    Goal,
    Indicator,
    IndicatorMapping,
    Mission,
    Objective,
    Programme,
    ProgrammeMapping,
)
from gmsc_desktop.text import _

DIRECT, SUPPORT = "langsung", "pendukung"
_LENGTH = 160  # letters of a name; a drawing and a table cut it further where they must

State = Literal["served", "waiting", "unrelated", "outside"]


@dataclass(frozen=True, slots=True)
class Node:
    """A misi (or tujuan), a sasaran, or an initiative. ``parent`` is the node or dimension it hangs on.

    ``state``: a sasaran is served, waiting for an initiative, or unrelated; an initiative serves, waits, or is outside.
    """

    id: str
    table: str
    code: str
    name: str
    parent: str = ""
    state: State = "served"


@dataclass(frozen=True)
class Flow:
    """``links`` count the initiatives of a dimension that serve a sasaran, and tell whether one serves it directly."""

    tops: tuple[Node, ...]
    top_kind: str  # "mission" or "goal"
    objectives: tuple[Node, ...]
    initiatives: tuple[Node, ...]
    links: dict[tuple[str, str], tuple[int, bool]]
    serves: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # initiative -> sasaran, strength

    @cached_property
    def served(self) -> int:
        """How many sasaran an initiative serves."""
        return sum(node.state == "served" for node in self.objectives)

    @cached_property
    def mapped(self) -> int:
        """How many initiatives serve a sasaran."""
        return sum(node.state == "served" for node in self.initiatives)

    def weight(self, objective_id: str) -> int:
        """How many ties a sasaran has to initiatives, over all dimensions."""
        return sum(count for (row, _code), (count, _direct) in self.links.items() if row == objective_id)

    @property
    def sentence(self) -> str:
        """The finding: how much is served, and what still waits."""
        if not self.objectives:
            return _("Belum ada sasaran RPJMD. Isi dahulu di halaman RPJMD.")
        if not self.initiatives:
            return _(
                "Belum ada inisiatif yang melayani {count} sasaran RPJMD. Tambahkan inisiatif, lalu petakan."
            ).format(count=len(self.objectives))
        waiting = sum(node.state == "waiting" for node in self.objectives)
        loose = sum(node.state == "waiting" for node in self.initiatives)
        told = _("{mapped} dari {initiatives} inisiatif melayani {served} dari {objectives} sasaran RPJMD.").format(
            mapped=self.mapped, initiatives=len(self.initiatives), served=self.served, objectives=len(self.objectives)
        )
        if waiting:
            told += " " + _("{count} sasaran belum dilayani.").format(count=waiting)
        if loose:
            told += " " + _("{count} inisiatif belum dipetakan.").format(count=loose)
        return told


def flow_of(figures: Figures, year: int) -> Flow:
    """The flow of the planning document in force in a year, else of the newest one; empty where there is none."""
    document = figures.document_to_map(year)
    snapshot, pack = figures.snapshot, figures.reference
    goals = snapshot.where(Goal, "document_id", document.id) if document is not None else ()
    missions = snapshot.where(Mission, "document_id", document.id) if document is not None else ()
    rows = snapshot.where(Objective, "document_id", document.id) if document is not None else ()
    links, serves = _ties(figures, {row.id for row in rows})
    mission_of = {goal.id: goal.mission_id for goal in goals}
    objectives = tuple(
        Node(
            row.id, "objective", figures.objective_codes[row.id], record_name(pack, row, _LENGTH),
            mission_of.get(row.goal_id, "") if missions else row.goal_id, _state(row, links),
        )
        for row in rows
    )  # fmt: skip
    tops: list[Node] = [Node(row.id, "mission", row.number, record_name(pack, row, _LENGTH)) for row in missions]
    if not missions:
        tops = [Node(row.id, "goal", row.code, record_name(pack, row, _LENGTH)) for row in goals]
    known = {node.id for node in tops}
    used = {node.parent for node in objectives}
    tops = [node for node in tops if node.id in used]
    if used - known:
        tops.append(Node("", "mission" if missions else "goal", "", _("Tanpa misi") if missions else _("Tanpa tujuan")))
        objectives = tuple(
            node if node.parent in known else Node(node.id, node.table, node.code, node.name, "", node.state)
            for node in objectives
        )
    place = {node.id: number for number, node in enumerate(tops)}
    ordered = tuple(sorted(objectives, key=lambda node: place[node.parent]))
    return Flow(
        tuple(tops),
        "mission" if missions or not goals else "goal",
        ordered,
        _initiatives(figures, serves),
        links,
        serves,
    )


def _state(row: Objective, links: dict[tuple[str, str], tuple[int, bool]]) -> State:
    if any(objective_id == row.id for objective_id, _code in links):
        return "served"
    return "unrelated" if row.unrelated else "waiting"


def _initiatives(figures: Figures, serves: dict[str, tuple[tuple[str, str], ...]]) -> tuple[Node, ...]:
    made: list[Node] = []
    order = {dimension.code: number for number, dimension in enumerate(figures.reference.dimensions)}
    for row in sorted(figures.initiatives, key=lambda row: order.get(row.dimension, len(order))):
        state: State = "served" if row.id in serves else "outside" if row.outside_reason.strip() else "waiting"
        name = record_name(figures.reference, row, _LENGTH) or _("Tanpa nama")
        made.append(Node(row.id, "initiative", row.code, name, row.dimension if row.dimension in order else "", state))
    return tuple(made)


def _ties(
    figures: Figures, objectives: set[str]
) -> tuple[dict[tuple[str, str], tuple[int, bool]], dict[str, tuple[tuple[str, str], ...]]]:
    """Links of sasaran and dimensions, and of each initiative the sasaran it serves with the stronger word."""
    snapshot, found = figures.snapshot, dict[tuple[str, str], str]()

    def note(initiative_id: str, objective_id: str, strength: str) -> None:
        if objective_id in objectives and initiative_id in figures.initiative_ids:
            before = found.get((initiative_id, objective_id), "")
            direct = DIRECT in (before, strength or DIRECT)
            found[initiative_id, objective_id] = DIRECT if direct else SUPPORT

    for one in snapshot.all(IndicatorMapping):
        indicator = snapshot.get(Indicator, one.indicator_id)
        above = snapshot.get(Programme, indicator.programme_id) if indicator is not None else None
        own = (indicator.objective_id if indicator is not None else "") or (above.objective_id if above else "")
        note(one.initiative_id, own, one.strength)
    for other in snapshot.all(ProgrammeMapping):
        programme = snapshot.get(Programme, other.programme_id)
        note(other.initiative_id, programme.objective_id if programme is not None else "", other.strength)
    serves: dict[str, list[tuple[str, str]]] = {}
    links: dict[tuple[str, str], tuple[int, bool]] = {}
    dimension = {row.id: row.dimension for row in figures.initiatives}
    for (initiative_id, objective_id), strength in found.items():
        serves.setdefault(initiative_id, []).append((objective_id, strength))
        key = objective_id, dimension[initiative_id]
        count, direct = links.get(key, (0, False))
        links[key] = count + 1, direct or strength == DIRECT
    return links, {key: tuple(rows) for key, rows in serves.items()}


def flow_table(flow: Flow, figures: Figures) -> list[list[str]]:
    """Every tie as a row under a heading, and what has none: the drawing's numbers for whoever does not see it."""
    top = _("Misi") if flow.top_kind == "mission" else _("Tujuan")
    rows = [[top, _("Sasaran"), _("Dimensi"), _("Inisiatif"), _("Kekuatan")]]
    names = {node.id: _called(node) for node in flow.tops}
    served: dict[str, list[tuple[Node, str]]] = {}
    for node in flow.initiatives:
        for objective_id, strength in flow.serves.get(node.id, ()):
            served.setdefault(objective_id, []).append((node, strength))
    for objective in flow.objectives:
        above, own = names.get(objective.parent, ""), _called(objective)
        for node, strength in served.get(objective.id, ()):
            label = figures.reference.label("dimension", node.parent)
            rows.append([above, own, label, node.name, figures.reference.label("strength", strength)])
        if objective.state != "served":
            rows.append([above, own, "", _waits(objective), ""])
    for node in flow.initiatives:
        if node.state != "served":
            told = _("di luar RPJMD") if node.state == "outside" else _("belum dipetakan")
            rows.append(["", told, figures.reference.label("dimension", node.parent), node.name, ""])
    return rows


def _waits(node: Node) -> str:
    return _("tidak terkait") if node.state == "unrelated" else _("belum dilayani")


def _called(node: Node) -> str:
    return f"{node.code} {node.name}".strip()
