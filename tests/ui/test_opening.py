"""A plan that somebody else has open, one that was not closed, one that is damaged: who, where, when, and a way on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gmsc_desktop import app as application
from gmsc_desktop.models import library
from gmsc_desktop.models.cards import FILE_NAME
from gmsc_desktop.models.document_file import LOCK_NAME
from gmsc_desktop.models.region import find_region
from gmsc_desktop.platform_files import temporary_beside
from gmsc_desktop.ui.damaged import DamagedDialog
from gmsc_desktop.ui.going_back_dialog import RestoreDialog
from gmsc_desktop.ui.instance import Instance, not_heard
from gmsc_desktop.ui.new_plan_form import Wanted
from gmsc_desktop.ui.opening import make_new
from gmsc_desktop.ui.plan_rows import ENTRY, row_of
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows
from tests.unwritable import lying_in, unwritable

ROOT = Path(__file__).resolve().parents[2]
HOLDS = """
import sys
from gmsc_desktop.models import library
with library.opened(sys.argv[1]):
    print("dibuka", flush=True)
    sys.stdin.readline()
"""


def new_plan() -> str:
    region = find_region("73.17")
    assert region is not None
    return make_new(Wanted(region, 2025, 2029))


@pytest.fixture
def held(data_dir: Path) -> Iterator[str]:
    """A plan with a backup that another program has open."""
    plan_id = new_plan()
    with library.opened(plan_id) as document:
        library.back_up(document)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", HOLDS, plan_id]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "dibuka\n"
        yield plan_id
        other.communicate("\n", timeout=20)


def test_a_plan_that_is_open_elsewhere_is_named_and_its_backup_can_be_read(
    app: QApplication, held: str, qtbot: QtBot
) -> None:
    windows = Windows(Settings())
    home = windows.show_home()
    windows.open_plan(held)
    qtbot.waitUntil(home.banner.isVisible, timeout=20_000)
    told = home.banner.words.text()
    assert told.startswith(f"Rencana ini sedang dibuka oleh {library.current_author().name} di komputer ")
    assert " sejak " in told
    home.banner._action.click()
    qtbot.waitUntil(lambda: bool(windows.looked), timeout=20_000)
    window = windows.looked[0]
    assert window.session.read_only
    assert window.band.words.text().startswith("HANYA BACA · Kabupaten Luwu · cadangan ")
    assert window.page.banner.words.text().startswith("Ini isi rencana saat dicadangkan pada ")
    windows.quit()


def test_a_lock_that_was_left_behind_is_explained_and_keeps_nobody_out(
    app: QApplication, data_dir: Path, qtbot: QtBot
) -> None:
    plan_id = new_plan()
    lock = library.plan_folder(plan_id) / LOCK_NAME
    lock.write_text(json.dumps({"name": "Andi", "computer": "PC-7", "since": "2026-11-20T02:00:00+00:00", "pid": 1}))
    windows = Windows(Settings())
    windows.open_plan(plan_id)
    qtbot.waitUntil(lambda: plan_id in windows.plans, timeout=20_000)
    told = windows.plans[plan_id].page.banner.words.text()
    assert told.startswith("Terakhir kali rencana ini tidak ditutup seperti biasa (dibuka oleh Andi di komputer PC-7")
    windows.plans[plan_id].close()
    windows.open_plan(plan_id)
    qtbot.waitUntil(lambda: plan_id in windows.plans, timeout=20_000)
    assert not windows.plans[plan_id].page.banner.isVisible()
    windows.quit()


def test_a_damaged_plan_says_what_to_do_and_its_backup_can_be_read(
    app: QApplication, data_dir: Path, qtbot: QtBot
) -> None:
    plan_id = new_plan()
    with library.opened(plan_id) as document:
        library.back_up(document)
    folder = library.plan_folder(plan_id)
    (folder / FILE_NAME).write_bytes(b"rusak" * 100)
    (folder / "kartu.json").unlink()
    windows = Windows(Settings())
    home = windows.show_home()
    row = home.plans.model().index(0, 0)
    qtbot.waitUntil(lambda: "Tidak dapat dibuka." in row_of(row.data(ENTRY)).state, timeout=20_000)
    assert row_of(row.data(ENTRY)).title == "Berkas rencana ini rusak dan tidak dibuka, supaya tidak bertambah rusak."
    assert "Lihat cadangan terbaru" in [action.text() for action in home.plans.menu().actions()]
    QTest.keyClick(home.plans, Qt.Key.Key_Return)
    dialog = wait_for_dialog(qtbot)
    assert home.banner.words.text().startswith("Berkas rencana ini rusak dan tidak dibuka")
    dialog.close()
    home.banner._action.click()
    dialog = wait_for_dialog(qtbot)
    dialog.look.click()
    qtbot.waitUntil(lambda: bool(windows.looked), timeout=20_000)
    assert windows.looked[0].session.snapshot.region.name == "Kabupaten Luwu"
    windows.quit()


def wait_for_dialog(qtbot: QtBot) -> DamagedDialog:
    def found() -> list[DamagedDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, DamagedDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=20_000)
    return found()[0]


def damaged_plan() -> tuple[str, Path]:
    """A plan that was renamed since its backup, and whose file then fell to pieces."""
    plan_id = new_plan()
    with library.opened(plan_id) as document:
        library.back_up(document)
        with document.change("Ubah judul") as db:
            db.exec_driver_sql("UPDATE plan SET title='Sesudah cadangan'")
    path = library.plan_folder(plan_id) / FILE_NAME
    path.write_bytes(b"rusak" * 100)
    return plan_id, path


def test_a_damaged_plan_is_restored_from_its_newest_good_backup(
    app: QApplication, data_dir: Path, qtbot: QtBot
) -> None:
    plan_id, path = damaged_plan()
    windows = Windows(Settings())
    windows.open_plan(plan_id)
    wait_for_dialog(qtbot).restore.click()
    assert windows.home is not None
    (dialog,) = windows.home.findChildren(RestoreDialog)
    qtbot.waitUntil(dialog.restore.isEnabled, timeout=20_000)
    qtbot.waitUntil(lambda: dialog.differs.text().startswith("Rencana yang sekarang tidak dapat dibaca"))
    assert "berkas yang rusak disisihkan" in dialog.after.text()
    dialog.restore.click()
    qtbot.waitUntil(lambda: plan_id in windows.plans, timeout=20_000)
    window = windows.plans[plan_id]
    assert window.session.snapshot.plan.title != "Sesudah cadangan"
    told = window.page.banner.words.text()
    assert told.startswith("Rencana ini dipulihkan dari cadangan ")
    (kept,) = (path.parent / "cadangan").glob("rusak-*")
    assert str(kept) in told
    assert (kept / FILE_NAME).read_bytes() == b"rusak" * 100
    windows.quit()


def test_a_plan_whose_file_is_lost_stays_in_the_list_and_comes_back_from_its_backup(
    app: QApplication, data_dir: Path, qtbot: QtBot
) -> None:
    plan_id, path = damaged_plan()
    path.unlink()
    windows = Windows(Settings())
    home = windows.show_home()
    row = row_of(home.plans.model().index(0, 0).data(ENTRY))
    assert row.title.startswith("Kabupaten Luwu: Berkas rencana ini tidak ada lagi di foldernya")
    QTest.keyClick(home.plans, Qt.Key.Key_Return)
    wait_for_dialog(qtbot).restore.click()
    (dialog,) = home.findChildren(RestoreDialog)
    qtbot.waitUntil(dialog.restore.isEnabled, timeout=20_000)
    dialog.restore.click()
    qtbot.waitUntil(lambda: plan_id in windows.plans, timeout=20_000)
    assert windows.plans[plan_id].session.snapshot.region.name == "Kabupaten Luwu"
    windows.quit()


def test_the_damaged_file_goes_as_it_lies_to_whoever_helps(
    app: QApplication, data_dir: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_id, path = damaged_plan()
    before = lying_in(path.parent)
    windows = Windows(Settings())
    windows.open_plan(plan_id)
    dialog = wait_for_dialog(qtbot)
    target = tmp_path / "untuk pengelola"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    dialog.copy.click()
    qtbot.waitUntil(lambda: dialog.said.text().startswith("Selesai: untuk pengelola.zip"), timeout=20_000)
    with zipfile.ZipFile(target.with_name("untuk pengelola.zip")) as archive:
        assert archive.read(FILE_NAME) == b"rusak" * 100
        assert "kartu.json" in archive.namelist()
    assert lying_in(path.parent) == before
    windows.quit()


def test_a_data_folder_that_is_synchronised_is_told_on_home_with_what_to_do(
    app: QApplication, data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(data_dir.parent))
    windows = Windows(Settings())
    home = windows.show_home()
    qtbot.waitUntil(home.banner.isVisible, timeout=20_000)
    assert home.banner.words.text() == "Folder data ikut disalin oleh OneDrive. Buka rencana di satu komputer saja."
    seen: list[str] = []

    def read() -> None:
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible())
        seen.append(box.informativeText())
        box.buttons()[0].click()

    QTimer.singleShot(0, read)
    home.banner._action.click()
    assert seen[0].startswith("Pindahkan folder data ke tempat yang hanya ada di komputer ini")
    windows.quit()


@pytest.mark.parametrize("straight", [False, True])
def test_what_a_crash_left_of_an_export_is_gone_after_the_next_start(
    app: QApplication, data_dir: Path, tmp_path: Path, qtbot: QtBot, *, straight: bool
) -> None:
    plan_id = new_plan()
    documents = tmp_path / "Dokumen"
    documents.mkdir()
    Settings().writes_into(documents)
    tag = temporary_beside(documents / "paket.zip").name.split(".")[-2].split("-")
    left = documents / f".~paket.zip.{tag[0]}-99999999-{tag[2]}.tmp"
    left.write_bytes(b"setengah")
    running = temporary_beside(documents / "lain.zip")
    running.write_bytes(b"masih ditulis")
    (documents / "paket.zip").write_bytes(b"utuh")
    windows = Windows(Settings())
    if straight:
        windows.open_plan(plan_id)
    else:
        windows.show_home()
    qtbot.waitUntil(lambda: not left.exists(), timeout=20_000)
    assert running.exists()
    assert (documents / "paket.zip").exists()
    qtbot.waitUntil(lambda: not windows.jobs.running, timeout=20_000)
    windows.quit()


def test_a_second_start_names_a_file_by_its_whole_path(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "paket.zip").write_bytes(b"PK")
    monkeypatch.chdir(tmp_path)
    assert application.wanted("paket.zip") == str(tmp_path / "paket.zip")
    assert application.wanted("73f0a1b2") == "73f0a1b2"


def test_a_first_start_that_does_not_answer_is_named(app: QApplication, data_dir: Path) -> None:
    first = Instance()
    second = Instance()
    assert first.is_first
    assert not second.is_first
    told = not_heard(second)
    assert told.sentence.startswith("GMSC Desktop sudah berjalan ")
    assert str(os.getpid()) in told.next_step
    first.close()


def test_a_plan_in_a_folder_that_cannot_be_written_is_read_and_its_folder_named(
    app: QApplication, data_dir: Path, qtbot: QtBot
) -> None:
    plan_id = new_plan()
    folder = library.plan_folder(plan_id)
    before = lying_in(folder)
    with unwritable(folder):
        windows = Windows(Settings())
        windows.open_plan(plan_id)
        qtbot.waitUntil(lambda: bool(windows.looked), timeout=20_000)
        window = windows.looked[0]
        assert window.session.read_only
        assert window.band.words.text() == "HANYA BACA · Kabupaten Luwu · folder tidak dapat ditulis"
        told = window.page.banner.words.text()
        assert told.startswith(f"Folder {folder} tidak dapat ditulis, sehingga rencana ini hanya dapat dibaca.")
        assert "salin folder datanya ke komputer ini" in told
        windows.open_plan(plan_id)
        assert windows.looked == [window]
        assert not windows.jobs.running
        windows.quit()
        assert not windows.looked
    assert lying_in(folder) == before
    windows.open_plan(plan_id)
    qtbot.waitUntil(lambda: plan_id in windows.plans, timeout=20_000)
    windows.quit()


def test_the_list_shows_a_plan_that_cannot_be_written_though_its_card_is_lost(
    app: QApplication, data_dir: Path, qtbot: QtBot
) -> None:
    plan_id = new_plan()
    (library.plan_folder(plan_id) / "kartu.json").unlink()
    with unwritable(data_dir):
        windows = Windows(Settings())
        plans = windows.show_home().plans
        qtbot.waitUntil(lambda: "Kabupaten Luwu" in row_of(plans.model().index(0, 0).data(ENTRY)).name, timeout=20_000)
        qtbot.waitUntil(lambda: not windows.show_home().jobs.running, timeout=20_000)
        windows.quit()
