"""``riwayat.jsonl``: one author or change set a line; read only when every row's parents stand before it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from gmsc_desktop.models.changesets import HistoryExport, from_lines, to_lines
from gmsc_desktop.package import strict_json
from gmsc_desktop.package.plan_json import HistoryMark
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.values import is_stored_moment

FILE = "riwayat.jsonl"
LONGEST_LINE = 64 * 1024 * 1024  # an import of 5,000 rows is one change set, and so one line
MOST_ROWS = 4_000_000
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,60}\.(?:[a-z][a-z0-9_]{0,60}|\*)")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,60}")


def history_text(history: HistoryExport) -> Iterator[bytes]:
    """The lines of the file."""
    for line in to_lines(history):
        yield json.dumps(line, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8") + b"\n"


def history_mark(history: HistoryExport, keep: Callable[[bytes], object] = lambda line: None) -> HistoryMark:
    """How many change sets a history has, and the SHA-512 of its file; ``keep`` is given each line."""
    digest = hashlib.sha512()
    for line in history_text(history):
        digest.update(line)
        keep(line)
    return HistoryMark(len(history.changes), digest.hexdigest())


def read_history(file: BinaryIO, on_line: Callable[[], None] = lambda: None) -> HistoryExport:
    """The history in a file that stands at its beginning. Raises ``PackageRefused`` with the line that is wrong."""
    check = _Check()
    return from_lines(check.lines(file, on_line))


def count_changes(file: BinaryIO, on_line: Callable[[], None] = lambda: None) -> int:
    """How many change sets a file holds, all lines checked as in ``read_history`` but not kept."""
    return sum("change" in line for line in _Check().lines(file, on_line))


class _Check:
    """What has been read so far: authors, the ordinals of each change set, names that were found well-formed."""

    def __init__(self) -> None:
        self._authors: set[str] = set()
        self._changes: dict[str, range | frozenset[int]] = {}
        self._records: set[str] = set()  # seen and found to be ids
        self._keys: set[tuple[str, str]] = set()
        self._rows = 0
        self._line = 0

    def lines(self, file: BinaryIO, on_line: Callable[[], None]) -> Iterator[dict[str, Any]]:
        while line := file.readline(LONGEST_LINE + 1):
            self._line += 1
            on_line()
            if len(line) > LONGEST_LINE:
                raise PackageRefused("json-long", file=FILE)
            if not line.endswith(b"\n"):
                self._refuse()
            value = strict_json.load(line, FILE)
            if not isinstance(value, dict) or len(value) != 1:
                self._refuse()
            self._check(value)
            yield value

    def _check(self, value: dict[str, Any]) -> None:
        if isinstance(value.get("author"), dict):
            self._check_author(value["author"])
        elif isinstance(value.get("change"), dict):
            self._check_change(value["change"])
        else:
            self._refuse()

    def _check_author(self, author: dict[str, Any]) -> None:
        if not {"id", "name", "device"} <= author.keys() or not _is_id(author["id"]):
            self._refuse()
        if not all(author[name] is None or isinstance(author[name], str) for name in ("name", "device")):
            self._refuse()
        if author["id"] in self._authors:
            raise PackageRefused("history-twice", line=self._line)
        self._authors.add(author["id"])

    def _check_change(self, change: dict[str, Any]) -> None:
        if not {"id", "label", "kind", "author", "at", "source", "ops"} <= change.keys() or not _is_id(change["id"]):
            self._refuse()
        texts = all(isinstance(change[name], str) for name in ("label", "kind", "at"))
        texts = texts and (change["at"] == "" or is_stored_moment(change["at"]))  # a migration has no moment
        source = change["source"] is None or isinstance(change["source"], str)
        author = change["author"] is None or (isinstance(change["author"], str) and change["author"] in self._authors)
        if not (texts and source and author and isinstance(change["ops"], list)):
            self._refuse()
        if change["id"] in self._changes:
            raise PackageRefused("history-twice", line=self._line)
        self._changes[change["id"]] = frozenset()
        seen: list[int] = []
        places: set[tuple[str, str]] = set()
        for row in change["ops"]:
            self._check_op(row, places)
            seen.append(row[0])
        self._close(change["id"], seen)

    def _close(self, change_id: str, seen: list[int]) -> None:
        ordinals: range | frozenset[int] = range(seen[0], seen[-1] + 1) if seen else frozenset()
        if seen != list(ordinals):
            ordinals = frozenset(seen)
            if len(ordinals) != len(seen):
                raise PackageRefused("history-twice", line=self._line)
        self._changes[change_id] = ordinals
        self._rows += len(seen)
        if self._rows > MOST_ROWS:
            raise PackageRefused("json-big", file=FILE)

    def _check_op(self, row: Any, places: set[tuple[str, str]]) -> None:
        """A row is [ordinal, record, table, key, value, parent or null, further parents]."""
        if not isinstance(row, list) or len(row) != 7:
            self._refuse()
        ordinal, record, table, key, value, prev, parents = row
        if not (_is_ordinal(ordinal) and isinstance(record, str) and isinstance(table, str) and isinstance(key, str)):
            self._refuse()
        if record not in self._records:
            if not _ID.fullmatch(record):
                self._refuse()
            self._records.add(record)
        if (table, key) not in self._keys:
            if not (_TABLE.fullmatch(table) and _KEY.fullmatch(key)):
                self._refuse()
            self._keys.add((table, key))
        if isinstance(value, bool | list | dict) or not isinstance(parents, list):
            self._refuse()
        if (record, key) in places:
            raise PackageRefused("history-twice", line=self._line)
        places.add((record, key))
        for parent in parents if prev is None else (prev, *parents):
            self._check_parent(parent)

    def _check_parent(self, parent: Any) -> None:
        if not (isinstance(parent, list) and len(parent) == 2 and _is_id(parent[0]) and _is_ordinal(parent[1])):
            self._refuse()
        if parent[1] not in self._changes.get(parent[0], ()):
            raise PackageRefused("history-parent", line=self._line)

    def _refuse(self) -> None:
        raise PackageRefused("history-line", line=self._line)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_ordinal(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
