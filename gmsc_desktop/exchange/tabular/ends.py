"""What stands among and below the rows of a table and is none: numbers of pages, sources, remarks, who signed."""

from __future__ import annotations

import re
from functools import cache

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Kind, Place, Sheet
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.exchange.tabular.vocabulary import common, is_total
from gmsc_desktop.text import _
from gmsc_desktop.values.moments import MONTHS

_LONGEST_MARK = 60  # letters
_LONGEST_SIGNATURE = 16  # rows
_MOST_SIGNERS = 3


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

    Such lines stand alone in their rows, behind a blank row; or they all begin as remarks do; or somebody signs.
    """
    sheet, last = table.header.sheet, table.last
    end = last
    while (cut := _signed(table, end) or _below(table, end)) is not None:
        end = cut - 1
    if end == last:
        return last, []
    first = next(row for row in range(end + 1, last + 1) if sheet.row(row))
    column = min(sheet.row(first))
    text = sheet.row(first)[column].folded
    sentence = _("Baris {first} sampai {last} di bawah tabel tidak dibaca: “{text}”.")
    told = sentence.format(first=first + 1, last=last + 1, text=text[:80])
    return first - 1, [Notice("below-table", told, Place(sheet.name, first, column))]


def _below(table: Table, last: int) -> int | None:
    """Where the lines that stand alone below the rows begin; None where there are none up to row ``last``."""
    sheet = table.header.sheet
    row = last
    while row >= table.header.first and _stands_alone(sheet, row):
        row -= 1
    if row < table.header.first:
        return None
    lines = [number for number in range(row + 1, last + 1) if sheet.row(number)]
    texts = [next(iter(sheet.row(number).values())).folded for number in lines]
    remarks = len(texts)  # from here on all of them are
    while remarks and _is_remark(texts[remarks - 1]):
        remarks -= 1
    apart = not _spaced(table, row)
    for at, first in enumerate(lines):
        if at >= remarks:
            return first
        more = at + 1 < len(lines) or _begins_below().match(texts[at].casefold())
        if apart and more and not sheet.row(first - 1):
            return first
    return None


def _is_remark(text: str) -> bool:
    return text.startswith("*") or _begins_below(":").match(text.casefold()) is not None


def _spaced(table: Table, last: int) -> bool:
    """Whether blank rows stand between the rows of a table as a rule, and so tell nothing."""
    held = sum(1 for row in table.header.sheet.rows if table.header.first <= row <= last)
    return last - table.header.first + 1 - held >= max(2, held / 2)


def _signed(table: Table, last: int) -> int | None:
    """Where the lines begin in which one or two people sign: words alone, behind a blank row, "NIP" among them."""
    sheet, first, signs, numbered = table.header.sheet, None, False, False
    for row in range(last, max(table.header.first, last - _LONGEST_SIGNATURE), -1):
        cells = sheet.row(row).values()
        if any(cell.kind is not Kind.TEXT for cell in cells) or len(cells) > _MOST_SIGNERS:
            break
        texts = [cell.folded.casefold() for cell in cells]
        numbered = numbered or any(text.startswith("nip") for text in texts)
        signs = bool(cells) and (signs or any(_signer().match(text) or _dated().fullmatch(text) for text in texts))
        if signs and not sheet.row(row - 1):
            first = row
    return first if numbered or not _spaced(table, last) else None


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


@cache
def _signer() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, common()['signers']))})\b")


@cache
def _dated() -> re.Pattern[str]:
    """The place and day above a signature: "Wonosari, 12 Agustus 2021", "Kajen,      Maret 2024"."""
    months = "|".join(month.casefold() for month in MONTHS)
    return re.compile(rf"[^\W\d_][^\d,]{{1,30}},\s*(?:[0-9.…]{{0,6}}\s*)?(?:{months})\b.{{0,12}}")
