"""A snapshot that was patched after a change is the same as one that was read whole."""

from __future__ import annotations

import pytest

from gmsc_desktop.models import editing
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_changed import Changed
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.snapshot import Snapshot, reread, to_json
from tests.models.plans import memory_document
from tests.sample_plan import sample_tables


@pytest.fixture
def document() -> Document:
    made = memory_document()
    with made.change("Isi contoh") as db:
        for name, rows in sample_tables().items():
            insert_rows(db, name, rows)
    return made


def first(snapshot: Snapshot, table: str) -> str:
    return snapshot.rows(table)[0].id


def edit(db: Connection, snapshot: Snapshot) -> None:
    editing.update(db, "initiative", first(snapshot, "initiative"), {"title": "Nama lain"})


def move(db: Connection, snapshot: Snapshot) -> None:
    editing.update(
        db, "initiative", first(snapshot, "initiative"), {"position": editing.next_position(db, "initiative")}
    )


def add(db: Connection, snapshot: Snapshot) -> None:
    editing.insert(db, "initiative", {"title": "Baru"})


def remove(db: Connection, snapshot: Snapshot) -> None:
    editing.delete(db, "initiative", first(snapshot, "initiative"))


def swap(db: Connection, snapshot: Snapshot) -> None:
    remove(db, snapshot)
    add(db, snapshot)


@pytest.mark.parametrize("work", [edit, move, add, remove, swap], ids=lambda work: work.__name__)
def test_patched_is_what_reading_everything_gives(document: Document, work: object) -> None:
    assert callable(work)
    before = document.snapshot()
    told: list[Changed] = []
    document.on_changed(told.append)
    with document.change("Ubah") as db:
        work(db, before)
    with document.read():
        patched = reread(document.raw, before, told[0].tables)
    assert to_json(patched) == to_json(document.snapshot())
    assert to_json(patched) != to_json(before)


def test_what_did_not_change_is_the_same_object(document: Document) -> None:
    before = document.snapshot()
    with document.change("Ubah") as db:
        edit(db, before)
    with document.read():
        patched = reread(document.raw, before, {"initiative": {first(before, "initiative")}})
    assert patched.rows("indicator") is before.rows("indicator")
    assert patched.rows("initiative")[1] is before.rows("initiative")[1]
