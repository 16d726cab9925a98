"""A field that may only be read looks so, keeps its words dark, and lets them be selected and copied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.ui import theme
from gmsc_desktop.ui.editors import ChoiceField, Editor, LineField, Option, TextField
from gmsc_desktop.ui.tokens import Scheme

CONTROL = Qt.KeyboardModifier.ControlModifier
LOOKS = [(scheme, style) for scheme in get_args(Scheme) for style in ("qlementine", "fusion")]
WORDS = "Loket terpadu"


@pytest.fixture(params=LOOKS, ids=" ".join)
def look(request: pytest.FixtureRequest, app: QApplication) -> Iterator[tuple[str, str]]:
    theme.apply(app, request.param[0], 100, request.param[1])
    yield request.param
    theme.apply(app, "light", 100)


class Sheet(QDialog):
    """One of each field on a sheet, and one more that takes the focus away from them."""

    def __init__(self, *, read_only: bool) -> None:
        super().__init__()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colour("surface"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.line, self.text, self.few = LineField(), TextField(), ChoiceField([Option("a", WORDS)])
        self.many = ChoiceField([Option(f"{at}", f"{WORDS} {at}") for at in range(20)])
        self.other = QLineEdit()
        self.fields: list[Editor] = [self.line, self.text, self.few, self.many]
        box = QVBoxLayout(self)
        for field, code in zip(self.fields, (WORDS, WORDS, "a", "7"), strict=True):
            box.addWidget(field.widget())
            field.show_text(code)
            field.set_read_only(read_only)
        box.addWidget(self.other)
        self.resize(300, 320)


def opened(qtbot: QtBot, *, read_only: bool) -> Sheet:
    sheet = Sheet(read_only=read_only)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    sheet.other.setFocus()
    return sheet


def colours(sheet: Sheet, field: QWidget) -> tuple[QColor, QColor, QColor]:
    """Of a field as it stands on the sheet: its corner, its left edge, its ground right of the words."""
    picture = sheet.grab().toImage()
    place, middle = field.mapTo(sheet, QPoint(0, 0)), field.height() // 2
    return (
        picture.pixelColor(place),
        picture.pixelColor(place + QPoint(0, middle)),
        picture.pixelColor(place + QPoint(field.width() - 40, middle)),
    )


def test_what_is_read_has_a_quiet_ground_without_an_edge(look: tuple[str, str], qtbot: QtBot) -> None:
    sheet = opened(qtbot, read_only=True)
    for field in sheet.fields:
        corner, edge, ground = colours(sheet, field.widget())
        assert edge == ground == theme.colour("window")
        if look[0] != "contrast":
            assert corner.lightness() == pytest.approx(theme.colour("surface").lightness(), abs=12)


def test_what_is_typed_keeps_its_edge(look: tuple[str, str], qtbot: QtBot) -> None:
    sheet = opened(qtbot, read_only=False)
    for field in (sheet.line, sheet.text):
        _corner, edge, ground = colours(sheet, field)
        assert ground == theme.colour("surface")
        assert edge != ground


def test_the_focus_is_seen_and_words_are_selected_and_copied(look: tuple[str, str], qtbot: QtBot) -> None:
    sheet = opened(qtbot, read_only=True)
    for field in (sheet.line, sheet.text):
        field.setFocus()
        assert colours(sheet, field)[1] == theme.colour("focus")
        QGuiApplication.clipboard().clear()
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        QTest.keyClick(field, Qt.Key.Key_C, CONTROL)
        assert QGuiApplication.clipboard().text() == WORDS
        QTest.keyClicks(field, "x")
        assert field.text() == WORDS
        QTest.keyClick(field, Qt.Key.Key_Tab)
        assert not field.hasFocus()


def test_a_field_is_typed_in_again_once_it_may_be(look: tuple[str, str], qtbot: QtBot) -> None:
    typed, reads = opened(qtbot, read_only=False), opened(qtbot, read_only=True)
    for field in reads.fields:
        field.set_read_only(False)
    reads.other.setFocus()
    for one, other in zip(typed.fields, reads.fields, strict=True):
        assert colours(reads, other.widget()) == colours(typed, one.widget())
    reads.activateWindow()
    qtbot.waitUntil(reads.isActiveWindow)
    reads.line.setFocus()
    QTest.keyClick(reads.line, Qt.Key.Key_End)
    QTest.keyClicks(reads.line, "!")
    assert reads.line.text() == f"{WORDS}!"


def test_another_look_at_run_time_reaches_what_is_only_read(app: QApplication, qtbot: QtBot) -> None:
    sheet = opened(qtbot, read_only=True)
    for scheme in get_args(Scheme):
        theme.apply(app, scheme, 130)
        for field in sheet.fields:
            assert colours(sheet, field.widget())[1:] == (theme.colour("window"),) * 2
    theme.apply(app, "light", 100)
