"""What a text and a heading say of one rung: its number, its code, the columns that hold its codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import DEPTH, LEVELS
from gmsc_desktop.exchange.sheets import Kind, Row, fold
from gmsc_desktop.exchange.tabular.layout import Column

_MOST_PARTS = 3  # cells over which a label, its colon and its text are parted
_COUNT = re.compile(r"[\s:]*(?:[0-9]+(?:\.[0-9]+)*|[IVX]+)?[\s:]*$")


def without_indicator(text: str, indicators: Iterable[str]) -> str:
    """A name without the indicator of its row, which some print behind it in brackets."""
    behind = next((one for one in indicators if one and text.endswith(f" ({one})")), "")
    return text.removesuffix(f" ({behind})") if behind else text


def named(level: str, text: str, lettered: bool) -> tuple[str, str]:
    """The number of a label and the text without it: "MISI 1 : …", "T.1 …", "1. …"; "A. …" where several are so."""
    label, number, rest = ladder.label_in(text)
    if label == level:
        return number, rest
    label, number, rest = ladder.short_label(text)
    if label == level:
        return number, rest or fold(text)  # "T1" alone is all that there is
    number, rest = ladder.enumerator(text)
    return (number, rest) if not number or number.isdigit() or lettered else ("", fold(text))


def labelled_row(row: Row) -> str:
    """The line of a row that is parted over its cells, "MISI 2", ":" and the text; "" where it is none."""
    cells = [row[column] for column in sorted(row)]
    if not 2 <= len(cells) <= _MOST_PARTS or any(cell.kind is not Kind.TEXT for cell in cells):
        return ""
    label = _COUNT.sub("", cells[0].folded)
    if not ladder.level_named(label.rstrip(" :")) or cells[-1].folded.strip(" :") == "":
        return ""
    sign = "" if ":" in cells[0].text or ":" in cells[1].text else ":"
    return fold(f"{cells[0].text}{sign} {' '.join(cell.text for cell in cells[1:])}")


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
