"""Reads the tables of resources/demo: a CSV file for each table, cells as they were typed, narrative as Markdown."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gmsc_desktop.models.fields import BY_NAME, TABLES, TableSpec
from gmsc_desktop.models.fields.spec import FIXED_KINDS, Kind
from gmsc_desktop.paths import resource

SEPARATOR = "|"  # between the entries of one cell


@dataclass(frozen=True, slots=True)
class Line:
    """One future row: its table, the key by which other lines name it, and its cells by column name."""

    table: str
    key: str
    cells: dict[str, str]


def entries(cell: str) -> list[str]:
    """The entries of a cell that holds several, without the blanks around them."""
    return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]


def pairs(cell: str) -> list[tuple[str, str]]:
    """The entries of a cell of the form ``name=value``; the value may be empty."""
    split = [entry.partition("=") for entry in entries(cell)]
    return [(name.strip(), value.strip()) for name, _sign, value in split]


@cache
def read_lines(table: str) -> tuple[Line, ...]:
    """The lines of ``<table>.csv``, or the files of the folder ``<table>``; none where there is neither."""
    path = resource("demo") / f"{table}.csv"
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(_keyed(table, list(csv.DictReader(file, strict=True))))
    return tuple(_from_markdown(table, path.with_suffix("")))


def _keyed(table: str, rows: list[dict[str, str]]) -> list[Line]:
    """Lines with their keys: the column ``key``, else the fixed columns, else the owner and a number within it."""
    spec = BY_NAME[table]
    seen: dict[str, int] = {}
    lines = []
    for row in rows:
        cells = {column: value for column, value in row.items() if column != "key"}
        key = row.get("key", "") or derived_key(spec, cells)
        if not key:
            owner = _owner(spec, cells)
            seen[owner] = seen.get(owner, 0) + 1
            key = f"{owner}/{seen[owner]}"
        lines.append(Line(table, key, cells))
    return lines


def derived_key(spec: TableSpec, cells: dict[str, str]) -> str:
    """The key of a row that stands for a pair or a cell; "" for records of their own."""
    fixed = [cells.get(field.column, "") for field in spec.fields if field.kind in FIXED_KINDS]
    return "/".join(fixed) if spec.derived else ""


def _owner(spec: TableSpec, cells: dict[str, str]) -> str:
    for field in spec.fields:
        if field.kind in {Kind.OWNER, Kind.REFERENCE} and cells.get(field.column):
            return cells[field.column]
    return ""


def _from_markdown(table: str, folder: Path) -> list[Line]:
    """One line for each ``<key>.md`` (its text is the last column), or for the files ``<key>.<column>.md`` together."""
    spec = next(spec for spec in TABLES if spec.name == table)
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.md")):
        key, _dot, column = path.stem.partition(".")
        cells = found.setdefault(key, {spec.fields[0].column: key})
        cells[column or spec.fields[-1].column] = path.read_text(encoding="utf-8").strip()
    return [Line(table, key, cells) for key, cells in found.items()]
