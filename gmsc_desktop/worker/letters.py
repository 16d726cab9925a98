"""Where the letters of a PDF page stand: told by the child beside its picture, so that found words can be marked."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

WIDE = 10_000  # parts into which width and height of a page are divided
MOST_LETTERS = 20_000  # of a page; those after them are not marked
_BREAKS = frozenset({"\ufffe", "\x02", "\xad"})  # PDFium's sign for a word that goes on in the next line

Box = tuple[int, int, int, int]  # left, top, right, bottom in parts of ``WIDE``


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page in reading order, each with its box; of a blank or a line's end the box is empty."""

    text: str
    boxes: tuple[Box, ...]


def letters_job(page: PdfPage) -> dict[str, object]:
    """In the child: the letters of a page as JSON, at most ``MOST_LETTERS``."""
    from pypdfium2 import raw

    words = page.get_textpage()
    text, boxes = [], list[int]()
    across, down = ctypes.c_int(), ctypes.c_int()
    edges = [ctypes.c_double() for _edge in range(4)]
    for place in range(min(words.count_chars(), MOST_LETTERS)):
        letter = chr(raw.FPDFText_GetUnicode(words, place) or 0x20)
        text.append(letter if letter.isprintable() or letter in _BREAKS or letter in "\r\n" else " ")
        box = [0, 0, 0, 0]
        if not letter.isspace() and raw.FPDFText_GetCharBox(words, place, *edges):
            left, right, bottom, top = (edge.value for edge in edges)
            points = []
            for x, y in ((left, top), (right, bottom)):
                raw.FPDF_PageToDevice(page, 0, 0, WIDE, WIDE, 0, x, y, across, down)
                points.append((across.value, down.value))
            (a, b), (c, d) = points
            box = [min(max(edge, 0), WIDE) for edge in (min(a, c), min(b, d), max(a, c), max(b, d))]
        boxes += box
    words.close()
    return {"text": "".join(text), "boxes": boxes}


def letters_told(told: object) -> Letters | None:
    """What a child told of a page; None where it is nothing that ``letters_job`` makes."""
    text, flat = (told.get("text"), told.get("boxes")) if isinstance(told, dict) else (None, None)
    if not isinstance(text, str) or not isinstance(flat, list) or len(text) > MOST_LETTERS:
        return None
    if len(flat) != 4 * len(text) or not all(type(edge) is int and 0 <= edge <= WIDE for edge in flat):
        return None
    return Letters(text, tuple(zip(flat[::4], flat[1::4], flat[2::4], flat[3::4], strict=True)))


def marks(letters: Letters, typed: Sequence[str], most: int = 200) -> list[Box]:
    """Where the words ``typed`` stand on a page, line by line from the top; they are compared as the search does."""
    folded, origin = _folded(letters.text)
    found: list[Box] = []
    for word in dict.fromkeys(typed):
        at = folded.find(word) if word else -1
        while at >= 0 and len(found) < most:
            places = dict.fromkeys(origin[at : at + len(word)])
            found += _joined(letters.boxes[place] for place in places)
            at = folded.find(word, at + len(word))
    return sorted(dict.fromkeys(found), key=lambda box: (box[1], box[0]))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is searched (one line, plain small letters), and of each letter of it the place it came from."""
    made: list[str] = []
    origin: list[int] = []
    broken = False  # within a word that goes on in the next line
    for place, letter in enumerate(text):
        if letter in _BREAKS:
            broken = True
            continue
        if letter in "\r\n" and broken:
            continue
        broken = False
        plain = " " if letter.isspace() else unicodedata.normalize("NFKC", letter).casefold()
        if plain == " " and made and made[-1] == " ":
            continue
        made += plain
        origin += [place] * len(plain)
    return "".join(made), origin


def _joined(boxes: Iterator[Box]) -> list[Box]:
    """The boxes of one word as one for each line on which it stands; on a turned page lines run down or up."""
    made: list[Box] = []
    before: Box | None = None
    for box in boxes:
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        if before is not None and (_beside(before, box, 0) or _beside(before, box, 1)):
            last = made[-1]
            made[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            made.append(box)
        before = box
    return made


def _beside(before: Box, box: Box, axis: int) -> bool:
    """Whether two letters stand in one line that runs along an axis (0 across, 1 down), less than a line apart."""
    along, over = axis, 1 - axis
    overlap = min(before[over + 2], box[over + 2]) - max(before[over], box[over])
    apart = max(before[along], box[along]) - min(before[along + 2], box[along + 2])
    high = max(before[over + 2] - before[over], box[over + 2] - box[over])
    return 3 * overlap > min(before[over + 2] - before[over], box[over + 2] - box[over]) and apart < high
