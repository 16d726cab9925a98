"""How people spell names of places: words without marks, old spelling, and the slips between two spellings."""

from __future__ import annotations

import re
import unicodedata

# Written short inside names; the full word is what is compared.
_FULL_WORDS = {
    "kab": "kabupaten", "kodya": "kota", "kotamadya": "kota", "kotamadia": "kota", "prov": "provinsi",
    "propinsi": "provinsi", "adm": "administrasi", "kep": "kepulauan", "peg": "pegunungan",
    "tj": "tanjung", "tg": "tanjung", "pemkab": "kabupaten", "pemkot": "kota", "pemprov": "provinsi",
}  # fmt: skip
# The spelling before 1972 (van Ophuijsen, Soewandi); "nj" and a lone "j" are left: Banjar, Jambi.
_OLD_SPELLING = (("dj", "j"), ("tj", "c"), ("oe", "u"), ("sj", "sy"))


def name_words(text: str) -> list[str]:
    """The words of a name in lower case, without accents, apostrophes and signs, its common short words in full."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if letter not in "'’‘`ʼ" and not unicodedata.combining(letter))
    return [_FULL_WORDS.get(word, word) for word in re.findall(r"[a-z0-9]+", bare)]


def modern_spelling(word: str) -> str:
    """``tjirebon`` as it is spelled now: ``cirebon``."""
    for old, new in _OLD_SPELLING:
        word = word.replace(old, new)
    return word


def slips(one: str, other: str, most: int) -> int:
    """Letters missing, added, wrong or swapped with their neighbour; ``most + 1`` where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before = before, row
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
