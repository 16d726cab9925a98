"""One widget bound to one value of the plan: saved while typing or on leaving, never losing what was typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.document_errors import NotSaved
from gmsc_desktop.models.fields import FieldSpec
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.ui.editors import Editor
from gmsc_desktop.ui.saving import Done, Refused
from gmsc_desktop.ui.session import Session, touches
from gmsc_desktop.ui.shown import LISTED_KINDS, LIVE_KINDS, text_for_editing

IDLE_MS = 600  # after the last key
LATEST_MS = 1500  # after the first key that is not saved yet

Write = Callable[[str, str, Done, Refused], None]  # record id, text, what to do after COMMIT, what to do when refused


class Binding(QObject):
    """Keeps a widget and a value alike.

    Free text is handed over 600 ms after the last key and at the latest 1.5 s after the first; figures, dates and
    lists when they are left or chosen. Text that cannot be read is kept as a draft beside the value and ``problem``
    says why; it is told on leaving, never while typing. ``write`` replaces the plain setting of the value.
    """

    problem_changed = Signal(str)

    def __init__(self, session: Session, field: FieldSpec, editor: Editor, write: Write | None = None) -> None:
        super().__init__(editor.widget())
        self.field = field
        self.editor = editor
        self.problem = ""
        self._session = session
        self._write = write or self._set_text
        self._record = ""
        self._value: Value = None  # what the text in the widget stands for
        self._dirty = False
        self._handed: str | None = None  # the text that is on its way to the file
        self._idle = self._timer(IDLE_MS)
        self._latest = self._timer(LATEST_MS)
        editor.typed.connect(self._typed)
        editor.left.connect(self.leave)
        session.changed.connect(self._refresh)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.submit_now)
        return timer

    # -- showing

    def show_record(self, record_id: str) -> None:
        """Bind to a record, "" for none; what was typed into the one before is handed over first."""
        if record_id == self._record:
            self._refresh(None)
            return
        self.submit_now()
        self._set_dirty(False)
        self._record = record_id
        self._handed = None
        self.editor.set_read_only(self._session.read_only or not record_id)
        self._show()

    def _show(self) -> None:
        draft = self._draft()
        self._value = self._stored()
        shown = text_for_editing(self.field, self._value, self._session.pack)
        self.editor.show_text(shown if draft is None else draft)
        self._set_problem(self._why(draft) if draft is not None else "")

    def _draft(self) -> str | None:
        return self._session.drafts.get((self.field.table, self._record, self.field.column))

    def _stored(self) -> Value:
        row = self._session.record(self.field.table, self._record) if self._record else None
        value = getattr(row, self.field.column) if row is not None else None
        return None if value == "" else value

    def _refresh(self, changed: object) -> None:
        tables = changed if isinstance(changed, frozenset) else None
        if self._dirty or not touches(tables, {self.field.table, "draft"}):
            return
        if changed is None or self._stored() != self._value or (self._draft() is None) == bool(self.problem):
            self._show()

    # -- typing

    def _typed(self) -> None:
        if not self._record:
            return
        self._set_dirty(True)
        if self.field.kind in LISTED_KINDS or (self.field.storage == "INTEGER" and self.field.kind == "flag"):
            self.submit_now()
        elif self.field.kind in LIVE_KINDS:
            self._idle.start()
            if not self._latest.isActive():
                self._latest.start()

    def submit_now(self) -> None:
        """Hand over what stands in the widget, unless it is there already."""
        self._stop_timers()
        text = self.editor.text()
        if not self._dirty or self._handed == text:
            return
        try:
            value = read_value(self.field, text, self._session.pack)
        except UserFacingError:
            self._handed = text
            self._session.keep_draft(self.field, self._record, text)
            self._settled(text)
            return
        if self.field.required and value is None:
            self._settled(text)
        elif value == self._stored() and self._draft() is None:
            self._value = value
            self._settled(text)
        else:
            self._hand_over(text, value)

    def texts(self) -> list[tuple[str, str]]:
        """What stands in the widget and is not handed over; what was refused is held by the session."""
        held = self._session.unsaved.held
        known = (self.field.table, self._record, self.field.column) in held or not self._dirty
        return [] if known else [(self.field.label, self.editor.text())]

    def _hand_over(self, text: str, value: Value) -> None:
        self._handed = text
        record = self._record

        def done(_result: object) -> None:
            if record == self._record:
                self._value = value
                self._set_problem("")
                self._settled(text)

        def refused(error: UserFacingError) -> None:
            if not isinstance(error, NotSaved):  # the session keeps what the drive refused
                self._session.keep_draft(self.field, record, text)
            if record == self._record:
                self._set_problem(f"{error.sentence} {error.next_step}".strip())
                self._settled(text)

        self._write(record, text, done, refused)

    def _set_text(self, record_id: str, text: str, done: Done, refused: Refused) -> None:
        self._session.set_text(self.field, record_id, text, done, refused)

    def _settled(self, text: str) -> None:
        """``text`` is in the file, or kept as a draft; what was typed since then is not."""
        self._handed = None
        if self.editor.text() == text:
            self._stop_timers()
            self._set_dirty(False)

    def leave(self) -> None:
        """The field was left: hand over, tell what is wrong, close the row in the history."""
        if not self._record or self._session.read_only:
            return
        self.submit_now()
        text = self.editor.text()
        if self.field.required and not text.strip():
            self._set_problem(_("“{label}” tidak boleh kosong.").format(label=self.field.label))
            return
        self._set_problem(self._why(text))
        if not self.problem and not self._dirty and self._draft() is None:
            self.editor.show_text(text_for_editing(self.field, self._value, self._session.pack))
        self._session.field_left()

    def _why(self, text: str) -> str:
        """Why a text cannot be read; what a use case refused stays told as long as its draft is there."""
        try:
            read_value(self.field, text, self._session.pack)
        except UserFacingError as error:
            return f"{error.sentence} {error.next_step}".strip()
        if text == self._draft():
            return self.problem or _("Isian ini belum tersimpan. Periksa lalu ubah.")
        return ""

    def _set_problem(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.problem_changed.emit(problem)

    def _set_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self._session.is_typing(self, now=dirty)

    def _stop_timers(self) -> None:
        self._idle.stop()
        self._latest.stop()
