"""The open plan: one connection, labelled changes, reads, undo and redo, frozen copies."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import HistoryExport, Value
from gmsc_desktop.models.document_file import FILE_NAME, Backup, connect, protect, remove_holder, write_holder
from gmsc_desktop.models.document_worker import Worker
from gmsc_desktop.models.history import Author, History, Step, read_step
from gmsc_desktop.models.merge import Merged, broken_history, decide, export_history, merge, unmerge
from gmsc_desktop.models.schema import create_tables
from gmsc_desktop.models.settle import ghosts_now, settle
from gmsc_desktop.models.snapshot import Snapshot, read_snapshot
from gmsc_desktop.models.undo import UndoResult, UndoStack, apply_back
from gmsc_desktop.text import _

CHECKPOINT_BYTES = 8 * 1024 * 1024
FREEZE_IN_MEMORY = 64 * 1024 * 1024

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changed:
    """What one commit changed: its label, and the ids by table."""

    label: str
    tables: Mapping[str, frozenset[str]]


class Frozen:
    """A copy of the plan at one moment, for work that takes long; it never changes and never locks the plan."""

    def __init__(self, raw: sqlite3.Connection, file: Path | None = None) -> None:
        self.raw = raw
        self._file = file
        raw.execute("PRAGMA query_only=ON")

    def snapshot(self) -> Snapshot:
        """The plan as frozen records."""
        return read_snapshot(self.raw)

    def history(self) -> HistoryExport:
        """The plan's history as it travels."""
        return export_history(self.raw)

    def close(self) -> None:
        """Give the memory or the temporary file back."""
        self.raw.close()
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def __enter__(self) -> Frozen:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


class Document:
    """A plan that is open in this program, and in no other."""

    def __init__(self, folder: Path, raw: sqlite3.Connection, author: Author) -> None:
        self.folder = folder
        self._raw = raw
        self._lock = threading.RLock()
        self._changing = False
        self._closed = False
        self._attach(raw, author)
        self._undo = UndoStack()
        self._redo = UndoStack()
        self._listeners: list[Callable[[Changed], None]] = []
        self._worker = Worker(self._idle)
        write_holder(folder, author)

    def _attach(self, raw: sqlite3.Connection, author: Author) -> None:
        self._raw = raw
        engine = create_engine(
            "sqlite://",
            creator=lambda: raw,
            poolclass=StaticPool,
            pool_reset_on_return=None,
            isolation_level="AUTOCOMMIT",
        )
        self._db: Connection = engine.connect()
        self._history = History(raw, author)
        self._history.ghosts = ghosts_now(raw)

    @classmethod
    def create(cls, folder: Path, author: Author) -> Document:
        """Make an empty plan in an existing, empty folder and open it."""
        raw = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
        try:
            protect(raw)
            create_tables(raw)
        finally:
            raw.close()
        return cls.open(folder, author)

    @classmethod
    def open(cls, folder: Path, author: Author, backup: Backup | None = None) -> Document:
        """Open a plan; ``UserFacingError`` where it is locked, newer, foreign or damaged, and nothing is touched."""
        return cls(folder, connect(folder, backup), author)

    # -- changes

    @contextmanager
    def change(self, label: str, *, kind: str = "edit", source: str | None = None) -> Iterator[Connection]:
        """One labelled transaction: the only way in which anything is written.

        ``source`` says where the facts come from ("Dinas Kesehatan, WhatsApp, 12 Juni 2026"). An exception rolls back
        and leaves no undo step. Raises ``RuntimeError`` inside another change.
        """
        with self._lock:
            self._begin()
            try:
                yield self._db
                step = self._record(label, kind, source)
            except BaseException as error:
                self._roll_back()
                cause = getattr(error, "orig", error)  # SQLAlchemy wraps what the driver raised
                if isinstance(cause, sqlite3.OperationalError):
                    raise _world(cause) from error
                raise
            self._commit()
            self._after(label, kind, step)

    def _begin(self) -> None:
        if self._changing:
            raise RuntimeError("a change inside another change")
        self._changing = True
        self._history.written_id = None
        try:
            self._raw.execute("PRAGMA query_only=OFF")
            self._raw.execute("BEGIN IMMEDIATE")
            self._raw.execute("PRAGMA defer_foreign_keys=ON")
            self._raw.execute("DELETE FROM temp.capture")
        except BaseException:
            self._roll_back()
            raise

    def _record(self, label: str, kind: str, source: str | None) -> Step:
        step = read_step(self._raw)
        if kind not in {"merge", "unmerge", "decide"}:
            if step:
                self._history.write(step, label, kind, source)
            if step and self._history.ghosts:
                self._history.ghosts = settle(self._raw, set())
                step = read_step(self._raw)
        assert self._raw.in_transaction
        return step

    def _commit(self) -> None:
        try:
            self._raw.execute("COMMIT")
        except sqlite3.Error as error:
            if "FOREIGN KEY" in str(error):
                self._roll_back()
                raise
            self._changing = False
            self._reopen_after(error, self._history.written_id)
            return
        self._raw.execute("PRAGMA query_only=ON")
        self._changing = False

    def _reopen_after(self, error: sqlite3.Error, written: str | None) -> None:
        """COMMIT told of an I/O error: it may or may not have lasted, so the file is asked."""
        author = self._history.author
        self._close_raw()
        try:
            self._attach(connect(self.folder), author)
        except (UserFacingError, sqlite3.Error):
            raise _world(error) from error
        if self._raw.execute("SELECT 1 FROM change WHERE id=?", (written,)).fetchone() is None:
            raise _world(error) from error

    def _roll_back(self) -> None:
        self._history.forget()
        self._changing = False
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")
        self._raw.execute("PRAGMA query_only=ON")
        self._history.open_row = None

    def _after(self, label: str, kind: str, step: Step) -> None:
        if kind in {"merge", "unmerge"}:
            self.forget_steps()
        elif step and kind == "undo":
            self._redo.push(label, step)
        elif step:
            self._undo.push(label, step)
            if kind != "redo":
                self._redo.clear()
        if step:
            tables: dict[str, set[str]] = {}
            for entry in step:
                tables.setdefault(entry.table, set()).add(entry.id)
            changed = Changed(label, {name: frozenset(ids) for name, ids in tables.items()})
            for listener in list(self._listeners):
                listener(changed)

    def submit(self, label: str, work: Callable[..., T], *values: object) -> Future[T]:
        """Do ``work(connection, *values)`` as one change on the document's worker; the result comes as a future."""

        def run() -> T:
            with self.change(label) as db:
                return work(db, *values)

        return self._worker.submit(run)

    def on_changed(self, listener: Callable[[Changed], None]) -> None:
        """Call ``listener`` after each commit, on the thread that committed."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """The connection for reading; raises inside a change of this thread, where uncommitted rows would show."""
        with self._lock:
            yield self._db

    @property
    def raw(self) -> sqlite3.Connection:
        """The raw connection, for queries inside ``read``."""
        return self._raw

    def snapshot(self) -> Snapshot:
        """The plan as frozen records, read here and now; long work uses ``freeze``."""
        with self._lock:
            return read_snapshot(self._raw)

    def set_author(self, author: Author) -> None:
        """Another person is at the keyboard from now on."""
        with self._lock:
            self.close_open_row()
            self._history.author = author
            write_holder(self.folder, author)

    def close_open_row(self) -> None:
        """The field was left: what is typed next is a row of its own."""
        with self._lock:
            self._history.open_row = None

    # -- undo

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, None when there is nothing."""
        return self._undo.label

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, None when there is nothing."""
        return self._redo.label

    def undo(self) -> UndoResult | None:
        """Take the newest change back as a new change, as far as nothing was changed since; None when there is none."""
        return self._take_back(self._undo, "undo")

    def redo(self) -> UndoResult | None:
        """Do again what undo took back; None when there is nothing."""
        return self._take_back(self._redo, "redo")

    def forget_steps(self) -> None:
        """What was done so far is the beginning: undo does not go behind it."""
        self._undo.clear()
        self._redo.clear()

    def _take_back(self, stack: UndoStack, kind: str) -> UndoResult | None:
        with self._lock:
            popped = stack.pop()
            if popped is None:
                return None
            label, step = popped
            self.close_open_row()
            with self.change(label, kind=kind):
                done, left = apply_back(self._raw, step)
            return UndoResult(label, done, left)

    # -- merging

    def merge(self, foreign: HistoryExport, label: str) -> Merged:
        """Take over a foreign history whole or not at all; undo and redo are emptied. See ``merge.merge``."""
        with self._lock:
            self.close_open_row()
            try:
                with self.change(label, kind="merge"):
                    return merge(self._history, foreign)
            except sqlite3.IntegrityError as error:
                raise broken_history() from error

    def unmerge(self, label: str) -> int:
        """Take the last merge out again while nothing was written since; the count of change sets taken out."""
        with self._lock, self.change(label, kind="unmerge"):
            return unmerge(self._history)

    def keep_merge(self) -> None:
        """The last merge is the plan from now on: nothing takes it out again."""
        with self.change(_("Simpan gabungan")):
            self._raw.execute("DELETE FROM local WHERE key='last_merge'")

    def decide(self, record_id: str, key: str, value: Value, label: str) -> None:
        """Choose the value of a field that two people changed apart."""
        with self._lock, self.change(label, kind="decide"):
            decide(self._history, record_id, key, value, label)

    # -- copies and closing

    def freeze(self) -> Frozen:
        """A copy of the plan as it is committed now."""
        with self._lock:
            if self._changing:
                raise RuntimeError("freeze inside a change")
            self.close_open_row()
            self.checkpoint()
            pages, size = (
                int(self._raw.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size")
            )
            if pages * size > FREEZE_IN_MEMORY:
                return self._freeze_to_file()
            image = bytearray(self._raw.serialize())
            image[18:20] = b"\x01\x01"  # a WAL image cannot be opened from memory
        copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        copy.deserialize(bytes(image))
        return Frozen(copy)

    def _freeze_to_file(self) -> Frozen:
        with tempfile.NamedTemporaryFile(prefix="gmsc-", suffix=".sqlite3", delete=False) as file:
            path = Path(file.name)
        copy = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._raw.backup(copy)
        return Frozen(copy, path)

    def checkpoint(self) -> None:
        """Bring the journal into the file."""
        with self._lock:
            if not self._changing:
                self._raw.execute("PRAGMA query_only=OFF")
                self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._raw.execute("PRAGMA query_only=ON")

    def _idle(self) -> None:
        journal = self.folder / f"{FILE_NAME}-wal"
        if journal.exists() and journal.stat().st_size > 0:
            self.checkpoint()

    def close(self) -> None:
        """End the worker after its last change, bring the journal in, release the lock; a second close does nothing."""
        if self._closed:
            return
        self._closed = True
        self._worker.close()
        with self._lock:
            self.close_open_row()
            self.checkpoint()
            self._close_raw()
            remove_holder(self.folder)

    def _close_raw(self) -> None:
        self._db.close()
        self._db.engine.dispose()
        self._raw.close()

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def _world(error: sqlite3.Error) -> UserFacingError:
    full = "full" in str(error)
    sentence = (
        _("Cakram penuh: perubahan terakhir belum tersimpan.") if full else _("Perubahan terakhir belum tersimpan.")
    )
    return UserFacingError(
        sentence,
        _("Semua yang tersimpan sebelumnya aman. Kosongkan ruang atau periksa cakram, lalu ulangi perubahan ini."),
    )
