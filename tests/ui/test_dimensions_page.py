"""Rencana per Dimensi as a person uses it: six tabs, texts that make their row, sasaran, links to initiatives."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import delete
from gmsc_desktop.models.records import DimensionPlan, SmartMission, SmartObjective
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.dimensions import DimensionsPage
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow


@pytest.fixture
def page(window: MainWindow) -> DimensionsPage:
    window.show_page("dimensions")
    page = window.pages["dimensions"]
    assert isinstance(page, DimensionsPage)
    return page


def clear_texts(document: Document, session: Session) -> None:
    with document.change("Kosongkan") as db:
        for row in session.snapshot.all(DimensionPlan):
            delete(db, "dimension_plan", row.id)


def test_typing_the_first_text_of_a_dimension_makes_its_row(
    page: DimensionsPage, session: Session, document: Document
) -> None:
    clear_texts(document, session)
    assert page.tabs.hasFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    code = session.pack.dimensions[1].code
    assert page.tabs.code == code
    field = page.form.rows["condition"].editor.widget()
    field.setFocus()
    QTest.keyClicks(field, "Kunjungan **naik** 5 persen")
    session.flush()
    texts = session.snapshot.where(DimensionPlan, "dimension", code)
    assert [row.condition for row in texts] == ["Kunjungan **naik** 5 persen"]
    gap = page.form.rows["gap"].editor.widget()
    gap.setFocus()
    QTest.keyClicks(gap, "Belum merata")
    session.flush()
    texts = session.snapshot.where(DimensionPlan, "dimension", code)
    assert [(row.condition, row.gap) for row in texts] == [("Kunjungan **naik** 5 persen", "Belum merata")]


def test_each_tab_shows_its_own_text(page: DimensionsPage, session: Session, document: Document) -> None:
    clear_texts(document, session)
    field = page.form.rows["strategy"].editor
    field.widget().setFocus()
    QTest.keyClicks(field.widget(), "Satu")
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    assert field.text() == ""
    QTest.keyClick(page.tabs, Qt.Key.Key_Left)
    assert field.text() == "Satu"


def test_a_sasaran_is_added_with_its_subdimension(page: DimensionsPage, session: Session) -> None:
    page.tabs.choose("SE")
    count = len(session.snapshot.where(SmartObjective, "dimension", "SE"))
    button = next(found for found in page.findChildren(Button) if found.text() == "Tambah sasaran")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    line = page.objectives.new_row.name
    assert line.hasFocus()
    QTest.keyClicks(line, "Meningkatnya omzet UMKM")
    QTest.keyClick(line, Qt.Key.Key_Return)
    rows = session.snapshot.where(SmartObjective, "dimension", "SE")
    assert len(rows) == count + 1
    dimension = session.pack.dimension("SE")
    assert dimension is not None
    assert (rows[-1].text, rows[-1].subdimension) == ("Meningkatnya omzet UMKM", dimension.subdimensions[0].code)
    assert page.objectives.grid.current_id == rows[-1].id
    assert session.undo_label == "Tambah sasaran smart city"


def test_an_initiative_is_opened_from_its_dimension(window: MainWindow, page: DimensionsPage) -> None:
    page.tabs.choose("SL")
    shown = page.links.rows.shown
    assert [row.id for row in shown] == [row.id for row in page.session.figures.of_dimension("SL")]
    page.links.setFocus()
    page.links.go_to(shown[-1].id)
    QTest.keyClick(page.links, Qt.Key.Key_Return)
    assert window.page.key == "initiatives"
    assert getattr(window.page, "grid").current_id == shown[-1].id  # noqa: B009  # the page's own table


def test_vision_and_misi_stand_above_and_are_written_there(page: DimensionsPage, session: Session) -> None:
    assert not page.vision.form.isVisible()
    QTest.mouseClick(page.vision.button, Qt.MouseButton.LeftButton)
    assert page.vision.form.isVisible()
    line = page.vision.missions.new_row.name
    line.setFocus()
    QTest.keyClicks(line, "Menjaga hutan")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [row.text for row in session.snapshot.all(SmartMission)][-1] == "Menjaga hutan"
    field = page.vision.form.rows["vision"].editor.widget()
    field.setFocus()
    QTest.keyClicks(field, "X")
    session.flush()
    assert "X" in session.snapshot.plan.vision


def test_a_finding_and_a_search_lead_to_the_place(page: DimensionsPage, session: Session) -> None:
    last = session.snapshot.all(SmartObjective)[-1]
    assert page.show_record(last.id)
    assert page.tabs.code == last.dimension
    assert page.objectives.grid.current_id == last.id
    assert page.show_record("SB")
    assert page.tabs.code == "SB"
    assert page.show_record(session.snapshot.all(SmartMission)[0].id)
    assert page.vision.form.isVisible()


def test_an_empty_dimension_says_how_to_begin(page: DimensionsPage, session: Session, document: Document) -> None:
    with document.change("Kosongkan") as db:
        for table in ("smart_objective", "initiative"):
            for row in session.snapshot.rows(table):
                delete(db, table, row.id)
    assert not page.links.isVisible()
    assert page._no_links.isVisible()
    assert not page.objectives.grid.isVisible()


def test_a_plan_that_is_only_looked_at_is_not_written(session: Session, open_window: OpenWindow) -> None:
    window = open_window(Session(None, session.snapshot))
    window.show_page("dimensions")
    page = window.pages["dimensions"]
    assert isinstance(page, DimensionsPage)
    page.new()
    assert not page.objectives.new_row.isVisible()
    field = page.form.rows["condition"].editor
    before = field.text()
    field.widget().setFocus()
    QTest.keyClicks(field.widget(), "tambahan")
    assert field.text() == before


def test_paper_of_one_dimension_tells_of_that_one_alone(page: DimensionsPage, session: Session) -> None:
    page.tabs.choose("SL")
    own = len(session.snapshot.where(SmartObjective, "dimension", "SL"))
    links = len(session.figures.of_dimension("SL"))
    facts = " ".join(page.printable().facts)
    assert f"{own} sasaran smart city, {links} inisiatif" in facts
    assert "dimensi ditulis" not in facts
    page.print_choice = page.print_choices()[1].code
    assert "6 dimensi ditulis" in " ".join(page.printable().facts)
    page.print_choice = ""


@pytest.mark.parametrize(("choice", "holds"), [(0, False), (1, True)])
def test_excel_takes_the_shown_dimension_or_all_as_the_person_chooses(
    page: DimensionsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, choice: int, holds: bool
) -> None:
    target = tmp_path / "rencana.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    QTest.keyClick(page.tabs, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    [menu] = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    assert [action.text() for action in menu.actions()] == ["Hanya Smart Governance", "Semua dimensi"]
    for _step in range(choice):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(page.banner.isVisible)
    told = "".join(str(cell.value) for sheet in load_workbook(target) for row in sheet.iter_rows() for cell in row)
    assert ("Smart Society: " in told) == holds
    assert page.print_choice == ""
