"""Visits every page: each focusable widget has a name and a place in the tab order, and no text is read as HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import update
from gmsc_desktop.models.fields import TABLES, Kind
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.new_plan import NewPlanDialog
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from tests.ui.conftest import OpenWindow

HOSTILE = '<b>tebal</b><img src="file:///etc/passwd">&amp; <a href="http://x">x</a> 😀 \u202eteks'
TEXT_KINDS = {Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.WRITTEN}
KEYS = [entry.key for entry in PAGES]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def focusable(window: QWidget) -> Iterator[QWidget]:
    """Widgets that Tab can reach; the parts inside a widget that hand their focus on are not places of their own."""
    for widget in window.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), QAbstractScrollArea) or widget.objectName().startswith("qt_")
        tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if tab and widget.isVisible() and widget.isEnabled() and not inner:
            yield widget


def tab_round(window: QWidget) -> set[QWidget]:
    """The widgets that the focus visits on its way round."""
    visited: set[QWidget] = set()
    for _step in range(300):
        window.focusNextChild()
        here = QApplication.focusWidget()
        if here is not None:
            visited.add(here)
    return visited


def check(window: QWidget) -> None:
    places = [widget for widget in focusable(window) if not (isinstance(widget, QLineEdit) and _in_combo(widget))]
    assert places
    nameless = [f"{type(widget).__name__} {widget.objectName()}" for widget in places if not name_of(widget)]
    assert not nameless, nameless
    visited = tab_round(window)
    lost = [f"{type(widget).__name__} {name_of(widget)}" for widget in places if widget not in visited]
    assert not lost, lost


def _in_combo(widget: QWidget) -> bool:
    return "ComboBox" in type(widget.parentWidget()).__name__ or type(widget.parentWidget()).__name__ == "ChoiceField"


def rich_text(window: QWidget) -> list[str]:
    """Labels and text widgets that would read what they show as HTML, and tips that would."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"QLabel {widget.text()[:60]}")
        if isinstance(widget, QTextEdit):
            found.append(f"QTextEdit {widget.objectName()}")
        if GuiQt.mightBeRichText(widget.toolTip()) and not widget.toolTip().startswith("<p style="):
            found.append(f"tip {widget.toolTip()[:60]}")
    return found


@pytest.mark.parametrize("key", KEYS)
def test_every_focusable_widget_has_a_name_and_a_place(window: MainWindow, key: str) -> None:
    window.show_page(key)
    check(window)


@pytest.mark.parametrize("key", KEYS)
def test_every_page_works_in_a_narrow_window(window: MainWindow, key: str) -> None:
    window.resize(1024, 520)
    window.show_page(key)
    check(window)


def test_home_and_the_new_plan_dialog(app: QApplication, document: Document, qtbot: QtBot) -> None:
    home = HomeWindow(Settings())
    home.show()
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    check(home)
    assert not rich_text(home)
    dialog = NewPlanDialog([], home)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    check(dialog)
    assert not rich_text(dialog)
    dialog.close()
    home.close()


def make_hostile(session: Session, document: Document) -> None:
    """Markup in every field of text."""
    with document.change("Teks jahat") as db:
        for spec in TABLES:
            values = {field.column: HOSTILE for field in spec.fields if field.kind in TEXT_KINDS and field.editable}
            for row in session.snapshot.rows(spec.name) if values else ():
                update(db, spec.name, row.id, values)


@pytest.mark.parametrize("key", KEYS)
def test_hostile_text_stands_literally_on_every_page(
    session: Session, document: Document, open_window: OpenWindow, key: str
) -> None:
    make_hostile(session, document)
    window = open_window(session)
    window.show_page(key)
    assert isinstance(session.snapshot, Snapshot)
    assert not rich_text(window)
    shown = [label.text() for label in window.findChildren(QLabel) if "<b>" in label.text()]
    assert all(HOSTILE.split(" ", maxsplit=1)[0] in text for text in shown)
    assert window.navigation.district.text() == HOSTILE
