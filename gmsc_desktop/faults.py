"""Faults of the program as they are kept and told: kind and place, never a message, a path or a word of a plan.

The log has one line for an event, with the fault's number and its trace below; the file of fatal faults is written by
``faulthandler`` as the process dies. Nothing here knows of a window: commands and child processes use it too.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO

from gmsc_desktop.paths import logs_folder

LOG_NAME, FATAL_NAME, FATAL_BEFORE_NAME = "gmsc.log", "gmsc-fatal.log", "gmsc-fatal-before.log"
LOG_BYTES, LOG_FILES = 512 * 1024, 3
LAST_BYTES = 48_000  # of each log that a report takes along: a person is to read it
CLOSED = "== closed =="  # the last line of a file of fatal faults that the program itself has closed

_MOST_CAUSES, _FIRST_FRAMES, _LAST_FRAMES = 4, 8, 40
_SAME_QT, _MOST_QT = 3, 200  # how often one message of Qt, and how many in all, come into the log of one run
_ROOTS = {"gmsc_desktop": 0, "site-packages": 1, "dist-packages": 1}  # what a file is named from, and what is left out
_KIND = re.compile(r"[\w.]{1,80}(\([\w.-]{1,40}\))?", re.ASCII)
_FILE = re.compile(r"[\w./<>+-]{1,160}", re.ASCII)
_FUNCTION = re.compile(r"[\w.<>]{1,80}", re.ASCII)
_FRAME = re.compile(r"  ([^\s:]{1,160}):(\d{1,7}) (\S{1,80})")
_FATAL_FRAME = re.compile(r'  File "(.*)", line (\d{1,7}|\?\?\?) in (.{1,160})')
_FATAL_WORDS = re.compile(
    r"Fatal Python error: [A-Za-z_ -]{1,60}|Windows fatal exception: [\w ]{1,60}|Timeout \([\d:.]{1,20}\)!"
    r"|(Current thread|Thread) 0x[0-9a-f]{1,20}|  <no Python frame>|  \.\.\.",
    re.ASCII,
)
_QT_NAME = re.compile(r"Q[A-Za-z0-9]+(::~?\w+)*(\(\))?|qt(\.\w+)+|[A-Z][A-Za-z]+(::\w+)+(\(\))?", re.ASCII)
_QT_TEXT = """
a accept action active adding after already an and animation another application are argument at attempt
attempting be before begin been being bytes call called can cannot cell change child class closed code color
connect connection could create created current data delete deleted destroyed device different dialog does draw
element empty engine error event exists expected failed fatal file filter flag focus font format from function
geometry had handle has have height icon id if image in index information initialize inserted instance into
invalid is it its item key layout load loaded loop make maximum memory message minimum missing mode model must
name negative no none not null number object of on one only open opened or out outside paint painter parameter
parent parse pass pixel pixmap plugin point pointer pointsize position previous printer process property range
read recursive reference region remove returned row running same screen section set should signal size slot
socket source started state stop style stylesheet such support supported system text that the then there thread
threads thrown time timer timers to transform translation twice type unable unknown unsupported update used
using value version view visible was widget width will window with without wrong you zero
"""
_QT_WORDS = frozenset(_QT_TEXT.split())

log = logging.getLogger("gmsc_desktop")


# -- traces


def trace(error: BaseException) -> str:
    """Kinds and places of an error and of what caused it, one a line; never its message, which may quote the plan."""
    lines: list[str] = []
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen and len(seen) < _MOST_CAUSES:
        seen.append(cause)
        lines.append(("caused by " if lines else "") + _kind(cause))
        lines += _frames(cause.__traceback__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


def _kind(error: BaseException) -> str:
    """The kind, with the number that the system or the database gives to it."""
    number = getattr(error, "sqlite_errorname", None) or (error.errno if isinstance(error, OSError) else None)
    kind = type(error).__name__ + (f"({number})" if number is not None else "")
    return kind if _KIND.fullmatch(kind) else "?"


def _frames(traceback: TracebackType | None) -> list[str]:
    found: list[str] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        found.append(_frame(code.co_filename, str(traceback.tb_lineno), code.co_name))
        traceback = traceback.tb_next
    return _shortened(found)


def _shortened(frames: list[str]) -> list[str]:
    left = len(frames) - _FIRST_FRAMES - _LAST_FRAMES
    return [*frames[:_FIRST_FRAMES], f"  … {left}", *frames[-_LAST_FRAMES:]] if left > 0 else frames


def _frame(file: str, line: str, function: str) -> str:
    return f"  {place(file)}:{line} {function if _FUNCTION.fullmatch(function) else '?'}"


def place(file: str) -> str:
    """A source file as it is named in a trace: from the program's or a library's own folder on, else its bare name."""
    parts = re.split(r"[\\/]", file)
    found = parts[-1]
    for root, left_out in _ROOTS.items():
        if root in parts:
            begin = len(parts) - 1 - parts[::-1].index(root)
            found = "/".join(parts[begin + left_out :])
            break
    return found if _FILE.fullmatch(found) else "?"


def here(frame: FrameType | None) -> str:
    """The innermost place of our own code from ``frame`` outwards, "" where there is none."""
    while frame is not None:
        name = place(frame.f_code.co_filename)
        if name.startswith("gmsc_desktop/"):
            return f"{name}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back
    return ""


def plain_trace(text: object) -> str:
    """A trace that another process has left, held to the form of ``trace``: whatever else it holds is dropped."""
    lines: list[str] = []
    for line in text.split("\n")[: _FIRST_FRAMES + _LAST_FRAMES + 10] if isinstance(text, str) else ():
        frame = _FRAME.fullmatch(line)
        kind = line.removeprefix("caused by ")
        if frame is not None:
            lines.append(_frame(*frame.groups()))
        elif _KIND.fullmatch(kind):
            lines.append(line)
    return "\n".join(lines)


def plain_fatal(text: str) -> str:
    """What ``faulthandler`` has written, as a trace: its own words, kinds and places, and nothing else."""
    lines: list[str] = []
    for line in text.split("\n"):
        frame = _FATAL_FRAME.fullmatch(line.rstrip("\r"))
        words = _FATAL_WORDS.match(line)
        if frame is not None:
            lines.append(_frame(*frame.groups()))
        elif words is not None:
            lines.append(words[0])
    return "\n".join(lines)


def plain_qt(message: str) -> str:
    """A message of Qt without what it may quote: names of Qt and plain English words stay, all else becomes "·"."""
    words: list[str] = []
    for word in message.split("\n", maxsplit=1)[0].split()[:60]:
        bare = word.strip(".,:;!?()[]'\"")
        known = _QT_NAME.fullmatch(bare) or bare.lower() in _QT_WORDS or (bare.isdigit() and len(bare) <= 2)
        if known or (words[-1:] != ["·"]):
            words.append(bare if known else "·")
    return " ".join(words)


# -- the log


class _LateLog(logging.Handler):
    """The rotating log, opened with its first line: most runs have nothing to write.

    The newest events are kept in memory too, for a report where the drive takes nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.recent: deque[str] = deque(maxlen=100)
        self._file: logging.Handler | None = None
        self.setFormatter(_PlainFormatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one event."""
        self.recent.append(self.format(record))
        with contextlib.suppress(OSError, RuntimeError):  # no place for a log is no fault
            if self._file is None:
                self._file = self._opened()
            self._file.emit(record)

    def _opened(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        path = logs_folder() / LOG_NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
        file.setFormatter(self.formatter)
        file.handleError = lambda record: None  # type: ignore[method-assign]  # nor is a full drive
        return file

    def close(self) -> None:
        """Close the file where there is one."""
        if self._file is not None:
            self._file.close()
        super().close()


class _PlainFormatter(logging.Formatter):
    """Errors are written by their traces alone."""

    def formatException(self, ei: object) -> str:  # noqa: N802  # a name of the standard library
        """The trace in the place of the message and the paths."""
        error = ei[1] if isinstance(ei, tuple) else None
        return trace(error) if isinstance(error, BaseException) else ""


class FaultLog:
    """The log of this run, from ``start`` to ``stop``."""

    def __init__(self) -> None:
        self._handler = _LateLog()
        self._qt: Counter[str] = Counter()

    def start(self) -> None:
        """Take what the program tells of itself from now on."""
        log.addHandler(self._handler)
        log.setLevel(logging.INFO)

    def stop(self) -> None:
        """Close the log."""
        log.removeHandler(self._handler)
        self._handler.close()

    def take_qt(self, kind: str, message: str, where: str) -> None:
        """Note what Qt warns of, each message a few times only: some come with every painting."""
        told = f"{plain_qt(message)} at {where or '?'}"
        self._qt[told] += 1
        if self._qt[told] <= _SAME_QT and self._qt.total() <= _MOST_QT:
            log.warning("qt %s: %s", kind, told)


def note(event: str, error: BaseException) -> str:
    """Write a fault into the log; the number by which a person can name it."""
    number = os.urandom(3).hex().upper()
    log.error("%s %s\n%s", event, number, trace(error))
    return number


# -- the end of the process


class FatalFile:
    """Where ``faulthandler`` writes as the process dies, and what an earlier run has left there."""

    def __init__(self) -> None:
        self._folder = logs_folder()
        self._file: IO[str] | None = None
        self.ended_hard = False  # the run before this one broke off in native code

    def start(self) -> None:
        """Put aside what the run before has left, and write there from now on. Raises OSError."""
        path = self._folder / FATAL_NAME
        self._folder.mkdir(parents=True, exist_ok=True)
        left = _end_of(path)
        if left.strip():
            # On Windows also faults that are mended again are written; then the program went on to its proper end.
            self.ended_hard = not left.rstrip().endswith(CLOSED)
            path.replace(self._folder / FATAL_BEFORE_NAME)
        self._file = path.open("w", encoding="utf-8")
        faulthandler.enable(self._file)

    def stop(self) -> None:
        """The program ends by itself: say so where something was written."""
        if self._file is None:
            return
        faulthandler.disable()
        with contextlib.suppress(OSError):
            if (self._folder / FATAL_NAME).stat().st_size:
                self._file.write(f"\n{CLOSED}\n")
            self._file.close()
        self._file = None


# -- the report


def report(facts: Iterator[tuple[str, str]]) -> str:
    """Facts of the computer, the end of the log, and what earlier runs have left as they died.

    Events of this run that could not be written, on a full drive, are there all the same.
    """
    parts = ["\n".join(f"{name}: {value}" for name, value in facts)]
    folder = logs_folder()
    told = _end_of(folder / LOG_NAME).strip()
    recent = [event for handler in log.handlers if isinstance(handler, _LateLog) for event in handler.recent]
    told = "\n".join([*filter(None, [told]), *(event for event in recent if event not in told)])
    parts.append(f"== {LOG_NAME} ==\n{told or '-'}")
    for name in (FATAL_NAME, FATAL_BEFORE_NAME):
        left = plain_fatal(_end_of(folder / name))
        if left:
            parts.append(f"== {name}, {_moment(folder / name)} ==\n{left}")
    return _without_home("\n\n".join(parts)) + "\n"


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LAST_BYTES))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""


def _moment(path: Path) -> str:
    from datetime import datetime

    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat(timespec="seconds")
    except OSError:
        return "?"


def _without_home(text: str) -> str:
    """Whatever still names the person's own folder: it has the name of a person."""
    with contextlib.suppress(RuntimeError):
        home = str(Path.home())
        if len(home) > 1:
            for written in (home, home.replace("\\", "/"), home.replace("\\", "\\\\")):
                text = text.replace(written, "~")
    return text
