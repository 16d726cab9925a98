"""The entry of Pelaksanaan with the keyboard alone, on the demonstration plan: a few keys, and the next one waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import library
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.session import Session
from tests.demo_plan import PLAN, tables
from tests.ui.conftest import OpenWindow

TODAY = date(2026, 11, 21)
LOW = (1093, 545)  # 1366 × 768 at 125 %, less title and task bar


@pytest.fixture
def document(data_dir: Path) -> Iterator[Document]:
    """The demonstration plan, without its files."""
    rows_of = tables()

    def fill(document: Document) -> None:
        with document.change("Isi contoh") as db:
            for name, rows in rows_of.items():
                insert_rows(db, name, rows)

    with library.created(PLAN, fill) as made:
        yield made


@pytest.fixture
def page(session: Session, open_window: OpenWindow) -> tuple[MainWindow, ProgressPage]:
    window = open_window(session)
    window.resize(*LOW)
    window.show_page("progress")
    page = window.pages["progress"]
    assert isinstance(page, ProgressPage)
    page.today = lambda: TODAY
    page.show_year(2026)
    page.refresh(None)
    page.list.setFocus()
    return window, page


def keys(text: str) -> int:
    """Press keys where the focus is; how many. ``↓``, ``⇥`` and ``⏎`` stand for Down, Tab and Enter."""
    special = {"↓": Qt.Key.Key_Down, "⇥": Qt.Key.Key_Tab, "⏎": Qt.Key.Key_Return}
    for letter in text:
        target = QApplication.focusWidget()
        assert target is not None
        if letter in special:
            QTest.keyClick(target, special[letter])
        else:
            QTest.keyClicks(target, letter)
    return len(text)


def in_view(window: MainWindow, text: str) -> bool:
    """Whether a label with these words is seen whole in the window."""
    for label in window.findChildren(QLabel):
        if text in label.text() and label.isVisible():
            seen = label.visibleRegion().boundingRect()
            if seen.size() == label.size() and label.fontMetrics().horizontalAdvance(text) <= label.width():
                return True
    return False


def test_an_entry_is_a_few_keys_and_the_next_one_waits(
    page: tuple[MainWindow, ProgressPage], document: Document
) -> None:
    window, sheet = page
    late = [row.id for row in sheet.list.rows.shown if row.wait == "late"]
    assert len(late) >= 2
    sheet.list.go_to(late[0])
    sheet.list.setFocus()
    pressed = keys("↓60⇥120 juta⏎")
    assert pressed <= 13
    entry = window.session.figures.latest_entry(late[1], 2026)
    assert entry is not None
    assert (entry.physical_percent, entry.spending, entry.period, entry.period_number) == (
        60, 120_000_000, "triwulan", 3,
    )  # fmt: skip
    assert sheet.list.current_id not in {late[1], ""}
    percent = sheet.entry.fields["physical_percent"].editor.widget()
    assert isinstance(percent, QLineEdit)
    assert percent.hasFocus()
    assert percent.text() == ""
    second = sheet.list.current_id
    keys("61⏎")
    told = window.session.figures.latest_entry(second, 2026)
    assert told is not None
    assert told.physical_percent == 61


def test_year_period_and_last_value_are_in_view_on_the_lowest_screen(page: tuple[MainWindow, ProgressPage]) -> None:
    window, sheet = page
    figures = window.session.figures
    spent = {row.id: figures.latest_entry(row.id, 2026) for row in sheet.list.rows.shown}
    waits = sorted(spent, key=lambda one: -((entry.spending or 0) if (entry := spent[one]) else 0))
    for initiative_id in waits[:4]:
        sheet.list.go_to(initiative_id)
        QApplication.processEvents()
        last = window.session.figures.entries(initiative_id, 2026)[-1]
        assert in_view(window, "Tahun anggaran 2026")
        assert in_view(window, "Angka kumulatif: sejak 1 Januari 2026 sampai tanggal keadaan, bukan hanya periode itu.")
        assert in_view(window, "Entri baru tahun 2026")
        for column in ("physical_percent", "spending"):
            note = sheet.entry.fields[column].note
            assert note.text().startswith("terakhir ") or getattr(last, column) is None
            assert in_view(window, note.text()), note.text()
        assert sheet.bar.save.isVisible()
        assert sheet.bar.save.visibleRegion().boundingRect().size() == sheet.bar.save.size()


def test_ctrl_shift_b_adds_evidence_from_the_list_and_from_a_field(
    page: tuple[MainWindow, ProgressPage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window, sheet = page
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for name in ("daftar.txt", "isian.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words, path=tmp_path / name: ([str(path)], ""))
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, Qt.Key.Key_B, both)
        qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=10_000)
        window.session.flush()
        sheet.entry.fields["physical_percent"].focus()
    assert {row.original_name for row in sheet.evidence.strip.items.shown} == {"daftar.txt", "isian.txt"}
    keys("62⏎")
    assert sheet.evidence.strip.items.shown == ()
