"""Long work ends exactly once: done, refused or cancelled, and its bar goes with it."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.desk.errands import have_package
from gmsc_desktop.desk.handing_in import Wanted
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.outgoing import list_outgoing
from gmsc_desktop.ui.jobs import Cancelled, Jobs, Progress
from gmsc_desktop.ui.main_window import MainWindow


def test_done_comes_once_on_the_gui_thread_with_the_result(app: QApplication, qtbot: QtBot) -> None:
    told: list[tuple[str, object]] = []
    seen: list[float] = []

    def work(progress: Progress) -> int:
        for step in range(5):
            progress(step, 4)
        return 42

    jobs = Jobs()
    jobs.started.connect(lambda job: job.progressed.connect(lambda share, _sentence: seen.append(share)))
    here = threading.current_thread()
    jobs.start("Menghitung", work, lambda result: told.append(("done", (result, threading.current_thread() is here))),
               lambda error: told.append(("failed", error)))  # fmt: skip
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("done", (42, True))]
    assert seen == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert not jobs.running


def test_a_refusal_and_a_cancel_are_told_as_such(window: MainWindow, qtbot: QtBot) -> None:
    told: list[UserFacingError] = []
    release = threading.Event()

    def refuse(_progress: Progress) -> None:
        raise UserFacingError("Flashdisk penuh.", "Kosongkan ruang.")

    def wait(progress: Progress) -> None:
        release.wait(10)
        progress(1, 2)

    jobs = window.session.jobs
    jobs.start("Menulis", refuse, lambda _result: told.append(UserFacingError("tidak mungkin")), told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].sentence == "Flashdisk penuh."
    jobs.start("Menulis cadangan", wait, lambda _result: told.append(UserFacingError("tidak mungkin")), told.append)
    assert window.status.bar.isVisible()
    assert window.status.said.text() == "Menulis cadangan"
    window.status.cancel.click()
    release.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert isinstance(told[1], Cancelled)
    assert not window.status.bar.isVisible()


def test_what_was_opened_for_nobody_is_closed_again(app: QApplication, qtbot: QtBot) -> None:
    """A plan or package that is there just after its window has gone stays neither locked nor on the drive."""
    release, told = threading.Event(), list[str]()

    class Opened:
        def __init__(self) -> None:
            self.closing = ExitStack()
            self.closing.callback(told.append, "closed")

    def work(_progress: Progress) -> Opened:
        release.wait(10)
        return Opened()

    jobs = Jobs()
    jobs.start("Membuka rencana…", work, lambda _result: told.append("shown"), lambda error: told.append("failed"))
    jobs.close()
    release.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["closed"]
    assert not jobs.running


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 are possible on Linux alone")
def test_a_folder_whose_name_nobody_can_read_is_a_sentence(
    window: MainWindow, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/tim \xff"))
    folder.mkdir()
    told: list[UserFacingError] = []

    def work(progress: Progress) -> object:
        wanted = Wanted("salinan-kerja", evidence=())
        return have_package(document, folder, wanted, progress=progress, cancel=progress.cancel)

    window.session.jobs.start("Membuat salinan kerja", work, lambda _made: told.append(Cancelled()), told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].sentence.startswith("Nama berkas atau folder itu memuat huruf yang tidak terbaca.")
    assert told[0].next_step
    assert list(folder.iterdir()) == []
    with document.reading():
        assert list_outgoing(document.raw) == []
