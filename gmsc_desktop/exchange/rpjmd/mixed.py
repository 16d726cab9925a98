"""One column for rungs and what measures them: "Sasaran / Indikator", where rows without figures are sasaran."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.levels import levels_before_indicator
from gmsc_desktop.exchange.rpjmd.tree import LEVELS, NAMES, Node
from gmsc_desktop.exchange.sheets import Kind, Row
from gmsc_desktop.exchange.tabular.layout import Column, Layout
from gmsc_desktop.exchange.tabular.vocabulary import LADDER
from gmsc_desktop.text import _

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


def unmeasured(nodes: Iterable[Node], column: Column, rows: Collection[int], sheet: str) -> Iterator[Notice]:
    """What is told of the rungs in such a column that nothing measures: they may be indicators without figures."""
    found = [
        node
        for node in nodes
        if node.place.sheet == sheet and node.place.row in rows and node.place.column == column.index
        and not (node.indicators or node.children)
    ]  # fmt: skip
    if found:
        sentence = _(
            "{count} baris di kolom {column} tidak berisi satuan atau target, sehingga dibaca sebagai {level} tanpa "
            "indikator, mulai baris {row}: “{text}”. Periksa apakah itu indikator."
        )
        first = found[0]
        told = sentence.format(
            count=len(found), column=column.name, level=NAMES[first.level].replace("_", " "), row=first.place.row + 1,
            text=first.text[:80],
        )  # fmt: skip
        yield Notice("rung-unmeasured", told, first.place, doubt=True)


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
