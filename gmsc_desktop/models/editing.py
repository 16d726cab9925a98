"""Insert, change and delete records of any table by the rules of their fields, inside a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import order
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checked import Given, checked
from gmsc_desktop.models.fields import BY_NAME, TABLES, Kind, TableSpec
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from gmsc_desktop.models.fields.spec import FIXED_KINDS
from gmsc_desktop.models.ids import derived_id, new_id
from gmsc_desktop.models.reading import gone
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.values import try_number

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


def plan_id(db: Connection) -> str:
    """The id of the plan in this file."""
    return str(db.exec_driver_sql("SELECT id FROM plan").scalar_one())


def row_id(db: Connection, spec: TableSpec, values: Mapping[str, Value]) -> str:
    """The id of a row that is about to be made: derived from its keys where the table says so, else random."""
    if spec.name == "evidence_link":
        owner = next(name for name in EVIDENCE_OWNERS if values.get(f"{name}_id"))
        return derived_id(spec.name, str(values["evidence_id"]), owner, str(values[f"{owner}_id"]))
    if not spec.derived:
        return new_id()
    keys = [values[field.column] for field in spec.fields if field.kind in FIXED_KINDS]
    if any(key is None for key in keys):
        raise ValueError(f"{spec.name} needs {[f.column for f in spec.fields if f.kind in FIXED_KINDS]}")
    texts = [str(key) for key in keys]
    if spec.fields[0].kind is Kind.OWNER:
        return derived_id(spec.name, texts[0], *texts[1:])
    return derived_id(spec.name, plan_id(db), *texts)


def _complete(spec: TableSpec, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with the parsed number beside each written figure; unknown columns are a bug."""
    made: dict[str, Value] = {}
    for column, value in values.items():
        field = spec.field(column)
        made[column] = None if value == "" else int(value) if isinstance(value, bool) else value
        if field.kind is Kind.WRITTEN and field.number_column not in values:
            made[field.number_column] = try_number(str(value)) if value not in {None, ""} else None
    return made


def insert(db: Connection, table: str, values: Mapping[str, Value], record_id: str | None = None) -> str:
    """Make a record and give its id; a place at the end is found where the table is ordered."""
    spec = BY_NAME[table]
    made = _complete(spec, values)
    if "position" in spec.columns and made.get("position") is None:
        made["position"] = next_position(db, table)
    rid = record_id or row_id(db, spec, made)
    columns = ["id", *made]
    db.exec_driver_sql(
        f"INSERT INTO {table}({','.join(columns)}) VALUES({','.join('?' * len(columns))})", (rid, *made.values())
    )
    return rid


def next_position(db: Connection, table: str) -> str:
    """A place after the last record of a table."""
    last = db.exec_driver_sql(f"SELECT max(position) FROM {table}").scalar()
    return order.between(last, None)


def update(db: Connection, table: str, record_id: str, values: Mapping[str, Value]) -> None:
    """Change values of a record; keys and owners never change. ``UserFacingError`` where the record is gone."""
    spec = BY_NAME[table]
    made = _complete(spec, values)
    fixed = [column for column in made if spec.field(column).kind in FIXED_KINDS]
    if fixed:
        raise ValueError(f"{table}.{fixed[0]} is a key and never changes")
    if made:
        assignments = ",".join(f"{column}=?" for column in made)
        done = db.exec_driver_sql(f"UPDATE {table} SET {assignments} WHERE id=?", (*made.values(), record_id))
        if done.rowcount == 0:
            raise gone(table)


def put(db: Connection, table: str, keys: Mapping[str, Value], values: Mapping[str, Value]) -> str:
    """Make or change the row that stands for a pair or a cell; its id."""
    rid = row_id(db, BY_NAME[table], keys)
    if db.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id=?", (rid,)).first() is None:
        return insert(db, table, {**keys, **values}, rid)
    update(db, table, rid, values)
    return rid


def add(db: Connection, table: str, given: Mapping[str, Given], record_id: str | None = None) -> str:
    """Make a record from values held against their fields (``checked``), with all that it cannot be without; its id."""
    required = {field.column: None for field in BY_NAME[table].fields if field.required}
    return insert(db, table, checked(db, table, {**required, **given}), record_id)


def change(db: Connection, table: str, record_id: str, given: Mapping[str, Given]) -> None:
    """Change values of a record, held against their fields."""
    update(db, table, record_id, checked(db, table, given))


def assign(db: Connection, table: str, keys: Mapping[str, Given], given: Mapping[str, Given]) -> str:
    """Make or change the row that stands for a pair or a cell, all held against their fields; its id."""
    return put(db, table, checked(db, table, keys), checked(db, table, given))


def clear(db: Connection, table: str, keys: Mapping[str, Given]) -> None:
    """Delete the row that stands for a pair or a cell, where there is one."""
    delete(db, table, row_id(db, BY_NAME[table], checked(db, table, keys)))


def table_of(db: Connection, record_id: str) -> str | None:
    """The table in which a record with this id stands, None where it stands in none."""
    for spec in TABLES:
        if db.exec_driver_sql(f"SELECT 1 FROM {spec.name} WHERE id=?", (record_id,)).first() is not None:
            return spec.name
    return None


def typed_value(table: str, column: str, text: str, pack: ReferencePack) -> Value:
    """The value of a typed text for a column that a person may change; ``UserFacingError`` where it cannot be read."""
    field = BY_NAME[table].field(column)
    if not field.editable:
        raise UserFacingError(
            _("“{label}” tidak dapat diubah langsung.").format(label=field.label),
            _("Hapus catatan ini dan buat yang baru bila perlu."),
        )
    return read_value(field, text, pack)


def set_text(db: Connection, table: str, record_id: str, column: str, text: str, pack: ReferencePack) -> None:
    """Set one value from typed text by the rules of its field alone; ``cells.set_cell`` keeps those of its noun too."""
    change(db, table, record_id, {column: typed_value(table, column, text, pack)})


def delete(db: Connection, table: str, record_id: str) -> None:
    """Delete a record with what belongs to it; what merely names it is cleared. Attached files stay on disk."""
    for spec in TABLES:
        for field in spec.fields:
            if field.target != table:
                continue
            if field.kind is Kind.OWNER or spec.name == "evidence_link":
                rows = db.exec_driver_sql(f"SELECT id FROM {spec.name} WHERE {field.column}=?", (record_id,)).all()
                for (child,) in rows:
                    delete(db, spec.name, child)
            elif field.kind is Kind.REFERENCE:
                db.exec_driver_sql(f"UPDATE {spec.name} SET {field.column}=NULL WHERE {field.column}=?", (record_id,))
    if table == "person":  # who leaves takes the contacts along; undo brings both back
        db.exec_driver_sql("DELETE FROM contact WHERE person_id=?", (record_id,))
    db.exec_driver_sql(f"DELETE FROM {table} WHERE id=?", (record_id,))
