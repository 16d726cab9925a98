"""Files that nobody means well with, or that went wrong on their way: gate G10 of the reliability figures."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TABLE = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Sasaran</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Indikator</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>Target 2026</t></is></c></row>'
)


def sheet(rows: str = TABLE, before: str = "", after: str = "", doctype: str = "") -> str:
    """The part of a sheet."""
    return f'<?xml version="1.0"?>{doctype}<worksheet {SPACE}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cell(content: str, attributes: str = "") -> str:
    """A sheet with the usual heading and one more cell, A2."""
    return sheet(f'{TABLE}<row r="2"><c r="A2" {attributes}>{content}</c></row>')


def xlsx(parts: Mapping[str, str | bytes] | None = None, drop: str = "", packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook of one sheet with other parts in place of its own, or one left out."""
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships/>",
        "xl/workbook.xml": f'<w {SPACE} xmlns:r="{RELATED}"><sheets><sheet name="A" r:id="r1"/></sheets></w>',
        "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml"),
        "xl/styles.xml": f'<styleSheet {SPACE}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"<sst {SPACE}><si><t>satu</t></si></sst>",
        "xl/worksheets/sheet1.xml": sheet(),
    }
    usual |= parts or {}
    usual.pop(drop, None)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as packed:
        for name, content in usual.items():
            packed.writestr(name, content)
    return made.getvalue()


def relations(target: str, more: str = "") -> str:
    """The relations of a workbook: its sheet, texts and styles."""
    kinds = {"r1": ("worksheet", target), "r2": ("sharedStrings", "sharedStrings.xml"), "r3": ("styles", "styles.xml")}
    lines = "".join(
        f'<Relationship Id="{rid}" Type="{RELATED}/{kind}" Target="{place}" {more if rid == "r1" else ""}/>'
        for rid, (kind, place) in kinds.items()
    )
    return f"<Relationships>{lines}</Relationships>"


def with_sheet(content: str | bytes) -> bytes:
    """A workbook with this part as its sheet."""
    return xlsx({"xl/worksheets/sheet1.xml": content})


def ods(content: str, doctype: str = "") -> bytes:
    """An open document with this between the tags of its spreadsheet."""
    names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    inner = f"<office:spreadsheet>{content}</office:spreadsheet>"
    body = f"<office:document-content {names}><office:body>{inner}</office:body>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", f"{doctype}{body}</office:document-content>")
    return made.getvalue()


def docx(body: str, doctype: str = "") -> bytes:
    """A document with this body."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f'{doctype}<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>')
    return made.getvalue()


def _flagged(content: bytes, flag: int, further: int = 0) -> bytes:
    """A ZIP whose every entry has these bits in its flags (encrypted), or ``further`` on in its way of packing."""
    changed = bytearray(content)
    for sign, at in ((b"PK\x03\x04", 6 + further), (b"PK\x01\x02", 8 + further)):
        place = changed.find(sign)
        while place >= 0:
            changed[place + at] |= flag
            place = changed.find(sign, place + 4)
    return bytes(changed)


def _broken_data(content: bytes) -> bytes:
    at = content.rfind(b"sheet1.xml", 0, content.find(b"PK\x01\x02")) + 30
    return content[:at] + bytes(8) + content[at + 8 :]


def _twice(name: str) -> bytes:
    made = io.BytesIO(xlsx())
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr(name, sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    return made.getvalue()


def _filled(count: int, value: str = "<v>7</v>") -> str:
    return sheet("".join(f"<row>{f'<c>{value}</c>' * 500}</row>" for _number in range(count // 500)))


def _looping_xls() -> bytes:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 2, 1, *[0xFFFFFFFF] * 125)  # 1 and 2 name each other
    return bytes(header) + table + "Workbook".encode("utf-16-le").ljust(512, b"\x00") * 2


_REPEATED = "table:number-rows-repeated"
_TEXT = "<text:p>x</text:p></table:table-cell>"
_WIDE = f"<table:table-cell table:number-columns-repeated='16384' office:value-type='string'>{_TEXT}"

# Name -> (the file, the reason for which it is refused, or "" where it is read)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "laughs in a sheet": (lambda: with_sheet(sheet(doctype=LAUGHS)), "unsafe"),
    "laughs in the texts": (lambda: xlsx({"xl/sharedStrings.xml": f"{LAUGHS}<sst/>"}), "unsafe"),
    "outside entity in the workbook": (lambda: xlsx({"xl/workbook.xml": f"{OUTSIDE}<workbook/>"}), "unsafe"),
    "outside entity in styles": (lambda: xlsx({"xl/styles.xml": f"{OUTSIDE}<styleSheet/>"}), "unsafe"),
    "outside entity in relations": (lambda: xlsx({"xl/_rels/workbook.xml.rels": f"{OUTSIDE}<x/>"}), "unsafe"),
    "a sheet of 140 MB": (lambda: with_sheet(b"<a>" + b" " * 140_000_000), "swells"),
    "texts of 140 MB": (lambda: xlsx({"xl/sharedStrings.xml": b"<a>" + b" " * 140_000_000}), "swells"),
    "elements 100,000 deep": (lambda: with_sheet("<a>" * 100_000), "unsafe"),
    "two million elements and more": (lambda: with_sheet(sheet("<x/>" * 2_100_000)), "unsafe"),
    "two million empty cells": (
        lambda: with_sheet(sheet('<row r="1">' + '<c r="A1" s="1"/>' * 2_000_000 + "</row>")),
        "",
    ),
    "half a million empty rows": (lambda: with_sheet(sheet(TABLE + "<row/>" * 500_000)), ""),
    "half a million cells": (lambda: with_sheet(_filled(500_000)), "many-cells"),
    "texts of 13 million letters": (
        lambda: with_sheet(
            sheet("".join(f"<row><c t='inlineStr'><is><t>{n:06}{'x' * 30_000}</t></is></c></row>" for n in range(440)))
        ),
        "many-letters",
    ),
    "a text of 200,000 letters": (lambda: with_sheet(cell(f"<is><t>{'x' * 200_000}</t></is>", 't="inlineStr"')), ""),
    "a text that is not there": (lambda: with_sheet(cell("<v>99</v>", 't="s"')), ""),
    "a text with a negative number": (lambda: with_sheet(cell("<v>-1</v>", 't="s"')), ""),
    "a text with an endless number": (lambda: with_sheet(cell(f"<v>{'9' * 5_000}</v>", 't="s"')), ""),
    "a row beyond the sheet": (lambda: with_sheet(sheet('<row r="99999999"><c><v>1</v></c></row>')), "broken"),
    "row 0": (lambda: with_sheet(sheet('<row r="0"><c><v>1</v></c></row>')), "broken"),
    "a column beyond the sheet": (lambda: with_sheet(sheet('<row><c r="ZZZ1"><v>1</v></c></row>')), "broken"),
    "a place that is none": (lambda: with_sheet(cell("<v>1</v>", 'r="??"').replace('r="A2" ', "")), ""),
    "the whole sheet merged": (
        lambda: with_sheet(sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        "",
    ),
    "100,000 merged ranges": (
        lambda: with_sheet(sheet(after="".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_001)))),
        "unsafe",
    ),
    "a merged range that is none": (
        lambda: with_sheet(sheet(after='<mergeCell ref="B9:A1"/><mergeCell ref="x"/>')),
        "",
    ),
    "no part for the sheet": (lambda: xlsx(drop="xl/worksheets/sheet1.xml"), ""),
    "no texts": (
        lambda: xlsx({"xl/worksheets/sheet1.xml": cell("<v>0</v>", 't="s"')}, drop="xl/sharedStrings.xml"),
        "",
    ),
    "no styles": (lambda: xlsx({"xl/worksheets/sheet1.xml": cell("<v>5</v>", 's="1"')}, drop="xl/styles.xml"), ""),
    "no workbook": (lambda: xlsx(drop="xl/workbook.xml"), "broken"),
    "no relations": (lambda: xlsx(drop="xl/_rels/workbook.xml.rels"), ""),
    "a sheet elsewhere on the disk": (
        lambda: xlsx({"xl/_rels/workbook.xml.rels": relations("../../../etc/passwd")}),
        "",
    ),
    "a sheet on the network": (
        lambda: xlsx({"xl/_rels/workbook.xml.rels": relations("https://x/y.xml", 'TargetMode="External"')}),
        "",
    ),
    "two files of one name": (lambda: _twice("xl/worksheets/sheet1.xml"), ""),
    "names that lead out": (lambda: _twice("../../../tmp/x"), ""),
    "encrypted entries": (lambda: _flagged(xlsx(), 1), "locked"),
    "packed by a way that is none": (lambda: _flagged(xlsx(), 0x63, 2), "broken"),
    "damaged data": (lambda: _broken_data(xlsx()), "broken"),
    "half a file": (lambda: xlsx()[:900], "cut-off"),
    "four bytes": (lambda: b"PK\x03\x04", "cut-off"),
    "5,000 files inside": (lambda: xlsx({f"xl/x{n}": "" for n in range(5_000)}, packing=zipfile.ZIP_STORED), "unsafe"),
    "numbers that are none": (lambda: with_sheet(cell("<v>NaN</v>")), ""),
    "a number beyond all": (lambda: with_sheet(cell("<v>1e999</v>")), ""),
    "a number of 9,000 digits": (lambda: with_sheet(cell(f"<v>{'9' * 9_000}</v>")), ""),
    "a day before all days": (lambda: with_sheet(cell("<v>-5</v>", 's="1"')), ""),
    "a day after all days": (lambda: with_sheet(cell("<v>99999999</v>", 's="1"')), ""),
    "a style that is not there": (lambda: with_sheet(cell("<v>1</v>", 's="99999"')), ""),
    "an endless number format": (
        lambda: xlsx(
            {
                "xl/styles.xml": '<s><numFmt numFmtId="170" formatCode="'
                + "[" * 200_000
                + '"/><cellXfs><xf numFmtId="170"/></cellXfs></s>'
            }
        ),
        "",
    ),
    "UTF-16 inside": (lambda: with_sheet(sheet().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")), ""),
    "an encoding that is none": (lambda: with_sheet(sheet().replace('"1.0"', '"1.0" encoding="x-y"')), "broken"),
    "bytes that are no UTF-8": (lambda: with_sheet(cell("<v>1</v>").encode() + b"\xff"), "broken"),
    "quoted parts": (lambda: with_sheet(cell('<is><t><![CDATA[<c r="A1"/>]]></t></is>', 't="inlineStr"')), ""),
    "control letters": (lambda: with_sheet(cell("<is><t>a_x0000_b_xFFFF_</t></is>", 't="inlineStr"')), ""),
    "half an element": (lambda: with_sheet(sheet()[:-20]), "broken"),
    "text instead of XML": (lambda: with_sheet("halo"), "broken"),
    "5,000 sheets": (
        lambda: xlsx({"xl/workbook.xml": "<w>" + '<sheet name="x" id="r1"/>' * 5_000 + "</w>"}),
        "unsafe",
    ),
    "columns hidden without end": (
        lambda: with_sheet(sheet(before='<cols><col min="1" max="99999999" hidden="1"/></cols>')),
        "",
    ),
    "a formula without its value": (lambda: with_sheet(cell("<f>1+1</f>")), ""),
    "the same cell twice": (
        lambda: with_sheet(cell("<v>1</v>").replace("</row></sheetData>", '<c r="A2"><v>2</v></c></row></sheetData>')),
        "",
    ),
    "a compound file that loops": (_looping_xls, "broken"),
    "a compound file of noise": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(range(256)) * 40,
        "broken",
    ),
    "laughs in an open document": (lambda: ods("", LAUGHS), "unsafe"),
    "rows without end in an open document": (
        lambda: ods(f"<table:table><table:table-row {_REPEATED}='1048576'>{_WIDE}</table:table-row></table:table>"),
        "many-cells",
    ),
    "tables within tables of an open document": (lambda: ods("<table:table>" * 500), "unsafe"),
    "half an open document": (lambda: ods("<table:table table:name='A'>"), "broken"),
    "100,000 tables within tables": (lambda: b"<html>" + b"<table><tr><td>" * 100_000, "unsafe"),
    "spans without end": (lambda: b"<table><tr><td colspan=999999999 rowspan=99999>x<td>y</table>", ""),
    "many wide spans": (
        lambda: b"<table>" + b"<tr><td colspan=2000 rowspan=20000>x</tr>" * 5_000 + b"</table>",
        "unsafe",
    ),
    "a page without an end": (lambda: b"<table><tr><td>" + b"x<b " * 200_000, ""),
    "300,000 attributes": (lambda: b"<table><tr><td " + b"a=1 " * 300_000 + b">x</table>", ""),
    "signs without end": (lambda: b"<table><tr><td>" + b"&#x110000;&nope;<!" * 100_000 + b"</table>", ""),
    "laughs in a document": (lambda: docx("", LAUGHS), "unsafe"),
    "a document of tables within tables": (lambda: docx("<w:tbl><w:tr><w:tc>" * 60), "unsafe"),
    "a grid without end": (
        lambda: docx('<w:tbl><w:tr><w:tc><w:gridSpan w:val="99999999"/><w:p><w:t>x</w:t></w:p></w:tc></w:tr></w:tbl>'),
        "",
    ),
    "a quote that never closes": (lambda: b'a;b;c\n"' + b"x;y\n" * 30_000, ""),
    "300,000 empty lines": (lambda: b"a;b;c\n" + b";;\n" * 300_000, ""),
    "20,000 columns": (lambda: b"a;" * 20_000 + b"\n", "broken"),
    "one line of 20 MB": (lambda: b"a;b\n" + b"x" * 20_000_000, "many-letters"),
    "a command in a cell": (lambda: b"Sasaran;Indikator;Target 2026\n=cmd|' /C calc'!A0;@SUM(1);+1\n", ""),
    "zeros": (lambda: b"a;b\n" + bytes(5_000), "unknown"),
}
