"""Reads tables in HTML: what many applications save as .xls, and what a browser or Word puts on the clipboard."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from gmsc_desktop.exchange.delimited import cell_of, decoded
from gmsc_desktop.exchange.gathering import Gathering, SheetGathering
from gmsc_desktop.exchange.limits import MEGABYTE, MOST_COLUMN
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.sheets import Book, fold
from gmsc_desktop.text import _

MOST_BYTES = 24 * MEGABYTE
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(("script", "style", "title", "head", "noscript", "template"))
_BEFORE = 6  # lines above a table that are kept: its title, its years, its unit of money
_WIDEST = 1_000
_MOST_PLACES = 1_500_000
_DEEPEST = 40  # tables within tables
_STRAY = re.compile(r"<(?=[^<>]{0,10000}<)")
_MOST_STRAY = 1_000


@dataclass
class _Table:
    """A table while it is read; ``held`` are columns that a cell of an earlier row reaches down into."""

    number: int
    before: list[str]
    rows: list[list[tuple[int, str, int, int]]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    held: dict[int, int] = field(default_factory=dict)
    column: int = 0
    text: list[str] | None = None
    spans: tuple[int, int] = (1, 1)


def read_html(path: Path, name: str, only: str = "") -> Book:
    """The tables of a page, each as a sheet, with the lines above it. Raises ``FileRefused``."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused("large-file", name=name, limit=MOST_BYTES // MEGABYTE)
    return book_of_html(_text_of(path.read_bytes()), name, "html", only)


def book_of_html(text: str, name: str, form: str, only: str = "") -> Book:
    """The tables in a text. Raises ``FileRefused`` where there is none."""
    reader = _Reader(name)
    reader.feed(_without_stray_signs(text))
    reader.close()
    reader.finish()
    if not reader.done:
        raise FileRefused("no-table", name=name)
    gathering = Gathering(name, form, only)
    for table in sorted(reader.done, key=lambda one: one.number):
        title = _("Tabel {number}").format(number=table.number)
        sheet = gathering.sheet(title)
        if sheet is not None:
            _put(table, sheet)
    return gathering.book()


def _text_of(content: bytes) -> str:
    told = _CHARSET.search(content[:4096])
    if told and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(told[1].decode("ascii"), "strict")
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(content)


def _without_stray_signs(text: str) -> str:
    """``text``; where thousands of tags are never closed, which keeps the parser busy for ever, without their signs."""
    return _STRAY.sub(" ", text) if text.count("<") - text.count(">") > _MOST_STRAY else text


def _put(table: _Table, sheet: SheetGathering) -> None:
    """The lines above, then the rows, each cell at its place, merged cells told."""
    above = len(table.before)
    for number, line in enumerate(table.before):
        sheet.put(number, 0, cell_of(line))
    for number, row in enumerate(table.rows):
        at = above + number
        if number in table.hidden:
            sheet.hidden_rows.add(at)
        for column, text, across, down in row:
            if text:
                sheet.put(at, column, cell_of(text))
            down = min(down, len(table.rows) - number)  # noqa: PLW2901
            sheet.merge(at, column, at + down - 1, column + across - 1)


class _Reader(HTMLParser):
    """Gathers tables; one within another is a table of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._places = 0  # columns that cells take, counted against those that are meant to hold a program up
        self.done: list[_Table] = []
        self._open: list[_Table] = []
        self._silent = 0
        self._lines: list[str] = [""]
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._count += 1
            if len(self._open) > _DEEPEST:
                raise FileRefused("unsafe", name=self._name)
            lines = [line for line in (fold(one) for one in self._lines) if line][-_BEFORE:]
            self._open.append(_Table(self._count, [] if self._open else lines))
            self._lines = [""]
        elif self._open:
            self._in_table(self._open[-1], tag, attrs)
        elif tag in _BREAKS:
            self._lines.append("")

    def _in_table(self, table: _Table, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell(table)
            table.rows.append([])
            table.column = 0
            table.held = {column: left - 1 for column, left in table.held.items() if left > 1}
            if _HIDDEN.search(dict(attrs).get("style") or ""):
                table.hidden.add(len(table.rows) - 1)
        elif tag in {"td", "th"}:
            self._end_cell(table)
            if not table.rows:
                table.rows.append([])
            told = dict(attrs)
            table.text = []
            table.spans = (_span(told.get("colspan")), _span(told.get("rowspan")))
        elif tag in _BREAKS and table.text:
            table.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif not self._open:
            return
        elif tag == "table":
            table = self._open.pop()
            self._end_cell(table)
            self.done.append(table)
        elif tag in {"td", "th", "tr"}:
            self._end_cell(self._open[-1])
        elif tag in {"p", "div", "li"} and self._open[-1].text:
            self._open[-1].text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if not self._open:
            self._lines[-1] += data
        elif self._open[-1].text is not None:
            self._open[-1].text.append(_BLANKS.sub(" ", data))

    def _end_cell(self, table: _Table) -> None:
        if table.text is None:
            return
        while table.column in table.held:
            table.column += 1
        if table.column > MOST_COLUMN:
            raise FileRefused("unsafe", name=self._name)
        across, down = table.spans
        self._places += across
        if self._places > _MOST_PLACES or len(self._open) > _DEEPEST:
            raise FileRefused("unsafe", name=self._name)
        told = "".join(table.text)
        lines = [" ".join(line.split()) for line in told.split("\n")]
        blanks = told[: len(told) - len(told.lstrip())].count("\N{NO-BREAK SPACE}")  # which indent it
        text = "\n".join(line for line in lines if line)
        table.rows[-1].append((table.column, "\N{NO-BREAK SPACE}" * blanks + text if text else "", across, down))
        for column in range(table.column, table.column + across):
            if down > 1:
                table.held[column] = down
        table.column += across
        table.text = None

    def finish(self) -> None:
        """Tables that were cut off in the middle end here."""
        while self._open:
            self.handle_endtag("table")


_BLANKS = re.compile(r"[ \t\r\n]+")


def _span(told: str | None) -> int:
    text = (told or "1").strip()
    return max(1, min(int(text), _WIDEST)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
