"""Two copies of a plan come together: what is decided stays, what does not fit is refused whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing
from gmsc_desktop.models.changesets import AuthorRow, ChangeSet, HistoryExport, Op
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.merge import HistoryProblem, can_unmerge, conflicts
from gmsc_desktop.models.taking_back import undo_newest
from tests.models.plans import (
    conflict_list,
    copy_of,
    exported,
    foreign_keys_are_whole,
    heads_are_right,
    memory_document,
    merge_into,
    state,
)


def add(document: Document, table: str, **values: Any) -> str:
    with document.change(f"Tambah {table}") as db:
        return editing.insert(db, table, values)


def put(document: Document, table: str, rid: str, **values: Any) -> None:
    with document.change(f"Ubah {table}") as db:
        editing.update(db, table, rid, values)


def drop(document: Document, table: str, rid: str) -> None:
    with document.change(f"Hapus {table}") as db:
        editing.delete(db, table, rid)


def value(document: Document, table: str, rid: str, column: str) -> object:
    row = document.raw.execute(f"SELECT {column} FROM {table} WHERE id=?", (rid,)).fetchone()
    return row[0] if row else "tidak ada"


def sound(*documents: Document) -> None:
    for document in documents:
        assert foreign_keys_are_whole(document)
        assert heads_are_right(document)
        rebuilt = copy_of(document)
        assert state(rebuilt) == state(document)
        assert conflict_list(rebuilt) == conflict_list(document)
    first = documents[0]
    for other in documents[1:]:
        merge_into(first, other)
        merge_into(other, first)
    assert all(state(other) == state(first) for other in documents)
    assert all(conflict_list(other) == conflict_list(first) for other in documents)


@pytest.fixture
def pair() -> tuple[Document, Document, str]:
    """Two copies of a plan with one initiative."""
    one = memory_document("satu")
    rid = add(one, "initiative", title="Rumah Kurcaci", year_start=2026)
    return one, copy_of(one), rid


def test_a_decision_is_not_taken_out_with_the_merge_before_it(pair: tuple[Document, Document, str]) -> None:
    one, two, rid = pair
    put(one, "initiative", rid, title="dari satu")
    put(two, "initiative", rid, title="dari dua")
    merge_into(one, two)
    one.decide(rid, "initiative.title", "dari dua", "Pilih nama")
    assert not can_unmerge(one.raw)
    with pytest.raises(UserFacingError, match="sudah diubah lagi"):
        one.unmerge("Urungkan gabungan")
    assert (value(one, "initiative", rid, "title"), conflicts(one.raw)) == ("dari dua", [])
    result = undo_newest(one)
    assert result is not None
    assert result.label == "Pilih nama"
    sound(one, two)


def test_a_merge_of_what_is_here_already_takes_nothing_away(pair: tuple[Document, Document, str]) -> None:
    one, two, rid = pair
    put(two, "initiative", rid, title="dari dua")
    merge_into(one, two)
    merge_into(one, two)
    assert one.unmerge("Urungkan gabungan") == 1
    assert value(one, "initiative", rid, "title") == "Rumah Kurcaci"


def test_undo_through_the_history_does_not_go_behind_a_merge(pair: tuple[Document, Document, str]) -> None:
    """What a colleague changed would be changed back on her computer too, without a question."""
    one, two, rid = pair
    put(one, "initiative", rid, year_end=2029)
    put(two, "initiative", rid, title="dari dua")
    merge_into(one, two)
    put(one, "initiative", rid, year_start=2027)
    undone = undo_newest(one)
    assert undone is not None
    assert value(one, "initiative", rid, "year_start") == 2026
    assert undo_newest(one) is None
    assert value(one, "initiative", rid, "title") == "dari dua"


def test_after_a_merge_is_taken_out_undo_goes_on_where_it_was(pair: tuple[Document, Document, str]) -> None:
    one, two, rid = pair
    put(one, "initiative", rid, year_end=2029)
    put(two, "initiative", rid, title="dari dua")
    merge_into(one, two)
    assert [undo_newest(one) is not None for _ in range(2)] == [True, True]
    assert value(one, "initiative", rid, "title") == "Rumah Kurcaci"
    assert value(one, "initiative", rid, "year_end") is None


def test_a_deleted_record_asks_nothing(pair: tuple[Document, Document, str]) -> None:
    one, two, rid = pair
    put(one, "initiative", rid, title="dari satu")
    put(two, "initiative", rid, title="dari dua")
    merge_into(one, two)
    assert len(conflicts(one.raw)) == 1
    drop(one, "initiative", rid)
    assert conflicts(one.raw) == []
    with pytest.raises(UserFacingError, match="sudah tidak ada"):
        one.decide(rid, "initiative.title", "dari dua", "Pilih nama")
    assert value(one, "initiative", rid, "title") == "tidak ada"
    sound(one, two)


@pytest.mark.parametrize("kept", [1, 0])
def test_a_record_that_one_deleted_and_the_other_changed_stays_until_a_person_decides(
    pair: tuple[Document, Document, str], kept: int
) -> None:
    one, two, rid = pair
    drop(one, "initiative", rid)
    put(two, "initiative", rid, title="dari dua")
    merge_into(one, two)
    assert value(one, "initiative", rid, "title") == "dari dua"
    (found,) = conflicts(one.raw)
    assert (found.record, found.key, found.shown, set(found.values)) == (rid, "initiative.*", 1, {0, 1})
    one.decide(rid, "initiative.*", kept, "Putuskan")
    assert conflicts(one.raw) == []
    assert value(one, "initiative", rid, "title") == ("dari dua" if kept else "tidak ada")
    sound(one, two)
    assert value(two, "initiative", rid, "title") == ("dari dua" if kept else "tidak ada")


@pytest.mark.parametrize("kept", [1, 0])
def test_a_record_deleted_here_and_brought_back_there_is_decided(
    pair: tuple[Document, Document, str], kept: int
) -> None:
    one, two, rid = pair
    step = add(one, "action_step", initiative_id=rid, text="langkah")
    merge_into(two, one)
    drop(one, "action_step", step)
    merge_into(two, one)
    with two.change("Pulihkan") as db:
        editing.insert(db, "action_step", {"initiative_id": rid, "text": "langkah lain"}, step)
    with one.change("Pulihkan") as db:
        editing.insert(db, "action_step", {"initiative_id": rid, "text": "langkah"}, step)
    drop(one, "action_step", step)
    merge_into(one, two)
    assert "action_step.*" in {c.key for c in conflicts(one.raw)}
    one.decide(step, "action_step.*", kept, "Putuskan")
    assert "action_step.*" not in {c.key for c in conflicts(one.raw)}
    assert (value(one, "action_step", step, "id") == step) is bool(kept)
    sound(one, two)


def test_a_reference_is_decided_for_a_record_that_was_deleted_meanwhile(pair: tuple[Document, Document, str]) -> None:
    one, two, rid = pair
    first, second = add(one, "agency", name="Dinas A"), add(one, "agency", name="Dinas B")
    merge_into(two, one)
    put(one, "initiative", rid, agency_id=first)
    put(two, "initiative", rid, agency_id=second)
    drop(one, "agency", second)
    merge_into(one, two)
    assert {c.key for c in conflicts(one.raw)} == {"initiative.agency_id"}
    one.decide(rid, "initiative.agency_id", second, "Pilih OPD")
    assert value(one, "initiative", rid, "agency_id") == second
    assert value(one, "agency", second, "name") == "Dinas B"
    one.decide(rid, "initiative.agency_id", first, "Pilih OPD")
    assert value(one, "agency", second, "name") == "tidak ada"
    sound(one, two)


# -- histories of a newer minor format


def newer(document: Document, rid: str, base: HistoryExport) -> HistoryExport:
    """The history as somebody with a newer minor format made it: a field and a table that nobody here knows."""
    title = next(
        (change.id, op.i)
        for change in base.changes
        for op in change.ops
        if op.record == rid and op.key.endswith(".title")
    )
    stranger, change_id = new_id(), new_id()
    ops = (
        Op(1, rid, "initiative", "initiative.mood", "riang", None, ()),
        Op(2, stranger, "weather", "weather.*", 1, None, ()),
        Op(3, stranger, "weather", "weather.sky", "cerah", None, ()),
        Op(4, rid, "initiative", "initiative.title", "dari yang baru", title, ()),
    )
    change = ChangeSet(change_id, "Ubah", "edit", None, "2031-01-01T00:00:00+00:00", None, ops)
    return HistoryExport(base.authors, (*base.changes, change))


def test_what_a_newer_format_says_stays_and_travels_on(pair: tuple[Document, Document, str]) -> None:
    one, two, rid = pair
    history = newer(one, rid, exported(one))  # type: ignore[arg-type]
    one.merge(history, "Gabung")
    assert value(one, "initiative", rid, "title") == "dari yang baru"
    put(one, "initiative", rid, title="lalu di sini")
    sent: HistoryExport = exported(one)  # type: ignore[assignment]
    assert {op.key for change in sent.changes for op in change.ops} >= {"initiative.mood", "weather.*", "weather.sky"}
    merge_into(two, one)
    assert state(two) == state(one)
    assert exported(two) == sent
    drop(one, "initiative", rid)
    assert value(one, "initiative", rid, "title") == "tidak ada"
    sound(one, two)


def test_a_conflict_in_a_field_that_is_not_known_here_is_left_for_who_knows_it(
    pair: tuple[Document, Document, str],
) -> None:
    one, _two, rid = pair
    base: HistoryExport = exported(one)  # type: ignore[assignment]
    for mood in ("riang", "sendu"):
        ops = (Op(1, rid, "initiative", "initiative.mood", mood, None, ()),)
        change = ChangeSet(new_id(), "Ubah", "edit", None, "", None, ops)
        one.merge(HistoryExport(base.authors, (*base.changes, change)), "Gabung")
    assert conflicts(one.raw) == []
    with pytest.raises(UserFacingError, match="lebih baru"):
        one.decide(rid, "initiative.mood", "riang", "Pilih")
    query = "SELECT count(*) FROM op o JOIN field f ON f.n=o.field WHERE f.key LIKE '%.mood' AND o.head=1"
    assert one.raw.execute(query).fetchone() == (2,)


# -- histories that do not fit


Harm = Callable[[HistoryExport, str], HistoryExport]


def with_ops(*ops: Op) -> Callable[[HistoryExport], HistoryExport]:
    def harm(history: HistoryExport) -> HistoryExport:
        change = ChangeSet(new_id(), "Ubah", "edit", None, "", None, ops)
        return replace(history, changes=(*history.changes, change))

    return harm


def title(rid: str, text: Any, *, i: int = 1, prev: tuple[str, int] | None = None, **more: Any) -> Op:
    return replace(Op(i, rid, "initiative", "initiative.title", text, prev, ()), **more)


def change_of(op: Op, change_id: str) -> ChangeSet:
    return ChangeSet(change_id, "Ubah", "edit", None, "", None, (op,))


OTHER = "11111111-2222-4333-8444-555555555555"
HARMS: dict[str, Callable[[str], Callable[[HistoryExport], HistoryExport]]] = {
    "a text for a number": lambda rid: with_ops(title(rid, "banyak", key="initiative.year_start")),
    "a number as text": lambda rid: with_ops(title(rid, "2027", key="initiative.year_start")),
    "a text as number": lambda rid: with_ops(title(rid, 5)),
    "yes": lambda rid: with_ops(title(rid, True, key="initiative.year_start")),
    "half there": lambda rid: with_ops(title(rid, 2, key="initiative.*")),
    "without end": lambda rid: with_ops(title(rid, float("inf"), key="initiative.mood")),
    "a number that no file holds": lambda rid: with_ops(title(rid, 2**70, key="initiative.year_start")),
    "half a letter": lambda rid: with_ops(title(rid, "\udc80")),
    "half a letter in a label": lambda rid: lambda history: replace(
        history, changes=(*history.changes, ChangeSet(new_id(), "\ud800", "edit", None, "", None, ()))
    ),
    "a year without end": lambda rid: with_ops(title(rid, 2**62, key="initiative.year_end")),
    "a day that is none": lambda rid: with_ops(
        Op(1, OTHER, "year_closing", "year_closing.*", 1, None, ()),
        Op(2, OTHER, "year_closing", "year_closing.decided_on", "2026-02-30", None, ()),
    ),
    "neither yes nor no": lambda rid: with_ops(Op(1, OTHER, "year_closing", "year_closing.closed", 2, None, ())),
    "a path for a fingerprint": lambda rid: with_ops(Op(1, OTHER, "evidence", "evidence.sha256", "../../x", None, ())),
    "a change set without an id of ours": lambda rid: lambda history: replace(
        history, changes=(*history.changes, change_of(title(rid, "x"), OTHER.upper().replace("1", "A")))
    ),
    "a parent without an id of ours": lambda rid: with_ops(title(rid, "x", prev=("kemarin", 1))),
    "a list as value": lambda rid: with_ops(title(rid, ["x"])),
    "a parent that is nowhere": lambda rid: with_ops(title(rid, "x", prev=(OTHER, 1))),
    "itself as parent": lambda rid: lambda history: replace(
        history, changes=(*history.changes, change_of(title(rid, "x", prev=(OTHER, 1)), OTHER))
    ),
    "a ring": lambda rid: lambda history: replace(
        history,
        changes=(
            *history.changes,
            change_of(title(rid, "x", prev=(OTHER[:-1] + "6", 1)), OTHER),
            change_of(title(rid, "y", prev=(OTHER, 1)), OTHER[:-1] + "6"),
        ),
    ),
    "a parent of another place": lambda rid: lambda history: with_ops(
        title(rid, 2027, key="initiative.year_start", prev=(history.changes[0].id, 2))
    )(history),
    "a row twice": lambda rid: with_ops(title(rid, "x"), title(rid, "y")),
    "a change twice": lambda rid: lambda history: replace(
        history, changes=(*history.changes, *[ChangeSet(OTHER, "x", "edit", None, "", None, ())] * 2)
    ),
    "a record of two tables": lambda rid: with_ops(title(rid, "x", table="agency", key="agency.name")),
    "a reference to nothing": lambda rid: with_ops(title(rid, OTHER, key="initiative.agency_id")),
    "a row without its owner": lambda rid: with_ops(
        Op(1, OTHER, "initiative_budget", "initiative_budget.*", 1, None, ()),
        Op(2, OTHER, "initiative_budget", "initiative_budget.amount", 5, None, ()),
    ),
    "the same further parent twice": lambda rid: lambda history: with_ops(
        title(rid, "x", prev=(history.changes[0].id, 2), parents=((history.changes[0].id, 1),) * 2)
    )(history),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS, ids=list(HARMS))
def test_a_history_that_does_not_fit_is_refused_whole(pair: tuple[Document, Document, str], harm: str) -> None:
    one, _two, rid = pair
    before, label = state(one), one.undo_label
    history: HistoryExport = exported(one)  # type: ignore[assignment]
    with pytest.raises(HistoryProblem):
        one.merge(HARMS[harm](rid)(history), "Gabung")
    assert exported(one) == history
    assert (state(one), one.undo_label) == (before, label)
    put(one, "initiative", rid, title="lalu di sini")
    sound(one)


def test_the_history_of_another_plan_is_refused() -> None:
    one, two = memory_document(), memory_document()
    for document in (one, two):
        with document.change("Mulai") as db:
            editing.insert(db, "plan", {"title": "Rencana"}, new_id())
    before = state(one)
    with pytest.raises(HistoryProblem, match="rencana lain"):
        merge_into(one, two)
    assert state(one) == before


def test_an_author_nobody_told_of_is_nobody(pair: tuple[Document, Document, str]) -> None:
    one, _two, rid = pair
    history: HistoryExport = exported(one)  # type: ignore[assignment]
    change = ChangeSet(new_id(), "Ubah", "edit", OTHER, "", None, (title(rid, "x"),))
    one.merge(HistoryExport((AuthorRow(new_id(), None, None),), (*history.changes, change)), "Gabung")
    assert {c.key for c in conflicts(one.raw)} == {"initiative.title"}


def test_a_merge_can_be_taken_out_after_the_plan_was_closed(tmp_path: Any) -> None:
    from gmsc_desktop.models.history import Author

    person = Author(new_id(), "Penyusun", "laptop")
    one = Document.create(tmp_path, person)
    agency = add(one, "agency", name="Dinas")
    two = copy_of(one)
    rid = add(two, "initiative", title="x", agency_id=agency)
    drop(one, "agency", agency)
    before = state(one)
    merge_into(one, two)
    assert value(one, "agency", agency, "name") == "Dinas"
    one.close()
    with Document.open(tmp_path, person) as again:
        put(two, "initiative", rid, title="y")
        assert again.unmerge("Urungkan gabungan") == 1
        assert state(again) == before
        assert again.undo() is None
        merge_into(again, two)
        assert value(again, "initiative", rid, "title") == "y"
        sound(again)
        with pytest.raises(sqlite3.OperationalError):
            again.raw.execute("DELETE FROM op")
