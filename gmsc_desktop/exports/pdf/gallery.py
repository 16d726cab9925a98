"""Small pictures of evidence in rows, beside what they prove."""

from __future__ import annotations

import io
from collections.abc import Iterable

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, Table

from gmsc_desktop.exports import fonts
from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.styles import MM, cell_style
from gmsc_desktop.exports.pictures import evidence_picture
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _

_BOX = (38 * MM, 27 * MM)
_PIXELS = 360
_PER_ROW = 4
MOST = 8  # pictures of one initiative; the list names every piece


def thumbnails(book: Book, evidence: Iterable[Evidence]) -> None:
    """Rows of small pictures with their numbers; what cannot be shown is told by its number."""
    cells, unread = [], []
    pictures = [row for row in dict.fromkeys(evidence) if row.sha256 and row.media_type.startswith("image/")]
    for row in pictures[:MOST]:
        made = evidence_picture(book.edition, row, _PIXELS)
        number = str(book.proofs.number[row.id])
        if made is not None:
            label = book.ink.paragraph(_("No. {number}").format(number=number), cell_style(muted=True, small=True))
            cells.append([_fitted(made), label])
        elif book.edition.picture(row.sha256) is not None:
            unread.append(number)
    if cells:
        cells += [[] for _gap in range(-len(cells) % _PER_ROW)]
        rows: list[list[object]] = [[c or "" for c in cells[i : i + _PER_ROW]] for i in range(0, len(cells), _PER_ROW)]
        book.add([_gallery(rows)])
    if unread:
        book.note(_("Gambar bukti nomor {numbers} tidak dapat ditampilkan.").format(numbers=joined(*unread)))


def _gallery(rows: list[list[object]]) -> Flowable:
    table = Table(rows, [_BOX[0] + 3 * MM] * _PER_ROW, hAlign="LEFT", spaceAfter=10)
    whole = ((0, 0), (-1, -1))
    table.setStyle([("VALIGN", *whole, "TOP"), ("LEFTPADDING", *whole, 0), ("FONT", *whole, fonts.REGULAR, 8)])
    return table


def _fitted(stream: io.BytesIO) -> Image:
    wide, high = ImageReader(stream).getSize()
    stream.seek(0)
    scale = min(_BOX[0] / wide, _BOX[1] / high)
    return Image(stream, wide * scale, high * scale, hAlign="LEFT")
