"""Files that survive: written beside their target, made durable, read back, and put in its place in one step."""

from __future__ import annotations

import contextlib
import hashlib
import io
import mmap
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.platform_files.disk_errors import disk_full, drive_of, reading_error, writing_error
from gmsc_desktop.platform_files.drives import free_bytes, is_removable
from gmsc_desktop.platform_files.folders import fsync_folder
from gmsc_desktop.platform_files.temporary import clear_leftovers, temporary_beside
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_BLOCK = 1024 * 1024
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_HELD_BY_ANOTHER = {5, 32, 33}  # ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION
_PATIENCE_SECONDS = 2.0


def fsync_file(file: Path | int) -> None:
    """Return when the file's content is on the drive. Raises OSError."""
    if isinstance(file, int):
        os.fsync(file)
        return
    # Windows flushes only through a handle that may write.
    handle = os.open(file, (os.O_RDWR if sys.platform == "win32" else os.O_RDONLY) | _BINARY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(source: Path, target: Path) -> None:
    """Put ``source`` in the place of ``target`` in one step; on Windows a scanner is waited for, up to 2 s. OSError."""
    give_up = time.monotonic() + _PATIENCE_SECONDS
    pause = 0.01
    while True:
        try:
            source.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD_BY_ANOTHER or time.monotonic() > give_up:
                raise
        else:
            return
        time.sleep(pause)
        pause = min(pause * 2, 0.2)


def write_atomically(
    target: Path,
    write: Callable[[BinaryIO], None],
    *,
    verify: Callable[[Path], None] | None = None,
    read_back: bool | None = None,
    size: int | None = None,
    least: int = 0,
    private: bool = False,
    keep: bool = False,
) -> None:
    """Let ``write`` fill the file ``target``: afterwards it is there whole and durable, or it is as it was before.

    The new content is read again and compared with what was written: past the cache on a removable drive and with
    ``read_back=True``, not at all with ``read_back=False``. ``verify`` gets the finished temporary file and raises what
    it likes. ``size`` in bytes, where it is known, lets a full drive be told before the first byte; so does ``least``
    where no more is known. ``write`` may seek.
    ``private``: no other user may read it, from its first byte on. ``keep``: a file that has the name already, also one
    that another process gave it meanwhile, keeps it, and nothing is told.
    Raises ``UserFacingError`` for what the drive does; what ``write`` and ``verify`` raise otherwise passes through.
    """
    target = target.absolute()
    clear_leftovers(target.parent)
    if size is not None or least:
        _ask_for_room(target, least if size is None else size, at_least=size is None)
    temporary = temporary_beside(target)
    written = [0]
    try:
        digest = _write_durably(temporary, write, written, compared=read_back is not False, private=private)
        _compare(temporary, target, digest, read_back)
        if verify is not None:
            verify(temporary)
        if keep:
            _name_once(temporary, target)
        else:
            replace(temporary, target)
    except OSError as error:
        _discard(temporary)
        raise _told(error, target, size, written[0]) from error
    except BaseException:
        _discard(temporary)
        raise
    _confirm(target)


class _DigestingFile(io.BufferedRandom):
    """A file that knows the SHA-256 of what was written, as long as it was written from front to back."""

    def __init__(self, raw: io.FileIO, compared: bool) -> None:
        super().__init__(raw)
        self.digest = hashlib.sha256()
        self.end = 0
        self.patched = not compared  # then nobody asks for the digest

    def write(self, data: ReadableBuffer, /) -> int:
        if not self.patched and self.tell() == self.end:
            self.digest.update(data)
        else:
            self.patched = True
        count = super().write(data)
        self.end = max(self.end, self.tell())
        return count

    def truncate(self, position: int | None = None, /) -> int:
        self.patched = True
        return super().truncate(position)


def _name_once(temporary: Path, target: Path) -> None:
    """Give a finished file its name unless another has it: of two that try at once, one wins. Raises OSError."""
    try:
        if sys.platform == "win32":
            temporary.rename(target)  # refuses a name that is taken
        else:
            target.hardlink_to(temporary)
    except FileExistsError:
        pass
    except OSError:  # FAT knows no second name; then two that try in the same moment are not told apart
        if target.exists():
            raise
        replace(temporary, target)
    _discard(temporary)


def _write_durably(
    temporary: Path, write: Callable[[BinaryIO], None], written: list[int], *, compared: bool, private: bool
) -> bytes:
    """Make the temporary file; the SHA-256 of what it must hold where it is ``compared``, else b"".

    ``written`` tells how far it came.
    """
    handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600 if private else 0o666)
    file = _DigestingFile(io.FileIO(handle, "r+"), compared)
    try:
        write(cast(BinaryIO, file))
        file.flush()
        digest = b""
        if compared:
            digest = digest_of(temporary) if file.patched else file.digest.digest()
        os.fsync(handle)
    except BaseException:
        with contextlib.suppress(OSError):  # flushing what is left fails again; the first error is the one that is told
            file.close()
        raise
    finally:
        written[0] = file.end
    file.close()
    return digest


def _compare(temporary: Path, target: Path, digest: bytes, read_back: bool | None) -> None:
    if read_back is False:
        return
    past_cache = read_back is True or is_removable(target)
    if digest_of(temporary, past_cache=past_cache) != digest:
        raise UserFacingError(
            _(
                "{name} yang dibaca kembali dari {drive} tidak sama dengan yang ditulis. Tidak ada yang berubah, dan "
                "salinan yang rusak sudah dihapus."
            ).format(name=target.name, drive=drive_of(target)),
            _("Drive itu mungkin rusak. Pilih tempat lain, dan jangan simpan satu-satunya salinan di sana."),
        )


def digest_of(path: Path, *, past_cache: bool = False) -> bytes:
    """The SHA-256 of a file, where possible of what is on the drive and not of what the system remembers. OSError."""
    digest = hashlib.sha256()
    block = mmap.mmap(-1, _BLOCK)  # whole pages, as reading past the cache of Windows asks for
    view = memoryview(block)
    try:
        with io.FileIO(_open_for_reading(path, past_cache), "r") as file:
            while count := file.readinto(block):
                digest.update(view[:count])
    finally:
        view.release()
        block.close()
    return digest.digest()


def _open_for_reading(path: Path, past_cache: bool) -> int:
    if sys.platform == "win32" and past_cache:
        from gmsc_desktop.platform_files import windows

        with contextlib.suppress(OSError):  # some network drives refuse; the ordinary way is better than none
            return windows.open_unbuffered(str(path))
    handle = os.open(path, os.O_RDONLY | _BINARY)
    if sys.platform == "linux" and past_cache:
        with contextlib.suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    return handle


def _ask_for_room(target: Path, size: int, *, at_least: bool) -> None:
    try:
        enough = free_bytes(target) >= size
    except OSError as error:
        raise writing_error(error, target, size, at_least=at_least) from error
    if not enough:
        raise disk_full(target, size, at_least=at_least)


def _told(error: OSError, target: Path, size: int | None, written: int) -> UserFacingError:
    """The sentence for the target's drive, or for the file that ``write`` wanted to read elsewhere."""
    name = error.filename
    if isinstance(name, str) and Path(name).absolute().parent != target.parent:
        return reading_error(error, Path(name))
    needed = written if size is None else max(size, written)
    return writing_error(error, target, needed, at_least=size is None)


def _discard(temporary: Path) -> None:
    with contextlib.suppress(OSError):  # the drive may be gone; the next write into the folder sweeps
        temporary.unlink(missing_ok=True)


def _confirm(target: Path) -> None:
    try:
        fsync_folder(target.parent)
    except OSError as error:
        raise UserFacingError(
            _("{name} sudah ditulis, tetapi {drive} tidak memastikan bahwa berkas itu tersimpan.").format(
                name=target.name, drive=drive_of(target)
            ),
            _("Jangan lepas drive itu dahulu. Simpan sekali lagi, atau pilih tempat lain."),
        ) from error
