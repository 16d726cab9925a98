"""How alike texts are by their words: rough roots of words, without those that stand everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

from gmsc_desktop.paths import resource

Parts = Sequence[tuple[str, float]]  # pieces of a text, each with its weight

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_PREFIXES = (
    "meng",
    "meny",
    "peng",
    "peny",
    "mem",
    "men",
    "pem",
    "pen",
    "per",
    "ber",
    "ter",
    "me",
    "pe",
    "ke",
    "di",
    "se",
)
_SUFFIXES = ("nya", "an", "i")
_AFTER_CONSONANT = re.compile(r"(?<=[^aeiou])k$")  # of -kan, where it is surely no part of the word
_SHORTEST_WORD, _SHORTEST_ROOT = 3, 4  # letters
_MOST_WORDS = 4  # that are told for one likeness


@cache
def common_words() -> frozenset[str]:
    """Words that say nothing about what a text is about: ``resources/reference/kata_umum.txt``, for anybody to edit."""
    lines = resource("reference/kata_umum.txt").read_text(encoding="utf-8").splitlines()
    words = {word.casefold() for line in lines if not line.lstrip().startswith("#") for word in line.split()}
    return frozenset(words)


@cache
def root(word: str) -> str:
    """A rough root, the same for forms of one word: layanan, pelayanan; kependudukan, penduduk. No dictionary."""
    for _round in range(2):
        prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= _SHORTEST_ROOT), "")
        word = word[len(prefix) :]
        suffix = next((s for s in _SUFFIXES if word.endswith(s) and len(word) - len(s) >= _SHORTEST_ROOT), "")
        word = _AFTER_CONSONANT.sub("", word[: len(word) - len(suffix)]) if suffix else word
    return word


def words_of(text: str) -> list[str]:
    """The telling words of a text, as they are written there, without capitals."""
    found = (word.casefold() for word in _WORD.findall(text))
    return [word for word in found if len(word) >= _SHORTEST_WORD and word not in common_words()]


@dataclass(frozen=True, slots=True)
class Alike:
    """A text that is like the one asked about: ``score`` from 0 to 1, and the words that made it, the rarest first."""

    id: str
    score: float
    words: tuple[str, ...]


class Likeness:
    """Texts by their ids, held against others. What stands in few of them counts more than what stands in many."""

    def __init__(self, texts: Mapping[str, Parts]) -> None:
        counted = {id_: _weights(parts) for id_, parts in texts.items()}
        self._spelt = {id_: spelt for id_, (_weights_, spelt) in counted.items()}
        spread = Counter(key for weights, _spelt in counted.values() for key in weights)
        self._rare = {key: log(1 + len(counted) / count) for key, count in spread.items()}
        self._weights = {id_: self._scaled(weights) for id_, (weights, _spelt) in counted.items()}
        self._holding: dict[str, list[str]] = {}
        for id_, weights in self._weights.items():
            for key in weights:
                self._holding.setdefault(key, []).append(id_)

    def _scaled(self, weights: Mapping[str, float]) -> dict[str, float]:
        made = {key: weight * self._rare[key] for key, weight in weights.items()}
        length = sqrt(sum(value * value for value in made.values())) or 1.0
        return {key: value / length for key, value in made.items()}

    def like(self, id_: str, among: Collection[str], *, least: float = 0.0) -> list[Alike]:
        """Those of ``among`` that share words with a text, the likest first; ``least`` is the score that counts."""
        own, scores = self._weights.get(id_, {}), Counter[str]()
        for key, value in own.items():
            for other in self._holding[key]:
                if other != id_ and other in among:
                    scores[other] += value * self._weights[other][key]  # type: ignore[assignment]
        found = [Alike(other, score, self._shared(id_, other)) for other, score in scores.items() if score >= least]
        return sorted(found, key=lambda row: (-row.score, row.id))

    def _shared(self, id_: str, other: str) -> tuple[str, ...]:
        own, theirs = self._weights[id_], self._weights[other]
        keys = sorted((key for key in own if key in theirs), key=lambda key: (-own[key] * theirs[key], key))
        return tuple(self._spelt[other][key] for key in keys[:_MOST_WORDS])


def _weights(parts: Iterable[tuple[str, float]]) -> tuple[dict[str, float], dict[str, str]]:
    """The weight of each root in a text, and how the text spells it first."""
    weights: dict[str, float] = {}
    spelt: dict[str, str] = {}
    for text, weight in parts:
        for word in words_of(text):
            key = root(word)
            weights[key] = max(weights.get(key, 0.0), weight)
            spelt.setdefault(key, word)
    return weights, spelt
