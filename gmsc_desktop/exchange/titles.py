"""The lines of a document that stand above a table: what it is called, its years, its unit of money."""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_LONGEST_KEY, _MOST_CELLS, _MOST_LINES = 60, 3, 15
_BEFORE = 6
_FIRST = 3  # of the document, which tell what it is and its period


def lines_above(first: Sequence[str], lines: Sequence[str]) -> list[str]:
    """What of the first lines of the document names years, then the last lines before the table.

    ``lines`` are all since the last table; none of them, and it goes on with that one.
    """
    near = list(lines[-_BEFORE:])
    titles = [line for line in first[:_FIRST] if line not in near and _YEAR.search(line)]
    return [*titles, *near] if near else []


def said_line_by_line(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a small table that only says "Perangkat Daerah : Dinas Kesehatan" in cells; none of another one."""
    lines = []
    for row in rows:
        texts = [text for text in row if text]
        if not texts:
            continue
        plain = " ".join(texts)
        key, colon, value = plain.partition(":")
        told = (
            colon and key.strip() and value.strip() and len(key) <= _LONGEST_KEY and key.strip() == texts[0].strip(" :")
        )
        if not told or len(texts) > _MOST_CELLS:
            return []
        lines.append(f"{key.strip()} : {value.strip()}")
    return lines if len(lines) <= _MOST_LINES else []
