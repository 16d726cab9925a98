"""Every table of the plan as CSV (RFC 4180, UTF-8), with the Frictionless description of them all."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.text_clean import UNREADABLE
from gmsc_desktop.models.fields import TABLES, FieldSpec, TableSpec
from gmsc_desktop.models.fields.spec import FIXED_KINDS, INTEGER_KINDS, REAL_KINDS, REFERENCE_KINDS, Kind
from gmsc_desktop.models.snapshot import Json, Record, Snapshot
from gmsc_desktop.text import _, in_source_language

FOLDER = "tabel"
DESCRIPTOR = "datapackage.json"
# Said, because readers that are not told guess it from the text: https://specs.frictionlessdata.io/csv-dialect/
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}
# Signs that no text has and that stop readers of CSV; surrogates cannot be written as UTF-8.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def table_path(table: TableSpec) -> str:
    """Where a table lies beside the descriptor."""
    return f"{FOLDER}/{table.name}.csv"


@in_source_language
def write_table(snapshot: Snapshot, table: TableSpec, stream: BinaryIO) -> None:
    """One table as CSV: columns named as in ``rencana.json``, empty for null, ``true`` and ``false`` for flags.

    Text is the plan's own, also where it begins with ``=``: this is for programs that read data, not for Excel.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["id", *table.columns])
    writer.writerows(
        [_cell(row.id), *(_cell(getattr(row, c)) for c in table.columns)] for row in snapshot.rows(table.name)
    )
    text.detach()


def _cell(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _SURROGATES.sub(UNREADABLE, _CONTROLS.sub("", value))
    return repr(value)


@in_source_language
def descriptor(edition: Edition) -> dict[str, Any]:  # Any: JSON of the Frictionless standard
    """The Data Package (https://specs.frictionlessdata.io/data-package/) of all tables, as JSON-ready values."""
    return {
        "name": f"gmsc-{re.sub('[^a-z0-9]+', '-', (edition.snapshot.region.code or 'daerah').lower())}",
        "id": edition.snapshot.plan.id,
        "title": _cell(edition.title),
        "description": edition.example_mark or _("Seluruh tabel rencana induk."),
        "version": _cell(edition.revision_code),
        "created": f"{edition.made_on.isoformat()}T00:00:00Z",
        "profile": "data-package",
        "resources": [_resource(edition.snapshot, table) for table in TABLES],
    }


def _resource(snapshot: Snapshot, table: TableSpec) -> dict[str, Any]:
    rows = snapshot.rows(table.name)
    fields: list[dict[str, Any]] = [{"name": "id", "type": "string", "constraints": {"required": True}}]
    fields += [_field(field, rows) for field in table.fields]
    references = [field for field in table.fields if field.kind in REFERENCE_KINDS]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": ["id"], "missingValues": [""]}
    if references:
        schema["foreignKeys"] = [
            {
                "fields": [f.column],
                "reference": {"resource": "" if f.target == table.name else f.target, "fields": ["id"]},
            }
            for f in references
        ]
    return {
        "name": table.name,
        "title": table.plural,
        "path": table_path(table),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": schema,
    }


def _field(field: FieldSpec, rows: Iterable[Record]) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.column, "type": _type(field, rows), "title": field.label}
    if field.help:
        described["description"] = field.help
    if field.kind in FIXED_KINDS:  # what else a plan must have is told by its checks, and may still be missing
        described["constraints"] = {"required": True}
    return described


def _type(field: FieldSpec, rows: Iterable[Record]) -> str:
    if field.kind is Kind.FLAG:
        return "boolean"
    if field.kind in INTEGER_KINDS:
        return "integer"
    if field.kind in REAL_KINDS:
        return "number"
    dated = field.kind is Kind.DATE and all(_is_date(getattr(row, field.column)) for row in rows)
    return "date" if dated else "string"


def _is_date(text: str) -> bool:
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@in_source_language
def write_tables(edition: Edition, stream: BinaryIO) -> None:
    """All tables and their descriptor in one ZIP."""
    import json

    day = edition.made_on
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        described = json.dumps(descriptor(edition), ensure_ascii=False, indent=1).encode("utf-8")
        archive.writestr(_entry(DESCRIPTOR, day), described)
        for number, table in enumerate(TABLES):
            edition.step(number / len(TABLES))
            content = io.BytesIO()
            write_table(edition.snapshot, table, content)
            archive.writestr(_entry(table_path(table), day), content.getvalue())
    edition.step(1)


def _entry(name: str, day: date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same bytes on every system
    return entry
