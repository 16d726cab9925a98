"""The words of a PDF or Word document by page; in the child, which reads files of strangers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.safe_xml import Broken, Unsafe, parse
from gmsc_desktop.exchange.zip_parts import Parts
from gmsc_desktop.models.original_texts import BROKEN, DOCX, LOCKED, PDF, SLOW, UNREADABLE, Text, to_json

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 5_000
MOST_PAGE_LETTERS = 60_000
MOST_BYTES = 12 * 1024 * 1024  # of the pages as JSON; the parent takes no more than 16 MB
_PAGE_LETTERS = 3_000  # of a part of a Word document that tells no pages
_LOCKED = 4  # FPDF_ERR_PASSWORD (PDFium, fpdfview.h)
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


def read_text_job(folder: Path, request: dict[str, object]) -> dict[str, object]:
    """In the child: the text as JSON; what was not read by ``until`` seconds is left out, and told as cut."""
    files = cast(dict[str, str], request["files"])
    until = time.monotonic() + float(cast(float, request["until"]))
    return to_json(read_here(Path(files["document"]), str(request["media_type"]), until))


def read_here(path: Path, media_type: str, until: float = float("inf")) -> Text:
    """What a file says, read in this process until a moment of ``time.monotonic``."""
    if media_type == PDF:
        return _pdf(path, until)
    if media_type == DOCX:
        return _docx(path)
    return Text(problem=UNREADABLE)


class _Pages:
    """Pages as they are gathered, within all bounds."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.cut = False
        self._bytes = 0

    def put(self, page: str) -> bool:
        """Keep a page; whether there is room for more."""
        page = _plain(page[: 2 * MOST_PAGE_LETTERS])
        self.cut = self.cut or len(page) > MOST_PAGE_LETTERS
        page = page[:MOST_PAGE_LETTERS]
        self._bytes += len(json.dumps(page, ensure_ascii=False).encode("utf-8", "replace")) + 2
        if len(self.made) >= MOST_PAGES or self._bytes > MOST_BYTES:
            self.cut = True
            return False
        self.made.append(page)
        return True


def _plain(text: str) -> str:
    """Lines of printable letters: PDFium's sign for a word that goes on in the next line is taken out with its line."""
    for mark in ("\ufffe", "\x02", "\xad"):
        text = text.replace(f"{mark}\r\n", "").replace(f"{mark}\n", "").replace(mark, "")
    made = ("".join(letter if letter.isprintable() else " " for letter in line) for line in text.splitlines())
    lines = (" ".join(line.split()) for line in made)
    return "\n".join(line for line in lines if line)


# -- PDF


def _pdf(path: Path, until: float) -> Text:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return Text(problem=LOCKED if error.err_code == _LOCKED else BROKEN)
    pages = _Pages()
    pictures = False
    for number in range(len(document)):
        if time.monotonic() > until:
            pages.cut = True
            break
        text, pictured = _page(document, number)
        pictures = pictures or pictured
        if not pages.put(text):
            break
    if not pages.made:
        return Text(problem=SLOW if pages.cut else BROKEN)
    return Text(tuple(pages.made), True, pictures, pages.cut)


def _page(document: PdfDocument, number: int) -> tuple[str, bool]:
    """The words of a page, and whether it has pictures instead; a page that cannot be read has neither."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return "", False
    try:
        words = page.get_textpage()
        text = str(words.get_text_range(0, min(words.count_chars(), MOST_PAGE_LETTERS + 1)))
        words.close()
        return text, not text.strip() and _pictured(page)
    except pypdfium2.PdfiumError:
        return "", False
    finally:
        page.close()


def _pictured(page: PdfPage) -> bool:
    return next(iter(page.get_objects(filter=[_IMAGE], max_depth=4)), None) is not None


# -- Word


def _docx(path: Path) -> Text:
    reader = _Reader()
    try:
        with Parts(path, path.name) as parts:
            parse(parts.blocks("word/document.xml"), reader.begin, reader.end, reader.text)
    except FileRefused as refused:
        return Text(problem=LOCKED if refused.reason == "locked" else BROKEN)
    except (Unsafe, Broken):
        return Text(problem=BROKEN)
    pages = _Pages()
    for page in reader.pages():
        if not pages.put(page):
            break
    return Text(tuple(pages.made), reader.paged, reader.pictures, pages.cut)


class _Reader:
    """Gathers paragraphs and, where Word has written them down, the ends of pages (ECMA-376 part 1, 17.3.1, 17.3.3)."""

    def __init__(self) -> None:
        self.paged = self.pictures = False
        self._pages: list[list[str]] = [[]]
        self._inside = False  # a text
        self._passed = 0  # how deep in the second form of what has two, which says the same once more

    def begin(self, name: str, told: dict[str, str]) -> None:
        if name == "Fallback":
            self._passed += 1
        elif self._passed:
            return
        elif name == "t":
            self._inside = True
        elif name == "p":
            self._pages[-1].append("\n")
        elif name in {"tab", "cr", "tc"} or (name == "br" and not _breaks_page(told)):
            self._pages[-1].append("\n" if name == "cr" else " ")
        elif name in {"lastRenderedPageBreak", "br"}:
            self._turn(rendered=name != "br")
        elif name in {"blip", "imagedata"}:
            self.pictures = True

    def _turn(self, *, rendered: bool) -> None:
        """A new page. A break that was typed is also marked where Word laid it out: one of them counts."""
        self.paged = self.paged or rendered
        if any(piece.strip() for piece in self._pages[-1]) or not rendered:
            self._pages.append([])

    def end(self, name: str) -> None:
        if name == "Fallback":
            self._passed -= 1
        elif name == "t":
            self._inside = False

    def text(self, piece: str) -> None:
        if self._inside and not self._passed:
            self._pages[-1].append(piece)

    def pages(self) -> Iterator[str]:
        """The pages as Word last laid them out; where it did not, parts of some length."""
        if self.paged:
            yield from ("".join(page) for page in self._pages)
            return
        part: list[str] = []
        length = 0
        for line in "".join(piece for page in self._pages for piece in (*page, "\n")).splitlines():
            part.append(line)
            length += len(line)
            if length > _PAGE_LETTERS:
                yield "\n".join(part)
                part, length = [], 0
        if part:
            yield "\n".join(part)


def _breaks_page(told: dict[str, str]) -> bool:
    return any(key.rpartition(":")[2] == "type" and value == "page" for key, value in told.items())
