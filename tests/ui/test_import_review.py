"""From the page RPJMD through the window of an import into the plan, by keyboard and by mouse, and one undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.review import Question
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Ceiling, Target
from gmsc_desktop.ui.importing import begin
from gmsc_desktop.ui.importing.doors import show_import
from gmsc_desktop.ui.jobs import Cancelled
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.session import Session
from tests.exchange.books import FLAT, Rows, write_book
from tests.exchange.test_review import MONEY
from tests.exchange.test_rpjmd_layouts import LABELLED, LABELLED_MERGED
from tests.ui.conftest import OpenWindow
from tests.ui.in_import import (
    agree,
    book_at,
    branches,
    button,
    choosing,
    come_to_rest,
    dialog_of,
    documents,
    indicators,
    press,
    programmes,
    reviewed,
    rpjmd_page,
    without_rpjmd,
)
from tests.ui.test_walk import HOSTILE, check, rich_text

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(document: Document, app: QApplication, open_window: OpenWindow) -> RpjmdPage:
    """The page RPJMD of a plan in which nothing of it was typed yet."""
    without_rpjmd(document)
    return rpjmd_page(open_window(Session(document)))


def labelled(tmp_path: Path) -> Path:
    return book_at(tmp_path / "rpjmd.xlsx", LABELLED, LABELLED_MERGED)


def test_by_keyboard_from_an_empty_page_to_the_tree_and_back_by_one_undo(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = page.session
    choosing(monkeypatch, labelled(tmp_path))
    focus = page.first_focus()
    assert focus is not None
    focus.setFocus()
    press(Key.Key_Return)  # Impor tabel RPJMD…
    dialog = dialog_of(page.window(), qtbot)
    qtbot.waitUntil(dialog.begin.choose.hasFocus)
    assert not dialog.import_button.isVisible()
    press(Key.Key_Return)  # Pilih berkas…: read in the fenced child
    qtbot.waitUntil(lambda: dialog.state.review is not None, timeout=30_000)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert branches(dialog)[:4] == [
        "Misi 1 Sehat", "  Tujuan 1 Panjang umur", "    Indikator AHH", "    Sasaran 1 Layanan",
    ]  # fmt: skip
    before = session.undo_label
    for _step in range(8):
        press(Key.Key_F6)
        if dialog.import_button.hasFocus():
            break
    gone: list[int] = []
    dialog.finished.connect(gone.append)
    press(Key.Key_Return)  # Impor
    qtbot.waitUntil(lambda: bool(gone))
    assert programmes(session) == ["Program Upaya Kesehatan"]
    assert session.undo_label == "Impor RPJMD Kabupaten Luwu 2025–2029"
    assert page.tree.isVisible()
    assert "1 program RPJMD" in page.banner.words.text()
    QTest.mouseClick(button(page, "Urungkan"), Qt.MouseButton.LeftButton)
    assert documents(session) == []
    assert session.undo_label == before
    assert not page.banner.isVisible()
    assert not page.tree.isVisible()


def test_a_refused_file_says_what_to_ask_for_and_another_one_can_be_chosen(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = tmp_path / "rpjmd.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + b"0" * 400)
    dialog = show_import(page, "rpjmd", paper)
    qtbot.waitUntil(dialog.begin.banner.isVisible, timeout=30_000)
    assert "Mintalah berkas Excel atau Word aslinya" in dialog.begin.banner.words.text()
    assert not dialog.import_button.isVisible()
    dialog.begin.read(labelled(tmp_path))
    qtbot.waitUntil(lambda: dialog.state.review is not None, timeout=30_000)
    assert dialog.import_button.isVisible()


def test_a_dropped_file_opens_the_window(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(labelled(tmp_path)))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, left, none))
    dialog = dialog_of(page.window(), qtbot)
    qtbot.waitUntil(lambda: dialog.state.review is not None, timeout=30_000)
    assert "Misi 1 Sehat" in branches(dialog)


def test_a_block_copied_from_excel_is_pasted_where_an_import_is_meant(page: RpjmdPage, qtbot: QtBot) -> None:
    lines = ["\t".join("" if cell is None else str(cell) for cell in row) for row in FLAT]
    QGuiApplication.clipboard().setText("\r\n".join(lines))
    focus = page.first_focus()
    assert focus is not None
    focus.setFocus()
    press(Key.Key_V, CONTROL)
    dialog = dialog_of(page.window(), qtbot)
    come_to_rest(dialog, qtbot)
    agree(dialog, page.session, qtbot)
    assert programmes(page.session) == ["Program Upaya Kesehatan"]
    QGuiApplication.clipboard().setText("hanya satu kata")
    QTest.keyClick(page, Key.Key_V, CONTROL)
    assert not any(one.isVisible() for one in page.window().findChildren(type(dialog)))


def test_a_question_stands_in_the_way_until_it_is_answered(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "pagu.xlsx", MONEY), qtbot)
    assert not dialog.import_button.isEnabled()
    assert dialog.why.text() == "Jawab dulu: Satuan uang."
    unit = dialog.questions.fields["unit"].editor
    qtbot.waitUntil(unit.hasFocus)
    press(Key.Key_Down)  # Rupiah
    press(Key.Key_Down)  # Ribuan rupiah
    come_to_rest(dialog, qtbot)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    year = dialog.questions.fields["first_year"].editor
    assert year.text() == "2025"  # as the plan tells it
    year.setFocus()
    year.selectAll()  # type: ignore[union-attr]
    QTest.keyClicks(year, "2026")
    press(Key.Key_Return)
    come_to_rest(dialog, qtbot)
    assert [one.text() for one in [dialog.questions.words] if one.isVisible()] == []
    agree(dialog, page.session, qtbot)
    [ceiling] = page.session.snapshot.all(Ceiling)
    assert (ceiling.year, ceiling.amount) == (2026, 1_000_000_000)


def test_a_doubtful_cell_is_corrected_where_it_stands(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "flat.xlsx", FLAT), qtbot)
    dialog.tabs.choose(dialog.doubts)
    assert dialog.tabs.bar.tabText(2) == "Perlu dilihat (1)"
    dialog.doubts.list.setFocus()
    assert "ribuan atau pecahan" in dialog.doubts.detail.text()
    press(Key.Key_Return)
    assert dialog.side.view.hasFocus()
    assert dialog.side.place() == Place("Tabel", 4, 6)
    press(Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor.text() == "1.250"  # type: ignore[attr-defined]
    QTest.keyClicks(editor, "1250")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.state.told.cells))
    come_to_rest(dialog, qtbot)
    assert dialog.tabs.bar.tabText(2) == "Perlu dilihat"
    assert "diperbaiki dari “1.250” menjadi “1250”" in dialog.doubts.detail.text()
    QTest.keyClick(dialog, Key.Key_Z, CONTROL)
    come_to_rest(dialog, qtbot)
    assert dialog.tabs.bar.tabText(2) == "Perlu dilihat (1)"
    dialog.state.correct(Place("Tabel", 4, 6), "1250")
    come_to_rest(dialog, qtbot)
    agree(dialog, page.session, qtbot)
    found = {row.text: row.baseline_number for row in page.session.snapshot.rows("indicator")}  # type: ignore[attr-defined]
    assert found["Imunisasi"] == 1250


def test_a_doubt_that_was_seen_counts_no_more(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "flat.xlsx", FLAT), qtbot)
    dialog.tabs.choose(dialog.doubts)
    dialog.doubts.list.setFocus()
    press(Key.Key_Space)
    assert dialog.tabs.bar.tabText(2) == "Perlu dilihat"
    assert dialog.doubts.words.text() == "Semua sudah dilihat."


def test_a_doubt_names_its_sheet_where_there_are_several(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    book = write_book(tmp_path / "dua.xlsx", {"Dinas A": FLAT, "Dinas B": FLAT})
    dialog = reviewed(page, book, qtbot)
    dialog.tabs.choose(dialog.doubts)
    cells = {row.cell for row in dialog.doubts.list.rows.rows}
    assert {"G5 · Dinas A", "A1 · Dinas B"} <= cells
    assert dialog.doubts.detail.text().startswith("Lembar “Dinas ")
    listed = dialog.doubts.list
    wide = listed.visualRect(listed.rows.index(0, 1)).width()
    words = str(listed.rows.index(0, 1).data())
    assert wide > listed.fontMetrics().horizontalAdvance(words) + 8, f"“{words}” is cut"


def test_one_jumps_from_branch_to_cell_and_from_cell_to_branch(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, labelled(tmp_path), qtbot)
    tree = dialog.tree.tree
    tree.setFocus()
    tree.keyboardSearch("Tujuan 1 Panjang")
    dialog.tree.show_place(Place("Tabel", 10, 1))
    press(Key.Key_Return)
    assert dialog.side.view.hasFocus()
    assert dialog.side.place().cell == "B11"
    assert dialog.side.cell.text().startswith("B11: Program 1 : Program Upaya Kesehatan")
    dialog.side.go_to(Place("Tabel", 11, 7), focus=True)  # a target of the second indicator of that programme
    press(Key.Key_Return)
    assert tree.hasFocus()
    assert dialog.tree.details.toPlainText().startswith("Indikator: Rasio\n")


def test_sums_are_held_against_what_the_table_prints(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    rows: Rows = [*LABELLED[:-1], [None, "JUMLAH", None, None, None, 1600000000]]
    dialog = reviewed(page, book_at(tmp_path / "rpjmd.xlsx", rows, LABELLED_MERGED), qtbot)
    assert dialog.tabs.bar.tabText(1) == "Jumlah (1)"
    dialog.tabs.choose(dialog.sums)
    assert dialog.sums.counts.text() == "2 misi · 2 tujuan · 1 sasaran · 1 program · 5 indikator"
    line = dialog.sums.list.rows.shown[0]
    assert (line.state, line.year, line.printed, line.computed) == ("Tidak cocok", "2025", 1_600_000_000, 1_500_000_001)
    dialog.sums.list.setFocus()
    press(Key.Key_Return)
    assert dialog.side.place().cell == "B16"


def test_what_cannot_be_written_is_told_and_nothing_is_lost(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    rows: Rows = [["Misi", "Tujuan", "Sasaran", "Indikator"], ["Sehat", "Umur", "Layanan", "IKM"]]
    dialog = reviewed(page, book_at(tmp_path / "rpjmd.xlsx", rows), qtbot)
    assert dialog.why.text() == "Jawab dulu: Periode."
    period = dialog.questions.fields["period"].editor
    qtbot.waitUntil(period.hasFocus)
    QTest.keyClicks(period, "2025-2029")
    press(Key.Key_Return)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    agree(dialog, page.session, qtbot)
    assert documents(page.session) == ["RPJMD Kabupaten Luwu 2025–2029"]
    assert indicators(page.session) == ["IKM"]


def test_every_part_has_a_name_and_a_place_in_the_tab_order(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, labelled(tmp_path), qtbot)
    for part in (dialog.tree, dialog.sums, dialog.doubts):
        dialog.tabs.choose(part)
        check(dialog)


def test_menu_and_command_lead_to_the_window(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    window.show_page("overview")
    [menu] = [one for one in window.top.menus.findChildren(type(window.actions_of_plan.people_menu()))
              if one.title() == "&Impor tabel"]  # fmt: skip
    menu.actions()[0].trigger()
    dialog = dialog_of(window, qtbot)
    assert window.page.key == "rpjmd"
    QTest.keyClick(dialog, Key.Key_Escape)
    assert session.snapshot.all(Target)


def test_a_full_drive_leaves_the_window_as_it_is(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = reviewed(page, labelled(tmp_path), qtbot)

    def refused(*_values: object, **_named: object) -> None:
        raise UserFacingError("Cakram penuh.", "Kosongkan ruang, lalu coba lagi.")

    monkeypatch.setattr(type(dialog.state.importer), "write", refused)
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.banner.isVisible)
    assert dialog.banner.words.text() == "Cakram penuh. Kosongkan ruang, lalu coba lagi."
    assert dialog.import_button.isEnabled()
    assert documents(page.session) == []
    monkeypatch.undo()
    agree(dialog, page.session, qtbot)
    assert programmes(page.session) == ["Program Upaya Kesehatan"]


def test_what_a_file_says_is_shown_as_plain_text(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    rows: Rows = [
        ["Misi", "Sasaran", f"Rahasia {HOSTILE}", "Indikator", "Target 2026"],
        [HOSTILE, HOSTILE, HOSTILE, HOSTILE, "1.250"],
        [f"JUMLAH {HOSTILE}", HOSTILE, None, HOSTILE, HOSTILE],
    ]
    path = write_book(tmp_path / "a&b <b>.xlsx", {"A <b>&": rows})
    dialog = reviewed(page, path, qtbot)
    for part in (dialog.tree, dialog.sums, dialog.doubts, dialog.differences):
        dialog.tabs.choose(part)
        dialog.side.go_to(Place("A <b>&", 1, 2), focus=True)
        assert not list(rich_text(dialog))
    tip = dialog.side.view.cells.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in str(tip).replace("&lt;", "")


def test_a_plan_that_is_only_looked_at_takes_nothing_in(
    document: Document, app: QApplication, open_window: OpenWindow
) -> None:
    looked = Session(None, document.snapshot())
    window = open_window(looked)
    page = rpjmd_page(window)
    assert not [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text().startswith("Impor")]
    [menu] = [one for one in window.top.menus.findChildren(QMenu) if one.title() == "&Impor tabel"]
    assert not menu.isEnabled()
    assert not page.acceptDrops()


def test_reading_can_be_cancelled(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_path: Path, cancel: Any) -> None:
        assert cancel.wait(20)
        raise Cancelled

    monkeypatch.setattr(begin, "read_book", slow)
    dialog = show_import(page, "rpjmd", labelled(tmp_path))
    qtbot.waitUntil(dialog.begin.stop.isVisible)
    assert dialog.begin.words.text() == "Membaca rpjmd.xlsx…"
    QTest.mouseClick(dialog.begin.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.begin.choose.isVisible)
    assert "Dibatalkan" in dialog.begin.banner.words.text()


def test_a_backup_is_kept_before_much_comes_in(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    monkeypatch.setattr(page.session, "keep_before", kept.append)
    dialog = reviewed(page, labelled(tmp_path), qtbot)
    agree(dialog, page.session, qtbot)
    assert kept == [len(dialog.state.review.differences)]  # type: ignore[union-attr]


def test_many_questions_stand_below_each_other_in_a_narrow_window(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.window().resize(1093, 545)
    dialog = reviewed(page, book_at(tmp_path / "pagu.xlsx", MONEY), qtbot)
    review = dialog.state.review
    assert review is not None
    more = tuple(Question(f"lain{at}", f"Pertanyaan nomor {at}", answer="x") for at in range(4))
    dialog.state.review = replace(review, questions=(*review.questions, *more))
    dialog.questions.refresh()
    qtbot.waitUntil(lambda: len({field.y() for field in dialog.questions.fields.values()}) > 1)
    assert dialog.width() <= 1093
    assert all(field.geometry().right() <= dialog.questions.width() for field in dialog.questions.fields.values())
