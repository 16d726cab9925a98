""" "Periksa data" of one window: the check runs beside the work, its report is kept, and what it found is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import integrity, library
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.integrity import DataReport, Fault
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Cancelled, Job, Progress
from gmsc_desktop.ui.session import touches

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow


class DataCheck(QObject):
    """Checks the plan of a window on a thread, and mends. ``changed``: another report, or a check begins or ends."""

    changed = Signal()
    told = Signal(str, bool)  # what an action came to; whether something stood in its way

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.report: DataReport | None = None
        self.job: Job | None = None
        self.watched = False  # whether a dialog shows what comes of it; else the window tells
        self.old = False  # whether the plan has changed since what the report compared
        self._mending = False
        self._old_before = False
        self._before_removal: DataReport | None = None
        self._session.changed.connect(self._plan_changed)

    @property
    def can_check(self) -> bool:
        """Whether what is shown lies on this computer as a plan; a package was checked when it was opened."""
        return self._session.folder is not None

    @property
    def can_mend(self) -> bool:
        """Whether anything may be written."""
        return not self._session.read_only

    @property
    def can_undo(self) -> bool:
        """Whether the newest change of the plan is the removal that was made here."""
        return self._before_removal is not None

    def _plan_changed(self, tables: object) -> None:
        """Any change but a mending makes what was compared before it old."""
        if self._mending or not isinstance(tables, frozenset) or not touches(tables, BY_NAME):
            return
        self._before_removal = None
        if not self.old and (self.report is not None or self.job is not None):
            self.old = True
            self.changed.emit()

    @contextmanager
    def _own_change(self) -> Iterator[None]:
        self._mending, self._before_removal = True, None
        try:
            yield
        finally:
            self._mending = False

    # -- checking

    def start(self) -> None:
        """Check now, after what is being typed is saved; while a check runs nothing happens."""
        folder, document = self._session.folder, self._session.document
        if self.job is not None or folder is None:
            return
        self._session.flush()
        self._old_before, self.old, self._before_removal = self.old, False, None

        def work(progress: Progress) -> DataReport:
            def tell(done: int, whole: int) -> None:
                progress(done, whole)

            try:
                if document is None:
                    return integrity.check_unwritable(folder, progress=tell, cancel=progress.cancel)
                return library.check_data(document, progress=tell, cancel=progress.cancel)
            except UserFacingError as error:
                if progress.cancel.is_set():
                    raise Cancelled from error
                raise

        self.job = self._session.jobs.start(_("Memeriksa data rencana…"), work, self._checked, self._not_checked)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop the check that runs."""
        if self.job is not None:
            self.job.cancel()

    def _checked(self, report: DataReport) -> None:
        self.job, self.report = None, report
        self.changed.emit()
        if not self.watched:
            self._window.say_first(*self._in_short(report))

    def _in_short(self, report: DataReport) -> tuple[str, str, Callable[[], object]]:
        from gmsc_desktop.models.integrity_words import verdict

        return verdict(report), _("Lihat hasilnya"), self._window.check_data

    def _not_checked(self, error: UserFacingError) -> None:
        self.job, self.old = None, self.old or self._old_before  # the report stays the one before
        self.changed.emit()
        self._tell(error)

    def _tell(self, error: UserFacingError) -> None:
        words = f"{error.sentence} {error.next_step}".strip()
        self.told.emit(words, not isinstance(error, Cancelled))
        if not self.watched:
            self._window.status.say(words)

    # -- mending

    def faults_like(self, fault: Fault) -> list[Fault]:
        """Every finding that one step mends together with this one."""
        faults = self.report.faults if self.report is not None else ()
        if fault.kind == "value":
            return [one for one in faults if one.kind == "value" and one.record == fault.record]
        return [one for one in faults if one.kind == fault.kind]

    def use_history(self, fault: Fault) -> None:
        """Make the record of a finding what its history says."""
        from gmsc_desktop.models import mending

        self._mend(self.faults_like(fault), mending.use_history, _("Isinya dikembalikan menurut riwayat."))

    def keep_value(self, fault: Fault) -> None:
        """Write what stands in the record into its history."""
        from gmsc_desktop.models import mending

        self._mend(self.faults_like(fault), mending.keep_as_it_stands, _("Isi yang sekarang dicatat di riwayat."))

    def _mend(self, faults: list[Fault], work: Callable[..., object], said: str) -> None:
        document = self._session.document
        if document is None:
            return
        self._session.flush()
        try:
            with self._own_change():
                work(document, faults)
        except UserFacingError as error:
            self._tell(error)
            return
        self._mended(faults, said)

    def replace_backups(self, fault: Fault) -> None:
        """Make a backup now, and delete the damaged ones."""
        from gmsc_desktop.models import mending

        document, faults = self._session.document, self.faults_like(fault)
        if document is None:
            return
        names = [one.file for one in faults]
        self._session.jobs.start(
            _("Membuat cadangan baru…"),
            lambda _progress: mending.replace_backup(document, names),
            lambda _made: self._mended(faults, _("Cadangan baru dibuat, dan cadangan yang rusak dihapus.")),
            self._tell,
        )

    def remove_evidence(self, fault: Fault) -> bool:
        """Take the record of a file that is lost out of the plan; undo brings it back."""
        before = self.report
        with self._own_change():
            if not self._window.page.delete_rows("evidence", [fault.record]):
                return False
        self._before_removal = before
        said = _("Catatan buktinya dihapus.")
        self._mended([one for one in self.faults_like(fault) if one.record == fault.record], said)
        return True

    def undo_removal(self) -> None:
        """Bring back the record that was just taken out, and what the report said of it."""
        before = self._before_removal
        if before is None:
            return
        with self._own_change():
            self._window.undo()
        self.report = before
        self.changed.emit()
        self.told.emit(_("Catatan buktinya kembali. Cari berkas aslinya."), False)

    def find_files(self, places: Iterable[Path] | None = None) -> None:
        """Look for every evidence file that is missing or changed: in these places, or on this computer."""
        folder = self._session.folder
        faults = [one for one in (self.report.faults if self.report else ()) if one.kind == "evidence"]
        if folder is None or not self.can_mend or not faults:
            return
        sizes = {row.sha256: row.size or 0 for row in self._session.snapshot.all(Evidence)}
        wanted = {one.file: sizes.get(one.file, 0) for one in faults}
        where = list(places) if places is not None else None

        def work(progress: Progress) -> object:
            from gmsc_desktop.desk import finding_files

            looked = where if where is not None else finding_files.places_here()
            return finding_files.bring_back_from(folder, wanted, looked, tell=progress, cancel=progress.cancel)

        def done(sought: object) -> None:
            from gmsc_desktop.desk.finding_files import Sought

            assert isinstance(sought, Sought)
            found = [one for one in faults if one.file in sought.found]
            self._mended(found, sought_words(sought.found, len(wanted), sought.files, sought.unread))

        self._session.jobs.start(_("Mencari berkas aslinya…"), work, done, self._tell)

    def _mended(self, faults: list[Fault], said: str) -> None:
        if self.report is not None and faults:
            left = tuple(one for one in self.report.faults if one not in faults)
            self.report = self._counted(replace(self.report, faults=left))
            if any(one.kind == "evidence" for one in faults):
                self._session.changed.emit(None)  # what is shown of the files is there again
        self.changed.emit()
        self.told.emit(said, False)

    def _counted(self, report: DataReport) -> DataReport:
        """The report with the counts of what is there now."""
        document = self._session.document
        if document is None:
            return report
        with document.reading():
            return integrity.counted_anew(report, document.raw, document.folder)


def sought_words(found: tuple[str, ...], wanted: int, files: int, unread: tuple[str, ...]) -> str:
    """What a search came to, in a sentence that says what to do next."""
    if len(found) == wanted:
        return _("{count} berkas ditemukan dan tersimpan lagi.").format(count=wanted)
    if found:
        words = _("{found} dari {wanted} berkas ditemukan dan tersimpan lagi. Cari sisanya di tempat lain.")
    else:
        words = _("Tidak ada yang sama persis di antara {files} berkas yang dilihat. Cari di tempat lain.")
    told = words.format(found=len(found), wanted=wanted, files=files)
    if unread:
        told += " " + _("{count} berkas tidak dapat dibaca, antara lain {name}.").format(
            count=len(unread), name=unread[0]
        )
    return told
