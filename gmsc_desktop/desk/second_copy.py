"""A plan's copies in the second place: a package with plan and history for each time, evidence once by its content.

Each package is opened, checked and compared before it counts, and pushes out older ones only then. What is not whole
here is never written there.
"""

from __future__ import annotations

import re
import threading
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from gmsc_desktop.desk.evidence_files import evidence_files, evidence_size
from gmsc_desktop.desk.handing_in import store_of
from gmsc_desktop.desk.outside_copies import OutsideCopy, note_outside, read_outside
from gmsc_desktop.desk.second_evidence import sweep_evidence
from gmsc_desktop.desk.second_place import plan_places, read_place, shelter
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups, beside, library, outgoing
from gmsc_desktop.models.attachments import digest_of_file
from gmsc_desktop.models.contacts import read_contacts
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_freeze import Frozen
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.plan_folders import make_folder
from gmsc_desktop.models.settle import differences
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.bag import EvidenceFile
from gmsc_desktop.package.identity import BACKUP, SUFFIXES
from gmsc_desktop.package.meter import WorkCancelled
from gmsc_desktop.package.names import evidence_name
from gmsc_desktop.package.write import PackageRequest, named_evidence, write_package
from gmsc_desktop.platform_files import (
    computer_name,
    disk_full,
    drive_name,
    free_bytes,
    safe_file_name,
    write_atomically,
    writing_error,
)
from gmsc_desktop.text import _

CAPS = backups.Caps(timedelta(days=2), 12, (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 6)), 1024**3)
LOOK_AGAIN = timedelta(days=7)  # after which evidence that lies there is read again
_ROOM = 8 * 1024 * 1024  # bytes beside the evidence, for the package itself
alone = threading.RLock()  # one copy at a time, and none while older ones are deleted
_BLOCK = 1024 * 1024
_NAME = re.compile(r"(?P<moment>[0-9]{8}T[0-9]{12}Z)_(?P<computer>[0-9a-f]{8})\.gmsc")


@dataclass(frozen=True, slots=True)
class Copied:
    """What was written: the package, how many evidence files were new there, how many are missing on this computer."""

    path: Path
    evidence: int
    missing: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking for the second place: whether it is there (None: none was chosen), and what was written."""

    there: bool | None
    copied: Copied | None = None


def state_of(document: Document) -> str:
    """What differs as soon as the plan, its history, or what it has beside it changed; it tells nothing of them."""
    with document.reading():
        query = "SELECT count(*),(SELECT hex(id) FROM change ORDER BY n DESC LIMIT 1) FROM change"
        told = document.raw.execute(query).fetchone()
        carried = beside.read(document.raw)
    left = [one for one in carried.outgoing if one.title != outgoing.SECOND_PLACE]
    mixed = zlib.crc32(repr((carried.contacts, carried.drafts, left)).encode("utf-8", "replace"))
    return ":".join((*map(str, told), f"{mixed:08x}"))


def is_due(document: Document, place_id: str, now: datetime | None = None) -> bool:
    """Whether the plan changed since the newest copy in that place, and that is half an hour old."""
    last = read_outside(document.folder)
    if last is None or last.place != place_id:
        return True
    age = (now or datetime.now(UTC)) - datetime.fromisoformat(last.at)
    return last.state != state_of(document) and not timedelta(0) <= age < backups.INTERVAL


def moment_of(path: Path) -> datetime | None:
    """When a package in the second place was made, from its name; None for another name."""
    found = _NAME.fullmatch(path.name)
    return datetime.strptime(found["moment"], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC) if found else None


def copy_if_there(
    document: Document,
    *,
    asked: bool = False,
    now: datetime | None = None,
    cancel: threading.Event | None = None,
) -> Looked:
    """Copy to the second place of this computer where one is chosen and there, and it is due or ``asked`` for.

    As ``copy_there``; it may ask drives that answer late.
    """
    place = read_place()
    if place is None:
        return Looked(None)
    root = place.find()
    if root is None:
        return Looked(False)
    if not asked and not is_due(document, place.id, now):
        return Looked(True)
    return Looked(True, copy_there(document, root, place.id, now=now, cancel=cancel))


def copy_there(
    document: Document,
    root: Path,
    place_id: str,
    *,
    now: datetime | None = None,
    cancel: threading.Event | None = None,
) -> Copied:
    """Write what is committed now into the second place; on any thread but a change's. It tells nobody anything.

    Raises ``UserFacingError``, ``WorkCancelled`` among them: what counted there before still counts.
    """
    try:
        with alone:
            return _copy_there(document, root, place_id, now or datetime.now(UTC), cancel or threading.Event())
    except OSError as error:  # of a drive that goes in the middle; what is written there is told in its own words
        raise writing_error(error, root) from error


def _copy_there(document: Document, root: Path, place_id: str, now: datetime, cancel: threading.Event) -> Copied:
    state = state_of(document)
    with document.freeze() as frozen:
        copying = _Copying(document, frozen, root, place_id, now, cancel)
        looked = copying.copy_evidence(read_outside(document.folder), place_id)
        path = copying.write_package()
    if not document.changed_outside:  # what may be damaged pushes out nothing that is good
        rotate(path.parent, now)
    copy = OutsideCopy(now.isoformat(), place_id, drive_name(root), shelter(root).value, state, looked)
    note_outside(document.folder, copy)
    person = library.current_author().name
    document.submit(_("Catat yang keluar"), outgoing.record_place, copying.entry, person).result()
    if looked == now.isoformat() and not document.changed_outside:
        sweep_evidence(path.parent, copying.named, cancel)
    return Copied(path, copying.new, copying.missing)


def rotate(folder: Path, now: datetime) -> None:
    """Delete the packages of this computer that the schedule no longer keeps, never the newest."""
    mine = [path for path in folder.glob("*.gmsc") if is_mine(path)]
    backups.rotate_files({moment: path for path in mine if (moment := moment_of(path)) is not None}, now, CAPS)


def is_mine(path: Path) -> bool:
    """Whether this computer wrote a package in the second place, by its name."""
    found = _NAME.fullmatch(path.name)
    return found is not None and found["computer"] == _computer()


def _computer() -> str:
    return f"{zlib.crc32(computer_name().encode('utf-8', 'replace')):08x}"


class _Copying:
    """One copy on its way."""

    def __init__(
        self, document: Document, frozen: Frozen, root: Path, place_id: str, now: datetime, cancel: threading.Event
    ) -> None:
        self._frozen, self._now, self._cancel = frozen, now, cancel
        self._snapshot: Snapshot = frozen.snapshot()
        self._find = store_of(document)
        self.named = named_evidence(self._snapshot)
        self.entry = outgoing.place_entry(frozen.raw, place_id, str(root), len(read_contacts(frozen.raw)))
        if next(iter(differences(frozen.raw)), None) is not None:
            raise UserFacingError(
                _("Isi rencana tidak sama dengan riwayatnya, sehingga tidak disalin ke tempat kedua."),
                _("Jalankan Periksa data. Salinan yang ada di tempat kedua tidak diganti."),
            )
        self._folder = self._plan_folder(root)
        self.new = self.missing = 0

    def _plan_folder(self, root: Path) -> Path:
        plan, region = self._snapshot.plan, self._snapshot.region
        there = next(plan_places(root, plan.id), None)
        name = safe_file_name(" ".join(filter(None, (region.code, region.name))) or _("Rencana"), 60)
        folder = there or root / f"{name}_{plan.id}"
        make_folder(folder)
        return folder

    def copy_evidence(self, last: OutsideCopy | None, place_id: str) -> str:
        """Copy the files that are not there yet; when all that lies there was last compared."""
        files = evidence_files(self._snapshot, self._find)
        looked = last.looked if last is not None and last.place == place_id else ""
        again = not looked or self._now - datetime.fromisoformat(looked) > LOOK_AGAIN
        wanted = [file for file in files if not self._is_there(file, again)]
        self._ask_for_room(evidence_size(wanted))
        for file in wanted:
            self._copy(file)
        self.missing += len(self.named - {file.sha256 for file in files})
        return self._now.isoformat() if again else looked

    def _place_of(self, file: EvidenceFile) -> Path:
        return self._folder / evidence_name(file.sha256, file.suffix).removeprefix("data/")

    def _is_there(self, file: EvidenceFile, again: bool) -> bool:
        self._stop_if_cancelled()
        place = self._place_of(file)
        try:
            if place.stat().st_size != file.path.stat().st_size:
                return False
            return not again or digest_of_file(place) == file.sha256
        except OSError:
            return False

    def _ask_for_room(self, size: int) -> None:
        if free_bytes(self._folder) < size + _ROOM:
            raise disk_full(self._folder / "cadangan", size + _ROOM)

    def _copy(self, file: EvidenceFile) -> None:
        """One file, whole or not at all; what is no longer what its name says, or is not given back, stays behind."""
        try:
            good = digest_of_file(file.path) == file.sha256
        except OSError:
            good = False
        if not good:
            self.missing += 1
            return
        place = self._place_of(file)
        make_folder(place.parent)

        def write(stream: BinaryIO) -> None:
            with file.path.open("rb") as source:
                while block := source.read(_BLOCK):
                    self._stop_if_cancelled()
                    stream.write(block)

        def compare(path: Path) -> None:
            if digest_of_file(path) != file.sha256:
                raise UserFacingError(
                    _("Berkas bukti “{name}” berubah selama disalin ke tempat kedua.").format(name=file.title),
                    _("Salinan sebelumnya tidak diganti. Coba lagi nanti."),
                )

        write_atomically(place, write, verify=compare, size=file.path.stat().st_size)
        self.new += 1

    def write_package(self) -> Path:
        request = PackageRequest(
            kind=BACKUP,
            snapshot=self._snapshot,
            history=self._frozen.history(),
            package_id=new_id(),
            made_at=self._now.astimezone().replace(tzinfo=None),
            beside=beside.read(self._frozen.raw, self.entry),
        )
        name = f"{self._now.strftime('%Y%m%dT%H%M%S%fZ')}_{_computer()}{SUFFIXES[BACKUP]}"
        return write_package(self._folder, request, name=name, cancel=self._cancel).path

    def _stop_if_cancelled(self) -> None:
        if self._cancel.is_set():
            raise WorkCancelled
