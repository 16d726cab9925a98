"""Random histories of three people over the real schema: nothing unseen is lost, any order gives the same."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from gmsc_desktop.models import editing, evidence
from gmsc_desktop.models.attachments import Stored
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.merge import can_unmerge
from tests.faults.gates import amount, count
from tests.models.plans import (
    Plans,
    conflict_list,
    foreign_keys_are_whole,
    heads_are_right,
    merge_into,
    state,
)
from tests.models.test_whole_schema import Keyboard

BATCH = amount(6, 100)  # histories in one test
HISTORIES = amount(24, 10_000)
UNDONE = amount(12, 2_000)


@pytest.fixture
def plans() -> Iterator[Plans]:
    """Plans in memory, for one history after another."""
    made = Plans()
    yield made
    made.back(close=True)


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], random.Random]:
    """Dice for a history of this number; the ids that the application makes come from them too."""

    def throw(seed: int) -> random.Random:
        dice, ids = random.Random(seed), random.Random(f"id {seed}")
        monkeypatch.setattr("uuid.uuid4", lambda: uuid.UUID(int=ids.getrandbits(128), version=4))
        return dice

    return throw


class Person:
    """One person at a keyboard who does something random but possible to a plan."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def fresh(self) -> str:
        value = f"{self.rng.getrandbits(128):032x}"
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"

    def ids(self, document: Document, table: str) -> list[str]:
        return [row[0] for row in document.raw.execute(f"SELECT id FROM {table} ORDER BY id")]

    def one_of(self, ids: list[str]) -> str:
        """Most of the work is on the same record, where people meet."""
        return ids[0] if self.rng.random() < 0.6 else self.rng.choice(ids)

    def act(self, document: Document) -> None:
        agencies, initiatives = self.ids(document, "agency"), self.ids(document, "initiative")
        dice = self.rng.random()
        if len(initiatives) > 3 and len(agencies) > 1 and dice < 0.36:
            dice += 0.36  # enough is there: people meet in the same few records
        if dice < 0.12 or not agencies:
            self.write(document, "INSERT INTO agency(id,name) VALUES(?,?)", self.fresh(), self.word())
        elif dice < 0.26 or not initiatives:
            agency = self.rng.choice([*agencies, None])
            sql = "INSERT INTO initiative(id,title,year_start,agency_id) VALUES(?,?,?,?)"
            self.write(document, sql, self.fresh(), self.word(), self.rng.randrange(2025, 2031), agency)
        elif dice < 0.36:
            sql = "INSERT INTO action_step(id,initiative_id,text,position) VALUES(?,?,?,?)"
            self.write(document, sql, self.fresh(), self.one_of(initiatives), self.word(), "U")
        elif dice < 0.46:
            self.cell(document, self.one_of(initiatives))
        elif dice < 0.62:
            chosen = self.one_of(initiatives)
            for _ in range(self.rng.choice((1, 1, 3))):
                self.write(document, "UPDATE initiative SET title=? WHERE id=?", self.word(), chosen)
        elif dice < 0.70:
            sql = "UPDATE initiative SET agency_id=?, year_end=? WHERE id=?"
            self.write(
                document,
                sql,
                self.rng.choice([*agencies, None]),
                self.rng.randrange(2025, 2031),
                self.one_of(initiatives),
            )
        elif dice < 0.80:
            self.delete(document, "initiative", self.one_of(initiatives))
        elif dice < 0.85:
            self.delete(document, "agency", self.one_of(agencies))
        elif dice < 0.90:
            self.attach(document, initiatives)
        else:
            if document.undo() is not None and self.rng.random() < 0.4:
                document.redo()

    def attach(self, document: Document, initiatives: list[str]) -> None:
        """Evidence of an initiative: the same few files come in at every computer, are tied, untied and replaced."""
        content = f"{self.rng.randrange(6):064x}"
        stored = Stored(content, 9, "foto.jpg", "image/jpeg", "jpg", "utuh", date(2026, 5, 2), "exif", False)
        tied = document.raw.execute("SELECT evidence_id,initiative_id FROM evidence_link").fetchall()
        chosen = self.one_of(initiatives)
        with document.change("Bukti dukung") as db:
            if tied and self.rng.random() < 0.3:
                evidence_id, owner = self.rng.choice(tied)
                if owner is not None:
                    evidence.unlink(db, evidence_id, "initiative", owner)
            else:
                evidence.attach(db, stored, owner_table="initiative", owner_id=chosen, title=self.word())

    def word(self) -> str:
        return f"kata {self.rng.getrandbits(30)}"

    def write(self, document: Document, sql: str, *values: object) -> None:
        with document.change("Ubah"):
            document.raw.execute(sql, values)

    def cell(self, document: Document, initiative: str) -> None:
        year = self.rng.choice((2025, 2026))
        rid = derived_id("progress_year", initiative, year)
        with document.change("Isi pagu"):
            here = document.raw.execute("SELECT 1 FROM progress_year WHERE id=?", (rid,)).fetchone()
            amount = self.rng.randrange(10**9)
            if here is None:
                sql = "INSERT INTO progress_year(id,initiative_id,year,budget) VALUES(?,?,?,?)"
                document.raw.execute(sql, (rid, initiative, year, amount))
            elif self.rng.random() < 0.3:
                document.raw.execute("DELETE FROM progress_year WHERE id=?", (rid,))
            else:
                document.raw.execute("UPDATE progress_year SET budget=? WHERE id=?", (amount, rid))

    def delete(self, document: Document, table: str, rid: str) -> None:
        with document.change("Hapus") as db:
            editing.delete(db, table, rid)


def decide_something(document: Document, rng: random.Random) -> None:
    found = conflict_list(document)
    if found:
        from gmsc_desktop.models.merge import conflicts

        conflict = rng.choice(conflicts(document.raw))
        document.decide(conflict.record, conflict.key, rng.choice(conflict.values), "Pilih nilai")
        assert all((c[0], c[1]) != (conflict.record, conflict.key) for c in conflict_list(document))
        assert not can_unmerge(document.raw)


def merge_and_maybe_back(rng: random.Random, target: Document, other: Document) -> None:
    before = (state(target), conflict_list(target))
    known = target.raw.execute("SELECT count(*) FROM change").fetchone()
    merge_into(target, other)
    if rng.random() < 0.3 and target.raw.execute("SELECT count(*) FROM change").fetchone() != known:
        assert can_unmerge(target.raw)
        target.unmerge("Urungkan gabung")
        assert (state(target), conflict_list(target)) == before
        if rng.random() < 0.5:
            merge_into(target, other)


def unseen_values_are_visible(document: Document) -> None:
    """Every value that no row of its place replaced and no deletion saw stands in the plan or among the conflicts."""
    from gmsc_desktop.models.history import PLACES

    query = """
    SELECT r.id,f.key,o.value,o.n FROM op o JOIN record r ON r.n=o.record JOIN field f ON f.n=o.field
    WHERE f.key NOT LIKE '%.*' AND NOT EXISTS(SELECT 1 FROM op q WHERE q.prev=o.n)
      AND NOT EXISTS(SELECT 1 FROM op_parent p WHERE p.parent=o.n)"""
    open_places = {(c[0], c[1]) for c in conflict_list(document)}
    for rid, key, value, _n in document.raw.execute(query).fetchall():
        table, column = PLACES[key]
        row = document.raw.execute(f"SELECT {column} FROM {table} WHERE id=?", (rid,)).fetchone()
        assert row is not None, (rid, key)
        assert row[0] == value or (rid, key) in open_places, (rid, key, value)


def sound(plans: Plans, document: Document) -> None:
    assert foreign_keys_are_whole(document)
    assert heads_are_right(document)
    rebuilt = plans.copy_of(document)
    assert state(rebuilt) == state(document)
    assert conflict_list(rebuilt) == conflict_list(document)


def history(plans: Plans, rng: random.Random) -> None:
    """Three people and their copies of one plan, and what all of them come to in any order."""
    person = Person(rng)
    copies = [plans.document(name) for name in ("satu", "dua", "tiga")]
    begin(copies[0])
    for _ in range(5):
        person.act(copies[0])
    for other in copies[1:]:
        merge_into(other, copies[0])
    backup: dict[int, Document] = {}
    for _ in range(rng.randint(10, 40)):
        who, dice = rng.randrange(3), rng.random()
        if dice < 0.48:
            person.act(copies[who])
        elif dice < 0.56:
            Keyboard(rng, copies[who]).act()
        elif dice < 0.78:
            whose = rng.randrange(3)
            if whose != who:
                merge_and_maybe_back(rng, copies[who], copies[whose])
        elif dice < 0.93:
            decide_something(copies[who], rng)
        elif dice < 0.97:
            backup[who] = plans.copy_of(copies[who])
        elif who in backup:
            copies[who] = plans.copy_of(backup[who])
    for document in copies:
        assert heads_are_right(document)
    sound(plans, rng.choice(copies))
    ends = []
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        merged = plans.document()
        for i in order:
            merge_into(merged, copies[i])
            once = state(merged), conflict_list(merged)
            merge_into(merged, copies[i])
            assert (state(merged), conflict_list(merged)) == once
        ends.append(once)
        unseen_values_are_visible(merged)
    sound(plans, merged)
    assert ends[0] == ends[1] == ends[2]
    if conflict_list(merged):
        decided_apart(plans, rng, merged)


def decided_apart(plans: Plans, rng: random.Random, merged: Document) -> None:
    """Two people decide what was open, neither knowing of the other, and take each other's decisions over."""
    sides = [merged, plans.copy_of(merged)]
    for side in sides:
        for _ in range(rng.choice((1, 3))):
            decide_something(side, rng)
    for one, other in (sides, sides[::-1]):
        together = plans.copy_of(one)
        merge_and_maybe_back(rng, together, other)
        merge_into(together, other)
        unseen_values_are_visible(together)
    sound(plans, together)
    merge_into(sides[0], sides[1])
    assert (state(sides[0]), conflict_list(sides[0])) == (state(together), conflict_list(together))


def begin(document: Document) -> None:
    with document.change("Mulai") as db:
        editing.insert(db, "plan", {"title": "Rencana"}, derived_id("plan", "uji"))
        editing.insert(db, "region", {"name": "Kabupaten Luwu"}, derived_id("region", "uji"))


@pytest.mark.parametrize("first", range(0, HISTORIES, BATCH))
def test_three_people_end_with_the_same_plan(first: int, plans: Plans, seeded: Callable[[int], random.Random]) -> None:
    for seed in range(first, first + BATCH):
        print("history", seed)  # shown where it fails
        history(plans, seeded(seed))
        plans.back()
    count("G15", histories=BATCH)


@pytest.mark.parametrize("first", range(0, UNDONE, BATCH))
def test_undo_all_gives_the_beginning_and_redo_all_the_end(
    first: int, plans: Plans, seeded: Callable[[int], random.Random]
) -> None:
    for seed in range(first, first + BATCH):
        print("history", 1000 + seed)
        undo_all_and_redo_all(plans, seeded(1000 + seed))
        plans.back()


def undo_all_and_redo_all(plans: Plans, rng: random.Random) -> None:
    person = Person(rng)
    document = plans.document()
    for _ in range(rng.randint(5, 30)):
        person.act(document)
    while document.redo() is not None:
        pass
    end = state(document)
    while (result := document.undo()) is not None:
        assert result.left == ()
        assert foreign_keys_are_whole(document)
    assert state(document) == {}
    while (result := document.redo()) is not None:
        assert result.left == ()
    assert state(document) == end
    sound(plans, document)
