"""Umum of one initiative: its own fields, what it is part of, who carries it, and how people reach the service."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.initiatives import (
    add_partner,
    link_objective,
    set_code,
    set_subdimensions,
    set_supporting_agencies,
    set_years,
    unlink_objective,
)
from gmsc_desktop.models.reading import one
from gmsc_desktop.models.records import (
    Agency,
    Alignment,
    Initiative,
    InitiativeAgency,
    InitiativeCode,
    InitiativeObjective,
    InitiativePartner,
    InitiativeSubdimension,
    SmartObjective,
)
from gmsc_desktop.models.rows import add_row
from gmsc_desktop.text import _
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.initiatives_codes import CodesPart
from gmsc_desktop.ui.pages.initiatives_contacts import ContactsPart
from gmsc_desktop.ui.pages.new_row import NewRow
from gmsc_desktop.ui.pages.own_rows import OwnRows, Picked
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.rules import all_by_rules, with_what_waited
from gmsc_desktop.ui.session import touches
from gmsc_desktop.ui.shown import record_title
from gmsc_desktop.ui.tables import Column, Grid, NewRows, field_column


class GeneralPart(QWidget):
    """The fields of the initiative, and beneath them the short lists that belong to it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._session, self.initiative_id = page, page.session, ""
        self.form = RecordForm(self._session, "initiative")
        self._parts: list[tuple[str, Callable[[], object]]] = []  # table, how it is shown
        self._first_fields()
        self._picked_lists()
        self._more_fields()
        self._tables()
        self.form.box.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)

    # -- building

    def _first_fields(self) -> None:
        form = self.form
        form.add("title")
        form.add("code", "state", use={"code": by_code})
        form.add("dimension", "kind")
        form.add("description")
        form.add("agency_id")
        form.add("year_start", "year_end", "form", use={"year_start": set_start, "year_end": set_end})

    def _more_fields(self) -> None:
        form = self.form
        form.add("background")
        form.add("output")
        form.add("impact")
        form.add("horizon", use=all_by_rules("initiative", "horizon"))
        form.add("horizon_reason", use={"horizon_reason": with_what_waited("initiative", "horizon_reason", "horizon")})

    def _picked_lists(self) -> None:
        read_only = self._session.read_only
        self.subdimensions = Picked(
            _("Sub-dimensi"),
            _("Tambah sub-dimensi…"),
            self._add_subdimension,
            self._drop_subdimension,
            read_only=read_only,
        )
        self.objectives = Picked(
            _("Sasaran smart city yang dilayani"), _("Tambah sasaran…"), self._add_objective, self._drop_objective,
            read_only=read_only,
        )  # fmt: skip
        self._put(self.subdimensions, "initiative_subdimension", self._show_subdimensions)
        self._put(self.objectives, "initiative_objective", self._show_objectives)

    def _put(self, part: QWidget, table: str, show: Callable[[], object]) -> None:
        self.form.box.addWidget(part)
        self._parts.append((table, show))

    def contacts_typed(self) -> list[str]:
        """The initiatives for which a service contact was typed and is not added yet."""
        contacts = self.findChild(ContactsPart)
        return contacts.unfinished() if contacts is not None else []

    def _tables(self) -> None:
        self.agencies = self._agencies()
        self.partners = self._partners()
        self.contacts = ContactsPart(self._page)
        self.codes = CodesPart(self._page)
        self.alignments = self._alignments()
        self._put(self.agencies, "initiative_agency", lambda: self._show(self.agencies, InitiativeAgency))
        self._put(self.partners, "initiative_partner", lambda: self._show(self.partners, InitiativePartner))
        self._put(self.contacts, "service_contact", lambda: self.contacts.show_initiative(self.initiative_id))
        self._put(self.codes, "initiative_code", self._show_codes)
        self._put(self.alignments, "alignment", lambda: self._show(self.alignments, Alignment))

    def _show(self, part: OwnRows, kind: type[Any]) -> None:
        part.show_rows(self._session.snapshot.where(kind, "initiative_id", self.initiative_id))
        if part is self.agencies:
            self._offer_agencies()

    def _show_codes(self) -> None:
        rows = self._session.snapshot.where(InitiativeCode, "initiative_id", self.initiative_id)
        self.codes.show_initiative(self.initiative_id, rows)

    def _agencies(self) -> OwnRows:
        session = self._session

        def name(row: InitiativeAgency) -> str:
            return record_title(session.snapshot, Agency.TABLE, row.agency_id)

        columns = [
            Column("agency", _("OPD"), name, width=180, style="name", stretch=True),
            field_column(session, "initiative_agency", "role", width=120),
        ]
        part = OwnRows(
            self._page, "initiative_agency", Grid(session, "own-agencies", _("OPD pendukung"), columns),
            _("Belum ada OPD pendukung."), title=_("OPD pendukung"),
        )  # fmt: skip
        self.agency = ChoiceField((), _("Tambah OPD pendukung…"))
        self.agency.setAccessibleName(_("Tambah OPD pendukung"))
        self.agency.typed.connect(self._add_agency)
        if session.read_only:
            self.agency.hide()
        box = part.layout()
        assert box is not None
        box.addWidget(self.agency)
        return part

    def _partners(self) -> OwnRows:
        session = self._session
        kinds = [Option(choice.code, choice.label) for choice in session.pack.choices("member_element")]
        columns = [
            field_column(session, "initiative_partner", "name", width=150, style="name", stretch=True),
            field_column(session, "initiative_partner", "kind", width=100),
            field_column(session, "initiative_partner", "contribution", width=120),
        ]
        return OwnRows(
            self._page, "initiative_partner", Grid(session, "own-partners", _("Mitra"), columns),
            _("Belum ada mitra."), title=_("Mitra"),
            new_row=NewRow(_("Nama mitra baru"), self._add_partner, kinds, read_only=session.read_only),
            adds=NewRows("initiative_partner", "name", lambda: {"initiative_id": self.initiative_id}),
        )  # fmt: skip

    def _alignments(self) -> OwnRows:
        session = self._session
        frameworks = [Option(choice.code, choice.label) for choice in session.pack.choices("framework")]
        columns = [
            Column("framework", _("Kerangka"), lambda row: session.pack.label("framework", row.framework), width=150),
            Column("code", _("Kode"), lambda row: row.code, width=150, style="name", stretch=True),
        ]
        return OwnRows(
            self._page, "alignment", Grid(session, "own-alignments", _("Keselarasan"), columns),
            _("Belum ada keselarasan, misalnya dengan TPB atau Asta Cita."), title=_("Keselarasan"),
            new_row=NewRow(_("Kodenya, misalnya 11"), self._add_alignment, frameworks, read_only=session.read_only),
        )  # fmt: skip

    # -- what is shown

    def show_initiative(self, initiative_id: str, changed: Collection[str] | None = None) -> None:
        """Show an initiative; after a change only what ``changed`` names."""
        fresh = changed is None or initiative_id != self.initiative_id
        self.initiative_id = initiative_id
        if fresh:
            self.form.show_record(initiative_id)
        for table, show in self._parts:
            if fresh or touches(changed, {table, "initiative", "agency", "smart_objective"}):
                show()

    def _initiative(self) -> Initiative | None:
        return self._session.snapshot.get(Initiative, self.initiative_id)

    def _own_subdimensions(self) -> list[str]:
        rows = self._session.snapshot.where(InitiativeSubdimension, "initiative_id", self.initiative_id)
        return [row.subdimension for row in rows]

    def _show_subdimensions(self) -> None:
        row, there = self._initiative(), self._own_subdimensions()
        options = [Option(c.code, c.label, str(c.facts.get("dimension", "")))
                   for c in self._session.pack.choices("subdimension")]  # fmt: skip
        own = row.dimension if row else ""
        others = sorted((o for o in options if o.code not in there), key=lambda option: option.dimension != own)
        self.subdimensions.show_picked([option for option in options if option.code in there], others)

    def _show_objectives(self) -> None:
        row, snapshot = self._initiative(), self._session.snapshot
        links = snapshot.where(InitiativeObjective, "initiative_id", self.initiative_id)
        there = {link.smart_objective_id for link in links}
        options = [Option(o.id, " ".join(o.text.split()), o.dimension) for o in snapshot.all(SmartObjective)]
        own = row.dimension if row else ""
        others = sorted((o for o in options if o.code not in there), key=lambda option: option.dimension != own)
        self.objectives.show_picked([option for option in options if option.code in there], others)

    def _offer_agencies(self) -> None:
        row = self._initiative()
        there = {link.agency_id for link in self.agencies.grid.rows.rows} | {row.agency_id if row else ""}
        agencies = self._session.snapshot.all(Agency)
        self.agency.show_text("")
        self.agency.set_options([Option(agency.id, agency.name) for agency in agencies if agency.id not in there])

    # -- what a person does

    def _add_subdimension(self, code: str) -> None:
        codes = [*self._own_subdimensions(), code]
        self._page.act(_("Tambah sub-dimensi inisiatif"), set_subdimensions, self.initiative_id, codes)

    def _drop_subdimension(self, code: str) -> None:
        codes = [own for own in self._own_subdimensions() if own != code]
        self._page.act(_("Keluarkan sub-dimensi inisiatif"), set_subdimensions, self.initiative_id, codes)

    def _add_objective(self, objective_id: str) -> None:
        self._page.act(_("Tambah sasaran inisiatif"), link_objective, self.initiative_id, objective_id)

    def _drop_objective(self, objective_id: str) -> None:
        self._page.act(_("Keluarkan sasaran inisiatif"), unlink_objective, self.initiative_id, objective_id)

    def _add_agency(self) -> None:
        agency_id = self.agency.text()
        if agency_id:
            roles = {link.agency_id: link.role for link in self.agencies.grid.rows.rows} | {agency_id: ""}
            self._page.act(_("Tambah OPD pendukung"), set_supporting_agencies, self.initiative_id, roles)
            self.agency.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_partner(self, name: str, kind: str) -> str | None:
        return self._page.act(_("Tambah mitra"), add_partner, self.initiative_id, name, kind or None)

    def _add_alignment(self, code: str, framework: str) -> str | None:
        given = {"initiative_id": self.initiative_id, "framework": framework, "code": code}
        return self._page.act(_("Tambah keselarasan"), add_row, Alignment.TABLE, given, date.today())


def by_code(db: Any, record_id: str, value: Value) -> None:  # Any: a connection, which ui does not name
    """Give a code that no other initiative has."""
    set_code(db, record_id, str(value or ""))


def set_start(db: Any, record_id: str, value: Value) -> None:
    """Set the first year, never after the last one."""
    set_years(db, record_id, _year(value), one(db, Initiative, record_id).year_end)


def set_end(db: Any, record_id: str, value: Value) -> None:
    """Set the last year, never before the first one."""
    set_years(db, record_id, one(db, Initiative, record_id).year_start, _year(value))


def _year(value: Value) -> int | None:
    return None if value is None else int(value)
