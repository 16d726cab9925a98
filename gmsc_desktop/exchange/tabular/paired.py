"""A target and its money in one cell: "12 dokumen / Rp1.500.000"."""

from __future__ import annotations

import re
from functools import cache

from gmsc_desktop.exchange.sheets import Cell, Kind, fold
from gmsc_desktop.exchange.tabular.layout import Column, Layout
from gmsc_desktop.exchange.tabular.vocabulary import common, words

_AMOUNT = r"[0-9][0-9., ]*(?:,-|,–|,—)?"
_SIGNED = rf"(?:rp|idr)(?![a-z])\.?\s*{_AMOUNT}"
_PARTS = r"[\s/|;,:(\[–—-]+"
_LAST = re.compile(rf"(?P<target>\S.*?){_PARTS}(?P<money>{_SIGNED})\s*[)\]]?", re.IGNORECASE | re.DOTALL)
_FIRST = re.compile(rf"(?P<money>{_SIGNED})\s*[/|;\n(\[–—-]+\s*(?P<target>\S.*?)[)\]]?", re.IGNORECASE | re.DOTALL)
_UNSIGNED = re.compile(  # only below a heading that says both
    r"(?P<target>\S.*?)\s*(?:[/|;(\[\n]|\s[–—-]\s)\s*"
    r"(?P<money>[0-9]{1,3}(?:[.,][0-9]{3})+(?:,-|,[0-9]{2})?|[0-9]{5,})\s*[)\]]?",
    re.DOTALL,
)
_LONGEST = 400  # letters of both: patterns take long for longer texts
_FEW_LETTERS = 12  # of a target without a number: "WTP", "Baik"


def parted(cell: Cell | None, *, both: bool = False) -> tuple[Cell, Cell] | None:
    """The target and the money of a cell that holds both, else None; ``both`` where its heading names both."""
    if cell is None or cell.kind is not Kind.TEXT:
        return None
    text = "\n".join(filter(None, map(fold, cell.text.splitlines())))
    if len(text) > _LONGEST:
        return None
    found = _LAST.fullmatch(text) or _FIRST.fullmatch(text) or (_UNSIGNED.fullmatch(text) if both else None)
    if found is None:
        return None
    target = found["target"].strip(" \n\t/|;,(")
    if not target or not (any(sign.isdigit() for sign in target) or len(target) <= _FEW_LETTERS):
        return None
    return Cell(target), Cell(found["money"].strip())


def paired_columns(layout: Layout) -> dict[int, bool]:
    """The columns of targets whose cells may hold money too, and whether their headings say so."""
    dated = {(one.year, one.ordinal) for one in layout.of("money")}
    last = bool(layout.of("end_money"))
    return {
        one.index: _says_both(one)
        for one in layout.of("target", "end_target")
        if (not last if one.meaning == "end_target" else (one.year, one.ordinal) not in dated)
    }


def _says_both(column: Column) -> bool:
    named = set(words(column.header).split())
    return all(named & group for group in _words())


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    listed = common()["target_and_money"]
    return frozenset(listed["target"]), frozenset(listed["money"])
