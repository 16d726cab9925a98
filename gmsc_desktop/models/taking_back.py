"""Undo without a window: takes the newest change set back through the lasting history."""

from __future__ import annotations

import sqlite3

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.history import COLUMNS, PLACES, Entry, Step
from gmsc_desktop.models.merge import barrier, can_unmerge
from gmsc_desktop.models.undo import UndoResult, apply_back
from gmsc_desktop.text import _


def undo_newest(document: Document) -> UndoResult | None:
    """Take back the newest change set that is not taken back yet; None where there is none.

    A merge after which nothing was written is taken out as a whole, and behind a later one undo does not go: as a new
    change it would take a colleague's work back on her computer too. Any other change set is set back where the present
    still is what it left, and the rest is told.
    """
    with document.read():
        if can_unmerge(document.raw):
            return UndoResult(_("Gabungkan salinan kerja"), document.unmerge(_("Urungkan gabungan")), ())
        found = _newest(document.raw)
        if found is None:
            return None
        number, label = found
        step = step_of(document.raw, number)
        if any(entry.table == "plan" and not entry.existed for entry in step):
            return None  # the plan's own beginning is not a change of it
    document.close_open_row()
    with document.change(label, kind="undo"):
        done, left = apply_back(document.raw, step)
    return UndoResult(label, done, left)


def _newest(raw: sqlite3.Connection) -> tuple[int, str] | None:
    """Number and label of the change set to take back: each undo on the way stands for one that it took back."""
    skip = 0
    query = "SELECT n,label,kind FROM change WHERE n>? ORDER BY n DESC"
    for number, label, kind in raw.execute(query, (barrier(raw),)):
        if kind == "undo":
            skip += 1
        elif skip:
            skip -= 1
        else:
            return int(number), str(label)
    return None


def step_of(raw: sqlite3.Connection, change: int) -> Step:
    """A change set as the step that it was: what each record was before and after."""
    rows = raw.execute(
        "SELECT o.record,r.id,r.tbl,f.key,o.value,p.value FROM op o JOIN record r ON r.n=o.record "
        "JOIN field f ON f.n=o.field LEFT JOIN op p ON p.n=o.prev WHERE o.change=? ORDER BY o.i",
        (change,),
    ).fetchall()
    existence: dict[tuple[str, str], tuple[bool, bool]] = {}
    columns: dict[tuple[str, str], dict[str, tuple[Value, Value]]] = {}
    for _record, rid, table, key, value, before in rows:
        if table not in COLUMNS:
            continue
        place = columns.setdefault((table, rid), {})
        if key.endswith(".*"):
            existence[(table, rid)] = (bool(before), bool(value))
        elif key in PLACES:
            place[PLACES[key][1]] = (before, value)
    return [_entry(raw, table, rid, existence.get((table, rid)), changed) for (table, rid), changed in columns.items()]


def _entry(
    raw: sqlite3.Connection,
    table: str,
    rid: str,
    existence: tuple[bool, bool] | None,
    changed: dict[str, tuple[Value, Value]],
) -> Entry:
    existed, exists = existence or (True, True)
    if existed and exists:
        return Entry(table, rid, True, True, changed)
    if exists:
        return Entry(table, rid, False, True, {c: (None, changed.get(c, (None, None))[1]) for c in COLUMNS[table]})
    heads = raw.execute(
        "SELECT f.key,o.value FROM op o JOIN record r ON r.n=o.record JOIN field f ON f.n=o.field "
        "WHERE r.id=? AND o.head=1 ORDER BY o.n",
        (rid,),
    ).fetchall()
    values = {PLACES[key][1]: value for key, value in heads if key in PLACES}
    return Entry(table, rid, True, False, {c: (values.get(c), None) for c in COLUMNS[table]})
