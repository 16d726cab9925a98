"""Builds initiatives from the rows below a heading: which initiative a row is about, and what heads the rows below."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gmsc_desktop.exchange.initiatives.columns import QUICK_WIN
from gmsc_desktop.exchange.initiatives.facts import FactReader, names_in
from gmsc_desktop.exchange.initiatives.headings import (
    Heading,
    around,
    heading_in,
    is_enumerator,
    subdimension_of,
    without_enumerator,
)
from gmsc_desktop.exchange.initiatives.tree import Entry, Total, Tree
from gmsc_desktop.exchange.initiatives.words import is_no_tick, is_tick
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, fold
from gmsc_desktop.exchange.tabular.dimensions import dimension_in, dimension_within
from gmsc_desktop.exchange.tabular.ends import end_of_rows
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.rows import held_by_merges, hidden_notices, is_noise
from gmsc_desktop.exchange.tabular.vocabulary import is_total
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _

_UNFINISHED = re.compile(
    r"(?:[,/(&–-]|\b(?:dan|serta|atau|untuk|di|pada|bagi|yang|dengan|dalam|dari|ke))$", re.IGNORECASE
)
_CODED = re.compile(r"(?P<code>[A-Z]{2,3}[-.][0-9]{1,3})[\s.:–-]+(?P<title>\S.*)")  # "SG-01 Mal Pelayanan Publik"
_NOMENCLATURE = re.compile(r"[0-9Xx]{1,4}(?:[.][0-9Xx]{1,4}){2,}[.]?")
_SEVERAL = re.compile(r"^\s*(?:1[.)]|[a][.)]|[-•])\s.*[\r\n]+\s*(?:2[.)]|[b][.)]|[-•])\s", re.DOTALL)
_FEWEST = 2  # cells of a row that is but the end of a name
_OF_PROGRAMME = re.compile(r"(?:sub\s*)?kegiatan\b", re.IGNORECASE)
YearOf = Callable[[int], int | None]


class Builder:
    """Reads the rows of one table into a tree; ``dimension`` is that of all rows for which the table tells none."""

    def __init__(
        self, table: Table, pack: ReferencePack, tree: Tree, *, year_of: YearOf, scale: Decimal, dimension: str = ""
    ) -> None:
        self._table = table
        self._header = table.header
        self._sheet = table.header.sheet
        self._layout = table.layout
        self._last = table.last
        self._pack = pack
        self._tree = tree
        self._dimension = dimension
        self._merged = held_by_merges(self._sheet, table.header.first, table.last)
        self._around = around(table)
        self._heading = Heading()
        self._carried = Heading()  # of the dimension's own column, where that is filled in the first row of each alone
        self._carries = self._is_grouped()
        self._current: Entry | None = None
        self._title_row = -2
        self._number = ""
        self._block: list[Entry] = []
        self._titles = table.layout.first("title")
        self._numbers = table.layout.first("number")
        self._facts = FactReader(table, self._merged, pack, tree.notices.append, year_of=year_of, scale=scale)

    def read(self) -> None:
        """Read all rows of the table."""
        self._last, below = end_of_rows(self._table)
        self._tree.notices += [*hidden_notices(self._header, self._layout, self._last), *below]
        for number in [row for row in self._sheet.rows if self._header.first <= row <= self._last]:
            if not is_noise(self._header, number):
                self._row(number)

    def _tell(self, kind: str, sentence: str, number: int, column: int = 0, *, doubt: bool = True) -> None:
        self._tree.notices.append(Notice(kind, sentence, Place(self._sheet.name, number, column), doubt))

    def _held(self, number: int, column: Column) -> Cell | None:
        """A cell, or the one that is merged over it."""
        return self._sheet.cell(*self._merged.get((number, column.index), (number, column.index)))

    # -- one row

    def _row(self, number: int) -> None:
        texts = self._words(number)
        if texts and is_total(texts[0][1]) and len(texts) == 1:
            return self._total(number, texts[0])
        if self._heads(number, texts):
            return None
        if self._layout.of("names"):
            return self._named_in_cells(number)
        entry = self._entry(number)
        if entry is None:
            return None
        if (self._sheet.name, number) not in entry.rows:
            entry.rows.append((self._sheet.name, number))
        self._facts.read(number, entry, self._where(number))
        return None

    def _named_in_cells(self, number: int) -> None:
        """Each line of the cells of a matrix is an initiative, of the horizon or the year of its column."""
        for column in self._layout.of("names"):
            cell = self._sheet.cell(number, column.index)
            for title in names_in(cell):
                entry = self._known(number, column, title, "")
                if (self._sheet.name, number) not in entry.rows:
                    entry.rows.append((self._sheet.name, number))
                self._facts.read(number, entry, self._where(number))
                self._facts.of_column(entry, column)

    def _words(self, number: int) -> list[tuple[int, str]]:
        """The texts of a row that say something, without numbers, ticks, dashes and amounts."""
        money = {column.index for column in self._layout.of("money", "total_money")}
        return [
            (column, fold(cell.text))
            for column, cell in sorted(self._sheet.row(number).items())
            if cell.kind is Kind.TEXT and column not in money and not is_enumerator(cell.text)
            and not is_no_tick(cell) and not is_tick(cell)
        ]  # fmt: skip

    def _total(self, number: int, first: tuple[int, str]) -> None:
        place = Place(self._sheet.name, number, first[0])
        money = self._facts.money(number)
        if money:
            self._tree.totals.append(Total(first[1], place, money, list(self._block)))
        self._block = []

    def _heads(self, number: int, texts: list[tuple[int, str]]) -> bool:
        """Whether a row heads those below; what it says is kept."""
        if not texts or self._facts.fills(number, besides={column for column, _text in texts}):
            return False
        dimension = self._heading.dimension or self._around.dimension
        found = heading_in([text for _column, text in texts], self._pack, dimension)
        place = Place(self._sheet.name, number, texts[0][0])
        if found is None:
            if len(texts) == 1 and self._lies_across(number, texts[0][0]):
                sentence = _("Baris {row} (“{text}”) dianggap judul kelompok dan tidak diambil sebagai inisiatif.")
                self._tell("heading", sentence.format(row=number + 1, text=texts[0][1][:60]), number, texts[0][0])
                self._current, self._block = None, []
                return True
            return False
        self._heading = found.below(self._heading)
        self._carried, self._current, self._block = Heading(), None, []
        money = self._facts.money(number)
        if money:
            self._tree.headings.append(Total(texts[0][1], place, money, self._block))
        return True

    def _lies_across(self, number: int, column: int) -> bool:
        """Whether a lone text is merged across the table, as a title of a group is."""
        title = self._titles.index if self._titles else column
        return any(
            one.top <= number <= one.bottom and one.top == one.bottom and one.left <= min(column, title)
            and one.right >= title and one.right - one.left >= 2
            for one in self._sheet.merged
        )  # fmt: skip

    # -- which initiative

    def _entry(self, number: int) -> Entry | None:
        column = self._titles
        cell = self._sheet.cell(number, column.index) if column else None
        text = "" if cell is None or cell.kind in {Kind.ERROR, Kind.UNSTORED} else fold(cell.text)
        if column is None or not text or is_no_tick(cell):
            if self._current is None:
                self._tell_left(number)
            return self._current
        if not any(letter.isalpha() for letter in text):
            sentence = _("Isi sel {cell} (“{text}”) tidak diambil karena bukan nama inisiatif.")
            place = Place(self._sheet.name, number, column.index)
            self._tell("stray", sentence.format(cell=place.cell, text=text), number, column.index)
            return self._current
        assert cell is not None
        if self._goes_on(number, text):
            assert self._current is not None
            self._tree.entitle(self._current, f"{self._current.title} {text}")
            sentence = _("Nama “{title}” terbagi di beberapa baris dan disatukan; periksa.")
            self._tell("spread", sentence.format(title=self._current.title[:80]), number, column.index)
            self._title_row = number
            return self._current
        if self._is_part(number, text):
            self._take_part(number, text, column)
            return None
        code, title = self._code(number), without_enumerator(text)
        if not code and (coded := _CODED.match(title)):
            code, title = coded["code"], coded["title"]
        if _SEVERAL.match(cell.text):
            sentence = _("Sel {cell} tampaknya memuat beberapa inisiatif; diambil sebagai satu. Pisahkan bila perlu.")
            place = Place(self._sheet.name, number, column.index)
            self._tell("several-titles", sentence.format(cell=place.cell), number, column.index)
        self._title_row = number
        self._current = self._known(number, column, title, code)
        return self._current

    def _is_part(self, number: int, text: str) -> bool:
        """Whether a row is a kegiatan of the programme above it, counted 1.1 below 1."""
        held = self._numbers and self._sheet.cell(number, self._numbers.index)
        own = fold(held.text).rstrip(".") if held else ""
        above, self._number = self._number, own
        if self._current is None or not above or not _OF_PROGRAMME.match(without_enumerator(text)):
            return False
        if own.startswith(f"{above}."):
            self._number = above
            return True
        return False

    def _take_part(self, number: int, text: str, column: Column) -> None:
        assert self._current is not None
        place = Place(self._sheet.name, number, column.index)
        self._current.steps.append((without_enumerator(text), place))
        sentence = _(
            "“{text}” menjadi langkah “{title}”; anggarannya dianggap bagian dari anggaran program itu. Periksa."
        )
        told = sentence.format(text=text[:60], title=self._current.title[:60])
        self._tell("part", told, number, column.index)

    def _tell_left(self, number: int) -> None:
        row = self._sheet.row(number)
        if not row:
            return
        column = min(row)
        sentence = _("Baris {row} tidak diambil karena belum ada inisiatif di atasnya: “{text}”.")
        self._tell("row-left", sentence.format(row=number + 1, text=fold(row[column].text)[:80]), number, column)

    def _goes_on(self, number: int, text: str) -> bool:
        """Whether a title is the end of the one in the row above, which a page or a narrow cell broke."""
        if self._current is None or self._title_row != number - 1 or self._titles is None:
            return False
        if self._numbers is not None and self._sheet.cell(number, self._numbers.index) is not None:
            return False
        if any(cell.kind is not Kind.TEXT for cell in self._sheet.row(number).values()):
            return False
        before = self._current.title
        begins_small = (
            text[0].islower() and len(self._sheet.row(number)) <= _FEWEST
        )  # "e-Kinerja" with a row of its own
        return begins_small or _UNFINISHED.search(before) is not None or before.count("(") > before.count(")")

    def _known(self, number: int, column: Column, title: str, code: str) -> Entry:
        """The initiative of this title in its dimension: one that is there already, or a new one."""
        where = self._where(number)
        made = Entry(title, Place(self._sheet.name, number, column.index), where.dimension, code)
        made.is_quick_win = QUICK_WIN in column.levels
        if column.meaning == "names":
            made.horizon = next(iter(column.levels), "")
        there = next((one for one in self._tree.named(made.key) if _same_dimension(one, made)), None)
        if there is None:
            self._tree.add(made)
            there = made
        there.dimension = there.dimension or made.dimension
        if not any(one is there for one in self._block):
            self._block.append(there)
        return there

    def _code(self, number: int) -> str:
        column = self._layout.first("code")
        cell = self._held(number, column) if column else None
        code = fold(cell.text) if cell is not None and cell.kind in {Kind.TEXT, Kind.NUMBER} else ""
        return code if any(letter.isalpha() for letter in code) and not _NOMENCLATURE.fullmatch(code) else ""

    # -- what the row is about

    def _where(self, number: int) -> Heading:
        """Dimension and the rest of a row: of its own columns, else of the heading above it, the sheet, the answer."""
        own = self._own_dimension(number)
        outer = self._heading.below(self._around)
        if not outer.dimension and self._dimension:
            outer = replace(outer, dimension=self._dimension)
        return own.below(outer)

    def _own_dimension(self, number: int) -> Heading:
        ticked = [
            column.levels[0]
            for column in self._layout.of("dimension")
            if column.levels and is_tick(self._held(number, column))
        ]
        if ticked:
            if len(set(ticked)) > 1:
                sentence = _(
                    "Baris {row} menandai beberapa dimensi ({dimensions}); yang pertama menjadi dimensi utama."
                )
                labels = ", ".join(self._pack.label("dimension", code) for code in ticked)
                self._tell("several-dimensions", sentence.format(row=number + 1, dimensions=labels), number)
            return Heading(dimension=ticked[0])
        column = next((one for one in self._layout.of("dimension") if not one.levels), None)
        cell = self._held(number, column) if column else None
        if column is None or cell is None or cell.kind is not Kind.TEXT or is_no_tick(cell):
            return self._carried if self._carries else Heading()
        found = self._named_dimension(cell.text)
        if not found.dimension:
            sentence = _("“{text}” di sel {cell} tidak dikenal sebagai dimensi.")
            place = Place(self._sheet.name, number, column.index)
            told = sentence.format(text=fold(cell.text)[:60], cell=place.cell)
            if not any(one.sentence == told for one in self._tree.notices):
                self._tell("dimension", told, number, column.index)
        self._carried = found
        return found

    def _is_grouped(self) -> bool:
        """Whether the column of dimensions is filled where a dimension begins alone: then an empty cell goes on."""
        column = next((one for one in self._layout.of("dimension") if not one.levels), None)
        if column is None:
            return False
        rows = [number for number in self._sheet.rows if self._header.first <= number <= self._last]
        cells = [cell for number in rows if (cell := self._sheet.cell(number, column.index)) is not None]
        found = [self._named_dimension(cell.text).dimension for cell in cells if cell.kind is Kind.TEXT]
        return all(one != other for one, other in pairwise(found))

    def _named_dimension(self, text: str) -> Heading:
        dimension = dimension_in(text) or dimension_within(text)
        if not dimension:
            parts = [part for part in re.split(r"[\r\n,;/&+]|\bdan\b", text) if part.strip()]
            dimension = next((found for part in parts if (found := dimension_in(part))), "")
        sub = subdimension_of(text, self._pack, dimension)
        return Heading(dimension or sub[:-1], sub)


def _same_dimension(one: Entry, other: Entry) -> bool:
    return one.dimension == other.dimension or not one.dimension or not other.dimension
