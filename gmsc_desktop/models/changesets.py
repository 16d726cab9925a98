"""The history as it travels: change sets with their rows, free of the numbers of any one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Value = str | int | float | None
Ref = tuple[str, int]  # (change id, ordinal): the identity of a row outside any file


@dataclass(frozen=True, slots=True)
class Op:
    """One row of a change set: a field of a record took a value. ``parents`` are the 2nd and further parents."""

    i: int
    record: str
    table: str
    key: str
    value: Value
    prev: Ref | None
    parents: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one labelled change did. ``at`` is told, never compared; ``author`` is an author's id or None."""

    id: str
    label: str
    kind: str
    author: str | None
    at: str
    source: str | None
    ops: tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """Who made change sets; name and device may be blanked."""

    id: str
    name: str | None
    device: str | None


@dataclass(frozen=True, slots=True)
class HistoryExport:
    """Authors and change sets of one plan, in the order of the file they come from (parents before children)."""

    authors: tuple[AuthorRow, ...]
    changes: tuple[ChangeSet, ...]


def to_lines(history: HistoryExport) -> Iterator[dict[str, Any]]:  # Any: JSON values of several shapes
    """The lines of ``riwayat.jsonl`` as JSON values: first the authors, then the change sets."""
    for author in history.authors:
        yield {"author": {"id": author.id, "name": author.name, "device": author.device}}
    for change in history.changes:
        yield {
            "change": {
                "id": change.id,
                "label": change.label,
                "kind": change.kind,
                "author": change.author,
                "at": change.at,
                "source": change.source,
                "ops": [
                    [
                        op.i,
                        op.record,
                        op.table,
                        op.key,
                        op.value,
                        _ref(op.prev),
                        [_ref(parent) for parent in op.parents],
                    ]
                    for op in change.ops
                ],
            }
        }


def _ref(ref: Ref | None) -> list[str | int] | None:
    return [ref[0], ref[1]] if ref is not None else None


def from_lines(lines: Iterable[dict[str, Any]]) -> HistoryExport:  # Any: the reader has checked each line's shape
    """The history from JSON values as ``to_lines`` gives them; the caller has checked them against the schema."""
    authors: list[AuthorRow] = []
    changes: list[ChangeSet] = []
    for line in lines:
        if "author" in line:
            item = line["author"]
            authors.append(AuthorRow(item["id"], item["name"], item["device"]))
        else:
            item = line["change"]
            ops = tuple(_op(row) for row in item["ops"])
            changes.append(
                ChangeSet(item["id"], item["label"], item["kind"], item["author"], item["at"], item["source"], ops)
            )
    return HistoryExport(tuple(authors), tuple(changes))


def _op(row: list[Any]) -> Op:
    i, record, table, key, value, prev, parents = row
    return Op(i, record, table, key, value, _parent(prev), tuple((str(c), int(n)) for c, n in parents))


def _parent(value: list[Any] | None) -> Ref | None:
    return (str(value[0]), int(value[1])) if value is not None else None
