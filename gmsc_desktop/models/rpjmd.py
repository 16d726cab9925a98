"""Planning documents (RPJMD, RPD, Perubahan RPJMD): their ladder, indicators, targets, ceilings, ties to dimensions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import arranging, editing
from gmsc_desktop.models.checked import Given, in_order, need
from gmsc_desktop.models.checks.wording import listed
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.reading import gone, name_of, one, pack_of, where
from gmsc_desktop.models.records import (
    Goal,
    Indicator,
    Mission,
    Objective,
    ObjectiveDimension,
    PlanningDocument,
    Programme,
    Strategy,
)
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

TRANSITION = "rpd"  # Rencana Pembangunan Daerah, between two elections: it has no visi and no misi
DIRECT = "langsung"

Rung = Goal | Objective | Programme
# What may stand under what: the column that names the parent, and the kind of record it names.
_PARENTS: dict[str, dict[str, type[Mission] | type[Rung]]] = {
    "mission": {},
    "goal": {"mission_id": Mission},
    "objective": {"goal_id": Goal},
    "programme": {"objective_id": Objective},
    "indicator": {"goal_id": Goal, "objective_id": Objective, "programme_id": Programme},
}


# -- documents and their ladder


def add_document(db: Connection, kind: str, *, period_start: int, period_end: int, **values: Given) -> str:
    """Record a planning document; ``values`` by column: title, target_start, target_end, regulation, status, vision …

    The target years are those of its own table: an RPJMD 2025-2029 may give targets 2026-2030.
    """
    for first, last, sentence in (
        (period_start, period_end, _("Periode dokumen berakhir ({end}) sebelum dimulai ({start}).")),
        (
            values.get("target_start"),
            values.get("target_end"),
            _("Tahun target terakhir ({end}) mendahului tahun target pertama ({start})."),
        ),
        (
            values.get("in_force_from"),
            values.get("in_force_to"),
            _("Masa berlaku dokumen berakhir ({end}) sebelum dimulai ({start})."),
        ),
    ):
        in_order(first, last, sentence.format(start=first, end=last))
    if kind == TRANSITION and values.get("vision"):
        raise _transition_has_none()
    return editing.add(
        db, "planning_document", {"kind": kind, "period_start": period_start, "period_end": period_end, **values}
    )


def _transition_has_none() -> UserFacingError:
    return UserFacingError(
        _("RPD tidak memuat visi dan misi kepala daerah."),
        _("Mulai dari tujuan, atau pilih jenis dokumen RPJMD."),
    )


def add_mission(db: Connection, document_id: str, text: str, number: str = "") -> str:
    """Add a misi to a document; an RPD has none."""
    if one(db, PlanningDocument, document_id).kind == TRANSITION:
        raise _transition_has_none()
    text = need(text, _("Misi masih kosong."), _("Salin misinya dari dokumen resmi."))
    return editing.add(db, "mission", {"document_id": document_id, "text": text, "number": number})


def add_goal(db: Connection, document_id: str, text: str, *, mission_id: str | None = None, code: str = "") -> str:
    """Add a tujuan, under a misi or, where the document begins there, under none."""
    text = need(text, _("Tujuan masih kosong."), _("Salin tujuannya dari dokumen resmi."))
    return _add_rung(db, "goal", document_id, mission_id=mission_id, text=text, code=code)


def add_objective(db: Connection, document_id: str, text: str, *, goal_id: str | None = None, code: str = "") -> str:
    """Add a sasaran, under a tujuan where the document has one."""
    text = need(text, _("Sasaran masih kosong."), _("Salin sasarannya dari dokumen resmi."))
    return _add_rung(db, "objective", document_id, goal_id=goal_id, text=text, code=code)


def add_strategy(db: Connection, objective_id: str, kind: str, text: str) -> str:
    """Add a strategi or arah kebijakan under a sasaran."""
    text = need(text, _("Strategi atau arah kebijakan masih kosong."), _("Salin uraiannya dari dokumen resmi."))
    return editing.add(db, "strategy", {"objective_id": objective_id, "kind": kind, "text": text})


def add_programme(
    db: Connection,
    document_id: str,
    name: str,
    *,
    objective_id: str | None = None,
    agencies: Iterable[str] = (),
    **values: Given,
) -> str:
    """Add a program with the OPDs that carry it; ``values`` by column: code, outcome, priority."""
    name = need(name, _("Nama program masih kosong."), _("Salin nama programnya dari dokumen resmi."))
    programme_id = _add_rung(db, "programme", document_id, objective_id=objective_id, name=name, **values)
    for agency_id in agencies:
        editing.assign(db, "programme_agency", {"programme_id": programme_id, "agency_id": agency_id}, {})
    return programme_id


def add_indicator(db: Connection, document_id: str, text: str, **values: Given) -> str:
    """Add an indicator under one of ``goal_id``, ``objective_id``, ``programme_id``.

    Further ``values`` by column: unit, direction, baseline_text, baseline_year, end_text, source, agency_id. A figure
    is kept as written; its number is read beside it where it is certain.
    """
    if sum(bool(values.get(column)) for column in _PARENTS["indicator"]) != 1:
        raise UserFacingError(
            _("Indikator RPJMD melekat pada satu tujuan, sasaran, atau program."), _("Pilih salah satunya.")
        )
    text = need(text, _("Indikator masih kosong."), _("Salin indikatornya dari dokumen resmi."))
    return _add_rung(db, "indicator", document_id, text=text, **values)


def _add_rung(db: Connection, table: str, document_id: str, **values: Given) -> str:
    one(db, PlanningDocument, document_id)
    for column, kind in _PARENTS[table].items():
        if parent_id := values.get(column):
            _same_document(db, table, document_id, one(db, kind, str(parent_id)))
    return editing.add(db, table, {"document_id": document_id, **values})


def _same_document(db: Connection, table: str, document_id: str, parent: Mission | Rung) -> None:
    if parent.document_id != document_id:
        raise UserFacingError(
            _("{parent} “{name}” berasal dari dokumen lain.").format(
                parent=BY_NAME[parent.TABLE].singular, name=name_of(db, parent)
            ),
            _("Pilih induk {child} dari dokumen yang sama.").format(child=BY_NAME[table].singular),
        )


# -- figures


def set_target(db: Connection, indicator_id: str, year: int, text: str | None) -> None:
    """Set the target of a year as the document writes it; empty takes it away, which is not the same as zero."""
    _in_target_years(db, one(db, Indicator, indicator_id).document_id, year)
    keys: dict[str, Given] = {"indicator_id": indicator_id, "year": year}
    if text is None or not text.strip():
        editing.clear(db, "target", keys)
    else:
        editing.assign(db, "target", keys, {"text": text})


def _in_target_years(db: Connection, document_id: str, year: int) -> None:
    document = one(db, PlanningDocument, document_id)
    first, last = document.target_start, document.target_end
    if (first is not None and year < first) or (last is not None and year > last):
        raise UserFacingError(
            _("Tahun {year} di luar tahun target {document}, yaitu {first}–{last}.").format(
                year=year, document=name_of(db, document), first=first or "…", last=last or "…"
            ),
            _("Periksa tahunnya, atau sesuaikan tahun target dokumen itu."),
        )


def set_baseline(db: Connection, indicator_id: str, text: str | None, year: int | None = None) -> None:
    """Set the kondisi awal as the document writes it, and the year it is of."""
    editing.change(db, "indicator", indicator_id, {"baseline_text": text, "baseline_year": year})


def set_ceiling(db: Connection, programme_id: str, year: int, amount: int | None) -> None:
    """Set the pagu indikatif of a programme and year in whole Rupiah; None takes it away."""
    _in_target_years(db, one(db, Programme, programme_id).document_id, year)
    keys: dict[str, Given] = {"programme_id": programme_id, "year": year}
    if amount is None:
        editing.clear(db, "ceiling", keys)
    else:
        editing.assign(db, "ceiling", keys, {"amount": amount})


# -- what a sasaran has to do with the smart city


def mark_unrelated(db: Connection, objective_id: str, reason: str) -> None:
    """Say, with a reason, that a sasaran has nothing to do with the smart city."""
    objective = one(db, Objective, objective_id)
    ticked = where(db, ObjectiveDimension, objective_id=objective_id)
    if ticked:
        pack = pack_of(db)
        raise UserFacingError(
            _("Sasaran “{name}” masih dipetakan ke {dimensions}.").format(
                name=name_of(db, objective), dimensions=listed(pack.label("dimension", row.dimension) for row in ticked)
            ),
            _("Hapus pemetaannya lebih dahulu bila sasaran ini memang tidak terkait."),
        )
    reason = need(
        reason, _("Tanda tidak terkait perlu alasan."), _("Tulis mengapa sasaran ini tidak terkait smart city.")
    )
    editing.change(db, "objective", objective_id, {"unrelated": True, "unrelated_reason": reason})


def mark_related(db: Connection, objective_id: str) -> None:
    """Take back that a sasaran has nothing to do with the smart city, and its reason."""
    editing.change(db, "objective", objective_id, {"unrelated": False, "unrelated_reason": None})


def tick_dimension(
    db: Connection, objective_id: str, dimension: str, strength: str = DIRECT, note: str | None = None
) -> str:
    """Say that a sasaran serves a dimension, directly or in support; ticking again changes strength and note."""
    objective = one(db, Objective, objective_id)
    if objective.unrelated:
        raise UserFacingError(
            _("Sasaran “{name}” ditandai tidak terkait.").format(name=name_of(db, objective)),
            _("Cabut tanda itu lebih dahulu, lalu petakan."),
        )
    keys: dict[str, Given] = {"objective_id": objective_id, "dimension": dimension}
    return editing.assign(db, "objective_dimension", keys, {"strength": strength, "note": note})


def tick_each(db: Connection, objective_ids: Iterable[str], dimension: str, strength: str = DIRECT) -> int:
    """Say of several sasaran that they serve a dimension, all or none; notes stay. How many that changed."""
    changed = 0
    for objective_id in dict.fromkeys(objective_ids):
        there = where(db, ObjectiveDimension, objective_id=objective_id, dimension=dimension)
        if not there or there[0].strength != strength:
            tick_dimension(db, objective_id, dimension, strength, there[0].note if there else None)
            changed += 1
    return changed


def untick_each(db: Connection, objective_ids: Iterable[str], dimension: str) -> None:
    """Take the ticks of a dimension away from several sasaran."""
    for objective_id in objective_ids:
        untick(db, objective_id, dimension)


def mark_each_unrelated(db: Connection, objective_ids: Iterable[str], reason: str) -> None:
    """Say of several sasaran, with one reason, that they have nothing to do with the smart city; all or none."""
    for objective_id in objective_ids:
        mark_unrelated(db, objective_id, reason)


def mark_each_related(db: Connection, objective_ids: Iterable[str]) -> None:
    """Take back that several sasaran have nothing to do with the smart city."""
    for objective_id in objective_ids:
        mark_related(db, objective_id)


def untick(db: Connection, objective_id: str, dimension: str) -> None:
    """Take the tick of a dimension away, where there is one."""
    editing.clear(db, "objective_dimension", {"objective_id": objective_id, "dimension": dimension})


# -- which document counts, and its order


def document_in_force(db: Connection, year: int) -> str | None:
    """The id of the planning document in force in a year, None where there is none; see ``Figures``."""
    documents = Snapshot({"planning_document": where(db, PlanningDocument)})
    found = Figures(documents, pack_of(db)).document_in_force(year)
    return found.id if found else None


def move(db: Connection, table: str, record_id: str, *, parent_id: str | None, after: str | None = None) -> None:
    """Put a rung of the ladder under a parent of the same document, after a sibling (None: first).

    ``table`` is mission, goal, objective, programme or indicator; a mission has no parent, the others may stand under
    none, an indicator may not.
    """
    record = one(db, _RUNGS[table], record_id)
    columns: dict[str, Given] = dict.fromkeys(_PARENTS[table])
    if parent_id is not None:
        column, parent = _parent(db, table, parent_id)
        _same_document(db, table, record.document_id, parent)
        columns[column] = parent_id
    elif table == "indicator":
        raise UserFacingError(
            _("Indikator RPJMD melekat pada satu tujuan, sasaran, atau program."), _("Pilih induknya.")
        )
    siblings = [r.id for r in where(db, _RUNGS[table], document_id=record.document_id, **_plain(columns))]
    editing.change(db, table, record_id, columns)
    arranging.place(db, table, record_id, [rid for rid in siblings if rid != record_id], after)


_RUNGS: dict[str, type[Mission] | type[Rung] | type[Indicator]] = {
    "mission": Mission,
    "goal": Goal,
    "objective": Objective,
    "programme": Programme,
    "indicator": Indicator,
}


def _plain(columns: dict[str, Given]) -> dict[str, str | None]:
    return {column: str(value) if value else None for column, value in columns.items()}


def _parent(db: Connection, table: str, parent_id: str) -> tuple[str, Mission | Rung]:
    for column, kind in _PARENTS[table].items():
        found = where(db, kind, id=parent_id)
        if found:
            return column, found[0]
    raise gone(next((kind.TABLE for kind in _PARENTS[table].values()), table))


def delete_branch(db: Connection, table: str, record_id: str) -> None:
    """Delete a rung with all that stands below it, mappings to it included."""
    one(db, _RUNGS[table], record_id)
    for below, parents in _PARENTS.items():
        for column, kind in parents.items():
            if table == kind.TABLE:
                for child in where(db, _RUNGS[below], **{column: record_id}):
                    delete_branch(db, below, child.id)
    editing.delete(db, table, record_id)


def arrange_strategy(db: Connection, strategy_id: str, after: str | None = None) -> None:
    """Put a strategi after another one of its sasaran (None: first)."""
    strategy = one(db, Strategy, strategy_id)
    siblings = [row.id for row in where(db, Strategy, objective_id=strategy.objective_id) if row.id != strategy_id]
    arranging.place(db, "strategy", strategy_id, siblings, after)
