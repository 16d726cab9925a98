"""Packages and papers: writing beside plainly hashing and zipping the same bytes, verifying, pages a second."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from benchmarks.measure import Figure, best_of
from benchmarks.plans import tables_of
from gmsc_desktop.exports import OUTPUTS, Edition
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.revision import revision_code
from gmsc_desktop.models.snapshot import Snapshot, from_json
from gmsc_desktop.package.bag import EvidenceFile
from gmsc_desktop.package.identity import SUBMISSION
from gmsc_desktop.package.verify import verify
from gmsc_desktop.package.write import PackageRequest, write_package

MADE_AT = datetime(2026, 11, 21, 10, 42)
MEGABYTE = 1024 * 1024
EVIDENCE_MB = 30  # at 1×; 300 MB at 10× are what a real district has


def figures(folder: Path, scale: int) -> Iterator[Figure]:
    """All figures of this module for a plan with the demonstration's records ``scale`` times."""
    snapshot = _snapshot(scale)
    yield from _package(folder, snapshot, scale)
    yield from _papers(snapshot)


def _snapshot(scale: int) -> Snapshot:
    _plan_id, tables = tables_of(scale)
    return from_json(tables)


def _package(folder: Path, snapshot: Snapshot, scale: int) -> Iterator[Figure]:
    size = EVIDENCE_MB * scale
    evidence, snapshot = _with_evidence(folder, snapshot, size)
    request = PackageRequest(
        SUBMISSION, snapshot, HistoryExport((), ()), new_id(), MADE_AT, "final", 1, 1, evidence=evidence
    )
    written = []

    def ours() -> None:
        written.append(write_package(folder, request))

    plain = folder / "polos.zip"

    def hash_and_zip() -> None:
        with zipfile.ZipFile(plain, "w") as archive:
            for file in evidence:
                content = file.path.read_bytes()
                hashlib.sha512(content).hexdigest()
                method = zipfile.ZIP_STORED if file.suffix == "jpg" else zipfile.ZIP_DEFLATED
                archive.writestr(zipfile.ZipInfo(file.sha256), content, method)
        os.sync()

    seconds, beside = best_of(2, ours), best_of(2, hash_and_zip)
    speed = f"{1000 * size / seconds:.0f} MB/s, plain {1000 * size / beside:.0f} MB/s"
    yield Figure(
        f"package with {size} MB of evidence, read back", seconds, "hash and zip the same bytes", beside, speed
    )
    checked = best_of(2, lambda: verify(written[-1].path))
    yield Figure(
        "verify, in a child process",
        checked,
        "hash and zip the same bytes",
        beside,
        f"{1000 * size / checked:.0f} MB/s",
    )


def _with_evidence(folder: Path, snapshot: Snapshot, megabytes: int) -> tuple[tuple[EvidenceFile, ...], Snapshot]:
    """Photos of 1 MB that do not compress and reports that do, named by evidence records of the plan."""
    from gmsc_desktop.models.records import RECORDS, Evidence

    files = []
    for number in range(megabytes):
        photo = number % 4 != 0
        content = os.urandom(MEGABYTE) if photo else (b"Laporan pelaksanaan %d\n" % number) * (MEGABYTE // 25)
        sha256 = hashlib.sha256(content).hexdigest()
        path = folder / sha256
        path.write_bytes(content)
        files.append(EvidenceFile(sha256, "jpg" if photo else "txt", path))
    first = snapshot.all(Evidence)[0]
    records = tuple(replace(first, id=new_id(), sha256=file.sha256, size=MEGABYTE, url="") for file in files)
    tables = {name: snapshot.rows(name) for name in RECORDS}
    links = "evidence_link"
    return tuple(files), Snapshot({**tables, "evidence": records, links: ()})


def _papers(snapshot: Snapshot) -> Iterator[Figure]:
    import io

    import pypdfium2

    edition = Edition.of(snapshot, revision_code=revision_code(snapshot), made_on=MADE_AT.date())
    for output in OUTPUTS:
        made = io.BytesIO()

        def write(stream: io.BytesIO = made, output: object = output) -> None:
            stream.seek(0)
            stream.truncate()
            output.function(edition, stream)  # type: ignore[attr-defined]

        seconds = best_of(1, write)
        note = f"{len(made.getvalue()) / MEGABYTE:.1f} MB"
        if output.suffix == ".pdf":
            document = pypdfium2.PdfDocument(made.getvalue())
            note = f"{len(document)} pages, {1000 * len(document) / seconds:.0f} pages/s"
            document.close()
        yield Figure(f"{output.code}{output.suffix}", seconds, "SHA-256 of it", _hash_time(made.getvalue()), note)


def _hash_time(content: bytes) -> float:
    return best_of(3, lambda: hashlib.sha256(content).digest())
