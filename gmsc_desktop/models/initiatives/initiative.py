"""The initiative itself: its code, years, sub-dimensions, offices, partners, horizon, service contact; its deletion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing, plan
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checked import Given, checked, in_order, need
from gmsc_desktop.models.checks.wording import years_listed
from gmsc_desktop.models.reading import name_of, one, pack_of, where
from gmsc_desktop.models.records import (
    ActionStep,
    Agency,
    Initiative,
    InitiativeAgency,
    InitiativeSubdimension,
    ProgressEntry,
    ProgressYear,
    ServiceContact,
)
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

PROPOSED, APPROVED = "usulan", "disetujui"
CONTACT_COLUMNS = ("unit", "channel", "value", "consent_by", "consent_on", "consent_how")

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SITE = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_PHONE = re.compile(r"[+(]?[0-9][0-9 ().\-]{1,18}")
_CHANNEL_SHAPES = {"surel": _MAIL, "situs": _SITE, "telepon": _PHONE, "whatsapp": _PHONE}


def add_initiative(db: Connection, title: str, dimension: str, code: str = "", **values: Given) -> str:
    """Add a programme/initiative to a dimension, with the next code of the dimension (SG-01 …) where none is given.

    Further ``values`` by column: description, agency_id, year_start, year_end, kind, form, state, output, impact …
    """
    title = need(title, _("Nama program/inisiatif masih kosong."), _("Isi namanya."))
    _years_in_order(values.get("year_start"), values.get("year_end"))
    dimension = str(checked(db, "initiative", {"dimension": dimension})["dimension"] or "")
    if not dimension:
        raise UserFacingError(_("Dimensi utama belum dipilih."), _("Pilih satu dari enam dimensi."))
    if code:
        _code_is_free(db, code)
    made = {"title": title, "dimension": dimension, "code": code or next_code(db, dimension), "state": PROPOSED}
    return editing.add(db, "initiative", {**made, **values})


def next_code(db: Connection, dimension: str) -> str:
    """The code after the highest of a dimension: SG-01, SG-02 … Numbers left by deleted initiatives stay free."""
    query = (
        "SELECT max(CAST(substr(code, ?) AS INTEGER)) FROM initiative WHERE code LIKE ?"
        " AND substr(code, ?) NOT GLOB '*[^0-9]*' AND length(ltrim(substr(code, ?), '0')) <= 6"
    )
    digits = len(dimension) + 2
    highest = db.exec_driver_sql(query, (digits, f"{dimension}-%", digits, digits)).scalar() or 0
    return f"{dimension}-{highest + 1:02d}"


def set_code(db: Connection, initiative_id: str, code: str) -> None:
    """Give an initiative another code; two initiatives never get the same."""
    if one(db, Initiative, initiative_id).code.casefold() != code.strip().casefold():
        _code_is_free(db, code)
    editing.change(db, "initiative", initiative_id, {"code": code})


def _code_is_free(db: Connection, code: str) -> None:
    wanted = " ".join(code.split()).casefold()
    for row in where(db, Initiative) if wanted else ():
        if row.code.casefold() == wanted:
            raise UserFacingError(
                _("Kode {code} sudah dipakai inisiatif “{name}”.").format(code=row.code, name=name_of(db, row)),
                _("Pakai kode lain, atau kosongkan agar diberi kode berikutnya."),
            )


def set_years(db: Connection, initiative_id: str, start: int | None, end: int | None) -> None:
    """Set the first and the last year."""
    _years_in_order(start, end)
    editing.change(db, "initiative", initiative_id, {"year_start": start, "year_end": end})


def _years_in_order(start: Given, end: Given) -> None:
    in_order(start, end, _("Tahun selesai ({end}) mendahului tahun mulai ({start}).").format(start=start, end=end))


def set_subdimensions(db: Connection, initiative_id: str, codes: Iterable[str]) -> None:
    """Set the sub-dimensions, also of other dimensions than the main one."""
    one(db, Initiative, initiative_id)
    wanted = {str(checked(db, "initiative_subdimension", {"subdimension": code})["subdimension"]) for code in codes}
    present = {row.subdimension for row in where(db, InitiativeSubdimension, initiative_id=initiative_id)}
    for code in sorted(present - wanted):
        editing.clear(db, "initiative_subdimension", {"initiative_id": initiative_id, "subdimension": code})
    for code in sorted(wanted - present):
        editing.assign(db, "initiative_subdimension", {"initiative_id": initiative_id, "subdimension": code}, {})


def set_supporting_agencies(db: Connection, initiative_id: str, roles: Mapping[str, str]) -> None:
    """Set the OPD pendukung with their roles ("" for none); the responsible office cannot support itself."""
    initiative = one(db, Initiative, initiative_id)
    if initiative.agency_id and initiative.agency_id in roles:
        agency = name_of(db, one(db, Agency, initiative.agency_id))
        raise UserFacingError(
            _("{agency} sudah menjadi OPD penanggung jawab inisiatif ini.").format(agency=agency),
            _("Pilih OPD lain sebagai pendukung."),
        )
    for row in where(db, InitiativeAgency, initiative_id=initiative_id):
        if row.agency_id not in roles:
            editing.delete(db, "initiative_agency", row.id)
    for agency_id, role in roles.items():
        keys: dict[str, Given] = {"initiative_id": initiative_id, "agency_id": agency_id}
        editing.assign(db, "initiative_agency", keys, {"role": role})


def add_partner(
    db: Connection, initiative_id: str, name: str, kind: str | None = None, contribution: str | None = None
) -> str:
    """Add a mitra with its unsur and what it contributes."""
    name = need(name, _("Nama mitra masih kosong."), _("Isi nama mitranya."))
    values: dict[str, Given] = {"name": name, "kind": kind, "contribution": contribution}
    return editing.add(db, "initiative_partner", {"initiative_id": initiative_id, **values})


def set_horizon(db: Connection, initiative_id: str, horizon: str | None, reason: str = "") -> None:
    """Choose another jangka waktu than the years give, with a reason; None lets the years decide again."""
    if horizon:
        reason = need(
            reason,
            _("Jangka waktu yang berbeda dari tahun pelaksanaannya perlu alasan."),
            _("Tulis alasannya, atau kosongkan jangka waktunya agar dihitung."),
        )
    values = {"horizon": horizon, "horizon_reason": reason if horizon else None}
    editing.change(db, "initiative", initiative_id, values)


def set_service_contact(
    db: Connection,
    initiative_id: str,
    *,
    unit: str,
    channel: str,
    value: str,
    consent_by: str,
    consent_on: date,
    consent_how: str,
) -> str:
    """Record a public contact of a service, one for each unit and channel; it is public by recorded consent alone."""
    given = hold_service_contact(
        db, unit=unit, channel=channel, value=value,
        consent_by=consent_by, consent_on=consent_on, consent_how=consent_how,
    )  # fmt: skip
    for row in where(db, ServiceContact, initiative_id=initiative_id, channel=given["channel"], unit=given["unit"]):
        editing.change(db, "service_contact", row.id, given)
        return row.id
    return editing.add(db, "service_contact", {"initiative_id": initiative_id, **given})


def hold_service_contact(
    db: Connection,
    *,
    unit: str,
    channel: str,
    value: str,
    consent_by: str,
    consent_on: date | str | None,
    consent_how: str,
) -> dict[str, Value]:
    """The contact as it is stored; refused without unit, channel or consent, or where the address does not fit."""
    need(unit, _("Unit atau jabatan kontak layanan masih kosong."), _("Isi unit atau jabatannya."))
    need(channel, _("Saluran kontak layanan belum dipilih."), _("Pilih telepon, WhatsApp, surel, atau situs."))
    need(
        consent_by if consent_on and consent_how.strip() else "",
        _("Kontak layanan hanya dicatat dengan persetujuan pemiliknya."),
        _("Isi siapa yang menyetujui, tanggalnya, dan cara persetujuannya."),
    )
    given: dict[str, Given] = {"unit": unit, "channel": channel, "value": value}
    consent: dict[str, Given] = {"consent_by": consent_by, "consent_on": consent_on, "consent_how": consent_how}
    values = checked(db, "service_contact", given | consent)
    _fits_channel(db, str(values["channel"]), str(values["value"] or ""))
    return values


def _fits_channel(db: Connection, channel: str, value: str) -> None:
    shape = _CHANNEL_SHAPES.get(channel)
    if not value or (shape is not None and not shape.fullmatch(value)):
        label = pack_of(db).label("contact_channel", channel)
        raise UserFacingError(
            _("“{value}” belum dapat dipakai sebagai {channel}.").format(value=value, channel=label),
            _("Periksa tulisannya, misalnya (0471) 21001, layanan@luwukab.go.id, atau https://luwukab.go.id."),
        )


def delete_initiative(db: Connection, initiative_id: str) -> None:
    """Delete an initiative with all that hangs on it, its steps too; evidence and RPJMD rows stay.

    What was carried out in a closed year stays as it is, so such an initiative is not deleted.
    """
    initiative = one(db, Initiative, initiative_id)
    years = {row.year for row in where(db, ProgressYear, initiative_id=initiative_id)}
    years |= {row.year for row in where(db, ProgressEntry, initiative_id=initiative_id) if row.year is not None}
    closed = [year for year in sorted(years) if plan.is_closed(db, year)]
    if closed:
        raise UserFacingError(
            _("Inisiatif “{name}” memuat pelaksanaan tahun {years} yang sudah ditutup.").format(
                name=name_of(db, initiative), years=years_listed(closed)
            ),
            _("Ubah status usulannya menjadi tidak dilanjutkan, atau buka kembali tahunnya dengan alasan."),
        )
    for step in where(db, ActionStep, initiative_id=initiative_id):
        editing.delete(db, "action_step", step.id)
    editing.delete(db, "initiative", initiative_id)
