"""A file that is only there to be given up: on a full drive even deleting needs room, and this gives it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import free_bytes, write_atomically

NAME = "ruang-darurat"
SIZE = 32 * 1024 * 1024  # bytes
ENOUGH = 2 * SIZE  # bytes of free space with which work goes on: the reserve, and as much to save
_WORTHWHILE = 10 * SIZE  # of free space; on a drive with less, the room serves people better


def keep(folder: Path | None = None) -> bool:
    """Take the room where it is not taken yet and there is plenty; whether it is taken. Never raises for the drive."""
    path = (folder or data_folder()) / NAME
    with suppress(OSError, UserFacingError):
        if path.exists():
            return True
        if path.parent.is_dir() and free_bytes(path) >= _WORTHWHILE:
            write_atomically(path, lambda stream: _take(stream.fileno()), read_back=False)
            return True
    return False


def _take(handle: int) -> None:
    """Room that is really taken and takes no time; nothing is written where the system can do without."""
    if sys.platform == "win32":
        os.ftruncate(handle, SIZE)  # NTFS takes the room for a plain file
    else:
        os.posix_fallocate(handle, 0, SIZE)


def release(folder: Path | None = None) -> bool:
    """Give the room back; whether there was any."""
    path = (folder or data_folder()) / NAME
    try:
        path.unlink()
    except OSError:
        return False
    return True
