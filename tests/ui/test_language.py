"""The window in both languages: chosen in a menu, whole, and with one letter of Alt for one thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QMessageBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop import paths
from gmsc_desktop.models import editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.text import read_catalogue, set_language
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.menu_bar import MenuBar
from gmsc_desktop.ui.new_plan import NewPlanDialog
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from tests.ui.conftest import OpenWindow

LETTER = re.compile(r"&(\w)")


@pytest.fixture(params=["id", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param, paths.resource("locale"))
    yield request.param
    set_language("id")


@pytest.fixture
def english() -> Iterator[dict[str, str]]:
    set_language("en", paths.resource("locale"))
    path = paths.resource("locale") / "en" / "LC_MESSAGES" / "gmsc.po"
    yield read_catalogue(path.read_text(encoding="utf-8"))
    set_language("id")


def letter(text: str) -> str:
    found = LETTER.search(text.replace("&&", ""))
    return found[1].lower() if found else ""


def menus_of(window: QWidget) -> Iterator[QMenu]:
    for bar in window.findChildren(MenuBar):
        for action in bar.actions():
            yield from below(action)


def below(action: QAction) -> Iterator[QMenu]:
    menu = action.menu()
    if isinstance(menu, QMenu):
        yield menu
        for inner in menu.actions():
            yield from below(inner)


def twice(texts: list[str]) -> list[str]:
    counted = Counter(filter(None, map(letter, texts)))
    return [text for text in texts if letter(text) and counted[letter(text)] > 1]


def letters_of_window(window: QWidget) -> list[str]:
    """What Alt reaches at once: the menus of the bar, the visible buttons, and the labels of fields."""
    texts = [action.text() for bar in window.findChildren(MenuBar) for action in bar.actions()]
    texts += [button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()]
    return texts + [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.buddy()]


def seen(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if label.isVisible():
            yield label.text()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible():
            yield button.text()
            yield button.toolTip()
    for tabs in window.findChildren(QTabBar):
        yield from (tabs.tabText(place) for place in range(tabs.count()))
    for menu in menus_of(window):
        yield menu.title()
        yield from (action.text() for action in menu.actions())


@pytest.mark.usefixtures("language")
def test_each_letter_of_a_menu_stands_for_one_thing(session: Session, open_window: OpenWindow, qtbot: QtBot) -> None:
    home = HomeWindow(Settings())
    qtbot.addWidget(home)
    for window in (open_window(session), home):
        menus = list(menus_of(window))
        assert len(menus) > 5
        assert [double for menu in menus if (double := twice([action.text() for action in menu.actions()]))] == []


@pytest.mark.usefixtures("language")
def test_each_letter_of_a_page_stands_for_one_thing(session: Session, open_window: OpenWindow) -> None:
    window = open_window(session)
    for entry in PAGES:
        window.show_page(entry.key)
        assert (entry.key, twice(letters_of_window(window))) == (entry.key, [])


@pytest.mark.usefixtures("language", "document")
def test_each_letter_of_home_and_a_new_plan_stands_for_one_thing(app: QApplication, qtbot: QtBot) -> None:
    home = HomeWindow(Settings())
    qtbot.addWidget(home)
    home.show()
    assert twice(letters_of_window(home)) == []
    dialog = NewPlanDialog([], home)
    dialog.show()
    assert twice(letters_of_window(dialog)) == []
    dialog.close()


def test_nothing_on_an_english_page_is_left_in_indonesian(
    english: dict[str, str], session: Session, open_window: OpenWindow
) -> None:
    window = open_window(session)
    known = {source for source, words in english.items() if source != words and len(source.split()) > 1}
    for entry in PAGES:
        window.show_page(entry.key)
        assert (entry.key, [text for text in seen(window) if text in known]) == (entry.key, [])


def test_the_language_is_chosen_in_a_menu_and_taken_at_the_next_start(
    app: QApplication, document: Document, qtbot: QtBot
) -> None:
    settings = Settings()
    home = HomeWindow(settings)
    qtbot.addWidget(home)
    home.show()
    told: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        told.append(box.text() + box.informativeText())
        box.close()

    QTimer.singleShot(0, read)
    action = next(action for menu in menus_of(home) for action in menu.actions() if action.text() == "English")
    action.trigger()
    assert "dibuka lagi" in told[0]
    assert "tetap berbahasa Indonesia" in told[0]
    assert paths.chosen_language() == "en"
    assert home.new.text() == "Rencana baru…"


def test_a_record_is_called_by_the_name_of_one_of_its_kind(
    english: dict[str, str], session: Session, open_window: OpenWindow
) -> None:
    window = open_window(session)
    row = session.snapshot.all(Initiative)[0]
    session.act("Isi kode", lambda db: editing.update(db, "initiative", row.id, {"code": "ZX-01"}))
    window.go_to.ask()
    QTest.keyClicks(window.go_to.field, "ZX-01")
    assert window.go_to.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == f"{row.title}, Initiative ZX-01"
