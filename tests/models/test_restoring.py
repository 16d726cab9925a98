"""Going back to a backup: the plan is what the backup held, what it replaced is kept, and a bad one changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups, editing, library, restoring
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME, PlanLocked
from gmsc_desktop.models.ids import new_id

FIRST, SECOND = "Judul pertama", "Judul kedua"


@pytest.fixture
def plan_id(data_dir: Path) -> str:
    """A plan that is called SECOND now, with a backup in which it is called FIRST."""
    made = new_id()

    def fill(document: Document) -> None:
        with document.change("Mulai rencana") as db:
            editing.insert(db, "plan", {"title": FIRST}, made)
            editing.insert(db, "region", {"code": "73.17", "name": "Kabupaten Luwu"})

    with library.created(made, fill) as document:
        library.back_up(document)
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", made, {"title": SECOND})
    return made


def backup_of(plan_id: str) -> Path:
    return backups.list_backups(library.plan_folder(plan_id))[0]


def title_of(plan_id: str) -> str:
    with library.opened(plan_id) as document:
        assert document.notices == []
        return document.snapshot().plan.title or ""


def test_the_plan_is_what_the_backup_held_and_what_it_replaced_can_be_restored_again(plan_id: str) -> None:
    done = restoring.restore_backup(backup_of(plan_id))
    assert [card.title for card in library.list_plans()] == [FIRST]
    assert title_of(plan_id) == FIRST
    assert done.replaced in backups.list_backups(library.plan_folder(plan_id))
    assert done.replaced is not None
    restoring.restore_backup(done.replaced)
    assert title_of(plan_id) == SECOND


def test_a_damaged_plan_is_set_aside_with_its_journal(plan_id: str) -> None:
    folder = library.plan_folder(plan_id)
    (folder / FILE_NAME).write_bytes(b"bukan rencana")
    (folder / f"{FILE_NAME}-wal").write_bytes(b"jurnal lama")
    done = restoring.restore_backup(backup_of(plan_id))
    assert title_of(plan_id) == FIRST
    assert done.replaced is not None
    assert (done.replaced / FILE_NAME).read_bytes() == b"bukan rencana"
    assert (done.replaced / f"{FILE_NAME}-wal").read_bytes() == b"jurnal lama"
    assert not (folder / f"{FILE_NAME}-wal").exists()


def test_a_plan_whose_file_is_gone_comes_back(plan_id: str) -> None:
    folder = library.plan_folder(plan_id)
    (folder / FILE_NAME).unlink()
    (folder / f"{FILE_NAME}-wal").write_bytes(b"jurnal lama")
    assert restoring.restore_backup(backup_of(plan_id)).replaced is None
    assert title_of(plan_id) == FIRST


def test_a_plan_that_is_open_is_not_replaced(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        with pytest.raises(PlanLocked):
            restoring.restore_backup(backup_of(plan_id))
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", plan_id, {"title": "Judul ketiga"})
    assert title_of(plan_id) == "Judul ketiga"


def test_a_plan_that_is_open_here_is_the_restored_one_afterwards(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        assert document.undo_label is None
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", plan_id, {"title": "Judul ketiga"})
        assert document.undo_label == "Ubah judul"
        done = restoring.restore_backup(backup_of(plan_id), document)
        assert document.snapshot().plan.title == FIRST
        assert document.undo_label is None
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", plan_id, {"title": "Judul sesudahnya"})
    assert title_of(plan_id) == "Judul sesudahnya"
    assert done.replaced is not None
    restoring.restore_backup(done.replaced)
    assert title_of(plan_id) == "Judul ketiga"


def test_what_stops_a_restore_on_its_way_changes_nothing(plan_id: str) -> None:
    """The person cancels at every step of it in turn."""
    last = 0
    for step in range(1, 100):
        told: list[str] = []

        def tell(_done: int, _all: int, sentence: str, told: list[str] = told, step: int = step) -> None:
            told.append(sentence)
            if len(told) == step:
                raise UserFacingError("Dibatalkan")

        with library.opened(plan_id) as document:
            before = backups.list_backups(document.folder)
            try:
                restoring.restore_backup(backup_of(plan_id), document, tell)
            except UserFacingError:
                last = step
                assert document.snapshot().plan.title == SECOND
                assert backups.list_backups(document.folder) == before
                with document.change("Ubah judul") as db:
                    editing.update(db, "plan", plan_id, {"title": SECOND})
                continue
            assert document.snapshot().plan.title == FIRST
            break
    assert last >= 3


def test_a_full_drive_leaves_the_open_plan_as_it_is(plan_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> Path:
        raise UserFacingError("penuh")

    with library.opened(plan_id) as document:
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", plan_id, {"title": "Judul ketiga"})
        monkeypatch.setattr(restoring, "keep_copy", full)
        with pytest.raises(UserFacingError, match="penuh"):
            restoring.restore_backup(backup_of(plan_id), document)
        assert document.snapshot().plan.title == "Judul ketiga"
        assert document.undo_label == "Ubah judul", "nothing was replaced, so all can still be undone"
        document.undo()
    assert title_of(plan_id) == SECOND


def test_a_backup_of_which_a_bit_fell_is_refused(plan_id: str) -> None:
    backup = backup_of(plan_id)
    image = bytearray(backup.read_bytes())
    image[image.index(FIRST.encode())] ^= 1
    backup.write_bytes(image)
    before = sorted(path.name for path in backup.parent.iterdir())
    with pytest.raises(UserFacingError, match="bukan cadangan yang utuh"):
        restoring.restore_backup(backup)
    backup.with_name(f"{backup.name}.sha256").unlink()
    with pytest.raises(UserFacingError, match="tidak sama dengan riwayatnya"):
        restoring.restore_backup(backup)
    assert title_of(plan_id) == SECOND
    assert {path.name for path in backup.parent.iterdir()} >= set(before) - {f"{backup.name}.sha256"}


def test_a_file_that_is_no_backup_is_refused(plan_id: str, tmp_path: Path) -> None:
    other = tmp_path / "lain.sqlite3"
    other.write_bytes(b"SQLite format 3\x00" + bytes(200))
    for path in (other, tmp_path / "tidak-ada.sqlite3"):
        with pytest.raises(UserFacingError, match="bukan cadangan"):
            restoring.restore_backup(path)
    assert title_of(plan_id) == SECOND


def test_a_backup_restores_on_another_computer(plan_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "dari-rekan.sqlite3"
    shutil.copyfile(backup_of(plan_id), copy)
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "lain"))
    assert restoring.restore_backup(copy).plan_id == plan_id
    assert title_of(plan_id) == FIRST
