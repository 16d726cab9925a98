"""Suggestions in the window: from the target's side and from the initiative's, taken by key and mouse, one undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Indicator, IndicatorMapping, Initiative, Objective
from gmsc_desktop.models.rows import add_row
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.initiatives_mapping import MappedPart
from gmsc_desktop.ui.pages.mapping import MappingPage
from gmsc_desktop.ui.pages.mapping_suggest import SuggestionBox
from gmsc_desktop.ui.session import Session
from tests.ui.in_form import PETA
from tests.ui.in_form import part as part_of
from tests.ui.test_mapping_views import TODAY


@pytest.fixture
def twins(document: Document, session: Session) -> tuple[str, str, Indicator]:
    """Two initiatives about mothers and infants, and an indicator that is about the same."""
    objective = session.snapshot.all(Objective)[4]
    with document.change("Ibu dan balita") as db:
        given = {"document_id": objective.document_id, "objective_id": objective.id, "text": "Kematian ibu dan balita"}
        target = add_row(db, "indicator", given, TODAY)
        made = [
            add_row(db, "initiative", {"title": title, "dimension": "SL"}, TODAY)
            for title in ("Siaga ibu dan balita", "Kelas ibu dan balita")
        ]
    found = session.snapshot.get(Indicator, target)
    assert found is not None
    return made[0], made[1], found


def shown(box: SuggestionBox) -> list[tuple[str, str]]:
    return [(row.name, row.why) for row in box.list.rows.shown]


def mapped(session: Session) -> set[tuple[str, str]]:
    return {(row.initiative_id, row.indicator_id) for row in session.snapshot.all(IndicatorMapping)}


@pytest.fixture
def page(window: MainWindow, twins: tuple[str, str, Indicator], qtbot: QtBot) -> MappingPage:
    window.show_page("mapping")
    page = window.page
    assert isinstance(page, MappingPage)
    assert page.show_record(twins[2].id)
    qtbot.waitUntil(lambda: len(page.panel.suggestions.list.rows.shown) >= 2)
    return page


def test_a_target_is_offered_initiatives_with_their_words_and_nothing_is_applied(
    page: MappingPage, session: Session, twins: tuple[str, str, Indicator]
) -> None:
    names = shown(page.panel.suggestions)
    assert len(names) <= 5
    assert ("Siaga ibu dan balita", "kata yang sama: balita, ibu") in names
    assert not {(row, twins[2].id) for row in twins[:2]} & mapped(session)
    label = session.undo_label
    assert label == "Ibu dan balita"


def test_enter_takes_several_as_one_change_and_one_undo_takes_them_back(
    page: MappingPage, session: Session, twins: tuple[str, str, Indicator]
) -> None:
    view = page.panel.suggestions.list
    view.setFocus()
    places = [n for n, row in enumerate(view.rows.shown) if row.suggestion.initiative_id in twins[:2]]
    assert places == [0, 1]
    view.go_to_place(0)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert {(row, twins[2].id) for row in twins[:2]} <= mapped(session)
    assert session.undo_label == "Petakan 2 pasangan inisiatif dan RPJMD"
    assert not {"Siaga ibu dan balita", "Kelas ibu dan balita"} & {name for name, _why in shown(page.panel.suggestions)}
    session.undo()
    assert not {(row, twins[2].id) for row in twins[:2]} & mapped(session)


def test_a_click_on_plus_takes_one(page: MappingPage, session: Session, twins: tuple[str, str, Indicator]) -> None:
    view = page.panel.suggestions.list
    row = view.rows.shown[0].suggestion
    rect = view.visualRect(view.rows.index(0, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert (row.initiative_id, row.target_id) not in mapped(session)
    place = rect.center()
    place.setX(rect.right() - 12)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (row.initiative_id, row.target_id) in mapped(session)


def test_a_column_narrows_to_its_dimension(page: MappingPage, qtbot: QtBot) -> None:
    codes = [dimension.code for dimension in page.session.pack.dimensions]
    row = page.grid.current
    assert row is not None
    page.grid.go_to(row.id, codes.index("SL") + 1)
    assert shown(page.panel.suggestions)
    page.grid.go_to(row.id, codes.index("SE") + 1)
    assert "Siaga ibu dan balita" not in {name for name, _why in shown(page.panel.suggestions)}


def test_an_initiative_is_offered_targets(
    window: MainWindow, session: Session, twins: tuple[str, str, Indicator], qtbot: QtBot
) -> None:
    window.show_page("initiatives")
    page = window.page
    assert isinstance(page, InitiativesPage)
    assert page.show_record(twins[0])
    found = part_of(page.form, PETA, MappedPart)
    assert isinstance(found, MappedPart)
    part = found
    qtbot.waitUntil(lambda: bool(part.suggestions.list.rows.shown))
    view = part.suggestions.list
    assert view.rows.shown[0].name == "Kematian ibu dan balita (indikator)"
    view.setFocus()
    view.go_to_place(0)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert (twins[0], twins[2].id) in mapped(session)
    initiative = session.snapshot.get(Initiative, twins[0])
    assert initiative is not None
    assert session.figures.is_mapped(initiative.id)


def test_a_plan_that_is_only_looked_at_offers_nothing(page: MappingPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(page.session), "read_only", property(lambda _session: True))
    page.panel.show_cell(page.grid.current, "")
    assert page.panel.suggestions.isHidden()
