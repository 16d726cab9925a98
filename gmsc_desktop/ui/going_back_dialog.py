"""Going back to a backup: the list of all there are, what the chosen one holds, what happens to the present state."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.desk import kept_backups
from gmsc_desktop.desk.kept_backups import Contents, Kept
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import library
from gmsc_desktop.models.backups import moment_words
from gmsc_desktop.models.differences import Difference, between
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Card, Label, scrolled
from gmsc_desktop.ui.going_back_list import BackupList, present_state
from gmsc_desktop.ui.going_back_words import carried_words, holds_words, last_words, missing_words
from gmsc_desktop.ui.jobs import Job, Jobs, Progress
from gmsc_desktop.ui.session import Session


class RestoreDialog(QDialog):
    """Nothing changes before the button that says so. ``restored`` carries the backup and what came of it."""

    restored = Signal(object, object)  # Kept, Restored

    def __init__(
        self, plan_id: str, session: Session | None, parent: QWidget | None, chosen: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Pulihkan dari cadangan"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 480)
        self._plan_id, self._session = plan_id, session
        self._folder = library.plan_folder(plan_id)
        self.jobs = Jobs(self)
        self._now: Snapshot | None = session.snapshot if session is not None else None
        self._now_known = session is not None
        self._looking: Job | None = None
        self._restoring: Job | None = None
        self._seen: dict[Path, Contents | UserFacingError] = {}
        self.list = BackupList()
        self.list.currentItemChanged.connect(lambda _now, _before: self._look())
        self.title = Label("", 16, theme.SEMIBOLD, wrap=True)
        self.holds, self.last = Label("", wrap=True), Label("", wrap=True)
        self.differs, self.missing = Label("", wrap=True), Label("", tone="warn", wrap=True)
        self.after = Label("", tone="muted", wrap=True)
        self.problem = Label("", tone="error", wrap=True)
        self.compare = Button(_("Lihat perbedaan…"), on_click=self._show_differences)
        self.choose = Button(_("Pilih berkas…"), "folder-open", self._choose)
        self.bar = QProgressBar()
        self.said = Label("", 13, tone="muted")
        self.cancel = Button(_("Batal"), on_click=self.reject)
        self.restore = Button(_("Pulihkan"), "history", self._restore, primary=True)
        self._build()
        self._fill([kept_backups.chosen_file(chosen)] if chosen is not None else [])
        self._find()

    # -- building

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        told = _("Pilih cadangan untuk melihat isinya. Belum ada yang berubah sebelum Anda menekan Pulihkan.")
        box.addWidget(Label(told, tone="muted", wrap=True))
        middle = QHBoxLayout()
        middle.setSpacing(12)
        card = Card(padding=2)
        card.box.addWidget(self.list)
        middle.addWidget(card, 54)
        middle.addWidget(self._details(), 46)
        box.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.bar.setAccessibleName(_("Jalannya pemulihan"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.hide()
        foot.addWidget(self.choose)
        foot.addWidget(self.said, 1)
        for widget in (self.bar, self.cancel, self.restore):
            foot.addWidget(widget)
        box.addLayout(foot)
        self.list.setFocus()

    def _details(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(8)
        for widget in (self.title, self.holds, self.last, self.differs):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.compare)
        row.addStretch(1)
        column.addLayout(row)
        for widget in (self.missing, self.after, self.problem):
            column.addWidget(widget)
        column.addStretch(1)
        return scrolled(inside)

    # -- the list

    def _fill(self, more: list[Kept]) -> None:
        """The backups of this computer at once; others come as they are found."""
        for kept in [*more, *kept_backups.list_kept(self._folder)]:
            self.list.add(kept, self.list.topLevelItemCount())
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        else:
            self._show(None)

    def _find(self) -> None:
        """Look for the second place, which may answer late, and read the plan as it is now where it is not open."""

        def work(_progress: Progress) -> tuple[list[Kept], Snapshot | None]:
            found = kept_backups.list_second(self._plan_id)
            return found, self._now if self._now_known else present_state(self._folder)

        def done(result: tuple[list[Kept], Snapshot | None]) -> None:
            found, self._now = result
            self._now_known = True
            for kept in found:
                self.list.add(kept, self.list.place_of(kept))
            first = self.list.topLevelItem(0)
            if self.list.currentItem() is None and first is not None:
                self.list.setCurrentItem(first)
            self._look()

        self.jobs.start(_("Mencari cadangan…"), work, done, self._tell)

    def _choose(self) -> None:
        told = _("Cadangan (*.gmsc *.sqlite3 *.zip);;Semua berkas (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Pilih cadangan"), str(Path.home()), told)
        if name:
            self.add_file(Path(name))

    def add_file(self, path: Path) -> None:
        """Put a file that the person chose first in the list, and look into it."""
        try:
            kept = kept_backups.chosen_file(path)
        except UserFacingError as error:
            self._tell(error)
            return
        self.list.setCurrentItem(self.list.add(kept, 0))
        self.list.setFocus()

    @property
    def kept(self) -> Kept | None:
        """The backup in the current row."""
        return self.list.kept

    # -- what the chosen one holds

    def _look(self) -> None:
        kept = self.kept
        if self._looking is not None:
            self._looking.forget()
            self._looking = None
        self._show(kept)
        if kept is None or kept.path in self._seen:
            return

        def work(progress: Progress) -> Contents:
            return kept_backups.look(kept, progress.cancel)

        def done(found: Contents | UserFacingError) -> None:
            self._looking = None
            self._seen[kept.path] = found
            if self.kept == kept:
                self._show(kept)

        self._looking = self.jobs.start(_("Membaca cadangan…"), work, done, done)

    def _show(self, kept: Kept | None) -> None:
        found = self._seen.get(kept.path) if kept is not None else None
        for label in (self.holds, self.last, self.differs, self.missing, self.after, self.problem):
            label.setText("")
        self.compare.hide()
        self.restore.setText(_("Pulihkan"))
        self.restore.setEnabled(False)
        if kept is None:
            self.title.setText(_("Belum ada cadangan"))
            self.after.setText(_("Pilih berkas cadangan atau salinan kerja (.gmsc), misalnya dari flashdisk."))
            return
        self.title.setText(_("Cadangan {moment}").format(moment=moment_words(kept.moment)))
        if found is None:
            self.holds.setText(_("Membaca dan memeriksa isinya…"))
        elif isinstance(found, UserFacingError):
            self.problem.setText(f"{found.sentence} {found.next_step}".strip())
        else:
            self._show_contents(found)
        for label in (self.missing, self.problem):
            label.setVisible(bool(label.text()))

    def _show_contents(self, found: Contents) -> None:
        self.holds.setText(f"{holds_words(found)} {carried_words(found)}")
        self.last.setText(last_words(found))
        self.missing.setText(missing_words(found))
        if found.plan_id != self._plan_id:
            self._show_other(found)
            return
        self.restore.setEnabled(self._restoring is None)
        self._show_standing(found)
        if self._now is None and self._now_known and not library.is_present(self._plan_id):
            self.after.setText(_("Berkas rencana tidak ada lagi; isi cadangan ini menjadi rencananya."))
        elif self._now is None and self._now_known:
            self.after.setText(_("Bila dipulihkan, berkas yang rusak disisihkan ke folder cadangan, tidak dihapus."))
        else:
            self.after.setText(
                _(
                    "Bila dipulihkan, keadaan sekarang dengan kontak kantornya disimpan dahulu sebagai cadangan di "
                    "daftar ini, sehingga Anda dapat kembali. Urungkan mulai dari awal. Yang masih ada di salinan "
                    "rekan kembali saat digabungkan."
                )
            )

    def _show_standing(self, found: Contents) -> None:
        if self._now is None:
            told = _("Rencana yang sekarang tidak dapat dibaca, sehingga tidak dapat dibandingkan.")
            self.differs.setText(told if self._now_known else _("Membandingkan dengan keadaan sekarang…"))
            return
        count = len(self._differences(found))
        if count:
            self.differs.setText(_("Dibandingkan dengan sekarang ada {count} perbedaan.").format(count=count))
        else:
            self.differs.setText(_("Isinya sama dengan keadaan sekarang."))
        self.compare.setVisible(bool(count))

    def _differences(self, found: Contents) -> list[Difference]:
        return between(self._now, found.snapshot) if self._now is not None else []

    def _show_other(self, found: Contents) -> None:
        """A backup of another plan never takes this one's place."""
        plan, region = found.snapshot.plan, found.snapshot.region
        name = f"{plan.title or ''} ({region.name or ''})"
        if library.is_present(found.plan_id):
            told = _("Ini cadangan rencana lain yang ada di komputer ini: {name}. Pulihkan dari rencana itu sendiri.")
        else:
            told = _("Ini cadangan rencana lain: {name}. Rencana itu dapat dibuka sebagai rencana tersendiri.")
            self.restore.setText(_("Buka sebagai rencana tersendiri"))
            self.restore.setEnabled(self._restoring is None)
        self.problem.setText(told.format(name=name))

    def _show_differences(self) -> None:
        from gmsc_desktop.ui.differences import DifferencesDialog, Sides, lines_of, summary

        kept = self.kept
        found = self._seen.get(kept.path) if kept is not None else None
        if kept is None or not isinstance(found, Contents) or self._now is None:
            return
        lines = lines_of(self._differences(found), self._now, found.snapshot)
        session = Session(None, found.snapshot)
        title = _("Sekarang dan cadangan {moment}").format(moment=moment_words(kept.moment))
        words = f"{summary(lines)} {_('Tidak ada yang diubah.')}"
        dialog = DifferencesDialog(session, title, words, lines, Sides(_("Sekarang"), _("Di cadangan")), self)
        session.setParent(dialog)
        dialog.open()

    # -- restoring

    def _restore(self) -> None:
        kept, session = self.kept, self._session
        found = self._seen.get(kept.path) if kept is not None else None
        if kept is None or not isinstance(found, Contents) or self._restoring is not None:
            return
        if session is not None and session.jobs.running:
            self._complain(_("Masih ada pekerjaan yang berjalan di rencana ini. Tunggu sampai selesai dahulu."))
            return
        document = session.document if session is not None and found.plan_id == self._plan_id else None
        if session is not None:
            session.flush()

        def work(progress: Progress) -> object:
            return kept_backups.restore(kept, document, tell=progress, cancel=progress.cancel)

        self._restoring = self.jobs.start(_("Memulihkan…"), work, lambda done: self._done(kept, done), self._failed)
        self._restoring.progressed.connect(self._tell_progress)
        self._set_busy(True)

    def _set_busy(self, busy: bool) -> None:
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.cancel.setText(_("Batalkan") if busy else _("Batal"))
        for widget in (self.list, self.choose, self.compare):
            widget.setEnabled(not busy)
        self.restore.setEnabled(not busy)
        self.said.setText(_("Memulihkan…") if busy else "")

    def _tell_progress(self, share: float, sentence: str) -> None:
        self.bar.setRange(0, 1000 if share else 0)
        self.bar.setValue(round(share * 1000))
        if sentence:
            self.said.setText(sentence)

    def _done(self, kept: Kept, done: object) -> None:
        self._restoring = None
        self.restored.emit(kept, done)
        self.accept()

    def _failed(self, error: UserFacingError) -> None:
        self._restoring = None
        self._set_busy(False)
        self._look()
        self._tell(error)

    def _tell(self, error: UserFacingError) -> None:
        self._complain(f"{error.sentence} {error.next_step}".strip())

    def _complain(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    @override
    def reject(self) -> None:
        """Esc and Batal: a restore that runs is stopped first; it then changes nothing, or is done."""
        if self._restoring is not None:
            self._restoring.cancel()
            self.said.setText(_("Membatalkan…"))
            return
        super().reject()

    @override
    def done(self, result: int) -> None:
        if self._looking is not None:
            self._looking.forget()
        super().done(result)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._restoring is not None:
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)
