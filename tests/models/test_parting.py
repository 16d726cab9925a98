"""Two copies of a plan that both changed: what differs, who did it, what a merge would make of it."""

from __future__ import annotations

from typing import Any

import pytest

from gmsc_desktop.models import editing
from gmsc_desktop.models.differences import between
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.merge import conflicts
from gmsc_desktop.models.parting import Outcome, Parted, parted
from tests.models.plans import copy_of, memory_document, state


def add(document: Document, table: str, **values: Any) -> str:
    with document.change("Tambah") as db:
        return editing.insert(db, table, values)


def put(document: Document, table: str, rid: str, **values: Any) -> None:
    with document.change("Ubah") as db:
        editing.update(db, table, rid, values)


def drop(document: Document, table: str, rid: str) -> None:
    with document.change("Hapus") as db:
        editing.delete(db, table, rid)


def part(here: Document, there: Document) -> dict[tuple[str, str], Parted]:
    with there.freeze() as copy, here.freeze() as frozen:
        found = parted(frozen, copy.history(), copy.snapshot())
    return {(one.record, one.column): one for one in found}


@pytest.fixture
def base() -> tuple[Document, str, str]:
    """One plan with two initiatives."""
    one = memory_document("Andi")
    plan = add(one, "plan", title="Rencana")
    assert plan
    add(one, "region", code="73.17", name="Luwu")
    return one, add(one, "initiative", title="Rumah", year_start=2026), add(one, "initiative", title="Pasar")


def test_equal_copies_do_not_differ(base: tuple[Document, str, str]) -> None:
    one, *_ids = base
    assert part(one, copy_of(one)) == {}


def test_what_one_side_changed_merges_by_itself_and_what_both_changed_waits(base: tuple[Document, str, str]) -> None:
    one, house, market = base
    two = copy_of(one)
    put(one, "initiative", house, title="Rumah Kurcaci")
    put(two, "initiative", house, title="Rumah Belajar", year_start=2027)
    put(one, "initiative", market, year_end=2029)
    before = state(one)
    found = part(one, two)
    assert state(one) == before
    title = found[house, "title"]
    assert (title.here, title.there, title.before) == ("Rumah Kurcaci", "Rumah Belajar", "Rumah")
    assert (title.outcome, title.by_here.person, title.by_there.person) == (Outcome.DECIDE, "Andi", "Penyusun")
    assert title.by_here.at
    year = found[house, "year_start"]
    assert (year.here, year.there, year.before, year.outcome) == (2026, 2027, 2026, Outcome.THEIRS)
    assert year.by_here.person == ""
    assert found[market, "year_end"].outcome is Outcome.OURS
    assert found[market, "year_end"].before is None
    assert len(found) == 3


def test_records_that_came_and_went_are_told_once(base: tuple[Document, str, str]) -> None:
    one, house, market = base
    two = copy_of(one)
    mine, theirs = add(one, "initiative", title="Milik kami"), add(two, "initiative", title="Milik tim")
    drop(one, "initiative", market)
    drop(one, "initiative", house)
    put(two, "initiative", house, title="Tetap perlu")
    found = part(one, two)
    assert {place: (one.here, one.there, one.before, one.outcome) for place, one in found.items()} == {
        (mine, ""): (1, 0, 0, Outcome.OURS),
        (theirs, ""): (0, 1, 0, Outcome.THEIRS),
        (market, ""): (0, 1, 1, Outcome.OURS),
        (house, ""): (0, 1, 1, Outcome.DECIDE),
    }
    assert found[market, ""].by_here.person == "Andi"


def test_the_list_agrees_with_the_merge_that_follows(base: tuple[Document, str, str]) -> None:
    one, house, market = base
    two = copy_of(one)
    put(one, "initiative", house, title="A", year_start=2025)
    put(two, "initiative", house, title="B", year_end=2030)
    put(two, "initiative", market, title="Pasar Digital")
    found = part(one, two)
    with two.freeze() as copy:
        one.merge(copy.history(), "Gabung")
    waiting = {(c.record, c.key.partition(".")[2]) for c in conflicts(one.raw)}
    assert {place for place, p in found.items() if p.outcome is Outcome.DECIDE} == waiting
    with two.freeze() as copy, one.freeze() as frozen:
        left = {(d.record, d.column): d.one for d in between(frozen.snapshot(), copy.snapshot())}
    for place, p in found.items():
        if p.outcome is Outcome.THEIRS:
            assert place not in left
        elif p.outcome is Outcome.OURS:
            assert left[place] == p.here


def test_the_order_of_rows_is_no_difference(base: tuple[Document, str, str]) -> None:
    one, house, _market = base
    two = copy_of(one)
    with two.change("Pindah") as db:
        editing.update(db, "initiative", house, {"position": "zz"})
    with one.freeze() as left, two.freeze() as right:
        assert between(left.snapshot(), right.snapshot()) == []
