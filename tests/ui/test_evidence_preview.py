"""A closer look at evidence: pages of a PDF, words where nothing can be shown, files that are gone or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import attachments, evidence, reporting
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Evidence, EvidenceLink
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import evidence_pictures
from gmsc_desktop.ui.pages.evidence_intake import Given
from gmsc_desktop.ui.pages.evidence_pictures import CACHE_FOLDER, Pictures, pictures_of
from gmsc_desktop.ui.pages.evidence_preview import PreviewDialog
from gmsc_desktop.ui.pages.progress import ProgressPage
from tests.models import attachment_files as make
from tests.test_views import papers, photo

TODAY = date(2027, 1, 10)
Open = Callable[..., PreviewDialog]


@pytest.fixture
def page(window: MainWindow, progress_due: ProgressPage) -> ProgressPage:
    """Pelaksanaan, with an entry of the first initiative in the form."""
    page = progress_due
    entry = window.session.figures.latest_entry(page.list.current_id, 2026)
    assert entry is not None
    page.show_record(entry.id)
    for link in window.session.snapshot.where(EvidenceLink, "progress_entry_id", entry.id):  # its file is not here
        window.session.act("Lepas", evidence.unlink, link.evidence_id, "progress_entry", entry.id)
    return page


@pytest.fixture
def look(page: ProgressPage, window: MainWindow, document: Document) -> Iterator[Open]:
    """Attach files to the entry and open the first of them."""
    opened: list[PreviewDialog] = []

    def attach(*paths: Path) -> PreviewDialog:
        stored = [attachments.store(document.folder, path, path.name) for path in paths]
        owner = ("progress_entry", page.entry.entry_id)
        ids = window.session.act("Tambah bukti dukung", reporting.take_in, stored, *owner)
        rows = [row for one in ids if (row := window.session.snapshot.get(Evidence, one)) is not None]
        dialog = PreviewDialog(page, window.session, page.pictures, rows, rows[0], owner)
        dialog.show()
        opened.append(dialog)
        return dialog

    yield attach
    for dialog in opened:
        dialog.close()


def strongest(dialog: PreviewDialog) -> str:
    sheet = dialog.view.sheet
    colour = QColor(sheet.grab().toImage().pixelColor(sheet.rect().center()))
    parts = {"r": colour.red(), "g": colour.green(), "b": colour.blue()}
    return max(parts, key=lambda part: parts[part])


def shown(qtbot: QtBot, dialog: PreviewDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.view.sheet.picture.isNull(), timeout=20_000)


def says(qtbot: QtBot, dialog: PreviewDialog, words: str) -> None:
    qtbot.waitUntil(lambda: words in dialog.view.sheet.words, timeout=20_000)


def test_the_pages_of_a_pdf_are_turned_with_keys_and_buttons(look: Open, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = look(papers(tmp_path / "laporan.pdf", "rgb"), photo(tmp_path / "a.jpg"))
    shown(qtbot, dialog)
    assert dialog.view.told.text() == "Halaman 1 dari 3"
    assert not dialog.view.back.isEnabled()
    assert strongest(dialog) == "r"
    QTest.keyClick(dialog, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    shown(qtbot, dialog)
    assert strongest(dialog) == "g"
    dialog.view.sheet.setFocus()
    QTest.keyClick(dialog.view.sheet, Qt.Key.Key_Right)
    shown(qtbot, dialog)
    assert (dialog.view.told.text(), strongest(dialog)) == ("Halaman 3 dari 3", "b")
    assert not dialog.view.forth.isEnabled()
    dialog.view.back.click()
    shown(qtbot, dialog)
    assert strongest(dialog) == "g"
    QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.row is not None
    assert dialog.row.original_name == "a.jpg"
    shown(qtbot, dialog)
    assert not dialog.view.told.isVisible()


def test_what_cannot_be_shown_says_why_and_what_to_do(look: Open, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.7 rubbish")
    (tmp_path / "foto.heic").write_bytes(make.heic(make.tiff()))
    locked = papers(tmp_path / "rahasia.pdf", "r", "rahasia")
    dialog = look(locked, tmp_path / "rusak.pdf", tmp_path / "foto.heic")
    for begin, step in (
        ("PDF ini dikunci kata sandi.", "Buka dengan program lain"),
        ("PDF ini rusak", "Minta pengirimnya"),
        ("Foto HEIC disimpan utuh; pratinjau tidak tersedia.", "Buka dengan program lain"),
    ):
        says(qtbot, dialog, begin)
        assert step in dialog.view.sheet.words
        QTest.keyClick(dialog, Qt.Key.Key_PageDown)


def test_a_thumbnail_is_kept_beside_the_plan_and_made_again_when_it_is_gone(
    look: Open, page: ProgressPage, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = look(papers(tmp_path / "laporan.pdf", "g"), photo(tmp_path / "a.jpg"))
    rows = [row for row in page.evidence.strip.items.shown if row.original_name in {"laporan.pdf", "a.jpg"}]
    cache = document.folder / CACHE_FOLDER

    def all_there(pictures: Pictures) -> bool:
        found = [pictures.picture(row, attachments.path_of(document.folder, row.sha256)) for row in rows]
        return all(picture is not None and not picture.isNull() for picture in found)

    qtbot.waitUntil(lambda: all_there(page.pictures), timeout=20_000)
    qtbot.waitUntil(lambda: len(list(cache.rglob("*.jpg"))) >= 2, timeout=20_000)
    kept = {path.name.partition("-")[0] for path in cache.rglob("*.jpg")}
    assert {row.sha256 for row in rows} <= kept
    for path in cache.rglob("*.jpg"):
        path.write_bytes(b"rubbish")
    again = Pictures(dialog, cache)
    qtbot.waitUntil(lambda: all_there(again), timeout=20_000)


def test_a_file_that_is_gone_or_changed_is_told_with_what_to_do(
    look: Open, page: ProgressPage, window: MainWindow, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = photo(tmp_path / "hilang.jpg"), photo(tmp_path / "beda.jpg", (500, 300))
    dialog = look(first, second)
    shown(qtbot, dialog)
    dialog.close()
    rows = {row.original_name: row for row in page.evidence.strip.items.shown}
    gone = attachments.path_of(document.folder, rows["hilang.jpg"].sha256)
    gone.unlink()
    other = attachments.path_of(document.folder, rows["beda.jpg"].sha256)
    content = bytearray(other.read_bytes())
    content[-3] ^= 1
    other.write_bytes(content)
    page.evidence.refresh()
    assert "“hilang.jpg” tidak ada di komputer ini. Tambahkan lagi berkas yang sama" in page.evidence.notice.text()
    page.evidence.strip.grab()
    look_again = PreviewDialog(page, window.session, Pictures(page), list(rows.values()), rows["beda.jpg"])
    says(qtbot, look_again, "tidak sama lagi")
    assert "Tambahkan lagi berkas aslinya" in look_again.view.sheet.words
    page.evidence.take([Given(path.name, path) for path in (first, second)])
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=10_000)
    window.session.flush()
    qtbot.waitUntil(lambda: attachments.verify(document.folder, rows["beda.jpg"].sha256))
    assert gone.is_file()
    assert "hilang.jpg" not in page.evidence.notice.text()
    assert len(page.evidence.strip.items.shown) == len(rows)


def test_the_page_or_article_is_typed_for_this_use_alone(
    look: Open, page: ProgressPage, window: MainWindow, document: Document, tmp_path: Path
) -> None:
    dialog = look(papers(tmp_path / "laporan.pdf", "r"))
    field = dialog.use.rows["page"].editor.widget()
    assert isinstance(field, QLineEdit)
    assert field.isVisible()
    field.setFocus()
    QTest.keyClicks(field, "hlm. 12")
    dialog.close()
    with document.read():
        found = document.raw.execute("SELECT page, progress_entry_id FROM evidence_link WHERE page <> ''").fetchall()
    assert ("hlm. 12", page.entry.entry_id) in [tuple(row) for row in found]
    assert pictures_of(window.session) is page.pictures


def test_looking_through_many_pages_keeps_few_of_them(
    look: Open, page: ProgressPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = look(papers(tmp_path / "buku.pdf", "rgbrgb"))
    shown(qtbot, dialog)
    picture = dialog.view.sheet.picture
    monkeypatch.setattr(evidence_pictures, "_MOST_POINTS", 2 * picture.width() * picture.height())
    for number in range(1, 6):
        QTest.keyClick(dialog, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not dialog.view.sheet.picture.isNull(), timeout=20_000)
        assert dialog.view.page == number
        assert len(page.pictures._kept) <= 2
