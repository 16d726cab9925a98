"""From any record to the page that shows it, by way of the record it belongs to where it has no page of its own."""

from __future__ import annotations

from gmsc_desktop.models.checks.wording import record_name
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from gmsc_desktop.models.fields.spec import REFERENCE_KINDS
from gmsc_desktop.models.records import RECORDS, Benefit, Evidence, EvidenceLink, Initiative, ProgressEntry, QuickWin
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.shown import record_title

Door = tuple[str, str]  # page key, record id

# Rows inside what a page shows: it goes to their very cell, though people call them by the record they belong to.
_INSIDE = {
    "initiative_budget": "initiatives", "quick_win": "initiatives", "initiative_indicator": "initiatives",
    "action_step": "initiatives", "progress_year": "progress",
}  # fmt: skip
_ROW_OF = {"initiative_target": "indicator_id", "action_step_plan": "step_id"}  # a cell of such a row

# Records whose evidence stands in the tab Bukti of their initiative.
_PROVED: dict[str, type[Initiative] | type[QuickWin] | type[Benefit]] = {
    "initiative": Initiative,
    "quick_win": QuickWin,
    "benefit": Benefit,
}


def page_of(table: str) -> str:
    """The page on which the records of a table are shown; "" for none."""
    return next((entry.key for entry in PAGES if table in entry.shows), "")


def place_of(table: str) -> str:
    """Where the records of a table are written, as a person goes there: page, and its tab; "" for none."""
    entry = next((entry for entry in PAGES if table in entry.shows), None)
    if entry is None:
        return ""
    return f"{entry.name} > {_(entry.tabs[table])}" if table in entry.tabs else entry.name


def door_title(snapshot: Snapshot, door: Door) -> str:
    """The name of the record to which a door leads."""
    shows = next(entry.shows for entry in PAGES if entry.key == door[0])
    entry = entry_proved_by(snapshot, door[1])
    record_id = entry.initiative_id if entry is not None else initiative_proved_by(snapshot, door[1]) or door[1]
    return next((title for table in (*shows, "initiative") if (title := record_title(snapshot, table, record_id))), "")


def place_title(snapshot: Snapshot, pack: ReferencePack, door: Door) -> str:
    """The name of the very row to which a door leads: of one inside a record with that record; "" where it is gone."""
    for table, key in _INSIDE.items():
        row = snapshot.get(RECORDS[table], door[1]) if key == door[0] else None
        if row is not None:
            spec, own = BY_NAME[table], record_name(pack, row)
            own = own if spec.title_column and own else f"{spec.singular} {own}".strip()
            door = door_to(snapshot, table, row.id) or door
            return " · ".join(filter(None, (own, record_title(snapshot, "initiative", door[1]))))
    return door_title(snapshot, door)


def cell_door(snapshot: Snapshot, table: str, record_id: str) -> Door | None:
    """Page and row of a figure or year that is filled in; ``door_to`` for every other record."""
    if table in _ROW_OF:
        cell = snapshot.get(RECORDS[table], record_id)
        owner = BY_NAME[table].field(_ROW_OF[table])
        return cell_door(snapshot, owner.target, str(getattr(cell, owner.column))) if cell is not None else None
    key = _INSIDE.get(table, "")
    if key and snapshot.get(RECORDS[table], record_id) is not None:
        return key, record_id
    return door_to(snapshot, table, record_id)


def column_behind(door: Door | None, record_id: str, column: str) -> str:
    """The column to go to behind a door: "" where the door leads to another record, which may have one of that name."""
    return column if door is not None and door[1] == record_id else ""


def door_to(snapshot: Snapshot, table: str, record_id: str, depth: int = 4) -> Door | None:
    """Page and record to go to; None where no page shows the record or what it belongs to."""
    key = page_of(table)
    if key:
        return key, record_id
    row = snapshot.get(RECORDS[table], record_id) if table in BY_NAME else None
    if row is None or depth == 0:
        return None
    if isinstance(row, Evidence | EvidenceLink):
        door = _door_of_evidence(snapshot, row, depth)
        if door is not None:
            return door
    for field in BY_NAME[table].fields:
        target = str(getattr(row, field.column) or "") if field.kind in REFERENCE_KINDS else ""
        door = door_to(snapshot, field.target, target, depth - 1) if target else None
        if door is not None:
            return door
    return None


def initiative_proved_by(snapshot: Snapshot, evidence_id: str) -> str:
    """The initiative in whose tab Bukti a piece of evidence stands, itself or of a record inside; "" for none."""
    for link in snapshot.where(EvidenceLink, "evidence_id", evidence_id):
        for table, kind in _PROVED.items():
            owner = snapshot.get(kind, getattr(link, f"{table}_id") or "")
            if owner is not None:
                return owner.id if isinstance(owner, Initiative) else owner.initiative_id
    return ""


def entry_proved_by(snapshot: Snapshot, evidence_id: str) -> ProgressEntry | None:
    """The entry in Pelaksanaan at which a piece of evidence stands."""
    links = snapshot.where(EvidenceLink, "evidence_id", evidence_id)
    entries = (snapshot.get(ProgressEntry, link.progress_entry_id or "") for link in links)
    return next((entry for entry in entries if entry is not None), None)


def _door_of_evidence(snapshot: Snapshot, row: Evidence | EvidenceLink, depth: int) -> Door | None:
    """Where a piece of evidence is seen: at what it proves; None where it proves nothing that a page shows."""
    links = (row,) if isinstance(row, EvidenceLink) else snapshot.where(EvidenceLink, "evidence_id", row.id)
    if isinstance(row, Evidence) and row.id == snapshot.region.logo_evidence_id:
        return "profile", snapshot.region.id
    if not links:  # where it can be given to what it proves
        return "progress", row.id
    for link in links:
        for table in EVIDENCE_OWNERS:
            owner_id = str(getattr(link, f"{table}_id") or "")
            if not owner_id or snapshot.get(RECORDS[table], owner_id) is None:
                continue
            if table == "progress_entry" or table in _PROVED:
                return "progress" if table == "progress_entry" else "initiatives", link.evidence_id
            door = door_to(snapshot, table, owner_id, depth - 1)
            if door is not None:
                return door
    return None
