"""Frozen copies: the plan of one moment, for work that takes long; they never change and never lock the plan."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.document_image import Image
from gmsc_desktop.models.history import Author, History
from gmsc_desktop.models.merge import MISFITS, broken_history, export_history, merge
from gmsc_desktop.models.snapshot import Snapshot, read_snapshot
from gmsc_desktop.platform_files import make_private_folder, remove_folder, writing_error

FREEZE_IN_MEMORY = 16 * 1024 * 1024  # bytes; larger plans are copied into a temporary file
CACHE = 16 * 1024  # KiB of such a file that SQLite keeps in memory
FROZEN_NAME = "rencana.sqlite3"


class Frozen:
    """A copy of the plan at one moment."""

    def __init__(self, raw: sqlite3.Connection, folder: Path | None = None) -> None:
        self.raw = raw
        self._folder = folder
        self.changed_outside = bool(getattr(raw, "changed_outside", False))  # a look: not as it was when it was closed
        raw.execute("PRAGMA query_only=ON")

    def snapshot(self) -> Snapshot:
        """The plan as frozen records."""
        return read_snapshot(self.raw)

    def history(self) -> HistoryExport:
        """The plan's history as it travels."""
        return export_history(self.raw)

    def take_over(self, foreign: HistoryExport) -> None:
        """Merge a foreign history into this copy, to see what would come of it. Raises ``HistoryProblem``."""
        self.raw.execute("PRAGMA query_only=OFF")
        self.raw.execute("BEGIN IMMEDIATE")
        try:
            merge(History(self.raw, Author("", "", "")), foreign)
            self.raw.execute("COMMIT")
        except MISFITS as error:
            self.raw.execute("ROLLBACK")
            raise broken_history() from error
        except BaseException:
            self.raw.execute("ROLLBACK")
            raise
        finally:
            self.raw.execute("PRAGMA query_only=ON")

    def into_image(self) -> Image:
        """The file of a copy that ``freeze`` made by itself; the copy is used up."""
        if self._folder is None:
            content = self.raw.serialize()
            self.raw.close()
            return Image(content)
        self.raw.close()
        return Image(self._folder / FROZEN_NAME, self._folder)

    def close(self) -> None:
        """Give the memory or the temporary file back."""
        self.raw.close()
        if self._folder is not None:
            remove_folder(self._folder)

    def __enter__(self) -> Frozen:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def freeze(raw: sqlite3.Connection, folder: Path | None = None) -> Frozen:
    """A copy of what is committed now; outside any change. Raises ``UserFacingError`` and ``sqlite3.Error``.

    In ``folder`` it is a file that stays when the copy is closed, for ``thaw`` in another process of this program.
    """
    if folder is not None:
        return Frozen(_copy_of(raw, folder))
    pages, size = (int(raw.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    if pages * size > FREEZE_IN_MEMORY:
        return _freeze_to_file(raw)
    image = bytearray(raw.serialize())
    image[18:20] = b"\x01\x01"  # a WAL image cannot be opened from memory
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    copy.deserialize(image)
    return Frozen(copy)


def image_of(raw: sqlite3.Connection) -> Image:
    """The file of an open plan as it is committed now, such that it opens without the files of a WAL; as ``freeze``."""
    return freeze(raw).into_image()


def thaw(folder: Path) -> Frozen:
    """What another process of this program froze into ``folder``; the file goes with the folder."""
    return Frozen(sqlite3.connect(folder / FROZEN_NAME, isolation_level=None, check_same_thread=False))


def _freeze_to_file(raw: sqlite3.Connection) -> Frozen:
    try:
        folder = make_private_folder()
    except OSError as error:
        raise writing_error(error, Path(error.filename or "")) from error
    try:
        copy = _copy_of(raw, folder)
    except BaseException:
        remove_folder(folder)
        raise
    return Frozen(copy, folder)


def _copy_of(raw: sqlite3.Connection, folder: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(folder / FROZEN_NAME, isolation_level=None, check_same_thread=False)
    try:
        copy.execute("PRAGMA synchronous=OFF")  # it goes with this process
        copy.execute(f"PRAGMA cache_size=-{CACHE}")
        raw.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # its image is opened alone, without the files of a WAL
    except BaseException:
        copy.close()
        raise
    return copy
