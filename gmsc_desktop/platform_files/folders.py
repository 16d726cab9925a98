"""Folders whose names survive: what is made in them is on the drive when the function returns."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_FOLDER_CANNOT = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}


def fsync_folder(folder: Path) -> None:
    """Return when the names in the folder are on the drive; where a system cannot, it does nothing. Raises OSError."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:  # some network and FUSE file systems know no fsync of a folder
        if error.errno not in _FOLDER_CANNOT:
            raise
    finally:
        os.close(handle)


def make_folders(folder: Path) -> None:
    """Make a folder and what is missing above it; a file that is durable in it cannot vanish with it. Raises OSError.

    A folder that is there already, also one that another process makes meanwhile, is no error.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    fsync_folder(folder.parent)
