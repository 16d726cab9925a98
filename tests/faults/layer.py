"""Stands between the application and its files: counts and records what is done to them, and lets it fail or die.

What SQLite does comes through ``vfs``; what Python does, through replaced functions of ``os`` and ``io``. Only files
below the watched folder count. One layer at a time, in a process of its own or around a few lines.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from tests.faults.vfs import Door
from tests.faults.watched import Watched, opening

Operation = tuple[Any, ...]  # kind, path, offset, data

CHANGES = {"create", "write", "truncate", "sync", "unlink", "rename", "link", "mkdir", "rmdir", "syncdir"}


@dataclass
class Trouble:
    """What goes wrong: at the n-th operation (1 is the first), or when the files together pass ``budget`` bytes.

    ``how`` is "fail" (once), "gone" (from there on), "kill" (before it is done) or "torn" (a write half done, then
    killed). Without ``reads`` only what changes files counts. ``statement``: killed before the n-th statement of SQL.
    """

    at: int = 0
    how: str = "fail"
    code: int = errno.EIO
    reads: bool = False
    budget: int | None = None
    statement: int = 0
    unasked: bool = False  # whoever asks for free room hears nothing of the budget, as if others took it afterwards


@dataclass
class Layer:
    """Watches what lies below ``root``; ``log`` has what was done, in order, when it records."""

    root: Path
    trouble: Trouble = field(default_factory=Trouble)
    records: bool = False
    log: list[Operation] = field(default_factory=list)
    count: int = 0
    struck: bool = False
    peak: int = 0  # bytes that all files ever took together, where there is a budget

    def __post_init__(self) -> None:
        self.root = Path(os.path.realpath(self.root))
        self._prefix = f"{self.root}{os.sep}"
        self._guard = threading.RLock()
        self._door = Door(self)
        self._saved: list[tuple[Any, str, Any]] = []
        self._busy = threading.local()

    # -- as a guard

    def watches(self, path: str) -> bool:
        """Whether a path lies below the watched folder."""
        return f"{path}{os.sep}".startswith(self._prefix) and not getattr(self._busy, "on", False)

    def before(
        self, kind: str, path: str, offset: int = 0, data: bytes = b"", half: Callable[[], object] | None = None
    ) -> None:
        """Count an operation, and let it fail or die where its turn has come."""
        trouble = self.trouble
        with self._guard:
            if trouble.budget is not None and kind in {"create", "write", "mkdir"}:
                self._ask_budget(path, offset, data, trouble.budget)
            if kind not in CHANGES and not trouble.reads:
                return
            self.count += 1
            now = trouble.at > 0 and (self.count == trouble.at or (trouble.how == "gone" and self.count > trouble.at))
        if not now:
            return
        self.struck = True
        if trouble.how == "torn" and half is not None:
            half()
        if trouble.how in {"kill", "torn"}:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(trouble.code, os.strerror(trouble.code), path)

    def _ask_budget(self, path: str, offset: int, data: bytes, budget: int) -> None:
        with self.unseen():
            size = Path(path).stat().st_size if os.path.exists(path) else 0
            wanted = max(0, offset + len(data) - size) + self.used()
        self.peak = max(self.peak, wanted)
        if wanted > budget:
            self.struck = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """What this thread does in the meantime is not counted and does not fail."""
        self._busy.on = True
        try:
            yield
        finally:
            self._busy.on = False

    def used(self) -> int:
        """Bytes of all files below the watched folder."""
        total = 0
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                total += os.lstat(os.path.join(folder, name)).st_size
        return total

    def after(self, kind: str, path: str, offset: int = 0, data: bytes = b"") -> None:
        """Record what was done."""
        if self.records:
            with self._guard:
                self.log.append((kind, path, offset, data))

    def note(self, kind: str, what: object) -> None:
        """Put a mark of the test itself into the record."""
        with self._guard:
            self.log.append((kind, what))

    # -- in the place of Python's own

    def __enter__(self) -> Layer:
        self._door.install()
        self._patch_calls()
        self._patch_opening()
        return self

    def __exit__(self, *_exc: object) -> None:
        for owner, name, value in reversed(self._saved):
            setattr(owner, name, value)
        self._saved.clear()
        self._door.remove()

    def _put(self, owner: Any, name: str, value: Any) -> Any:
        self._saved.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    def where(self, path: Any, dir_fd: int | None = None) -> str:
        """The path that a name, or the number of an open file, stands for."""
        if isinstance(path, int):
            try:
                return os.readlink(f"/proc/self/fd/{path}")
            except OSError:
                return ""
        text = os.fsdecode(path)
        if dir_fd is not None and not os.path.isabs(text):
            text = os.path.join(os.readlink(f"/proc/self/fd/{dir_fd}"), text)
        folder, name = os.path.split(os.path.abspath(text))
        return os.path.join(os.path.realpath(folder), name)

    def _patch_calls(self) -> None:
        """Calls that change names or make content durable."""
        for name, kind in (("unlink", "unlink"), ("remove", "unlink"), ("mkdir", "mkdir"), ("rmdir", "rmdir")):
            self._put(os, name, self._one_path(getattr(os, name), kind))
        for name in ("replace", "rename"):
            self._put(os, name, self._two_paths(getattr(os, name), "rename"))
        self._put(os, "fsync", self._fsync(os.fsync))
        self._put(os, "ftruncate", self._ftruncate(os.ftruncate))
        self._put(os, "open", self._os_open(os.open))
        self._put(os, "link", self._two_paths(os.link, "link"))
        self._put(os, "write", self._os_write(os.write))
        self._put(shutil, "_USE_CP_SENDFILE", False)  # copies go through files that are watched
        usage = shutil.disk_usage

        def disk_usage(path: Any) -> Any:
            found = usage(path)
            budget = self.trouble.budget
            if budget is None or self.trouble.unasked or not f"{self.where(path)}{os.sep}".startswith(self._prefix):
                return found
            return found._replace(total=budget, free=max(0, budget - self.used()))

        self._put(shutil, "disk_usage", disk_usage)

    def _one_path(self, system: Any, kind: str) -> Any:
        def call(path: Any, *rest: Any, **more: Any) -> Any:
            where = self.where(path, more.get("dir_fd"))
            if not self.watches(where):
                return system(path, *rest, **more)
            self.before(kind, where)
            done = system(path, *rest, **more)
            self.after(kind, where)
            return done

        return call

    def _two_paths(self, system: Any, kind: str) -> Any:
        def call(source: Any, target: Any, **more: Any) -> Any:
            first, second = self.where(source), self.where(target)
            if not (self.watches(first) or self.watches(second)):
                return system(source, target, **more)
            self.before(kind, second)
            done = system(source, target, **more)
            if self.records:
                self.log.append((kind, first, 0, second))
            return done

        return call

    def _fsync(self, system: Any) -> Any:
        def call(handle: Any) -> Any:
            where = self.where(handle if isinstance(handle, int) else handle.fileno())
            if not self.watches(where):
                return system(handle)
            kind = "syncdir" if os.path.isdir(where) else "sync"
            self.before(kind, where)
            self.after(kind, where)  # the layer's own record says what a power cut leaves: the drive need not be asked
            return None

        return call

    def _ftruncate(self, system: Any) -> Any:
        def call(handle: int, size: int) -> Any:
            where = self.where(handle)
            if self.watches(where):
                self.before("truncate", where, size)
                self.after("truncate", where, size)
            return system(handle, size)

        return call

    def _os_open(self, system: Any) -> Any:
        def call(path: Any, flags: int, *rest: Any, **more: Any) -> Any:
            where = self.where(path, more.get("dir_fd"))
            if not self.watches(where):
                return system(path, flags, *rest, **more)
            fresh = bool(flags & os.O_CREAT) and not os.path.exists(where)
            self.before("create" if fresh else "open", where)
            handle = system(path, flags, *rest, **more)
            if fresh:
                self.after("create", where)
            elif flags & os.O_TRUNC:
                self.after("truncate", where, 0)
            return handle

        return call

    def _os_write(self, system: Any) -> Any:
        def call(handle: int, data: Any) -> Any:
            if self.watches(self.where(handle)):
                self._refuse("os.write")
            return system(handle, data)

        return call

    def _unknown(self, name: str) -> Any:
        def call(*_given: Any, **_more: Any) -> Any:
            self._refuse(name)

        return call

    def _refuse(self, name: str) -> NoReturn:
        raise NotImplementedError(f"{name} is not watched yet: teach tests/faults/layer.py")

    def _patch_opening(self) -> None:
        kind = Watched.of(self)
        opener = opening(kind, io.open)
        self._put(io, "FileIO", kind)
        self._put(io, "open", opener)
        self._put(builtins, "open", opener)
