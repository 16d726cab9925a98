"""What a plan has beside its history, as a backup carries it: contacts, unread texts, what left, and its numbers.

Nothing of this is merged, and a team copy or submission has none of it. Going back to a backup brings its contacts and
unread texts; of what left, everything that either side knows stays known, so that no number is given twice.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.outgoing import Numbers, Outgoing, list_outgoing, raise_numbers, read_numbers, record
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

__all__ = ["Beside", "ContactRow", "DraftRow", "Numbers", "Outgoing", "carries_words", "carry_over", "put", "read"]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact of a person: office phone or office mail."""

    person_id: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A typed text that its field could not read yet."""

    record_table: str
    record_id: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """``outgoing`` is newest first; ``left_out`` counts its oldest entries that a file had no room for."""

    contacts: tuple[ContactRow, ...] = ()
    drafts: tuple[DraftRow, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    numbers: Numbers = field(default_factory=Numbers)
    left_out: int = 0

    @property
    def persons(self) -> int:
        """How many persons have contacts."""
        return len({one.person_id for one in self.contacts})


def carries_words(beside: Beside | None) -> str:
    """What a backup brings back beside the plan and its history; None is of one that was made without it."""
    if beside is None:
        return _("Tanpa kontak kantor dan daftar yang sudah keluar; yang ada di komputer ini tetap.")
    told = (
        (beside.persons, _("kontak kantor {count} orang")),
        (len(beside.outgoing), _("{count} catatan tentang yang sudah keluar")),
        (len(beside.drafts), _("{count} isian yang belum terbaca")),
    )
    parts = [words.format(count=count) for count, words in told if count]
    if not parts:
        return _("Di dalamnya belum ada kontak kantor dan catatan tentang yang sudah keluar.")
    return _("Ikut kembali: {parts}.").format(parts=", ".join(parts))


def read(raw: sqlite3.Connection, itself: Outgoing | None = None) -> Beside:
    """What a plan has; ``itself`` is the backup for which it is read, which is listed among what left."""
    query = (
        "SELECT person_id,kind,value FROM contact WHERE person_id IN (SELECT id FROM person) ORDER BY person_id,kind"
    )
    contacts = tuple(ContactRow(*row) for row in raw.execute(query))
    query = "SELECT record_table,record_id,field,text FROM draft ORDER BY record_table,record_id,field"
    drafts = tuple(DraftRow(*row) for row in raw.execute(query))
    left = [one for one in list_outgoing(raw) if itself is None or one.id != itself.id]
    return Beside(contacts, drafts, (*([itself] if itself else []), *left), read_numbers(raw))


def put(db: Connection, beside: Beside) -> None:
    """Give a plan what its backup carried, inside a change: contacts and unread texts become those of the backup."""
    raw = db.raw
    raw.execute("DELETE FROM contact")
    raw.execute("DELETE FROM draft")
    contacts = (
        (derived_id("contact", one.person_id, one.kind), one.person_id, one.kind, one.value) for one in beside.contacts
    )
    raw.executemany("INSERT INTO contact(id,person_id,kind,value) VALUES(?,?,?,?)", contacts)
    drafts = (
        (
            derived_id("draft", one.record_id, one.record_table, one.field),
            one.record_table,
            one.record_id,
            one.field,
            one.text,
        )
        for one in beside.drafts
    )
    raw.executemany("INSERT INTO draft(id,record_table,record_id,field,text) VALUES(?,?,?,?,?)", drafts)
    _add_what_left(db, beside)


def carry_over(db: Connection, now: Beside, *, contacts: bool) -> None:
    """Give a restored plan, inside a change, what the state that it replaces knows of what left.

    ``contacts``: what is restored carries none of its own, so those of now stay, of the persons who are in it.
    """
    _add_what_left(db, now)
    if contacts:
        here = {row[0] for row in db.raw.execute("SELECT id FROM person")}
        kept = [one for one in now.contacts if one.person_id in here]
        rows = [(derived_id("contact", one.person_id, one.kind), one.person_id, one.kind, one.value) for one in kept]
        db.raw.executemany("INSERT OR REPLACE INTO contact(id,person_id,kind,value) VALUES(?,?,?,?)", rows)


def _add_what_left(db: Connection, beside: Beside) -> None:
    known = {row[0] for row in db.raw.execute("SELECT id FROM outgoing")}
    for one in beside.outgoing:
        if one.id not in known:
            record(db, one)
    raise_numbers(db, beside.numbers)
