"""What stands in an open plan's way: locks, a full disk, errors in the middle, threads: nothing is lost."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import document_file, editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_changed import Changed
from gmsc_desktop.models.document_file import PlanLocked
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id

PERSON = Author(new_id(), "Kepala Bidang", "laptop")
REPOSITORY = Path(__file__).parents[2]
OPENS = (
    "import sys; from pathlib import Path\n"
    "from gmsc_desktop.models.document import Document\n"
    "from gmsc_desktop.models.history import Author\n"
    "try: Document.open(Path(sys.argv[1]), Author('x','lain','lain'))\n"
    "except Exception as e: print(type(e).__name__, e)\n"
    "else: print('open')\n"
)


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = Document.create(tmp_path, PERSON)
    yield made
    made.close()


def add_agency(document: Document, name: str = "Dinas Kesehatan") -> str:
    with document.change("Tambah OPD") as db:
        return editing.insert(db, "agency", {"name": name})


def names(document: Document) -> list[str]:
    return [row[0] for row in document.raw.execute("SELECT name FROM agency ORDER BY name")]


def opened_elsewhere(folder: Path) -> str:
    command = [sys.executable, "-c", OPENS, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=True).stdout


def test_a_second_try_in_this_process_does_not_give_the_plan_away(document: Document, tmp_path: Path) -> None:
    """POSIX drops all locks of a process on a file when it closes any handle of it, so nothing may even look inside."""
    add_agency(document)
    with pytest.raises(PlanLocked, match="Kepala Bidang"):
        Document.open(tmp_path, PERSON)
    assert opened_elsewhere(tmp_path).startswith("PlanLocked")
    add_agency(document, "Dinas Sosial")
    document.close()
    assert opened_elsewhere(tmp_path) == "open\n"
    with Document.open(tmp_path, PERSON) as again:
        assert names(again) == ["Dinas Kesehatan", "Dinas Sosial"]


class Failing:
    """A connection on which one statement ends with an error of the disk, done or not done."""

    def __init__(self, raw: sqlite3.Connection, statement: str, *, done: bool, times: int = 1) -> None:
        self.raw, self.statement, self.done, self.times = raw, statement, done, times

    def __getattr__(self, name: str) -> object:
        return getattr(self.raw, name)

    def execute(self, sql: str, *rest: Any) -> object:
        if not sql.startswith(self.statement) or self.times == 0:
            return self.raw.execute(sql, *rest)
        self.times -= 1
        if self.done:
            self.raw.execute(sql, *rest)
        elif sql == "COMMIT":
            self.raw.execute("ROLLBACK")
        raise sqlite3.OperationalError("disk I/O error")


def fail(document: Document, statement: str, *, done: bool = False, times: int = 1) -> None:
    document._raw = Failing(document.raw, statement, done=done, times=times)  # type: ignore[assignment]


def contacts(document: Document) -> list[tuple[str]]:
    return document.raw.execute("SELECT value FROM contact ORDER BY value").fetchall()


def add_contact(document: Document, value: str) -> None:
    with document.change("Tambah kontak") as db:
        db.exec_driver_sql("INSERT INTO contact(id,person_id,kind,value) VALUES(?,'p','telepon',?)", (new_id(), value))


def test_an_error_in_a_page_that_reads_again_is_not_a_failed_save(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    heard: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: told.append(kind))

    def broken(_changed: Changed) -> None:
        raise ZeroDivisionError

    document.on_changed(broken)
    document.on_changed(lambda changed: heard.append(changed.label))
    rid = add_agency(document)
    assert document.submit("Ubah", lambda db: editing.update(db, "agency", rid, {"name": "x"})).result(20) is None
    assert told == [ZeroDivisionError, ZeroDivisionError]
    assert heard == ["Tambah OPD", "Ubah"]
    assert document.undo_label == "Ubah"


def test_the_worker_outlives_a_journal_that_cannot_be_brought_in(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gmsc_desktop.models.document_worker.IDLE_SECONDS", 0.01)
    tried = threading.Event()
    idle = document._worker._idle

    def idle_and_tell() -> None:
        try:
            idle()
        finally:
            tried.set()

    document._worker._idle = idle_and_tell
    fail(document, "PRAGMA wal_checkpoint")
    document.submit("Tambah", lambda db: editing.insert(db, "agency", {"name": "satu"})).result(timeout=20)
    assert tried.wait(20)
    document.submit("Tambah", lambda db: editing.insert(db, "agency", {"name": "dua"})).result(timeout=20)
    assert names(document) == ["dua", "satu"]


def test_a_plan_closes_and_is_whole_when_its_journal_cannot_be_brought_in(tmp_path: Path) -> None:
    document = Document.create(tmp_path, PERSON)
    add_agency(document)
    fail(document, "PRAGMA wal_checkpoint", times=9)
    document.freeze().close()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        document.raw.execute("DELETE FROM agency")
    document.close()
    assert not (tmp_path / "lock").exists()
    with Document.open(tmp_path, PERSON) as again:
        assert names(again) == ["Dinas Kesehatan"]


def test_an_undo_that_fails_can_be_tried_again(document: Document) -> None:
    add_agency(document)
    document.raw.execute("PRAGMA query_only=OFF")
    document.raw.execute("CREATE TEMP TRIGGER stop BEFORE DELETE ON main.agency BEGIN SELECT RAISE(ABORT,'stop'); END")
    with pytest.raises(sqlite3.IntegrityError):
        document.undo()
    document.raw.execute("PRAGMA query_only=OFF")
    document.raw.execute("DROP TRIGGER temp.stop")
    assert document.undo_label == "Tambah OPD"
    assert document.undo() is not None
    assert names(document) == []
    assert document.redo_label == "Tambah OPD"


def test_a_full_disk_is_told_with_its_drive_and_the_plan_goes_on(document: Document) -> None:
    add_agency(document)
    document.raw.execute(f"PRAGMA max_page_count={document.raw.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(UserFacingError, match=r"penuh.* MB.*belum tersimpan") as raised:
        add_agency(document, "x" * 100_000)
    assert "aman" in raised.value.next_step
    assert names(document) == ["Dinas Kesehatan"]
    document.raw.execute("PRAGMA max_page_count=100000")
    add_agency(document, "y" * 100_000)
    assert len(names(document)) == 2


def test_a_mistake_of_the_program_is_not_told_as_trouble_with_the_disk(document: Document) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such column"), document.change("Rusak") as db:
        db.exec_driver_sql("UPDATE agency SET tidak_ada=1")
    add_agency(document)


def test_reading_inside_a_change_is_a_bug(document: Document) -> None:
    with document.change("Ubah"), pytest.raises(RuntimeError), document.read():
        pass
    with document.change("Ubah"), pytest.raises(RuntimeError):
        document.snapshot()


def test_closing_inside_a_change_is_a_bug(document: Document) -> None:
    with document.change("Ubah"), pytest.raises(RuntimeError, match="inside a change"):
        document.close()
    add_agency(document)


def test_work_that_ends_the_transaction_itself_is_a_bug(document: Document) -> None:
    with pytest.raises(RuntimeError, match="transaction"), document.change("Ubah"):
        document.raw.execute("COMMIT")
    add_agency(document)


@pytest.mark.parametrize("done", [True, False])
def test_after_an_error_at_commit_the_file_is_asked_also_for_what_has_no_history(
    document: Document, done: bool
) -> None:
    add_contact(document, "0470")
    fail(document, "COMMIT", done=done)
    if done:
        add_contact(document, "0471")
    else:
        with pytest.raises(UserFacingError, match="belum tersimpan"):
            add_contact(document, "0471")
    assert contacts(document) == ([("0470",), ("0471",)] if done else [("0470",)])
    assert document.undo_label == "Tambah kontak"
    assert len(document._undo) == (2 if done else 1)


def test_a_plan_whose_drive_was_away_goes_on_when_it_is_back(document: Document, tmp_path: Path) -> None:
    add_agency(document)
    file, away = tmp_path / "plan.sqlite3", tmp_path / "jauh.sqlite3"
    fail(document, "COMMIT")
    document.checkpoint()
    file.rename(away)
    with pytest.raises(UserFacingError, match="belum tersimpan"):
        add_agency(document, "Dinas Sosial")
    with pytest.raises(UserFacingError, match="tidak ditemukan"):
        add_agency(document, "Dinas Sosial")
    away.rename(file)
    add_agency(document, "Dinas Sosial")
    assert names(document) == ["Dinas Kesehatan", "Dinas Sosial"]


def test_a_plan_whose_drive_stays_away_can_be_closed(tmp_path: Path) -> None:
    document = Document.create(tmp_path, PERSON)
    fail(document, "COMMIT")
    (tmp_path / "plan.sqlite3").rename(tmp_path / "jauh.sqlite3")
    with pytest.raises(UserFacingError, match="belum tersimpan"):
        add_agency(document)
    document.close()
    assert not (tmp_path / "lock").exists()


def test_a_long_journal_is_brought_in_while_work_goes_on(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmsc_desktop.models.document.CHECKPOINT_BYTES", 200_000)
    for number in range(6):
        add_agency(document, f"{number}" * 90_000)
    document.submit("Tunggu", lambda db: None).result(timeout=20)
    assert (document.folder / "plan.sqlite3").stat().st_size > 400_000
    assert (document.folder / "plan.sqlite3-wal").stat().st_size < 300_000


@pytest.mark.parametrize("made", ["folder", "unreadable"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, made: str) -> None:
    if made == "folder":
        (tmp_path / "plan.sqlite3").mkdir()
    else:
        (tmp_path / "plan.sqlite3").symlink_to(tmp_path / "plan.sqlite3")
    with pytest.raises(UserFacingError) as raised:
        Document.open(tmp_path, PERSON)
    assert raised.value.next_step


def test_a_lock_file_that_cannot_be_written_keeps_nobody_out(tmp_path: Path) -> None:
    Document.create(tmp_path, PERSON).close()
    (tmp_path / "lock").mkdir()
    with Document.open(tmp_path, PERSON) as document:
        add_agency(document)
        assert opened_elsewhere(tmp_path).startswith("PlanLocked")
    assert opened_elsewhere(tmp_path) == "open\n"


FULL = """
import resource, sys
from pathlib import Path
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.history import Author
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    Document.create(Path(sys.argv[1]), Author("x", "x", "x"))
except UserFacingError as error:
    print(error.sentence, "|", error.next_step)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set otherwise there")
def test_a_plan_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert "belum dibuat" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_drive_that_is_full_while_an_older_plan_is_brought_on_is_named_with_its_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Document.create(tmp_path, PERSON).close()

    def full(*_which: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(document_file, "_set_up", full)
    with pytest.raises(UserFacingError) as refused:
        Document.open(tmp_path, PERSON)
    assert re.search(
        r"penuh: perlu \d+ MB, tersisa [\d.]+ MB\. Rencana ini belum dapat dibuka\.", refused.value.sentence
    )
    assert "buka lagi" in refused.value.next_step
    monkeypatch.undo()
    Document.open(tmp_path, PERSON).close()
