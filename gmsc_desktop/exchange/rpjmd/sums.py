"""Sums of the programmes by year, held against every total that the table prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.tree import Node, Total, Tree
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
        if node.printed and below:  # a heading may sum all below it, or its own programmes but not those of its units
            block = min((below, own or below), key=lambda rows: _distance(node.printed, rows))
            checks += _compare(node.text, node.place, node.printed, block)
        if node.level == _LEAF and node.money:
            activities = [one.money for one in node.children if one.level == "activity" and one.money]
            checks += _compare(node.text, node.place, node.money, activities) if activities else []
    everything = _leaves(nodes)
    rows = {(total.place.sheet, total.place.row) for total in tree.totals}
    for total in tree.totals:
        if total.money and everything:
            meant = _meant(total.money, nodes, [everything, *_beside(total, nodes, rows)])
            checks += _compare(total.label, total.place, total.money, meant)
    return checks


def sums_above(tree: Tree, sheet: str, row: int, money: Money) -> str:
    """A label for a row of money without a word that sums the programmes above it; "" where it does not."""
    nodes = tree.nodes()
    total = Total(_("Jumlah"), Place(sheet, row, 0), money)
    rows = {(one.place.sheet, one.place.row) for one in tree.totals} | {(sheet, row)}
    blocks = [_leaves(nodes), *_beside(total, nodes, rows)]
    sums = any(
        len(block) > 1 and all(_sum(block, year) == amount for year, amount in money.items()) for block in blocks
    )
    return total.label if sums else ""


def _beside(total: Total, nodes: Sequence[Node], totals: set[tuple[str, int]]) -> list[Sequence[Money]]:
    """The programmes between a total row and each of those above it, and between it and the next below."""
    own = [node for node in nodes if node.level == _LEAF and node.money and node.place.sheet == total.place.sheet]
    others = sorted(row for sheet, row in totals if sheet == total.place.sheet and row != total.place.row)
    above = [-1, *(row for row in others if row < total.place.row)][-_MOST_ABOVE:]
    below = min((row for row in others if row > total.place.row), default=total.place.row + 10**9)
    spans = [*(range(row, total.place.row) for row in reversed(above)), range(total.place.row, below)]
    return [found for span in spans if (found := [node.money for node in own if node.place.row in span])]


def _leaves(nodes: Iterable[Node]) -> list[Money]:
    return [node.money for node in nodes if node.level == _LEAF and node.money]


def _meant(printed: Money, nodes: Sequence[Node], wider: Sequence[Sequence[Money]]) -> Sequence[Money]:
    """The rows that a total row sums: those of the block that comes nearest to it, ``wider`` ones first."""
    blocks = [*wider] + [found for node in nodes if node.children and (found := _leaves(node.walk()))]
    return min(blocks, key=lambda block: _distance(printed, block))


def _distance(printed: Money, block: Sequence[Money]) -> Decimal:
    return sum((abs(amount - _sum(block, year)) for year, amount in printed.items()), Decimal(0))


def _sum(block: Sequence[Money], year: int | str) -> Decimal:
    return sum((money.get(year, Decimal(0)) for money in block), Decimal(0))


def _compare(label: str, place: Place, printed: Money, block: Sequence[Money]) -> list[SumCheck]:
    return [
        SumCheck(label, place, 0 if year == END else int(year), whole(amount), whole(_sum(block, year)))
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
