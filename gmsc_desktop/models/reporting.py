"""An entry of progress as it is handed over at once: its figures, its evidence, the drafts that it replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from gmsc_desktop.models import drafts, evidence, progress
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.drafts import Place

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


@dataclass(frozen=True)
class Report:
    """What a person tells of an initiative on a day; ``entry_id`` is "" for a new entry.

    ``told`` and ``values`` as ``progress.add_entry`` takes them; ``evidence`` are ids that the entry is proven by;
    ``drafts`` are the kept texts that it replaces.
    """

    entry_id: str
    initiative_id: str
    year: int
    as_of: date
    told: Mapping[str, Given] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    drafts: tuple[Place, ...] = ()


def save(db: Connection, report: Report, today: date) -> str:
    """Add or correct the entry, tie its evidence, forget its drafts; the entry's id. Rules of ``progress`` hold."""
    entry_id = report.entry_id
    if entry_id:
        progress.change_entry(db, entry_id, today=today, values=report.values, as_of=report.as_of, **report.told)
    else:
        entry_id = progress.add_entry(
            db,
            report.initiative_id,
            report.year,
            as_of=report.as_of,
            today=today,
            values=report.values,
            **report.told,
        )
    for evidence_id in report.evidence:
        evidence.link(db, evidence_id, "progress_entry", entry_id)
    forget(db, report.drafts)
    return entry_id


def keep(db: Connection, texts: Mapping[Place, str | None]) -> None:
    """Keep what was typed into an entry that is not handed over yet; None forgets the kept text of a place."""
    for (table, record_id, column), text in texts.items():
        if text is None:
            drafts.clear(db, table, record_id, column)
        else:
            drafts.keep(db, table, record_id, column, text)


def forget(db: Connection, places: Iterable[Place]) -> None:
    """Forget kept texts."""
    for table, record_id, column in places:
        drafts.clear(db, table, record_id, column)


def take_in(
    db: Connection,
    files: Iterable[evidence.StoredFile],
    owner_table: str | None = None,
    owner_id: str | None = None,
    originals: Mapping[str, evidence.Original] | None = None,
) -> list[str]:
    """Record stored files as evidence of a record, or of none yet; their ids.

    ``originals`` has the file that came in for each changed copy, by the hash of the copy.
    """
    ids = []
    for file in files:
        original = (originals or {}).get(file.sha256)
        if original is None:
            ids.append(evidence.attach(db, file, owner_table=owner_table, owner_id=owner_id))
        else:
            ids.append(evidence.attach_copy(db, file, original, owner_table=owner_table, owner_id=owner_id))
    return ids


def replace_files(db: Connection, copies: Mapping[str, evidence.StoredFile]) -> None:
    """Put changed copies in the place of evidence files, by the evidence's id."""
    for evidence_id, file in copies.items():
        evidence.replace_file(db, evidence_id, file)


def set_sum(db: Connection, initiative_id: str, year: int, column: str, amount: int | None) -> None:
    """Set one of the four sums of a year, None for unknown, and forget what was kept of it."""
    progress.set_sums(db, initiative_id, year, **{column: amount})
    row = progress.progress_year(db, initiative_id, year)
    if row is not None:
        drafts.clear(db, "progress_year", row.id, column)


def tie(db: Connection, entries: Mapping[str, str], initiative_id: str) -> None:
    """Tie pieces of evidence, by id, each to an entry, or with "" to the initiative itself."""
    for evidence_id, entry_id in entries.items():
        owner = ("progress_entry", entry_id) if entry_id else ("initiative", initiative_id)
        evidence.link(db, evidence_id, *owner)
