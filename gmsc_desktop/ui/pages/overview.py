"""Ringkasan: the stage and what stands in its way, the six dimensions side by side, what comes next, one chart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models import checks
from gmsc_desktop.models.checks import Finding, place_label
from gmsc_desktop.models.checks.unchecked_words import SHORT
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.chart_view import ChartPanel
from gmsc_desktop.ui.controls import Button, Card, Label, scrolled
from gmsc_desktop.ui.doors import cell_door
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.checking import checking_of
from gmsc_desktop.ui.pages.checks_list import GROUPS, Group, group_of
from gmsc_desktop.ui.pages.overview_parts import NextList, NextRow, StageStrip
from gmsc_desktop.ui.pages.overview_print import overview_printable
from gmsc_desktop.ui.pages.overview_rows import columns, dimension_rows
from gmsc_desktop.ui.pages.overview_start import IMPORT, StartCard, Step
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid

if TYPE_CHECKING:
    from gmsc_desktop.exports.charts import Chart

Index = QModelIndex | QPersistentModelIndex
CHECKS = "checks"
LEAST_SIDE = 240  # logical pixels at 100 %
_LEFT_MARGINS, _OUTER_MARGINS = 4 + 10 + 2 + 12, 16 + 6 + 20  # of the column with its scroll bar, of the page
# Where a finding leads that is about nothing written yet: the page on which such a record is begun.
_BEGIN = {"initiatives": ("initiative",), "rpjmd": ("planning_document",), "dimensions": ("dimension_plan",)}


class OverviewPage(Page):
    """Where the plan stands; every number opens its records."""

    key = "overview"
    title = m("Ringkasan")
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "plan", "unchecked_stage", "planning_document", "initiative", "initiative_budget", "indicator_mapping",
            "programme_mapping", "progress_year", "progress_entry", "action_step", "action_step_plan", "indicator",
            "programme", "original_document", "evidence_link", "head_of_region", "legal_document", "objective",
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.checking = checking_of(session)
        self.checking.found.connect(self._tell_findings)
        self.add_action(Button(_("Periksa kesiapan"), "shield-check", self.check, primary=True), writes=False)
        self.strip = StageStrip(self._open_findings)
        self.strip.chosen.connect(lambda code: self.checking.ask(code, self.checking.year))
        self.year = self.edition().year
        self.grid = Grid(session, "overview", _("Enam dimensi"), columns(self.year), opens=True)
        self.grid.opened.connect(lambda _id: self._open_cell(self.grid.currentIndex()))
        self.grid.clicked.connect(self._open_cell)
        self.next = NextList()
        self.next.opened.connect(self.go_to)
        self._next_count = Label("", 13, tone="muted")
        self.start = StartCard(session, self.checking)
        self.start.list.entered.connect(self._open_step)
        self.chart = ChartPanel(session, "overview-chart")
        self._chart_timer = QTimer(self, singleShot=True, interval=0)
        self._chart_timer.timeout.connect(self._show_chart)
        self.body.addWidget(self._lay_out(), 1)

    # -- building

    def _lay_out(self) -> QWidget:
        left = QWidget()
        self._column = QVBoxLayout(left)
        self._column.setContentsMargins(4, 4, 10, 4)
        self._column.setSpacing(12)
        self._column.addWidget(self.start)
        dimensions = Card(padding=1)
        dimensions.box.addWidget(self.grid)
        self._column.addWidget(dimensions)
        self._column.addWidget(self.chart)
        self._column.addStretch(1)
        self._left = scrolled(left)
        self._coming = self._coming_card()
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        above = QHBoxLayout()
        above.setContentsMargins(20, 4, 20, 0)
        above.addWidget(self.strip)
        whole.addLayout(above)
        self._row = row = QHBoxLayout()
        row.setContentsMargins(16, 0, 20, 12)
        row.setSpacing(6)
        whole.addLayout(row, 1)
        row.addWidget(self._left, 68)
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 4, 0, 0)
        self._side.addWidget(self._coming)
        row.addLayout(self._side, 32)
        self.restyle()
        return body

    def _coming_card(self) -> Card:
        card = Card(padding=1)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 6)
        head.addWidget(Label(_("Berikutnya"), 16, theme.SEMIBOLD), 1)
        head.addWidget(self._next_count)
        card.box.addLayout(head)
        card.box.addWidget(self.next, 1)
        return card

    def _arrange(self) -> None:
        """What comes next stands beside the six rows where both have room, else under them: no column is cut."""
        self.grid.show_columns()
        needed = self.grid.whole_width() + _LEFT_MARGINS
        beside = self.width() - needed - _OUTER_MARGINS >= theme.px(LEAST_SIDE)
        self._left.setMinimumWidth(needed if beside else 0)
        self._coming.setMinimumSize(*((theme.px(LEAST_SIDE), 0) if beside else (0, theme.px(68 * 3 + 44))))
        if beside == (self._side.indexOf(self._coming) >= 0):
            return
        focus = self.next.hasFocus()
        self._row.setStretch(1, 32 if beside else 0)
        if beside:
            self._column.removeWidget(self._coming)
            self._side.addWidget(self._coming)
        else:
            self._side.removeWidget(self._coming)
            self._column.insertWidget(2, self._coming)
        if focus:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Six rows and their heading, never more."""
        self.grid.setFixedHeight(theme.px(32) * (1 + len(self.session.pack.dimensions)) + 2)
        self.grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QTimer.singleShot(0, self, self._arrange)  # when the headings have their new font

    def edition(self) -> Edition:
        """The plan as it is now, for figures and charts."""
        return Edition.of(self.session.snapshot, revision_code="", made_on=date.today())

    # -- what is shown

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read the six rows again; the chart follows when the window has been painted."""
        year = self.edition().year
        if year != self.year:
            self.year = year
            self.grid.rows.columns[:] = columns(year)
            self.grid.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.grid.rows.columns) - 1)
        rows = dimension_rows(self.session, self.year)
        self.grid.rows.set_rows(rows)
        self._tell_findings()
        count = sum(len(row.initiatives) for row in rows)
        self.facts.setText(
            _("Tahun {year} · {count} inisiatif · keterlaksanaan {told}").format(
                year=self.year, count=count, told=self.session.figures.rate(self.year).sentence
            )
            if count
            else self._how_to_begin()
        )
        self._chart_timer.start()

    def _how_to_begin(self) -> str:
        if not self.start.isHidden():
            return _("Belum ada inisiatif. Ikuti langkah-langkah memasukkan rencana lama di bawah ini.")
        return _("Belum ada inisiatif. Mulai dari “Berikutnya” di kanan.")

    def _show_chart(self) -> None:
        """Draw it."""
        from gmsc_desktop.exports.charts import money_chart

        edition = self.edition()

        def make(width: float) -> Chart:
            return money_chart(edition, width, self.chart.view.measure)

        self.chart.set_chart(make)

    def _tell_findings(self) -> None:
        handed_in = frozenset(row.stage for row in self.session.outgoing() if row.stage)
        off = frozenset(checks.unchecked_stages(self.session.snapshot, self.session.pack))
        self.strip.show_stages(checks.purposes(self.session.pack), self.checking.purpose, handed_in, off)
        findings = [finding for finding in self.checking.findings if finding.override is None]
        musts, private = len(self.checking.open_musts), len(self.checking.private)
        known = self.checking.at is not None
        warnings = sum(finding.weight == "warning" for finding in findings)
        self.strip.show_counts(musts, private, warnings, self.checking.readiness, known=known)
        counted = _("{count} hal").format(count=len(findings)) if known else ""
        self._next_count.setText(_(SHORT) if self.checking.readiness.unchecked and not findings else counted)
        rows = [self._next_row(finding) for finding in findings]
        self.next.set_rows(sorted(rows, key=lambda row: list(GROUPS).index(row.weight)))
        self.start.read()
        if self.checking.problem:
            self.banner.say("error", self.checking.problem)

    def _next_row(self, finding: Finding) -> NextRow:
        page, record_id = self._door(finding)
        weight = group_of(finding, private=self.checking.is_private(finding))
        where = place_label(self.session.snapshot, finding.place)
        return NextRow(finding.key, weight, finding.sentence, where, page, record_id)

    def _door(self, finding: Finding) -> tuple[str, str]:
        place = finding.place
        door = cell_door(self.session.snapshot, place.table, place.record_id) if place.record_id else None
        if door is not None and self.session.record(place.table, place.record_id) is not None:
            return door
        owner = self.session.record("initiative", place.record_id) if place.record_id else None
        if isinstance(owner, Initiative):
            return "initiatives", owner.id
        page = next((entry.key for entry in PAGES if place.table in entry.shows), "")
        page = page or next((key for key, tables in _BEGIN.items() if place.table in tables and _has(key)), "")
        return (page or (CHECKS if _has(CHECKS) else "")), (place.record_id if page else finding.key)

    # -- doors

    def check(self) -> None:
        """To the page of findings; where there is none, look again."""
        if _has(CHECKS):
            self.go_to.emit(CHECKS, "")
        else:
            self.checking.check_now()
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_findings(self, weight: Group) -> None:
        self.next.go_to_first(weight)

    def _open_step(self, step: Step) -> None:
        """To the place of a step: its tab, or the window of its import where the page has one."""
        entry = next(entry for entry in PAGES if entry.key == step.page)
        imports = next((one.name_text for one in entry.commands if one.name_text.startswith(IMPORT)), "")
        if step.part:
            self.part_asked.emit(step.page, step.part)
        elif imports and not step.done:
            self.command_asked.emit(step.page, imports)
        else:
            self.go_to.emit(step.page, "")

    def show_steps(self) -> None:
        """The guided start again, after it was put away."""
        self.start.bring_back()

    def _open_cell(self, index: Index) -> None:
        if not index.isValid() or index.row() >= len(self.grid.rows.shown):
            return
        row, column = self.grid.rows.shown[index.row()], self.grid.rows.columns[index.column()].key
        first = row.initiatives[0] if row.initiatives else ""
        doors = {
            "dimension": ("dimensions", row.id),
            "mapped": ("mapping", row.unmapped or row.id),
            "rate": ("progress", first),
            "physical": ("progress", first),
        }
        page, record_id = doors.get(column, ("initiatives", row.id))
        if _has(page):
            self.go_to.emit(page, record_id)

    def printable(self) -> Printable:
        """The six rows, the charts, what comes next."""
        return overview_printable(self)

    def areas(self) -> list[QWidget]:
        """The guided start, six rows, chart, what comes next."""
        return [self.start.list, self.grid, self.chart.view, self.next]

    def first_focus(self) -> QWidget | None:
        """The steps of the guided start where it is shown, else the six rows."""
        return self.start.list if not self.start.isHidden() else self.grid


def _has(key: str) -> bool:
    return any(entry.key == key for entry in PAGES)
