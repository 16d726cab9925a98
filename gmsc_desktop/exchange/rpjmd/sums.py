"""Sums of the programmes by year, held against every total that the table prints."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.tree import Node, Tree
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.exchange.tabular.sums import END, Money, SumCheck, whole
from gmsc_desktop.text import _

_LEAF = "programme"
_MOST_ABOVE = 60  # total rows from which a later one may sum on


def programme_sums(nodes: Iterable[Node]) -> dict[int | str, int]:
    """Whole Rupiah by year over all programmes, each rounded for itself."""
    sums: dict[int | str, int] = {}
    for node in nodes:
        if node.level == _LEAF:
            for year, amount in node.ceilings().items():
                sums[year] = sums.get(year, 0) + amount
    return dict(sorted(sums.items(), key=lambda pair: (pair[0] == END, str(pair[0]))))


def check_sums(tree: Tree) -> list[SumCheck]:
    """Every printed total beside what its rows come to: of headings, of total rows, of programmes with kegiatan."""
    nodes = tree.nodes()
    checks: list[SumCheck] = []
    for node in nodes:
        below, own = _leaves(node.walk()), _leaves(node.children)
        if (
            any(node.printed.values()) and below
        ):  # a heading may sum all below it, or its own programmes but not those of its units
            blocks = [_summed(below), _summed(own or below)]
            checks += _compare(node.text, node.place, node.printed, _nearest(node.printed, blocks))
        if node.level == _LEAF and node.money:
            activities = [one.money for one in node.children if one.level == "activity" and one.money]
            checks += _compare(node.text, node.place, node.money, _summed(activities)) if activities else []
    everything = _leaves(nodes)
    if not everything or not any(total.money for total in tree.totals):
        return checks
    rows = _Rows(nodes, {(total.place.sheet, total.place.row) for total in tree.totals})
    headed = [_summed(found) for node in nodes if node.children and (found := _leaves(node.walk()))]
    whole_ = _summed(everything)
    for total in tree.totals:
        if total.money:  # of the block that comes nearest to it, wider ones first
            blocks = [whole_, *(sums for _count, sums in rows.beside(total.place)), *headed]
            checks += _compare(total.label, total.place, total.money, _nearest(total.money, blocks))
    return checks


def sums_above(tree: Tree, sheet: str, row: int, money: Money) -> str:
    """A label for a row of money without a word that sums the programmes above it; "" where it does not."""
    nodes = tree.nodes()
    place = Place(sheet, row, 0)
    rows = _Rows(nodes, {(one.place.sheet, one.place.row) for one in tree.totals} | {(sheet, row)})
    everything = _leaves(nodes)
    blocks = [(len(everything), _summed(everything)), *rows.beside(place)]
    sums = any(
        count > 1 and all(block.get(year, Decimal(0)) == amount for year, amount in money.items())
        for count, block in blocks
    )
    return _("Jumlah") if sums else ""


class _Rows:
    """The programmes of each sheet in the order of their rows, and what those up to each of them come to."""

    def __init__(self, nodes: Iterable[Node], totals: Iterable[tuple[str, int]]) -> None:
        self._totals: dict[str, list[int]] = {}
        for sheet, row in sorted(totals):
            self._totals.setdefault(sheet, []).append(row)
        self._rows: dict[str, list[int]] = {}
        self._sums: dict[str, list[Money]] = {}
        found = [node for node in nodes if node.level == _LEAF and node.money]
        for node in sorted(found, key=lambda node: node.place.row):
            sums = self._sums.setdefault(node.place.sheet, [{}])
            self._rows.setdefault(node.place.sheet, []).append(node.place.row)
            sums.append(_summed((sums[-1], node.money)))

    def beside(self, place: Place) -> list[tuple[int, Money]]:
        """How many programmes stand between a total row and each of those above it, and between it and the next below;
        and what they come to."""
        others = [row for row in self._totals.get(place.sheet, ()) if row != place.row]
        at = bisect_left(others, place.row)
        above = [-1, *others[:at]][-_MOST_ABOVE:]
        below = others[at] if at < len(others) else place.row + 10**9
        spans = [*((row, place.row) for row in reversed(above)), (place.row, below)]
        return [found for first, end in spans if (found := self._between(place.sheet, first, end))[0]]

    def _between(self, sheet: str, first: int, end: int) -> tuple[int, Money]:
        rows, sums = self._rows.get(sheet, []), self._sums.get(sheet, [{}])
        begin, stop = bisect_left(rows, first), bisect_left(rows, end)
        return stop - begin, {year: sum_ - sums[begin].get(year, Decimal(0)) for year, sum_ in sums[stop].items()}


def _leaves(nodes: Iterable[Node]) -> list[Money]:
    return [node.money for node in nodes if node.level == _LEAF and node.money]


def _summed(block: Iterable[Money]) -> Money:
    made: Money = {}
    for money in block:
        for year, amount in money.items():
            made[year] = made.get(year, Decimal(0)) + amount
    return made


def _nearest(printed: Money, blocks: Sequence[Money]) -> Money:
    """What the rows come to that a total sums: the first of those that come nearest to it."""
    return min(blocks, key=lambda block: sum(abs(amount - block.get(year, 0)) for year, amount in printed.items()))


def _compare(label: str, place: Place, printed: Money, sums: Money) -> list[SumCheck]:
    return [
        SumCheck(label, place, 0 if year == END else int(year), whole(amount), whole(sums.get(year, Decimal(0))))
        for year, amount in printed.items()
    ]


def take_repeated_once(tree: Tree) -> None:
    """A programme whose every row repeats the very same sums has them once, and that is told."""
    for node in tree.nodes():
        first = node.row_money[0] if node.row_money else {}
        repeated = len(node.row_money) > 1 and len(node.row_money) == len(node.rows)
        if repeated and sum(1 for one in first.values() if one) > 1 and all(one == first for one in node.row_money):
            node.money = dict(first)
            sentence = _("Pagu “{name}” tertulis sama di {count} baris; yang dihitung hanya satu kali.")
            told = sentence.format(name=node.text[:60], count=len(node.rows))
            tree.notices.append(Notice("repeated-money", told, node.place, doubt=True))
