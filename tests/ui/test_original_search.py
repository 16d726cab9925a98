"""Original documents are found by their words and looked into; what is searched never holds up the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.originals import held
from gmsc_desktop.ui.go_to_match import Target
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.original_dialog import OriginalDialog
from gmsc_desktop.ui.original_texts import texts_of
from gmsc_desktop.ui.pages.evidence_intake import Given
from gmsc_desktop.ui.pages.profile_originals import OriginalsPart
from gmsc_desktop.ui.session import Session
from tests.documents import paragraph, word
from tests.ui.conftest import OpenWindow
from tests.ui.in_originals import book, cell, come, law, on_tab

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROLE = Qt.ItemDataRole.UserRole


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[OriginalDialog]:
    """The dialogs that were opened; they show and do not hold up the test."""
    opened: list[OriginalDialog] = []

    def show(dialog: OriginalDialog) -> int:
        opened.append(dialog)
        dialog.show()
        return 0

    monkeypatch.setattr(OriginalDialog, "exec", show)
    return opened


def test_the_search_finds_pages_and_opens_there(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path, looked: list[OriginalDialog]
) -> None:
    for path in (book(tmp_path), law(tmp_path)):
        papers.take([Given(path.name, path)])
    come(qtbot, papers, 2)
    window.show_page("overview")
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL | SHIFT)
    QTest.keyClicks(window.top.search, "pattallassang kurcaci")
    lines = window.results.list

    def told() -> list[tuple[str, str, str]]:
        found = [lines.item(place).data(ROLE) for place in range(lines.count())]
        return [(line.title, line.kind, line.more) for line in found]

    wanted = ("Buku 2 Masterplan", "Dokumen asli, hlm. 3", "Rumah Kurcaci Pattallassang")
    qtbot.waitUntil(lambda: wanted in told(), timeout=5_000)
    assert window.results.count.text() == "1 cocok. Enter membuka."
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    [dialog] = looked
    assert window.page.key == "profile"
    assert window.pages["profile"].tabs.stack.currentWidget() is papers  # type: ignore[attr-defined]
    assert dialog.search.text() == "pattallassang kurcaci"
    qtbot.waitUntil(lambda: dialog.view.number.value() == 3 and dialog.view.told.text() == "dari 3", timeout=20_000)
    assert not dialog.view.sheet.picture.isNull()
    assert dialog.said.text() == "1 halaman cocok."
    first, second = dialog.view.sheet.marks
    assert (first.top() == second.top(), first.right() < second.left()) == (True, True), "Kurcaci, then Pattallassang"
    assert dialog.view.area.viewport().rect().contains(seen_at(dialog, first).toRect())
    assert "2 kata yang dicari ditandai" in dialog.view.sheet.accessibleDescription()
    assert inked(dialog, first) == inked(dialog, second) == (True, True)
    dialog.search.clear()
    QTest.keyClicks(dialog.search, "kurc")
    assert len(dialog.view.sheet.marks) == 1
    assert dialog.view.sheet.marks[0].width() < first.width()
    QTest.keyClicks(dialog.search, " zzz")
    assert len(dialog.view.sheet.marks) == 1
    QTest.keyClick(dialog.search, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(dialog.search, "ku")
    assert not dialog.view.sheet.marks
    dialog.close()


def seen_at(dialog: OriginalDialog, mark: QRectF) -> QRectF:
    sheet = dialog.view.sheet
    at = sheet.mark_at(mark)
    return at.translated(QPointF(sheet.mapTo(dialog.view.area.viewport(), QPoint(0, 0))))


def inked(dialog: OriginalDialog, mark: QRectF) -> tuple[bool, bool]:
    """Whether there are letters within a mark, and its colour between them."""
    sheet = dialog.view.sheet
    at = sheet.mark_at(mark).adjusted(4, 4, -4, -4).toRect()
    image = sheet.grab(at).toImage()
    seen = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return any(one.lightness() < 90 for one in seen), any(one.name().upper() == "#FFE48A" for one in seen)


def test_records_stand_before_pages(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:  # fmt: skip
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL | SHIFT)
    QTest.keyClicks(window.top.search, "rumah kurcaci")
    lines = window.results.list
    last: Callable[[], str] = lambda: lines.item(lines.count() - 1).data(ROLE).kind if lines.count() else ""  # noqa: E731
    qtbot.waitUntil(lambda: last() == "Dokumen asli, hlm. 3", timeout=5_000)
    assert lines.currentRow() == 0
    assert lines.item(0).data(ROLE).kind.startswith("Inisiatif")
    QTest.keyClick(window.top.search, Qt.Key.Key_Down)
    assert lines.currentRow() == 1
    QTest.keyClicks(window.top.search, " pattallassang")
    qtbot.waitUntil(lambda: (lines.count(), last()) == (1, "Dokumen asli, hlm. 3"), timeout=5_000)
    assert lines.currentRow() == 0


def test_go_to_finds_documents_by_name_and_by_their_words(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path, looked: list[OriginalDialog]
) -> None:
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    window.go_to.ask()
    QTest.keyClicks(window.go_to.field, "buku 2 masterplan")

    def kinds() -> list[tuple[str, str]]:
        rows = window.go_to.list
        found = [rows.item(place).data(ROLE) for place in range(rows.count())]
        return [(one.name, one.kind) for one in found if isinstance(one, Target)]

    assert kinds()[0] == ("Buku 2 Masterplan", "Dokumen asli")
    window.go_to.field.clear()
    QTest.keyClicks(window.go_to.field, "pattallassang")
    wanted = ("Buku 2 Masterplan: Rumah Kurcaci Pattallassang", "Dokumen asli, hlm. 3")
    qtbot.waitUntil(lambda: wanted in kinds(), timeout=5_000)
    window.go_to.list.setCurrentRow(kinds().index(wanted))
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Return)
    [dialog] = looked
    qtbot.waitUntil(lambda: dialog.view.number.value() == 3, timeout=20_000)
    dialog.close()


def test_a_word_document_is_read_as_words_and_searched(
    papers: OriginalsPart, qtbot: QtBot, tmp_path: Path, looked: list[OriginalDialog]
) -> None:
    path = law(tmp_path)
    papers.take([Given(path.name, path)])
    [document] = come(qtbot, papers, 1)
    [one] = held(papers._session.snapshot)
    assert one.file is not None
    papers.look(document.id, one.file.id)
    [dialog] = looked
    assert dialog.view.words.toPlainText() == "PERATURAN BUPATI LUWU NOMOR 12 TAHUN 2021"
    QTest.keyClick(dialog, Qt.Key.Key_PageDown, CONTROL)
    assert dialog.view.words.toPlainText() == "Pasal 1. Rumah Kurcaci."
    dialog.view.back.click()
    QTest.keyClick(dialog, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(dialog.search, "kurcaci")
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=5_000)
    assert (dialog.said.text(), dialog.view.unit.text()) == ("1 halaman cocok.", "Halaman")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.view.page == 1
    [mark] = dialog.view.words.extraSelections()
    assert mark.cursor.selectedText() == "Kurcaci"
    assert dialog.isVisible(), "Enter in the search goes on, it does not close"
    dialog.search.clear()
    QTest.keyClicks(dialog.search, "zzz")
    qtbot.waitUntil(lambda: dialog.said.text() == "Tidak ada halaman yang memuat semua kata itu.", timeout=5_000)
    dialog.close()


def test_a_document_that_tells_no_pages_has_parts(
    papers: OriginalsPart, qtbot: QtBot, tmp_path: Path, looked: list[OriginalDialog]
) -> None:
    path = word(tmp_path / "perbup.docx", paragraph("Pasal 1. Rumah Kurcaci."))
    papers.take([Given(path.name, path)])
    [document] = come(qtbot, papers, 1)
    [one] = held(papers._session.snapshot)
    assert one.file is not None
    papers.look(document.id, one.file.id)
    [dialog] = looked
    QTest.keyClicks(dialog.search, "kurcaci")
    qtbot.waitUntil(lambda: dialog.said.text() == "1 bagian cocok.", timeout=5_000)
    assert dialog.view.unit.text() == "Bagian"
    assert dialog.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("bagian 1: ")
    dialog.close()


def test_a_plan_that_is_only_looked_at_shows_and_searches_them(
    papers: OriginalsPart, session: Session, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    other = Session(None, session.snapshot, session.evidence_path)
    window = open_window(other)
    shown = on_tab(window).originals
    assert not shown.add.isVisible()
    assert not shown.acceptDrops()
    come(qtbot, shown, 1)
    assert cell(shown, 0, "state") == "Dapat dicari"
    window.top.search.setFocus()
    QTest.keyClicks(window.top.search, "pattallassang")
    qtbot.waitUntil(lambda: window.results.count.text() == "1 cocok. Enter membuka.", timeout=5_000)


def test_searching_keeps_the_window_free(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """What is asked last is answered, on the window's own thread, and never before the question returns."""
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    texts, told = texts_of(window.session), list[tuple[str, int, bool]]()
    main = threading.current_thread()

    def ask(typed: str) -> None:
        texts.find(typed, lambda _hits, count: told.append((typed, count, threading.current_thread() is main)))

    for typed in ("masterplan", "pengantar", "zz", "kurcaci"):
        ask(typed)
    assert told == []
    qtbot.waitUntil(lambda: bool(told), timeout=5_000)
    assert told == [("kurcaci", 1, True)]
