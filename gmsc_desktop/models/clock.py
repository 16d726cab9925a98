"""A clock that was set back: the order of changes comes from the history, and the person is told once."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(minutes=10)  # so far apart two well set clocks may be


def ahead_of_clock(raw: sqlite3.Connection, now: datetime | None = None) -> datetime | None:
    """The latest moment that the history tells, where the clock of this computer is behind it; else None."""
    row = raw.execute("SELECT max(at) FROM change").fetchone()
    try:
        latest = datetime.fromisoformat(str(row[0]))
        behind = latest - (now or datetime.now(UTC)) > TOLERANCE
    except (TypeError, ValueError):  # no change yet, or a moment that another program wrote
        return None
    return latest if behind else None
