"""What left this computer: packages, papers, workbooks, prints and backups, when and for whom; outside the history.

Rounds and sequence belong to this computer, as the key of the seal does; a plan's content never depends on them, so
that a package made today and the plan it was made from hold the same ``rencana.json``. An entry may be forgotten: the
round, the sequence and the seal that the next package goes on from are kept apart from it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.ids import derived_id, new_id
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

SUBMISSION, COPY, BACKUP = "pengajuan", "salinan-kerja", "cadangan"
WHOLE_PLANS = frozenset({SUBMISSION, COPY, BACKUP})  # from these the plan could be had again
SECOND_PLACE = "tempat-kedua"  # title of the one entry that stands for all backups there
PRINT_PDF, PRINT_EXCEL, PRINT_PAPER = "cetakan-pdf", "cetakan-excel", "cetakan-kertas"
REPORT = "laporan"  # of "Periksa data", as plain text

_SEQUENCE, _SEAL, _ROUND = "outgoing.sequence", "outgoing.seal", "outgoing.round."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing that left. ``digest`` is the SHA-256 of the file, hexadecimal, as is ``seal_hash``; "" for paper."""

    id: str  # of a package its own
    kind: str  # a package's kind, the code of an output, or of a printout
    title: str = ""  # of a printout; "" where the kind says it all
    stage: str = ""  # of submissions alone
    round: int = 0
    sequence: int = 0  # of packages alone, from 1
    made_at: str = ""  # moment with its offset, ISO 8601
    made_by: str = ""
    recipient: str = ""
    place: str = ""  # folder or printer
    contents: str = ""  # evidence of a package: lengkap, tanpa, terpilih
    file_name: str = ""
    size: int = 0  # bytes
    digest: str = ""
    seal_hash: str = ""
    override_reason: str = ""
    contacts: int = 0  # contacts of persons in it
    masked: int = 0  # fields in which private numbers were masked

    @property
    def day(self) -> str:
        """The day on which it left, YYYY-MM-DD."""
        return self.made_at[:10]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the next package goes on from: the last sequence and its seal, the last round by stage."""

    sequence: int = 0
    seal: str = ""
    rounds: Mapping[str, int] = field(default_factory=dict)


_COLUMNS = ",".join(one.name for one in fields(Outgoing))


def record(db: Connection, outgoing: Outgoing) -> str:
    """Note what was written and read back, or printed, inside a change; its id. Moment and id are filled in."""
    noted = replace(outgoing, id=outgoing.id or new_id(), made_at=outgoing.made_at or _now())
    db.exec_driver_sql(
        f"INSERT INTO outgoing({_COLUMNS}) VALUES({','.join('?' * len(fields(Outgoing)))})", astuple(noted)
    )
    return noted.id


def place_entry(raw: sqlite3.Connection, place_id: str, place: str, contacts: int) -> Outgoing:
    """The one entry that stands for all backups in a second place; ``contacts`` are the most that any of them holds."""
    entry_id = derived_id("outgoing", place_id)
    known = next((one for one in list_outgoing(raw) if one.id == entry_id), None)
    if known is not None:
        return replace(known, contacts=max(known.contacts, contacts))
    return Outgoing(entry_id, BACKUP, SECOND_PLACE, made_at=_now(), place=place, contacts=contacts)


def record_place(db: Connection, entry: Outgoing, person: str) -> None:
    """Note once that backups go to a second place from now on; each of them would bury what a person handed on."""
    if db.exec_driver_sql("SELECT 1 FROM outgoing WHERE id=?", (entry.id,)).first() is None:
        record(db, replace(entry, made_by=person))
    else:
        db.exec_driver_sql(
            "UPDATE outgoing SET contacts=? WHERE id=? AND contacts<?", (entry.contacts, entry.id, entry.contacts)
        )


def reset_place(db: Connection, place_id: str, contacts: int) -> None:
    """All that lies in a second place now holds these contacts: what was there before is gone."""
    db.exec_driver_sql("UPDATE outgoing SET contacts=? WHERE id=?", (contacts, derived_id("outgoing", place_id)))


def list_outgoing(raw: sqlite3.Connection) -> list[Outgoing]:
    """Everything that left this computer, newest first."""
    query = f"SELECT {_COLUMNS} FROM outgoing ORDER BY datetime(made_at) DESC, sequence DESC, id"
    return [Outgoing(*row) for row in raw.execute(query)]


def name_recipient(db: Connection, outgoing_id: str, recipient: str) -> None:
    """Say afterwards for whom something was made."""
    done = db.exec_driver_sql("UPDATE outgoing SET recipient=? WHERE id=?", (" ".join(recipient.split()), outgoing_id))
    if not done.rowcount:
        raise UserFacingError(_("Catatan ini sudah tidak ada."), _("Muat ulang daftarnya dengan F5."))


def forget(db: Connection, ids: Collection[str]) -> int:
    """Take entries out of the list, and how many; what the next package goes on from stays known."""
    raw = db.raw
    _write_numbers(raw, read_numbers(raw))
    return sum(raw.execute("DELETE FROM outgoing WHERE id=?", (one,)).rowcount for one in ids)


def read_numbers(raw: sqlite3.Connection) -> Numbers:
    """What the next package goes on from, whatever of it is still listed."""
    stages = {str(row[0]) for row in raw.execute("SELECT DISTINCT stage FROM outgoing WHERE kind=?", (SUBMISSION,))}
    kept = raw.execute("SELECT key FROM local WHERE key LIKE ?", (f"{_ROUND}%",))
    stages |= {str(key).removeprefix(_ROUND) for (key,) in kept}
    rounds = {stage: next_round(raw, stage) - 1 for stage in sorted(stages)}
    return Numbers(next_sequence(raw) - 1, last_seal(raw), rounds)


def raise_numbers(db: Connection, other: Numbers) -> None:
    """Go on from the later of two states, so that no number is given twice."""
    own = read_numbers(db.raw)
    later = other if other.sequence > own.sequence else own
    stages = own.rounds.keys() | other.rounds.keys()
    rounds = {stage: max(own.rounds.get(stage, 0), other.rounds.get(stage, 0)) for stage in stages}
    _write_numbers(db.raw, Numbers(later.sequence, later.seal, rounds))


def _write_numbers(raw: sqlite3.Connection, numbers: Numbers) -> None:
    told = {_SEQUENCE: str(numbers.sequence), _SEAL: numbers.seal}
    told |= {f"{_ROUND}{stage}": str(number) for stage, number in numbers.rounds.items()}
    rows = "INSERT INTO local(key,value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value"
    raw.executemany(rows, list(told.items()))


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _kept(raw: sqlite3.Connection, key: str) -> str:
    row = raw.execute("SELECT value FROM local WHERE key=?", (key,)).fetchone()
    return str(row[0]) if row else ""


def next_round(raw: sqlite3.Connection, stage: str) -> int:
    """The round of the next submission for a stage, from 1."""
    query = "SELECT coalesce(max(round),0) FROM outgoing WHERE kind=? AND stage=?"
    listed = int(raw.execute(query, (SUBMISSION, stage)).fetchone()[0])
    return max(listed, int(_kept(raw, f"{_ROUND}{stage}") or 0)) + 1


def next_sequence(raw: sqlite3.Connection) -> int:
    """The number of the next package of this plan from this computer, from 1."""
    listed = int(raw.execute("SELECT coalesce(max(sequence),0) FROM outgoing").fetchone()[0])
    return max(listed, int(_kept(raw, _SEQUENCE) or 0)) + 1


def last_seal(raw: sqlite3.Connection) -> str:
    """The hash of the newest package's seal, "" before the first."""
    query = "SELECT sequence,seal_hash FROM outgoing WHERE sequence>0 ORDER BY sequence DESC LIMIT 1"
    row = raw.execute(query).fetchone() or (0, "")
    return _kept(raw, _SEAL) if int(_kept(raw, _SEQUENCE) or 0) > row[0] else str(row[1])
