"""Finds evidence files that are missing or changed: by their SHA-256, in folders and packages that a person names."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gmsc_desktop.desk.packages import open_package
from gmsc_desktop.desk.received import received_folder
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments
from gmsc_desktop.package.identity import SUFFIXES
from gmsc_desktop.paths import plans_folder
from gmsc_desktop.text import _

Tell = Callable[[int, int, str], None]  # files done, files in all, a sentence; raises where the person cancels

_PACKAGES = frozenset(SUFFIXES.values())


@dataclass(frozen=True, slots=True)
class Sought:
    """What came of a search: the SHA-256 of what is whole again, and how many files and packages were looked at.

    ``unread`` are the names of packages and files that could not be read.
    """

    found: tuple[str, ...]
    files: int
    packages: int
    unread: tuple[str, ...] = ()


def places_here() -> list[Path]:
    """Where copies may lie on this computer: the evidence of all plans, and the packages that were received."""
    return [place for place in (plans_folder(), received_folder()) if place.is_dir()]


def bring_back_from(
    folder: Path,
    wanted: Mapping[str, int],
    places: Iterable[Path],
    *,
    tell: Tell = lambda _done, _all, _sentence: None,
    cancel: threading.Event | None = None,
) -> Sought:
    """Put every wanted file that lies somewhere in ``places`` (files, folders, packages) back into a plan's store.

    ``wanted`` is the size in bytes by SHA-256, 0 where it is not known. Only what has exactly the same content is
    taken. Raises ``UserFacingError`` where the plan's own drive refuses, or the person cancels.
    """
    return _Search(folder, wanted, tell, cancel).run(places)


class _Search:
    def __init__(self, folder: Path, wanted: Mapping[str, int], tell: Tell, cancel: threading.Event | None) -> None:
        self._folder = folder
        self._wanted = dict(wanted)
        self._tell = tell
        self._cancel = cancel
        self._found: list[str] = []
        self._unread: list[str] = []

    def run(self, places: Iterable[Path]) -> Sought:
        self._tell(0, 0, _("Mencari berkas aslinya…"))
        files = [(path, size) for place in places for path, size in _files_in(place)]
        sizes = set(self._wanted.values())
        plain = [path for path, size in files if size in sizes or 0 in sizes]
        packages = [path for path, _size in files if path.suffix.lower() in _PACKAGES]
        steps = len(plain) + len(packages)
        for done, path in enumerate(plain):
            self._step(done, steps, _("Membandingkan {name}…").format(name=path.name))
            self._compare(path)
        opened = 0
        for done, path in enumerate(packages, start=len(plain)):
            if not self._wanted:
                break
            self._step(done, steps, _("Membuka paket {name}…").format(name=path.name))
            opened += self._look_into(path)
        return Sought(tuple(self._found), len(files), opened, tuple(self._unread))

    def _step(self, done: int, steps: int, sentence: str) -> None:
        self._tell(done, steps, sentence)
        if self._cancel is not None and self._cancel.is_set():
            raise UserFacingError(_("Dibatalkan. Tidak ada yang berubah."))

    def _compare(self, path: Path) -> None:
        if not self._wanted:
            return
        try:
            digest = attachments.digest_of_file(path)
        except OSError:
            self._unread.append(path.name)
            return
        self._take(digest, path)

    def _look_into(self, path: Path) -> int:
        try:
            with open_package(path, cancel=self._cancel) as package:
                for sha256 in self._wanted.keys() & package.evidence.keys():
                    self._take(sha256, package.evidence[sha256])
        except UserFacingError:  # a ZIP that is no package of ours, or a damaged one
            self._unread.append(path.name)
            return 0
        return 1

    def _take(self, sha256: str, path: Path) -> None:
        if sha256 not in self._wanted:
            return
        if path != attachments.path_of(self._folder, sha256):
            attachments.bring_back(self._folder, sha256, path, cancel=self._cancel)
        self._found.append(sha256)
        del self._wanted[sha256]


def _files_in(place: Path) -> Iterator[tuple[Path, int]]:
    """The plain files of a place with their sizes; links are not followed, what cannot be listed is passed over."""
    if place.is_dir():
        for folder, _folders, names in os.walk(place):
            for name in names:
                yield from _plain(Path(folder) / name)
    else:
        yield from _plain(place)


def _plain(path: Path) -> Iterator[tuple[Path, int]]:
    try:
        status = path.lstat()
    except OSError:
        return
    if stat.S_ISREG(status.st_mode) and status.st_size:
        yield path, status.st_size
