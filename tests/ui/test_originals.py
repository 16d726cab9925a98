"""Dokumen asli in the window: taken in by button, keys and drop, looked into, found by their words, gone and back."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gmsc_desktop.exchange import text_reading
from gmsc_desktop.models import attachments, evidence, original_texts, rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.original_texts import Text
from gmsc_desktop.models.originals import held
from gmsc_desktop.models.records import Evidence, LegalDocument, OriginalDocument
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.evidence_intake import Given
from gmsc_desktop.ui.pages.handing_in_form import EvidenceChoice
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.profile_originals import OriginalsPart
from tests.documents import pdf
from tests.ui.in_originals import book, cell, chosen, come, law

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROLE = Qt.ItemDataRole.UserRole


def words_of_files(papers: OriginalsPart) -> list[str]:
    return [label.text() for label in papers.files._states]


def test_the_empty_tab_says_what_to_do_and_takes_files_by_its_button(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert papers._first is not None
    assert papers._first.isVisible()
    assert window.page.first_focus() is papers._first
    chosen(monkeypatch, book(tmp_path), law(tmp_path))
    papers._first.click()
    first, second = come(qtbot, papers, 2)
    assert (first.kind, first.title, first.number) == ("buku_2", "Buku 2 Masterplan", "")
    assert (second.kind, second.title, second.number) == ("perkada", "scan001", "12 Tahun 2021")
    assert papers.grid.current_id == first.id
    assert [cell(papers, row, "kind") for row in (0, 1)] == ["Buku 2", "Perbup/Perwali/Pergub"]
    assert [cell(papers, row, "state") for row in (0, 1)] == ["Dapat dicari", "Dapat dicari"]
    assert words_of_files(papers) == ["3 halaman; teksnya dapat dicari."]
    qtbot.waitUntil(lambda: "2 dokumen asli ditambahkan" in window.status.said.text())


def test_they_are_added_from_any_page_by_name(
    window: MainWindow, papers: OriginalsPart, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen(monkeypatch, book(tmp_path))
    for key in ("overview", "profile"):
        window.show_page(key)
        page = window.page
        if isinstance(page, ProfilePage):
            page.tabs.choose(page.agencies)
        window.go_to.ask()
        QTest.keyClicks(window.go_to.field, "tambah dokumen asli")
        QTest.keyClick(window.go_to.field, Qt.Key.Key_Return)
        come(qtbot, papers, 1)
        assert papers.isVisible()


def test_files_come_by_keys_and_by_drop_and_never_twice(
    papers_page: ProfilePage, papers: OriginalsPart, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    path = book(tmp_path)
    chosen(monkeypatch, path)
    assert papers._first is not None
    papers._first.setFocus()
    QTest.keyClick(papers._first, Qt.Key.Key_B, CONTROL | SHIFT)
    [first] = come(qtbot, papers, 1)
    before = attachments.list_stored(window.session.document.folder) if window.session.document else []
    dropped(papers, path, law(tmp_path))
    come(qtbot, papers, 2)
    qtbot.waitUntil(lambda: "1 berkas sudah ada" in window.status.said.text())
    assert window.session.document is not None
    assert len(attachments.list_stored(window.session.document.folder)) == len(before) + 1
    assert window.session.snapshot.get(OriginalDocument, first.id) == first
    chosen(monkeypatch, pdf(tmp_path / "SK.pdf", ["SK"]))
    papers_page.new()
    assert come(qtbot, papers, 3)[2].kind == "sk"


def dropped(papers: OriginalsPart, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(50, 50).toPoint(), action, mime, buttons, keys)
    papers.dragEnterEvent(enter)
    assert enter.isAccepted()
    papers.dropEvent(QDropEvent(QPointF(50, 50), action, mime, buttons, keys))


def test_what_is_refused_is_told_and_the_others_come(
    papers_page: ProfilePage, papers: OriginalsPart, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "kosong.pdf").write_bytes(b"")
    (tmp_path / "a.exe").write_bytes(b"MZ rubbish")
    scan = pdf(tmp_path / "Perbup.pdf", [None])
    papers.take([Given(path.name, path) for path in (tmp_path / "kosong.pdf", tmp_path / "a.exe", scan)])
    come(qtbot, papers, 1)
    qtbot.waitUntil(papers_page.banner.isVisible)
    told = papers_page.banner.words.text()
    assert "kosong.pdf kosong (0 bita)" in told
    assert "a.exe" in told
    assert "1 dokumen asli ditambahkan" in told
    assert cell(papers, 0, "state") == "Gambar pindaian"
    assert words_of_files(papers) == ["Berisi gambar pindaian; teksnya tidak dapat dicari."]


def test_a_person_can_cancel_and_nothing_stays(
    papers: OriginalsPart, window: MainWindow, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    reading = threading.Event()
    read = text_reading.read_text

    def slow(path: Path, media_type: str, cancel: threading.Event | None = None) -> Text:
        reading.set()
        assert cancel is not None
        assert cancel.wait(20)
        return read(path, media_type, cancel)

    monkeypatch.setattr(text_reading, "read_text", slow)
    stored = attachments.list_stored(document.folder)
    path = book(tmp_path)
    papers.take([Given(path.name, path), Given("b.pdf", pdf(tmp_path / "b.pdf", ["b"]))])
    qtbot.waitUntil(reading.is_set)
    [job] = window.session.jobs.running
    job.cancel()
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=20_000)
    assert window.session.snapshot.all(OriginalDocument) == ()
    assert attachments.list_stored(document.folder) == stored
    assert "Dibatalkan" in window.page.banner.words.text()


def test_a_full_drive_is_told_before_anything_is_copied(
    papers_page: ProfilePage,
    papers: OriginalsPart,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    path = book(tmp_path)
    monkeypatch.setattr("gmsc_desktop.platform_files.free_bytes", lambda _folder: 1000)
    papers.take([Given(path.name, path)])
    qtbot.waitUntil(papers_page.banner.isVisible, timeout=20_000)
    assert "penuh" in papers_page.banner.words.text()
    assert papers.grid.rows.rows == []


def test_a_deleted_document_comes_back_with_its_file_and_its_words(
    papers: OriginalsPart, window: MainWindow, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    [one] = held(window.session.snapshot)
    assert one.file is not None
    text = original_texts.path_of(document.folder, one.file.sha256)
    assert text.exists()
    papers.grid.setFocus()
    QTest.keyClick(papers.grid, Qt.Key.Key_Delete, CONTROL)
    assert papers.grid.rows.rows == []
    assert window.session.snapshot.get(Evidence, one.file.id) is None
    assert not text.exists(), "its words go with it"
    assert "Dihapus: dokumen asli “Buku 2 Masterplan”" in window.status.said.text()
    assert papers._first is not None
    assert papers._first.hasFocus()
    window.undo()
    come(qtbot, papers, 1)
    assert held(window.session.snapshot) == [one]
    assert text.exists()
    assert cell(papers, 0, "state") == "Dapat dicari"


def test_the_kind_is_changed_in_the_table_and_in_the_form(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    model = papers.grid.rows
    assert model.setData(model.index(0, model.column_place("kind")), "Buku 3")
    window.session.flush()
    assert cell(papers, 0, "kind") == "Buku 3"
    assert papers.form.rows["kind"].editor.text() == "buku_3"


def test_another_title_is_that_of_the_file_too_wherever_it_is_typed(
    papers_page: ProfilePage, papers: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    papers.take([Given("scan001.pdf", pdf(tmp_path / "scan001.pdf", ["satu"]))])
    come(qtbot, papers, 1)
    assert papers_page.facts.text().endswith(", 1 dokumen asli")
    title = papers.form.rows["title"].editor.widget()
    title.setFocus()
    for words in ("Masterplan 2019", "Masterplan 2019-2024"):
        if words != "Masterplan 2019":
            papers.grid.rows.setData(papers.grid.rows.index(0, papers.grid.rows.column_place("title")), words)
        else:
            QTest.keyClick(title, Qt.Key.Key_A, CONTROL)
            QTest.keyClicks(title, words)
            QTest.keyClick(title, Qt.Key.Key_Tab)
        window.session.flush()
        [one] = held(window.session.snapshot)
        assert one.file is not None
        assert one.document.title == one.file.title == words


def test_a_copy_is_saved_byte_for_byte(
    papers: OriginalsPart, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    [one] = held(papers._session.snapshot)
    assert one.file is not None
    target = tmp_path / "salinan.pdf"
    asked: list[str] = []

    def ask(_parent: object, _title: str, suggested: str) -> tuple[str, str]:
        asked.append(Path(suggested).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    papers.files._save(one.file)
    qtbot.waitUntil(papers.files.said.isVisible, timeout=20_000)
    assert asked == [path.name]
    assert target.read_bytes() == path.read_bytes()
    assert "Salinan disimpan: salinan.pdf" in papers.files.said.text()


def test_a_document_without_its_file_gets_it(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = {"kind": "sk", "title": "SK Tim"}
    made = window.session.act("Tambah", rows.add_row, "original_document", given, date(2026, 11, 22))
    assert cell(papers, 0, "state") == "Berkas belum ada"
    chosen(monkeypatch, pdf(tmp_path / "lain.pdf", ["SK Tim Pelaksana"]))
    [button] = [one for one in papers.files.findChildren(Button) if one.text() == "Pilih berkasnya…"]
    button.click()
    qtbot.waitUntil(lambda: cell(papers, 0, "state") == "Dapat dicari", timeout=20_000)
    [one] = held(window.session.snapshot)
    assert (one.document.id, one.document.title) == (made, "SK Tim")
    assert one.file is not None
    assert one.file.title == "SK Tim"


def test_a_file_that_is_gone_is_told_and_comes_back_by_adding_it_again(
    papers: OriginalsPart, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    [one] = held(papers._session.snapshot)
    assert one.file is not None
    attachments.path_of(document.folder, one.file.sha256).unlink()
    papers.read()
    assert cell(papers, 0, "state") == "Berkas tidak ada"
    papers.take([Given(path.name, path)])
    qtbot.waitUntil(lambda: not papers._session.jobs.running, timeout=20_000)
    qtbot.waitUntil(lambda: cell(papers, 0, "state") == "Dapat dicari", timeout=20_000)
    assert held(papers._session.snapshot) == [one]


def test_the_package_asks_about_it_by_what_it_is(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    window.show_page("handing_in")
    [choice] = window.page.findChildren(EvidenceChoice)
    names = [choice.item(place).text() for place in range(choice.count())]
    assert [name for name in names if name.startswith("Dokumen asli: Buku 2 Masterplan (")]


def test_a_file_that_proves_something_else_too_is_there_once(
    papers: OriginalsPart, window: MainWindow, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    stored = attachments.store(document.folder, path, path.name)
    law_id = window.session.snapshot.all(LegalDocument)[0].id
    same = window.session.act("Bukti", lambda db: evidence.attach(
        db, stored, owner_table="legal_document", owner_id=law_id))  # fmt: skip
    papers.take([Given(path.name, path)])
    come(qtbot, papers, 1)
    [one] = held(window.session.snapshot)
    assert one.file is not None
    assert one.file.id == same
    papers.grid.setFocus()
    QTest.keyClick(papers.grid, Qt.Key.Key_Delete, CONTROL)
    assert window.session.snapshot.get(Evidence, same) is not None
    assert attachments.verify(document.folder, stored.sha256)
