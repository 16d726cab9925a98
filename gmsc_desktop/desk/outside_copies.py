"""When a copy of a plan last left this computer: to the second place, as a backup file, or as a package for others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from gmsc_desktop.desk.second_place import Shelter
from gmsc_desktop.models.outgoing import BACKUP, WHOLE_PLANS, Outgoing
from gmsc_desktop.platform_files import write_atomically

RECORD = "salinan-luar.json"  # in the plan's folder: the newest copy in the second place
FILE_RECORD = "salinan-berkas.json"  # the newest backup file that a person made


@dataclass(frozen=True, slots=True)
class OutsideCopy:
    """A copy of a plan that was written outside its folder, and read back. Moments are UTC, ISO 8601."""

    at: str
    place: str  # id of the second place, "" for a file that a person asked for
    name: str  # of the drive
    shelter: str  # of ``Shelter``
    state: str = ""  # of the plan as it was copied
    looked: str = ""  # when all evidence there was last read and compared


@dataclass(frozen=True, slots=True)
class LastCopy:
    """The newest copy that left. Not ``sure``: the drive may be part of this computer."""

    day: date
    sure: bool


def read_outside(folder: Path, record: str = RECORD) -> OutsideCopy | None:
    """The newest copy of the plan in a folder of this computer, None where none is known."""
    try:
        return OutsideCopy(**json.loads((folder / record).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def note_outside(folder: Path, copy: OutsideCopy, record: str = RECORD) -> None:
    """Remember the newest copy. Raises ``UserFacingError``."""
    content = json.dumps(asdict(copy), ensure_ascii=False).encode()
    write_atomically(folder / record, lambda stream: (stream.write(content), None)[1])


def last_copy(folder: Path, outgoing: Iterable[Outgoing]) -> LastCopy | None:
    """The newest whole copy of a plan that left this computer, None where there is none.

    A package for others counts as sent wherever it was written; a backup counts by the drive on which it lies.
    """
    found = [LastCopy(date.fromisoformat(one.day), True) for one in outgoing if one.kind in WHOLE_PLANS - {BACKUP}]
    for copy in (read_outside(folder), read_outside(folder, FILE_RECORD)):
        if copy is not None and copy.shelter != Shelter.SAME_DRIVE.value:
            day = datetime.fromisoformat(copy.at).astimezone().date()
            found.append(LastCopy(day, copy.shelter == Shelter.OUTSIDE.value))
    return max(found, key=lambda one: (one.day, one.sure), default=None)
