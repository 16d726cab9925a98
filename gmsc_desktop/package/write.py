"""Writes a package whole or not at all: beside its target, read back by the reader that strangers' packages get."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from gmsc_desktop import __version__
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.beside import Beside
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package import names, seal
from gmsc_desktop.package.bag import BagWriter, EvidenceFile, Payload
from gmsc_desktop.package.bag_text import plain_line
from gmsc_desktop.package.beside_json import beside_text
from gmsc_desktop.package.codes import short_code
from gmsc_desktop.package.examine import digest_of, examine
from gmsc_desktop.package.hashing import Lane
from gmsc_desktop.package.history_lines import history_mark
from gmsc_desktop.package.identity import (
    ALL_EVIDENCE,
    BACKUP,
    CHOSEN_EVIDENCE,
    NO_EVIDENCE,
    SUBMISSION,
    SUFFIXES,
    WITH_HISTORY,
    WORKING_COPY,
    Identity,
)
from gmsc_desktop.package.keys import SigningKey, signing_key
from gmsc_desktop.package.meter import Meter, Progress
from gmsc_desktop.package.plan_json import HistoryMark, plan_json, plan_text
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.ro_crate import crate_text
from gmsc_desktop.package.schema import schema_text
from gmsc_desktop.platform_files import is_removable, write_atomically
from gmsc_desktop.text import _

APPLICATION = f"GMSC Desktop {__version__}"
_NAMES = {WORKING_COPY: "Salinan-kerja", BACKUP: "Cadangan"}  # in the name of the file; a submission has its stage


@dataclass(frozen=True)
class PackageRequest:
    """What goes into a package. ``made_at`` is the time on the wall; the same request gives the same bytes.

    ``history`` is the plan's whole history; a submission carries its digest alone. ``evidence`` are the files to take
    along, each named by the plan; ``documents`` whatever else is made, named below ``data/``. ``stage`` and ``round``
    belong to submissions; ``beside``, what the plan has beside its history, to backups.
    """

    kind: str
    snapshot: Snapshot
    history: HistoryExport
    package_id: str
    made_at: datetime
    stage: str = ""
    round: int | None = None
    sequence: int | None = None
    previous_seal: str = ""
    evidence: tuple[EvidenceFile, ...] = ()
    documents: tuple[Payload, ...] = ()
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A package that is in its place. ``digest`` names its content (SHA-512), ``code`` is its short form for people."""

    path: Path
    name: str
    size: int
    digest: str
    code: str
    seal_hash: str
    identity: Identity


def write_package(
    target_folder: Path,
    request: PackageRequest,
    *,
    name: str = "",
    key: SigningKey | None = None,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    announce: Callable[[Written], None] | None = None,
) -> Written:
    """Write one package into a folder, as ``name`` or under a name of its own; nothing that is there is replaced.

    ``announce`` hears of the package once it is whole and read back, just before it has its name; what it raises ends
    the work.
    Raises ``UserFacingError`` for the drive, for evidence that is gone or changed, and for ``cancel``: then nothing is
    left behind.
    """
    identity = _identity(request)
    signing = key or signing_key()
    inside = _stem(identity, request)
    target = target_folder / name if name else _free_name(target_folder, inside, SUFFIXES[request.kind])
    if target.exists():
        raise UserFacingError(
            _("{name} sudah ada dan tidak diganti.").format(name=target.name), _("Pilih nama berkas yang lain.")
        )
    evidence_bytes = _evidence_bytes(request.evidence)
    meter = Meter(2 * evidence_bytes, progress, cancel)
    work = _Work(request, identity, inside if name else target.stem, signing, meter)

    def told(path: Path) -> Written:
        code = short_code(work.digest)
        return Written(target, target.name, path.stat().st_size, work.digest, code, work.seal_hash, identity)

    def verify(path: Path) -> None:
        work.read_back(path)
        meter.check()
        if announce is not None:
            announce(told(path))

    write_atomically(target, work.fill, verify=verify, read_back=is_removable(target_folder), size=evidence_bytes)
    return told(target)


class _Work:
    """One package on its way into its file."""

    def __init__(self, request: PackageRequest, identity: Identity, folder: str, key: SigningKey, meter: Meter) -> None:
        self._request = request
        self._identity = identity
        self._folder = folder
        self._key = key
        self._meter = meter
        self.digest = ""
        self.seal_hash = ""

    def fill(self, sink: BinaryIO) -> None:
        with Lane() as lane, tempfile.TemporaryFile() as history:
            bag = BagWriter(sink, self._folder, self._request.made_at, lane, self._meter)
            for evidence in self._request.evidence:
                bag.add_evidence(evidence)
            mark = self._write_history(history)
            if self._request.kind in WITH_HISTORY:
                history.seek(0)
                bag.add_made(Payload("riwayat.jsonl", lambda file: shutil.copyfileobj(history, file)))
            bag.add_made(Payload("rencana.json", lambda file: self._write_plan(file, mark)))
            if self._request.beside is not None:
                bag.add_bytes(names.BESIDE_FILE, beside_text(self._request.beside, self._identity.plan_id))
            bag.add_bytes(names.SCHEMA_FILE, schema_text())
            for document in self._request.documents:
                bag.add_made(document)
            bag.settle()
            bag.add_bytes(names.CRATE_FILE, crate_text(self._identity, self._request.snapshot, bag.files))
            self.digest = digest_of(bag.finish(self._identity.fields(), self._seal))

    def read_back(self, path: Path) -> None:
        try:
            found = examine(path, trust_names=True, meter=self._meter)  # each name was held against these bytes
        except PackageRefused as refused:
            raise UserFacingError(
                _("Paket yang baru dibuat tidak lolos pemeriksaan, jadi tidak disimpan. {sentence}").format(
                    sentence=refused.sentence
                ),
                _("Perbaiki isian itu bila disebut, atau coba lagi di drive lain. Bila terulang, laporkan."),
            ) from refused
        if found.bag.digest != self.digest or found.repacked:
            raise PackageRefused("changed", count=1, name=path.name)

    def _seal(self, tags: Mapping[str, bytes]) -> dict[str, bytes]:
        files = seal.make(self._identity, tags, self._request.previous_seal, self._key)
        self.seal_hash = seal.seal_hash(files[seal.FILE])
        return files

    def _write_history(self, file: IO[bytes]) -> HistoryMark:
        def keep(line: bytes) -> None:
            self._meter.check()
            file.write(line)

        return history_mark(self._request.history, keep)

    def _write_plan(self, file: BinaryIO, mark: HistoryMark) -> None:
        content = plan_json(self._request.snapshot, application=APPLICATION, history=mark)
        for piece in plan_text(content):
            file.write(piece)


def named_evidence(snapshot: Snapshot) -> set[str]:
    """The SHA-256 of every file that the plan names as evidence."""
    return {row.sha256 for row in snapshot.all(Evidence) if row.sha256}


def _identity(request: PackageRequest) -> Identity:
    plan, region = request.snapshot.plan, request.snapshot.region
    submission = request.kind == SUBMISSION
    if submission != bool(request.stage):
        raise ValueError("a submission, and nothing else, is for a stage")
    if request.beside is not None and request.kind != BACKUP:
        raise ValueError("what a plan has beside its history goes into backups alone")
    identity = Identity(
        kind=request.kind,
        plan_id=plan.id,
        package_id=request.package_id,
        made_on=request.made_at.date().isoformat(),
        stage=request.stage,
        round=request.round if submission else None,
        sequence=request.sequence,
        region_code=plain_line(region.code),
        region_name=plain_line(region.name),
        office=plain_line(region.office_name),
        title=plain_line(plan.title),
        example=plan.is_example,
        application=APPLICATION,
    )
    return _with_evidence(identity, request)


def _with_evidence(identity: Identity, request: PackageRequest) -> Identity:
    named = named_evidence(request.snapshot)
    here = {evidence.sha256 for evidence in request.evidence}
    if len(here) != len(request.evidence) or not here <= named:
        raise ValueError("evidence is named by the plan, and taken once")
    scope = CHOSEN_EVIDENCE
    if not here:
        scope = NO_EVIDENCE
    elif here == named:
        scope = ALL_EVIDENCE
    return replace(identity, evidence=scope, evidence_here=len(here), evidence_named=len(named))


def _stem(identity: Identity, request: PackageRequest) -> str:
    return names.package_stem(
        region_code=identity.region_code,
        region_name=identity.region_name,
        what=_NAMES.get(request.kind) or request.stage.capitalize(),
        round_number=identity.round,
        made_on=request.made_at.date(),
        example=identity.example,
    )


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{suffix}", number + 1
    return path


def _evidence_bytes(evidence: Iterable[EvidenceFile]) -> int:
    """How much evidence there is; what is gone is told when its turn comes."""
    return sum(file.path.stat().st_size for file in evidence if file.path.is_file())
