"""Tables that go on over pages or sheets: the next page may begin in the middle of the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.levels import Scheme
from gmsc_desktop.exchange.rpjmd.tree import DEPTH, Node
from gmsc_desktop.exchange.sheets import Place, Row, Sheet
from gmsc_desktop.exchange.tabular.ends import end_of_rows
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.rows import is_noise
from gmsc_desktop.text import _

_MOST_ROWS = 1 << 21  # of a page; no sheet has as many


class Pages:
    """The tables of the same columns that are read one after the other: what shows a level shows it in all of them."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._rows: dict[int, Row] = {}
        self._schemes: dict[int, Scheme] = {}

    def is_last(self, table: Table) -> bool:
        """Whether no other table goes on with this one."""
        return self._tables[-1] is table

    def scheme(self, table: Table, column: Column, coded: bool) -> Scheme:
        """How the rows of one of the tables tell their level in a column of several levels."""
        if not self._rows:
            for at, one in enumerate(self._tables):
                held = {at * _MOST_ROWS + row: one.header.sheet.row(row) for row in rows_of_page(one)}
                self._rows.update(held)
        if column.index not in self._schemes:
            self._schemes[column.index] = Scheme(column, table.layout, self._rows, coded)
        at = next(at for at, one in enumerate(self._tables) if one is table)
        return self._schemes[column.index].between(at * _MOST_ROWS, (at + 1) * _MOST_ROWS)


def rows_of_page(table: Table) -> list[int]:
    """The rows of a table that say something of their own: not headings and titles that each page says again."""
    header = table.header
    last, _below = end_of_rows(table)
    titles = _lone_texts(header.sheet, range(header.top))
    numbers = [number for number in header.sheet.rows if header.first <= number <= last]
    numbers = [number for number in numbers if not is_noise(header, number)]
    return [number for number in numbers if not titles & _lone_texts(header.sheet, range(number, number + 1))]


def _lone_texts(sheet: Sheet, rows: range) -> set[str]:
    """The texts that stand alone in their rows and bear no label: titles, which pages say again."""
    lone = [next(iter(row.values())).folded for number in rows if len(row := sheet.row(number)) == 1]
    return {text.casefold() for text in lone if ":" not in text}


class PageBefore:
    """Where the page before left off: its open rungs by level, until the first row of this page has been read."""

    def __init__(self, rungs: Mapping[str, Node] | None = None) -> None:
        self._rungs = dict(rungs or {})

    def get(self, level: str) -> Node | None:
        """The rung of a level that was open."""
        return self._rungs.get(level)

    def rungs_for(self, level: str) -> dict[str, Node]:
        """The rungs that the first row of this page hangs on; none where it begins at the level where pages begin.

        ``level`` is that of the row, "" for one that names none and goes on with the last. They are given once.
        """
        rungs, self._rungs = self._rungs, {}
        top = min((DEPTH[name] for name in rungs), default=0)
        if level and DEPTH[level] <= top:
            return {}
        return {name: node for name, node in rungs.items() if not level or DEPTH[name] < DEPTH[level]}


def carried_on(sheet: Sheet, number: int, over: Node) -> Notice:
    """The remark that a row hangs on a rung of the page before."""
    sentence = _("Baris {row} dibaca sebagai lanjutan tabel di halaman sebelumnya, di bawah “{text}”.")
    told = sentence.format(row=number + 1, text=over.text[:80])
    return Notice("carried-on", told, Place(sheet.name, number, min(sheet.row(number), default=0)), doubt=True)
