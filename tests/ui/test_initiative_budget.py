"""Anggaran of one initiative: typed, pasted from Excel, emptied, held against a closed year."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gmsc_desktop.models.initiatives import set_budget
from gmsc_desktop.models.plan import reopen_year
from gmsc_desktop.models.records import (
    InitiativeBudget,
)
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.initiatives_budget import BudgetPart
from gmsc_desktop.ui.pages.initiatives_form import InitiativeForm
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid, paste_preview, pasting
from gmsc_desktop.values import format_rupiah
from tests.ui.in_form import ANGGARAN, choose, one, part, press, write

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(window: MainWindow) -> InitiativeForm:
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    return page.form


def open_2025(session: Session) -> None:
    """The sample plan has closed that year."""
    session.act("Buka kembali", reopen_year, 2025, "Bupati", date(2026, 1, 31), "Uji")


def test_a_budget_cell_is_typed_emptied_and_nought(form: InitiativeForm, session: Session) -> None:
    open_2025(session)
    session.act("Kosongkan", lambda db: db.exec_driver_sql("DELETE FROM initiative_budget"))
    budget = part(form, ANGGARAN, BudgetPart)
    assert isinstance(budget, BudgetPart)
    row = one(session, form)

    def amounts() -> dict[tuple[int, str], int | None]:
        return {(b.year, b.source): b.amount for b in session.snapshot.where(InitiativeBudget, "initiative_id", row.id)}

    year = budget.grid.rows.shown[0].year
    budget.grid.go_to(budget.grid.rows.shown[0].id, "apbd")
    budget.grid.setFocus()
    write("Rp1.500.000,-")
    press(Key.Key_Return)
    session.flush()
    assert amounts()[year, "apbd"] == 1_500_000
    press(Key.Key_Up)
    write("0")
    press(Key.Key_Return)
    session.flush()
    assert amounts()[year, "apbd"] == 0
    press(Key.Key_Up)
    assert budget.grid.currentIndex().data() == "0"
    press(Key.Key_Delete)
    assert (year, "apbd") not in amounts()
    assert budget.grid.currentIndex().data() == ""


def test_a_block_of_excel_fills_years_and_sources_and_the_sum_tells(
    form: InitiativeForm, session: Session, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_2025(session)
    row = one(session, form)
    budget = part(form, ANGGARAN, BudgetPart)
    assert isinstance(budget, BudgetPart)
    choose(budget.choice, "desa")
    assert not budget.grid.isColumnHidden(budget.grid.rows.column_place("desa"))
    before = session.snapshot.where(InitiativeBudget, "initiative_id", row.id)
    seen: list[pasting.Pasted] = []

    def look(grid: Grid, block: list[list[str]], *, as_new: bool) -> pasting.Pasted:
        preview = paste_preview.PastePreview(grid, block, as_new=as_new)
        seen.append(preview.pasted)
        return preview.pasted

    monkeypatch.setattr(paste_preview, "choose", look)
    QGuiApplication.clipboard().setText('" 1.500.000,00 "\r\n(1.000)\r\n"Rp2.000.000,-"\r\n')
    budget.grid.go_to(budget.grid.rows.shown[0].id, "desa")
    budget.grid.setFocus()
    press(Key.Key_V, CONTROL)
    assert [bool(cell.refused) for cell in seen[0].cells] == [False, True, False]
    assert "kurang dari nol" in seen[0].cells[1].refused
    now = session.snapshot.where(InitiativeBudget, "initiative_id", row.id)
    amounts = [b.amount for b in now if b.source == "desa"]
    assert sorted(amounts, key=lambda amount: amount or 0) == [1_500_000, 2_000_000]
    whole = sum(b.amount or 0 for b in session.snapshot.where(InitiativeBudget, "initiative_id", row.id))
    assert budget.sums.text().startswith(f"Jumlah {format_rupiah(whole)}: ")
    window.undo()
    assert session.snapshot.where(InitiativeBudget, "initiative_id", row.id) == before


def test_a_closed_year_keeps_its_budget_and_says_so(form: InitiativeForm, session: Session, window: MainWindow) -> None:
    budget = part(form, ANGGARAN, BudgetPart)
    assert isinstance(budget, BudgetPart)
    first = budget.grid.rows.shown[0]
    assert first.year == 2025  # which the sample plan has closed
    text = budget.grid.rows.index(0, budget.grid.rows.column_place("apbd")).data()
    budget.grid.go_to(first.id, "apbd")
    budget.grid.setFocus()
    write("5")
    press(Key.Key_Return)
    session.flush()
    assert budget.grid.rows.index(0, budget.grid.rows.column_place("apbd")).data() == text
    assert "ditutup" in window.status.said.text()


def test_a_note_of_a_budget_outlives_another_amount(form: InitiativeForm, session: Session) -> None:
    row = one(session, form)
    session.act("Isi", set_budget, row.id, 2026, "apbn", 5, "DPA 2026")
    found = next(b for b in session.snapshot.where(InitiativeBudget, "initiative_id", row.id) if b.source == "apbn")
    budget = part(form, ANGGARAN, BudgetPart)
    assert isinstance(budget, BudgetPart)
    budget.grid.go_to(f"{row.id}-{found.year}", found.source)
    budget.grid.setFocus()
    write("7000000")
    press(Key.Key_Return)
    session.flush()
    now = session.snapshot.get(InitiativeBudget, found.id)
    assert now is not None
    assert (now.amount, now.note) == (7_000_000, "DPA 2026")
