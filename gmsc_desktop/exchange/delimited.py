"""Reads tables in plain text: CSV with its separator and encoding found out, and cells pasted from a spreadsheet."""

from __future__ import annotations

import codecs
import contextlib
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from gmsc_desktop.exchange.gathering import Gathering
from gmsc_desktop.exchange.limits import MOST_CELL_LETTERS
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.sheets import Book, Cell, Kind
from gmsc_desktop.text import _

_SEPARATORS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINES_LOOKED_AT = 60
_ERRORS = frozenset(("#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#NULL!"))
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # other breaks of lines that Unicode knows stay inside a cell
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(path: Path, name: str, only: str = "") -> Book:
    """The one sheet of a text file. Raises ``FileRefused``."""
    text = decoded(path.read_bytes())
    if "\x00" in text:
        raise FileRefused("unknown", name=name)
    gathering = Gathering(name, "csv", only)
    _gather(gathering, Path(name).stem, text)
    return gathering.book()


def read_pasted_text(text: str) -> Book:
    """Cells as a spreadsheet puts them on the clipboard: tabs between cells, quotes around those with line breaks."""
    name = _("tempelan")
    gathering = Gathering(name, "pasted")
    _gather(gathering, name, text, "\t" if "\t" in text else "")
    return gathering.book()


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the code page of Western Windows, with or without its mark."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if content[:200].count(b"\x00") > len(content[:200]) // 4:  # UTF-16 without its mark: every other byte is zero
        return content.decode("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def separator_of(text: str) -> str:
    """The letter that parts most lines into the same number of cells, and more than one."""
    best, score = ",", 0.0
    for separator in _SEPARATORS:
        widths = _widths(text, separator)
        if not widths:
            continue
        width, lines = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
        found = (width > 1) * lines / sum(widths.values()) + min(width, 40) / 1_000
        if width > 1 and found > score:
            best, score = separator, found
    return best


def _widths(text: str, separator: str) -> Counter[int]:
    """How many of the first lines have so many cells."""
    found: Counter[int] = Counter()
    with contextlib.suppress(csv.Error):
        for row in islice(_rows(text, separator), _LINES_LOOKED_AT):
            if any(row):
                found[len(row)] += 1
    return found


def _rows(text: str, separator: str, *, quoted: bool = True) -> Iterator[list[str]]:
    """The rows of a text. Raises ``csv.Error`` where a quotation mark is never closed."""
    csv.field_size_limit(2 * MOST_CELL_LETTERS if quoted else len(text) + 1)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    yield from csv.reader((found[0] for found in _LINE.finditer(text)), delimiter=separator, quoting=quoting)


def _gather(gathering: Gathering, name: str, text: str, separator: str = "") -> None:
    sheet = gathering.sheet(name)
    if sheet is None:
        return
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    told = _SEPARATOR_LINE.match(text)
    if told:
        text, separator = text[told.end() :], told[1]
    separator = separator or separator_of(text)
    try:
        rows = list(_rows(text, separator))
    except csv.Error:
        rows = list(_rows(text, separator, quoted=False))
        gathering.tell(_("Tanda kutip di berkas ini tidak berpasangan, sehingga dibaca sebagai huruf biasa."))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            plain = value.strip()
            if plain:
                cell = cell_of(plain)
                lead = value[: len(value) - len(value.lstrip())]
                indented = lead and cell.kind is Kind.TEXT and not set(lead) & set("\r\n")
                sheet.put(number, column, Cell(lead + plain) if indented else cell)


def cell_of(text: str) -> Cell:
    """A cell of a text: whole numbers are numbers, an error is one; what has a dot or comma stays as it is written."""
    if text in _ERRORS:
        return Cell(text, Kind.ERROR)
    if _PLAIN_NUMBER.fullmatch(text) and (text == "0" or not text.lstrip("-").startswith("0")):
        return Cell(text, Kind.NUMBER, float(text))
    return Cell(text)
