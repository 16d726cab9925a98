"""Opens packages of others: a submission beside one's own plans to look at, a team copy as the plan that it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.desk import received
from gmsc_desktop.desk.packages import band, made_on
from gmsc_desktop.desk.packages import open_package as read_package
from gmsc_desktop.desk.received import Received
from gmsc_desktop.desk.receiving import Sender, Standing, compare, meet_sender
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import library
from gmsc_desktop.models.differences import Difference, between
from gmsc_desktop.models.document import Document
from gmsc_desktop.package.meter import WorkCancelled
from gmsc_desktop.package.read import OpenedPackage
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Cancelled, Progress
from gmsc_desktop.ui.plan_rows import stage_words
from gmsc_desktop.ui.taking import Offered, ask_to_take
from gmsc_desktop.values import format_date

if TYPE_CHECKING:
    from gmsc_desktop.models.snapshot import Snapshot
    from gmsc_desktop.ui.windows import Windows


@dataclass
class Looked:
    """A package that is shown as it is; its files go when the window closes."""

    package: OpenedPackage
    closing: ExitStack
    band: str
    notes: tuple[str, ...]
    path: Path  # the file that was opened
    sender: Sender
    standing: Standing | None = None  # of a team copy to the plan that is here
    received: Received | None = None  # of a submission that is kept
    earlier: Received | None = None  # what it is best held against


@dataclass(frozen=True)
class Compared:
    """Two submissions held against each other."""

    one: Received
    other: Received
    before: Snapshot
    after: Snapshot
    differences: list[Difference]


@dataclass
class Intake:
    """What became of several packages that were received at once."""

    kept: list[Received] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # of each that was not taken, why


def receive(path: Path, progress: Progress, opened: Mapping[str, Document]) -> Offered | Looked:
    """Read and check a package: what would become a plan here, or what is looked at; ``opened`` by plan id."""
    with ExitStack() as stack:
        package = stack.enter_context(read_package(path, cancel=progress.cancel))
        sender = meet_sender(package)
        if package.history is None:
            notes = (*package.warnings, *([sender.note] if sender.note else []))
            looked = Looked(package, stack, band(package.identity), notes, path, sender)
            _keep(path, looked, progress)
            looked.closing = stack.pop_all()
            return looked
        plan_id = package.identity.plan_id
        if not library.is_present(plan_id):
            return Offered(package, stack.pop_all(), path, sender)
        if plan_id in opened:
            standing = compare(package, opened[plan_id])
        else:
            with library.opened(plan_id) as document:
                standing = compare(package, document)
        notes = (standing.sentence, _("Rencana Anda tidak diubah."), *package.warnings)
        return Looked(package, stack.pop_all(), band(package.identity), notes, path, sender, standing)


def _keep(path: Path, looked: Looked, progress: Progress) -> None:
    """Remember a submission in the list; where that fails it is shown all the same, and told."""
    package = looked.package
    known = received.list_received()
    there = next((one for one in known if one.digest == package.digest), None)
    room = received.room_of(path)
    if room and there is not None and room != there.room:
        raise UserFacingError(
            _("Berkas {name} di daftar bukan lagi paket yang dahulu diterima.").format(name=path.name),
            _("Hapus dari daftar, lalu buka lagi dari berkas asalnya."),
        )
    try:
        kept = received.keep(path, package, progress)
    except (Cancelled, WorkCancelled):
        raise
    except UserFacingError as error:
        told = _("Paket ini tidak disimpan di daftar: {why}").format(why=f"{error.sentence} {error.next_step}".strip())
        looked.notes = (told, *looked.notes)
        return
    looked.received, looked.earlier = kept, received.earlier_than(kept, known)
    looked.notes = (*_how_it_came(there, room, looked), *looked.notes)


def _how_it_came(there: Received | None, room: str, looked: Looked) -> Sequence[str]:
    earlier = looked.earlier
    if there is not None and not room:
        return (_("Paket ini sudah ada di daftar, diterima {date}.").format(date=day_of(there.received_at)),)
    if earlier is not None and looked.received is not None and earlier.package_id == looked.received.package_id:
        words = _("Paket dengan nomor yang sama diterima {date} dengan isi lain. Keduanya disimpan.")
        return (words.format(date=day_of(earlier.received_at)),)
    if earlier is not None:
        words = _("Sebelumnya diterima {stage}, {date}.")
        return (words.format(stage=stage_words(earlier), date=day_of(earlier.received_at)),)
    return ()


def day_of(moment: str) -> str:
    """The local day of a moment in UTC."""
    return format_date(datetime.fromisoformat(moment).astimezone().date())


def compare_received(one: Received, other: Received, progress: Progress) -> Compared:
    """Read two kept submissions again and hold the later against the earlier."""
    snapshots = []
    for number, kept in enumerate((one, other)):
        progress(number, 2, _("Membaca {name}…").format(name=kept.file_name))
        with read_package(kept.path, keep_evidence=False, cancel=progress.cancel) as package:
            snapshots.append(package.snapshot)
    before, after = snapshots
    return Compared(one, other, before, after, between(before, after))


def take_in(paths: Sequence[Path], progress: Progress, opened: Mapping[str, Document]) -> Intake:
    """Receive several packages; one that is refused is told, and the others are taken all the same."""
    intake = Intake()
    for number, path in enumerate(paths):
        progress(number, len(paths), _("Memeriksa {name}…").format(name=path.name))
        step = Progress(lambda _share, _words: None)
        step.cancel = progress.cancel
        try:
            result = receive(path, step, opened)
        except (Cancelled, WorkCancelled):
            raise
        except UserFacingError as error:
            intake.told.append(f"{path.name}: {error.sentence}")
            continue
        if isinstance(result, Offered):
            with result.closing:
                words = _("{name}: rencana dari {origin}. Buka berkas ini sendiri untuk menjadikannya rencana di sini.")
                identity = result.package.identity
                origin = identity.office or identity.region_name or _("komputer lain")
                intake.told.append(words.format(name=path.name, origin=f"{origin}, {made_on(identity)}"))
            continue
        with result.closing:
            if result.received is not None:
                intake.kept.append(result.received)
            else:
                intake.told.append(f"{path.name}: {' '.join(result.notes)}")
    return intake


def open_documents(windows: Windows) -> dict[str, Document]:
    """The plans that are open in windows, by id."""
    documents = {plan_id: window.session.document for plan_id, window in windows.plans.items()}
    return {plan_id: document for plan_id, document in documents.items() if document is not None}


def open_package(windows: Windows, path: Path) -> None:
    """Open a package from home; the window that shows it already is raised."""
    home = windows.home or windows.show_home()
    opened = open_documents(windows)

    def done(result: Offered | Looked) -> None:
        if isinstance(result, Offered):
            ask_to_take(windows, result)
        else:
            windows.show_package(result)
        home.refresh()

    sentence = _("Memeriksa {name}…").format(name=path.name)
    home.jobs.start(sentence, lambda progress: receive(path, progress, opened), done, home.tell)


def open_packages(windows: Windows, paths: Sequence[Path]) -> None:
    """Receive several packages into the list, without a window for each."""
    home = windows.home or windows.show_home()
    opened = open_documents(windows)

    def done(intake: Intake) -> None:
        home.refresh()
        taken = len(intake.kept)
        words = _("{count} dari {all} paket ada di daftar.").format(count=taken, all=len(paths))
        home.banner.say("warn" if intake.told else "info", " ".join((words, *intake.told)))

    sentence = _("Memeriksa {count} paket…").format(count=len(paths))
    home.jobs.start(sentence, lambda progress: take_in(paths, progress, opened), done, home.tell)


def open_comparison(windows: Windows, later: Received) -> None:
    """Hold a kept submission against what came before it, in a window of its own."""
    home = windows.home or windows.show_home()
    earlier = received.earlier_than(later, received.list_received())
    if earlier is None:
        home.banner.say("info", _("Belum ada pengajuan sebelumnya dari rencana ini untuk dibandingkan."))
        return

    def show(compared: Compared) -> None:
        from gmsc_desktop.ui.differences import show_compared

        show_compared(windows, compared)

    words = _("Membandingkan dua pengajuan…")
    home.jobs.start(words, lambda progress: compare_received(earlier, later, progress), show, home.tell)
