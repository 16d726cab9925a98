"""Ids: random ones for records of their own, derived ones for rows that stand for a pair or a cell."""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.UUID("6d7d1c5e-7d0b-5c47-9f0e-6a8c2f1f7317")


def new_id() -> str:
    """A random id, made by the client so that two computers never make the same."""
    return str(uuid.uuid4())


def derived_id(table: str, owner: str, *keys: str | int) -> str:
    """The id of the row of ``table`` that belongs to ``owner`` and the other keys: two people make the same row."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join((table, owner, *map(str, keys)))))


def is_id(text: str) -> bool:
    """Whether a text is written as our ids are: a UUID in lower case with hyphens."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
