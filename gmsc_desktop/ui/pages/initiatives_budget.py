"""Anggaran of an initiative: one row a year, one column a source of funds, held against what else says the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.figures import total
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.initiatives import set_budget
from gmsc_desktop.models.records import ActionStep, Initiative, InitiativeBudget, ProgressYear
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.values import format_number, format_rupiah

FIRST_SOURCE = "apbd"


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """The row of a year."""

    id: str
    initiative_id: str
    year: int
    amounts: tuple[int | None, ...]  # by source, in the order of the paket acuan: a change is seen by the table


class _Sources(Grid):
    """Shows the columns of the sources that are used, and of those that the person wants to fill in."""

    wanted: frozenset[str] = frozenset()

    @override
    def show_columns(self) -> None:
        shown = [column for column in self.rows.columns if column.key in self.wanted]
        for place, column in enumerate(self.rows.columns):
            fixed = column.key == "year" or (column.key == "total" and len(shown) > 1)
            self.setColumnHidden(place, not fixed and column.key not in self.wanted)
            self.setColumnWidth(place, theme.px(column.width))


class BudgetPart(QWidget):
    """Years and sources of one initiative. An empty cell is not told yet; a nought is told as nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._initiative = session, ""
        self._more: set[str] = set()
        self._sources = session.pack.choices("funding_source")
        self.grid = _Sources(session, "budget", _("Anggaran per tahun dan sumber dana (Rp)"), self._columns())
        self.choice = ChoiceField((), _("Tambah sumber dana…"))
        self.choice.setAccessibleName(_("Tambah kolom sumber dana"))
        self.choice.typed.connect(self._show_source)
        if session.read_only:
            self.choice.hide()
        self.sums = Label("", wrap=True)
        self.compared = Label("", 13, tone="muted", wrap=True)
        hint = _("Rupiah penuh. Kosong berarti belum diisi, 0 berarti memang tidak ada. Blok Excel dapat ditempel.")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(Label(hint, 13, tone="muted", wrap=True))
        for part in (self.grid, self.choice, self.sums, self.compared):
            box.addWidget(part)
        box.addStretch(1)

    def _columns(self) -> list[Column]:
        return [
            Column("year", _("Tahun"), lambda row: str(row.year), lambda row: row.year, width=56, style="name"),
            *(self._source_column(at, source.code, source.label) for at, source in enumerate(self._sources)),
            Column("total", _("Jumlah"), _total_text, lambda row: total(row.amounts).amount, width=116, style="number"),
        ]

    def _source_column(self, at: int, source: str, label: str) -> Column:
        def amount(row: BudgetYear) -> int | None:
            return row.amounts[at]

        def text(row: BudgetYear) -> str:
            return "" if row.amounts[at] is None else format_number(int(row.amounts[at] or 0))

        def record_id(row: BudgetYear) -> str:
            return derived_id("initiative_budget", row.initiative_id, row.year, source)

        return Column(
            source, label, text, amount, width=116, style="number", field=BY_NAME["initiative_budget"].field("amount"),
            record_id=record_id, use=partial(_put, source),
        )  # fmt: skip

    def show_initiative(self, initiative_id: str) -> None:
        """Show the budgets of an initiative."""
        if initiative_id != self._initiative:
            self._more.clear()
        self._initiative = initiative_id
        budgets = self._session.snapshot.where(InitiativeBudget, "initiative_id", initiative_id)
        initiative = self._session.snapshot.get(Initiative, initiative_id)
        if initiative is None:
            return
        rows = [self._row(initiative_id, year, budgets) for year in self._years(initiative, budgets)]
        used = {budget.source for budget in budgets if budget.amount is not None}
        self.grid.wanted = frozenset(used | self._more or {FIRST_SOURCE})
        self.grid.rows.set_rows(rows)
        self.grid.show_columns()
        self.grid.setFixedHeight(theme.px(32) * (1 + min(len(rows), 12)) + 22)
        self.grid.setVisible(bool(rows))
        self.choice.show_text("")
        self.choice.set_options([Option(s.code, s.label) for s in self._sources if s.code not in self.grid.wanted])
        self._tell(rows)

    def _row(self, initiative_id: str, year: int, budgets: Sequence[InitiativeBudget]) -> BudgetYear:
        told = {budget.source: budget.amount for budget in budgets if budget.year == year}
        return BudgetYear(
            f"{initiative_id}-{year}", initiative_id, year, tuple(told.get(source.code) for source in self._sources)
        )

    def _years(self, initiative: Initiative, budgets: Sequence[InitiativeBudget]) -> list[int]:
        """The years of the plan, those in which the initiative runs, and any other one that has a sum."""
        years = set(self._session.snapshot.years) | {budget.year for budget in budgets}
        start, end = initiative.year_start, initiative.year_end
        if start and end:
            years |= set(range(start, min(end, start + 30) + 1))
        return sorted(years)

    def go_to(self, budget: InitiativeBudget) -> bool:
        """Make the sum of a year and source the current cell."""
        if budget.source not in self.grid.wanted:
            self._more.add(budget.source)
            self.show_initiative(self._initiative)
        return self.grid.go_to(f"{budget.initiative_id}-{budget.year}", budget.source)

    def _show_source(self) -> None:
        if self.choice.text():
            self._more.add(self.choice.text())
            first = self.choice.text()
            self.show_initiative(self._initiative)
            if self.grid.rows.shown:
                self.grid.go_to(self.grid.rows.shown[0].id, first)
                self.grid.setFocus()

    # -- sums

    def _tell(self, rows: Sequence[BudgetYear]) -> None:
        if not rows:
            self.sums.setText(_("Isi dahulu tahun mulai dan selesai di tab Umum; tahun-tahunnya lalu muncul di sini."))
            self.compared.setText("")
            return
        parts = []
        for at, source in enumerate(self._sources):
            found = total(row.amounts[at] for row in rows).amount
            if found is not None:
                parts.append(f"{source.label} {format_rupiah(found)}")
        whole = total(amount for row in rows for amount in row.amounts).amount
        if whole is None:
            self.sums.setText(_("Belum ada anggaran yang diisi."))
        elif len(parts) > 1:
            self.sums.setText(_("Jumlah {sum}: {parts}").format(sum=format_rupiah(whole), parts=", ".join(parts)))
        else:
            self.sums.setText(_("Jumlah {sum}").format(sum=format_rupiah(whole)))
        self.compared.setText(" ".join([*self._against_years(rows), *self._against_steps(whole)]))

    def _against_years(self, rows: Sequence[BudgetYear]) -> list[str]:
        """Years whose sum of sources is another than the sum that Pelaksanaan has for the plan."""
        told = self._session.snapshot.where(ProgressYear, "initiative_id", self._initiative)
        plans = {row.year: row.plan_amount for row in told if row.plan_amount is not None}
        words = _("Tahun {year}: sumber dana {sum}, anggaran rencana induk di Pelaksanaan {plan}. Samakan keduanya.")
        return [
            words.format(year=row.year, sum=format_rupiah(found or 0), plan=format_rupiah(plans[row.year]))
            for row in rows
            if row.year in plans and ((found := total(row.amounts).amount) or 0) != plans[row.year]
        ]

    def _against_steps(self, whole: int | None) -> list[str]:
        steps = self._session.snapshot.where(ActionStep, "initiative_id", self._initiative)
        found = total(step.amount for step in steps).amount
        if found is None or found == whole:
            return []
        words = _("Langkah rencana aksinya berjumlah {steps}, selisih {difference}.")
        return [words.format(steps=format_rupiah(found), difference=format_rupiah(abs(found - (whole or 0))))]


def _total_text(row: BudgetYear) -> str:
    found = total(row.amounts).amount
    return "" if found is None else format_number(found)


def _put(source: str, row: BudgetYear) -> UseCase:
    def use(db: Any, _record_id: str, value: Value) -> None:  # Any: a connection, which ui does not name
        set_budget(db, row.initiative_id, row.year, source, None if value is None else int(value))

    return use
