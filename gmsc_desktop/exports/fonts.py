"""The one family of type on paper and in charts: Source Sans 3, its names, its widths, and what it cannot draw."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Literal, cast

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from gmsc_desktop.exports.text_clean import clean
from gmsc_desktop.paths import resource

REGULAR, ITALIC, MEDIUM = "SourceSans3", "SourceSans3-Italic", "SourceSans3-Medium"
SEMIBOLD, BOLD = "SourceSans3-Semibold", "SourceSans3-Bold"
FILES = {REGULAR: "Regular", ITALIC: "It", MEDIUM: "Medium", SEMIBOLD: "Semibold", BOLD: "Bold"}
MISSING = "□"
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


@lru_cache(maxsize=65536)
def width(text: str, font: str, size: float) -> float:
    """The width of one line in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


class Glyphs:
    """Text that the family can draw; what it cannot is drawn as a box and counted, so that the paper can say so."""

    def __init__(self) -> None:
        register()
        faces = (cast(TTFont, pdfmetrics.getFont(name)).face.charToGlyph for name in FILES)
        self._known = frozenset.intersection(*(frozenset(face) for face in faces)) | {10, 9}
        self.missing: Counter[str] = Counter()

    def drawable(self, text: str) -> str:
        """``text`` cleaned and composed (NFC), each letter that no face has as a box."""
        plain = clean(text)
        if plain.isascii():
            return plain
        composed = unicodedata.normalize("NFC", plain)
        absent = [letter for letter in composed if ord(letter) not in self._known]
        if not absent:
            return composed
        self.missing.update(absent)
        return "".join(letter if ord(letter) in self._known else MISSING for letter in composed)
