"""A finding about a year outside the plan leads to the very cell: a sum of a source, a quick win, a year's status."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.models import checks, editing
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checks import Place
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.checks import door_of
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.initiatives_budget import BudgetPart
from gmsc_desktop.ui.pages.initiatives_rows import QuickWinsPart
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.session import Session

LATE = 2035


@pytest.fixture
def initiative(session: Session) -> Initiative:
    return session.snapshot.all(Initiative)[-1]


def jump(window: MainWindow, document: Document, table: str, values: dict[str, Value]) -> Place:
    """Write a row of a year outside the plan, and go where the finding about it leads."""
    with document.change("Isi") as db:
        editing.insert(db, table, values)
    session = window.session
    found = checks.check(session.snapshot, "bimtek-2", year=2026, today=date(2026, 11, 22))
    [place] = [one.place for one in found if one.rule == "14b" and one.place.table == table]
    door = door_of(session.snapshot, place)
    assert door is not None
    window.show_page(*door)
    return place


def test_a_sum_of_a_source(window: MainWindow, document: Document, initiative: Initiative) -> None:
    values: dict[str, Value] = {"initiative_id": initiative.id, "year": LATE, "source": "csr", "amount": 5}
    jump(window, document, "initiative_budget", values)
    page = window.page
    assert isinstance(page, InitiativesPage)
    assert page.grid.current_id == initiative.id
    grid = page.form.findChildren(BudgetPart)[0].grid
    assert window.focusWidget() is grid
    row = grid.rows.shown[grid.currentIndex().row()]
    assert (row.year, grid.rows.columns[grid.currentIndex().column()].key) == (LATE, "csr")


def test_a_quick_win(window: MainWindow, document: Document, initiative: Initiative) -> None:
    place = jump(window, document, "quick_win", {"initiative_id": initiative.id, "year": LATE})
    page = window.page
    assert isinstance(page, InitiativesPage)
    grid = page.form.findChildren(QuickWinsPart)[0].grid
    assert window.focusWidget() is grid
    assert grid.current_id == place.record_id


def test_the_status_and_sums_of_a_year(window: MainWindow, document: Document, initiative: Initiative) -> None:
    jump(window, document, "progress_year", {"initiative_id": initiative.id, "year": LATE, "budget": 7})
    page = window.page
    assert isinstance(page, ProgressPage)
    assert page.year == LATE
    assert page.list.current_id == initiative.id
    assert page.sheet.year_card.inside.isVisible()
    focus = window.focusWidget()
    assert focus is not None
    assert page.sheet.year_card.isAncestorOf(focus)
