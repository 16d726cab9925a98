"""The initiatives page as a person uses it: type, leave, undo, sort, filter, begin a new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.saving import Saving
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow


def page_of(window: MainWindow) -> InitiativesPage:
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    return page


def stored(document: Document, record_id: str, column: str) -> object:
    with document.read():
        return document.raw.execute(f"SELECT {column} FROM initiative WHERE id=?", (record_id,)).fetchone()[0]


def title_field(page: InitiativesPage) -> QLineEdit:
    field = page.form.form.rows["title"].editor.widget()
    assert isinstance(field, QLineEdit)
    return field


def test_what_is_typed_is_saved_without_a_command(window: MainWindow, document: Document, qtbot: QtBot) -> None:
    page = page_of(window)
    first = page.grid.current_id
    assert page.grid.hasFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    field = title_field(page)
    assert field.hasFocus()
    field.selectAll()
    QTest.keyClicks(field, "Rumah Singgah")
    assert window.session.saving is Saving.WAITING
    assert window.status.saved.text() == "Menyimpan…"
    qtbot.waitUntil(lambda: window.session.saving is Saving.SAVED)
    assert stored(document, first, "title") == "Rumah Singgah"
    assert window.status.saved.text().startswith("Tersimpan ")
    assert page.grid.rows.shown[page.grid.currentIndex().row()].title == "Rumah Singgah"
    assert field.hasFocus()


def test_ctrl_z_is_the_plans_own_undo(window: MainWindow, document: Document, qtbot: QtBot) -> None:
    page = page_of(window)
    first = page.grid.current_id
    before = stored(document, first, "title")
    field = title_field(page)
    field.setFocus()
    QTest.keyClicks(field, " lama")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(document, first, "title") == f"lama{before}"
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(document, first, "title") == before
    assert field.text() == before


def test_a_year_that_cannot_be_read_is_kept_and_explained(
    window: MainWindow, document: Document, session: Session, qtbot: QtBot
) -> None:
    page = page_of(window)
    first = page.grid.current_id
    before = stored(document, first, "year_start")
    row = page.form.form.rows["year_start"]
    field = row.editor.widget()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "tahun depan")
    assert row.binding.problem == ""
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert row.binding.problem != ""
    session.flush()
    assert field.text() == "tahun depan"
    assert stored(document, first, "year_start") == before
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Down)
    assert field.text() != "tahun depan"
    QTest.keyClick(page.grid, Qt.Key.Key_Up)
    assert field.text() == "tahun depan"
    assert row.binding.problem != ""


def test_a_new_initiative_stands_in_the_table_with_the_cursor_in_its_name(
    window: MainWindow, document: Document, qtbot: QtBot, data_dir: Path
) -> None:
    page = page_of(window)
    count = len(page.grid.rows.shown)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert len(page.grid.rows.shown) == count + 1
    field = title_field(page)
    assert field.hasFocus()
    QTest.keyClicks(field, "Klinik Keliling")
    window.session.flush()
    assert stored(document, page.grid.current_id, "title") == "Klinik Keliling"
    assert [row.title for row in window.session.snapshot.all(Initiative)][-1] == "Klinik Keliling"


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_the_table_is_cut_in_no_window_and_size_of_text(
    app: QApplication, session: Session, open_window: OpenWindow, qtbot: QtBot, percent: int
) -> None:
    theme.apply(app, "light", percent)
    window = open_window(session)
    page = window.page
    assert isinstance(page, InitiativesPage)
    grid = page.grid
    for size in ((1093, 545), (1366, 697)):
        window.resize(*size)
        qtbot.waitUntil(lambda: sum(map(grid.columnWidth, range(grid.rows.columnCount()))) <= grid.viewport().width())
        assert not grid.isColumnHidden(grid.rows.column_place("budget"))
    assert "Status" in [head.title for section in page.printable().sections for head in section.columns]  # type: ignore[union-attr]
    theme.apply(app, "light", 100)
