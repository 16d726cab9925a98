"""Whether a sign parts thousands in a column: "450.000" may be 450 or 450000, until the others are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gmsc_desktop.exchange.sheets import Cell, Kind

_GROUPED = re.compile(r"(?i:rp\.?\s*)?-?[0-9]{1,3}(?P<sign>[.,])[0-9]{3}(?:(?P=sign)[0-9]{3})*(?:,-)?")
_PLAIN = re.compile(r"(?i:rp\.?\s*)?-?(?:[0-9]{1,3}|[-–—.\s]*)(?:,-)?")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Grouping:
    """The sign; ``certain`` where a number has it twice, as a fraction cannot."""

    sign: str
    certain: bool


def grouping_of(cells: Iterable[Cell]) -> Grouping | None:
    """The sign that parts thousands in every written number of a column, None where they do not all agree."""
    texts = [text for cell in cells if cell.kind is Kind.TEXT and not _PLAIN.fullmatch(text := cell.folded)]
    found = [_GROUPED.fullmatch(text) for text in texts if any(letter.isdigit() for letter in text)]
    signs = {one["sign"] if one is not None else "" for one in found}
    if len(found) < _FEWEST or len(signs) != 1 or signs == {""}:
        return None
    sign = signs.pop()
    return Grouping(sign, any(text.count(sign) > 1 for text in texts))


def ungrouped(cell: Cell | None, grouping: Grouping | None) -> Cell | None:
    """The cell without that sign."""
    if cell is None or grouping is None or cell.kind is not Kind.TEXT or not _GROUPED.fullmatch(cell.folded):
        return cell
    return replace(cell, text=cell.folded.replace(grouping.sign, ""))
