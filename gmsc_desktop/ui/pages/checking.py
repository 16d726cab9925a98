"""The findings of the open plan: looked for on a thread when the plan is opened and again after changes."""

from __future__ import annotations

from datetime import date, datetime

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from gmsc_desktop.desk.findings import EvidenceStates, find_findings
from gmsc_desktop.desk.private import private_texts
from gmsc_desktop.models import checks
from gmsc_desktop.models.checks import Finding, Unchecked
from gmsc_desktop.models.checks.readiness import Readiness, readiness_of
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Job, Progress
from gmsc_desktop.ui.pages.page import Wait
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.shown import present_year

PAGE = "checks"
FIRST_AFTER, AGAIN_AFTER = 1200, 500  # milliseconds: the window is painted first; a person goes on typing


_Found = tuple[tuple[Finding, ...], frozenset[str]]


def _find(snapshot: Snapshot, purpose: str, year: int, states: EvidenceStates | None) -> _Found:
    findings = tuple(find_findings(snapshot, purpose, year, states))
    return findings, frozenset(text.finding_key for text in private_texts(snapshot))


class Checking(QObject):
    """What stands between the plan and the chosen purpose. ``found`` tells of new findings, or of a new question.

    The check reads the frozen records that the window shows, so it needs neither lock nor copy.
    """

    found = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.findings: tuple[Finding, ...] = ()
        self._maskable: frozenset[str] = frozenset()  # keys of findings of private numbers
        self.at: datetime | None = None  # None before the first check of this purpose
        self.problem = ""
        self.year = present_year(session.snapshot)
        self._states = EvidenceStates(session.evidence_path)
        self._question = 0
        self._job: Job | None = None  # the newest
        self._jobs: list[Job] = []  # an older one may still run; a job that nobody holds cannot tell its end
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.check_now)
        kept = Settings().choice(f"tahap/{session.snapshot.plan.id}")
        known = [choice.code for choice in checks.purposes(session.pack)]
        off = checks.unchecked_stages(session.snapshot, session.pack)
        first = next((code for code in known if code not in off), known[0])
        self.purpose = kept if kept in known else first
        session.changed.connect(lambda _changed: self._timer.start(AGAIN_AFTER))
        self._timer.start(FIRST_AFTER)

    @property
    def purpose_name(self) -> str:
        """What the purpose is called."""
        return self._session.pack.label("stage", self.purpose)

    @property
    def current(self) -> bool:
        """Whether the findings are those of the plan as it is shown."""
        return self.at is not None and self._job is None and not self._timer.isActive()

    @property
    def open_musts(self) -> list[Finding]:
        """What stands in the way of a package, and is counted as "wajib" wherever a person reads of it.

        Private numbers are not: they are masked in whatever leaves, and it is asked about them when it is made.
        """
        return [finding for finding in self.findings if finding.open and not self.is_private(finding)]

    @property
    def private(self) -> list[Finding]:
        """Private numbers that nobody has decided to leave as they are; what leaves has them masked."""
        return [finding for finding in self.findings if finding.open and self.is_private(finding)]

    def is_private(self, finding: Finding) -> bool:
        """Whether a finding tells of a private number that is masked in what leaves."""
        return finding.key in self._maskable

    @property
    def readiness(self) -> Readiness:
        """How many of the rules that must be met for this purpose have nothing open."""
        present = date.today().year
        return readiness_of(self._session.snapshot, self.purpose, self.year, self.open_musts, present=present)

    @property
    def unchecked(self) -> Unchecked:
        """What of the purpose is not looked at, because the plan existed before it was recorded here."""
        return checks.unchecked(self._session.snapshot, self.purpose, date.today().year)

    def ask(self, purpose: str, year: int) -> None:
        """Check for another purpose or year from now on; the purpose is kept for the next time."""
        if (purpose, year) == (self.purpose, self.year):
            return
        self.purpose, self.year = purpose, year
        Settings().keep_choice(f"tahap/{self._session.snapshot.plan.id}", purpose)
        self.findings, self.at = (), None
        self.found.emit()
        self.check_now()

    def check_now(self) -> None:
        """Look now; an answer to an earlier question is thrown away."""
        self._timer.stop()
        self._question += 1
        question, snapshot, purpose, year = self._question, self._session.snapshot, self.purpose, self.year
        states = None if self._session.read_only else self._states

        def work(_progress: Progress) -> _Found:
            return _find(snapshot, purpose, year, states)

        # Not one of the session's jobs: the status line stays with what the person does.
        job = self._job = Job(
            _("Memeriksa rencana"),
            work,
            lambda found: self._take(question, found, ""),
            lambda error: self._take(question, ((), frozenset()), f"{error.sentence} {error.next_step}".strip()),
        )
        self._jobs.append(job)
        job.ended.connect(lambda: self._jobs.remove(job))
        job.start()

    def _take(self, question: int, found: _Found, problem: str) -> None:
        if not shiboken6.isValid(self) or question != self._question:
            return
        self._job = None
        (self.findings, self._maskable), self.problem = found, problem
        self.at = datetime.now().astimezone()
        self.found.emit()
        self._session.counted.emit(PAGE)

    def wait(self) -> Wait:
        """How many musts are open, for the navigation."""
        return len(self.open_musts), "error"


def checking_of(session: Session) -> Checking:
    """The one check of an open plan."""
    found = session.findChild(Checking)
    return found if found is not None else Checking(session)
