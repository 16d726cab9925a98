"""Looking into a plan that cannot be opened where it lies: its files are copied into a private folder and read there.

For a folder that cannot be written (a write-protected stick, no permission, a share that keeps no locks). Beside the
plan nothing is written, locked or removed; the copy goes when it is closed, and after a crash with the next sweep.
"""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document_errors import damaged
from gmsc_desktop.models.document_file import FILE_NAME, connect, inspect, nobody_here
from gmsc_desktop.models.document_freeze import Frozen
from gmsc_desktop.models.document_mark import SUFFIX
from gmsc_desktop.models.plan_folders import sweep_copies
from gmsc_desktop.platform_files import disk_full, make_private_folder, reading_error, remove_folder, writing_error
from gmsc_desktop.text import _

PARTS = ("", "-wal", "-journal", SUFFIX)  # the file, what is not yet brought into it, its mark
TRIES = 3
_PIECE = 1024 * 1024  # bytes read at once


def look_at(folder: Path) -> Frozen:
    """A copy of the plan as it lies in ``folder``, an older one brought to the present format; close it afterwards.

    Raises ``UserFacingError``: the plan is open in this program, foreign, newer, damaged, cannot be read, or is being
    written while it is copied.
    """
    sweep_copies()
    private = _private_folder()
    try:
        with nobody_here(folder):
            inspect(folder / FILE_NAME)
            _copy_whole(folder, private)
        raw = connect(private)
        try:
            _check_whole(raw)
        except BaseException:
            raw.close()
            raise
    except BaseException:
        remove_folder(private)
        raise
    return Frozen(raw, private)


def _check_whole(raw: sqlite3.Connection) -> None:
    """A file and a journal that do not belong together hold pages that contradict each other."""
    if raw.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise damaged()


def _private_folder() -> Path:
    try:
        return make_private_folder()
    except OSError as error:
        raise writing_error(error, Path(error.filename or "")) from error


def _copy_whole(folder: Path, private: Path) -> None:
    """Copy the plan's files until none of them changed from the first byte to the last."""
    for _try in range(TRIES):
        copied = [_copy(folder / f"{FILE_NAME}{part}", private / f"{FILE_NAME}{part}") for part in PARTS]
        if copied == [_digest(folder / f"{FILE_NAME}{part}") for part in PARTS]:
            return
    raise UserFacingError(
        _("Rencana ini sedang diubah dari tempat lain, sehingga belum dapat dibaca dengan utuh."),
        _("Tidak ada yang berubah. Tunggu sampai selesai di sana, lalu buka lagi."),
    )


def _copy(source: Path, target: Path) -> str:
    """Copy a file; the SHA-256 of what was copied, empty where there is no such file."""
    digest = hashlib.sha256()
    target.unlink(missing_ok=True)
    try:
        with source.open("rb") as stream, target.open("xb") as copy:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                copy.write(piece)
    except FileNotFoundError:
        return ""
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise disk_full(target, None) from error
        raise reading_error(error, source) from error
    return digest.hexdigest()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise reading_error(error, path) from error
