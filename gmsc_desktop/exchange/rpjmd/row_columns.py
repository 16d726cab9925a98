"""Columns whose cells say what their row is: its level ("Sasaran", "Program"), or which figures it holds ("Pagu")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import LEVELS
from gmsc_desktop.exchange.rpjmd.vocabulary import vocabulary
from gmsc_desktop.exchange.sheets import Cell, Kind
from gmsc_desktop.exchange.tabular.layout import Column, Values
from gmsc_desktop.exchange.tabular.vocabulary import LADDER

_MOST = 0.8  # of the cells of such a column that must say it
_WHOLE = 0.75  # of the letters of such a cell
_LONGEST = 40  # letters
_ROW_KINDS = frozenset(("target", "money", "baseline"))


def kind_said(text: str) -> str:
    """Whether a cell says that its row holds targets, money or conditions; "" where it says none of them."""
    return _said(text) if _said(text) in _ROW_KINDS else ""


def _said(text: str) -> str:
    meaning = vocabulary().meaning(text) if len(text) <= _LONGEST else None
    return meaning.name if meaning is not None and meaning.share >= _WHOLE else ""


def levels_in_rows(columns: list[Column], values: Values) -> list[Column]:
    """A column of levels beside one of texts, which is one of several levels then."""
    for column in columns:
        if column.meaning not in {"", "ignored", "note", "number", LADDER, "direction"}:
            continue
        told = [ladder.level_named(text) for text in _texts(values(column.index))]
        levels = tuple(level for level in LEVELS if level in told)
        if len(levels) < 2 or sum(map(bool, told)) < _MOST * len(told):
            continue
        names = _names(columns, column, values)
        if names is not None:
            made = [replace(one, meaning="row_level") if one is column else one for one in columns]
            made[names.index] = replace(names, meaning=LADDER, levels=levels)
            return made
    return columns


def _names(columns: Sequence[Column], column: Column, values: Values) -> Column | None:
    """The column of texts that such a column speaks of: one of several levels, else the nearest one of texts."""
    own = [one for one in columns if one is not column and one.meaning in {LADDER, *LEVELS}]
    own = [one for one in own if any(letter.isalpha() for text in _texts(values(one.index)) for letter in text)]
    if own:
        return own[0] if len(own) == 1 else None
    nameless = [one for one in columns if one.index > column.index and not one.meaning]
    return next((one for one in nameless if len(set(_texts(values(one.index)))) >= 2), None)


def kinds_in_rows(columns: list[Column], values: Values) -> list[Column]:
    """A column that says by turns that a row holds the targets and the money of the years."""
    for column in columns:
        if column.meaning in {"indicator", "target", "money", "baseline"}:
            continue
        told = [kind_said(text) for text in _texts(values(column.index))]
        if {"target", "money"} <= set(told) and sum(map(bool, told)) >= _MOST * len(told):
            return [replace(one, meaning="row_kind", levels=()) if one is column else one for one in columns]
    return columns


def _texts(cells: Iterable[Cell]) -> list[str]:
    return [cell.folded for cell in cells if cell.kind is Kind.TEXT]
