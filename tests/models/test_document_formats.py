"""Plans of an older format are opened by the ways that there are, also once there is a format after this one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gmsc_desktop.models import document_file, migrations
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import PlanForeign
from gmsc_desktop.models.merge import conflicts
from gmsc_desktop.models.schema import FORMAT
from tests.models.plans import copy_of, merge_into, state
from tests.models.test_document import PERSON, make_closed

Migration = Callable[[sqlite3.Connection], list[migrations.Effect]]


def old_format(path: Path) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("ALTER TABLE agency RENAME COLUMN short_name TO abbreviation")
    raw.execute("PRAGMA user_version=0")
    raw.close()


def from_zero(raw: sqlite3.Connection) -> list[migrations.Effect]:
    raw.execute("ALTER TABLE agency RENAME COLUMN abbreviation TO short_name")
    raw.execute("UPDATE initiative SET title='Nama baru'")
    rows = raw.execute("SELECT id FROM initiative ORDER BY id").fetchall()
    return [migrations.Effect("initiative", row[0], "initiative.title", "Nama baru") for row in rows]


@pytest.fixture(params=[FORMAT, FORMAT + 1])
def present(request: pytest.FixtureRequest) -> int:
    """The format that the program knows: the one that it does, and a made-up one after it."""
    return int(request.param)


@pytest.fixture
def from_format_0(present: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[Migration], None]:
    """From now on there is a made-up way from format 0 before those that there are, an added column after them."""

    def added_column(raw: sqlite3.Connection) -> list[migrations.Effect]:
        raw.execute("ALTER TABLE region ADD COLUMN motto TEXT")
        return []

    def use(first: Migration) -> None:
        later: dict[int, Migration] = dict.fromkeys(range(FORMAT, present), added_column)
        monkeypatch.setattr(document_file, "FORMAT", present)
        monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, **later, 0: first})

    return use


def test_an_older_plan_is_backed_up_migrated_and_its_history_agrees(
    tmp_path: Path, from_format_0: Callable[[Migration], None], present: int
) -> None:
    path = make_closed(tmp_path)
    old_format(path)
    from_format_0(from_zero)
    saved: list[bytes] = []

    def backup(folder: Path, raw: sqlite3.Connection) -> None:
        saved.append(raw.serialize())

    document = Document.open(tmp_path, PERSON, backup)
    assert document.raw.execute("SELECT title FROM initiative").fetchall() == [("Nama baru",)]
    assert state(copy_of(document)) == state(document)
    assert document.raw.execute("PRAGMA user_version").fetchone() == (present,)
    assert len(saved) == 1
    assert b"abbreviation" in saved[0]
    ids = document.raw.execute("SELECT id FROM change WHERE kind='migration'").fetchall()
    document.close()
    assert len(ids) == 1


def test_two_computers_that_migrate_apart_agree(tmp_path: Path, from_format_0: Callable[[Migration], None]) -> None:
    path = make_closed(tmp_path)
    old_format(path)
    other = tmp_path / "lain"
    other.mkdir()
    (other / "plan.sqlite3").write_bytes(path.read_bytes())
    from_format_0(from_zero)
    one, two = Document.open(tmp_path, PERSON), Document.open(other, PERSON)
    merge_into(one, two)
    assert conflicts(one.raw) == []
    assert state(one) == state(two)
    one.close()
    two.close()


def test_a_failed_migration_leaves_the_old_plan(tmp_path: Path, from_format_0: Callable[[Migration], None]) -> None:
    path = make_closed(tmp_path)
    old_format(path)

    def broken(raw: sqlite3.Connection) -> list[migrations.Effect]:
        from_zero(raw)
        raise ZeroDivisionError

    from_format_0(broken)
    with pytest.raises(ZeroDivisionError):
        Document.open(tmp_path, PERSON)
    from_format_0(from_zero)
    document = Document.open(tmp_path, PERSON)
    assert document.raw.execute("SELECT title FROM initiative").fetchall() == [("Nama baru",)]
    document.close()


def test_an_old_format_without_a_way_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_closed(tmp_path)
    old_format(path)
    monkeypatch.setattr(migrations, "STEPS", {})
    with pytest.raises(PlanForeign, match="bentuk lama"):
        Document.open(tmp_path, PERSON)


def test_a_plan_from_before_the_ids_of_change_sets_were_bytes_is_refused(tmp_path: Path) -> None:
    path = make_closed(tmp_path)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.executescript("ALTER TABLE change RENAME COLUMN id TO old; ALTER TABLE change ADD COLUMN id TEXT;")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(PlanForeign, match="bentuk lama"):
        Document.open(tmp_path, PERSON)
    assert path.read_bytes() == before


def test_a_plan_of_this_format_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = make_closed(tmp_path)
    old_format(path)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"PRAGMA user_version={FORMAT}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(PlanForeign, match="bentuk lama"):
        Document.open(tmp_path, PERSON)
    assert path.read_bytes() == before
