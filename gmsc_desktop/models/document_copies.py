"""Copies of a plan's file that open alone: written beside, opened, checked and compared before they count."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups
from gmsc_desktop.models.document_image import Image
from gmsc_desktop.models.document_mark import differs, read_mark, write_mark
from gmsc_desktop.models.plan_folders import make_folder
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _


def keep_copy(plan: Path, image: Image, now: datetime) -> Path:
    """Write a plan's image as a backup; it has its name only once it is whole and compared, and then its mark.

    Reads and writes a block at a time; the caller closes the image.
    """
    folder = plan / backups.FOLDER
    make_folder(folder)
    target = folder / backups.name_of(now)
    write_atomically(target, image.write, verify=lambda path: _compare(image, path), size=image.size)
    with suppress(UserFacingError):  # without its mark it is judged by opening it
        write_mark(target, image.sha256)
    return target


def _compare(image: Image, path: Path) -> None:
    if not opens_whole(path) or not image.is_in(path):
        raise UserFacingError(
            _("Cadangan yang baru ditulis tidak sama dengan rencana, sehingga tidak dipakai."),
            _("Rencana dan cadangan sebelumnya aman. Periksa cakram komputer ini."),
        )


def opens_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with the pages of a copy."""
    try:
        with closing(_read_only(path)) as copy:
            return bool(copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def copy_is_good(path: Path) -> bool:
    """Whether a copy is what it was when it was made; one without a mark is opened instead."""
    mark = read_mark(path)
    try:
        return not differs(path, mark) if mark else opens_whole(path)
    except OSError:
        return False


def state_of(raw: sqlite3.Connection) -> tuple[object, ...]:
    """What differs as soon as anything was written: the newest change set, and what has no history."""
    query = "SELECT count(*),max(n),(SELECT id FROM change ORDER BY n DESC LIMIT 1) FROM change"
    tables = ("contact", "draft", "outgoing")
    return (raw.execute(query).fetchone(), *(raw.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in tables))


def state_of_file(path: Path) -> tuple[object, ...] | None:
    """The same of a copy, None where it cannot be read."""
    try:
        with closing(_read_only(path)) as copy:
            return state_of(copy)
    except sqlite3.Error:
        return None


def plan_in(path: Path) -> str:
    """The id of the plan that a copy holds, empty where it holds none."""
    try:
        with closing(_read_only(path)) as copy:
            rows = copy.execute("SELECT id FROM plan").fetchall()
    except sqlite3.Error:
        return ""
    return str(rows[0][0]) if len(rows) == 1 else ""


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
