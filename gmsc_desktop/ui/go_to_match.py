"""How well a name fits what a person typed: words in any order, beginnings, parts, left-out letters, one slip."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")

WHOLE, BEGINNING, INSIDE, SLIP, LETTERS = 100, 80, 55, 45, 30
_SHORT = 3  # in a word that is shorter, a slip makes another word
_LONGEST = 200  # letters of a name that are looked at and shown


@dataclass(frozen=True)
class Target:
    """One place: its name, what it is, its icon, its words for the search, how much it comes first, how to go there."""

    name: str
    kind: str
    icon: str
    words: tuple[str, ...]
    first: float
    go: Callable[[], object]


def target(name: str, kind: str, icon: str, first: float, go: Callable[[], object], more: str = "") -> Target:
    """A place by its name on one line; ``more`` are words by which it is found too."""
    name = " ".join(name.split())[:_LONGEST]
    return Target(name, kind, icon, words_of(f"{name} {more}"), first, go)


def best(targets: list[Target], text: str, limit: int) -> list[Target]:
    """The targets that fit a text, the best first; all in their order where nothing was typed."""
    wanted = words_of(text)
    if not wanted:
        return targets[:limit]
    scored = [(fit(wanted, one.words), one) for one in targets]
    found = [(score + one.first, place) for place, (score, one) in enumerate(scored) if score > 0]
    found.sort(key=lambda item: (-item[0], item[1]))
    return [targets[place] for _score, place in found[:limit]]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


def fit(wanted: Sequence[str], words: Sequence[str]) -> float:
    """0 where a wanted word is nowhere in ``words``; else the more the better, early words counting a little more."""
    if not wanted:
        return 0.0
    total = 0.0
    for want in wanted:
        best = max((_fit(want, word) - min(place, 9) for place, word in enumerate(words)), default=0.0)
        if best <= 0:
            return 0.0
        total += best
    in_order = list(words[: len(wanted)]) == list(wanted)
    return total / len(wanted) + (20 if in_order else 0) - min(len(words), 30) / 10


def _fit(want: str, word: str) -> float:
    if word.startswith(want):
        return WHOLE if len(word) == len(want) else BEGINNING
    if len(want) > 1 and want in word:
        return INSIDE
    if len(want) > _SHORT and one_slip(want, word[: len(want) + 1]):
        return SLIP
    return LETTERS if len(want) > 1 and word[:1] == want[:1] and _letters_in_order(want, word) else 0


def _letters_in_order(want: str, word: str) -> bool:
    rest = iter(word)
    return len(want) * 3 >= len(word) and all(letter in rest for letter in want)


def one_slip(typed: str, word: str) -> bool:
    """Whether ``word`` begins with ``typed`` but for one letter that is wrong, missing, too many, or changed places."""
    same = next((place for place, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), None)
    if same is None:
        return len(typed) <= len(word) + 1
    rest, other = typed[same:], word[same:]
    swapped = len(rest) > 1 and len(other) > 1 and rest[0] == other[1] and rest[1] == other[0]
    return (
        other[1:].startswith(rest[1:])
        or other[1:].startswith(rest)
        or other.startswith(rest[1:])
        or (swapped and other[2:].startswith(rest[2:]))
    )
