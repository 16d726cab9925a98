"""The whole plan as ``rencana.json``: written row by row, read only when everything in it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from gmsc_desktop.models.fields import BY_NAME, TableSpec
from gmsc_desktop.models.fields.spec import INTEGER_KINDS, REAL_KINDS, REFERENCE_KINDS, YEAR_KINDS, FieldSpec, Kind
from gmsc_desktop.models.snapshot import Snapshot, from_json, to_json
from gmsc_desktop.package import schema, strict_json
from gmsc_desktop.package.identity import check_format
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.values import is_stored_day, is_stored_month, is_stored_year

FILE = "rencana.json"
_LARGEST_EXACT = 2**53  # whole numbers up to here are the same as floating-point numbers


@dataclass(frozen=True, slots=True)
class HistoryMark:
    """Which history a plan goes with: how many change sets, and the SHA-512 of ``riwayat.jsonl``."""

    changes: int
    sha512: str


@dataclass(frozen=True)
class PlanHeader:
    """What stands in ``rencana.json`` beside the tables.

    ``unknown`` is what a newer minor version has added: ``header`` by name, ``tables`` by name, ``fields`` by table,
    record id and column. It is kept so that it can travel on.
    """

    version: str
    plan_id: str
    application: str
    reference_version: str
    is_example: bool
    history: HistoryMark | None
    unknown: Mapping[str, Any]


def plan_json(
    snapshot: Snapshot,
    *,
    application: str,
    history: HistoryMark | None = None,
) -> dict[str, Any]:
    """The plan as one JSON value, the same on every day and for every package; ``application`` names the program."""
    plan = snapshot.plan
    return {
        "$schema": schema.ID,
        "format": schema.FORMAT,
        "version": schema.VERSION,
        "plan_id": plan.id,
        "application": application,
        "reference_version": plan.reference_version or None,
        "is_example": plan.is_example,
        "history": None if history is None else {"changes": history.changes, "sha512": history.sha512},
        "tables": to_json(snapshot),
    }


def plan_text(content: Mapping[str, Any]) -> Iterator[bytes]:
    """A value of ``plan_json`` as the pieces of a file: one line for each record, so that two files can be compared."""
    header = {key: value for key, value in content.items() if key != "tables"}
    yield json.dumps(header, ensure_ascii=False, indent=1)[:-2].encode("utf-8") + b',\n "tables": {'
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode  # json.dumps makes a new one for each row
    comma = b""
    for name, rows in content["tables"].items():
        yield comma + f"\n  {json.dumps(name)}: [".encode()
        lines = (encode(row).encode("utf-8") for row in rows)
        for number, line in enumerate(lines):
            yield (b",\n   " if number else b"\n   ") + line
        yield b"\n  ]" if rows else b"]"
        comma = b","
    yield b"\n }\n}\n"


def read_plan_json(data: bytes) -> tuple[Snapshot, PlanHeader]:
    """The plan and its header. Raises ``PackageRefused`` unless all is as schema and plan want it.

    Beside the schema: days that exist, whole numbers where whole numbers are kept, no id twice, every reference
    resolved.
    """
    content = strict_json.load(data, FILE)
    if isinstance(content, dict) and content.get("format") == schema.FORMAT and "version" in content:
        check_format(str(content["version"]))
    _check_schema(content)
    unknown: dict[str, Any] = {"tables": {}, "fields": {}}
    unknown["header"] = {key: value for key, value in content.items() if key not in schema.plan_schema()["properties"]}
    tables: dict[str, list[dict[str, Any]]] = {}
    for name, rows in content["tables"].items():
        if name in BY_NAME:
            tables[name] = _check_rows(BY_NAME[name], rows, unknown)
        else:
            unknown["tables"][name] = rows
    _check_references(tables)
    snapshot = from_json(tables)
    if snapshot.plan.id != content["plan_id"]:
        raise PackageRefused("identity", what="plan_id")
    return snapshot, _header(content, snapshot, unknown)


def _check_schema(content: Any) -> None:
    import fastjsonschema

    try:
        schema.validator()(content)
    except fastjsonschema.JsonSchemaValueException as error:
        found = re.match(r"data[.]?(\S*)", error.message)  # "data.tables.plan[0].title must be string or null"
        raise PackageRefused("schema", where=(found[1] if found else "") or FILE) from error


def _header(content: Mapping[str, Any], snapshot: Snapshot, unknown: Mapping[str, Any]) -> PlanHeader:
    history = content.get("history")
    example = content.get("is_example", snapshot.plan.is_example)
    if example is not snapshot.plan.is_example:
        raise PackageRefused("identity", what="is_example")
    return PlanHeader(
        version=content["version"],
        plan_id=content["plan_id"],
        application=content["application"],
        reference_version=content.get("reference_version") or "",
        is_example=example,
        history=HistoryMark(int(history["changes"]), history["sha512"]) if history else None,
        unknown=unknown,
    )


def _check_rows(spec: TableSpec, rows: list[dict[str, Any]], unknown: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows with their known columns alone; what else they hold goes to ``unknown``."""
    known = {"id", *spec.columns}
    careful = [field for field in spec.fields if _needs_a_look(field)]
    taken: list[dict[str, Any]] = []
    for row in rows:
        more = {column: value for column, value in row.items() if column not in known}
        if more:
            unknown["fields"].setdefault(spec.name, {})[row["id"]] = more
        plain = {column: value for column, value in row.items() if column in known} if more else row
        for field in careful:
            if plain.get(field.column) is not None:
                plain[field.column] = _check_value(field, plain[field.column], row["id"])
        taken.append(plain)
    return taken


def _needs_a_look(field: FieldSpec) -> bool:
    counted = field.kind in INTEGER_KINDS and field.kind is not Kind.FLAG
    return counted or field.kind in {Kind.DATE, Kind.MONTH, *REAL_KINDS}


def _check_value(field: FieldSpec, value: Any, record_id: str) -> Any:
    where = f"{field.table}.{field.column} ({record_id})"
    if field.kind is Kind.DATE:
        if not is_stored_day(value):
            raise PackageRefused("date", name=value, where=where)
    elif field.kind is Kind.MONTH:
        if not is_stored_month(value):
            _refuse_value(where)
    elif field.kind in REAL_KINDS:
        if isinstance(value, int) and abs(value) > _LARGEST_EXACT:
            _refuse_value(where)
        return float(value)
    elif not isinstance(value, int):  # 1.0 is an integer to a JSON Schema
        _refuse_value(where)
    elif field.kind in YEAR_KINDS and not is_stored_year(value):
        _refuse_value(where)  # what goes from year to year would not come to an end
    return value


def _refuse_value(where: str) -> NoReturn:
    raise PackageRefused("schema", where=where)


def _check_references(tables: Mapping[str, list[dict[str, Any]]]) -> None:
    ids: dict[str, set[str]] = {}
    everywhere: set[str] = set()
    for name, rows in tables.items():
        ids[name] = {row["id"] for row in rows}
        for row in rows:
            if row["id"] in everywhere:
                raise PackageRefused("id-twice", name=f"{name} {row['id']}")
            everywhere.add(row["id"])
    for name, rows in tables.items():
        for field in BY_NAME[name].fields:
            if field.kind in REFERENCE_KINDS:
                _check_reference(field, rows, ids.get(field.target, set()))


def _check_reference(field: FieldSpec, rows: list[dict[str, Any]], there: set[str]) -> None:
    for row in rows:
        value = row.get(field.column)
        if value is not None and value not in there:
            raise PackageRefused("reference", where=f"{field.table}.{field.column} ({row['id']})")
