"""A table in the hands of somebody who knows spreadsheets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.document import Document
from gmsc_desktop.ui.editors import ChoiceField
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.tables import Grid, Totals, paste_preview, pasting

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def titles(document: Document) -> list[str]:
    with document.read():
        return [row[0] for row in document.raw.execute("SELECT title FROM initiative ORDER BY position")]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)


def write(text: str) -> None:
    for letter in text:  # the first letter opens the editor, the others go into it
        QTest.keyClicks(focused(), letter)


def place(grid: Grid) -> tuple[int, str]:
    index = grid.currentIndex()
    return index.row(), grid.rows.columns[index.column()].key


def test_typing_replaces_a_cell_and_enter_goes_down(grid: Grid, window: MainWindow, document: Document) -> None:
    assert place(grid) == (0, "title")
    write("Balai Warga")
    press(Qt.Key.Key_Return)
    assert place(grid) == (1, "title")
    assert grid.hasFocus()
    assert grid.rows.shown_text(grid.rows.shown[0], grid.rows.columns[1]) == "Balai Warga"
    window.session.flush()
    assert titles(document)[0] == "Balai Warga"
    assert window.session.undo_label == "Ubah nama program/inisiatif"


def test_f2_keeps_the_text_tab_goes_right_esc_restores(grid: Grid, window: MainWindow, document: Document) -> None:
    before = titles(document)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_End)
    write(" Baru")
    press(Qt.Key.Key_Tab)
    assert place(grid) == (0, "dimension")
    press(Qt.Key.Key_Backtab, SHIFT)
    assert place(grid) == (0, "title")
    press(Qt.Key.Key_Return)
    write("hilang")
    press(Qt.Key.Key_Escape)
    window.session.flush()
    assert titles(document) == [f"{before[0]} Baru", *before[1:]]


def test_a_cell_that_cannot_be_read_keeps_its_text_and_says_why(grid: Grid, window: MainWindow) -> None:
    year = grid.rows.column_place("year_start")
    grid.setColumnHidden(year, False)
    grid.setCurrentIndex(grid.rows.index(0, year))
    write("kapan-kapan")
    press(Qt.Key.Key_Return)
    window.session.flush()
    index = grid.rows.index(0, year)
    assert index.data() == "kapan-kapan"
    assert "kapan-kapan" in grid.rows.problem(grid.rows.shown[0], grid.rows.columns[year])
    write("2027")
    press(Qt.Key.Key_Up)
    grid.setCurrentIndex(index)
    write("2027")
    press(Qt.Key.Key_Return)
    window.session.flush()
    assert index.data() == "2027"
    assert grid.rows.problem(grid.rows.shown[0], grid.rows.columns[year]) == ""


def test_copy_takes_the_headings_along_and_pastes_back(
    grid: Grid, window: MainWindow, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, title = grid.rows.column_place("code"), grid.rows.column_place("title")
    grid.select_cells(grid.rows.index(0, code), grid.rows.index(1, title))
    press(Qt.Key.Key_C, CONTROL)
    first, second = grid.rows.shown[0], grid.rows.shown[1]
    expected = [["Kode", "Nama inisiatif"], [first.code, first.title], [second.code, second.title]]
    assert pasting.read_block(QGuiApplication.clipboard().text()) == expected
    QGuiApplication.clipboard().setText('Kode\tNama inisiatif\nX-1\t"Rumah ""Kita"""\nX-2\t' + "p" * 400 + "\n")
    seen: list[pasting.Cell] = []

    def look(grid: Grid, block: list[list[str]], *, as_new: bool) -> pasting.Pasted:
        preview = paste_preview.PastePreview(grid, block, as_new=as_new)
        assert preview.way.text() == paste_preview.FILL
        seen.extend(preview.pasted.cells)
        return preview.pasted

    monkeypatch.setattr(paste_preview, "choose", look)
    grid.setCurrentIndex(grid.rows.index(0, code))
    press(Qt.Key.Key_V, CONTROL)
    assert [cell.text for cell in seen if cell.refused] == ["p" * 400]
    assert titles(document)[:2] == ['Rumah "Kita"', second.title]
    assert [row.code for row in grid.rows.shown[:2]] == ["X-1", "X-2"]
    window.undo()
    assert grid.rows.shown[0].title == first.title
    assert grid.rows.shown[1].code == second.code


def test_fill_down_and_delete(grid: Grid, window: MainWindow, document: Document) -> None:
    agency = grid.rows.column_place("state")
    grid.select_cells(grid.rows.index(0, agency), grid.rows.index(2, agency))
    before = [row.state for row in grid.rows.shown]
    press(Qt.Key.Key_Delete)
    assert [row.state for row in grid.rows.shown[:4]] == ["", "", "", before[3]]
    window.undo()
    assert [row.state for row in grid.rows.shown] == before
    grid.setCurrentIndex(grid.rows.index(0, agency))
    assert grid.write("Ubah status", [(0, agency, "Usulan")]) == 1
    grid.select_cells(grid.rows.index(0, agency), grid.rows.index(2, agency))
    press(Qt.Key.Key_D, CONTROL)
    assert [row.state for row in grid.rows.shown[:3]] == ["usulan"] * 3
    assert window.session.undo_label == "Isi ke bawah"


def test_a_header_sorts_up_down_and_back_to_the_plans_order(grid: Grid, window: MainWindow) -> None:
    order = [row.id for row in grid.rows.shown]
    title = grid.rows.column_place("title")
    header = grid.horizontalHeader()
    at = header.sectionViewportPosition(title) + 20
    current = grid.current_id

    def click() -> list[str]:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 10))
        return [row.title for row in grid.rows.shown]

    up = click()
    assert up == sorted(up, key=str.casefold) or up[0][0].isdigit()
    assert grid.current_id == current
    assert click() == list(reversed(up))
    click()
    assert [row.id for row in grid.rows.shown] == order


def test_the_filter_and_the_totals_follow_each_other(grid: Grid, window: MainWindow) -> None:
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    press(Qt.Key.Key_F, CONTROL)
    assert page.filter.hasFocus()
    write("sang")
    shown = [row.title for row in grid.rows.shown]
    assert shown == ["Sang Sultan"]
    totals = page.findChild(Totals)
    assert isinstance(totals, Totals)
    assert (totals.count.text(), totals.sums.text()) == ("1 dari 12 baris", "Jumlah Anggaran (Rp): Rp4.050.000.000")


def test_a_list_opens_by_space_and_is_chosen_by_keys(grid: Grid, window: MainWindow, qtbot: QtBot) -> None:
    state = grid.rows.column_place("state")
    grid.setCurrentIndex(grid.rows.index(0, state))
    press(Qt.Key.Key_Space)
    editor = grid.viewport().findChild(ChoiceField)
    assert isinstance(editor, ChoiceField)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(editor.view(), key)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)  # the style shows the choice for a moment
    press(Qt.Key.Key_Return)
    window.session.flush()
    assert grid.rows.shown[0].state == "usulan"
