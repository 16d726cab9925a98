"""The open plan: one connection, labelled changes, reads, undo and redo, frozen copies."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.backing_up import Keeper
from gmsc_desktop.models.changesets import HistoryExport, Value
from gmsc_desktop.models.document_changed import Changed, announce
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.document_errors import PlanClosed, not_copied, not_saved, of_the_disk, unreadable
from gmsc_desktop.models.document_file import (
    Backup,
    connect,
    create_file,
    journal_bytes,
    leaving,
    scrub,
    write_holder,
)
from gmsc_desktop.models.document_freeze import Frozen, freeze
from gmsc_desktop.models.document_mark import changed_outside
from gmsc_desktop.models.document_worker import Worker
from gmsc_desktop.models.history import Author, History, Step, lasted, read_step, read_touched
from gmsc_desktop.models.merge import MISFITS, Merged, broken_history, decide, keep_merge, merge, unmerge
from gmsc_desktop.models.settle import ghosts_now, numbers_of, settle
from gmsc_desktop.models.snapshot import Snapshot, read_snapshot
from gmsc_desktop.models.undo import UndoResult, UndoStack, apply_back
from gmsc_desktop.text import _, source_of

CHECKPOINT_BYTES = 8 * 1024 * 1024

__all__ = ["Changed", "Document"]

T = TypeVar("T")


class Document(AbstractContextManager["Document"]):
    """A plan that is open in this program, and in no other."""

    def __init__(self, folder: Path, raw: sqlite3.Connection, author: Author) -> None:
        self.folder = folder
        self._raw = raw
        self._lock = threading.RLock()
        self._changing = False
        self._closed = self._over = False  # over: closed, and nothing is left to finish
        self._lost = False  # an error of the disk closed the connection; it is opened again as soon as that goes
        self._doubt: tuple[str, str | None, Step] | None = None  # a change that was told as not saved, and may be
        self._attach(raw, author)
        self._undo = UndoStack()
        self._redo = UndoStack()
        self._listeners: list[Callable[[Changed], None]] = []
        self.changed_outside = bool(getattr(raw, "changed_outside", False))  # not as it was when it was closed
        self.notices = [changed_outside()] if self.changed_outside else []  # what is still to be told
        self.keeper: Keeper | None = None  # makes its backups; none for a plan that is being made
        self._worker = Worker(self._idle)
        write_holder(folder, author)

    def _attach(self, raw: sqlite3.Connection, author: Author) -> None:
        self._raw = raw
        self._core = Connection(raw)
        self._history = History(raw, author)
        self._history.ghosts = ghosts_now(raw)

    @classmethod
    def create(cls, folder: Path, author: Author) -> Document:
        """Make an empty plan in an existing, empty folder and open it."""
        create_file(folder)
        return cls.open(folder, author)

    @classmethod
    def open(cls, folder: Path, author: Author, backup: Backup | None = None) -> Document:
        """Open a plan; ``UserFacingError`` where it is locked, newer, foreign or damaged, and nothing is touched."""
        raw = connect(folder, backup)
        try:
            return cls(folder, raw, author)
        except BaseException as error:
            raw.close()
            if isinstance(error, sqlite3.Error | UnicodeDecodeError):  # nothing but our own tables was asked
                raise unreadable(error, folder) from error
            raise

    # -- changes

    @contextmanager
    def change(self, label: str, *, kind: str = "edit", source: str | None = None) -> Iterator[Connection]:
        """One labelled transaction: the only way in which anything is written.

        ``source`` says where the facts come from ("Dinas Kesehatan, WhatsApp, 12 Juni 2026"). An exception rolls back
        and leaves no undo step. Raises ``RuntimeError`` inside another change.
        """
        label = source_of(label)  # the record of change is Indonesian, whoever writes it
        with self._lock:
            self._begin()
            ghosts = self._history.ghosts
            try:
                yield self._core
                step = self._record(label, kind, source_of(source) if source else source)
                self._commit(label, step)
            except BaseException as error:
                self._roll_back(ghosts)
                self._tell(error)
                raise
            finally:
                self._changing = False
            self._after(label, kind, step)

    def _begin(self) -> None:
        if self._over:
            raise PlanClosed
        if self._changing:
            raise RuntimeError("a change inside another change")
        self._reconnect()
        self._history.written_id = None
        try:
            self._raw.execute("PRAGMA query_only=OFF")
            self._raw.execute("BEGIN IMMEDIATE")
            self._raw.execute("PRAGMA defer_foreign_keys=ON")
            self._raw.execute("DELETE FROM temp.capture")
        except BaseException as error:
            self._roll_back(self._history.ghosts)
            self._tell(error)
            raise
        self._changing = True

    def _record(self, label: str, kind: str, source: str | None) -> Step:
        if kind == "merge":
            return read_touched(self._raw)
        step = read_step(self._raw)
        if kind not in {"unmerge", "decide"}:
            if step:
                self._history.write(step, label, kind, source)
            if step and self._history.ghosts:
                self._history.ghosts = settle(self._raw, self._history.ghosts, sweep=False)
                step = read_step(self._raw)
        return step

    def _commit(self, label: str, step: Step) -> None:
        if not self._raw.in_transaction:
            raise RuntimeError("the work ended the transaction of its change")
        try:
            self._raw.execute("COMMIT")
        except sqlite3.IntegrityError:  # a reference that points nowhere; the transaction is still open
            raise
        except sqlite3.Error as error:
            self._ask_the_file(error, label, step)
        else:
            self._raw.execute("PRAGMA query_only=ON")

    def _ask_the_file(self, error: sqlite3.Error, label: str, step: Step) -> None:
        """COMMIT told of an I/O error: it may or may not have lasted."""
        written, self._lost = self._history.written_id, True
        self._raw.close()
        try:
            self._reconnect()
        except (UserFacingError, sqlite3.Error):
            self._doubt = label, written, step
            raise not_saved(error, self.folder) from error
        if not lasted(self._raw, written, step):
            raise not_saved(error, self.folder) from error

    def _reconnect(self) -> None:
        if self._lost:
            self._attach(connect(self.folder), self._history.author)
            self._lost, doubt, self._doubt = False, self._doubt, None
            if doubt and lasted(self._raw, *doubt[1:]):
                announce(self._listeners, doubt[0], doubt[2])  # what is shown is still the old value

    def _roll_back(self, ghosts: set[int]) -> None:
        self._history.forget()
        self._history.open_row = None
        self._history.ghosts = ghosts
        with suppress(sqlite3.Error):  # the connection may have gone with its drive
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
            self._raw.execute("PRAGMA query_only=ON")

    def _tell(self, error: BaseException) -> None:
        """Raise a sentence for what the disk did; everything else is raised as it is."""
        if of_the_disk(error):
            raise not_saved(error, self.folder) from error

    def _after(self, label: str, kind: str, step: Step) -> None:
        if journal_bytes(self.folder) > CHECKPOINT_BYTES:
            with suppress(RuntimeError):  # closing: it is brought in at once
                self._worker.submit(self.checkpoint)
        if kind in {"merge", "unmerge"}:
            self.forget_steps()
        elif step and kind == "undo":
            self._redo.push(label, step)
        elif step:
            self._undo.push(label, step)
            if kind != "redo":
                self._redo.clear()
        if step:
            announce(self._listeners, label, step)

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
        """The connection for reading, as ``reading`` gives it free."""
        with self.reading():
            yield self._core

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold the plan for reading; raises inside a change of this thread, where uncommitted rows would show."""
        with self._lock:
            if self._over:
                raise PlanClosed
            if self._changing:
                raise RuntimeError("reading inside a change")
            self._reconnect()
            yield

    @property
    def raw(self) -> sqlite3.Connection:
        """The raw connection, for queries inside ``read``."""
        return self._raw

    def snapshot(self) -> Snapshot:
        """The plan as frozen records, read here and now; long work uses ``freeze``."""
        with self.reading():
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

    def scrub(self) -> None:
        """Leave nothing of deleted contacts and names in undo, free pages and journal. Raises ``UserFacingError``."""
        with self.read():
            self._undo.drop("contact")
            self._redo.drop("contact")
            scrub(self._raw, self.folder)

    def _take_back(self, stack: UndoStack, kind: str) -> UndoResult | None:
        with self._lock:
            popped = stack.pop()
            if popped is None:
                return None
            label, step = popped
            self.close_open_row()
            try:
                with self.change(label, kind=kind):
                    done, left = apply_back(self._raw, step)
            except BaseException:
                stack.push(label, step)
                raise
            return UndoResult(label, done, left)

    # -- merging

    def merge(self, foreign: HistoryExport, label: str) -> Merged:
        """Take over a foreign history whole or not at all; undo and redo are emptied. See ``merge.merge``."""
        with self._lock:
            self._keep_first()
            try:
                with self.change(label, kind="merge"):
                    return merge(self._history, foreign)
            except MISFITS as error:
                raise broken_history() from error

    def unmerge(self, label: str) -> int:
        """Take the last merge out again while nothing was written since; the count of change sets taken out."""
        with self._lock:
            self._keep_first()
            with self.change(label, kind="unmerge"):
                return unmerge(self._history)

    def _keep_first(self) -> None:
        self.close_open_row()
        if self.keeper is not None:
            self.keeper.keep_first()

    def keep_merge(self) -> None:
        """The last merge is the plan from now on: nothing takes it out again."""
        with self.change(_("Simpan gabungan")):
            keep_merge(self._raw)

    def decide(self, record_id: str, key: str, value: Value, label: str) -> None:
        """Choose the value of a field that two people changed apart."""
        with self._lock, self.change(label, kind="decide"):
            decide(self._history, record_id, key, value, source_of(label))

    def settle_again(self, records: Collection[str], label: str) -> None:
        """Make these records what the history says; undo and redo are emptied, the history stays as it is."""
        with self._lock, self.change(label, kind="merge"):
            self._history.ghosts = settle(self._raw, numbers_of(self._raw, records))

    # -- copies and closing

    def freeze(self, folder: Path | None = None) -> Frozen:
        """A copy of the plan as it is committed now; as a file in ``folder``, another process finds it by ``thaw``."""
        with self.reading():
            self.close_open_row()
            self.checkpoint()
            try:
                return freeze(self._raw, folder)
            except sqlite3.Error as error:
                if of_the_disk(error):
                    raise not_copied(error, folder or Path(tempfile.gettempdir())) from error
                raise

    def queue(self, work: Callable[[], T]) -> Future[T]:
        """Do ``work`` on the worker, after what was submitted; it is no change, and may make some."""
        return self._worker.submit(work)

    def checkpoint(self) -> None:
        """Bring the journal into the file. Where the disk refuses, the journal stays and counts as before."""
        with self._lock, suppress(sqlite3.Error):
            if not self._changing:
                try:
                    self._raw.execute("PRAGMA query_only=OFF")
                    self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    self._raw.execute("PRAGMA query_only=ON")

    def _idle(self) -> None:
        if journal_bytes(self.folder):
            self.checkpoint()

    def finish(self) -> None:
        """End the worker after its last change; nothing can be submitted any more."""
        self._worker.close()

    def close(self) -> None:
        """Finish, bring the journal in, release the lock; a second close does nothing."""
        with self._lock:
            if self._changing:
                raise RuntimeError("close inside a change")
        if self._closed:
            return
        self._closed = True
        self.finish()
        with self._lock:
            self.close_open_row()
            self.checkpoint()
            with leaving(self.folder):
                self._raw.close()
            self._over = True

    def __exit__(self, *_exc: object) -> None:
        self.close()
