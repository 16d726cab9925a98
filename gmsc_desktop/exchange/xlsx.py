"""Reads .xlsx and .xlsm: stored values, formats, what is hidden, what is merged. Macros and links are not looked at.

Our own reader over expat, because no library gives values, percentages, errors, formulas without a value, hidden rows
and merged ranges in one pass within a bounded memory (docs/decisions/0017-our-own-workbook-reader.md).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from gmsc_desktop.exchange.gathering import Gathering, SheetGathering
from gmsc_desktop.exchange.limits import MOST_CELL_LETTERS, MOST_LETTERS
from gmsc_desktop.exchange.numbers_in_cells import date_cell, number_cell
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.safe_xml import Broken, Unsafe, parse
from gmsc_desktop.exchange.sheets import Book, Cell, Kind
from gmsc_desktop.exchange.xlsx_styles import Look, read_looks
from gmsc_desktop.exchange.zip_parts import Parts
from gmsc_desktop.text import _

# A cell with a format and nothing in it; sheets are full of them (60,000 rows of them are 30 MB). One that does not
# tell its place stays: the cells after it are counted from it.
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?= [^<>]*\br=)[^<>]*(?:/>|></(?:\w+:)?c>)")
_END_OF_ROW = b"</row>"
_MOST_FILLED_STYLES = 1_000
_LONGEST_ROW = 512 * 1024  # bytes; what is longer is passed on before its end was seen
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.9.2.19
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TRUE = frozenset(("1", "true", "on"))
_INDENT = "\N{EM SPACE}"
_ROOT = "xl/workbook.xml"


@dataclass
class _Workbook:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)  # name, relation, hidden
    since_1904: bool = False


def read_xlsx(path: Path, name: str, only: str = "") -> Book:
    """The sheets of a workbook. Raises ``FileRefused``."""
    gathering = Gathering(name, "xlsx", only)
    try:
        with Parts(path, name) as parts:
            root, targets = _relations(parts)
            workbook = _workbook(parts, root)
            strings = _strings(parts, targets.get("sharedStrings", ""))
            looks = read_looks(parts, targets.get("styles", ""))
            for sheet_name, relation, hidden in workbook.sheets:
                made = gathering.sheet(sheet_name, hidden=hidden)
                target = targets.get(relation, "")
                if made is not None and target in parts:
                    _SheetReader(made, strings, looks, workbook.since_1904).read(parts.blocks(target))
                elif made is not None:
                    gathering.tell(_("Isi lembar “{sheet}” tidak ada di dalam berkas ini.").format(sheet=sheet_name))
    except Unsafe as error:
        raise FileRefused("unsafe", name=name) from error
    except Broken as error:
        raise FileRefused("broken", name=name) from error
    return gathering.book()


def _relations(parts: Parts) -> tuple[str, dict[str, str]]:
    """The workbook's own part, and by relation id and by the last word of its type each part that it names."""
    root = _ROOT
    if root not in parts:
        found = [target for kind, _id, target in _read_relations(parts, "_rels/.rels", "") if kind == "officeDocument"]
        if not found or found[0] not in parts:
            raise FileRefused("broken", name=parts.name)
        root = found[0]
    folder, base = posixpath.split(root)
    targets: dict[str, str] = {}
    for kind, relation, target in _read_relations(parts, f"{folder}/_rels/{base}.rels", folder):
        targets[relation] = target
        targets.setdefault(kind, target)
    return root, targets


def _read_relations(parts: Parts, part: str, folder: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []

    def begin(name: str, told: dict[str, str]) -> None:
        if name == "Relationship" and told.get("TargetMode") != "External":
            target = told.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.append((told.get("Type", "").rpartition("/")[2], told.get("Id", ""), posixpath.normpath(place)))

    if part in parts:
        parse(parts.blocks(part), begin, _nothing, _nothing)
    return found


def _nothing(_told: str) -> None:
    return


def _workbook(parts: Parts, root: str) -> _Workbook:
    made = _Workbook()

    def begin(name: str, told: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in told.items() if key.endswith(":id") or key == "id"), "")
            made.sheets.append((told.get("name", ""), relation, told.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            made.since_1904 = told.get("date1904", "0") in _TRUE

    parse(parts.blocks(root), begin, _nothing, _nothing)
    return made


def _strings(parts: Parts, part: str) -> list[str]:
    """The shared texts by number; readings of East Asian words (rPh) are not part of them."""
    made: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "phonetic": 0, "letters": 0}

    def begin(name: str, _told: dict[str, str]) -> None:
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            state["phonetic"] += 1
        elif name == "t":
            state["text"] = not state["phonetic"]

    def end(name: str) -> None:
        if name == "si":
            text = unescaped("".join(pieces))
            state["letters"] += min(len(text), MOST_CELL_LETTERS)
            if state["letters"] > 2 * MOST_LETTERS:
                raise FileRefused("many-letters", name=parts.name)
            made.append(text)
        elif name == "rPh":
            state["phonetic"] -= 1
        elif name == "t":
            state["text"] = False

    def text(piece: str) -> None:
        if state["text"]:
            pieces.append(piece)

    if part and part in parts:
        parse(parts.blocks(part), begin, end, text)
    return made


def unescaped(text: str) -> str:
    """``text`` without the escapes of control letters; those letters themselves, line breaks apart, become blanks."""
    if "_x" not in text:
        return text

    def letter(found: re.Match[str]) -> str:
        made = chr(int(found[1], 16))
        return made if made.isprintable() or made in "\n\t" else "\n" if made == "\r" else found[0]

    return _ESCAPED.sub(letter, text).replace("\n\n", "\n")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class _SheetReader:
    """Reads one sheet element by element."""

    def __init__(self, sheet: SheetGathering, strings: list[str], looks: list[Look], since_1904: bool) -> None:
        self._sheet = sheet
        self._strings = strings
        self._looks = looks
        self._since_1904 = since_1904
        self._row = self._column = -1
        self._kind = ""
        self._look = Look()
        self._formula = self._stored = self._taking = False
        self._pieces: list[str] = []

    def read(self, blocks: Iterator[bytes]) -> None:
        """Read the sheet's part."""
        filled = [number for number, look in enumerate(self._looks) if "#" in look.shown][:_MOST_FILLED_STYLES]
        parse(without_empty_cells(blocks, filled), self._begin, self._end, self._text)

    def _begin(self, name: str, told: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(told)
        elif name in {"v", "t"}:
            self._taking = self._stored = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            number = told.get("r")
            self._row = self._row + 1 if number is None else _whole(number) - 1
            self._column = -1
            if told.get("hidden") in _TRUE:
                self._sheet.hidden_rows.add(self._row)
        elif name == "col":
            if told.get("hidden") in _TRUE:
                first, last = _whole(told.get("min", "")), min(_whole(told.get("max", "")), 16_384)
                self._sheet.hidden_columns.update(range(first - 1, last))
        elif name == "mergeCell":
            corners = [place(corner) for corner in told.get("ref", "").split(":")]
            if len(corners) == 2 and all(corners):
                (top, left), (bottom, right) = corners[0] or (0, 0), corners[1] or (0, 0)
                self._sheet.merge(top, left, bottom, right)

    def _begin_cell(self, told: dict[str, str]) -> None:
        at = place(told.get("r", ""))
        if at is None:
            self._column += 1
        else:
            self._row, self._column = at
        style = _whole(told.get("s", "0"))
        self._kind = told.get("t", "n")
        self._look = self._looks[style] if 0 <= style < len(self._looks) else Look()
        self._formula = self._stored = self._taking = False
        self._pieces = []

    def _text(self, piece: str) -> None:
        if self._taking:
            self._pieces.append(piece)

    def _end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._taking = False
        elif name == "c":
            cell = self._cell("".join(self._pieces))
            if cell is not None:
                self._sheet.put(self._row, self._column, cell)
            else:
                self._sheet.paint(self._row, self._column, self._look.shown)

    def _cell(self, stored: str) -> Cell | None:
        if not self._stored or (not stored and self._kind not in {"s", "inlineStr"}):
            return Cell("", Kind.UNSTORED) if self._formula and self._kind != "str" else None
        match self._kind:
            case "s":
                number = _whole(stored)
                known = 0 <= number < len(self._strings)
                return self._text_cell(self._strings[number]) if known else Cell("#N/A", Kind.ERROR)
            case "inlineStr" | "str":
                return self._text_cell(unescaped(stored))
            case "b":
                return Cell("TRUE" if stored in _TRUE else "FALSE", Kind.TRUTH)
            case "e":
                return Cell(stored, Kind.ERROR)
            case "d":
                return date_cell(stored)
        return self._shown(number_cell(stored, self._look.number, since_1904=self._since_1904) or Cell(stored))

    def _text_cell(self, text: str) -> Cell:
        """A text with as many blanks before it as its style indents it."""
        return self._shown(Cell(_INDENT * self._look.indent + text if text.strip() else text))

    def _shown(self, cell: Cell) -> Cell:
        return replace(cell, look=self._look.shown) if self._look.shown else cell


def without_empty_cells(blocks: Iterator[bytes], filled: Collection[int] = ()) -> Iterator[bytes]:
    """The XML of a sheet without its empty cells and rows; whatever else stands in it passes as it is.

    Empty cells of the styles in ``filled`` stay where their row holds something: their colour may say something.
    """
    empty = _EMPTY_CELL
    if filled:
        listed = b"|".join(b"%d" % number for number in filled)
        look = rb'(?![^<>]*\bs="(?:' + listed + rb')")'
        empty = re.compile(_EMPTY_CELL.pattern.replace(rb"[^<>]*(?:/>", look + rb"[^<>]*(?:/>", 1))
    rest = b""
    for block in blocks:
        rows = (rest + block).split(_END_OF_ROW)
        rest = rows.pop()
        if rows:
            yield _END_OF_ROW.join([*filter(None, (_without_empty(row, empty) for row in rows)), b""])
        if len(rest) > _LONGEST_ROW:
            whole = _EMPTY_CELL.sub(b"", rest)
            end = whole.rfind(b"<", 0, max(0, whole.rfind(b"<")))  # a cell and its end may be torn there
            end = end if end > 0 else len(whole)
            yield whole[:end]
            rest = whole[end:]
    yield rest


def _without_empty(row: bytes, empty: re.Pattern[bytes]) -> bytes:
    """What leads up to the end of a row; b"" where that row is numbered and holds nothing."""
    if b"<v" in row or b"<is" in row or b"<f" in row:
        return empty.sub(b"", row)
    begin = row.find(b"<row ")
    numbered = begin == 0 and b' r="' in row[: row.find(b">")] and row.count(b"<row") == 1
    return b"" if numbered else row


def place(reference: str) -> tuple[int, int] | None:
    """Row and column of ``B12``, from 0."""
    found = _PLACE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
