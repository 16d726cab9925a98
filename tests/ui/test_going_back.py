"""Going back to a backup in the window: what there is, what it holds, what becomes of the present state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.desk import handing_in, kept_backups, second_copy, second_place
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.differences import DifferencesDialog
from gmsc_desktop.ui.going_back import offer_restore
from gmsc_desktop.ui.going_back_dialog import RestoreDialog
from gmsc_desktop.ui.going_back_words import age_words
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows
from tests.sample_plan import sample_tables
from tests.ui.test_walk import check, rich_text

PLAN = str(sample_tables()["plan"][0]["id"])
Wait = Callable[[Callable[[], object]], None]


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


def rename(document: Document, title: str) -> None:
    with document.change("Ubah judul") as db:
        db.exec_driver_sql("UPDATE plan SET title=?", (title,))
    document.close_open_row()


@pytest.fixture
def windows(app: QApplication, document: Document, wait: Wait) -> Iterator[Windows]:
    """The sample plan in its window, called "Judul kedua", with one backup of an hour ago, called "Judul pertama"."""
    rename(document, "Judul pertama")
    library.back_up(document, datetime.now(UTC) - timedelta(minutes=10))
    rename(document, "Judul kedua")
    library.close(document)
    made = Windows(Settings())
    made.open_plan(PLAN)
    wait(lambda: PLAN in made.plans)
    yield made
    made.quit()


def opened(windows: Windows, wait: Wait, chosen: Path | None = None) -> RestoreDialog:
    dialog = offer_restore(windows, PLAN, chosen)
    assert dialog is not None
    wait(lambda: dialog.holds.text().startswith("Berisi") or dialog.problem.text())
    return dialog


def window_of(windows: Windows) -> MainWindow:
    return windows.plans[PLAN]


def test_the_list_tells_when_how_large_and_where(windows: Windows, wait: Wait) -> None:
    dialog = opened(windows, wait)
    assert dialog.list.topLevelItemCount() == 1
    item = dialog.list.topLevelItem(0)
    assert item is not None
    assert [item.text(1), item.text(3)] == ["10 menit lalu", "Komputer ini"]
    assert item.text(2).endswith("kB") or item.text(2).endswith("MB")
    assert dialog.holds.text() == (
        "Berisi 12 inisiatif, 34 entri realisasi, dan 5 bukti. "
        "Di dalamnya belum ada kontak kantor dan catatan tentang yang sudah keluar."
    )
    assert dialog.last.text().startswith("Perubahan terakhir di dalamnya: ")
    assert dialog.differs.text() == "Dibandingkan dengan sekarang ada 1 perbedaan."
    assert "keadaan sekarang dengan kontak kantornya disimpan dahulu" in dialog.after.text()
    assert window_of(windows).session.snapshot.plan.title == "Judul kedua", "looking changes nothing"
    dialog.reject()


def test_the_chosen_backup_lies_on_the_ground_of_what_is_chosen(windows: Windows, wait: Wait) -> None:
    dialog = opened(windows, wait)
    item = dialog.list.topLevelItem(0)
    assert item is not None
    dialog.list.setCurrentItem(item)
    place = dialog.list.visualItemRect(item)
    seen = dialog.list.viewport().grab(place).toImage().pixelColor(place.width() - 12, place.height() // 2)
    assert seen.name() == theme.colour("selected").name()
    dialog.reject()


def test_the_differences_are_those_between_now_and_the_backup(windows: Windows, wait: Wait) -> None:
    dialog = opened(windows, wait)
    dialog.compare.click()
    (listed,) = dialog.findChildren(DifferencesDialog)
    assert listed.table()[0] == ["Catatan", "Isian", "Sekarang", "Di cadangan"]
    assert listed.table()[1][2:] == ["Judul kedua", "Judul pertama"]
    listed.close()
    dialog.reject()


def test_the_plan_opens_again_as_it_was_and_the_way_back_is_told(windows: Windows, wait: Wait) -> None:
    before = window_of(windows)
    rename(before.session.document, "Judul ketiga")  # type: ignore[arg-type]
    assert before.session.undo_label is not None
    dialog = opened(windows, wait)
    QTest.keyClick(dialog.restore, Qt.Key.Key_Return)
    wait(lambda: PLAN in windows.plans and windows.plans[PLAN] is not before)
    window = window_of(windows)
    assert window.session.snapshot.plan.title == "Judul pertama"
    assert window.session.undo_label is None
    told = window.page.banner.words.text()
    kept = backups.list_backups(library.plan_folder(PLAN))[-1]
    moment = backups.moment_of(kept)
    assert moment is not None
    assert f"Keadaan sebelumnya disimpan sebagai cadangan {backups.moment_words(moment)}" in told
    assert "Urungkan mulai dari awal." in told
    back = opened(windows, wait)
    assert back.kept is not None
    assert back.kept.path == kept
    back.restore.click()
    wait(lambda: PLAN in windows.plans and windows.plans[PLAN].session.snapshot.plan.title == "Judul ketiga")


def test_a_restore_that_is_cancelled_changes_nothing(
    windows: Windows, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(windows, wait)
    restore = kept_backups.restore

    def slow(kept: kept_backups.Kept, document: Document | None, *, tell: Progress, cancel: object) -> object:
        tell.cancel.wait(20)
        return restore(kept, document, tell=tell)

    monkeypatch.setattr(kept_backups, "restore", slow)
    dialog.restore.click()
    assert dialog.bar.isVisible()
    assert dialog.cancel.text() == "Batalkan"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait(lambda: not dialog.bar.isVisible())
    assert "Dibatalkan" in dialog.problem.text()
    assert dialog.restore.isEnabled()
    document = window_of(windows).session.document
    assert document is not None
    assert document.snapshot().plan.title == "Judul kedua"
    dialog.reject()


def test_a_backup_that_is_not_whole_says_so_and_offers_nothing(windows: Windows, wait: Wait) -> None:
    (path,) = backups.list_backups(library.plan_folder(PLAN))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    dialog = opened(windows, wait)
    assert "bukan cadangan yang utuh" in dialog.problem.text()
    assert not dialog.restore.isEnabled()
    dialog.reject()


def test_the_second_place_and_a_chosen_file_stand_in_the_list(windows: Windows, wait: Wait, tmp_path: Path) -> None:
    document = window_of(windows).session.document
    assert document is not None
    (tmp_path / "usb").mkdir()
    place = second_place.choose(tmp_path / "usb")
    for _again in range(3):
        second_copy.copy_there(document, place.folder, place.id)
    handing_in.make_package(document, tmp_path, handing_in.backup_named(tmp_path / "kemarin.gmsc"))
    dialog = opened(windows, wait, tmp_path / "kemarin.gmsc")
    wait(lambda: dialog.list.topLevelItemCount() == 5)
    items = [dialog.list.topLevelItem(at) for at in range(5)]
    assert sorted(item.text(3) for item in items if item) == [
        "Berkas yang dipilih", "Komputer ini", "Tempat kedua", "Tempat kedua", "Tempat kedua",
    ]  # fmt: skip
    assert dialog.kept is not None
    assert dialog.kept.path == tmp_path / "kemarin.gmsc"
    dialog.reject()


def test_a_backup_of_another_plan_never_takes_the_place_of_this_one(
    windows: Windows, wait: Wait, tmp_path: Path
) -> None:
    other = new_id()

    def fill(made: Document) -> None:
        with made.change("Mulai") as db:
            db.exec_driver_sql("INSERT INTO plan(id,title,is_example) VALUES(?,'Rencana lain',0)", (other,))
            db.exec_driver_sql("INSERT INTO region(id,code,name) VALUES(?,'73.17','Kabupaten Luwu')", (new_id(),))

    with library.created(other, fill) as made:
        copy = tmp_path / "lain.sqlite3"
        copy.write_bytes(library.back_up(made).read_bytes())
    dialog = opened(windows, wait, copy)
    assert dialog.problem.text().startswith("Ini cadangan rencana lain yang ada di komputer ini: Rencana lain")
    assert not dialog.restore.isEnabled()
    (library.plan_folder(other) / "plan.sqlite3").unlink()
    dialog._look()
    assert dialog.restore.text() == "Buka sebagai rencana tersendiri"
    dialog.restore.click()
    wait(lambda: other in windows.plans)
    assert window_of(windows).session.snapshot.plan.title == "Judul kedua"
    assert windows.plans[other].session.snapshot.plan.title == "Rencana lain"


def test_the_dialog_is_reached_from_the_menu_and_from_home_and_by_keys(windows: Windows, wait: Wait) -> None:
    window_of(windows).actions_of_plan.restore.trigger()
    (dialog,) = window_of(windows).findChildren(RestoreDialog)
    wait(dialog.isVisible)
    assert dialog.list.hasFocus() or dialog.focusWidget() is dialog.list
    wait(dialog.restore.isEnabled)
    check(dialog)
    assert not rich_text(dialog)
    dialog.reject()
    home = windows.show_home()
    action = next(one for one in home.plans.menu().actions() if one.text() == "Pulihkan dari cadangan…")
    action.trigger()
    wait(lambda: [one for one in window_of(windows).findChildren(RestoreDialog) if one.isVisible()])
    for one in window_of(windows).findChildren(RestoreDialog):
        one.reject()


def test_opening_a_backup_package_offers_to_go_back_to_it(windows: Windows, wait: Wait, tmp_path: Path) -> None:
    document = window_of(windows).session.document
    assert document is not None
    path = tmp_path / "cadangan.gmsc"
    handing_in.make_package(document, tmp_path, handing_in.backup_named(path))
    rename(document, "Judul ketiga")
    windows.open_package(path)
    wait(lambda: windows.looked)
    banner = windows.looked[0].page.banner
    assert "sesudahnya ada 1 perubahan di rencana Anda" in banner.words.text()
    assert banner._action.text() == "Pulihkan dari cadangan ini…"
    banner._action.click()
    (dialog,) = window_of(windows).findChildren(RestoreDialog)
    assert dialog.kept is not None
    assert dialog.kept.path == path
    dialog.reject()


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "baru saja"),
        (timedelta(minutes=59), "59 menit lalu"),
        (timedelta(hours=47), "47 jam lalu"),
        (timedelta(days=3), "3 hari lalu"),
        (timedelta(days=70), "2 bulan lalu"),
        (timedelta(hours=-2), "waktunya belum tiba"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(ago: timedelta, words: str) -> None:
    now = datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert age_words(now - ago, now) == words


def test_a_file_that_is_not_there_is_told(windows: Windows, wait: Wait, tmp_path: Path) -> None:
    dialog = opened(windows, wait)
    dialog.add_file(tmp_path / "tidak ada.gmsc")
    assert "tidak ditemukan" in dialog.problem.text()
    dialog.reject()
    with pytest.raises(UserFacingError):
        kept_backups.chosen_file(tmp_path / "tidak ada.gmsc")
