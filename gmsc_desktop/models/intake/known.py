"""Knows an initiative of the plan again by its code, its title, or the likeness of its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from gmsc_desktop.models.intake.matching import plain_text
from gmsc_desktop.models.likeness import Likeness
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.models.snapshot import Snapshot

LIKE = 0.75  # of 1: from here on a title is taken for another one, and told; below it a person is asked
_LEAD = 0.05  # by which the likest must be ahead of the next one
_STRANGE = 0.3  # below it a code surely stands beside another initiative's title
_MOST_ASKED = 6  # titles that are held against each other letter by letter
_PIECE = re.compile(r"[a-z]+|[0-9]+")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_SMALL_WORDS = frozenset(("dan", "di", "ke", "untuk", "dengan", "yang", "pada", "bagi"))
_SHORTEST = 3  # letters of a short name
_SIGNS = re.compile(r"[\W_]+")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

How = Literal["code", "title", "short", "alike", "told", ""]


@dataclass(frozen=True, slots=True)
class Found:
    """The initiative that a row means: its id, "" where none is sure; how it was known, and how like its title is.

    ``near`` are the likest of the plan, the likest first, also where none of them is taken.
    """

    id: str
    how: How
    likeness: float = 1.0
    near: tuple[str, ...] = ()


class KnownInitiatives:
    """The initiatives of a plan, found by what a table says of them."""

    def __init__(self, snapshot: Snapshot) -> None:
        rows = snapshot.all(Initiative)
        self.titles = {row.id: row.title for row in rows}
        self.codes = {row.id: row.code for row in rows}
        self._plain = {row.id: compared_title(row.title) for row in rows}
        self._by_code: dict[str, list[str]] = {}
        self._by_title: dict[str, list[str]] = {}
        self._by_short: dict[str, set[str]] = {}
        for row in rows:
            if code := compared_code(row.code):
                self._by_code.setdefault(code, []).append(row.id)
            self._by_title.setdefault(compared_title(row.title), []).append(row.id)
            for short in short_names(row.title):
                self._by_short.setdefault(short, set()).add(row.id)
        self._found: dict[tuple[str, str], Found] = {}

    def find(self, code: str, title: str) -> Found:
        """The initiative of this code or title."""
        key = (compared_code(code), compared_title(title))
        if key not in self._found:
            self._found[key] = self._find(*key)
        return self._found[key]

    def _find(self, code: str, title: str) -> Found:
        same = self._by_title.get(title, []) if title else []
        coded = self._by_code.get(code, []) if code else []
        if len(coded) == 1 and (not same or coded[0] in same):
            likeness = self._ratio(title, coded[0]) if title else 1.0
            return Found(coded[0], "code", likeness)
        if len(same) == 1:
            return Found(same[0], "title")
        if not title:
            return Found("", "", 0.0)
        short = self._by_short.get(title, set())
        if len(short) == 1:
            [id_] = short
            return Found(id_, "short")
        scores = self._near(title)
        near = tuple(id_ for _score, id_ in scores)
        ahead = scores and scores[0][0] >= LIKE and (len(scores) == 1 or scores[0][0] - scores[1][0] >= _LEAD)
        if ahead and numbers_in(compared_title(self.titles[near[0]])) == numbers_in(title):
            return Found(near[0], "alike", scores[0][0], near)
        return Found("", "", scores[0][0] if scores else 0.0, near)

    def _near(self, title: str) -> list[tuple[float, str]]:
        """The likest titles, by words and by letters, the likest first."""
        asked = "\x1f"
        texts = {asked: [(title, 1.0)]} | {id_: [(text, 1.0)] for id_, text in self.titles.items()}
        by_words = {one.id: one.score for one in Likeness(texts).like(asked, self.titles)}
        likest = sorted(by_words, key=lambda id_: (-by_words[id_], id_))[:_MOST_ASKED]
        matcher, quick = SequenceMatcher(None, "", title, autojunk=False), {}
        for id_, plain in self._plain.items():
            matcher.set_seq1(plain)
            if matcher.real_quick_ratio() >= LIKE and (score := matcher.quick_ratio()) >= LIKE:
                quick[id_] = score
        likest += [id_ for id_ in sorted(quick, key=lambda id_: (-quick[id_], id_))[:_MOST_ASKED] if id_ not in likest]
        scored = [(max(by_words.get(id_, 0.0), self._ratio(title, id_)), id_) for id_ in likest]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:_MOST_ASKED]

    def _ratio(self, title: str, id_: str) -> float:
        return SequenceMatcher(None, title, self._plain[id_], autojunk=False).ratio()


def is_strange(found: Found) -> bool:
    """Whether a code stands beside a title that is hardly that of its initiative."""
    return found.how == "code" and found.likeness < _STRANGE


def compared_code(code: str) -> str:
    """A code as it is compared: SG-01, sg.1 and "SG 01" are one; a mere number is no code of an initiative."""
    pieces = _PIECE.findall(code.casefold())
    if not any(piece.isalpha() for piece in pieces) or not any(piece.isdigit() for piece in pieces):
        return ""
    return ".".join(str(int(piece)) if piece.isdigit() and len(piece) < 9 else piece for piece in pieces)


def compared_title(title: str) -> str:
    """A title as it is compared: small letters, without signs."""
    return _SIGNS.sub(" ", plain_text(title)).strip()


def short_names(title: str) -> set[str]:
    """Other names of an initiative that its title tells: what stands in brackets, the rest without it, its initials."""
    bare = compared_title(_BRACKETS.sub(" ", title))
    found = {bare, *(compared_title(inside) for inside in _BRACKETS.findall(title))}
    initials = "".join(word[0] for word in bare.split() if word not in _SMALL_WORDS)
    return {name for name in (*found, initials) if len(name) >= _SHORTEST} - {compared_title(title)}


def numbers_in(compared: str) -> list[int]:
    """The numbers of a title as it is compared, in figures or Roman: "Tahap I" and "Tahap 2" are not the same thing."""
    return [
        int(word) if word.isdecimal() else _ROMAN.index(word) + 1
        for word in compared.split()
        if word.isdecimal() or word in _ROMAN
    ]
