"""The nomenclature: import of a list of 7,581 rows, and each key of its search beside other ways of searching.

The list is made up, with texts as long as the ministry's. ``scale`` makes it longer.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Figure, best_of
from gmsc_desktop.exchange.nomenclature_import import keep, propose
from gmsc_desktop.models.nomenclature.codes import Level, fold
from gmsc_desktop.models.nomenclature.contents import Scope
from gmsc_desktop.models.nomenclature.file import ListFile
from gmsc_desktop.models.nomenclature.lists import Lists
from gmsc_desktop.models.nomenclature.search import search
from tests.nomenclature_books import many_rows, write_book

ROWS = 7_581
TYPED = "koordinasi informatika"  # each of its beginnings is one key
CODE = "2.16.03.2.02.0038"
MEGABYTE = 1024 * 1024


def figures(folder: Path, scale: int) -> Iterator[Figure]:
    """Import, and the slowest key of words and of a code."""
    path = write_book(folder / "nomenklatur.xlsx", many_rows(ROWS * scale))
    yield from _import(folder, path)
    lists = Lists(folder / "daftar")
    yield from _keys(lists.files[0])
    yield _standing(lists)
    lists.close()


def _import(folder: Path, path: Path) -> Iterator[Figure]:
    """Reading and keeping beside reading the same cells with the library that our other workbooks are written with."""
    import openpyxl

    def plainly() -> int:
        book = openpyxl.load_workbook(path, read_only=True)
        return sum(1 for row in book.worksheets[0].iter_rows(values_only=True) for _cell in row)

    proposal = propose(path)
    read = best_of(3, lambda: propose(path))
    kept = best_of(3, lambda: keep(proposal, place=folder / "daftar"))
    size = Lists(folder / "daftar").versions[0].size / MEGABYTE
    beside = best_of(3, plainly)
    yield Figure("reading the workbook (in a child)", read, "openpyxl, cells alone", beside)
    yield Figure("keeping the list", kept, "openpyxl, cells alone", beside, f"{size:.1f} MB on the drive")


def _keys(listed: ListFile) -> Iterator[Figure]:
    ways = {"FTS5, beginnings of words": _fts(listed), "a list in memory": _in_memory(listed)}

    def ours(text: str) -> object:
        return search(listed, text, scope=Scope.DISTRICT, prefer=Level.SUBACTIVITY)

    keys = [TYPED[: end + 1] for end in range(len(TYPED))]
    slowest = max(keys, key=lambda text: best_of(3, lambda: ours(text)))
    took = best_of(9, lambda: ours(slowest))
    for name, (way, held) in ways.items():
        other = best_of(9, partial(way, slowest))
        yield Figure(f"slowest key of words ({slowest!r})", took, name, other, f"held: none; the other {held:.1f} MB")
    codes = [CODE[: end + 1] for end in range(len(CODE))]
    plain = ways["a list in memory"][0]
    took = max(best_of(5, partial(ours, text)) for text in codes)
    yield Figure("slowest key of a code", took, "a list in memory", max(best_of(5, partial(plain, t)) for t in codes))


def _standing(lists: Lists) -> Figure:
    one = best_of(5, lambda: [lists.standing("2.16.3.2.2.38") for _ in range(100)]) / 100
    rows = lists.files[0].read("SELECT key FROM entry")
    known = {str(key) for (key,) in rows}
    return Figure("what one code is", one, "a set in memory", best_of(5, lambda: "2.16.3.2.2.38" in known))


def _texts(listed: ListFile) -> list[tuple[int, str]]:
    rows = listed.read("SELECT n, fold, around FROM entry")
    return [(int(str(n)), f"{name}\n{around}") for n, name, around in rows]


def _fts(listed: ListFile) -> tuple[Callable[[str], object], float]:
    """A full-text index of the same texts, and its size in MB."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='')")
    db.executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", _texts(listed))

    def find(text: str) -> object:
        match = " ".join(f'"{word}"*' for word in fold(text).replace('"', "").split())
        return db.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 100", (match,)).fetchall()

    return find, len(db.serialize()) / MEGABYTE


def _in_memory(listed: ListFile) -> tuple[Callable[[str], object], float]:
    """All texts as Python strings, and their size in MB."""
    texts = _texts(listed)

    def find(text: str) -> object:
        words = fold(text).split()
        return sorted(n for n, whole in texts if all(word in whole for word in words))[:100]

    return find, sum(sys.getsizeof(whole) for _n, whole in texts) / MEGABYTE
