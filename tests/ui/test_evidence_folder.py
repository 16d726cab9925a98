"""A phone's folder dropped at once: nothing doubled, refused files listed with reasons, and it can be called off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import attachments
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Evidence, EvidenceLink
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import evidence_intake
from gmsc_desktop.ui.pages.evidence_intake import Given
from gmsc_desktop.ui.pages.evidence_outcome import RefusedDialog
from gmsc_desktop.ui.pages.progress import ProgressPage
from tests.models import attachment_files as make
from tests.test_views import photo


@pytest.fixture
def page(progress_page: ProgressPage) -> ProgressPage:
    return progress_page


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """Twenty photos, one of them twice, a film, a broken photo, an empty one, two programs."""
    folder = tmp_path / "DCIM"
    (folder / "Camera").mkdir(parents=True)
    for number in range(20):
        photo(folder / "Camera" / f"IMG_202610{number + 1:02d}_101112.jpg", (40 + number, 30))
    whole = (folder / "Camera" / "IMG_20261001_101112.jpg").read_bytes()
    (folder / "Camera" / "Salinan.jpg").write_bytes(whole)
    (folder / "Camera" / "rusak.jpg").write_bytes(whole[:-200])
    (folder / "Camera" / "kosong.jpg").write_bytes(b"")
    (folder / "VID_20261020.mp4").write_bytes(make.film(b"isom"))
    (folder / "pasang.exe").write_bytes(b"MZ" + bytes(200))
    (folder / "foto.jpg.scr").write_bytes(b"MZ" + bytes(200))
    (folder / ".thumbnails").mkdir()
    photo(folder / ".thumbnails" / "1.jpg", (9, 9))
    return folder


def drop(page: ProgressPage, folder: Path) -> None:
    page.evidence.take([Given(folder.name, folder)])


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=30_000)
    window.session.flush()


def test_nothing_is_doubled_and_what_is_refused_is_listed(
    page: ProgressPage,
    window: MainWindow,
    document: Document,
    phone: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed: list[str] = []

    def look(dialog: RefusedDialog) -> int:
        listed.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        return 0

    monkeypatch.setattr(RefusedDialog, "exec", look)
    before = {row.id for row in window.session.snapshot.all(Evidence)}
    drop(page, phone)
    settle(window, qtbot)
    new = [row for row in window.session.snapshot.all(Evidence) if row.id not in before]
    assert len(new) == 22
    assert {row.original_name: row.state for row in new if row.state != "utuh"} == {"rusak.jpg": "terpotong"}
    assert page.banner.words.text().startswith("3 berkas tidak ditambahkan: ")
    assert "1 berkas sudah ada dan tidak digandakan." in page.banner.words.text()
    door = page.banner.findChild(Button)
    assert isinstance(door, Button)
    door.click()
    assert sorted(name for name in ("kosong.jpg", "pasang.exe", "foto.jpg.scr") for one in listed if name in one) == [
        "foto.jpg.scr", "kosong.jpg", "pasang.exe",
    ]  # fmt: skip
    assert len(attachments.list_stored(document.folder)) >= 22
    drop(page, phone)
    settle(window, qtbot)
    assert len(window.session.snapshot.all(Evidence)) == len(before) + 22
    assert "23 berkas sudah ada dan tidak digandakan." in page.banner.words.text()


def test_all_are_given_out_with_the_keyboard_alone(
    page: ProgressPage, window: MainWindow, phone: Path, qtbot: QtBot
) -> None:
    drop(page, phone)
    settle(window, qtbot)
    waiting = len(page.assign.model.shown)
    assert waiting >= 22
    for _file in range(waiting):
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, Qt.Key.Key_Down)
        QTest.keyClick(target, Qt.Key.Key_Return)
    tied = {link.evidence_id for link in window.session.snapshot.all(EvidenceLink)}
    assert {row.id for row in window.session.snapshot.all(Evidence)} <= tied
    assert page.assign.state.text() == "Semua berkas sudah ditautkan."
    assert QApplication.focusWidget() is page.assign.search


def test_a_folder_that_is_called_off_leaves_nothing(
    page: ProgressPage,
    window: MainWindow,
    document: Document,
    phone: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store, before = attachments.store, attachments.list_stored(document.folder)
    count = len(window.session.snapshot.all(Evidence))
    come: list[str] = []

    def storing(*args: object, **named: object) -> attachments.Stored:
        come.append("one")
        if len(come) == 10:
            window.session.jobs.running[0].cancel()
        return store(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(attachments, "store", storing)
    drop(page, phone)
    settle(window, qtbot)
    assert len(come) == 10
    assert attachments.list_stored(document.folder) == before
    assert len(window.session.snapshot.all(Evidence)) == count
    assert "Dibatalkan" in page.banner.words.text()


def test_more_files_than_can_be_given_out_are_told(
    page: ProgressPage, window: MainWindow, phone: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_intake, "MOST_FILES", 5)
    count = len(window.session.snapshot.all(Evidence))
    drop(page, phone)
    settle(window, qtbot)
    assert len(window.session.snapshot.all(Evidence)) == count + 3  # two of the five are programs
    assert "Hanya 5 berkas pertama yang diambil; tambahkan sisanya sesudah ini." in page.banner.words.text()
