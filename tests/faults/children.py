"""A child that does a scenario once and tells through a pipe what was safe, and how it ended.

Children are forked from a process that has everything loaded and no threads, so that a try takes a tenth of a second.
"""

from __future__ import annotations

import ctypes
import errno
import io
import os
import pickle
import random
import select
import signal
import sys
import tempfile
import threading
import time
import traceback
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import document_file, history
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.snapshot import Snapshot
from tests.faults.forked_worker import fork_workers
from tests.faults.layer import Layer, Trouble
from tests.faults.script import Acknowledged, use_data
from tests.faults.stages import DATA, TEMPORARY, Try

_CHILD_SUBREAPER = 36  # prctl(2): orphans of this process's children become its own


@dataclass
class Report:
    """What a child told before it ended."""

    told: list[Acknowledged] = field(default_factory=list)
    count: int = 0  # operations on files
    statements: int = 0  # of SQL on the plan's own connection
    peak: int = 0  # bytes on the drive
    struck: bool = False
    faults: list[str] = field(default_factory=list)
    said: str = ""  # the sentence that the person was told
    after: str = ""  # what the plan was after an error, once one more change was made
    killed: bool = False
    seconds: float = 0.0
    log: list[Any] = field(default_factory=list)  # operations, with ("ack", None) where something was told


Look = Callable[[Document, Callable[[], Snapshot] | None], tuple[list[str], str]]


@dataclass
class Task:
    """What a child does: the scenario, its trouble, what is broken in the product on purpose."""

    one: Try
    run: Callable[[Try], None]
    trouble: Trouble = field(default_factory=Trouble)
    records: bool = False
    after: float | None = None  # seconds after which the child is killed from outside
    breakage: Callable[[], None] = lambda: None
    look: Look = lambda _document, _screen: ([], "")


class _Pipe:
    """Tells the parent something that outlives the child."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._write = os.write

    def __call__(self, kind: str, value: object) -> None:
        data = pickle.dumps((kind, value))
        data = len(data).to_bytes(8, "big") + data
        while data:
            data = data[self._write(self._handle, data) :]


def adopt_orphans() -> None:
    """What a killed child leaves running is waited for by this process."""
    ctypes.CDLL(None, use_errno=True).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


def do(task: Task) -> Report:
    """Let a child do a task; its report, once it and whatever it started have ended."""
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _do_here(task, _Pipe(writing))
    os.close(writing)
    report = _listen(reading, child, task.after)
    _pid, status = os.waitpid(child, 0)
    report.seconds = time.monotonic() - began
    report.killed = os.WIFSIGNALED(status)
    if report.killed and os.WTERMSIG(status) != signal.SIGKILL:
        report.faults.append(f"unhandled: signal {os.WTERMSIG(status)}")
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    return report


def _do_here(task: Task, pipe: _Pipe) -> NoReturn:
    """Do the scenario in this process, which never returns."""
    code = 0
    try:
        one = task.one
        _make_certain()
        use_data(one.place / DATA)
        os.environ["TMPDIR"] = tempfile.tempdir = str(one.place / TEMPORARY)
        if task.trouble.how in {"fail", "gone"}:
            fork_workers()
        statements = _Statements(task.trouble.statement)
        task.breakage()
        sys.excepthook = lambda *given: pipe("fault", f"unhandled: {given!r:.2000}")
        threading.excepthook = lambda given: pipe("fault", f"unhandled: {given!r:.2000}")
        watched = one.place if task.records else one.place / one.stage.drive
        with Layer(watched, task.trouble, task.records) as layer:

            def tell(told: Acknowledged) -> None:
                pipe("told", told)
                if task.records:
                    layer.note("ack", None)

            one.tell, one.unseen = tell, layer.unseen
            try:
                _in_trouble(task, layer, pipe)
            finally:
                pipe("end", (layer.count, statements.count, layer.peak, layer.struck, layer.log))
    except BaseException:
        pipe("fault", "unhandled: " + traceback.format_exc(limit=-4))
        code = 1
    os._exit(code)


def _in_trouble(task: Task, layer: Layer, pipe: _Pipe) -> None:
    def after_error(document: Document) -> None:
        layer.trouble = Trouble()
        faults, after = task.look(document, task.one.screen)
        for fault in faults:
            pipe("fault", fault)
        pipe("after", after)

    task.one.after_error = after_error
    try:
        task.run(task.one)
    except UserFacingError as error:
        pipe("said", f"{error.sentence} {error.next_step}")
    except OSError as error:
        # What no layer above models turned into a sentence is told by the command line's and the window's last net.
        if error.errno not in {errno.EIO, errno.ENOSPC, errno.ENODEV}:
            raise
        pipe("fault", "unhandled: " + traceback.format_exc(limit=-4))


class _Statements:
    """Counts the statements of the plan's own connection, and kills this process before the n-th."""

    def __init__(self, at: int) -> None:
        self.count = 0
        self._at = at
        told = self._told

        class Traced(document_file.PlanConnection):
            def __init__(self, *given: Any, **more: Any) -> None:
                super().__init__(*given, **more)
                self.set_trace_callback(told)

        document_file.PlanConnection = Traced  # type: ignore[misc]

    def _told(self, _statement: str) -> None:
        self.count += 1
        if self.count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


def _make_certain() -> None:
    """The same ids and moments in every try, so that a try that ends early is the beginning of one that did not."""
    chance = random.Random(7)
    uuid.uuid4 = lambda: uuid.UUID(int=chance.getrandbits(128), version=4)
    history.now_utc = lambda: "2026-11-21T09:30:00+00:00"


def _listen(reading: int, child: int, after: float | None) -> Report:
    report, data = Report(), b""
    end = None if after is None else time.monotonic() + after
    with io.FileIO(reading) as pipe:
        while True:
            if end is not None and not select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                end = None
            piece = pipe.read(1 << 20)
            if not piece:
                return report
            data += piece
            while len(data) >= 8 and len(data) >= 8 + int.from_bytes(data[:8], "big"):
                size = int.from_bytes(data[:8], "big")
                _take(report, *pickle.loads(data[8 : 8 + size]))
                data = data[8 + size :]


def _take(report: Report, kind: str, value: Any) -> None:
    if kind == "told":
        report.told.append(value)
    elif kind == "end":
        report.count, report.statements, report.peak, report.struck, report.log = value
    elif kind in {"said", "after"}:
        setattr(report, kind, value)
    else:
        report.faults.append(value)
