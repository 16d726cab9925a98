"""Reads the tables of a .docx, each as a sheet with the lines that stand above it (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from gmsc_desktop.exchange.delimited import cell_of
from gmsc_desktop.exchange.docx_styles import Numbers, Style, Styles, is_on, note, value_of, whole
from gmsc_desktop.exchange.gathering import Gathering, SheetGathering
from gmsc_desktop.exchange.limits import MOST_COLUMN
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.safe_xml import Broken, Unsafe, parse
from gmsc_desktop.exchange.sheets import Book, Kind, fold, look_of_text
from gmsc_desktop.exchange.titles import lines_above, said_line_by_line
from gmsc_desktop.exchange.zip_parts import Parts
from gmsc_desktop.text import _

_BLANK = "\N{EM SPACE}"
_STEP = 120  # twentieths of a point: half of what Word indents at least
_MOST_INDENTED = 15
_MOST_TABLES = 300
_OF_DATA = 3  # columns of a table that is more than a frame: what is nested in it belongs to its cells
_SHOWN = 0.9  # of the letters of a cell that are bold where the cell is
_SKIPPED = frozenset(("moveFrom", "Fallback", "rubyBase", "rt"))  # moved away; said again for older programs


@dataclass
class _Cell:
    column: int
    across: int = 1
    indent: int = 0  # steps by which its first paragraph is indented
    merge: str = ""  # "restart" begins a cell that reaches down, "continue" goes on with it
    beside: bool = False  # goes on with the cell on its left, as older programs write it
    fill: str = ""
    lines: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0

    @property
    def look(self) -> str:
        """How most of its letters are shown."""
        least = max(1, self.letters * _SHOWN)
        return look_of_text(bold=self.bold >= least, italic=self.italic >= least, fill=self.fill)


@dataclass
class _Table:
    number: int
    before: list[str]
    nested: bool = False
    rows: list[list[_Cell]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    deleted: bool = False  # whether the row that is read was deleted

    def texts(self) -> list[list[str]]:
        """The texts of each row."""
        return [[fold(" ".join(cell.lines)) for cell in row] for row in self.rows]

    def width(self) -> int:
        """Columns of the widest row."""
        return max((row[-1].column + row[-1].across for row in self.rows if row), default=0)


@dataclass
class _Paragraph:
    lines: list[str]
    at: int
    cell: _Cell | None
    style: Style = field(default_factory=Style)
    run: Style = field(default_factory=Style)
    named: Style = field(default_factory=Style)  # its style by name
    run_named: Style = field(default_factory=Style)
    deleted: bool = False  # its end: the next one goes on with it


def read_docx(path: Path, name: str, only: str = "") -> Book:
    """The tables of a document. Raises ``FileRefused`` where it has none."""
    try:
        with Parts(path, name) as parts:
            reader = _Reader(Styles(parts), Numbers(parts))
            parse(parts.blocks("word/document.xml"), reader.begin, reader.end, reader.text)
    except Unsafe as error:
        raise FileRefused("unsafe", name=name) from error
    except Broken as error:
        raise FileRefused("broken", name=name) from error
    if not reader.done:
        raise FileRefused("no-table", name=name)
    gathering = Gathering(name, "docx", only)
    for number, table in enumerate(_joined(reader.done), 1):
        sheet = gathering.sheet(_("Tabel {number}").format(number=number))
        if sheet is not None:
            _put(table, sheet)
    return gathering.book()


def _joined(tables: list[_Table]) -> list[_Table]:
    """A table that follows another of the same width without a line between goes on with it, as after a page break."""
    made: list[_Table] = []
    for table in sorted(tables, key=lambda one: one.number):
        before = made[-1] if made else None
        if before is not None and (told := said_line_by_line(before.texts())) and not said_line_by_line(table.texts()):
            table.before = [*before.before, *told, *table.before]
            made[-1] = table
            continue
        goes_on = before is not None and not table.before and not (table.nested or before.nested)
        if before is not None and goes_on and table.width() == before.width() > 1:
            before.hidden |= {len(before.rows) + number for number in table.hidden}
            before.rows += table.rows
        else:
            table.before = table.before or (list(before.before) if before is not None and not table.nested else [])
            made.append(table)
    return made


def _put(table: _Table, sheet: SheetGathering) -> None:
    for number, line in enumerate(table.before):
        sheet.put(number, 0, cell_of(line))
    above = len(table.before)
    sheet.hidden_rows |= {above + number for number in table.hidden}
    reaching: dict[int, tuple[int, int]] = {}  # by column: the row where a cell began that reaches down, and its width
    for number, row in enumerate(table.rows):
        going_on = {cell.column for cell in row if cell.merge == "continue"}
        for column in reaching.keys() - going_on:
            _close(sheet, reaching.pop(column), column, above + number - 1)
        for cell in _parted(row):
            if cell.merge != "continue":
                text = "\n".join(line for line in map(fold, cell.lines) if line)
                if text:
                    held = replace(cell_of(text), look=cell.look)
                    indent = min(cell.indent + _blanks(cell.lines), _MOST_INDENTED)
                    indented = indent and held.kind is Kind.TEXT
                    text = _BLANK * indent + text
                    sheet.put(above + number, cell.column, replace(held, text=text) if indented else held)
                else:
                    sheet.paint(above + number, cell.column, look_of_text(fill=cell.fill))
                if cell.merge == "restart":
                    reaching[cell.column] = (above + number, cell.across)
                else:
                    sheet.merge(above + number, cell.column, above + number, cell.column + cell.across - 1)
    for column, begun in reaching.items():
        _close(sheet, begun, column, above + len(table.rows) - 1)


def _blanks(lines: list[str]) -> int:
    """Blanks that are typed before the first text of a cell."""
    first = next((line for line in lines if fold(line)), "")
    return len(first) - len(first.lstrip())


def _parted(row: list[_Cell]) -> list[_Cell]:
    """The cells of a row; those that older programs merge with the one on their left widen it."""
    made: list[_Cell] = []
    for cell in row:
        if cell.beside and made:
            made[-1].across = cell.column + cell.across - made[-1].column
        else:
            made.append(cell)
    return made


def _close(sheet: SheetGathering, begun: tuple[int, int], column: int, last: int) -> None:
    top, across = begun
    sheet.merge(top, column, last, column + across - 1)


class _Reader:
    """Gathers tables; one within another is a table of its own, or part of a cell of it."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self.done: list[_Table] = []
        self._styles = styles
        self._numbers = numbers
        self._open: list[_Table] = []
        self._cells: list[_Cell] = []
        self._paragraphs: list[_Paragraph] = []
        self._titles: list[str] = []  # the first lines of the document
        self._lines: list[str] = []
        self._text = False
        self._offsets: list[int] = []  # by open table: columns that a row leaves out before its first cell
        self._about = ""  # whose properties are read: p, r, tr, tc
        self._skipped = self._muted = self._count = 0
        self._controls: list[bool] = []  # the content controls that are open, and whether each shows but its prompt
        self._goes_on = False  # the next paragraph goes on with the last one, whose end was deleted

    def begin(self, name: str, told: dict[str, str]) -> None:
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif name in {"pPr", "trPr", "tcPr"}:
            self._about = name[:-2]
        elif name == "rPr" and self._about != "p":
            self._about = "r"
        elif self._about:
            self._property(name, told)
        elif name == "t":
            self._text = True
        elif name == "p":
            self._begin_paragraph()
        elif name == "r" and self._paragraphs:
            self._paragraphs[-1].run = self._paragraphs[-1].run_named = Style()
        elif name in {"br", "cr", "tab", "noBreakHyphen"}:
            self._add({"tab": "    ", "noBreakHyphen": "-"}.get(name, "\n"))
        elif name in {"sdt", "sdtContent", "showingPlcHdr"}:
            self._control(name)
        else:
            self._begin_part(name)

    def _begin_part(self, name: str) -> None:
        if name == "tbl":
            self._begin_table()
        elif name == "tr" and self._open:
            self._open[-1].rows.append([])
            self._open[-1].deleted = False
            self._offsets[-1] = 0
        elif name == "tc" and self._open and self._open[-1].rows:
            row = self._open[-1].rows[-1]
            cell = _Cell(min(row[-1].column + row[-1].across if row else self._offsets[-1], MOST_COLUMN))
            row.append(cell)
            self._cells.append(cell)

    def _begin_table(self) -> None:
        if self._count >= _MOST_TABLES:
            raise Unsafe
        self._count += 1
        lines = [fold(line) for line in (self._cells[-1].lines if self._cells else self._lines) if fold(line)]
        if not self._open:
            self._titles = self._titles or lines
        self._open.append(_Table(self._count, lines_above(self._titles, lines), nested=bool(self._open)))
        self._offsets.append(0)
        self._lines = self._lines if self._cells else []

    def _begin_paragraph(self) -> None:
        here = self._here()
        if not (self._goes_on and here):
            here.append("")
        self._goes_on = False
        self._paragraphs.append(_Paragraph(here, len(here) - 1, self._cells[-1] if self._cells else None))

    def _control(self, name: str) -> None:
        if name == "sdt":
            self._controls.append(False)
        elif name == "showingPlcHdr" and self._controls:
            self._controls[-1] = True
        elif self._controls and self._controls[-1]:
            self._muted += 1

    def _property(self, name: str, told: dict[str, str]) -> None:
        if self._about == "tc" and self._cells:
            self._of_cell(self._cells[-1], name, told)
        elif self._about == "tr" and self._open:
            if name == "gridBefore" and self._open[-1].rows and not self._open[-1].rows[-1]:
                self._offsets[-1] = whole(value_of(told), MOST_COLUMN)
            elif name == "del":
                self._open[-1].deleted = True
            elif name == "hidden" and is_on(told):
                self._open[-1].hidden.add(len(self._open[-1].rows) - 1)
        elif self._about in {"p", "r"} and self._paragraphs:
            here = self._paragraphs[-1]
            if name == "pStyle":
                here.named = self._styles.of(value_of(told))
            elif name == "rStyle" and self._about == "r":
                here.run_named = self._styles.of(value_of(told))
            elif name == "del" and self._about == "p":
                here.deleted = True
            elif self._about == "r":
                note(here.run, name, told)
            elif name not in {"b", "i"}:  # those in the properties of a paragraph are of its mark alone
                note(here.style, name, told)

    def _of_cell(self, cell: _Cell, name: str, told: dict[str, str]) -> None:
        if name == "gridSpan":
            cell.across = max(1, whole(value_of(told), MOST_COLUMN))
        elif name == "vMerge":
            cell.merge = value_of(told) or "continue"
        elif name == "hMerge":
            cell.beside = value_of(told) != "restart"
        elif name == "shd":
            cell.fill = value_of(told, "fill")

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name in {"pPr", "trPr", "tcPr"} or (name == "rPr" and self._about == "r"):
            self._about = ""
        elif self._about:
            return
        elif name == "t":
            self._text = False
        elif name == "p" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif name == "tc" and self._cells and self._open:
            self._cells.pop()
        elif name == "tr" and self._open and self._open[-1].deleted and self._open[-1].rows:
            self._open[-1].rows[-1] = []
        elif name == "tbl" and self._open:
            self._end_table()
        elif name == "sdtContent" and self._controls and self._controls[-1]:
            self._muted -= 1
        elif name == "sdt" and self._controls:
            self._controls.pop()

    def _end_table(self) -> None:
        table = self._open.pop()
        self._offsets.pop()
        kept = [number for number, row in enumerate(table.rows) if row]
        table.hidden = {at for at, number in enumerate(kept) if number in table.hidden}
        table.rows = [table.rows[number] for number in kept]
        if self._open and self._cells and self._open[-1].width() >= _OF_DATA:
            self._cells[-1].lines += ["\t".join("\n".join(cell.lines) for cell in row) for row in table.rows]
        else:
            self.done.append(table)

    def _end_paragraph(self, one: _Paragraph) -> None:
        self._goes_on = one.deleted
        told = one.style
        list_id = told.list_id if told.list_id is not None else one.named.list_id
        level = (told.list_level if told.list_level is not None else one.named.list_level) or 0
        indent = told.indent
        if list_id not in {None, "0"}:
            assert list_id is not None
            indent = self._numbers.indent(list_id, level) if indent is None else indent
            text = one.lines[one.at]
            if fold(text) or len(one.lines) == 1:
                one.lines[one.at] = f"{self._numbers.next(list_id, level)} {text}"
        indent = one.named.indent if indent is None else indent
        if one.cell is not None and not one.at:
            one.cell.indent = min((indent or 0) // _STEP, _MOST_INDENTED)

    def text(self, piece: str) -> None:
        if self._text and not self._muted and not self._skipped:
            self._add(piece)
            here = self._paragraphs[-1] if self._paragraphs else None
            if here is not None and here.cell is not None:
                letters = len(piece) - piece.count(" ")
                here.cell.letters += letters
                here.cell.bold += letters * _told(here.run.bold, here.run_named.bold, here.named.bold)
                here.cell.italic += letters * _told(here.run.italic, here.run_named.italic, here.named.italic)

    def _here(self) -> list[str]:
        return self._cells[-1].lines if self._cells else self._lines

    def _add(self, piece: str) -> None:
        here = self._here()
        if here:
            here[-1] += piece
        else:
            here.append(piece)


def _told(*listed: bool | None) -> bool:
    """The first that says anything."""
    return next((one for one in listed if one is not None), False)
