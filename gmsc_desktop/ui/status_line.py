"""The line at the foot of the window that tells the truth: what is saved, what left the laptop, what runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QProgressBar
from typing_extensions import override

from gmsc_desktop.desk.outside_copies import LastCopy, last_copy
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document_errors import NotSaved
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, IconLabel, Label, Surface
from gmsc_desktop.ui.jobs import Job
from gmsc_desktop.ui.saving import Saving
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_date, format_time

OLD_COPY_DAYS = 7


class _LowButton(Button):
    """A button that fits into the line."""

    @override
    def restyle(self) -> None:
        super().restyle()
        self.setFont(theme.font(13, theme.MEDIUM))
        self.setFixedHeight(theme.px(24))


class StatusLine(Surface):
    """Left what is safe, right a running job or the last change."""

    def __init__(self, session: Session) -> None:
        super().__init__("sidebar", "t", row=True)
        self._session = session
        self.box.setContentsMargins(12, 0, 12, 0)
        self.box.setSpacing(6)
        self._saved_icon = IconLabel("circle-check", "ok")
        self.saved = ElidedLabel("", 13, tone="muted")
        self._copy_icon = IconLabel("hard-drive-download", "muted")
        self.copy = Label("", 13, tone="muted")
        self._copy_problem: UserFacingError | None = None
        self.said = ElidedLabel("", 13, tone="muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Jalannya pekerjaan"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.hide()
        self._job: Job | None = None
        self.cancel = _LowButton(_("Batalkan"), on_click=lambda: self._job.cancel() if self._job else None)
        self.cancel.hide()
        self._step: Callable[[], object] | None = None
        self.back = _LowButton(_("Urungkan"), "undo-2", lambda: self._step() if self._step else None)
        self.back.hide()
        self._dot = Label("·", 13, tone="muted")
        self.again = _LowButton(_("Coba simpan lagi"), on_click=session.unsaved.retry)
        self.again.hide()
        for widget in (self._saved_icon, self.saved, self.again, self._dot, self._copy_icon, self.copy):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.box.addWidget(self.said)
        self.box.addWidget(self.back)
        self.box.addWidget(self.bar)
        self.box.addWidget(self.cancel)
        session.saving_changed.connect(self.tell_saved)
        session.jobs.started.connect(self.follow)
        self.restyle()
        self.tell_saved()
        self.tell_copy()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setFixedHeight(theme.px(28))

    def tell_saved(self) -> None:
        """Only what COMMIT has returned for is called saved."""
        session = self._session
        if session.read_only:
            self._show("info", "muted", _("Hanya baca"))
        elif session.saving is Saving.WAITING:
            self._show("circle-dashed", "muted", _("Menyimpan…"))
        elif session.saving is Saving.FAILED:
            self._show("circle-alert", "error", _failed_words(session))
        elif session.unsaved.tight:
            self._show("triangle-alert", "error", session.unsaved.tight)
        elif session.last_saved is None:
            self._show("circle-check", "ok", _("Semua tersimpan"))
        else:
            self._show("circle-check", "ok", _("Tersimpan {time}").format(time=format_time(session.last_saved)))

    def _show(self, icon: str, use: str, words: str) -> None:
        self._saved_icon.set_icon(icon, use)
        self.saved.setText(words)
        self.saved.set_tone("error" if use == "error" else "text")
        self.again.setVisible(use == "error" and (bool(self._session.unsaved) or self._session.holds_typing))
        for widget in (self._dot, self._copy_icon, self.copy):  # what is in danger now has the room
            widget.setVisible(use != "error" and not self._session.read_only)

    def tell_copy(self, today: date | None = None) -> None:
        """When a copy of the plan last left this laptop."""
        if self._session.read_only:
            for widget in (self._dot, self._copy_icon, self.copy):
                widget.hide()
            return
        folder = self._session.folder
        newest = last_copy(folder, self._session.outgoing()) if folder is not None else None
        sentence, old = copy_words(newest, today or date.today())
        if self._copy_problem is not None:
            sentence = _("Salinan ke tempat kedua gagal: lihat Berkas, Cadangan.")
        self._copy_icon.set_icon("hard-drive-download", "warn" if old or self._copy_problem else "muted")
        self.copy.setText(sentence)
        self.copy.setToolTip(plain.tip(str(self._copy_problem or "")))

    def tell_copy_problem(self, problem: UserFacingError | None) -> None:
        """Why the newest try to copy to the second place did not work, None where it did."""
        self._copy_problem = problem
        self.tell_copy()

    def say(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """One line at the right: the last change, or what an action did; ``undo`` takes just that back."""
        self.said.setText(sentence)
        self._step = undo
        self.back.setVisible(undo is not None)

    def follow(self, job: Job) -> None:
        """Show a job with its bar and its cancel until it ends."""
        self.say(job.sentence)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel.show()
        self._job = job
        job.progressed.connect(self._tell_progress)
        job.ended.connect(self._job_ended)

    def _tell_progress(self, share: float, sentence: str) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(share * 1000))
        if sentence:
            self.say(sentence)

    def _job_ended(self) -> None:
        self.bar.hide()
        self.cancel.hide()
        self.say("")
        self._job = None
        self.tell_copy()

    def say_change(self, label: str, author: str, at: datetime) -> None:
        """The last change with person and time."""
        words = _("Terakhir: {change}, {person}, {time}")
        self.say(words.format(change=label, person=author, time=format_time(at)))


def _failed_words(session: Session) -> str:
    """What was not saved and what to do, in one line."""
    problem = session.problem
    if session.unsaved:
        why = problem.sentence.partition(". ")[0] + ". " if isinstance(problem, NotSaved) else ""
        return why + _("Yang terakhir Anda ketik belum tersimpan: kosongkan ruang, lalu simpan lagi.")
    return problem.sentence if problem is not None else ""


def copy_words(newest: LastCopy | None, today: date) -> tuple[str, bool]:
    """The sentence about the newest copy that left, and whether it is too old to rely on; without one it is."""
    if newest is None:
        return _("Salinan di luar laptop: belum ada"), True
    days = (today - newest.day).days
    if days <= 0:
        when = _("hari ini")
    elif days == 1:
        when = _("kemarin")
    elif days <= 31:
        when = _("{days} hari lalu").format(days=days)
    else:
        when = format_date(newest.day)
    words = _("Salinan di luar laptop: {when}")
    if not newest.sure:
        words = _("Salinan di drive lain, mungkin di luar laptop: {when}")
    return words.format(when=when), days > OLD_COPY_DAYS
