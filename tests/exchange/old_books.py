"""Small files of other formats, written by hand for the tests: .xls (BIFF8 in a compound file), .ods, .docx, HTML."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.exchange.books import Rows

_PERCENT_STYLE, _SHOWN_STYLE = 1, 2


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str, form: str = "<H") -> bytes:
    return struct.pack(form, len(text)) + b"\x01" + text.encode("utf-16-le")


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _cell(row: int, column: int, value: Any) -> bytes:
    if isinstance(value, str) and value.startswith("#"):
        return _record(0x0205, struct.pack("<HHHBB", row, column, 0, 0x17, 1))
    if isinstance(value, str):
        style = _SHOWN_STYLE if value.startswith("*") else 0
        return _record(0x0204, struct.pack("<HHH", row, column, style) + _text(value.lstrip("*")))
    style = _PERCENT_STYLE if isinstance(value, float) and value < 1 else 0
    return _record(0x0203, struct.pack("<HHHd", row, column, style, value))


def _sheet(rows: Rows, hidden_row: int) -> bytes:
    made = _bof(0x0010)
    made += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    made += _record(0x0208, struct.pack("<HHHHHHI", hidden_row, 0, 9, 255, 0, 0, 0x0120))
    for row, values in enumerate(rows):
        made += b"".join(_cell(row, column, value) for column, value in enumerate(values) if value is not None)
    return made + _record(0x000A, b"")


def workbook_stream(name: str, rows: Rows, hidden_row: int, locked: bool = False) -> bytes:
    """A stream "Workbook" with one sheet: texts, numbers, fractions as percentages, "#" texts as errors.

    A text behind "*" is bold, indented by two steps, coloured.
    """
    xf = struct.pack("<HH", 0, 0) + bytes(16)
    percent = struct.pack("<HH", 0, 10) + bytes(16)
    opening = _bof(0x0005) + (_record(0x002F, bytes(54)) if locked else b"")
    shown = struct.pack("<HHHBBBBIIH", 1, 0, 0, 0, 0, 2, 0, 0, 1 << 26, 13)
    fonts = [struct.pack("<HHHHH", 200, 0, 8, weight, 0) + bytes(4) + b"\x01\x01A\x00" for weight in (400, 700)]
    styles = b"".join(_record(0x0031, font) for font in fonts)
    styles += b"".join(_record(0x00E0, one) for one in (xf, percent, shown))
    named = _text(name, "<B")
    length = len(opening) + len(styles) + 4 + 6 + len(named) + 4
    bound = _record(0x0085, struct.pack("<IBB", length, 0, 0) + named)
    return opening + styles + bound + _record(0x000A, b"") + _sheet(rows, hidden_row)


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Streams in a compound file of sectors of 512 bytes; each is made long enough to need no small sectors."""
    padded = {name: content.ljust(4096, b"\x00") for name, content in streams.items()}
    starts: dict[str, int] = {}
    sectors: list[bytes] = []
    fat: list[int] = []
    for name, content in padded.items():
        starts[name] = len(sectors)
        parts = [content[at : at + 512].ljust(512, b"\x00") for at in range(0, len(content), 512)]
        fat += [len(sectors) + number + 1 for number in range(len(parts) - 1)] + [0xFFFFFFFE]
        sectors += parts
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    for name, content in padded.items():
        directory += _entry(name, 2, starts[name], len(content))
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\x00")
    first = len(sectors)
    parts = [directory[at : at + 512] for at in range(0, len(directory), 512)]
    fat += [len(sectors) + number + 1 for number in range(len(parts) - 1)] + [0xFFFFFFFE]
    sectors += parts
    count = -(-(len(fat) + 2) // 128)
    fat_at = [len(sectors) + number for number in range(count)]
    fat += [0xFFFFFFFD] * count
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(count * 512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, count, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *fat_at, *[0xFFFFFFFF] * (109 - count))
    return header + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le") + b"\x00\x00"
    tree = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return raw.ljust(64, b"\x00") + struct.pack("<H", len(raw)) + tree + bytes(36) + struct.pack("<IQ", start, size)


def write_xls(path: Path, rows: Rows, hidden_row: int = 2, *, locked: bool = False) -> Path:
    """An .xls of one sheet, "Tabel"."""
    path.write_bytes(compound_file({"Workbook": workbook_stream("Tabel", rows, hidden_row, locked)}))
    return path


def write_ods(path: Path, rows: Rows) -> Path:
    """An .ods of one sheet, "Tabel", its third row hidden, empty rows to the end of the sheet behind it."""
    lines = []
    for number, row in enumerate(rows):
        look = ' table:visibility="collapse"' if number == 2 else ""
        lines.append(f"<table:table-row{look}>{''.join(map(_ods_cell, row))}</table:table-row>")
    body = (
        "".join(lines) + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in {"office": "office", "table": "table", "text": "text"}.items()
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Tabel">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
    return path


def _ods_cell(value: Any) -> str:
    if value is None:
        return '<table:table-cell table:number-columns-repeated="1"/>'
    if isinstance(value, str):
        kind = 'office:value-type="string"' + (' table:formula="of:=A1"' if value.startswith("#") else "")
        paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f"<table:table-cell {kind}>{paragraphs}</table:table-cell>"
    kind = "percentage" if isinstance(value, float) and value < 1 else "float"
    shown = f"{value * 100:g}%" if kind == "percentage" else str(value)
    told = f'office:value-type="{kind}" office:value="{value}"'
    return f"<table:table-cell {told}><text:p>{shown}</text:p></table:table-cell>"


def write_docx(path: Path, rows: Rows, above: str = "") -> Path:
    """A .docx with one table below a line of text."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lines = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{_paragraphs(shown(value))}</w:tc>" for value in row) + "</w:tr>"
        for row in rows
    )
    body = f"{_paragraphs(above)}<w:tbl>{lines}</w:tbl>{_paragraphs('')}"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return path


def _paragraphs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))


def shown(value: Any) -> str:
    """A value as a person sees it in the cell."""
    if isinstance(value, float):
        return f"{value * 100:g}%" if value < 1 else f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)


def html(rows: Rows, above: str = "") -> str:
    """A page with one table, as applications write it."""
    lines = "".join(
        "<tr>"
        + "".join(f"<td class={quoteattr('x')}>{escape(shown(v)).replace(chr(10), '<br>')}" for v in row)
        + "</tr>"
        for row in rows
    )
    head = f"<html><head><style>td {{ x }}</style></head><body><h3>{escape(above)}</h3>"
    return f"{head}<table border=1>{lines}</table></body></html>"


def write_spreadsheet_xml(path: Path, rows: Rows) -> Path:
    """An XML Spreadsheet 2003 of one sheet, "Tabel"; empty cells are left out and the next one tells its column."""
    lines = []
    for row in rows:
        cells = ""
        for column, value in enumerate(row, 1):
            if value is not None:
                kind = "String" if isinstance(value, str) else "Number"
                style = ' ss:StyleID="p"' if isinstance(value, float) and value < 1 else ""
                text = escape(str(value)).replace("\n", "&#10;")
                cells += f'<Cell ss:Index="{column}"{style}><Data ss:Type="{kind}">{text}</Data></Cell>'
        lines.append(f"<Row>{cells}</Row>")
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    styles = '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>'
    sheet = f'<Worksheet ss:Name="Tabel"><Table>{"".join(lines)}</Table></Worksheet>'
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{styles}{sheet}</Workbook>', "utf-8"
    )
    return path
