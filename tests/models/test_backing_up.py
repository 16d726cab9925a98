"""Backups beside the work: before what is large, when nobody goes on, and never on the thread that commits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gmsc_desktop import cli
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backing_up, backups, document_copies, editing, library
from gmsc_desktop.models.backup_look import look_into
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_image import Image
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.records import Agency, Initiative
from gmsc_desktop.models.several import delete_rows
from gmsc_desktop.models.snapshot import Snapshot
from tests.models.plans import memory_document


@pytest.fixture
def plan_id(data_dir: Path) -> str:
    """A plan with twelve agencies, one of them with three initiatives, and a backup from its beginning."""
    made = new_id()

    def fill(document: Document) -> None:
        with document.change("Mulai rencana") as db:
            editing.insert(db, "plan", {"title": "Rencana Luwu"}, made)
            editing.insert(db, "region", {"code": "73.17", "name": "Kabupaten Luwu"})

    with library.created(made, fill) as document:
        library.back_up(document, datetime.now(UTC) - timedelta(hours=1))
        with document.change("Tambah OPD") as db:
            for number in range(12):
                editing.insert(db, "agency", {"name": f"Dinas {number}"})
    return made


def kept(plan_id: str) -> list[Path]:
    return backups.list_backups(library.plan_folder(plan_id))


def agencies_in(path: Path) -> int:
    return len(held(path).all(Agency))


def held(path: Path) -> Snapshot:
    with look_into(path) as frozen:
        return frozen.snapshot()


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it never came"
        threading.Event().wait(0.01)


def change(document: Document, title: str) -> None:
    with document.change("Ubah judul") as db:
        db.exec_driver_sql("UPDATE plan SET title=?", (title,))
    document.close_open_row()


def test_what_stands_before_many_rows_are_deleted_is_a_backup(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        before = kept(plan_id)
        change(document, "Judul baru")
        rows = [row.id for row in document.snapshot().all(Agency)]
        backing_up.keep_before_deleting(document, "agency", rows[:5])
        with document.change("Hapus") as db:
            delete_rows(db, "agency", rows[:5])
        assert kept(plan_id) == before, "a few rows come back by undo"
        with document.change("Kembali") as db:
            for number in range(5):
                editing.insert(db, "agency", {"name": f"Dinas baru {number}"})
        rows = [row.id for row in document.snapshot().all(Agency)]
        backing_up.keep_before_deleting(document, "agency", rows)
        with document.change("Hapus") as db:
            delete_rows(db, "agency", rows)
    (made,) = set(kept(plan_id)) - set(before)
    assert agencies_in(made) == 12
    with library.opened(plan_id) as document:
        assert document.snapshot().all(Agency) == ()


def test_one_record_that_takes_many_along_is_a_large_deletion(plan_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    with library.opened(plan_id) as document:
        with document.change("Tambah") as db:
            initiative = editing.insert(db, "initiative", {"title": "Rumah Kurcaci"})
            for number in range(10):
                editing.insert(db, "action_step", {"initiative_id": initiative, "text": f"Langkah {number}"})
        agency = document.snapshot().all(Agency)[0].id
    before = kept(plan_id)
    assert cli.main(["remove", plan_id, agency]) == 0
    assert kept(plan_id) == before
    assert cli.main(["remove", plan_id, initiative]) == 0
    (made,) = set(kept(plan_id)) - set(before)
    assert [row.title for row in held(made).all(Initiative)] == ["Rumah Kurcaci"]


def test_what_the_newest_backup_holds_is_not_written_again(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        library.back_up(document)
        before = kept(plan_id)
        backing_up.keep_before(document, backing_up.LARGE)
    assert kept(plan_id) == before


def test_merging_and_taking_a_merge_out_begin_with_a_backup(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        with document.freeze() as frozen:
            history = frozen.history()
        other = memory_document("Rekan")
        other.merge(history, "Gabung")
        with other.change("Tambah") as db:
            editing.insert(db, "agency", {"name": "Dinas Rekan"})
        with other.freeze() as frozen:
            theirs = frozen.history()
        change(document, "Judul sebelum gabung")
        before = kept(plan_id)
        document.merge(theirs, "Gabung")
        assert document.keeper is not None
        document.keeper.wait()
        (made,) = set(kept(plan_id)) - set(before)
        snapshot = held(made)
        assert (snapshot.plan.title, len(snapshot.all(Agency))) == ("Judul sebelum gabung", 12)
        document.unmerge("Urungkan gabungan")
        document.keeper.wait()
        assert agencies_in(kept(plan_id)[-1]) == 13


def test_changes_are_backed_up_though_nobody_goes_on(plan_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "INTERVAL", timedelta(milliseconds=200))
    with library.opened(plan_id) as document:
        change(document, "Judul terakhir")
        wait_for(lambda: "Judul terakhir" in titles(plan_id))


def titles(plan_id: str) -> list[str]:
    return [str(held(path).plan.title) for path in kept(plan_id)]


def test_whoever_commits_does_not_wait_for_a_backup(plan_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "INTERVAL", timedelta(0))
    go_on, threads = threading.Event(), []
    keep = document_copies.keep_copy

    def slow(plan: Path, image: Image, now: datetime) -> Path:
        threads.append(threading.current_thread().name)
        assert go_on.wait(10)
        return keep(plan, image, now)

    with library.opened(plan_id) as document:
        monkeypatch.setattr(backing_up, "keep_copy", slow)
        change(document, "Judul baru")
        wait_for(lambda: threads)
        change(document, "Judul lebih baru")
        assert document.snapshot().plan.title == "Judul lebih baru"
        go_on.set()
    assert set(threads) == {"gmsc-backup"}
    assert "Judul baru" in titles(plan_id), "closing waits for the backup that is being written"


def test_a_backup_that_cannot_be_made_hinders_no_deletion_and_is_told(
    plan_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> Path:
        raise UserFacingError("penuh")

    with library.opened(plan_id) as document:
        change(document, "Judul baru")
        monkeypatch.setattr(backing_up, "keep_copy", full)
        backing_up.keep_before(document, backing_up.LARGE)
        assert document.keeper is not None
        document.keeper.wait()
        assert [notice.sentence for notice in document.notices] == [
            "Cadangan rencana ini belum dapat dibuat. Rencana dan perubahan Anda sendiri tersimpan."
        ]
