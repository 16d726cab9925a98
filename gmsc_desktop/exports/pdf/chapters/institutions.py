"""Bodies with their members and meetings, legal documents, offices."""

from __future__ import annotations

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.parts import Fact, facts
from gmsc_desktop.exports.pdf.grid import Cell, Column
from gmsc_desktop.exports.pdf.styles import cell_style
from gmsc_desktop.exports.wording import date_text, joined
from gmsc_desktop.models.records import Agency, Body, BodyMember, LegalDocument, Meeting, Person
from gmsc_desktop.text import _


def write(book: Book) -> None:
    """The chapter."""
    book.chapter(_("Kelembagaan dan Dasar Hukum"))
    for body in book.edition.snapshot.all(Body):
        _body(book, body)
    book.heading(_("Dokumen hukum"))
    _legal(book)
    book.heading(_("Perangkat daerah"))
    _agencies(book)


def _body(book: Book, body: Body) -> None:
    snapshot, reference = book.edition.snapshot, book.edition.reference
    book.heading(body.name or reference.label("body_kind", body.kind))
    decree = snapshot.get(LegalDocument, body.decree_id)
    dimension = reference.dimension(body.dimension)
    pairs: list[Fact] = [
        (_("Jenis"), reference.label("body_kind", body.kind)),
        (_("Dimensi"), dimension.label if dimension else ""),
        (_("SK"), legal_name(decree) if decree else ""),
        (_("Berlaku sampai"), date_text(body.valid_to)),
        (_("Tugas"), body.duties),
    ]
    facts(book, pairs)
    grid = book.grid([Column(_("Kedudukan"), 35), Column(_("Nama dan jabatan"), 90, bold=True), Column(_("Unsur"), 40)])
    for member in snapshot.where(BodyMember, "body_id", body.id):
        person = snapshot.get(Person, member.person_id)
        element = reference.label("member_element", member.element) if member.element else ""
        grid.row(member.role, _person(book, person) if person else "", element)
    caption = _("Anggota {body}").format(body=body.name or reference.label("body_kind", body.kind))
    book.table(grid, caption, empty=_("Anggota lembaga ini belum dicatat."))
    _meetings(book, body)


def _person(book: Book, person: Person) -> Cell:
    """Name, else post; then post and organisation where they say more."""
    name = person.name or person.post
    more = joined(*dict.fromkeys(part for part in (person.post, person.organisation) if part != name))
    reached = joined(*book.edition.contacts.get(person.id, ()), by=" · ")
    lines = [more, reached] if reached else [more]
    small = [part for line in lines for part in book.ink.cell(line, cell_style())]
    return [*book.ink.cell(name, cell_style(bold=True)), *small]


def _meetings(book: Book, body: Body) -> None:
    grid = book.grid(
        [
            Column(_("Tanggal"), 28),
            Column(_("Pokok bahasan"), 52, bold=True),
            Column(_("Peserta"), 17, "right"),
            Column(_("Keputusan"), 68),
        ]
    )
    for meeting in book.edition.snapshot.where(Meeting, "body_id", body.id):
        count = "" if meeting.participants is None else str(meeting.participants)
        decisions = list(book.ink.narrative(meeting.decisions, cell_style()))
        grid.row(date_text(meeting.held_on), meeting.subject, count, decisions)
    book.table(grid, _("Rapat {body}").format(body=body.name))


def legal_name(document: LegalDocument) -> str:
    """Number, date and subject of a legal document."""
    number = _("Nomor {number}").format(number=document.number) if document.number else ""
    dated = _("tanggal {date}").format(date=date_text(document.dated)) if document.dated else ""
    about = _("tentang {title}").format(title=document.title) if document.title else ""
    return joined(number, dated, about, by=" ")


def _legal(book: Book) -> None:
    reference = book.edition.reference
    grid = book.grid(
        [
            Column(_("Jenis"), 30),
            Column(_("Nomor dan tanggal"), 42),
            Column(_("Tentang"), 52, bold=True),
            Column(_("Penanda tangan dan para pihak"), 40),
            Column(_("Status"), 26),
        ]
    )
    for row in book.edition.snapshot.all(LegalDocument):
        status = reference.label("legal_status", row.status)
        if row.target_date:
            status = joined(status, _("target {date}").format(date=date_text(row.target_date)))
        grid.row(
            reference.label("legal_kind", row.kind),
            joined(row.number, date_text(row.dated), by="\n"),
            row.title,
            joined(row.signatory, row.parties, by="\n"),
            joined(status, _validity(row.valid_from, row.valid_to), by="\n"),
        )
    book.table(grid, _("Dokumen hukum dan kesepakatan"), empty=_("Dokumen hukum belum dicatat."))


def _validity(start: str, end: str) -> str:
    return joined(date_text(start), date_text(end), by=" – ")


def _agencies(book: Book) -> None:
    figures = book.edition.figures
    grid = book.grid(
        [
            Column(_("Perangkat daerah"), 68, bold=True),
            Column(_("Singkatan"), 28),
            Column(_("Kepala"), 42),
            Column(_("Masa berlaku"), 32),
            Column(_("Inisiatif"), 16, "right"),
        ]
    )
    for agency in book.edition.snapshot.all(Agency):
        count = sum(row.agency_id == agency.id for row in figures.initiatives)
        validity = _validity(agency.valid_from, agency.valid_to)
        told = agency.no_initiative_reason
        reason = _("Tanpa inisiatif: {reason}").format(reason=told) if told else ""
        grid.row(agency.name, agency.short_name, joined(agency.head, reason, by="\n"), validity, str(count))
    book.table(grid, _("Perangkat daerah dan jumlah inisiatif"), empty=_("Perangkat daerah belum dicatat."))
