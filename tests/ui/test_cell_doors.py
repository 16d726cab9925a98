"""A finding about a year outside the plan leads to the very cell: a sum of a source, a quick win, a year's status."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import checks, editing
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checks import Place
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import ActionStep, Initiative, InitiativeIndicator, InitiativeTarget
from gmsc_desktop.ui.doors import cell_door
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.checks import door_of
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.initiatives_budget import BudgetPart
from gmsc_desktop.ui.pages.initiatives_rows import QuickWinsPart
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid

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


@pytest.mark.parametrize("kind", [ActionStep, InitiativeIndicator])
def test_a_finding_and_the_search_lead_to_the_very_step_and_indicator(
    window: MainWindow, session: Session, qtbot: QtBot, kind: type[ActionStep] | type[InitiativeIndicator]
) -> None:
    row = session.snapshot.all(kind)[-1]
    title = session.snapshot.get(Initiative, row.initiative_id)
    assert title is not None
    assert cell_door(session.snapshot, kind.TABLE, row.id) == ("initiatives", row.id)
    window.show_page("overview")
    QTest.keyClicks(window.top.search, row.text)
    qtbot.waitUntil(lambda: not window.results._timer.isActive())
    item = next(
        item
        for at in range(window.results.list.count())
        if (item := window.results.list.item(at)).data(Qt.ItemDataRole.UserRole).go.args[0].id == row.id
    )
    told = item.data(Qt.ItemDataRole.UserRole).kind
    assert told.endswith(f" · {title.title}"), "it is told whose it is"
    window.results.list.setCurrentItem(item)
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, InitiativesPage)
    assert page.grid.current_id == row.initiative_id
    grid = window.focusWidget()
    assert isinstance(grid, Grid)
    assert grid.isVisible()
    assert grid.current_id == row.id


def test_the_target_of_a_year_leads_to_its_indicator(session: Session) -> None:
    target = session.snapshot.all(InitiativeTarget)[0]
    door = cell_door(session.snapshot, "initiative_target", target.id)
    assert door == ("initiatives", target.indicator_id)
