"""What the heads of a history say the plan is: rows alive, their values, and records kept against a deletion."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.history import COLUMNS, PLACES
from gmsc_desktop.models.schema import references

_REFERENCES = references()
_DELETED = (
    "FROM op o JOIN field f ON f.n=o.field JOIN record r ON r.n=o.record "
    "WHERE o.head=1 AND o.value=0 AND f.key LIKE '%.*'"
)


@dataclass
class _Fields:
    """The numbers of this file's fields: existence by table, column by number."""

    existence: dict[str, int]
    columns: dict[int, tuple[str, str]]

    @classmethod
    def read(cls, raw: sqlite3.Connection) -> _Fields:
        existence: dict[str, int] = {}
        columns: dict[int, tuple[str, str]] = {}
        for n, key in raw.execute("SELECT n,key FROM field"):
            if key.endswith(".*"):
                existence[key[:-2]] = int(n)
            elif key in PLACES:
                columns[int(n)] = PLACES[key]
        return cls(existence, columns)


def settle(raw: sqlite3.Connection, touched: set[int]) -> set[int]:
    """Make the rows of ``touched`` records, and of all deleted ones, what the heads say; the records kept as ghosts.

    A row that a living row points at is kept although it was deleted. A pure function of the op rows; ``record.n`` in
    and out.
    """
    fields = _Fields.read(raw)
    deleted = {int(row[0]) for row in raw.execute(f"SELECT DISTINCT r.n {_DELETED}")}
    for record in sorted(touched | deleted):
        rid, table = raw.execute("SELECT id,tbl FROM record WHERE n=?", (record,)).fetchone()
        if table not in COLUMNS:
            continue  # a table of a newer minor format: its rows stay in the history and travel on
        if alive(raw, record, fields.existence.get(table, -1)):
            _put(raw, record, rid, table, fields)
        else:
            raw.execute(f"DELETE FROM {table} WHERE id=?", (rid,))
    return _keep_what_is_pointed_at(raw, fields)


def alive(raw: sqlite3.Connection, record: int, existence: int) -> bool:
    """Whether a record exists: an existence head says so, or some other head was not seen by any deletion."""
    heads = raw.execute("SELECT n,value FROM op WHERE record=? AND field=? AND head=1", (record, existence)).fetchall()
    if any(value for _, value in heads):
        return True
    seen = ",".join(str(n) for n, _ in heads) or "0"
    query = (
        f"SELECT 1 FROM op WHERE record=? AND head=1 AND field<>? "
        f"AND n NOT IN (SELECT parent FROM op_parent WHERE op IN ({seen})) LIMIT 1"
    )
    return raw.execute(query, (record, existence)).fetchone() is not None


def shown_values(raw: sqlite3.Connection, record: int, table: str, fields: _Fields) -> dict[str, Value]:
    """Each column's value; of several heads the one with the smallest (change id, ordinal)."""
    values: dict[str, Value] = dict.fromkeys(COLUMNS[table])
    query = (
        "SELECT o.field,o.value FROM op o JOIN change c ON c.n=o.change WHERE o.record=? AND o.head=1 "
        "ORDER BY c.id DESC,o.i DESC"
    )
    for field_n, value in raw.execute(query, (record,)):
        place = fields.columns.get(field_n)
        if place is not None and place[0] == table:
            values[place[1]] = value
    return values


def _put(raw: sqlite3.Connection, record: int, rid: str, table: str, fields: _Fields) -> None:
    values = shown_values(raw, record, table, fields)
    columns = COLUMNS[table]
    updates = ",".join(f"{c}=excluded.{c}" for c in columns)
    raw.execute(
        f"INSERT INTO {table}(id,{','.join(columns)}) VALUES(?{',?' * len(columns)}) "
        f"ON CONFLICT(id) DO UPDATE SET {updates}",
        [rid, *values.values()],
    )


def _keep_what_is_pointed_at(raw: sqlite3.Connection, fields: _Fields) -> set[int]:
    ghosts: set[int] = set()
    found = True
    while found:
        found = False
        for table, column, target in _REFERENCES:
            missing = raw.execute(
                f"SELECT DISTINCT a.{column} FROM {table} a LEFT JOIN {target} b ON b.id=a.{column} "
                f"WHERE a.{column} IS NOT NULL AND b.id IS NULL"
            ).fetchall()
            for (rid,) in missing:
                row = raw.execute("SELECT n FROM record WHERE id=? AND tbl=?", (rid, target)).fetchone()
                if row is None:
                    raise sqlite3.IntegrityError(f"{BY_NAME[table].name}.{column} names an unknown record")
                _put(raw, int(row[0]), rid, target, fields)
                ghosts.add(int(row[0]))
                found = True
    return ghosts


def ghosts_now(raw: sqlite3.Connection) -> set[int]:
    """The records that are in the plan's tables although no head keeps them alive: remembered when a plan is opened."""
    fields = _Fields.read(raw)
    found: set[int] = set()
    for n, rid, table in raw.execute(f"SELECT DISTINCT r.n,r.id,r.tbl {_DELETED}").fetchall():
        if table not in COLUMNS or alive(raw, int(n), fields.existence.get(table, -1)):
            continue
        if raw.execute(f"SELECT 1 FROM {table} WHERE id=?", (rid,)).fetchone():
            found.add(int(n))
    return found
