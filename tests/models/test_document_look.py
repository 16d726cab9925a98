"""A plan in a folder that cannot be written or locked is read in a copy, and nothing beside it changes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import document_file, document_look, editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_errors import PlanDamaged, PlanLocked, PlanUnwritable
from gmsc_desktop.models.document_look import look_at
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.records import Agency
from gmsc_desktop.platform_files import locks_work
from tests.unwritable import lying_in, unwritable

PERSON = Author(new_id(), "Kepala Bidang", "laptop")
REPOSITORY = Path(__file__).parents[2]
HEAD = """
import os, sys
from pathlib import Path
from gmsc_desktop.models import editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_look import look_at
from gmsc_desktop.models.history import Author
folder = Path(sys.argv[1])
"""
CHANGES = """
document = Document.open(folder, Author("00000000-0000-4000-8000-000000000001", "lain", "lain"))
with document.change("Tambah OPD") as db:
    editing.insert(db, "agency", {"name": "Dinas Sosial"})
"""
DIES = "os._exit(0)\n"
WAITS = "print('siap', flush=True)\nsys.stdin.readline()\ndocument.close()\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A closed plan with one agency."""
    folder = tmp_path / "rencana"
    folder.mkdir()
    with Document.create(folder, PERSON) as document, document.change("Tambah OPD") as db:
        editing.insert(db, "agency", {"name": "Dinas Kesehatan"})
    return folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, also of the processes that are started."""
    place = tmp_path / "sementara"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("TMPDIR", str(place))
    return place


def elsewhere(words: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-c", HEAD + words, str(folder)], cwd=REPOSITORY, check=True)


def names(folder: Path) -> list[str]:
    with look_at(folder) as frozen:
        return sorted(agency.name for agency in frozen.snapshot().all(Agency))


def test_a_plan_that_cannot_be_written_is_read_with_what_a_crash_left_in_its_journal(
    plan: Path, temporary: Path
) -> None:
    elsewhere(CHANGES + DIES, plan)
    before = lying_in(plan)
    assert before["plan.sqlite3-wal"]
    with unwritable(plan):
        assert names(plan) == ["Dinas Kesehatan", "Dinas Sosial"]
        with look_at(plan) as frozen:
            assert [change.label for change in frozen.history().changes] == ["Tambah OPD", "Tambah OPD"]
            assert len(list(temporary.iterdir())) == 1
    assert lying_in(plan) == before
    assert list(temporary.iterdir()) == []


def test_opening_says_which_folder_cannot_be_written_and_changes_nothing(plan: Path) -> None:
    before = lying_in(plan)
    with unwritable(plan), pytest.raises(PlanUnwritable) as caught:
        Document.open(plan, PERSON)
    assert caught.value.sentence == f"Folder {plan} tidak dapat ditulis, sehingga rencana ini hanya dapat dibaca."
    assert "salin folder datanya ke komputer ini" in caught.value.next_step
    assert "minta izin menulis" in caught.value.next_step
    assert lying_in(plan) == before


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_mark_that_cannot_be_taken_away_is_a_folder_that_cannot_be_written(
    plan: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refused(_path: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(document_file, "drop_mark", refused)
    with pytest.raises(PlanUnwritable):
        Document.open(plan, PERSON)
    monkeypatch.undo()
    with Document.open(plan, PERSON) as again:
        assert not again.notices


def test_a_share_that_keeps_no_locks_is_told_from_a_plan_that_is_open_elsewhere(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    command = [sys.executable, "-c", HEAD + CHANGES + WAITS, str(plan)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "siap\n"
        with pytest.raises(PlanLocked):
            Document.open(plan, PERSON)

        def refused(*_what: object) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(fcntl, "lockf", refused)
        with pytest.raises(PlanUnwritable):
            Document.open(plan, PERSON)
        assert names(plan) == ["Dinas Kesehatan", "Dinas Sosial"]
        other.communicate("\n", timeout=20)


def test_locks_are_asked_for_without_a_change(plan: Path) -> None:
    before = lying_in(plan)
    assert locks_work(plan / "plan.sqlite3")
    assert lying_in(plan) == before


def test_a_plan_that_is_open_here_is_not_looked_into(plan: Path, temporary: Path) -> None:
    with Document.open(plan, PERSON), pytest.raises(PlanLocked):
        look_at(plan)
    assert list(temporary.iterdir()) == []


def test_a_plan_that_changes_while_it_is_copied_is_copied_again_or_refused(
    plan: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, wanted = document_look._copy, [1]

    def changed_behind(source: Path, target: Path) -> str:
        digest = copy(source, target)
        if source.suffix == ".sha256" and wanted[0]:  # the last that is copied
            wanted[0] -= 1
            elsewhere(CHANGES + DIES, plan)
        return digest

    monkeypatch.setattr(document_look, "_copy", changed_behind)
    assert names(plan) == ["Dinas Kesehatan", "Dinas Sosial"]
    wanted[0] = document_look.TRIES
    with pytest.raises(UserFacingError, match="sedang diubah dari tempat lain"):
        look_at(plan)
    assert list(temporary.iterdir()) == []


def test_a_file_and_a_journal_that_contradict_each_other_are_refused(plan: Path, temporary: Path) -> None:
    path = plan / "plan.sqlite3"
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 16] = b"\xff" * 16
    path.write_bytes(content)
    before = lying_in(plan)
    with pytest.raises(PlanDamaged):
        look_at(plan)
    assert lying_in(plan) == before
    assert list(temporary.iterdir()) == []


def test_a_copy_that_a_crash_left_goes_with_the_next_look(plan: Path, temporary: Path) -> None:
    elsewhere("look_at(folder)\n" + DIES, plan)
    assert [path.name[:5] for path in temporary.iterdir()] == ["gmsc-"]
    look_at(plan).close()
    assert list(temporary.iterdir()) == []
