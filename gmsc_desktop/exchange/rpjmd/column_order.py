"""What the order of the columns tells: which of them speak of a wider document, which sum belongs to which target."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd.levels import levels_in
from gmsc_desktop.exchange.rpjmd.tree import DEPTH, LEAVES
from gmsc_desktop.exchange.rpjmd.vocabulary import vocabulary
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.layout import Column, Values
from gmsc_desktop.exchange.tabular.vocabulary import LADDER, words

_PLAN = frozenset(("vision", "mission", "goal", "objective", "programme", "activity", "sub_activity"))
_MEASURING = frozenset(("indicator", "unit", "target", "baseline", "end_target", "end_money", "money"))
_FROM_N = re.compile(r"(?:^|tahun|thn|th|[\s(])\s*\(?n\s*(?:(?P<sign>[+-])\s*(?P<count>[1-9]))?\W*$")
_YEAR_ALONE = re.compile(r"20[0-9]{2}")
Remarks = list[tuple[str, int]]


def without_wider_document(columns: list[Column]) -> tuple[list[Column], Remarks]:
    """A Renstra names beside its own tujuan and sasaran those of the RPJMD that they serve: these are not read.

    They are known by their heading ("Sasaran RPJMD"), where the level comes again ("Sasaran Renstra") or a wider one
    stands further right. What measures them, up to the next level, is not read either.
    """
    levels = [column for column in columns if column.meaning in _PLAN]
    wider = [one for one in levels if _says(one, "wider_documents") and not _says(one, "own_documents")]
    own = [one for one in levels if one not in wider]
    if not wider or not own or not any(_is_left_of(one, own) for one in wider):
        return columns, []
    first = min(one.index for one in own if DEPTH[one.meaning] <= max(DEPTH[two.meaning] for two in wider))
    left = {one.index for one in wider if one.index < first}
    begin = min(left, default=first)
    left |= {one.index for one in columns if begin < one.index < first and one.meaning in _MEASURING}
    made = [replace(c, meaning="ignored", year=None, ordinal=None) if c.index in left else c for c in columns]
    return made, [("other-document", index) for index in sorted(left) if columns[index].meaning in _PLAN]


def _is_left_of(one: Column, own: Sequence[Column]) -> bool:
    return any(two.index > one.index and DEPTH[two.meaning] <= DEPTH[one.meaning] for two in own)


def _says(column: Column, group: str) -> bool:
    plain = f" {words(column.header)} "
    return any(f" {phrase} " in plain for phrase in vocabulary().words_of(group))


def without_parts_of_a_year(columns: list[Column]) -> tuple[list[Column], Remarks]:
    """Figures of a quarter or a month are no targets of a year."""
    left = {one.index for one in columns if one.meaning in _MEASURING and _says(one, "parts_of_a_year")}
    left -= {one.index for one in columns if one.meaning in {"indicator", "unit"}}
    made = [replace(c, meaning="ignored", year=None, ordinal=None) if c.index in left else c for c in columns]
    return made, [("part-of-a-year", index) for index in sorted(left)]


def counted_from_n(columns: list[Column]) -> list[Column]:
    """The years of "Tahun n", "Tahun n+1" and so on: n is the first of them, n-1 is the year before."""
    told = {c.index: found for c in columns if (found := _FROM_N.search(c.header.rpartition(" / ")[2].casefold()))}
    if not any(found["sign"] != "-" for found in told.values()) or len(told) < 2:
        return columns
    made = list(columns)
    for index, found in told.items():
        column, count = columns[index], int(found["count"] or 0)
        if column.year or column.meaning not in {"target", "money", "year", ""}:
            continue
        if found["sign"] == "-":
            made[index] = replace(column, meaning="ignored" if column.meaning == "money" else "baseline", ordinal=None)
        else:
            made[index] = replace(column, meaning=column.meaning or "year", ordinal=count + 1)
    return made


def groups_above(header: Header) -> dict[int, str]:
    """By column the text of a row right above a heading whose cells each reach over several columns."""
    sheet, row = header.sheet, header.top - 1
    if len(sheet.row(row)) < 2:
        return {}
    wide = [one for one in sheet.merged if one.top == one.bottom == row and one.left < one.right]
    if {one.left for one in wide} != set(sheet.row(row)):
        return {}
    return {at: sheet.row(row)[one.left].folded for one in wide for at in range(one.left, one.right + 1)}


def without_second_half(columns: list[Column], groups: Mapping[int, str]) -> tuple[list[Column], Remarks]:
    """Of a table that says everything twice side by side ("Rancangan Awal", "Hasil Analisis") the left half is read."""
    levels = [column for column in columns if column.meaning in _PLAN or column.meaning == LADDER]
    figures = {column.index for column in columns if column.meaning in {"target", "money"}}
    half = len(levels) // 2
    kinds = [(column.meaning, column.levels, words(column.header.rpartition(" / ")[2])) for column in levels]
    if not half or len(levels) % 2 or kinds[:half] != kinds[half:] or len(set(kinds)) != half:
        return columns, []
    begin = levels[half].index
    if not (any(at < begin for at in figures) and any(at > begin for at in figures)):
        return columns, []
    first, second = ((groups.get(one.index, ""), one.header) for one in (levels[0], levels[half]))
    if first == second:  # nothing above them tells the halves apart
        return columns, []
    left = [one.index for one in columns if one.index >= begin and one.meaning in {*_PLAN, LADDER, *_MEASURING}]
    made = [replace(c, meaning="ignored", year=None, ordinal=None) if c.index in left else c for c in columns]
    return made, [("other-half", levels[half].index)]


def without_years_as_values(columns: list[Column], values: Values) -> list[Column]:
    """A column "Tahun awal" that says 2025 in every row holds no condition of 2025."""
    made = list(columns)
    for column in columns:
        if column.meaning in {"baseline", "end_target", "target"} and " tahun " in f" {words(column.header)} ":
            texts = {cell.folded for cell in values(column.index)}
            if len(texts) == 1 and _YEAR_ALONE.fullmatch(texts.pop()):
                made[column.index] = replace(column, meaning="ignored", year=None, ordinal=None)
    return made


def units_behind_figures(columns: list[Column]) -> list[Column]:
    """ "Bidang" behind indicators and figures is who answers for them, and no bidang urusan that heads programmes."""
    indicators = [column.index for column in columns if column.meaning == "indicator"]
    known = any(column.meaning == "agency" for column in columns)
    planned = [column.index for column in columns if column.meaning in {"mission", "goal", "objective"}]
    made = list(columns)
    for column in columns:
        behind = bool(indicators) and column.index > max(indicators) and column.meaning == "field"
        if behind and " urusan " not in f" {words(column.header)} ":
            made[column.index] = replace(column, meaning="ignored" if known else "agency", levels=())
        elif indicators and planned and column.index > max(indicators) and column.meaning in {"affair", "field"}:
            made[column.index] = replace(column, meaning="ignored", levels=())  # heads nothing of what stands before it
    return made


def sums_of_levels(columns: list[Column]) -> list[Column]:
    """Of several sums of one year ("Pagu Program", "Pagu Kegiatan") each is of the level that it names or follows."""
    made = list(columns)
    for year in {(one.year, one.ordinal) for one in columns if one.meaning == "money"} - {(None, None)}:
        own = [one for one in columns if one.meaning == "money" and (one.year, one.ordinal) == year]
        levels = [_level_of_sum(columns, one) for one in own]
        if len(own) > 1 and all(levels) and len(set(levels)) == len(levels):
            for one, level in zip(own, levels, strict=True):
                made[one.index] = replace(one, levels=(level,))
    return made


def _level_of_sum(columns: Sequence[Column], one: Column) -> str:
    named = [level for level in levels_in(one.header.rpartition(" / ")[2]) if level in LEAVES]
    left = [column.meaning for column in columns[: one.index] if column.meaning in LEAVES]
    return named[-1] if named else left[-1] if left else ""


def sums_beside_targets(columns: list[Column]) -> tuple[list[Column], Remarks]:
    """A sum without a year is of the year of the one target of its group: "Target 2026", then "Pagu"."""
    made, remarks = list(columns), []
    for column in columns:
        if column.meaning != "money" or column.year or column.ordinal or " / " not in column.header:
            continue
        group = column.header.rpartition(" / ")[0]
        beside = [one for one in columns if one.header.rpartition(" / ")[0] == group and one.index != column.index]
        dated = [one for one in beside if one.meaning == "target"]
        alone = not any(one.meaning == "money" for one in beside) and len(dated) == 1
        if alone and dated[0].year and dated[0].index < column.index:
            made[column.index] = replace(column, year=dated[0].year)
            remarks.append(("year-of-target", column.index))
    return made, remarks
