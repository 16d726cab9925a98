"""The open plan as the window sees it: what is shown, what waits to be saved, and the way every change takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backing_up, drafts, library, reference
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_changed import Changed
from gmsc_desktop.models.document_errors import NotSaved
from gmsc_desktop.models.drafts import Place, UseCase
from gmsc_desktop.models.fields import FieldSpec
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.outgoing import Outgoing, list_outgoing
from gmsc_desktop.models.records import RECORDS, Evidence
from gmsc_desktop.models.snapshot import Record, Snapshot, reread
from gmsc_desktop.models.undo import UndoResult
from gmsc_desktop.text import _, spoken
from gmsc_desktop.ui.field_words import draft_label, edit_label
from gmsc_desktop.ui.jobs import Jobs
from gmsc_desktop.ui.saving import Done, ReadOnlyError, Refused, Saving, Typing, Waiting
from gmsc_desktop.ui.unsaved import Held, Unsaved

if TYPE_CHECKING:
    from gmsc_desktop.ui.origin import Origin

T = TypeVar("T")


class _RehearsedError(Exception):
    """Ends a rehearsal, so that nothing of it is kept."""


class Session(QObject):
    """One open plan. Pages read ``snapshot`` and ``figures``; they change it by ``submit`` and ``act`` alone.

    ``changed`` carries the names of the tables that changed, after ``snapshot`` is new; None means everything.
    Without a document the plan is read-only: a package that was opened to be looked at.
    """

    changed = Signal(object)  # frozenset of table names, or None
    saving_changed = Signal()
    counted = Signal(str)  # page key: its count in the navigation is another one, though no table changed
    refused = Signal(str, str)  # sentence, next step: of a change that no field shows by itself

    _committed = Signal(object)
    _ended = Signal(object)

    def __init__(
        self,
        document: Document | None,
        snapshot: Snapshot | None = None,
        evidence: Callable[[str], Path | None] | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__()
        self.document = document
        self.folder = folder if document is None else document.folder  # where the plan lies; None for a package
        self.origin: Origin | None = None  # of a plan that is only looked at: what it was read from
        self.jobs = Jobs(self)
        self._evidence = evidence
        if document is None and snapshot is None:
            raise ValueError("a session without a document needs a snapshot")
        self.snapshot: Snapshot = snapshot or self._read_all()
        self.pack = reference.for_plan(self.snapshot.plan.reference_version)
        self.drafts: dict[Place, str] = {}
        self.last_saved: datetime | None = None
        self.last_label = ""
        self.author_name = library.current_author().name
        self.problem: UserFacingError | None = None
        self.unsaved = Unsaved(self)
        self._figures: Figures | None = None
        self._pending: dict[Future[Any], Waiting] = {}
        self._typing: list[Typing] = []
        self._close_row = False
        self._closed = False
        self._committed.connect(self._after_commit)
        # Always queued: work may have ended before ``submit`` returns, and must not call back from inside it.
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        if document is not None:
            document.on_changed(self._committed.emit)
            self.read_drafts()
            self._remove_old_originals(document.folder)

    def _remove_old_originals(self, folder: Path) -> None:
        """Photos that were replaced by smaller ones more than a week ago."""
        if any(row.original_sha256 for row in self.snapshot.all(Evidence)):
            from gmsc_desktop.models import evidence_copies  # brings in what reads pictures

            evidence_copies.remove_old_originals(folder, self.snapshot.all(Evidence))

    def close(self) -> None:
        """The window is closed: what comes late, from a thread or a timer, finds nothing and changes nothing."""
        self._closed = True
        self.jobs.close()
        self.document = None
        self._pending.clear()
        self._typing.clear()

    @property
    def is_closed(self) -> bool:
        """Whether the window that showed this plan is closed."""
        return self._closed

    # -- reading

    @property
    def read_only(self) -> bool:
        """Whether this plan is only looked at."""
        return self.document is None

    @property
    def figures(self) -> Figures:
        """The derived numbers of what is shown, the same as on paper."""
        if self._figures is None:
            self._figures = Figures(self.snapshot, self.pack)
        return self._figures

    def record(self, table: str, record_id: str) -> Record | None:
        """The record with this id, None where it is gone."""
        return self.snapshot.get(RECORDS[table], record_id)

    def outgoing(self) -> list[Outgoing]:
        """What left this computer, newest first; nothing for a plan that is only looked at."""
        if self.document is None:
            return []
        with self.document.reading():
            return list_outgoing(self.document.raw)

    def evidence_path(self, sha256: str) -> Path | None:
        """Where the file of a piece of evidence lies, None where it did not come along."""
        if self.document is None:
            return self._evidence(sha256) if self._evidence is not None else None
        from gmsc_desktop.models import attachments  # brings in what reads pictures

        path = attachments.path_of(self.document.folder, sha256)
        return path if path.exists() else None

    def reload(self) -> None:
        """Read everything again, as F5 asks."""
        self.flush()
        if self.document is not None:
            self.snapshot = self._read_all()
            self.read_drafts()
        self._figures = None
        self.changed.emit(None)

    def _read_all(self) -> Snapshot:
        assert self.document is not None
        return self.document.snapshot()

    def read_drafts(self) -> None:
        """Read again what is kept beside the fields, and what could not be saved."""
        assert self.document is not None
        with self.document.reading():
            self.drafts = {**drafts.read_drafts(self.document.raw), **self.unsaved.texts()}

    # -- changing

    def submit(
        self,
        label: str,
        work: Callable[..., object],
        *values: object,
        done: Done | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Do ``work(connection, *values)`` as one change on the document's worker; the window stays free.

        ``done`` gets the result after COMMIT, ``refused`` the reason; without it the status line tells the reason.
        """
        if self._closed:
            return
        if self.document is None:
            raise ReadOnlyError
        future = self.document.submit(label, work, *values)
        self._pending[future] = Waiting(label, work, values, done, refused)
        self.saving_changed.emit()
        future.add_done_callback(self._ended.emit)

    def act(self, label: str, work: Callable[..., T], *values: object) -> T:
        """Do a short change here and now, after what was typed is saved; raises ``UserFacingError``.

        When it returns, the pages show the change.
        """
        if self.document is None:
            raise ReadOnlyError
        self.flush()
        try:
            with self.document.change(label) as db:
                result = work(db, *values)
        except NotSaved as error:
            if not error.freed:
                raise
            self.unsaved.used_reserve()
            with self.document.change(label) as db:
                result = work(db, *values)
        self._saved(label)
        return result

    def keep_before_deleting(self, table: str, record_ids: Sequence[str]) -> None:
        """What stands now becomes a backup, where much would go; written beside the work."""
        self.flush()
        if self.document is not None:
            backing_up.keep_before_deleting(self.document, table, record_ids)

    def keep_before(self, count: int) -> None:
        """What stands now becomes a backup, where ``count`` records come in at once; written beside the work."""
        self.flush()
        if self.document is not None:
            backing_up.keep_before(self.document, count)

    def rehearse(self, work: Callable[..., T], *values: object) -> T:
        """What a change would come to: it is done by all rules, and nothing of it is kept."""
        if self.document is None:
            raise ReadOnlyError
        self.flush()
        made: list[T] = []
        with suppress(_RehearsedError), self.document.change(_("Mencoba")) as db:
            made.append(work(db, *values))
            raise _RehearsedError
        return made[0]

    def set_text(
        self, field: FieldSpec, record_id: str, text: str, done: Done | None = None, refused: Refused | None = None
    ) -> None:
        """Save one typed value by the rules of its field, on the worker."""
        values = (field, record_id, text, self.pack)
        self.hand_over(edit_label(field), drafts.set_text, *values, done=done, refused=refused)

    def hand_over(
        self,
        label: str,
        work: Callable[..., object],
        field: FieldSpec,
        record_id: str,
        text: str,
        *more: object,
        done: Done | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Save what was typed into one field; where the drive refuses it, it is kept and tried again."""

        def again() -> None:
            self.hand_over(label, work, field, record_id, text, *more, done=done, refused=refused)

        def saved(result: object) -> None:
            self.unsaved.saved((field.table, record_id, field.column))
            if done is not None:
                done(result)

        held = self.unsaved.refused(Held(field, record_id, text, again), refused or self._tell)
        self.submit(label, work, field, record_id, text, *more, done=saved, refused=held)

    def writer(self, field: FieldSpec, use: UseCase) -> Callable[[str, str, Done, Refused], None]:
        """How a form saves a value through ``use(connection, record id, value)`` instead of setting it plainly."""

        def write(record_id: str, text: str, done: Done, refused: Refused) -> None:
            values = (field, record_id, text, self.pack, use)
            self.hand_over(edit_label(field), drafts.set_by, *values, done=done, refused=refused)

        return write

    def keep_draft(self, field: FieldSpec, record_id: str, text: str) -> None:
        """Keep a typed text that cannot be read yet."""
        if self.drafts.get((field.table, record_id, field.column)) != text:
            self.hand_over(draft_label(field), drafts.keep_text, field, record_id, text)

    def undo(self) -> UndoResult | None:
        """Take the newest change back, after what is being typed is saved."""
        return self._take_back("undo")

    def redo(self) -> UndoResult | None:
        """Do again what was taken back."""
        return self._take_back("redo")

    def _take_back(self, way: str) -> UndoResult | None:
        if self.document is None:
            return None
        self.flush()
        result = self.document.undo() if way == "undo" else self.document.redo()
        if result is not None:
            self._saved(result.label)
        return result

    @property
    def undo_label(self) -> str | None:
        """What undo would take back."""
        return spoken(self.document.undo_label or "") or None if self.document else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again."""
        return spoken(self.document.redo_label or "") or None if self.document else None

    # -- what was typed

    @property
    def saving(self) -> Saving:
        """Whether everything typed is saved; only what COMMIT has returned for counts."""
        if self._pending or (self._typing and not isinstance(self.problem, NotSaved)):
            return Saving.WAITING
        return Saving.FAILED if self.problem or self.unsaved else Saving.SAVED

    @property
    def holds_typing(self) -> bool:
        """Whether some field holds text that it has not handed over."""
        return bool(self._typing)

    def texts_held(self) -> list[tuple[str, str]]:
        """What those fields hold, with the words over each text."""
        return [told for typing in self._typing for told in typing.texts()]

    def is_typing(self, typing: Typing, *, now: bool) -> None:
        """A field tells that it holds text that is not saved, or that it holds none any more."""
        if self._closed or now == (typing in self._typing):
            return
        if now:
            self._typing.append(typing)
        else:
            self._typing.remove(typing)
        self.saving_changed.emit()

    def field_left(self) -> None:
        """A field was left: what is typed next is told apart in the history."""
        self._close_row = True
        self._close_open_row()

    def _close_open_row(self) -> None:
        if self._close_row and not self._pending and self.document is not None:
            self._close_row = False
            self.document.close_open_row()

    def flush(self) -> None:
        """Hand over what is being typed and wait until it is saved, or refused; pages then show it."""
        for typing in list(self._typing):
            typing.submit_now()
        while self._pending:
            future = next(iter(self._pending))
            try:
                future.exception()
            except CancelledError:
                self._pending.pop(future)
                continue
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
            self._finish(future)

    def _after_commit(self, changed: Changed) -> None:
        if self.document is None:
            return
        tables = frozenset(changed.tables)
        with self.document.reading():
            self.snapshot = reread(self.document.raw, self.snapshot, changed.tables)
        if "draft" in tables:
            self.read_drafts()
        self._figures = None
        self.last_label = spoken(changed.label)
        self.changed.emit(tables)

    def _finish(self, future: Future[Any]) -> None:
        waiting = self._pending.pop(future, None)
        if waiting is None:
            return
        error = future.exception()
        if error is None:
            self._saved("")
            if waiting.done is not None:
                waiting.done(future.result())
        elif isinstance(error, NotSaved) and error.freed and not self._closed:
            self.unsaved.used_reserve()  # what is refused once more is told
            self.submit(waiting.label, waiting.work, *waiting.values, done=waiting.done, refused=waiting.refused)
        elif isinstance(error, UserFacingError):
            self.problem = error
            (waiting.refused or self._tell)(error)
        self.saving_changed.emit()
        self._close_open_row()
        if error is not None and not isinstance(error, UserFacingError):
            raise error

    def _tell(self, error: UserFacingError) -> None:
        self.refused.emit(error.sentence, error.next_step)

    def _saved(self, label: str) -> None:
        self.problem = None
        self.last_saved = datetime.now().astimezone()
        self.last_label = label or self.last_label
        self.saving_changed.emit()


def touches(changed: Collection[str] | None, tables: Collection[str]) -> bool:
    """Whether a change, None for everything, concerns one of the tables."""
    return changed is None or not frozenset(tables).isdisjoint(changed)
