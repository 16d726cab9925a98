"""What a drive may hold after the power went: what was synced, and of the rest any part, whole, torn or not at all.

Content is durable after a sync of its file, a name after a sync of its folder, as POSIX promises and no more. Of writes
that were not synced some are dropped, whichever order they came in, and one may be torn between sectors.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.layer import Operation

SECTOR = 512
FOLDER = -1


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # a write, or without bytes a new length


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


class Disk:
    """A drive with what lay below a folder when it was made; ``do`` brings it on by one recorded operation."""

    def __init__(self, root: Path) -> None:
        self._files: list[_File] = []
        self._live: dict[str, int] = {str(root): FOLDER}
        for path in sorted(root.rglob("*")):
            self._live[str(path)] = FOLDER if path.is_dir() else self._new(path.read_bytes())
        self._durable = dict(self._live)
        self._names: list[tuple[str, str, str, int]] = []  # pending: kind, path, target, file
        self.root = root

    def _new(self, content: bytes = b"") -> int:
        self._files.append(_File(bytearray(content)))
        return len(self._files) - 1

    def do(self, operation: Operation) -> None:
        """One operation of the record."""
        kind, path, offset, data = operation
        if kind in {"create", "mkdir"}:
            self._live[path] = FOLDER if kind == "mkdir" else self._new()
            self._names.append(("add", path, "", self._live[path]))
        elif kind in {"unlink", "rmdir"}:
            if path in self._live:  # else a child process has made it, of whose files no power cut leaves any
                self._names.append(("drop", path, "", self._live.pop(path)))
        elif kind == "rename":
            number = self._live[path]
            _rename(self._live, "move", path, data, number)
            self._names.append(("move", path, data, number))
        elif kind == "link":  # a second name
            self._live[data] = self._live[path]
            self._names.append(("add", data, "", self._live[data]))
        elif kind == "syncdir":
            self._sync_names(path)
        elif self._live.get(path, FOLDER) != FOLDER:  # a folder stands for a temporary file without a name
            file = self._files[self._live[path]]
            if kind == "sync":
                for entry in file.pending:
                    _apply(file.durable, *entry)
                file.pending.clear()
            else:
                file.pending.append((offset, data if kind == "write" else None))

    def _sync_names(self, folder: str) -> None:
        rest = []
        for entry in self._names:
            if folder in {entry[1].rpartition("/")[0], entry[2].rpartition("/")[0]}:
                _rename(self._durable, *entry)
            else:
                rest.append(entry)
        self._names = rest

    def after_kill(self) -> dict[str, bytes | None]:
        """What is there when the process alone ends: everything that was done."""
        return {path: None if n == FOLDER else self._content(n, list.copy) for path, n in self._live.items()}

    def after_power_cut(self, rng: random.Random) -> dict[str, bytes | None]:
        """Files and folders (None) by path, as one of the many ways in which the power may have gone leaves them."""
        names = dict(self._durable)
        for entry in _some(self._names, rng):
            _rename(names, *entry)
        whole = {path: number for path, number in names.items() if self._reachable(path, names)}
        return {
            path: None if number == FOLDER else self._content(number, lambda pending: _torn(_some(pending, rng), rng))
            for path, number in whole.items()
        }

    def _reachable(self, path: str, names: dict[str, int]) -> bool:
        while path != str(self.root):
            path = path.rpartition("/")[0]
            if names.get(path) != FOLDER:
                return False
        return True

    def _content(self, number: int, choose: object) -> bytes:
        file = self._files[number]
        content = bytearray(file.durable)
        for entry in choose(file.pending):  # type: ignore[operator]
            _apply(content, *entry)
        return bytes(content)


def _rename(names: dict[str, int], kind: str, path: str, target: str, number: int) -> None:
    if kind == "add":
        names[path] = number
    elif kind == "drop":
        if names.get(path) == number:
            del names[path]
    else:
        if names.get(path) == number:
            del names[path]
        names[target] = number
        for inside in [name for name in names if number == FOLDER and name.startswith(f"{path}/")]:
            names[target + inside.removeprefix(path)] = names.pop(inside)


def _some(entries: list[tuple], rng: random.Random) -> list[tuple]:  # type: ignore[type-arg]
    """All, none, the first few, or any."""
    how = rng.randrange(4)
    if how == 0:
        return list(entries)
    if how == 1:
        return []
    if how == 2:
        return entries[: rng.randrange(len(entries) + 1)]
    share = rng.choice((0.1, 0.5, 0.9))
    return [entry for entry in entries if rng.random() < share]


def _torn(entries: list[tuple[int, bytes | None]], rng: random.Random) -> Iterable[tuple[int, bytes | None]]:
    """The last write, or any, only in part: some of its sectors."""
    writes = [i for i, (_offset, data) in enumerate(entries) if data and len(data) > SECTOR]
    if not writes or rng.random() < 0.4:
        return entries
    torn = writes[-1] if rng.random() < 0.5 else rng.choice(writes)
    offset, data = entries[torn]
    assert data is not None
    pieces = [(offset + at, data[at : at + SECTOR]) for at in range(0, len(data), SECTOR)]
    kept: list[tuple[int, bytes | None]] = [piece for piece in pieces if rng.random() < 0.5]
    return [*entries[:torn], *kept, *entries[torn + 1 :]]


def lay_out(content: dict[str, bytes | None], root: Path, target: Path) -> None:
    """Make the files of a state below ``target``."""
    for path in sorted(content):
        place = target / Path(path).relative_to(root)
        data = content[path]
        if data is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.write_bytes(data)
