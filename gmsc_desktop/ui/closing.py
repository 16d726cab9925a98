"""Closing a window: what was typed is saved first, work that runs is waited for or taken back as the person says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document_errors import NotSaved
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.jobs import Job
from gmsc_desktop.ui.saving import Saving

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow


class Closing(QObject):
    """Asks at most one question, in one sentence with verbs. ``waiting``: the window closes when its work has ended."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.waiting = False
        window.session.jobs.started.connect(self._follow)

    def may_close(self) -> bool:
        """Whether the window may close now; where it may not, the person knows why."""
        session = self._window.session
        if session.is_closed:
            return True
        try:
            session.flush()
        except UserFacingError as error:
            self._window.status.say(error.sentence)
            return False
        if not self.waiting and not self._ask_about_unfinished():
            return False
        if session.jobs.running:
            if not self.waiting:
                self._ask_about_work(session.jobs.running[0])
            return False
        lost = session.saving is Saving.WAITING or isinstance(session.problem, NotSaved) or bool(session.unsaved)
        if lost and not self._ask_about_unsaved():
            return False
        self.waiting = False
        return True

    # -- what waits for a button

    def _ask_about_unfinished(self) -> bool:
        """Whether what was typed and waits for its button may go; where not, the person stands before it."""
        for page in self._window.pages.values():
            sentence, record_id = page.unfinished()
            if not sentence:
                continue
            step = _("Yang diketik di sana hilang bila jendela ditutup sekarang. Semua yang lain sudah tersimpan.")
            box = plain.message(self._window, QMessageBox.Icon.Question, sentence, step)
            back = box.addButton(_("Kembali ke isian"), QMessageBox.ButtonRole.RejectRole)
            leave = box.addButton(_("Tutup tanpa isian itu"), QMessageBox.ButtonRole.DestructiveRole)
            box.setDefaultButton(back)
            box.setEscapeButton(back)
            box.exec()
            if box.clickedButton() is not leave:
                self._window.show_page(page.key, record_id)
                return False
            page.leave_unfinished(record_id)
            self._window.session.flush()
        return True

    # -- work that runs

    def _ask_about_work(self, job: Job) -> None:
        sentence = _("Pekerjaan ini belum selesai: {work}").format(work=job.sentence)
        step = _("Yang dibatalkan tidak meninggalkan berkas setengah jadi, dan rencana Anda tetap utuh.")
        box = plain.message(self._window, QMessageBox.Icon.Question, sentence, step)
        wait = box.addButton(_("Tunggu sampai selesai"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(_("Batalkan dan tutup"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(_("Jangan tutup"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(wait)
        box.setEscapeButton(stay)
        box.exec()
        if box.clickedButton() is wait:
            self.wait()
        elif box.clickedButton() is cancel:
            self.cancel_and_close()

    def wait(self) -> None:
        """Close as soon as the work has ended well; where it fails, the window stays and tells it."""
        self._close_later()

    def cancel_and_close(self) -> None:
        """Stop the work, and close as soon as it has taken back what it began."""
        for job in list(self._window.session.jobs.running):
            job.cancel()
        self._close_later()

    def _close_later(self) -> None:
        self.waiting = True
        self._window.status.say(_("Jendela ini menutup sendiri setelah pekerjaannya selesai."))
        if not self._window.session.jobs.running:  # it ended while the question stood there
            self._ended()

    def _follow(self, job: Job) -> None:
        job.refused.connect(self._stay)
        job.ended.connect(self._ended)

    def _stay(self) -> None:
        self.waiting = False

    def _ended(self) -> None:
        """What the work told is shown first; its own end may begin another."""
        if self.waiting:
            QTimer.singleShot(0, self, self._close_if_idle)

    def _close_if_idle(self) -> None:
        if self.waiting and not self._window.session.jobs.running:
            self._window.close()

    # -- what could not be saved

    def _ask_about_unsaved(self) -> bool:
        session = self._window.session
        held = bool(session.unsaved) or session.holds_typing
        problem = session.problem
        told = problem.sentence if problem is not None else _("Ada isian yang belum tersimpan.")
        step = _("Semua yang tersimpan sebelumnya aman. Perubahan terakhir hilang bila jendela ditutup sekarang.")
        box = plain.message(self._window, QMessageBox.Icon.Warning, told, step)
        stay = box.addButton(_("Kembali ke rencana"), QMessageBox.ButtonRole.RejectRole)
        again = box.addButton(_("Coba simpan lagi"), QMessageBox.ButtonRole.AcceptRole) if held else None
        apart = box.addButton(_("Simpan teksnya ke berkas…"), QMessageBox.ButtonRole.AcceptRole) if again else None
        leave = box.addButton(_("Tutup tanpa perubahan terakhir"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(again or stay)
        box.setEscapeButton(stay)
        box.exec()
        chosen = box.clickedButton()
        if again is not None and chosen is again:
            session.unsaved.retry()
            session.flush()
            return not (session.unsaved or session.holds_typing) or self._ask_about_unsaved()
        if apart is not None and chosen is apart:
            return self._keep_apart() or self._ask_about_unsaved()
        return chosen is leave

    def _keep_apart(self) -> bool:
        """Put what was typed into a file elsewhere; whether it is there."""
        name = f"belum-tersimpan-{datetime.now().astimezone():%Y%m%d-%H%M}.txt"
        title, kind = _("Simpan teks yang belum tersimpan"), _("Berkas teks (*.txt)")
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, str(Path.home() / name), kind)
        if not chosen:
            return False
        try:
            self._window.session.unsaved.save_apart(Path(chosen))
        except UserFacingError as error:
            box = plain.message(self._window, QMessageBox.Icon.Warning, error.sentence, error.next_step)
            box.addButton(_("Pilih tempat lain"), QMessageBox.ButtonRole.AcceptRole)
            box.exec()
            return False
        return True
