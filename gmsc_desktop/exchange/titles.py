"""The lines of a document that stand above a table: what it is called, its years, its unit of money."""

from __future__ import annotations

from collections.abc import Sequence

_BEFORE = 6
_FIRST = 3  # of the document, which tell what it is and its period


def lines_above(first: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The first lines of the document, then the last ones before the table; ``lines`` are all since the last table."""
    near = list(lines[-_BEFORE:])
    titles = [line for line in first[:_FIRST] if line not in near]
    return [*titles, *near] if near else []
