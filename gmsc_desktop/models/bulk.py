"""Many rows at once: as ``rencana.json`` holds them, ids included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.snapshot import Json

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


def insert_rows(db: Connection, table: str, rows: Iterable[Mapping[str, Json]]) -> None:
    """Insert rows into a table inside a change; a missing or empty value, and a no, is empty, as the file keeps it."""
    columns = BY_NAME[table].columns
    sql = f"INSERT INTO {table}(id,{','.join(columns)}) VALUES({','.join('?' * (len(columns) + 1))})"
    values = [(row["id"], *(_stored(row.get(column)) for column in columns)) for row in rows]
    if values:
        db.exec_driver_sql(sql, values)


def _stored(value: Json) -> Json:
    if value is False or value == "":
        return None
    return 1 if value is True else value
