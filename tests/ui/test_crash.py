"""A fault of ours, wherever it comes from, is told once, and its report has the place without a word of the plan."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, qCritical, qWarning
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gmsc_desktop import app as application
from gmsc_desktop import faults, worker
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document import Document
from gmsc_desktop.ui import help_report
from gmsc_desktop.ui.crash import CrashHook
from gmsc_desktop.ui.help_report import ReportDialog, report_text
from gmsc_desktop.ui.instance import Instance
from gmsc_desktop.ui.jobs import Jobs, Progress
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.worker import parent

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = str(ROOT / "tests" / "worker_jobs.py")
SECRETS = ("Nomor telepon Ibu Siti 0812-7765-1234", "7317010101900001", "Rumah Kurcaci Belopa")
USER = "siti.aminah"
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="asks for signals of POSIX")


def fault(*_anything: object) -> None:
    raise ValueError(" ".join(SECRETS))


@pytest.fixture
def home(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder, whose name is a person's, with the data in it."""
    folder = tmp_path / "home" / USER
    (folder / "data").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("GMSC_DATA", str(folder / "data"))
    return folder


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[QMessageBox]:
    """The boxes that were shown, each closed at once; the thread that showed it is the one of the window."""
    shown: list[QMessageBox] = []
    here = threading.current_thread()

    def show(box: QMessageBox) -> int:
        assert threading.current_thread() is here
        shown.append(box)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", show)
    return shown


@contextmanager
def hooked() -> Iterator[CrashHook]:
    """The hook as the program has it; pytest-qt has a hook of its own around each test, so it begins within one."""
    hook = CrashHook(Settings())
    hook.install()
    try:
        yield hook
    finally:
        hook.remove()


def report() -> str:
    """The report as a person reads it, without a word of the plan and without the person's name."""
    text = report_text(Settings())
    for secret in (*SECRETS, *" ".join(SECRETS).split(), USER, "0812"):
        assert secret not in text, text
    return text


def of_a_slot(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(fault)
    button.click()


def of_an_event(_qtbot: QtBot) -> None:
    """As in painting: Qt calls Python, and no Python stands above it."""

    class Broken(QObject):
        customEvent = fault  # noqa: N815  # a name of Qt

    broken, loop = Broken(), QEventLoop()
    QApplication.postEvent(broken, QEvent(QEvent.Type.User))
    QTimer.singleShot(0, loop.quit)
    loop.exec()


def of_a_thread(_qtbot: QtBot) -> None:
    thread = threading.Thread(target=fault, name="gmsc-made-up")
    thread.start()
    thread.join()


def of_a_job(qtbot: QtBot) -> None:
    jobs = Jobs()
    job = jobs.start("Bekerja…", fault, fault, fault)
    qtbot.waitUntil(lambda: not job.running)


def of_a_job_whose_window_is_gone(_qtbot: QtBot) -> None:
    gone = threading.Event()

    def work(_progress: Progress) -> None:
        gone.wait()
        fault()

    jobs = Jobs()
    job = jobs.start("Bekerja…", work, fault, fault)
    import shiboken6

    shiboken6.delete(job)
    gone.set()
    job._thread.join()


SOURCES = (of_a_slot, of_an_event, of_a_thread, of_a_job, of_a_job_whose_window_is_gone)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__)
def test_a_fault_is_told_once_and_its_report_has_the_place_alone(
    home: Path, app: QApplication, qtbot: QtBot, boxes: list[QMessageBox], source: Callable[[QtBot], None]
) -> None:
    with hooked() as hook:
        for _time in range(3):
            source(qtbot)
        qtbot.waitUntil(lambda: bool(boxes))
        QApplication.processEvents()
        found = report()
    assert len(boxes) == 1
    assert "bertanda tersimpan tetap aman" in boxes[0].text()
    numbers = re.findall(r"unhandled ([0-9A-F]{6})\nValueError\n", found)
    assert len(numbers) == 3
    assert numbers[0] in boxes[0].informativeText()
    assert found.count(f"test_crash.py:{fault.__code__.co_firstlineno + 1} fault") == 3
    assert hook.told


def test_a_fault_of_a_change_on_the_worker_of_the_plan_is_reported(
    home: Path, app: QApplication, document: Document, qtbot: QtBot, boxes: list[QMessageBox]
) -> None:
    with hooked():
        session = Session(document)
        session.submit(SECRETS[2], fault)
        qtbot.waitUntil(lambda: bool(boxes))
        found = report()
        assert session.saving
    assert "ValueError" in found
    assert "gmsc_desktop/models/document_worker.py:" in found


@pytest.mark.parametrize("job", ["bug", "abort", "segfault", "killed"])
def test_a_child_that_breaks_is_in_the_report_and_no_dialog(
    home: Path, app: QApplication, boxes: list[QMessageBox], monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    monkeypatch.setattr(parent, "program", lambda: [sys.executable, STAND_IN])
    with hooked(), pytest.raises(UserFacingError):
        worker.call(job, {"secret": SECRETS[0]}, seconds=20, memory_bytes=400_000_000, subject=SECRETS[2])
    found = report()
    QApplication.processEvents()
    assert not boxes
    told = {
        "bug": "ValueError\n  gmsc_desktop/worker/child.py",
        "abort": "ended with -6\nFatal Python error: Aborted\n",
        "segfault": "ended with -11\nFatal Python error: Segmentation fault\n",
        "killed": "killed ended with -9",
    }
    assert told[job] in found
    assert ("Current thread" in found) == (job in {"abort", "segfault"})
    if job != "killed":
        assert "  worker_jobs.py:" in found


def test_what_qt_warns_of_is_reported_without_what_it_quotes(home: Path, app: QApplication) -> None:
    with hooked():
        for _time in range(10):
            qWarning(f"QFile::open: file {home}/Rencana.pdf of {SECRETS[0]} could not be opened, type: 2")
        qCritical(f'QPainter::begin: "{SECRETS[2]}" 7317010101900001')
        found = report()
    told = "qt warning: QFile::open file · of · could not be opened type 2 at ?"
    assert found.count(told) == 3
    assert "qt critical: QPainter::begin · at ?" in found


def test_an_error_of_an_object_that_goes_is_in_the_log_alone(
    home: Path, app: QApplication, boxes: list[QMessageBox]
) -> None:
    class Gone:
        __del__ = fault

    with hooked():
        Gone()
        found = report()
    QApplication.processEvents()
    assert re.search(r"unraisable [0-9A-F]{6}\nValueError\n  test_crash.py", found)
    assert not boxes


def test_the_dialog_leads_to_the_report_which_is_read_before_it_is_saved(
    home: Path, app: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    target = home / "laporan.txt"

    def press(box: QMessageBox) -> int:
        [view] = [button for button in box.buttons() if button.text() == "Lihat laporan…"]
        assert box.defaultButton() is not view
        view.click()
        return 0

    def show(dialog: ReportDialog) -> int:
        read.append(dialog.text.toPlainText())
        assert dialog.text.isReadOnly()
        assert not target.exists()
        dialog.save.click()
        read.append(dialog.banner.words.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    monkeypatch.setattr(ReportDialog, "exec", show)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_values: (str(target), ""))
    with hooked():
        of_a_slot(qtbot)
        qtbot.waitUntil(lambda: len(read) == 2)
    assert "ValueError\n  test_crash.py" in read[0]
    for name in ("GMSC Desktop: ", "Python: ", "Qt: ", "SQLite: ", "Sistem: ", "Layar: ", "Memori: ", "Ruang kosong"):
        assert name in read[0]
    assert target.read_text(encoding="utf-8") == read[0]
    assert read[1] == "Laporan tersimpan: laporan.txt. Serahkan kepada pengelola aplikasi."


def test_a_report_that_cannot_be_written_is_told_in_its_window(
    home: Path, app: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_values: (str(home), ""))
    dialog = ReportDialog(None, "isi")
    qtbot.addWidget(dialog)
    dialog.save.click()
    assert "Tidak ada yang berubah" in dialog.banner.words.text()


def test_a_log_that_cannot_be_written_is_no_fault_and_still_reported(
    home: Path, app: QApplication, qtbot: QtBot, boxes: list[QMessageBox]
) -> None:
    (home / "data" / "log").write_text("a file stands where the folder would be")
    with hooked():
        of_a_slot(qtbot)
        qtbot.waitUntil(lambda: bool(boxes))
        assert "ValueError\n  test_crash.py" in report()


def test_an_error_of_the_world_that_nobody_showed_is_shown_as_its_sentence(
    home: Path, app: QApplication, qtbot: QtBot, boxes: list[QMessageBox]
) -> None:
    with hooked() as hook:
        hook.take(UserFacingError("Cakram penuh.", "Kosongkan ruang."))
        qtbot.waitUntil(lambda: bool(boxes))
        assert (boxes[0].text(), boxes[0].informativeText()) == ("Cakram penuh.", "Kosongkan ruang.")
        assert len(boxes[0].buttons()) == 1
        assert not hook.told


# -- the process dies


def started(home: Path, qtbot: QtBot) -> subprocess.Popen[bytes]:
    """The program as a person starts it, with its window open."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen([sys.executable, str(ROOT / "main.py")], cwd=ROOT, env=environment)

    def answers() -> bool:
        assert process.poll() is None
        holds_its_lock = (home / "data" / "log" / faults.FATAL_NAME).exists()
        return holds_its_lock and Instance().call_first("")

    qtbot.waitUntil(answers, timeout=30_000)
    return process


@POSIX_ONLY
def test_after_a_hard_crash_the_next_start_tells_it_quietly_once(
    home: Path, app: QApplication, qtbot: QtBot, boxes: list[QMessageBox], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = started(home, qtbot)
    process.send_signal(signal.SIGSEGV)
    assert process.wait(20) == -signal.SIGSEGV
    read: list[str] = []
    monkeypatch.setattr(ReportDialog, "exec", lambda dialog: read.append(dialog.text.toPlainText()))
    for expected in (True, False):
        hook, windows = application.compose(app)
        shown = windows.show_home()
        qtbot.addWidget(shown)
        QTimer.singleShot(0, QApplication.processEvents)
        qtbot.waitUntil(partial(getattr, shown, "_painted"))
        assert shown.crash_note.isVisible() == expected
        if expected:
            assert "berhenti mendadak" in shown.crash_note.words.text()
            [button] = [one for one in shown.crash_note.findChildren(QPushButton) if one.text() == "Lihat laporan…"]
            button.click()
        shown.close()
        hook.remove()
    assert not boxes
    [text] = read
    assert re.search(r"Fatal Python error: Segmentation fault\n(.*\n)*Current thread 0x", text)
    assert re.search(r"  gmsc_desktop/app\.py:\d+ run\n", text)
    assert USER not in text
    assert report()


QT_FATAL = """
import os, sys
from PySide6.QtCore import qFatal
from PySide6.QtWidgets import QApplication
from gmsc_desktop.ui.crash import CrashHook
app = QApplication([])
CrashHook().install()
qFatal(sys.argv[1])
"""


@POSIX_ONLY
def test_a_fatal_message_of_qt_leaves_its_kind_and_where_it_came_from(home: Path, app: QApplication) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", QT_FATAL, f"QThread: Destroyed while thread {SECRETS[0]} is still running"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGABRT
    with hooked() as hook:
        assert hook.ended_hard
        found = report()
    assert "qt warning: QThread Destroyed · thread · is · running at ?\n" in found
    assert "qt fatal: " in found
    assert "Fatal Python error: Aborted\nCurrent thread" in found


def test_a_run_that_was_ended_by_its_person_is_no_crash(home: Path, app: QApplication) -> None:
    for _start in range(2):
        with hooked() as hook:
            assert not hook.ended_hard
    left = home / "data" / "log" / faults.FATAL_NAME
    left.write_text(f'Windows fatal exception: code 0x8001010d\n  File "x.py", line 1 in run\n\n{faults.CLOSED}\n')
    with hooked() as hook:  # Windows also has faults written that are mended again
        assert not hook.ended_hard


def test_the_report_of_the_menu_is_the_same(
    home: Path, app: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(ReportDialog, "exec", lambda dialog: read.append(dialog.text.toPlainText()))
    _hook, windows = application.compose(app)
    shown = windows.show_home()
    qtbot.addWidget(shown)
    [action] = [a for a in shown.findChildren(type(shown.actions()[0])) if a.text() == "&Laporan masalah…"]
    action.trigger()
    _hook.remove()
    assert read[0].startswith("GMSC Desktop: ")
    assert help_report.report_text(Settings()).startswith("GMSC Desktop: ")
