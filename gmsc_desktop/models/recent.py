"""The latest changes of a plan as a person reads them: what, who, when, and the first record that each touched."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecentChange:
    """One change set. ``at`` is a moment in UTC, ISO 8601, as told; ``table`` is "" where no record is left to name."""

    label: str
    kind: str  # edit, undo, redo, merge, decide …
    person: str
    device: str
    at: str
    source: str
    table: str
    record_id: str
    records: int


def recent_changes(raw: sqlite3.Connection, limit: int = 300) -> list[RecentChange]:
    """The newest changes first, in the order of this file."""
    query = """
    SELECT c.label,c.kind,coalesce(a.name,''),coalesce(a.device,''),c.at,coalesce(c.source,''),
      coalesce(r.tbl,''),coalesce(r.id,''),(SELECT count(DISTINCT record) FROM op WHERE change=c.n)
    FROM change c LEFT JOIN author a ON a.n=c.author
    LEFT JOIN op o ON o.change=c.n AND o.i=(SELECT min(i) FROM op WHERE change=c.n)
    LEFT JOIN record r ON r.n=o.record
    ORDER BY c.n DESC LIMIT ?
    """
    return [RecentChange(*row) for row in raw.execute(query, (limit,))]
