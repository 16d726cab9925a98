"""The imported lists of this computer: which there are, a new one, one less, and what a code is according to them."""

from __future__ import annotations

import contextlib
import hashlib
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from gmsc_desktop import paths
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.nomenclature.codes import code_key, fold
from gmsc_desktop.models.nomenclature.contents import Content, Entry, Scope, Version
from gmsc_desktop.models.nomenclature.file import SUFFIX, ListFile, UnreadableList, write_list
from gmsc_desktop.platform_files import writing_error
from gmsc_desktop.text import _

FOLDER = "nomenklatur"
LONGEST_NAME = 120
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_MOST_STEPS = 5  # from an old code over lists in between to the newest one


class Kind(Enum):
    """What a code is, as far as the imported lists tell."""

    UNTOLD = "untold"  # no list, or no code: nothing to say
    KNOWN = "known"
    OLD = "old"  # has successors in the newest list
    ELSEWHERE = "elsewhere"  # only in an older list, or only for the other kind of government
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a code is: its entry and list where it is known, its successors where it is old."""

    kind: Kind
    entry: Entry | None = None
    version: Version | None = None
    successors: tuple[Entry, ...] = ()


NOTHING = Standing(Kind.UNTOLD)


def folder() -> Path:
    """Where the lists lie."""
    return paths.data_folder() / FOLDER


class Lists:
    """The lists that lie in a folder, newest regulation first; open until ``close``.

    ``damaged`` are files that could not be read; they stay where they are. One thread at a time.
    """

    def __init__(self, place: Path | None = None) -> None:
        self.place = place or folder()
        self.files: list[ListFile] = []
        self.damaged: list[Path] = []
        with contextlib.suppress(OSError):  # no folder yet, or one that this person may not read
            for path in sorted(self.place.glob(f"*{SUFFIX}")):
                try:
                    self.files.append(ListFile(path))
                except UnreadableList:
                    self.damaged.append(path)
        self.files.sort(key=lambda one: _newness(one.version), reverse=True)
        self._drop_replaced()

    def _drop_replaced(self) -> None:
        """Of lists with one name the newest counts; the others go, unless another window still reads them."""
        seen: set[str] = set()
        for one in list(self.files):
            name = fold(one.version.name)
            if name in seen:
                one.close()
                self.files.remove(one)
                with contextlib.suppress(OSError):
                    one.path.unlink(missing_ok=True)
            seen.add(name)

    def close(self) -> None:
        """Let go of the files."""
        for one in self.files:
            one.close()
        self.files = []

    @property
    def versions(self) -> list[Version]:
        """The lists that can be read, newest first."""
        return [one.version for one in self.files]

    def file(self, version_id: str) -> ListFile | None:
        """A list by its id; the newest one where there is none with it; None where there is no list."""
        named = (one for one in self.files if one.version.id == version_id)
        return next(named, self.files[0] if self.files else None)

    def standing(self, text: str, scope: Scope = Scope.UNTOLD) -> Standing:
        """What the code with which ``text`` begins is, for a plan of ``scope``; a foreign code is never a fault."""
        key = code_key(text)
        if not key or not self.files:
            return NOTHING
        first: Standing | None = None
        for place, one in enumerate(self.files):
            entries = one.by_key(key)
            entry = next((entry for entry in entries if fits(entry, scope)), None)
            if entry is not None and place == 0:
                return Standing(Kind.KNOWN, entry, one.version)
            if entries and first is None:
                first = Standing(Kind.ELSEWHERE, entry or entries[0], one.version)
        successors = self._successors(key, scope)
        if successors:
            return Standing(Kind.OLD, first.entry if first else None, self.files[0].version, successors)
        return first or Standing(Kind.UNKNOWN, None, self.files[0].version)

    def _successors(self, key: str, scope: Scope) -> tuple[Entry, ...]:
        """What has taken a code's place in the newest list, also by way of the lists between."""
        wanted, seen = [key], {key}
        for _step in range(_MOST_STEPS):
            following: list[Entry] = []
            for one in self.files:
                found = [entry for old in wanted for entry in one.successors(old)]
                following += [entry for entry in found if fits(entry, scope)] or found
            keys = [code_key(entry.code) for entry in following]
            now = [entry for old in dict.fromkeys(keys) for entry in self.files[0].by_key(old) if fits(entry, scope)]
            if now:
                return tuple(now)
            wanted = [old for old in keys if old not in seen]
            seen.update(wanted)
            if not wanted:
                break
        return ()


def fits(entry: Entry, scope: Scope) -> bool:
    """Whether an entry is for a plan of ``scope``; True where one of both does not say."""
    return not scope or not entry.scope or bool(entry.scope & scope)


def _newness(version: Version) -> tuple[int, str, str]:
    years = [int(year) for year in _YEAR.findall(version.name)]
    return max(years, default=0), version.imported_at, version.id


@dataclass(frozen=True, slots=True)
class Added:
    """A list that was imported; ``replaced`` is the one of the same name that it took the place of."""

    version: Version
    replaced: Version | None


def tidy_name(name: str) -> str:
    """A name on one line."""
    return " ".join(name.split())[:LONGEST_NAME].strip()


def add_list(content: Content, *, name: str, source: str, place: Path | None = None) -> Added:
    """Keep an imported list; one of the same name is replaced, but never by one of less than half its entries.

    Raises ``UserFacingError``; then the lists are as they were.
    """
    place = place or folder()
    name = tidy_name(name)
    if not name:
        raise UserFacingError(
            _("Daftar nomenklatur ini belum bernama."),
            _("Tulis nama peraturannya, misalnya Kepmendagri 900.1.15.5-3406 Tahun 2024."),
        )
    with _open_lists(place) as lists:
        same = [one.version for one in lists.files if fold(one.version.name) == fold(name)]
    _refuse_a_part(same, content, name)
    moment = _moment_after(same)
    digest = hashlib.sha256(f"{name}\n{moment}\n{len(content.entries)}".encode()).hexdigest()[:8]
    stem = _NOT_IN_NAMES.sub("-", fold(name))[:60].strip("-") or "daftar"
    path = place / f"{stem}-{digest}{SUFFIX}"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise writing_error(error, path) from error
    write_list(path, content, name=name, source=source, imported_at=moment)
    with _open_lists(place) as lists:  # the one of the same name goes
        made = next((one.version for one in lists.files if one.path == path), None)
    if made is None:  # the drive does not give back what it was given, or somebody took the file away
        raise UserFacingError(
            _("Daftar {name} sudah ditulis, tetapi tidak dapat dibaca kembali.").format(name=name),
            _("Ambil sekali lagi. Bila terulang, periksa cakram komputer ini."),
        )
    return Added(made, same[0] if same else None)


def _moment_after(same: Sequence[Version]) -> str:
    """Now, or just after what it replaces where the clock was put back: the newest of a name is the one that counts."""
    moments = [datetime.fromisoformat(version.imported_at) + timedelta(milliseconds=1) for version in same]
    return max([datetime.now(UTC), *moments]).isoformat(timespec="milliseconds")


def _refuse_a_part(same: Sequence[Version], content: Content, name: str) -> None:
    there = max((version.whole for version in same), default=0)
    if len(content.entries) * 2 < there:
        raise UserFacingError(
            _(
                "Berkas ini hanya memuat {count} kode, padahal daftar {name} yang sudah ada memuat {there} kode. "
                "Daftar itu tidak diganti."
            ).format(count=len(content.entries), name=name, there=there),
            _("Unduh lagi seluruh daftarnya tanpa saringan dari SIPD, atau simpan berkas ini dengan nama lain."),
        )


def remove_list(version_id: str, place: Path | None = None) -> None:
    """Take a list away; nothing happens where it is gone already. Raises ``UserFacingError``."""
    path = (place or folder()) / f"{version_id}{SUFFIX}"
    if path.name != f"{version_id}{SUFFIX}" or path.parent != (place or folder()):
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UserFacingError(
            _("Daftar nomenklatur itu sedang dipakai, sehingga belum dapat dihapus."),
            _("Tutup jendela lain yang memakainya, lalu coba lagi."),
        ) from error


@contextlib.contextmanager
def _open_lists(place: Path) -> Iterator[Lists]:
    lists = Lists(place)
    try:
        yield lists
    finally:
        lists.close()


class Shared:
    """The lists as the windows of this process read them: opened at the first question, again after a change."""

    def __init__(self) -> None:
        self._lists: Lists | None = None
        self._lock = threading.Lock()
        self.round = 0  # how often they were let go: what was remembered of an earlier round is asked again

    def get(self) -> Lists:
        """The lists of the present data folder."""
        with self._lock:
            if self._lists is not None and self._lists.place != folder():
                self._lists.close()
                self._lists = None
            if self._lists is None:
                self._lists = Lists()
            return self._lists

    def let_go(self) -> None:
        """Close the files, before one is removed and after one came: they are read again at the next question."""
        with self._lock:
            if self._lists is not None:
                self._lists.close()
                self._lists = None
            self.round += 1


SHARED = Shared()
