"""The files of a plan's evidence and original documents that can go along, with their sizes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from gmsc_desktop.desk.findings import FindFile
from gmsc_desktop.exports.proof import only_originals
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.bag import EvidenceFile


def evidence_files(snapshot: Snapshot, find: FindFile, ids: Collection[str] | None = None) -> tuple[EvidenceFile, ...]:
    """The files of the evidence with these ids, None for all that are here; each content once."""
    files: dict[str, EvidenceFile] = {}
    for row in snapshot.all(Evidence):
        path = find(row.sha256) if row.sha256 and (ids is None or row.id in ids) else None
        if path is not None:
            suffix = Path(row.original_name).suffix.lstrip(".").lower()
            files.setdefault(row.sha256, EvidenceFile(row.sha256, suffix, path, row.title or row.original_name))
    return tuple(files[sha256] for sha256 in sorted(files))


def proofs_and_originals(
    snapshot: Snapshot, files: Iterable[EvidenceFile]
) -> tuple[tuple[EvidenceFile, ...], tuple[EvidenceFile, ...]]:
    """The files that prove something, and those that are original documents alone."""
    files, apart = tuple(files), only_originals(snapshot)
    return tuple(f for f in files if f.sha256 not in apart), tuple(f for f in files if f.sha256 in apart)


def evidence_size(files: Iterable[EvidenceFile]) -> int:
    """Bytes of evidence; a file that is gone counts nothing."""
    return sum(file.path.stat().st_size for file in files if file.path.is_file())
