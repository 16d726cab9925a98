"""The search finds what stands anywhere in the plan; the recent changes tell who did what."""

from __future__ import annotations

from gmsc_desktop.models import editing
from gmsc_desktop.models.recent import recent_changes
from gmsc_desktop.models.search import search
from tests.models.plans import memory_document
from tests.sample_plan import sample_snapshot


def test_names_come_before_mentions_and_every_word_counts() -> None:
    snapshot = sample_snapshot()
    hits = search(snapshot, "KURCACI rumah")
    assert hits[0].title == "Rumah Kurcaci"
    assert hits[0].table == "initiative"
    assert all("kurcaci" in f"{hit.title} {hit.around}".casefold() or hit.table != "initiative" for hit in hits)
    assert search(snapshot, "kurcaci tidakada") == []
    assert search(snapshot, "k") == []
    assert search(snapshot, "  ") == []


def test_the_text_around_is_short_and_holds_what_was_found() -> None:
    snapshot = sample_snapshot({"initiative": {"description": "awal " * 60 + "Jarum " + "akhir " * 60}})
    [hit] = search(snapshot, "jarum")
    assert hit.field.column == "description"
    assert "Jarum" in hit.around
    assert len(hit.around) < 100
    assert hit.around.startswith("…")


def test_recent_changes_name_person_and_first_record() -> None:
    document = memory_document("Nurhayati")
    with document.change("Tambah inisiatif", source="Rapat 3 Maret") as db:
        record_id = editing.insert(db, "initiative", {"title": "Rumah Kurcaci"})
    with document.change("Ubah nama") as db:
        editing.update(db, "initiative", record_id, {"title": "Rumah Singgah"})
    document.undo()
    told = recent_changes(document.raw)
    assert [(change.label, change.kind) for change in told] == [
        ("Ubah nama", "undo"),
        ("Ubah nama", "edit"),
        ("Tambah inisiatif", "edit"),
    ]
    assert {change.person for change in told} == {"Nurhayati"}
    assert {(change.table, change.record_id) for change in told} == {("initiative", record_id)}
    assert told[-1].source == "Rapat 3 Maret"
    assert told[-1].records == 1
