"""The JSON Schema (2020-12) of ``rencana.json``, made from the field declarations, for readers without our code."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from gmsc_desktop.models.fields import TABLES, FieldSpec, TableSpec
from gmsc_desktop.models.fields.spec import FIXED_KINDS, INTEGER_KINDS, REAL_KINDS, REFERENCE_KINDS, Kind
from gmsc_desktop.text import in_source_language

ID = "urn:gmsc:rencana:1"  # the number is the format's major version
FORMAT, VERSION = "gmsc-rencana", "1.0"

Json = dict[str, Any]  # Any: a JSON Schema is JSON of many shapes

_UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_DATE = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
_MONTH = "^[0-9]{4}-(?:0[1-9]|1[0-2])$"
_SHA256, _SHA512 = "^[0-9a-f]{64}$", "^[0-9a-f]{128}$"
_LARGEST = 2**63 - 1
_PATTERNS = {Kind.DATE: _DATE, Kind.MONTH: _MONTH, Kind.ORDER: "^[0-9A-Za-z]+$"}
_ONLY_TOLD = frozenset(("$schema", "$id", "$defs", "$comment", "title", "description"))  # these decide nothing


@cache
@in_source_language
def plan_schema() -> Json:
    """The schema as a value; nobody changes it."""
    properties = _header()
    properties["tables"] = {
        "type": "object",
        "description": "Setiap tabel rencana. Tabel yang tidak disebut kosong.",
        "required": ["plan", "region"],
        "properties": {spec.name: _table(spec) for spec in TABLES},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "Rencana GMSC",
        "description": (
            "Isi sebuah rencana induk smart city. Isian yang kosong adalah null. Isian dan tabel yang tidak disebut di "
            "sini berasal dari versi kecil yang lebih baru dan dipertahankan."
        ),
        "type": "object",
        "required": ["format", "version", "plan_id", "application", "tables"],
        "properties": properties,
        "$defs": {"id": {"type": "string", "pattern": _UUID}},
    }


def schema_text() -> bytes:
    """The schema as a file: in every package, and in ``docs/rencana.schema.json``."""
    return (json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def write_schema(path: Path) -> None:
    """Write the schema where developers look for it; run after every change of the field declarations."""
    path.write_bytes(schema_text())


@cache
def validator() -> Callable[[Any], Any]:
    """Takes a value and raises ``fastjsonschema.JsonSchemaValueException`` where it is not as the schema says."""
    import fastjsonschema

    # Known to fastjsonschema as draft 7, of which the schema uses nothing that has changed since.
    schema = _compilable(plan_schema())
    compiled: Callable[[Any], Any] = fastjsonschema.compile(schema, use_default=False, detailed_exceptions=False)
    return compiled


def _compilable(schema: Any) -> Any:  # Any: a part of a JSON Schema
    """The schema without words, with each reference's target in its place: a compiled reference costs eight times."""
    if isinstance(schema, list):
        return [_compilable(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema == _ref():
        return plan_schema()["$defs"]["id"]
    kept = {name: part for name, part in schema.items() if name not in _ONLY_TOLD}
    return {name: _named(part) if name == "properties" else _compilable(part) for name, part in kept.items()}


def _named(properties: Json) -> Json:
    """Properties by their names, which may be those of keywords."""
    return {name: _compilable(part) for name, part in properties.items()}


def _header() -> Json:
    return {
        "$schema": {"type": "string"},
        "format": {"enum": [FORMAT]},
        "version": {"type": "string", "pattern": "^1\\.[0-9]{1,4}$"},
        "plan_id": _ref(),
        "application": {"type": "string"},
        "reference_version": {"type": ["string", "null"], "description": "Versi paket acuan."},
        "is_example": {"type": "boolean", "description": "Benar bila contoh, bukan dokumen resmi."},
        "history": {
            "description": "Banyaknya perubahan, dan SHA-512 dari riwayat.jsonl.",
            "type": ["object", "null"],
            "required": ["changes", "sha512"],
            "properties": {
                "changes": {"type": "integer", "minimum": 0},
                "sha512": {"type": "string", "pattern": _SHA512},
            },
        },
    }


def _ref() -> Json:
    return {"$ref": "#/$defs/id"}


def _table(spec: TableSpec) -> Json:
    properties: Json = {"id": _ref()}
    properties |= {field.column: _field(field) for field in spec.fields}
    fixed = [field.column for field in spec.fields if field.kind in FIXED_KINDS]
    table: Json = {
        "type": "array",
        "title": spec.plural_text,
        "items": {"type": "object", "required": ["id", *fixed], "properties": properties},
    }
    if spec.name in {"plan", "region"}:
        table |= {"minItems": 1, "maxItems": 1}
    return table


def _field(field: FieldSpec) -> Json:
    made: Json = {"title": field.label_text}
    if field.help_text:
        made["description"] = field.help_text
    kind = _json_type(field)
    made["type"] = kind if field.kind in FIXED_KINDS else [kind, "null"]
    if kind == "integer":
        made |= {"minimum": -_LARGEST - 1, "maximum": _LARGEST}
    pattern = _pattern(field)
    if pattern:
        made["pattern"] = pattern
    note = _note(field)
    if note:
        made["$comment"] = note
    return made


def _json_type(field: FieldSpec) -> str:
    if field.kind is Kind.FLAG:
        return "boolean"
    if field.kind in INTEGER_KINDS:
        return "integer"
    return "number" if field.kind in REAL_KINDS else "string"


def _pattern(field: FieldSpec) -> str:
    if field.kind in REFERENCE_KINDS:
        return _UUID
    if field.column == "sha256":
        return _SHA256
    return _PATTERNS.get(field.kind, "")


def _note(field: FieldSpec) -> str:
    notes: Mapping[Kind, str] = {
        Kind.MONEY: "Rupiah penuh; null bukan nol.",
        Kind.PERCENT: "12.5 berarti 12,5 %.",
        Kind.MARKDOWN: "Markdown.",
    }
    if field.kind in REFERENCE_KINDS:
        return f"id pada tabel {field.target}"
    if field.choices:
        return f"kode dari daftar {field.choices} pada paket acuan"
    return notes.get(field.kind, "")
