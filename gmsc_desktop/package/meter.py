"""Progress and cancel of long work, counted in bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _

if TYPE_CHECKING:
    import threading

Progress = Callable[[int, int], None]  # (bytes done, bytes in all)
_PARTS = 200  # how often progress is told at most


class WorkCancelled(UserFacingError):
    """The person has cancelled; whatever was begun has been removed."""

    def __init__(self) -> None:
        super().__init__(_("Dibatalkan. Tidak ada yang berubah."))


class Meter:
    """Counts bytes done, tells them, and stops the work when the person has cancelled."""

    def __init__(self, total: int = 0, progress: Progress | None = None, cancel: threading.Event | None = None) -> None:
        self.total = total
        self._done = 0
        self._told = -1
        self._progress = progress
        self._cancel = cancel

    def add(self, count: int) -> None:
        """``count`` more bytes are done. Raises ``WorkCancelled``."""
        self.check()
        self._done += count
        part = min(_PARTS, self._done * _PARTS // self.total) if self.total else 0
        if self._progress is not None and part > self._told:
            self._told = part
            self._progress(min(self._done, self.total), self.total)

    def check(self) -> None:
        """Raises ``WorkCancelled`` when the person has cancelled."""
        if self._cancel is not None and self._cancel.is_set():
            raise WorkCancelled
