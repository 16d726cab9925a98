"""Takes a step back, where the present still is what the step left; what is not stays and is named."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.history import CAPTURED, Entry, Step, blocks, marks, read_rows
from gmsc_desktop.models.schema import references

KEPT_STEPS = 500

_Rows = dict[tuple[str, str], dict[str, Value]]  # the present columns by table and id

_REFERENCES = references()
_REFERRING: dict[str, list[tuple[str, str]]] = {}
for _table, _column, _target in _REFERENCES:
    _REFERRING.setdefault(_target, []).append((_table, _column))
_TARGETS: dict[tuple[str, str], str] = {(table, column): target for table, column, target in _REFERENCES}


@dataclass(frozen=True, slots=True)
class Left:
    """A record, or one column of it, that could not be taken back because it has been changed since."""

    table: str
    id: str
    column: str  # "" for the whole record


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What an undo or redo did: its label, how many values or records it set back, what it left alone."""

    label: str
    done: int
    left: tuple[Left, ...]


def backwards(step: Step) -> Step:
    """The step that leads back: before and after exchanged, last change first."""
    return [
        Entry(e.table, e.id, e.exists, e.existed, {c: (after, before) for c, (before, after) in e.columns.items()})
        for e in reversed(step)
    ]


def apply_back(raw: sqlite3.Connection, step: Step) -> tuple[int, tuple[Left, ...]]:
    """Undo a step inside an open change; the count of records touched, and what was left alone."""
    left: list[Left] = []
    now = _rows(raw, step)
    changed = [e for e in step if e.existed and e.exists]
    deleted = [e for e in step if e.existed and not e.exists]
    created = [e for e in step if e.exists and not e.existed]
    done = sum(_set_back(raw, entry, now, left) for entry in reversed(changed))
    done += sum(_put_back(raw, entry, now, left) for entry in reversed(deleted))
    done += _take_away(raw, [e for e in reversed(created) if _as_left(e, now, left)], left)
    _clear_dangling(raw, changed + deleted, left)
    return done, tuple(left)


def _rows(raw: sqlite3.Connection, entries: Step) -> _Rows:
    ids: dict[str, list[str]] = {}
    for entry in entries:
        ids.setdefault(entry.table, []).append(entry.id)
    return {
        (table, rid): dict(zip(CAPTURED[table], row, strict=True))
        for table, wanted in ids.items()
        for rid, row in read_rows(raw, table, wanted).items()
    }


def _set_back(raw: sqlite3.Connection, entry: Entry, rows: _Rows, left: list[Left]) -> int:
    now = rows.get((entry.table, entry.id))
    if now is None:
        left.append(Left(entry.table, entry.id, ""))
        return 0
    good = {c: before for c, (before, after) in entry.columns.items() if now[c] == after}
    left.extend(Left(entry.table, entry.id, c) for c in entry.columns if c not in good)
    if good:
        assignments = ",".join(f"{c}=?" for c in good)
        raw.execute(f"UPDATE {entry.table} SET {assignments} WHERE id=?", [*good.values(), entry.id])
    return int(bool(good))


def _put_back(raw: sqlite3.Connection, entry: Entry, rows: _Rows, left: list[Left]) -> int:
    if (entry.table, entry.id) in rows:
        left.append(Left(entry.table, entry.id, ""))
        return 0
    columns = CAPTURED[entry.table]
    values = [entry.id, *(entry.columns[c][0] for c in columns)]
    raw.execute(f"INSERT INTO {entry.table}(id,{','.join(columns)}) VALUES({marks(values)})", values)
    return 1


def _take_away(raw: sqlite3.Connection, waiting: Step, left: list[Left]) -> int:
    """Delete what the step created, in rounds: a record goes when nothing points at it any more."""
    done = 0
    while waiting:
        used = _pointed_at(raw, waiting)
        free = [entry for entry in waiting if entry.id not in used]
        if not free:
            break
        for table in {entry.table for entry in free}:
            raw.executemany(f"DELETE FROM {table} WHERE id=?", [(e.id,) for e in free if e.table == table])
        done += len(free)
        waiting = [entry for entry in waiting if entry.id in used]
    left.extend(Left(entry.table, entry.id, "") for entry in waiting)
    return done


def _as_left(entry: Entry, rows: _Rows, left: list[Left]) -> bool:
    now = rows.get((entry.table, entry.id))
    if now is None:
        return False
    if any(now[column] != after for column, (_, after) in entry.columns.items()):
        left.append(Left(entry.table, entry.id, ""))
        return False
    return True


def _pointed_at(raw: sqlite3.Connection, entries: Step) -> set[str]:
    used: set[str] = set()
    for table in {entry.table for entry in entries}:
        ids = [entry.id for entry in entries if entry.table == table]
        for referring, column in _REFERRING.get(table, []):
            for block in blocks(ids):
                query = f"SELECT {column} FROM {referring} WHERE {column} IN ({marks(block)}) AND id<>{column}"
                used.update(row[0] for row in raw.execute(query, block))
    return used


def _clear_dangling(raw: sqlite3.Connection, entries: Step, left: list[Left]) -> None:
    """A value set back may name a record that is gone for good: it is cleared, or its row leaves, and is told."""
    again = True
    while again:  # what pointed at a row that had to leave dangles in its turn
        rows = _rows(raw, entries)
        again = False
        for entry in entries:
            now = rows.get((entry.table, entry.id), {})
            for column in _dangling(raw, entry, now):
                left.append(Left(entry.table, entry.id, column))
                again = _clear(raw, entry, column) or again


def _dangling(raw: sqlite3.Connection, entry: Entry, now: dict[str, Value]) -> Iterator[str]:
    """The columns of an entry that name a record that is not there."""
    for column in entry.columns:
        target, value = _TARGETS.get((entry.table, column)), now.get(column)
        if target is None or value is None:
            continue
        if raw.execute(f"SELECT 1 FROM {target} WHERE id=?", (value,)).fetchone() is None:
            yield column


def _clear(raw: sqlite3.Connection, entry: Entry, column: str) -> bool:
    """Whether the whole row had to leave."""
    try:
        raw.execute(f"UPDATE {entry.table} SET {column}=NULL WHERE id=?", (entry.id,))
    except sqlite3.IntegrityError:  # an owner: the row cannot be without it
        raw.execute(f"DELETE FROM {entry.table} WHERE id=?", (entry.id,))
        return True
    return False


@dataclass
class UndoStack:
    """The steps that can be taken back, newest last, compressed; lives as long as the plan is open."""

    _steps: deque[tuple[str, bytes]] = field(default_factory=lambda: deque(maxlen=KEPT_STEPS))

    def push(self, label: str, step: Step) -> None:
        """Keep a step under its label."""
        plain = [[e.table, e.id, e.existed, e.exists, e.columns] for e in step]
        self._steps.append((label, zlib.compress(json.dumps(plain).encode(), 1)))

    def pop(self) -> tuple[str, Step] | None:
        """The newest step, taken off; None when there is none."""
        if not self._steps:
            return None
        label, packed = self._steps.pop()
        plain = json.loads(zlib.decompress(packed))
        return label, [
            Entry(t, i, a, b, {c: (v[0], v[1]) for c, v in columns.items()}) for t, i, a, b, columns in plain
        ]

    def drop(self, table: str) -> None:
        """Forget everything that the steps say of a table outside the history; a step of nothing else goes whole."""
        kept: list[tuple[str, bytes]] = []
        for label, packed in self._steps:
            plain = json.loads(zlib.decompress(packed))
            rest = [entry for entry in plain if entry[0] != table]
            if len(rest) == len(plain):
                kept.append((label, packed))
            elif rest:
                kept.append((label, zlib.compress(json.dumps(rest).encode(), 1)))
        self._steps = deque(kept, maxlen=KEPT_STEPS)

    def clear(self) -> None:
        """Forget all steps."""
        self._steps.clear()

    @property
    def label(self) -> str | None:
        """The label of the step that would be taken back next."""
        return self._steps[-1][0] if self._steps else None

    def __len__(self) -> int:
        return len(self._steps)
