"""Files that leave and private folders: what is on the disk afterwards, and what a person is told."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from gmsc_desktop import platform_files
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.platform_files import durable

ROOT = Path(__file__).resolve().parent.parent
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="asks for signals and resource limits of POSIX")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def writes(content: bytes) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        file.write(content)

    return write


def fails_after(content: bytes, error: BaseException) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        file.write(content)
        file.flush()
        raise error

    return write


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_new_file_and_an_old_one_hold_what_was_written(tmp_path: Path) -> None:
    target = tmp_path / "rencana induk.zip"
    platform_files.write_atomically(target, writes(b"pertama"))
    assert target.read_bytes() == b"pertama"
    platform_files.write_atomically(target, writes(b"kedua" * 400_000), read_back=True)
    assert target.read_bytes() == b"kedua" * 400_000
    assert names_in(tmp_path) == ["rencana induk.zip"]


def test_a_writer_that_goes_back_is_read_back_too(tmp_path: Path) -> None:
    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as archive:  # goes back to each member's header
            archive.writestr("isi.txt", "isi")
            with archive.open("besar.bin", "w") as member:
                member.write(bytes(3_000_000))

    target = tmp_path / "paket.zip"
    platform_files.write_atomically(target, write)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["isi.txt", "besar.bin"]


def test_what_the_drive_changed_is_noticed_and_the_old_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "paket.zip"
    target.write_bytes(b"lama")

    def write(file: BinaryIO) -> None:
        file.write(b"isi yang benar")
        file.flush()
        os.pwrite(file.fileno(), b"X", 3)  # behind the back of the one who writes, as a bad stick does

    with pytest.raises(UserFacingError, match=r"tidak sama dengan yang ditulis. Tidak ada yang berubah") as told:
        platform_files.write_atomically(target, write)
    assert "Pilih tempat lain" in told.value.next_step
    assert target.read_bytes() == b"lama"
    assert names_in(tmp_path) == ["paket.zip"]


def test_the_check_sees_the_whole_file_before_it_takes_the_place(tmp_path: Path) -> None:
    target = tmp_path / "paket.zip"
    target.write_bytes(b"lama")
    seen: list[tuple[bytes, bytes, Path]] = []

    def look(temporary: Path) -> None:
        seen.append((temporary.read_bytes(), target.read_bytes(), temporary.parent))

    platform_files.write_atomically(target, writes(b"baru"), verify=look)
    assert seen == [(b"baru", b"lama", tmp_path)]

    def refuse(_temporary: Path) -> None:
        raise UserFacingError("Segel paket tidak cocok.")

    with pytest.raises(UserFacingError, match="Segel paket tidak cocok"):
        platform_files.write_atomically(target, writes(b"salah"), verify=refuse)
    assert target.read_bytes() == b"baru"
    assert names_in(tmp_path) == ["paket.zip"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "penuh: perlu lebih dari 2 MB, tersisa "),
        (errno.EDQUOT, "penuh: perlu lebih dari 2 MB, tersisa "),
        (errno.EACCES, "tidak mengizinkan Anda menulis"),
        (errno.EROFS, "hanya dapat dibaca"),
        (errno.ENODEV, "tidak tersambung lagi"),
        (errno.EIO, "tidak dapat menyimpan paket.zip dengan benar"),
        (errno.EFBIG, "terlalu besar"),
        (errno.ESTALE, "terputus"),
        (errno.ENAMETOOLONG, "Nama paket.zip tidak diterima"),
        (errno.ELOOP, "kode ELOOP"),
    ],
)
def test_an_error_of_the_drive_is_a_sentence_and_nothing_changes(tmp_path: Path, number: int, words: str) -> None:
    target = tmp_path / "paket.zip"
    target.write_bytes(b"lama")
    error = OSError(number, os.strerror(number))
    with pytest.raises(UserFacingError) as told:
        platform_files.write_atomically(target, fails_after(bytes(1_500_000), error))
    assert words in told.value.sentence
    assert told.value.sentence.endswith("Tidak ada yang berubah.")
    assert told.value.sentence.startswith(("Drive ", "Flashdisk ", "Sambungan ke ", "paket.zip ", "Nama paket.zip "))
    assert told.value.next_step.endswith(".")
    assert target.read_bytes() == b"lama"
    assert names_in(tmp_path) == ["paket.zip"]


def test_a_size_that_no_drive_has_is_refused_before_the_first_byte(tmp_path: Path) -> None:
    asked: list[int] = []
    with pytest.raises(UserFacingError, match=r"perlu 953.674.316.407 MB, tersisa "):
        platform_files.write_atomically(tmp_path / "x.zip", lambda _file: asked.append(1), size=10**18)
    assert asked == []


def test_other_exceptions_pass_through_and_leave_nothing(tmp_path: Path) -> None:
    for error in (ValueError("cacat"), KeyboardInterrupt()):
        with pytest.raises(type(error)):
            platform_files.write_atomically(tmp_path / "x.zip", fails_after(b"sebagian", error))
    assert names_in(tmp_path) == []


def test_a_missing_folder_and_a_missing_source_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="Folder tiada tidak ditemukan"):
        platform_files.write_atomically(tmp_path / "tiada" / "x.zip", writes(b"x"))

    def copies(file: BinaryIO) -> None:
        file.write((tmp_path / "lain" / "foto.jpg").read_bytes())

    with pytest.raises(UserFacingError, match=r"foto.jpg tidak ditemukan: folder .*lain tidak ada"):
        platform_files.write_atomically(tmp_path / "x.zip", copies)
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserFacingError, match="folder sudah ada sebagai folder"):
        platform_files.write_atomically(tmp_path / "folder", writes(b"x"))
    assert names_in(tmp_path) == ["folder"]


def test_an_unsure_folder_is_told_without_claiming_that_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsure(_folder: Path) -> None:
        raise OSError(errno.EIO, "folder")

    monkeypatch.setattr(durable, "fsync_folder", unsure)
    with pytest.raises(UserFacingError, match="tidak memastikan bahwa berkas itu tersimpan") as told:
        platform_files.write_atomically(tmp_path / "x.zip", writes(b"x"))
    assert "Tidak ada yang berubah" not in told.value.sentence
    assert (tmp_path / "x.zip").read_bytes() == b"x"


LIMITED = """
import resource, sys
from pathlib import Path
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.platform_files import write_atomically
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
def write(file):
    for _ in range(300):
        file.write(bytes(10_000))
try:
    write_atomically(Path(sys.argv[1]), write)
except UserFacingError as error:
    print(error.sentence, error.next_step)
"""


@POSIX_ONLY
def test_a_limit_of_the_file_system_met_while_writing(tmp_path: Path) -> None:
    target = tmp_path / "besar.zip"
    target.write_bytes(b"lama")
    done = run_python(LIMITED, str(target))
    assert "besar.zip terlalu besar untuk" in done.stdout, done.stderr
    assert "FAT32" in done.stdout
    assert target.read_bytes() == b"lama"
    assert names_in(tmp_path) == ["besar.zip"]


KILLED = """
import os, signal, sys
from pathlib import Path
from gmsc_desktop.platform_files import write_atomically
def write(file):
    file.write(bytes(2_000_000))
    file.flush()
    print("\\n".join(os.listdir(Path(sys.argv[1]).parent)))
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path(sys.argv[1]), write)
"""


@POSIX_ONLY
def test_a_kill_leaves_the_old_file_and_the_next_write_sweeps(tmp_path: Path) -> None:
    target = tmp_path / "paket.zip"
    target.write_bytes(b"lama")
    done = run_python(KILLED, str(target))
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(done.stdout.split()) == 2
    assert target.read_bytes() == b"lama"
    assert len(names_in(tmp_path)) == 2
    platform_files.write_atomically(tmp_path / "lain.zip", writes(b"lain"))
    assert names_in(tmp_path) == ["lain.zip", "paket.zip"]


def test_sweeping_takes_nothing_that_is_in_use_or_of_another_computer(tmp_path: Path) -> None:
    ours = platform_files.temporary_beside(tmp_path / "a.zip")
    theirs = tmp_path / ".~a.zip.00000000-4194304-0badcafe.tmp"
    person = tmp_path / "~catatan.tmp"
    for path in (ours, theirs, person):
        path.write_bytes(b"x")
    assert platform_files.clear_leftovers(tmp_path) == 0
    assert platform_files.clear_leftovers(tmp_path, ours_alone=True) == 0
    os.utime(ours, (1, 1))
    assert platform_files.clear_leftovers(tmp_path, ours_alone=True) == 1
    assert not ours.exists()
    assert theirs.exists()
    assert person.exists()
    assert platform_files.clear_leftovers(tmp_path / "tiada") == 0


def test_a_temporary_name_is_never_too_long(tmp_path: Path) -> None:
    target = tmp_path / ("é" * 120 + ".zip")
    platform_files.write_atomically(target, writes(b"x"))
    assert target.read_bytes() == b"x"


def test_replace_and_fsync_work_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    platform_files.fsync_file(tmp_path / "a")
    with (tmp_path / "b").open("rb+") as file:
        platform_files.fsync_file(file.fileno())
    platform_files.replace(tmp_path / "a", tmp_path / "b")
    platform_files.fsync_folder(tmp_path)
    assert (tmp_path / "b").read_bytes() == b"a"
    with pytest.raises(FileNotFoundError):
        platform_files.fsync_file(tmp_path / "a")


def test_a_file_that_a_scanner_holds_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error that Windows gives is made by hand; that Windows lets go in time is not tried here."""
    (tmp_path / "a").write_bytes(b"a")
    held = [3]
    really = Path.replace

    def replace(source: Path, target: Path) -> Path:
        if held[0]:
            held[0] -= 1
            error = PermissionError(errno.EACCES, "held")
            error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
            raise error
        return really(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    platform_files.replace(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"a"
    held[0] = 10**9
    monkeypatch.setattr(durable, "_PATIENCE_SECONDS", 0.05)
    with pytest.raises(PermissionError):
        platform_files.replace(tmp_path / "b", tmp_path / "a")


def test_a_private_folder_is_fresh_ours_and_removable(tmp_path: Path) -> None:
    folder = platform_files.make_private_folder(tmp_path / "sementara")
    assert names_in(folder) == []
    assert folder.stat().st_mode & 0o777 == 0o700 or sys.platform == "win32"
    (folder / "dalam" / "lagi").mkdir(parents=True)
    (folder / "dalam" / "lagi" / "x").write_bytes(b"x")
    (tmp_path / "luar").write_bytes(b"tetap")
    (folder / "tautan").symlink_to(tmp_path / "luar")
    (folder / "dalam" / "lagi").chmod(0)
    (folder / "dalam").chmod(0)
    platform_files.remove_folder(folder)
    assert not folder.exists()
    assert (tmp_path / "luar").read_bytes() == b"tetap"
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    platform_files.remove_folder(folder)


def test_what_cannot_be_removed_leaves_the_folder_around_it_as_it_was(tmp_path: Path) -> None:
    around = tmp_path / "Dokumen"
    (around / "sementara").mkdir(parents=True)
    around.chmod(0o555)
    platform_files.remove_folder(around / "sementara")
    assert around.stat().st_mode & 0o777 == 0o555
    around.chmod(0o755)


@POSIX_ONLY
def test_private_folders_of_killed_processes_go(tmp_path: Path) -> None:
    code = "import os,sys; from gmsc_desktop.platform_files import *; from pathlib import Path\n"
    code += "(make_private_folder(Path(sys.argv[1])) / 'x').write_bytes(b'x'); os.kill(os.getpid(), 9)"
    assert run_python(code, str(tmp_path)).returncode == -signal.SIGKILL
    left = names_in(tmp_path)
    folder = platform_files.make_private_folder(tmp_path)
    assert len(left) == 1
    assert names_in(tmp_path) == [folder.name]
