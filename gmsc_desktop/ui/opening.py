"""Making and opening plans on a thread, away from the window: new, example, from this computer, from a package."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups, library, plan, reference, stages
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_errors import PlanUnwritable
from gmsc_desktop.models.document_file import Holder, PlanDamaged, PlanLocked, read_holder
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.platform_files import computer_name
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.new_plan_form import Wanted
from gmsc_desktop.values import format_date, format_time


@dataclass
class OpenPlan:
    """A plan that was opened, with what must be closed after it."""

    plan_id: str
    document: Document
    snapshot: Snapshot  # read here already, so that the window need not
    closing: ExitStack
    notes: tuple[str, ...] = ()  # what to know before going on
    ahead: datetime | None = None  # the latest moment of the history where this computer's clock is behind it


@dataclass(frozen=True)
class Backup:
    """A backup or a plan that can only be read: its content, where its evidence lies, what stands above it."""

    snapshot: Snapshot
    evidence: Callable[[str], Path | None]
    band: str
    note: str
    what: str  # the same as a heading, without the region
    digest: str = ""  # by which its window is known again
    folder: Path | None = None  # where the plan lies that can only be read


def make_new(wanted: Wanted) -> str:
    """A new plan; its id."""
    plan_id = new_id()

    def fill(document: Document) -> None:
        label = _("Catat rencana yang sudah ada") if wanted.existing else _("Mulai rencana baru")
        with document.change(label) as db:
            plan.begin(
                db,
                plan_id=plan_id,
                title=wanted.title,
                region=wanted.region,
                period_start=wanted.start,
                period_end=wanted.end,
                kind=wanted.kind,
                ancestor_plan=wanted.ancestor or None,
                kind_reason=wanted.reason or None,
                reference_version=reference.CURRENT_VERSION,
            )
            if wanted.existing:
                stages.begin_existing(db, library.current_author().name, date.today())

    with library.created(plan_id, fill):
        pass
    return plan_id


def make_example(_progress: Progress) -> str:
    """The demonstration plan; its id."""
    from gmsc_desktop.demo.loading import make_demo

    return make_demo()


def open_plan(plan_id: str, *, take_over: bool = False) -> OpenPlan:
    """Open a plan of this computer; it is backed up first when that is due, and carded when it closes.

    ``take_over``: the person said that nobody is at work on it, see ``library.opened``.
    """
    from gmsc_desktop.models.clock import ahead_of_clock

    left = read_holder(library.plan_folder(plan_id))
    with ExitStack() as stack:
        document = stack.enter_context(library.opened(plan_id, take_over=take_over))
        notes = (_left_behind(left),) if left is not None else ()
        with document.reading():
            ahead = ahead_of_clock(document.raw)
        return OpenPlan(plan_id, document, document.snapshot(), stack.pop_all(), notes, ahead)


def _left_behind(holder: Holder) -> str:
    """The name of a holder who is gone: the plan could be opened, so nobody has it, but it was not closed either."""
    words = _(
        "Terakhir kali rencana ini tidak ditutup seperti biasa (dibuka oleh {name} di komputer {computer} sejak "
        "{since}). Semua yang tersimpan ada, dan tidak ada orang lain yang sedang membukanya."
    )
    since = moment_words(holder.since)
    told = words.format(name=holder.name or _("seseorang"), computer=holder.computer, since=since)
    if holder.computer != computer_name():
        told += " " + _("Bila rencana ini juga ada di komputer itu, gabungkan hasilnya dengan salinan kerja.")
    return told


def moment_words(moment: str | datetime) -> str:
    """A moment in local time as words: "21 November 2026 pukul 10.42"; what is no moment as it is written."""
    try:
        at = (datetime.fromisoformat(moment) if isinstance(moment, str) else moment).astimezone()
    except ValueError:
        return str(moment)
    return _("{date} pukul {time}").format(date=format_date(at.date()), time=format_time(at))


def open_or_look(plan_id: str, *, take_over: bool = False) -> OpenPlan | Backup:
    """Open a plan, or read it where its folder cannot be written."""
    try:
        return open_plan(plan_id, take_over=take_over)
    except PlanUnwritable as error:
        return look_at_plan(plan_id, error)


def look_at_plan(plan_id: str, why: UserFacingError) -> Backup:
    """The plan as it lies in a folder that cannot be written, or where somebody else may be at work on it."""
    from gmsc_desktop.models import attachments
    from gmsc_desktop.models.document_look import look_at

    folder = library.plan_folder(plan_id)
    with look_at(folder) as frozen:
        snapshot = frozen.snapshot()
    if not (snapshot.rows("plan") and snapshot.rows("region")):
        raise why
    reason = _("folder tidak dapat ditulis") if isinstance(why, PlanUnwritable) else _("mungkin dibuka di tempat lain")
    band = " · ".join((_("HANYA BACA"), snapshot.region.name, reason))
    note = f"{why.sentence} {why.next_step}"
    what = _("Rencana di folder yang tidak dapat ditulis")
    return Backup(snapshot, attachments.finder(folder), band, note, what, digest=plan_id, folder=folder)


def offers_backup(plan_id: str, error: UserFacingError) -> bool:
    """Whether a plan that could not be opened can at least be read as its newest backup has it."""
    return isinstance(error, PlanLocked | PlanDamaged) and bool(backups.list_backups(library.plan_folder(plan_id)))


def read_backup(plan_id: str) -> Backup:
    """The newest good backup of a plan, to be looked at."""
    from gmsc_desktop.models import attachments

    snapshot, moment = library.read_newest_backup(plan_id)
    made = _("cadangan {moment}").format(moment=moment_words(moment))
    band = " · ".join((_("HANYA BACA"), snapshot.region.name, made))
    note = _("Ini isi rencana saat dicadangkan pada {moment}. Perubahan sesudahnya belum terlihat di sini.")
    evidence = attachments.finder(library.plan_folder(plan_id))
    what = _("Cadangan dari {moment}").format(moment=moment_words(moment))
    return Backup(snapshot, evidence, band, note.format(moment=moment_words(moment)), what)
