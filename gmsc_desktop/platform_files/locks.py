"""Whether the drive under a file keeps locks at all: some shares and sticks of phones refuse every one."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

_FAR = 2**62  # a byte that nobody locks: far behind the end of any file, and behind the bytes that SQLite locks
_HELD = {errno.EACCES, errno.EAGAIN}


def locks_work(path: Path) -> bool:
    """Whether a file can be locked where it lies; True where that cannot be asked (Windows always locks).

    Never asked of a file that this process has open: POSIX drops its locks when any handle of the file is closed.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        with path.open("rb") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, _FAR)
            except OSError as error:
                return error.errno in _HELD
            fcntl.lockf(file, fcntl.LOCK_UN, 1, _FAR)
    except OSError:
        return True
    return True
