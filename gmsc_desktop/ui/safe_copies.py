"""Copies of the open plan that leave the laptop: written to the second place by themselves, told, and asked for.

Nothing here waits for a drive or asks a question: a place that is not plugged in is left alone until it is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gmsc_desktop.desk.outside_copies import last_copy
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Job, Jobs, Progress

if TYPE_CHECKING:
    from gmsc_desktop.desk.second_copy import Looked
    from gmsc_desktop.models.document import Document
    from gmsc_desktop.ui.main_window import MainWindow

LOOK_MS = 60_000  # how often a second place is looked for
FIRST_MS = 4_000  # after the window has settled
ASK_AFTER_DAYS = 7
PROJECTOR_PERCENT = 130  # the size of text that is for a projector
_DISMISSED = "salinan_diingatkan"


class SafeCopies(QObject):
    """Belongs to a plan's window. ``told`` is emitted when what is known of the copies may be another."""

    told = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.jobs = Jobs(self)
        self.problem: UserFacingError | None = None  # why the newest try did not work
        self.plugged_in: bool | None = None  # whether the second place was there when it was last looked for
        self._job: Job | None = None
        self._asking = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        window.closed.connect(self._close)
        if not window.session.read_only:
            self._timer.start()
            QTimer.singleShot(FIRST_MS, self, self.look)

    @property
    def running(self) -> bool:
        """Whether a copy is being written."""
        return self._job is not None

    def look(self, *, now: bool = False) -> None:
        """Copy to the second place where that is due, or ``now``; on a thread, and only where the place is there."""
        document = self._window.session.document
        self.ask_politely()
        if document is None or self._job is not None:
            return
        self._job = self.jobs.start("", lambda progress: _copy(document, progress, now), self._copied, self._failed)

    def _copied(self, looked: Looked) -> None:
        self._job = None
        self.plugged_in = looked.there
        if looked.there is not False:  # it was copied, or there is nothing to copy
            self.problem = None
        self._tell()

    def _failed(self, error: UserFacingError) -> None:
        self._job = None
        self.problem = error
        self._tell()

    def start_afresh(self) -> None:
        """Another place, or none, from now on: what went wrong with the one before is past."""
        self.problem = None
        self._tell()

    def _tell(self) -> None:
        if not self._window.session.is_closed:
            self._window.status.tell_copy_problem(self.problem)
            self.ask_politely()
            self.told.emit()

    def _close(self) -> None:
        self._timer.stop()
        self.jobs.close()

    # -- the polite question

    @property
    def presenting(self) -> bool:
        """Whether others probably look at the screen: it is filled, or the text is as large as for a projector."""
        return self._window.isFullScreen() or self._window.settings.text_percent >= PROJECTOR_PERCENT

    def ask_politely(self, today: date | None = None) -> None:
        """Say in Ringkasan that no copy has left for a week; never over other words, nor while presenting."""
        page = self._window.pages.get("overview")
        session = self._window.session
        if page is None or session.is_closed or session.document is None:
            return
        days = self._days(session.document, today or date.today())
        if days is None or self.presenting or self._dismissed == (today or date.today()).isoformat():
            if self._asking:
                page.banner.hide()
                self._asking = False
            return
        if self._asking or page.banner.isVisibleTo(page):
            return
        words = _(
            "Sudah {days} hari tidak ada salinan rencana ini di luar laptop. Bila laptop hilang atau rusak, pekerjaan "
            "sejak itu ikut hilang."
        )
        page.banner.say(
            "warn", words.format(days=days), _("Simpan cadangan…"), self._window.show_backups,
            (_("Ingatkan besok"), self.put_off),
        )  # fmt: skip
        self._asking = True

    def _days(self, document: Document, today: date) -> int | None:
        """Since how many days no copy has left, where that is too long; a plan that is young is given its time."""
        session = self._window.session
        if session.snapshot.plan.is_example:
            return None
        last = last_copy(document.folder, session.outgoing())
        with document.read():
            row = document.raw.execute("SELECT min(at) FROM change").fetchone()
        since = last.day if last is not None else day_of(str(row[0] or ""))
        days = (today - since).days if since is not None else 0
        return days if days > ASK_AFTER_DAYS else None

    @property
    def _dismissed(self) -> str:
        return self._window.settings.choice(f"{_DISMISSED}/{self._window.session.snapshot.plan.id}")

    def put_off(self, today: date | None = None) -> None:
        """Do not ask again on this day."""
        plan_id = self._window.session.snapshot.plan.id
        self._window.settings.keep_choice(f"{_DISMISSED}/{plan_id}", (today or date.today()).isoformat())
        self.ask_politely(today)


def _copy(document: Document, progress: Progress, now: bool) -> Looked:
    from gmsc_desktop.desk import second_copy  # brings in what writes packages

    try:
        return second_copy.copy_if_there(document, asked=now, cancel=progress.cancel)
    except RuntimeError:  # the plan was closed meanwhile
        if not progress.cancel.is_set():
            raise
        return second_copy.Looked(True)


def day_of(moment: str) -> date | None:
    """The local day of a moment in UTC, None for what is none."""
    try:
        return datetime.fromisoformat(moment).astimezone().date()
    except ValueError:
        return None
