"""The store ``lampiran/ab/<sha256>`` of a plan: files come in whole or not at all, and are found by their content."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import re
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal

from gmsc_desktop import platform_files
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.attachments.containers import read_ole, read_zip
from gmsc_desktop.models.attachments.content import Content
from gmsc_desktop.models.attachments.dates import date_in_name, photo_facts, plausible
from gmsc_desktop.models.attachments.media_types import extension_for, is_ole, is_zip, media_type
from gmsc_desktop.models.attachments.refusals import (
    refuse_by_members,
    refuse_by_name,
    refuse_by_start,
    refuse_by_streams,
)
from gmsc_desktop.models.attachments.states import State, state_of
from gmsc_desktop.text import _

FOLDER, TEMPORARY = "lampiran", "tmp"

_BLOCK = 1024 * 1024
_HEAD = 65_536
_ROOM_FOR_THE_PLAN = 16 * 1024 * 1024
_LONGEST_NAME = 255
_SHA256 = re.compile(r"[0-9a-f]{64}")

DateSource = Literal["exif", "nama", "berkas", ""]


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the store, as it was judged; ``extension`` is plain ASCII without dot and fits the media type."""

    sha256: str
    size: int
    original_name: str
    media_type: str
    extension: str
    state: State
    proposed_date: date | None
    date_source: DateSource
    has_location: bool


def store(
    folder: Path,
    source: Path | BinaryIO,
    original_name: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
    today: date | None = None,
) -> Stored:
    """Copy a file into the store of the plan in ``folder``; durable when this returns, the same content once.

    ``progress`` gets bytes done and bytes in all (0 where unknown). A path also gives its time for ``proposed_date``.
    Raises ``UserFacingError`` for programs and scripts, a full drive, an unreadable source and ``cancel``; the store is
    then as it was.
    """
    name = _plain_name(original_name)
    refuse_by_name(name)
    with _opened(source, name) as (file, origin, modified):
        size = _size_of(file)
        head = _read(file, _HEAD, origin)
        refuse_by_start(head, name)
        _ask_for_room(folder, size)
        temporary = _new_temporary(folder, name)
        try:
            copying = _Copying(file, head, origin, size, progress, cancel)
            digest = copying.into(temporary, _in_words(folder, name))
            stored = _judged(temporary, name, digest, modified, today or date.today())
            _publish(folder, temporary, digest, name)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return stored


def bring_back(
    folder: Path,
    sha256: str,
    source: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """Put a file whose content has this SHA-256 where it is missing or changed; any other content is refused.

    Raises ``UserFacingError``; the store is then as it was. Nothing is judged: the content was, when it first came.
    """
    path_of(folder, sha256)
    name = _plain_name(source.name)
    with _opened(source, name) as (file, origin, _modified):
        size = _size_of(file)
        _ask_for_room(folder, size)
        temporary = _new_temporary(folder, name)
        try:
            copying = _Copying(file, _read(file, _HEAD, origin), origin, size, progress, cancel)
            if copying.into(temporary, _in_words(folder, name)) != sha256:
                raise UserFacingError(
                    _("{name} bukan berkas aslinya: isinya tidak sama persis. Tidak ada yang berubah.").format(
                        name=name
                    ),
                    _("Pilih berkas yang lain, atau cari di folder dan paket yang mungkin memuatnya."),
                )
            _publish(folder, temporary, sha256, name)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def path_of(folder: Path, sha256: str) -> Path:
    """Where the content lies or would lie. Raises ValueError for what is no SHA-256 in small hexadecimal letters."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return folder / FOLDER / sha256[:2] / sha256


def finder(folder: Path) -> Callable[[str], Path | None]:
    """Says where the content with a SHA-256 lies in a plan's store, None where it is missing."""

    def find(sha256: str) -> Path | None:
        path = path_of(folder, sha256)
        return path if path.exists() else None

    return find


def open_stored(folder: Path, sha256: str) -> BinaryIO:
    """Open a stored file for reading. Raises ``UserFacingError`` where it is missing or cannot be read."""
    try:
        return path_of(folder, sha256).open("rb")
    except FileNotFoundError as error:
        raise UserFacingError(
            _("Berkas bukti ini tidak ada di komputer ini. Catatannya tetap tersimpan."),
            _("Tambahkan lagi berkasnya, atau buka salinan kerja yang memuatnya."),
        ) from error
    except OSError as error:
        raise platform_files.reading_error(error, path_of(folder, sha256)) from error


def verify(folder: Path, sha256: str) -> bool:
    """Whether the stored file is there and holds what its name says; reads it whole."""
    try:
        return digest_of_file(path_of(folder, sha256)) == sha256
    except OSError:
        return False


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file in small hexadecimal letters. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def list_stored(folder: Path) -> list[str]:
    """The SHA-256 of every file in the store, in order; other files that lie there are passed over."""
    found = (folder / FOLDER).glob("[0-9a-f][0-9a-f]/*")
    return sorted(path.name for path in found if _SHA256.fullmatch(path.name) and path.parent.name == path.name[:2])


def clear_leftovers(folder: Path) -> int:
    """Remove what an earlier process left half copied; how many. For whoever holds the plan's lock, at opening."""
    return platform_files.clear_leftovers(folder / FOLDER / TEMPORARY, ours_alone=True)


class _Copying:
    """One copy on its way: hashed while it is written, so that what is hashed is what is stored."""

    def __init__(
        self,
        file: BinaryIO,
        head: bytes,
        origin: Path,
        size: int,
        progress: Callable[[int, int], None] | None,
        cancel: threading.Event | None,
    ) -> None:
        self._file = file
        self._head = head
        self._origin = origin
        self._size = size
        self._progress = progress
        self._cancel = cancel
        self._done = 0

    def into(self, temporary: Path, in_words: Path) -> str:
        """Write the temporary file durably; its SHA-256."""
        digest = hashlib.sha256()
        try:
            with temporary.open("xb") as target:
                for block in self._blocks():
                    digest.update(block)
                    target.write(block)
                target.flush()
                platform_files.fsync_file(target.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):  # so that what is told to be free is what will be free
                temporary.unlink(missing_ok=True)
            needed = max(self._size, self._done)
            known = self._size > 0
            raise platform_files.writing_error(error, in_words, needed, at_least=not known) from error
        return digest.hexdigest()

    def _blocks(self) -> Iterator[bytes]:
        block = self._head
        while block:
            if self._cancel is not None and self._cancel.is_set():
                raise UserFacingError(_("Dibatalkan. Tidak ada yang berubah."))
            yield block
            self._done += len(block)
            if self._progress is not None:
                self._progress(self._done, self._size)
            block = _read(self._file, _BLOCK, self._origin)


@contextlib.contextmanager
def _opened(source: Path | BinaryIO, name: str) -> Iterator[tuple[BinaryIO, Path, float | None]]:
    """The source, where it comes from as it is told to people, and the time of its last change."""
    if not isinstance(source, Path):
        yield source, Path(name), None
        return
    try:
        mode = source.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "folder")
        if not stat.S_ISREG(mode):
            raise UserFacingError(
                _("{name} bukan berkas biasa. Tidak ada yang berubah.").format(name=name),
                _("Pilih dokumen, foto, atau video."),
            )
        file = source.open("rb")
    except OSError as error:
        raise platform_files.reading_error(error, source) from error
    with file:
        yield file, source, os.fstat(file.fileno()).st_mtime


def _size_of(source: BinaryIO) -> int:
    """How many bytes are still to come; 0 where the source cannot tell."""
    try:
        here = source.tell()
        size = source.seek(0, os.SEEK_END) - here
        source.seek(here)
    except (OSError, io.UnsupportedOperation):
        return 0
    return size


def _read(file: BinaryIO, length: int, origin: Path) -> bytes:
    try:
        return file.read(length)
    except OSError as error:
        raise platform_files.reading_error(error, origin) from error


def _in_words(folder: Path, name: str) -> Path:
    """What the sentences about writing name: the drive of the plan, and the file as the person knows it."""
    return folder / platform_files.safe_file_name(name)


def _ask_for_room(folder: Path, size: int) -> None:
    needed = size + _ROOM_FOR_THE_PLAN
    try:
        enough = platform_files.free_bytes(folder) >= needed
    except OSError as error:
        raise platform_files.writing_error(error, folder, needed) from error
    if not enough:
        raise platform_files.disk_full(folder, needed)


def _new_temporary(folder: Path, name: str) -> Path:
    place = folder / FOLDER / TEMPORARY
    try:
        platform_files.make_folders(place)
    except OSError as error:
        raise platform_files.writing_error(error, _in_words(folder, name)) from error
    return platform_files.temporary_beside(place / "bukti")


def _judged(temporary: Path, name: str, digest: str, modified: float | None, today: date) -> Stored:
    """What the copy is. Raises ``UserFacingError`` for programs and macros that only the whole file shows."""
    try:
        with temporary.open("rb") as file:
            content = Content(file)
            head = content.at(0, 8)
            members = read_zip(content) if is_zip(head) else None
            streams = read_ole(content) if is_ole(head) else None
            if members is not None:
                refuse_by_members(members, name)
            if streams is not None:
                refuse_by_streams(streams, name)
            kind = media_type(content, name, members, streams)
            state = state_of(content, kind, members, streams)
            taken, located = photo_facts(content, kind)
            size = content.size
    except OSError as error:
        raise platform_files.reading_error(error, Path(name)) from error
    proposed, told_by = _proposed_date(taken, name, modified, today)
    return Stored(digest, size, name, kind, extension_for(kind, name), state, proposed, told_by, located)


def _proposed_date(
    taken: date | None, name: str, modified: float | None, today: date
) -> tuple[date | None, DateSource]:
    day = plausible(taken, today)
    if day is not None:
        return day, "exif"
    day = plausible(date_in_name(name), today)
    if day is not None:
        return day, "nama"
    with contextlib.suppress(OverflowError, OSError, ValueError):
        day = plausible(None if modified is None else date.fromtimestamp(modified), today)
    return day, "berkas" if day is not None else ""


def _publish(folder: Path, temporary: Path, digest: str, name: str) -> None:
    """Give the copy its place; what lies there already stays, unless it is no longer what its name says."""
    if verify(folder, digest):
        return
    target = path_of(folder, digest)
    try:
        platform_files.make_folders(target.parent)
        platform_files.replace(temporary, target)
        try:
            platform_files.fsync_folder(target.parent)
        except OSError:
            target.unlink()
            raise
    except OSError as error:
        raise platform_files.writing_error(error, _in_words(folder, name)) from error


def _plain_name(original_name: str) -> str:
    """The last part of a name from any system, without signs that cannot be seen."""
    last = re.split(r"[/\\]", original_name)[-1]
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    return plain[:_LONGEST_NAME] if plain.strip(". ") else _("berkas tanpa nama")
