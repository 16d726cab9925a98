"""The views of Pemetaan beside the matrix, by keys and mouse: gaps, ceilings, the flow; and what they print."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gmsc_desktop.exports.printouts import ChartSection, Layout, PrintTable
from gmsc_desktop.models.bodies import add_agency
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import delete, update
from gmsc_desktop.models.initiatives import map_to_programme
from gmsc_desktop.models.records import (
    Goal,
    Indicator,
    IndicatorMapping,
    Initiative,
    Objective,
    PlanningDocument,
    Programme,
)
from gmsc_desktop.models.rows import add_row
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.mapping import MappingPage
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.session import Session
from tests.exports.books import squeezed
from tests.exports.test_printouts import texts
from tests.ui.test_printing import pdf_of, sheets_of


@pytest.fixture
def page(window: MainWindow) -> MappingPage:
    window.show_page("mapping")
    page = window.page
    assert isinstance(page, MappingPage)
    return page


TODAY = date(2026, 11, 22)


def choose(page: MappingPage, name: str) -> None:
    """Choose a view with the arrow keys, as a person without a mouse does."""
    page.bar.setFocus()
    names = [page.bar.tabText(place) for place in range(page.bar.count())]
    for _step in range(abs(names.index(name) - page.bar.currentIndex())):
        QTest.keyClick(page.bar, Qt.Key.Key_Right if names.index(name) > page.bar.currentIndex() else Qt.Key.Key_Left)
    assert page.bar.tabText(page.bar.currentIndex()) == name


def open_names(page: MappingPage) -> list[str]:
    return [row.gap.name for row in page.gaps.list.rows.shown if row.gap is not None and row.gap.open]


def test_a_sasaran_is_called_by_its_path_on_screen_and_paper_where_codes_begin_anew(
    page: MappingPage, session: Session, document: Document
) -> None:
    first = session.snapshot.all(Objective)[0]
    goal = session.snapshot.get(Goal, first.goal_id)
    assert goal is not None
    with document.change("Kode mulai lagi") as db:
        update(db, "mission", goal.mission_id, {"number": "1"})
        update(db, "goal", goal.id, {"code": "1"})
        update(db, "objective", first.id, {"code": "1"})
        above = {"document_id": goal.document_id, "mission_id": goal.mission_id, "code": "2", "text": "Tujuan lain"}
        other = add_row(db, "goal", above, TODAY)
        lower = {"document_id": goal.document_id, "goal_id": other, "code": "1", "text": "Warga tenang"}
        add_row(db, "objective", lower, TODAY)
    choose(page, "Kesenjangan")
    assert "1.2.1 Warga tenang" in [row.name for row in page.gaps.list.rows.shown]
    (gaps, _ceilings) = page.printable().sections
    assert isinstance(gaps, PrintTable)
    cells = [cell.text for line in gaps.lines for cell in line.cells]
    assert cells[cells.index("Warga tenang") - 1] == "1.2.1"
    page.show_view(None)
    codes = {row.text: row.code for row in page.grid.rows.shown if row.kind == "objective"}
    assert (codes[first.text], codes["Warga tenang"]) == ("1.1.1", "1.2.1")


def test_a_gap_is_found_answered_in_the_matrix_and_gone(
    page: MappingPage, session: Session, document: Document
) -> None:
    row = session.snapshot.all(Objective)[0]
    indicator = session.snapshot.where(Indicator, "objective_id", row.id)[0]
    with document.change("Kosongkan") as db:
        for mapping in session.snapshot.where(IndicatorMapping, "indicator_id", indicator.id):
            delete(db, "indicator_mapping", mapping.id)
    choose(page, "Kesenjangan")
    assert row.text in open_names(page)
    assert page.facts.said.endswith("pertanyaan terbuka.")
    spoken = page.gaps.list.rows.spoken(page.gaps.list.rows.shown[1])
    assert spoken.endswith("Inisiatif mana yang mewujudkannya?")
    QTest.keyClicks(page.gaps.filter, row.text[:20])
    assert open_names(page) == [row.text]
    page.gaps.list.setFocus()
    QTest.keyClick(page.gaps.list, Qt.Key.Key_Return)
    assert page.view is None
    assert page.grid.current is not None
    assert page.grid.current.id == row.id
    initiative = next(found for found in session.figures.initiatives if found.dimension == "SG")
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    page.panel.choice.show_text(initiative.id)
    QTest.keyClick(page.panel.choice, Qt.Key.Key_Return)
    choose(page, "Kesenjangan")
    assert row.text not in open_names(page)
    assert page.gaps.list.rows.shown == []


def test_answered_gaps_can_be_left_out(page: MappingPage) -> None:
    choose(page, "Kesenjangan")
    before = [row for row in page.gaps.list.rows.shown if row.gap is not None]
    assert any(not row.gap.open for row in before if row.gap is not None)
    QTest.keyClick(page.gaps.open_only, Qt.Key.Key_Space)
    after = [row for row in page.gaps.list.rows.shown if row.gap is not None]
    assert 0 < len(after) < len(before)
    assert all(row.gap.open for row in after if row.gap is not None)


def test_an_initiative_and_an_office_lead_to_where_they_are_answered(
    page: MappingPage, window: MainWindow, session: Session, document: Document
) -> None:
    with document.change("OPD") as db:
        update(db, "initiative", session.figures.initiatives[0].id, {"outside_reason": None})
        office = add_agency(db, "Satpol PP")
    choose(page, "Kesenjangan")
    assert page.gaps.list.go_to_place(page.gaps.list.rows.place_of(f"agency:{office}"))
    QTest.keyClick(page.gaps.list, Qt.Key.Key_Return)
    assert isinstance(window.page, ProfilePage)
    focus = window.focusWidget()
    assert focus is not None
    assert window.page.isAncestorOf(focus)


def test_ceilings_are_held_against_budgets_and_narrowed_to_those_above(
    page: MappingPage, session: Session, document: Document
) -> None:
    programme = session.snapshot.all(Programme)[0]
    initiative = next(row for row in session.figures.initiatives if session.figures.own_budget(row.id, 2026))
    with document.change("Petakan") as db:
        update(db, "initiative", initiative.id, {"outside_reason": None})
        map_to_programme(db, initiative.id, programme.id)
        ceiling = document.raw.execute(
            "SELECT id FROM ceiling WHERE programme_id=? AND year=2026", (programme.id,)
        ).fetchone()
        update(db, "ceiling", ceiling[0], {"amount": 1})
    choose(page, "Pagu")
    years = {row.line.year for row in page.ceilings.grid.rows.shown}
    assert len(years) > 1
    QTest.keyClick(page.ceilings.above_only, Qt.Key.Key_Space)
    shown = page.ceilings.grid.rows.shown
    assert all(row.line.above for row in shown)
    row = next(row for row in shown if row.line.programme.id == programme.id and row.line.year == 2026)
    assert row.line.above == session.figures.own_budget(initiative.id, 2026) - 1
    page.ceilings.grid.go_to(row.id)
    page.ceilings.grid.setFocus()
    QTest.keyClick(page.ceilings.grid, Qt.Key.Key_Return)
    assert page.view is None
    assert page.grid.current is not None
    assert page.grid.current.id == programme.id


def flow(page: MappingPage, qtbot: QtBot) -> None:
    choose(page, "Alur")
    qtbot.waitUntil(lambda: page.flow.drawing.chart is not None)


def test_the_flow_is_walked_with_arrows_and_opens_an_initiative(
    page: MappingPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    flow(page, qtbot)
    drawing = page.flow.drawing
    drawing.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(drawing, key)
    door = drawing.current
    assert door is not None
    initiative = session.snapshot.get(Initiative, door.record_id)
    assert initiative is not None
    assert drawing.accessibleDescription().startswith(f"{initiative.code} {initiative.title}. ")
    QTest.keyClick(drawing, Qt.Key.Key_Return)
    assert isinstance(window.page, InitiativesPage)
    assert window.page.grid.current_id == initiative.id


def test_a_click_on_a_sasaran_goes_to_its_row(page: MappingPage, session: Session, qtbot: QtBot) -> None:
    flow(page, qtbot)
    drawing = page.flow.drawing
    row = session.snapshot.all(Objective)[1]
    door = next(door for door in drawing.doors if door.record_id == row.id)
    QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=drawing.area_of(door).center().toPoint())
    assert page.view is None
    assert page.grid.current is not None
    assert page.grid.current.id == row.id


def test_the_flow_has_its_table_one_key_away(page: MappingPage, qtbot: QtBot) -> None:
    flow(page, qtbot)
    page.flow.drawing.setFocus()
    QTest.keyClick(page.flow.drawing, Qt.Key.Key_T)
    table = page.flow.panel.table
    assert table is not None
    assert table.hasFocus()
    assert any("Rumah Kurcaci" in row.cells for row in table.rows.shown)


@pytest.mark.parametrize("name", ["Matriks", "Kesenjangan", "Pagu", "Alur"])
def test_every_view_is_printed_as_it_is_shown(page: MappingPage, session: Session, qtbot: QtBot, name: str) -> None:
    choose(page, name)
    printable = page.printable()
    printed = squeezed("".join(texts(pdf_of(session, printable))))
    assert squeezed(printable.title) in printed
    if name == "Kesenjangan":
        assert squeezed("Apa sumbangan smart city bagi sasaran ini, atau mengapa tidak terkait?") in printed
        assert squeezed("Kewenangan pemerintah pusat.") in printed
        assert {"Kesenjangan", "Pagu program dan anggaran"[:31]} <= {
            title[:25] for title in sheets_of(session, printable)
        }
    if name == "Alur":
        (section,) = printable.sections
        assert isinstance(section, ChartSection)
        assert "RumahKurcaci" in printed
        assert len(list(next(iter(sheets_of(session, printable).values())).rows)) > 10


def test_a_flow_taller_than_the_sheet_is_set_smaller_on_one_page(
    page: MappingPage, session: Session, document: Document, qtbot: QtBot
) -> None:
    with document.change("Tambah") as db:
        for number in range(50):
            add_row(db, "initiative", {"title": f"Layanan nomor {number}", "dimension": "SG"}, TODAY)
    flow(page, qtbot)
    for layout in (Layout(orientation="portrait"), Layout(orientation="landscape")):
        (sheet,) = texts(pdf_of(session, page.printable(), layout))
        assert all(squeezed(f"Layanan nomor {number}") in squeezed(sheet) for number in range(50))


def test_without_a_document_every_view_says_how_to_begin(
    page: MappingPage, session: Session, document: Document, qtbot: QtBot
) -> None:
    with document.change("Hapus") as db:
        for row in session.snapshot.all(PlanningDocument):
            delete(db, "planning_document", row.id)
    choose(page, "Kesenjangan")
    assert page.facts.said == "Belum ada RPJMD atau RPD yang dapat dipetakan. Tambahkan dokumennya di halaman RPJMD."
    for name, button in (("Rinci", "Buka RPJMD"), ("Pagu", "Buka Inisiatif")):
        choose(page, name)
        begin = page.first_focus()
        assert isinstance(begin, Button)
        assert begin.isVisible()
        assert begin.text() == button
    flow(page, qtbot)
    assert page.flow.panel.sentence.text() == "Belum ada sasaran RPJMD. Isi dahulu di halaman RPJMD."
    pdf_of(session, page.printable())


def test_the_flow_on_paper_shows_no_private_number(
    page: MappingPage, session: Session, document: Document, qtbot: QtBot
) -> None:
    with document.change("Nama") as db:
        update(db, "initiative", session.figures.initiatives[0].id, {"title": "Telepon 0812-3456-7890"})
    session.reload()
    flow(page, qtbot)
    printed = squeezed("".join(texts(pdf_of(session, page.printable()))))
    assert "Telepon" in printed
    assert "7890" not in printed
