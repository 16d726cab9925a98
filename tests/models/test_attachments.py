"""The store of evidence files: what lies in the folder afterwards, and what a person is told."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from gmsc_desktop import platform_files
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments
from tests.models import attachment_files as make

ROOT = Path(__file__).resolve().parents[2]
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="asks for signals and pipes of POSIX")


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "rencana"
    folder.mkdir()
    return folder


def test_a_photo_is_stored_by_its_content(plan: Path, tmp_path: Path) -> None:
    photo = make.jpeg(make.tiff(located=True))
    source = tmp_path / "IMG_0001.JPG"
    source.write_bytes(photo)
    stored = attachments.store(plan, source, "Rapat Dewan.jpg")
    sha256 = hashlib.sha256(photo).hexdigest()
    assert stored.sha256 == sha256
    assert (stored.size, stored.original_name) == (len(photo), "Rapat Dewan.jpg")
    assert files_in(plan) == [f"lampiran/{sha256[:2]}/{sha256}"]
    assert attachments.path_of(plan, sha256) == plan / "lampiran" / sha256[:2] / sha256
    with attachments.open_stored(plan, sha256) as file:
        assert file.read() == photo
    assert attachments.list_stored(plan) == [sha256]
    assert source.read_bytes() == photo


def test_the_same_content_is_stored_once(plan: Path) -> None:
    first = attachments.store(plan, io.BytesIO(b"notulen"), "a.txt")
    path = attachments.path_of(plan, first.sha256)
    before = path.stat()
    second = attachments.store(plan, io.BytesIO(b"notulen"), "b.txt")
    assert second.sha256 == first.sha256
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(files_in(plan)) == 1


def test_damage_is_noticed_and_mended_by_the_same_file(plan: Path) -> None:
    stored = attachments.store(plan, io.BytesIO(b"notulen"), "a.txt")
    path = attachments.path_of(plan, stored.sha256)
    path.write_bytes(b"notuleM")
    assert not attachments.verify(plan, stored.sha256)
    attachments.store(plan, io.BytesIO(b"notulen"), "a.txt")
    assert attachments.verify(plan, stored.sha256)
    path.unlink()
    assert not attachments.verify(plan, stored.sha256)
    with pytest.raises(UserFacingError, match="tidak ada di komputer ini") as told:
        attachments.open_stored(plan, stored.sha256)
    assert "salinan kerja" in told.value.next_step


def test_a_stream_of_unknown_length_and_progress(plan: Path) -> None:
    content = os.urandom(3_000_000)

    class Pipe(io.BytesIO):
        def seek(self, *_arguments: int) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    seen: list[tuple[int, int]] = []
    stored = attachments.store(plan, Pipe(content), "a.bin", progress=lambda done, total: seen.append((done, total)))
    assert stored.size == 3_000_000
    assert attachments.verify(plan, stored.sha256)
    assert seen[-1] == (3_000_000, 0)
    attachments.store(plan, io.BytesIO(content), "a.bin", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3_000_000, 3_000_000)
    assert [done for done, total in seen if total] == sorted(done for done, total in seen if total)


def test_cancel_leaves_nothing(plan: Path) -> None:
    cancel = threading.Event()

    def progress(_done: int, _total: int) -> None:
        cancel.set()

    with pytest.raises(UserFacingError, match="Dibatalkan"):
        attachments.store(plan, io.BytesIO(bytes(5_000_000)), "a.bin", progress=progress, cancel=cancel)
    assert files_in(plan) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\x\\foto.jpg", "foto.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\u202eb\x00\n.txt", "ab.txt"),
        ("..", "berkas tanpa nama"),
        ("", "berkas tanpa nama"),
        ("x" * 400 + ".txt", "x" * 255),
        ("CON", "CON"),
        ("Undangan é ½.txt", "Undangan é ½.txt"),
    ],
)
def test_no_name_leads_anywhere_else(plan: Path, given: str, kept: str) -> None:
    stored = attachments.store(plan, io.BytesIO(b"isi"), given)
    assert stored.original_name == kept
    assert files_in(plan.parent) == [f"rencana/lampiran/{stored.sha256[:2]}/{stored.sha256}"]


class Failing(io.BytesIO):
    """A source whose reading breaks after the first block."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 0:
            raise OSError(errno.EIO, "sector")
        return super().read(size)


def test_a_source_that_cannot_be_read_is_a_sentence(plan: Path, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"foto.jpg tidak dapat dibaca dari"):
        attachments.store(plan, Failing(bytes(200_000)), "foto.jpg")
    with pytest.raises(UserFacingError, match=r"tiada.jpg tidak ditemukan di folder"):
        attachments.store(plan, tmp_path / "tiada.jpg", "tiada.jpg")
    with pytest.raises(UserFacingError, match="rencana adalah folder, bukan berkas"):
        attachments.store(plan, plan, "rencana")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipa")
        with pytest.raises(UserFacingError, match="pipa bukan berkas biasa"):
            attachments.store(plan, tmp_path / "pipa", "pipa")
    assert files_in(plan) == []


def test_a_full_drive_is_asked_before(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, 18 * 1024 * 1024))
    with pytest.raises(UserFacingError, match=r"penuh: perlu 21 MB, tersisa 18 MB. Tidak ada yang berubah.") as told:
        attachments.store(plan, io.BytesIO(bytes(5 * 1024 * 1024)), "foto.bin")
    assert told.value.next_step == "Kosongkan ruang atau pilih tempat lain."
    assert list(plan.iterdir()) == []
    assert attachments.store(plan, io.BytesIO(bytes(1024 * 1024)), "foto.bin").size == 1024 * 1024


@pytest.mark.parametrize("where", ["fsync_file", "replace", "fsync_folder"])
def test_a_drive_that_fails_while_storing_leaves_the_store_as_it_was(
    plan: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    old = attachments.store(plan, io.BytesIO(b"lama"), "lama.txt")

    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(platform_files, where, fail)
        with pytest.raises(UserFacingError, match="penuh: "):
            attachments.store(plan, io.BytesIO(b"baru"), "baru.txt")
    assert attachments.list_stored(plan) == [old.sha256]
    assert files_in(plan) == [f"lampiran/{old.sha256[:2]}/{old.sha256}"]
    assert attachments.verify(plan, attachments.store(plan, io.BytesIO(b"baru"), "baru.txt").sha256)


LIMITED = """
import io, resource, sys
from pathlib import Path
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
try:
    attachments.store(Path(sys.argv[1]), io.BytesIO(bytes(9_000_000)), "video.bin")
except UserFacingError as error:
    print(error.sentence)
"""

KILLED = """
import io, os, signal, sys
from pathlib import Path
from gmsc_desktop.models import attachments
attachments.store(Path(sys.argv[1]), io.BytesIO(bytes(9_000_000)), "video.bin",
                  progress=lambda done, total: os.kill(os.getpid(), signal.SIGKILL) if done > 5_000_000 else None)
"""


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@POSIX_ONLY
def test_a_limit_of_the_file_system_met_on_the_way(plan: Path) -> None:
    done = run_python(LIMITED, str(plan))
    assert done.stdout.startswith("video.bin terlalu besar untuk "), done.stderr
    assert files_in(plan) == []


@POSIX_ONLY
def test_what_a_killed_process_left_is_cleared_and_nothing_else(plan: Path) -> None:
    old = attachments.store(plan, io.BytesIO(b"lama"), "lama.txt")
    assert run_python(KILLED, str(plan)).returncode == -signal.SIGKILL
    assert len(files_in(plan)) == 2
    assert attachments.list_stored(plan) == [old.sha256]
    assert attachments.clear_leftovers(plan) == 1
    assert attachments.clear_leftovers(plan) == 0
    assert files_in(plan) == [f"lampiran/{old.sha256[:2]}/{old.sha256}"]
    assert attachments.clear_leftovers(plan / "tiada") == 0


def test_an_old_leftover_under_our_own_number_is_cleared(plan: Path) -> None:
    """Numbers of processes come again: what is older than this process is not of this process."""
    (plan / "lampiran" / "tmp").mkdir(parents=True)
    left = platform_files.temporary_beside(plan / "lampiran" / "tmp" / "bukti")
    left.write_bytes(b"separuh")
    assert attachments.clear_leftovers(plan) == 0
    os.utime(left, (1_000_000, 1_000_000))
    assert attachments.clear_leftovers(plan) == 1
    assert not left.exists()


def test_the_names_are_made_durable_up_to_the_plan(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(platform_files, "fsync_folder", seen.append)
    monkeypatch.setattr("gmsc_desktop.platform_files.folders.fsync_folder", seen.append)
    path = attachments.path_of(plan, attachments.store(plan, io.BytesIO(b"isi"), "a.txt").sha256)
    assert set(seen) == {plan, plan / "lampiran", path.parent}
    assert seen[-1] == path.parent


def test_only_stored_files_are_listed(plan: Path) -> None:
    stored = [attachments.store(plan, io.BytesIO(bytes([number])), "a.bin").sha256 for number in range(5)]
    place = plan / "lampiran" / stored[0][:2]
    (place / "Thumbs.db").write_bytes(b"x")
    (place / ("0" * 64)).write_bytes(b"x")
    (plan / "lampiran" / "desktop.ini").write_bytes(b"x")
    expected = [*stored, "0" * 64] if stored[0].startswith("00") else stored
    assert attachments.list_stored(plan) == sorted(expected)
    assert attachments.list_stored(plan / "tiada") == []


@pytest.mark.parametrize("sha256", ["", "..", "a" * 63, "A" * 64, "../" + "a" * 61, "a" * 64 + "\n"])
def test_what_is_no_digest_has_no_path(plan: Path, sha256: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        attachments.path_of(plan, sha256)
