"""A plan for tests of the use cases, and what is asked of each: it is taken back whole, it is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TypeVar

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import plan
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.region import Region
from tests.models.plans import foreign_keys_are_whole, memory_document, state

T = TypeVar("T")

LUWU = Region("73.17", "Kabupaten Luwu", "kabupaten", "73", "Sulawesi Selatan")


def begun() -> Document:
    """A plan of Luwu for 2025 to 2030, with nothing in it yet."""
    document = memory_document()
    with document.change("Mulai rencana") as db:
        plan.begin(
            db,
            plan_id=new_id(),
            title="Rencana Induk Smart City Kabupaten Luwu 2025–2030",
            region=LUWU,
            period_start=2025,
            period_end=2030,
        )
    return document


def do(document: Document, work: Callable[[Connection], T]) -> T:
    """Do something as one change, take it back, do it again: the plan is whole every time, undo leaves no trace."""
    before = state(document)
    with document.change("Kerja") as db:
        result = work(db)
    after = state(document)
    if after != before:
        undone = document.undo()
        assert undone is not None
        assert undone.left == ()
        assert state(document) == before
        redone = document.redo()
        assert redone is not None
        assert redone.left == ()
        assert state(document) == after
    assert foreign_keys_are_whole(document)
    return result


def refused(document: Document, work: Callable[[Connection], object], *words: str) -> UserFacingError:
    """Try something that is refused: the sentence says these words, a next step follows, and nothing has changed."""
    before, label = state(document), document.undo_label
    with pytest.raises(UserFacingError) as caught, document.change("Kerja") as db:
        work(db)
    assert state(document) == before
    assert document.undo_label == label
    error = caught.value
    for word in words:
        assert word in f"{error.sentence} {error.next_step}", error
    assert error.sentence.endswith(".")
    assert error.next_step.endswith(".")
    return error


def row(document: Document, table: str, record_id: str) -> SimpleNamespace:
    """A row as it stands in the file, by column."""
    cursor = document.raw.execute(f"SELECT * FROM {table} WHERE id=?", (record_id,))
    found = cursor.fetchone()
    assert found is not None, f"no {table} {record_id}"
    return SimpleNamespace(**dict(zip([c[0] for c in cursor.description], found, strict=True)))


def count(document: Document, table: str) -> int:
    """How many rows a table has."""
    return int(document.raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
