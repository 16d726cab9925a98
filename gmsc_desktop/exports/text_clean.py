"""User text made fit for paper: no invisible signs, no letter lost, long words and long texts in pieces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

PIECE = 2000  # characters of one paragraph: a layout engine's time grows faster than its text
UNREADABLE = "\ufffd"


def clean(text: str, *, keep: str = "\n\t") -> str:
    """``text`` without control and format characters (bidi overrides, zero widths, NUL), line ends as ``\\n``.

    Half a surrogate pair and what is no character at all become U+FFFD, so that nothing vanishes without a sign.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(_kept(letter, keep) for letter in plain)


def _kept(letter: str, keep: str) -> str:
    if letter.isprintable() or letter in keep:
        return "" if "\ufe00" <= letter <= "\ufe0f" else letter
    category = unicodedata.category(letter)
    if category in {"Cc", "Cf"}:
        return ""
    return UNREADABLE if category in {"Cs", "Cn"} else letter


def screen_text(text: str) -> str:
    """``text`` for programs that shape letters themselves: joiners stay, controls and bidi overrides go."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(_shaped(letter) for letter in plain)


def _shaped(letter: str) -> str:
    if letter.isprintable() or letter in "\n\t\u200c\u200d":
        return letter
    category = unicodedata.category(letter)
    if category in {"Cc", "Cf"}:
        return "" if letter != "\u00ad" else letter
    return UNREADABLE if category in {"Cs", "Cn"} else letter


def one_line(text: str) -> str:
    """``text`` cleaned and in one line, for titles, names of sheets and document facts."""
    return " ".join(clean(text).split())


def pieces(text: str, size: int = PIECE) -> Iterator[str]:
    """``text`` in pieces of at most ``size`` characters, cut at spaces where there are; joined they are the text."""
    while len(text) > size:
        cut = text.rfind(" ", size // 2, size) + 1 or size
        yield text[:cut]
        text = text[cut:]
    yield text
