"""A fault of ours is told once, on the GUI thread, and the log has its place without a word of the plan."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.ui.crash import CrashHook

SECRET = "Nomor telepon Ibu Siti 0812"


@pytest.fixture
def hook(app: QApplication, data_dir: Path) -> Iterator[CrashHook]:
    made = CrashHook()
    made.install()
    yield made
    made.remove()


def test_faults_of_any_thread_are_told_once_and_logged_without_plan_text(
    hook: CrashHook, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str, bool]] = []
    here = threading.current_thread()
    monkeypatch.setattr(
        hook, "_show", lambda sentence, step: told.append((sentence, step, threading.current_thread() is here))
    )

    def fault() -> None:
        raise ValueError(SECRET)

    for _time in range(3):
        thread = threading.Thread(target=fault)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: bool(told))
    QApplication.processEvents()
    assert len(told) == 1
    assert told[0][2]
    assert "tetap aman" in told[0][0]
    assert str(hook.log_path) in told[0][1]
    written = hook.log_path.read_text(encoding="utf-8")
    assert written.count("ValueError") == 3
    assert "fault" in written
    assert SECRET not in written


def test_an_error_of_the_world_that_nobody_showed_is_shown_as_its_sentence(
    hook: CrashHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(hook, "_show", lambda sentence, step: told.append((sentence, step)))
    hook.take(UserFacingError("Cakram penuh.", "Kosongkan ruang."))
    assert told == [("Cakram penuh.", "Kosongkan ruang.")]
    assert not hook.told
