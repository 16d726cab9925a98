"""Single records of the open plan, read as frozen records inside a change or a read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import reference
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checks.wording import record_name
from gmsc_desktop.models.fields import BY_NAME, Kind, TableSpec
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Record, make_record
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

R = TypeVar("R", bound=Record)

_ORDER_KINDS = {Kind.ORDER, Kind.KEY_YEAR, Kind.KEY_NUMBER}


def find(db: Connection, kind: type[R], record_id: str) -> R | None:
    """The record with this id, None where there is none."""
    return next(iter(where(db, kind, id=record_id)), None)


def one(db: Connection, kind: type[R], record_id: str) -> R:
    """The record with this id; ``UserFacingError`` where it is gone, deleted here or by a merge."""
    record = find(db, kind, record_id)
    if record is None:
        raise gone(kind.TABLE)
    return record


def where(db: Connection, kind: type[R], **wanted: Value) -> list[R]:
    """The records whose columns have these values (None: is empty), in their order: place, year, id."""
    spec = BY_NAME[kind.TABLE]
    tests = [f"{column} IS ?" for column in wanted] or ["1"]
    query = f"SELECT id,{','.join(spec.columns)} FROM {spec.name} WHERE {' AND '.join(tests)} ORDER BY {_order(spec)}"
    rows = db.exec_driver_sql(query, tuple(wanted.values())).all()
    return [cast(R, make_record(spec, row[0], row[1:])) for row in rows]


def _order(spec: TableSpec) -> str:
    return ",".join([*(field.column for field in spec.fields if field.kind in _ORDER_KINDS), "id"])


def gone(table: str) -> UserFacingError:
    """The refusal for a record that is not there any more."""
    return UserFacingError(
        _("{kind} ini sudah tidak ada di rencana. Tidak ada yang berubah.").format(kind=BY_NAME[table].singular),
        _("Muat ulang daftarnya, lalu pilih yang masih ada."),
    )


def pack_of(db: Connection) -> ReferencePack:
    """The paket acuan that the plan names; the present one while there is no plan yet."""
    version = db.exec_driver_sql("SELECT reference_version FROM plan").scalar()
    return reference.for_plan(str(version or ""))


def name_of(db: Connection, record: Record) -> str:
    """How a sentence calls a record; one without a name is called by its kind."""
    return record_name(pack_of(db), record) or _("{kind} tanpa nama").format(kind=BY_NAME[record.TABLE].singular)
