"""The union of two histories, and taking it out again. See docs/architecture.md, appendix."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import AuthorRow, ChangeSet, HistoryExport, Op, Ref
from gmsc_desktop.models.conflicts import Conflict, conflicts, decide
from gmsc_desktop.models.fields import FIELDS, Kind
from gmsc_desktop.models.history import COLUMNS, History, blocks, forget_last_merge, marks
from gmsc_desktop.models.ids import packed, unpacked
from gmsc_desktop.models.settle import settle
from gmsc_desktop.text import _
from gmsc_desktop.values import is_stored_day, is_stored_month, is_stored_year

__all__ = [
    "MISFITS",
    "Conflict",
    "HistoryProblem",
    "Merged",
    "barrier",
    "broken_history",
    "can_unmerge",
    "conflicts",
    "decide",
    "export_history",
    "keep_merge",
    "merge",
    "unmerge",
]

# What the database raises for a foreign history that its tables cannot hold.
MISFITS = (sqlite3.IntegrityError, sqlite3.DataError, UnicodeEncodeError)
_TYPES: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (int, float)}
_Refs = dict[str, dict[int, int]]  # op.n by change id and ordinal
_STORED = {key: _TYPES[field.storage] for key, field in FIELDS.items()}
_ORDER, _SHA256 = re.compile("[0-9A-Za-z]+"), re.compile("[0-9a-f]{64}")
# What the program reads of a value without a further look: nobody could have typed another.
_LOOKS: dict[Kind, Callable[[Any], object]] = {
    Kind.DATE: is_stored_day,
    Kind.MONTH: is_stored_month,
    Kind.YEAR: is_stored_year,
    Kind.KEY_YEAR: is_stored_year,
    Kind.FLAG: (0, 1).__contains__,
    Kind.ORDER: _ORDER.fullmatch,
}
_POSSIBLE = {key: _LOOKS[field.kind] for key, field in FIELDS.items() if field.kind in _LOOKS}
_POSSIBLE |= {key: _SHA256.fullmatch for key, field in FIELDS.items() if field.column == "sha256"}


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: new change sets and rows, fields with two values now, records kept against a deletion."""

    changes: int
    ops: int
    conflicts: int
    ghosts: int


class HistoryProblem(UserFacingError):
    """A foreign history does not fit together; nothing was taken over."""


def export_history(raw: sqlite3.Connection) -> HistoryExport:
    """All authors and change sets of a file, parents before children; the open row must have been closed."""
    authors = tuple(AuthorRow(*row) for row in raw.execute("SELECT id,name,device FROM author ORDER BY n"))
    ids = {int(n): unpacked(kept) for n, kept in raw.execute("SELECT n,id FROM change")}
    refs: dict[int, Ref] = {n: (ids[change], i) for n, change, i in raw.execute("SELECT n,change,i FROM op")}
    parents: dict[int, list[Ref]] = {}
    for op, parent in raw.execute("SELECT op,parent FROM op_parent"):
        parents.setdefault(op, []).append(refs[parent])
    ops: dict[int, list[Op]] = {}
    query = (
        "SELECT o.change,o.n,o.i,r.id,r.tbl,f.key,o.value,o.prev FROM op o JOIN record r ON r.n=o.record "
        "JOIN field f ON f.n=o.field ORDER BY o.change,o.i"
    )
    for change, n, i, record, table, key, value, prev in raw.execute(query):
        before = refs[prev] if prev is not None else None
        row = Op(i, record, table, key, value, before, tuple(sorted(parents.get(n, ()))))
        ops.setdefault(change, []).append(row)
    changes = raw.execute(
        "SELECT c.n,c.label,c.kind,a.id,c.at,c.source FROM change c LEFT JOIN author a ON a.n=c.author ORDER BY c.n"
    )
    return HistoryExport(authors, tuple(ChangeSet(ids[n], *rest, tuple(ops.get(n, ()))) for n, *rest in changes))  # type: ignore[call-arg]


def merge(history: History, foreign: HistoryExport) -> Merged:
    """Take over every change set that is not here yet, inside an open change of kind ``merge``.

    Raises ``HistoryProblem`` when a parent is named that is neither in the package nor here: all or nothing.
    """
    raw = history.raw
    known = {unpacked(row[0]) for row in raw.execute("SELECT id FROM change")}
    new = [change for change in foreign.changes if change.id not in known]
    if not new:
        return Merged(0, 0, len(conflicts(raw)), len(history.ghosts))
    low = _remember(raw)
    authors = _take_authors(raw, foreign.authors)
    touched, count = _Importer(history, authors).take(new)
    _same_places(raw, low)
    raw.execute("UPDATE op SET head=0 WHERE n IN (SELECT prev FROM op WHERE n>?)", (low,))
    raw.execute(
        "UPDATE op SET head=0 WHERE n IN (SELECT p.parent FROM op_parent p JOIN op o ON o.n=p.op "
        "JOIN op q ON q.n=p.parent WHERE o.n>? AND o.field=q.field AND o.record=q.record)",
        (low,),
    )
    history.open_row = None
    history.written_id = new[-1].id
    history.ghosts = settle(raw, touched)
    _one_plan(raw)
    return Merged(len(new), count, len(conflicts(raw)), len(history.ghosts))


def _remember(raw: sqlite3.Connection) -> int:
    """Note where the merge begins; the last row before it. ``merged`` is how far undo through the history goes back."""
    query = "SELECT (SELECT coalesce(max(n),0) FROM change),(SELECT coalesce(max(n),0) FROM op)"
    change, op = raw.execute(query).fetchone()
    before = raw.execute("SELECT value FROM local WHERE key='merged'").fetchone()
    raw.execute("DELETE FROM local WHERE key='last_merge'")
    raw.execute("INSERT INTO local(key,value) VALUES('last_merge',?)", (f"{change} {op} {before[0] if before else 0}",))
    return int(op)


def _set_barrier(raw: sqlite3.Connection, change: int) -> None:
    raw.execute("DELETE FROM local WHERE key='merged'")
    if change:
        raw.execute("INSERT INTO local(key,value) VALUES('merged',?)", (str(change),))


def barrier(raw: sqlite3.Connection) -> int:
    """``change.n`` up to which change sets came with a merge or stood before it; 0 where there was none."""
    row = raw.execute("SELECT value FROM local WHERE key='merged'").fetchone()
    return int(row[0]) if row else 0


def _one_plan(raw: sqlite3.Connection) -> None:
    """A file holds one plan, whatever a history brings along."""
    if any(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 1 for table in ("plan", "region")):
        raise HistoryProblem(
            _("Salinan kerja ini memuat rencana lain, sehingga tidak dapat digabungkan."),
            _("Tidak ada yang berubah. Buka salinan kerja itu sebagai rencana tersendiri."),
        )


def _same_places(raw: sqlite3.Connection, low: int) -> None:
    """A row may only follow a row of its own place that stands before it; anything else would hide other values."""
    query = "SELECT 1 FROM op o JOIN op p ON p.n=o.prev WHERE o.n>? AND (p.record<>o.record OR p.field<>o.field)"
    late = "SELECT 1 FROM op_parent WHERE op>? AND parent>=op"
    before = "SELECT 1 FROM op WHERE n>? AND prev>=n"
    if any(raw.execute(check, (low,)).fetchone() for check in (query, late, before)):
        raise broken_history()


def broken_history() -> HistoryProblem:
    """What a person reads when a foreign history does not fit together."""
    return HistoryProblem(
        _("Riwayat di dalam salinan kerja ini tidak lengkap, sehingga tidak dapat digabungkan."),
        _("Tidak ada yang berubah. Minta salinan kerja yang baru dari pengirimnya."),
    )


def _packed(change_id: str) -> bytes:
    try:
        return packed(change_id)
    except ValueError as error:
        raise broken_history() from error


def _take_authors(raw: sqlite3.Connection, authors: Iterable[AuthorRow]) -> dict[str, int]:
    for author in authors:
        raw.execute(
            "INSERT INTO author(id,name,device) VALUES(?,?,?) ON CONFLICT(id) DO NOTHING",
            (author.id, author.name, author.device),
        )
    return {row[0]: int(row[1]) for row in raw.execute("SELECT id,n FROM author")}


@dataclass
class _Importer:
    history: History
    authors: dict[str, int]

    def take(self, changes: list[ChangeSet]) -> tuple[set[int], int]:
        """Insert change sets with their rows as they are; the records touched and the count of rows."""
        raw = self.history.raw
        refs = self._known_refs(changes)
        records = self._records(changes)
        low = int(raw.execute("SELECT coalesce(max(n),0) FROM op").fetchone()[0])
        n = low
        for change in changes:
            own = refs.setdefault(change.id, {})
            for op in change.ops:
                n += 1
                if own.setdefault(op.i, n) != n or not _fits(op):
                    raise broken_history()
        numbers = self._insert_changes(changes)
        raw.execute("PRAGMA defer_foreign_keys=ON")
        try:
            raw.executemany(
                "INSERT INTO op(n,change,i,record,field,value,prev,head) VALUES(?,?,?,?,?,?,?,1)",
                self._rows(changes, numbers, records, refs),
            )
            raw.executemany(
                "INSERT INTO op_parent(op,parent) VALUES(?,?)",
                ((refs[c.id][op.i], refs[parent][i]) for c in changes for op in c.ops for parent, i in op.parents),
            )
        except KeyError as error:  # a parent that is neither here nor among them
            raise broken_history() from error
        return set(records.values()), n - low

    def _insert_changes(self, changes: list[ChangeSet]) -> dict[str, int]:
        raw = self.history.raw
        first = int(raw.execute("SELECT coalesce(max(n),0) FROM change").fetchone()[0]) + 1
        numbers = {change.id: n for n, change in enumerate(changes, first)}
        raw.executemany(
            "INSERT INTO change(n,id,label,kind,author,at,source) VALUES(?,?,?,?,?,?,?)",
            [
                (n, _packed(c.id), c.label, c.kind, self.authors.get(c.author) if c.author else None, c.at, c.source)
                for n, c in enumerate(changes, first)
            ],
        )
        _set_barrier(raw, max(numbers.values()))
        return numbers

    def _rows(
        self, changes: list[ChangeSet], numbers: dict[str, int], records: dict[str, int], refs: _Refs
    ) -> Iterator[tuple[object, ...]]:
        fields = {key: self.history.field_number(key) for key in {op.key for c in changes for op in c.ops}}
        for change in changes:
            number, own = numbers[change.id], refs[change.id]
            for op in change.ops:
                prev = refs[op.prev[0]][op.prev[1]] if op.prev is not None else None
                yield (own[op.i], number, op.i, records[op.record], fields[op.key], op.value, prev)

    def _known_refs(self, changes: list[ChangeSet]) -> _Refs:
        own = {change.id for change in changes}
        parents = (ref for c in changes for op in c.ops for ref in (op.prev, *op.parents) if ref is not None)
        query = "SELECT o.n FROM op o JOIN change c ON c.n=o.change WHERE c.id=? AND o.i=?"
        found: _Refs = {}
        for ref in {ref for ref in parents if ref[0] not in own}:
            row = self.history.raw.execute(query, (_packed(ref[0]), ref[1])).fetchone()
            if row is None:
                raise broken_history()
            found.setdefault(ref[0], {})[ref[1]] = int(row[0])
        return found

    def _records(self, changes: list[ChangeSet]) -> dict[str, int]:
        """``record.n`` by id; a record has one table for ever."""
        raw = self.history.raw
        tables: dict[str, str] = {}
        for op in chain.from_iterable(change.ops for change in changes):
            if tables.setdefault(op.record, op.table) != op.table:
                raise broken_history()
        raw.executemany("INSERT INTO record(id,tbl) VALUES(?,?) ON CONFLICT(id) DO NOTHING", sorted(tables.items()))
        found: dict[str, int] = {}
        for block in blocks(tables):
            for rid, n, table in raw.execute(f"SELECT id,n,tbl FROM record WHERE id IN ({marks(block)})", block):
                if tables[rid] != table:
                    raise broken_history()
                found[rid] = int(n)
        return found


def _fits(op: Op) -> bool:
    """Whether a row's value is of its field's type, and of some type that a file holds where the field is unknown."""
    value = op.value
    if op.key.endswith(".*"):
        return type(value) is int and value in (0, 1)
    if value is None:
        return True
    if type(value) not in _STORED.get(op.key, (str, int, float)):
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return False
    return op.key not in _POSSIBLE or bool(_POSSIBLE[op.key](value))


def can_unmerge(raw: sqlite3.Connection) -> bool:
    """Whether the last merge can still be taken out: nothing of one's own was written since."""
    row = raw.execute("SELECT value FROM local WHERE key='last_merge'").fetchone()
    return row is not None


def keep_merge(raw: sqlite3.Connection) -> None:
    """The last merge is the plan from now on: nothing takes it out again, and undo goes into it as into one's own."""
    forget_last_merge(raw)
    _set_barrier(raw, 0)


def unmerge(history: History) -> int:
    """Take the foreign change sets of the last merge out again, inside an open change of kind ``unmerge``.

    The count of change sets taken out. ``UserFacingError`` when something was written since.
    """
    raw = history.raw
    row = raw.execute("SELECT value FROM local WHERE key='last_merge'").fetchone()
    if row is None:
        raise UserFacingError(
            _("Penggabungan terakhir tidak dapat diurungkan karena rencana sudah diubah lagi."),
            _("Keadaan sebelumnya tetap ada di dalam cadangan."),
        )
    low_change, low, before = (int(part) for part in f"{row[0]} 0".split()[:3])
    touched = {r[0] for r in raw.execute("SELECT DISTINCT record FROM op WHERE n>?", (low,))}
    parents = [
        r[0]
        for r in raw.execute(
            "SELECT prev FROM op WHERE n>? AND prev<=? UNION SELECT parent FROM op_parent WHERE op>? AND parent<=?",
            (low, low, low, low),
        )
    ]
    count = int(raw.execute("SELECT count(*) FROM change WHERE n>?", (low_change,)).fetchone()[0])
    raw.execute("DELETE FROM op_parent WHERE op>?", (low,))
    raw.execute("DELETE FROM op WHERE n>?", (low,))
    raw.execute("DELETE FROM change WHERE n>?", (low_change,))
    forget_last_merge(raw)
    _set_barrier(raw, before)
    _regain_heads(raw, parents)
    known = _with_ops(raw, touched)
    _drop_rows(raw, touched - known)
    history.open_row = None
    history.ghosts = settle(raw, known)
    return count


def _with_ops(raw: sqlite3.Connection, records: set[int]) -> set[int]:
    query = "SELECT 1 FROM op WHERE record=? AND head=1"  # what has rows has one that nobody follows
    return {record for record in records if raw.execute(query, (record,)).fetchone() is not None}


def _regain_heads(raw: sqlite3.Connection, parents: list[int]) -> None:
    raw.executemany(
        "UPDATE op SET head=1 WHERE n=? AND NOT EXISTS(SELECT 1 FROM op q WHERE q.prev=op.n AND q.record=op.record"
        " AND q.field=op.field) AND NOT EXISTS(SELECT 1 FROM op_parent z JOIN op q ON q.n=z.op WHERE z.parent=op.n"
        " AND q.record=op.record AND q.field=op.field)",
        [(parent,) for parent in parents],
    )


def _drop_rows(raw: sqlite3.Connection, records: set[int]) -> None:
    for record in records:
        rid, table = raw.execute("SELECT id,tbl FROM record WHERE n=?", (record,)).fetchone()
        if table in COLUMNS:
            raw.execute(f"DELETE FROM {table} WHERE id=?", (rid,))
