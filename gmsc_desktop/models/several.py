"""Several records in one change: each on its own feet, or all of them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.editing import table_of
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.reading import gone
from gmsc_desktop.models.rows import delete_row

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

T = TypeVar("T")


def each(db: Connection, works: Sequence[Callable[[Connection], T]]) -> list[T | UserFacingError]:
    """Do every work on its own: one that is refused leaves nothing behind, and does not hinder the others."""
    made: list[T | UserFacingError] = []
    for work in works:
        db.exec_driver_sql("SAVEPOINT one_of_several")
        try:
            made.append(work(db))
        except UserFacingError as error:
            db.exec_driver_sql("ROLLBACK TO one_of_several")
            made.append(error)
        db.exec_driver_sql("RELEASE one_of_several")
    return made


def delete_rows(db: Connection, table: str, record_ids: Sequence[str]) -> int:
    """Delete records of a table by the rules of their noun, all of them or none; their count.

    One that went with another of them (a rung below another rung) is not missed. Raises ``UserFacingError`` where a
    rule stands against one of them, or where none is there any more.
    """
    there = [record_id for record_id in dict.fromkeys(record_ids) if table_of(db, record_id) == table]
    if not there:
        raise gone(table)
    for record_id in there:
        if table_of(db, record_id) == table:
            delete_row(db, table, record_id)
    return len(there)


def count_hanging(db: Connection, table: str, record_ids: Sequence[str], most: int) -> int:
    """How many records at most go or lose what they name when these are deleted; counting ends at ``most``.

    Which of them go is a rule of each noun; here everything counts that names one of them, near or far.
    """
    seen: set[str] = set()
    waiting = [(table, record_id) for record_id in record_ids]
    while waiting and len(seen) < most:
        name, record_id = waiting.pop()
        if record_id in seen:
            continue
        seen.add(record_id)
        for spec in TABLES:
            for field in spec.fields:
                if field.target == name:
                    rows = db.exec_driver_sql(f"SELECT id FROM {spec.name} WHERE {field.column}=?", (record_id,))
                    waiting += [(spec.name, str(row[0])) for row in rows]
    return min(len(seen), most)
