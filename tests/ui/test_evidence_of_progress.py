"""Evidence on the page Pelaksanaan: pasted, dropped, shown, untied; a folder of photos given out with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.progress import ProgressPage

TODAY = date(2027, 1, 10)


@pytest.fixture
def page(progress_due: ProgressPage) -> Iterator[ProgressPage]:
    yield progress_due
    QGuiApplication.clipboard().clear()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A phone's folder: two pictures with their day in the name, one document, one program."""
    folder = tmp_path / "DCIM"
    (folder / "Camera").mkdir(parents=True)
    for number, colour in enumerate(("#1659B5", "#B3261E")):
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        assert image.save(str(folder / "Camera" / f"IMG_2026{10 + number}05_101112.jpg"))
    (folder / "catatan.txt").write_text("Rapat di Belopa\n", encoding="utf-8")
    (folder / "pasang.exe").write_bytes(b"MZ" + bytes(200))
    return folder


def drop(page: ProgressPage, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(page.rect().center(), copy, mime, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(page.rect().center()), copy, mime, left, none))


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=10_000)
    window.session.flush()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def links(document: Document, column: str, owner_id: str) -> list[str]:
    query = (
        "SELECT original_name FROM evidence_link JOIN evidence ON evidence.id=evidence_id "
        f"WHERE {column}=? AND sha256 IS NOT NULL ORDER BY original_name"
    )
    with document.read():
        return [str(name) for (name,) in document.raw.execute(query, (owner_id,)).fetchall()]


def test_files_that_are_dropped_wait_for_the_new_entry_and_are_tied_with_it(
    page: ProgressPage, window: MainWindow, document: Document, photos: Path, qtbot: QtBot
) -> None:
    first = page.list.current_id
    drop(page, photos / "Camera" / "IMG_20261005_101112.jpg", photos / "catatan.txt")
    settle(qtbot, window)
    assert [row.original_name for row in page.evidence.strip.items.shown] == ["IMG_20261005_101112.jpg", "catatan.txt"]
    assert page.evidence.notice.text().startswith("2 bukti")
    QTest.keyClicks(page.list, "9")
    press(Qt.Key.Key_5)
    press(Qt.Key.Key_Return)
    entry = window.session.figures.latest_entry(first, 2026)
    assert entry is not None
    assert entry.physical_percent == 95
    assert links(document, "progress_entry_id", entry.id) == ["IMG_20261005_101112.jpg", "catatan.txt"]
    assert page.evidence.strip.items.shown == ()


def test_a_thumbnail_is_decoded_and_painted(page: ProgressPage, window: MainWindow, photos: Path, qtbot: QtBot) -> None:
    drop(page, photos / "Camera" / "IMG_20261105_101112.jpg")
    settle(qtbot, window)
    row = page.evidence.strip.items.shown[0]
    page.sheet.area.ensureWidgetVisible(page.evidence)
    path = window.session.evidence_path(row.sha256)
    page.evidence.strip.grab()

    def decoded() -> bool:
        picture = page.pictures.picture(row, path, 224)
        return picture is not None and not picture.isNull()

    qtbot.waitUntil(decoded, timeout=10_000)
    colour = page.evidence.strip.grab().toImage().pixelColor(60, 40)
    assert colour.red() > 150
    assert colour.blue() < 90


def test_a_picture_is_pasted_from_the_clipboard_and_untied_by_delete(
    page: ProgressPage, window: MainWindow, document: Document, qtbot: QtBot
) -> None:
    entry = window.session.figures.latest_entry(page.list.current_id, 2026)
    assert entry is not None
    page.show_record(entry.id)
    before = links(document, "progress_entry_id", entry.id)
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#1B7340"))
    QGuiApplication.clipboard().setImage(image)
    page.evidence.strip.setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    [name] = set(links(document, "progress_entry_id", entry.id)) - set(before)
    assert name.startswith("Tempelan ")
    assert name.endswith(".png")
    strip = page.evidence.strip
    place = next(i for i, row in enumerate(strip.items.shown) if row.original_name == name)
    strip.setCurrentIndex(strip.items.index(place))
    press(Qt.Key.Key_Delete)
    assert links(document, "progress_entry_id", entry.id) == before
    assert any(row.original_name == name for row in window.session.snapshot.all(Evidence))


def test_a_phones_folder_is_given_out_with_the_keyboard(
    page: ProgressPage, window: MainWindow, document: Document, photos: Path, qtbot: QtBot
) -> None:
    before = {row.id for row in window.session.snapshot.all(Evidence)}
    drop(page, photos)
    settle(qtbot, window)
    assign = page.assign
    assert assign.isVisible()
    assert assign.search.hasFocus()
    assert "pasang.exe" in page.banner.findChildren(type(page.facts).__mro__[1])[0].text()
    shown = [row.original_name for row in assign.model.shown if row.id not in before]
    assert shown[:2] == ["IMG_20261005_101112.jpg", "IMG_20261105_101112.jpg"]
    assert "catatan.txt" in shown
    while assign.chosen()[0].original_name != "IMG_20261005_101112.jpg":
        press(Qt.Key.Key_PageDown)
    QTest.keyClicks(assign.search, "kurcaci")
    target = assign.targets.current_id
    press(Qt.Key.Key_Return)
    entry = window.session.figures.latest_entry(target, 2026)
    assert entry is not None
    assert "IMG_20261005_101112.jpg" in links(document, "progress_entry_id", entry.id)
    assert assign.hint.text().startswith("Enter: tautkan 1 berkas ke ")
    assert assign.chosen()[0].original_name == "IMG_20261105_101112.jpg"
    assert assign.search.text() == ""
    press(Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert "belum ditautkan" in page.waiting_button.text()
