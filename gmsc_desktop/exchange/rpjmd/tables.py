"""A proposal as rows, in the shape of the tables of ``rencana.json``; what a plan has no table for stands beside them.

Extra tables: ``affair`` (urusan, bidang urusan, and units that head a block) and ``activity`` (kegiatan, sub kegiatan).
Extra columns: ``affair_id`` and ``end_amount`` of programmes, ``activity_id`` of indicators, ``place`` of everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gmsc_desktop.exchange.rpjmd.proposal import Proposal
from gmsc_desktop.exchange.rpjmd.tree import NAMES, Node
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.exchange.tabular.figures import Figure
from gmsc_desktop.exchange.tabular.indicators import Indicator
from gmsc_desktop.exchange.tabular.sums import END
from gmsc_desktop.models.ids import derived_id

Rows = dict[str, list[dict[str, Any]]]

_ALWAYS = ("vision", "mission", "goal", "objective", "programme")
_AFFAIRS = ("affair", "field", "block")
_ACTIVITIES = ("activity", "sub_activity")
_OWNERS = {
    "goal": "goal_id", "objective": "objective_id", "programme": "programme_id", "activity": "activity_id",
    "sub_activity": "activity_id", "affair": "affair_id", "field": "affair_id", "block": "affair_id",
    "mission": "mission_id", "vision": "document_id", "strategy": "strategy_id", "policy": "strategy_id",
}  # fmt: skip


def counts(proposal: Proposal) -> dict[str, int]:
    """How many there are of each level, and of indicators."""
    nodes = proposal.nodes
    made = {NAMES[level]: sum(node.level == level for node in nodes) for level in _ALWAYS}
    made["indikator"] = sum(len(node.indicators) for node in nodes)
    for level, name in NAMES.items():
        if level not in _ALWAYS and (count := sum(node.level == level for node in nodes)):
            made[name] = count
    return made


def ceilings(proposal: Proposal) -> dict[str, int]:
    """The sum of programme ceilings in whole Rupiah by year; ``akhir`` is the end of the period."""
    return {_year_name(year): amount for year, amount in proposal.ceilings.items()}


def _year_name(year: int | str) -> str:
    return "akhir" if year == END else str(year)


class _Writer:
    def __init__(self, proposal: Proposal) -> None:
        self.rows: Rows = {
            name: []
            for name in (
                "agency", "planning_document", "mission", "goal", "objective", "strategy", "programme",
                "programme_agency", "indicator", "target", "ceiling", "affair", "activity",
            )
        }  # fmt: skip
        self._proposal = proposal
        self._document = derived_id("planning_document", proposal.fingerprint)
        self._ids: dict[int, str] = {}
        self._agencies: dict[str, str] = {}

    def write(self) -> Rows:
        proposal = self._proposal
        visions = [node.text for node in proposal.nodes if node.level == "vision"]
        years = proposal.years
        self.rows["planning_document"].append(
            {
                "id": self._document,
                "kind": proposal.kind,
                "period_start": proposal.period[0] if proposal.period else None,
                "period_end": proposal.period[1] if proposal.period else None,
                "target_start": years[0] if years else None,
                "target_end": years[-1] if years else None,
                "vision": "\n".join(visions) or None,
            }
        )
        for node in proposal.nodes:
            self._node(node)
        return self.rows

    def _id(self, node: Node) -> str:
        return self._ids[id(node)]

    def _above(self, node: Node, *levels: str) -> str | None:
        above = node.parent
        while above is not None:
            if above.level in levels:
                return self._id(above)
            above = above.parent
        return None

    def _node(self, node: Node) -> None:
        made = derived_id(node.level, self._document, str(node.place.sheet), node.place.row, node.place.column)
        self._ids[id(node)] = made
        row: dict[str, Any] = {"id": made, "document_id": self._document}
        row |= getattr(self, f"_{node.level}", self._other)(node)
        table = {"policy": "strategy", "field": "affair", "block": "affair", "sub_activity": "activity"}.get(
            node.level, node.level
        )
        if table != "vision":
            self.rows[table].append({**row, "place": _place(node.place)})
        if node.level in {"programme", *_ACTIVITIES}:
            self._money(node, made)
        for number, indicator in enumerate(node.indicators):
            self._indicator(node, number, indicator)

    def _vision(self, _node: Node) -> dict[str, Any]:
        return {}

    def _mission(self, node: Node) -> dict[str, Any]:
        return {"number": node.number or None, "text": node.text}

    def _goal(self, node: Node) -> dict[str, Any]:
        mission = self._above(node, "mission")
        return {"mission_id": mission, "code": node.code or node.number or None, "text": node.text}

    def _objective(self, node: Node) -> dict[str, Any]:
        goal = self._above(node, "goal")
        return {"goal_id": goal, "code": node.code or node.number or None, "text": node.text}

    def _other(self, node: Node) -> dict[str, Any]:
        row: dict[str, Any] = {"kind": NAMES[node.level], "code": node.code or None}
        if node.level in {"strategy", "policy"}:
            return row | {"objective_id": self._above(node, "objective"), "text": node.text}
        if node.level in _AFFAIRS:
            printed = {_year_name(year): round(amount) for year, amount in node.printed.items()}
            parent = self._above(node, *_AFFAIRS)
            return row | {"parent_id": parent, "text": node.text, "agencies": node.agencies, "printed": printed}
        parent = self._above(node, *_ACTIVITIES)
        return row | {
            "programme_id": self._above(node, "programme"),
            "parent_id": parent,
            "plain_code": node.plain_code or None,
            "name": node.text,
            "agencies": node.agencies,
        }

    def _programme(self, node: Node) -> dict[str, Any]:
        return {
            "objective_id": self._above(node, "objective"),
            "affair_id": self._above(node, *_AFFAIRS),
            "goal_id": self._above(node, "goal"),
            "code": node.code or None,
            "plain_code": node.plain_code or None,
            "name": node.text,
            "outcome": "\n".join(node.outcomes) or None,
            "agencies": node.agencies,
        }

    def _money(self, node: Node, made: str) -> None:
        amounts = node.ceilings()
        owner = "programme_id" if node.level == "programme" else "activity_id"
        row = self.rows["programme" if node.level == "programme" else "activity"][-1]
        row["end_amount"] = amounts.get(END)
        for year, amount in amounts.items():
            if year != END:
                self.rows["ceiling"].append(
                    {"id": derived_id("ceiling", made, year), owner: made, "year": year, "amount": amount}
                )
        if node.level == "programme":
            for name in node.agencies:
                self.rows["programme_agency"].append({
                    "id": derived_id("programme_agency", made, self._agency(name)),
                    "programme_id": made, "agency_id": self._agency(name),
                })  # fmt: skip

    def _agency(self, name: str) -> str:
        key = name.casefold()
        if key not in self._agencies:
            self._agencies[key] = derived_id("agency", self._document, key)
            self.rows["agency"].append({"id": self._agencies[key], "name": name})
        return self._agencies[key]

    def _indicator(self, node: Node, number: int, one: Indicator) -> None:
        made = derived_id("indicator", self._id(node), number)
        agencies = [self._agency(name) for name in one.agencies]
        row: dict[str, Any] = {
            "id": made, "document_id": self._document, _OWNERS[node.level]: self._id(node), "text": one.text,
            "unit": one.unit or None, **_figure("baseline", one.baseline), "baseline_year": one.baseline_year,
            **_figure("end", one.end), "source": one.source or None,
            "agency_id": agencies[0] if len(agencies) == 1 else None, "agencies": one.agencies,
            "outcome": one.outcome or None, "place": _place(one.place),
        }  # fmt: skip
        self.rows["indicator"].append(row)
        for year, figure in sorted(one.targets.items()):
            self.rows["target"].append(
                {
                    "id": derived_id("target", made, year),
                    "indicator_id": made,
                    "year": year,
                    "text": figure.text,
                    "number": figure.number,
                }
            )


def _figure(name: str, figure: Figure | None) -> dict[str, Any]:
    return {f"{name}_text": figure.text if figure else None, f"{name}_number": figure.number if figure else None}


def _place(place: Place) -> str:
    return f"{place.sheet}!{place.cell}"


def to_tables(proposal: Proposal) -> Rows:
    """The rows of a proposal by table, parents before what belongs to them; ids are the same at each reading."""
    return _Writer(proposal).write()


def to_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as one JSON value: counts, sums, notices, questions, columns and the whole tree."""
    table = proposal.tables[0]
    return {
        "file": proposal.book,
        "format": proposal.form,
        "kind": proposal.kind,
        "period": list(proposal.period) if proposal.period else None,
        "years": list(proposal.years),
        "unit": proposal.unit,
        "sheets": [one.name for one in (*proposal.tables, *proposal.joined)],
        "fingerprint": proposal.fingerprint,
        "columns": [
            {"column": one.name, "header": one.header, "meaning": one.meaning or None, "levels": list(one.levels),
             "year": one.year, "ordinal": one.ordinal}
            for one in table.layout.columns
            if one.header or one.meaning
        ],
        "counts": counts(proposal),
        "pagu": ceilings(proposal),
        "sums": [
            {"label": one.label, "place": _place(one.place), "year": one.year or "akhir", "printed": one.printed,
             "computed": one.computed, "agrees": one.agrees}
            for one in proposal.sums
        ],
        "notices": [
            {"kind": one.kind, "sentence": one.sentence, "sheet": one.place.sheet if one.place else None,
             "cell": one.place.cell if one.place else None, "doubt": one.doubt}
            for one in proposal.notices
        ],
        "needs": [{"what": one.what, "sentence": one.sentence, "choices": list(one.choices)} for one in proposal.needs],
    }  # fmt: skip


def tree_json(proposal: Proposal) -> Mapping[str, Any]:
    """The tree in the shape of ``rencana.json``."""
    return {"tables": to_tables(proposal)}
