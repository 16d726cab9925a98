"""Searches the words of the whole plan, without regard to case; every word must occur in the same record."""

from __future__ import annotations

from dataclasses import dataclass

from gmsc_desktop.models.fields import BY_NAME, TABLES, FieldSpec, Kind
from gmsc_desktop.models.snapshot import Record, Snapshot

SEARCHED = frozenset({Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.CODE, Kind.WRITTEN})
_AROUND = 40  # letters shown on each side of what was found


@dataclass(frozen=True, slots=True)
class Hit:
    """A record in which all words occur: its name, the field in which the first one stands, the text around it."""

    table: str
    id: str
    title: str
    field: FieldSpec
    around: str


def search(snapshot: Snapshot, text: str, limit: int = 60) -> list[Hit]:
    """Records that hold every word of ``text``, those named so first; ``[]`` for fewer than two letters."""
    words = text.casefold().split()
    if sum(map(len, words)) < 2:
        return []
    named: list[Hit] = []
    others: list[Hit] = []
    for spec in TABLES:
        fields = [field for field in spec.fields if field.kind in SEARCHED]
        for row in snapshot.rows(spec.name) if fields else ():
            hit = _hit(row, fields, words)
            if hit is not None:
                (named if hit.field.column == spec.title_column else others).append(hit)
    return (named + others)[:limit]


def _hit(row: Record, fields: list[FieldSpec], words: list[str]) -> Hit | None:
    texts = [str(getattr(row, field.column) or "") for field in fields]
    whole = "\n".join(texts).casefold()
    if not all(word in whole for word in words):
        return None
    place = next(place for place, text in enumerate(texts) if words[0] in text.casefold())
    spec = BY_NAME[row.TABLE]
    title = str(getattr(row, spec.title_column, "") or "") if spec.title_column else ""
    return Hit(row.TABLE, row.id, title or spec.singular, fields[place], around(texts[place], words[0]))


def around(text: str, word: str) -> str:
    """Some letters of a text on both sides of a word in small letters; its beginning where the word is not in it."""
    line = " ".join(text.split())
    at = max(line.casefold().find(word), 0)
    start, end = max(0, at - _AROUND), at + len(word) + _AROUND
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
