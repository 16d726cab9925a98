"""What the heads of a history say the plan is: rows alive, their values, and records kept against a deletion."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.history import BLOCK, COLUMNS, PLACES, blocks, marks, read_rows
from gmsc_desktop.models.schema import references

_REFERENCES = references()

ALL_AT_ONCE = 5_000  # records; from here on one walk through all rows is quicker than looking each up
Heads = dict[int, list[tuple[int, Value]]]  # of one record: op.n and value of each head, by field.n


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


def settle(raw: sqlite3.Connection, touched: set[int], *, sweep: bool = True) -> set[int]:
    """Make the rows of ``touched`` records, and of all deleted ones, what the heads say; the records kept as ghosts.

    A row that a living row points at is kept although it was deleted. A pure function of the op rows; ``record.n`` in
    and out. Without ``sweep`` the deleted ones are left out: after an ordinary change only ghosts may differ.
    """
    fields = _Fields.read(raw)
    records = touched | _deleted(raw, fields) if sweep else touched
    living: dict[str, dict[str, tuple[Value, ...]]] = {}
    dead: dict[str, list[str]] = {}
    places = _places(raw, records)
    for n, heads in _heads(raw, records):
        table, rid = places[n]
        if table not in COLUMNS:
            continue  # a table of a newer minor format: its rows stay in the history and travel on
        if _alive(raw, heads, fields.existence.get(table, -1)):
            living.setdefault(table, {})[rid] = _shown_row(raw, heads, table, fields)
        else:
            dead.setdefault(table, []).append(rid)
    for table, ids in dead.items():
        raw.executemany(f"DELETE FROM {table} WHERE id=?", [(rid,) for rid in ids])
    for table, rows in living.items():
        there = read_rows(raw, table, rows)
        _put(raw, table, [(rid, *values) for rid, values in rows.items() if there.get(rid) != values])
    return _keep_what_is_pointed_at(raw, fields)


def numbers_of(raw: sqlite3.Connection, records: Iterable[str]) -> set[int]:
    """The ``record.n`` of records by their ids; those that no history has named are left out."""
    query = "SELECT n FROM record WHERE id=?"
    return {int(row[0]) for record in records for row in raw.execute(query, (record,))}


def _deleted(raw: sqlite3.Connection, fields: _Fields) -> set[int]:
    """The records that some deletion is a head of."""
    existence = ",".join(str(n) for n in fields.existence.values())
    # No DISTINCT: with it SQLite walks the index and looks every row up, ten times as slow.
    query = f"SELECT record FROM op WHERE value=0 AND head=1 AND field IN ({existence})"
    return {int(row[0]) for row in raw.execute(query)}


def _places(raw: sqlite3.Connection, records: set[int]) -> dict[int, tuple[str, str]]:
    """Table and id of records by ``record.n``."""
    found: dict[int, tuple[str, str]] = {}
    for block in _numbers(records):
        for n, table, rid in raw.execute(f"SELECT n,tbl,id FROM record WHERE n IN ({marks(block)})", block):
            found[n] = (table, rid)
    return found


def _numbers(records: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(sorted(records))
    while block := list(islice(rest, BLOCK)):
        yield block


def _heads(raw: sqlite3.Connection, records: set[int]) -> Iterator[tuple[int, Heads]]:
    """The heads of each record that has some, one record after the other."""
    columns = "SELECT record,field,n,value FROM op"
    if len(records) > ALL_AT_ONCE:  # not by the index of the heads, which would look every row up
        query = f"{columns} NOT INDEXED WHERE head=1"
        rows = sorted((row for row in raw.execute(query) if row[0] in records), key=itemgetter(0))
    else:
        query = f"{columns} WHERE head=1 AND record IN"
        blocks_of = (raw.execute(f"{query} ({marks(b)}) ORDER BY record", b) for b in _numbers(records))
        rows = list(chain.from_iterable(blocks_of))
    yield from _by_record(rows)


def _by_record(rows: Iterable[tuple[int, int, int, Value]]) -> Iterator[tuple[int, Heads]]:
    """Rows that come record after record, as the heads of each."""
    present, heads = 0, Heads()
    for record, field_n, n, value in rows:
        if record != present:
            if heads:
                yield present, heads
            present, heads = record, {}
        if field_n in heads:
            heads[field_n].append((n, value))
        else:
            heads[field_n] = [(n, value)]
    if heads:
        yield present, heads


def _alive(raw: sqlite3.Connection, heads: Heads, existence: int) -> bool:
    """Whether a record exists: an existence head says so, or some other head was not seen by any deletion."""
    deletions = heads.get(existence, [])
    if any(value for _n, value in deletions):
        return True
    if not deletions:
        return bool(heads)
    seen: set[int] = set()
    for n, _value in deletions:
        seen.update(row[0] for row in raw.execute("SELECT parent FROM op_parent WHERE op=?", (n,)))
    return any(n not in seen for field_n, others in heads.items() if field_n != existence for n, _value in others)


def shown_value(raw: sqlite3.Connection, heads: list[tuple[int, Value]]) -> Value:
    """The value that stands in the table: of several heads the one with the smallest (change id, ordinal)."""
    if len(heads) == 1:
        return heads[0][1]
    query = f"SELECT o.value FROM op o JOIN change c ON c.n=o.change WHERE o.n IN ({marks(heads)}) ORDER BY c.id,o.i"
    value: Value = raw.execute(query, [n for n, _value in heads]).fetchone()[0]
    return value


def _shown_row(raw: sqlite3.Connection, heads: Heads, table: str, fields: _Fields) -> tuple[Value, ...]:
    values: dict[str, Value] = dict.fromkeys(COLUMNS[table])
    for field_n, at in heads.items():
        place = fields.columns.get(field_n)
        if place is not None and place[0] == table:
            values[place[1]] = at[0][1] if len(at) == 1 else shown_value(raw, at)
    return tuple(values.values())


def _put(raw: sqlite3.Connection, table: str, rows: list[tuple[Value, ...]]) -> None:
    columns = COLUMNS[table]
    updates = ",".join(f"{c}=excluded.{c}" for c in columns)
    raw.executemany(
        f"INSERT INTO {table}(id,{','.join(columns)}) VALUES(?{',?' * len(columns)}) "
        f"ON CONFLICT(id) DO UPDATE SET {updates}",
        rows,
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
                heads = dict(_heads(raw, {int(row[0])})).get(int(row[0]), {})
                _put(raw, target, [(rid, *_shown_row(raw, heads, target, fields))])
                ghosts.add(int(row[0]))
                found = True
    return ghosts


def kept(raw: sqlite3.Connection) -> dict[str, list[tuple[str, int, bool]]]:
    """The rows that are in the plan although a deletion is a head of theirs: (id, ``record.n``, alive), by table.

    Alive is what somebody changed without knowing of the deletion; what is not, is a ghost that is only pointed at.
    """
    fields = _Fields.read(raw)
    deleted = _deleted(raw, fields)
    ids: dict[str, dict[str, int]] = {}
    for n, (table, rid) in _places(raw, deleted).items():
        ids.setdefault(table, {})[rid] = n
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for table in sorted(ids.keys() & COLUMNS.keys()):
        numbers, existence = ids[table], fields.existence.get(table, -1)
        for block in blocks(sorted(numbers)):
            query = f"SELECT id FROM {table} WHERE id IN ({marks(block)}) ORDER BY id"
            there = {numbers[row[0]]: row[0] for row in raw.execute(query, block)}
            rows = [(there[n], n, _alive(raw, heads, existence)) for n, heads in _heads(raw, set(there))]
            found.setdefault(table, []).extend(rows)
    return found


def ghosts_now(raw: sqlite3.Connection) -> set[int]:
    """The records that are in the plan's tables although no head keeps them alive: remembered when a plan is opened."""
    return {n for rows in kept(raw).values() for _rid, n, living in rows if not living}


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a table and the history do not agree. Without ``column`` it is the whole record: None = absent."""

    table: str
    record: str
    column: str
    stands: Value
    written: Value


def differences(raw: sqlite3.Connection, each: Callable[[], object] = lambda: None) -> Iterator[Difference]:
    """Every place where the tables are not what the heads say; reads alone. ``each`` is called after each record.

    A record that is deleted may stand where a living one points at it, with the values it had. Of records and rows so
    many are in memory as stand in one block.
    """
    fields = _Fields.read(raw)
    found = [one for block in _blocks_of_heads(raw) for one in _differences_in(raw, fields, block, each)]
    for table in COLUMNS:  # rows that no history names; as they stand in the table, whatever its index says
        query = (
            f"SELECT id FROM {table} t NOT INDEXED WHERE NOT EXISTS(SELECT 1 FROM record r WHERE r.id=t.id AND r.tbl=?)"
        )
        found += [Difference(table, str(row[0]), "", row[0], None) for row in raw.execute(query, (table,))]
    order = {table: number for number, table in enumerate(COLUMNS)}
    yield from sorted(found, key=lambda one: (order[one.table], one.record))


_Block = list[tuple[int, str, str, Heads]]  # of some records: number, table, id, heads


def _blocks_of_heads(raw: sqlite3.Connection) -> Iterator[_Block]:
    """All records with their heads, in the order of their numbers. The rows are read where they stand, by no index."""
    query = "SELECT record,field,n,value FROM op NOT INDEXED WHERE head=1 ORDER BY record"
    heads = _by_record(raw.execute(query))
    number, at = next(heads, (0, {}))
    block: _Block = []
    for n, table, rid in raw.execute("SELECT n,tbl,id FROM record NOT INDEXED ORDER BY n"):
        while 0 < number < n:
            number, at = next(heads, (0, {}))
        block.append((n, table, rid, at if number == n else {}))
        if len(block) == BLOCK:
            yield block
            block = []
    yield block


def _differences_in(
    raw: sqlite3.Connection, fields: _Fields, block: _Block, each: Callable[[], object]
) -> Iterator[Difference]:
    expected: dict[str, dict[str, tuple[bool, tuple[Value, ...] | None]]] = {}
    for _n, table, rid, heads in block:
        if table in COLUMNS:
            alive = _alive(raw, heads, fields.existence.get(table, -1))
            row = _shown_row(raw, heads, table, fields) if heads else None
            expected.setdefault(table, {})[rid] = (alive, row)
        each()
    for table, wanted in expected.items():
        rows = read_rows(raw, table, wanted)
        for rid, (alive, row) in wanted.items():
            stays = alive or (rid in rows and _is_pointed_at(raw, table, rid))
            yield from _compare(table, str(rid), rows.get(rid), row if stays else None)


def _compare(
    table: str, rid: str, stands: tuple[Value, ...] | None, written: tuple[Value, ...] | None
) -> Iterator[Difference]:
    if stands is None or written is None:
        if stands is not written:
            yield Difference(table, rid, "", None if stands is None else rid, None if written is None else rid)
        return
    if stands == written:
        return
    for column, here, there in zip(COLUMNS[table], stands, written, strict=True):
        if here != there:
            yield Difference(table, rid, column, here, there)


def _is_pointed_at(raw: sqlite3.Connection, table: str, rid: str) -> bool:
    places = [(source, column) for source, column, target in _REFERENCES if target == table]
    return any(raw.execute(f"SELECT 1 FROM {t} WHERE {c}=? LIMIT 1", (rid,)).fetchone() for t, c in places)
