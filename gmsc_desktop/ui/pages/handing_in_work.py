"""The long work of handing in: the package, one file of the plan, and how large the parts of a package become."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from gmsc_desktop.desk.errands import have_measured, have_output, have_package
from gmsc_desktop.desk.findings import EvidenceStates, find_findings
from gmsc_desktop.desk.handing_in import (
    DATA,
    PRINTED,
    WORKBOOK,
    Sizes,
    Wanted,
    store_of,
    write_output,
)
from gmsc_desktop.desk.private import Leaving, prepare, private_texts
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports import Edition, Output
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.revision import revision_code
from gmsc_desktop.package.identity import SUBMISSION
from gmsc_desktop.package.write import Written
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Cancelled, Job, Progress
from gmsc_desktop.ui.private_question import contacts_of
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.worker.paper_pictures import look

MEASURED_AFTER = 1500  # milliseconds without a change: a book is printed for it
FIRST_AFTER = 200  # where nothing can be said yet
_PARTS = (PRINTED, WORKBOOK, DATA)


def package_work(session: Session, folder: Path, wanted: Wanted, year: int) -> Callable[[Progress], Written]:
    """Check once more, write, read back, note; on the frozen copy of the moment in which it begins."""
    document = session.document
    assert document is not None

    def work(progress: Progress) -> Written:
        if wanted.kind == SUBMISSION:
            _refuse_open_musts(document, wanted, year)
        return have_package(document, folder, wanted, progress=progress, cancel=progress.cancel)

    return work


def _refuse_open_musts(document: Document, wanted: Wanted, year: int) -> None:
    with document.freeze() as frozen:
        snapshot = frozen.snapshot()
    findings = find_findings(snapshot, wanted.stage, year, EvidenceStates(store_of(document)))
    met = {text.finding_key for text in private_texts(snapshot)} if wanted.leaving.mask else set()
    left = sum(finding.open and finding.key not in met for finding in findings)
    if left:
        raise UserFacingError(
            _("Masih ada {count} hal wajib, jadi paket belum dibuat.").format(count=left),
            _("Buka Pemeriksaan: penuhi, atau serahkan dengan alasan."),
        )


def export_work(session: Session, output: Output, leaving: Leaving) -> tuple[Edition, Callable[[Path, Progress], None]]:
    """The edition that names the file, and the work that writes it and notes that it left."""
    prepared = prepare(session.snapshot, leaving, contacts_of(session))
    snapshot, find, document = prepared.snapshot, session.evidence_path, session.document
    code, today = revision_code(snapshot), date.today()

    def edition(progress: Progress | None = None) -> Edition:
        if progress is None:
            return Edition.of(
                snapshot, revision_code=code, made_on=today, picture=find, look=look, contacts=prepared.lines
            )
        return Edition.of(
            snapshot,
            revision_code=code,
            made_on=today,
            progress=lambda fraction: progress(round(fraction * 1000), 1000),
            cancelled=progress.cancel.is_set,
            picture=find,
            look=look,
            contacts=prepared.lines,
        )

    named = edition()

    def work(target: Path, progress: Progress) -> None:
        if document is not None and have_output(
            document, output, named, prepared, leaving, target, progress=progress, cancel=progress.cancel
        ):
            return
        write_output(output, edition(progress), prepared, target, document)

    return named, work


class Measuring(QObject):
    """Sizes of the parts, measured while nothing else is made; ``sizes`` is None until they are known.

    Until a plan that has changed is measured again they are those of before, also of the last time it was open.
    """

    measured = Signal()

    def __init__(self, session: Session, page: QObject) -> None:
        super().__init__(page)
        self._session = session
        self._setting = f"ukuran_paket/{session.snapshot.plan.id}"
        self.sizes: Sizes | None = _kept(Settings().choice(self._setting))
        self.stage = ""
        self._known = ""  # the revision and stage that ``sizes`` is of
        self._cancel = threading.Event()
        self._jobs: list[Job] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._measure)

    def ask(self, wanted: Wanted) -> None:
        """Measure when the plan has not changed for a moment; nothing where it is known already."""
        self.stage = wanted.stage
        if self._session.document is None or self._known == self._mark():
            return
        self.stop()
        if self.sizes is not None:
            self.sizes = replace(self.sizes, exact=False)
        self._timer.start(MEASURED_AFTER if self.sizes is not None else FIRST_AFTER)

    def stop(self) -> None:
        """Measure no more, until somebody asks again."""
        self._timer.stop()
        self._cancel.set()

    def _mark(self) -> str:
        return f"{self.stage} {revision_code(self._session.snapshot)}"

    def _measure(self) -> None:
        document, mark, wanted = self._session.document, self._mark(), Wanted(SUBMISSION, self.stage)
        if document is None:
            return
        cancel = self._cancel = threading.Event()
        job = Job(
            _("Menghitung ukuran"),
            lambda _progress: _measured(document, wanted, cancel),
            lambda sizes: self._take(mark, cancel, sizes),
            lambda _error: (
                None
            ),  # a size that is not known is no reason to disturb; making the package tells what is wrong
        )
        self._jobs.append(job)  # a job that nobody holds is gone before it can tell its end
        job.ended.connect(lambda: self._jobs.remove(job))
        job.start()

    def _take(self, mark: str, cancel: threading.Event, sizes: Sizes) -> None:
        if shiboken6.isValid(self) and not cancel.is_set():
            self.sizes, self._known = sizes, mark
            Settings().keep_choice(self._setting, " ".join(str(sizes.parts[part]) for part in _PARTS))
            self.measured.emit()


def _kept(told: str) -> Sizes | None:
    """What was measured the last time that the plan was open; None where nothing was."""
    figures = [int(word) for word in told.split() if word.isdecimal()]
    return Sizes(dict(zip(_PARTS, figures, strict=True)), exact=False) if len(figures) == len(_PARTS) else None


def _measured(document: Document, wanted: Wanted, cancel: threading.Event) -> Sizes:
    try:
        return have_measured(document, wanted, cancel)
    except Exception:
        if cancel.is_set():  # the page was left, and the plan may be closed by now
            raise Cancelled from None
        raise
