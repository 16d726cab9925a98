"""Rencana per Dimensi: kondisi, kesenjangan, strategi, sasaran smart city and initiatives of one dimension."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.initiatives import add_objective
from gmsc_desktop.models.plan import write_dimension
from gmsc_desktop.models.records import DimensionPlan, InitiativeObjective, SmartMission, SmartObjective
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, Surface, scrolled
from gmsc_desktop.ui.editors import Option
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.dimensions_print import ALL, dimensions_printable
from gmsc_desktop.ui.pages.dimensions_tabs import DimensionTabs
from gmsc_desktop.ui.pages.dimensions_vision import VisionCard
from gmsc_desktop.ui.pages.initiatives import STATES
from gmsc_desktop.ui.pages.new_row import EditedTable, NewRow
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid, Look, NewRows, field_column

TEXTS = ("condition", "gap", "strategy")


class DimensionsPage(Page):
    """Visi and misi above, six tabs, and one column of text for the chosen dimension."""

    key = "dimensions"
    title = m("Rencana per Dimensi")
    tables: ClassVar[frozenset[str]] = frozenset(
        {"plan", "smart_mission", "dimension_plan", "smart_objective", "initiative_objective", "initiative", "agency"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.add_action(Button(_("Tambah sasaran"), "plus", self.new, primary=True))
        self._ids = {
            dimension.code: derived_id(DimensionPlan.TABLE, session.snapshot.plan.id, dimension.code)
            for dimension in session.pack.dimensions
        }
        self.tabs = DimensionTabs(session.pack.dimensions)
        self.tabs.currentChanged.connect(lambda _place: self._show_dimension())
        self.vision = VisionCard(self)
        self.form = RecordForm(session, "dimension_plan")
        for column in TEXTS:
            self.form.add(column, use={column: self._writer(column)})
        self.objectives = self._objectives()
        self.links = Grid(session, "dimension-initiatives", _("Inisiatif dimensi ini"), self._columns(), opens=True)
        self.links.opened.connect(lambda record_id: self.go_to.emit("initiatives", record_id))
        self._no_links = Label(_("Belum ada inisiatif pada dimensi ini. Tambahkan di halaman Inisiatif."), tone="muted")
        self._links_title = Label(_("Inisiatif"), 16, theme.SEMIBOLD)
        self.area = self._lay_out()

    # -- building

    def _lay_out(self) -> QScrollArea:
        above = Surface("window")
        above.box.setContentsMargins(20, 0, 20, 0)
        above.box.setSpacing(4)
        above.box.addWidget(self.vision)
        above.box.addWidget(self.tabs)
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(20, 8, 20, 16)
        self.form.box.setContentsMargins(0, 4, 0, 4)  # the ring has its room in the margin of the page
        box.setSpacing(8)
        box.addWidget(self.form)
        box.addWidget(Label(_("Sasaran smart city"), 16, theme.SEMIBOLD))
        for part in (self.objectives, self._links_title, self._no_links, self.links):
            box.addWidget(part)
        box.addStretch(1)
        area = scrolled(content)
        self.body.addWidget(above)
        self.body.addWidget(area, 1)
        return area

    def _objectives(self) -> EditedTable:
        session = self.session
        return EditedTable(
            Grid(session, "smart-objectives", _("Sasaran smart city dimensi ini"), [
                field_column(session, "smart_objective", "subdimension", _("Sub-dimensi"), width=190),
                field_column(session, "smart_objective", "text", _("Sasaran"), width=280, style="name", stretch=True),
                field_column(session, "smart_objective", "basis", _("Dasar"), width=200, wide_only=True),
                Column("serving", _("Inisiatif"), lambda row: str(self._serving(row)), self._serving, width=72,
                       style="number"),
            ]),
            NewRow(_("Sasaran baru sebagai satu kalimat"), self._add, self._subdimensions(),
                   read_only=session.read_only),
            EmptyPage(
                "layers",
                _("Belum ada sasaran smart city pada dimensi ini."),
                _("Pilih sub-dimensinya di bawah, tulis sasarannya sebagai satu kalimat, lalu tekan Enter."),
            ),
            lambda ids: self.delete_rows(SmartObjective.TABLE, ids),
            _("Hapus sasaran smart city"),
            NewRows(SmartObjective.TABLE, "text", lambda: {"dimension": self.tabs.code}),
        )  # fmt: skip

    def _columns(self) -> list[Column]:
        session = self.session
        return [
            field_column(session, "initiative", "code", _("Kode"), width=80, style="muted", field=None),
            field_column(
                session, "initiative", "title", _("Nama inisiatif"), width=260, style="name", stretch=True, field=None
            ),
            field_column(session, "initiative", "agency_id", _("OPD"), width=200, wide_only=True, field=None),
            Column("years", _("Tahun"), _years, width=96),
            field_column(
                session, "initiative", "state", _("Status"), width=120, style="state", field=None,
                look=lambda row: Look(*STATES.get(row.state, ("", "text"))),
            ),
        ]  # fmt: skip

    def _subdimensions(self) -> list[Option]:
        dimension = self.session.pack.dimension(self.tabs.code)
        return [Option(sub.code, sub.label) for sub in dimension.subdimensions] if dimension else []

    def _serving(self, row: SmartObjective) -> int:
        return len(self.session.snapshot.where(InitiativeObjective, "smart_objective_id", row.id))

    def _writer(self, column: str) -> UseCase:
        """Writes a text of a dimension, also where the dimension has no row yet."""

        def write(db: Any, record_id: str, value: Value) -> None:  # Any: a connection, which ui does not name
            dimension = next(code for code, known in self._ids.items() if known == record_id)
            write_dimension(db, dimension, **{column: None if value is None else str(value)})

        return write

    # -- what is shown

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read the plan of the dimensions again."""
        self.vision.refresh()
        objectives = self.session.snapshot.all(SmartObjective)
        written = {row.dimension for row in self.session.snapshot.all(DimensionPlan) if row.condition and row.strategy}
        self.facts.setText(
            _("{written} dari {all} dimensi ditulis, {count} sasaran smart city").format(
                written=len(written), all=len(self._ids), count=len(objectives)
            )
        )
        self._read_rows()

    def _show_dimension(self) -> None:
        self.session.flush()
        kinds = self.objectives.new_row.kind
        if kinds is not None:
            kinds.set_options(self._subdimensions())
            kinds.show_text(self._subdimensions()[0].code)
        self._read_rows()
        self.area.verticalScrollBar().setValue(0)

    def _read_rows(self) -> None:
        code, snapshot = self.tabs.code, self.session.snapshot
        self.form.show_record(self._ids[code])
        own = snapshot.where(SmartObjective, "dimension", code)
        self.objectives.grid.rows.set_rows(own)
        self.objectives.setFixedHeight(theme.px(32) * (1 + min(max(len(own), 3), 8)) + theme.px(54))
        links = self.session.figures.of_dimension(code)
        self.links.rows.set_rows(links)
        self.links.setVisible(bool(links))
        self.links.setFixedHeight(theme.px(32) * (1 + len(links)) + 6)
        self._no_links.setVisible(not links)
        self._links_title.setText(_("{count} inisiatif").format(count=len(links)) if links else _("Inisiatif"))

    # -- what a person does

    def _add(self, text: str, subdimension: str) -> str | None:
        made = self.act(_("Tambah sasaran smart city"), add_objective, self.tabs.code, text, subdimension or None)
        if made is not None:
            self.objectives.grid.go_to(made)
        return made

    def new(self) -> None:
        """The cursor goes to the line of the new sasaran."""
        if not self.session.read_only:
            self.area.ensureWidgetVisible(self.objectives.new_row)
            self.objectives.new_row.start_row()

    def show_record(self, record_id: str) -> bool:
        """Go to a dimension by its code, to its text, to a sasaran or to a misi."""
        snapshot = self.session.snapshot
        written = snapshot.get(DimensionPlan, record_id)
        objective = snapshot.get(SmartObjective, record_id)
        if snapshot.get(SmartMission, record_id) is not None:
            self.vision.open()
            return self.vision.missions.grid.go_to(record_id)
        found = self.tabs.choose(objective.dimension if objective else written.dimension if written else record_id)
        if objective is not None:
            self.area.ensureWidgetVisible(self.objectives)
            return self.objectives.grid.go_to(record_id)
        return found

    def printable(self) -> Printable:
        """The chosen dimension or all of them, under visi and misi."""
        return dimensions_printable(self, TEXTS, self.print_choice)

    def print_choices(self) -> list[Option]:
        """The chosen dimension, or all."""
        name = self.session.pack.label("dimension", self.tabs.code)
        return [Option("", _("Hanya {dimension}").format(dimension=name)), Option(ALL, _("Semua dimensi"))]

    def areas(self) -> list[QWidget]:
        """Tabs, texts, sasaran, initiatives."""
        first = self.form.rows[TEXTS[0]].editor.widget()
        return [self.tabs, first, self.objectives.first_focus() or self.tabs, self.links]

    def first_focus(self) -> QWidget | None:
        """The tabs."""
        return self.tabs


def _years(row: Any) -> str:  # Any: an initiative, which the column does not know
    return "–".join(str(year) for year in (row.year_start, row.year_end) if year is not None)
