"""Python's own files below a watched folder: what is done to them is told to a guard first, and afterwards."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast

from tests.faults.vfs import Guard


class Watcher(Guard, Protocol):
    """A guard that knows paths also by the number of an open file."""

    def where(self, path: Any, dir_fd: int | None = None) -> str: ...


class Watched(io.FileIO):
    """A file that may lie below the watched folder; ``of`` makes the class for one guard."""

    guard: ClassVar[Watcher]

    @staticmethod
    def of(guard: Watcher) -> type[Watched]:
        """The class whose files tell this guard."""
        return type("Watched", (Watched,), {"guard": guard})

    def __init__(self, file: Any, mode: str = "r", *rest: Any, **more: Any) -> None:
        self.where = self.guard.where(file)
        self.watched = self.guard.watches(self.where)
        opens = self.watched and not isinstance(file, int)  # one by number was told when it was opened
        fresh = opens and mode[0] in "wxa" and not Path(file).exists()
        if opens:
            self.guard.before("create" if fresh else "open", self.where)
        super().__init__(file, mode, *rest, **more)
        if fresh:
            self.guard.after("create", self.where)
        elif opens and mode[0] == "w":
            self.guard.after("truncate", self.where, 0)

    def write(self, data: Any) -> int:
        """Half of it is written where the guard tears."""
        if not self.watched:
            return int(super().write(data))
        content, offset = bytes(data), self.tell()
        if "a" in self.mode:
            offset = os.fstat(self.fileno()).st_size
        half = super().write
        self.guard.before("write", self.where, offset, content, lambda: half(content[: len(content) // 2]))
        done = int(super().write(content))
        self.guard.after("write", self.where, offset, content[:done])
        return done

    def readinto(self, buffer: Any) -> int | None:
        """As always, after the guard was asked."""
        if self.watched:
            self.guard.before("read", self.where)
        return cast("int | None", super().readinto(buffer))

    def readall(self) -> bytes:
        """As always, after the guard was asked."""
        if self.watched:
            self.guard.before("read", self.where)
        return bytes(super().readall())

    def truncate(self, size: int | None = None) -> int:
        """As always, after the guard was asked."""
        wanted = self.tell() if size is None else size
        if self.watched:
            self.guard.before("truncate", self.where, wanted)
            self.guard.after("truncate", self.where, wanted)
        return int(super().truncate(wanted))


def opening(kind: type[Watched], system: Any) -> Any:
    """What stands in the place of ``open``: files below the watched folder are of ``kind``."""

    def call(
        file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None,
        newline: Any = None, closefd: bool = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        if not kind.guard.watches(kind.guard.where(file)):
            return system(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = kind(file, "".join(sorted(set(mode) - set("bt"), key="rwxa+".index)), closefd, opener)
        if buffering == 0:
            return raw
        shell = io.BufferedRandom if "+" in mode else io.BufferedReader if "r" in mode else io.BufferedWriter
        buffered = shell(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)

    return call
