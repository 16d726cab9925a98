"""Plans to measure with: the demonstration's records once, and ten times over."""

from __future__ import annotations

import uuid
from pathlib import Path

from gmsc_desktop.demo import demo_tables
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.snapshot import Json

ONCE = ("plan", "region", "section", "dimension_plan", "year_closing", "finding_override", "head_of_region")
PERSON = Author("00000000-0000-4000-8000-000000000001", "Pengukur", "meja ukur")

Tables = dict[str, list[dict[str, Json]]]


def tables_of(scale: int) -> tuple[str, Tables]:
    """Plan id and tables with the demonstration's records ``scale`` times, each copy with ids of its own."""
    plan_id = new_id()
    first = demo_tables(plan_id)
    tables: Tables = {name: list(rows) for name, rows in first.items()}
    for copy in range(1, scale):
        ids = {
            str(row["id"]): _other(str(row["id"]), copy) for name in first if name not in ONCE for row in first[name]
        }
        for name, rows in first.items():
            if name not in ONCE:
                tables[name] += [{column: ids.get(str(value), value) for column, value in row.items()} for row in rows]
    return plan_id, tables


def _other(rid: str, copy: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{copy}:{rid}"))


def make_plan(folder: Path, scale: int) -> Document:
    """A plan in ``folder`` with the demonstration's records ``scale`` times, written by one change."""
    _plan_id, tables = tables_of(scale)
    folder.mkdir(parents=True, exist_ok=True)
    document = Document.create(folder, PERSON)
    with document.change("Isi rencana") as db:
        for name, rows in tables.items():
            insert_rows(db, name, rows)
    return document
