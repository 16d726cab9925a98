"""The tab Bukti of an initiative: all that proves it, by year and entry, added and looked at where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import evidence, progress
from gmsc_desktop.models.initiatives import add_initiative
from gmsc_desktop.models.records import EvidenceLink, Initiative, ProgressEntry, QuickWin
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.evidence_preview import PreviewDialog
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.initiatives_evidence import EvidencePart
from gmsc_desktop.ui.pages.initiatives_rows import QuickWinsPart
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow
from tests.ui.in_form import BUKTI, QUICK_WIN, UMUM

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def opened(window: MainWindow) -> InitiativesPage:
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    return page


@pytest.fixture
def part(window: MainWindow) -> Iterator[EvidencePart]:
    """Of the first initiative, of which two years are told; 2025 is closed."""
    yield opened(window).form.open_evidence()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"Notulen {number:02}.txt" for number in range(14)]
    for path in made:
        path.write_text(f"Rapat {path.stem}\n", encoding="utf-8")
    return made


def entries(session: Session, year: int) -> list[ProgressEntry]:
    """Of the first initiative, the latest first."""
    first = session.snapshot.all(Initiative)[0]
    return list(reversed(session.figures.entries(first.id, year)))


def names(session: Session, table: str, record_id: str) -> set[str]:
    links = session.snapshot.where(EvidenceLink, f"{table}_id", record_id)
    rows = [session.record("evidence", link.evidence_id) for link in links]
    return {str(getattr(row, "original_name", "")) for row in rows}


def mime_of(paths: list[Path]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(target: QWidget, paths: list[Path]) -> None:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    mime = mime_of(paths)
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, mime, left, none))


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=10_000)
    window.session.flush()


def said(part: QWidget) -> list[str]:
    """The words that are seen, from top to bottom."""
    labels = [label for label in part.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text() for label in sorted(labels, key=lambda label: label.mapTo(part, QPoint()).y())]


def test_evidence_stands_under_its_entry_and_year(part: EvidencePart) -> None:
    marks = ("Tahun", "TW", "2 entri")
    assert [text for text in said(part) if text.startswith(marks)] == [
        *("Tahun 2026", "2 entri, 2 bukti", "TW III 2026, per 30 Sep 2026", "TW II 2026, per 30 Jun 2026"),
        *("Tahun 2025 (ditutup)", "2 entri, 2 bukti", "TW III 2025, per 30 Sep 2025", "TW II 2025, per 30 Jun 2025"),
    ]
    shown = [[row.title for row in one.panel.strip.items.shown] for one in part.records.values()]
    assert shown == [["Foto pelatihan 4"], ["Foto pelatihan 3"], ["Foto pelatihan 2"], ["Foto pelatihan 1"]]
    assert [row.title for row in part.own.strip.items.shown] == ["Berita peresmian"]
    assert not part.empty.isVisible()


def test_files_dropped_on_an_entry_belong_to_it_however_many(
    part: EvidencePart, window: MainWindow, files: list[Path], qtbot: QtBot
) -> None:
    latest = entries(window.session, 2026)[0]
    before = names(window.session, "progress_entry", latest.id)
    drop(part.records["progress_entry", latest.id], files)
    settle(window, qtbot)
    assert names(window.session, "progress_entry", latest.id) == before | {path.name for path in files}
    assert "2 entri, 16 bukti" in said(part)
    drop(part, files[:1])  # beside the entries: the initiative's own
    settle(window, qtbot)
    assert files[0].name in names(window.session, "initiative", part.own._owner_id)


def test_an_entry_of_a_closed_year_takes_nothing(
    part: EvidencePart, window: MainWindow, files: list[Path], qtbot: QtBot
) -> None:
    closed = entries(window.session, 2025)[0]
    before = names(window.session, "progress_entry", closed.id)
    shown = part.records["progress_entry", closed.id]
    assert not shown.panel.add_file.isVisible()
    drop(shown, files[:1])
    settle(window, qtbot)
    assert names(window.session, "progress_entry", closed.id) == before


def test_the_keys_choose_files_for_the_entry_in_which_the_cursor_is(
    part: EvidencePart, window: MainWindow, files: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([str(files[0])], ""))
    latest = entries(window.session, 2026)[0]
    door = part.records["progress_entry", latest.id].door
    door.setFocus()
    QTest.keyClick(door, Qt.Key.Key_B, BOTH)
    settle(window, qtbot)
    assert files[0].name in names(window.session, "progress_entry", latest.id)
    QGuiApplication.clipboard().setMimeData(mime_of(files[1:2]))
    QTest.keyClick(door, Qt.Key.Key_V, BOTH)
    settle(window, qtbot)
    assert files[1].name in names(window.session, "progress_entry", latest.id)


def test_the_keys_in_the_general_tab_lead_to_the_evidence_of_the_initiative(
    part: EvidencePart, window: MainWindow, files: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = opened(window).form
    form.tabs.bar.setCurrentIndex(UMUM)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([str(files[0])], ""))
    title = form.form.rows["title"].editor.widget()
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_B, BOTH)
    settle(window, qtbot)
    assert form.tabs.bar.currentIndex() == BUKTI
    assert files[0].name in [row.original_name for row in part.own.strip.items.shown]


def test_the_door_of_an_entry_opens_it_in_pelaksanaan(part: EvidencePart, window: MainWindow) -> None:
    earlier = entries(window.session, 2026)[1]
    door = part.records["progress_entry", earlier.id].door
    assert door.accessibleName() == "Buka TW II 2026, per 30 Jun 2026 di Pelaksanaan"
    door.click()
    page = window.page
    assert isinstance(page, ProgressPage)
    assert (page.year, page.entry.entry_id) == (2026, earlier.id)


def test_enter_opens_the_preview_of_a_piece(
    part: EvidencePart, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(PreviewDialog, "exec", lambda dialog: seen.append(dialog.name.text()))
    strip = part.records["progress_entry", entries(window.session, 2026)[0].id].panel.strip
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert seen == ["Foto pelatihan 4"]


def test_the_focus_stays_at_the_entry_when_its_last_piece_is_untied(part: EvidencePart, window: MainWindow) -> None:
    latest = entries(window.session, 2026)[0]
    panel = part.records["progress_entry", latest.id].panel
    panel.strip.setFocus()
    panel.strip.setCurrentIndex(panel.strip.items.index(0))
    QTest.keyClick(panel.strip, Qt.Key.Key_Delete)
    assert names(window.session, "progress_entry", latest.id) == set()
    assert "Belum ada bukti." in said(panel)
    assert not panel.strip.isVisible()
    assert QApplication.focusWidget() is panel.add_file
    window.session.undo()
    assert [row.title for row in panel.strip.items.shown] == ["Foto pelatihan 4"]
    assert panel.strip.isVisible()


def test_quick_wins_and_benefits_that_are_proved_stand_here_too(part: EvidencePart, window: MainWindow) -> None:
    session = window.session
    first = session.snapshot.all(Initiative)[0]
    win = next(row for row in session.snapshot.where(QuickWin, "initiative_id", first.id) if row.year == 2026)
    piece = part.own.strip.items.shown[0].id
    benefit = session.act("Tambah", lambda db: progress.add_benefit(db, first.id, measure="Waktu tunggu"))
    assert not {"Quick win 2026", "Waktu tunggu"} & set(said(part))
    session.act("Tautkan", evidence.link, piece, "quick_win", win.id)
    session.act("Tautkan", evidence.link, piece, "benefit", benefit)
    order = ["Quick win 2026", "Tahun 2025 (ditutup)", "Manfaat", "Waktu tunggu"]
    assert [text for text in said(part) if text in order] == order
    part.records["quick_win", win.id].door.click()
    form = opened(window).form
    assert form.tabs.bar.currentIndex() == QUICK_WIN
    wins = form.findChild(QuickWinsPart)
    assert isinstance(wins, QuickWinsPart)
    assert wins.grid.current_id == win.id


def test_entries_come_and_go_with_undo(part: EvidencePart, window: MainWindow) -> None:
    latest = entries(window.session, 2026)[0]
    window.session.act("Hapus", progress.delete_entry, latest.id)
    assert "TW III 2026, per 30 Sep 2026" not in said(part)
    window.session.undo()
    assert "TW III 2026, per 30 Sep 2026" in said(part)


def test_an_initiative_without_evidence_says_how_to_begin(
    part: EvidencePart, window: MainWindow, files: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = window.session.act("Tambah", add_initiative, "Layanan baru", "SG")
    page = opened(window)
    page.show_record(made)
    words = " ".join(said(part))
    assert "Belum ada bukti dukung." in words
    assert "catat pelaksanaannya" in words
    assert not part.records
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([str(files[0])], ""))
    begin, tell = (button for button in part.findChildren(Button) if button.isVisible())
    begin.click()
    settle(window, qtbot)
    assert names(window.session, "initiative", made) == {files[0].name}
    assert not part.empty.isVisible()
    assert "Belum ada entri pelaksanaan." in " ".join(said(part))
    tell.click()
    assert isinstance(window.page, ProgressPage)


def test_a_plan_that_is_only_looked_at_shows_its_evidence_and_takes_none(
    session: Session, open_window: OpenWindow, files: list[Path]
) -> None:
    bare = session.act("Tambah", add_initiative, "Layanan baru", "SG")
    window = open_window(Session(None, session.snapshot, lambda _sha256: None))
    part = opened(window).form.open_evidence()
    assert "TW III 2026, per 30 Sep 2026" in said(part)
    shown = list(part.records.values())
    assert [len(one.panel.strip.items.shown) for one in shown] == [1, 1, 1, 1]
    assert not [
        one for one in (part.own, *(one.panel for one in shown)) if one.add_file.isVisible() or one.strip.items.adds
    ]
    drop(shown[0], files[:1])
    assert not window.session.jobs.running
    opened(window).show_record(bare)
    assert "Rencana ini hanya dibuka untuk dibaca; tidak ada bukti yang ikut dengan inisiatif ini." in said(part)
    assert not [button for button in part.findChildren(Button) if button.isVisible()]
