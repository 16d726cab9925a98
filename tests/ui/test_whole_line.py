"""The whole line as an officer walks it, with the keyboard: from home to a package that others can verify."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import library
from gmsc_desktop.models.records import Initiative, Objective, ObjectiveDimension, ProgressEntry
from gmsc_desktop.package.verify import verify
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows

Key = Qt.Key
CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LONG = 60_000
ROOT = Path(__file__).resolve().parents[2]


class Hands:
    """A person with a keyboard, who looks for a field by going on with Tab until it has the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """One key, wherever the focus is."""
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key, modifiers)

    def write(self, text: str, key: Key | None = None) -> None:
        """Type, and close with a key."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        if key is not None:
            self.press(key)

    def go_to(self, name: str) -> None:
        """Tab until the field or button of this name has the focus."""
        seen = []
        for _ in range(90):
            seen.append(name_of(QApplication.focusWidget()))
            if seen[-1] == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"no {name} among {seen}")

    def fill(self, name: str, text: str) -> None:
        """Write into a field."""
        self.go_to(name)
        self.write(text)

    def in_dialog(self, act: Callable[[], None], window: Callable[[], QWidget]) -> None:
        """Act in the dialog that the next key opens, then find the window active again."""

        def look() -> None:
            dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            if dialog is None or focus is None or not dialog.isAncestorOf(focus):
                QTimer.singleShot(20, look)
                return
            try:
                act()
            finally:
                if isinstance(dialog, QDialog) and dialog.isVisible():
                    dialog.reject()  # a test that fails does not hang

        QTimer.singleShot(0, look)
        self.press(Key.Key_Return)
        window().activateWindow()
        self.qtbot.waitUntil(window().isActiveWindow)

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that takes its time."""
        self.qtbot.waitUntil(true, timeout=LONG)


def name_of(widget: QWidget | None) -> str:
    """What a person reads or hears of a widget."""
    if widget is None:
        return ""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (str(text()).replace("&", "") if callable(text) else "")


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands(qtbot)


@pytest.fixture
def windows(app: QApplication, data_dir: Path) -> Iterator[Windows]:
    made = Windows(Settings())
    yield made
    for window in list(made.plans.values()):
        window.close()
    if made.home is not None:
        made.home.close()


def opened(windows: Windows, hands: Hands) -> MainWindow:
    hands.until(lambda: bool(windows.plans))
    window = next(iter(windows.plans.values()))
    window.activateWindow()
    hands.until(window.isActiveWindow)
    window.resize(1366, 697)
    return window


def begin(windows: Windows, hands: Hands) -> MainWindow:
    home = windows.show_home()
    home.activateWindow()
    hands.until(home.isActiveWindow)
    hands.go_to("Rencana baru…")

    def from_nothing() -> None:
        hands.press(Key.Key_Return)
        hands.write("73.17", Key.Key_Return)

    hands.in_dialog(from_nothing, lambda: home)
    return opened(windows, hands)


def build_rpjmd(window: MainWindow, hands: Hands) -> None:
    def document() -> None:
        hands.fill("Periode awal", "2025")
        hands.fill("Periode akhir", "2029")
        hands.press(Key.Key_Return)

    hands.press(Key.Key_3, CONTROL)
    hands.go_to("Dokumen baru…")
    hands.in_dialog(document, lambda: window)
    hands.write("Meningkatkan mutu layanan", Key.Key_Return)
    hands.press(Key.Key_Right, CONTROL)
    hands.write("Layanan yang mudah", Key.Key_Tab)
    hands.write("Meningkatnya kepuasan warga", Key.Key_Return)


def plan_an_initiative(hands: Hands) -> None:
    hands.press(Key.Key_4, CONTROL)
    hands.fill("Kondisi saat ini", "Baru 40 persen layanan tersedia secara daring.")
    hands.press(Key.Key_5, CONTROL)
    hands.press(Key.Key_N, CONTROL)
    hands.write("Layanan satu pintu daring", Key.Key_Tab)
    hands.go_to("Dimensi utama")
    hands.press(Key.Key_Down)
    hands.fill("Tahun mulai", "2025")
    hands.fill("Tahun selesai", "2029")
    hands.press(Key.Key_6, CONTROL)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_1)


def report(window: MainWindow, hands: Hands) -> None:
    hands.press(Key.Key_7, CONTROL)
    hands.press(Key.Key_Down)
    hands.fill("Realisasi fisik (%)", "35")
    hands.fill("Realisasi anggaran (Rp)", "Rp1.500.000,-")
    hands.press(Key.Key_Return)
    hands.until(lambda: bool(window.session.snapshot.all(ProgressEntry)))


def hand_in(window: MainWindow, hands: Hands, folder: Path) -> Path:
    def reason() -> None:
        hands.write("Dokumen menyusul sebelum bimtek.")
        hands.press(Key.Key_Tab)
        hands.press(Key.Key_Space)  # for all that is still open
        hands.go_to("Simpan alasan")
        hands.press(Key.Key_Return)

    hands.press(Key.Key_8, CONTROL)
    hands.until(lambda: "wajib" in window.page.facts.text())
    hands.go_to("Serahkan dengan alasan…")
    hands.in_dialog(reason, lambda: window)
    hands.press(Key.Key_9, CONTROL)
    page = window.page
    assert isinstance(page, HandingInPage)
    page.form.set_folder(folder)
    hands.fill("Penerima", "Fasilitator")
    hands.until(page.form.make.isEnabled)
    hands.go_to("Buat paket pengajuan")
    hands.press(Key.Key_Return)
    hands.until(lambda: bool(list(folder.glob("*.zip"))) and page._job is None)
    return next(folder.glob("*.zip"))


def test_from_home_to_a_package_and_back_with_the_keyboard(windows: Windows, hands: Hands, tmp_path: Path) -> None:
    folder = tmp_path / "keluar"
    folder.mkdir()
    window = begin(windows, hands)
    build_rpjmd(window, hands)
    plan_an_initiative(hands)
    report(window, hands)
    package = hand_in(window, hands, folder)
    told = verify(package)
    assert (told.identity.region_name, told.identity.stage) == ("Kabupaten Luwu", "bimtek-1")
    plan_id = window.session.snapshot.plan.id
    window.close()
    hands.until(lambda: not windows.plans)
    with library.opened(plan_id) as document:
        kept = document.snapshot()
    [initiative] = kept.all(Initiative)
    assert (initiative.title, initiative.dimension) == ("Layanan satu pintu daring", "SB")
    assert (initiative.year_start, initiative.year_end) == (2025, 2029)
    [entry] = kept.all(ProgressEntry)
    assert (float(entry.physical_percent or 0), entry.spending) == (35, 1_500_000)
    [objective] = kept.all(Objective)
    assert [row.objective_id for row in kept.all(ObjectiveDimension)] == [objective.id]
    windows.show_home()
    windows.open_plan(plan_id)
    again = opened(windows, hands)
    hands.press(Key.Key_5, CONTROL)
    assert "1 inisiatif" in again.page.facts.text()


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="Xvfb is not here")
@pytest.mark.skipif(os.environ.get("GMSC_TEST_PLATFORM") == "xcb", reason="this is that run")
def test_the_same_in_a_real_window(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{Path(__file__)}", "-k", "from_home"]
    environment = {**os.environ, "GMSC_TEST_PLATFORM": "xcb"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
