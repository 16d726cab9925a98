"""What python-calamine does not tell of an .xls: formats, errors, how cells are shown. [MS-CFB] and [MS-XLS].

Only records of fixed form are looked at; texts and values are calamine's.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from gmsc_desktop.exchange.numbers_in_cells import GENERAL, look_of
from gmsc_desktop.exchange.sheets import look_of_text

_FREE = 0xFFFFFFFA  # sector numbers from here on end a chain
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_BOF, _EOF, _BOUNDSHEET, _FORMAT, _XF, _ROW, _COLINFO = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x0208, 0x007D
_DATEMODE, _FILEPASS, _FONT = 0x0022, 0x002F, 0x0031
_LABEL, _LABELSST, _RSTRING = 0x0204, 0x00FD, 0x00D6  # cells of texts
_BOLD = 600  # weight of letters from which they are bold
_NO_COLOURS = frozenset((0, 1, 9, 64, 65))  # white, and those of the window
_MOST_INDENTED = 15
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_MOST_SECTORS = 1_000_000


class NotReadable(Exception):
    """The compound file or its records do not hold together."""


class Locked(Exception):
    """The workbook is encrypted."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell style makes of a number, how far it indents a text, how it shows it (``Cell.look``)."""

    number: str = GENERAL
    indent: int = 0
    shown: str = ""


@dataclass
class SheetLooks:
    """By (row, column) what the format makes of a number, and how a cell is shown; errors; what is hidden."""

    styles: dict[tuple[int, int], Style] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False


@dataclass
class BookLooks:
    """What was found, by the number of the sheet."""

    sheets: list[SheetLooks] = field(default_factory=list)
    since_1904: bool = False


def read_looks(content: bytes) -> BookLooks:
    """The formats of a workbook. Raises ``Locked`` and ``NotReadable``."""
    try:
        return _read(workbook_stream(content))
    except (struct.error, IndexError) as error:
        raise NotReadable from error


def workbook_stream(content: bytes) -> bytes:
    """The stream "Workbook" of a compound file."""
    size, small_size = 1 << _u16(content, 30), 1 << _u16(content, 32)
    if size not in {512, 4096} or small_size != 64:
        raise NotReadable
    fat = _fat(content, size)
    directory = _chain(content, fat, _u32(content, 48), size)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    for entry in entries:
        name = entry[: max(0, _u16(entry, 64) - 2)].decode("utf-16-le", "replace")
        if name == "Workbook":
            length, start = _u32(entry, 120), _u32(entry, 116)
            if length >= _u32(content, 56):
                return _chain(content, fat, start, size)[:length]
            small = _chain(content, fat, _u32(entries[0], 116), size)
            small_fat = list(struct.iter_unpack("<I", _chain(content, fat, _u32(content, 60), size)))
            return _chain(small, [one for (one,) in small_fat], start, 64, header=0)[:length]
    raise NotReadable


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _fat(content: bytes, size: int) -> list[int]:
    """The table of sectors; its own places stand in the header and, in large files, in sectors of their own."""
    places = list(struct.unpack_from("<109I", content, 76))
    following, count = _u32(content, 68), 0
    while following < _FREE and count < _MOST_SECTORS:
        block = content[(following + 1) * size : (following + 2) * size]
        numbers = [one for (one,) in struct.iter_unpack("<I", block)]
        places += numbers[:-1]
        following, count = numbers[-1], count + 1
    fat: list[int] = []
    for place in places:
        if place < _FREE:
            block = content[(place + 1) * size : (place + 2) * size]
            fat += [one for (one,) in struct.iter_unpack("<I", block[: len(block) // 4 * 4])]
    return fat


def _chain(content: bytes, fat: list[int], start: int, size: int, header: int = 1) -> bytes:
    made = bytearray()
    seen = 0
    while start < _FREE:
        seen += 1
        if start >= len(fat) or seen > len(fat):
            raise NotReadable
        made += content[(start + header) * size : (start + header + 1) * size]
        start = fat[start]
    return bytes(made)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _read(stream: bytes) -> BookLooks:
    made = BookLooks()
    formats: dict[int, str] = {}
    xfs: list[bytes] = []
    fonts: list[tuple[bool, bool]] = []
    starts: list[tuple[int, bool]] = []
    for kind, data in _records(stream, 0):
        if kind == _EOF:
            break
        if kind == _FILEPASS:
            raise Locked
        if kind == _FORMAT:
            formats[_u16(data, 0)] = _format_code(data)
        elif kind == _XF:
            xfs.append(data)
        elif kind == _FONT:
            fonts.append((_u16(data, 6) >= _BOLD, bool(data[2] & 2)))
        elif kind == _DATEMODE:
            made.since_1904 = _u16(data, 0) == 1
        elif kind == _BOUNDSHEET and len(data) > 5 and data[5] == 0:  # a sheet of cells, no chart and no macros
            starts.append((_u32(data, 0), bool(data[4] & 3)))
    looks = [_style(data, formats, fonts) for data in xfs]
    for start, hidden in starts:
        made.sheets.append(_sheet(stream, start, looks, hidden=hidden))
    return made


def _style(data: bytes, formats: dict[int, str], fonts: list[tuple[bool, bool]]) -> Style:
    """What an XF record says; there is no font of number 4, those behind it are counted on (2.5.129)."""
    number, font = _u16(data, 2), _u16(data, 0)
    font -= font > 4
    bold, italic = fonts[font] if font < len(fonts) else (False, False)
    colour = _u16(data, 18) & 0x7F if len(data) >= 20 and _u32(data, 14) >> 26 else 0
    indent = min(data[8] & 0x0F, _MOST_INDENTED) if len(data) > 8 else 0
    fill = "" if colour in _NO_COLOURS else f"{colour:06x}"
    shown = look_of_text(bold=bold, italic=italic, fill=fill)
    return Style(look_of(number, formats.get(number, "")), indent, shown)


def _format_code(data: bytes) -> str:
    count, wide = _u16(data, 2), data[4] & 1
    text = data[5 : 5 + count * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _sheet(stream: bytes, start: int, looks: list[Style], *, hidden: bool) -> SheetLooks:
    made = SheetLooks(hidden=hidden)
    depth = 0
    for kind, data in _records(stream, start):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if not depth:
                break
        elif depth == 1:
            _note(made, kind, data, looks)
    return made


def _note(made: SheetLooks, kind: int, data: bytes, looks: list[Style]) -> None:
    if kind in {_NUMBER, _RK, _FORMULA, _BOOLERR}:
        at = (_u16(data, 0), _u16(data, 2))
        _look(made, at, _u16(data, 4), looks)
        if kind == _BOOLERR and data[7]:
            made.errors[at] = _ERRORS.get(data[6], "#N/A")
        elif kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
            made.errors[at] = _ERRORS.get(data[8], "#N/A")
    elif kind in {_LABEL, _LABELSST, _RSTRING}:
        _look(made, (_u16(data, 0), _u16(data, 2)), _u16(data, 4), looks)
    elif kind == _MULRK:
        row, first = _u16(data, 0), _u16(data, 2)
        for number, style_at in enumerate(range(4, len(data) - 2, 6)):
            _look(made, (row, first + number), _u16(data, style_at), looks)
    elif kind == _ROW and _u16(data, 12) & 0x20:
        made.hidden_rows.add(_u16(data, 0))
    elif kind == _COLINFO and _u16(data, 8) & 1:
        made.hidden_columns.update(range(_u16(data, 0), min(_u16(data, 2), 255) + 1))


def _look(made: SheetLooks, at: tuple[int, int], style: int, looks: list[Style]) -> None:
    look = looks[style] if style < len(looks) else Style()
    if look != Style():
        made.styles[at] = look
