"""The open plan: changes, locks, refusals, frozen copies, the open row, undo."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import ballast, document_file, editing
from gmsc_desktop.models import document as document_module
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_changed import Changed
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.document_errors import NotSaved
from gmsc_desktop.models.document_file import FILE_NAME, PRAGMAS, PlanDamaged, PlanForeign, PlanLocked, PlanNewer
from gmsc_desktop.models.document_mark import mark_of
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from tests.models.plans import copy_of, heads_are_right, state

PERSON = Author(new_id(), "Kepala Bidang", "laptop")
REPOSITORY = Path(__file__).parents[2]


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


def set_title(document: Document, rid: str, title: str, source: str | None = None) -> None:
    with document.change("Ubah nama", source=source) as db:
        editing.update(db, "initiative", rid, {"title": title})


def changes(document: Document) -> list[tuple[str, str]]:
    return document.raw.execute("SELECT label,kind FROM change ORDER BY n").fetchall()


def test_a_change_is_kept_with_person_label_and_source(document: Document, tmp_path: Path) -> None:
    rid = add_initiative(document)
    set_title(document, rid, "Rumah Singgah", source="Dinas Kesehatan, WhatsApp, 12 Juni 2026")
    document.close()
    again = Document.open(tmp_path, PERSON)
    assert title_of(again, rid) == "Rumah Singgah"
    row = again.raw.execute(
        "SELECT c.label,c.source,a.name,a.device FROM change c JOIN author a ON a.n=c.author ORDER BY c.n DESC"
    ).fetchone()
    assert row == ("Ubah nama", "Dinas Kesehatan, WhatsApp, 12 Juni 2026", "Kepala Bidang", "laptop")
    assert state(copy_of(again)) == state(again)
    again.close()


def test_an_error_rolls_back_and_leaves_no_undo_step(document: Document) -> None:
    rid = add_initiative(document)

    def broken(db: Connection) -> float:
        editing.update(db, "initiative", rid, {"title": "setengah"})
        return 1 / 0

    failed = document.submit("Rusak", broken)
    assert isinstance(failed.exception(timeout=20), ZeroDivisionError)
    assert title_of(document, rid) == "Rumah Kurcaci"
    assert document.undo_label == "Tambah inisiatif"
    assert changes(document) == [("Tambah inisiatif", "edit")]


def test_a_dangling_reference_is_refused_at_commit(document: Document) -> None:
    with pytest.raises(sqlite3.IntegrityError), document.change("Rusak") as db:
        editing.insert(db, "initiative", {"title": "x", "agency_id": new_id()})
    assert state(document) == {}
    add_initiative(document)


def test_a_change_inside_a_change_is_a_bug(document: Document) -> None:
    with document.change("Luar") as db:
        editing.insert(db, "agency", {"name": "Dinas"})
        with pytest.raises(RuntimeError), document.change("Dalam"):
            pass
    assert changes(document) == [("Luar", "edit")]


def test_nothing_is_written_outside_a_change(document: Document) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        document.raw.execute("INSERT INTO agency(id,name) VALUES('x','y')")
    add_initiative(document)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        document.raw.execute("DELETE FROM initiative")


def test_pragmas_hold(document: Document) -> None:
    add_initiative(document)
    found = {name: document.raw.execute(f"PRAGMA {name}").fetchone() for name, _ in PRAGMAS}
    assert {n: v[0] for n, v in found.items() if v is not None} == {n: v for n, v in PRAGMAS if found[n] is not None}
    assert document.raw.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_change_that_changes_nothing_leaves_no_trace(document: Document) -> None:
    rid = add_initiative(document)
    heard: list[Changed] = []
    document.on_changed(heard.append)
    set_title(document, rid, "Rumah Kurcaci")
    assert heard == []
    assert len(changes(document)) == 1


def test_listeners_hear_once_which_records_changed(document: Document) -> None:
    heard: list[Changed] = []
    document.on_changed(heard.append)
    rid = add_initiative(document)
    assert [(c.label, dict(c.tables)) for c in heard] == [("Tambah inisiatif", {"initiative": frozenset({rid})})]


def test_typing_in_one_field_is_one_row_with_a_new_id(document: Document) -> None:
    rid = add_initiative(document)
    set_title(document, rid, "R")
    first = document.raw.execute("SELECT id FROM change ORDER BY n DESC").fetchone()
    set_title(document, rid, "Ru")
    set_title(document, rid, "Rum")
    assert document.raw.execute("SELECT count(*) FROM change").fetchone() == (2,)
    assert document.raw.execute("SELECT id FROM change ORDER BY n DESC").fetchone() != first
    document.close_open_row()
    set_title(document, rid, "Rumah")
    assert document.raw.execute("SELECT count(*) FROM change").fetchone() == (3,)
    set_title(document, rid, "Rumah S", source="Bappeda, surat")
    assert document.raw.execute("SELECT count(*) FROM change").fetchone() == (4,)
    while document.undo():
        pass
    assert state(document) == {}


def test_a_frozen_copy_closes_the_open_row(document: Document) -> None:
    rid = add_initiative(document)
    set_title(document, rid, "satu")
    with document.freeze() as frozen:
        set_title(document, rid, "dua")
        assert frozen.raw.execute("SELECT title FROM initiative").fetchone() == ("satu",)
        with pytest.raises(sqlite3.OperationalError):
            frozen.raw.execute("DELETE FROM initiative")
    assert document.raw.execute("SELECT count(*) FROM change").fetchone() == (3,)


def test_a_frozen_copy_of_a_large_plan_is_a_file_that_goes(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    add_initiative(document)
    monkeypatch.setattr("gmsc_desktop.models.document_freeze.FREEZE_IN_MEMORY", 1)
    frozen = document.freeze()
    path = Path(frozen.raw.execute("PRAGMA database_list").fetchone()[2])
    assert path.exists()
    assert frozen.snapshot().rows("initiative")[0].id
    frozen.close()
    assert not path.exists()


def test_freeze_inside_a_change_is_a_bug(document: Document) -> None:
    with pytest.raises(RuntimeError), document.change("x"):
        document.freeze()


def test_work_on_the_worker_is_one_change_on_another_thread(document: Document) -> None:
    threads: list[str] = []

    def work(db: object, title: str) -> str:
        threads.append(threading.current_thread().name)
        return editing.insert(db, "initiative", {"title": title})  # type: ignore[arg-type]

    rid = document.submit("Tambah", work, "Sang Sultan").result(timeout=20)
    assert title_of(document, rid) == "Sang Sultan"
    assert threads == ["gmsc-document"]
    failed = document.submit("Rusak", lambda db: 1 / 0)
    assert isinstance(failed.exception(timeout=20), ZeroDivisionError)
    assert document.undo_label == "Tambah"


def test_a_plan_that_is_open_elsewhere_is_refused_by_name(document: Document, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from gmsc_desktop.models.document import Document\n"
        "from gmsc_desktop.models.history import Author\n"
        "try: Document.open(Path(sys.argv[1]), Author('x','lain','lain'))\n"
        "except Exception as e: print(type(e).__name__, e)\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, cwd=REPOSITORY, check=True
    ).stdout
    assert out.startswith("PlanLocked")
    assert "Kepala Bidang" in out
    with pytest.raises(PlanLocked, match="Kepala Bidang"):
        Document.open(tmp_path, PERSON)
    add_initiative(document)


def make_closed(folder: Path) -> Path:
    made = Document.create(folder, PERSON)
    add_initiative(made)
    made.close()
    return folder / "plan.sqlite3"


@pytest.mark.parametrize(
    ("harm", "error", "words"),
    [
        (lambda b: b[:60] + (99).to_bytes(4, "big") + b[64:], PlanNewer, "lebih baru"),
        (lambda b: b[:68] + b"\0\0\0\1" + b[72:], PlanForeign, "bukan rencana"),
        (lambda b: b"bukan basis data" * 50, PlanDamaged, "rusak"),
        (lambda b: b"", PlanDamaged, "rusak"),
        (lambda b: b[:4096] + b"\xff" * 8192 + b[12288:], PlanDamaged, "rusak"),
        (lambda b: b[: len(b) // 2], PlanDamaged, "rusak"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_and_not_touched(
    tmp_path: Path, harm: object, error: type[Exception], words: str
) -> None:
    path = make_closed(tmp_path)
    harmed = harm(path.read_bytes())  # type: ignore[operator]
    path.write_bytes(harmed)
    with pytest.raises(error, match=words) as raised:
        Document.open(tmp_path, PERSON)
    assert raised.value.next_step  # type: ignore[attr-defined]
    assert path.read_bytes() == harmed


def test_a_missing_plan_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="tidak ditemukan"):
        Document.open(tmp_path, PERSON)


KILLED = """
import sys
from pathlib import Path
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.history import Author
from gmsc_desktop.models import editing
document = Document.open(Path(sys.argv[1]), Author("x", "x", "x"))
n = 0
while True:
    with document.change("Tambah") as db:
        editing.insert(db, "agency", {"name": f"Dinas {n}"})
    print(n, flush=True)
    n += 1
"""


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    make_closed(tmp_path)
    for _ in range(3):
        command = [sys.executable, "-c", KILLED, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as process:
            assert process.stdout is not None
            told = [process.stdout.readline() for _ in range(20)]
            os.kill(process.pid, signal.SIGKILL)
            told += process.stdout.read().splitlines()
        document = Document.open(tmp_path, PERSON)
        names = {row[0] for row in document.raw.execute("SELECT name FROM agency")}
        assert {f"Dinas {n}" for n in range(int(told[-1]) + 1)} <= names
        assert state(copy_of(document)) == state(document)
        assert heads_are_right(document)
        document.close()


def test_a_commit_that_failed_is_told_and_the_plan_goes_on(document: Document) -> None:
    class Failing:
        def __init__(self, raw: sqlite3.Connection) -> None:
            self.raw = raw

        def __getattr__(self, name: str) -> object:
            return getattr(self.raw, name)

        def execute(self, sql: str, *rest: Any) -> object:
            if sql == "COMMIT":
                self.raw.execute("ROLLBACK")
                raise sqlite3.OperationalError("disk I/O error")
            return self.raw.execute(sql, *rest)

    rid = add_initiative(document)
    document._raw = Failing(document.raw)  # type: ignore[assignment]
    with pytest.raises(UserFacingError, match="belum tersimpan"):
        set_title(document, rid, "hilang")
    assert title_of(document, rid) == "Rumah Kurcaci"
    set_title(document, rid, "sesudahnya")
    assert title_of(document, rid) == "sesudahnya"


REACHES = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
try:
    raw.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_a_plan_stays_locked_while_its_mark_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document.create(tmp_path, PERSON)
    close, told = document._raw.close, []

    def close_late() -> None:
        command = [sys.executable, "-c", REACHES, str(tmp_path / FILE_NAME)]
        told.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
        close()

    monkeypatch.setattr(document._raw, "close", close_late)
    document.close()
    assert told == ["database is locked"]
    digest = hashlib.sha256((tmp_path / FILE_NAME).read_bytes()).hexdigest()
    assert mark_of(tmp_path / FILE_NAME).read_text(encoding="ascii") == f"{digest}  {FILE_NAME}\n"


def test_the_lock_file_names_the_holder_and_goes(tmp_path: Path) -> None:
    document = Document.create(tmp_path, PERSON)
    holder = document_file.read_holder(tmp_path)
    assert holder is not None
    assert (holder.name, holder.pid) == ("Kepala Bidang", os.getpid())
    document.close()
    assert document_file.read_holder(tmp_path) is None


def test_a_plan_is_opened_and_read_without_the_library_that_writes(document: Document, tmp_path: Path) -> None:
    rid = add_initiative(document)
    document.close()
    program = (
        "import sys; from pathlib import Path; from gmsc_desktop.models.document import Document; "
        "from gmsc_desktop.models.history import Author; "
        "plan = Document.open(Path(sys.argv[1]), Author('', 'Rahma', 'uji')); "
        "plan.snapshot(); [told] = plan.raw.execute('SELECT id FROM initiative').fetchone(); "
        "print(told, 'sqlalchemy' in sys.modules); plan.close()"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert rid in done.stdout
    assert done.stdout.split()[-1] == "False"


def test_a_copy_that_a_full_drive_refuses_is_no_change_that_was_lost(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the copy goes is full, and not where the plan lies: its emergency room stays."""

    def refuse(_raw: sqlite3.Connection, _folder: Path | None = None) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    released: list[bool] = []
    monkeypatch.setattr(document_module, "freeze", refuse)
    monkeypatch.setattr(ballast, "release", lambda: released.append(True))
    with pytest.raises(UserFacingError) as told:
        document.freeze(tmp_path)
    assert not isinstance(told.value, NotSaved)
    assert "belum tersimpan" not in told.value.sentence
    assert told.value.next_step
    assert released == []
