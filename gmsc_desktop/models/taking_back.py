"""Undo without a window: takes the newest change set back through the lasting history."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

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
    with document.reading():
        if can_unmerge(document.raw):
            return UndoResult(_("Gabungkan salinan kerja"), document.unmerge(_("Urungkan gabungan")), ())
        newest = _newest(document.raw)
        if newest is None:
            return None
        step = _as_it_is(step_of(document.raw, newest.number), newest)
        if any(entry.table == "plan" and not entry.existed for entry in step):
            return None  # the plan's own beginning is not a change of it
    document.close_open_row()
    with document.change(newest.label, kind="undo"):
        done, left = apply_back(document.raw, step)
    return UndoResult(newest.label, done, left)


@dataclass
class _Newest:
    """A change set that is not taken back; ``typed`` has the value that undone typing left of it."""

    number: int
    label: str
    typed: tuple[Value] | None = None


def _newest(raw: sqlite3.Connection) -> _Newest | None:
    """The change set to take back: each undo on the way stands for one that it took back, or for a part of its typing.

    An open window keeps several steps of what is one change set here: the typing in one field.
    """
    standing: list[_Newest] = []
    for number, label, kind in raw.execute("SELECT n,label,kind FROM change WHERE n>? ORDER BY n", (barrier(raw),)):
        if kind != "undo":
            standing.append(_Newest(int(number), str(label)))
        elif standing:
            typed = _typing_left(raw, int(number), standing[-1].number)
            if typed is None:
                standing.pop()
            else:
                standing[-1].typed = typed
    return standing[-1] if standing else None


def _typing_left(raw: sqlite3.Connection, undo: int, change: int) -> tuple[Value] | None:
    """Where an undo set the one value of a change to something else than what stood there before it."""
    query = (
        "SELECT o.record,o.field,o.value,p.value FROM op o LEFT JOIN op p ON p.n=o.prev "
        "JOIN field f ON f.n=o.field WHERE o.change=? AND f.key NOT LIKE '%.*' LIMIT 2"
    )
    now, then = raw.execute(query, (undo,)).fetchall(), raw.execute(query, (change,)).fetchall()
    if len(now) != 1 or len(then) != 1 or now[0][:2] != then[0][:2] or now[0][2] == then[0][3]:
        return None
    return (now[0][2],)


def _as_it_is(step: Step, newest: _Newest) -> Step:
    """The step of a change whose typing was partly taken back: it left what the undo left."""
    if newest.typed is None:
        return step
    (entry,) = step
    ((column, (before, _after)),) = entry.columns.items()
    return [Entry(entry.table, entry.id, True, True, {column: (before, newest.typed[0])})]


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
    return [
        _entry(raw, change, table, rid, existence.get((table, rid)), changed)
        for (table, rid), changed in columns.items()
    ]


def _entry(
    raw: sqlite3.Connection,
    change: int,
    table: str,
    rid: str,
    existence: tuple[bool, bool] | None,
    changed: dict[str, tuple[Value, Value]],
) -> Entry:
    existed, exists = existence or (True, True)
    if existed and exists:
        return Entry(table, rid, True, True, changed)
    if exists:  # a record that was there before: what it was given again is not written a second time
        values = _values(raw, rid, "o.change<?", change)
        return Entry(
            table, rid, False, True, {c: (None, changed.get(c, (None, values.get(c)))[1]) for c in COLUMNS[table]}
        )
    values = _values(raw, rid, "o.head=?", 1)
    return Entry(table, rid, True, False, {c: (values.get(c), None) for c in COLUMNS[table]})


def _values(raw: sqlite3.Connection, rid: str, which: str, bound: int) -> dict[str, Value]:
    """The newest value of each column of a record, among some of its rows."""
    rows = raw.execute(
        "SELECT f.key,o.value FROM op o JOIN record r ON r.n=o.record JOIN field f ON f.n=o.field "
        f"WHERE r.id=? AND {which} ORDER BY o.n",
        (rid, bound),
    ).fetchall()
    return {PLACES[key][1]: value for key, value in rows if key in PLACES}
