"""Headings that stand over more columns than they say: the indicators below one of them in two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd.levels import levels_before_indicator
from gmsc_desktop.exchange.rpjmd.tree import LEVELS
from gmsc_desktop.exchange.sheets import Cell, Kind, fold
from gmsc_desktop.exchange.tabular.agencies import begins_as_agency, is_tick
from gmsc_desktop.exchange.tabular.layout import Column, Values
from gmsc_desktop.exchange.tabular.vocabulary import LADDER, common

_COUNT = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zA-Z]|[IVX]{1,4})[.)]?|[-–•*▪]")
_MOST = 0.8  # of the cells of a column that must be so
_LONGEST_UNIT = 25  # letters


def spread_indicators(columns: list[Column], values: Values) -> list[Column]:
    """A heading of indicators over two columns: numbers and texts, or texts further in; or texts and their units."""
    made = list(columns)
    for at, column in enumerate(columns[:-1]):
        right = columns[at + 1]
        left = made[at]
        nameless = not right.header and not right.meaning
        if left.meaning != "indicator" or not (nameless or right.header == column.header):
            continue
        here, there = list(values(left.index)), list(values(right.index))
        texts = [cell for cell in there if has_letters(cell)]
        if not texts:
            continue
        if len(told := levels_before_indicator(left.header)) == 1 and any(has_letters(cell) for cell in here):
            made[at] = replace(left, meaning=told[0], levels=told)
            made[at + 1] = replace(left, index=right.index, levels=())
        elif _count_rows(here):
            made[at] = replace(left, meaning="number", levels=())
            made[at + 1] = replace(left, index=right.index)
        elif nameless and are_units(texts, here) and not any(one.meaning == "unit" for one in columns):
            made[at + 1] = replace(right, meaning="unit")
        elif nameless and len(texts) >= _MOST * len(there):
            made[at + 1] = replace(left, index=right.index)
    return made


def indicators_without_word(columns: list[Column]) -> list[Column]:
    """Without a column of indicators, "Uraian" behind columns of named levels tells what measures them."""
    named = [one for one in columns if one.meaning in LEVELS or (one.meaning == LADDER and one.levels)]
    if not named or any(one.meaning in {"indicator", "outcome"} for one in columns):
        return columns
    found = [one for one in columns if one.meaning == LADDER and not one.levels and one.index > named[-1].index]
    return [replace(one, meaning="indicator") if found == [one] else one for one in columns]


def without_yes_and_no(columns: list[Column], values: Values) -> list[Column]:
    """A column "IKU" that says yes or no of each row holds no indicators."""
    said = {*common()["yes_and_no"]}

    def says(column: Column) -> bool:
        texts = {cell.folded.casefold() for cell in values(column.index)} - {"", "-"}
        return bool(texts) and texts <= said

    return [replace(c, meaning="ignored", levels=()) if c.meaning == "indicator" and says(c) else c for c in columns]


def ticked_agencies(columns: list[Column], values: Values) -> list[Column]:
    """Columns of OPDs, each named in its heading and ticked in the rows that are its own."""

    def is_ticked(column: Column) -> bool:
        cells = list(values(column.index))
        named = column.meaning == "agency" or begins_as_agency(column.header.rpartition(" / ")[2])
        return named and bool(cells) and all(is_tick(cell.text) for cell in cells)

    found = [one for one in columns if one.meaning in {"agency", ""} and is_ticked(one)]
    return [replace(one, meaning="agency_tick") if one in found else one for one in columns]


def has_letters(cell: Cell) -> bool:
    """Whether a cell holds words."""
    return cell.kind is Kind.TEXT and any(letter.isalpha() for letter in cell.text)


def _count_rows(cells: Sequence[Cell]) -> bool:
    counts = [_COUNT.fullmatch(fold(cell.text)) is not None for cell in cells]
    return sum(counts) >= _MOST * len(counts)


def are_units(texts: Sequence[Cell], indicators: Sequence[Cell]) -> bool:
    """Short words beside most of the texts on their left, some of them again and again."""
    told = [cell.folded for cell in texts]
    return (
        len(told) >= _MOST * len(indicators)
        and max(map(len, told)) <= _LONGEST_UNIT
        and (len(set(told)) < len(told) or "%" in told)
    )
