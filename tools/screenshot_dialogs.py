"""The dialogs that a person meets most, opened as a person opens them, for ``screenshots.py``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow
    from gmsc_desktop.ui.windows import Windows

_LONGEST = 60  # seconds for anything
_SK = (
    "No\tNama\tJabatan\tKedudukan\tUnsur\tTelepon",
    "1\t\tSekretaris Daerah\tKetua\tPemerintah\t",
    "2\t\tKepala Dinas Pendidikan\tAnggota\tPemerintah\t",
    "3\tMuh. Yusuf\tKetua STIKES\tAnggota\tUnsur lain\t0811223344",
    "4\t\t\tAnggota\t\t",
)
_RPJMD = (
    "RPJMD KABUPATEN LUWU TAHUN 2025-2029",
    "",
    "Misi\tTujuan\tSasaran\tKode\tProgram\tIndikator\tSatuan\tKondisi Awal\t"
    "Target 2026\tPagu 2026\tTarget 2027\tPagu 2027\tOPD",
    "Pemerintahan melayani\tLayanan baik\tLayanan digital\t\t\tIndeks SPBE\tIndeks\t2,84\t3,12\t\t3,40\t\tDiskominfo",
    "Pemerintahan melayani\tLayanan baik\tLayanan digital\t2.16.03\tProgram Aplikasi Informatika\tLayanan daring\t"
    "Layanan\t1.250\t40\t1.500.000.000\t60\t1.750.000.000\tDinas Komunikasi dan Informatika",
    "JUMLAH\t\t\t\t\t\t\t\t\t1.600.000.000\t\t1.750.000.000",
)


@dataclass(frozen=True)
class Scene:
    """Where dialogs are opened: the windows, a plan's own one, a team copy of another plan, a folder for files."""

    windows: Windows
    window: MainWindow
    team_copy: Path
    folder: Path
    save: Callable[[QWidget, str], object]


def settle(seconds: float = 0.6) -> None:
    """Let the window come to rest."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + _LONGEST
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("a dialog did not come to rest")
        settle(0.05)


def render_dialogs(scene: Scene) -> None:
    """Open, save and leave one after the other; nothing is agreed to."""
    from gmsc_desktop.ui.data_check_dialog import DataCheckDialog
    from gmsc_desktop.ui.going_back_dialog import RestoreDialog

    window, windows = scene.window, scene.windows
    window.show_page("overview")
    _go_to(scene)
    with _left_when_open(scene, "new-plan"):
        windows.new_plan()
    _make_backups(scene)
    window.actions_of_plan.restore.trigger()
    restore = _opened()
    assert isinstance(restore, RestoreDialog)
    wait_for(lambda: restore.holds.text() and not restore.jobs.running)
    _leave(scene, restore, "restore")
    window.show_backups()
    _leave(scene, _opened(), "backups")
    window.actions_of_plan.check_data.trigger()
    check = _opened()
    assert isinstance(check, DataCheckDialog)
    wait_for(lambda: check.verdict.text() and not window.session.jobs.running)
    _leave(scene, check, "data-check")
    with _left_when_open(scene, "erasing"):
        window.actions_of_plan.erase.trigger()
    window.actions_of_plan.lists.trigger()
    _leave(scene, _opened(), "nomenclature")
    _paste(scene)
    _import(scene)
    with _left_when_open(scene, "team-copy"):
        windows.open_package(scene.team_copy)


def _go_to(scene: Scene) -> None:
    sheet = scene.window.go_to
    for name, letters in (("go-to", ""), ("go-to-typed", "kerja"), ("go-to-none", "zzz")):
        sheet.ask()
        QTest.keyClicks(sheet.field, letters)
        settle()
        scene.save(scene.window, f"dialog-{name}")
        sheet.leave(back=True)


def _make_backups(scene: Scene) -> None:
    """Some backups of the last days here, and copies in a second place."""
    from gmsc_desktop.desk import second_copy, second_place
    from gmsc_desktop.models import library

    document, now = scene.window.session.document, datetime.now(UTC)
    assert document is not None
    for days in (9, 3, 1):
        library.back_up(document, now - timedelta(days=days))
    (scene.folder / "usb").mkdir(exist_ok=True)
    place = second_place.choose(scene.folder / "usb")
    second_copy.copy_there(document, place.folder, place.id)


def _paste(scene: Scene) -> None:
    """The members of a body, as an SK lists them: posts without names, a line with neither."""
    from gmsc_desktop.ui.pages.profile import ProfilePage
    from gmsc_desktop.ui.tables.pasting import paste_into

    scene.window.show_page("profile")
    page = scene.window.page
    assert isinstance(page, ProfilePage)
    page.tabs.choose(page.bodies)
    page.bodies.tabs.choose(page.bodies.members)
    settle()
    QGuiApplication.clipboard().setText("\n".join(_SK))
    with _left_when_open(scene, "paste"):
        paste_into(page.bodies.members.grid, as_new=True)


def _import(scene: Scene) -> None:
    """A table of RPJMD under review, each of its parts, and the window before a file is chosen."""
    from gmsc_desktop.exchange.pasted import read_pasted
    from gmsc_desktop.ui.importing.doors import show_import

    scene.window.show_page("rpjmd")
    dialog = show_import(scene.window.page, "rpjmd")
    settle()
    scene.save(dialog, "dialog-import-begin")
    dialog.show_book(read_pasted("\n".join(_RPJMD)))
    wait_for(lambda: dialog.state.review is not None and not dialog.state.reading)
    for place, name in enumerate(("result", "sums", "doubts", "differences")):
        dialog.tabs.bar.setCurrentIndex(place)
        settle()
        scene.save(dialog, f"dialog-import-{name}")
    dialog.reject()
    settle(0.2)


def _opened() -> QDialog:
    """The dialog that is over the window now."""
    wait_for(_dialogs)
    settle()
    return _dialogs()[-1]


def _dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def _leave(scene: Scene, dialog: QDialog, name: str) -> None:
    settle()
    scene.save(dialog, f"dialog-{name}")
    dialog.reject()
    settle(0.2)


@contextmanager
def _left_when_open(scene: Scene, name: str) -> Iterator[None]:
    """Save and leave a dialog that keeps whoever opens it waiting."""
    done: list[str] = []
    timer = QTimer()
    timer.setInterval(300)

    def look() -> None:
        if _dialogs():
            timer.stop()
            _leave(scene, _dialogs()[-1], name)
            done.append(name)

    timer.timeout.connect(look)
    timer.start()
    yield
    wait_for(lambda: done)
