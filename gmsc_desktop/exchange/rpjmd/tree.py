"""The tree that a table holds, as plain values: nodes, indicators, figures, and what is to be told about a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Place, fold
from gmsc_desktop.exchange.tabular.indicators import Indicator
from gmsc_desktop.exchange.tabular.sums import Money, whole

# From the widest to the narrowest; a table holds some of them. "field" is a bidang urusan, "block" a kecamatan or UPTD
# that heads a block of programmes of its own.
LEVELS = (
    "vision", "mission", "goal", "objective", "strategy", "policy",
    "affair", "field", "block", "programme", "activity", "sub_activity",
)  # fmt: skip
# Indonesian names of the levels, as counts and kinds tell them.
NAMES = {
    "vision": "visi", "mission": "misi", "goal": "tujuan", "objective": "sasaran", "strategy": "strategi",
    "policy": "arah_kebijakan", "affair": "urusan", "field": "bidang", "block": "unit", "programme": "program",
    "activity": "kegiatan", "sub_activity": "sub_kegiatan",
}  # fmt: skip
LEAVES = ("programme", "activity", "sub_activity")
DEPTH = {level: depth for depth, level in enumerate(LEVELS)}


@dataclass
class Node:
    """A rung of the tree; ``code`` is as written, ``plain_code`` mended where plain, ``number`` that of a label.

    ``money`` has by year (and ``END``) what stands in the rows of this very node, exactly, ``row_money`` the same by
    row; ``printed`` is what a heading row says its whole block comes to.
    """

    level: str
    text: str
    place: Place
    parent: Node | None = None
    code: str = ""
    plain_code: str = ""
    number: str = ""
    outcomes: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    money: Money = field(default_factory=dict)
    printed: Money = field(default_factory=dict)
    row_money: list[Money] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def ceilings(self) -> dict[int | str, int]:
        """Whole Rupiah by year: the exact sum of the rows, rounded half up once."""
        return {year: whole(amount) for year, amount in self.money.items()}

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of the table."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def key(self) -> str:
        """What tells it from its siblings: its text without regard to blanks and capitals, and its code."""
        return f"{fold(self.text).casefold()}\x1f{self.plain_code}"


@dataclass
class Total:
    """A row that says what others come to."""

    label: str
    place: Place
    money: Money


class _Siblings:
    """Rungs of one place by what tells them apart; there may be thousands."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self._count = 0
        self._by_key: dict[tuple[str, str], Node] = {}

    def like(self, node: Node) -> Node | None:
        """The first one of this level and key."""
        for one in self.nodes[self._count :]:
            self._by_key.setdefault((one.level, one.key), one)
        self._count = len(self.nodes)
        return self._by_key.get((node.level, node.key))


@dataclass
class Tree:
    """What the rows of one or more sheets came to.

    ``untold`` are columns of several levels whose rows do not tell theirs: a cell, its heading, the levels.
    ``ownerless`` are indicators of which the table does not say what they measure.
    """

    roots: list[Node] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    untold: list[tuple[Place, str, tuple[str, ...]]] = field(default_factory=list)
    ownerless: list[Indicator] = field(default_factory=list)

    _known: dict[int, _Siblings] = field(default_factory=dict, repr=False, compare=False)

    def put(self, node: Node, *, anew: bool = False) -> Node:
        """The node of the same level, text and code that is there already in this place; else ``node``, put there.

        ``anew`` puts it there whatever stands beside it.
        """
        siblings = self.roots if node.parent is None else node.parent.children
        known = self._known.get(id(siblings))
        if known is None or known.nodes is not siblings:
            known = self._known[id(siblings)] = _Siblings(siblings)
        there = None if anew else known.like(node)
        if there is None:
            siblings.append(node)
        return there or node

    def forget(self) -> None:
        """After rungs were moved, or told otherwise."""
        self._known.clear()

    def nodes(self) -> list[Node]:
        """Every node in the order of the table."""
        return [node for root in self.roots for node in root.walk()]
