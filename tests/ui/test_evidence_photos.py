"""Photos as evidence: the place in them is asked about once for a plan, and they are made smaller on request."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import attachments
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.evidence_asking import PhotosDialog
from gmsc_desktop.ui.pages.evidence_intake import Given
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.session import Session
from tests.test_views import PLACE, photo

Answer = Callable[[PhotosDialog], int]


@pytest.fixture
def page(progress_page: ProgressPage) -> ProgressPage:
    return progress_page


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """The answers that are still to be given; a question without one fails."""
    answers: list[Answer] = []

    def answer(dialog: PhotosDialog) -> int:
        return answers.pop(0)(dialog)

    monkeypatch.setattr(PhotosDialog, "exec", answer)
    return answers


@pytest.fixture
def large(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a photo of more than 1.4 MB that tells its day and its place."""

    def make(name: str) -> Path:
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9003] = "2026:10:05 10:11:12"
        exif.get_ifd(0x8825).update(PLACE)
        picture = Image.effect_noise((2_400, 1_350), 90).convert("RGB")
        picture.save(tmp_path / name, "JPEG", exif=exif, quality=92)
        assert (tmp_path / name).stat().st_size > 1_400_000
        return tmp_path / name

    return make


def take(page: ProgressPage, window: MainWindow, qtbot: QtBot, *paths: Path) -> None:
    page.evidence.take([Given(path.name, path) for path in paths])
    settle(window, qtbot)


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=60_000)
    window.session.flush()


def shown(page: ProgressPage, name: str) -> Evidence:
    return next(row for row in page.evidence.strip.items.shown if row.original_name == name)


def without_place(dialog: PhotosDialog) -> int:
    assert dialog.keep.isChecked()
    dialog.strip.click()
    return 1


def test_the_place_is_asked_about_once_and_left_out_of_a_copy(
    page: ProgressPage, window: MainWindow, document: Document, asked: list[Answer], tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = photo(tmp_path / "a.jpg", located=True), photo(tmp_path / "b.jpg", (500, 300), located=True)
    asked.append(without_place)
    take(page, window, qtbot, first)
    assert window.session.snapshot.plan.photo_location == "hapus"
    take(page, window, qtbot, second)
    for path in (first, second):
        row = shown(page, path.name)
        assert not row.has_location
        assert row.original_sha256 == attachments.digest_of_file(path)
        assert row.original_size == path.stat().st_size
        assert (row.dated, row.dated_from) == ("2026-10-05", "exif")
        stored = attachments.path_of(document.folder, row.sha256)
        with Image.open(stored) as copy, Image.open(path) as original:
            assert not copy.getexif().get_ifd(0x8825)
            assert copy.tobytes() == original.tobytes()
        assert not attachments.path_of(document.folder, row.original_sha256).exists()
    rows = page.evidence.strip.items.shown
    take(page, window, qtbot, first)
    assert page.evidence.strip.items.shown == rows
    assert "1 berkas sudah ada dan tidak digandakan." in page.evidence.problem.words.text()


def test_a_photo_may_keep_its_place_and_lose_it_later(
    page: ProgressPage, window: MainWindow, document: Document, asked: list[Answer], tmp_path: Path, qtbot: QtBot
) -> None:
    path = photo(tmp_path / "a.jpg", located=True)
    asked.append(lambda _dialog: 1)
    take(page, window, qtbot, path)
    row = shown(page, "a.jpg")
    assert (row.has_location, row.sha256) == (True, attachments.digest_of_file(path))
    assert window.session.snapshot.plan.photo_location == "simpan"
    assert page.evidence.photos.strip.text() == "Hapus lokasi dari 1 foto"
    page.evidence.photos.strip.click()
    settle(window, qtbot)
    changed = shown(page, "a.jpg")
    assert (changed.id, changed.has_location, changed.original_sha256) == (row.id, False, row.sha256)
    assert page.evidence.photos.told.text().startswith("Lokasi dihapus dari 1 foto. Ctrl+Z mengembalikannya;")


def test_whoever_calls_the_question_off_takes_nothing_in(
    page: ProgressPage, window: MainWindow, document: Document, asked: list[Answer], tmp_path: Path, qtbot: QtBot
) -> None:
    before = attachments.list_stored(document.folder)
    asked.append(lambda _dialog: 0)
    take(page, window, qtbot, photo(tmp_path / "a.jpg", located=True))
    assert page.evidence.strip.items.shown == ()
    assert attachments.list_stored(document.folder) == before
    assert window.session.snapshot.plan.photo_location == ""


def test_a_photo_is_made_smaller_later_and_undo_brings_it_back(
    page: ProgressPage,
    window: MainWindow,
    document: Document,
    asked: list[Answer],
    large: Callable[[str], Path],
    qtbot: QtBot,
) -> None:
    asked.append(lambda _dialog: 1)
    take(
        page,
        window,
        qtbot,
        large("besar.jpg"),
    )
    before = shown(page, "besar.jpg")
    assert page.evidence.photos.shrink.isVisible()
    page.evidence.photos.shrink.click()
    settle(window, qtbot)
    row = shown(page, "besar.jpg")
    assert (row.original_sha256, row.original_size, row.dated) == (before.sha256, before.size, before.dated)
    assert row.size is not None
    assert before.size is not None
    assert row.size < before.size * 0.8
    assert row.has_location
    with Image.open(attachments.path_of(document.folder, row.sha256)) as copy:
        assert copy.size == (1_920, 1_080)
    told = page.evidence.photos.told.text()
    assert told.startswith("1 foto dikecilkan: ")
    assert "setelah 7 hari" in told
    original = attachments.path_of(document.folder, before.sha256)
    window.session.undo()
    assert shown(page, "besar.jpg") == before
    window.session.redo()
    os.utime(original, (0, 0))
    opened_again = Session(document)
    assert not original.exists()
    opened_again.flush()
    window.session.undo()
    page.evidence.refresh()
    assert "“besar.jpg” tidak ada di komputer ini." in page.evidence.notice.text()


def test_a_folder_is_made_smaller_as_it_comes_in(
    page: ProgressPage,
    window: MainWindow,
    document: Document,
    asked: list[Answer],
    large: Callable[[str], Path],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    paths: Sequence[Path] = [large(f"{number}.jpg") for number in range(4)]
    before = sum(path.stat().st_size for path in paths)
    small = photo(tmp_path / "kecil.jpg")

    def both(dialog: PhotosDialog) -> int:
        assert not dialog.shrink.isHidden()
        assert dialog.shrink.text() == "Kecilkan foto (sisi terpanjang 1.920 px)"
        dialog.shrink.setChecked(True)
        dialog.strip.setChecked(True)
        return 1

    asked.append(both)
    take(page, window, qtbot, tmp_path)
    rows = [row for row in window.session.snapshot.all(Evidence) if row.original_name in {p.name for p in paths}]
    assert len(rows) == 4
    assert sum(row.size or 0 for row in rows) < before
    assert {row.original_sha256 for row in rows} == {attachments.digest_of_file(path) for path in paths}
    assert not any(row.has_location for row in rows)
    held = set(attachments.list_stored(document.folder))
    assert {row.sha256 for row in rows} | {attachments.digest_of_file(small)} <= held
    assert not held & {row.original_sha256 for row in rows}
    assert "4 foto dikecilkan: " in page.banner.words.text()


def test_the_photos_of_a_folder_are_made_smaller_where_they_are_given_out(
    page: ProgressPage, window: MainWindow, large: Callable[[str], Path], qtbot: QtBot, asked: list[Answer]
) -> None:
    asked.append(lambda _dialog: 1)
    photo = large("IMG_1.jpg")
    folder = photo.parent / "foto"
    folder.mkdir()
    photo.rename(folder / photo.name)
    before = {row.id for row in window.session.snapshot.all(Evidence)}
    page.evidence.take([Given(folder.name, folder)])
    settle(window, qtbot)
    assign = page.assign
    assert assign.isVisible()
    new = next(row for row in window.session.snapshot.all(Evidence) if row.id not in before)
    assert assign.photos.shrink.isVisible()
    assert assign.photos.shrink.text().startswith("Kecilkan 1 foto: kira-kira ")
    assign.photos.shrink.click()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: "1 foto dikecilkan: " in assign.photos.told.text())
    changed = window.session.snapshot.get(Evidence, new.id)
    assert changed is not None
    assert (changed.size or 0) < (new.size or 0) * 0.8
    assert not assign.photos.shrink.isVisible()
    assert changed in assign.model.shown


def test_evidence_of_an_entry_that_is_not_saved_is_told_as_that(
    page: ProgressPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = (row.id for row in page.list.rows.rows[:2])
    loose = page.waiting_button.text() if page.waiting_button.isVisible() else ""
    page.list.go_to(first)
    take(page, window, qtbot, photo(tmp_path / "a.jpg"))
    assert (page.waiting_button.text() if page.waiting_button.isVisible() else "") == loose
    page.list.go_to(second)
    waiting = "1 bukti menunggu entrinya disimpan"
    assert waiting in (page.waiting_button.text(), page.waiting_button.toolTip())
    page.show_assign()
    assert "a.jpg" not in [row.original_name for row in page.assign.model.shown]
    if not page.assign.isVisible():
        assert page.list.current_id == first
        assert [row.original_name for row in page.evidence.strip.items.shown] == ["a.jpg"]
