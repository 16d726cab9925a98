"""A snapshot that was patched after a change is the same as one that was read whole."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from gmsc_desktop.models import editing, plan
from gmsc_desktop.models import snapshot as snapshots
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.checks import check
from gmsc_desktop.models.checks.readiness import FINAL, readiness, readiness_of
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_changed import Changed
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.fields import TableSpec
from gmsc_desktop.models.snapshot import Snapshot, SnapshotOnDemand, reread, to_json
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


# -- a plan of which few tables are wanted


def test_tables_that_are_read_on_demand_are_the_same(document: Document) -> None:
    whole = document.snapshot()
    with document.reading():
        few = SnapshotOnDemand(document.raw)
        assert to_json(few) == to_json(whole)
        assert few.afresh() is not few
        assert few.afresh().plan == whole.plan
    assert whole.afresh() is whole


@pytest.mark.parametrize("decided", [0, 1, 100])
def test_musts_are_counted_rule_by_rule_as_all_findings_say(document: Document, decided: int) -> None:
    today = date(2026, 11, 22)
    with document.change("Kosongkan") as db:
        db.exec_driver_sql("UPDATE region SET name=NULL")
        db.exec_driver_sql("DELETE FROM head_of_region")
    found = check(document.snapshot(), FINAL, year=today.year, today=today)
    with document.change("Putuskan") as db:
        for finding in [one for one in found if one.weight == "must"][:decided]:
            plan.override(db, finding.key, finding.rule, "Menyusul", "Sari", today)
    snapshot = document.snapshot()
    found = check(snapshot, FINAL, year=today.year, today=today)
    expected = readiness_of(snapshot, FINAL, today.year, found, present=today.year)
    assert readiness(snapshot, today) == expected
    with document.reading():
        assert readiness(SnapshotOnDemand(document.raw), today) == expected
    assert (expected.met < expected.asked) == (decided < 100)


def test_the_card_reads_no_table_that_no_must_asks_for(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = snapshots._read_table

    def note(raw: sqlite3.Connection, spec: TableSpec) -> list[snapshots.Record]:
        read.append(spec.name)
        return real(raw, spec)

    monkeypatch.setattr(snapshots, "_read_table", note)
    with document.reading():
        found = readiness(SnapshotOnDemand(document.raw), date(2026, 11, 22))
    assert found.asked > 5
    assert not {"action_step_plan", "progress_value", "progress_entry", "ceiling"} & set(read), "half of all records"
