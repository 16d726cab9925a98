"""What each transaction changed: captured by TEMP triggers, turned into a step, written to the lasting history.

The algorithm is that of docs/architecture.md, appendix "the record of change". Everything here works on the raw
connection that the document owns, inside the transaction that the document opened.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import TABLES, UNRECORDED_TABLES, TableSpec
from gmsc_desktop.models.ids import new_id, packed, unpacked
from gmsc_desktop.models.migrations import Effect

BLOCK = 900  # host parameters in one statement; SQLite's oldest limit is 999

COLUMNS: dict[str, tuple[str, ...]] = {table.name: table.columns for table in TABLES}
CAPTURED: dict[str, tuple[str, ...]] = COLUMNS | UNRECORDED_TABLES


@dataclass(frozen=True, slots=True)
class Author:
    """Who is at the keyboard, on which computer; ``id`` is random and stays with the person on this computer."""

    id: str
    name: str
    device: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one transaction did to one record; ``columns`` has (before, after) of each that differs."""

    table: str
    id: str
    existed: bool
    exists: bool
    columns: dict[str, tuple[Value, Value]]


Step = list[Entry]


def field_keys(table: TableSpec) -> dict[str, str]:
    """The stable key of each column of a table."""
    return {item.column: item.key for item in table.fields}


_KEYS: dict[str, dict[str, str]] = {table.name: field_keys(table) for table in TABLES}
PLACES: dict[str, tuple[str, str]] = {
    key: (name, column) for name, keys in _KEYS.items() for column, key in keys.items()
}


def now_utc() -> str:
    """The present moment as told in the history; never compared."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def blocks(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in lists that fit one statement."""
    rest = iter(values)
    while block := list(islice(rest, BLOCK)):
        yield block


def marks(values: Sequence[object]) -> str:
    """Host parameters for an IN list."""
    return ",".join("?" * len(values))


def capture_ddl() -> list[str]:
    """The TEMP table and triggers that note every insert, update and delete of this connection."""
    statements = ["CREATE TEMP TABLE capture(seq INTEGER PRIMARY KEY, tbl, id, col, old)"]
    for name, columns in CAPTURED.items():
        head = "INSERT INTO capture(tbl,id,col,old) "
        updates = " UNION ALL ".join(
            f"SELECT '{name}',old.id,'{c}',old.{c} WHERE old.{c} IS NOT new.{c}" for c in columns
        )
        deletes = " UNION ALL ".join(
            [f"SELECT '{name}',old.id,'*',1"] + [f"SELECT '{name}',old.id,'{c}',old.{c}" for c in columns]
        )
        for letter, event, body in (
            ("i", "INSERT", f"{head}VALUES('{name}',new.id,'*',0)"),
            ("u", "UPDATE", head + updates),
            ("d", "DELETE", head + deletes),
        ):
            statements.append(
                f"CREATE TEMP TRIGGER capture_{name}_{letter} AFTER {event} ON main.{name} BEGIN {body}; END"
            )
    return statements


def read_rows(raw: sqlite3.Connection, table: str, ids: Iterable[str]) -> dict[str, tuple[Value, ...]]:
    """The rows of a table by id, in the order of its columns."""
    query = f"SELECT id,{','.join(CAPTURED[table])} FROM main.{table} WHERE id IN "
    found: dict[str, tuple[Value, ...]] = {}
    for block in blocks(ids):
        found.update((row[0], row[1:]) for row in raw.execute(f"{query}({marks(block)})", block))
    return found


def read_step(raw: sqlite3.Connection) -> Step:
    """What the captured events come to; a value that ended as it began is dropped."""
    first: dict[tuple[str, str], dict[str, Value]] = {}
    for table, rid, column, old in raw.execute("SELECT tbl,id,col,old FROM capture ORDER BY seq"):
        first.setdefault((table, rid), {}).setdefault(column, old)
    ids: dict[str, list[str]] = {}
    for table, rid in first:
        ids.setdefault(table, []).append(rid)
    rows = {table: read_rows(raw, table, wanted) for table, wanted in ids.items()}
    entries = (_entry(table, rid, before, rows[table].get(rid)) for (table, rid), before in first.items())
    return [entry for entry in entries if entry is not None]


def read_touched(raw: sqlite3.Connection) -> Step:
    """The records of the captured events alone, for a change whose values nobody takes back one by one."""
    rows = raw.execute("SELECT DISTINCT tbl,id FROM capture ORDER BY tbl,id")
    return [Entry(table, rid, True, True, {}) for table, rid in rows]


def _entry(table: str, rid: str, before: dict[str, Value], row: tuple[Value, ...] | None) -> Entry | None:
    columns = CAPTURED[table]
    existed = bool(before.get("*", 1))
    if row is None:
        if not existed:
            return None
        return Entry(table, rid, True, False, {c: (before.get(c), None) for c in columns})
    if not existed:
        return Entry(table, rid, False, True, {c: (None, v) for c, v in zip(columns, row, strict=True)})
    changed = {c: (before[c], v) for c, v in zip(columns, row, strict=True) if c in before and before[c] != v}
    return Entry(table, rid, True, True, changed) if changed else None


def lasted(raw: sqlite3.Connection, written: str | None, step: Step) -> bool:
    """Whether a change is in the file: its change set where it wrote one, else the records as it left them."""
    if written is None:
        return bool(step) and holds(raw, step)
    return raw.execute("SELECT 1 FROM change WHERE id=?", (packed(written),)).fetchone() is not None


def holds(raw: sqlite3.Connection, step: Step) -> bool:
    """Whether the plan is as a step left it."""
    ids: dict[str, list[str]] = {}
    for entry in step:
        ids.setdefault(entry.table, []).append(entry.id)
    rows = {table: read_rows(raw, table, wanted) for table, wanted in ids.items()}
    return all(_holds(entry, rows[entry.table].get(entry.id)) for entry in step)


def _holds(entry: Entry, row: tuple[Value, ...] | None) -> bool:
    if row is None or not entry.exists:
        return row is None and not entry.exists
    present = dict(zip(CAPTURED[entry.table], row, strict=True))
    return all(present[column] == after for column, (_before, after) in entry.columns.items())


def forget_last_merge(raw: sqlite3.Connection) -> None:
    """Something was written after the last merge: taking it out would take that along."""
    raw.execute("DELETE FROM local WHERE key='last_merge'")


@dataclass
class History:
    """Writes steps to the lasting history of one open plan; holds what must be remembered between changes."""

    raw: sqlite3.Connection
    author: Author
    open_row: tuple[int, str, str, str | None] | None = None  # op.n, record id, column key, source
    ghosts: set[int] = field(default_factory=set)  # record.n of rows kept against a deletion
    written_id: str | None = None  # the change set that the present change wrote, None where it wrote none
    _fields: dict[str, int] = field(default_factory=dict)

    def forget(self) -> None:
        """After a rollback: what was cached may not exist in the file."""
        self._fields.clear()

    def field_number(self, key: str) -> int:
        """``field.n`` of a stable key, made when it is new."""
        if key not in self._fields:
            row = self.raw.execute("SELECT n FROM field WHERE key=?", (key,)).fetchone()
            if row is None:
                row = (self.raw.execute("INSERT INTO field(key) VALUES(?)", (key,)).lastrowid,)
            self._fields[key] = int(row[0])
        return self._fields[key]

    def author_number(self) -> int:
        """``author.n`` of the person at the keyboard, made or renamed when needed."""
        who = self.author
        row = self.raw.execute("SELECT n, name, device FROM author WHERE id=?", (who.id,)).fetchone()
        if row is None:
            cursor = self.raw.execute(
                "INSERT INTO author(id,name,device) VALUES(?,?,?)", (who.id, who.name, who.device)
            )
            return int(cursor.lastrowid or 0)
        if row[1:] != (who.name, who.device):
            self.raw.execute("UPDATE author SET name=?, device=? WHERE n=?", (who.name, who.device, row[0]))
        return int(row[0])

    def new_change(self, label: str, kind: str, source: str | None) -> int:
        """Begin a change set and give its number in this file; with it the last merge can no longer be taken out."""
        forget_last_merge(self.raw)
        self.written_id = new_id()
        cursor = self.raw.execute(
            "INSERT INTO change(id,label,kind,author,at,source) VALUES(?,?,?,?,?,?)",
            (packed(self.written_id), label, kind, self.author_number(), now_utc(), source),
        )
        return int(cursor.lastrowid or 0)

    def write(self, step: Step, label: str, kind: str, source: str | None) -> None:
        """Write a step as one change set, or into the open row when it is more typing in the same field."""
        recorded = [entry for entry in step if entry.table in COLUMNS]
        if not recorded or self._fold(recorded, label, kind, source):
            return
        self.open_row = None
        rows, parents, dead = self._plan_ops(recorded)
        if not rows:
            return
        change = self.new_change(label, kind, source)
        self.raw.executemany("UPDATE op SET head=0 WHERE n=?", dead)
        self.raw.executemany(
            "INSERT INTO op(n,change,i,record,field,value,prev,head) VALUES(?,?,?,?,?,?,?,1)",
            [(n, change, i, *rest) for i, (n, *rest) in enumerate(rows, 1)],
        )
        self.raw.executemany("INSERT INTO op_parent(op,parent) VALUES(?,?)", parents)
        self._remember_open_row(recorded, rows, kind, source)

    def write_migration(self, target: int, effects: Sequence[Effect]) -> None:
        """Write what a migration did to values. Ids follow from the content and from what it replaced.

        So two computers with the same history agree, and two with different ones both keep theirs.
        """
        if not effects:
            return
        forget_last_merge(self.raw)
        gone = {effect.record for effect in effects if effect.key.endswith(".*") and not effect.value}
        kept = [effect for effect in effects if effect.record not in gone or effect.key.endswith(".*")]
        placed = [
            (effect, *self._place(effect)) for effect in sorted(kept, key=lambda effect: (effect.record, effect.key))
        ]
        content = json.dumps(
            [[e.record, e.key, e.value, self._refs(heads + seen)] for e, _r, _f, heads, seen in placed], sort_keys=True
        )
        change_id = uuid.uuid5(uuid.NAMESPACE_URL, f"gmsc:format:{target}:{content}").bytes
        cursor = self.raw.execute(
            "INSERT INTO change(id,label,kind,author,at) VALUES(?,?,'migration',NULL,'')",
            (change_id, f"Format {target}"),
        )
        for i, (effect, record, field_n, heads, seen) in enumerate(placed, 1):
            op = self.raw.execute(
                "INSERT INTO op(change,i,record,field,value,prev,head) VALUES(?,?,?,?,?,?,1)",
                (cursor.lastrowid, i, record, field_n, effect.value, heads[0] if heads else None),
            ).lastrowid
            self.raw.executemany("UPDATE op SET head=0 WHERE n=?", [(head,) for head in heads])
            self.raw.executemany("INSERT INTO op_parent VALUES(?,?)", [(op, parent) for parent in heads[1:] + seen])

    def _place(self, effect: Effect) -> tuple[int, int, list[int], list[int]]:
        """Record, field, the heads there and, of a deletion, every other head of the record, which it saw."""
        self.raw.execute(
            "INSERT INTO record(id,tbl) VALUES(?,?) ON CONFLICT(id) DO NOTHING", (effect.record, effect.table)
        )
        record = int(self.raw.execute("SELECT n FROM record WHERE id=?", (effect.record,)).fetchone()[0])
        field_n = self.field_number(effect.key)
        heads = self._heads({record}).get(record, {})
        deletion = effect.key.endswith(".*") and not effect.value
        seen = [n for other, at in heads.items() if other != field_n for n, _value in at] if deletion else []
        return record, field_n, [n for n, _value in heads.get(field_n, [])], seen

    def _refs(self, ops: list[int]) -> list[list[str | int]]:
        query = "SELECT c.id,o.i FROM op o JOIN change c ON c.n=o.change WHERE o.n=?"
        rows = (self.raw.execute(query, (n,)).fetchone() for n in ops)
        return sorted([unpacked(change), i] for change, i in rows)

    def _single_edit(self, step: Step, kind: str) -> tuple[str, str, Value] | None:
        if kind != "edit" or len(step) != 1 or not (step[0].existed and step[0].exists) or len(step[0].columns) != 1:
            return None
        ((column, (_, value)),) = step[0].columns.items()
        return step[0].id, _KEYS[step[0].table][column], value

    def _fold(self, step: Step, label: str, kind: str, source: str | None) -> bool:
        edit = self._single_edit(step, kind)
        if edit is None or self.open_row is None or self.open_row[1:] != (edit[0], edit[1], source):
            return False
        n = self.open_row[0]
        found = self.raw.execute("SELECT change FROM op WHERE n=? AND head=1", (n,)).fetchone()
        if found is None:
            return False
        self.raw.execute("UPDATE op SET value=? WHERE n=?", (edit[2], n))
        self.written_id = new_id()
        row = (packed(self.written_id), label, now_utc(), found[0])
        self.raw.execute("UPDATE change SET id=?, label=?, at=? WHERE n=?", row)
        return True

    def _remember_open_row(self, step: Step, rows: list[_Op], kind: str, source: str | None) -> None:
        edit = self._single_edit(step, kind)
        if edit is not None and len(rows) == 1:
            self.open_row = (rows[0][0], edit[0], edit[1], source)

    def _plan_ops(self, step: Step) -> tuple[list[_Op], list[tuple[int, int]], list[tuple[int]]]:
        """The op rows of a step: (n, record, field, value, prev), further parents, and heads that are replaced."""
        numbers = self._record_numbers(step)
        heads = self._heads(set(numbers.values()))
        n = int(self.raw.execute("SELECT coalesce(max(n),0) FROM op").fetchone()[0])
        rows: list[_Op] = []
        parents: list[tuple[int, int]] = []
        dead: list[tuple[int]] = []
        for entry in step:
            record = numbers[entry.id]
            known = heads.get(record, {})
            for field_n, value, deletion in self._wanted(entry):
                at = known.get(field_n, [])
                if not at and value is None:
                    continue
                if len(at) == 1 and at[0][1] == value and not deletion:
                    continue
                n += 1
                rows.append((n, record, field_n, value, at[0][0] if at else None))
                parents.extend((n, head) for head, _ in at[1:])
                dead.extend((head,) for head, _ in at)
                if deletion:
                    parents.extend((n, head) for f, others in known.items() if f != field_n for head, _ in others)
        return rows, parents, dead

    def _wanted(self, entry: Entry) -> Iterator[tuple[int, Value, bool]]:
        if entry.existed != entry.exists:
            yield self.field_number(f"{entry.table}.*"), int(entry.exists), not entry.exists
        if entry.exists:
            for column, (_, value) in entry.columns.items():
                yield self.field_number(_KEYS[entry.table][column]), value, False

    def _record_numbers(self, step: Step) -> dict[str, int]:
        found: dict[str, int] = {}
        for block in blocks(entry.id for entry in step):
            found.update(self.raw.execute(f"SELECT id,n FROM record WHERE id IN ({marks(block)})", block))
        fresh = [(entry.id, entry.table) for entry in step if entry.id not in found]
        if fresh:
            self.raw.executemany("INSERT INTO record(id,tbl) VALUES(?,?)", fresh)
            for block in blocks(rid for rid, _ in fresh):
                found.update(self.raw.execute(f"SELECT id,n FROM record WHERE id IN ({marks(block)})", block))
        return found

    def _heads(self, records: set[int]) -> dict[int, dict[int, list[tuple[int, Value]]]]:
        heads: dict[int, dict[int, list[tuple[int, Value]]]] = {}
        rest = iter(sorted(records))
        while block := list(islice(rest, BLOCK)):
            query = f"SELECT record,field,n,value FROM op WHERE head=1 AND record IN ({marks(block)}) ORDER BY n"
            for record, field_n, n, value in self.raw.execute(query, block):
                heads.setdefault(record, {}).setdefault(field_n, []).append((n, value))
        return heads


_Op = tuple[int, int, int, Value, int | None]
