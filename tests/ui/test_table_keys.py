"""The keys of a spreadsheet on the real pages: each does what hands expect that come from Excel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gmsc_desktop.models.records import HeadOfRegion, Initiative
from gmsc_desktop.ui.editors import TextField
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid
from gmsc_desktop.ui.tables.pasting import read_block
from tests.ui.conftest import OpenWindow
from tests.ui.in_form import press, write

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@contextmanager
def held_down(key: Key) -> Iterator[None]:
    """A key is down while the program does something."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyPress(focus, key, CONTROL)
    yield
    QTest.keyRelease(focus, key)


def chosen_rows(grid: Grid) -> list[int]:
    return sorted({index.row() for index in grid.chosen()})


def test_today_is_written_into_a_date(window: MainWindow, session: Session) -> None:
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    page.tabs.choose(page.heads)
    head = session.snapshot.all(HeadOfRegion)[0]
    page.heads.grid.setFocus()
    page.heads.grid.go_to(head.id, "to_date")
    press(Key.Key_Semicolon, CONTROL)
    now = session.snapshot.get(HeadOfRegion, head.id)
    assert now is not None
    assert now.to_date == date.today().isoformat()
    assert session.undo_label == "Isi tanggal hari ini"


def test_ctrl_d_in_one_cell_takes_what_stands_above(grid: Grid, session: Session) -> None:
    rows = session.snapshot.all(Initiative)
    assert rows[0].dimension != rows[4].dimension
    place = grid.rows.column_place("agency_id")
    grid.setColumnHidden(place, False)
    grid.go_to(rows[1].id, "agency_id")
    press(Key.Key_D, CONTROL)
    now = session.snapshot.all(Initiative)
    assert now[1].agency_id == rows[0].agency_id != rows[1].agency_id
    assert now[2:] == rows[2:]


def test_alt_enter_breaks_the_line_in_a_cell(grid: Grid, session: Session) -> None:
    place = grid.rows.column_place("description")
    grid.setColumnHidden(place, False)
    row = grid.rows.shown[0]
    grid.go_to(row.id, "description")
    write("satu")
    assert isinstance(QApplication.focusWidget(), TextField)
    press(Key.Key_Return, ALT)
    write("dua")
    press(Key.Key_Return)
    session.flush()
    now = session.snapshot.get(Initiative, row.id)
    assert now is not None
    assert now.description == "satu\ndua"
    assert grid.currentIndex().row() == 1


def test_ctrl_space_takes_the_row_and_copies_it_with_headings(grid: Grid, session: Session) -> None:
    grid.go_to(grid.rows.shown[2].id, "title")
    press(Key.Key_Space, CONTROL)
    press(Key.Key_C, CONTROL)
    head, line = read_block(QGuiApplication.clipboard().text())
    seen = [c.title for place, c in enumerate(grid.rows.columns) if not grid.isColumnHidden(place)]
    assert head == seen
    assert line[:2] == [grid.rows.shown[2].code, grid.rows.shown[2].title]


def test_shift_extends_from_where_enter_or_the_mouse_left_the_cell(grid: Grid) -> None:
    for _time in range(3):
        press(Key.Key_Return)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Down, SHIFT)
    assert chosen_rows(grid) == [3, 4, 5]
    press(Key.Key_Up, SHIFT)
    assert chosen_rows(grid) == [3, 4]
    press(Key.Key_Down)
    press(Key.Key_Up, SHIFT)
    assert chosen_rows(grid) == [4, 5]
    press(Key.Key_Up)
    at = grid.visualRect(grid.rows.index(6, 1)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, SHIFT, QPoint(at.x(), at.y()))
    assert chosen_rows(grid) == [3, 4, 5, 6]


def test_what_moves_while_shift_or_ctrl_is_held_selects_nothing_more(
    grid: Grid, window: MainWindow, session: Session
) -> None:
    grid.go_to(grid.rows.shown[4].id, "title")
    press(Key.Key_Return, SHIFT)
    assert chosen_rows(grid) == [3]
    press(Key.Key_Tab)
    press(Key.Key_Backtab, SHIFT)
    assert [(index.row(), index.column()) for index in grid.chosen()] == [(3, grid.rows.column_place("title"))]
    before = session.snapshot.all(Initiative)
    with held_down(Key.Key_Control):
        window.page.new()
        assert chosen_rows(grid) == [len(before)]
    grid.setFocus()
    press(Key.Key_Delete, CONTROL)
    assert session.snapshot.all(Initiative) == before


def test_letters_in_a_cell_that_is_not_typed_move_nothing(grid: Grid, session: Session) -> None:
    before = session.snapshot.all(Initiative)
    grid.go_to(grid.rows.shown[0].id, "budget")
    write("Sang")
    assert grid.currentIndex().row() == 0
    session.flush()
    assert session.snapshot.all(Initiative) == before


def test_the_choice_of_columns_is_kept_for_the_next_window(
    grid: Grid, window: MainWindow, session: Session, open_window: OpenWindow
) -> None:
    actions = {action.text(): action for action in grid.column_menu().actions()}
    assert not actions["OPD"].isChecked()
    actions["OPD"].trigger()
    actions["Status"].trigger()
    window.close()
    page = open_window(session).page
    assert isinstance(page, InitiativesPage)
    hidden = {c.title: page.grid.isColumnHidden(place) for place, c in enumerate(page.grid.rows.columns)}
    assert hidden["OPD"] is False
    assert hidden["Status"] is True
    assert hidden["Nama inisiatif"] is False
