"""Hands a plan in: what stands in the way, what a package takes along, the package itself, noted once it is whole."""

from __future__ import annotations

import tempfile
import threading
import zipfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from gmsc_desktop.desk.announcing import Announcing
from gmsc_desktop.desk.evidence_files import evidence_files
from gmsc_desktop.desk.findings import FindFile
from gmsc_desktop.desk.outside_copies import FILE_RECORD, OutsideCopy, note_outside
from gmsc_desktop.desk.private import Leaving, Prepared, prepare
from gmsc_desktop.desk.second_place import shelter
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports import Cancelled, Edition, Output
from gmsc_desktop.models import attachments, beside, library, outgoing, outgoing_pending
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.contacts import read_contacts
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_freeze import Frozen
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.bag import EvidenceFile, Payload
from gmsc_desktop.package.codes import short_code
from gmsc_desktop.package.contents import PAPERS, documents_for, tables_for
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, SUFFIXES
from gmsc_desktop.package.keys import SigningKey, passing_key
from gmsc_desktop.package.meter import Progress, WorkCancelled
from gmsc_desktop.package.write import PackageRequest, Written, write_package
from gmsc_desktop.platform_files import drive_of, make_folders, write_atomically
from gmsc_desktop.text import _, in_source_language, source_of
from gmsc_desktop.values import format_date, format_size

ONE_MAIL = 7 * 1024 * 1024  # bytes that most mail boxes take as an attachment, with room for their own coding
LEAST_ROOM = 1024 * 1024  # bytes free that a paper or workbook asks for before its pages are made
PRINTED, WORKBOOK, DATA = "cetak", "excel", "data"


def store_of(document: Document) -> FindFile:
    """Where the evidence files of a plan of this computer lie."""
    folder = document.folder

    def find(sha256: str) -> Path | None:
        path = attachments.path_of(folder, sha256)
        return path if path.exists() else None

    return find


@dataclass(frozen=True, slots=True)
class Wanted:
    """A package that a person asks for. ``stage`` belongs to submissions; ``evidence`` are ids, None for all.

    ``name`` is the file's, "" for the name that the package gives itself. ``leaving`` is what was decided about private
    numbers and contacts in a submission; a team copy or a backup is the plan as it is, with its history. A backup has
    the contacts of persons too, and the list of what left; a team copy has neither.
    """

    kind: str
    stage: str = ""
    recipient: str = ""
    evidence: Collection[str] | None = None
    reason: str = ""
    name: str = ""
    leaving: Leaving = field(default_factory=Leaving)


def backup_named(target: Path) -> Wanted:
    """A backup with all evidence under a name that a person gave it. Raises ``UserFacingError`` for what is no name."""
    suffix = SUFFIXES[BACKUP]
    if target.is_dir() or target.suffix.lower() != suffix:
        raise UserFacingError(
            _("Cadangan memerlukan nama berkas yang berakhiran {suffix}.").format(suffix=suffix),
            _("Contoh: gmsc backup PLAN /media/flashdisk/rencana{suffix}").format(suffix=suffix),
        )
    return Wanted(BACKUP, name=target.name)


def make_folder(folder: Path) -> None:
    """Make a target folder where it is missing. ``UserFacingError`` where that cannot be."""
    try:
        make_folders(folder)
    except OSError as error:
        raise UserFacingError(
            _("Folder {folder} tidak dapat dibuat.").format(folder=folder), _("Pilih folder lain yang dapat ditulis.")
        ) from error


def make_package(
    document: Document,
    folder: Path,
    wanted: Wanted,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Written:
    """Write a package from what is committed now, read it back, and note that it left; on any thread but a change's.

    Raises ``UserFacingError``, ``WorkCancelled`` among them: then nothing is left behind and nothing is noted.
    """
    make_folder(folder)
    outgoing_pending.settle(document)  # its number is not given twice
    with document.freeze() as frozen:
        found = store_of(document), folder, wanted, progress, cancel or threading.Event()
        written, prepared = write_frozen(frozen, *found, plan=document.folder)
    note_package(document, written, wanted, len(prepared.contacts or {}), prepared.masked)
    return written


def write_frozen(
    frozen: Frozen,
    find: FindFile,
    folder: Path,
    wanted: Wanted,
    progress: Progress | None,
    cancel: threading.Event,
    *,
    plan: Path | None = None,
) -> tuple[Written, Prepared]:
    """Write a package of a frozen copy and read it back; what was written, and the plan as it left.

    In ``plan``, the plan's folder, it is announced before it has its name: see ``outgoing_pending``.
    """
    prepared = _prepared(frozen, wanted)
    return _write(frozen, prepared, find, folder, wanted, progress, cancel, plan=plan), prepared


def note_package(document: Document, written: Written, wanted: Wanted, contacts: int, masked: int) -> None:
    """Note a package that left: with the contacts of how many persons, and how many fields masked."""
    note(document, _entry(written, wanted, contacts, masked))
    outgoing_pending.withdraw(document.folder, written.identity.package_id)
    if wanted.kind == BACKUP:
        _note_backup(document, written)


def _note_backup(document: Document, written: Written) -> None:
    """A backup has left by the drive on which it lies, not by having been made."""
    protects = shelter(written.path.parent)
    copy = OutsideCopy(datetime.now(UTC).isoformat(), "", drive_of(written.path), protects.value)
    with suppress(UserFacingError):  # it is there all the same, and the status line errs to the careful side
        note_outside(document.folder, copy, FILE_RECORD)


def copy_unwritable(
    plan: Path,
    folder: Path,
    wanted: Wanted,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Written:
    """The same of a plan in a folder ``plan`` that cannot be written, for which it is not noted either."""
    from gmsc_desktop.models.document_look import look_at

    make_folder(folder)
    with look_at(plan) as frozen:
        find, cancel = attachments.finder(plan), cancel or threading.Event()
        return _write(frozen, _prepared(frozen, wanted), find, folder, wanted, progress, cancel, key=passing_key())


def _prepared(frozen: Frozen, wanted: Wanted) -> Prepared:
    if wanted.kind == BACKUP:
        return Prepared(frozen.snapshot(), contacts=read_contacts(frozen.raw))
    if wanted.kind != SUBMISSION:
        return Prepared(frozen.snapshot())
    return prepare(frozen.snapshot(), wanted.leaving, read_contacts(frozen.raw))


def note(document: Document, entry: outgoing.Outgoing) -> None:
    """Note in the plan's file what left this computer."""
    named = replace(entry, made_by=entry.made_by or library.current_author().name)
    document.submit(_("Catat yang keluar"), outgoing.record, named).result()


def _write(
    frozen: Frozen,
    prepared: Prepared,
    find: FindFile,
    folder: Path,
    wanted: Wanted,
    progress: Progress | None,
    cancel: threading.Event,
    key: SigningKey | None = None,
    plan: Path | None = None,
) -> Written:
    snapshot, made_at = prepared.snapshot, datetime.now()
    evidence = evidence_files(snapshot, find, wanted.evidence)
    round_number = outgoing.next_round(frozen.raw, wanted.stage) if wanted.kind == SUBMISSION else None
    package_id, sequence = new_id(), outgoing.next_sequence(frozen.raw)
    itself = outgoing.Outgoing(
        package_id,
        wanted.kind,
        sequence=sequence,
        made_at=made_at.astimezone().isoformat(timespec="seconds"),
        recipient=wanted.recipient,
        place=str(folder),
        contacts=len(prepared.contacts or {}),
    )
    request = PackageRequest(
        kind=wanted.kind,
        snapshot=snapshot,
        history=frozen.history() or HistoryExport((), ()),
        package_id=package_id,
        made_at=made_at,
        stage=wanted.stage,
        round=round_number,
        sequence=sequence,
        previous_seal=outgoing.last_seal(frozen.raw),
        evidence=evidence,
        documents=_documents(prepared, made_at, wanted, evidence, find, round_number, cancel),
        beside=beside.read(frozen.raw, itself) if wanted.kind == BACKUP else None,
    )
    announcing = Announcing(
        plan, lambda written: _entry(written, wanted, len(prepared.contacts or {}), prepared.masked)
    )
    try:
        return write_package(
            folder, request, name=wanted.name, key=key, progress=progress, cancel=cancel, announce=announcing.announce
        )
    except Cancelled as stopped:
        raise WorkCancelled from stopped
    except BaseException:
        announcing.take_back()
        raise


def _documents(
    prepared: Prepared,
    made_at: datetime,
    wanted: Wanted,
    evidence: tuple[EvidenceFile, ...],
    find: FindFile,
    round_number: int | None,
    cancel: threading.Event,
) -> tuple[Payload, ...]:
    """Papers and tables for people; a backup has the tables alone, so that it is small and soon made."""
    if wanted.kind == BACKUP:
        return tables_for(prepared.snapshot, made_at)
    return documents_for(
        prepared.snapshot,
        made_at=made_at,
        stage=wanted.stage,
        evidence=evidence,
        picture=find,
        round_number=round_number,
        cancelled=cancel.is_set,
        contacts=prepared.lines,
    )


def _entry(written: Written, wanted: Wanted, contacts: int, masked: int) -> outgoing.Outgoing:
    identity = written.identity
    return outgoing.Outgoing(
        id=identity.package_id,
        kind=identity.kind,
        stage=identity.stage,
        round=identity.round or 0,
        sequence=identity.sequence or 0,
        recipient=wanted.recipient,
        place=str(written.path.parent),
        contents=identity.evidence,
        file_name=written.name,
        size=written.size,
        digest=written.digest,
        seal_hash=written.seal_hash,
        override_reason=wanted.reason,
        contacts=contacts,
        masked=masked,
    )


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of a package without evidence, by part: ``PRINTED``, ``WORKBOOK`` and ``DATA``.

    ``exact`` is False for those of an earlier state of the plan.
    """

    parts: Mapping[str, int] = field(default_factory=dict)
    exact: bool = True

    @property
    def whole(self) -> int:
        """All parts together."""
        return sum(self.parts.values())


def measure(frozen: Frozen, find: FindFile, wanted: Wanted, cancel: threading.Event) -> Sizes:
    """How large the parts beside the evidence become: the package is made for it without evidence, and thrown away."""
    bare = Wanted(wanted.kind, wanted.stage, evidence=(), leaving=Leaving(mask=True))
    with tempfile.TemporaryDirectory() as folder:
        written, _prepared = write_frozen(frozen, find, Path(folder), bare, None, cancel)
        parts = dict.fromkeys((PRINTED, WORKBOOK, DATA), 0)
        with zipfile.ZipFile(written.path) as package:
            for info in package.infolist():
                suffix = Path(info.filename).suffix
                part = PRINTED if suffix == ".pdf" else WORKBOOK if suffix == ".xlsx" else DATA
                parts[part] += info.compress_size
        parts[DATA] += written.size - sum(parts.values())
    return Sizes(parts)


def write_output(
    output: Output,
    edition: Edition,
    prepared: Prepared,
    target: Path,
    document: Document | None = None,
    recipient: str = "",
) -> None:
    """Write one file of a plan as it was prepared, whole or not at all, and note in ``document`` that it left.

    Raises ``UserFacingError``.
    """
    if edition.snapshot is not prepared.snapshot:
        raise ValueError("an edition of something else than what was prepared to leave")
    try:
        write_atomically(target, lambda stream: output.function(edition, stream), least=LEAST_ROOM)
    except Cancelled as stopped:
        raise WorkCancelled from stopped
    if document is not None:
        note_output(document, output, target, prepared, recipient)


def note_output(document: Document, output: Output, target: Path, prepared: Prepared, recipient: str = "") -> None:
    """Note one file of the plan that was written as it was prepared; contacts stand in papers alone."""
    told = prepared if output.suffix in PAPERS else replace(prepared, contacts=None)
    note_file(document, target, outgoing.Outgoing("", output.code, recipient=recipient), told)


def note_file(document: Document, target: Path, entry: outgoing.Outgoing, prepared: Prepared) -> None:
    """Note a file that was written: where, how large, its SHA-256, and what was decided about persons in it."""
    try:
        size, digest = target.stat().st_size, attachments.digest_of_file(target)
    except OSError as error:
        raise UserFacingError(
            _("{name} sudah ditulis, tetapi tidak dapat dibaca kembali dari {drive}.").format(
                name=target.name, drive=drive_of(target)
            ),
            _("Buka berkas itu untuk memeriksanya, atau buat sekali lagi di tempat lain."),
        ) from error
    known = replace(
        entry,
        place=str(target.parent),
        file_name=target.name,
        size=size,
        digest=digest,
        contacts=len(prepared.contacts or {}),
        masked=prepared.masked,
    )
    note(document, known)


@in_source_language
def cover_text(snapshot: Snapshot, stage_name: str, sent: outgoing.Outgoing) -> str:
    """The words that go along by mail or chat: what it is, of whom, and the code by which the receiver knows it."""
    region, plan = snapshot.region, snapshot.plan
    name = region.name or region.office_name
    if sent.kind == SUBMISSION:
        what = _("Paket pengajuan {stage}, putaran {round}").format(stage=source_of(stage_name), round=sent.round)
    else:
        what = _("Cadangan rencana") if sent.kind == BACKUP else _("Salinan kerja untuk tim")
    lines = [
        f"{what} – {name}",
        plan.title,
        _("Berkas: {name} ({size})").format(name=sent.file_name, size=format_size(sent.size)),
        _("Kode: {code}").format(code=short_code(sent.digest)),
        _("Dibuat {day} oleh {person}").format(
            day=format_date(date.fromisoformat(sent.day)), person=sent.made_by or name
        ),
        _("Mohon cocokkan kode di atas dengan yang tampil saat paket dibuka."),
    ]
    if plan.is_example:
        lines.insert(0, _("CONTOH – bukan data sungguhan"))
    return "\n".join(line for line in lines if line)
