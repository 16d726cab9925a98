"""Evidence of benefits, bodies, meetings, legal and planning documents: the same panel in each of their forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import bodies, progress
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Body, Initiative, PlanningDocument, QuickWin
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.evidence_address import AddressDialog
from gmsc_desktop.ui.pages.evidence_panel import EvidencePanel
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.initiatives_rows import QuickWinsPart
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage

Found = tuple[EvidencePanel, str, str]  # the panel, its table, its record


def legal(window: MainWindow) -> Found:
    made = window.session.act("Tambah", lambda db: bodies.add_legal_document(db, "sk_dewan", title="SK Dewan"))
    window.show_page("profile")
    page = window.pages["profile"]
    assert isinstance(page, ProfilePage)
    page.show_record(made)
    return page.legal.evidence, "legal_document", made


def body(window: MainWindow) -> Found:
    made = window.session.snapshot.all(Body)[0].id
    window.show_page("profile")
    page = window.pages["profile"]
    assert isinstance(page, ProfilePage)
    page.show_record(made)
    return page.bodies.evidence, "body", made


def meeting(window: MainWindow) -> Found:
    _panel, _table, owner = body(window)
    made = window.session.act("Tambah", bodies.add_meeting, owner, date(2026, 9, 30), "Evaluasi triwulan III")
    window.show_page("profile")
    page = window.pages["profile"]
    assert isinstance(page, ProfilePage)
    page.show_record(made)
    return page.bodies.meetings.evidence, "meeting", made


def planning(window: MainWindow) -> Found:
    window.show_page("rpjmd")
    page = window.pages["rpjmd"]
    assert isinstance(page, RpjmdPage)
    made = window.session.snapshot.all(PlanningDocument)[0].id
    page.show_record(made)
    return page.forms.evidence, "planning_document", made


def initiative(window: MainWindow) -> Found:
    window.show_page("initiatives")
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    made = window.session.snapshot.all(Initiative)[0].id
    page.show_record(made)
    return page.form.open_evidence().own, "initiative", made


def quick_win(window: MainWindow) -> Found:
    window.show_page("initiatives")
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    made = window.session.snapshot.all(QuickWin)[0]
    page.show_record(made.initiative_id)
    page.form.tabs.bar.setCurrentIndex(4)
    part = page.form.findChild(QuickWinsPart)
    assert isinstance(part, QuickWinsPart)
    part.grid.go_to(made.id)
    return part.evidence, "quick_win", made.id


def benefit(window: MainWindow) -> Found:
    window.show_page("progress")
    page = window.pages["progress"]
    assert isinstance(page, ProgressPage)
    page.show_year(2026)
    initiative = window.session.snapshot.get(Initiative, page.list.current_id)
    assert initiative is not None
    made = window.session.act("Tambah", progress.add_benefit, initiative.id)
    page.sheet.benefits.grid.go_to(made)
    page.sheet.area.ensureWidgetVisible(page.sheet.benefits.evidence)
    return page.sheet.benefits.evidence, "benefit", made


Open = Callable[[MainWindow], Found]
EVERYWHERE = pytest.mark.parametrize("place", [legal, body, meeting, planning, benefit, initiative, quick_win])


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "SK Dewan.txt"
    path.write_text("Menetapkan Dewan Smart City\n", encoding="utf-8")
    yield path
    QGuiApplication.clipboard().clear()


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=10_000)
    window.session.flush()


def links(document: Document, table: str, record_id: str) -> list[tuple[str, str, str]]:
    query = (
        "SELECT coalesce(original_name,''), coalesce(url,''), coalesce(seen_on,'') FROM evidence_link "
        f"JOIN evidence ON evidence.id=evidence_id WHERE {table}_id=? ORDER BY 1"
    )
    with document.read():
        return [(str(a), str(b), str(c)) for a, b, c in document.raw.execute(query, (record_id,)).fetchall()]


def mime_of(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


@EVERYWHERE
def test_a_file_is_dropped_shown_and_untied(
    place: Open, window: MainWindow, document: Document, file: Path, qtbot: QtBot
) -> None:
    panel, table, record_id = place(window)
    before = links(document, table, record_id)
    assert panel.isVisible()
    mime, point = mime_of(file), panel.rect().center()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point, copy, mime, left, none)
    QApplication.sendEvent(panel, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(panel, QDropEvent(QPointF(point), copy, mime, left, none))
    settle(window, qtbot)
    assert sorted([*before, (file.name, "", "")]) == links(document, table, record_id)
    assert file.name in [row.original_name for row in panel.strip.items.shown]
    panel.strip.setFocus()
    row = next(i for i, row in enumerate(panel.strip.items.shown) if row.original_name == file.name)
    panel.strip.setCurrentIndex(panel.strip.items.index(row))
    QTest.keyClick(panel.strip, Qt.Key.Key_Delete)
    assert links(document, table, record_id) == before
    window.session.undo()
    assert file.name in [row.original_name for row in panel.strip.items.shown]


@pytest.mark.parametrize("place", [legal, meeting, planning, initiative, quick_win])
def test_the_keys_choose_and_paste_files_anywhere_in_the_form(
    place: Open, window: MainWindow, document: Document, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, table, record_id = place(window)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([str(file)], ""))
    panel.add_link.setFocus()
    QTest.keyClick(panel.add_link, Qt.Key.Key_B, both)
    settle(window, qtbot)
    assert file.name in [name for name, _url, _seen in links(document, table, record_id)]
    second = file.with_name("Lampiran.txt")
    second.write_text("Lampiran SK\n", encoding="utf-8")
    QGuiApplication.clipboard().setMimeData(mime_of(second))
    QTest.keyClick(panel.add_link, Qt.Key.Key_V, both)
    settle(window, qtbot)
    assert second.name in [name for name, _url, _seen in links(document, table, record_id)]


def test_a_link_is_kept_with_the_day_on_which_it_was_seen(
    window: MainWindow, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, table, record_id = legal(window)

    def answer(dialog: AddressDialog) -> int:
        url, seen = (dialog.fields[name].editor.widget() for name in ("url", "seen_on"))
        assert isinstance(url, QLineEdit)
        assert isinstance(seen, QLineEdit)
        dialog.show()
        QTest.keyClicks(url, "jdih.luwukab.go.id")
        QTest.keyClick(url, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert "bukan tautan yang dapat dibuka" in dialog.fields["url"].problem.words.text()
        url.clear()
        QTest.keyClicks(url, "https://jdih.luwukab.go.id/sk-100")
        seen.clear()
        QTest.keyClicks(seen, "20/11/2026")
        QTest.keyClick(seen, Qt.Key.Key_Return)
        return dialog.result()

    monkeypatch.setattr(AddressDialog, "exec", answer)
    panel.add_link.click()
    assert links(document, table, record_id) == [("", "https://jdih.luwukab.go.id/sk-100", "2026-11-20")]
    assert [row.url for row in panel.strip.items.shown] == ["https://jdih.luwukab.go.id/sk-100"]
