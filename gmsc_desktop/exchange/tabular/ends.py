"""What stands among and below the rows of a table and is none: numbers of pages, sources, remarks, who signed."""

from __future__ import annotations

import re
from functools import cache

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Kind, Place, Sheet
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.exchange.tabular.vocabulary import common, is_total
from gmsc_desktop.text import _

_LONGEST_MARK = 60  # letters


def is_page_mark(sheet: Sheet, number: int) -> bool:
    """Whether a row only numbers the page: "Halaman 2 dari 9"."""
    row = sheet.row(number)
    text = next(iter(row.values())).folded.casefold() if len(row) == 1 else ""
    return 0 < len(text) <= _LONGEST_MARK and _page_mark().fullmatch(text) is not None


@cache
def _page_mark() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, common()["page_marks"]))
    return re.compile(rf"(?:(?:{listed})\W*[0-9]{{1,4}}|-\s*[0-9]{{1,4}}\s*-)(?:\W*(?:dari|of)?\W*[0-9]{{1,4}})?\W*")


def end_of_rows(table: Table) -> tuple[int, list[Notice]]:
    """The last row of a table above what stands below it: sources, remarks, who signed; they are told.

    Such lines stand alone in their rows, behind a blank row; or they all begin as remarks do.
    """
    sheet, last = table.header.sheet, table.last
    row, first, lines, remarks = last, 0, 0, 0
    while row >= table.header.first and _stands_alone(sheet, row):
        if sheet.row(row):
            first, lines = row, lines + 1
            text = next(iter(sheet.row(row).values())).folded
            remarks += text.startswith("*") or _begins_below(":").match(text.casefold()) is not None
        row -= 1
    blank = first > table.header.first and not sheet.row(first - 1)
    if not lines or row < table.header.first:
        return last, []
    text = next(iter(sheet.row(first).values())).folded
    if remarks < lines and not (blank and (lines > 1 or _begins_below().match(text.casefold()))):
        return last, []
    sentence = _("Baris {first} sampai {last} di bawah tabel tidak dibaca: “{text}”.")
    told = sentence.format(first=first + 1, last=last + 1, text=text[:80])
    return first - 1, [Notice("below-table", told, Place(sheet.name, first, min(sheet.row(first))))]


def _stands_alone(sheet: Sheet, number: int) -> bool:
    row = sheet.row(number)
    if not row:
        return True
    cell = next(iter(row.values()))
    labelled = ":" in cell.text and not _begins_below().match(cell.folded.casefold())
    return len(row) == 1 and cell.kind is Kind.TEXT and not labelled and not is_total(cell.text)


@cache
def _begins_below(sign: str = "") -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, common()['below_tables']))})\b\s*{sign}")
