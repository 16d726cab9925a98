"""What two people changed apart, and what a person decides about it. See docs/architecture.md, appendix."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.history import COLUMNS, PLACES, History
from gmsc_desktop.models.settle import kept, settle, shown_value
from gmsc_desktop.text import _


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values that nobody has seen together; ``shown`` is the one in the plan's table.

    The key ``table.*`` is the record's existence: one person deleted it (0), another kept or changed it (1).
    """

    record: str
    table: str
    key: str
    values: tuple[Value, ...]
    shown: Value


def conflicts(raw: sqlite3.Connection) -> list[Conflict]:
    """Every field with two or more different values of the plan's records, in a fixed order.

    Fields that only a newer format knows are left to who knows them; a record that is gone asks nothing.
    """
    query = (
        "SELECT r.id,r.tbl,f.key,o.record,o.field FROM op o JOIN record r ON r.n=o.record JOIN field f ON f.n=o.field "
        "WHERE o.head=1 GROUP BY o.record,o.field HAVING count(*)>1"
    )
    found: list[Conflict] = []
    for rid, table, key, record, field_n in raw.execute(query).fetchall():
        if PLACES.get(key, ("", ""))[0] == table and _is_there(raw, table, rid):
            heads = _heads_at(raw, record, field_n)
            values = tuple(dict.fromkeys(value for _n, value in heads))
            if len(values) > 1:
                found.append(Conflict(rid, table, key, values, shown_value(raw, heads)))
    for table, rows in kept(raw).items():
        found.extend(Conflict(rid, table, f"{table}.*", (1, 0), 1) for rid, _n, living in rows if living)
    return sorted(found, key=lambda conflict: (conflict.record, conflict.key))


def _is_there(raw: sqlite3.Connection, table: str, rid: str) -> bool:
    return raw.execute(f"SELECT 1 FROM {table} WHERE id=?", (rid,)).fetchone() is not None


def _heads_at(raw: sqlite3.Connection, record: int, field_n: int) -> list[tuple[int, Value]]:
    query = (
        "SELECT o.n,o.value FROM op o JOIN change c ON c.n=o.change WHERE o.record=? AND o.field=? AND o.head=1 "
        "ORDER BY c.id,o.i"
    )
    return raw.execute(query, (record, field_n)).fetchall()


def decide(history: History, record_id: str, key: str, value: Value, label: str) -> None:
    """A person chose the value of a field with several heads: one row that names them all, inside an open change.

    For ``table.*`` the value is 1 (it stays) or 0 (it goes, unless something still points at it). ``UserFacingError``
    where the record is gone or only a newer format knows the field.
    """
    raw = history.raw
    row = raw.execute("SELECT n,tbl FROM record WHERE id=?", (record_id,)).fetchone()
    if row is None or row[1] not in COLUMNS or not _is_there(raw, row[1], record_id):
        raise UserFacingError(
            _("Catatan ini sudah tidak ada di rencana. Tidak ada yang berubah."),
            _("Muat ulang daftarnya, lalu pilih yang masih ada."),
        )
    record, table = int(row[0]), str(row[1])
    existence = key == f"{table}.*"
    if not existence and PLACES.get(key, ("", ""))[0] != table:
        raise UserFacingError(
            _("Isian ini berasal dari GMSC Desktop yang lebih baru. Tidak ada yang berubah."),
            _("Perbarui aplikasi di komputer ini, lalu putuskan di sana."),
        )
    _write(history, record, key, int(bool(value)) if existence else value, label)
    if not existence:
        raw.execute(f"UPDATE {table} SET {PLACES[key][1]}=? WHERE id=?", (value, record_id))
    history.open_row = None
    history.ghosts = settle(raw, {record})


def _write(history: History, record: int, key: str, value: Value, label: str) -> None:
    raw, field_n = history.raw, history.field_number(key)
    heads = [n for n, _value in _heads_at(raw, record, field_n)]
    change = history.new_change(label, "decide", None)
    cursor = raw.execute(
        "INSERT INTO op(change,i,record,field,value,prev,head) VALUES(?,1,?,?,?,?,1)",
        (change, record, field_n, value, heads[0] if heads else None),
    )
    parents = heads[1:]
    if key.endswith(".*") and not value:  # a deletion names what it saw
        query = "SELECT n FROM op WHERE record=? AND field<>? AND head=1"
        parents += [row[0] for row in raw.execute(query, (record, field_n))]
    raw.executemany("INSERT INTO op_parent(op,parent) VALUES(?,?)", [(cursor.lastrowid, parent) for parent in parents])
    raw.executemany("UPDATE op SET head=0 WHERE n=?", [(head,) for head in heads])
