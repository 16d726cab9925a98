"""Finds the tables of a book, and what stands around them: letterhead, period, the unit of money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Book, Kind, Place, Sheet, fold
from gmsc_desktop.exchange.tabular.answers import TableAnswers
from gmsc_desktop.exchange.tabular.beside import parts_of
from gmsc_desktop.exchange.tabular.ends import end_of_rows
from gmsc_desktop.exchange.tabular.headers import Header, IsTable, find_headers, header_at, heading_of
from gmsc_desktop.exchange.tabular.layout import Column, Layout, Table, Values, cells_below, period_in
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary, common, without_years, words
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

ReadLayout = Callable[[Header, Vocabulary, Values], Layout]
_FIGURES = frozenset(("target", "money", "end_target", "end_money", "baseline"))
_MANY, _NEARLY_ALL = 0.3, 0.8  # of the texts of the smaller of two tables
_UNREAD = frozenset(("", "ignored", "note", "location"))
_TITLE = re.compile(r"(?i:tabel|lampiran)\b|(?:[A-Z]|[0-9]{1,2}|[IVX]{1,4})[.)]\s")
MONEY = ("money", "end_money")  # what columns of money mean, where a kind of table has no other words
_MOST_NAMED = 12
_RUPIAH = frozenset(("rp", "rupiah"))
_UNITS = {"ribu": m("ribuan rupiah"), "juta": m("jutaan rupiah"), "miliar": m("miliar rupiah")}
_SMALLEST_USUAL = Decimal(1_000_000)  # Rupiah: half of all amounts below it, and another unit was meant


def tables_of(
    sheet: Sheet, vocabulary: Vocabulary, is_table: IsTable, read_layout: ReadLayout, answers: TableAnswers
) -> Iterator[Table]:
    """The tables of a sheet from top to bottom; a heading that repeats on each page goes on with its table."""
    headers: list[Header] = []
    for header in [] if answers.rows else find_headers(sheet, vocabulary, is_table):
        if not headers or not header.repeats(headers[-1]):
            headers.append(header)
    for header in headers:
        parts = parts_of(header, vocabulary)
        if len(parts) > 1 and all(find_headers(part, vocabulary, is_table) for part in parts[:-1]):
            for part in parts:
                yield from tables_of(part, vocabulary, is_table, read_layout, answers)
            return
    if not headers and (told := answers.rows or heading_of(sheet, [c.header for c in answers.columns.values()])):
        headers = [header_at(sheet, *told, vocabulary)]
    above = 0
    for number, header in enumerate(headers):
        last = _last_before(sheet, headers[number + 1].top) if number + 1 < len(headers) else sheet.height - 1
        last = max(last, header.bottom)
        bare = Table(header, Layout(()), last, above)
        values = cells_below(sheet, header.first, end_of_rows(bare)[0])
        yield replace(bare, layout=read_layout(header, vocabulary, values))
        above = last + 1


def without_blank_words(book: Book) -> Book:
    """The book with nothing where a pivot table says "(blank)"."""
    listed = frozenset(common()["blank_words"])

    def emptied(sheet: Sheet) -> Sheet:
        rows = {
            number: kept
            for number, row in sheet.rows.items()
            if (kept := {at: cell for at, cell in row.items() if cell.folded.casefold() not in listed})
        }
        return replace(sheet, rows=rows) if sum(map(len, rows.values())) < sum(map(len, sheet.rows.values())) else sheet

    return replace(book, sheets=tuple(emptied(sheet) for sheet in book.sheets))


def _last_before(sheet: Sheet, top: int) -> int:
    """The last row of a table above the next heading: without the lone lines that are the title of the next one."""
    last = row = top - 1
    while row >= 0 and len(sheet.row(row)) <= 1:
        texts = [cell.folded for cell in sheet.row(row).values()]
        if not texts or _TITLE.match(texts[0]):
            last = row - 1
        row -= 1
    return last


def no_table(book: Book, sentence: str, next_step: str) -> UserFacingError:
    """A book without the table that is looked for; one that holds nothing at all is told so."""
    if not any(sheet.rows for sheet in book.sheets):
        return UserFacingError(
            _("Berkas “{name}” tidak berisi apa-apa.").format(name=book.name), _("Pilih berkas lain.")
        )
    return UserFacingError(sentence, next_step)


def on_sheet(tables: Sequence[Table], sheet: str, sentence: str) -> list[Table]:
    """The tables of the sheet that was chosen, all where none was. Raises ``UserFacingError`` where it has none."""
    wanted = [table for table in tables if not sheet or fold(table.name).casefold() == fold(sheet).casefold()]
    if not wanted:
        names = ", ".join(dict.fromkeys(table.name for table in tables))
        raise UserFacingError(sentence, _("Pilih salah satu lembar ini: {sheets}.").format(sheets=names))
    return wanted


def said_of(table: Table, columns: Mapping[int, Column]) -> dict[int, Column]:
    """What was said of the columns of this table: of those whose heading is the same, or was not told."""
    paths = table.header.paths
    here = {index: " / ".join(paths[index]) if index < len(paths) else "" for index in columns}
    return {
        index: one
        for index, one in columns.items()
        if not one.header or without_years(words(one.header)) == without_years(words(here[index]))
    }


def rows_of(table: Table) -> int:
    """How many rows of a table hold something."""
    return sum(1 for row in table.header.sheet.rows if table.header.first <= row <= table.last)


def alike(one: Table, other: Table) -> bool:
    """Whether two tables have the very same columns."""

    def meanings(table: Table) -> list[tuple[object, ...]]:
        return [(c.index, c.meaning, c.year, c.ordinal) for c in table.layout.columns if c.meaning not in _UNREAD]

    return meanings(one) == meanings(other)


def overlap(tables: Sequence[Table], meanings: frozenset[str]) -> bool:
    """Whether two tables say mostly the same in their columns of these meanings.

    Offices share the names of some programmes and activities; the figures beside those are their own.
    """
    return Overlap(tables, meanings).found


class Overlap:
    """The same for tables that come one after the other: what each says is gathered once."""

    def __init__(self, tables: Sequence[Table], meanings: frozenset[str]) -> None:
        self._meanings = meanings
        self._told: list[dict[str, set[tuple[str, ...]]]] = []
        self.found = False
        for table in tables:
            self.add(table)

    def add(self, table: Table) -> None:
        """Add a table, whatever it says."""
        if not self.add_apart(table):
            self.found = True

    def add_apart(self, table: Table) -> bool:
        """Add a table that says something else than all before it; False where it does not, or others do not."""
        told = {} if self.found else _told(table, self._meanings)
        if self.found or any(_same(one, told) for one in self._told):
            return False
        self._told.append(told)
        return True


def _told(table: Table, meanings: frozenset[str]) -> dict[str, set[tuple[str, ...]]]:
    """The texts of these columns, each with the figures of its rows."""
    columns = [one.index for one in table.layout.columns if one.meaning in meanings]
    figures = [one.index for one in table.layout.columns if one.meaning in _FIGURES]
    last, _below = end_of_rows(table)
    told: dict[str, set[tuple[str, ...]]] = {}
    for number, row in table.header.sheet.rows.items():
        if table.header.first <= number <= last:
            beside = tuple(row[column].folded for column in figures if column in row)
            for column in columns:
                if column in row:
                    told.setdefault(row[column].folded.casefold(), set()).add(beside)
    return told


def _same(one: dict[str, set[tuple[str, ...]]], other: dict[str, set[tuple[str, ...]]]) -> bool:
    shared = one.keys() & other.keys()
    share = len(shared) / max(1, min(len(one), len(other)))
    alike = sum(bool(one[text] & other[text]) for text in shared)
    return share > _NEARLY_ALL or (share > _MANY and 2 * alike > len(shared))


def file_notices(book: Book, others: Sequence[Table]) -> Iterator[Notice]:
    """What the reader of the file told, and the tables that were found beside those that are read."""
    for sentence in book.notices:
        yield Notice("file", sentence)
    for table in others:
        sentence = _(
            "Tabel di lembar “{sheet}” baris {row} tidak dibaca; pilih lembar itu bila tabel itulah yang diimpor."
        )
        place = Place(table.name, table.header.top, 0)
        yield Notice("other-table", sentence.format(sheet=table.name, row=table.header.top + 1), place)


def left_sheets(sheets: Sequence[Sheet]) -> Iterator[Notice]:
    """The sheets without a table that is known."""
    names = [f"“{sheet.name}”" for sheet in sheets if sheet.rows]
    if names:
        more = "" if len(names) <= _MOST_NAMED else ", …"
        sentence = _("Tidak ada tabel yang dikenali di {count} lembar: {sheets}.")
        told = sentence.format(count=len(names), sheets=", ".join(names[:_MOST_NAMED]) + more)
        yield Notice("sheet-left", told)


class Surroundings:
    """The letterhead, the names of sheet and file, the headings of the tables that are read."""

    def __init__(
        self, book: Book, tables: Sequence[Table], vocabulary: Vocabulary, money: Sequence[str] = MONEY
    ) -> None:
        self._words = vocabulary
        self._tables = tables
        first = tables[0]
        above = [row for number, row in first.header.sheet.rows.items() if number < first.header.top]
        letterhead = [fold(cell.text) for row in above for cell in row.values() if cell.kind is Kind.TEXT]
        for table in tables[1:]:
            rows = (table.header.sheet.row(number) for number in range(table.above, table.header.top))
            letterhead += [cell.folded for row in rows for cell in row.values() if cell.kind is Kind.TEXT]
        self.texts = [*dict.fromkeys(letterhead), first.name]
        headings = [text for path in first.header.paths for text in path]
        self.named = [*self.texts, *headings, book.name]
        self.period = period_in([*self.texts, *headings, book.name])
        columns = [(table, one) for table in tables for one in table.layout.of(*money)]
        self._money = [table.header.paths[one.index] for table, one in columns]

    @property
    def has_money(self) -> bool:
        """Whether a column holds money at all."""
        return bool(self._money)

    def _in_rupiah(self) -> str:
        """That the heading of a column says Rupiah beside others that say thousands or millions."""
        listed = [phrase for phrases in self._words.raw["thousands"].values() for phrase in phrases]
        for path in self._money:
            plain = " ".join(f" {without_years(words(text))} " for text in path)
            if _RUPIAH & set(plain.split()) and not any(f" {phrase} " in plain for phrase in listed):
                sentence = _(
                    "Kolom “{text}” menyebut rupiah, padahal jawabannya berlaku bagi semua kolom uang; samakan dahulu "
                    "satuannya di berkas."
                )
                return " " + sentence.format(text=path[-1][:60])
        return ""

    def unit_question(self, amounts: Iterable[Decimal]) -> str:
        """The question about the unit, "" where nothing speaks for another one than Rupiah."""
        heads = list(dict.fromkeys(text for path in self._money for text in path))
        for name, phrases in self._words.raw["thousands"].items():
            for text in [*heads, *self.texts]:
                plain = f" {without_years(words(text))} "
                if len(text) < 200 and any(f" {phrase} " in plain for phrase in phrases):
                    sentence = _("Kepala tabel menyebut “{text}”. Apakah jumlah uang di tabel ini dalam {unit}?")
                    return sentence.format(text=text[:80], unit=_(_UNITS[name])) + self._in_rupiah()
        ordered = sorted(abs(amount) for amount in amounts if amount)
        if ordered and ordered[len(ordered) // 2] < _SMALLEST_USUAL:
            return _("Jumlah uang di tabel ini sangat kecil untuk rupiah. Dalam satuan apa jumlah itu ditulis?")
        return ""
