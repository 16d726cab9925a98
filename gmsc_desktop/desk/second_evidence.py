"""Evidence in the second place that nobody needs any more: neither the plan nor any package that lies there names it.

It goes when all that lies there is looked at again, once a week. Where one package cannot be read, all of it stays.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.package.identity import SUFFIXES
from gmsc_desktop.package.names import EVIDENCE
from gmsc_desktop.package.naming import evidence_named_in
from gmsc_desktop.platform_files import clear_leftovers, fsync_folder

FOLDER = "bukti"  # beside the packages
YOUNG = timedelta(days=7)  # what is younger may belong to a package that another computer is still writing


def sweep_evidence(folder: Path, named: set[str], cancel: threading.Event) -> int:
    """Remove from a plan's folder in the second place what neither ``named`` nor its packages name; how many files.

    What the drive refuses stays until the next time; nothing is told.
    """
    with suppress(OSError, UserFacingError):
        return _sweep(folder, named, cancel)
    return 0


def _sweep(folder: Path, named: set[str], cancel: threading.Event) -> int:
    spare = {path: sha256 for path, sha256 in _lying(folder) if sha256 not in named and _is_old(path)}
    if not spare:
        return 0
    packages = _packages(folder)
    kept = evidence_named_in(packages, cancel)
    if _packages(folder) != packages:  # another computer is at work there
        return 0
    fsync_folder(folder)  # a package that was pushed out does not come back after its evidence has gone
    gone = 0
    for path, sha256 in spare.items():
        if sha256 not in kept:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _lying(folder: Path) -> Iterator[tuple[Path, str]]:
    """Evidence there, with its SHA-256 as its name says; what other programs put there is none."""
    store = folder / FOLDER
    for place in sorted(store.iterdir()) if store.is_dir() else ():
        if place.is_symlink() or not place.is_dir():
            continue
        clear_leftovers(place)
        for path in sorted(place.iterdir()):
            found = EVIDENCE.fullmatch(f"data/{FOLDER}/{place.name}/{path.name}")
            if found is not None and path.is_file() and not path.is_symlink():
                yield path, found["sha256"]


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > YOUNG.total_seconds()


def _packages(folder: Path) -> list[Path]:
    """All packages there, also those of other computers and those that a person put there."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in set(SUFFIXES.values()))
