"""Two tables side by side on one sheet: each is read as if it stood alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Book, Cell, Place, Sheet, column_name
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary
from gmsc_desktop.text import _

_FEWEST = 2  # columns with a heading that a table has


def parts_of(header: Header, vocabulary: Vocabulary) -> list[Sheet]:
    """The sheet of a heading in as many sheets as tables stand side by side below it; one where it is one table.

    An empty column parts two tables where the one on its right numbers its rows anew, or begins with the level with
    which the one on its left began.
    """
    sheet = header.sheet
    filled = {column for row in sheet.rows.values() for column in row}
    spans = _spans([column in filled or bool(path) for column, path in enumerate(header.paths)])
    starts = [0]
    for left, right in pairwise(spans):
        before = _meanings(header, range(starts[-1], left[1]), vocabulary)
        here = _meanings(header, range(*right), vocabulary)
        if len(before) >= _FEWEST and len(here) >= _FEWEST and _begins_anew(before, here, vocabulary):
            starts.append(right[0])
    ends = [*starts[1:], len(header.paths)]
    return [_cut(sheet, range(start, end)) for start, end in zip(starts, ends, strict=True)] if ends[1:] else [sheet]


def beside_notices(book: Book, tables: Sequence[Table]) -> Iterator[Notice]:
    """The columns of sheets with a table that stand beside it and belong to no table that was found."""
    for sheet in book.sheets:
        own = [table for table in tables if table.name == sheet.name]
        known = {column for table in own for row in table.header.sheet.rows.values() for column in row}
        left = sorted({column for row in sheet.rows.values() for column in row} - known)
        if own and left:
            sentence = _("Lembar “{sheet}” memuat tabel lain di sampingnya, mulai kolom {column}, yang tidak dibaca.")
            told = sentence.format(sheet=sheet.name, column=column_name(left[0]))
            yield Notice("table-beside", told, Place(sheet.name, own[0].header.top, left[0]))


def _spans(filled: Sequence[bool]) -> list[tuple[int, int]]:
    """Where runs of filled columns begin and end."""
    found: list[tuple[int, int]] = []
    for column, full in enumerate([*filled, False]):
        if full and (not found or found[-1][1] < column):
            found.append((column, column + 1))
        elif full:
            found[-1] = (found[-1][0], column + 1)
    return found


def _meanings(header: Header, columns: range, vocabulary: Vocabulary) -> list[str]:
    """What the lowest text above each of these columns means, "" where nobody knows."""
    paths = [header.paths[column] for column in columns if header.paths[column]]
    found = [vocabulary.meaning(path[-1]) or vocabulary.meaning(path[0]) for path in paths]
    return [one.name if one is not None else "" for one in found]


def _begins_anew(before: Sequence[str], here: Sequence[str], vocabulary: Vocabulary) -> bool:
    single = {*vocabulary.levels, "ladder"}
    return here[0] == "number" or bool(single & set(before[:1]) & set(here[:1]))


def _cut(sheet: Sheet, columns: range) -> Sheet:
    rows: Mapping[int, Mapping[int, Cell]] = {
        number: kept
        for number, row in sheet.rows.items()
        if (kept := {column: cell for column, cell in row.items() if column in columns})
    }
    merged = [one for one in sheet.merged if one.left in columns]
    return replace(sheet, rows=rows, merged=merged)
