"""Room that is given up on a full drive: it is really taken, given back once, and the person is told what to do."""

from __future__ import annotations

import errno
from collections import namedtuple
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import ballast, editing, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import new_id
from tests.faults.layer import Layer, Trouble

Usage = namedtuple("Usage", "total used free")


def test_the_room_is_really_taken_and_given_back_once(data_dir: Path) -> None:
    assert ballast.keep()
    status = (data_dir / ballast.NAME).stat()
    assert status.st_size == ballast.SIZE
    assert status.st_blocks * 512 >= ballast.SIZE, "a hole would give nothing back"
    assert ballast.keep()
    assert ballast.release()
    assert not ballast.release()


def test_a_drive_with_little_room_is_left_alone(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(1, 1, 5 * ballast.SIZE))
    assert not ballast.keep()
    assert list(data_dir.iterdir()) == []


def test_on_a_full_drive_the_room_lets_the_next_try_save(data_dir: Path) -> None:
    plan_id = new_id()

    def fill(document: Document) -> None:
        with document.change("Mulai rencana") as db:
            editing.insert(db, "plan", {"title": "Rencana"}, plan_id)
            editing.insert(db, "region", {"code": "73.17", "name": "Kabupaten Luwu"})

    with library.created(plan_id, fill):
        pass
    assert ballast.keep()
    with Layer(data_dir) as layer:
        with library.opened(plan_id) as document:
            layer.trouble = Trouble(budget=layer.used() + 8192, code=errno.ENOSPC)
            with (
                pytest.raises(UserFacingError, match=r"penuh: perlu 64 MB, tersisa 0 MB") as told,
                document.change("Ubah") as db,
            ):
                editing.update(db, "plan", plan_id, {"title": "x" * 50_000})
            assert "Ruang darurat 32 MB sudah dibebaskan" in told.value.next_step
            with document.change("Ubah") as db:
                editing.update(db, "plan", plan_id, {"title": "x" * 50_000})
        layer.trouble = Trouble()
    with library.opened(plan_id) as document:
        assert document.snapshot().plan.title == "x" * 50_000
