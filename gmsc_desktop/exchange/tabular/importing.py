"""What importers of tables have in common: tables and columns as they are seen, answers, the usual questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.review import ColumnSeen, Question, TableSeen, Told
from gmsc_desktop.exchange.tabular import mapping_file
from gmsc_desktop.exchange.tabular.answers import Need, TableAnswers
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

UNITS = {"rupiah": m("Rupiah"), "ribu": m("Ribuan rupiah"), "juta": m("Jutaan rupiah"), "miliar": m("Miliar rupiah")}
A = TypeVar("A", bound=TableAnswers)


def tables_seen(tables: Sequence[Table], others: Sequence[Table]) -> tuple[TableSeen, ...]:
    """The tables that were read, then those beside them."""
    return (*(_table(one, read=True) for one in tables), *(_table(one, read=False) for one in others))


def _table(table: Table, *, read: bool) -> TableSeen:
    header = table.header
    columns = tuple(column_seen(one) for one in table.layout.columns)
    return TableSeen(table.name, header.top, header.bottom, header.first, table.last, columns, read)


def column_seen(one: Column) -> ColumnSeen:
    """A column as a window shows it."""
    return ColumnSeen(one.index, one.header, one.meaning, one.year, one.ordinal, one.levels)


def columns_of(told: Told) -> dict[int, Column]:
    """The columns whose meaning a person told."""
    return {
        index: Column(one.index, one.header, one.meaning, one.levels, one.year, one.ordinal)
        for index, one in told.columns.items()
    }


def told_with_mapping(path: Path, kind: mapping_file.MappingKind, told: Told, answers: A, table: Table | None) -> Told:
    """What a mapping file says, where the person has not said otherwise.

    Raises ``UserFacingError`` where it is none, or was made for another layout than that of ``table``.
    """
    mapping = mapping_file.read_mapping(path, kind)
    if table is not None and (wrong := mapping_file.other_headings(mapping, table)):
        sentence = _("Susunan kolom di berkas pemetaan lain dari tabel ini, mulai kolom {column}.")
        raise UserFacingError(
            sentence.format(column=wrong[0]), _("Buka susunan kolom yang lain, atau cocokkan kolom tabel ini sendiri.")
        )
    made = mapping_file.answers_from(mapping, answers)
    columns = {index: column_seen(column) for index, column in made.columns.items()}
    return replace(told, unit=made.unit, first_year=made.first_year, columns={**columns, **told.columns})


def sheet_question(tables: Sequence[Table], others: Sequence[Table], needs: Mapping[str, Need]) -> Iterator[Question]:
    """Which sheet is read, where several hold such a table."""
    names = tuple(dict.fromkeys(one.name for one in (*tables, *others)))
    if len(names) > 1:
        need = needs.get("sheet")
        here = {one.name for one in tables}
        answer = here.pop() if len(here) == 1 and need is None else ""
        empty = _("Pilih lembar") if need else _("Semua lembar dengan kolom yang sama")
        choices = tuple((name, name) for name in names)
        yield Question("sheet", _("Lembar"), need.sentence if need else "", choices, answer, bool(need), empty=empty)


def unit_question(unit: str, needs: Mapping[str, Need]) -> Question:
    """In what unit money is written."""
    need = needs.get("unit")
    choices = tuple((code, _(words)) for code, words in UNITS.items())
    answer = "" if need else unit
    return Question(
        "unit", _("Satuan uang"), need.sentence if need else "", choices, answer, bool(need), empty=_("Pilih satuan")
    )
