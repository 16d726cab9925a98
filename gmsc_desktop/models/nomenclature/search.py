"""Searching an imported list by code and words: a plain scan, 3 ms for 9,000 entries, without an index of words.

Every typed word must occur somewhere: in the name, in the indicator, or in the names above. Measured beside FTS5 and a
list in memory in ``benchmarks/nomenclature.py``; the scan finds parts of words, which FTS5 does not, and keeps nothing
in memory.
"""

from __future__ import annotations

from dataclasses import dataclass

from gmsc_desktop.models.nomenclature.codes import Level, fold, groups_of, is_code, key_of_groups, split_code
from gmsc_desktop.models.nomenclature.contents import Entry, Scope
from gmsc_desktop.models.nomenclature.file import ListFile

SHOWN = 100
LONGEST_QUERY = 200
_MOST_WORDS = 12
_LEAST_DIGITS = 3  # of a code that is typed without dots
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """The best entries, and how many fit in all."""

    entries: tuple[Entry, ...]
    whole: int


@dataclass(frozen=True, slots=True)
class _Query:
    code: str  # the groups as typed, with dots
    key: str  # the same in compared form
    digits: str
    words: tuple[str, ...]
    either: bool  # the words are the code itself: one of both is enough


def search(
    listed: ListFile, text: str, *, scope: Scope = Scope.UNTOLD, prefer: Level | None = None, shown: int = SHOWN
) -> Found:
    """What fits ``text``: a code and what lies below it, words in any order, or both.

    An exact code stands first; then what is for ``scope``, of the level ``prefer``, and by its own name. No text: the
    entries of the preferred level in their order.
    """
    query = _read(text)
    where, values = _conditions(query)
    rank, rank_values = _rank(query)
    level = int(prefer or 0)
    # What fits is gathered once, ordered and counted; the texts of the few that are shown are fetched afterwards.
    sql = f"""WITH hit AS MATERIALIZED (SELECT n, code, key <> ? AS other,
        CASE WHEN ? = 0 OR scope = 0 OR scope & ? THEN 0 ELSE 1 END AS foreign_scope,
        CASE WHEN ? = 0 OR level = ? THEN 0 ELSE 1 END AS other_level, {rank} AS place FROM entry WHERE {where})
      SELECT n, (SELECT count(*) FROM hit) FROM hit
      ORDER BY other, foreign_scope, other_level, place, code, n LIMIT ?"""
    rows = listed.read(sql, [query.key, int(scope), int(scope), level, level, *rank_values, *values, shown])
    entries = listed.by_numbers([int(str(row[0])) for row in rows])
    return Found(tuple(entries), int(str(rows[0][1])) if rows else 0)


def _read(text: str) -> _Query:
    text = text[:LONGEST_QUERY].strip()
    code, rest = (text, "") if is_code(text) else split_code(text)
    groups = groups_of(code)
    if any(len(group) > 6 for group in groups):
        groups = []
    digits = fold(text).upper().replace(" ", "")
    return _Query(
        ".".join(groups).upper(),
        key_of_groups(groups) if groups else "",
        digits if len(digits) >= _LEAST_DIGITS and digits.isalnum() and digits.isascii() else "",
        tuple(fold(rest if groups and rest else text).split()[:_MOST_WORDS]),
        not (groups and rest),
    )


def _conditions(query: _Query) -> tuple[str, list[object]]:
    words = " AND ".join("(instr(fold, ?) OR instr(around, ?))" for _word in query.words) or "1"
    given: list[object] = [text for word in query.words for text in (word, word)]
    if not query.words and not query.key:
        return "1", []
    codes, code_values = _codes(query)
    if not codes:
        return words, given
    if query.words and not query.either:
        return f"({codes}) AND {words}", [*code_values, *given]
    return f"(({codes}) OR ({words}))", [*code_values, *given]


def _codes(query: _Query) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    if query.key:
        parts.append("key = ? OR (key >= ? AND key < ?) OR (code >= ? AND code < ?)")
        values += [query.key, f"{query.key}.", f"{query.key}/", query.code, query.code + _LAST]
    if query.digits and query.either:
        parts.append("(digits >= ? AND digits < ?)")
        values += [query.digits, query.digits + _LAST]
    return " OR ".join(parts), values


def _rank(query: _Query) -> tuple[str, list[object]]:
    """Smaller is better: its own name begins so, its own name has all words, else something around it has."""
    if not query.words:
        return "0", []
    whole = " AND ".join("instr(fold, ?)" for _word in query.words)
    codes, code_values = _codes(query) if query.either else ("", [])
    code = f"WHEN {codes} THEN 0 " if codes else ""
    rank = f"CASE {code}WHEN substr(fold, 1, ?) = ? THEN 1 WHEN {whole} THEN 2 ELSE 3 END"
    start = " ".join(query.words)
    return rank, [*code_values, len(start), start, *query.words]
