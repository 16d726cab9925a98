"""Indikator, langkah and quick win of one initiative: each a table and the form of its current row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.initiatives import (
    STOPPED,
    add_indicator,
    add_quick_win,
    add_step,
    continue_quick_win,
    plan_step_quarter,
    set_target,
)
from gmsc_desktop.models.records import ActionStep, ActionStepPlan, InitiativeIndicator, QuickWin
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.evidence_panel import EvidencePanel
from gmsc_desktop.ui.pages.new_row import NewRow
from gmsc_desktop.ui.pages.own_rows import OwnRows
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.rules import all_by_rules, by_rules, with_what_waited
from gmsc_desktop.ui.pages.target_columns import number_look, target_column
from gmsc_desktop.ui.tables import Column, Grid, NewRows, field_column
from gmsc_desktop.values import format_percent

QUARTERS = (1, 2, 3, 4)


class IndicatorsPart(OwnRows):
    """What the initiative promises in figures, with one column for the target of each year."""

    def __init__(self, page: Page, years: Sequence[int]) -> None:
        self._page, self._session, self._initiative = page, page.session, ""
        form = RecordForm(page.session, "initiative_indicator")
        form.add("text")
        form.add("kind", "direction")
        form.add("unit", "source")
        form.add("baseline_text", "baseline_year")
        super().__init__(
            page,
            "initiative_indicator",
            Grid(page.session, f"own-indicators-{len(years)}", _("Indikator inisiatif"), self._columns(years)),
            _("Belum ada indikator. Tulis apa yang diukur di bawah, lalu tekan Enter; targetnya diisi di tabel."),
            title=_("Indikator inisiatif dan target tahunannya"),
            new_row=NewRow(_("Indikator baru"), self._add, read_only=page.session.read_only),
            form=form,
            adds=NewRows("initiative_indicator", "text", lambda: {"initiative_id": self._initiative}),
        )

    def _columns(self, years: Sequence[int]) -> list[Column]:
        session = self._session
        return [
            field_column(session, "initiative_indicator", "text", width=180, style="name", stretch=True),
            field_column(session, "initiative_indicator", "unit", width=72),
            field_column(
                session, "initiative_indicator", "baseline_text", width=92, style="state",
                look=lambda row: number_look(row.baseline_text, row.baseline_number),
            ),
            *(target_column(session, "initiative_target", year, set_target) for year in years),
            field_column(session, "initiative_indicator", "direction", width=70, off=True),
            field_column(session, "initiative_indicator", "kind", width=120, off=True),
            field_column(session, "initiative_indicator", "baseline_year", _("Tahun awal"), width=86, off=True),
            field_column(session, "initiative_indicator", "source", width=140, off=True),
        ]  # fmt: skip

    def _add(self, text: str, _kind: str) -> str | None:
        made = self._page.act(_("Tambah indikator inisiatif"), add_indicator, self._initiative, text)
        if made is not None:
            self.grid.go_to(made)
        return made

    def show_initiative(self, initiative_id: str) -> None:
        """Show the indicators of an initiative."""
        self._initiative = initiative_id
        self.show_rows(self._session.snapshot.where(InitiativeIndicator, "initiative_id", initiative_id))


class StepsPart(OwnRows):
    """The steps of an initiative, and how much of the current one is planned by the end of each quarter."""

    def __init__(self, page: Page) -> None:
        session = page.session
        self._page, self._session, self._initiative = page, session, ""
        months = all_by_rules("action_step", "start_month", "end_month")
        form = RecordForm(session, "action_step")
        form.add("text")
        form.add("kind", "agency_id")
        form.add("start_month", "end_month", use=months)
        form.add("output")
        form.add("indicator", "amount")
        kinds = [Option(choice.code, choice.label) for choice in session.pack.choices("action_kind")]
        columns = [
            field_column(session, "action_step", "text", width=190, style="name", stretch=True),
            field_column(session, "action_step", "start_month", _("Mulai"), width=84, value=lambda row: row.start_month,
                         use=lambda _row: by_rules("action_step", "start_month")),
            field_column(session, "action_step", "end_month", _("Selesai"), width=84, value=lambda row: row.end_month,
                         use=lambda _row: by_rules("action_step", "end_month")),
            field_column(session, "action_step", "amount", width=124),
            field_column(session, "action_step", "kind", _("Jenis"), width=150, off=True),
            field_column(session, "action_step", "agency_id", _("OPD"), width=150, off=True),
            field_column(session, "action_step", "output", width=150, off=True),
            field_column(session, "action_step", "indicator", width=150, off=True),
        ]  # fmt: skip
        super().__init__(
            page,
            "action_step",
            Grid(session, "own-steps", _("Langkah rencana aksi"), columns),
            _("Belum ada langkah. Pilih jenisnya, tulis langkahnya di bawah, lalu tekan Enter."),
            title=_("Langkah rencana aksi"),
            new_row=NewRow(_("Langkah baru"), self._add, kinds, read_only=session.read_only),
            form=form,
            adds=NewRows("action_step", "text", lambda: {"initiative_id": self._initiative}),
        )
        self.quarters = QuartersPart(page)
        self.layout().addWidget(self.quarters)  # type: ignore[union-attr]
        self.grid.row_changed.connect(self.quarters.show_step)

    def _add(self, text: str, kind: str) -> str | None:
        initiative = self._initiative
        made = self._page.act(
            _("Tambah langkah"), lambda db: add_step(db, text, initiative_id=initiative, kind=kind or None)
        )
        if made is not None:
            self.grid.go_to(made)
        return made

    def show_initiative(self, initiative_id: str) -> None:
        """Show the steps of an initiative."""
        self._initiative = initiative_id
        self.show_rows(self._session.snapshot.where(ActionStep, "initiative_id", initiative_id))
        self.quarters.show_step(self.grid.current_id)


@dataclass(frozen=True, slots=True)
class QuarterYear:
    """A year of a step with what is planned by the end of its quarters."""

    id: str
    step_id: str
    year: int
    percents: tuple[float | None, ...]


class QuartersPart(QWidget):
    """One row a year, one column a quarter: the cumulative plan of a step in percent."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._session = page.session
        title = Label(_("Rencana kumulatif tiap akhir triwulan (%)"), 13, tone="muted")
        columns = [
            Column("year", _("Tahun"), lambda row: str(row.year), lambda row: row.year, width=60, style="name"),
            *(self._quarter(at) for at in QUARTERS),
        ]
        self.grid = Grid(self._session, "own-quarters", _("Rencana triwulan langkah"), columns)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(4)
        box.addWidget(title)
        box.addWidget(self.grid)

    def _quarter(self, quarter: int) -> Column:
        def percent(row: QuarterYear) -> float | None:
            return row.percents[quarter - 1]

        def text(row: QuarterYear) -> str:
            found = row.percents[quarter - 1]
            return "" if found is None else format_percent(found)

        def use(row: QuarterYear) -> UseCase:
            return partial(_put_quarter, row.step_id, row.year, quarter)

        return Column(
            f"q{quarter}", _("TW {number}").format(number=quarter), text, percent, width=70, style="number",
            field=BY_NAME["action_step_plan"].field("percent"), use=use,
            record_id=lambda row: derived_id("action_step_plan", row.step_id, row.year, quarter),
        )  # fmt: skip

    def show_step(self, step_id: str) -> None:
        """Show the quarters of a step in the years of the plan."""
        plans = self._session.snapshot.where(ActionStepPlan, "step_id", step_id) if step_id else ()
        years = sorted(set(self._session.snapshot.years) | {plan.year for plan in plans}) if step_id else []
        told = {(plan.year, plan.quarter): plan.percent for plan in plans}
        rows = [
            QuarterYear(f"{step_id}-{year}", step_id, year, tuple(told.get((year, quarter)) for quarter in QUARTERS))
            for year in years
        ]
        self.grid.rows.set_rows(rows)
        self.grid.setFixedHeight(theme.px(32) * (1 + min(len(rows), 12)) + 4)
        self.setVisible(bool(rows))


def _put_quarter(step_id: str, year: int, quarter: int, db: Any, _record_id: str, value: Value) -> None:
    plan_step_quarter(db, step_id, year, quarter, None if value is None else float(value))


class QuickWinsPart(OwnRows):
    """The years in which the initiative is a quick win, and the profile of the current one."""

    def __init__(self, page: Page) -> None:
        session = page.session
        self._page, self._session, self._initiative = page, session, ""
        form = RecordForm(session, "quick_win")
        form.add("status", use=all_by_rules("quick_win", "status"))
        form.add("status_reason", use={"status_reason": with_what_waited("quick_win", "status_reason", "status")})
        form.add("start_on", "end_on", use=all_by_rules("quick_win", "start_on", "end_on"))
        form.add("problem")
        form.add("beneficiaries")
        form.add("benefit_indicator")
        form.add("before_text", "after_text")
        form.add("resources")
        form.add("sustainability")
        columns = [
            Column("year", _("Tahun"), lambda row: str(row.year), lambda row: row.year, width=64, style="name"),
            field_column(session, "quick_win", "status", width=110,
                         use=lambda _row: by_rules("quick_win", "status")),
            field_column(session, "quick_win", "start_on", width=110, value=lambda row: row.start_on,
                         use=lambda _row: by_rules("quick_win", "start_on")),
            field_column(session, "quick_win", "end_on", width=110, value=lambda row: row.end_on,
                         use=lambda _row: by_rules("quick_win", "end_on")),
        ]  # fmt: skip
        super().__init__(
            page,
            "quick_win",
            Grid(session, "own-quick-wins", _("Tahun quick win"), columns),
            _("Bukan quick win. Pilih tahunnya di bawah bila inisiatif ini menjadi program percepatan."),
            title=_("Tahun quick win"),
            form=form,
        )
        self.choice = ChoiceField((), _("Jadikan quick win tahun…"))
        self.choice.setAccessibleName(_("Jadikan quick win pada tahun"))
        self.choice.typed.connect(self._add)
        if session.read_only:
            self.choice.hide()
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(box.indexOf(form), self.choice)
        self.evidence = EvidencePanel(session, "quick_win")
        self.evidence.listen(self)
        box.insertWidget(box.indexOf(form) + 1, self.evidence)
        self.grid.row_changed.connect(self._show_evidence)

    def _show_evidence(self, quick_win_id: str) -> None:
        if quick_win_id:  # between two rows there is none, and what is hidden loses the focus
            self.evidence.show_record(quick_win_id)

    def show_initiative(self, initiative_id: str) -> None:
        """Show the quick wins of an initiative."""
        self._initiative = initiative_id
        rows = self._session.snapshot.where(QuickWin, "initiative_id", initiative_id)
        there = {row.year for row in rows}
        years = [year for year in self._session.snapshot.years if year not in there]
        goes_on = {row.year + 1 for row in rows if row.status != STOPPED}
        words = _("{year}, lanjutan dari {before}")
        self.choice.show_text("")
        self.choice.set_options(
            [
                Option(str(year), words.format(year=year, before=year - 1) if year in goes_on else str(year))
                for year in years
            ]
        )
        self.show_rows(rows)
        self._show_evidence(self.grid.current_id)
        self.evidence.setVisible(bool(rows))

    def _add(self) -> None:
        if not self.choice.text():
            return
        year = int(self.choice.text())
        before = [row for row in self.grid.rows.rows if row.year == year - 1 and row.status != STOPPED]
        use = continue_quick_win if before else add_quick_win
        label = _("Jadikan quick win {year}").format(year=year)
        made = self._page.act(label, use, self._initiative, year)
        if made is not None:
            self.grid.go_to(made)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
