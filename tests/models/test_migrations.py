"""Plans of an older format: backed up, brought over whole or not at all, alike on every computer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups, editing, library, migrations
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.merge import can_unmerge, conflicts
from gmsc_desktop.models.migrations import Effect
from tests.models.plans import copy_of, foreign_keys_are_whole, heads_are_right, merge_into, state

PERSON = Author(new_id(), "Kepala Bidang", "laptop")
Migration = Callable[[sqlite3.Connection], list[Effect]]


def old(folder: Path) -> None:
    """Make a closed plan one of format 0."""
    raw = sqlite3.connect(folder / "plan.sqlite3", isolation_level=None)
    raw.execute("PRAGMA user_version=0")
    raw.close()


def use(monkeypatch: pytest.MonkeyPatch, migration: Migration) -> None:
    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, 0: migration})


def begin(folder: Path) -> tuple[Document, str]:
    folder.mkdir(exist_ok=True)
    document = Document.create(folder, PERSON)
    with document.change("Mulai") as db:
        agency = editing.insert(db, "agency", {"name": "Dinas"})
        rid = editing.insert(db, "initiative", {"title": "Rumah Kurcaci", "agency_id": agency})
    return document, rid


def sound(document: Document) -> None:
    assert heads_are_right(document)
    assert foreign_keys_are_whole(document)
    assert state(copy_of(document)) == state(document)


def drop_initiatives(raw: sqlite3.Connection) -> list[Effect]:
    rows = raw.execute("SELECT id FROM initiative").fetchall()
    raw.execute("DELETE FROM initiative")
    return [Effect("initiative", row[0], "initiative.*", 0) for row in rows]


def rename_all(raw: sqlite3.Connection) -> list[Effect]:
    raw.execute("UPDATE initiative SET title='Nama baru'")
    rows = raw.execute("SELECT id FROM initiative").fetchall()
    return [Effect("initiative", row[0], "initiative.title", "Nama baru") for row in rows]


def rebuild_agency(raw: sqlite3.Connection) -> list[Effect]:
    """The way of https://www.sqlite.org/lang_altertable.html, 7, for a table that others point at."""
    (ddl,) = raw.execute("SELECT sql FROM sqlite_master WHERE name='agency'").fetchone()
    raw.execute(ddl.replace("CREATE TABLE agency", "CREATE TABLE agency_new"))
    raw.execute("INSERT INTO agency_new SELECT * FROM agency")
    raw.execute("DROP TABLE agency")
    raw.execute("ALTER TABLE agency_new RENAME TO agency")
    return []


def lose_agencies(raw: sqlite3.Connection) -> list[Effect]:
    raw.execute("DELETE FROM agency")
    return []


def test_a_record_that_a_migration_deletes_stays_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, rid = begin(tmp_path)
    document.close()
    old(tmp_path)
    use(monkeypatch, drop_initiatives)
    with Document.open(tmp_path, PERSON) as again:
        assert "initiative" not in state(again)
        sound(again)
        merge_into(again, copy_of(again))
        assert rid not in str(state(again))


def test_computers_that_migrate_apart_with_different_values_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, rid = begin(tmp_path / "satu")
    (tmp_path / "dua").mkdir()
    one.close()
    (tmp_path / "dua" / "plan.sqlite3").write_bytes((tmp_path / "satu" / "plan.sqlite3").read_bytes())
    for name in ("satu", "dua"):
        with Document.open(tmp_path / name, PERSON) as document, document.change("Ubah nama") as db:
            editing.update(db, "initiative", rid, {"title": f"dari {name}"})
        old(tmp_path / name)
    use(monkeypatch, rename_all)
    with Document.open(tmp_path / "satu", PERSON) as one, Document.open(tmp_path / "dua", PERSON) as two:
        merge_into(one, two)
        merge_into(two, one)
        assert state(one) == state(two)
        assert one.raw.execute("SELECT title FROM initiative").fetchall() == [("Nama baru",)]
        assert conflicts(one.raw) == conflicts(two.raw) == []
        sound(one)


def test_a_table_that_others_point_at_can_be_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, _rid = begin(tmp_path)
    before = state(document)
    document.close()
    old(tmp_path)
    use(monkeypatch, rebuild_agency)
    with Document.open(tmp_path, PERSON) as again:
        assert state(again) == before
        assert again.raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
        sound(again)
        with pytest.raises(sqlite3.IntegrityError), again.change("Rusak") as db:
            db.exec_driver_sql("DELETE FROM agency")


def test_a_migration_that_leaves_references_dangling_is_rolled_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, _rid = begin(tmp_path)
    before = state(document)
    document.close()
    old(tmp_path)
    use(monkeypatch, lose_agencies)
    with pytest.raises(RuntimeError, match="dangling"):
        Document.open(tmp_path, PERSON)
    use(monkeypatch, lambda raw: [])
    with Document.open(tmp_path, PERSON) as again:
        assert state(again) == before


def test_a_merge_before_a_migration_is_not_taken_out_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, rid = begin(tmp_path)
    other = copy_of(document)
    with other.change("Ubah") as db:
        editing.update(db, "initiative", rid, {"year_start": 2027})
    merge_into(document, other)
    assert can_unmerge(document.raw)
    document.close()
    old(tmp_path)
    use(monkeypatch, rename_all)
    with Document.open(tmp_path, PERSON) as again:
        with pytest.raises(UserFacingError, match="sudah diubah lagi"):
            again.unmerge("Urungkan gabungan")
        assert again.raw.execute("SELECT title FROM initiative").fetchall() == [("Nama baru",)]


def test_the_backup_before_a_migration_is_whole_and_opens_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GMSC_DATA", str(tmp_path))
    plan_id = new_id()

    def fill(document: Document) -> None:
        with document.change("Mulai") as db:
            editing.insert(db, "plan", {"title": "Rencana"}, plan_id)
            editing.insert(db, "region", {"name": "Kabupaten Luwu"})

    with library.created(plan_id, fill):
        pass
    folder = library.plan_folder(plan_id)
    old(folder)

    def broken(raw: sqlite3.Connection) -> list[Effect]:
        raise ZeroDivisionError

    use(monkeypatch, broken)
    with pytest.raises(ZeroDivisionError), library.opened(plan_id):
        pass
    (backup,) = backups.list_backups(folder)
    assert backup.read_bytes()[18:20] == b"\x01\x01"
    raw = sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)
    assert raw.execute("PRAGMA user_version").fetchone() == (0,)
    assert raw.execute("SELECT title FROM plan").fetchall() == [("Rencana",)]
    raw.close()
    assert sorted(path.name for path in backup.parent.iterdir()) == [backup.name, f"{backup.name}.sha256"]
