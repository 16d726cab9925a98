"""The mark of a closed plan: the SHA-256 of its file, by which the next opening sees whether a single bit changed.

It is written while the plan is still locked, as the last thing before it is closed, and taken away durably before
anything is written again; a plan that was not closed in order has none. ``sha256sum -c`` reads it.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, suppress
from io import BufferedReader
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.platform_files import fsync_folder, write_atomically
from gmsc_desktop.text import _

SUFFIX = ".sha256"
LARGEST = 1024**3  # bytes; behind them stands what SQLite locks, and what is locked is not read on Windows


def mark_of(path: Path) -> Path:
    """Where the mark of a file lies."""
    return path.with_name(path.name + SUFFIX)


def read_mark(path: Path) -> str:
    """The SHA-256 that a file was given, empty where it has none."""
    try:
        return mark_of(path).read_text(encoding="ascii").partition(" ")[0]
    except FileNotFoundError:
        return ""
    except (OSError, ValueError):
        return "?"


def write_mark(path: Path, digest: str) -> None:
    """Give a file its mark. Raises ``UserFacingError``."""
    line = f"{digest}  {path.name}\n".encode()
    write_atomically(mark_of(path), lambda stream: (stream.write(line), None)[1], read_back=False)


def drop_mark(path: Path) -> None:
    """The file is about to change. Raises OSError."""
    if mark_of(path).exists():
        mark_of(path).unlink()
        fsync_folder(path.parent)


def differs(path: Path, mark: str) -> bool:
    """Whether a file is not what its mark says; never asked of a file that is open. Raises OSError."""
    with path.open("rb") as file:
        return _digest(file) != mark


def _digest(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def mark_closing(path: Path, handles: ExitStack) -> None:
    """Write the mark of a plan that is about to be closed, where its whole content stands in its file.

    The file is read by a handle that stays open in ``handles``: a process that closes any handle of a file gives up
    all its locks on it, so that handle may go only after the plan's connection.
    """
    journal = path.with_name(f"{path.name}-wal")
    with suppress(OSError, UserFacingError):  # a plan without a mark is opened like any other
        if journal.exists() and journal.stat().st_size:
            return  # the journal could not be brought in
        if path.stat().st_size <= LARGEST:
            write_mark(path, _digest(handles.enter_context(path.open("rb"))))


def changed_outside() -> UserFacingError:
    """What a person reads when a file is not what it was when it was closed."""
    return UserFacingError(
        _("Berkas rencana ini berubah di luar aplikasi sejak terakhir ditutup: cakram mungkin rusak."),
        _("Periksa datanya sekarang (Berkas, Periksa data). Bila ada yang rusak, pulihkan dari cadangan."),
    )
