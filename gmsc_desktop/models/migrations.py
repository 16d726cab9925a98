"""One plain-SQL function per format number: what brings a plan from that format to the next.

A function gets the raw connection inside the migration's transaction, changes tables and values, and returns the
effects on values, so that they are written as ordinary history. It is deterministic (no clock, no random id) and never
imports the live schema: it must do the same for ever.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """A migration gave a value to the field ``key`` of a record; ``table.*`` with 1 or 0 is its existence."""

    table: str
    record: str
    key: str
    value: str | int | float | None


# format N -> what makes it format N + 1
STEPS: dict[int, Callable[[sqlite3.Connection], list[Effect]]] = {}
