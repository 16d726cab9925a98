"""Columns whose heading names less than their rows hold: programmes below "Bidang Urusan Pemerintah Daerah"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import LEAVES, LEVELS, Node
from gmsc_desktop.exchange.sheets import Row
from gmsc_desktop.exchange.tabular.layout import Column, Layout
from gmsc_desktop.exchange.tabular.vocabulary import LADDER

_HEADED = ("affair", "field")


def as_ladder(column: Column, layout: Layout, rows: Mapping[int, Row]) -> Column | None:
    """The column as one of several levels; None where its rows hold what its heading names.

    Programmes say so in their first words, and no other column names any.
    """
    if column.meaning not in _HEADED or layout.of(LADDER) or any(layout.of(leaf) for leaf in LEAVES):
        return None
    texts = [row[column.index].text for row in rows.values() if column.index in row]
    begun = {ladder.level_by_beginning(text) for text in texts} & {*LEAVES}
    levels = (column.meaning, *(leaf for leaf in LEAVES if leaf in begun))
    return replace(column, meaning=LADDER, levels=levels) if begun else None


def says_code_again(code: str, field: Node | None) -> bool:
    """Whether a row bears the code of the bidang urusan above it, as that of the OPD in it."""
    return field is not None and bool(code) and ladder.plain_code(code) == field.plain_code


def offices_lead(layout: Layout) -> bool:
    """Whether the one column of OPDs stands before all names, where a row of its own may head those below it."""
    offices = layout.of("agency")
    names = [one.index for one in layout.columns if one.meaning in {*LEVELS, LADDER}]
    return len(offices) == 1 and bool(names) and offices[0].index < min(names)
