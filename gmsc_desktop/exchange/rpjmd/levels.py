"""How the rows of a column with several levels tell their own: by numbers, by indentation; or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import DEPTH
from gmsc_desktop.exchange.sheets import Row, fold
from gmsc_desktop.exchange.tabular.layout import Column, Layout

_USUAL = ("mission", "goal", "objective", "programme", "activity", "sub_activity")  # of a column that names no level
_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}\.?")
_ZEROED = re.compile(r"(?:^|\.)0[0-9]")
_ARABIC, _ROMAN, _LETTER = "arabic", "roman", "letter"


class Scheme:
    """The levels of one column, as far as something beside labels and codes of the nomenclature tells them."""

    def __init__(self, column: Column, layout: Layout, rows: Mapping[int, Row], coded: bool) -> None:
        self.levels = tuple(sorted(column.levels, key=DEPTH.__getitem__)) or _USUAL
        self._named = bool(column.levels)
        self._column = column.index
        number = layout.first("number")
        self._number = number.index if number is not None and not coded else None
        texts = {at: row[column.index].text for at, row in rows.items() if column.index in row}
        self._codes: dict[int, str] = {}
        self._depths = self._counted(rows, texts)
        self._indents = {} if self._depths else _indents(texts) or ({} if coded else self._capitals(texts))

    def level(self, number: int) -> str:
        """The level of a row by its number or its indentation, "" where neither tells."""
        told = self._depths.get(number, self._indents.get(number))
        return self.levels[told] if told is not None and told < len(self.levels) else ""

    @property
    def named(self) -> tuple[str, ...]:
        """The levels that the heading names."""
        return self.levels if self._named else ()

    def code(self, number: int) -> str:
        """The number that tells the level of a row, as its code; "" where it is told otherwise."""
        return self._codes.get(number, "")

    @property
    def tells(self) -> bool:
        """Whether it tells the level of any row."""
        return bool(self._depths or self._indents)

    def _counted(self, rows: Mapping[int, Row], texts: Mapping[int, str]) -> dict[int, int]:
        """By row its place among the levels, from numbers such as 1, 1.1 and 1.1.1."""
        found: dict[int, int] = {}
        for at, text in texts.items():
            written = self._written(rows[at], text)
            if _NUMBER.fullmatch(written):
                found[at] = written.strip(".").count(".")
        if any(_ZEROED.search(self._written(rows[at], texts[at])) for at in found):  # codes of the nomenclature
            return {}
        kinds = sorted(set(found.values()))
        if len(kinds) < 2 or not self._named or kinds[-1] - kinds[0] >= len(self.levels):
            return {}
        self._codes = {at: self._written(rows[at], texts[at]).strip(".") for at in found}
        first = 0 if self.levels[0] == "mission" or kinds[0] == 0 else kinds[0]
        return {at: depth - first for at, depth in found.items()}

    def _capitals(self, texts: Mapping[int, str]) -> dict[int, int]:
        """Of two levels the wider one in capitals: "PENGELOLAAN APLIKASI" above "Pengelolaan e-government"."""
        large = {at for at, text in texts.items() if text.isupper()}
        if not self._named or len(self.levels) != 2 or not large or len(large) == len(texts):
            return {}
        return {at: int(at not in large) for at in texts}

    def _written(self, row: Row, text: str) -> str:
        if self._number is not None and self._number in row:
            return fold(row[self._number].text)
        code, _rest = ladder.leading_code(text)
        return code or ladder.enumerator(text)[0]


def _indents(texts: Mapping[int, str]) -> dict[int, int]:
    """By row how far it is indented, as a place among the widths that the column has."""
    widths = {at: len(text) - len(text.lstrip()) for at, text in texts.items()}
    ranks = {width: rank for rank, width in enumerate(sorted(set(widths.values())))}
    return {at: ranks[width] for at, width in widths.items()} if len(ranks) > 1 else {}


def numbering(text: str) -> str:
    """In which manner a row is numbered: A, I or 1; "" in none."""
    plain = fold(text).strip(".() ")
    if plain.isdigit():
        return _ARABIC
    if re.fullmatch(r"[IVX]{1,5}", plain):
        return _ROMAN
    return _LETTER if re.fullmatch(r"[A-Z]", plain) else ""


def heading_levels(manners: Sequence[str]) -> dict[str, str]:
    """What rows that head blocks of programmes are, by their manner of numbering in the order of the table.

    A, I, 1: urusan, bidang urusan, program.
    """
    found = list(dict.fromkeys(manners))
    return dict(zip(found, ("affair", "field") if len(found) == 2 else ("field",), strict=False))
