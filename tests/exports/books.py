"""What a reader finds in a PDF: its text page by page, its fonts, its outline."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from gmsc_desktop.exports import Edition
from gmsc_desktop.exports.pdf import write_pdf

_FURNITURE = re.compile(r"Halaman\d+dari\d+|·Revisi|^DRAF$|^CONTOH–bukandokumenresmi$")


def squeezed(text: str) -> str:
    """Without white space and without the mark that a reader sets where it joined a broken word."""
    return re.sub(r"[\s\u00a0\ufffe\x02]+", "", text)


@dataclass(frozen=True)
class Reading:
    """A PDF as it was written."""

    content: bytes
    title: str  # of the book, which stands at the head of its pages

    @classmethod
    def of(cls, edition: Edition) -> Reading:
        stream = io.BytesIO()
        write_pdf(edition, stream)
        return cls(stream.getvalue(), edition.title)

    @cached_property
    def pages(self) -> list[str]:
        document = pdfium.PdfDocument(self.content)
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        document.close()
        return texts

    @cached_property
    def text(self) -> str:
        return squeezed("\n".join(self.pages))

    @cached_property
    def body(self) -> str:
        """All text without what stands at head and foot of every page, squeezed: as if there were one long page."""
        chapters = {squeezed(title) for level, title, _page in self.outline if level == 0}
        title = squeezed(self.title)
        kept = []
        for page in self.pages:
            lines = [squeezed(line) for line in page.splitlines()]
            heads = {title, *chapters, *(title + chapter for chapter in chapters)}
            kept += [line for line in lines if line not in heads and not _FURNITURE.search(line)]
        return "".join(kept)

    @cached_property
    def outline(self) -> list[tuple[int, str, int]]:
        """Level, title, number of the page (from 1)."""
        document = pdfium.PdfDocument(self.content)
        found = []
        for item in document.get_toc():
            place = item.get_dest()
            index = place.get_index() if place else None
            found.append((item.level, item.get_title(), (index if index is not None else -1) + 1))
        document.close()
        return found

    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.content))

    @cached_property
    def fonts(self) -> dict[str, bool]:
        """Every font that a page or a form names, and whether its file is inside."""
        found: dict[str, bool] = {}
        with self.pdf() as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and "/BaseFont" in thing:
                    found[str(thing.BaseFont)] = _has_file(thing)
        return found


def _has_file(font: Any) -> bool:
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
