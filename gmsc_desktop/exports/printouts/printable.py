"""What a page gives to be printed: a title, facts, and sections of tables, words and charts, as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from gmsc_desktop.text import source_of

if TYPE_CHECKING:
    from gmsc_desktop.exports.charts import Chart

# How a column's cells are read by a spreadsheet. Money is whole Rupiah, percent is 0 to 100, days are YYYY-MM-DD,
# months YYYY-MM.
ColumnKind = Literal["text", "name", "number", "money", "percent", "year", "date", "month"]
RIGHT: frozenset[str] = frozenset({"number", "money", "percent"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the mapping: filled for langsung, outlined for pendukung, with the number of initiatives behind it."""

    dimension: str
    strength: str
    count: int


@dataclass(frozen=True, slots=True)
class PrintCell:
    """``text`` is what the page shows and paper prints; ``value`` what a spreadsheet keeps, None for the text."""

    text: str = ""
    value: int | float | str | None = None
    mark: Mark | None = None

    def __post_init__(self) -> None:
        _to_source(self, "text")


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """A column with its heading, unit in brackets where it has one."""

    title: str
    kind: ColumnKind = "text"

    def __post_init__(self) -> None:
        _to_source(self, "title")


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One row. ``level`` indents the name of a tree's row, ``strong`` sets it in bold, ``group`` is its heading."""

    cells: Sequence[PrintCell]
    level: int = 0
    strong: bool = False
    group: str = ""

    def __post_init__(self) -> None:
        _to_source(self, "group")


@dataclass(frozen=True, slots=True)
class PrintTable:
    """A table as it is shown. Rows of one group follow one another; ``empty`` is said where there are no rows."""

    title: str
    columns: Sequence[PrintColumn]
    lines: Sequence[PrintLine]
    total: Sequence[PrintCell] = ()
    group_title: str = ""  # what the groups are, as the heading of their column in a spreadsheet
    empty: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _to_source(self, "title", "group_title", "empty", "note")
        if not self.columns:
            raise ValueError(f"{self.title}: a table without columns")
        for line in (*self.lines, *([PrintLine(self.total)] if self.total else [])):
            if len(line.cells) != len(self.columns):
                raise ValueError(f"{self.title}: {len(line.cells)} cells under {len(self.columns)} headings")


@dataclass(frozen=True, slots=True)
class Prose:
    """Words under a heading; Markdown where the field is."""

    title: str
    text: str
    markdown: bool = False

    def __post_init__(self) -> None:
        _to_source(self, "title", "text")


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values; those without a value are left out."""

    title: str
    pairs: Sequence[tuple[str, str]]

    def __post_init__(self) -> None:
        _to_source(self, "title")
        pairs = tuple((source_of(label), source_of(value)) for label, value in self.pairs)
        object.__setattr__(self, "pairs", pairs)


@dataclass(frozen=True, slots=True)
class ChartSection:
    """A chart, drawn for the width of the paper in points."""

    make: Callable[[float], Chart]


Section = PrintTable | Prose | Facts | ChartSection


@dataclass(frozen=True, slots=True)
class Printable:
    """What a page shows now. ``code`` begins the file's name; ``facts`` are told in one line under the title."""

    code: str
    title: str
    facts: Sequence[str] = ()
    sections: Sequence[Section] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        _to_source(self, "title")
        object.__setattr__(self, "facts", tuple(map(source_of, self.facts)))


def _to_source(told: object, *names: str) -> None:
    """Printouts are Indonesian whatever the screen speaks: keep the Indonesian words of what it shows."""
    for name in names:
        object.__setattr__(told, name, source_of(getattr(told, name)))
