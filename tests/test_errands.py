"""Heavy work by a child: the same files as here, told and cancelled as here, and nothing of it left in this process."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gmsc_desktop.desk import handing_in
from gmsc_desktop.desk.errands import have_measured, have_output, have_package
from gmsc_desktop.desk.handing_in import Wanted
from gmsc_desktop.desk.private import Leaving, prepare
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports import OUTPUTS, Edition, Output
from gmsc_desktop.models import editing, library, outgoing_pending
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.outgoing import Outgoing, list_outgoing
from gmsc_desktop.models.revision import revision_code
from gmsc_desktop.package.identity import BACKUP, SUBMISSION
from gmsc_desktop.package.meter import WorkCancelled
from gmsc_desktop.package.verify import verify
from gmsc_desktop.worker import parent, private_folder
from gmsc_desktop.worker.errand import send
from tests.sample_plan import sample_tables

ROOT = Path(__file__).resolve().parent.parent
STAND_IN = str(Path(__file__).with_name("worker_jobs.py"))
BIMTEK = Wanted(SUBMISSION, "bimtek-1", "Komdigi", reason="Tenggat", leaving=Leaving(mask=True))


@pytest.fixture
def document(data_dir: Path) -> Iterator[Document]:
    tables = sample_tables()

    def fill(document: Document) -> None:
        with document.change("Isi rencana") as db:
            for name, rows in tables.items():
                insert_rows(db, name, rows)

    with library.created(str(tables["plan"][0]["id"]), fill) as made:
        yield made


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private folders are made, to see that they go."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def nothing(_done: int, _whole: int) -> None:
    """Nobody watches."""


def sent(document: Document) -> list[Outgoing]:
    with document.reading():
        return list_outgoing(document.raw)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_package_is_written_read_back_and_noted_here(document: Document, temporary: Path, tmp_path: Path) -> None:
    folder = tmp_path / "flashdisk"
    written = have_package(document, folder, BIMTEK, progress=nothing, cancel=threading.Event())
    report = verify(written.path)
    assert files(folder) == [written.name]
    assert (report.code, report.identity) == (written.code, written.identity)
    assert [(one.id, one.recipient, one.size, one.digest, one.override_reason) for one in sent(document)] == [
        (written.identity.package_id, "Komdigi", written.path.stat().st_size, written.digest, "Tenggat")
    ]
    again = have_package(document, folder, BIMTEK, progress=nothing, cancel=threading.Event())
    assert (again.identity.round, again.identity.sequence) == (2, 2)
    assert files(temporary) == []


def test_the_size_that_is_told_is_the_size_that_comes_out(document: Document, temporary: Path, tmp_path: Path) -> None:
    sizes = have_measured(document, Wanted(SUBMISSION, "bimtek-1"), threading.Event())
    bare = Wanted(SUBMISSION, "bimtek-1", evidence=(), leaving=Leaving(mask=True))
    written = handing_in.make_package(document, tmp_path / "flashdisk", bare)
    assert sizes.whole == pytest.approx(written.size, abs=200)  # ids, moments and seals pack a little differently
    assert len(sent(document)) == 1, "measuring is no making"
    assert files(temporary) == []


@pytest.mark.parametrize("chosen", OUTPUTS, ids=lambda output: output.code)
def test_a_paper_is_the_same_as_from_this_process(document: Document, tmp_path: Path, chosen: Output) -> None:
    leaving = Leaving(mask=True)
    prepared = prepare(document.snapshot(), leaving)
    edition = Edition.of(
        prepared.snapshot, revision_code=revision_code(prepared.snapshot), made_on=date(2026, 11, 22)
    )  # fmt: skip
    told: list[tuple[int, int]] = []
    there, here = tmp_path / f"anak{chosen.suffix}", tmp_path / f"sini{chosen.suffix}"
    assert have_output(
        document,
        chosen,
        edition,
        prepared,
        leaving,
        there,
        progress=lambda done, whole: told.append((done, whole)),
        cancel=threading.Event(),
    )
    handing_in.write_output(chosen, edition, prepared, here)
    assert there.read_bytes() == here.read_bytes()
    assert [(one.kind, one.file_name) for one in sent(document)] == [(chosen.code, there.name)]
    assert told or chosen.code != "rencana-induk", "how far it is was told, of what takes its time"
    assert all(0 <= done <= whole for done, whole in told)


def test_a_plan_that_was_changed_since_is_left_to_who_has_the_old_one(document: Document, tmp_path: Path) -> None:
    leaving = Leaving(mask=True)
    prepared = prepare(document.snapshot(), leaving)
    code = revision_code(prepared.snapshot)
    edition = Edition.of(prepared.snapshot, revision_code=code, made_on=date(2026, 11, 22))
    with document.change("Ubah judul") as db:
        editing.update(db, "plan", prepared.snapshot.plan.id, {"title": "Judul yang lain"})
    target = tmp_path / "tabel.zip"
    cancel = threading.Event()
    assert not have_output(
        document, OUTPUTS[-1], edition, prepared, leaving, target, progress=nothing, cancel=cancel
    )  # fmt: skip
    assert not target.exists()
    assert sent(document) == []


def test_nothing_stays_of_what_was_cancelled(document: Document, temporary: Path, tmp_path: Path) -> None:
    folder, cancel = tmp_path / "flashdisk", threading.Event()
    cancel.set()
    with pytest.raises(WorkCancelled):
        have_package(document, folder, BIMTEK, progress=nothing, cancel=cancel)
    with pytest.raises(WorkCancelled):
        have_measured(document, BIMTEK, cancel)
    assert files(folder) == files(temporary) == []
    assert sent(document) == []


def test_what_the_child_tells_reaches_the_person(document: Document, temporary: Path, tmp_path: Path) -> None:
    wanted = Wanted(BACKUP, name="cadangan.gmsc")
    (tmp_path / "cadangan.gmsc").write_bytes(b"sudah ada")
    with pytest.raises(UserFacingError) as told:
        have_package(document, tmp_path, wanted, progress=nothing, cancel=threading.Event())
    assert told.value.sentence == "cadangan.gmsc sudah ada dan tidak diganti."
    assert told.value.next_step == "Pilih nama berkas yang lain."
    assert (tmp_path / "cadangan.gmsc").read_bytes() == b"sudah ada"
    assert files(temporary) == []


def test_a_child_that_dies_is_a_sentence_and_nothing_is_noted(
    document: Document, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parent, "program", lambda: [sys.executable, STAND_IN])
    monkeypatch.setenv("WORKER_DIES", "1")
    with pytest.raises(UserFacingError) as told:
        have_package(document, tmp_path / "flashdisk", BIMTEK, progress=nothing, cancel=threading.Event())
    assert told.value.sentence == "Pembuatan paket terhenti sebelum selesai. Rencana tidak berubah."
    assert told.value.next_step.startswith("Coba sekali lagi.")
    assert files(temporary) == []
    assert sent(document) == []


def test_an_errand_tells_how_far_it_is_and_tidies_up_when_stopped(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parent, "program", lambda: [sys.executable, STAND_IN])
    cancel, far, begun = threading.Event(), [], tmp_path / "setengah.zip"

    def tell(done: int, whole: int) -> None:
        far.append((done, whole))
        assert begun.exists()
        cancel.set()

    with private_folder() as folder, pytest.raises(UserFacingError, match=r"^Dihentikan\.$"):
        send(folder, "wait", {"begun": str(begun)}, subject="paket", cancel=cancel, progress=tell)
    assert far == [(3, 10)]
    assert not begun.exists()
    assert files(temporary) == []


def test_an_errand_tidies_up_where_telling_how_far_it_is_refuses(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parent, "program", lambda: [sys.executable, STAND_IN])
    cancel, begun = threading.Event(), tmp_path / "setengah.zip"

    def tell(_done: int, _whole: int) -> None:
        cancel.set()
        raise UserFacingError("Dibatalkan.")

    with private_folder() as folder, pytest.raises(UserFacingError, match=r"^Dihentikan\.$"):
        send(folder, "wait", {"begun": str(begun)}, subject="paket", cancel=cancel, progress=tell)
    assert not begun.exists()


def test_an_errand_that_cannot_be_asked_to_stop_is_ended(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parent, "program", lambda: [sys.executable, STAND_IN])
    cancel = threading.Event()

    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    def tell(_done: int, _whole: int) -> None:
        monkeypatch.setattr(Path, "touch", full)
        cancel.set()

    with private_folder() as folder, pytest.raises(UserFacingError, match=r"^Dibatalkan\. Tidak ada yang berubah\.$"):
        send(folder, "wait", {"begun": str(tmp_path / "x")}, subject="paket", cancel=cancel, progress=tell)
    assert files(temporary) == []


LEFT_ALONE = """
import sys, threading
from pathlib import Path
from gmsc_desktop.worker import parent
from gmsc_desktop.worker.errand import send
parent.program = lambda: [sys.executable, sys.argv[1]]
go = lambda done, whole: print(done, flush=True)
send(Path(sys.argv[2]), "wait", {"begun": sys.argv[3]}, subject="", cancel=threading.Event(), progress=go)
"""


def test_an_errand_tidies_up_when_its_window_has_gone(tmp_path: Path) -> None:
    begun, folder = tmp_path / "setengah.zip", tmp_path / "kerja"
    folder.mkdir()
    command = [sys.executable, "-c", LEFT_ALONE, STAND_IN, str(folder), str(begun)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"3\n"
        child = int(begun.read_text())
        process.kill()
        process.wait(20)
    ended = threading.Event()
    for _look in range(400):
        if not begun.exists() and not folder.exists():
            break
        ended.wait(0.05)
    else:
        os.kill(child, 9)
        pytest.fail("the errand went on for nobody, or left the copy of the plan behind")


MEASURED = """
import sys, threading
from gmsc_desktop.desk.errands import have_measured
from gmsc_desktop.desk.handing_in import Wanted
from gmsc_desktop.models import library
with library.opened(sys.argv[1]) as document:
    sizes = have_measured(document, Wanted("pengajuan", "bimtek-1"), threading.Event())
print(sizes.whole > 10_000, *sorted({"openpyxl", "reportlab", "PIL", "cryptography"} & sys.modules.keys()))
"""


def test_nothing_that_makes_papers_is_brought_in_here(document: Document) -> None:
    plan_id = document.snapshot().plan.id
    document.close()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, plan_id], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True"]


DIES = """
import os, sys, threading
from pathlib import Path
from gmsc_desktop.desk import errands, handing_in
from gmsc_desktop.desk.handing_in import Wanted
from gmsc_desktop.desk.private import Leaving
from gmsc_desktop.models import library
handing_in.note_package = lambda *given: os._exit(9)
wanted = Wanted("pengajuan", "bimtek-1", "Komdigi", leaving=Leaving(mask=True))
make = errands.have_package if sys.argv[3] == "child" else handing_in.make_package
with library.opened(sys.argv[1]) as document:
    make(document, Path(sys.argv[2]), wanted, progress=lambda done, whole: None, cancel=threading.Event())
"""


@pytest.mark.parametrize("how", ["child", "here"])
def test_a_package_whose_window_died_before_it_was_noted_is_noted_by_the_next_start(
    document: Document, tmp_path: Path, how: str
) -> None:
    plan_id, folder = document.snapshot().plan.id, tmp_path / "flashdisk"
    document.close()
    done = subprocess.run(
        [sys.executable, "-c", DIES, plan_id, str(folder), how], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 9, done.stderr.decode()[-2000:]
    [name] = files(folder)
    report = verify(folder / name)
    with library.opened(plan_id) as again:
        [noted] = sent(again)
        assert (noted.id, noted.recipient, noted.file_name) == (report.identity.package_id, "Komdigi", name)
        assert (noted.round, noted.sequence, noted.digest) == (1, 1, report.digest)
        assert noted.size == (folder / name).stat().st_size
        assert [path.name for path in again.folder.glob("keluar-*")] == []
        written = have_package(again, folder, BIMTEK, progress=nothing, cancel=threading.Event())
        assert (written.identity.round, written.identity.sequence) == (2, 2)
        assert len(sent(again)) == 2
        assert [path.name for path in again.folder.glob("keluar-*")] == []


def test_a_package_that_did_not_get_its_name_is_not_noted(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gmsc_desktop.platform_files import durable

    def refuse(_source: Path, target: Path) -> None:
        if target.suffix == ".zip":
            raise OSError(errno.EIO, "drive gone")
        _source.replace(target)

    monkeypatch.setattr(durable, "replace", refuse)
    with pytest.raises(UserFacingError):
        handing_in.make_package(document, tmp_path / "flashdisk", BIMTEK)
    assert [path.name for path in document.folder.glob("keluar-*")] == []
    assert sent(document) == []
    assert files(tmp_path / "flashdisk") == []


def test_a_note_that_is_none_of_ours_is_put_away_and_noted_nowhere(document: Document) -> None:
    place = document.folder / "keluar-00000000-0000-4000-8000-000000000001.json"
    for content in (b"", b"[]", b"{", b'{"id": 7}', b"\xff"):
        place.write_bytes(content)
        assert outgoing_pending.settle(document) == 0
        assert not place.exists()
    assert sent(document) == []


def test_a_note_that_cannot_be_read_now_waits_and_its_number_is_not_lost(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Outgoing(str(uuid.uuid4()), BACKUP, made_at="2026-01-02T03:04:05+07:00", sequence=7)
    outgoing_pending.announce(document.folder, entry)

    def held(*_told: object, **_named: object) -> str:
        raise PermissionError(13, "held by another program")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", held)
        assert outgoing_pending.settle(document) == 0
    assert outgoing_pending.settle(document) == 1
    assert [one.sequence for one in sent(document)] == [7]
