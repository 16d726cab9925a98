"""Temporary files and private folders, named so that what a killed process left behind is known and removed."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
import zlib
from pathlib import Path

from gmsc_desktop.platform_files.folders import make_folders
from gmsc_desktop.platform_files.processes import computer_name, process_is_alive, started_at

# The computer stands in the name because two computers may write into one shared folder.
_TAG = re.compile(r"(?P<computer>[0-9a-f]{8})-(?P<process>[0-9]{1,10})-[0-9a-f]{8}")
_FILE = re.compile(rf"\.~.*\.(?P<tag>{_TAG.pattern})\.tmp", re.DOTALL)
_FOLDER = re.compile(rf"gmsc-(?P<tag>{_TAG.pattern})")
_LONGEST_NAME = 100


def temporary_beside(target: Path) -> Path:
    """A new name in the folder of ``target``, ``.~name.tag.tmp``; nothing is made."""
    name = target.name
    while len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        name = name[:-1]
    return target.with_name(f".~{name}.{_tag()}.tmp")


def make_private_folder(parent: Path | None = None) -> Path:
    """A new empty folder that other users cannot read, in ``parent`` or where the system keeps temporary files.

    What is left there by processes that ended without removing theirs goes first. Raises OSError.
    """
    place = Path(tempfile.gettempdir()) if parent is None else parent
    make_folders(place)
    clear_leftovers(place)
    folder = place / f"gmsc-{_tag()}"
    folder.mkdir(mode=0o700)
    return folder


def clear_leftovers(folder: Path, *, ours_alone: bool = False) -> int:
    """Remove what processes of this computer that are gone left in ``folder``; how many there were.

    ``ours_alone``: nobody else writes here, so whatever is older than this process goes too. Never raises OSError.
    """
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in list(entries):
            if _is_leftover(entry, ours_alone):
                removed += _remove(Path(entry.path))
    return removed


def remove_folder(folder: Path) -> None:
    """Remove a folder of ours with everything in it, also what was made unreadable; never raises for the world."""

    def allow(_function: object, path: str, _error: object) -> None:
        place = Path(path)
        for one in (place.parent, place):
            if one.is_relative_to(folder) and not one.is_symlink():
                with contextlib.suppress(OSError):
                    one.chmod(0o700)

    for _try in range(20):  # each round reaches one level deeper into folders that nobody may read
        if sys.version_info >= (3, 12):
            shutil.rmtree(folder, onexc=allow)
        else:
            shutil.rmtree(folder, onerror=allow)
        if not os.path.lexists(folder):
            return
        if sys.platform == "win32":
            time.sleep(0.1)  # a virus scanner holds new files for a moment


def _tag() -> str:
    computer = zlib.crc32(computer_name().encode("utf-8", "replace"))
    return f"{computer:08x}-{os.getpid()}-{secrets.token_hex(4)}"


def _is_leftover(entry: os.DirEntry[str], ours_alone: bool) -> bool:
    found = _FILE.fullmatch(entry.name) or _FOLDER.fullmatch(entry.name)
    if found is None or found["computer"] != _tag()[:8]:
        return False
    status = entry.stat(follow_symlinks=False)
    if sys.platform != "win32" and status.st_uid != os.getuid():
        return False
    if not process_is_alive(int(found["process"])):
        return True
    return ours_alone and status.st_mtime < started_at() - 2  # FAT counts in steps of 2 s


def _remove(path: Path) -> int:
    if path.is_dir() and not path.is_symlink():
        remove_folder(path)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
    return 0 if os.path.lexists(path) else 1
