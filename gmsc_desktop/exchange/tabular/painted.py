"""Years and months that a table marks by the colour of their cells, read as if they were ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Place, Sheet
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.text import _

TICK = "✓"
_FEWEST_ROWS = 2  # by which the look of a table is told from what it marks


def ticked(table: Table, meanings: Collection[str]) -> tuple[Table, list[Notice]]:
    """The table with a tick in each coloured empty cell of its columns of these meanings; that it was read is told."""
    columns = [column.index for column in table.layout.columns if column.meaning in meanings]
    marks = dict(_marks(table, columns)) if columns and table.header.sheet.fills else {}
    marks = _without_design(table.header.sheet, marks, columns)
    if not marks:
        return table, []
    sheet = table.header.sheet
    rows = {
        number: {**row, **dict.fromkeys(sorted(marks.get(number, ())), Cell(TICK))}
        for number, row in sheet.rows.items()
    }
    made = replace(sheet, rows={number: dict(sorted(row.items())) for number, row in rows.items()})
    first = min(number for number, found in marks.items() if found)
    sentence = _(
        "Warna sel di kolom {columns} pada {count} baris dibaca sebagai tanda waktu pelaksanaan, karena selnya kosong. "
        "Periksa."
    )
    names = ", ".join(column.name for column in table.layout.columns if column.index in columns)
    told = sentence.format(columns=names, count=sum(bool(found) for found in marks.values()))
    place = Place(table.name, first, min(marks[first]))
    return replace(table, header=replace(table.header, sheet=made)), [Notice("colours", told, place, doubt=True)]


def _marks(table: Table, columns: Sequence[int]) -> Iterator[tuple[int, set[int]]]:
    """By row the columns whose colour is another than that of the row; only where no cell of them holds anything."""
    sheet = table.header.sheet
    for number, row in sheet.rows.items():
        if not table.header.first <= number <= table.last or len(row) < 2 or any(column in row for column in columns):
            continue
        others = Counter(sheet.colour(number, column) for column in row)
        [(usual, _count)] = others.most_common(1)
        found = {column for column in columns if sheet.colour(number, column) not in {"", usual}}
        yield number, found


def _without_design(sheet: Sheet, marks: dict[int, set[int]], columns: Sequence[int]) -> dict[int, set[int]]:
    """Without what is but the look of the table: all columns in every row, or one in a colour that it alone has."""
    if len(marks) < _FEWEST_ROWS:
        return marks
    if all(found == set(columns) for found in marks.values()):
        return {}
    colours = {
        column: {sheet.colour(row, column) for row, found in marks.items() if column in found} for column in columns
    }
    always = {
        column
        for column in set(columns).intersection(*marks.values())
        if len(marks) > _FEWEST_ROWS
        and not any(colours[column] & colours[other] for other in columns if other != column)
    }
    if always == {column for column in columns if colours[column]}:
        always = set()  # nothing would be left
    return {number: rest for number, found in marks.items() if (rest := found - always)}
