"""The window of an import is not closed over what somebody did in it without a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.models.document import Document
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.session import Session
from tests.exchange.books import FLAT
from tests.test_cli_import import FIRST, SECOND
from tests.ui.conftest import OpenWindow
from tests.ui.in_import import agree, book_at, come_to_rest, documents, press, reviewed, rpjmd_page, without_rpjmd
from tests.ui.in_question import answered

Key = Qt.Key


@pytest.fixture
def page(document: Document, app: QApplication, open_window: OpenWindow) -> RpjmdPage:
    """The page RPJMD of a plan in which nothing of it was typed yet."""
    without_rpjmd(document)
    return rpjmd_page(open_window(Session(document)))


def test_corrections_are_not_lost_by_an_escape(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = reviewed(page, book_at(tmp_path / "flat.xlsx", FLAT), qtbot)
    dialog.state.correct(Place("Tabel", 4, 6), "1250")
    come_to_rest(dialog, qtbot)
    asked = answered(monkeypatch, "Lanjutkan memeriksa")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert "1 perbaikan" in asked[0]
    monkeypatch.undo()
    answered(monkeypatch, "Tutup tanpa mengimpor")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert documents(page.session) == []


def test_answers_and_marks_are_not_lost_by_an_escape_either(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = reviewed(page, book_at(tmp_path / "flat.xlsx", FLAT), qtbot)
    dialog.state.answer("unit", "million")
    come_to_rest(dialog, qtbot)
    dialog.tabs.choose(dialog.doubts)
    dialog.doubts.list.setFocus()
    press(Key.Key_Space)
    asked = answered(monkeypatch, "Lanjutkan memeriksa")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert "1 jawaban, 1 tanda “Sudah dilihat”." in asked[0]
    press(Key.Key_Space)
    dialog.state.step_back()
    come_to_rest(dialog, qtbot)
    QTest.keyClick(dialog, Key.Key_Escape)  # nothing is left that could be lost: nothing is asked
    assert len(asked) == 1
    assert not dialog.isVisible()


def test_choices_in_the_differences_are_not_lost_by_an_escape(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(reviewed(page, book_at(tmp_path / "pertama.xlsx", FIRST), qtbot), page.session, qtbot)
    dialog = reviewed(page, book_at(tmp_path / "kedua.xlsx", SECOND), qtbot)
    dialog.tabs.choose(dialog.differences)
    listed = dialog.differences.list
    listed.go_to(next(line.id for line in listed.rows.shown if line.name == "Program B"))
    listed.setFocus()
    press(Key.Key_Space)
    asked = answered(monkeypatch, "Lanjutkan memeriksa")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert "1 pilihan di Perbedaan" in asked[0]
    press(Key.Key_Space)  # as it was: nothing is left that could be lost
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
