"""The backups of a plan, wherever they lie: listed, looked into, and one of them made the plan again."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from gmsc_desktop.desk import receiving, second_copy, second_place
from gmsc_desktop.desk.packages import open_package
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups, beside, library, restoring
from gmsc_desktop.models.backup_look import look_into, not_whole
from gmsc_desktop.models.beside import Beside
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.plan_card import last_change
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.restoring import Restored, Tell, in_silence
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.read import OpenedPackage
from gmsc_desktop.platform_files import reading_error
from gmsc_desktop.text import _

_DATABASE = b"SQLite format 3\x00"


class Where(StrEnum):
    """Where a backup lies."""

    HERE = "here"  # among the plan's own on this computer
    SECOND = "second"  # in the second place
    FILE = "file"  # a file that a person chose


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that could be restored. ``moment`` is when it was made, as its name or its file tells; size in bytes."""

    path: Path
    moment: datetime
    size: int
    where: Where


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds. ``last_at`` and ``last_by`` tell of its newest change (moment in UTC, person).

    ``missing`` counts the evidence files that it names and that lie neither in it, nor beside it, nor on this computer.
    ``carried`` is what it has beside the history, None for a team copy.
    """

    plan_id: str
    snapshot: Snapshot
    last_at: str
    last_by: str
    missing: int
    carried: Beside | None = None


def list_kept(folder: Path, second: Path | None = None) -> list[Kept]:
    """The backups of a plan's folder and of its folder in the second place, where that is present; newest first."""
    found = [_kept(path, Where.HERE) for path in backups.list_backups(folder)]
    found += [_kept(path, Where.SECOND) for path in (second.glob("*.gmsc") if second is not None else ())]
    return sorted((one for one in found if one is not None), key=lambda one: one.moment, reverse=True)


def list_second(plan_id: str) -> list[Kept]:
    """All backups of a plan that lie in the second place, newest first; none while it is not there.

    It may ask drives that answer late. What such a drive does not give back is left out.
    """
    place = second_place.read_place()
    root = place.find() if place is not None else None
    try:
        paths = (
            [path for folder in second_place.plan_places(root, plan_id) for path in folder.glob("*.gmsc")]
            if root
            else []
        )
    except OSError:
        paths = []
    found = [_kept(path, Where.SECOND) for path in paths]
    return sorted((one for one in found if one is not None), key=lambda one: one.moment, reverse=True)


def where_words(where: Where) -> str:
    """Where a backup lies."""
    told = {Where.HERE: _("Komputer ini"), Where.SECOND: _("Tempat kedua"), Where.FILE: _("Berkas yang dipilih")}
    return told[where]


def chosen_file(path: Path) -> Kept:
    """A file that a person chose. ``UserFacingError`` where it cannot be read."""
    kept = _kept(path, Where.FILE)
    if kept is None:
        try:
            path.stat()
        except OSError as error:
            raise reading_error(error, path) from error
        raise not_whole(path)
    return kept


def _kept(path: Path, where: Where) -> Kept | None:
    try:
        status = path.stat()
    except OSError:
        return None
    told = backups.moment_of(path) or second_copy.moment_of(path)
    return Kept(path, told or datetime.fromtimestamp(status.st_mtime, UTC), status.st_size, where)


def is_database(path: Path) -> bool:
    """Whether a file is a backup of this computer rather than a package; ``UserFacingError`` where it is unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError as error:
        raise reading_error(error, path) from error


def look(kept: Kept, cancel: threading.Event | None = None) -> Contents:
    """Check a backup from end to end and read it. ``UserFacingError`` where it is none that could be restored."""
    if is_database(kept.path):
        with look_into(kept.path) as frozen:
            snapshot = frozen.snapshot()
            if not (snapshot.rows("plan") and snapshot.rows("region")):
                raise not_whole(kept.path)
            missing = _missing(snapshot, {})
            return Contents(snapshot.plan.id, snapshot, *last_change(frozen.raw), missing, beside.read(frozen.raw))
    with open_package(kept.path, cancel=cancel) as package:
        _need_history(package)
        return Contents(
            package.identity.plan_id,
            package.snapshot,
            *_last_of(package),
            _missing(package.snapshot, at_hand(kept.path, package)),
            package.beside,
        )


def restore(
    kept: Kept,
    document: Document | None = None,
    *,
    tell: Tell = in_silence,
    cancel: threading.Event | None = None,
) -> Restored:
    """Make the state of a backup the plan again; ``document`` where this program has that plan open.

    What is replaced is kept among the plan's backups. Raises ``UserFacingError``, and what ``tell`` raises: then
    nothing is changed.
    """
    if is_database(kept.path):
        return restoring.restore_backup(kept.path, document, tell)
    tell(0, 1, _("Memeriksa {name}…").format(name=kept.path.name))
    with open_package(kept.path, cancel=cancel) as package:
        _need_history(package)
        return receiving.restore(package, at_hand(kept.path, package), document, tell)


def at_hand(path: Path, package: OpenedPackage) -> dict[str, Path]:
    """The evidence files that came with the package at ``path``, and those that lie beside it in a second place."""
    return {**receiving.beside(path, package.snapshot), **package.evidence}


def _need_history(package: OpenedPackage) -> None:
    if package.history is None:
        raise UserFacingError(
            _("Paket pengajuan tidak memuat riwayat, sehingga rencana tidak dapat dipulihkan darinya."),
            _("Pilih salinan kerja atau cadangan."),
        )


def _last_of(package: OpenedPackage) -> tuple[str, str]:
    history = package.history
    changes = [change for change in history.changes if change.kind != "migration"] if history is not None else []
    if history is None or not changes:
        return "", ""
    names = {author.id: author.name or "" for author in history.authors}
    return changes[-1].at, names.get(changes[-1].author or "", "")


def _missing(snapshot: Snapshot, there: dict[str, Path]) -> int:
    find = attachments.finder(library.plan_folder(snapshot.plan.id))
    named = {row.sha256 for row in snapshot.all(Evidence) if row.sha256}
    return sum(1 for sha256 in named if sha256 not in there and find(sha256) is None)
