"""One target and one sum a year, one baseline: what is left of the columns of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd.vocabulary import vocabulary
from gmsc_desktop.exchange.tabular.layout import Column
from gmsc_desktop.exchange.tabular.vocabulary import common, is_total, words

_CHANGE = "perubahan"
SOURCE = "source"  # in place of a level: one of several columns that make up the money of a year
BARE_YEAR = re.compile(r"(?i:(?:tahun|th|thn)?\.?\s*)20[0-9]{2}")
_AMENDED = re.compile(r"20[0-9]{2}\s*[-(/]?\s*(?i:p|perubahan|prb|revisi)\b\)?")


def before_the_period(columns: list[Column], start: int | None) -> list[Column]:
    """A bare year before the period that the letterhead tells holds the condition at its beginning."""
    if start is None:
        return columns
    early = [
        c for c in columns if c.meaning == "target" and c.year and c.year < start and BARE_YEAR.fullmatch(c.header)
    ]
    if len(early) == sum(column.meaning == "target" for column in columns):
        return columns
    return [replace(c, meaning="baseline") if c in early else c for c in columns]


def amended_years(columns: list[Column]) -> tuple[list[Column], list[tuple[str, int]]]:
    """Of two columns of one year that of the amended document: "2025P" beside "2025"."""
    former = [
        column
        for column in columns
        if column.meaning in {"target", "money"}
        and not _is_amended(column)
        and any((one.meaning, one.year) == (column.meaning, column.year) and _is_amended(one) for one in columns)
    ]
    made = [replace(c, meaning="ignored", year=None, ordinal=None) if c in former else c for c in columns]
    return made, [("superseded", column.index) for column in former]


def without_changes(columns: list[Column]) -> tuple[list[Column], list[tuple[str, int]]]:
    """Between "Semula" and "Menjadi" a column "Perubahan" says by how much: it holds no sum of the year."""

    def of_one_year(one: Column, other: Column) -> bool:
        return (one.meaning, one.year, one.ordinal) == (other.meaning, other.year, other.ordinal)

    new = set(vocabulary().words_of("superseding")) - {_CHANGE}
    figures = [one for one in columns if one.meaning in {"target", "money", "end_target", "end_money"}]
    amended = [one for one in figures if words(BARE_YEAR.sub("", _last(one))) in new]
    left = [
        one
        for one in figures
        if words(BARE_YEAR.sub("", _last(one))) == _CHANGE and any(of_one_year(one, two) for two in amended)
    ]
    made = [replace(c, meaning="ignored", year=None, ordinal=None) if c in left else c for c in columns]
    return made, [("change", one.index) for one in left]


def _is_amended(column: Column) -> bool:
    plain = f" {words(column.header)} "
    said = any(f" {phrase} " in plain for phrase in vocabulary().words_of("superseding"))
    return bool(column.year and (said or _AMENDED.search(column.header)))


def own_targets(columns: list[Column]) -> tuple[list[Column], list[tuple[str, int]]]:
    """Of the columns of figures those of the district itself, where others have the targets of the nation or province.

    Of another year than those of the district they are no targets of it either.
    """
    wider = [one for one in columns if one.meaning in {"target", "baseline", "end_target"} and _is_wider(one)]
    has_own = any(one.meaning in {"target", "end_target"} for one in columns if one not in wider)
    left = wider if has_own else []
    made = [replace(c, meaning="ignored", year=None, ordinal=None) if c in left else c for c in columns]
    return made, [("wider-area", one.index) for one in left]


def _is_wider(column: Column) -> bool:
    return bool(set(words(column.header).split()) & set(vocabulary().words_of("wider_areas")))


def sums_of_sources(columns: list[Column]) -> tuple[list[Column], list[tuple[str, int]]]:
    """Money of one year by its sources (APBD, APBN): the column of their sum alone, or all where there is none."""
    made = list(columns)
    remarks: list[tuple[str, int]] = []
    for year in {(one.year, one.ordinal) for one in columns if one.meaning == "money"} - {(None, None)}:
        own = [one for one in columns if one.meaning == "money" and (one.year, one.ordinal) == year]
        sum_ = _sum_among(own)
        if len(own) > 1 and sum_ is not None:
            for one in own:
                if one is not sum_:
                    made[one.index] = replace(one, meaning="ignored", year=None, ordinal=None)
                    remarks.append(("part-of-sum", one.index))
        elif len(own) > 1 and all(_names_source(one) for one in own):
            for one in own:
                made[one.index] = replace(one, levels=(SOURCE,))
                remarks.append(("source-of-sum", one.index))
    return made, remarks


def _sum_among(columns: Sequence[Column]) -> Column | None:
    """The column that sums the others: "Jumlah", or "Pagu 2025 Jumlah" beside those of sources; None for none."""
    sums = [one for one in columns if is_total(_last(one))]
    if not sums:
        named = set(common()["totals"])
        sums = [one for one in columns if named & set(words(_last(one)).split())]
        sums = sums if all(_names_source(one) for one in columns if one not in sums) else []
    return sums[0] if len(sums) == 1 else None


def _last(column: Column) -> str:
    return column.header.rpartition(" / ")[2]


def _names_source(column: Column) -> bool:
    return bool(set(words(_last(column)).split()) & set(vocabulary().words_of("sources_of_money")))


def settle_figures(columns: list[Column]) -> tuple[list[Column], list[tuple[str, int]]]:
    """One target and one sum a year and block; a target without a year is that of the end; the last of many realised
    years is the baseline."""
    remarks: list[tuple[str, int]] = []
    taken: dict[tuple[object, ...], int] = {}
    made: list[Column] = []
    by_row = any(column.meaning == "row_year" for column in columns)
    for column in columns:
        meaning = column.meaning
        if by_row and meaning in {"target", "money"}:
            pass
        elif meaning == "target" and column.year is None and column.ordinal is None:
            meaning = "end_target"
            remarks.append(("target-without-year", column.index))
        elif meaning == "money" and column.year is None and column.ordinal is None and _is_sum(column.header):
            meaning = "ignored"
            remarks.append(("total-column", column.index))
        elif meaning == "money" and column.year is None and column.ordinal is None:
            meaning = "end_money"
            remarks.append(("money-without-year", column.index))
        if meaning in {"target", "money", "end_target", "end_money"} and column.levels != (SOURCE,):
            own = column.block if "target" in meaning else column.levels
            key = (meaning, own, column.year, column.ordinal)
            if key in taken:
                remarks.append(("second-of-a-year", column.index))
                meaning = "ignored"
            taken.setdefault(key, column.index)
        made.append(replace(column, meaning=meaning))
    return _one_baseline(made, remarks), remarks


def _is_sum(header: str) -> bool:
    return any(is_total(text) for text in header.split(" / "))


def _one_baseline(columns: list[Column], remarks: list[tuple[str, int]]) -> list[Column]:
    made = list(columns)
    aimed = {(column.year, column.ordinal) for column in columns if column.meaning == "target"} - {(None, None)}
    for block in {column.block for column in columns}:
        found = [column for column in columns if column.meaning == "baseline" and column.block == block]
        during = [column for column in found if (column.year, column.ordinal) in aimed]
        if (
            len(during) < len(found) or len({column.year for column in during}) > 1
        ):  # what came of a year that has a target is no condition to begin with
            for column in during:
                made[column.index] = replace(column, meaning="ignored")
                remarks.append(("realised", column.index))
            found = [column for column in found if column not in during]
        keep = max(found, key=lambda column: (column.year or 0, -column.index), default=None)
        for column in found:
            if column is not keep:
                made[column.index] = replace(column, meaning="ignored")
                remarks.append(("earlier-condition", column.index))
    return made
