"""The union of two histories, and what a person must decide. See docs/architecture.md, appendix."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import AuthorRow, ChangeSet, HistoryExport, Op, Ref, Value
from gmsc_desktop.models.history import COLUMNS, PLACES, History
from gmsc_desktop.models.schema import references
from gmsc_desktop.models.settle import settle
from gmsc_desktop.text import _

_REFERENCES = references()


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: new change sets and rows, fields with two values now, records kept against a deletion."""

    changes: int
    ops: int
    conflicts: int
    ghosts: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values that nobody has seen together; ``shown`` is the one in the plan's table."""

    record: str
    table: str
    key: str
    values: tuple[Value, ...]
    shown: Value


class HistoryProblem(UserFacingError):
    """A foreign history does not fit together; nothing was taken over."""


def export_history(raw: sqlite3.Connection) -> HistoryExport:
    """All authors and change sets of a file, parents before children; the open row must have been closed."""
    authors = tuple(AuthorRow(*row) for row in raw.execute("SELECT id,name,device FROM author ORDER BY n"))
    refs: dict[int, Ref] = {
        n: (change, i) for n, change, i in raw.execute("SELECT o.n,c.id,o.i FROM op o JOIN change c ON c.n=o.change")
    }
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
        "SELECT c.n,c.id,c.label,c.kind,a.id,c.at,c.source FROM change c "
        "LEFT JOIN author a ON a.n=c.author ORDER BY c.n"
    )
    return HistoryExport(authors, tuple(ChangeSet(*rest, tuple(ops.get(n, ()))) for n, *rest in changes))  # type: ignore[call-arg]


def merge(history: History, foreign: HistoryExport) -> Merged:
    """Take over every change set that is not here yet, inside an open change of kind ``merge``.

    Raises ``HistoryProblem`` when a parent is named that is neither in the package nor here: all or nothing.
    """
    raw = history.raw
    known = {row[0] for row in raw.execute("SELECT id FROM change")}
    new = [change for change in foreign.changes if change.id not in known]
    marks_before = _remember(raw)
    authors = _take_authors(raw, foreign.authors)
    touched, count = _Importer(history, authors).take(new)
    low = marks_before[1]
    _same_places(raw, low)
    raw.execute("UPDATE op SET head=0 WHERE n IN (SELECT prev FROM op WHERE n>?)", (low,))
    raw.execute(
        "UPDATE op SET head=0 WHERE n IN (SELECT p.parent FROM op_parent p JOIN op o ON o.n=p.op "
        "JOIN op q ON q.n=p.parent WHERE o.n>? AND o.field=q.field AND o.record=q.record)",
        (low,),
    )
    history.open_row = None
    history.ghosts = settle(raw, touched)
    return Merged(len(new), count, len(conflicts(raw)), len(history.ghosts))


def _remember(raw: sqlite3.Connection) -> tuple[int, int]:
    change, op = raw.execute(
        "SELECT (SELECT coalesce(max(n),0) FROM change),(SELECT coalesce(max(n),0) FROM op)"
    ).fetchone()
    raw.execute("DELETE FROM local WHERE key='last_merge'")
    raw.execute("INSERT INTO local(key,value) VALUES('last_merge',?)", (f"{change} {op}",))
    return int(change), int(op)


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
        n = int(raw.execute("SELECT coalesce(max(n),0) FROM op").fetchone()[0])
        change_n = int(raw.execute("SELECT coalesce(max(n),0) FROM change").fetchone()[0])
        rows: list[tuple[object, ...]] = []
        for change in changes:
            for op in change.ops:
                n += 1
                if (change.id, op.i) in refs:
                    raise broken_history()
                refs[(change.id, op.i)] = n
        parents: list[tuple[int, int]] = []
        for change in changes:
            change_n += 1
            author = self.authors.get(change.author) if change.author else None
            raw.execute(
                "INSERT INTO change(n,id,label,kind,author,at,source) VALUES(?,?,?,?,?,?,?)",
                (change_n, change.id, change.label, change.kind, author, change.at, change.source),
            )
            for op in change.ops:
                own = refs[(change.id, op.i)]
                prev = self._look(refs, op.prev) if op.prev is not None else None
                field_n = self.history.field_number(op.key)
                rows.append((own, change_n, op.i, records[op.record], field_n, op.value, prev, 1))
                parents.extend((own, self._look(refs, parent)) for parent in op.parents)
        raw.execute("PRAGMA defer_foreign_keys=ON")
        raw.executemany("INSERT INTO op(n,change,i,record,field,value,prev,head) VALUES(?,?,?,?,?,?,?,?)", rows)
        raw.executemany("INSERT INTO op_parent(op,parent) VALUES(?,?)", parents)
        return {records[op.record] for change in changes for op in change.ops}, len(rows)

    def _known_refs(self, changes: list[ChangeSet]) -> dict[Ref, int]:
        own = {change.id for change in changes}
        wanted = {
            ref
            for c in changes
            for op in c.ops
            for ref in (op.prev, *op.parents)
            if ref is not None and ref[0] not in own
        }
        query = "SELECT o.n FROM op o JOIN change c ON c.n=o.change WHERE c.id=? AND o.i=?"
        found = ((ref, self.history.raw.execute(query, ref).fetchone()) for ref in wanted)
        return {ref: int(row[0]) for ref, row in found if row is not None}

    def _records(self, changes: list[ChangeSet]) -> dict[str, int]:
        raw = self.history.raw
        pairs = {(op.record, op.table) for change in changes for op in change.ops}
        raw.executemany("INSERT INTO record(id,tbl) VALUES(?,?) ON CONFLICT(id) DO NOTHING", sorted(pairs))
        found: dict[str, int] = {}
        for rid, table in pairs:
            n, here = raw.execute("SELECT n,tbl FROM record WHERE id=?", (rid,)).fetchone()
            if here != table:
                raise broken_history()
            found[rid] = int(n)
        return found

    def _look(self, refs: dict[Ref, int], ref: Ref) -> int:
        if ref not in refs:
            raise broken_history()
        return refs[ref]


def can_unmerge(raw: sqlite3.Connection) -> bool:
    """Whether the last merge can still be taken out: nothing of one's own was written since."""
    row = raw.execute("SELECT value FROM local WHERE key='last_merge'").fetchone()
    return row is not None


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
    low_change, low = (int(part) for part in row[0].split())
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
    raw.execute("DELETE FROM local WHERE key='last_merge'")
    _regain_heads(raw, parents)
    _drop_unknown(raw, touched)
    history.open_row = None
    history.ghosts = settle(raw, {r for r in touched if _has_ops(raw, r)})
    return count


def _has_ops(raw: sqlite3.Connection, record: int) -> bool:
    return raw.execute("SELECT 1 FROM op WHERE record=?", (record,)).fetchone() is not None


def _regain_heads(raw: sqlite3.Connection, parents: list[int]) -> None:
    raw.executemany(
        "UPDATE op SET head=1 WHERE n=? AND NOT EXISTS(SELECT 1 FROM op q WHERE q.prev=op.n AND q.record=op.record"
        " AND q.field=op.field) AND NOT EXISTS(SELECT 1 FROM op_parent z JOIN op q ON q.n=z.op WHERE z.parent=op.n"
        " AND q.record=op.record AND q.field=op.field)",
        [(parent,) for parent in parents],
    )


def _drop_unknown(raw: sqlite3.Connection, touched: set[int]) -> None:
    for record in touched:
        if not _has_ops(raw, record):
            rid, table = raw.execute("SELECT id,tbl FROM record WHERE n=?", (record,)).fetchone()
            if table in COLUMNS:
                raw.execute(f"DELETE FROM {table} WHERE id=?", (rid,))


def conflicts(raw: sqlite3.Connection) -> list[Conflict]:
    """Every field with two or more different values, in a fixed order."""
    query = (
        "SELECT r.id,r.tbl,f.key,o.record,o.field FROM op o JOIN record r ON r.n=o.record JOIN field f ON f.n=o.field "
        "WHERE o.head=1 GROUP BY o.record,o.field HAVING count(*)>1 ORDER BY r.id,f.key"
    )
    found: list[Conflict] = []
    for rid, table, key, record, field_n in raw.execute(query).fetchall():
        heads = raw.execute(
            "SELECT o.value FROM op o JOIN change c ON c.n=o.change WHERE o.record=? AND o.field=? AND o.head=1 "
            "ORDER BY c.id,o.i",
            (record, field_n),
        ).fetchall()
        values = tuple(dict.fromkeys(row[0] for row in heads))
        if len(values) > 1:
            found.append(Conflict(rid, table, key, values, heads[0][0]))
    return found


def decide(history: History, record_id: str, key: str, value: Value, label: str) -> None:
    """A person chose the value of a field with several heads: one row that names them all, inside an open change."""
    raw = history.raw
    table, column = PLACES[key]
    record, field_n = (
        raw.execute("SELECT n FROM record WHERE id=?", (record_id,)).fetchone()[0],
        history.field_number(key),
    )
    heads = [
        row[0]
        for row in raw.execute(
            "SELECT n FROM op WHERE record=? AND field=? AND head=1 ORDER BY n", (record, field_n)
        ).fetchall()
    ]
    change = history.new_change(label, "decide", None)
    cursor = raw.execute(
        "INSERT INTO op(change,i,record,field,value,prev,head) VALUES(?,1,?,?,?,?,1)",
        (change, record, field_n, value, heads[0] if heads else None),
    )
    raw.executemany("INSERT INTO op_parent(op,parent) VALUES(?,?)", [(cursor.lastrowid, head) for head in heads[1:]])
    raw.executemany("UPDATE op SET head=0 WHERE n=?", [(head,) for head in heads])
    raw.execute(f"UPDATE {table} SET {column}=? WHERE id=?", (value, record_id))
    history.open_row = None
    history.ghosts = settle(raw, {int(record)})
