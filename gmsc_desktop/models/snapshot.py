"""The whole plan as frozen records: what exports, checks, charts, packages and the desk read."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, Protocol, TypeVar, cast

from gmsc_desktop.models.fields import BY_NAME, TABLES, TableSpec
from gmsc_desktop.models.fields.spec import Kind
from gmsc_desktop.models.records import RECORDS, Plan, Region

Json = str | int | float | bool | None


class Record(Protocol):
    """Any frozen record: it knows its table and its id."""

    TABLE: ClassVar[str]

    @property
    def id(self) -> str:
        """The id of the row."""


R = TypeVar("R", bound=Record)

_FEW = 50  # rows of one table that are read one by one after a change


class Snapshot:
    """A plan at one moment. Never changes; lookups by id and by owner are built when first asked for."""

    def __init__(self, tables: Mapping[str, Iterable[Record]]) -> None:
        self._rows: dict[str, tuple[Record, ...]] = {spec.name: tuple(tables.get(spec.name, ())) for spec in TABLES}
        self._by_id: dict[str, dict[str, Record]] = {}
        self._by_reference: dict[tuple[str, str], dict[str, tuple[Record, ...]]] = {}

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a kind, in its order (position, then keys, then id)."""
        return cast("tuple[R, ...]", self._rows[kind.TABLE])

    def rows(self, table: str) -> tuple[Record, ...]:
        """Every record of a table, for work that treats all tables alike."""
        return self._rows[table]

    def get(self, kind: type[R], record_id: str) -> R | None:
        """The record with this id, or None."""
        if kind.TABLE not in self._by_id:
            self._by_id[kind.TABLE] = {row.id: row for row in self._rows[kind.TABLE]}
        return cast("R | None", self._by_id[kind.TABLE].get(record_id))

    def where(self, kind: type[R], column: str, value: str) -> tuple[R, ...]:
        """The records whose text or reference ``column`` has this value: children of an owner, rows of a dimension."""
        place = (kind.TABLE, column)
        if place not in self._by_reference:
            groups: defaultdict[str, list[Record]] = defaultdict(list)
            for row in self._rows[kind.TABLE]:
                groups[getattr(row, column)].append(row)
            self._by_reference[place] = {key: tuple(rows) for key, rows in groups.items()}
        return cast("tuple[R, ...]", self._by_reference[place].get(value, ()))

    def afresh(self) -> Snapshot:
        """The same plan for one more look; where it is read table by table, without what was read so far."""
        return self

    @property
    def plan(self) -> Plan:
        """The plan's own row."""
        return self.all(Plan)[0]

    @property
    def region(self) -> Region:
        """The district or province that owns the plan."""
        return self.all(Region)[0]

    @property
    def years(self) -> range:
        """The calendar years of the plan, first to last; empty while the period is not known."""
        start, end = self.plan.period_start, self.plan.period_end
        return range(start, end + 1) if start is not None and end is not None else range(0)

    def year_at(self, year: int) -> int:
        """The year of the plan to begin with in a calendar year: this one, of a plan that is over its last one."""
        years = self.years
        return min(max(year, years[0]), years[-1]) if years else year


def make_record(spec: TableSpec, record_id: str, values: Iterable[Json]) -> Record:
    """A record from an id and its column values in order; empty text is "", an empty flag is no."""
    made: list[Json] = []
    for field, value in zip(spec.fields, values, strict=True):
        if field.kind is Kind.FLAG:
            made.append(bool(value))
        elif value is None and field.storage == "TEXT":
            made.append("")
        else:
            made.append(value)
    return cast(Record, RECORDS[spec.name](record_id, *made))


def _order(spec: TableSpec) -> str:
    order = [f.column for f in spec.fields if f.kind in {Kind.ORDER, Kind.KEY_YEAR, Kind.KEY_NUMBER}]
    dates = [f.column for f in spec.fields if f.kind is Kind.DATE][:1]
    return ",".join([*order, *dates, "id"])


def read_snapshot(raw: sqlite3.Connection) -> Snapshot:
    """The plan in a file; ``raw`` is a frozen copy, or the document's connection inside ``Document.read``."""
    return Snapshot({spec.name: _read_table(raw, spec) for spec in TABLES})


class _TablesOnDemand(dict[str, tuple[Record, ...]]):
    """Each table is read when it is first asked for."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        super().__init__()
        self._raw = raw

    def __missing__(self, table: str) -> tuple[Record, ...]:
        rows = self[table] = tuple(_read_table(self._raw, BY_NAME[table]))
        return rows


class SnapshotOnDemand(Snapshot):
    """A plan of which a few tables are wanted: read while ``raw`` may be read, and nothing changes meanwhile."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        super().__init__({})
        self._raw = raw
        self._rows = _TablesOnDemand(raw)

    def afresh(self) -> Snapshot:
        """The same plan, of which nothing is read yet."""
        return SnapshotOnDemand(self._raw)


def _read_table(raw: sqlite3.Connection, spec: TableSpec) -> list[Record]:
    query = f"SELECT id,{','.join(spec.columns)} FROM main.{spec.name} ORDER BY {_order(spec)}"
    return [make_record(spec, row[0], row[1:]) for row in raw.execute(query)]


def reread(raw: sqlite3.Connection, snapshot: Snapshot, changed: Mapping[str, Collection[str]]) -> Snapshot:
    """The snapshot with the changed ids of some tables read again: what a window shows after a small change."""
    tables: dict[str, Iterable[Record]] = {spec.name: snapshot.rows(spec.name) for spec in TABLES}
    for name, ids in changed.items():
        if name in tables:
            patched = _patched(raw, BY_NAME[name], snapshot.rows(name), ids) if len(ids) <= _FEW else None
            tables[name] = _read_table(raw, BY_NAME[name]) if patched is None else patched
    return Snapshot(tables)


def _patched(
    raw: sqlite3.Connection, spec: TableSpec, rows: tuple[Record, ...], ids: Collection[str]
) -> list[Record] | None:
    """The rows with a few of them read again; None where rows came, went or moved, so that all must be read."""
    query = f"SELECT id,{','.join(spec.columns)} FROM main.{spec.name} WHERE id IN ({','.join('?' * len(ids))})"
    fresh = {row[0]: make_record(spec, row[0], row[1:]) for row in raw.execute(query, tuple(ids))}
    ordering = _order(spec).split(",")
    made, seen = [], 0
    for old in rows:
        new = fresh.get(old.id, old)
        if new is not old:
            seen += 1
            if any(getattr(new, column) != getattr(old, column) for column in ordering):
                return None
        made.append(new)
    return made if seen == len(ids) == len(fresh) else None


def to_json(snapshot: Snapshot) -> dict[str, list[dict[str, Json]]]:
    """Every table as a list of objects, in the snapshot's order; empty text is null, a flag is true or false."""
    columns = {spec.name: spec.columns for spec in TABLES}
    return {name: [_row_json(columns[name], row) for row in snapshot.rows(name)] for name in columns}


def _row_json(columns: tuple[str, ...], row: Record) -> dict[str, Json]:
    values: dict[str, Json] = {"id": row.id}
    for column in columns:
        value = getattr(row, column)
        values[column] = None if value == "" else value
    return values


def from_json(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Snapshot:  # Any: values were checked by the reader
    """A snapshot from tables as ``to_json`` gives them; the caller has checked them against the schema."""
    made: dict[str, list[Record]] = {}
    for name, rows in tables.items():
        if name in BY_NAME:
            spec = BY_NAME[name]
            columns = spec.columns
            made[name] = [make_record(spec, row["id"], [row.get(column) for column in columns]) for row in rows]
    return Snapshot(made)
