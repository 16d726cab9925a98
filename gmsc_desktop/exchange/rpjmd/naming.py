"""What a text and a heading say of one rung: its number, its code, the columns that hold its codes."""

from __future__ import annotations

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import DEPTH, LEVELS
from gmsc_desktop.exchange.sheets import fold
from gmsc_desktop.exchange.tabular.layout import Column


def named(level: str, text: str, lettered: bool) -> tuple[str, str]:
    """The number of a label and the text without it: "MISI 1 : …", "T.1 …", "1. …"; "A. …" where several are so."""
    label, number, rest = ladder.label_in(text)
    if label == level:
        return number, rest
    label, number, rest = ladder.short_label(text)
    if label == level:
        return number, rest
    number, rest = ladder.enumerator(text)
    return (number, rest) if not number or number.isdigit() or lettered else ("", fold(text))


def is_lettered(text: str) -> bool:
    """Whether a text begins with a letter that counts it."""
    counted = ladder.enumerator(text)[0]
    return bool(counted) and not counted.isdigit()


def programme_code(text: str) -> tuple[str, str]:
    """The code of the nomenclature before a name: "2.16.03 Program …"; a number of two parts is none."""
    code, rest = ladder.leading_code(text)
    return (code, rest) if code.count(".") >= 2 else ("", text)


def order(column: Column) -> int:
    """How deep the level of a column is; of several the deepest."""
    if column.meaning in DEPTH:
        return DEPTH[column.meaning]
    return max((DEPTH[level] for level in column.levels), default=len(LEVELS))
