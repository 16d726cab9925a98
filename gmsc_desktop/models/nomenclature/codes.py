"""Codes of the nomenclature, however they are written: told apart from words, compared without dots and zeros.

A code is kept as it is printed; what this module makes of it serves searching and comparing alone. Forms: Permendagri
90/2019, one to six groups (``2.16.03.2.02.0038``), ``X`` where a group stands for any (``X.XX.01``); older papers have
two digits in the last group.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

LONGEST = 80  # letters of a code as it is kept
_GROUP = r"(?:[0-9]{1,6}|[Xx]{1,4})"
_MARK = r"[ \t\xa0]*[.\-/][ \t\xa0]*"
_LEADING = re.compile(rf"\s*({_GROUP}(?:{_MARK}{_GROUP})*)(?:{_MARK})?(?=[\s:–—]|$)")
_SPACED = re.compile(rf"\s*{_GROUP}(?:[\s.\-/]+{_GROUP})+[\s.\-/]*")
_BETWEEN = re.compile(r"[\s.\-/]+")


class Level(IntEnum):
    """How deep an entry stands, from urusan to subkegiatan."""

    AFFAIR = 1  # urusan
    FIELD = 2  # bidang urusan
    PROGRAMME = 3
    ACTIVITY = 4  # kegiatan
    SUBACTIVITY = 5  # subkegiatan


_LEVEL_OF_GROUPS = {1: Level.AFFAIR, 2: Level.FIELD, 3: Level.PROGRAMME, 5: Level.ACTIVITY, 6: Level.SUBACTIVITY}
_GROUPS_ABOVE = {6: 5, 5: 3, 3: 2, 2: 1}


def split_code(text: str) -> tuple[str, str]:
    """The code with which a text begins, as printed, and the words after it; ``("", text)`` without a code."""
    found = _LEADING.match(text)
    if found is None:
        return "", text.strip()
    return found[1].strip(), text[found.end() :].strip(" \t\r\n\xa0:–—")


def code_key(text: str) -> str:
    """The code with which a text begins, without zeros and spaces: ``"1 . 01 . 02"`` is ``"1.1.2"``. "" for none."""
    return key_of_groups(groups_of(split_code(text)[0]))


def groups_of(code: str) -> list[str]:
    """The groups of a code as they are written; also where spaces alone stand between them."""
    return [group for group in _BETWEEN.split(code.strip()) if group]


def key_of_groups(groups: list[str]) -> str:
    """Groups in the form in which codes are compared."""
    return ".".join("x" if group[0] in "Xx" else str(int(group)) for group in groups)


def is_code(text: str) -> bool:
    """Whether a text is a code and nothing else, also with spaces alone between its groups."""
    found = _LEADING.match(text)
    return _SPACED.fullmatch(text) is not None or (found is not None and found.end() == len(text.rstrip()))


def level_of(key: str) -> Level | None:
    """The level of a compared code by its number of groups; None where no level has so many."""
    return _LEVEL_OF_GROUPS.get(key.count(".") + 1) if key else None


def key_above(key: str) -> str:
    """The compared code of the entry above; "" at the top."""
    groups = key.split(".")
    return ".".join(groups[: _GROUPS_ABOVE.get(len(groups), 0)])


def fold(text: str) -> str:
    """A text as it is searched: without case, accents, and more than one space."""
    plain = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
