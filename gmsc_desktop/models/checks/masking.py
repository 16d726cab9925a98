"""A plan without private numbers in its texts, for a file that leaves; the plan itself is never touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from gmsc_desktop.models.checks.privacy import PrivateText
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.snapshot import Record, Snapshot


def masked(snapshot: Snapshot, texts: Iterable[PrivateText], mask: Callable[[str], str]) -> Snapshot:
    """The same plan with the named fields masked; it is the very same object where there are none."""
    places: dict[str, dict[str, list[str]]] = {}
    for text in texts:
        places.setdefault(text.record.TABLE, {}).setdefault(text.record.id, []).append(text.field.column)
    if not places:
        return snapshot
    tables: dict[str, Iterable[Record]] = {}
    for spec in TABLES:
        wanted = places.get(spec.name, {})
        tables[spec.name] = [_masked(row, wanted.get(row.id, ()), mask) for row in snapshot.rows(spec.name)]
    return Snapshot(tables)


def _masked(row: Any, columns: Iterable[str], mask: Callable[[str], str]) -> Any:  # Any: a record of whichever table
    changes = {column: mask(getattr(row, column)) for column in columns}
    return replace(row, **changes) if changes else row
