"""Whose paper it is: the kabupaten or kota that a letterhead or a title names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from gmsc_desktop.models.records import Region
from gmsc_desktop.models.region import KABUPATEN, KOTA, PROVINSI, all_regions, search_regions
from gmsc_desktop.models.spelling import modern_spelling, name_words, slips

_NAMED = re.compile(
    r"(?<![/\w])(?P<office>pemerintah(?:an)?(?:\s+daerah)?\s+|pem(?=kab|kot))?(?P<kind>kabupaten|kab\.?|bupati|kotamadya|wali\s?kota|kota|kot)\s+"
    r"(?!/)(?P<rest>[^\n,;:()]+)",
    re.IGNORECASE,
)
_ENDS = frozenset(("tahun", "ta", "nomor", "no", "provinsi", "periode", "dinas", "badan", "sekretariat", "tentang"))
_MOST_WORDS = 5  # of a region's name
_LEAST = 3  # letters of a name: "Kabupaten X" is a sample


def other_district(texts: Iterable[str], own: Region) -> str:
    """The other kabupaten or kota that these texts name as theirs, "" where they name none, or ``own`` too.

    A name counts where it is that of a region, behind "Pemerintah" any name does; provinces and ministries never.
    """
    if own.kind == PROVINSI or not own.code:
        return ""
    found = [name for text in texts for name in _districts(text)]
    if any(_is_own(kind, name, own) for kind, name in found):
        return ""
    return next((f"{_WORDS[kind]} {_shown(name)}" for kind, name in found), "")


_WORDS = {KABUPATEN: "Kabupaten", KOTA: "Kota"}


def _districts(text: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Kind and name of each kabupaten or kota that a text names."""
    at = 0
    while found := _NAMED.search(text, at):
        at = found.end("kind")
        kind = KOTA if "kot" in found["kind"].casefold() else KABUPATEN
        names = name_words(found["rest"])
        names = names[1:] if names[:1] == ["administrasi"] else names
        if known := _known_in(kind, names):
            yield kind, known
        elif found["office"] and (told := _until_end(names)) and len("".join(told)) >= _LEAST:
            yield kind, told


def _known_in(kind: str, names: list[str]) -> tuple[str, ...]:
    """The longest beginning of these words that is a region's name."""
    lengths = range(min(_MOST_WORDS, len(names)), 0, -1)
    return next((tuple(names[:n]) for n in lengths if (kind, "".join(names[:n])) in _regions()), ())


def _until_end(names: list[str]) -> tuple[str, ...]:
    ends = (n for n, word in enumerate(names) if word in _ENDS or word.isdigit())
    return tuple(names[: min(next(ends, len(names)), _MOST_WORDS)])


def _is_own(kind: str, name: tuple[str, ...], own: Region) -> bool:
    """Whether a name is that of the district itself, as it is spelt or as people spell it."""
    if _regions().get((kind, "".join(name))) == own.code:
        return True
    if kind != own.kind or (kind, "".join(name)) in _regions():
        return False
    bare = "".join(name_words(own.name)[1:])
    plain = "".join(map(modern_spelling, name))
    return slips(plain, bare, 2) <= 2 or any(
        match.region.code == own.code for match in search_regions(f"{_WORDS[kind]} {' '.join(name)}", 1)
    )


def _shown(name: tuple[str, ...]) -> str:
    return " ".join(word.capitalize() for word in name)


@cache
def _regions() -> dict[tuple[str, str], str]:
    """Codes by kind and name as it is compared."""
    return {(one.kind, "".join(name_words(one.name)[1:])): one.code for one in all_regions() if one.kind != PROVINSI}
