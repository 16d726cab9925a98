"""The one family of type on paper and in charts: Source Sans 3, its names, its widths, and what it cannot draw.

Signs and pictures that people paste (➢ ☑ ⚠ 👍) come from two other fonts, in running text alone. Scripts whose letters
change with their neighbours (Arabic, Javanese, Balinese, Bugis) are not drawn: reportlab sets one letter after another.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, Literal, cast

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from gmsc_desktop.exports import faces
from gmsc_desktop.exports.text_clean import clean
from gmsc_desktop.paths import resource

REGULAR, ITALIC, MEDIUM = faces.REGULAR, faces.ITALIC, faces.MEDIUM
SEMIBOLD, BOLD = faces.SEMIBOLD, faces.BOLD
FILES = {REGULAR: "Regular", ITALIC: "It", MEDIUM: "Medium", SEMIBOLD: "Semibold", BOLD: "Bold"}
SIGNS, EMOJI = "NotoSansSymbols2", "NotoEmoji"
BESIDE = {SIGNS: "NotoSansSymbols2-Regular.ttf", EMOJI: "NotoEmoji-Regular.ttf"}
MISSING = "□"
_UNSEEN = frozenset("\ufe0e\ufe0f\u200d")  # choose or join pictures; without them each is drawn by itself
_plain_unicode_map = ttfonts.makeToUnicodeCMap
_FACES: tuple[tuple[str, Literal[0, 1], Literal[0, 1], str], ...] = (
    (REGULAR, 0, 0, REGULAR), (REGULAR, 0, 1, ITALIC), (REGULAR, 1, 0, SEMIBOLD), (REGULAR, 1, 1, SEMIBOLD),
    (ITALIC, 0, 0, ITALIC), (ITALIC, 0, 1, ITALIC), (ITALIC, 1, 0, SEMIBOLD), (ITALIC, 1, 1, SEMIBOLD),
    (MEDIUM, 0, 0, MEDIUM), (MEDIUM, 0, 1, ITALIC), (MEDIUM, 1, 0, SEMIBOLD), (MEDIUM, 1, 1, SEMIBOLD),
    (SEMIBOLD, 0, 0, SEMIBOLD), (SEMIBOLD, 0, 1, SEMIBOLD), (SEMIBOLD, 1, 0, SEMIBOLD), (SEMIBOLD, 1, 1, SEMIBOLD),
    (BOLD, 0, 0, BOLD), (BOLD, 0, 1, BOLD), (BOLD, 1, 0, BOLD), (BOLD, 1, 1, BOLD),
)  # fmt: skip


@cache
def register() -> None:
    """Make the family known to reportlab, once for the process; bold is Semibold, bold italic is Semibold too."""
    for name, style in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/SourceSans3-{style}.ttf"))))
    for family, bold, italic, face in _FACES:
        addMapping(family, bold, italic, face)
    for name, file in BESIDE.items():
        pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/{file}"))))
        for bold, italic in ((0, 0), (0, 1), (1, 0), (1, 1)):
            addMapping(name, bold, italic, name)
    ttfonts.makeToUnicodeCMap = _unicode_map


def _unicode_map(fontname: str, subset: Any) -> str:  # Any: as reportlab has it; numbers of letters
    """What the letters of an embedded font are, for copying and searching: those beyond 65,535 as UTF-16.

    reportlab writes their plain number, which is of odd length.
    """
    return _plain_unicode_map(fontname, [_utf16(letter) for letter in subset])


def _utf16(letter: int) -> int:
    return int.from_bytes(chr(letter).encode("utf-16-be"), "big") if letter > 0xFFFF else letter


@lru_cache(maxsize=65536)
def width(text: str, font: str, size: float) -> float:
    """The width of one line in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


class Glyphs:
    """Text that the family can draw; what it cannot is drawn as a box and counted, so that the paper can say so."""

    def __init__(self) -> None:
        register()
        faces = (_letters(name) for name in FILES)
        self._known = frozenset.intersection(*faces) | {10, 9}
        beside = {name: _letters(name) - self._known for name in BESIDE}
        self._beside = {letter: name for name in reversed(BESIDE) for letter in beside[name]}
        self.missing: Counter[str] = Counter()

    def drawable(self, text: str, *, beside: bool = False) -> str:
        """``text`` cleaned and composed (NFC), each letter that no face has as a box.

        ``beside``: letters of the fonts beside the family stay, to be set in the font that ``pieces`` tells.
        """
        plain = clean(text)
        if plain.isascii():
            return plain
        composed = unicodedata.normalize("NFC", plain)
        absent = {ord(letter) for letter in composed} - self._known
        if beside:
            absent -= self._beside.keys()
        if not absent:
            return composed
        if beside:
            composed = "".join(letter for letter in composed if letter not in _UNSEEN)
        self.missing.update(letter for letter in composed if ord(letter) in absent)
        return "".join(MISSING if ord(letter) in absent else letter for letter in composed)

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """Drawable text in pieces, each with the font beside the family that it needs, "" for the family itself."""
        for name, letters in groupby(text, lambda letter: self._beside.get(ord(letter), "")):
            yield "".join(letters), name


def _letters(name: str) -> frozenset[int]:
    return frozenset(cast(TTFont, pdfmetrics.getFont(name)).face.charToGlyph)
