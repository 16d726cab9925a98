"""Undo and redo, through the memory of the open plan and through its lasting history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gmsc_desktop.models import editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.history import Author, Entry
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.merge import conflicts
from gmsc_desktop.models.taking_back import undo_newest
from gmsc_desktop.models.undo import Left, apply_back
from tests.models.plans import copy_of, foreign_keys_are_whole, memory_document, merge_into, state

PERSON = Author(new_id(), "Kepala Bidang", "laptop")


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = Document.create(tmp_path, PERSON)
    yield made
    made.close()


def add_initiative(document: Document, title: str = "Rumah Kurcaci") -> str:
    with document.change("Tambah inisiatif") as db:
        return editing.insert(db, "initiative", {"title": title, "year_start": 2026})


def title_of(document: Document, rid: str) -> str | None:
    row = document.raw.execute("SELECT title FROM initiative WHERE id=?", (rid,)).fetchone()
    return row[0] if row else None


def set_title(document: Document, rid: str, title: str) -> None:
    with document.change("Ubah nama") as db:
        editing.update(db, "initiative", rid, {"title": title})


def test_undo_leaves_alone_what_was_changed_since(document: Document) -> None:
    rid = add_initiative(document)
    set_title(document, rid, "baru")
    step = [Entry("initiative", rid, True, True, {"title": ("lama", "lain"), "year_start": (2025, 2026)})]
    with document.change("Urungkan", kind="undo"):
        done, left = apply_back(document.raw, step)
    assert (done, left) == (1, (Left("initiative", rid, "title"),))
    assert document.raw.execute("SELECT title,year_start FROM initiative").fetchone() == ("baru", 2025)


def test_undo_keeps_a_created_record_that_is_in_use(document: Document) -> None:
    with document.change("Tambah OPD") as db:
        agency = editing.insert(db, "agency", {"name": "Dinas"})
    step = [Entry("agency", agency, False, True, dict.fromkeys(("name",), (None, "Dinas")))]
    rid = add_initiative(document)
    with document.change("Pilih OPD") as db:
        editing.update(db, "initiative", rid, {"agency_id": agency})
    with document.change("Urungkan", kind="undo"):
        done, left = apply_back(document.raw, step)
    assert (done, left) == (0, (Left("agency", agency, ""),))
    assert document.raw.execute("SELECT count(*) FROM agency").fetchone() == (1,)


def test_what_cannot_come_back_without_its_owner_leaves_with_all_that_hangs_on_it(document: Document) -> None:
    rid = add_initiative(document)
    with document.change("Isi") as db:
        entry = editing.insert(db, "progress_entry", {"initiative_id": rid, "year": 2026})
        other = editing.insert(db, "initiative", {"title": "Sang Sultan"})
        indicator = editing.insert(db, "initiative_indicator", {"initiative_id": other, "text": "Cakupan"})
        value = editing.put(db, "progress_value", {"entry_id": entry, "indicator_id": indicator}, {"text": "5"})
    with document.change("Hapus entri") as db:
        editing.delete(db, "progress_entry", entry)
    popped = document._undo.pop()
    assert popped is not None
    with document.change("Hapus inisiatif") as db:
        editing.delete(db, "initiative", rid)
    with document.change("Urungkan", kind="undo"):
        _done, left = apply_back(document.raw, popped[1])
    assert {(item.table, item.id) for item in left} == {("progress_entry", entry), ("progress_value", value)}
    assert set(state(document)) == {"initiative", "initiative_indicator"}
    assert foreign_keys_are_whole(document)


def test_undo_of_a_delete_brings_back_everything_that_hung_on_it(document: Document) -> None:
    rid = add_initiative(document)
    with document.change("Isi") as db:
        editing.put(db, "progress_year", {"initiative_id": rid, "year": 2026}, {"budget": 5})
        editing.insert(db, "action_step", {"initiative_id": rid, "text": "langkah"})
    before = state(document)
    with document.change("Hapus inisiatif") as db:
        editing.delete(db, "initiative", rid)
    assert "progress_year" not in state(document)
    assert document.raw.execute("SELECT initiative_id FROM action_step").fetchone() == (None,)
    assert document.undo_label == "Hapus inisiatif"
    document.undo()
    assert state(document) == before
    document.redo()
    assert "progress_year" not in state(document)


def test_a_record_kept_against_a_deletion_goes_when_nothing_points_at_it() -> None:
    one = memory_document()
    with one.change("OPD") as db:
        agency = editing.insert(db, "agency", {"name": "Dinas"})
    two = copy_of(one)
    rid = add_initiative(two)
    with two.change("Pilih") as db:
        editing.update(db, "initiative", rid, {"agency_id": agency})
    with one.change("Hapus") as db:
        editing.delete(db, "agency", agency)
    merge_into(one, two)
    assert one.raw.execute("SELECT name FROM agency").fetchall() == [("Dinas",)]
    with one.change("Lepas") as db:
        editing.update(db, "initiative", rid, {"agency_id": None})
    assert one.raw.execute("SELECT name FROM agency").fetchall() == []
    assert state(copy_of(one)) == state(one)
    assert foreign_keys_are_whole(one)
    one.undo()
    assert one.raw.execute("SELECT name FROM agency").fetchall() == [("Dinas",)]


def test_a_decision_settles_a_conflict_even_with_the_value_shown() -> None:
    one = memory_document()
    rid = add_initiative(one)
    two = copy_of(one)
    set_title(one, rid, "dari satu")
    set_title(two, rid, "dari dua")
    merge_into(one, two)
    (found,) = conflicts(one.raw)
    assert set(found.values) == {"dari satu", "dari dua"}
    one.decide(rid, "initiative.title", found.shown, "Pilih nama")
    assert conflicts(one.raw) == []
    merge_into(two, one)
    assert conflicts(two.raw) == []
    assert title_of(two, rid) == found.shown


def test_undo_through_the_history_goes_further_back_each_time(document: Document, tmp_path: Path) -> None:
    rid = add_initiative(document)
    document.close_open_row()
    set_title(document, rid, "dua")
    document.close_open_row()
    set_title(document, rid, "tiga")
    document.close()
    again = Document.open(tmp_path, PERSON)
    seen = []
    while (result := undo_newest(again)) is not None:
        assert result.left == ()
        seen.append((result.label, title_of(again, rid)))
    assert seen == [("Ubah nama", "dua"), ("Ubah nama", "Rumah Kurcaci"), ("Tambah inisiatif", None)]
    assert state(again) == {}
    again.close()


def test_undo_through_the_history_brings_back_what_was_deleted(document: Document) -> None:
    rid = add_initiative(document)
    with document.change("Isi") as db:
        editing.put(db, "progress_year", {"initiative_id": rid, "year": 2026}, {"budget": 5, "status": "berjalan"})
    before = state(document)
    with document.change("Hapus") as db:
        editing.delete(db, "initiative", rid)
    result = undo_newest(document)
    assert result is not None
    assert (result.label, result.done, result.left) == ("Hapus", 2, ())
    assert state(document) == before


def test_undo_through_the_history_takes_a_merge_out_whole() -> None:
    one = memory_document()
    rid = add_initiative(one)
    two = copy_of(one)
    set_title(two, rid, "dari dua")
    merge_into(one, two)
    assert title_of(one, rid) == "dari dua"
    undo_newest(one)
    assert title_of(one, rid) == "Rumah Kurcaci"
    assert one.raw.execute("SELECT count(*) FROM change").fetchone() == (1,)


def test_undo_through_the_history_knows_typing_that_was_taken_back_in_part(document: Document, tmp_path: Path) -> None:
    rid = add_initiative(document)
    with document.change("Ubah tahun") as db:
        editing.update(db, "initiative", rid, {"year_start": 2027})
    for text in ("R", "Ru", "Rum"):
        set_title(document, rid, text)
    document.undo()
    document.undo()
    assert title_of(document, rid) == "R"
    document.close()
    with Document.open(tmp_path, PERSON) as again:
        seen = []
        while (result := undo_newest(again)) is not None:
            assert result.left == ()
            row = again.raw.execute("SELECT title,year_start FROM initiative").fetchone()
            seen.append((result.label, row))
        assert seen == [
            ("Ubah nama", ("Rumah Kurcaci", 2027)),
            ("Ubah tahun", ("Rumah Kurcaci", 2026)),
            ("Tambah inisiatif", None),
        ]


def test_undo_through_the_history_twenty_times_with_redo_between(document: Document) -> None:
    rid = add_initiative(document, "0")
    for number in range(1, 21):
        document.close_open_row()
        set_title(document, rid, str(number))
    for _ in range(3):
        document.undo()
    document.redo()
    assert title_of(document, rid) == "18"
    seen = []
    while title_of(document, rid) is not None:
        result = undo_newest(document)
        assert result is not None
        assert result.left == ()
        seen.append(title_of(document, rid))
    assert seen == [*(str(number) for number in range(17, -1, -1)), None]
    assert undo_newest(document) is None
