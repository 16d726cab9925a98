"""Ids: random ones for records of their own, derived ones for rows that stand for a pair or a cell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

_WRITTEN = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_id() -> str:
    """A random id, made by the client so that two computers never make the same."""
    from uuid import uuid4

    return str(uuid4())


def derived_id(table: str, owner: str, *keys: str | int) -> str:
    """The id of the row of ``table`` that belongs to ``owner`` and the other keys: two people make the same row."""
    from uuid import uuid5

    return str(uuid5(_namespace(), "\x1f".join((table, owner, *map(str, keys)))))


@cache
def _namespace() -> UUID:
    from uuid import UUID

    return UUID("6d7d1c5e-7d0b-5c47-9f0e-6a8c2f1f7317")


def is_id(text: str) -> bool:
    """Whether a text is written as our ids are: a UUID in lower case with hyphens."""
    return _WRITTEN.fullmatch(text) is not None


def packed(written: str) -> bytes:
    """The 16 bytes of an id: so the history keeps those of change sets. ``ValueError`` where it is no id of ours.

    Packed and as they are written, ids are in the same order.
    """
    if not is_id(written):
        raise ValueError("no id")
    return bytes.fromhex(written.replace("-", ""))


def unpacked(kept: bytes) -> str:
    """An id as it is written, from its 16 bytes."""
    digits = kept.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
