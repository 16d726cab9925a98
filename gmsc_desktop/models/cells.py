"""One value of one record, set as typed by the rules of its field and of its noun: a field of a form, ``set``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import bodies, editing, evidence, initiatives, originals, plan, progress, reference, rpjmd
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checked import in_order, need
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.spec import Kind
from gmsc_desktop.models.reading import one, pack_of
from gmsc_desktop.models.records import (
    RECORDS,
    ActionStepPlan,
    Initiative,
    InitiativeBudget,
    Objective,
    ObjectiveDimension,
    Plan,
    ProgressEntry,
    ProgressValue,
    ProgressYear,
    QuickWin,
    ServiceContact,
)
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.models.typed import show_value
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

# Spans that do not end before they begin.
_SPANS = (
    ("plan", "period_start", "period_end"),
    ("head_of_region", "from_date", "to_date"),
    ("agency", "valid_from", "valid_to"),
    ("legal_document", "valid_from", "valid_to"),
    ("planning_document", "period_start", "period_end"),
    ("planning_document", "target_start", "target_end"),
    ("planning_document", "in_force_from", "in_force_to"),
    ("initiative", "year_start", "year_end"),
    ("action_step", "start_month", "end_month"),
)
# What the program itself notes, and what only a use case of its own decides.
_NOTED = {
    "plan": {"is_example"},
    "evidence": {
        *("sha256", "size", "media_type", "state", "original_name", "has_location"),
        *("original_sha256", "original_size"),
    },
    "progress_entry": {"legacy"},
    "year_closing": {"closed", "decided_on", "person", "reason"},
}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value on its way into a record."""

    db: Connection
    table: str
    record_id: str
    column: str
    value: Value
    today: date

    @property
    def text(self) -> str:
        return str(self.value or "")

    @property
    def number(self) -> int | None:
        return self.value if isinstance(self.value, int) else None

    def write(self) -> None:
        editing.change(self.db, self.table, self.record_id, {self.column: self.value})


def set_cell(db: Connection, table: str, record_id: str, column: str, text: str, today: date) -> None:
    """Set one value from typed text; "" empties it, and the record stays.

    Raises ``UserFacingError`` where the text cannot be read, where a rule of the record stands against it (a closed
    year, a cumulative figure that falls, a span that ends before it begins …), or where the program alone notes it.
    """
    one(db, RECORDS[table], record_id)
    if column in _NOTED.get(table, ()):
        raise _noted(table, column)
    cell = _Cell(db, table, record_id, column, editing.typed_value(table, column, text, pack_of(db)), today)
    _spans(cell)
    _RULES.get(table, _Cell.write)(cell)


def _noted(table: str, column: str) -> UserFacingError:
    label = BY_NAME[table].field(column).label
    if table == "year_closing":
        return UserFacingError(
            _("“{label}” tidak diubah satu per satu.").format(label=label),
            _("Tutup tahunnya, atau buka kembali dengan nama dan alasan."),
        )
    if table == "plan":
        return UserFacingError(
            _("Rencana contoh tetap contoh, dan rencana daerah tidak menjadi contoh."),
            _("Buat rencana daerah Anda sendiri sebagai rencana baru."),
        )
    return UserFacingError(
        _("“{label}” dicatat oleh aplikasi dan tidak dapat diubah.").format(label=label),
        _("Hapus catatan ini dan buat yang baru bila memang keliru."),
    )


def _spans(cell: _Cell) -> None:
    record: Record = one(cell.db, RECORDS[cell.table], cell.record_id)
    told = {column: getattr(record, column) for column in BY_NAME[cell.table].columns} | {cell.column: cell.value}
    hold_spans(cell.db, cell.table, told, cell.column)


def hold_spans(db: Connection, table: str, values: Mapping[str, Value], column: str = "") -> None:
    """Refuse a record whose spans (years, months, days) end before they begin; of one ``column`` where it is named."""
    pack, spec = pack_of(db), BY_NAME[table]
    for name, first, last in _SPANS:
        if name != table or column not in {"", first, last}:
            continue
        start, end = values.get(first), values.get(last)
        sentence = _("“{last}” ({end}) mendahului “{first}” ({start}).").format(
            last=spec.field(last).label,
            end=show_value(spec.field(last), end, pack),
            first=spec.field(first).label,
            start=show_value(spec.field(first), start, pack),
        )
        in_order(start, end, sentence)


def _plan(cell: _Cell) -> None:
    row = one(cell.db, Plan, cell.record_id)
    if cell.column == "status" and cell.text == plan.FINAL:
        need(
            row.final_by if row.final_on else "",
            _("Buku ditetapkan final oleh seseorang pada suatu tanggal."),
            _("Isi “Ditetapkan final oleh” dan “Tanggal ditetapkan final” lebih dahulu."),
        )
    elif cell.column == "status":
        plan.reopen_draft(cell.db)
        return
    elif cell.column in {"final_by", "final_on"} and row.status == plan.FINAL:
        sentence = _("Buku final menyebut siapa yang menetapkannya dan kapan.")
        need(cell.text, sentence, _("Kembalikan menjadi draf lebih dahulu."))
    elif cell.column in {"kind", "ancestor_plan", "kind_reason"}:
        told = {"kind": row.kind, "ancestor_plan": row.ancestor_plan, "kind_reason": row.kind_reason}
        told[cell.column] = cell.text
        plan.say_what_it_is(**told)
    elif cell.column == "reference_version":
        reference.load(cell.text)
    cell.write()


def _agency(cell: _Cell) -> None:
    if cell.column == "name":
        bodies.rename_agency(cell.db, cell.record_id, cell.text)
    else:
        cell.write()


def _finding_override(cell: _Cell) -> None:
    sentence = _("“{label}” tidak boleh kosong.").format(label=BY_NAME[cell.table].field(cell.column).label)
    need(cell.text, sentence, _("Cabut pengecualiannya bila tidak berlaku lagi."))
    cell.write()


def _unchecked_stage(cell: _Cell) -> None:
    sentence = _("“{label}” tidak boleh kosong.").format(label=BY_NAME[cell.table].field(cell.column).label)
    need(cell.text, sentence, _("Periksa lagi tahapnya bila alasannya tidak berlaku lagi."))
    cell.write()


def _objective(cell: _Cell) -> None:
    row = one(cell.db, Objective, cell.record_id)
    if cell.column == "unrelated" and cell.value:
        rpjmd.mark_unrelated(cell.db, row.id, row.unrelated_reason)
    elif cell.column == "unrelated":
        rpjmd.mark_related(cell.db, row.id)
    elif cell.column == "unrelated_reason" and row.unrelated:
        rpjmd.mark_unrelated(cell.db, row.id, cell.text)
    else:
        _rung(cell)


def _rung(cell: _Cell) -> None:
    if BY_NAME[cell.table].field(cell.column).kind is Kind.REFERENCE and cell.column != "agency_id":
        rpjmd.move(cell.db, cell.table, cell.record_id, parent_id=cell.text or None)
    else:
        cell.write()


def _objective_dimension(cell: _Cell) -> None:
    row = one(cell.db, ObjectiveDimension, cell.record_id)
    told = {"strength": row.strength, "note": row.note} | {cell.column: cell.text}
    rpjmd.tick_dimension(cell.db, row.objective_id, row.dimension, **told)


def _initiative(cell: _Cell) -> None:
    row = one(cell.db, Initiative, cell.record_id)
    if cell.column == "code":
        initiatives.set_code(cell.db, row.id, cell.text)
    elif cell.column == "horizon":
        initiatives.set_horizon(cell.db, row.id, cell.text, row.horizon_reason)
    elif cell.column == "horizon_reason" and row.horizon:
        initiatives.set_horizon(cell.db, row.id, row.horizon, cell.text)
    elif cell.column == "outside_reason" and cell.value:
        initiatives.mark_outside(cell.db, row.id, cell.text)
    else:
        cell.write()


def _initiative_budget(cell: _Cell) -> None:
    plan.require_open(cell.db, one(cell.db, InitiativeBudget, cell.record_id).year)
    cell.write()


def _action_step_plan(cell: _Cell) -> None:
    row = one(cell.db, ActionStepPlan, cell.record_id)
    if isinstance(cell.value, int | float):
        initiatives.plan_step_quarter(cell.db, row.step_id, row.year, row.quarter, float(cell.value))
    else:
        cell.write()


def _quick_win(cell: _Cell) -> None:
    row = one(cell.db, QuickWin, cell.record_id)
    if cell.column == "status" and cell.text == initiatives.STOPPED:
        initiatives.stop_quick_win(cell.db, row.initiative_id, row.year, row.status_reason)
        return
    if cell.column == "status_reason" and row.status == initiatives.STOPPED:
        initiatives.stop_quick_win(cell.db, row.initiative_id, row.year, cell.text)
        return
    told = {"start_on": row.start_on, "end_on": row.end_on} | {cell.column: cell.text}
    initiatives.within_a_year(told["start_on"], told["end_on"])
    cell.write()


def _service_contact(cell: _Cell) -> None:
    row = one(cell.db, ServiceContact, cell.record_id)
    told = {column: getattr(row, column) for column in initiatives.CONTACT_COLUMNS}
    initiatives.hold_service_contact(cell.db, **(told | {cell.column: cell.text}))
    cell.write()


def _progress_year(cell: _Cell) -> None:
    row = one(cell.db, ProgressYear, cell.record_id)
    plan.require_open(cell.db, row.year)
    if cell.column in {"status", "status_reason", "status_on"}:
        told = {column: getattr(row, column) for column in ("status", "status_reason", "status_on")}
        told[cell.column] = cell.text
        on = date.fromisoformat(told["status_on"]) if told["status_on"] else None
        progress.set_status(cell.db, row.initiative_id, row.year, told["status"], told["status_reason"], on)
    elif BY_NAME[cell.table].field(cell.column).kind is Kind.MONEY:
        progress.set_sums(cell.db, row.initiative_id, row.year, **{cell.column: cell.number})
    else:
        cell.write()


def _progress_entry(cell: _Cell) -> None:
    told: dict[str, Any] = {cell.column: cell.value}  # Any: the columns of an entry, never ``values``
    progress.change_entry(cell.db, cell.record_id, today=cell.today, **told)


def _progress_value(cell: _Cell) -> None:
    entry = one(cell.db, ProgressEntry, one(cell.db, ProgressValue, cell.record_id).entry_id)
    if entry.year is not None:
        plan.require_open(cell.db, entry.year)
    cell.write()


def _evidence(cell: _Cell) -> None:
    if cell.column == "url" and cell.value:
        evidence.address(cell.text)
    if cell.column == "dated":
        editing.change(cell.db, cell.table, cell.record_id, {"dated_from": evidence.TYPED_DATE if cell.value else None})
    cell.write()


def _original_document(cell: _Cell) -> None:
    originals.change(cell.db, cell.record_id, cell.column, cell.value)


_RULES: dict[str, Callable[[_Cell], None]] = {
    "plan": _plan,
    "agency": _agency,
    "finding_override": _finding_override,
    "unchecked_stage": _unchecked_stage,
    "goal": _rung,
    "objective": _objective,
    "programme": _rung,
    "indicator": _rung,
    "objective_dimension": _objective_dimension,
    "initiative": _initiative,
    "initiative_budget": _initiative_budget,
    "action_step_plan": _action_step_plan,
    "quick_win": _quick_win,
    "service_contact": _service_contact,
    "progress_year": _progress_year,
    "progress_entry": _progress_entry,
    "progress_value": _progress_value,
    "evidence": _evidence,
    "original_document": _original_document,
}
