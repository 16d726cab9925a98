"""The words of original documents: each key of a search through 2,000 pages, beside other ways of searching."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import Figure, best_of
from gmsc_desktop.models.original_texts import LEAST_LETTERS, Searchable, Text, search_texts

DOCUMENTS, PAGES, WORDS = 5, 400, 300  # pages of each, words of a page
TYPED = "rumah kurcaci"  # each of its beginnings is one key
_SYLLABLES = ("ke", "me", "ran", "ca", "na", "wa", "ni", "ting", "kat", "la", "yan", "an", "di", "ber", "kan", "pu")


def figures(_folder: Path, scale: int) -> Iterator[Figure]:
    """Making ready once, and the slowest key of a search."""
    texts = list(_texts(scale))
    keys = [TYPED[:count] for count in range(LEAST_LETTERS, len(TYPED) + 1)]
    ready = best_of(3, lambda: [Searchable(str(at), text) for at, text in enumerate(texts)])
    listed = [Searchable(str(at), text) for at, text in enumerate(texts)]
    _hits, count = search_texts(listed, TYPED)
    note = f"{sum(len(text.pages) for text in texts)} pages, {count} with both words"
    yield Figure("texts made ready for searching", ready, "the bound", 2_000.0, note)
    slowest = max(best_of(3, lambda key=key: search_texts(listed, key)) for key in keys)  # type: ignore[misc]
    for name, way in (("FTS5, beginnings of words", _fts(texts)), ("folding every page anew", _plainly(texts))):
        beside = max(best_of(3, lambda key=key, way=way: way(key)) for key in keys)  # type: ignore[misc]
        yield Figure("slowest key of a search", slowest, name, beside, note)


def _texts(scale: int) -> Iterator[Text]:
    dice = random.Random(7)
    words = ["".join(dice.choices(_SYLLABLES, k=dice.randrange(2, 5))) for _word in range(4_000)]
    for _document in range(DOCUMENTS * scale):
        pages = [" ".join(dice.choices(words, k=WORDS)) for _page in range(PAGES)]
        pages[PAGES // 2] += "\nRumah Kurcaci menampung keluarga pasien."
        yield Text(tuple(pages))


def _fts(texts: list[Text]) -> Callable[[str], object]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE page USING fts5(words)")
    database.executemany("INSERT INTO page VALUES(?)", ((page,) for text in texts for page in text.pages))

    def search(typed: str) -> object:
        query = " ".join(f'"{word}"*' for word in typed.split())
        return database.execute("SELECT rowid FROM page WHERE page MATCH ? LIMIT 60", (query,)).fetchall()

    return search


def _plainly(texts: list[Text]) -> Callable[[str], object]:
    def search(typed: str) -> object:
        words = typed.casefold().split()
        return [page for text in texts for page in text.pages if all(word in page.casefold() for word in words)]

    return search
