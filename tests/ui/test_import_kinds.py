"""The same window for tables of initiatives, realisation of past years, and quick wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.records import Initiative, ProgressEntry, QuickWin, SmartObjective
from gmsc_desktop.ui.importing.doors import DOORS, show_import
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.session import Session
from tests.exchange.books import Rows
from tests.exchange.initiative_books import MATRIX, MATRIX_MERGED
from tests.ui.in_import import agree, book_at, branches, button, come_to_rest, dialog_of, shown_book
from tests.ui.in_question import answered

LEFT = Qt.MouseButton.LeftButton


def titles(session: Session) -> list[str]:
    return [row.title for row in session.snapshot.all(Initiative)]


def monev(session: Session, *more: str) -> Rows:
    """A report of a past year about the first two initiatives of the plan, and about others."""
    head = ["Nama Program/Inisiatif", "Realisasi Fisik (%)", "Realisasi Anggaran (Rp)", "Status"]
    named = [*titles(session)[:2], *more]
    return [["MONEV TAHUN 2024"], head, *([name, 80, 450_000_000, "Terlaksana"] for name in named)]


def test_a_matrix_of_initiatives_comes_in_from_their_page(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    window.show_page("initiatives")
    before = titles(session)
    [tool] = [one for one in window.page.findChildren(type(window.page.print_button))
              if one.accessibleName() == "Impor tabel inisiatif…"]  # fmt: skip
    QTest.mouseClick(tool, LEFT)
    dialog = dialog_of(window, qtbot)
    shown_book(dialog, book_at(tmp_path / "matriks.xlsx", MATRIX, MATRIX_MERGED), qtbot)
    assert [line.strip() for line in branches(dialog) if line.startswith("  I")][:1] == [
        "Inisiatif Mal Pelayanan Publik Digital"
    ]
    agree(dialog, session, qtbot)
    assert {"Satu Data Kabupaten", "Ambulans Siaga"} <= set(titles(session)) - set(before)
    assert "inisiatif" in window.page.banner.words.text()
    QTest.mouseClick(button(window.page, "Urungkan"), LEFT)
    assert titles(session) == before


def test_budgets_without_a_year_say_what_becomes_of_them_until_they_have_their_answer(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "Tutup tanpa mengimpor")
    window.show_page("initiatives")
    dialog = show_import(window.page, "initiatives")
    heads = ["No", "Program", "Dimensi", "2025", "2026", "Anggaran (Rp)"]
    rows: Rows = [heads, [1, "Antrean Daring", "Smart Living", "v", "v", 450_000_000]]
    shown_book(dialog, book_at(tmp_path / "matriks.xlsx", rows), qtbot)
    words = dialog.questions.words
    assert words.isVisible()
    assert "anggaran itu tidak dicatat" in words.text()
    assert dialog.import_button.isEnabled()
    asked = dialog.questions.fields["spread"]
    assert asked.label.toolTip() == words.text()
    asked.editor.setFocus()
    QTest.keyClick(asked.editor, Qt.Key.Key_Down)
    come_to_rest(dialog, qtbot)
    assert "anggaran itu tidak dicatat" not in words.text()
    dialog.reject()


def test_realisation_of_a_past_year_comes_in_and_an_unknown_initiative_is_asked_for(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    window.show_page("progress")
    QTest.mouseClick(button(window.page, "Impor realisasi…"), LEFT)
    dialog = dialog_of(window, qtbot)
    before = len(session.snapshot.all(ProgressEntry))
    shown_book(dialog, book_at(tmp_path / "monev.xlsx", monev(session, "Kebun Raya Digital")), qtbot)
    assert dialog.tabs.bar.isTabVisible(4)
    dialog.tabs.choose(dialog.asked)
    assert dialog.tabs.bar.tabText(4) == "Pertanyaan (1)"
    dialog.asked.list.setFocus()
    QTest.keyClick(dialog.asked.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.asked.answer.hasFocus() or dialog.asked.answer.isAncestorOf(dialog.focusWidget()))
    place = dialog.asked.answer.findText("Jangan diambil")
    dialog.asked.answer.setCurrentIndex(place)
    dialog.asked.answer.activated.emit(place)
    come_to_rest(dialog, qtbot)
    assert dialog.tabs.bar.tabText(4) == "Pertanyaan"
    agree(dialog, session, qtbot)
    made = [row for row in session.snapshot.all(ProgressEntry) if row.legacy]
    assert [row.physical_percent for row in made] == [80, 80]
    assert "Kebun Raya Digital" not in titles(session)
    session.undo()
    assert len(session.snapshot.all(ProgressEntry)) == before


def test_quick_wins_come_in_by_the_menu(window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    [menu] = [one for one in window.top.menus.findChildren(type(window.actions_of_plan.people_menu()))
              if one.title() == "&Impor tabel"]  # fmt: skip
    next(one for one in menu.actions() if "Quick" in one.text()).trigger()
    dialog = dialog_of(window, qtbot)
    assert window.page.key == "initiatives"
    rows: Rows = [
        ["Nama Quick Win", "Masalah", "Penerima Manfaat", "Tahun", "Sebelum", "Sesudah"],
        [titles(session)[1], "Antrean panjang", "Warga", 2026, "3 hari", "1 jam"],
    ]
    before = len(session.snapshot.all(QuickWin))
    shown_book(dialog, book_at(tmp_path / "qw.xlsx", rows), qtbot)
    agree(dialog, session, qtbot)
    assert len(session.snapshot.all(QuickWin)) == before + 1


def test_worksheets_of_a_bimtek_come_in_from_their_dimension(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    window.show_page("dimensions")
    dialog = show_import(window.page, "worksheets")
    rows: Rows = [
        ["Dimensi", "Sub Dimensi", "Sasaran", "Dasar"],
        ["Smart Governance", "Pelayanan Publik", "Layanan serba daring", "Isu strategis"],
    ]
    before = [row.text for row in session.snapshot.all(SmartObjective)]
    shown_book(dialog, book_at(tmp_path / "kertas-kerja.xlsx", rows), qtbot)
    agree(dialog, session, qtbot)
    assert [row.text for row in session.snapshot.all(SmartObjective)] == [*before, "Layanan serba daring"]
    assert window.page.banner.isVisible()
    session.undo()
    assert [row.text for row in session.snapshot.all(SmartObjective)] == before


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.key)
def test_every_kind_is_found_by_its_name(window: MainWindow, door: object, qtbot: QtBot) -> None:
    window.show_page("overview")
    window.go_to.ask()
    QTest.keyClicks(window.go_to.field, getattr(door, "button_text").rstrip("…"))  # noqa: B009
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Return)
    dialog = dialog_of(window, qtbot)
    assert window.page.key == getattr(door, "page")  # noqa: B009
    assert dialog.state.importer.key == getattr(door, "key")  # noqa: B009
