"""The tables of the plan as SQLAlchemy Core tables, made from the field declarations."""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, Index

from gmsc_desktop.models.fields import TABLES, FieldSpec, TableSpec
from gmsc_desktop.models.fields.spec import FIXED_KINDS, REFERENCE_KINDS

metadata = MetaData()

_TYPES = {"TEXT": Text, "INTEGER": Integer, "REAL": REAL}


def _column(field: FieldSpec) -> Column[object]:
    constraints = []
    if field.kind in REFERENCE_KINDS:
        constraints.append(ForeignKey(f"{field.target}.id", deferrable=True, initially="DEFERRED"))
    return Column(field.column, _TYPES[field.storage], *constraints, nullable=field.kind not in FIXED_KINDS)


def _table(spec: TableSpec) -> Table:
    columns = [_column(field) for field in spec.fields]
    return Table(
        spec.name, metadata, Column("id", Text, primary_key=True, nullable=False), *columns, sqlite_strict=True
    )


tables: dict[str, Table] = {spec.name: _table(spec) for spec in TABLES}

# One index for each reference: what hangs on a record, or points at it, is found without a scan.
for _spec in TABLES:
    for _field in _spec.fields:
        if _field.kind in REFERENCE_KINDS:
            Index(f"{_spec.name}_{_field.column}", tables[_spec.name].c[_field.column])


def plan_ddl() -> list[str]:
    """The statements that make the tables of the plan and their indexes, in a fixed order."""
    dialect, statements = sqlite.dialect(), []
    for table in tables.values():
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: index.name or "")
        statements.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes)
    return statements
