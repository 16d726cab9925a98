"""Pemetaan as a person uses it: keys map a sasaran, 0 asks for a reason, the panel maps initiatives."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import delete
from gmsc_desktop.models.records import IndicatorMapping, Objective, ObjectiveDimension, PlanningDocument
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.mapping import MappingPage
from gmsc_desktop.ui.pages.mapping_rows import count_waiting, links_of
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow


@pytest.fixture
def page(window: MainWindow) -> MappingPage:
    window.show_page("mapping")
    page = window.pages["mapping"]
    assert isinstance(page, MappingPage)
    return page


def objective(page: MappingPage, *, unrelated: bool = False) -> Objective:
    """The first sasaran of a sort, made the current row."""
    row = next(row for row in page.session.snapshot.all(Objective) if row.unrelated == unrelated)
    assert page.grid.go_to(row.id)
    page.grid.setFocus()
    return row


def ticks(document: Document, objective_id: str) -> dict[str, str]:
    query = "SELECT dimension, strength FROM objective_dimension WHERE objective_id=?"
    with document.read():
        return dict(document.raw.execute(query, (objective_id,)).fetchall())


def test_keys_map_directly_in_support_and_take_away(page: MappingPage, document: Document) -> None:
    row = objective(page)
    before = ticks(document, row.id)
    assert before == {"SG": "langsung"}
    QTest.keyClick(page.grid, Qt.Key.Key_3)
    third = page.session.pack.dimensions[2].code
    assert ticks(document, row.id)[third] == "langsung"
    QTest.keyClick(page.grid, Qt.Key.Key_3, Qt.KeyboardModifier.ShiftModifier)
    assert ticks(document, row.id)[third] == "pendukung"
    QTest.keyClick(page.grid, Qt.Key.Key_3, Qt.KeyboardModifier.ShiftModifier)
    assert ticks(document, row.id) == before
    assert page.session.undo_label == f"Hapus pemetaan ke {page.session.pack.dimensions[2].label}"


def test_a_double_click_maps_where_it_was_made(page: MappingPage, document: Document) -> None:
    row = objective(page)
    index = page.grid.rows.index(page.grid.rows.place_of(row.id), 2)
    place = page.grid.visualRect(index).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ticks(document, row.id)[page.session.pack.dimensions[1].code] == "langsung"


def test_zero_asks_for_a_reason_and_takes_it_back(page: MappingPage, document: Document, session: Session) -> None:
    row = objective(page)
    with document.change("Kosongkan") as db:
        for tick in session.snapshot.where(ObjectiveDimension, "objective_id", row.id):
            delete(db, "objective_dimension", tick.id)
    page.grid.setFocus()
    assert "1 belum" in page.facts.text()
    assert count_waiting(session.figures, 2026) == 1
    QTest.keyClick(page.grid, Qt.Key.Key_0)
    assert page.reason.field.hasFocus()
    QTest.keyClick(page.reason.field, Qt.Key.Key_Return)
    assert "perlu alasan" in page.banner.words.text()
    QTest.keyClicks(page.reason.field, "Bukan kewenangan daerah")
    QTest.keyClick(page.reason.field, Qt.Key.Key_Return)
    kept = session.snapshot.get(Objective, row.id)
    assert kept is not None
    assert (kept.unrelated, kept.unrelated_reason) == (True, "Bukan kewenangan daerah")
    assert page.grid.hasFocus()
    assert count_waiting(session.figures, 2026) == 0
    QTest.keyClick(page.grid, Qt.Key.Key_0)
    kept = session.snapshot.get(Objective, row.id)
    assert kept is not None
    assert not kept.unrelated


def test_a_mapped_sasaran_is_not_called_unrelated(page: MappingPage, session: Session) -> None:
    row = objective(page)
    QTest.keyClick(page.grid, Qt.Key.Key_0)
    QTest.keyClicks(page.reason.field, "Alasan")
    QTest.keyClick(page.reason.field, Qt.Key.Key_Return)
    assert "masih dipetakan" in page.banner.words.text()
    kept = session.snapshot.get(Objective, row.id)
    assert kept is not None
    assert not kept.unrelated


def test_an_initiative_is_mapped_and_taken_away_in_the_panel(page: MappingPage, session: Session) -> None:
    indicator = next(row for row in page.grid.rows.shown if row.kind == "indicator")
    page.grid.go_to(indicator.id)
    page.grid.setFocus()
    mapped = {link.initiative.id for link in links_of(session, indicator.id)}
    free = next(row for row in session.figures.initiatives if row.id not in mapped)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert isinstance(page.panel.choice, QComboBox)
    page.panel.choice.show_text(free.id)
    button = next(found for found in page.findChildren(Button) if found.text() == "Petakan ke inisiatif")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    after = {link.initiative.id for link in links_of(session, indicator.id)}
    assert after == mapped | {free.id}
    current = page.grid.current
    assert current is not None
    assert current.marks[free.dimension].count >= 1
    page.panel.list.go_to(next(link.id for link in links_of(session, indicator.id) if link.initiative.id == free.id))
    QTest.mouseClick(page.panel.remove_button, Qt.MouseButton.LeftButton)
    assert {link.initiative.id for link in links_of(session, indicator.id)} == mapped


def test_enter_in_the_list_of_initiatives_maps_the_chosen_one(page: MappingPage, session: Session) -> None:
    indicator = next(row for row in page.grid.rows.shown if row.kind == "indicator")
    page.grid.go_to(indicator.id)
    mapped = {link.initiative.id for link in links_of(session, indicator.id)}
    free = next(row for row in session.figures.initiatives if row.id not in mapped)
    page.panel.choice.setFocus()
    QTest.keyClick(page.panel.choice, Qt.Key.Key_Return)
    assert {link.initiative.id for link in links_of(session, indicator.id)} == mapped  # none was chosen
    page.panel.choice.show_text(free.id)
    QTest.keyClick(page.panel.choice, Qt.Key.Key_Return)
    assert {link.initiative.id for link in links_of(session, indicator.id)} == mapped | {free.id}
    assert page.panel.list.hasFocus()


def test_strength_and_page_of_a_mapping_are_written(page: MappingPage, session: Session) -> None:
    link = session.snapshot.all(IndicatorMapping)[0]
    assert page.show_record(link.indicator_id)
    page.panel.list.go_to(link.id)
    form = page.panel.forms.forms["indicator_mapping"]
    assert form.isVisibleTo(page)
    field = form.rows["page"].editor.widget()
    field.setFocus()
    QTest.keyClicks(field, "IV-99")
    session.flush()
    kept = session.snapshot.get(IndicatorMapping, link.id)
    assert kept is not None
    assert kept.page.endswith("IV-99")


def test_indicators_say_how_they_are_mapped(page: MappingPage, document: Document) -> None:
    indicator = next(row for row in page.grid.rows.shown if row.kind == "indicator")
    page.grid.go_to(indicator.id)
    before = ticks(document, indicator.objective_id)
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_2)
    assert "lewat inisiatifnya" in page.banner.words.text()
    assert ticks(document, indicator.objective_id) == before


def test_a_plan_without_a_document_says_what_to_do_first(page: MappingPage, document: Document) -> None:
    with document.change("Hapus dokumen") as db:
        for row in page.session.snapshot.all(PlanningDocument):
            delete(db, "planning_document", row.id)
    assert not page.session.snapshot.all(ObjectiveDimension)
    assert page._stack.currentIndex() == 1
    assert not page.grid.isVisible()
    assert not page.map_button.isEnabled()
    assert "Isi dahulu di halaman RPJMD" in page.map_button.toolTip()
    assert page.map_button.accessibleDescription() == page.map_button.toolTip()


def test_the_button_never_puts_the_cursor_where_nothing_is_seen(page: MappingPage, window: MainWindow) -> None:
    mission = next(row for row in page.grid.rows.shown if row.kind == "mission")
    assert page.grid.go_to(mission.id)
    assert not page.panel.choice.isVisible()
    page.map_button.click()
    assert window.focusWidget() is page.grid
    assert page.banner.words.text() == "Pilih dahulu sasaran yang mempunyai indikator atau program."
    objective(page)
    assert page.panel.choice.isVisible()
    page.map_button.click()
    assert window.focusWidget() is page.panel.choice


def test_a_plan_that_is_only_looked_at_shows_and_changes_nothing(session: Session, open_window: OpenWindow) -> None:
    looked = Session(None, session.snapshot)
    window = open_window(looked)
    window.show_page("mapping")
    page = window.pages["mapping"]
    assert isinstance(page, MappingPage)
    row = objective(page)
    for key in (Qt.Key.Key_2, Qt.Key.Key_0):
        QTest.keyClick(page.grid, key)
    assert page.reason.isHidden()
    assert looked.figures.strengths(row.id) == session.figures.strengths(row.id)
    assert not page.panel.adding.isVisible()
    assert not page.panel.remove_button.isVisible()


def objectives(page: MappingPage, count: int) -> list[Objective]:
    """The first sasaran, chosen with Shift and the arrow keys."""
    page.kinds.show_text("sasaran")
    page.kinds.typed.emit()
    rows = [row for row in page.session.snapshot.all(Objective) if not row.unrelated][:count]
    assert page.grid.go_to(rows[0].id)
    page.grid.setFocus()
    while len([row for row in page.grid.chosen if row.kind == "objective"]) < count:
        QTest.keyClick(page.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.id for row in page.grid.chosen if row.kind == "objective"] == [row.id for row in rows]
    return rows


def test_a_key_maps_every_chosen_sasaran_as_one_change(page: MappingPage, document: Document, session: Session) -> None:
    rows = objectives(page, 1)
    QTest.keyClick(page.grid, Qt.Key.Key_5)
    rows = objectives(page, 3)
    QTest.keyClick(page.grid, Qt.Key.Key_5)  # one of them has it: the others get it too
    fifth = page.session.pack.dimensions[4].code
    assert [ticks(document, row.id)[fifth] for row in rows] == ["langsung"] * 3
    before = [ticks(document, row.id) for row in rows]
    code = page.session.pack.dimensions[5].code
    QTest.keyClick(page.grid, Qt.Key.Key_6)
    assert [ticks(document, row.id)[code] for row in rows] == ["langsung"] * 3
    assert session.undo_label == f"Petakan 3 sasaran ke {page.session.pack.dimensions[5].label}"
    assert len(page.grid.chosen) >= 3
    QTest.keyClick(page.grid, Qt.Key.Key_6, Qt.KeyboardModifier.ShiftModifier)
    assert [ticks(document, row.id)[code] for row in rows] == ["pendukung"] * 3
    QTest.keyClick(page.grid, Qt.Key.Key_6, Qt.KeyboardModifier.ShiftModifier)
    assert [ticks(document, row.id) for row in rows] == before
    session.undo()
    session.undo()
    session.undo()
    assert [ticks(document, row.id) for row in rows] == before


def test_one_reason_serves_several_sasaran(page: MappingPage, document: Document, session: Session) -> None:
    rows = objectives(page, 2)
    with document.change("Kosongkan") as db:
        for row in rows:
            for tick in session.snapshot.where(ObjectiveDimension, "objective_id", row.id):
                delete(db, "objective_dimension", tick.id)
    objectives(page, 2)
    QTest.keyClick(page.grid, Qt.Key.Key_0)
    QTest.keyClicks(page.reason.field, "Bukan kewenangan")
    QTest.keyClick(page.reason.field, Qt.Key.Key_Return)
    kept = [session.snapshot.get(Objective, row.id) for row in rows]
    assert [row.unrelated_reason for row in kept if row is not None] == ["Bukan kewenangan"] * 2
    assert session.undo_label == "Tandai 2 sasaran tidak terkait"
    session.undo()
    kept = [session.snapshot.get(Objective, row.id) for row in rows]
    assert not any(row.unrelated for row in kept if row is not None)


def test_escape_leaves_the_question_for_a_reason(page: MappingPage) -> None:
    objective(page)
    QTest.keyClick(page.grid, Qt.Key.Key_0)
    QTest.keyClick(page.reason.field, Qt.Key.Key_Escape)
    assert page.reason.isHidden()
    assert page.grid.hasFocus()
