"""Every record and value of the plan, declared once: schema, labels, Excel columns and JSON follow from here."""

from __future__ import annotations

from gmsc_desktop.models.fields import bodies, initiatives, plan, progress, rpjmd
from gmsc_desktop.models.fields.spec import FieldSpec, Kind, TableSpec

TABLES: tuple[TableSpec, ...] = (*plan.TABLES, *bodies.TABLES, *rpjmd.TABLES, *initiatives.TABLES, *progress.TABLES)
BY_NAME: dict[str, TableSpec] = {table.name: table for table in TABLES}
FIELDS: dict[str, FieldSpec] = {field.key: field for table in TABLES for field in table.fields}

# Captured for undo, never written to the history.
UNRECORDED_TABLES: dict[str, tuple[str, ...]] = {
    "contact": ("person_id", "kind", "value"),
    "draft": ("record_table", "record_id", "field", "text"),
}

__all__ = ["BY_NAME", "FIELDS", "TABLES", "UNRECORDED_TABLES", "FieldSpec", "Kind", "TableSpec"]
