"""Typed text that could not be read yet, kept beside its field so that nothing typed is lost; outside the history."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from gmsc_desktop.models import editing
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import FieldSpec
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.typed import read_value

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

Place = tuple[str, str, str]  # table, record id, column


def read_drafts(raw: sqlite3.Connection) -> dict[Place, str]:
    """Every kept text by its place."""
    rows = raw.execute("SELECT record_table,record_id,field,text FROM draft")
    return {(str(table), str(record), str(column)): str(text) for table, record, column, text in rows}


def keep(db: Connection, table: str, record_id: str, column: str, text: str) -> None:
    """Keep a typed text that is no value of its field yet; the value stays as it was."""
    draft_id = derived_id("draft", record_id, table, column)
    if db.exec_driver_sql("SELECT 1 FROM draft WHERE id=?", (draft_id,)).first() is None:
        query = "INSERT INTO draft(id,record_table,record_id,field,text) VALUES(?,?,?,?,?)"
        db.exec_driver_sql(query, (draft_id, table, record_id, column, text))
    else:
        db.exec_driver_sql("UPDATE draft SET text=? WHERE id=?", (text, draft_id))


def keep_text(db: Connection, field: FieldSpec, record_id: str, text: str) -> None:
    """``keep`` for a field as it is declared."""
    keep(db, field.table, record_id, field.column, text)


def kept(db: Connection, table: str, record_id: str, column: str) -> str | None:
    """The kept text of one field, None where there is none."""
    draft_id = derived_id("draft", record_id, table, column)
    found = db.exec_driver_sql("SELECT text FROM draft WHERE id=?", (draft_id,)).scalar()
    return None if found is None else str(found)


def clear(db: Connection, table: str, record_id: str, column: str) -> None:
    """Forget the kept text of a field: it has a value again."""
    db.exec_driver_sql("DELETE FROM draft WHERE id=?", (derived_id("draft", record_id, table, column),))


UseCase = Callable[["Connection", str, Value], object]  # connection, record id, the value that was read


def set_by(db: Connection, field: FieldSpec, record_id: str, text: str, pack: ReferencePack, use: UseCase) -> None:
    """Set one value from typed text through a use case that knows more than its field, and forget the draft of it."""
    use(db, record_id, read_value(field, text, pack))
    clear(db, field.table, record_id, field.column)


def set_text(db: Connection, field: FieldSpec, record_id: str, text: str, pack: ReferencePack) -> None:
    """Set one value from typed text by the rules of its field, and forget the draft of it."""
    editing.set_text(db, field.table, record_id, field.column, text, pack)
    clear(db, field.table, record_id, field.column)
