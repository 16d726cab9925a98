"""Finds the heading of a table in a sheet: which rows it takes, and the texts above each column from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from gmsc_desktop.exchange.sheets import Cell, Kind, Range, Row, Sheet, fold
from gmsc_desktop.exchange.tabular.figures import is_amount
from gmsc_desktop.exchange.tabular.first_row import counts_names, is_first_of_rows
from gmsc_desktop.exchange.tabular.vocabulary import (
    Vocabulary,
    is_total,
    ordinal_below,
    ordinal_in,
    words,
    year_in,
)

_LONGEST_HEADING = 160  # letters
_SHARE = 0.34  # of a heading's letters that belong to a phrase
_SHORT = 26  # letters below which a phrase suffices
_FIRST_LABEL = re.compile(r"^\s*\w[\w .]{0,40}?\s*[0-9IVX]*\s*:\s*\w")
_FEWEST_APART = 3  # single letters of a word that is written apart
_APART = re.compile(r"[ \t\u00a0]{2,}|\n\s*\n")
_RUPIAH = ("rp", "rupiah")
_SHORT_YEAR = re.compile(r"(?<![0-9\w])['’‘](?=[0-9]{2}(?![0-9]))")  # "Th. '25"
_FIGURE = re.compile(r"[<>≥≤±]?\s*[0-9]{1,9}(?:[.,][0-9]+)+\s*(?:%|[A-Za-z]|$)|[0-9]{1,3}\s*%")  # "0,62 Rasio", "60 %"
_FEW = 3  # cells of a line above a table
_MOST_ROWS = 6
_LARGEST_YEAR_LIKE = 2_100
_COLUMN_NUMBER = re.compile(r"\(?\s*([0-9]{1,2})[a-z]?\s*\)?|[a-zA-Z]|\(?[0-9]{1,2}\s*[=+x/*()0-9\s]*\)?")

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")

# Whether a heading is that of such a table, by the meanings and the years that it names.
IsTable = Callable[[Set[str], Set[int]], bool]


@dataclass(frozen=True)
class Header:
    """The rows ``top`` to ``bottom`` of a sheet are a heading; ``paths`` has the texts above each column.

    ``first`` is the first row below it that is no row of column numbers.
    """

    sheet: Sheet
    top: int
    bottom: int
    first: int
    paths: tuple[tuple[str, ...], ...]

    @property
    def signature(self) -> tuple[tuple[str, ...], ...]:
        """The words above each column: what two headings of one layout have in common."""
        return tuple(tuple(words(text) for text in path) for path in self.paths)

    def repeats(self, earlier: Header) -> bool:
        """Whether it says again, whole or in part, what an earlier heading of the sheet says, as pages do."""
        said = [set(path) for path in earlier.signature]
        own = [(column, text) for column, path in enumerate(self.signature) for text in path]
        return all(column < len(said) and text in said[column] for column, text in own)


def find_headers(sheet: Sheet, vocabulary: Vocabulary, is_table: IsTable) -> list[Header]:
    """Every heading of a sheet, from top to bottom, those among them that repeat on each page."""
    found: list[Header] = []
    rows = list(sheet.rows)
    index = 0
    while index < len(rows):
        before = range(found[-1].top, found[-1].bottom + 1) if found else range(0)
        of_rows = counts_names(sheet, rows[index], before, vocabulary)
        block = None if of_rows else _block(sheet, rows, index, vocabulary)
        if block is None:
            index += 1
            continue
        top, bottom = block
        header = _header(sheet, top, bottom, vocabulary)
        if is_table(*_said(header, vocabulary)):
            found.append(header)
            while index < len(rows) and rows[index] < header.first:
                index += 1
        else:
            index += 1
    return found


def header_at(sheet: Sheet, top: int, bottom: int, vocabulary: Vocabulary) -> Header:
    """The heading that a person says stands in these rows."""
    return _header(sheet, top, bottom, vocabulary)


def heading_of(sheet: Sheet, headings: Sequence[str]) -> tuple[int, int] | None:
    """The row that says most of these headings, at least half of them: the table of a layout that somebody told."""
    wanted = {words(heading.rpartition(" / ")[2]) for heading in headings if heading}
    found = {row: len(wanted & {words(cell.text) for cell in cells.values()}) for row, cells in sheet.rows.items()}
    best = max(found, key=lambda row: (found[row], -row), default=None)
    return (best, best) if best is not None and wanted and found[best] * 2 >= len(wanted) else None


def _block(sheet: Sheet, rows: Sequence[int], index: int, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """The rows of a heading that begins at ``rows[index]``."""
    top = bottom = rows[index]
    if not _reads_as_heading(sheet, top, vocabulary):
        return None
    for row in rows[index + 1 : index + _MOST_ROWS]:
        held = any(one.top <= bottom and one.bottom >= row and one.right - one.left < 40 for one in _over(sheet, top))
        held = held and not any(_is_labelled(cell) for cell in sheet.row(row).values())
        heads = held or _reads_as_heading(sheet, row, vocabulary) or _counts_years(sheet, row, bottom)
        heads = heads or _says_again(sheet, row, bottom) or _names_sources(sheet, row, top)
        if not heads or row > bottom + 2 or is_first_of_rows(sheet, row, range(top, bottom + 1), vocabulary):
            break
        bottom = row
    return top, bottom


def _names_sources(sheet: Sheet, row: int, top: int) -> bool:
    """Whether a row holds a few words below figures alone: "APBD Kab", "APBN" below "Pagu", without merged cells."""
    cells, left = sheet.row(row), min(sheet.row(top), default=0)
    words_alone = all(
        cell.kind is Kind.TEXT and len(cell.text) <= _SHORT and not any(letter.isdigit() for letter in cell.text)
        for cell in cells.values()
    )
    return len(cells) > 2 and min(cells) > left + 1 and left in sheet.row(row + 1) and words_alone


def _says_again(sheet: Sheet, row: int, above: int) -> bool:
    """Whether a row begins as the heading above it, or says a third of it again, as parted merges that were filled."""
    cells, over_it = sheet.row(row), sheet.row(above)
    again = [column for column, cell in cells.items() if column in over_it and over_it[column].text == cell.text]
    begins = min(cells, default=0) in again
    return len(again) > 1 and (begins or 3 * len(again) >= len(cells)) and not any(map(_is_strange, cells.values()))


def _counts_years(sheet: Sheet, row: int, above: int) -> bool:
    """Whether a row counts the years below "Target pada Tahun ke-": 1 2 3, II III IV, and not all columns."""
    over_it = sheet.row(above)
    columns = sorted(c for c, cell in sheet.row(row).items() if c not in over_it or over_it[c].text != cell.text)
    head = [column for column in sheet.row(above) if columns and column <= columns[0]]
    if len(columns) < 2 or not head or min(head) == columns[0]:
        return False
    over = sheet.row(above)[max(head)].text
    counted = [ordinal_below((over, sheet.row(row)[column].text)) for column in columns]
    return counted[0] is not None and counted == [*range(counted[0], counted[0] + len(columns))]


def _over(sheet: Sheet, top: int) -> list[Range]:
    return [one for one in sheet.merged if top <= one.top <= top + _MOST_ROWS]


def _reads_as_heading(sheet: Sheet, row: int, vocabulary: Vocabulary) -> bool:
    """Whether most cells of a row are words that head columns, or years."""
    cells = _once(sheet.row(row))
    if not cells or is_column_numbers(sheet, row):
        return False
    if len(cells) <= _FEW and any(cell.folded.endswith(":") for cell in cells):
        return False  # "OPD :" beside its name, above the table
    strange = any(_is_strange(cell) for cell in cells)
    heads = 0 if strange else sum(_heads_column(cell, vocabulary) for cell in cells)
    if len(cells) == 1:
        return heads == 1 and not strange and _merged_wide(sheet, row) and len(cells[0].text) < 60
    return heads >= 2 and heads >= 0.6 * len(cells) and not strange


def _once(row: Row) -> list[Cell]:
    """The cells of a row; of those side by side that say the same, as after the loss of merges, one."""
    return [cell for column, cell in row.items() if column - 1 not in row or row[column - 1].text != cell.text]


def _merged_wide(sheet: Sheet, row: int) -> bool:
    """A lone cell heads columns only where the rows beside it do: "2025" over two columns."""
    return any(one.top <= row <= one.bottom and one.top < one.bottom for one in sheet.merged)


def _is_strange(cell: Cell) -> bool:
    """What no heading holds: an amount, a percentage, a long text, a labelled text such as "MISI 1 : …"."""
    if cell.kind in {Kind.NUMBER, Kind.DATE, Kind.PERCENT}:
        return cell.number is None or cell.number > _LARGEST_YEAR_LIKE or cell.number != int(cell.number)
    if cell.kind is not Kind.TEXT:
        return True
    if is_amount(cell.text):
        return True
    text = fold(cell.text)
    return len(text) > _LONGEST_HEADING or _FIRST_LABEL.match(text) is not None or _FIGURE.match(text) is not None


def _is_labelled(cell: Cell) -> bool:
    """A text across a row that names what stands below it: "TUJUAN 1 : …"."""
    return cell.kind is Kind.TEXT and _FIRST_LABEL.match(fold(cell.text)) is not None


def _said_in(cell: Cell) -> str:
    """The text of a cell; letters written apart or below one another ("T A R G E T", "2 0 2 5") as words."""
    tokens = cell.text.split()
    if len(tokens) < _FEWEST_APART or any(len(token) > 1 for token in tokens):
        return _SHORT_YEAR.sub("20", cell.folded)
    return " ".join("".join(word.split()) for word in _APART.split(cell.text.strip()))


def _heads_column(cell: Cell, vocabulary: Vocabulary) -> bool:
    text = _said_in(cell)
    if year_in(text) is not None and len(text) < 30:
        return True
    meaning = vocabulary.meaning(text)
    if meaning is None and any(words(text) in listed for listed in vocabulary.raw["thousands"].values()):
        return True
    if meaning is None and len(text) < 30 and words(text) in _amending(vocabulary):
        return True
    if meaning is None:
        return ordinal_in(text) is not None and len(text) < 30
    return meaning.share >= _SHARE or len(text) <= _SHORT


def _amending(vocabulary: Vocabulary) -> Sequence[str]:
    """The words that head the former and the new columns of an amended table."""
    return (*vocabulary.raw.get("superseded", ()), *vocabulary.raw.get("superseding", ()))


def is_column_numbers(sheet: Sheet, row: int) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), 1 2 3, or 5 6=4+5."""
    cells = list(sheet.row(row).values())
    if len(cells) < 3:
        return False
    texts = [fold(cell.text) for cell in cells]
    if [text.strip("() ").upper() for text in texts] == list(_ROMAN[: len(texts)]):
        return True
    if not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    counted = [int(found[0]) for text in texts if (found := re.findall(r"[0-9]+", text))]
    if len(counted) >= 3:
        return counted[0] <= 3 and all(0 < later - earlier <= 3 for earlier, later in pairwise(counted))
    return [text.casefold() for text in texts] == [chr(97 + number) for number in range(len(texts))]


def _header(sheet: Sheet, top: int, bottom: int, vocabulary: Vocabulary) -> Header:
    first = bottom + 1
    while first < sheet.height and (not sheet.row(first) or is_column_numbers(sheet, first)):
        first += 1
    rows = [*range(top, bottom + 1)]
    told = first > bottom + 1 and first < sheet.height
    if told and (_names_units(sheet, first, vocabulary) or _names_figures(sheet, first, vocabulary)):
        rows.append(first)  # "(Rp 000)" below the numbers of the columns
        first += 1
    grid = [_texts(sheet, row, top, bottom) for row in rows]
    _fill_right(grid, vocabulary)
    width = max(sheet.width, 1)
    paths = tuple(_path([line[column] for line in grid]) for column in range(width))
    return Header(sheet, top, bottom, first, paths)


def _names_units(sheet: Sheet, row: int, vocabulary: Vocabulary) -> bool:
    """Whether a row holds nothing but words for units of money: "(Rp)", "(Rp 000)"."""
    listed = {*(phrase for phrases in vocabulary.raw["thousands"].values() for phrase in phrases), *_RUPIAH}
    cells = sheet.row(row).values()
    return bool(cells) and all(cell.kind is Kind.TEXT and words(cell.text) in listed for cell in cells)


def _names_figures(sheet: Sheet, row: int, vocabulary: Vocabulary) -> bool:
    """Whether a row below the numbers of the columns says what their figures are: "K", "Rp", "K", "Rp"."""
    cells = list(sheet.row(row).values())
    found = [vocabulary.meaning(cell.text) for cell in cells if cell.kind is Kind.TEXT and len(cell.text) <= _SHORT]
    listed = ("target", "money")
    named = {meaning.name for meaning in found if meaning is not None and meaning.share >= 1}
    return len(cells) > 1 and len(found) == len(cells) and None not in found and named == {*listed}


def _texts(sheet: Sheet, row: int, top: int, bottom: int) -> list[str]:
    """The texts of a heading's row, each merged cell at every column and row that it covers."""
    line = [""] * max(sheet.width, 1)
    for column, cell in sheet.row(row).items():
        line[column] = _said_in(cell)
    for one in sheet.merged:
        if one.top <= row <= one.bottom and top <= one.top <= bottom:
            held = sheet.cell(one.top, one.left)
            for column in range(one.left, min(one.right, len(line) - 1) + 1):
                line[column] = _said_in(held) if held else ""
    return line


def _fill_right(grid: list[list[str]], vocabulary: Vocabulary) -> None:
    """Where merged cells were lost, "2025" stands over the first of its columns alone: carry it on to the others."""
    below = set(vocabulary.words_of("below_a_year"))
    last = [_lowest([line[column] for line in grid], vocabulary) for column in range(len(grid[0]))]

    def is_below(column: int) -> bool:
        meaning = vocabulary.meaning(last[column])
        return meaning is not None and meaning.name in below and year_in(last[column]) is None

    def is_next(column: int) -> bool:
        """Whether the columns count on: 2026 after 2025, 2 after 1."""
        here, left = _counted(last[column]), _counted(last[column - 1])
        return here is not None and left is not None and here == left + 1

    def is_source(column: int) -> bool:
        """Whether the columns hold parts of one sum: APBD, APBN, Jumlah."""
        return all(_is_source(grid[-1][at], vocabulary) for at in (column - 1, column))

    def names_level(column: int) -> bool:
        meaning = vocabulary.meaning(last[column])
        return meaning is not None and meaning.name in {*vocabulary.levels, "outcome"}

    def is_indicator(text: str) -> bool:
        meaning = vocabulary.meaning(text)
        return meaning is not None and meaning.name == "indicator"

    for number, line in enumerate(grid[:-1]):
        for column in range(1, len(line)):
            if any(upper[column] and upper[column] != upper[column - 1] for upper in grid[:number]):
                continue  # its own heading stands above
            carried = (is_below(column) and is_below(column - 1)) or is_next(column) or is_source(column)
            carried = carried or (is_indicator(line[column - 1]) and names_level(column) and names_level(column - 1))
            if not line[column] and carried and _is_span(line[column - 1], vocabulary):
                line[column] = line[column - 1]


def _is_source(text: str, vocabulary: Vocabulary) -> bool:
    listed = vocabulary.raw.get("sources_of_money", ())
    return bool(text) and (is_total(text) or any(word in listed for word in words(text).split()))


def _lowest(texts: Sequence[str], vocabulary: Vocabulary) -> str:
    """The lowest text of a column that means something, "(000)" below "Rp" does not; else the lowest at all."""
    full = [text for text in reversed(texts) if text]
    return next(
        (text for text in full if vocabulary.meaning(text) or _counted(text) is not None), full[0] if full else ""
    )


def _counted(text: str) -> int | None:
    """The year, or the number of a year, that a heading says beside hardly anything else."""
    if len(text) > 20:
        return None
    plain = text.strip("() *")
    return int(plain) if plain.isdecimal() and len(plain) == 1 else year_in(text)


def _is_span(text: str, vocabulary: Vocabulary) -> bool:
    meaning = vocabulary.meaning(text)
    named = meaning is not None and meaning.name in {"end", "group", "target", "money", "baseline", "indicator"}
    named = named or any(f" {word} " in f" {words(text)} " for word in vocabulary.raw.get("superseded", ()))
    named = named or any(f" {word} " in f" {words(text)} " for word in vocabulary.raw.get("superseding", ()))
    return bool(text) and (named or year_in(text) is not None or ordinal_in(text) is not None)


def _path(texts: list[str]) -> tuple[str, ...]:
    """From top to bottom, without blanks and repetitions."""
    kept: list[str] = []
    for text in texts:
        if text and (not kept or kept[-1] != text):
            kept.append(text)
    return tuple(kept)


def _said(header: Header, vocabulary: Vocabulary) -> tuple[set[str], set[int]]:
    """The meanings and the years that a heading names."""
    names = {meaning.name for path in header.paths for text in path if (meaning := vocabulary.meaning(text))}
    return names, {year for path in header.paths for text in path if (year := year_in(text))}
