"""What left this computer: each package with stage, round, recipient and seal. A local list, outside the history.

Rounds and sequence belong to this computer, as the key of the seal does; a plan's content never depends on them, so
that a package made today and the plan it was made from hold the same ``rencana.json``.
"""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass, fields

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One package that was made. ``made_on`` is a day (YYYY-MM-DD), ``digest`` and ``seal_hash`` are hexadecimal."""

    package_id: str
    kind: str  # pengajuan, salinan-kerja, cadangan
    stage: str  # "" for a team copy or a backup
    round: int
    sequence: int
    made_on: str
    made_by: str
    recipient: str
    contents: str  # lengkap, tanpa, terpilih
    file_name: str
    size: int
    digest: str
    seal_hash: str
    override_reason: str


_COLUMNS = ",".join(field.name for field in fields(Outgoing))


def record(db: Connection, outgoing: Outgoing) -> None:
    """Note a package that was written and read back, inside a change."""
    db.exec_driver_sql(
        f"INSERT INTO outgoing({_COLUMNS}) VALUES({','.join('?' * len(fields(Outgoing)))})", astuple(outgoing)
    )


def list_outgoing(raw: sqlite3.Connection) -> list[Outgoing]:
    """Every package that left this computer, newest first."""
    return [Outgoing(*row) for row in raw.execute(f"SELECT {_COLUMNS} FROM outgoing ORDER BY sequence DESC")]


def next_round(raw: sqlite3.Connection, stage: str) -> int:
    """The round of the next submission for a stage, from 1."""
    query = "SELECT coalesce(max(round),0)+1 FROM outgoing WHERE kind='pengajuan' AND stage=?"
    return int(raw.execute(query, (stage,)).fetchone()[0])


def next_sequence(raw: sqlite3.Connection) -> int:
    """The number of the next package of this plan from this computer, from 1."""
    return int(raw.execute("SELECT coalesce(max(sequence),0)+1 FROM outgoing").fetchone()[0])


def last_seal(raw: sqlite3.Connection) -> str:
    """The hash of the newest package's seal, "" before the first."""
    row = raw.execute("SELECT seal_hash FROM outgoing ORDER BY sequence DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""
