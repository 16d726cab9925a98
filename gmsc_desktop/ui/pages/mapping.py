"""Pemetaan: which dimensions each sasaran RPJMD serves, and the initiatives behind every cell."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.models.rpjmd import mark_each_related, mark_each_unrelated, tick_each, untick_each
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui.controls import Button, ElidedLabel, EmptyPage, SearchField
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.import_first import import_first
from gmsc_desktop.ui.pages.mapping_detail import DetailView
from gmsc_desktop.ui.pages.mapping_grid import MapGrid
from gmsc_desktop.ui.pages.mapping_panel import MappingPanel
from gmsc_desktop.ui.pages.mapping_print import mapping_printable
from gmsc_desktop.ui.pages.mapping_rows import DIRECT, CellMark, MapRow, document_of, links_behind, map_rows
from gmsc_desktop.ui.pages.mapping_views import CeilingsView, FlowView, GapsView, MappingView
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.pages.reason_bar import ReasonBar
from gmsc_desktop.ui.pages.tabs import UnderlineBar
from gmsc_desktop.ui.session import Session

KINDS = {
    "": frozenset({"mission", "objective", "indicator"}),
    "sasaran": frozenset({"mission", "objective"}),
    "program": frozenset({"mission", "objective", "indicator", "programme"}),
}


class MappingPage(Page):
    """The matrix left, what is behind the current cell right."""

    key = "mapping"
    title = m("Pemetaan RPJMD")
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "planning_document", "mission", "goal", "objective", "indicator", "programme", "objective_dimension",
            "initiative", "indicator_mapping", "programme_mapping", "ceiling", "initiative_budget", "agency",
            "initiative_agency",
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._matrix_facts = ""
        self.grid = MapGrid(session.pack.dimensions)
        self.panel = MappingPanel(self)
        self.map_button = self.add_action(Button(_("Petakan ke inisiatif"), "link-2", self.map_here, primary=True))
        self.bar = UnderlineBar(_("Tampilan pemetaan"), tight=True)
        self.add_tool(self.bar)
        self._matrix_tools = self._add_tools()
        self.detail, self.gaps, self.ceilings = DetailView(self), GapsView(self), CeilingsView(self)
        self.flow = FlowView(self)
        self.views: tuple[MappingView | None, ...] = (None, self.detail, self.gaps, self.ceilings, self.flow)
        self._asked: list[str] = []  # the sasaran for which a reason is asked
        self.reason = ReasonBar(
            _("Alasan tidak terkait"), _("Mengapa sasaran ini tidak terkait smart city?"), _("Tandai tidak terkait"),
            self.say_unrelated, lambda: self.grid.setFocus(Qt.FocusReason.OtherFocusReason),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split())
        begin = Button(_("Buka RPJMD"), "target", lambda: self.go_to.emit("rpjmd", ""))
        if not any(entry.key == "rpjmd" for entry in PAGES):
            begin.hide()
        self._empty = EmptyPage(
            "waypoints",
            _("Belum ada sasaran RPJMD yang dapat dipetakan."),
            _("Impor dahulu tabel RPJMD dari Excel atau Word, atau ketik misi, tujuan, dan sasarannya."),
            import_first(self, "rpjmd"),
            begin,
        )
        self._stack.addWidget(self._empty)
        self._shown = QStackedWidget()
        self._shown.addWidget(self._stack)
        self.body.addWidget(self._shown, 1)
        self._add_views()
        self.grid.cell_changed.connect(self._show_cell)
        self.grid.toggled.connect(self.toggle)
        self.grid.unrelated_asked.connect(self.ask_unrelated)
        self.grid.panel_asked.connect(self._to_panel)
        self.panel.opened.connect(lambda initiative_id: self.go_to.emit("initiatives", initiative_id))

    def _add_views(self) -> None:
        names = (_("Matriks"), _("Rinci"), _("Kesenjangan"), _("Pagu"), _("Alur"))
        for name, view in zip(names, self.views, strict=True):
            self.bar.addTab(name)
            if view is not None:
                self._shown.addWidget(view)
                for tool in view.tools:
                    self.add_tool(tool, 10 if isinstance(tool, SearchField) else 0)
        self.tools.box.addStretch(1)
        self.bar.currentChanged.connect(self._choose_view)

    @property
    def view(self) -> MappingView | None:
        """The view that is shown; None for the matrix."""
        return self.views[self.bar.currentIndex()]

    def show_view(self, view: MappingView | None) -> None:
        """Show a view, None for the matrix."""
        self.bar.setCurrentIndex(self.views.index(view))

    def _choose_view(self, place: int) -> None:
        self._shown.setCurrentIndex(place)
        self._read_view()

    def _show_tools(self) -> None:
        view, mapped = self.view, self._stack.currentIndex() == 0
        for tool in self._matrix_tools:
            tool.setVisible(view is None and mapped)
        for other in self.views:
            for tool in other.tools if other is not None else ():
                tool.setVisible(other is view)

    def _read_view(self) -> None:
        view = self.view
        if view is not None:
            view.read()
        self.facts.setText(view.facts if view is not None else self._matrix_facts)
        self._show_tools()

    def _add_tools(self) -> list[QWidget]:
        self.filter = SearchField(_("Saring sasaran  Ctrl+F"), _("Saring sasaran dan indikator"), 260)
        self.kinds = ChoiceField(
            [Option("sasaran", _("Sasaran saja")), Option("program", _("Sasaran, indikator, program"))],
            _("Sasaran dan indikator"),
        )
        self.kinds.setAccessibleName(_("Baris yang ditampilkan"))
        self.waiting = QCheckBox(_("Hanya yang belum"))
        self.filter.textChanged.connect(lambda _text: self._filter())
        self.kinds.typed.connect(self._filter)
        self.waiting.toggled.connect(lambda _on: self._filter())
        self.filter.setMinimumWidth(180)
        self.add_tool(self.filter)
        self.add_tool(self.kinds)
        self.add_tool(self.waiting)
        legend = ElidedLabel(_("penuh: langsung · bergaris: pendukung (Shift)"), 13, tone="muted")
        self.add_tool(legend, 100)  # takes what is left, and is cut first
        return [self.filter, self.kinds, self.waiting, legend]

    def _split(self) -> QWidget:
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.grid, 1)
        box.addWidget(self.reason)
        splitter = KeptSplitter("mapping")
        splitter.addWidget(left)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([820, 300])
        splitter.restore()
        return splitter

    # -- what is shown

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read the matrix again."""
        document = document_of(self.session)
        rows = map_rows(self.session, document) if document is not None else []
        objectives = [row for row in rows if row.kind == "objective"]
        waiting = sum(row.waits for row in objectives)
        unrelated = sum(row.unrelated for row in objectives)
        self._matrix_facts = (
            _("{all} sasaran: {mapped} terpetakan, {unrelated} tidak terkait, {waiting} belum").format(
                all=len(objectives), mapped=len(objectives) - waiting - unrelated, unrelated=unrelated, waiting=waiting
            )
            if objectives
            else ""
        )
        self._stack.setCurrentIndex(0 if objectives else 1)
        self.map_button.setEnabled(bool(objectives))
        why = "" if objectives else _("Belum ada sasaran RPJMD yang dapat dipetakan. Isi dahulu di halaman RPJMD.")
        self.map_button.setToolTip(why)
        self.map_button.setAccessibleDescription(why)
        self.grid.rows.set_rows(rows)
        self._filter()
        self._read_view()

    def _filter(self) -> None:
        kinds = KINDS[self.kinds.text()]
        self.grid.rows.set_filter(self.filter.text(), kinds, waiting_only=self.waiting.isChecked())
        if self.grid.current is None:
            first = next((row.id for row in self.grid.rows.shown if row.kind != "mission"), "")
            self.grid.go_to(first)
        self._show_cell()

    def _show_cell(self) -> None:
        self.panel.show_cell(self.grid.current, self.grid.dimension)

    # -- what a person does

    def _objectives(self) -> list[MapRow]:
        """The sasaran that are chosen, where they may be mapped; else what to do is told."""
        if self.session.read_only:
            return []
        chosen = self.grid.chosen
        rows = [row for row in chosen if row.kind == "objective"]
        if not rows and any(row.kind != "mission" for row in chosen):
            self.banner.say(
                "info", _("Indikator dan program dipetakan lewat inisiatifnya. Pilih inisiatifnya di kanan.")
            )
        return rows

    def toggle(self, dimension: str, strength: str) -> None:
        """Map the chosen sasaran to a dimension, or take that away where all of them are mapped just so."""
        rows = self._objectives()
        ids, label = [row.id for row in rows], self.session.pack.label("dimension", dimension)
        if not rows:
            return
        if all(row.marks.get(dimension, CellMark()).strength == strength for row in rows):
            words = _("Hapus pemetaan {count} sasaran ke {dimension}") if len(rows) > 1 else ""
            words = words or _("Hapus pemetaan ke {dimension}")
            self.act(words.format(count=len(rows), dimension=label), untick_each, ids, dimension)
        else:
            words = _("Petakan {count} sasaran ke {dimension}") if len(rows) > 1 else _("Petakan ke {dimension}")
            self.act(words.format(count=len(rows), dimension=label), tick_each, ids, dimension, strength)

    def ask_unrelated(self) -> None:
        """Ask why the chosen sasaran are not related; where all are marked so already, take that back."""
        rows = self._objectives()
        if not rows:
            return
        if all(row.unrelated for row in rows):
            self.act(_("Cabut tanda tidak terkait"), mark_each_related, [row.id for row in rows])
        else:
            self._asked = [row.id for row in rows if not row.unrelated]
            self.reason.ask()

    def say_unrelated(self, reason: str) -> bool:
        """Mark the sasaran as unrelated for which was asked; False where something stands in the way."""
        many = _("Tandai {count} sasaran tidak terkait").format(count=len(self._asked))
        label = many if len(self._asked) > 1 else _("Tandai tidak terkait")
        self.act(label, mark_each_unrelated, self._asked, reason)
        return self.banner.isHidden()

    def map_here(self) -> None:
        """Map the chosen initiative to the current row; from another view, first to the matrix."""
        if self.view is None:
            self.panel.add()
        elif self.view is self.detail:
            self.detail.ask(DIRECT)
        else:
            self.show_view(None)
            self.panel.focus_choice()

    def _to_panel(self) -> None:
        self.panel.focus_choice()

    # -- what the window asks

    def areas(self) -> list[QWidget]:
        """Tools, matrix, panel; or those of the view."""
        if self.view is not None:
            parts = (self.bar, self.view.filter_field(), *self.view.areas())
            return [part for part in parts if part is not None]
        return [self.filter, self.grid, self.panel.choice] if self.grid.rows.rows else super().areas()

    def printable(self) -> Printable:
        """The view as it is shown."""
        if self.view is not None:
            return self.view.printable()
        return mapping_printable(self)

    def filter_field(self) -> QLineEdit | None:
        """Where Ctrl+F puts the cursor."""
        return self.filter if self.view is None else self.view.filter_field()

    def first_focus(self) -> QWidget | None:
        """The matrix, or the button that begins; or where the view begins."""
        if self.view is not None:
            return self.view.first_focus() or self.bar
        return self.grid if self.grid.rows.rows else self._empty.findChild(Button)

    def show_work_left(self) -> None:
        """Go to the initiatives that are mapped to nothing (any more), in the gaps."""
        if self.view is self.gaps:
            self.gaps.show_group("initiative")

    def show_record(self, record_id: str) -> bool:
        """Go to a sasaran, indicator or programme; for an initiative to its first place, or offer it for mapping."""
        self.show_view(None)
        column = next((at for at, d in enumerate(self.session.pack.dimensions, 1) if d.code == record_id), 0)
        if column:
            row = self.grid.current
            return row is not None and self.grid.go_to(row.id, column)
        initiative = self.session.snapshot.get(Initiative, record_id)
        if initiative is not None:
            return self._show_initiative(initiative)
        self._show_all()
        return self.grid.go_to(record_id)

    def _show_all(self) -> None:
        self.filter.clear()
        self.waiting.setChecked(False)
        self.kinds.show_text("program")
        self._filter()

    def _show_initiative(self, initiative: Initiative) -> bool:
        for row in self.grid.rows.rows:
            if row.kind in {"indicator", "programme"} and any(
                link.initiative.id == initiative.id for link in links_behind(self.session, row)
            ):
                self._show_all()
                return self.grid.go_to(row.id)
        self.show_view(self.detail)
        if self.detail.show_initiative(initiative):
            words = _("“{name}” belum dipetakan. Pilih indikator atau program di kanan, lalu tekan Enter.")
            self.banner.say("info", words.format(name=initiative.title))
        return True
