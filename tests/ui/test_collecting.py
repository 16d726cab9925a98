"""Forgotten objects are looked for on the GUI thread, in moments of rest, and never on a worker's."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.ui import collecting as collecting_module
from gmsc_desktop.ui.collecting import Collecting


class Knot(QObject):
    """Something of Qt that only a search can find forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collecting(qapp: QApplication) -> Iterator[Collecting]:
    made = Collecting(qapp)
    yield made
    made.stop()
    made.deleteLater()


def forgotten() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_a_busy_worker_takes_nothing_of_the_window_apart(collecting: Collecting) -> None:
    knot = forgotten()
    thread = threading.Thread(target=lambda: [[{}] for _ in range(300_000)])
    thread.start()
    thread.join()
    assert knot() is not None


def test_much_that_is_new_is_looked_through_between_events(
    collecting: Collecting, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting_module, "YOUNG", 0)
    knot = forgotten()
    qtbot.waitUntil(lambda: knot() is None)


def test_what_grew_old_in_a_window_that_is_never_left_goes_too(
    collecting: Collecting, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    living = Knot()
    knot = weakref.ref(living)
    gc.collect(1)  # it is old now: young searches pass it over
    del living
    gc.collect(1)
    assert knot() is not None
    monkeypatch.setattr(collecting_module, "SWEEP_SECONDS", -1.0)
    qtbot.waitUntil(lambda: knot() is None)


def test_what_an_open_window_is_made_of_is_passed_over_until_a_window_closes(
    collecting: Collecting, qtbot: QtBot
) -> None:
    knot = forgotten()
    collecting.opened()
    gc.collect()
    assert knot() is not None
    collecting.closed()
    qtbot.waitUntil(lambda: knot() is None)


def test_the_rest_of_the_person_is_used_once_in_a_while(
    collecting: Collecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting_module, "REST_SECONDS", -1.0)
    knot = forgotten()
    collecting._rest(Qt.ApplicationState.ApplicationActive)
    assert knot() is not None
    collecting._rest(Qt.ApplicationState.ApplicationInactive)
    assert knot() is None


def test_python_searches_again_by_itself_afterwards(qapp: QApplication) -> None:
    made = Collecting(qapp)
    assert not gc.isenabled()
    made.stop()
    assert gc.isenabled()
    made.deleteLater()
