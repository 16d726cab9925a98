"""What a person sees of an import before anything is written, and what is answered there; the same for every kind.

A kind of table (RPJMD, initiatives, progress) is one ``Importer``: it holds a book against the answers and the plan and
gives a ``Review``; what the review says is written as one change by ``write``. Windows and commands know nothing more:
they show the review, gather ``Told`` (sheet, unit, meanings of columns, corrected cells …), ask for the next review,
and write when nothing that is ``needed`` is open. An importer is found by its key in ``importers``.

To adapt a reading of your own: turn ``Told`` into your answers, read ``corrected(book, told.cells)``, and fill in the
fields of ``Review``. Nothing of it holds Qt, a connection, or the plan; ``made`` is yours alone and comes back in
``write``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from gmsc_desktop.exchange.sheets import Book, Cell, Place, Sheet, column_name

if TYPE_CHECKING:
    from gmsc_desktop.models.snapshot import Snapshot

# What a column holds, roughly: the colour of its cells and a word of the legend. ``unknown`` is a heading that nobody
# knows, ``ignored`` what is left out on purpose.
Family = Literal["level", "indicator", "figure", "money", "agency", "time", "text", "code", "ignored", "unknown"]


# -- what is seen


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column may be said to mean: its key in ``ColumnSeen.meaning``, the words of the list; ``dated`` meanings
    have one year each; ``needs_year``: without it they would say something else; ``levels`` are codes and words of the
    levels of which such a column may be, where a person may choose one."""

    key: str
    label: str
    family: Family
    dated: bool = False
    needs_year: bool = False
    levels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column of a table: ``meaning`` is the key of a ``Meaning``, "" where nobody knows.

    ``year`` is a year, ``ordinal`` the n of "Tahun n"; ``levels`` are those of a column that has several.
    """

    index: int
    header: str
    meaning: str = ""
    year: int | None = None
    ordinal: int | None = None
    levels: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As a spreadsheet calls it."""
        return column_name(self.index)


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table of a sheet: rows ``top`` to ``bottom`` are its heading, ``first`` to ``last`` what stands below it.

    ``read`` is False for a table that was found beside those that are read.
    """

    sheet: str
    top: int
    bottom: int
    first: int
    last: int
    columns: tuple[ColumnSeen, ...]
    read: bool = True


@dataclass(frozen=True, slots=True)
class Branch:
    """Something that would result, with what stands below it.

    ``level`` is a word for programs, ``label`` what a person calls it ("Sasaran"); ``details`` are labels with values
    in the order in which they are read; ``taken`` is False for what is shown and has no home in a plan. ``place`` is
    the cell that it began in: from there a person jumps to it, and to the branch from any cell of its rows. A doubt
    (``Notice``) with a place in its rows marks it.
    """

    level: str
    label: str
    text: str
    place: Place | None = None
    details: tuple[tuple[str, str], ...] = ()
    below: tuple[Branch, ...] = ()
    taken: bool = True

    def walk(self) -> Iterator[Branch]:
        """This branch and all below it, in the order of the table."""
        yield self
        for branch in self.below:
            yield from branch.walk()


@dataclass(frozen=True, slots=True)
class Amount:
    """What all rows of the table come to: ``label`` is a year or "akhir", ``amount`` whole Rupiah."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A total as the table prints it beside what its rows come to, in whole Rupiah."""

    label: str
    place: Place | None
    year: str
    printed: int
    computed: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told: ``kind`` is a word for programs, ``doubt`` asks for a look, others are mere information."""

    kind: str
    sentence: str
    place: Place | None = None
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What a person may answer; ``needed`` ones stand in the way of writing.

    ``what`` is sheet, unit, first_year, or a key of ``Told.more``. ``choices`` are codes with their words; without any
    the answer is typed: a year where ``year`` is True, else a text. ``answer`` is the code in force, "" where there is
    none; ``empty`` are the words of a list while that is so. ``many``: one of a list that may be long (an initiative
    that is not known, a status that nobody knows); these are shown below each other, apart from the others.
    """

    what: str
    label: str
    sentence: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    answer: str = ""
    needed: bool = False
    year: bool = False
    empty: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that would come, change, or that the file does not have; ``id`` is what ``write`` skips or removes.

    ``label`` is what such a record is called, ``owner`` what it stands under, ``fields`` its labels with the values
    before and after as they are read; ``ties`` counts the mappings that hang on it. ``year`` is that of a record which
    is about one. ``above`` are the ids of the records with which one that the file does not have would go.
    """

    kind: Literal["added", "changed", "removed"]
    id: str
    label: str
    name: str
    owner: str = ""
    fields: tuple[tuple[str, str, str], ...] = ()
    ties: int = 0
    year: str = ""
    above: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """Its name with the year first, where it has one: it is seen also where there is no room for the whole."""
        if not self.year:
            return self.name
        own = self.name == f"{self.owner} {self.year}"
        return f"{self.year} · {self.owner if own else self.name.removesuffix(f', {self.year}')}"


@dataclass(frozen=True, slots=True)
class Tied:
    """A mapping to an older document: it goes over to the new one, or is work to do."""

    label: str
    name: str
    goes_over: bool


@dataclass(frozen=True)
class Review:
    """Everything that is shown before anything is written.

    ``title`` names what comes in, ``label`` the change that it will be. ``again`` names what the plan has of it
    already, "" where all of it is new. ``tables`` are those that were read, then those beside them; their columns are
    the same. ``fingerprint`` tells the layout again. ``made`` belongs to the importer.
    """

    title: str
    label: str
    tables: tuple[TableSeen, ...]
    branches: tuple[Branch, ...]
    counts: tuple[tuple[str, int], ...] = ()
    amounts: tuple[Amount, ...] = ()
    sums: tuple[Sum, ...] = ()
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    differences: tuple[Difference, ...] = ()
    ties: tuple[Tied, ...] = ()
    again: str = ""
    fingerprint: str = ""
    made: object = field(default=None, compare=False)

    @property
    def needs(self) -> list[Question]:
        """The questions without an answer that stand in the way of writing."""
        return [one for one in self.questions if one.needed]

    @property
    def doubts(self) -> list[Notice]:
        """What asks for a look."""
        return [one for one in self.notices if one.doubt]

    def walk(self) -> Iterator[Branch]:
        """Every branch in the order of the table."""
        for branch in self.branches:
            yield from branch.walk()


# -- what is answered


@dataclass(frozen=True)
class Told:
    """What a person has said so far; an importer turns it into answers of its own.

    ``heading`` are the first and the last row of the heading on ``sheet``, where it was not found or not rightly;
    ``columns`` are those whose meaning was told, by index; ``cells`` the corrected texts; ``more`` answers to further
    questions of the kind by ``Question.what``.
    """

    sheet: str = ""
    unit: str = ""
    first_year: int | None = None
    heading: tuple[int, int] | None = None
    columns: Mapping[int, ColumnSeen] = field(default_factory=dict)
    cells: Mapping[Place, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)

    def with_answer(self, what: str, answer: str) -> Told:
        """The same with a question answered; "" takes the answer back."""
        if what == "sheet":  # what was told about another sheet says nothing of this one
            return replace(self, sheet=answer, heading=None, columns={})
        if what == "unit":
            return replace(self, unit=answer)
        if what == "first_year":
            return replace(self, first_year=int(answer) if answer else None)
        rest = {key: value for key, value in self.more.items() if key != what}
        return replace(self, more={**rest, what: answer} if answer else rest)


@dataclass(frozen=True)
class Imported:
    """What was written: whole sentences for the person, and the record to show, as table and id ("" for none).

    ``work_left`` is the key of the page where something is left to do, "" where nothing is.
    """

    sentences: tuple[str, ...]
    table: str = ""
    record_id: str = ""
    work_left: str = ""


class Importer(Protocol):
    """One kind of table that can come in."""

    @property
    def key(self) -> str:
        """A word for programs, in English: rpjmd, initiatives."""

    @property
    def title(self) -> str:
        """What its window is called."""

    @property
    def meanings(self) -> Sequence[Meaning]:
        """What a column may be said to mean, in the order of the list."""

    def review(self, book: Book, told: Told, snapshot: Snapshot) -> Review:
        """Read the book. Raises ``UserFacingError`` where there is no such table in it."""

    def write(
        self,
        db: Any,  # the connection of a change, which this room hands on to ``models`` and never opens
        review: Review,
        *,
        skip: Collection[str] = (),
        remove: Collection[str] = (),
    ) -> Imported:
        """Write what a review said, without the differences in ``skip``, and delete those removed in ``remove``."""

    def mapping(self, review: Review, told: Told) -> dict[str, Any]:
        """The meanings of the columns as a small file has them: ``layouts`` keeps it, offices exchange it."""

    def told_from(self, path: Path, told: Told, review: Review | None = None) -> Told:
        """The answers of such a file, where the person has not said otherwise.

        Raises ``UserFacingError`` where it is none, or was made for another layout than that of ``review``.
        """


# -- corrected cells


def corrected(book: Book, cells: Mapping[Place, str]) -> Book:
    """The book with texts as a person corrected them; an empty text empties the cell."""
    if not cells:
        return book
    by_sheet: dict[str, dict[int, dict[int, str]]] = {}
    for place, text in cells.items():
        by_sheet.setdefault(place.sheet, {}).setdefault(place.row, {})[place.column] = text
    sheets = tuple(_corrected(sheet, by_sheet.get(sheet.name, {})) for sheet in book.sheets)
    return replace(book, sheets=sheets)


def _corrected(sheet: Sheet, rows: Mapping[int, Mapping[int, str]]) -> Sheet:
    if not rows:
        return sheet
    made = dict(sheet.rows)
    for number, texts in rows.items():
        row = {column: cell for column, cell in sheet.row(number).items() if column not in texts}
        row.update({column: Cell(text) for column, text in texts.items() if text.strip()})
        made[number] = dict(sorted(row.items()))
    return replace(sheet, rows={number: made[number] for number in sorted(made) if made[number]})
