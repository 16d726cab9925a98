"""What stands in the way of the plans of a computer: full and strange folders, kills, clocks; nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups, editing, library, plan_card
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.paths import plans_folder
from tests.models.plans import state

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _data(data_dir: Path) -> None:
    """Every test has a data folder of its own."""


def fill(document: Document, plan_id: str) -> None:
    with document.change("Mulai rencana") as db:
        editing.insert(db, "plan", {"title": "Rencana Luwu"}, plan_id)
        editing.insert(db, "region", {"code": "73.17", "name": "Kabupaten Luwu"})


def make(plan_id: str = "") -> str:
    plan_id = plan_id or new_id()
    with library.created(plan_id, lambda document: fill(document, plan_id)):
        pass
    return plan_id


def rename(plan_id: str, title: str) -> None:
    with library.opened(plan_id) as document, document.change("Ubah") as db:
        editing.update(db, "plan", plan_id, {"title": title})


def titles() -> list[str]:
    return [card.title for card in library.list_plans()]


def harm(error: UserFacingError) -> Any:
    def write(*_given: object, **_more: object) -> None:
        raise error

    return write


# -- cards


def test_the_card_holds_what_the_worker_was_still_saving() -> None:
    plan_id = make()
    with library.opened(plan_id) as document:
        for number in range(30):
            document.submit("Ubah", lambda db, n: editing.update(db, "plan", plan_id, {"title": f"ke-{n}"}), number)
    assert titles() == ["ke-29"]


def test_the_card_tells_the_size_of_the_closed_file() -> None:
    plan_id = make()
    (card,) = library.list_plans()
    assert card.size == (library.plan_folder(plan_id) / "plan.sqlite3").stat().st_size


def test_a_card_that_cannot_be_written_is_no_failed_change_and_does_not_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    plan_id = make()
    with monkeypatch.context() as patched:
        patched.setattr(plan_card, "write_card", harm(UserFacingError("penuh")))
        rename(plan_id, "lain")
        assert titles() == ["lain"]
    assert titles() == ["lain"]


@pytest.mark.parametrize("field", ["title", "last_change", "size", "period_start"])
def test_a_card_with_values_of_a_wrong_type_is_rebuilt(field: str) -> None:
    plan_id, _other = make(), make()
    path = library.plan_folder(plan_id) / "kartu.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: ["x"]}))
    assert titles() == ["Rencana Luwu", "Rencana Luwu"]


@pytest.mark.parametrize("kind", ["empty", "folder", "no plan", "other tables"])
def test_one_damaged_plan_hides_no_other(kind: str) -> None:
    good = make()
    folder = library.plan_folder(new_id())
    folder.mkdir()
    if kind == "empty":
        (folder / "plan.sqlite3").touch()
    elif kind == "folder":
        (folder / "plan.sqlite3").mkdir()
    else:
        Document.create(folder, library.current_author()).close()
        if kind == "other tables":
            raw = sqlite3.connect(folder / "plan.sqlite3")
            raw.execute("DROP TABLE agency")
            raw.close()
    cards = {card.id: card for card in library.list_plans()}
    assert cards[good].title == "Rencana Luwu"
    assert cards[folder.name].title.endswith(".")
    assert cards[folder.name].size == 0


def test_a_folder_without_a_plan_is_no_plan() -> None:
    plan_id = make("11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
    (plans_folder() / "11112222-aaaa-4aaa-8aaa-aaaaaaaaaaaa").mkdir()
    assert library.find("1111") == plan_id


# -- making


KILLED = """
import sys, os, signal
from gmsc_desktop.models import library
def fill(document):
    with document.change("Mulai") as db:
        db.exec_driver_sql("INSERT INTO agency(id,name) VALUES('x','y')")
    os.kill(os.getpid(), signal.SIGKILL)
with library.created(sys.argv[1], fill): pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills itself with a POSIX signal")
def test_a_plan_whose_making_was_killed_is_not_there_and_is_swept() -> None:
    plan_id = new_id()
    done = subprocess.run([sys.executable, "-c", KILLED, plan_id], cwd=REPOSITORY, env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(plans_folder().iterdir())) == 1
    assert library.list_plans() == []
    assert list(plans_folder().iterdir()) == []
    make(plan_id)
    assert [path.name for path in plans_folder().iterdir()] == [plan_id]
    assert titles() == ["Rencana Luwu"]


def test_making_a_plan_anew_keeps_the_backups_and_evidence_of_the_lost_one(tmp_path: Path) -> None:
    plan_id = make()
    rename(plan_id, "dua")
    folder = library.plan_folder(plan_id)
    (tmp_path / "foto.txt").write_text("isi")
    old = attachments.store(folder, tmp_path / "foto.txt", "foto.txt")
    (kept,) = backups.list_backups(folder)
    (folder / "plan.sqlite3").unlink()

    def broken(document: Document) -> None:
        raise UserFacingError("gagal")

    with pytest.raises(UserFacingError, match="gagal"), library.created(plan_id, broken):
        pass
    assert backups.list_backups(folder) == [kept]

    def with_evidence(document: Document) -> None:
        fill(document, plan_id)
        (tmp_path / "lain.txt").write_text("isi lain")
        attachments.store(document.folder, tmp_path / "lain.txt", "lain.txt")
        attachments.store(document.folder, tmp_path / "foto.txt", "foto.txt")

    with library.created(plan_id, with_evidence) as document:
        assert document.undo_label is None
    assert backups.list_backups(folder) == [kept]
    assert attachments.path_of(folder, old.sha256).read_text() == "isi"
    assert len([path for path in (folder / "lampiran").rglob("*") if path.is_file()]) == 2
    assert titles() == ["Rencana Luwu"]


def test_a_plan_that_is_there_is_not_made_over() -> None:
    plan_id = make()
    rename(plan_id, "dua")
    with pytest.raises(UserFacingError, match="sudah ada"), library.created(plan_id, lambda document: None):
        pass
    assert titles() == ["dua"]


# -- backups


def test_a_backup_that_cannot_be_made_keeps_nobody_from_the_plan() -> None:
    plan_id = make()
    folder = library.plan_folder(plan_id)
    (folder / "cadangan").write_text("bukan folder")
    with library.opened(plan_id) as document:
        (told,) = document.notices
        assert told.sentence
        assert told.next_step
        with document.change("Ubah") as db:
            editing.update(db, "plan", plan_id, {"title": "tetap jalan"})
    assert titles() == ["tetap jalan"]
    (folder / "cadangan").unlink()
    with library.opened(plan_id) as document:
        assert document.notices == []
    assert len(backups.list_backups(folder)) == 1


def test_a_backup_of_a_large_plan_is_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmsc_desktop.models.document_freeze.FREEZE_IN_MEMORY", 1)
    plan_id = make()
    with library.opened(plan_id) as document:
        assert document.notices == []
        wanted = state(document)
        (path,) = backups.list_backups(document.folder)
        assert library.back_up_when_due(document, datetime.now(UTC) + timedelta(hours=1)) is None
    folder = library.plan_folder(new_id())
    folder.mkdir()
    (folder / "plan.sqlite3").write_bytes(path.read_bytes())
    with Document.open(folder, library.current_author()) as restored:
        assert state(restored) == wanted


def test_a_clock_that_was_ahead_does_not_stop_backups() -> None:
    plan_id = make()
    with library.opened(plan_id) as document:
        library.back_up(document, datetime.now(UTC) + timedelta(days=3000))
        with document.change("Ubah") as db:
            editing.update(db, "plan", plan_id, {"title": "dua"})
        made = library.back_up_when_due(document, datetime.now(UTC))
        assert made is not None
        assert made.exists()


def test_the_newest_backup_outlives_sixty_of_a_clock_that_was_ahead(tmp_path: Path) -> None:
    folder = tmp_path / "cadangan"
    folder.mkdir()
    now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    ahead = [now + timedelta(minutes=30 * step) for step in range(1, 25)]
    for moment in (now, *ahead):
        (folder / backups.name_of(moment)).write_bytes(b"x")
    for _again in range(2):
        backups.rotate(tmp_path, now)
        assert (folder / backups.name_of(now)).exists()


def test_contacts_alone_make_a_backup_due() -> None:
    plan_id = make()
    with library.opened(plan_id) as document:
        later = datetime.now(UTC) + timedelta(hours=1)
        assert library.back_up_when_due(document, later) is None
        with document.change("Kontak") as db:
            db.exec_driver_sql("INSERT INTO contact(id,person_id,kind,value) VALUES('a','p','telepon','0470')")
        assert library.back_up_when_due(document, later) is not None


def test_a_backup_that_somebody_is_reading_goes_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cadangan"
    folder.mkdir()
    now = datetime(2026, 11, 21, tzinfo=UTC)
    for days in (0, 1, 2):
        (folder / backups.name_of(now - timedelta(days=days))).write_bytes(b"x" * 100)
    monkeypatch.setattr(backups, "MOST_BYTES", 150)
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.name == backups.name_of(now - timedelta(days=1)):
            raise PermissionError(32, "held", str(path))
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        assert len(backups.rotate(tmp_path, now)) == 1
    assert len(backups.list_backups(tmp_path)) == 2
    assert len(backups.rotate(tmp_path, now)) == 1


def test_a_person_stays_who_they_are_when_the_drive_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    library.remember_author(Author("aaaaaaaa-0000-4000-8000-000000000001", "Kepala Bidang", "laptop"))

    def fails(path: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error", str(path))

    with monkeypatch.context() as failing:
        failing.setattr(Path, "read_bytes", fails)
        with pytest.raises(UserFacingError, match="tidak dapat dibaca"):
            library.current_author()
    assert library.current_author().name == "Kepala Bidang"
