"""Offices and their successors, legal documents, bodies with their members and meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing, plan
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checked import Given, checked, in_order, need
from gmsc_desktop.models.checks.agencies import are_one
from gmsc_desktop.models.checks.wording import day
from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.figures import REJECTED, span
from gmsc_desktop.models.reading import find, name_of, one, where
from gmsc_desktop.models.records import (
    ActionStep,
    Agency,
    AgencySuccession,
    Body,
    BodyMember,
    Initiative,
    Person,
    ProgressEntry,
    ProgressYear,
)
from gmsc_desktop.models.snapshot import Snapshot, make_record
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

WORKING_GROUP = "pokja"
DONE, GIVEN_UP = "terlaksana", ("dihentikan", "dialihkan")


# -- offices


def add_agency(db: Connection, name: str, record_id: str | None = None, **values: Given) -> str:
    """Record an office; ``values`` by column: code, short_name, affairs, head, valid_from, valid_to.

    ``record_id`` is the id that it gets where others name it before it is there. One that is there already is not
    recorded again: capitals and spaces do not make another name.
    """
    _validity_in_order(values)
    made = checked(db, "agency", {"name": name, **values})
    _not_there_yet(db, "", made)
    return editing.add(db, "agency", made, record_id)


def rename_agency(db: Connection, agency_id: str, name: str) -> None:
    """Give an office another name, which no other office of its time has."""
    present = one(db, Agency, agency_id)
    made = checked(db, "agency", {"name": name, "valid_from": present.valid_from, "valid_to": present.valid_to})
    _not_there_yet(db, agency_id, made)
    editing.change(db, "agency", agency_id, {"name": name})


def _not_there_yet(db: Connection, agency_id: str, made: Mapping[str, Value]) -> None:
    spec = BY_NAME["agency"]
    wanted = make_record(spec, agency_id, [made.get(column) for column in spec.columns])
    assert isinstance(wanted, Agency)
    for row in where(db, Agency):
        if row.id != agency_id and are_one(wanted, row):
            raise UserFacingError(
                _("OPD “{name}” sudah tercatat ({id}).").format(name=name_of(db, row), id=row.id[:8]),
                _("Pakai yang sudah ada. Bila ini OPD baru bernama sama, akhiri dahulu masa berlaku yang lama.")
                if not row.valid_to
                else _("Pakai yang sudah ada, atau isi tanggal mulai berlaku OPD baru sesudah {end}.").format(
                    end=day(row.valid_to)
                ),
            )


def delete_agency(db: Connection, agency_id: str) -> None:
    """Delete an office that nothing in the plan names; one that is named stays, for what it did and does."""
    agency = one(db, Agency, agency_id)
    named = _named_by(db, agency_id)
    if named:
        listed = ", ".join(BY_NAME[table].counted(count) for table, count in named.items())
        raise UserFacingError(
            _("{agency} masih disebut di {count} catatan ({listed}), jadi tidak dihapus.").format(
                agency=name_of(db, agency), count=sum(named.values()), listed=listed
            ),
            _("Isi akhir masa berlakunya bila OPD ini sudah tidak ada; bila salah catat, ganti dahulu OPD di sana."),
        )
    editing.delete(db, "agency", agency_id)


def _named_by(db: Connection, agency_id: str) -> dict[str, int]:
    """How many records of which tables name an office."""
    found: dict[str, int] = {}
    for spec in TABLES:
        columns = [field.column for field in spec.fields if field.target == "agency"]
        tests = " OR ".join(f"{column}=?" for column in columns)
        if tests:
            query = f"SELECT count(*) FROM {spec.name} WHERE {tests}"
            count = db.exec_driver_sql(query, (agency_id,) * len(columns)).scalar_one()
            found |= {spec.name: count} if count else {}
    return found


def _validity_in_order(values: dict[str, Given]) -> None:
    first, last = values.get("valid_from"), values.get("valid_to")
    sentence = _("Masa berlaku berakhir ({end}) sebelum dimulai ({start}).").format(start=_day(first), end=_day(last))
    in_order(first, last, sentence)


def _day(value: Given) -> str:
    return format_date(value) if isinstance(value, date) else day(str(value or ""))


def succeed(db: Connection, agency_id: str, successor_id: str, on: date, basis: str) -> list[str]:
    """From the day ``on``, the successor takes over: the ids of the open initiatives that moved to it.

    The old office is valid to the day before. What is finished, given up or rejected stays with it, and so do the
    years before: they name it themselves from now on (``agency_in_year``). Unfinished steps move with the initiative.
    """
    old, new = one(db, Agency, agency_id), one(db, Agency, successor_id)
    _can_succeed(db, old, new, on)
    editing.change(db, "agency", old.id, {"valid_to": on - timedelta(days=1)})
    editing.assign(
        db, "agency_succession", {"agency_id": old.id, "successor_id": new.id}, {"dated": on, "basis": basis}
    )
    moved = [row for row in where(db, Initiative, agency_id=old.id) if _is_open(db, row, on)]
    for initiative in moved:
        _keep_old_name(db, initiative, old.id, on)
        editing.change(db, "initiative", initiative.id, {"agency_id": new.id})
        _move_steps(db, initiative.id, old.id, new.id, on)
    return [initiative.id for initiative in moved]


def _can_succeed(db: Connection, old: Agency, new: Agency, on: date) -> None:
    names = {"old": name_of(db, old), "new": name_of(db, new), "date": format_date(on)}
    choose = _("Pilih OPD penerus yang lain, atau periksa tanggalnya.")
    if old.id == new.id:
        raise UserFacingError(_("{old} tidak dapat menjadi penerus dirinya sendiri.").format(**names), choose)
    if old.id in _successors(db, new.id):
        raise UserFacingError(
            _(
                "{new} sudah tercatat berakhir dan diteruskan oleh {old}, sehingga tidak dapat menjadi penerusnya."
            ).format(**names),
            choose,
        )
    links = where(db, AgencySuccession, agency_id=old.id)
    if any(link.successor_id == new.id for link in links):
        raise UserFacingError(_("{new} sudah tercatat sebagai penerus {old}.").format(**names), choose)
    if any(link.dated and link.dated != on.isoformat() for link in links):
        raise UserFacingError(
            _("{old} sudah diteruskan OPD lain sejak {earlier}.").format(earlier=day(links[0].dated), **names),
            _("Pakai tanggal yang sama bila tugasnya dibagi kepada beberapa OPD."),
        )
    if old.valid_from and old.valid_from >= on.isoformat():
        raise UserFacingError(
            _("{old} baru berlaku sejak {start}, sehingga tidak dapat berakhir sebelum {date}.").format(
                start=day(old.valid_from), **names
            ),
            choose,
        )
    if new.valid_to and new.valid_to < on.isoformat():
        raise UserFacingError(
            _("{new} hanya berlaku sampai {end}, sebelum {date}.").format(end=day(new.valid_to), **names), choose
        )
    if new.valid_from and new.valid_from > on.isoformat():
        raise UserFacingError(
            _("{new} baru berlaku sejak {start}, sesudah {date}.").format(start=day(new.valid_from), **names), choose
        )


def _successors(db: Connection, agency_id: str) -> set[str]:
    """Every office that follows this one, at however many removes."""
    found: set[str] = set()
    waiting = [agency_id]
    while waiting:
        links = where(db, AgencySuccession, agency_id=waiting.pop())
        fresh = [link.successor_id for link in links if link.successor_id not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _is_open(db: Connection, initiative: Initiative, on: date) -> bool:
    """Whether there is still something to do from the day ``on``.

    Not where the last year lies before it; not where the newest status of that day says that the initiative was given
    up, or that it is done in its last year.
    """
    end = span(initiative)[1]
    if initiative.state == REJECTED or (end is not None and end < on.year):
        return False
    told = [row for row in where(db, ProgressYear, initiative_id=initiative.id) if row.status and _told_by(row, on)]
    if not told:
        return True
    newest = told[-1]
    return newest.status not in GIVEN_UP and not (newest.status == DONE and end is not None and newest.year >= end)


def _told_by(row: ProgressYear, on: date) -> bool:
    return row.year < on.year or (row.year == on.year and row.status_on < on.isoformat())


def _keep_old_name(db: Connection, initiative: Initiative, old_id: str, on: date) -> None:
    """Years that are over, closed, or told as over before the day name the old office; so does the last past year."""
    rows = {row.year: row for row in where(db, ProgressYear, initiative_id=initiative.id)}
    entries = {row.year for row in where(db, ProgressEntry, initiative_id=initiative.id) if row.year is not None}
    years = {year for year in {*rows, *entries} if year < on.year or plan.is_closed(db, year)}
    years |= {year for year, row in rows.items() if row.status == DONE and "" < row.status_on < on.isoformat()}
    start = span(initiative)[0]
    if start is not None and start < on.year:
        years.add(on.year - 1)
    for year in sorted(years):
        if year not in rows or not rows[year].agency_id:
            keys: dict[str, Given] = {"initiative_id": initiative.id, "year": year}
            editing.assign(db, "progress_year", keys, {"agency_id": old_id})


def _move_steps(db: Connection, initiative_id: str, old_id: str, new_id: str, on: date) -> None:
    month = on.isoformat()[:7]
    for step in where(db, ActionStep, initiative_id=initiative_id, agency_id=old_id):
        last = step.end_month or step.start_month
        if not last or last >= month:
            editing.change(db, "action_step", step.id, {"agency_id": new_id})


def agency_in_year(source: Connection | Snapshot, initiative_id: str, year: int) -> str:
    """The id of the office that was responsible in a year: as the year's row names it, "" where there is none.

    A year without a row of its own belongs to the office that the nearest later year names, else to the present one.
    """
    if isinstance(source, Snapshot):
        initiative = source.get(Initiative, initiative_id)
        years: Iterable[ProgressYear] = source.where(ProgressYear, "initiative_id", initiative_id)
    else:
        initiative = find(source, Initiative, initiative_id)
        years = where(source, ProgressYear, initiative_id=initiative_id)
    responsible = initiative.agency_id if initiative is not None else ""
    rows = sorted(years, key=lambda row: row.year)
    for row in rows:
        if row.year == year:
            return row.agency_id or responsible
    return next((row.agency_id for row in rows if row.year > year and row.agency_id), responsible)


# -- legal documents, bodies, members, meetings


def add_legal_document(db: Connection, kind: str, **values: Given) -> str:
    """Record an agreement, decree or regulation; ``values`` by column: number, dated, title, signatory, status …"""
    _validity_in_order(values)
    return editing.add(db, "legal_document", {"kind": kind, **values})


def add_body(db: Connection, kind: str, **values: Given) -> str:
    """Record a Dewan, Tim, Forum …; ``values`` by column: name, dimension (of a pokja alone), decree_id, duties …"""
    if values.get("dimension") and kind != WORKING_GROUP:
        raise UserFacingError(
            _("Hanya pokja yang dibentuk untuk satu dimensi."),
            _("Kosongkan dimensinya, atau pilih jenis lembaga Pokja."),
        )
    return editing.add(db, "body", {"kind": kind, **values})


def add_member(
    db: Connection,
    body_id: str,
    *,
    name: str = "",
    post: str = "",
    organisation: str = "",
    agency_id: str | None = None,
    element: str | None = None,
    role: str = "",
) -> str:
    """Take a person into a body, by name or by post; the membership's id. One and the same person is recorded once."""
    body = one(db, Body, body_id)
    need(name or post, _("Anggota lembaga perlu nama atau jabatan."), _("Isi salah satunya."))
    values: dict[str, Given] = {"name": name, "post": post, "organisation": organisation, "agency_id": agency_id}
    person_id = _same_person(where(db, Person), values) or editing.add(db, "person", values)
    if any(member.role == role for member in where(db, BodyMember, body_id=body_id, person_id=person_id)):
        raise UserFacingError(
            _("{person} sudah tercatat sebagai anggota {body} dengan kedudukan yang sama.").format(
                person=name or post, body=name_of(db, body)
            ),
            _("Ubah kedudukannya bila orang ini merangkap."),
        )
    member: dict[str, Given] = {"body_id": body_id, "person_id": person_id, "element": element, "role": role}
    return editing.add(db, "body_member", member)


def _same_person(people: Sequence[Person], values: dict[str, Given]) -> str | None:
    wanted = {column: " ".join(str(value or "").split()) for column, value in values.items()}
    return next((p.id for p in people if all(getattr(p, column) == value for column, value in wanted.items())), None)


def add_meeting(db: Connection, body_id: str, held_on: date, subject: str, **values: Given) -> str:
    """Record a meeting of a body; ``values`` by column: participants, minutes, decisions."""
    subject = need(subject, _("Pokok bahasan rapat masih kosong."), _("Isi pokok bahasannya."))
    return editing.add(db, "meeting", {"body_id": body_id, "held_on": held_on, "subject": subject, **values})
