"""From any record to the page that shows it, by way of the record it belongs to where it has no page of its own."""

from __future__ import annotations

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.spec import REFERENCE_KINDS
from gmsc_desktop.models.records import RECORDS
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.shown import record_title

Door = tuple[str, str]  # page key, record id

# Rows inside what a page shows: it goes to their very cell, though people call them by the record they belong to.
_INSIDE = {"initiative_budget": "initiatives", "quick_win": "initiatives", "progress_year": "progress"}


def page_of(table: str) -> str:
    """The page on which the records of a table are shown; "" for none."""
    return next((entry.key for entry in PAGES if table in entry.shows), "")


def door_title(snapshot: Snapshot, door: Door) -> str:
    """The name of the record to which a door leads."""
    shows = next(entry.shows for entry in PAGES if entry.key == door[0])
    return next((title for table in shows if (title := record_title(snapshot, table, door[1]))), "")


def cell_door(snapshot: Snapshot, table: str, record_id: str) -> Door | None:
    """Page and row of a figure or year that is filled in; ``door_to`` for every other record."""
    key = _INSIDE.get(table, "")
    if key and snapshot.get(RECORDS[table], record_id) is not None:
        return key, record_id
    return door_to(snapshot, table, record_id)


def door_to(snapshot: Snapshot, table: str, record_id: str, depth: int = 4) -> Door | None:
    """Page and record to go to; None where no page shows the record or what it belongs to."""
    key = page_of(table)
    if key:
        return key, record_id
    row = snapshot.get(RECORDS[table], record_id) if table in BY_NAME else None
    if row is None or depth == 0:
        return None
    for field in BY_NAME[table].fields:
        target = str(getattr(row, field.column) or "") if field.kind in REFERENCE_KINDS else ""
        door = door_to(snapshot, field.target, target, depth - 1) if target else None
        if door is not None:
            return door
    return None
