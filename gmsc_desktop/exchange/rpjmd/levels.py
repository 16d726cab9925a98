"""How the rows of a column with several levels tell their own: by numbers, by their look; or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy

from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.numbers import depths_by_numbers
from gmsc_desktop.exchange.rpjmd.tree import DEPTH
from gmsc_desktop.exchange.sheets import Cell, Kind, Row, fold
from gmsc_desktop.exchange.tabular.layout import Column, Layout
from gmsc_desktop.exchange.tabular.vocabulary import in_full, is_total

_USUAL = ("mission", "goal", "objective", "programme", "activity", "sub_activity")  # of a column that names no level
_BEFORE_INDICATOR = re.compile(r"(?P<before>.+?)(?: / | dan | & )(?:indikator|ik|iku)\b.*")
_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}\.?")
_ZEROED = re.compile(r"(?:^|\.)0[0-9]")
_ARABIC, _ROMAN, _LETTER = "arabic", "roman", "letter"
_LEVEL_WORDS = {
    "goal": r"tujuan", "objective": r"sasaran(?! program)", "programme": r"program", "activity": r"(?<!sub )kegiatan",
    "sub_activity": r"sub ?kegiatan", "field": r"bidang", "affair": r"(?<!bidang )urusan",
}  # fmt: skip


def levels_in(header: str) -> tuple[str, ...]:
    """The levels that a heading names."""
    plain = in_full(header)
    return tuple(level for level, pattern in _LEVEL_WORDS.items() if re.search(rf"\b{pattern}\b", plain))


def levels_before_indicator(header: str) -> tuple[str, ...]:
    """The levels that a heading names before the indicator: "Sasaran / Indikator"; none in "Indikator Sasaran"."""
    found = _BEFORE_INDICATOR.fullmatch(in_full(header))
    return levels_in(found["before"]) if found is not None else ()


class Scheme:
    """The levels of one column, as far as something beside labels and codes of the nomenclature tells them."""

    def __init__(self, column: Column, layout: Layout, rows: Mapping[int, Row], coded: bool) -> None:
        self.levels = tuple(sorted(column.levels, key=DEPTH.__getitem__)) or _USUAL
        self._named = bool(column.levels)
        self._coded = coded
        self._column = column.index
        number = layout.first("number")
        self._number = number.index if number is not None and not coded else None
        cells = {at: row[column.index] for at, row in rows.items() if column.index in row}
        texts = {at: cell.text for at, cell in cells.items()}
        if self._number is not None and _only_counts(rows, self._number) and _are_numbered(texts):
            self._number = None
        self._codes: dict[int, str] = {}
        self._depths = self._counted(rows, texts)
        if not self._depths and self._named and not coded:
            self._depths = depths_by_numbers(column, layout, rows, len(self.levels), _numbering)
        self.doubtful = False  # whether the levels come from the look of the rows, and may be others
        self._indents = {} if self._depths else self._shown(cells) or ({} if coded else self._capitals(texts))
        self.tells = bool(self._depths or self._indents)  # whether it tells the level of any row

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

    def between(self, first: int, end: int) -> Scheme:
        """The same for rows ``first`` to before ``end``, counted from 0."""
        made = copy(self)
        rows = range(first, end)
        made._depths = {row - first: told for row, told in self._depths.items() if row in rows}
        made._indents = {row - first: told for row, told in self._indents.items() if row in rows}
        made._codes = {row - first: told for row, told in self._codes.items() if row in rows}
        return made

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

    def _shown(self, cells: Mapping[int, Cell]) -> dict[int, int]:
        """By row its place among the levels as indentation, bold or italic letters and colours show it."""
        if self._nomenclature(cells):
            return {}
        indents = _indents({at: cell.text for at, cell in cells.items()})
        if self._coded or not self._named or _count(indents) == len(self.levels) or self._labelled(cells):
            return indents
        plain = {at: cell for at, cell in cells.items() if cell.kind is Kind.TEXT and not is_total(cell.text)}
        for told in (_letters, _colour, _whole_look):
            ranks = _first_seen({at: (indents.get(at, 0), told(cell)) for at, cell in plain.items()})
            if _count(ranks) == len(self.levels):
                self.doubtful = True
                return ranks
        self.doubtful = bool(indents)
        return indents

    def _nomenclature(self, cells: Mapping[int, Cell]) -> bool:
        """Whether codes of the nomenclature stand before most texts: they tell more than how far those are indented."""
        codes = [ladder.leading_code(cell.text)[0] for cell in cells.values()]
        return sum(bool(_ZEROED.search(code)) for code in codes) > len(codes) / 2

    def _labelled(self, cells: Mapping[int, Cell]) -> bool:
        """Whether labels and codes tell the level of most rows."""
        told = sum(
            bool(ladder.label_in(cell.text)[0] or ladder.short_label(cell.text)[0] or ladder.leading_code(cell.text)[0])
            for cell in cells.values()
        )
        return told > len(cells) / 2

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


def _only_counts(rows: Mapping[int, Row], column: int) -> bool:
    """Whether a column of numbers counts the rows, 1 2 3, and tells no level."""
    return not any("." in fold(row[column].text).strip(".") for row in rows.values() if column in row)


def _are_numbered(texts: Mapping[int, str]) -> bool:
    """Whether the texts bear numbers of several parts themselves: "1.1. Meningkatnya …"."""
    return any("." in ladder.leading_code(text)[0].strip(".") for text in texts.values())


def _indents(texts: Mapping[int, str]) -> dict[int, int]:
    """By row how far it is indented, as a place among the widths that the column has."""
    widths = {at: len(text) - len(text.lstrip()) for at, text in texts.items()}
    ranks = {width: rank for rank, width in enumerate(sorted(set(widths.values())))}
    return {at: ranks[width] for at, width in widths.items()} if len(ranks) > 1 else {}


def _count(ranks: Mapping[int, int]) -> int:
    return len(set(ranks.values()))


def _first_seen(told: Mapping[int, tuple[int, str]]) -> dict[int, int]:
    """By row the place of its look, the least indented first, then as they first appear: a wider level comes first."""
    seen = sorted(dict.fromkeys(told.values()), key=lambda pair: pair[0])
    ranks = {look: rank for rank, look in enumerate(seen)}
    return {at: ranks[look] for at, look in told.items()}


def _letters(cell: Cell) -> str:
    return cell.look.partition("#")[0]


def _colour(cell: Cell) -> str:
    return cell.look.partition("#")[2]


def _whole_look(cell: Cell) -> str:
    return cell.look


def further_in(
    ladders: Sequence[Column], untold: Sequence[Column], rows: Mapping[int, Row], first: str = ""
) -> dict[Column, str]:
    """The levels of columns of one heading whose rows do not tell theirs; "" where nothing tells one.

    Each column is one level further in than the one on its left; ``first`` is that of the first where a person told it.
    """
    found: dict[Column, str] = {}
    for column in untold:
        left = next((one for one in ladders if one.index == column.index - 1 and one.header == column.header), None)
        above = "" if left is None else found.get(left, "" if left in untold else _deepest(left, rows))
        rank = _USUAL.index(above) + 1 if above in _USUAL else len(_USUAL)
        found[column] = _USUAL[rank] if rank < len(_USUAL) else (first if not above else "")
    return found


def _deepest(column: Column, rows: Mapping[int, Row]) -> str:
    """The narrowest level that texts of a column name by their labels or first words."""
    texts = [row[column.index].text for row in rows.values() if column.index in row]
    named = {ladder.label_in(text)[0] or ladder.level_by_beginning(text) for text in texts} & DEPTH.keys()
    return max(named, key=DEPTH.__getitem__, default="")


def _numbering(text: str) -> str:
    """In which manner a row is numbered: A, I or 1; "" in none."""
    plain = fold(text).strip(".() ")
    if plain.isdigit():
        return _ARABIC
    if re.fullmatch(r"[IVX]{1,5}", plain):
        return _ROMAN
    return _LETTER if re.fullmatch(r"[A-Z]", plain) else ""


def _heading_levels(manners: Sequence[str]) -> dict[str, str]:
    """What rows that head blocks of programmes are, by their manner of numbering in the order of the table.

    A, I, 1: urusan, bidang urusan, program.
    """
    found = list(dict.fromkeys(manners))
    return dict(zip(found, ("affair", "field") if len(found) == 2 else ("field",), strict=False))


def headed_by_number(layout: Layout, rows: Mapping[int, Row], has_indicator: Callable[[int], bool]) -> dict[int, str]:
    """By row the level of headings in a column of programmes that another manner of numbering marks: A, I, 1."""
    count, names = layout.first("number"), layout.first("programme")
    if count is None or names is None or not layout.of("indicator"):
        return {}
    manners: dict[int, str] = {}
    usual: set[str] = set()
    for number, row in rows.items():
        if count.index not in row or names.index not in row:
            continue
        manner = _numbering(row[count.index].text)
        if has_indicator(number):
            usual.add(manner)
        elif manner and len(row) == 2:
            manners[number] = manner
    manners = {number: manner for number, manner in manners.items() if manner not in usual}
    levels = _heading_levels(list(manners.values()))
    return {number: levels[manner] for number, manner in manners.items() if manner in levels}
