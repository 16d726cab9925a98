"""What is chosen in a list can be read whole, however narrow its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.editing import update
from gmsc_desktop.models.records import Agency, Initiative
from gmsc_desktop.ui.editors import ChoiceField, LineField, Option
from gmsc_desktop.ui.fitting import FittingLine, WholeWords
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.tabs import UnderlineBar
from gmsc_desktop.ui.session import Session

SHORT, LONG = "Kota", "Dinas Penanaman Modal dan Pelayanan Terpadu"


@pytest.fixture
def choice(app: QApplication) -> ChoiceField:
    return ChoiceField([Option("short", SHORT), Option("long", LONG)])


def opened(qtbot: QtBot, width: int, *parts: QWidget) -> QDialog:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QVBoxLayout(dialog)
    for part in parts:
        box.addWidget(part)
    dialog.resize(width, 240)
    dialog.show()
    QApplication.processEvents()
    return dialog


def pick(choice: ChoiceField, code: str) -> None:
    place = choice.findData(code)
    choice.setCurrentIndex(place)
    choice.activated.emit(place)
    QApplication.processEvents()


def is_whole(choice: ChoiceField) -> bool:
    """Whether the words are read whole: in the field, or under it."""
    if choice.words_width() <= choice.width():
        return True
    told = [label.text() for label in choice.window().findChildren(WholeWords) if label.isVisible()]
    return choice.label in told


def cut_on(page: QWidget) -> list[tuple[str, str, int, int]]:
    found = [one for one in page.findChildren(ChoiceField) if one.isVisible() and not is_whole(one)]
    return [(one.accessibleName(), one.currentText(), one.words_width(), one.width()) for one in found]


def test_parts_stand_below_each_other_where_words_would_be_cut(choice: ChoiceField, qtbot: QtBot) -> None:
    line, other = FittingLine(), LineField()
    line.add(choice)
    line.add(other)
    choice.show_text("short")
    dialog = opened(qtbot, 480, line)

    def is_below() -> bool:
        return other.mapTo(dialog, QPoint()).y() >= choice.mapTo(dialog, QPoint()).y() + choice.height()

    qtbot.waitUntil(lambda: not is_below() and is_whole(choice))
    pick(choice, "long")
    qtbot.waitUntil(lambda: is_below() and is_whole(choice))
    dialog.resize(900, 240)
    qtbot.waitUntil(lambda: not is_below() and is_whole(choice))
    dialog.resize(480, 240)
    qtbot.waitUntil(is_below)
    pick(choice, "short")
    qtbot.waitUntil(lambda: not is_below())


def test_a_name_that_fits_nowhere_stands_whole_under_its_field(choice: ChoiceField, qtbot: QtBot) -> None:
    words = WholeWords(choice)
    choice.show_text("long")
    dialog = opened(qtbot, 220, choice, words)
    qtbot.waitUntil(words.isVisible)
    assert words.text() == LONG
    assert is_whole(choice)
    pick(choice, "short")
    qtbot.waitUntil(lambda: not words.isVisible())
    pick(choice, "long")
    qtbot.waitUntil(words.isVisible)
    dialog.resize(900, 240)
    qtbot.waitUntil(lambda: not words.isVisible())


def test_the_opened_list_is_as_wide_as_its_names(choice: ChoiceField, qtbot: QtBot) -> None:
    dialog = opened(qtbot, 160, choice)
    assert dialog.isVisible()
    choice.showPopup()
    view = choice.view()
    assert view is not None
    assert view.viewport().width() >= choice.fontMetrics().horizontalAdvance(LONG)
    choice.hidePopup()


def test_the_kind_of_a_new_row_is_read_whole_in_a_narrow_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1093, 545)
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    for part, table in ((page.bodies, page.bodies.table), (page.legal, page.legal.table)):
        page.tabs.choose(part)
        kind, name = table.new_row.kind, table.new_row.name
        assert kind is not None
        for place in range(kind.count()):
            pick(kind, str(kind.itemData(place)))
            qtbot.waitUntil(lambda kind=kind: is_whole(kind))  # type: ignore[misc]
        assert name.width() > 100
        name.setFocus()
        QTest.keyClicks(name, "Dewan")
        assert name.text() == "Dewan"


def test_a_long_office_is_read_whole_in_the_form_of_an_initiative(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.resize(1024, 520)
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    row = session.snapshot.get(Initiative, page.grid.current_id)
    assert row is not None
    agency = session.snapshot.all(Agency)[0]
    session.act("Beri nama", update, "agency", agency.id, {"name": f"{LONG}, Tenaga Kerja dan Transmigrasi"})
    session.act("Pilih", update, "initiative", row.id, {"agency_id": agency.id})
    field = page.form.form.rows["agency_id"].editor
    assert isinstance(field, ChoiceField)
    qtbot.waitUntil(lambda: is_whole(field))
    assert field.label.endswith("Transmigrasi")
    assert [one for one in page.form.findChildren(WholeWords) if one.isVisible()]


def test_nothing_that_is_chosen_is_cut_on_any_page(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1093, 545)
    for entry in PAGES:
        window.show_page(entry.key)
        page = window.page
        qtbot.waitUntil(lambda page=page: cut_on(page) == [])  # type: ignore[misc]
        for tabs in [tabs for tabs in page.findChildren(UnderlineBar) if tabs.isVisible()]:
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                qtbot.waitUntil(lambda page=page: cut_on(page) == [])  # type: ignore[misc]
