"""Bodies with their members and meetings, legal documents, offices and people."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.proof import files_of
from gmsc_desktop.exports.start_page.evidence import evidence_file
from gmsc_desktop.exports.start_page.parts import (
    Column,
    Table,
    bullets,
    facts,
    fold,
    hint,
    labelled,
    narrative,
    stacked,
    time_text,
)
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import date_text, joined
from gmsc_desktop.models.records import (
    Agency,
    AgencySuccession,
    Body,
    BodyMember,
    LegalDocument,
    Meeting,
    OriginalDocument,
    Person,
)
from gmsc_desktop.text import _


def institutions(view: View) -> Iterator[Html]:
    """Each body under a fold, then legal and original documents, offices, and people who sit in no body."""
    bodies = view.snapshot.all(Body)
    for body in bodies:
        members = view.snapshot.where(BodyMember, "body_id", body.id)
        note = _("{count} anggota").format(count=len(members))
        yield fold(body.name or view.label("body_kind", body.kind), _body(view, body, members), note=note)
    if not bodies:
        yield hint(_("Lembaga smart city belum dicatat."))
    legal = view.snapshot.all(LegalDocument)
    table = _legal(view, legal).html(_("Dokumen hukum belum dicatat."))
    yield fold(_("Dokumen hukum dan kesepakatan"), table, note=len(legal))
    originals = view.snapshot.all(OriginalDocument)
    if originals:
        yield fold(_("Dokumen asli"), _originals(view, originals).html(), note=len(originals))
    agencies = view.snapshot.all(Agency)
    table = _agencies(view, agencies).html(_("Perangkat daerah belum dicatat."))
    yield fold(_("Perangkat daerah (OPD)"), table, note=len(agencies))
    seated = {row.person_id for row in view.snapshot.all(BodyMember)}
    others = [row for row in view.snapshot.all(Person) if row.id not in seated]
    if others:
        yield fold(_("Orang lain yang dicatat"), _people(view, others).html(), note=len(others))


def _body(view: View, body: Body, members: tuple[BodyMember, ...]) -> Iterator[Html | None]:
    decree = view.snapshot.get(LegalDocument, body.decree_id)
    yield facts(
        (_("Jenis lembaga"), view.label("body_kind", body.kind)),
        (_("Dimensi"), view.label("dimension", body.dimension)),
        (_("SK"), legal_name(decree) if decree else ""),
        (_("Berlaku sampai"), date_text(body.valid_to)),
        (_("Tugas"), body.duties),
        (_("Bukti dukung"), view.evidence_of("body_id", body.id)),
    )
    table = Table(
        _("Anggota"),
        Column(_("Kedudukan"), "head"),
        Column(_("Nama")),
        Column(_("Jabatan dan lembaga")),
        Column(_("Unsur")),
    )
    for member in members:
        person = view.snapshot.get(Person, member.person_id)
        name = _name(person) if person else ""
        post = _post(view, person) if person else ""
        table.row(member.role, name, post, view.label("member_element", member.element))
    yield table.html(_("Anggota lembaga ini belum dicatat."))
    yield _meetings(view, body)


def _name(person: Person) -> Html | str:
    """A member may be known by the post alone."""
    return person.name or hint(_("nama belum diisi"))


def _post(view: View, person: Person) -> str:
    return joined(person.post, view.figures.agency_name(person.agency_id), person.organisation)


def _meetings(view: View, body: Body) -> Html | None:
    table = Table(
        _("Rapat"),
        Column(_("Tanggal"), "head"),
        Column(_("Pokok bahasan")),
        Column(_("Peserta"), "num"),
        Column(_("Notulen")),
        Column(_("Keputusan")),
    )
    for meeting in view.snapshot.where(Meeting, "body_id", body.id):
        subject = stacked(meeting.subject, labelled(_("Bukti"), view.evidence_of("meeting_id", meeting.id)))
        count = "" if meeting.participants is None else meeting.participants
        minutes, decisions = narrative(meeting.minutes), narrative(meeting.decisions)
        table.row(date_text(meeting.held_on), subject, count, minutes, decisions)
    return table.html()


def legal_name(document: LegalDocument) -> str:
    """Number, date and subject of a legal document."""
    number = _("Nomor {number}").format(number=document.number) if document.number else ""
    dated = _("tanggal {date}").format(date=date_text(document.dated)) if document.dated else ""
    about = _("tentang {title}").format(title=document.title) if document.title else ""
    return joined(number, dated, about, by=" ")


def _legal(view: View, rows: tuple[LegalDocument, ...]) -> Table:
    table = Table(
        _("Dokumen hukum dan kesepakatan"),
        Column(_("Tentang"), "head"),
        Column(_("Jenis, nomor, dan tanggal")),
        Column(_("Penanda tangan dan para pihak")),
        Column(_("Status dan masa berlaku")),
        Column(_("Bukti")),
        look="alone",
    )
    for row in rows:
        target = _("target {date}").format(date=date_text(row.target_date)) if row.target_date else ""
        validity = time_text(row.valid_from, row.valid_to)
        table.row(
            row.title,
            stacked(view.label("legal_kind", row.kind), row.number, date_text(row.dated)),
            stacked(row.signatory, row.parties),
            stacked(joined(view.label("legal_status", row.status), target), validity),
            view.evidence_of("legal_document_id", row.id),
        )
    return table


def _originals(view: View, rows: tuple[OriginalDocument, ...]) -> Table:
    table = Table(
        _("Dokumen asli"),
        Column(_("Judul"), "head"),
        Column(_("Jenis, nomor, dan tanggal")),
        Column(_("Berkas")),
        Column(_("Catatan")),
        Column(_("Bukti")),
        look="alone",
    )
    for row in rows:
        files = [file for held in files_of(view.snapshot, row.id) for file in evidence_file(view, held)]
        table.row(
            row.title,
            stacked(view.label("original_kind", row.kind), row.number, date_text(row.dated)),
            files or el("span", _("berkas belum ada"), cls="warn"),
            row.note,
            view.evidence_of("original_document_id", row.id),
        )
    return table


def _agencies(view: View, rows: tuple[Agency, ...]) -> Table:
    table = Table(
        _("Perangkat daerah dan jumlah inisiatif"),
        Column(_("Nama"), "head"),
        Column(_("Kode dan urusan")),
        Column(_("Kepala")),
        Column(_("Masa berlaku")),
        Column(_("Penerus")),
        Column(_("Inisiatif"), "num"),
        look="alone",
    )
    for row in rows:
        count = sum(found.agency_id == row.id for found in view.figures.initiatives)
        table.row(
            stacked(row.name, row.short_name, labelled(_("Tanpa inisiatif"), row.no_initiative_reason)),
            stacked(row.code, labelled(_("Urusan"), row.affairs)),
            row.head,
            time_text(row.valid_from, row.valid_to),
            bullets(_successors(view, row)),
            count or "",
        )
    return table


def _successors(view: View, row: Agency) -> list[Content]:
    links = view.snapshot.where(AgencySuccession, "agency_id", row.id)
    name = view.figures.agency_name
    return [stacked(name(link.successor_id), joined(date_text(link.dated), link.basis)) for link in links]


def _people(view: View, rows: list[Person]) -> Table:
    table = Table(_("Orang yang tidak duduk di lembaga"), Column(_("Nama"), "head"), Column(_("Jabatan dan lembaga")))
    for row in rows:
        table.row(_name(row), _post(view, row))
    return table
