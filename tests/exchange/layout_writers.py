"""Layouts as the files of other programs: documents, spreadsheets of LibreOffice, pages, what is pasted."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from gmsc_desktop.exchange.pasted import read_pasted
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.sheets import Book
from tests.exchange.layout_files import LayoutFile, shown, write_workbook

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    f'xmlns:{short}="{_ODF}{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
_MARK = re.compile(r"\{([bi]*)(#[0-9a-f]{6})?\}")


def read_layout(layout: LayoutFile, folder: Path, name: str) -> Book:
    """The layout written as its form tells, and read again."""
    form = layout.told.get("form", "xlsx")
    if form == "xlsx":
        path = write_workbook(layout, folder / f"{name}.xlsx")
    elif form == "pasted":
        return read_pasted(*_pasted(layout))
    elif form == "docx":
        path = write_docx(folder / f"{name}.docx", layout.file or _body(layout), layout.told.get("numbering", ""))
    elif form == "ods":
        path = write_ods(folder / f"{name}.ods", layout.file or _spreadsheet(layout))
    else:
        path = folder / f"{name}.{'xls' if form == 'html' else form}"
        path.write_bytes((layout.file or _page(layout)).encode(layout.told.get("encoding", "utf-8")))
    return read_here(path, path.name)


def write_docx(path: Path, body: str, numbering: str = "", styles: str = "") -> Path:
    """A document of this body; ``numbering`` and ``styles`` are what stands in those parts."""
    parts = {"document": f"<w:body>{body}</w:body>", "numbering": numbering, "styles": styles}
    with ZipFile(path, "w") as made:
        for part, text in parts.items():
            if text:
                made.writestr(f"word/{part}.xml", f'<w:{part} xmlns:w="{_W}">{text}</w:{part}>')
    return path


def write_ods(path: Path, content: str) -> Path:
    """A spreadsheet of this content: automatic styles and the body."""
    with ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", f"<office:document-content {_NAMESPACES}>{content}</office:document-content>")
    return path


def _told(text: str) -> tuple[str, int, str, str]:
    """A cell's text, how far it is indented, its letters, its colour."""
    found = _MARK.match(text)
    letters, colour = (found[1], found[2] or "") if found else ("", "")
    text = text[found.end() :] if found else text
    plain = text.lstrip("^")
    return shown(plain), len(text) - len(plain), letters, colour


def _merges(layout: LayoutFile) -> dict[tuple[int, int], tuple[int, int]]:
    """By upper left cell how far it reaches down and across."""
    made = {}
    for one in layout.words("merged"):
        (top, left), (bottom, right) = (_corner(corner) for corner in one.split(":"))
        made[top, left] = (bottom - top + 1, right - left + 1)
    return made


def _corner(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]) - 1, ord(letters) - 65


def _blocks(rows: Sequence[Sequence[str]]) -> list[tuple[list[str], list[tuple[int, Sequence[str]]]]]:
    """Lines and the rows of the table below them; a line is a row that begins with ">"."""
    made: list[tuple[list[str], list[tuple[int, Sequence[str]]]]] = []
    for number, row in enumerate(rows):
        if row and row[0].startswith(">"):
            if not made or made[-1][1]:
                made.append(([], []))
            made[-1][0].append(shown(row[0].lstrip("> ")))
        elif row or (made and made[-1][1]):
            if not made:
                made.append(([], []))
            made[-1][1].append((number, row))
    return made


def _grid(layout: LayoutFile, rows: Sequence[Sequence[str]]) -> dict[int, list[tuple[str, int, int]]]:
    """By row its cells with how far each reaches; "" with 0 rows goes on with the one above."""
    merges = _merges(layout)
    width = max(len(row) for row in rows)
    covered = {}
    for (top, left), (down, across) in merges.items():
        for below in range(down):
            for beside in range(across):
                covered[top + below, left + beside] = (below, beside, across)
    made: dict[int, list[tuple[str, int, int]]] = {}
    for number, row in enumerate(rows):
        line = made[number] = []
        for column in range(width):
            text = row[column] if column < len(row) else ""
            below, beside, across = covered.get((number, column), (0, 0, 1))
            if beside:
                continue
            down = merges.get((number, column), (1, 1))[0]
            line.append((text, 0 if below else down, across))
    return made


def _body(layout: LayoutFile) -> str:
    made = []
    for rows in layout.sheets.values():
        grid = _grid(layout, rows)
        for lines, held in _blocks(rows):
            made += [f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in lines]
            told = "".join(f"<w:tr>{''.join(_word_cell(*one) for one in grid[number])}</w:tr>" for number, _r in held)
            made.append(f"<w:tbl>{told}</w:tbl>")
    return "".join(made)


def _word_cell(written: str, down: int, across: int) -> str:
    text, indent, letters, colour = _told(written)
    facts = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    facts += '<w:vMerge w:val="restart"/>' if down > 1 else "<w:vMerge/>" if not down else ""
    facts += f'<w:shd w:fill="{colour[1:]}"/>' if colour else ""
    inset = f'<w:pPr><w:ind w:left="{indent * 360}"/></w:pPr>' if indent else ""
    look = "".join(f"<w:{letter}/>" for letter in letters)
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>"
    lines = "".join(f"<w:p>{inset}{run}{html.escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{facts}</w:tcPr>{lines}</w:tc>"


def _page(layout: LayoutFile) -> str:
    made = []
    for rows in layout.sheets.values():
        grid = _grid(layout, rows)
        for lines, held in _blocks(rows):
            made += [f"<p>{html.escape(line)}</p>" for line in lines]
            told = "".join(f"<tr>{''.join(_page_cell(*one) for one in grid[number])}</tr>" for number, _r in held)
            made.append(f"<table>{told}</table>")
    return f"<html><body>{''.join(made)}</body></html>"


def _page_cell(written: str, down: int, across: int) -> str:
    if not down:
        return ""
    text, indent, letters, colour = _told(written)
    style = f"padding-left:{indent * 20}px;" if indent else ""
    style += f"background:{colour};" if colour else ""
    inner = html.escape(text).replace("\n", "<br>")
    for letter in letters:
        inner = f"<{letter}>{inner}</{letter}>"
    spans = f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)
    return f'<td{spans} style="{style}">{inner}</td>'


def _spreadsheet(layout: LayoutFile) -> str:
    styles: dict[tuple[int, str, str], str] = {}
    tables = ""
    for name, rows in layout.sheets.items():
        tables += f'<table:table table:name="{html.escape(name)}">'
        for line in _grid(layout, rows).values():
            cells = "".join(_sheet_cell(*one, styles) for one in line)
            tables += f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>"
        tables += "</table:table>"
    told = ""
    for (indent, letters, colour), style in styles.items():
        told += f'<style:style style:name="{style}" style:family="table-cell">'
        told += f'<style:table-cell-properties fo:background-color="{colour}"/>' if colour else ""
        told += f'<style:paragraph-properties fo:margin-left="{indent * 0.353}cm"/>' if indent else ""
        told += '<style:text-properties fo:font-weight="bold"/>' if "b" in letters else ""
        told += '<style:text-properties fo:font-style="italic"/>' if "i" in letters else ""
        told += "</style:style>"
    head = f"<office:automatic-styles>{told}</office:automatic-styles>"
    return f"{head}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"


def _sheet_cell(written: str, down: int, across: int, styles: dict[tuple[int, str, str], str]) -> str:
    covered = "<table:covered-table-cell/>" * (across - 1)
    if not down:
        return f"<table:covered-table-cell/>{covered}"
    number = re.fullmatch(r"#(-?[0-9.]+)(%?)", written)
    spans = f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"' * (across * down > 1)
    if number:
        value = float(number[1]) / 100 if number[2] else number[1]
        kind = "percentage" if number[2] else "float"
        facts = f'office:value-type="{kind}" office:value="{value}"'
        return f"<table:table-cell {facts}{spans}><text:p>{shown(written)}</text:p></table:table-cell>{covered}"
    text = _told(written)[0]
    key = _told(written)[1:]
    style = styles.setdefault(key, f"ce{len(styles)}")
    lines = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in text.split("\n") if text)
    facts = f'table:style-name="{style}" office:value-type="string"' if text else ""
    return f"<table:table-cell {facts}{spans}>{lines}</table:table-cell>{covered}"


def _pasted(layout: LayoutFile) -> tuple[str, str]:
    """The text and the page of a clipboard."""
    if layout.file.lstrip().startswith("<"):
        return "", layout.file
    if layout.file:
        return layout.file, ""
    [rows] = layout.sheets.values()
    return "\n".join("\t".join(shown(cell) for cell in row) for row in rows), ""
