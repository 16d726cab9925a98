"""Columns whose headings nobody knows, taken for what their cells show; always told, so that a person looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd.spread import are_units, has_letters
from gmsc_desktop.exchange.rpjmd.vocabulary import vocabulary
from gmsc_desktop.exchange.sheets import Cell, Kind
from gmsc_desktop.exchange.tabular.layout import Column, Values
from gmsc_desktop.exchange.tabular.vocabulary import words

_FIGURES = frozenset(("target", "end_target", "baseline"))
_MOST = 0.7  # of the cells of a column that must be so
_SHORTEST = 8  # letters that the texts of indicators have on an average
Remarks = list[tuple[str, int]]


def guessed(columns: list[Column], values: Values) -> tuple[list[Column], Remarks]:
    """The indicators and the units of a table in which no heading names them; figures that stay unread are told."""
    columns, indicator = _indicator(columns, values)
    columns, unit = _unit(columns, values)
    measured = min((one.index for one in columns if one.meaning == "indicator"), default=len(columns))
    unknown = [
        ("unknown-figures", one.index)
        for one in columns
        if one.index > measured and not one.meaning and _has_name(one) and _are_figures(list(values(one.index)))
    ]
    return columns, [*indicator, *unit, *unknown]


def _has_name(column: Column) -> bool:
    """Whether a heading says anything but that its figures are of a part of a year."""
    plain = words(column.header)
    parts = vocabulary().words_of("parts_of_a_year")
    return len(plain) > 1 and not any(f" {part} " in f" {plain} " for part in parts)


def _indicator(columns: list[Column], values: Values) -> tuple[list[Column], Remarks]:
    first = min((one.index for one in columns if one.meaning in _FIGURES), default=0)
    if not first or any(one.meaning in {"indicator", "outcome"} for one in columns):
        return columns, []
    for column in reversed(columns[:first]):
        if not column.meaning and column.header and _are_sentences(list(values(column.index))):
            made = [replace(one, meaning="indicator") if one is column else one for one in columns]
            return made, [("guessed-indicator", column.index)]
    return columns, []


def _unit(columns: list[Column], values: Values) -> tuple[list[Column], Remarks]:
    found = [one for one in columns if one.meaning == "indicator"]
    if len(found) != 1 or any(one.meaning == "unit" for one in columns):
        return columns, []
    right = next((one for one in columns if one.index == found[0].index + 1), None)
    if right is None or right.meaning or not right.header:
        return columns, []
    texts = [cell for cell in values(right.index) if cell.kind is Kind.TEXT]
    if len(texts) < 2 or not are_units(texts, list(values(found[0].index))):
        return columns, []
    made = [replace(one, meaning="unit") if one is right else one for one in columns]
    return made, [("guessed-unit", right.index)]


def _are_sentences(cells: Sequence[Cell]) -> bool:
    texts = [cell.folded for cell in cells if has_letters(cell)]
    if not texts or len(texts) < _MOST * len(cells):
        return False
    return sum(map(len, texts)) >= _SHORTEST * len(texts) and len(set(texts)) >= _MOST * len(texts)


def _are_figures(cells: Sequence[Cell]) -> bool:
    figures = [cell for cell in cells if cell.number is not None or cell.text[:1].isdigit()]
    return len({cell.text for cell in cells}) > 1 and len(figures) >= _MOST * len(cells)
