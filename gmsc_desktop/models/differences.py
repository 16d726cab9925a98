"""Where two states of a plan differ, record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import TABLES, TableSpec
from gmsc_desktop.models.fields.spec import Kind
from gmsc_desktop.models.snapshot import Record, Snapshot


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs. With an empty ``column`` the record itself: 1 where it is, 0 where it is not."""

    table: str
    record: str
    column: str
    one: Value
    other: Value


def between(one: Snapshot, other: Snapshot) -> list[Difference]:
    """What differs, in the plan's own order. A record that only one of them has is told once, not by its fields.

    The order of records is no difference: who moves a row changes nothing that is said.
    """
    return [difference for spec in TABLES for difference in _of_table(spec, one, other)]


def _of_table(spec: TableSpec, one: Snapshot, other: Snapshot) -> Iterator[Difference]:
    there = {row.id: row for row in other.rows(spec.name)}
    for row in one.rows(spec.name):
        match = there.pop(row.id, None)
        if match is None:
            yield Difference(spec.name, row.id, "", 1, 0)
        elif match != row:
            yield from _of_record(spec, row, match)
    for row_id in there:
        yield Difference(spec.name, row_id, "", 0, 1)


def _of_record(spec: TableSpec, one: Record, other: Record) -> Iterator[Difference]:
    for field in spec.fields:
        before, after = value_of(one, field.column), value_of(other, field.column)
        if before != after and field.kind is not Kind.ORDER:
            yield Difference(spec.name, one.id, field.column, before, after)


def value_of(row: Record, column: str) -> Value:
    """A value as the file holds it: empty text is None, a flag is 1 or 0."""
    value = getattr(row, column)
    if isinstance(value, bool):
        return int(value)
    return None if value == "" else value
