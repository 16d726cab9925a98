"""Copies that leave the laptop: written by themselves where the place is there, told as they are, asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.desk import handing_in, second_copy, second_place
from gmsc_desktop.desk.outside_copies import LastCopy, OutsideCopy, last_copy, note_outside
from gmsc_desktop.desk.second_place import Place, Shelter
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.outgoing import Outgoing
from gmsc_desktop.ui.backups_dialog import BackupsDialog
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow
from tests.ui.test_walk import check, rich_text

Wait = Callable[[Callable[[], object]], None]
TODAY = date(2026, 11, 22)


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


@pytest.fixture
def place(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A stick that was chosen as the second place."""
    monkeypatch.setattr(second_place, "is_removable", lambda folder: True)
    (tmp_path / "usb").mkdir()
    return second_place.choose(tmp_path / "usb")


def packages(place: Place) -> list[Path]:
    return sorted(place.folder.rglob("*.gmsc"))


def change(document: Document, title: str) -> None:
    with document.change("Ubah judul") as db:
        db.exec_driver_sql("UPDATE plan SET title=?", (title,))
    document.close_open_row()


def note(document: Document, days_ago: int, shelter: Shelter = Shelter.OUTSIDE) -> None:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    note_outside(document.folder, OutsideCopy(at.isoformat(), "x", "flashdisk", shelter.value))


# -- the second place


def test_the_plan_is_copied_by_itself_while_the_place_is_there(window: MainWindow, place: Place, wait: Wait) -> None:
    copies = window.copies
    copies.look()
    wait(lambda: packages(place) and not copies.running)
    assert window.status.copy.text() == "Salinan di luar laptop: hari ini"
    copies.look()
    wait(lambda: not copies.running)
    assert len(packages(place)) == 1, "nothing has changed"
    assert not window.session.jobs.running, "nothing stands in the way of closing"


def test_a_place_that_is_not_plugged_in_is_left_alone(
    window: MainWindow, place: Place, wait: Wait, tmp_path: Path
) -> None:
    (tmp_path / "usb").rename(tmp_path / "dilepas")
    window.copies.look()
    wait(lambda: window.copies.plugged_in is False)
    assert window.copies.problem is None
    assert window.status.copy.text() == "Salinan di luar laptop: belum ada"
    (tmp_path / "dilepas").rename(tmp_path / "usb")
    window.copies.look()
    wait(lambda: packages(place) and not window.copies.running)


def test_a_place_that_refuses_is_told_where_it_is_looked_for_and_hinders_nothing(
    window: MainWindow, place: Place, wait: Wait, monkeypatch: pytest.MonkeyPatch, document: Document
) -> None:
    monkeypatch.setattr(second_copy, "free_bytes", lambda path: 0)
    window.copies.look()
    wait(lambda: window.copies.problem is not None)
    change(document, "Judul baru")
    window.show_backups()
    (dialog,) = window.findChildren(BackupsDialog)
    assert "penuh: perlu" in dialog.place.text()
    assert "Kosongkan ruang" in dialog.place.text()
    assert window.status.copy.text() == "Salinan ke tempat kedua gagal: lihat Berkas, Cadangan."
    assert "Kosongkan ruang" in window.status.copy.toolTip()
    monkeypatch.setattr(second_copy, "free_bytes", lambda path: 1 << 40)
    dialog.copy.click()
    wait(lambda: packages(place) and not window.copies.running)
    assert window.copies.problem is None
    assert window.status.copy.text().startswith("Salinan")
    assert "gagal" not in window.status.copy.text() + window.status.copy.toolTip()
    assert "penuh" not in dialog.place.text()
    dialog.close()


def test_closing_waits_for_no_stick(
    window: MainWindow, place: Place, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped, begun = threading.Event(), threading.Event()

    def slow(*_given: object, cancel: threading.Event, **_more: object) -> None:
        begun.set()
        if cancel.wait(20):
            stopped.set()
        raise UserFacingError("dihentikan")

    monkeypatch.setattr(second_copy, "copy_there", slow)
    window.copies.look()
    wait(begun.is_set)
    assert window.close()
    assert stopped.wait(20)


# -- what the status line tells


def test_what_left_is_told_as_it_is(document: Document) -> None:
    folder = document.folder
    assert last_copy(folder, []) is None
    note(document, 1, Shelter.SAME_DRIVE)
    assert last_copy(folder, []) is None, "a copy on the same drive has not left"
    note(document, 0, Shelter.UNKNOWN)
    today = datetime.now().astimezone().date()
    assert last_copy(folder, []) == LastCopy(today, False)
    sent = Outgoing("a", "salinan-kerja", made_at=datetime.now().astimezone().isoformat())
    assert last_copy(folder, [sent]) == LastCopy(today, True)
    assert last_copy(folder, [Outgoing("a", "cetakan-pdf", made_at=sent.made_at)]) == LastCopy(today, False)


def test_a_backup_file_counts_by_the_drive_on_which_it_lies(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handing_in.make_package(document, tmp_path, handing_in.backup_named(tmp_path / "satu.gmsc"))
    with document.read():
        sent = outside_copies_of(document)
    assert last_copy(document.folder, sent) is None
    monkeypatch.setattr(second_place, "is_removable", lambda folder: True)
    handing_in.make_package(document, tmp_path, handing_in.backup_named(tmp_path / "dua.gmsc"))
    found = last_copy(document.folder, sent)
    assert found is not None
    assert found.sure


def outside_copies_of(document: Document) -> list[Outgoing]:
    from gmsc_desktop.models.outgoing import list_outgoing

    return list_outgoing(document.raw)


def test_a_drive_that_may_be_part_of_the_laptop_is_told_as_that(window: MainWindow, document: Document) -> None:
    note(document, 3, Shelter.UNKNOWN)
    window.status.tell_copy()
    assert window.status.copy.text() == "Salinan di drive lain, mungkin di luar laptop: 3 hari lalu"


# -- the polite question


@pytest.fixture
def own(session: Session, document: Document, open_window: OpenWindow) -> MainWindow:
    """A plan that is somebody's work, and no example."""
    with document.change("Rencana sendiri") as db:
        db.exec_driver_sql("UPDATE plan SET is_example=0")
    session.reload()
    return open_window(session)


def ask(window: MainWindow, days_later: int = 8) -> bool:
    window.show_page("overview")
    window.copies.ask_politely(datetime.now().astimezone().date() + timedelta(days=days_later))
    banner = window.pages["overview"].banner
    return banner.isVisibleTo(window.pages["overview"]) and "di luar laptop" in banner.words.text()


def test_after_a_week_without_a_copy_the_overview_asks_once_and_politely(
    own: MainWindow, document: Document, wait: Wait
) -> None:
    assert not ask(own, 7), "a young plan is given its time"
    assert ask(own, 8)
    banner = own.pages["overview"].banner
    assert banner.words.text().startswith("Sudah 8 hari tidak ada salinan rencana ini di luar laptop.")
    banner._action.click()
    wait(lambda: own.findChildren(BackupsDialog))
    own.findChildren(BackupsDialog)[0].close()
    note(document, -8)
    assert not ask(own, 8)


def test_it_asks_again_tomorrow_when_it_is_put_off(own: MainWindow) -> None:
    assert ask(own)
    banner = own.pages["overview"].banner
    today = datetime.now().astimezone().date() + timedelta(days=8)
    own.copies.put_off(today)
    assert not banner.isVisibleTo(own.pages["overview"])
    assert not ask(own)
    assert ask(own, 9)


def test_it_never_asks_while_presenting(own: MainWindow) -> None:
    own.settings.text_percent = 130
    assert not ask(own)
    own.settings.text_percent = 100
    assert ask(own)
    own.actions_of_plan.full_screen.trigger()
    assert own.isFullScreen()
    assert own.copies.presenting
    assert not ask(own)
    own.actions_of_plan.full_screen.trigger()
    assert not own.isFullScreen()
    assert ask(own)


def test_it_says_nothing_over_other_words(own: MainWindow) -> None:
    own.show_page("overview")
    own.say_first("Rencana ini dipulihkan.")
    assert not ask(own)
    assert own.pages["overview"].banner.words.text() == "Rencana ini dipulihkan."


def test_an_example_is_nobodys_work(window: MainWindow) -> None:
    assert window.session.snapshot.plan.is_example
    assert not ask(window)


# -- the dialog


def test_the_dialog_chooses_a_place_and_copies_there_at_once(window: MainWindow, wait: Wait, tmp_path: Path) -> None:
    window.actions_of_plan.backups.trigger()
    (dialog,) = window.findChildren(BackupsDialog)
    assert dialog.place.text().startswith("Belum dipilih.")
    assert not dialog.copy.isVisible()
    wait(dialog.isActiveWindow)
    check(dialog)
    assert not rich_text(dialog)
    (tmp_path / "usb").mkdir()
    dialog.use(tmp_path / "usb")
    wait(lambda: second_place.read_place() is not None and list((tmp_path / "usb").rglob("*.gmsc")))
    wait(lambda: "tidak menolong bila drive rusak" in dialog.protects.text() and not window.copies.running)
    assert "Terpasang." in dialog.place.text()
    dialog.forget.click()
    assert second_place.read_place() is None
    assert dialog.said.text() == "Tempat kedua tidak dipakai lagi. Salinan yang ada di sana tetap ada."
    dialog.close()


def test_the_dialog_writes_the_whole_plan_to_one_file(window: MainWindow, wait: Wait, tmp_path: Path) -> None:
    window.show_backups()
    (dialog,) = window.findChildren(BackupsDialog)
    dialog.save_to(tmp_path / "rencana")
    wait(lambda: dialog.said.text().startswith("Cadangan tersimpan"))
    assert [path.name for path in tmp_path.glob("*.gmsc")] == ["rencana.gmsc"]
    dialog.save_to(tmp_path / "rencana.gmsc")
    wait(lambda: "sudah ada dan tidak diganti" in dialog.said.text())
    assert dialog.save.isEnabled()
    dialog.now.click()
    wait(lambda: dialog.said.text().startswith("Cadangan dibuat "))
    assert dialog.here.text().startswith("1 cadangan, yang terbaru ")
    dialog.close()
