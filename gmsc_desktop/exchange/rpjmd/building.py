"""Builds the tree from the rows below a heading: which rung each row stands on, and what it says there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.tree import DEPTH, LEVELS, Node
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, Sheet, fold
from gmsc_desktop.exchange.tabular.agencies import agencies_in
from gmsc_desktop.exchange.tabular.figures import is_unreadable, money_in
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.indicators import IndicatorReader
from gmsc_desktop.exchange.tabular.layout import Column, Layout
from gmsc_desktop.exchange.tabular.rows import held_by_merges, hidden_notices, is_noise
from gmsc_desktop.exchange.tabular.sums import END, Money
from gmsc_desktop.exchange.tabular.vocabulary import LADDER, is_total, words
from gmsc_desktop.text import _

_STRAY = frozenset(("", "0", "-", "–", "—", "n/a", "x", "#", "."))
_LEAVES = ("programme", "activity", "sub_activity")
_HEADINGS = ("affair", "field", "block")


@dataclass
class Total:
    """A row that says what others come to."""

    label: str
    place: Place
    money: Money


@dataclass
class Tree:
    """What the rows of one or more sheets came to."""

    roots: list[Node] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def nodes(self) -> list[Node]:
        """Every node in the order of the table."""
        return [node for root in self.roots for node in root.walk()]


class Builder:
    """Reads the rows of one table, and of further sheets with the same columns, into one tree."""

    def __init__(self, layout: Layout, years: Mapping[int, int], scale: Decimal, tree: Tree) -> None:
        self._layout = layout
        self._years = years  # of ordinals
        self._scale = scale
        self._tree = tree
        self._levels = [column for column in layout.columns if column.meaning in LEVELS]
        self._ladders = layout.of(LADDER)
        self._outcomes = layout.of("outcome")
        self._indicators = IndicatorReader(layout, years, tree.notices.append)
        self._codes = _codes_by_owner(layout)
        self._current: dict[str, Node] = {}
        self._sheet = Sheet("", {})
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}

    def read(self, header: Header, last: int) -> None:
        """Read the rows from below a heading up to ``last``, that one included."""
        self._sheet = header.sheet
        self._merged = held_by_merges(header.sheet, header.first, last)
        self._indicators.begin(header.sheet, self._merged)
        self._current = {}
        self._tree.notices += hidden_notices(header, self._layout, last)
        for number in [row for row in header.sheet.rows if header.first <= row <= last]:
            if not is_noise(header, number):
                self._row(number)

    # -- rows that are no rows of the table

    def _tell(self, kind: str, sentence: str, place: Place, *, doubt: bool = False) -> None:
        self._tree.notices.append(Notice(kind, sentence, place, doubt))

    # -- one row

    def _row(self, number: int) -> None:
        texts = self._texts(number)
        money = self._money(number)
        if self._is_total(number, texts):
            return self._total(number, money)
        deepest = self._rungs(number, texts, has_money=bool(money))
        if deepest is None:
            deepest = self._deepest()
        if deepest is None:
            self._tell_left(number)
            return None
        deepest.rows.append(number)
        agencies = self._agencies(number)
        made = self._indicators.read(number, deepest, self._current, agencies)
        self._add_outcomes(number, deepest, made)
        self._add_money(deepest, money, heading=deepest.level in _HEADINGS and not made)
        for agency in agencies:
            if agency.casefold() not in {one.casefold() for one in deepest.agencies}:
                deepest.agencies.append(agency)
        return None

    def _texts(self, number: int) -> dict[int, str]:
        """The texts of the columns of levels and ladders; what is merged across the whole row counts as a ladder."""
        texts: dict[int, str] = {}
        row = self._sheet.row(number)
        for column in (*self._levels, *self._ladders):
            if (cell := row.get(column.index)) and not is_unreadable(cell, self._place(number, column), self._notice):
                text = fold(cell.text)
                if text.casefold() not in _STRAY and cell.kind is not Kind.NUMBER:
                    texts[column.index] = text
        return texts

    def _notice(self, notice: Notice) -> None:
        self._tree.notices.append(notice)

    def _place(self, number: int, column: Column) -> Place:
        return Place(self._sheet.name, number, column.index)

    def _deepest(self) -> Node | None:
        return max(self._current.values(), key=lambda node: DEPTH[node.level], default=None)

    def _tell_left(self, number: int) -> None:
        row = self._sheet.row(number)
        column = min(row)
        text = fold(row[column].text)[:80]
        sentence = _(
            "Baris {row} tidak diambil karena belum ada misi, tujuan, sasaran, atau program di atasnya: “{text}”."
        )
        place = Place(self._sheet.name, number, column)
        self._tell("row-left", sentence.format(row=number + 1, text=text), place, doubt=True)

    # -- totals

    def _is_total(self, number: int, texts: Mapping[int, str]) -> bool:
        named = [*texts.values()]
        row = self._sheet.row(number)
        if not named and row:
            named = [fold(row[column].text) for column in sorted(row) if row[column].kind is Kind.TEXT][:1]
        return any(is_total(text) for text in named) and not self._indicators.has_indicator(number)

    def _total(self, number: int, money: Money) -> None:
        row = self._sheet.row(number)
        column = min(row)
        self._tree.totals.append(Total(fold(row[column].text), Place(self._sheet.name, number, column), money))

    # -- rungs

    def _rungs(self, number: int, texts: Mapping[int, str], *, has_money: bool) -> Node | None:
        """The deepest rung that the row names; None where it only goes on with the one above."""
        deepest: Node | None = None
        across = self._across(number)
        if across is not None:
            return across
        for column in sorted((*self._levels, *self._ladders), key=self._order):
            text = texts.get(column.index)
            if text is None:
                continue
            if column.meaning == LADDER:
                made = self._on_ladder(number, column, text, has_money=has_money)
            else:
                made = self._on_level(number, column, text)
            if made is not None and (deepest is None or DEPTH[made.level] > DEPTH[deepest.level]):
                deepest = made
        if deepest is not None:
            for level in [level for level in self._current if DEPTH[level] > DEPTH[deepest.level]]:
                del self._current[level]
        return deepest

    def _order(self, column: Column) -> int:
        return DEPTH[column.meaning] if column.meaning in DEPTH else len(LEVELS)

    def _across(self, number: int) -> Node | None:
        """A lone text in a row that bears a label, wherever it stands: "MISI 1 : …" across the page."""
        row = self._sheet.row(number)
        texts = [(column, cell) for column, cell in row.items() if cell.kind is Kind.TEXT]
        if len(texts) != 1 or len(row) > 1:
            return None
        level, _number, _rest = ladder.label_in(texts[0][1].text)
        ladders = self._ladders and texts[0][0] not in {column.index for column in self._levels}
        if not level or not (ladders or level in {"vision", "mission"}):
            return None
        return self._enter(level, texts[0][1].text, Place(self._sheet.name, number, texts[0][0]), "", heading=True)

    def _on_level(self, number: int, column: Column, text: str) -> Node | None:
        if not any(letter.isalpha() for letter in text):
            self._tell_stray(number, column, text)
            return None
        return self._enter(column.meaning, text, self._place(number, column), self._code(number, column))

    def _tell_stray(self, number: int, column: Column, text: str) -> None:
        sentence = _("Isi sel {cell} (“{text}”) tidak diambil karena bukan uraian.")
        place = self._place(number, column)
        self._tell("stray", sentence.format(cell=place.cell, text=text), place, doubt=True)

    def _on_ladder(self, number: int, column: Column, text: str, *, has_money: bool) -> Node | None:
        if not any(letter.isalpha() for letter in text):
            self._tell_stray(number, column, text)
            return None
        code = self._code(number, column)
        heading = not self._indicators.has_indicator(number)
        programme = self._current.get("programme")
        if programme is not None and not code and self._is_outcome(text, column):
            if fold(text) not in programme.outcomes:
                programme.outcomes.append(fold(text))
            return programme
        level = self._ladder_level(text, code, column.levels, heading=heading)
        place = self._place(number, column)
        return self._enter(level, text, place, code, heading=heading and has_money)

    def _is_outcome(self, text: str, column: Column) -> bool:
        """An outcome on a row of its own below its programme, in tables of 2025 and later (Inmendagri 2/2025)."""
        told = "outcome" in words(column.header) or bool(self._codes.get(column.index))
        return told and not ladder.label_in(text)[0] and ladder.is_outcome(text)

    def _ladder_level(self, text: str, code: str, levels: Sequence[str], *, heading: bool) -> str:
        label = ladder.label_in(text)[0]
        if label:
            return label
        beginning = ladder.level_by_beginning(text)
        counted = ladder.level_of_code(ladder.plain_code(code), levels)
        if beginning in _LEAVES and (not counted or DEPTH[counted] > DEPTH[beginning]):
            return beginning
        if counted:
            return counted
        if beginning == "block":
            return "block" if heading and self._current.keys() & {"affair", "field"} else "programme"
        if beginning:
            return beginning
        if heading and self._current.keys() & {"affair", "field"}:
            return "block"
        if heading and not self._current and "affair" in levels:
            return "affair"
        return max(levels, key=DEPTH.__getitem__) if levels and not heading else "programme"

    def _code(self, number: int, column: Column) -> str:
        row = self._sheet.row(number)
        pieces = [fold(row[at].text) for at in self._codes.get(column.index, ()) if at in row]
        return ladder.joined_code([piece for piece in pieces if piece.casefold() not in {"", "-"}])

    def _enter(self, level: str, text: str, place: Place, code: str, *, heading: bool = False) -> Node:
        """Go to the rung of this text: the one that is there already in this place of the tree, or a new one.

        A heading row with sums of its own begins a new block, though its name may have headed one before.
        """
        label, number, rest = ladder.label_in(text)
        plain = rest if label == level else fold(text)
        coded = ladder.cut_to(ladder.plain_code(code), level)
        parent = self._parent(level)
        made = Node(level, plain, place, parent, code, coded, number if label == level else "")
        siblings = self._tree.roots if parent is None else parent.children
        there = next((one for one in siblings if one.level == level and one.key == made.key), None)
        if there is not None and not (heading and level in _HEADINGS):
            made = there
        else:
            siblings.append(made)
        for deeper in [one for one in self._current if DEPTH[one] >= DEPTH[level]]:
            del self._current[deeper]
        self._current[level] = made
        return made

    def _parent(self, level: str) -> Node | None:
        above = [node for name, node in self._current.items() if DEPTH[name] < DEPTH[level]]
        if level == "programme":
            above = [node for node in above if node.level not in {"strategy", "policy"}]
        if level == "policy":
            above = [node for node in above if node.level != "strategy"]
        return max(above, key=lambda node: DEPTH[node.level], default=None)

    # -- what else a row says

    def _agencies(self, number: int) -> list[str]:
        for column in self._layout.of("agency"):
            cell = self._held(number, column.index)
            if cell is not None and cell.kind is Kind.TEXT and (found := agencies_in(cell.text)):
                return found
        return []

    def _held(self, number: int, column: int) -> Cell | None:
        """A cell, or the one that is merged over it."""
        at = self._merged.get((number, column), (number, column))
        return self._sheet.cell(*at)

    def _add_outcomes(self, number: int, node: Node, made: Sequence[object]) -> None:
        for column in self._outcomes:
            cell = self._held(number, column.index)
            text = fold(cell.text) if cell and cell.kind is Kind.TEXT else ""
            if text.casefold() in _STRAY:
                continue
            if text not in node.outcomes:
                node.outcomes.append(text)
            for indicator in made:
                indicator.outcome = text  # type: ignore[attr-defined]

    def _money(self, number: int) -> Money:
        found: Money = {}
        for column in self._layout.of("money", "end_money"):
            cell = self._sheet.cell(number, column.index)
            amount = money_in(cell, self._place(number, column), self._scale, self._notice)
            year = END if column.meaning == "end_money" else column.year or self._years.get(column.ordinal or 0, 0)
            if amount is not None and year:
                found[year] = amount
        return found

    def _add_money(self, node: Node, money: Money, *, heading: bool) -> None:
        into = node.printed if heading or node.level not in _LEAVES else node.money
        if into is node.money and any(money.values()):
            node.row_money.append(money)
        for year, amount in money.items():
            into[year] = into.get(year, Decimal(0)) + amount


def _codes_by_owner(layout: Layout) -> dict[int, list[int]]:
    """For each column of a level or ladder its columns of codes: those of its level, else those on its left."""
    owners = [column for column in layout.columns if column.meaning in LEVELS or column.meaning == LADDER]
    found: dict[int, list[int]] = {}
    for code in layout.of("code"):
        own = [one for one in owners if code.levels and one.meaning == code.levels[-1]]
        right = [one for one in owners if one.index > code.index]
        owner = next(iter(own or right or owners[-1:]), None)
        if owner is not None:
            found.setdefault(owner.index, []).append(code.index)
    return found
