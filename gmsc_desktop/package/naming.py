"""Which evidence files packages name, asked of packages that lie where anybody may have touched them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.package.examine import examine
from gmsc_desktop.worker import call
from gmsc_desktop.worker.parent import Cancel

JOB = "named-evidence"
_MEMORY, _MEMORY_FOR_A_BYTE, _MOST_MEMORY = 272 * 2**20, 4, 1024 * 2**20  # as for reading one of them
_SECONDS, _BYTES_A_SECOND = 45.0, 2_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")


def evidence_named_in(packages: Sequence[Path], cancel: Cancel | None = None) -> set[str]:
    """The SHA-256 of every file that the plans of these packages name as evidence; a child reads them all.

    Raises ``UserFacingError`` where one of them is not whole from end to end: it may name anything.
    """
    if not packages:
        return set()
    sizes = [path.stat().st_size for path in packages]
    answer = call(
        JOB,
        {},
        seconds=_SECONDS + sum(sizes) / _BYTES_A_SECOND,
        memory_bytes=min(_MEMORY + _MEMORY_FOR_A_BYTE * max(sizes), _MOST_MEMORY),
        files={str(number): path for number, path in enumerate(packages)},
        cancel=cancel,
    )
    named = answer.get("named")
    if not isinstance(named, list) or not all(isinstance(one, str) and _SHA256.fullmatch(one) for one in named):
        raise UserFacingError("")
    return set(named)


def named_evidence_job(_folder: Path, request: dict[str, object]) -> dict[str, object]:
    """The child's part: examine one package after the other; a refusal of any is told as such."""
    files = request["files"]
    if not isinstance(files, dict):
        raise TypeError("files")
    named: set[str] = set()
    for path in files.values():
        snapshot = examine(Path(path)).content.snapshot
        named |= {row.sha256 for row in snapshot.all(Evidence) if row.sha256}
    return {"named": sorted(named)}
