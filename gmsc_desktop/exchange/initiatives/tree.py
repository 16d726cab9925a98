"""The initiatives that a table holds, as plain values, before anything is known of a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Place, fold
from gmsc_desktop.exchange.tabular.indicators import Indicator
from gmsc_desktop.exchange.tabular.sums import Money

UNDATED = 0  # stands beside the years: an amount whose year the table does not tell
TEXTS = ("description", "background", "output", "impact", "outside_reason")


@dataclass(eq=False)
class Entry:
    """One initiative; ``amounts`` are exact Rupiah by year (or ``UNDATED``) and source of money ("" where untold).

    ``years_above`` are those of a heading above it,
    ``first_year`` and ``last_year`` those of columns of their own.
    ``sources`` are the texts that name a source of money, by its key in ``amounts``; ``rows`` the sheets and rows that
    it was read from; ``step_months`` the first and last month of a step by its text; ``extras`` heading and text of
    what a plan has no place for; ``is_dated_by_figures`` that its years are those of its sums and targets; ``named``
    the texts that name a programme, sasaran or indicator of the RPJMD, by meaning.
    """

    title: str
    place: Place
    dimension: str = ""
    code: str = ""
    horizon: str = ""
    subdimensions: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    objectives: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    first_year: int | None = None
    last_year: int | None = None
    years_above: tuple[int, ...] = ()
    goes_on: bool = False
    amounts: dict[tuple[int, str], Decimal] = field(default_factory=dict)
    row_amounts: list[dict[tuple[int, str], Decimal]] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    printed: Decimal | None = None
    choices: dict[str, str] = field(default_factory=dict)
    quick_wins: set[int] = field(default_factory=set)
    is_quick_win: bool = False
    codes: list[tuple[str, str]] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=dict)
    steps: list[tuple[str, Place]] = field(default_factory=list)
    step_months: dict[str, tuple[str, str]] = field(default_factory=dict)
    extras: list[tuple[str, str, Place]] = field(default_factory=list)
    is_dated_by_figures: bool = False
    notes: list[str] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others of its dimension: its title without regard to blanks and capitals, and its code."""
        return fold(self.title).casefold(), self.code.casefold()

    @property
    def is_undated(self) -> bool:
        """Whether a sum has no year."""
        return any(year == UNDATED and amount for (year, _source), amount in self.amounts.items())

    @property
    def money(self) -> Money:
        """The amounts by year, over all sources."""
        found: Money = {}
        for (year, _source), amount in self.amounts.items():
            found[year] = found.get(year, Decimal(0)) + amount
        return found

    def add_text(self, meaning: str, text: str) -> None:
        """A text of a meaning, each once."""
        listed = self.texts.setdefault(meaning, [])
        if text not in listed:
            listed.append(text)


@dataclass
class Total:
    """A row that says what others come to; ``above`` are the entries since the last heading or total."""

    label: str
    place: Place
    money: Money
    above: list[Entry]


@dataclass
class Tree:
    """What the rows of one or more sheets came to."""

    entries: list[Entry] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    headings: list[Total] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _named: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """A further initiative."""
        self.entries.append(entry)
        self._named.setdefault(entry.key, []).append(entry)

    def entitle(self, entry: Entry, title: str) -> None:
        """Another title of an initiative."""
        self._named[entry.key].remove(entry)
        entry.title = title
        self._named.setdefault(entry.key, []).append(entry)

    def named(self, key: tuple[str, str]) -> list[Entry]:
        """The initiatives of a title and code."""
        return self._named.get(key, [])

    def of_dimension(self, dimension: str) -> list[Entry]:
        """The initiatives of a dimension, in the order of the table."""
        return [entry for entry in self.entries if entry.dimension == dimension]
