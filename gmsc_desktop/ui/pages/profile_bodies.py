"""Two parts of the profile: bodies (Dewan, Tim, Forum …) with members and meetings, and legal documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gmsc_desktop.models import bodies
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.contacts import are_contacts
from gmsc_desktop.models.records import Body, BodyMember, EvidenceLink, LegalDocument, Meeting, Person
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import EmptyPage, Surface, scrolled
from gmsc_desktop.ui.editors import Option
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.evidence_panel import EvidencePanel
from gmsc_desktop.ui.pages.new_row import EditedTable, NewRow
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.pages.people_words import usual_words
from gmsc_desktop.ui.pages.profile_agencies import dated_column
from gmsc_desktop.ui.pages.profile_contacts import ContactsPart
from gmsc_desktop.ui.pages.rules import all_by_rules
from gmsc_desktop.ui.pages.tabs import Tabs
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid, Look, NewRows, field_column

LEGAL_STATES = {"rancangan": ("circle-dashed", "muted"), "berlaku": ("circle-check", "ok"), "dicabut": ("x", "error")}
_MORE_OF_BODY = ("dimension", "decree_id", "valid_to", "duties")  # columns that are hidden until they are chosen
_MORE_OF_DOCUMENT = ("parties", "signatory", "target_date")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A membership with the person in it."""

    id: str
    person_id: str
    name: str
    post: str
    agency_id: str
    organisation: str
    element: str
    role: str


def _form_side(form: RecordForm, evidence: EvidencePanel) -> Surface:
    side = Surface("surface", "l")
    content = QWidget()
    box = QVBoxLayout(content)
    box.setContentsMargins(16, 8, 16, 16)
    box.addWidget(form)
    box.addWidget(evidence)
    evidence.listen(side)
    side.box.addWidget(scrolled(content), 1)
    side.setMinimumWidth(300)
    return side


def _split(name: str, sizes: list[int], *parts: QWidget) -> KeptSplitter:
    splitter = KeptSplitter(name)
    for part in parts:
        splitter.addWidget(part)
    splitter.setSizes(sizes)
    splitter.restore()
    return splitter


class BodiesPart(QWidget):
    """The list of bodies left; of the current one its form, members and meetings right."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        self.table = EditedTable(
            Grid(session, "bodies", _("Daftar lembaga"), self._columns()),
            NewRow(_("Nama lembaga baru"), self._add, _kinds(session, "body_kind"), read_only=session.read_only),
            EmptyPage(
                "users",
                _("Belum ada lembaga smart city."),
                _("Mulai dari Dewan Smart City: pilih jenisnya, ketik namanya, lalu tekan Enter."),
            ),
            lambda ids: page.delete_rows(Body.TABLE, ids),
            _("Hapus lembaga"),
            NewRows(Body.TABLE, "name", ask="kind", asked=lambda: self.table.new_row.kind_code),
        )
        self.grid = self.table.grid
        self.evidence = EvidencePanel(session, "body")
        self.form = RecordForm(session, "body")
        self.form.add("kind", "dimension")
        self.form.add("name")
        self.form.add("decree_id", "valid_to")
        self.form.add("duties")
        self.members = MembersPart(session, page)
        self.meetings = MeetingsPart(session, page)
        self.tabs = Tabs(_("Bagian lembaga"))
        self.tabs.add(_("Lembaga"), _form_side(self.form, self.evidence))
        self.tabs.add(_("Anggota"), self.members)
        self.tabs.add(_("Rapat"), self.meetings)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(_split("bodies", [380, 620], self.table, self.tabs))
        self.grid.row_changed.connect(self._show)

    def _columns(self) -> list[Column]:
        session = self._session
        return [
            field_column(session, "body", "kind", width=130),
            field_column(session, "body", "name", width=170, style="name", stretch=True),
            Column("members", _("Anggota"), self._count_text, self._count, width=76, style="number"),
            *(field_column(session, "body", column, width=150, off=True) for column in _MORE_OF_BODY),
        ]

    def _count(self, row: Body) -> int:
        return len(self._session.snapshot.where(BodyMember, "body_id", row.id))

    def _count_text(self, row: Body) -> str:
        return str(self._count(row) or "")

    def _add(self, name: str, kind: str) -> str | None:
        record_id = self._page.act(_("Tambah lembaga"), lambda db: bodies.add_body(db, kind, name=name))
        if record_id is not None:
            self.grid.go_to(record_id)
        return record_id

    def _show(self, body_id: str) -> None:
        self.form.show_record(body_id)
        self.evidence.show_record(body_id)
        self.members.show_body(body_id)
        self.meetings.show_body(body_id)
        self.tabs.setVisible(bool(body_id))
        members = self._session.snapshot.where(BodyMember, "body_id", body_id)
        meetings = self._session.snapshot.where(Meeting, "body_id", body_id)
        self.tabs.bar.setTabText(1, _("Anggota {count}").format(count=len(members)) if members else _("Anggota"))
        self.tabs.bar.setTabText(2, _("Rapat {count}").format(count=len(meetings)) if meetings else _("Rapat"))

    def read(self) -> None:
        """Read the bodies again."""
        self.grid.rows.set_rows(self._session.snapshot.all(Body))
        if self.grid.rows.shown and not self.grid.currentIndex().isValid():
            self.grid.go_to(self.grid.rows.shown[0].id)
        self._show(self.grid.current_id)

    def start_row(self) -> None:
        """Ctrl+N: a new member or meeting where those are shown and the focus is there, else a new body."""
        part = self.tabs.stack.currentWidget()
        inside = self.focusWidget()
        if isinstance(part, EditedTable) and inside is not None and part.isAncestorOf(inside):
            part.new_row.start_row()
        else:
            self.table.new_row.start_row()

    def first_focus(self) -> QWidget | None:
        """The list, or the line in which the first body begins."""
        return self.table.first_focus()


def _kinds(session: Session, choices: str) -> list[Option]:
    return [Option(choice.code, choice.label) for choice in session.pack.choices(choices)]


class MembersPart(EditedTable):
    """The members of a body: what is changed of a person shows in every body of that person."""

    def __init__(self, session: Session, page: Page) -> None:
        self._session, self._page, self._body = session, page, ""

        def of_person(row: MemberRow) -> str:
            return row.person_id

        def without_name(_row: MemberRow) -> Look:
            return Look(hint=_("nama belum diisi"))

        columns = [
            field_column(
                session, "person", "name", width=180, style="name", stretch=True, record_id=of_person, look=without_name
            ),
            field_column(session, "person", "post", width=150, record_id=of_person),
            field_column(session, "body_member", "role", width=110),
            field_column(session, "body_member", "element", width=110),
            field_column(session, "person", "agency_id", width=130, record_id=of_person),
            field_column(session, "person", "organisation", width=130, record_id=of_person),
        ]
        super().__init__(
            Grid(session, "members", _("Daftar anggota"), columns),
            NewRow(_("Nama anggota baru"), self._add, read_only=session.read_only),
            EmptyPage(
                "users",
                _("Belum ada anggota."),
                _("Ketik nama anggota di baris bawah, lalu tekan Enter; atau tempel daftarnya dari Excel."),
            ),
            lambda ids: page.delete_rows(BodyMember.TABLE, ids, _("Keluarkan anggota")),
            _("Keluarkan anggota dari lembaga"),
            NewRows(
                BodyMember.TABLE, "name", or_name="post", apart=("role",), more=Person.TABLE,
                add=self._add_pasted, left_out=are_contacts, why_left_out=_(
                    "Telepon dan surel adalah data pribadi, jadi tidak masuk daftar. Tulis kontak kantornya di bawah "
                    "daftar ini, pada anggota yang dipilih."
                ),
                usual=usual_words(),
            ),
        )  # fmt: skip

        self.contacts = ContactsPart(session)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.addWidget(self.contacts)
        self.grid.row_changed.connect(lambda _id: self._show_contacts())

    def _show_contacts(self) -> None:
        rows = {row.id: row.person_id for row in self.grid.rows.rows}
        self.contacts.show_person(rows.get(self.grid.current_id, ""))

    def _add(self, name: str, _kind: str) -> str | None:
        if not self._body:
            return None
        body = self._body
        record_id = self._page.act(_("Tambah anggota"), lambda db: bodies.add_member(db, body, name=name))
        if record_id is not None:
            self.grid.go_to(record_id)
        return record_id

    def _add_pasted(self, db: Any, told: Mapping[str, Value]) -> str:  # Any: a connection, which ui does not name
        return bodies.add_member(db, self._body, **{column: str(value) for column, value in told.items()})

    def show_body(self, body_id: str) -> None:
        """Show the members of a body, "" for none."""
        self._body = body_id
        members = self._session.snapshot.where(BodyMember, "body_id", body_id) if body_id else ()
        self.grid.rows.set_rows([self._row(member) for member in members])
        self._show_contacts()

    def _row(self, member: BodyMember) -> MemberRow:
        person = self._session.snapshot.get(Person, member.person_id)
        name, post, agency, outside = (
            (person.name, person.post, person.agency_id, person.organisation) if person else ("", "", "", "")
        )
        return MemberRow(member.id, member.person_id, name, post, agency, outside, member.element, member.role)


class MeetingsPart(EditedTable):
    """The meetings of a body; minutes and decisions are written in the form beside them."""

    def __init__(self, session: Session, page: Page) -> None:
        self._session, self._page, self._body = session, page, ""
        columns = [
            field_column(session, "meeting", "held_on", width=120, value=lambda row: row.held_on),
            field_column(session, "meeting", "subject", width=200, style="name", stretch=True),
            field_column(session, "meeting", "participants", _("Peserta"), width=76),
            field_column(session, "meeting", "minutes", width=160, off=True),
            field_column(session, "meeting", "decisions", width=160, off=True),
        ]
        super().__init__(
            Grid(session, "meetings", _("Daftar rapat"), columns),
            NewRow(_("Pokok bahasan rapat baru"), self._add, read_only=session.read_only),
            EmptyPage(
                "users", _("Belum ada rapat."), _("Ketik pokok bahasannya di baris bawah; tanggalnya dapat diubah.")
            ),
            lambda ids: page.delete_rows(Meeting.TABLE, ids),
            _("Hapus rapat"),
            NewRows(Meeting.TABLE, "subject", lambda: {"body_id": self._body}, apart=("held_on",)),
        )
        self.form, self.evidence = RecordForm(session, "meeting"), EvidencePanel(session, "meeting")
        self.form.add("minutes", "decisions")
        content = QWidget()
        below = QVBoxLayout(content)
        below.setContentsMargins(12, 4, 12, 8)
        below.addWidget(self.form)
        below.addWidget(self.evidence)
        self.evidence.listen(content)  # in the table above, Ctrl+Shift+V pastes rows
        self._below = scrolled(content)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.addWidget(self._below, 1)
        self.grid.row_changed.connect(self._show_meeting)

    def _show_meeting(self, meeting_id: str) -> None:
        self.form.show_record(meeting_id)
        self.evidence.show_record(meeting_id)

    def _add(self, subject: str, _kind: str) -> str | None:
        if not self._body:
            return None
        record_id = self._page.act(_("Tambah rapat"), bodies.add_meeting, self._body, date.today(), subject)
        if record_id is not None:
            self.grid.go_to(record_id, "held_on")
        return record_id

    def show_body(self, body_id: str) -> None:
        """Show the meetings of a body, "" for none."""
        self._body = body_id
        meetings = self._session.snapshot.where(Meeting, "body_id", body_id) if body_id else ()
        self.grid.rows.set_rows(meetings)
        self._show_meeting(self.grid.current_id)
        self._below.setVisible(bool(meetings))


class LegalPart(QWidget):
    """Agreements, decrees and regulations: table and the form of the current one."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        self.table = EditedTable(
            Grid(session, "legal", _("Daftar dokumen hukum"), self._columns()),
            NewRow(
                _("Tentang apa dokumen baru ini"), self._add, _kinds(session, "legal_kind"),
                read_only=session.read_only,
            ),
            EmptyPage(
                "file-text",
                _("Belum ada dokumen hukum."),
                _("Mulai dari SK Dewan dan SK Tim Pelaksana: pilih jenisnya, ketik judulnya, lalu tekan Enter."),
            ),
            lambda ids: page.delete_rows(LegalDocument.TABLE, ids),
            _("Hapus dokumen hukum"),
            NewRows(
                LegalDocument.TABLE, "title", ask="kind", asked=lambda: self.table.new_row.kind_code, apart=("number",)
            ),
        )  # fmt: skip
        self.grid = self.table.grid
        self.form, self.evidence = RecordForm(session, "legal_document"), EvidencePanel(session, "legal_document")
        self.form.add("kind", "status")
        self.form.add("number", "dated")
        self.form.add("title")
        self.form.add("parties")
        self.form.add("signatory")
        self.form.add("target_date")
        self.form.add("valid_from", "valid_to", use=all_by_rules("legal_document", "valid_from", "valid_to"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._side = _form_side(self.form, self.evidence)
        box.addWidget(_split("legal", [640, 380], self.table, self._side))
        self.grid.row_changed.connect(self._show)
        self.grid.form_asked.connect(self.form.focus_first)

    def _columns(self) -> list[Column]:
        session = self._session
        return [
            field_column(session, "legal_document", "kind", width=130),
            field_column(session, "legal_document", "number", width=110),
            field_column(session, "legal_document", "title", width=220, style="name", stretch=True),
            field_column(
                session, "legal_document", "dated", width=120, wide_only=True, value=lambda row: row.dated
            ),
            field_column(
                session, "legal_document", "status", width=112, style="state",
                look=lambda row: Look(*LEGAL_STATES.get(row.status, ("", "text"))),
            ),
            Column("evidence", _("Bukti"), self._evidence_text, self._evidence, width=64, style="number"),
            *(field_column(session, "legal_document", column, width=150, off=True) for column in _MORE_OF_DOCUMENT),
            dated_column(session, "legal_document", "valid_from", off=True),
            dated_column(session, "legal_document", "valid_to", off=True),
        ]  # fmt: skip

    def _show(self, document_id: str) -> None:
        self.form.show_record(document_id)
        self.evidence.show_record(document_id)

    def _evidence(self, row: LegalDocument) -> int:
        return len(self._session.snapshot.where(EvidenceLink, "legal_document_id", row.id))

    def _evidence_text(self, row: LegalDocument) -> str:
        return str(self._evidence(row) or "")

    def _add(self, title: str, kind: str) -> str | None:
        record_id = self._page.act(
            _("Tambah dokumen hukum"), lambda db: bodies.add_legal_document(db, kind, title=title)
        )
        if record_id is not None:
            self.grid.go_to(record_id)
        return record_id

    def read(self) -> None:
        """Read the documents again."""
        self.grid.rows.set_rows(self._session.snapshot.all(LegalDocument))
        if self.grid.rows.shown and not self.grid.currentIndex().isValid():
            self.grid.go_to(self.grid.rows.shown[0].id)
        self._show(self.grid.current_id)
        self._side.setVisible(bool(self.grid.rows.rows))

    def first_focus(self) -> QWidget | None:
        """The table, or the line in which the first document begins."""
        return self.table.first_focus()
