"""The window around the pages: keys, search over everything, recent changes, who types, navigation, closing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id, packed
from gmsc_desktop.models.people import known_people
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui.changes import ChangesDialog
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.status_line import copy_words
from tests.ui.conftest import OpenWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def grid_of(window: MainWindow) -> InitiativesPage:
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    return page


def test_ctrl_and_a_number_shows_a_page(window: MainWindow) -> None:
    for place, entry in enumerate(PAGES[:9], start=1):
        press(window, Qt.Key(Qt.Key.Key_0 + place), CONTROL)
        assert window.page.key == entry.key
        assert window.navigation.list.currentItem().text() == entry.name


def test_the_search_goes_to_what_was_found(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    wanted = next(row for row in session.snapshot.all(Initiative) if row.title == "Rumah Kurcaci")
    window.show_page(PAGES[-1].key)
    press(window, Qt.Key.Key_F, CONTROL | SHIFT)
    assert window.top.search.hasFocus()
    QTest.keyClicks(window.top.search, "rumah kurcaci")
    qtbot.waitUntil(window.results.isVisible)
    assert window.results.count.text().endswith("Enter membuka.")
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Return)
    assert not window.results.isVisible()
    assert window.page.key == "initiatives"
    assert grid_of(window).grid.current_id == wanted.id
    press(window, Qt.Key.Key_F, CONTROL | SHIFT)
    QTest.keyClicks(window.top.search, "tidak ada di mana pun")
    qtbot.waitUntil(window.results.isVisible)
    assert window.results.count.text() == "Tidak ada yang cocok. Periksa ejaannya, atau ketik sebagian katanya saja."
    assert window.results.count.height() >= window.results.count.sizeHint().height()  # all of it is seen
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_Escape)
    assert not window.results.isVisible()
    assert grid_of(window).grid.hasFocus()


def test_undo_and_redo_are_named_and_told(window: MainWindow, document: Document) -> None:
    page = grid_of(window)
    before = page.grid.rows.shown[0].title
    page.grid.rows.write_cell(page.grid.rows.shown[0], page.grid.rows.columns[1], "Nama lain")
    window.session.flush()
    assert window.top.undo.accessibleName() == "Urungkan: Ubah nama program/inisiatif (Ctrl+Z)"
    press(window, Qt.Key.Key_Z, CONTROL)
    assert page.grid.rows.shown[0].title == before
    assert window.status.said.text() == "Diurungkan: Ubah nama program/inisiatif"
    assert window.top.redo.accessibleName() == "Ulangi: Ubah nama program/inisiatif (Ctrl+Y)"
    press(window, Qt.Key.Key_Y, CONTROL)
    assert page.grid.rows.shown[0].title == "Nama lain"


def test_recent_changes_lead_to_the_record(window: MainWindow, session: Session) -> None:
    page = grid_of(window)
    last = page.grid.rows.shown[-1]
    page.grid.rows.write_cell(last, page.grid.rows.columns[1], "Diubah terakhir")
    session.flush()
    dialog = ChangesDialog(session, window)
    assert [dialog.grid.rows.index(0, column).data() for column in (2, 3)] == [
        "Ubah nama program/inisiatif",
        "Diubah terakhir",
    ]
    dialog.show()
    dialog.grid.setFocus()
    QTest.keyClick(dialog.grid, Qt.Key.Key_Return)
    assert dialog.door == ("initiatives", last.id)
    dialog.close()


def test_a_change_without_a_moment_is_listed(window: MainWindow, document: Document, session: Session) -> None:
    """What a migration did is told by nobody and at no time."""
    with document.change("Ubah") as db:
        query = "INSERT INTO change(id,label,kind,at) VALUES(?,'Bentuk baru','migration','')"
        db.exec_driver_sql(query, (packed(new_id()),))
    dialog = ChangesDialog(session, window)
    shown = [[dialog.grid.rows.index(row, column).data() for column in (0, 2)] for row in range(2)]
    assert ["", "Bentuk baru"] in shown
    dialog.deleteLater()


def test_another_person_types_from_now_on(window: MainWindow, document: Document, session: Session) -> None:
    first = library.current_author()
    window.actions_of_plan.set_person(Author(new_id(), "Nurhayati <b>", "laptop"))
    assert window.top.person.text() == "Nurhayati <b>"
    page = grid_of(window)
    page.grid.rows.write_cell(page.grid.rows.shown[0], page.grid.rows.columns[1], "Oleh Nurhayati")
    session.flush()
    with document.read():
        query = "SELECT a.name FROM change c JOIN author a ON a.n=c.author ORDER BY c.n DESC LIMIT 1"
        assert document.raw.execute(query).fetchone()[0] == "Nurhayati <b>"
    assert "Nurhayati <b>" in window.status.said.text()
    assert [person.name for person in known_people(first)] == [first.name, "Nurhayati <b>"]


def test_f6_goes_through_the_areas_and_ctrl_b_narrows_the_navigation(window: MainWindow) -> None:
    page = grid_of(window)
    assert page.grid.hasFocus()
    press(window, Qt.Key.Key_F6)
    assert page.form.tabs.bar.hasFocus()
    press(window, Qt.Key.Key_F6)
    assert window.navigation.list.hasFocus()
    press(window, Qt.Key.Key_F6, SHIFT)
    assert page.form.tabs.bar.hasFocus()
    width = window.navigation.width()
    press(window, Qt.Key.Key_B, CONTROL)
    assert window.navigation.width() == 56 < width
    assert Settings().rail is True
    press(window, Qt.Key.Key_B, CONTROL)
    assert window.navigation.width() == width


def test_a_narrow_window_has_a_rail_and_shorter_words(window: MainWindow, qtbot: QtBot) -> None:
    page = grid_of(window)
    window.resize(1093, 545)
    qtbot.waitUntil(lambda: window.navigation.width() == 56)
    assert page.grid.rows.index(0, page.grid.rows.column_place("dimension")).data() == "Go"
    window.resize(1366, 697)
    qtbot.waitUntil(lambda: window.navigation.width() == 216)
    assert page.grid.rows.index(0, page.grid.rows.column_place("dimension")).data() == "Smart Governance"


@pytest.mark.parametrize("percent", [90, 130])
def test_another_size_of_text_changes_rows_and_fonts(window: MainWindow, percent: int) -> None:
    page = grid_of(window)
    before = page.grid.verticalHeader().defaultSectionSize()
    from gmsc_desktop.ui.menu_bar import dress

    window.settings.text_percent = percent
    dress(window.settings)
    assert page.grid.verticalHeader().defaultSectionSize() == round(32 * percent / 100) != before
    assert page.facts.font().pixelSize() == round(13 * percent / 100)
    window.settings.text_percent = 100
    dress(window.settings)


def test_closing_saves_what_is_being_typed(
    session: Session, document: Document, open_window: OpenWindow, data_dir: Path
) -> None:
    window = open_window(session)
    page = grid_of(window)
    field = page.form.form.rows["title"].editor.widget()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Sebelum tutup")
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    window.close()
    assert closed == [True]
    with document.read():
        titles = [row[0] for row in document.raw.execute("SELECT title FROM initiative")]
    assert "Sebelum tutup" in titles


def test_without_a_copy_outside_the_status_line_says_so(window: MainWindow) -> None:
    from datetime import date

    assert window.status.copy.text() == "Salinan di luar laptop: belum ada"
    assert copy_words(None, date(2026, 11, 21)) == ("Salinan di luar laptop: belum ada", True)
