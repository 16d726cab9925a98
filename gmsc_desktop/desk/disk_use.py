"""How much room what this program keeps takes on the drive: plans, their evidence, their backups, what was received."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gmsc_desktop.desk.received import received_folder
from gmsc_desktop.models import backups, ballast
from gmsc_desktop.models.attachments import FOLDER as EVIDENCE
from gmsc_desktop.paths import data_folder, plans_folder
from gmsc_desktop.text import _
from gmsc_desktop.values import format_size


@dataclass(frozen=True, slots=True)
class DiskUse:
    """Bytes by what they belong to. ``reserve`` is the room that is given up on a full drive."""

    plans: int = 0
    evidence: int = 0
    backups: int = 0
    received: int = 0
    reserve: int = 0

    @property
    def whole(self) -> int:
        """All of it."""
        return self.plans + self.evidence + self.backups + self.received + self.reserve

    @property
    def parts(self) -> list[str]:
        """A line for each part that takes room, in words."""
        told = (
            (_("Rencana: {size}"), self.plans),
            (_("Berkas bukti: {size}"), self.evidence),
            (_("Cadangan: {size}"), self.backups),
            (_("Pengajuan yang diterima: {size}"), self.received),
            (_("Ruang darurat: {size}"), self.reserve),
        )
        return [words.format(size=format_size(size)) for words, size in told if size]


def measure(step: Callable[[], object]) -> DiskUse:
    """Add up the files of plans and received submissions; ``step`` is called for each and may raise to stop.

    What cannot be read counts nothing: the number tells a person where the room went, and decides nothing.
    """
    plans = {"plans": 0, "evidence": 0, "backups": 0}
    named = {EVIDENCE: "evidence", backups.FOLDER: "backups"}
    root = plans_folder()
    for folder, size in _files(root):
        step()
        inside = folder.relative_to(root).parts
        plans[named.get(inside[1], "plans") if len(inside) > 1 else "plans"] += size
    received = 0
    for _folder, size in _files(received_folder()):
        step()
        received += size
    return DiskUse(**plans, received=received, reserve=_length(data_folder() / ballast.NAME))


def _files(root: Path) -> Iterator[tuple[Path, int]]:
    """The length of every file below a folder, with the folder it lies in; links are not followed."""
    for folder, _folders, names in os.walk(root):
        place = Path(folder)
        for name in names:
            yield place, _length(place / name)


def _length(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # gone meanwhile, or nobody's to read
        return 0
