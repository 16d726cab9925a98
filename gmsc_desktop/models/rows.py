"""One whole record of any table, added or deleted by the rules of its noun: a line of a table, ``add``, ``remove``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import bodies, editing, evidence, initiatives, originals, plan, progress, rpjmd, stages
from gmsc_desktop.models.cells import hold_spans
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checked import checked
from gmsc_desktop.models.fields import BY_NAME, Kind
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from gmsc_desktop.models.reading import gone, one
from gmsc_desktop.models.records import (
    RECORDS,
    InitiativeBudget,
    ProgressEntry,
    ProgressValue,
    ProgressYear,
)
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

_Values = dict[str, Any]  # Any: checked values by column, handed on as the arguments of a use case
# What a noun cannot be without, beside the required fields of its table; of the tables in ``ONE_OF``, one of these.
NEEDED: dict[str, tuple[str, ...]] = {
    "finding_override": ("rule", "reason", "person"),
    "unchecked_stage": ("reason", "person"),
    "year_closing": ("person",),
    "agency_succession": ("dated",),
    "mission": ("text",),
    "goal": ("text",),
    "objective": ("text",),
    "programme": ("name",),
    "indicator": ("text",),
    "target": ("text",),
    "ceiling": ("amount",),
    "smart_objective": ("text",),
    "initiative": ("dimension",),
    "action_step": ("text",),
    "service_contact": initiatives.CONTACT_COLUMNS,
    "progress_entry": ("year", "as_of"),
}
ONE_OF: dict[str, tuple[str, ...]] = {
    "indicator": ("objective_id", "goal_id", "programme_id"),
    "evidence_link": tuple(f"{table}_id" for table in EVIDENCE_OWNERS),
}
_LADDER = ("mission", "goal", "objective", "programme", "indicator")


def add_row(db: Connection, table: str, given: Mapping[str, Value], today: date) -> str:
    """Add a record of a table from its values by column; its id.

    Raises ``UserFacingError`` where a value or a rule stands against it, where the record of these keys is there
    already, and for the records of which a plan has one.
    """
    spec = BY_NAME[table]
    if table in {"plan", "region"}:
        raise UserFacingError(_("Satu rencana memiliki satu daerah."), _("Ubah yang sudah ada."))
    values = {column: value for column, value in checked(db, table, given).items() if value is not None}
    for field in spec.fields:
        if field.required and field.column not in values:
            raise UserFacingError(_("“{label}” tidak boleh kosong.").format(label=field.label), _("Isi lebih dahulu."))
        if field.kind in {Kind.ORDER, Kind.PARSED} and field.column in values:
            raise UserFacingError(
                _("“{label}” diisi oleh aplikasi.").format(label=field.label), _("Kosongkan isian itu.")
            )
    hold_spans(db, table, values)
    _not_there_yet(db, table, values)
    adder = _ADDERS.get(table)
    return adder(db, values, today) if adder else editing.add(db, table, values)


def _not_there_yet(db: Connection, table: str, values: _Values) -> None:
    spec = BY_NAME[table]
    if not spec.derived or table == "year_closing":  # a year that was opened again is closed again
        return
    rid = editing.row_id(db, spec, values)
    if db.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id=?", (rid,)).first() is not None:
        raise UserFacingError(
            _("{kind} ini sudah tercatat.").format(kind=spec.singular), _("Ubah yang sudah ada, atau hapus dahulu.")
        )


def _initiative(db: Connection, values: _Values, _today: date) -> str:
    horizon, horizon_reason = values.pop("horizon", None), values.pop("horizon_reason", "")
    outside = values.pop("outside_reason", None)
    made = initiatives.add_initiative(db, values.pop("title"), values.pop("dimension", ""), **values)
    if horizon:
        initiatives.set_horizon(db, made, horizon, horizon_reason)
    if outside:
        initiatives.mark_outside(db, made, outside)
    return made


def _objective(db: Connection, values: _Values, _today: date) -> str:
    unrelated, reason = values.pop("unrelated", 0), values.pop("unrelated_reason", "")
    made = rpjmd.add_objective(db, values.pop("document_id"), values.pop("text", ""), **values)
    if unrelated:
        rpjmd.mark_unrelated(db, made, reason)
    return made


def _evidence(db: Connection, values: _Values, today: date) -> str:
    if "url" not in values:
        raise UserFacingError(
            _("Bukti dukung berupa berkas atau tautan."), _("Tambahkan berkasnya, atau isi tautannya.")
        )
    seen_on = date.fromisoformat(values.pop("seen_on")) if "seen_on" in values else today
    return evidence.attach_link(db, values.pop("url"), seen_on, **values)


def _progress_entry(db: Connection, values: _Values, today: date) -> str:
    if "year" not in values or "as_of" not in values:
        raise UserFacingError(_("Entri realisasi perlu tahun dan tanggal keadaan."), _("Isi keduanya."))
    values.pop("legacy", None)
    as_of = date.fromisoformat(values.pop("as_of"))
    return progress.add_entry(db, values.pop("initiative_id"), values.pop("year"), as_of=as_of, today=today, **values)


def _progress_value(db: Connection, values: _Values, today: date) -> str:
    told = {values["indicator_id"]: str(values.get("text", ""))}
    progress.change_entry(db, values["entry_id"], today=today, values=told)
    return editing.row_id(db, BY_NAME["progress_value"], values)


def _initiative_budget(db: Connection, values: _Values, _today: date) -> str:
    plan.require_open(db, values["year"])
    return editing.add(db, "initiative_budget", values)


def _action_step_plan(db: Connection, values: _Values, _today: date) -> str:
    step, year, quarter = (values[column] for column in ("step_id", "year", "quarter"))
    initiatives.plan_step_quarter(db, step, year, quarter, values.get("percent", 0.0))
    return editing.row_id(db, BY_NAME["action_step_plan"], values)


def _evidence_link(db: Connection, values: _Values, _today: date) -> str:
    owners = [table for table in EVIDENCE_OWNERS if f"{table}_id" in values]
    if len(owners) != 1:
        raise UserFacingError(
            _("Taut bukti dukung menunjuk satu catatan."), _("Pilih satu catatan yang dibuktikannya.")
        )
    owner_id = values[f"{owners[0]}_id"]
    return evidence.link(db, values["evidence_id"], owners[0], owner_id, values.get("page", ""))


def _agency_succession(db: Connection, values: _Values, _today: date) -> str:
    if "dated" not in values:
        raise UserFacingError(_("Penerus OPD perlu tanggal."), _("Isi sejak kapan penerusnya bertugas."))
    on = date.fromisoformat(values["dated"])
    bodies.succeed(db, values["agency_id"], values["successor_id"], on, values.get("basis", ""))
    return editing.row_id(db, BY_NAME["agency_succession"], values)


def _year_closing(db: Connection, values: _Values, today: date) -> str:
    on = date.fromisoformat(values["decided_on"]) if "decided_on" in values else today
    plan.close_year(db, values["year"], values.get("person", ""), on)
    return editing.row_id(db, BY_NAME["year_closing"], values)


def _finding_override(db: Connection, values: _Values, today: date) -> str:
    on = date.fromisoformat(values["decided_on"]) if "decided_on" in values else today
    told = {column: values.get(column, "") for column in ("finding_key", "rule", "reason", "person")}
    return plan.override(db, **told, on=on)


def _unchecked_stage(db: Connection, values: _Values, today: date) -> str:
    on = date.fromisoformat(values["decided_on"]) if "decided_on" in values else today
    return stages.leave_unchecked(db, values["stage"], values.get("reason", ""), values.get("person", ""), on)


def _service_contact(db: Connection, values: _Values, _today: date) -> str:
    told = {column: values.get(column, "") for column in initiatives.CONTACT_COLUMNS}
    initiatives.hold_service_contact(db, **told)
    return editing.add(db, "service_contact", values)


def _objective_dimension(db: Connection, values: _Values, _today: date) -> str:
    return rpjmd.tick_dimension(db, **values)


def _target(db: Connection, values: _Values, _today: date) -> str:
    _not_empty("target", "text", values)
    rpjmd.set_target(db, values["indicator_id"], values["year"], values["text"])
    return editing.row_id(db, BY_NAME["target"], values)


def _ceiling(db: Connection, values: _Values, _today: date) -> str:
    _not_empty("ceiling", "amount", values)
    rpjmd.set_ceiling(db, values["programme_id"], values["year"], values["amount"])
    return editing.row_id(db, BY_NAME["ceiling"], values)


def _not_empty(table: str, column: str, values: _Values) -> None:
    """An empty cell of the table of years is no record."""
    if column not in values:
        label = BY_NAME[table].field(column).label
        raise UserFacingError(_("“{label}” tidak boleh kosong.").format(label=label), _("Isi lebih dahulu."))


def _planning_document(db: Connection, values: _Values, _today: date) -> str:
    period = {column: values.pop(column, None) for column in ("period_start", "period_end")}
    return rpjmd.add_document(db, values.pop("kind"), **period, **values)


def _use(function: Callable[..., str], *required: str) -> Callable[[Connection, _Values, date], str]:
    """A use case that takes these columns in this order, "" where they are missing, and the others by name."""

    def adder(db: Connection, values: _Values, _today: date) -> str:
        first = [values.pop(column, "") for column in required]
        return function(db, *first, **values)

    return adder


_ADDERS: dict[str, Callable[[Connection, _Values, date], str]] = {
    "agency": _use(bodies.add_agency, "name"),
    "agency_succession": _agency_succession,
    "legal_document": _use(bodies.add_legal_document, "kind"),
    "body": _use(bodies.add_body, "kind"),
    "planning_document": _planning_document,
    "mission": _use(rpjmd.add_mission, "document_id", "text"),
    "goal": _use(rpjmd.add_goal, "document_id", "text"),
    "objective": _objective,
    "programme": _use(rpjmd.add_programme, "document_id", "name"),
    "indicator": _use(rpjmd.add_indicator, "document_id", "text"),
    "target": _target,
    "ceiling": _ceiling,
    "objective_dimension": _objective_dimension,
    "smart_objective": _use(initiatives.add_objective, "dimension", "text"),
    "initiative": _initiative,
    "initiative_budget": _initiative_budget,
    "indicator_mapping": _use(initiatives.map_to_indicator, "initiative_id", "indicator_id"),
    "programme_mapping": _use(initiatives.map_to_programme, "initiative_id", "programme_id"),
    "action_step": _use(initiatives.add_step, "text"),
    "action_step_plan": _action_step_plan,
    "quick_win": _use(initiatives.add_quick_win, "initiative_id", "year"),
    "service_contact": _service_contact,
    "progress_year": _use(progress.add_year, "initiative_id", "year"),
    "progress_entry": _progress_entry,
    "progress_value": _progress_value,
    "evidence": _evidence,
    "evidence_link": _evidence_link,
    "year_closing": _year_closing,
    "finding_override": _finding_override,
    "unchecked_stage": _unchecked_stage,
}


def delete_row(db: Connection, table: str, record_id: str) -> None:
    """Delete a record with what hangs on it, a rung of the RPJMD with its branch; what a closed year holds stays.

    Raises ``UserFacingError`` for what is gone, for the plan itself, and for the closing of a year.
    """
    if table in {"plan", "region", "year_closing"}:
        raise UserFacingError(
            _("{kind} tidak dapat dihapus.").format(kind=BY_NAME[table].singular),
            _("Buka kembali tahunnya dengan alasan.") if table == "year_closing" else _("Hapus catatan di dalamnya."),
        )
    if editing.table_of(db, record_id) != table:
        raise gone(table)
    if table == "initiative":
        initiatives.delete_initiative(db, record_id)
    elif table == "agency":
        bodies.delete_agency(db, record_id)
    elif table == originals.TABLE:
        originals.remove(db, record_id)
    elif table in _LADDER:
        rpjmd.delete_branch(db, table, record_id)
    else:
        _require_open(db, table, record_id)
        editing.delete(db, table, record_id)


def _require_open(db: Connection, table: str, record_id: str) -> None:
    record: Record = one(db, RECORDS[table], record_id)
    if isinstance(record, ProgressValue):
        record = one(db, ProgressEntry, record.entry_id)
    if isinstance(record, ProgressYear | ProgressEntry | InitiativeBudget) and record.year is not None:
        plan.require_open(db, record.year)
