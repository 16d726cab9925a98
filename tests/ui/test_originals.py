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
from tests.ui.in_originals import book, cell, chosen, come, law, on_tab

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROLE = Qt.ItemDataRole.UserRole


@pytest.fixture
def page(window: MainWindow) -> ProfilePage:
    """Profil & Lembaga on its tab Dokumen Asli."""
    return on_tab(window)


@pytest.fixture
def part(page: ProfilePage) -> OriginalsPart:
    return page.originals


def words_of_files(part: OriginalsPart) -> list[str]:
    return [label.text() for label in part.files._states]


def test_the_empty_tab_says_what_to_do_and_takes_files_by_its_button(
    part: OriginalsPart, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert part._first is not None
    assert part._first.isVisible()
    assert window.page.first_focus() is part._first
    chosen(monkeypatch, book(tmp_path), law(tmp_path))
    part._first.click()
    first, second = come(qtbot, part, 2)
    assert (first.kind, first.title, first.number) == ("buku_2", "Buku 2 Masterplan", "")
    assert (second.kind, second.title, second.number) == ("perkada", "scan001", "12 Tahun 2021")
    assert part.grid.current_id == first.id
    assert [cell(part, row, "kind") for row in (0, 1)] == ["Buku 2", "Perbup/Perwali/Pergub"]
    assert [cell(part, row, "state") for row in (0, 1)] == ["Dapat dicari", "Dapat dicari"]
    assert words_of_files(part) == ["3 halaman; teksnya dapat dicari."]
    qtbot.waitUntil(lambda: "2 dokumen asli ditambahkan" in window.status.said.text())


def test_they_are_added_from_any_page_by_name(
    window: MainWindow, part: OriginalsPart, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
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
        come(qtbot, part, 1)
        assert part.isVisible()


def test_files_come_by_keys_and_by_drop_and_never_twice(
    page: ProfilePage, part: OriginalsPart, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    path = book(tmp_path)
    chosen(monkeypatch, path)
    assert part._first is not None
    part._first.setFocus()
    QTest.keyClick(part._first, Qt.Key.Key_B, CONTROL | SHIFT)
    [first] = come(qtbot, part, 1)
    before = attachments.list_stored(window.session.document.folder) if window.session.document else []
    dropped(part, path, law(tmp_path))
    come(qtbot, part, 2)
    qtbot.waitUntil(lambda: "1 berkas sudah ada" in window.status.said.text())
    assert window.session.document is not None
    assert len(attachments.list_stored(window.session.document.folder)) == len(before) + 1
    assert window.session.snapshot.get(OriginalDocument, first.id) == first
    chosen(monkeypatch, pdf(tmp_path / "SK.pdf", ["SK"]))
    page.new()
    assert come(qtbot, part, 3)[2].kind == "sk"


def dropped(part: OriginalsPart, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(50, 50).toPoint(), action, mime, buttons, keys)
    part.dragEnterEvent(enter)
    assert enter.isAccepted()
    part.dropEvent(QDropEvent(QPointF(50, 50), action, mime, buttons, keys))


def test_what_is_refused_is_told_and_the_others_come(
    page: ProfilePage, part: OriginalsPart, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "kosong.pdf").write_bytes(b"")
    (tmp_path / "a.exe").write_bytes(b"MZ rubbish")
    scan = pdf(tmp_path / "Perbup.pdf", [None])
    part.take([Given(path.name, path) for path in (tmp_path / "kosong.pdf", tmp_path / "a.exe", scan)])
    come(qtbot, part, 1)
    qtbot.waitUntil(page.banner.isVisible)
    told = page.banner.words.text()
    assert "kosong.pdf kosong (0 bita)" in told
    assert "a.exe" in told
    assert "1 dokumen asli ditambahkan" in told
    assert cell(part, 0, "state") == "Gambar pindaian"
    assert words_of_files(part) == ["Berisi gambar pindaian; teksnya tidak dapat dicari."]


def test_a_person_can_cancel_and_nothing_stays(
    part: OriginalsPart, window: MainWindow, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
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
    part.take([Given(path.name, path), Given("b.pdf", pdf(tmp_path / "b.pdf", ["b"]))])
    qtbot.waitUntil(reading.is_set)
    [job] = window.session.jobs.running
    job.cancel()
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=20_000)
    assert window.session.snapshot.all(OriginalDocument) == ()
    assert attachments.list_stored(document.folder) == stored
    assert "Dibatalkan" in window.page.banner.words.text()


def test_a_full_drive_is_told_before_anything_is_copied(
    page: ProfilePage, part: OriginalsPart, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = book(tmp_path)
    monkeypatch.setattr("gmsc_desktop.platform_files.free_bytes", lambda _folder: 1000)
    part.take([Given(path.name, path)])
    qtbot.waitUntil(page.banner.isVisible, timeout=20_000)
    assert "penuh" in page.banner.words.text()
    assert part.grid.rows.rows == []


def test_a_deleted_document_comes_back_with_its_file_and_its_words(
    part: OriginalsPart, window: MainWindow, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    part.take([Given(path.name, path)])
    come(qtbot, part, 1)
    [one] = held(window.session.snapshot)
    assert one.file is not None
    text = original_texts.path_of(document.folder, one.file.sha256)
    assert text.exists()
    part.grid.setFocus()
    QTest.keyClick(part.grid, Qt.Key.Key_Delete, CONTROL)
    assert part.grid.rows.rows == []
    assert window.session.snapshot.get(Evidence, one.file.id) is None
    assert not text.exists(), "its words go with it"
    assert "Dihapus: dokumen asli “Buku 2 Masterplan”" in window.status.said.text()
    assert part._first is not None
    assert part._first.hasFocus()
    window.undo()
    come(qtbot, part, 1)
    assert held(window.session.snapshot) == [one]
    assert text.exists()
    assert cell(part, 0, "state") == "Dapat dicari"


def test_the_kind_is_changed_in_the_table_and_in_the_form(
    part: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    part.take([Given(path.name, path)])
    come(qtbot, part, 1)
    model = part.grid.rows
    assert model.setData(model.index(0, model.column_place("kind")), "Buku 3")
    window.session.flush()
    assert cell(part, 0, "kind") == "Buku 3"
    assert part.form.rows["kind"].editor.text() == "buku_3"


def test_another_title_is_that_of_the_file_too_wherever_it_is_typed(
    page: ProfilePage, part: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    part.take([Given("scan001.pdf", pdf(tmp_path / "scan001.pdf", ["satu"]))])
    come(qtbot, part, 1)
    assert page.facts.text().endswith(", 1 dokumen asli")
    title = part.form.rows["title"].editor.widget()
    title.setFocus()
    for words in ("Masterplan 2019", "Masterplan 2019-2024"):
        if words != "Masterplan 2019":
            part.grid.rows.setData(part.grid.rows.index(0, part.grid.rows.column_place("title")), words)
        else:
            QTest.keyClick(title, Qt.Key.Key_A, CONTROL)
            QTest.keyClicks(title, words)
            QTest.keyClick(title, Qt.Key.Key_Tab)
        window.session.flush()
        [one] = held(window.session.snapshot)
        assert one.file is not None
        assert one.document.title == one.file.title == words


def test_a_copy_is_saved_byte_for_byte(
    part: OriginalsPart, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = book(tmp_path)
    part.take([Given(path.name, path)])
    come(qtbot, part, 1)
    [one] = held(part._session.snapshot)
    assert one.file is not None
    target = tmp_path / "salinan.pdf"
    asked: list[str] = []

    def ask(_parent: object, _title: str, suggested: str) -> tuple[str, str]:
        asked.append(Path(suggested).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    part.files._save(one.file)
    qtbot.waitUntil(part.files.said.isVisible, timeout=20_000)
    assert asked == [path.name]
    assert target.read_bytes() == path.read_bytes()
    assert "Salinan disimpan: salinan.pdf" in part.files.said.text()


def test_a_document_without_its_file_gets_it(
    part: OriginalsPart, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = {"kind": "sk", "title": "SK Tim"}
    made = window.session.act("Tambah", rows.add_row, "original_document", given, date(2026, 11, 22))
    assert cell(part, 0, "state") == "Berkas belum ada"
    chosen(monkeypatch, pdf(tmp_path / "lain.pdf", ["SK Tim Pelaksana"]))
    [button] = [one for one in part.files.findChildren(Button) if one.text() == "Pilih berkasnya…"]
    button.click()
    qtbot.waitUntil(lambda: cell(part, 0, "state") == "Dapat dicari", timeout=20_000)
    [one] = held(window.session.snapshot)
    assert (one.document.id, one.document.title) == (made, "SK Tim")
    assert one.file is not None
    assert one.file.title == "SK Tim"


def test_a_file_that_is_gone_is_told_and_comes_back_by_adding_it_again(
    part: OriginalsPart, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    part.take([Given(path.name, path)])
    come(qtbot, part, 1)
    [one] = held(part._session.snapshot)
    assert one.file is not None
    attachments.path_of(document.folder, one.file.sha256).unlink()
    part.read()
    assert cell(part, 0, "state") == "Berkas tidak ada"
    part.take([Given(path.name, path)])
    qtbot.waitUntil(lambda: not part._session.jobs.running, timeout=20_000)
    qtbot.waitUntil(lambda: cell(part, 0, "state") == "Dapat dicari", timeout=20_000)
    assert held(part._session.snapshot) == [one]


def test_the_package_asks_about_it_by_what_it_is(
    part: OriginalsPart, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    part.take([Given(path.name, path)])
    come(qtbot, part, 1)
    window.show_page("handing_in")
    [choice] = window.page.findChildren(EvidenceChoice)
    names = [choice.item(place).text() for place in range(choice.count())]
    assert [name for name in names if name.startswith("Dokumen asli: Buku 2 Masterplan (")]


def test_a_file_that_proves_something_else_too_is_there_once(
    part: OriginalsPart, window: MainWindow, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    path = book(tmp_path)
    stored = attachments.store(document.folder, path, path.name)
    law_id = window.session.snapshot.all(LegalDocument)[0].id
    same = window.session.act("Bukti", lambda db: evidence.attach(
        db, stored, owner_table="legal_document", owner_id=law_id))  # fmt: skip
    part.take([Given(path.name, path)])
    come(qtbot, part, 1)
    [one] = held(window.session.snapshot)
    assert one.file is not None
    assert one.file.id == same
    part.grid.setFocus()
    QTest.keyClick(part.grid, Qt.Key.Key_Delete, CONTROL)
    assert window.session.snapshot.get(Evidence, same) is not None
    assert attachments.verify(document.folder, stored.sha256)
