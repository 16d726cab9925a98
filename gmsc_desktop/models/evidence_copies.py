"""Originals of photos of which a changed copy is kept: how long they stay in the store, and when they go."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

from gmsc_desktop.models.attachments import path_of
from gmsc_desktop.models.records import Evidence

KEPT_DAYS = 7  # so long a replaced file can be brought back by undo


def put_aside(folder: Path, sha256: str) -> None:
    """From now on the days of a replaced file are counted."""
    with contextlib.suppress(OSError):
        os.utime(path_of(folder, sha256))


def remove_unused(folder: Path, sha256: str, rows: Iterable[Evidence]) -> None:
    """Remove a file from the store, unless evidence names it."""
    if all(row.sha256 != sha256 for row in rows):
        with contextlib.suppress(OSError):
            path_of(folder, sha256).unlink(missing_ok=True)


def remove_old_originals(folder: Path, rows: Iterable[Evidence], now: float | None = None) -> int:
    """Remove replaced files whose days are over; how many. A file that any evidence still names stays."""
    told = tuple(rows)
    named = {row.sha256 for row in told}
    oldest = (time.time() if now is None else now) - KEPT_DAYS * 86_400
    removed = 0
    for sha256 in {row.original_sha256 for row in told} - named - {""}:
        with contextlib.suppress(OSError):
            path = path_of(folder, sha256)
            if path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
    return removed
