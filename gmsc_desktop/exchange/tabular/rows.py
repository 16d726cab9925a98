"""The rows below a heading: those that are none, what merged cells hold, and what of a cell is a text, a percentage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, Sheet, fold
from gmsc_desktop.exchange.tabular.ends import is_page_mark
from gmsc_desktop.exchange.tabular.figures import Tell, is_unreadable, money_in
from gmsc_desktop.exchange.tabular.headers import Header, is_column_numbers
from gmsc_desktop.exchange.tabular.layout import Layout
from gmsc_desktop.exchange.tabular.vocabulary import words
from gmsc_desktop.text import _
from gmsc_desktop.values import MAX_AMOUNT, try_number

_WIDE = 4  # columns
_NOTHING = re.compile(r"[-–—=_.\s]*")
_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]{1,2})?|[0-9]+[.,][0-9]{3,})\s*(?:%|persen)?", re.IGNORECASE)
_ENUMERATED = re.compile(r"^\s*(?:[0-9]{1,3}|[A-Za-z])[.)]\s+")


def is_noise(header: Header, number: int) -> bool:
    """Whether a row is empty, numbers the columns or the page, or says the heading again."""
    row = header.sheet.row(number)
    if not row or is_column_numbers(header.sheet, number) or is_page_mark(header.sheet, number):
        return True
    headed = {column: {words(text) for text in path} for column, path in enumerate(header.paths)}
    same = sum(words(cell.text) in headed.get(column, ()) for column, cell in row.items())
    return same >= 2 and same >= 0.6 * len(row)


def held_by_merges(sheet: Sheet, first: int, last: int) -> dict[tuple[int, int], tuple[int, int]]:
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


def reaches_across(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell is merged over so many columns that it heads the rows below it."""
    merged = [one for one in sheet.merged if one.top == one.bottom == row and one.left == column]
    return any(one.right - one.left >= _WIDE for one in merged)


def hidden_notices(header: Header, layout: Layout, last: int) -> Iterator[Notice]:
    """Hidden rows and columns of a table, which are read like the others."""
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


def prose_in(cell: Cell | None, place: Place, tell: Tell) -> str:
    """The text of a cell with its lines, "" where it is empty or a dash."""
    if cell is None or is_unreadable(cell, place, tell):
        return ""
    lines = [fold(line) for line in cell.text.splitlines()]
    text = "\n".join(line for line in lines if line)
    if cell.kind is Kind.NUMBER:
        return text.replace(".", ",")
    return "" if _NOTHING.fullmatch(text) else f"{text.replace('.', ',')}%" if cell.kind is Kind.PERCENT else text


def title_in(cell: Cell | None, place: Place, tell: Tell) -> str:
    """The name in a cell on one line, without the number or letter before it."""
    return without_number(fold(prose_in(cell, place, tell)))


def without_number(text: str) -> str:
    """A name without the number or letter before it."""
    return _ENUMERATED.sub("", text)


def percent_in(cell: Cell | None, place: Place, tell: Tell) -> float | None:
    """A percentage, None where the cell is empty or cannot be read with certainty (told)."""
    if cell is None or is_unreadable(cell, place, tell):
        return None
    if cell.kind in {Kind.NUMBER, Kind.PERCENT} and cell.number is not None and cell.number >= 0:
        return round(cell.number, 6)
    text = fold(cell.text)
    if cell.kind is Kind.TEXT:
        if _NOTHING.fullmatch(text):
            return None
        if _PERCENT.fullmatch(text):
            found = try_number(text.rstrip("% ").removesuffix("persen").strip())
            if found is not None:
                return found
    sentence = _("“{text}” di sel {cell} tidak dapat dibaca sebagai persen, sehingga dikosongkan. Periksa sel itu.")
    tell(Notice("percent", sentence.format(text=text[:60], cell=place.cell), place, doubt=True))
    return None


def rupiah_in(cell: Cell | None, place: Place, scale: Decimal, tell: Tell) -> int | None:
    """Whole Rupiah, rounded half up; None where the cell is empty or holds no amount that a plan can keep (told)."""
    amount = money_in(cell, place, scale, tell)
    if amount is None:
        return None
    if 0 <= amount <= MAX_AMOUNT:
        return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    sentence = _(
        "Jumlah uang di sel {cell} kurang dari nol atau terlalu besar, sehingga tidak diambil. Periksa sel itu."
    )
    tell(Notice("amount", sentence.format(cell=place.cell), place, doubt=True))
    return None
