"""Work that takes long, on a thread of its own: it tells its progress, can be cancelled, and ends exactly once."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _

T = TypeVar("T")


class Cancelled(UserFacingError):
    """The person has cancelled; what was begun has been removed."""

    def __init__(self) -> None:
        super().__init__(_("Dibatalkan. Tidak ada yang berubah."))


class Progress:
    """What the work calls: it tells how far it is, and raises ``Cancelled`` once the person asked for it."""

    def __init__(self, tell: Callable[[float, str], None]) -> None:
        self.cancel = threading.Event()
        self._tell = tell
        self._told = (-1.0, "")

    def __call__(self, done: int, whole: int, sentence: str = "") -> None:
        """``done`` of ``whole``; a sentence replaces the one before. Small steps are not told."""
        if self.cancel.is_set():
            raise Cancelled
        share = min(1.0, done / whole) if whole > 0 else 0.0
        told, said = self._told
        if share - told >= 0.005 or share < told or (sentence and sentence != said):
            self._told = (share, sentence or said)
            self._tell(*self._told)


class Job(QObject):
    """One piece of work. ``done``, ``failed`` or ``cancelled`` is called once, on the GUI thread, then ``ended``."""

    progressed = Signal(float, str)
    refused = Signal()  # before ``ended``: it stopped, and not because the person asked for it
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(
        self,
        sentence: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[UserFacingError], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.sentence = sentence
        self.progress = Progress(self.progressed.emit)
        self._work = work
        self._done: Callable[[Any], object] = done  # Any: the result of this work
        self._failed = failed
        self._over = False
        self._forgotten = False
        self._finished.connect(self._end)
        self._thread = threading.Thread(target=self._run, name="gmsc-job", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; it ends with ``Cancelled`` when it next tells its progress."""
        self.progress.cancel.set()

    def forget(self) -> None:
        """Nobody waits for the end any more: it is asked to stop, and what it comes to is dropped."""
        self._forgotten = True
        self.cancel()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return not self._over

    def _run(self) -> None:
        try:
            result = self._work(self.progress)
        except UnicodeEncodeError as error:
            self._tell_end(None, _unreadable_name(error))
        except BaseException as error:
            self._tell_end(None, error)
        else:
            self._tell_end(result, None)

    def _tell_end(self, result: object, error: BaseException | None) -> None:
        try:
            self._finished.emit(result, error)
        except RuntimeError:  # the window is gone, and nobody waits for the end any more
            if error is not None and not isinstance(error, UserFacingError):
                sys.excepthook(type(error), error, error.__traceback__)
            _let_go(result)

    def _end(self, result: object, error: BaseException | None) -> None:
        if self._over:
            return
        self._over = True
        if error is not None and not self.progress.cancel.is_set():
            self.refused.emit()
        self.ended.emit()
        if error is None:
            if self._forgotten:
                _let_go(result)
            else:
                self._done(result)
        elif not isinstance(error, UserFacingError):
            raise error
        elif not self._forgotten:
            self._failed(error)


def _unreadable_name(error: UnicodeEncodeError) -> Exception:
    """A name on a drive that is no UTF-8, which Linux allows, is the person's to mend; all else is a fault."""
    if "surrogates" not in error.reason:
        return error
    return UserFacingError(
        _("Nama berkas atau folder itu memuat huruf yang tidak terbaca. Tidak ada yang berubah."),
        _("Ganti namanya dengan huruf biasa, lalu coba lagi."),
    )


def _let_go(result: object) -> None:
    """Close the plan or package that work has opened for somebody who no longer waits for it."""
    closing = getattr(result, "closing", None)
    if isinstance(closing, ExitStack):
        closing.close()


class Jobs(QObject):
    """The work of a window; its status line shows what runs. ``started`` carries the job."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Job] = []

    def close(self) -> None:
        """The window is gone: what still runs is asked to stop, and nothing of it is told here."""
        for job in self.running:
            job.forget()

    def start(
        self,
        sentence: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[UserFacingError], object],
    ) -> Job:
        """Run ``work(progress)`` on a thread. It reads a frozen copy, never the open plan."""
        job = Job(sentence, work, done, failed, self)
        self.running.append(job)
        job.ended.connect(lambda: self.running.remove(job))
        self.started.emit(job)
        job.start()
        return job
