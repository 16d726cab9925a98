"""The words of one kind of table, from resources/import: what a heading means, what a label names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from gmsc_desktop.exchange.sheets import fold
from gmsc_desktop.paths import resource

_NOT_A_WORD = re.compile(r"[^a-z0-9/]+")
_BROKEN = re.compile(r"(?<=[a-z])-\s+(?=[a-z])|(?<=[A-Z])-\s+(?=[A-Z])")
_PARTED = re.compile(r"\s*[/,;]\s*")
_YEAR = re.compile(r"(?<!\d)(20[0-9]{2}|19[89][0-9])(?!\d)")
_ORDINAL = re.compile(
    r"\b(?:tahun|thn|th)\s*(?:ke\s*)?-?\s*\(?(?P<n>[0-9]|viii|vii|vi|iv|ix|iii|ii|i|v|x|satu|dua|tiga|empat|lima|enam)\b"
)
_WEAK = frozenset(("tahun", "tahun ke", "tahun pelaksanaan", "tahun anggaran", "periode"))  # beside any other phrase
_SHORTEST_MISSPELT, _LONGEST_MISSPELT = 5, 60  # letters of a word, and of a heading
_MOST_KNOWN = 20_000
_COUNT_WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam")
_HEADS = frozenset(("unit", "money", "agency", "baseline", "end", "source", "note"))  # Indonesian says them first
_FIRST = frozenset(("target", "baseline", "end", "money", "ignored"))  # before an office: the figures are its own
_OF_YEARS = ("tahun", "tahun ke")
_OF_LEVELS = frozenset(("unit", "target", "money", "baseline", "end", "code"))
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def words(text: str) -> str:
    """``text`` as its words alone, in small letters with single spaces: the form in which phrases are matched.

    A stroke stands for what parts two words, so that "Sasaran/Program" does not read as one phrase.
    """
    whole = _BROKEN.sub("", fold(text))  # "Sasar- an", as narrow columns break it
    return " ".join(_NOT_A_WORD.sub(" ", _PARTED.sub(" / ", whole.casefold())).split())


def in_full(text: str) -> str:
    """The words of a text, those of databases in full: "nama program" for "nm_prog"."""
    short: dict[str, str] = common()["abbreviated"]
    return " ".join(short.get(word, word) for word in words(text).split())


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading's text says: the meaning of its longest phrase, how much of it that phrase covers, the levels."""

    name: str
    phrase: str
    share: float
    levels: tuple[str, ...] = ()


LADDER = "ladder"  # one column for several levels


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind of table."""

    phrases: tuple[tuple[str, str], ...]  # phrase, meaning; the longest first
    raw: Mapping[str, Any]
    levels: tuple[str, ...] = ()  # meanings of which one column may hold several: a ladder
    forgiving: bool = False  # whether a heading with a letter too many, too few or in the wrong place is understood

    def words_of(self, group: str) -> Sequence[str]:
        """A list of words by its name."""
        return tuple(self.raw[group])

    @cached_property
    def _by_first_word(self) -> dict[str, list[tuple[int, str, str]]]:
        """The phrases with their rank, by their first word: few texts hold any of them."""
        found: dict[str, list[tuple[int, str, str]]] = {}
        for rank, (phrase, name) in enumerate(self.phrases):
            found.setdefault(phrase.partition(" ")[0], []).append((rank, phrase, name))
        return found

    @cached_property
    def _known(self) -> dict[str, Meaning | None]:
        return {}

    def meaning(self, text: str) -> Meaning | None:
        """What a heading means; None where no phrase is in it."""
        known = self._known
        if text not in known:
            if len(known) > _MOST_KNOWN:
                known.clear()
            found = self._whole(text) or self._meaning(f" {without_years(in_full(text))} ")
            if found is None and self.forgiving and (meant := self.meant(text)):
                found = self._meaning(f" {without_years(meant)} ")
            known[text] = found
        return known[text]

    def _whole(self, text: str) -> Meaning | None:
        """What a heading means that is one of those which say something only where they stand alone: "SG", "T1"."""
        plain = words(text)
        name = self.raw.get("alone", {}).get(plain)
        return Meaning(name, plain, 1.0) if name else None

    def names(self, text: str) -> set[str]:
        """All that the phrases in a heading mean."""
        return {name for _phrase, name in self._found(f" {without_years(words(text))} ")}

    @cached_property
    def _near(self) -> dict[str, set[str]]:
        """The longer phrases and their words by what is left of each without one letter, and by themselves."""
        found: dict[str, set[str]] = {}
        for phrase, _name in self.phrases:
            for word in {phrase, *phrase.split()}:
                if len(word) >= _SHORTEST_MISSPELT:
                    for form in _without_a_letter(word):
                        found.setdefault(form, set()).add(word)
        return found

    def meant(self, text: str) -> str:
        """The words of a misspelt heading as they were meant: "target 2025" for "Traget 2025"; "" where none was."""
        if len(text) > _LONGEST_MISSPELT:
            return ""
        told = words(text).split()
        whole = without_years(" ".join(told))
        if (mended := self._mended(whole)) != whole:
            return " ".join((mended, *map(str, years_in(text))))
        made = [self._mended(word) for word in told]
        return " ".join(made) if made != told else ""

    def _mended(self, word: str) -> str:
        if len(word) < _SHORTEST_MISSPELT or not word.replace(" ", "").isalpha() or word in self._near.get(word, ()):
            return word
        found = {near for form in _without_a_letter(word) for near in self._near.get(form, ())}
        return found.pop() if len(found) == 1 else word

    def _meaning(self, plain: str) -> Meaning | None:
        found = self._found(plain)
        if not found:
            return None
        first = next((pair for pair in found if pair[0] not in _WEAK), found[0])
        levels = tuple(dict.fromkeys(name for _phrase, name in found if name in self.levels))
        share = len(first[0]) / len(plain.strip())
        if first[1] in self.levels and len(levels) > 1 and not any(n == "indicator" for _p, n in found):
            covered = sum(len(phrase) for phrase, name in found if name in self.levels)
            return Meaning(LADDER, first[0], covered / len(plain.strip()), levels)
        headed = next((pair for pair in found if pair[1] in _HEADS and plain.startswith(f" {pair[0]} ")), None)
        if headed is not None and first[1] in self.levels and f" {headed[0]} {first[0]} " in plain:
            return Meaning(headed[1], headed[0], share, levels)  # "Satuan Program" is a unit
        if first[1] == "agency" and (led := next((p for p in found if p[1] in _FIRST and _leads(p, plain)), None)):
            return Meaning(led[1], led[0], share, levels)  # "Target Renstra Perangkat Daerah Tahun ke-"
        if first[1] in self.levels and (of := _of_level(found, levels, plain)):
            return Meaning(of[1], of[0], 1.0, levels)
        if any(name == "indicator" for _phrase, name in found) and first[1] in (*self.levels, "outcome", "target"):
            return Meaning("indicator", first[0], share, levels)
        return Meaning(first[1], first[0], share, levels)

    def _found(self, plain: str) -> list[tuple[str, str]]:
        """The phrases in a text, the longest first; words of a longer one are not looked at again."""
        ranked = [one for word in set(plain.split()) for one in self._by_first_word.get(word, ())]
        found = []
        for _rank, phrase, name in sorted(ranked):
            if f" {phrase} " in plain:
                found.append((phrase, name))
                plain = plain.replace(f" {phrase} ", " | ")
        return found


def _leads(pair: tuple[str, str], plain: str) -> bool:
    return plain.startswith(f" {pair[0]} ")


def _of_level(found: Sequence[tuple[str, str]], levels: Sequence[str], plain: str) -> tuple[str, str] | None:
    """What "Satuan Sasaran" and "Pagu Program" are of a level: a phrase that with one level makes up the heading."""
    others = [pair for pair in found if pair[1] in _OF_LEVELS]
    whole = sum(len(phrase.split()) for phrase, _name in found) == len(plain.split())
    return others[0] if len(found) == 2 and len(levels) == len(others) == 1 and whole else None


def _without_a_letter(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def without_years(plain: str) -> str:
    """The words without years and ordinals of years, which are read apart."""
    text = _YEAR.sub(" ", plain)
    return " ".join(text.split())


def year_in(text: str) -> int | None:
    """The one year that a heading names; none where it names two, as a period does."""
    found = {int(year) for year in _YEAR.findall(text)}
    return found.pop() if len(found) == 1 else None


def years_in(text: str) -> list[int]:
    """Every year that a text names."""
    return [int(year) for year in _YEAR.findall(text)]


def ordinal_in(text: str) -> int | None:
    """3 for "Tahun III", "Tahun ke-3" and "Target Tahun 3"."""
    found = _ORDINAL.search(fold(text).casefold().replace("_", " "))  # "tahun_1_target"
    if found is None:
        return None
    word = found["n"]
    return int(word) if word.isdigit() else _ROMAN.get(word) or _COUNT_WORDS.index(word)


@cache
def common() -> dict[str, Any]:
    """The words that any table may have, whatever it is about."""
    return dict(json.loads(resource("import/common.json").read_text("utf-8")))


def ordinal_below(path: Sequence[str]) -> int | None:
    """3 for a bare "3" or "III" that stands below "Target pada Tahun ke-"."""
    for at in range(len(path) - 1, 0, -1):  # "K" or "Rp" may stand below it in turn
        found = re.fullmatch(r"\(?(?:([1-9])|([ivx]{1,4}))\)?", fold(path[at]).casefold())
        if found is not None and any(words(text).endswith(_OF_YEARS) for text in path[:at]):
            return int(found[1]) if found[1] else _ROMAN.get(found[2])
    return None


@cache
def load(name: str, levels: tuple[str, ...] = ()) -> Vocabulary:
    """The words of ``resources/import/NAME.json``, with those of any table beside them."""
    raw = common() | json.loads(resource(f"import/{name}.json").read_text("utf-8"))
    phrases = [(words(phrase), name) for name, listed in raw["columns"].items() for phrase in listed]
    return Vocabulary(tuple(sorted(phrases, key=lambda pair: (-len(pair[0]), pair[0]))), raw, levels)


def is_total(text: str) -> bool:
    """Whether a row is a total: "JUMLAH BELANJA URUSAN"."""
    plain = fold(text).casefold()
    if any(plain.endswith(word) and len(plain) > len(word) for word in common()["totals_behind"]):
        return True  # as a pivot table sums: "Dinas Kesehatan Total"
    return any(re.match(rf"{re.escape(word)}\b", plain) for word in common()["totals"])
