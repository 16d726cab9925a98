"""The master plan as a book in A4: composed from the snapshot, measured, then drawn with the right numbers."""

from __future__ import annotations

import io
from typing import BinaryIO

from reportlab import rl_config
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from gmsc_desktop.exports import palette
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.pdf.book import Book, underline
from gmsc_desktop.exports.pdf.chapters import BODY, FRONT, progress
from gmsc_desktop.exports.pdf.contents import ContentsLine, contents
from gmsc_desktop.exports.pdf.cover import EMBLEM_PIXELS
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.pages import Anchor, Entry, Pages
from gmsc_desktop.exports.pdf.styles import styles
from gmsc_desktop.exports.pictures import emblem_wish
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.text import _, in_source_language

_COMPOSED, _MEASURED = 0.2, 0.6  # how far the work is then, without pictures
_SHARE_OF_A_PICTURE, _MOST_OF_PICTURES = 0.002, 0.5  # of the whole work, which is told as so much longer


@in_source_language
def write_pdf(edition: Edition, stream: BinaryIO) -> None:
    """Write the book into the stream.

    It is measured first, which tells on which page everything stands; the contents takes the same room with and
    without its numbers, so that what is then drawn falls on the same pages. Raises ``Cancelled``.
    """
    rl_config.useA85 = 0  # streams as bytes: a quarter smaller, and faster
    book = Book(edition, Ink())
    begun = _read_pictures(book)
    composed, measured_at = (begun + (1 - begun) * part for part in (_COMPOSED, _MEASURED))
    _compose(book, (begun, composed))
    lines = _listings(book)
    measured = _set(book, lines, io.BytesIO(), 0, (composed, measured_at))
    for line in lines:
        if isinstance(line, ContentsLine):
            line.page = measured.numbers[line.entry.key]
    drawn = _set(book, lines, stream, measured.page, (measured_at, 1.0))
    if (drawn.numbers, drawn.page) != (measured.numbers, measured.page):
        raise AssertionError("the book fell on other pages than it was measured on")
    edition.step(1)


def _read_pictures(book: Book) -> float:
    """Read all pictures that the book shows; gives how far the work is then."""
    edition = book.edition
    emblem = emblem_wish(edition, EMBLEM_PIXELS)
    wishes = list(dict.fromkeys([*([emblem] if emblem else []), *progress.pictures(book)]))
    share = min(len(wishes) * _SHARE_OF_A_PICTURE, _MOST_OF_PICTURES)
    edition.step(0)
    for done in edition.small_pictures.prepare(wishes):
        edition.step(share * done)
    return share


def _compose(book: Book, share: tuple[float, float]) -> None:
    first, last = share
    chapters = (*FRONT, *BODY)
    for number, chapter in enumerate(chapters):
        book.edition.step(first + (last - first) * number / len(chapters))
        chapter(book)
        if number + 1 == len(FRONT):
            book.front = len(book.story)
    _missing_letters(book)


def _set(book: Book, lines: list[Flowable], stream: BinaryIO, total: int, share: tuple[float, float]) -> Pages:
    story = [Spacer(0, 1), *book.story[: book.front], *lines, *book.story[book.front :]]
    first, last = share
    done, whole = 0, len(story)

    def watch() -> None:
        nonlocal done
        done += 1
        book.edition.step(first + (last - first) * min(done / whole, 1))

    pages = Pages(stream, book.edition, book.ink, total, watch)
    placed = list(story)
    pages.build(story)
    for flowable in placed:
        flowable.__dict__.pop("_postponed", None)  # left by the first setting, and a reason to refuse the second
    return pages


def _listings(book: Book) -> list[Flowable]:
    """The contents, and the list of tables and charts."""
    made: list[Flowable] = []
    for listing, title in (("contents", _("Daftar Isi")), ("tables", _("Daftar Tabel dan Gambar"))):
        lines = contents(book.ink, book.entries, listing)
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
