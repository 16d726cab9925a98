"""The drive is full while somebody types: nothing typed is lost, and the window says what to do."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import ballast
from gmsc_desktop.models.document import Document
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.session import Session
from tests.ui.in_form import UMUM
from tests.ui.small_drive import Drive

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a small drive is mounted with means of Linux")

LONG = ("Layanan perizinan satu pintu yang terhubung dengan data kependudukan. " * 40).rstrip()


@pytest.fixture
def data_dir(drive: Drive) -> Path:
    """Everything that the sample plan needs lies on the small drive."""
    return drive.folder


def editor_of(window: MainWindow) -> QPlainTextEdit:
    """The field of the current initiative in which people write most."""
    page = window.page
    assert isinstance(page, InitiativesPage)
    page.form.tabs.bar.setCurrentIndex(UMUM)
    editor = page.form.form.rows["background"].editor.widget()
    assert isinstance(editor, QPlainTextEdit)
    return editor


def background(window: MainWindow, text: str) -> None:
    """Type into the current initiative, as a person does, and leave the field."""
    editor = editor_of(window)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "M")
    editor.insertPlainText(text[1:])
    window.session.flush()


def in_the_file(document: Document, record_id: str) -> str:
    row = document.raw.execute("SELECT background FROM initiative WHERE id=?", (record_id,)).fetchone()
    return str(row[0] or "")


def current(window: MainWindow) -> str:
    page = window.page
    assert isinstance(page, InitiativesPage)
    return page.grid.current_id


def test_typed_text_stays_is_told_in_red_and_saved_when_there_is_room(
    window: MainWindow, document: Document, drive: Drive, qtbot: QtBot
) -> None:
    record = current(window)
    drive.fill()
    background(window, LONG)
    editor = editor_of(window)
    assert in_the_file(document, record) != "M" + LONG[1:]
    assert editor.toPlainText() == "M" + LONG[1:]
    line = window.status
    assert (
        "penuh: perlu 64 MB, tersisa 0 MB. Yang terakhir Anda ketik belum tersimpan: kosongkan ruang"
        in line.saved.text()
    )
    assert line.again.isVisible()
    window.session.reload()
    window.show_page("overview")
    window.show_page("initiatives")
    assert editor_of(window).toPlainText() == "M" + LONG[1:]
    window.session.unsaved.look()
    assert line.again.isVisible(), "there is no new room"
    drive.empty()
    window.session.unsaved.look()
    window.session.flush()
    assert in_the_file(document, record) == "M" + LONG[1:]
    assert not line.again.isVisible()
    assert line.saved.text().startswith("Tersimpan ")
    assert editor_of(window).toPlainText() == "M" + LONG[1:]


def test_the_button_tries_again_and_what_was_typed_last_counts(
    window: MainWindow, document: Document, drive: Drive, qtbot: QtBot
) -> None:
    record = current(window)
    drive.fill()
    background(window, LONG)
    background(window, "Makin pendek.")
    drive.empty()
    window.status.again.click()
    window.session.flush()
    assert in_the_file(document, record) == "Makin pendek."
    assert not window.session.unsaved
    assert editor_of(window).toPlainText() == "Makin pendek."


def test_the_reserve_saves_at_once_and_the_line_asks_for_room(
    window: MainWindow, document: Document, drive: Drive, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballast, "SIZE", 1024 * 1024)
    monkeypatch.setattr(ballast, "ENOUGH", 2 * 1024 * 1024)
    monkeypatch.setattr(ballast, "_WORTHWHILE", 2 * 1024 * 1024)
    assert ballast.keep()
    record = current(window)
    drive.fill()
    background(window, LONG)
    assert in_the_file(document, record) == "M" + LONG[1:]
    assert not (drive.folder / ballast.NAME).exists()
    assert "Yang Anda ketik tersimpan dengan ruang darurat. Kosongkan ruang sekarang." in window.status.saved.text()
    assert not window.status.again.isVisible()
    drive.empty()
    window.session.unsaved.look()
    assert (drive.folder / ballast.NAME).exists()
    assert window.status.saved.text().startswith("Tersimpan ")


def answer(*words: str) -> None:
    """Press these buttons, one after the other, as the questions come."""
    rest = list(words)

    def press() -> None:
        box = next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()), None)
        if box is not None:
            wanted = rest.pop(0)
            if rest:
                QTimer.singleShot(10, press)
            next(button for button in box.buttons() if button.text() == wanted).click()
        else:
            QTimer.singleShot(10, press)

    QTimer.singleShot(0, press)


def test_closing_offers_to_keep_the_text_elsewhere(
    window: MainWindow, drive: Drive, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive.fill()
    background(window, LONG)
    answer("Coba simpan lagi", "Kembali ke rencana")
    assert not window.close()
    assert window.isVisible()
    target = tmp_path / "teks saya.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    answer("Simpan teksnya ke berkas…")
    assert window.close()
    told = target.read_text(encoding="utf-8")
    assert "M" + LONG[1:].rstrip() in told
    assert "Latar masalah" in told
    drive.empty()


def test_closing_offers_to_keep_what_was_typed_for_an_entry(
    window: MainWindow,
    progress_due: ProgressPage,
    drive: Drive,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, entry = progress_due, progress_due.entry
    drive.fill()
    entry.fields["narrative"].editor.widget().setFocus()
    QTest.keyClicks(entry.fields["narrative"].editor.widget(), "Pelatihan selesai")
    entry.fields["spending"].editor.widget().setFocus()
    QTest.keyClicks(entry.fields["spending"].editor.widget(), "1500000")
    page.sheet.year_card.reason.editor.show_text("Menunggu persetujuan provinsi")
    page.sheet.year_card.status.editor.show_text("tertunda")
    page.sheet.year_card._status_chosen()
    answer("Coba simpan lagi", "Kembali ke rencana")
    assert not window.close()
    target = tmp_path / "teks saya.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    answer("Simpan teksnya ke berkas…")
    assert window.close()
    told = target.read_text(encoding="utf-8")
    for words in ("Entri baru tahun", "Pelatihan selesai", "1500000", "Menunggu persetujuan provinsi"):
        assert words in told.replace(".", "")
    drive.empty()


def test_closing_tries_again_where_there_is_room_by_then(
    window: MainWindow, document: Document, drive: Drive, qtbot: QtBot
) -> None:
    record = current(window)
    drive.fill()
    background(window, LONG)
    drive.empty()
    answer("Coba simpan lagi")
    assert window.close()
    assert in_the_file(document, record) == "M" + LONG[1:]


def test_a_cell_keeps_what_was_typed_and_says_why(
    window: MainWindow, document: Document, drive: Drive, qtbot: QtBot
) -> None:
    page = window.page
    assert isinstance(page, InitiativesPage)
    grid = page.grid
    row, column = grid.rows.shown[0], next(c for c in grid.rows.columns if c.key == "title")
    drive.fill()
    grid.rows.write_cell(row, column, LONG[:250])
    window.session.flush()
    assert grid.rows.shown_text(grid.rows.shown[0], column) == LONG[:250]
    assert "cakram penuh" in grid.rows.problem(grid.rows.shown[0], column)
    drive.empty()
    window.status.again.click()
    window.session.flush()
    assert (
        document.raw.execute("SELECT title FROM initiative WHERE id=?", (row.id,)).fetchone()[0] == LONG[:250].strip()
    )
    assert grid.rows.problem(grid.rows.shown[0], column) == ""


def test_a_click_is_done_with_the_reserve(
    window: MainWindow, session: Session, drive: Drive, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballast, "SIZE", 1024 * 1024)
    monkeypatch.setattr(ballast, "_WORTHWHILE", 2 * 1024 * 1024)
    assert ballast.keep()
    drive.fill()
    before = len(session.snapshot.rows("agency"))
    from gmsc_desktop.models import rows

    session.act("Tambah OPD", rows.add_row, "agency", {"name": LONG[:200]}, date(2026, 11, 22))
    assert len(session.snapshot.rows("agency")) == before + 1
    drive.empty()
