"""Small pictures of evidence in rows, beside what they prove."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Table

from gmsc_desktop.exports import fonts
from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.styles import MM, cell_style
from gmsc_desktop.exports.pictures import evidence_wish
from gmsc_desktop.exports.pixels import Wish
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _

_BOX = (38 * MM, 27 * MM)
_PIXELS = 360
_PER_ROW = 4
MOST = 8  # pictures of one initiative; the list names every piece


def wishes(book: Book, evidence: Iterable[Evidence]) -> Iterator[tuple[Evidence, Wish]]:
    """The pictures among the evidence that ``thumbnails`` shows, and how it asks for them."""
    pictures = [row for row in dict.fromkeys(evidence) if row.sha256 and row.media_type.startswith("image/")]
    for row in pictures[:MOST]:
        wish = evidence_wish(book.edition, row, _PIXELS)
        if wish is not None:
            yield row, wish


def thumbnails(book: Book, evidence: Iterable[Evidence]) -> None:
    """Rows of small pictures with their numbers; what cannot be shown is told by its number."""
    cells, unread = [], []
    for row, wish in wishes(book, evidence):
        made = book.edition.small_pictures.get(wish)
        number = str(book.proofs.number[row.id])
        if made is not None:
            label = book.ink.paragraph(_("No. {number}").format(number=number), cell_style(muted=True, small=True))
            cells.append([_Photo(made), label])
        else:
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


class _Photo(Flowable):
    """A small picture that is unpacked while it is drawn, and not kept so: a book may have hundreds."""

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__()
        self._stream = stream
        wide, high = ImageReader(io.BytesIO(stream.getvalue())).getSize()
        scale = min(_BOX[0] / wide, _BOX[1] / high)
        self.width, self.height = wide * scale, high * scale
        self.hAlign = "LEFT"

    def draw(self) -> None:
        """Draw it where the story stands."""
        self.canv.drawImage(ImageReader(io.BytesIO(self._stream.getvalue())), 0, 0, self.width, self.height)
