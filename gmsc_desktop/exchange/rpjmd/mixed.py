"""One column for rungs and what measures them: "Sasaran / Indikator", where rows without figures are sasaran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd.levels import levels_before_indicator
from gmsc_desktop.exchange.rpjmd.tree import LEVELS
from gmsc_desktop.exchange.sheets import Kind, Row
from gmsc_desktop.exchange.tabular.layout import Column, Layout
from gmsc_desktop.exchange.tabular.vocabulary import LADDER

_MEASURES = ("unit", "baseline", "target", "end_target")


def mixed_column(layout: Layout) -> Column | None:
    """The column of rungs in that of the indicators; None where rungs have columns or its heading names none.

    Only levels of a plan: an IKD table heads its indicators by aspects and urusan.
    """
    found = layout.of("indicator")
    if len(found) != 1 or any(column.meaning in {*LEVELS, LADDER} for column in layout.columns):
        return None
    levels = levels_before_indicator(found[0].header)
    if not levels or {"affair", "field"} & set(levels):
        return None
    return replace(found[0], meaning=levels[0] if len(levels) == 1 else LADDER, levels=levels)


def rung_rows(layout: Layout, column: Column | None, rows: Mapping[int, Row], numbers: Sequence[int]) -> frozenset[int]:
    """The rows whose text in such a column is a rung: those that measure nothing."""
    if column is None:
        return frozenset()
    measures = [one.index for one in layout.of(*_MEASURES)]
    return frozenset(
        number
        for number in numbers
        if column.index in (row := rows[number])
        and row[column.index].kind is Kind.TEXT
        and not any(at in row for at in measures)
    )
