"""The thread on which a document saves what is typed and does its long writes; another makes its backups."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

IDLE_SECONDS = 5.0


class Worker:
    """Runs jobs in the order in which they come; calls ``idle`` when none came for a while."""

    def __init__(self, idle: Callable[[], None], name: str = "gmsc-document") -> None:
        self._idle = idle
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._guard = threading.Lock()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run ``work`` on the thread; its result or error comes as a future. ``RuntimeError`` after close."""
        future: Future[T] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

        with self._guard:
            if self._closed:
                raise RuntimeError("the document is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._jobs.put(job)
        return future

    def _run(self) -> None:
        waited = False
        while True:
            try:
                job = self._jobs.get(timeout=None if waited else IDLE_SECONDS)
            except queue.Empty:
                waited = True
                self._rest()
                continue
            if job is None:
                return
            waited = False
            job()

    def _rest(self) -> None:
        """Call ``idle``; its error is told, and never ends the thread on which everything is saved."""
        try:
            self._idle()
        except Exception:
            sys.excepthook(*sys.exc_info())

    def close(self) -> None:
        """Finish what was submitted, then end the thread."""
        with self._guard:
            self._closed = True
            thread = self._thread
            if thread is not None:
                self._jobs.put(None)
        if thread is not None:
            thread.join()
