"""Columns of numbers beside a column of several levels: which of them counts a row, or how, tells its level."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gmsc_desktop.exchange.sheets import Row, fold
from gmsc_desktop.exchange.tabular.layout import Column, Layout


def depths_by_numbers(
    column: Column, layout: Layout, rows: Mapping[int, Row], most: int, manner_of: Callable[[str], str]
) -> dict[int, int]:
    """By row its place among ``most`` levels; nothing where the numbers do not tell it of every row.

    ``manner_of`` tells whether a number is written A, I or 1.
    """
    counting = [one.index for one in layout.of("number") if one.index < column.index]
    named = [number for number, row in rows.items() if column.index in row]
    if not counting or not named:
        return {}
    if len(counting) > 1:
        depths = {number: _last_filled(rows[number], counting) for number in named}
    else:
        manners = {number: manner_of(rows[number][counting[0]].text) for number in named if counting[0] in rows[number]}
        seen = [manner for manner in dict.fromkeys(manners.values()) if manner]
        depths = {number: seen.index(manner) if manner else -1 for number, manner in manners.items()}
    found = set(depths.values())
    whole = len(depths) == len(named) and found == set(range(len(found)))
    return depths if whole and 2 <= len(found) <= most else {}


def _last_filled(row: Row, columns: list[int]) -> int:
    return max((at for at, column in enumerate(columns) if column in row and fold(row[column].text)), default=-1)
