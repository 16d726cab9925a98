"""Python's search for forgotten objects, kept to the GUI thread and to moments in which nobody types.

Left to itself it begins whenever enough objects were made, on whichever thread made the last one: with a plan open a
full search took 100 to 160 ms, in which no letter appears, and on a worker's thread it would take apart widgets that
belong to the GUI thread, which ends the program.
"""

from __future__ import annotations

import gc
import sys
import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

LOOK_MS = 1000
YOUNG = 10_000  # objects made since the last look; fewer are not worth a search
REST_SECONDS = 300.0  # between full searches
SWEEP_SECONDS = 900.0  # between searches through what came since a window opened
SWITCH_SECONDS = 0.001  # Python's own 5 ms are a third of a frame for whoever waits for a thread to give way


class Collecting(QObject):
    """Takes over the search from Python until ``stop``."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._switch = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._searched = self._swept = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)
        app.applicationStateChanged.connect(self._rest)

    def opened(self) -> None:
        """What was just built stays for long: later searches pass it over. Costs nothing."""
        gc.freeze()

    def closed(self) -> None:
        """A window has gone: look for all that went with it, once home is back on the screen."""
        QTimer.singleShot(LOOK_MS // 2, self, self.search)

    def search(self) -> None:
        """Look through everything, and pass it over from now on."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._searched = time.monotonic()

    def stop(self) -> None:
        """Give the search back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
        sys.setswitchinterval(self._switch)

    def _look(self) -> None:
        if time.monotonic() - self._swept > SWEEP_SECONDS:  # somebody who never leaves the window
            self._swept = time.monotonic()
            gc.collect()  # all that is not passed over: some 20 ms
        elif gc.get_count()[0] >= YOUNG:
            gc.collect(1)  # young objects alone: a few milliseconds

    def _rest(self, state: Qt.ApplicationState) -> None:
        """The person works elsewhere."""
        if state != Qt.ApplicationState.ApplicationActive and time.monotonic() - self._searched > REST_SECONDS:
            self.search()
