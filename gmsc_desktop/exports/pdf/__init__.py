"""The master plan as a book in A4: composed from the snapshot, set twice so that every page number is right."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import BinaryIO

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from gmsc_desktop.exports import palette
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.pdf.book import Book, underline
from gmsc_desktop.exports.pdf.chapters import BODY, FRONT
from gmsc_desktop.exports.pdf.contents import contents
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.pages import Anchor, Entry, Pages
from gmsc_desktop.exports.pdf.styles import styles
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.text import _


def write_pdf(edition: Edition, stream: BinaryIO) -> None:
    """Write the book into the stream.

    The first setting tells on which page everything stands; the contents takes the same room with and without its
    numbers, so the second setting is the book. Raises ``Cancelled``.
    """
    draft = _set(edition, io.BytesIO(), {}, 0, (0.0, 0.5))
    final = _set(edition, stream, draft.numbers, draft.page, (0.5, 1.0))
    if (final.numbers, final.page) != (draft.numbers, draft.page):
        raise AssertionError("the second setting of the book fell on other pages than the first")
    edition.step(1)


def _set(
    edition: Edition, stream: BinaryIO, numbers: Mapping[str, int], total: int, share: tuple[float, float]
) -> Pages:
    story, ink = _story(edition, numbers)
    first, last = share
    done, whole = 0, len(story)

    def watch() -> None:
        nonlocal done
        done += 1
        edition.step(first + (last - first) * min(done / whole, 1))

    pages = Pages(stream, edition, ink, total, watch)
    pages.build(story)
    return pages


def _story(edition: Edition, numbers: Mapping[str, int]) -> tuple[list[Flowable], Ink]:
    ink = Ink()
    book = Book(edition, ink)
    for chapter in FRONT:
        chapter(book)
    front = len(book.story)
    for chapter in BODY:
        chapter(book)
    _missing_letters(book)
    story = [Spacer(0, 1), *book.story[:front], *_listings(book, numbers), *book.story[front:]]
    return story, ink


def _listings(book: Book, numbers: Mapping[str, int]) -> list[Flowable]:
    """The contents, and the list of tables and charts."""
    made: list[Flowable] = []
    for listing, title in (("contents", _("Daftar Isi")), ("tables", _("Daftar Tabel dan Gambar"))):
        lines = contents(book.ink, book.entries, numbers, listing)
        if lines:
            anchor = Anchor(Entry(listing, title, 0, "outline", title))
            heading = book.ink.paragraph(title, styles().chapter)
            made += [NextPageTemplate("portrait"), PageBreak(), anchor, heading, underline(palette.ACCENT), *lines]
    return made


def _missing_letters(book: Book) -> None:
    """Say which letters the type of the book does not have, so that none is lost without a word."""
    if book.ink.glyphs.missing:
        book.chapter(_("Catatan Cetak"), numbering="")
        book.text(_("Huruf berikut tidak ada pada jenis huruf buku ini dan digambar sebagai □:"))
        told = (f"U+{ord(letter):04X} ({count}×)" for letter, count in sorted(book.ink.glyphs.missing.items()))
        book.text(joined(*told))
