"""Columns of codes: which column of names each belongs to, row by row where one serves several levels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import DEPTH, LEVELS
from gmsc_desktop.exchange.sheets import Row, fold
from gmsc_desktop.exchange.tabular.layout import Column, Layout
from gmsc_desktop.exchange.tabular.vocabulary import LADDER

_PLANNED = ("mission", "goal", "objective")  # whose codes count 1, 1.1, 1.1.1
_NOMENCLATURE = re.compile(r"(?:^|\.)(?:0[0-9]|X|[0-9]{2,})", re.IGNORECASE)  # 1.02.03, X.XX.01; not 1.2.1


class Codes:
    """The code of a cell of names in a row."""

    def __init__(self, layout: Layout) -> None:
        self._owners = [column for column in layout.columns if column.meaning in {*LEVELS, LADDER}]
        self._own: dict[int, list[int]] = {}
        self._shared: list[tuple[list[int], list[Column]]] = []  # columns of codes, the columns of names they serve
        groups = _groups(layout.of("code"))
        for at, group in enumerate(groups):
            end = groups[at + 1][0].index if at + 1 < len(groups) else len(layout.columns)
            named = [one for one in self._owners if group[-1].levels and one.meaning == group[-1].levels[-1]]
            served = [one for one in self._owners if group[-1].index < one.index < end]
            codes = [code.index for code in group]
            if not named and len(served) > 1:
                self._shared.append((codes, served))
                continue
            right = [one for one in self._owners if one.index > group[-1].index]
            left = [one for one in self._owners[-1:] if one.index not in self._own]
            owner = next(iter(named or right or left), None)
            if owner is not None:
                self._own.setdefault(owner.index, []).extend(codes)

    def __contains__(self, column: Column) -> bool:
        return column.index in self._own or any(column in served for _codes, served in self._shared)

    def of(self, row: Row, column: Column) -> str:
        """The code of the name in this column, "" where it has none."""
        listed = _is_listed(column)
        code = _joined(row, self._own.get(column.index, ()), listed)
        for codes, served in self._shared:
            if not code and column in served and (shared := _joined(row, codes, listed)):
                code = shared if _meant(shared, row, served) is column else ""
        return code


def _groups(codes: Sequence[Column]) -> list[list[Column]]:
    """Columns of codes side by side, over which one code is spread."""
    groups: list[list[Column]] = []
    for code in codes:
        if groups and groups[-1][-1].index == code.index - 1 and groups[-1][-1].levels == code.levels:
            groups[-1].append(code)
        else:
            groups.append([code])
    return groups


def _is_listed(column: Column) -> bool:
    """Whether the names of a column are those of the nomenclature, and not misi, tujuan and sasaran."""
    return not {column.meaning, *column.levels} & {"vision", *_PLANNED}


def _joined(row: Row, columns: Sequence[int], listed: bool) -> str:
    pieces = [fold(row[at].text) for at in columns if at in row]
    told = [piece for piece in pieces if piece.casefold() not in {"", "-"} and not ladder.label_in(piece)[0]]
    return ladder.joined_code(told, of_nomenclature=listed)


def _meant(code: str, row: Row, served: Sequence[Column]) -> Column | None:
    """The column of names that a code is meant for: the deepest that the row fills, or the one whose shape it has."""
    filled = [one for one in served if one.index in row and any(letter.isalpha() for letter in row[one.index].text)]
    filled.sort(key=lambda one: DEPTH.get(one.meaning, len(DEPTH)))
    if not filled:
        return None
    by_level: Mapping[str, Column] = {one.meaning: one for one in filled}
    plain = ladder.plain_code(code)
    labelled = ladder.short_label(code)[0]
    if labelled in by_level:
        return by_level[labelled]
    if plain and not _NOMENCLATURE.search(plain):
        planned = [level for level in _PLANNED if any(one.meaning == level for one in served)]
        rank = plain.count(".")
        if rank < len(planned) and planned[rank] in by_level and planned[0] == "mission":
            return by_level[planned[rank]]
    counted = ladder.level_of_code(plain) if _NOMENCLATURE.search(plain) else ""
    return by_level.get(counted, filled[-1])
