"""Profil & Lembaga on paper: every tab, with the members and meetings of all bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import Printable, PrintCell, PrintColumn, PrintLine, PrintTable
from gmsc_desktop.models.contacts import LABELS, MAIL, PHONE, Contacts, OfficeContact
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import Body, BodyMember, Meeting, Person
from gmsc_desktop.text import _
from gmsc_desktop.ui.printing_parts import form_facts, grid_table, heading_facts
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import text_to_read

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.profile import ProfilePage


def profile_printable(page: ProfilePage, contacts: Contacts) -> Printable:
    """The parts in the order of the tabs; ``contacts`` are those of members that a person asked for."""
    session = page.session
    sections = (
        form_facts(session, page.plan.form, _("Rencana")),
        form_facts(session, page.region.form, _("Daerah")),
        grid_table(page.heads.grid, _("Kepala daerah"), empty=_("Belum ada kepala daerah.")),
        grid_table(page.agencies.grid, _("Perangkat daerah (OPD)"), empty=_("Belum ada perangkat daerah (OPD).")),
        grid_table(page.bodies.grid, _("Lembaga"), empty=_("Belum ada lembaga smart city.")),
        _members(session, contacts),
        _meetings(session),
        grid_table(page.legal.grid, _("Dokumen hukum"), empty=_("Belum ada dokumen hukum.")),
        grid_table(page.originals.grid, _("Dokumen asli"), empty=_("Belum ada dokumen asli.")),
    )
    status = page.plan.status.words.said
    return Printable("profil", _(page.title), heading_facts(session, page.facts.said, status), sections)


def _members(session: Session, contacts: Contacts) -> PrintTable:
    snapshot = session.snapshot
    columns = ("name", "post", "agency_id", "organisation")
    heads = [PrintColumn(BY_NAME["person"].field(c).label, "name" if c == "name" else "text") for c in columns]
    heads += [PrintColumn(BY_NAME["body_member"].field(c).label) for c in ("role", "element")]
    heads += [PrintColumn(_(LABELS[kind])) for kind in (PHONE, MAIL)] if contacts else []
    lines = []
    for body in snapshot.all(Body):
        for member in snapshot.where(BodyMember, "body_id", body.id):
            person = snapshot.get(Person, member.person_id)
            texts = [_text(session, "person", c, person) for c in columns]
            texts += [_text(session, "body_member", c, member) for c in ("role", "element")]
            name = PrintCell(texts[0] or _("nama belum diisi"), texts[0])
            known = contacts.get(member.person_id, OfficeContact())
            texts += [known.phone, known.mail] if contacts else []
            lines.append(PrintLine([name, *map(PrintCell, texts[1:])], group=_name(session, body)))
    return PrintTable(
        _("Anggota lembaga"), heads, lines, group_title=_("Lembaga"), empty=_("Belum ada anggota lembaga.")
    )


def _meetings(session: Session) -> PrintTable:
    spec, columns = BY_NAME["meeting"], ("held_on", "subject", "participants", "decisions")
    kinds = {"held_on": "date", "subject": "name", "participants": "number"}
    heads = [PrintColumn(spec.field(c).label, kinds.get(c, "text")) for c in columns]  # type: ignore[arg-type]
    lines = []
    for body in session.snapshot.all(Body):
        for meeting in session.snapshot.where(Meeting, "body_id", body.id):
            cells = [PrintCell(_text(session, "meeting", c, meeting), getattr(meeting, c)) for c in columns]
            lines.append(PrintLine(cells, group=_name(session, body)))
    return PrintTable(_("Rapat lembaga"), heads, lines, group_title=_("Lembaga"), empty=_("Belum ada rapat."))


def _name(session: Session, body: Body) -> str:
    return body.name or session.pack.label("body_kind", body.kind)


def _text(session: Session, table: str, column: str, row: object) -> str:
    field = BY_NAME[table].field(column)
    return text_to_read(field, getattr(row, column, None), session.snapshot, session.pack)
