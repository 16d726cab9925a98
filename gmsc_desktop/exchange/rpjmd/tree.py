"""The tree that a table holds, as plain values: nodes, indicators, figures, and what is to be told about a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from gmsc_desktop.exchange.sheets import Place, fold
from gmsc_desktop.exchange.tabular.figures import Figure

# From the widest to the narrowest; a table holds some of them. "field" is a bidang urusan, "block" a kecamatan or UPTD
# that heads a block of programmes of its own.
LEVELS = (
    "vision", "mission", "goal", "objective", "strategy", "policy",
    "affair", "field", "block", "programme", "activity", "sub_activity",
)  # fmt: skip
DEPTH = {level: depth for depth, level in enumerate(LEVELS)}
END = "end"  # stands beside the years: the condition at the end of the period


@dataclass
class Indicator:
    """An indicator with its figures by year; ``targets`` may hold ``END``."""

    text: str
    place: Place
    unit: str = ""
    source: str = ""
    outcome: str = ""
    baseline: Figure | None = None
    baseline_year: int | None = None
    targets: dict[int, Figure] = field(default_factory=dict)
    end: Figure | None = None
    agencies: list[str] = field(default_factory=list)


Money = dict[int | str, Decimal]


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


def whole(amount: Decimal) -> int:
    """Whole Rupiah, half up."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A total as it is printed beside what the rows come to, in whole Rupiah; ``year`` 0 is the end of the period."""

    label: str
    place: Place
    year: int
    printed: int
    computed: int

    @property
    def agrees(self) -> bool:
        """Within what rounding each row can make."""
        return abs(self.printed - self.computed) <= 2
