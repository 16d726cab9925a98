"""The rows below a heading: what is no row of the table, what is hidden, what merged cells cover."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Place, Sheet
from gmsc_desktop.exchange.tabular.headers import Header, is_column_numbers
from gmsc_desktop.exchange.tabular.layout import Layout
from gmsc_desktop.exchange.tabular.vocabulary import words
from gmsc_desktop.text import _


def is_noise(number: int, header: Header) -> bool:
    """Whether a row is empty, numbers the columns, or says again what the heading says."""
    row = header.sheet.row(number)
    if not row or is_column_numbers(header.sheet, number):
        return True
    headed = {column: {words(text) for text in path} for column, path in enumerate(header.paths)}
    same = sum(words(cell.text) in headed.get(column, ()) for column, cell in row.items())
    return same >= 2 and same >= 0.6 * len(row)


def hidden_notices(header: Header, last: int, layout: Layout) -> Iterator[Notice]:
    """What is hidden on the sheet and taken all the same."""
    sheet = header.sheet
    rows = sorted(row + 1 for row in sheet.hidden_rows if header.first <= row <= last)
    if rows:
        sentence = _("Lembar “{sheet}” memuat {count} baris tersembunyi yang ikut diambil, mulai baris {row}.")
        told = sentence.format(sheet=sheet.name, count=len(rows), row=rows[0])
        yield Notice("hidden-rows", told, Place(sheet.name, rows[0] - 1, 0))
    columns = [column for column in layout.columns if column.index in sheet.hidden_columns]
    if columns:
        sentence = _("Lembar “{sheet}” memuat kolom tersembunyi yang ikut diambil: {columns}.")
        told = sentence.format(sheet=sheet.name, columns=", ".join(column.name for column in columns))
        yield Notice("hidden-columns", told, Place(sheet.name, header.bottom, columns[0].index))


def held_by(sheet: Sheet, first: int, last: int) -> dict[tuple[int, int], tuple[int, int]]:
    """For each covered cell of a merged range between two rows the cell that is seen there."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for one in sheet.merged:
        if one.bottom < first or one.top > last or (one.bottom - one.top + 1) * (one.right - one.left + 1) > 100_000:
            continue
        for row in range(max(one.top, first), min(one.bottom, last) + 1):
            for column in range(one.left, one.right + 1):
                if (row, column) != (one.top, one.left):
                    found[row, column] = (one.top, one.left)
    return found
