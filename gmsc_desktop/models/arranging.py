"""Rows that a person arranges: the place of one among its siblings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gmsc_desktop.models import order
from gmsc_desktop.models.editing import update
from gmsc_desktop.models.reading import gone

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


def place(db: Connection, table: str, record_id: str, siblings: Sequence[str], after: str | None) -> None:
    """Put a record after one of its siblings (ids in their order, without itself), or first where ``after`` is None.

    One row changes; only where two people put their rows at one place apart are the siblings spread anew.
    """
    if after is not None and after not in siblings:
        raise gone(table)
    index = 0 if after is None else siblings.index(after) + 1
    keys = _positions(db, table, siblings)
    before = keys[index - 1] if index else None
    behind = keys[index] if index < len(keys) else None
    if _has_room(before, behind, keys):
        update(db, table, record_id, {"position": order.between(before, behind)})
        return
    arranged = [*siblings[:index], record_id, *siblings[index:]]
    for sibling, key in zip(arranged, order.n_between(None, None, len(arranged)), strict=True):
        update(db, table, sibling, {"position": key})


def _positions(db: Connection, table: str, ids: Sequence[str]) -> list[str | None]:
    rows = (db.exec_driver_sql(f"SELECT position FROM {table} WHERE id=?", (rid,)).scalar() for rid in ids)
    return [str(key) if key else None for key in rows]


def _has_room(before: str | None, behind: str | None, keys: Sequence[str | None]) -> bool:
    return None not in keys and (before is None or behind is None or before < behind)
