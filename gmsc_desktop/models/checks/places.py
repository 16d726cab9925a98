"""Where a finding leads, in words: the area of the application, the records on the way, the field."""

from __future__ import annotations

from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import record_name
from gmsc_desktop.models.fields import BY_NAME, Kind, TableSpec
from gmsc_desktop.models.records import RECORDS
from gmsc_desktop.models.reference import ReferencePack, for_plan
from gmsc_desktop.models.snapshot import Record, Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

ARROW = " › "
_STEP_LENGTH = 60  # characters of one name on the way
_LONGEST_WAY = 6  # owners of owners; also ends a loop that a merge may have made

_AREAS: dict[str, str] = {
    m("Profil & Lembaga"): "plan region head_of_region agency agency_succession person legal_document body body_member"
    " meeting original_document",
    m("Bagian Naskah"): "section",
    m("RPJMD"): "planning_document mission goal objective strategy programme programme_agency indicator target ceiling",
    m("Rencana per Dimensi"): "smart_mission dimension_plan smart_objective smart_objective_link",
    m("Program/Inisiatif"): "initiative initiative_subdimension initiative_objective initiative_agency"
    " initiative_partner initiative_indicator initiative_target initiative_budget initiative_code alignment"
    " service_contact",
    m("Pemetaan RPJMD"): "objective_dimension indicator_mapping programme_mapping",
    m("Rencana Aksi"): "action_step action_step_plan",
    m("Quick Win"): "quick_win",
    m("Pelaksanaan"): "progress_year progress_entry progress_value benefit year_closing",
    m("Bukti Dukung"): "evidence evidence_link",
    m("Pemeriksaan"): "finding_override unchecked_stage submission",
}
_AREA_OF = {table: area for area, tables in _AREAS.items() for table in tables.split()}

# Whose child a record is to a person, where that is not the row it belongs to in the file.
_PARENTS: dict[str, tuple[str, ...]] = {
    "indicator": ("objective_id", "goal_id", "programme_id", "document_id"),
    "action_step": ("initiative_id",),
}
_SINGLE = frozenset({"plan", "region"})


def place_label(snapshot: Snapshot, place: Place) -> str:
    """The way to a place as a person reads it: "Program/Inisiatif › Rumah Kurcaci › OPD penanggung jawab"."""
    pack = for_plan(snapshot.plan.reference_version)
    spec = BY_NAME[place.table]
    names = _names(snapshot, pack, spec, place.record_id)
    column = spec.field(place.column).label if place.column else spec.singular
    return ARROW.join([_(_area(snapshot, place)), *names, column])


def _area(snapshot: Snapshot, place: Place) -> str:
    """Evidence that is still missing is added where its owner stands."""
    if place.table == "evidence_link" and place.record_id:
        owner = _owner(snapshot, BY_NAME[place.table], place.record_id)
        if owner is not None:
            return _AREA_OF[owner.TABLE]
    return _AREA_OF[place.table]


def _names(snapshot: Snapshot, pack: ReferencePack, spec: TableSpec, record_id: str) -> list[str]:
    if not record_id:
        return []
    record = snapshot.get(RECORDS[spec.name], record_id)
    if record is None:
        record = _owner(snapshot, spec, record_id)
    return (
        way(snapshot, pack, record) if record is not None else list(filter(None, [_code_label(pack, spec, record_id)]))
    )


def way(snapshot: Snapshot, pack: ReferencePack, record: Record) -> list[str]:
    """The names of a record's owners and its own, the outermost first; what has no name is left out."""
    names: list[str] = []
    step: Record | None = record
    while step is not None and len(names) < _LONGEST_WAY:
        names.append("" if step.TABLE in _SINGLE else record_name(pack, step, _STEP_LENGTH))
        step = _parent(snapshot, step)
    return [name for name in reversed(names) if name]


def _parent(snapshot: Snapshot, record: Record) -> Record | None:
    spec = BY_NAME[record.TABLE]
    owners = tuple(field.column for field in spec.fields if field.kind is Kind.OWNER)[:1]
    for column in _PARENTS.get(spec.name, owners):
        parent_id = getattr(record, column)
        parent = snapshot.get(RECORDS[spec.field(column).target], parent_id) if parent_id else None
        if parent is not None:
            return parent
    return None


def _owner(snapshot: Snapshot, spec: TableSpec, record_id: str) -> Record | None:
    """The record that a missing one would belong to."""
    for field in spec.fields:
        if field.target:
            found = snapshot.get(RECORDS[field.target], record_id)
            if found is not None:
                return found
    return None


def _code_label(pack: ReferencePack, spec: TableSpec, code: str) -> str:
    """The name of a code: of one of the table's own lists, or a dimension."""
    lists = [field.choices for field in spec.fields if field.choices]
    for name in (*lists, "dimension"):
        if any(choice.code == code for choice in pack.choices(name)):
            return pack.label(name, code)
    return ""
