"""What a plan that is only looked at was read from: a package, a backup, a folder that cannot be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Origin:
    """``facts`` are labels with their words. What cannot be done is None."""

    what: str  # "Paket pengajuan Bimtek II, putaran 2"
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""
    seal: tuple[str, str, str] | None = None  # icon, tone and words
    code: str = ""  # by which people compare packages on the telephone
    digest: str = ""  # SHA-512 of the package's tag manifest, hexadecimal
    path: Path | None = None  # the file that was opened
    accept: Callable[[], object] | None = None  # asks whether the sender's other computer is accepted
    differences: Callable[[], object] | None = None  # lists what differs from what is known already
