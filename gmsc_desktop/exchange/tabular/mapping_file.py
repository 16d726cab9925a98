"""What was answered about a layout, as a small file: exchanged between offices, and remembered for the next time."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.sheets import column_index
from gmsc_desktop.exchange.tabular.answers import TableAnswers
from gmsc_desktop.exchange.tabular.figures import SCALES
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.vocabulary import without_years, words
from gmsc_desktop.text import _

FORMAT, VERSION = "gmsc-kolom", 1
_LARGEST = 256 * 1024
A = TypeVar("A", bound=TableAnswers)


@dataclass(frozen=True)
class MappingKind:
    """One kind of mapping file: ``name`` is "" for that of RPJMD tables, which came first and says no kind."""

    meanings: Collection[str]
    levels: Collection[str] = ()
    name: str = ""


def to_mapping(
    table: Table, fingerprint: str, kind: MappingKind, *, unit: str = "", first_year: int | None = None
) -> dict[str, Any]:
    """The columns of a table as a file has them; ``unit`` and ``first_year`` only where they were told."""
    columns = [
        {
            "column": one.name,
            "header": one.header,
            "meaning": one.meaning,
            "levels": list(one.levels),
            "year": one.year,
            "ordinal": one.ordinal,
        }
        for one in table.layout.columns
        if one.meaning
    ]
    told = {"kind": kind.name, "unit": unit, "first_year": first_year}
    return {
        "format": FORMAT,
        "version": VERSION,
        "fingerprint": fingerprint,
        **{key: value for key, value in told.items() if value},
        "columns": columns,
    }


def read_mapping(path: Path, kind: MappingKind) -> dict[str, Any]:
    """A mapping file, checked. Raises ``UserFacingError``."""
    refused = UserFacingError(
        _("Berkas “{name}” bukan berkas susunan kolom.").format(name=path.name),
        _("Pilih berkas .json yang dibuat aplikasi ini saat mencocokkan kolom."),
    )
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise refused
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise refused from error
    if not isinstance(value, dict) or value.get("format") != FORMAT or not isinstance(value.get("columns"), list):
        raise refused
    if value.get("version") != VERSION:
        raise UserFacingError(
            _("Berkas susunan kolom “{name}” dibuat oleh versi aplikasi yang lebih baru.").format(name=path.name),
            _("Perbarui aplikasi ini, atau cocokkan kolomnya lagi."),
        )
    if value.get("kind", "") != kind.name:
        raise UserFacingError(
            _("Berkas susunan kolom “{name}” dibuat untuk jenis tabel lain.").format(name=path.name),
            _("Pilih berkas susunan kolom untuk jenis tabel ini, atau cocokkan kolomnya lagi."),
        )
    unit = value.get("unit", "rupiah")
    if not all(_is_column(one, kind) for one in value["columns"]) or not isinstance(unit, str) or unit not in SCALES:
        raise refused
    if not isinstance(value.get("first_year", 2000), int):
        raise refused
    return value


def _is_column(one: object, kind: MappingKind) -> bool:
    if not isinstance(one, dict):
        return False
    levels, year, ordinal = one.get("levels", []), one.get("year"), one.get("ordinal")
    return (
        all(isinstance(text, str) for text in (one.get("column"), one.get("meaning"), one.get("header", "")))
        and column_index(one["column"]) is not None
        and one.get("meaning") in {*kind.meanings, ""}
        and isinstance(levels, list)
        and all(level in kind.levels for level in levels)
        and all(value is None or (type(value) is int and 0 <= value < 3_000) for value in (year, ordinal))
    )


def answers_from(value: Mapping[str, Any], answers: A) -> A:
    """The answers of a file, where the person has not said otherwise."""
    columns = {}
    for one in value["columns"]:
        index = column_index(one["column"]) or 0
        levels = tuple(one.get("levels", ()))
        header = str(one.get("header", ""))
        columns[index] = Column(index, header, one["meaning"], levels, one.get("year"), one.get("ordinal"))
    return replace(
        answers,
        columns={**columns, **answers.columns},
        unit=answers.unit or value.get("unit", ""),
        first_year=answers.first_year or value.get("first_year"),
    )


def other_headings(value: Mapping[str, Any], table: Table) -> list[str]:
    """The columns whose heading is another one than in the file: the mapping was made for another layout."""
    paths = table.header.paths
    wrong = []
    for one in value["columns"]:
        index = column_index(one["column"]) or 0
        here = " / ".join(paths[index]) if index < len(paths) else ""
        if one.get("header") and without_years(words(one["header"])) != without_years(words(here)):
            wrong.append(one["column"])
    return wrong
