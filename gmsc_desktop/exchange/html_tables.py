"""Reads tables in HTML: what many applications save as .xls, and what a browser or Word puts on the clipboard."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from gmsc_desktop.exchange.css import StyleSheet, colour_in, indent_of, is_hidden, look_of
from gmsc_desktop.exchange.delimited import cell_of, decoded
from gmsc_desktop.exchange.gathering import Gathering
from gmsc_desktop.exchange.grid import Grid, Piece
from gmsc_desktop.exchange.limits import MEGABYTE
from gmsc_desktop.exchange.numbers_in_cells import GENERAL, number_cell
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.sheets import Book, Cell, Kind, fold
from gmsc_desktop.exchange.titles import lines_above, said_line_by_line
from gmsc_desktop.text import _

MOST_BYTES = 24 * MEGABYTE
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(("script", "title", "head", "noscript", "template"))
_VOID = frozenset(("br", "img", "input", "hr", "meta", "link", "col", "wbr", "area", "base", "embed", "source"))
_BOLD, _ITALIC = frozenset(("b", "strong", "th")), frozenset(("i", "em"))
_WIDEST = 1_000
_MOST_PLACES = 1_500_000
_DEEPEST = 40  # tables within tables
_OF_DATA = 3  # columns of a table that is more than a frame: what is nested in it belongs to its cells
_SHOWN = 0.9  # of the letters of a cell that are bold where the cell is
_STRAY = re.compile(r"<(?=[^<>]{0,10000}<)")
_MOST_STRAY = 1_000


@dataclass
class _Open:
    """A table while it is read, and the cell in it that is open."""

    grid: Grid
    before: list[str]
    text: list[str] | None = None
    piece: Piece = field(default_factory=Piece)
    letters: int = 0
    bold: int = 0
    italic: int = 0
    weights: list[tuple[str, bool, bool]] = field(default_factory=list)  # of the tags that are open in the cell
    fill: str = ""
    unseen: list[str] = field(default_factory=list)  # tags of what is not shown in the cell
    caption: bool = False


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
    above: list[str] = []
    tables = sorted(reader.done.items())
    for at, (number, (lines, grid)) in enumerate(tables):
        before = [*above, *lines]
        following = tables[at + 1][1][1] if at + 1 < len(tables) else None
        told = said_line_by_line(grid.texts()) if following and not said_line_by_line(following.texts()) else []
        above = [*before, *told] if told else []
        if told:
            continue
        sheet = gathering.sheet(_("Tabel {number}").format(number=number))
        if sheet is None:
            continue
        for row, line in enumerate(before):
            sheet.put(row, 0, cell_of(line))
        grid.put(sheet, len(before))
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


class _Reader(HTMLParser):
    """Gathers tables; one within another is a table of its own, or part of a cell of it."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._places = 0  # columns that cells take, counted against those that are meant to hold a program up
        self.done: dict[int, tuple[list[str], Grid]] = {}
        self._open: list[_Open] = []
        self._numbers: list[int] = []  # of the open tables
        self._silent = 0
        self._css = StyleSheet()
        self._in_style = False
        self._titles: list[str] = []  # the first lines of the page
        self._lines: list[str] = [""]
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style":
            self._in_style = True
        elif tag in _SILENT:
            self._silent += 1
        elif tag == "body":
            self._silent = 0
        elif tag == "table":
            self._begin_table()
        elif self._open:
            self._in_table(self._open[-1], tag, dict(reversed(attrs)))  # of an attribute said twice the first counts
        elif tag in _BREAKS:
            self._lines.append("")

    def _begin_table(self) -> None:
        self._count += 1
        if len(self._open) > _DEEPEST:
            raise FileRefused("unsafe", name=self._name)
        held = "".join(self._open[-1].text or ()).split("\n") if self._open else self._lines
        lines = [line for line in map(fold, held) if line]
        if not self._open:
            self._titles = self._titles or lines
            self._lines = [""]
        self._open.append(_Open(Grid(), lines_above(self._titles, lines)))
        self._numbers.append(self._count)

    def _in_table(self, table: _Open, tag: str, told: dict[str, str | None]) -> None:
        css = self._css.of(tag, told)
        if tag == "tr":
            self._end_cell(table)
            table.grid.row(hidden=is_hidden(css, told))
            table.fill = colour_in(css.get("background-color", "") or css.get("background", ""))
            table.fill = table.fill or colour_in(told.get("bgcolor") or "")
            table.weights = [(tag, look_of([css]).startswith("b"), False)]
        elif tag in {"td", "th"}:
            self._end_cell(table)
            table.text, table.unseen = [], []
            shown = look_of([css], bold=tag == "th" or table.weights[:1] == [("tr", True, False)],
                            fill=colour_in(told.get("bgcolor") or "") or table.fill)  # fmt: skip
            table.weights = [*table.weights[:1], (tag, shown.startswith("b"), "i" in shown.partition("#")[0])]
            fill = shown.partition("#")[2]
            table.letters = table.bold = table.italic = 0
            across, down = _span(told.get("colspan")), _span(told.get("rowspan"))
            stored = told.get("x:num") or told.get("sdval") or ""
            table.piece = Piece(None, across, down, is_hidden(css, told), indent_of(css), fill, stored)
        elif tag == "caption":
            self._end_cell(table)
            table.caption = True
        elif table.text is not None:
            self._in_cell(table, tag, told, css)

    def _in_cell(self, table: _Open, tag: str, told: dict[str, str | None], css: dict[str, str]) -> None:
        if tag in _BREAKS and table.text:
            table.text.append("\n")
        if tag in _VOID or len(table.unseen) + len(table.weights) > _DEEPEST:
            return
        if table.unseen or tag == "del" or is_hidden(css, told):
            table.unseen.append(tag)
            return
        if not table.letters:
            table.piece.indent = max(table.piece.indent, indent_of(css) if css else 0)
        _tag, bold, italic = table.weights[-1]
        shown = look_of([css], bold or tag in _BOLD, italic or tag in _ITALIC)
        table.weights.append((tag, shown.startswith("b"), "i" in shown.partition("#")[0]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif not self._open:
            return
        elif tag == "table":
            self._end_table()
        elif tag in {"td", "th", "tr"}:
            self._end_cell(self._open[-1])
        elif tag == "caption":
            self._open[-1].caption = False
        else:
            self._end_in_cell(self._open[-1], tag)

    def _end_in_cell(self, table: _Open, tag: str) -> None:
        if table.unseen:
            if tag in table.unseen:
                while table.unseen.pop() != tag:
                    pass
            return
        if tag in {"p", "div", "li"} and table.text:
            table.text.append("\n")
        for at in range(len(table.weights) - 1, 1, -1):
            if table.weights[at][0] == tag:
                del table.weights[at:]
                break

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._css.add(data)
        elif self._silent:
            return
        elif not self._open:
            self._lines[-1] += data
        elif self._open[-1].caption:
            self._open[-1].before.append(fold(data))
        elif self._open[-1].text is not None and not self._open[-1].unseen:
            table = self._open[-1]
            text = _BLANKS.sub(" ", data)
            assert table.text is not None
            table.text.append(text)
            letters = len(fold(text))
            table.letters += letters
            _tag, bold, italic = table.weights[-1] if table.weights else ("", False, False)
            table.bold += letters * bold
            table.italic += letters * italic

    def _end_cell(self, table: _Open) -> None:
        if table.text is None:
            return
        piece = table.piece
        self._places += piece.across
        if self._places > _MOST_PLACES or len(self._open) > _DEEPEST:
            raise FileRefused("unsafe", name=self._name)
        told = "".join(table.text)
        lines = [" ".join(line.split()) for line in told.split("\n")]
        text = "\n".join(line for line in lines if line)
        table.text = None
        if text:
            least = max(1.0, table.letters * _SHOWN)
            look = "b" * (table.bold >= least) + "i" * (table.italic >= least) + (f"#{piece.fill}" * bool(piece.fill))
            lead = told[: len(told) - len(told.lstrip())].replace("\n", "")
            blanks = piece.indent + sum(letter not in " \t\r" for letter in lead)  # which indent it
            piece.cell = _cell(text, piece.stored, blanks, look)
        if not table.grid.add(piece):
            raise FileRefused("unsafe", name=self._name)

    def _end_table(self) -> None:
        table, number = self._open.pop(), self._numbers.pop()
        self._end_cell(table)
        outer = self._open[-1] if self._open else None
        if outer is not None and outer.text is not None and outer.grid.width() >= _OF_DATA:
            outer.text += [f"\n{line}\n" for line in table.grid.lines()]
        else:
            self.done[number] = (table.before, table.grid)

    def finish(self) -> None:
        """Tables that were cut off in the middle end here."""
        while self._open:
            self._end_table()


_BLANKS = re.compile(r"[ \t\r\n]+")


def _cell(text: str, stored: str, blanks: int, look: str) -> Cell:
    """A cell of a text; of a number that the page tells beside its text, and that differs by its signs alone, that."""
    held = number_cell(stored, GENERAL) if stored and len(stored) < 40 else None
    if held is None or re.sub(r"[\s.,]", "", text) != held.text.replace(".", ""):  # "2.10" is not 2.1, 50% is not 0.5
        held = cell_of(text)
    if held.kind is Kind.TEXT:
        held = replace(held, text="\N{NO-BREAK SPACE}" * blanks + text)
    return replace(held, look=look)


def _span(told: str | None) -> int:
    text = (told or "1").strip()
    return max(1, min(int(text), _WIDEST)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
