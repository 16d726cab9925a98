"""Finds for each row from outside the record that it is: by text and code in its place, then by likeness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from gmsc_desktop.models.intake.incoming import CODES, PARENTS, RUNGS, TEXTS, Incoming, IncomingRow
from gmsc_desktop.models.records import RECORDS
from gmsc_desktop.models.snapshot import Record, Snapshot

_LIKE = 0.8  # of the letters of two texts, in order, that are the same
_LIKE_SHORT, _SHORT = 0.92, 25  # the same of texts with fewer letters, which one word makes another thing
_MOST_PAIRS = 4_000
_LEAST_BELOW, _MOST_OF_IT = 2, 0.6  # texts below two rungs that are the same, and their share of all
_MOST_LETTERS = 40_000_000  # pairs of letters in one place; more than a second on a weak laptop
_BLANKS = re.compile(r"[\s\u00a0]+")
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"[ivx]{2,4}")
_SIGNS = re.compile(r"[^0-9a-z]+")


def plain_text(value: object) -> str:
    """A text as it is compared: small letters, single blanks."""
    return _BLANKS.sub(" ", str(value or "")).strip().casefold()


def plain_code(value: object) -> str:
    """A code as it is compared: without the signs between its digits."""
    return _SIGNS.sub(".", str(value or "").casefold()).strip(".")


Group = tuple[str, ...]


class Matching:
    """Which record each row is; ``records`` by the id of the row. Rows of other documents are not looked at."""

    def __init__(self, snapshot: Snapshot, incoming: Incoming, document_id: str) -> None:
        self.records: dict[str, str] = {}
        self._snapshot = snapshot
        self._document = document_id
        self._incoming = incoming
        self._coming: dict[str, dict[str, frozenset[str]]] = {}  # by table and owner the texts below it
        for table in RUNGS:
            self._table(table, incoming.of(table))

    def _own(self, table: str) -> list[Record]:
        rows = self._snapshot.rows(table)
        if table == "strategy":
            objectives = {row.id for row in self._own("objective")}
            return [row for row in rows if getattr(row, "objective_id") in objectives]  # noqa: B009
        return [row for row in rows if getattr(row, "document_id") == self._document]  # noqa: B009

    def _table(self, table: str, rows: Sequence[IncomingRow]) -> None:
        free = {row.id: row for row in self._own(table)}
        if not free:
            return
        groups: defaultdict[Group, list[IncomingRow]] = defaultdict(list)
        for row in rows:
            groups[self._place(table, row)].append(row)
        there: defaultdict[Group, list[Record]] = defaultdict(list)
        for record in free.values():
            there[tuple(str(getattr(record, column) or "") for column in PARENTS[table])].append(record)
        for place, found in groups.items():
            self._pair(table, found, there.get(place, ()), free)
        left = [row for row in rows if row["id"] not in self.records]
        self._anywhere(table, left, free)
        for place, found in groups.items():
            self._alike(table, [row for row in found if row["id"] not in self.records], there.get(place, ()), free)
        for place, found in groups.items():
            self._by_what_is_below(
                table, [row for row in found if row["id"] not in self.records], there.get(place, ()), free
            )

    def _by_what_is_below(
        self, table: str, rows: Sequence[IncomingRow], there: Iterable[Record], free: dict[str, Record]
    ) -> None:
        """What is called otherwise now and has the same below it: most of the texts, and two of them at least."""
        records = [(record, self._below(table, record.id)) for record in there if record.id in free]
        pairs: list[tuple[int, int, IncomingRow, Record]] = []
        for row in rows if records else ():
            below = self._coming_below(table, str(row["id"]))
            for record, known in records:
                same = len(below & known)
                if same >= _LEAST_BELOW and same >= _MOST_OF_IT * max(len(below), len(known)):
                    pairs.append((-same, len(pairs), row, record))
        for _same, _number, row, record in sorted(pairs, key=lambda pair: pair[:2]):
            if row["id"] not in self.records and record.id in free:
                self._take(row, record, free)

    def _below(self, table: str, record_id: str) -> frozenset[str]:
        """The texts below a record."""
        found: set[str] = set()
        for name, column in _children(table):
            rows: tuple[Record, ...] = self._snapshot.where(RECORDS[name], column, record_id)
            found.update(plain_text(getattr(row, TEXTS[name])) for row in rows)
        return frozenset(found)

    def _coming_below(self, table: str, row_id: str) -> frozenset[str]:
        """The texts below a row from outside."""
        if table not in self._coming:
            found: defaultdict[str, set[str]] = defaultdict(set)
            for name, column in _children(table):
                for row in self._incoming.of(name):
                    if row.get(column):
                        found[str(row[column])].add(plain_text(row.get(TEXTS[name])))
            self._coming[table] = {owner: frozenset(texts) for owner, texts in found.items()}
        return self._coming[table].get(row_id, frozenset())

    def _place(self, table: str, row: IncomingRow) -> Group:
        return tuple(self.records.get(str(row.get(column) or ""), "") for column in PARENTS[table])

    def _take(self, row: IncomingRow, record: Record, free: dict[str, Record]) -> None:
        self.records[str(row["id"])] = record.id
        free.pop(record.id)

    def _pair(self, table: str, rows: Sequence[IncomingRow], there: Iterable[Record], free: dict[str, Record]) -> None:
        """Rows and records of one place: by text and code, then by text alone, then by a code that is there once."""
        records = list(there)
        for keys in (_text_and_code, _text_alone, _code_alone):
            known: defaultdict[str, list[Record]] = defaultdict(list)
            for record in records:
                if record.id in free and (key := keys(table, _values_of(table, record))):
                    known[key].append(record)
            wanted = [row for row in rows if row["id"] not in self.records]
            for row in wanted:
                same = known.get(keys(table, row)) or []
                if same and (keys is not _code_alone or len(same) == 1):
                    self._take(row, same.pop(0), free)

    def _anywhere(self, table: str, rows: Sequence[IncomingRow], free: dict[str, Record]) -> None:
        """Rows whose text and code only one record of the whole document has: it stands somewhere else now."""
        if table == "indicator":  # the same indicator may measure several rungs
            return
        known: defaultdict[str, list[Record]] = defaultdict(list)
        for record in free.values():
            known[_text_and_code(table, _values_of(table, record))].append(record)
        for row in rows:
            same = known.get(_text_and_code(table, row), [])
            if len(same) == 1 and same[0].id in free:
                self._take(row, same[0], free)

    def _alike(self, table: str, rows: Sequence[IncomingRow], there: Iterable[Record], free: dict[str, Record]) -> None:
        """What is left in one place: the likest pairs first."""
        records = [record for record in there if record.id in free]
        if not records or len(rows) * len(records) > _MOST_PAIRS:
            return
        column = TEXTS[table]
        rows_of = [plain_text(row.get(column)) for row in rows]
        records_of = [plain_text(getattr(record, column)) for record in records]
        for at, there_at in _likest_first(rows_of, records_of):
            row, record = rows[at], records[there_at]
            if row["id"] not in self.records and record.id in free:
                self._take(row, record, free)


def _children(table: str) -> list[tuple[str, str]]:
    """The tables whose rows stand below those of a table, each with the column that says so."""
    own = f"{table}_id"
    return [(name, own) for name, columns in PARENTS.items() if own in columns]


def _likest_first(texts: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Which texts are like which others, by their places, the likest first.

    Letters are compared pair by pair, which long texts make slow: pairs with more words in common come first, and when
    ``_MOST_LETTERS`` were compared the rest is left to the person.
    """
    words, known = [Counter(text.split()) for text in texts], [Counter(text.split()) for text in others]
    pairs = [(at, to) for at in range(len(texts)) for to in range(len(others))]
    pairs.sort(key=lambda pair: -_shared(words[pair[0]], known[pair[1]]))
    found, left = [], _MOST_LETTERS
    for at, to in pairs:
        if _numbered(texts[at]) != _numbered(others[to]):
            continue
        look = SequenceMatcher(None, texts[at], others[to], autojunk=False)
        if look.real_quick_ratio() < _LIKE or look.quick_ratio() < _LIKE:
            continue
        left -= len(texts[at]) * len(others[to])
        if left < 0:
            break
        ratio = look.ratio()
        if ratio >= _LIKE and (ratio >= _LIKE_SHORT or not _is_other_word(texts[at], others[to])):
            found.append((-ratio, at, to))
    return [(at, to) for _ratio, at, to in sorted(found)]


def _is_other_word(one: str, other: str) -> bool:
    """Whether two short texts differ by a word that stands in place of another, not by one more or less."""
    here, there = Counter(one.split()), Counter(other.split())
    return min(len(one), len(other)) < _SHORT and bool(here - there) and bool(there - here)


def _numbered(text: str) -> Counter[str]:
    """The single letters and numbers of a text, by which "tahap 1" is not "tahap 2"."""
    return Counter(word for word in _WORD.findall(text) if len(word) == 1 or word.isdigit() or _ROMAN.fullmatch(word))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(one.total(), other.total(), 1)


def _values_of(table: str, record: Record) -> Mapping[str, object]:
    return {column: getattr(record, column) for column in (TEXTS[table], CODES.get(table, TEXTS[table]))}


def _text_and_code(table: str, row: Mapping[str, object]) -> str:
    code = plain_code(row.get(CODES[table])) if table == "programme" else ""
    return f"{plain_text(row.get(TEXTS[table]))}\x1f{code}"


def _text_alone(table: str, row: Mapping[str, object]) -> str:
    return plain_text(row.get(TEXTS[table]))


def _code_alone(table: str, row: Mapping[str, object]) -> str:
    return plain_code(row.get(CODES[table])) if table == "programme" else ""
