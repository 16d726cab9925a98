"""What is right after a try: old or new and never a part, what was told to be safe, the next start, the screen."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from gmsc_desktop.desk import second_copy, second_evidence, second_place
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups, library, plan_folders
from gmsc_desktop.models.attachments.store import FOLDER
from gmsc_desktop.models.attachments.store import TEMPORARY as TEMPORARY_FILES
from gmsc_desktop.models.cards import list_cards
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME, PlanDamaged
from gmsc_desktop.models.snapshot import Snapshot, read_snapshot, to_json
from gmsc_desktop.package.examine import examine
from gmsc_desktop.package.identity import SUFFIXES
from gmsc_desktop.platform_files import write_atomically
from tests.faults.children import Report
from tests.faults.script import DAMAGED, digest, digest_of, use_data
from tests.faults.stages import DATA, OUTSIDE, TEMPORARY, Stage

PACKAGES = set(SUFFIXES.values())


@dataclass
class Known:
    """What a scenario is held against: how it begins, and what it tells and leaves where nothing goes wrong."""

    stage: Stage
    place: Path
    before: str = ""  # what the plan is at the beginning, empty where there is none
    dry: Report = field(default_factory=Report)
    backups: set[str] = field(default_factory=set)  # what the backups hold that are there at the beginning
    outside: dict[Path, set[str]] = field(default_factory=dict)  # SHA-256 of old and new, by path in the place

    def learn_backups(self) -> None:
        """Backups of the template stay what they are."""
        self.backups = {digest_of(path) for path in backups.list_backups(self.stage.file.parent)}

    def learn(self, root: Path) -> None:
        """Files outside are allowed to be as they are now below ``root``."""
        for path in (root / OUTSIDE).rglob("*"):
            if path.is_file():
                known = self.outside.setdefault(path.relative_to(root), set())
                known.add(attachments.digest_of_file(path))

    def allowed(self, report: Report) -> set[str]:
        """What the plan may be after a try, given what was told before it ended."""
        dry = [told.digest for told in self.dry.told]
        told = len(report.told)
        if report.killed:
            found = set(dry[max(0, told - 1) : told + 1])
            return found | {self.before} if told <= 1 else found
        if report.after:
            return {report.after}
        if told:  # a command has ended: nobody could ask the drive whether its last step lasted
            return set(dry[told - 1 : told + 1])
        return {self.before, dry[0]}  # opening brings an older plan on, and may fail after that


def judge(known: Known, report: Report) -> list[str]:
    """What is wrong in the place of a try; also starts the application there once more."""
    faults = list(report.faults)
    promised = report.told[-1].files if report.told else {}
    for name, sha256 in promised.items():
        path = Path(name)
        if not path.exists() or (sha256 and attachments.digest_of_file(path) != sha256):
            faults.append(f"lost: {path.parent.name}/{path.name}")
    faults += partial_files(known, report) + without_evidence(known.place)
    told = f", told was “{report.said}”" if report.said else ""
    faults += [f"{fault}{told}" for fault in _next_start(known, known.allowed(report))]
    faults += without_evidence(known.place) + leftovers(known.place)
    return faults


def _next_start(known: Known, allowed: set[str]) -> list[str]:
    """Start as the application does: list the plans, open this one; or the next package where there is none."""
    use_data(known.place / DATA)
    tempfile.tempdir = str(known.place / TEMPORARY)
    try:
        listed = list_cards()
        plan_folders.sweep()
        folder = library.plan_folder(known.stage.plan_id)
        if not (folder / FILE_NAME).exists():
            plan_folders.sweep_copies()
            return [] if "" in allowed and not listed else ["lost: the plan"]
        return _opened_again(known, allowed)
    finally:
        # The next file that leaves takes away what was left of the one before.
        write_atomically(known.place / OUTSIDE / "sesudah.txt", lambda stream: (stream.write(b"ya"), None)[1])
        tempfile.tempdir = None


def _opened_again(known: Known, allowed: set[str]) -> list[str]:
    faults = []
    try:
        with library.opened(known.stage.plan_id) as document:
            found = digest(document.raw)
            if document.raw.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                faults.append("corrupt: integrity")
            if document.raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
                faults.append("corrupt: references")
            if document.raw.execute("PRAGMA user_version").fetchone()[0] != known.stage.format:
                faults.append("stuck: the format")
            if document.notices:
                faults.append(f"asked: {document.notices[0].sentence}")
            second_copy.copy_if_there(document)  # as the window does when it has settled
    except UserFacingError as error:
        return [] if DAMAGED in allowed and isinstance(error, PlanDamaged) else [f"corrupt: {error.sentence}"]
    except Exception as error:
        return [f"stuck: {error!r}"]
    if found not in allowed:
        faults.append("lost: what was told to be saved" if found != known.before else "lost: all")
    return faults


def partial_files(known: Known, report: Report) -> list[str]:
    """Files under their own name that are not whole."""
    digests = {told.digest for told in (*known.dry.told, *report.told)} | {known.before} | known.backups
    digests.discard(DAMAGED)
    faults = []
    for path in known.place.rglob("*"):
        name = path.relative_to(known.place)
        if path.name.startswith(".~") or not path.is_file() or "gmsc-" in str(name):
            continue
        if path.parent.name == backups.FOLDER and path.suffix == backups.SUFFIX:
            good = digest_of(path) in digests
        elif name.parts[0] == OUTSIDE:
            good = attachments.digest_of_file(path) in known.outside.get(name, ()) or _is_whole(path)
        elif path.parent.parent.name == FOLDER:
            good = path.parent.name == TEMPORARY_FILES or attachments.digest_of_file(path) == path.name
        else:
            continue
        if not good:
            faults.append(f"partial: {name.parts[0]}/{path.suffix}")
    return faults


def without_evidence(place: Path) -> list[str]:
    """Packages in a second place that could not bring back what their plan names as evidence."""
    faults = []
    for path in (place / OUTSIDE).rglob(f"{second_place.FOLDER}/*/*.gmsc"):
        with suppress(zipfile.BadZipFile, StopIteration), zipfile.ZipFile(path) as package:  # a part is told otherwise
            name = next(name for name in package.namelist() if name.endswith("/data/rencana.json"))
            named = {row["sha256"] for row in json.loads(package.read(name))["tables"]["evidence"]}
            beside = {file.stem for file in (path.parent / second_evidence.FOLDER).rglob("*.*")}
            faults += [f"lost: evidence of {path.name[:8]}" for _one in named - beside]
    return faults


def _is_whole(path: Path) -> bool:
    """Whether a package, which tells its moment and so is another each time, is one from end to end."""
    if path.suffix not in PACKAGES:
        return False
    try:
        examine(path, trust_names=True)
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    except (UserFacingError, zipfile.BadZipFile):
        return False


def leftovers(place: Path) -> list[str]:
    """What an ended process left and the next start did not remove."""
    found = [path for path in place.rglob("*") if path.name.startswith((".~", "gmsc-")) or path.name == "lock"]
    return [f"leftover: {path.parent.name}/{path.name[:12]}" for path in found]


def screen_and_file(
    document: Document, screen: Callable[[], Snapshot] | None, *, scratch: Path
) -> tuple[list[str], str]:
    """Whether what an open plan shows is what its file says, now and after one more change; what it is then."""
    faults = []
    for again in (False, True):
        if again:
            with document.change("Ubah lagi") as db:
                db.exec_driver_sql("UPDATE region SET office_name='Kantor sesudahnya'")
        copy = Path(tempfile.mkdtemp(dir=scratch))
        with document.read():
            for name in (FILE_NAME, f"{FILE_NAME}-wal"):
                if (document.folder / name).exists():
                    shutil.copyfile(document.folder / name, copy / name)
            known = digest(document.raw)
        raw = sqlite3.connect(copy / FILE_NAME)
        if digest(raw) != known:
            faults.append("lost: the open plan is not what its file says")
        if screen is not None and to_json(screen()) != to_json(read_snapshot(raw)):
            faults.append("lost: the screen shows what the file does not say")
        raw.close()
        shutil.rmtree(copy)
    with document.read():
        return faults, digest(document.raw)
