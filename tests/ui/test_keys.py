"""The keys of a plan's window, pressed one after another on every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gmsc_desktop import paths
from gmsc_desktop.text import set_language
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.menu_bar import menu_letters
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow

NONE, CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def area_of(window: MainWindow) -> int:
    """In which area the focus is: 0 the navigation, then those of the page; -1 in none."""
    focus = window.focusWidget()
    areas = window.areas()
    return next((i for i, area in enumerate(areas) if focus and (area is focus or area.isAncestorOf(focus))), -1)


@pytest.fixture(params=["mine", "looked at"])
def any_window(request: pytest.FixtureRequest, session: Session, open_window: OpenWindow) -> MainWindow:
    return open_window(session if request.param == "mine" else Session(None, session.snapshot))


def test_control_and_a_figure_shows_each_page_from_everywhere(any_window: MainWindow) -> None:
    window = any_window
    for place, entry in enumerate(PAGES[:9]):
        press(Qt.Key(Qt.Key.Key_1 + place), CONTROL)
        assert window.page.key == entry.key
        assert QApplication.focusWidget() is not None, entry.key


def test_f6_goes_round_all_areas_of_each_page_and_back(any_window: MainWindow) -> None:
    window = any_window
    for entry in PAGES:
        window.show_page(entry.key)
        window.navigation.list.setFocus()
        count = len(window.areas())
        assert count > 1, entry.key
        visited = []
        for _step in range(count):
            press(Qt.Key.Key_F6)
            visited.append(area_of(window))
        assert (entry.key, visited) == (entry.key, [*range(1, count), 0])
        press(Qt.Key.Key_F6, SHIFT)
        assert (entry.key, area_of(window)) == (entry.key, count - 1)


def test_esc_in_any_area_ends_at_the_pages_own_place(any_window: MainWindow) -> None:
    window = any_window
    for entry in PAGES:
        window.show_page(entry.key)
        for area in window.areas():
            area.setFocus()
            press(Qt.Key.Key_Escape)
            press(Qt.Key.Key_Escape)
            target = window.page.first_focus()
            focus = QApplication.focusWidget()
            there = target is None or focus is target or (focus is not None and target.isAncestorOf(focus))
            assert there, (entry.key, type(area).__name__, type(focus).__name__)


def test_control_b_narrows_and_widens_and_leaves_the_focus(window: MainWindow) -> None:
    before, wide = QApplication.focusWidget(), window.navigation.width()
    press(Qt.Key.Key_B, CONTROL)
    assert window.navigation.width() < wide
    press(Qt.Key.Key_B, CONTROL)
    assert window.navigation.width() == wide
    assert QApplication.focusWidget() is before


@pytest.fixture(params=["id", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param, paths.resource("locale"))
    yield request.param
    set_language("id")


@pytest.mark.usefixtures("language")
def test_alt_and_its_letter_opens_each_menu(session: Session, open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(session)
    for place, letter in enumerate(menu_letters()):
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, Qt.Key(ord(letter.upper())), ALT)
        menu = window.top.menus.actions()[place].menu()
        assert isinstance(menu, QMenu)
        qtbot.waitUntil(menu.isVisible)
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        qtbot.waitUntil(menu.isHidden)
        window.page.setFocus()
        window.top.menus.setActiveAction(None)  # type: ignore[arg-type]  # None takes the mark away
        focus = window.page.first_focus()
        assert focus is not None
        focus.setFocus()
