"""Worksheets of a Bimtek as records of the plan: mapping of sasaran, sasaran smart city, kesenjangan, visi and misi."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gmsc_desktop.models.intake.known import compared_title
from gmsc_desktop.models.intake.realisation import joined
from gmsc_desktop.models.intake.wanted import Prepared, Told, Wanted, cut, fitted, record_id
from gmsc_desktop.models.records import Objective, ObjectiveDimension, PlanningDocument, SmartMission, SmartObjective
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.text import _, in_source_language

DIRECT = "langsung"


@dataclass(frozen=True)
class MappingLine:
    """A sasaran of the RPJMD with the dimensions ticked for it: each with its strength, "" where none is told."""

    id: str
    text: str
    ticks: Mapping[str, str] = field(default_factory=dict)
    unrelated: bool = False
    reason: str = ""


@dataclass(frozen=True)
class ObjectiveLine:
    """A sasaran smart city with what it rests on."""

    id: str
    text: str
    dimension: str
    subdimension: str = ""
    basis: str = ""


@dataclass(frozen=True)
class GapLine:
    """What a row says of a dimension; ``trend`` is kept with the condition."""

    id: str
    dimension: str
    condition: str = ""
    trend: str = ""
    gap: str = ""
    strategy: str = ""


@dataclass(frozen=True)
class Worksheets:
    """Everything that the worksheets of one book tell and a plan has a place for."""

    mapping: Sequence[MappingLine] = ()
    objectives: Sequence[ObjectiveLine] = ()
    gaps: Sequence[GapLine] = ()
    vision: str = ""
    missions: Sequence[str] = ()


def prepare(snapshot: Snapshot, sheets: Worksheets) -> Prepared:
    """The records of the worksheets, and what is to be told."""
    told: list[Told] = []
    wanted = [
        *_vision(snapshot, sheets, told), *_mapping(snapshot, sheets.mapping, told),
        *_objectives(snapshot, sheets.objectives), *_gaps(snapshot, sheets.gaps, told),
    ]  # fmt: skip
    return Prepared(tuple(wanted), tuple(told))


def _vision(snapshot: Snapshot, sheets: Worksheets, told: list[Told]) -> Iterator[Wanted]:
    if sheets.vision:
        values: dict[str, Json] = {"vision": sheets.vision}
        told += cut("plan", values, "")
        plan = snapshot.plan
        yield Wanted("plan", "plan", fitted("plan", values), plan.title or snapshot.region.name, "", plan.id)
    there = {compared_title(row.text): row.id for row in snapshot.all(SmartMission)}
    for number, text in enumerate(sheets.missions):
        values = fitted("smart_mission", {"text": text})
        stored = str(values.get("text", ""))
        if stored:
            yield Wanted(
                "smart_mission", f"mission {number}", values, stored, "", there.get(compared_title(stored), "")
            )


def _mapping(snapshot: Snapshot, lines: Sequence[MappingLine], told: list[Told]) -> Iterator[Wanted]:
    known = _objectives_of(snapshot)
    ticks: dict[str, dict[str, str]] = {}
    rows: dict[str, MappingLine] = {}
    for line in lines:
        objective = known.get(compared_title(line.text))
        if objective is None:
            sentence = _(
                "Sasaran “{text}” tidak ada di dokumen perencanaan rencana ini, sehingga pemetaannya tidak diambil. "
                "Impor RPJMD lebih dahulu, lalu impor lembar ini lagi."
            )
            told.append(Told("objective", sentence.format(text=line.text[:80]), line.id))
            continue
        if objective.unrelated and line.ticks:
            sentence = _("Sasaran “{text}” ditandai tidak terkait di rencana. Cabut tanda itu lebih dahulu.")
            told.append(Told("unrelated", sentence.format(text=line.text[:80]), line.id))
            continue
        if line.unrelated and not line.ticks:
            yield from _unrelated(objective, line, told)
            continue
        rows.setdefault(objective.id, line)
        ticks.setdefault(objective.id, {}).update(
            {code: strength or ticks.get(objective.id, {}).get(code, "") for code, strength in line.ticks.items()}
        )
    for id_, found in ticks.items():
        for code, strength in found.items():
            there = record_id(snapshot, "objective_dimension", id_, code)
            row = snapshot.get(ObjectiveDimension, there)
            values: dict[str, Json] = {"objective_id": id_, "dimension": code}
            values["strength"] = strength or (row.strength if row is not None else DIRECT)
            if rows[id_].reason and (row is None or not row.note):
                values["note"] = rows[id_].reason
            name = _("{text}, {dimension}").format(text=rows[id_].text[:120], dimension=code)
            yield Wanted("objective_dimension", f"tick {id_} {code}", values, name, rows[id_].text, there)


def _unrelated(objective: Objective, line: MappingLine, told: list[Told]) -> Iterator[Wanted]:
    if objective.unrelated:
        return
    if not line.reason:
        sentence = _(
            "Sasaran “{text}” ditandai tidak terkait tanpa alasan, sehingga tanda itu tidak diambil. Tulis alasannya."
        )
        told.append(Told("unrelated-reason", sentence.format(text=line.text[:80]), line.id))
        return
    values = fitted("objective", {"unrelated": True, "unrelated_reason": line.reason})
    yield Wanted("objective", line.id, values, objective.text[:120], "", objective.id)


def _objectives_of(snapshot: Snapshot) -> dict[str, Objective]:
    """The sasaran of all planning documents by their text, those of the newest document before the others."""
    documents = {row.id: row.period_end or row.target_end or 0 for row in snapshot.all(PlanningDocument)}
    ordered = sorted(snapshot.all(Objective), key=lambda row: documents.get(row.document_id, 0))
    return {compared_title(row.text): row for row in ordered if row.text}


def _objectives(snapshot: Snapshot, lines: Sequence[ObjectiveLine]) -> Iterator[Wanted]:
    there = {(row.dimension, compared_title(row.text)): row for row in snapshot.all(SmartObjective)}
    known = _objectives_of(snapshot)
    seen: set[tuple[str, str]] = set()
    for line in lines:
        values = fitted("smart_objective", {
            "dimension": line.dimension, "subdimension": line.subdimension or None, "text": line.text,
            "basis": line.basis,
        })  # fmt: skip
        key = (line.dimension, compared_title(str(values.get("text", ""))))
        if key in seen or not key[1]:
            continue
        seen.add(key)
        row = there.get(key)
        made = Wanted(
            "smart_objective", line.id, values, str(values["text"])[:120], line.dimension, row.id if row else ""
        )
        yield made
        base = known.get(compared_title(line.basis))
        if base is not None:
            keys: dict[str, Json] = {"smart_objective_id": made.record or made.id, "objective_id": base.id}
            found = record_id(snapshot, "smart_objective_link", made.record, base.id) if made.record else ""
            yield Wanted("smart_objective_link", f"{line.id} base", keys, base.text[:120], made.name, found)


def _gaps(snapshot: Snapshot, lines: Sequence[GapLine], told: list[Told]) -> Iterator[Wanted]:
    groups: dict[str, list[GapLine]] = {}
    for line in lines:
        groups.setdefault(line.dimension, []).append(line)
    for dimension, found in groups.items():
        values: dict[str, Json] = {
            "condition": joined(text for one in found for text in (one.condition, _trend(one.trend))),
            "gap": joined(one.gap for one in found),
            "strategy": joined(one.strategy for one in found),
        }
        told += cut("dimension_plan", values, found[0].id)
        kept = {column: value for column, value in fitted("dimension_plan", values).items() if value != ""}
        there = record_id(snapshot, "dimension_plan", dimension)
        if kept:
            yield Wanted("dimension_plan", f"gap {dimension}", {"dimension": dimension, **kept}, dimension, "", there)


@in_source_language
def _trend(text: str) -> str:
    return _("Tren: {text}").format(text=text) if text else ""
