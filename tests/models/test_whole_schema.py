"""Random changes over every table of the real schema, on disk: after each the plan is what its history rebuilds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gmsc_desktop.models import editing
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.fields import BY_NAME, TABLES, FieldSpec, Kind, TableSpec
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from gmsc_desktop.models.fields.spec import FIXED_KINDS
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from tests.models.plans import copy_of, foreign_keys_are_whole, heads_are_right, state

RUNS = 6
PERSON = Author(new_id(), "Penyusun", "laptop")


class Keyboard:
    """Somebody who may do anything to any record, through the functions that the application uses."""

    def __init__(self, rng: random.Random, document: Document) -> None:
        self.rng = rng
        self.document = document

    def ids(self, table: str) -> list[str]:
        return [str(row[0]) for row in self.document.raw.execute(f"SELECT id FROM {table} ORDER BY id")]

    def value(self, field: FieldSpec) -> Value:
        if field.target:
            return self.rng.choice(self.ids(field.target) or [None])
        if field.kind is Kind.DATE:
            return f"2026-{self.rng.randint(1, 12):02d}-{self.rng.randint(1, 28):02d}"
        if field.kind is Kind.MONTH:
            return f"2026-{self.rng.randint(1, 12):02d}"
        if field.kind is Kind.YEAR:
            return self.rng.choice([1900, 2026, 2100, None])
        if field.column == "sha256":
            return self.rng.choice([f"{self.rng.getrandbits(256):064x}", None])
        if field.storage == "INTEGER":
            return (
                self.rng.choice([0, 1, 2026, 10**15, None]) if field.kind is not Kind.FLAG else self.rng.choice([0, 1])
            )
        if field.storage == "REAL":
            return self.rng.choice([0.0, -1.5, 12.5, 1e15, None])
        return self.rng.choice(
            ["", "a", "<b>tebal</b>", "=1+1", "é日本\u200f\n", "x" * 300, f"{self.rng.getrandbits(40)}"]
        )

    def key(self, field: FieldSpec) -> Value:
        if field.kind is Kind.OWNER:
            return self.rng.choice(self.ids(field.target) or [None])
        if field.kind is Kind.KEY_CODE:
            return self.rng.choice(["SG", "SB", "SE"])
        return self.rng.choice([1, 2, 3] if field.kind is Kind.KEY_NUMBER else [2024, 2025, 2026])

    def add(self) -> None:
        spec = self.rng.choice([table for table in TABLES if table.name not in {"plan", "region"}])
        keys = {field.column: self.key(field) for field in spec.fields if field.kind in FIXED_KINDS}
        if None in keys.values():
            return
        values = {
            f.column: self.value(f) for f in self.some(spec) if f.kind not in FIXED_KINDS and f.column != "position"
        }
        if spec.name == "evidence_link":
            values = {k: v for k, v in values.items() if not k.endswith("_id")} | self.evidence_owner()
            if not any(f"{name}_id" in values for name in EVIDENCE_OWNERS):
                return
        with self.document.change(f"Tambah {spec.name}") as db:
            rid = editing.row_id(db, spec, {**values, **keys})
            if spec.name == "evidence_link" or spec.derived:
                if db.exec_driver_sql(f"SELECT 1 FROM {spec.name} WHERE id=?", (rid,)).first() is None:
                    editing.insert(db, spec.name, {**values, **keys}, rid)
            else:
                editing.insert(db, spec.name, {**values, **keys})

    def evidence_owner(self) -> dict[str, Value]:
        owners = [(name, ids) for name in EVIDENCE_OWNERS if (ids := self.ids(name))]
        if not owners:
            return {}
        name, ids = self.rng.choice(owners)
        return {f"{name}_id": self.rng.choice(ids)}

    def some(self, spec: TableSpec) -> list[FieldSpec]:
        return self.rng.sample(spec.fields, self.rng.randint(0, len(spec.fields)))

    def filled(self) -> list[str]:
        return [table.name for table in TABLES if self.ids(table.name)]

    def change(self) -> None:
        spec = BY_NAME[self.rng.choice(self.filled())]
        fields = [f for f in self.some(spec) if f.kind not in FIXED_KINDS and f.column != "position"]
        if spec.name == "evidence_link":
            fields = [f for f in fields if not f.target]
        values = {field.column: self.value(field) for field in fields}
        with self.document.change(f"Ubah {spec.name}") as db:
            editing.update(db, spec.name, self.rng.choice(self.ids(spec.name)), values)

    def delete(self) -> None:
        names = [name for name in self.filled() if name not in {"plan", "region"}]
        if names:
            name = self.rng.choice(names)
            with self.document.change(f"Hapus {name}") as db:
                editing.delete(db, name, self.rng.choice(self.ids(name)))

    def act(self) -> None:
        dice = self.rng.random()
        if dice < 0.5:
            self.add()
        elif dice < 0.75:
            self.change()
        elif dice < 0.85:
            self.delete()
        elif dice < 0.95:
            self.document.undo()
        else:
            self.document.redo()


def begin(folder: Path) -> Document:
    document = Document.create(folder, PERSON)
    with document.change("Mulai") as db:
        plan = editing.insert(db, "plan", {"title": "Rencana"}, new_id())
        editing.insert(db, "region", {"name": "Kabupaten Luwu"})
        editing.insert(db, "agency", {"name": "Dinas Kominfo"})
        editing.insert(db, "initiative", {"title": "Satu Data", "dimension": "SG"})
    assert plan
    document.forget_steps()
    return document


def sound(document: Document) -> None:
    assert foreign_keys_are_whole(document)
    assert heads_are_right(document)
    rebuilt = copy_of(document)
    assert state(rebuilt) == state(document)
    rebuilt.close()


@pytest.mark.parametrize("seed", range(RUNS))
def test_after_each_change_the_history_rebuilds_the_plan(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    document = begin(tmp_path)
    beginning = state(document)
    keyboard = Keyboard(rng, document)
    for _ in range(30):
        if rng.random() < 0.1:
            with document.freeze() as frozen:
                frozen_ids = {row.id for row in frozen.snapshot().rows("initiative")}
            assert frozen_ids == set(keyboard.ids("initiative"))
        keyboard.act()
        sound(document)
    while (result := document.undo()) is not None:
        assert result.left == ()
    assert state(document) == beginning
    sound(document)
    while document.redo() is not None:
        pass
    end = state(document)
    document.close()
    again = Document.open(tmp_path, PERSON)
    assert state(again) == end
    sound(again)
    again.close()
