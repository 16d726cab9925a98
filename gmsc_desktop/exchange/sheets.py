"""A workbook as it was read: sheets of cells with their kind, merged ranges, what was hidden; plain frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

_BLANKS = re.compile(r"[\s\u00a0]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]+")  # where a word may be broken, and marks of no width
_SIGNS = {0x02: "-", 0x1E: "-", 0x1F: None, 0x0B: "\n"}  # hyphens that stay or may go, a line break of Word
_PARTED = re.compile(r"([^\W\d_]{2,40})-[ \t]*\n[ \t]*([a-z]{1,40})")
LOOK = re.compile(r"b?i?(?:#[0-9a-f]{6})?")


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "t"
    NUMBER = "n"
    PERCENT = "p"  # a number shown with a percent sign; ``text`` and ``number`` are of the percent: 12.5, not 0.125
    DATE = "d"  # ``text`` is YYYY-MM-DD, or with the time of day
    TRUTH = "b"
    ERROR = "e"  # ``text`` is the error as the sheet shows it: #REF!
    UNSTORED = "f"  # a formula whose value was never stored in the file


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something; a number has its digits as text, with a decimal point, as the file stores them.

    Blanks before a text are how far it is indented. ``look`` is how it is shown: ``b`` bold, ``i`` italic, ``#rrggbb``
    the colour behind it, "" for none of them.
    """

    text: str
    kind: Kind = Kind.TEXT
    number: float | None = None
    look: str = field(default="", compare=False)

    @property
    def folded(self) -> str:
        """The text with every run of blanks, no-break ones and line breaks among them, as one space."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, its four sides included; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a sheet; rows and columns count from 0."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """As a spreadsheet calls it: B12."""
        return cell_name(self.row, self.column)


Row = Mapping[int, Cell]
_NO_ROW: Row = MappingProxyType({})


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one table of a document: ``rows`` by number, each with its cells by column, both from 0, sparse.

    A merged cell stands at its upper left corner alone. Hidden rows and columns are read like the others. ``fills`` are
    the colours of empty cells, by row and column, as ``Cell.look`` has them.
    """

    name: str
    rows: Mapping[int, Row]
    merged: Sequence[Range] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def row(self, number: int) -> Row:
        """The cells of a row by column; none where the row is empty."""
        return self.rows.get(number, _NO_ROW)

    def cell(self, row: int, column: int) -> Cell | None:
        """What stands in a cell, None where it is empty."""
        return self.row(row).get(column)

    def colour(self, row: int, column: int) -> str:
        """The colour of a cell, empty or not: ``#rrggbb``, "" for white and none."""
        cell = self.cell(row, column)
        return "".join(cell.look.partition("#")[1:]) if cell is not None else self.fills.get((row, column), "")

    @property
    def height(self) -> int:
        """One more than the number of the last row that holds something."""
        return max(self.rows, default=-1) + 1

    @property
    def width(self) -> int:
        """One more than the number of the last column that holds something."""
        return max((max(row) for row in self.rows.values() if row), default=-1) + 1


@dataclass(frozen=True)
class Book:
    """What a file held. ``form`` is its format by content: xlsx, xls, ods, html, docx, csv, pasted."""

    name: str
    form: str
    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = field(default=())


def fold(text: str) -> str:
    """``text`` with every run of blanks as one space, none at its ends."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    return _BLANKS.sub(" ", text).strip()


def with_whole_words(text: str) -> str:
    """``text`` without the breaks that part a word at the end of a line: "Meningkat-", "nya"; with signs for the
    control letters that word processors keep for hyphens and line breaks."""
    if not text.isprintable():
        text = text.translate(_SIGNS)
    return _PARTED.sub(_whole, text) if "-" in text and "\n" in text else text


def _whole(found: re.Match[str]) -> str:
    """A word that was parted at the end of a line; one that is said twice ("masing-masing") keeps its sign."""
    first, second = found[1], found[2]
    return f"{first}-{second}" if second.startswith(first.casefold()[:4]) else first + second


def look_of_text(*, bold: bool = False, italic: bool = False, fill: str = "") -> str:
    """How a cell is shown, as ``Cell.look`` has it; ``fill`` is a colour in six digits, white is none."""
    colour = fill.strip("# ").casefold()
    told = f"#{colour}" if re.fullmatch(r"[0-9a-f]{6}", colour) and colour != "ffffff" else ""
    return "b" * bold + "i" * italic + told


def column_name(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    name = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def cell_name(row: int, column: int) -> str:
    """``B12`` for row 11, column 1."""
    return f"{column_name(column)}{row + 1}"


def column_index(name: str) -> int | None:
    """0 for ``A``, 26 for ``AA``; None for what is no name of a column."""
    if not 0 < len(name) <= 3 or not name.isascii() or not name.isalpha():
        return None
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
