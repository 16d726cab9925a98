"""Files whose styles, lists and style sheets were made to hold a reader up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from tests.exchange.hostile_books import LAUGHS, ods

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ROW = "<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"


def _document(body: str, **parts: str) -> bytes:
    """A document with this body and further parts by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for part, content in parts.items():
            packed.writestr(f"word/{part}.xml", content)
    return made.getvalue()


def _styles(count: int) -> str:
    """Styles in a ring, each based on the next."""
    told = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % count}"/></w:style>' for n in range(count))
    return f"<w:styles {_W}>{told}</w:styles>"


def _lists() -> str:
    level = '<w:lvl w:ilvl="0"><w:start w:val="99999999"/><w:numFmt w:val="{0}"/><w:lvlText w:val="{1}"/></w:lvl>'
    told = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level.format(form, "%1" * 9_000)}</w:abstractNum>'
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, form in enumerate(("lowerRoman", "upperLetter", "decimal", "x"))
    )
    return f"<w:numbering {_W}>{told}</w:numbering>"


def _counted(count: int) -> str:
    told = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="s1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n % 4}"/></w:numPr></w:pPr>'
        "<w:r><w:t>x</w:t></w:r></w:p>"
        for n in range(count)
    )
    return f"<w:tbl><w:tr><w:tc>{told}</w:tc></w:tr></w:tbl>"


def _page(inner: str, style: str = "") -> bytes:
    return f"<html><style>{style}</style><table>{inner}</table></html>".encode()


# Name -> (the file, the reason for which it is refused, or "" where it is read)
LOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "laughs in the styles of a document": (
        lambda: _document(f"<w:tbl>{_ROW}</w:tbl>", styles=f"{LAUGHS}<x/>"),
        "unsafe",
    ),
    "laughs in the lists of a document": (
        lambda: _document(f"<w:tbl>{_ROW}</w:tbl>", numbering=f"{LAUGHS}<x/>"),
        "unsafe",
    ),
    "styles in a ring": (lambda: _document(_counted(20), styles=_styles(500), numbering=_lists()), ""),
    "20,000 paragraphs that count": (lambda: _document(_counted(20_000), styles=_styles(3), numbering=_lists()), ""),
    "tables nested in a document": (lambda: _document("<w:tbl><w:tr><w:tc>" * 25 + "x"), "unsafe"),
    "controls that never end": (lambda: _document("<w:sdtContent>" * 50 + "<w:sdt><w:showingPlcHdr/>"), "broken"),
    "400 tables": (lambda: _document(f"<w:tbl>{_ROW}</w:tbl>" * 400), "unsafe"),
    "remarks in a style sheet": (lambda: _page("<tr><td>x", "/*" * 400_000), ""),
    "100,000 rules": (lambda: _page("<tr><td class=a>x", ".a{color:red;display:none}" * 100_000), ""),
    "100,000 letters that are bold": (lambda: _page("<tr><td>" + "<b>x" * 100_000 + "</b>" * 100_000), ""),
    "100,000 things that are hidden": (lambda: _page("<tr><td>x" + "<i hidden>" * 100_000 + "</i>" * 100_000), ""),
    "hidden cells that reach far": (
        lambda: _page("<tr>" + "<td hidden rowspan=9999 colspan=999>x" * 900 + "<tr><td>y" * 3),
        "broken",
    ),
    "a style of 100,000 declarations": (lambda: _page(f"<tr><td style='{'padding-left:9px;' * 100_000}'>x"), ""),
    "styles of an open document in a ring": (
        lambda: ods(
            "".join(f"<table:style table:name='s{n}' table:parent-style-name='s{(n + 1) % 300}'/>" for n in range(300))
            + "<table:table><table:table-row><table:table-cell table:style-name='s1'><text:p>x</text:p>"
            "</table:table-cell></table:table-row></table:table>"
        ),
        "",
    ),
}
