"""Reads the nomenclature of urusan, program, kegiatan and subkegiatan from the workbook that SIPD exports each year.

The columns are found by their headings, in one row or in up to three: a column for each level with code and name
together (the export of SIPD), with code and name apart, or one column of codes beside one of names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.sheets import Book, Sheet
from gmsc_desktop.models.nomenclature.codes import (
    LONGEST,
    Level,
    code_key,
    fold,
    groups_of,
    key_above,
    key_of_groups,
    level_of,
    split_code,
)
from gmsc_desktop.models.nomenclature.contents import Content, Given, Replaced, Scope
from gmsc_desktop.text import _

K = TypeVar("K")
Progress = Callable[[int, int], object]

_FIRST_ROWS, _DEEPEST_HEADING = 40, 3
_TELL_EVERY = 500
_LONGEST_NAME, _LONGEST_TEXT = 2_000, 20_000
_NOTHING = {"", "-", "...", "…", "null", "[null]", "n/a"}
_NO_LETTERS = re.compile(r"[^a-z]+")
# Controls but the line break, marks that turn the direction of writing, halves of surrogate pairs.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_REGULATION = re.compile(
    r"(?:keputusan|kepmendagri|permendagri|peraturan|kmdn)\b.{0,80}?\b[\d.]+(?:[-/][\w.\-]+)*(?:\s+tahun\s+20\d\d)?",
    re.IGNORECASE | re.DOTALL,
)

# A heading without case, signs and spaces -> what stands below it. Headings of the export of SIPD (JENIS PEMDA,
# BIDANG, ... SUBKEGIATAN SEBELUMNYA) and of the annexes of Kepmendagri 050-5889/2021.
_LEVELS = {
    "urusan": Level.AFFAIR,
    "urusanpemerintahan": Level.AFFAIR,
    "bidang": Level.FIELD,
    "bidangurusan": Level.FIELD,
    "bidangurusanpemerintahan": Level.FIELD,
    "program": Level.PROGRAMME,
    "kegiatan": Level.ACTIVITY,
    "subkegiatan": Level.SUBACTIVITY,
}
_SCOPES = {"jenispemda", "jenispemerintahdaerah", "jenisdaerah", "pemda"}
_FACTS = {
    "kinerja": "performance",
    "indikator": "indicator",
    "indikatorkinerja": "indicator",
    "indikatorsubkegiatan": "indicator",
    "satuan": "unit",
    "definisioperasional": "definition",
}
_NAMES = {
    "nomenklatur",
    "nomenklaturdanuraian",
    "uraian",
    "nama",
    "namanomenklatur",
    "nomenklaturprogramkegiatandansubkegiatan",
    "nomenklatururusanprogramkegiatandansubkegiatan",
    "nomenklatururusanprovinsi",
    "nomenklatururusankabupatenkota",
    "nomenklatururusankabupaten",
}
_OLDER = re.compile(
    r"(?:kode|nama)?(?:urusan|bidang(?:urusan)?|program|kegiatan|subkegiatan)?(?:sebelumnya|lama|semula)"
)


@dataclass
class _Columns:
    """Which column holds what. ``whole``: code and name in one cell, or the code of a pair."""

    first_row: int
    whole: dict[Level, int] = field(default_factory=dict)
    names: dict[Level, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    scope: int = -1
    code: int = -1  # of any level, with ``name`` beside it
    name: int = -1
    older: int = -1
    older_name: int = -1

    @property
    def worth(self) -> int:
        """How much was recognised; 0 where it is no nomenclature."""
        if Level.SUBACTIVITY not in self.whole and (self.code < 0 or self.name < 0):
            return 0
        told = (self.scope, self.code, self.name, self.older)
        return 2 * len(self.whole) + len(self.names) + len(self.facts) + sum(place >= 0 for place in told)


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """What a workbook holds. ``skipped`` are rows below the headings without a code; ``title`` a name it tells."""

    content: Content
    title: str
    rows: int
    skipped: int

    @property
    def counts(self) -> tuple[int, ...]:
        """How many entries there are of each level."""
        by_level = Counter(entry.level for entry in self.content.entries)
        return tuple(by_level[level] for level in Level)

    @property
    def subactivities(self) -> int:
        """How many subkegiatan there are; those of provinces and of districts count apart, as SIPD counts them."""
        lowest = [entry for entry in self.content.entries if entry.level == Level.SUBACTIVITY]
        return sum(max(1, int(entry.scope).bit_count()) for entry in lowest)


def read_nomenclature(book: Book, progress: Progress | None = None) -> Nomenclature:
    """The nomenclature in a workbook. ``UserFacingError`` where no sheet has its columns, or no code stands there."""
    found = [(columns.worth, -place, columns) for place, sheet in enumerate(book.sheets)
             if (columns := _find_columns(sheet)) is not None]  # fmt: skip
    if not found:
        raise UserFacingError(
            _("Berkas “{name}” bukan daftar nomenklatur: kolom kode dan nama subkegiatan tidak ditemukan.").format(
                name=book.name
            ),
            _("Pilih buku kerja nomenklatur yang diunduh dari SIPD, tanpa mengubah judul kolomnya."),
        )
    _worth, place, columns = max(found, key=lambda one: one[:2])
    sheet = book.sheets[-place]
    listing = _Listing(sheet, columns)
    listing.read(progress or (lambda _done, _whole: None))
    if not any(entry.level == Level.SUBACTIVITY for entry in listing.entries):
        raise UserFacingError(
            _("Berkas “{name}” memuat judul kolom nomenklatur, tetapi tidak satu pun kode subkegiatan.").format(
                name=book.name
            ),
            _("Unduh lagi daftar lengkapnya dari SIPD, lalu impor berkas itu."),
        )
    content = Content(tuple(listing.entries), tuple(listing.older))
    return Nomenclature(content, _title(sheet, columns), listing.rows, listing.skipped)


# -- headings


def _find_columns(sheet: Sheet) -> _Columns | None:
    best: _Columns | None = None
    for top in range(min(sheet.height, _FIRST_ROWS)):
        for deep in range(1, _DEEPEST_HEADING + 1):
            columns = _columns_of(_headings(sheet, top, deep), top + deep)
            if columns.worth > (best.worth if best else 0):
                best = columns
    return best


def _headings(sheet: Sheet, top: int, deep: int) -> dict[int, tuple[str, ...]]:
    """The headings above each column, the upper ones reaching over the cells that were merged with them."""
    found: dict[int, list[str]] = {}
    for row in range(top, top + deep):
        words = {column: cell.folded for column, cell in sheet.row(row).items() if cell.folded}
        for merged in sheet.merged:
            if merged.top == row and merged.left in words:
                for column in range(merged.left, min(merged.right, merged.left + 200) + 1):
                    words.setdefault(column, words[merged.left])
        for column, text in words.items():
            found.setdefault(column, []).append(_NO_LETTERS.sub("", fold(text)))
    return {column: tuple(filter(None, parts)) for column, parts in found.items()}


def _columns_of(headings: Mapping[int, tuple[str, ...]], first_row: int) -> _Columns:
    columns = _Columns(first_row)
    for column in sorted(headings):
        parts = headings[column]
        for words in ("".join(parts), *reversed(parts)):
            if words and _place(columns, column, words):
                break
    return columns


def _place(columns: _Columns, column: int, words: str) -> bool:
    """Note what stands below a heading; False where the heading says nothing to us."""
    level = _LEVELS.get(words)
    if _OLDER.fullmatch(words):
        return _place_older(columns, column, words)
    if level is not None:
        return _once(columns.whole, level, column)
    for before, kept in (("kode", columns.whole), ("nama", columns.names), ("nomenklatur", columns.names)):
        for level in (_LEVELS.get(words.removeprefix(before)), _LEVELS.get(words.removesuffix(before))):
            if before in words and level is not None:
                return _once(kept, level, column)
    if words in _SCOPES and columns.scope < 0:
        columns.scope = column
    elif words in _FACTS:
        return _once(columns.facts, _FACTS[words], column)
    elif words in {"kode", "koderekening", "kodenomenklatur"} and columns.code < 0:
        columns.code = column
    elif words in _NAMES and columns.name < 0:
        columns.name = column
    else:
        return False
    return True


def _once(kept: dict[K, int], key: K, column: int) -> bool:
    return kept.setdefault(key, column) == column


def _place_older(columns: _Columns, column: int, words: str) -> bool:
    if words.startswith("nama"):
        columns.older_name = column
    elif columns.older < 0:
        columns.older = column
    return True


# -- rows


class _Listing:
    """The entries of a sheet, each once: a code may have two names, one for provinces and one for districts."""

    def __init__(self, sheet: Sheet, columns: _Columns) -> None:
        self._sheet, self._columns = sheet, columns
        self.entries: list[Given] = []
        self.older: list[Replaced] = []
        self.rows = self.skipped = 0
        self._places: dict[tuple[str, str], int] = {}
        self._newest: dict[str, int] = {}  # compared code -> its entry nearest above
        self._told: set[tuple[str, int]] = set()

    def read(self, progress: Progress) -> None:
        """Go through all rows below the headings."""
        numbers = sorted(number for number in self._sheet.rows if number >= self._columns.first_row)
        for done, number in enumerate(numbers):
            if done % _TELL_EVERY == 0:
                progress(done, len(numbers))
            if not any(cell.folded for cell in self._sheet.row(number).values()):
                continue
            self.rows += 1
            if not self._take(number):
                self.skipped += 1

    def _take(self, row: int) -> bool:
        scope, place = _scope(self._text(row, self._columns.scope)), -1
        pairs = {level: pair for level in Level if (pair := self._pair(row, level))[0]}
        if not pairs and self._columns.code >= 0:
            pairs = self._flat_pair(row)
        lowest = max(pairs, default=None)
        for level, (code, name) in pairs.items():
            place = self._add(row, level, code, name, scope, lowest=level == lowest)
        if place >= 0:
            self._replace(row, place)
        return place >= 0

    def _pair(self, row: int, level: Level) -> tuple[str, str]:
        """Code and name of a level in a row; ("", "") where there is no code of this level."""
        if level not in self._columns.whole:
            return "", ""
        code, name = _split(self._text(row, self._columns.whole[level], _LONGEST_NAME))
        if level in self._columns.names:
            name = self._text(row, self._columns.names[level], _LONGEST_NAME) or name
        return (code, name) if code and name and level_of(_key(code)) == level else ("", "")

    def _flat_pair(self, row: int) -> dict[Level, tuple[str, str]]:
        """Code and name of a row that has one column of codes for all levels."""
        code, rest = _split(self._text(row, self._columns.code, _LONGEST_NAME))
        name = self._text(row, self._columns.name, _LONGEST_NAME) or rest
        level = level_of(_key(code)) if code else None
        return {} if level is None or not name or code_key(name) else {level: (code, name)}

    def _add(self, row: int, level: Level, code: str, name: str, scope: Scope, *, lowest: bool) -> int:
        """The place of an entry, new or known; what a row says beside its codes belongs to its lowest level."""
        key = _key(code)
        place = self._places.get((key, _folded(name)))
        if place is None:
            place = self._places[key, _folded(name)] = len(self.entries)
            above = self._newest.get(key_above(key), -1)
            facts = self._facts(row) if lowest else {}
            self.entries.append(Given(level, code[:LONGEST], name, scope, above, **facts))
        elif scope and self.entries[place].scope:
            self.entries[place] = replace(self.entries[place], scope=self.entries[place].scope | scope)
        self._newest[key] = place
        return place

    def _facts(self, row: int) -> dict[str, str]:
        return {name: _told(self._text(row, column)) for name, column in self._columns.facts.items()}

    def _replace(self, row: int, place: int) -> None:
        """Older codes that this row's entry has taken the place of; several stand on lines of their own."""
        for line in self._text(row, self._columns.older).split("\n"):
            code, name = split_code(line)
            if not code or level_of(_key(code)) is None:
                continue
            name = name or self._text(row, self._columns.older_name, _LONGEST_NAME)
            itself = _key(code) == code_key(self.entries[place].code)
            if not itself and (_key(code), place) not in self._told:
                self._told.add((_key(code), place))
                self.older.append(Replaced(code[:LONGEST], name[:_LONGEST_NAME], place))

    def _text(self, row: int, column: int, longest: int = _LONGEST_TEXT) -> str:
        cell = self._sheet.cell(row, column) if column >= 0 else None
        return printable(cell.text)[:longest].strip() if cell is not None else ""


_split = lru_cache(maxsize=4_096)(split_code)
_folded = lru_cache(maxsize=4_096)(fold)


@lru_cache(maxsize=4_096)
def _key(code: str) -> str:
    return key_of_groups(groups_of(code))


def _scope(text: str) -> Scope:
    words = _NO_LETTERS.sub("", _folded(text))
    found = Scope.UNTOLD
    if "prov" in words:
        found |= Scope.PROVINCE
    if "kab" in words or "kota" in words:
        found |= Scope.DISTRICT
    return found


def _told(text: str) -> str:
    return "" if text.casefold() in _NOTHING else text


def printable(text: str) -> str:
    """A text as printed, without control letters and half letters; lines stay lines."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", ""))


def _title(sheet: Sheet, columns: _Columns) -> str:
    """The regulation that the rows above the headings name; "" where they name none."""
    above = [sheet.row(number) for number in range(columns.first_row)]
    words = " ".join(cell.folded for row in above for _column, cell in sorted(row.items()))
    found = _REGULATION.search(words)
    return found[0] if found else ""
