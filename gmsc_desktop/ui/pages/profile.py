"""Profil Daerah & Kelembagaan: the plan, the region, its heads, offices, bodies and legal documents, each in a tab."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import ClassVar, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models.records import (
    Agency,
    Body,
    BodyMember,
    HeadOfRegion,
    LegalDocument,
    Meeting,
    OriginalDocument,
    Person,
)
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui.erasing_dialog import ask_and_erase
from gmsc_desktop.ui.pages.new_row import EditedTable
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.profile_agencies import AgenciesPart, HeadsPart
from gmsc_desktop.ui.pages.profile_bodies import BodiesPart, LegalPart
from gmsc_desktop.ui.pages.profile_originals import OriginalsPart
from gmsc_desktop.ui.pages.profile_plan import PlanPart, RegionPart
from gmsc_desktop.ui.pages.profile_print import profile_printable
from gmsc_desktop.ui.pages.tabs import Tabs
from gmsc_desktop.ui.private_question import contacts_of
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid

TABLES = frozenset(
    {
        *("plan", "region", "head_of_region", "agency", "agency_succession", "person", "body", "body_member"),
        *("meeting", "legal_document", "original_document", "evidence", "evidence_link", "initiative", "contact"),
    }
)


class ProfilePage(Page):
    """Seven tabs; Ctrl+N begins a row in the one that is shown."""

    key = "profile"
    title = m("Profil Daerah & Kelembagaan")
    tables: ClassVar[frozenset[str]] = TABLES
    erased = Signal()  # contacts or names of authors are gone

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plan, self.region = PlanPart(session, self), RegionPart(session)
        self.heads, self.agencies = HeadsPart(session, self), AgenciesPart(session, self)
        self.bodies, self.legal = BodiesPart(session, self), LegalPart(session, self)
        self.originals = OriginalsPart(session, self)
        self.tabs = Tabs(_("Bagian profil"))
        for title, part in (
            (_("Rencana"), self.plan),
            (_("Daerah"), self.region),
            (_("Kepala Daerah"), self.heads),
            (_("OPD"), self.agencies),
            (_("Lembaga"), self.bodies),
            (_("Dokumen Hukum"), self.legal),
            (_("Dokumen Asli"), self.originals),
        ):
            self.tabs.add(title, part)
        self.body.addWidget(self.tabs)
        self._told = ""  # of an erasing
        self.bodies.members.contacts.erase_asked.connect(self.erase_personal)
        self.tabs.bar.currentChanged.connect(lambda _place: self.banner.hide())

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read every part again: together they are a few hundred rows."""
        snapshot = self.session.snapshot
        counts = len(snapshot.all(Agency)), len(snapshot.all(Body)), len(snapshot.all(LegalDocument))
        originals = len(snapshot.all(OriginalDocument))
        words = _("{agencies} OPD, {bodies} lembaga, {documents} dokumen hukum")
        if originals:
            words = _("{agencies} OPD, {bodies} lembaga, {documents} dokumen hukum, {originals} dokumen asli")
        told = {"agencies": counts[0], "bodies": counts[1], "documents": counts[2], "originals": originals}
        self.facts.setText(words.format(**told))
        for part in (self.plan, self.region, self.heads, self.agencies, self.bodies, self.legal, self.originals):
            part.read()

    @property
    def part(self) -> QWidget:
        """The part that is shown."""
        shown = self.tabs.stack.currentWidget()
        assert shown is not None
        return shown

    def areas(self) -> list[QWidget]:
        """The tabs, and what they show."""
        first = self.part_focus()
        found: list[QWidget] = [self.tabs.bar]
        if first is not None:
            found.append(first)
        if self.part is self.bodies and self.bodies.grid.rows.rows:
            found.append(self.bodies.tabs.bar)
        if self.part is self.legal and self.legal.grid.rows.rows:
            found.append(self.legal.form.rows["kind"].editor.widget())
        if self.part is self.originals and self.originals.grid.rows.rows:
            found.append(self.originals.form.rows["kind"].editor.widget())
        return found

    def part_focus(self) -> QWidget | None:
        """Where the focus goes in the part that is shown."""
        part = self.part
        if isinstance(part, EditedTable | PlanPart | RegionPart | BodiesPart | LegalPart | OriginalsPart):
            return part.first_focus()
        return None

    def first_focus(self) -> QWidget | None:
        """What the chosen tab begins with; the tabs themselves are one step back."""
        return self.part_focus() or self.tabs.bar

    def printable(self) -> Printable:
        """Every tab."""
        return profile_printable(self, {})

    def printable_with(self, contacts: bool) -> Printable:
        """Every tab, with the office contacts of members where they were asked for."""
        return profile_printable(self, contacts_of(self.session) if contacts else {})

    def contacts_to_print(self) -> int:
        """How many members have office contacts."""
        members = {row.person_id for row in self.session.snapshot.all(BodyMember)}
        return len(members & contacts_of(self.session).keys())

    def erase_personal(self, person_id: str = "") -> None:
        """Ask whose contacts and names are to be erased for good."""
        ask_and_erase(self, self.session, partial(self._tell_erased, person_id), person_id)

    def _tell_erased(self, person_id: str, kind: Literal["info", "error"], words: str) -> None:
        members, focus = self.bodies.members, self.window().focusWidget()
        stayed = focus is None or members.isAncestorOf(focus)  # the person has not gone elsewhere meanwhile
        member = members.grid.current_id
        self.banner.say(kind, words)
        self._told = words
        self.erased.emit()
        self.refresh(None)
        if person_id and stayed and members.isVisible():
            members.grid.go_to(member)
            members.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """What was erased is told until another page is shown; a window put away for a moment keeps it."""
        if not event.spontaneous() and self._told and self.banner.words.text() == self._told:
            self.banner.hide()
            self._told = ""
        super().hideEvent(event)

    def new(self) -> None:
        """A new row in the tab that is shown."""
        if self.session.read_only:
            return
        part = self.part
        if isinstance(part, EditedTable):
            part.new_row.start_row()
        elif isinstance(part, BodiesPart):
            part.start_row()
        elif isinstance(part, LegalPart):
            part.table.new_row.start_row()
        elif isinstance(part, OriginalsPart):
            part.ask_files()

    def show_record(self, record_id: str) -> bool:
        """Go to a record of any of the tabs."""
        snapshot = self.session.snapshot
        grids: dict[type, tuple[QWidget, Grid]] = {
            HeadOfRegion: (self.heads, self.heads.grid),
            Agency: (self.agencies, self.agencies.grid),
            Body: (self.bodies, self.bodies.grid),
            LegalDocument: (self.legal, self.legal.grid),
            OriginalDocument: (self.originals, self.originals.grid),
        }
        for kind, (part, grid) in grids.items():
            if snapshot.get(kind, record_id) is not None:
                self.tabs.choose(part)
                grid.setFocus(Qt.FocusReason.OtherFocusReason)
                return grid.go_to(record_id)
        if record_id in {snapshot.plan.id, snapshot.region.id}:
            self.tabs.choose(self.plan if record_id == snapshot.plan.id else self.region)
            return True
        return self._show_of_body(record_id)

    def _show_of_body(self, record_id: str) -> bool:
        """A member, a meeting or a person, in its body."""
        snapshot = self.session.snapshot
        if snapshot.get(Person, record_id) is not None:
            members = snapshot.where(BodyMember, "person_id", record_id)
            record_id = members[0].id if members else ""
        member, meeting = snapshot.get(BodyMember, record_id), snapshot.get(Meeting, record_id)
        found = member or meeting
        if found is None:
            return False
        part = self.bodies.members if member is not None else self.bodies.meetings
        self.tabs.choose(self.bodies)
        self.bodies.grid.go_to(found.body_id)
        self.bodies.tabs.choose(part)
        return part.grid.go_to(record_id)
