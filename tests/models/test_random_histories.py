"""Random histories of three people over the real schema: nothing unseen is lost, any order gives the same."""

from __future__ import annotations

import os
import random

import pytest

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.merge import can_unmerge
from tests.models.plans import (
    conflict_list,
    copy_of,
    foreign_keys_are_whole,
    heads_are_right,
    memory_document,
    merge_into,
    state,
)

HISTORIES = int(os.environ.get("GMSC_HISTORIES", "24"))


class Person:
    """One person at a keyboard who does something random but possible to a plan."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def fresh(self) -> str:
        value = f"{self.rng.getrandbits(128):032x}"
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"

    def ids(self, document: Document, table: str) -> list[str]:
        return [row[0] for row in document.raw.execute(f"SELECT id FROM {table} ORDER BY id")]

    def act(self, document: Document) -> None:
        agencies, initiatives = self.ids(document, "agency"), self.ids(document, "initiative")
        dice = self.rng.random()
        if dice < 0.12 or not agencies:
            self.write(document, "INSERT INTO agency(id,name) VALUES(?,?)", self.fresh(), self.word())
        elif dice < 0.26 or not initiatives:
            agency = self.rng.choice([*agencies, None])
            sql = "INSERT INTO initiative(id,title,year_start,agency_id) VALUES(?,?,?,?)"
            self.write(document, sql, self.fresh(), self.word(), self.rng.randrange(2025, 2031), agency)
        elif dice < 0.36:
            sql = "INSERT INTO action_step(id,initiative_id,text,position) VALUES(?,?,?,?)"
            self.write(document, sql, self.fresh(), self.rng.choice(initiatives), self.word(), "U")
        elif dice < 0.46:
            self.cell(document, self.rng.choice(initiatives))
        elif dice < 0.62:
            chosen = self.rng.choice(initiatives)
            for _ in range(self.rng.choice((1, 1, 3))):
                self.write(document, "UPDATE initiative SET title=? WHERE id=?", self.word(), chosen)
        elif dice < 0.70:
            sql = "UPDATE initiative SET agency_id=?, year_end=? WHERE id=?"
            self.write(
                document,
                sql,
                self.rng.choice([*agencies, None]),
                self.rng.randrange(2025, 2031),
                self.rng.choice(initiatives),
            )
        elif dice < 0.80:
            self.delete_initiative(document, self.rng.choice(initiatives))
        elif dice < 0.85:
            self.delete_agency(document, self.rng.choice(agencies))
        else:
            if document.undo() is not None and self.rng.random() < 0.4:
                document.redo()

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

    def delete_initiative(self, document: Document, initiative: str) -> None:
        with document.change("Hapus inisiatif"):
            for table in ("action_step", "progress_year"):
                document.raw.execute(f"DELETE FROM {table} WHERE initiative_id=?", (initiative,))
            document.raw.execute("DELETE FROM initiative WHERE id=?", (initiative,))

    def delete_agency(self, document: Document, agency: str) -> None:
        with document.change("Hapus OPD"):
            document.raw.execute("UPDATE initiative SET agency_id=NULL WHERE agency_id=?", (agency,))
            document.raw.execute("DELETE FROM agency WHERE id=?", (agency,))


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


def sound(document: Document) -> None:
    assert foreign_keys_are_whole(document)
    assert heads_are_right(document)
    rebuilt = copy_of(document)
    assert state(rebuilt) == state(document)
    assert conflict_list(rebuilt) == conflict_list(document)
    rebuilt.close()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_three_people_end_with_the_same_plan(seed: int) -> None:
    rng = random.Random(seed)
    person = Person(rng)
    copies = [memory_document(name) for name in ("satu", "dua", "tiga")]
    for _ in range(3):
        person.act(copies[0])
    for other in copies[1:]:
        merge_into(other, copies[0])
    backup: dict[int, Document] = {}
    for _ in range(rng.randint(10, 40)):
        who, dice = rng.randrange(3), rng.random()
        if dice < 0.72:
            person.act(copies[who])
        elif dice < 0.86:
            whose = rng.randrange(3)
            if whose != who:
                merge_and_maybe_back(rng, copies[who], copies[whose])
        elif dice < 0.91:
            decide_something(copies[who], rng)
        elif dice < 0.96:
            backup[who] = copy_of(copies[who])
        elif who in backup:
            copies[who] = copy_of(backup[who])
    for document in copies:
        sound(document)
    ends = []
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        merged = memory_document()
        for i in order:
            merge_into(merged, copies[i])
            merge_into(merged, copies[i])
        ends.append((state(merged), conflict_list(merged)))
        sound(merged)
        unseen_values_are_visible(merged)
        merged.close()
    assert ends[0] == ends[1] == ends[2]


@pytest.mark.parametrize("seed", range(HISTORIES // 2))
def test_undo_all_gives_the_beginning_and_redo_all_the_end(seed: int) -> None:
    rng = random.Random(1000 + seed)
    person = Person(rng)
    document = memory_document()
    for _ in range(rng.randint(5, 30)):
        person.act(document)
    end = state(document)
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
    sound(document)
