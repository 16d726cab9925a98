"""The dimension that a cell, a heading row or the name of a sheet tells."""

from __future__ import annotations

import json
import re
from functools import cache

from gmsc_desktop.exchange.sheets import fold
from gmsc_desktop.exchange.tabular.vocabulary import words
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.paths import resource

_ENUMERATED = re.compile(r"^(?:dimensi|pilar|bidang|aspek|lembar|sheet|[a-z]|[ivx]+|[0-9]{1,2})\b\s*")
_LABELLED = re.compile(r"(?:[A-Za-z0-9IVX]{1,4}[.)]\s*)?(?:dimensi|pilar)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"[(/–-]\s*([^()/]+?)\s*(?:\)|$)")
_LONGEST_HEADING = 120
_LONGEST = 60  # letters of a text that names a dimension and nothing else


def dimension_in(text: str) -> str:
    """The code of the dimension that a whole text names: "A. SMART GOVERNANCE", "Dimensi Smart Living", "SG"."""
    folded = fold(text)
    if not folded or len(folded) > _LONGEST:
        return ""
    if folded.upper() in _phrases():
        return folded.upper()
    plain = words(folded)
    while True:
        for code, phrases in _phrases().items():
            if plain in phrases or any(plain == f"{phrase} {code.casefold()}" for phrase in phrases):
                return code
        shorter = _ENUMERATED.sub("", plain, count=1)
        if shorter == plain or not shorter:
            return ""
        plain = shorter


def dimension_headed(text: str) -> str:
    """The code of the dimension that a heading names and explains: "A. Dimensi Tata Kelola (Smart Governance)"."""
    if found := dimension_in(text):
        return found
    plain = fold(text)
    if len(plain) > _LONGEST_HEADING:
        return ""
    inside = [code for told in _BRACKETS.findall(plain) if (code := dimension_in(told))]
    return inside[0] if inside else dimension_within(plain) if _LABELLED.match(plain) else ""


def dimension_within(text: str) -> str:
    """The code of the one dimension that a text names among other words: "QW Smart Living 2023"; "" for several."""
    plain = f" {words(text)} "
    found = {
        code
        for code, phrases in _phrases().items()
        if any(f" {phrase} " in plain for phrase in phrases if " " in phrase or phrase in _TELLING)
    }
    found |= {code for code in _phrases() if re.search(rf"(?<![A-Za-z]){code}(?![A-Za-z])", text)}
    return found.pop() if len(found) == 1 else ""


_TELLING = frozenset(("governance", "branding", "economy", "living", "society", "environment"))


def subdimension_in(text: str, pack: ReferencePack, dimension: str = "") -> str:
    """The code of the sub-dimension that a text names, of one dimension where it is told."""
    plain = words(text)
    if not plain:
        return ""
    for one in pack.dimensions:
        if dimension not in {"", one.code}:
            continue
        for sub in one.subdimensions:
            if plain in {sub.code.casefold(), words(sub.label_text), words(sub.english)}:
                return sub.code
            if plain in {f"{words(sub.label_text)} {words(sub.english)}", f"{words(sub.english)} {words(one.label)}"}:
                return sub.code
    return ""


@cache
def _phrases() -> dict[str, frozenset[str]]:
    raw: dict[str, list[str]] = json.loads(resource("import/common.json").read_text("utf-8"))["dimensions"]
    return {code: frozenset(map(words, listed)) for code, listed in raw.items()}
