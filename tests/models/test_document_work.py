"""Several threads, several persons, and what has no history: the open plan as a window uses it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from gmsc_desktop.models import editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.merge import conflicts
from tests.models.plans import copy_of, exported, heads_are_right, merge_into, state

PERSON = Author(new_id(), "Kepala Bidang", "laptop")


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = Document.create(tmp_path, PERSON)
    yield made
    made.close()


def add(document: Document, name: str) -> str:
    with document.change("Tambah OPD") as db:
        return editing.insert(db, "agency", {"name": name})


def name(document: Document, rid: str, text: str) -> None:
    with document.change("Ubah nama") as db:
        editing.update(db, "agency", rid, {"name": text})


def names(document: Document) -> list[str]:
    with document.read():
        return [row[0] for row in document.raw.execute("SELECT name FROM agency ORDER BY name")]


def insert(db: Connection, text: str) -> str:
    return editing.insert(db, "agency", {"name": text})


# -- threads


def test_what_is_submitted_while_a_change_is_open_waits_for_it(document: Document) -> None:
    with document.change("Tambah OPD") as db:
        waiting = document.submit("Tambah", insert, "sesudahnya")
        insert(db, "lebih dahulu")
        assert not waiting.done()
    waiting.result(timeout=20)
    labels = [row[0] for row in document.raw.execute("SELECT label FROM change ORDER BY n")]
    assert labels == ["Tambah OPD", "Tambah"]
    assert names(document) == ["lebih dahulu", "sesudahnya"]


def test_who_reads_on_another_thread_waits_for_the_commit(document: Document) -> None:
    seen: Future[list[str]] = Future()
    begun, reading = threading.Event(), threading.Event()

    def work(db: Connection) -> None:
        insert(db, "setengah")
        begun.set()
        assert reading.wait(20)

    def read() -> None:
        assert begun.wait(20)
        reading.set()
        seen.set_result(names(document))

    reader = threading.Thread(target=read)
    reader.start()
    document.submit("Impor", work).result(timeout=20)
    reader.join(20)
    assert seen.result(timeout=20) == ["setengah"]


def test_closing_waits_for_everything_that_was_submitted(tmp_path: Path) -> None:
    document = Document.create(tmp_path, PERSON)
    futures = [document.submit("Tambah", insert, f"Dinas {n:02d}") for n in range(25)]
    document.close()
    assert all(future.done() for future in futures)
    with pytest.raises(RuntimeError, match="closed"):
        document.submit("Tambah", insert, "terlambat")
    with Document.open(tmp_path, PERSON) as again:
        assert names(again) == [f"Dinas {n:02d}" for n in range(25)]


def test_a_job_that_was_cancelled_before_its_turn_is_not_done(document: Document) -> None:
    gate = threading.Event()
    first = document.submit("Tunggu", lambda db: gate.wait(20))
    second = document.submit("Tambah", insert, "dibatalkan")
    third = document.submit("Tambah", insert, "tetap")
    assert second.cancel()
    gate.set()
    first.result(timeout=20)
    third.result(timeout=20)
    assert names(document) == ["tetap"]


def test_many_threads_at_once_lose_nothing(document: Document) -> None:
    rids = [add(document, f"{n}") for n in range(4)]

    def type_into(rid: str) -> None:
        for count in range(15):
            name(document, rid, f"{rid} {count}")
            if count % 5 == 0:
                document.freeze().close()

    threads = [threading.Thread(target=type_into, args=(rid,)) for rid in rids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert names(document) == sorted(f"{rid} 14" for rid in rids)
    assert heads_are_right(document)
    assert state(copy_of(document)) == state(document)


def test_an_interrupt_rolls_back_and_the_plan_goes_on(document: Document) -> None:
    with pytest.raises(KeyboardInterrupt), document.change("Tambah") as db:
        interrupt(db)
    assert names(document) == []
    add(document, "sesudahnya")
    assert document.undo_label == "Tambah OPD"


def interrupt(db: Connection) -> None:
    insert(db, "setengah")
    raise KeyboardInterrupt


def test_a_listener_may_change_the_plan_in_its_turn(document: Document) -> None:
    done: list[str] = []

    def once(_changed: object) -> None:
        if not done:
            done.append("sekali")
            add(document, "dari pendengar")

    document.on_changed(once)
    add(document, "yang pertama")
    assert names(document) == ["dari pendengar", "yang pertama"]


def test_an_error_of_resting_is_told_and_the_worker_goes_on(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gmsc_desktop.models.document_worker.IDLE_SECONDS", 0.01)
    told: list[type[BaseException]] = []
    rested = threading.Event()

    def tell(kind: type[BaseException], _error: object, _trace: object) -> None:
        told.append(kind)
        rested.set()

    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sys, "excepthook", tell)
    document._worker._idle = broken
    document.submit("Tambah", insert, "satu").result(timeout=20)
    assert rested.wait(20)
    document.submit("Tambah", insert, "dua").result(timeout=20)
    assert told[0] is ZeroDivisionError
    assert names(document) == ["dua", "satu"]


# -- persons and the open row


def rows(document: Document) -> list[tuple[str, str]]:
    query = "SELECT a.name,o.value FROM op o JOIN change c ON c.n=o.change JOIN author a ON a.n=c.author "
    return document.raw.execute(query + "JOIN field f ON f.n=o.field WHERE f.key='agency.name' ORDER BY o.n").fetchall()


def test_another_person_never_writes_into_a_row(document: Document) -> None:
    rid = add(document, "a")
    name(document, rid, "ab")
    document.set_author(Author(new_id(), "Penyusun", "laptop"))
    name(document, rid, "abc")
    assert rows(document) == [("Kepala Bidang", "a"), ("Kepala Bidang", "ab"), ("Penyusun", "abc")]


def test_a_person_who_took_another_name_is_the_same_one(document: Document) -> None:
    add(document, "a")
    document.set_author(Author(PERSON.id, "Kepala Dinas", "laptop"))
    add(document, "b")
    assert document.raw.execute("SELECT name FROM author").fetchall() == [("Kepala Dinas",)]


@pytest.mark.parametrize("closing", ["undo", "merge", "decide", "reopen", "other field", "error", "set back"])
def test_a_closed_row_is_never_written_again(document: Document, tmp_path: Path, closing: str) -> None:
    rid, other = add(document, "a"), add(document, "b")
    colleague = copy_of(document)
    name(document, rid, "ab")
    kept = document.raw.execute("SELECT id FROM change ORDER BY n DESC").fetchone()[0]
    if closing == "undo":
        document.undo()
    elif closing == "merge":
        name(colleague, other, "bb")
        merge_into(document, colleague)
    elif closing == "decide":
        document.decide(other, "agency.name", "bc", "Pilih")
    elif closing == "reopen":
        document.close()
        document = Document.open(tmp_path, PERSON)
    elif closing == "other field":
        with document.change("Ubah") as db:
            editing.update(db, "agency", rid, {"short_name": "A"})
    elif closing == "error":
        with pytest.raises(ZeroDivisionError), document.change("Rusak"):
            raise ZeroDivisionError
    else:
        document.close_open_row()
        name(document, rid, "a")
    name(document, rid, "abc")
    query = "SELECT o.value FROM op o JOIN change c ON c.n=o.change WHERE c.id=?"
    assert document.raw.execute(query, (kept,)).fetchall() == [("ab",)]
    assert state(copy_of(document)) == state(document)
    document.close()


def test_a_row_that_left_the_computer_is_closed(document: Document) -> None:
    rid = add(document, "a")
    name(document, rid, "ab")
    colleague = copy_of(document)
    name(document, rid, "abc")
    name(colleague, rid, "abx")
    merge_into(document, colleague)
    assert {c.values for c in conflicts(document.raw)} <= {("abc", "abx"), ("abx", "abc")}
    assert len(conflicts(document.raw)) == 1


# -- contacts and drafts


def contact(document: Document, value: str, rid: str = "k") -> None:
    with document.change("Ubah kontak") as db:
        sql = "INSERT INTO contact(id,person_id,kind,value) VALUES(?,'p','telepon',?) "
        db.exec_driver_sql(f"{sql} ON CONFLICT(id) DO UPDATE SET value=excluded.value", (rid, value))


def contacts(document: Document) -> list[str]:
    return [row[0] for row in document.raw.execute("SELECT value FROM contact ORDER BY id")]


def test_contacts_and_drafts_are_undone_and_never_in_the_history(document: Document) -> None:
    contact(document, "0470-1")
    contact(document, "0470-2")
    with document.change("Simpan ketikan") as db:
        db.exec_driver_sql(
            "INSERT INTO draft(id,record_table,record_id,field,text) VALUES('d','plan','p','x','dua belas')"
        )
    rid = add(document, "Dinas")
    with document.change("Hapus kontak") as db:
        db.exec_driver_sql("DELETE FROM contact")
        editing.update(db, "agency", rid, {"name": "Dinas Baru"})
    assert contacts(document) == []
    document.undo()
    assert (contacts(document), names(document)) == (["0470-2"], ["Dinas"])
    document.redo()
    assert (contacts(document), names(document)) == ([], ["Dinas Baru"])
    while document.undo() is not None:
        pass
    assert (contacts(document), names(document)) == ([], [])
    while document.redo() is not None:
        pass
    assert document.raw.execute("SELECT text FROM draft").fetchall() == [("dua belas",)]
    told = repr(exported(document))
    assert "'0470-" not in told
    assert "dua belas" not in told
    assert "contact" not in told
    assert state(copy_of(document)) == state(document)


def test_undo_leaves_a_contact_that_was_changed_since(document: Document) -> None:
    contact(document, "0470-1")
    step = document._undo.pop()
    assert step is not None
    document._undo.push(*step)
    contact(document, "0470-9")
    document._undo.pop()
    result = document.undo()
    assert result is not None
    assert [(item.table, item.id) for item in result.left] == [("contact", "k")]
    assert contacts(document) == ["0470-9"]
