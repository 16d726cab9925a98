"""Office contacts of persons: outside the history, captured for undo, in no package and no paper unless asked for.

Law 27/2022 asks for no more data on a person than the work needs: an office phone and an office mail address, one each.
Name and post are the plan's own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.reading import one
from gmsc_desktop.models.records import Person
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.values.personal import digits_of, find_personal_numbers

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

PHONE, MAIL = "telepon", "surel"
LABELS: Mapping[str, str] = {PHONE: m("Telepon kantor"), MAIL: m("Surel kantor")}
LONGEST = 120  # characters

_PHONE = re.compile(r"[+(]?[0-9][0-9 ().\-]{1,28}(?: ?(?:ext|pesawat|psw)\.? ?[0-9]{1,6})?", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_OPEN_TO_ALL = re.compile(r"@(?:gmail|yahoo|ymail|outlook|hotmail|live|icloud)\.", re.IGNORECASE)


_HEADING = re.compile(
    r"\b(telepon|telp|tlp|hp|wa|whatsapp|ponsel|seluler|surel|e-?mail|kontak|nik|ktp)\b", re.IGNORECASE
)


def are_contacts(texts: Sequence[str]) -> bool:
    """Whether the texts of one column are contacts or numbers of persons: by its heading, or by most of them."""
    if texts and _HEADING.search(texts[0]):
        return True
    digits = [_MAIL.fullmatch(text) or (_PHONE.fullmatch(text) and len(digits_of(text)) > 6) for text in texts]
    return bool(texts) and sum(map(bool, digits)) * 2 > len(texts)


@dataclass(frozen=True, slots=True)
class OfficeContact:
    """How a person is reached at the office; "" where it is not known."""

    phone: str = ""
    mail: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """What is known, for a line on paper."""
        return tuple(value for value in (self.phone, self.mail) if value)


Contacts = Mapping[str, OfficeContact]  # by the id of the person


def read_contacts(raw: sqlite3.Connection) -> dict[str, OfficeContact]:
    """The contacts of every person who is in the plan."""
    query = (
        "SELECT person_id,max(CASE kind WHEN ? THEN value END),max(CASE kind WHEN ? THEN value END) FROM contact"
        " WHERE person_id IN (SELECT id FROM person) GROUP BY person_id"
    )
    found = ((row[0], OfficeContact(row[1] or "", row[2] or "")) for row in raw.execute(query, (PHONE, MAIL)))
    return {person: contact for person, contact in found if contact.told}


def set_contact(db: Connection, person_id: str, kind: str, text: str) -> None:
    """Set, or by "" take away, one contact of a person. ``UserFacingError`` for what is no office contact."""
    one(db, Person, person_id)
    value = " ".join(text.split())
    if value:
        _hold(kind, value)
    contact_id = derived_id("contact", person_id, kind)
    if not value:
        db.exec_driver_sql("DELETE FROM contact WHERE person_id=? AND kind=?", (person_id, kind))
    elif db.exec_driver_sql("SELECT 1 FROM contact WHERE id=?", (contact_id,)).first() is None:
        query = "INSERT INTO contact(id,person_id,kind,value) VALUES(?,?,?,?)"
        db.exec_driver_sql(query, (contact_id, person_id, kind, value))
    else:
        db.exec_driver_sql("UPDATE contact SET value=? WHERE id=?", (value, contact_id))


def _hold(kind: str, value: str) -> None:
    office = _("Isi telepon kantornya, misalnya (0471) 21001, atau kosongkan.")
    mobile = kind == PHONE and digits_of(value).startswith("08")
    if mobile or find_personal_numbers(value):
        raise UserFacingError(_("Nomor ponsel pribadi dan NIK tidak dicatat di sini."), office)
    if len(value) > LONGEST:
        raise UserFacingError(_("Kontak ini lebih panjang dari {count} huruf.").format(count=LONGEST), office)
    if kind == PHONE and not _PHONE.fullmatch(value):
        raise UserFacingError(_("“{value}” bukan nomor telepon.").format(value=value), office)
    if kind == MAIL and not _MAIL.fullmatch(value):
        raise UserFacingError(
            _("“{value}” bukan alamat surel.").format(value=value),
            _("Isi surel kantornya, misalnya bappelitbangda@luwukab.go.id, atau kosongkan."),
        )


def doubt(kind: str, text: str) -> str:
    """What a person should look at again though it is taken: a mail address that may be a private one; else ""."""
    if kind == MAIL and _OPEN_TO_ALL.search(text):
        return _("Pastikan ini surel kantor. Surel pribadi tidak perlu dicatat.")
    return ""
