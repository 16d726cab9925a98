"""Files that leave, drives, names, limits: what is on the disk afterwards and what a person is told."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from gmsc_desktop import platform_files
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.platform_files import drives, durable, windows

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


# ---- writing ---------------------------------------------------------------------------------------------------------


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


def test_a_full_stick_is_named_with_what_is_needed_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = make_mount(tmp_path, monkeypatch, "KINGSTON", "vfat", "sdz1", removable="1")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, 112 * 1024 * 1024 + 5))
    with pytest.raises(UserFacingError) as told:
        platform_files.write_atomically(stick / "paket.zip", writes(b"tidak sampai"), size=286 * 1024 * 1024)
    assert told.value.sentence == ("Flashdisk KINGSTON penuh: perlu 286 MB, tersisa 112 MB. Tidak ada yang berubah.")
    assert told.value.next_step == "Kosongkan ruang atau pilih tempat lain."
    assert names_in(stick) == []


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

    with pytest.raises(UserFacingError, match=r"foto.jpg tidak ditemukan lagi"):
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


# ---- private folders -------------------------------------------------------------------------------------------------


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


@POSIX_ONLY
def test_private_folders_of_killed_processes_go(tmp_path: Path) -> None:
    code = "import os,sys; from gmsc_desktop.platform_files import *; from pathlib import Path\n"
    code += "(make_private_folder(Path(sys.argv[1])) / 'x').write_bytes(b'x'); os.kill(os.getpid(), 9)"
    assert run_python(code, str(tmp_path)).returncode == -signal.SIGKILL
    left = names_in(tmp_path)
    folder = platform_files.make_private_folder(tmp_path)
    assert len(left) == 1
    assert names_in(tmp_path) == [folder.name]


# ---- drives ----------------------------------------------------------------------------------------------------------


def make_mount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str, device: str, *, removable: str
) -> Path:
    """A folder that /proc/mounts and /sys, as they would look, call a mounted drive."""
    point = tmp_path / "media" / name
    point.mkdir(parents=True)
    disk = tmp_path / "sys" / "devices" / device[:3]
    (disk / device).mkdir(parents=True)
    (disk / "removable").write_text(removable + "\n")
    (disk / device / "partition").write_text("1\n")
    blocks = tmp_path / "sys" / "class"
    blocks.mkdir()
    (blocks / device).symlink_to(disk / device)
    escaped = str(point).replace(" ", "\\040")
    source = device if "/" in device else f"/dev/{device}"
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/root / ext4 rw 0 0\nx\n{source} {escaped} {kind} rw 0 0\n")
    monkeypatch.setattr(drives, "MOUNTS", mounts)
    monkeypatch.setattr(drives, "BLOCK_DEVICES", blocks)
    return point


@POSIX_ONLY
def test_a_stick_is_known_by_its_name_and_can_be_pulled_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = make_mount(tmp_path, monkeypatch, "DATA DINAS", "vfat", "sdz1", removable="1")
    assert platform_files.is_removable(stick / "belum" / "ada.zip")
    assert platform_files.drive_name(stick / "ada.zip") == "flashdisk DATA DINAS"
    assert not platform_files.is_network(stick)
    assert not platform_files.is_removable(tmp_path)
    assert platform_files.drive_name(tmp_path) == "drive komputer ini"


@POSIX_ONLY
def test_a_fixed_disk_and_a_shared_folder_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = make_mount(tmp_path, monkeypatch, "DATA", "ext4", "sdz1", removable="0")
    assert not platform_files.is_removable(disk)
    assert platform_files.drive_name(disk) == "drive DATA"
    for kind in ("cifs", "nfs4", "fuse.sshfs"):
        (tmp_path / "mounts").write_text(f"/dev/root / ext4 rw 0 0\n//server/bersama {disk} {kind} rw 0 0\n")
        assert platform_files.is_network(disk / "x.zip")
        assert platform_files.drive_name(disk) == "drive jaringan DATA"
        assert not platform_files.is_removable(disk)


@POSIX_ONLY
def test_a_disk_on_usb_and_an_encrypted_stick_can_be_pulled_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = make_mount(tmp_path, monkeypatch, "KUNCI", "ext4", "sdz1", removable="1")
    mapped = tmp_path / "sys" / "class" / "dm-7"
    (mapped / "slaves").mkdir(parents=True)
    (mapped / "slaves" / "sdz1").symlink_to(tmp_path / "sys" / "devices" / "sdz" / "sdz1")
    (tmp_path / "mounts").write_text(f"/dev/dm-7 {point} ext4 rw 0 0\n")
    assert platform_files.is_removable(point)
    on_usb = tmp_path / "sys" / "devices" / "usb2" / "sdy"
    on_usb.mkdir(parents=True)
    (on_usb / "removable").write_text("0\n")
    (tmp_path / "sys" / "class" / "sdy").symlink_to(on_usb)
    (tmp_path / "mounts").write_text(f"/dev/sdy {point} ext4 rw 0 0\n")
    assert platform_files.is_removable(point)
    (tmp_path / "mounts").unlink()
    assert not platform_files.is_removable(point)
    assert platform_files.drive_name(point) == "drive komputer ini"


def test_the_drives_of_this_computer_can_be_asked(tmp_path: Path) -> None:
    assert platform_files.free_bytes(tmp_path / "belum" / "ada") == pytest.approx(
        shutil.disk_usage(tmp_path).free, abs=2**30
    )
    assert platform_files.drive_name(tmp_path)
    assert isinstance(platform_files.is_removable(tmp_path), bool)
    assert isinstance(platform_files.is_network(tmp_path), bool)
    assert platform_files.megabytes(1) == "1"
    assert platform_files.megabytes(1286 * 1024 * 1024) == "1.286"


# ---- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rencana Induk Kab. Luwu 2025–2029.pdf", "Rencana Induk Kab. Luwu 2025-2029.pdf"),
        ("Pelayanan “Sang Sultan” / RSUD", "Pelayanan -Sang Sultan- - RSUD"),
        ("Café Desa", "Cafe Desa"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\con", "C-Windows-con"),
        ("con", "_con"),
        ("COM¹.txt", "_COM1.txt"),
        ("aux .zip", "_aux .zip"),
        ("akhir titik. . .", "akhir titik"),
        ("-rf", "rf"),
        (".~sembunyi", "sembunyi"),
        ("a\x00b\n\u202egpj.exe", "a-b -gpj.exe"),
        ("", "tanpa-nama"),
        ("…", "tanpa-nama"),
        ("東京", "tanpa-nama"),
    ],
)
def test_names_for_people_are_safe_everywhere(text: str, name: str) -> None:
    assert platform_files.safe_file_name(text) == name


def test_a_long_name_keeps_its_extension() -> None:
    name = platform_files.safe_file_name("panjang " * 40 + ".docx")
    assert len(name) <= 120
    assert name.endswith("panjang.docx") or name.endswith(".docx")
    assert len(platform_files.safe_file_name("x" * 500)) == 120
    assert platform_files.safe_file_name("x" * 500 + ".tar", limit=10) == "xxxxxx.tar"


# ---- processes -------------------------------------------------------------------------------------------------------


@POSIX_ONLY
def test_a_limited_process_gets_no_more_memory_time_or_core() -> None:
    code = "import resource; from gmsc_desktop.platform_files import limit_this_process\n"
    code += "limit_this_process(400_000_000, 1)\n"
    greedy = code + "try:\n    bytearray(500_000_000)\nexcept MemoryError:\n    print('habis')\n"
    greedy += "print(resource.getrlimit(resource.RLIMIT_CORE)[0], resource.getrlimit(resource.RLIMIT_NOFILE)[0] <= 256)"
    done = run_python(greedy)
    assert done.stdout.split() == ["habis", "0", "True"], done.stderr
    assert run_python(code + "while True: pass").returncode == -signal.SIGXCPU
    looser = code + "limit_this_process(10**12, 1000)\nprint(resource.getrlimit(resource.RLIMIT_AS)[1])"
    assert run_python(looser).stdout.split() == ["400000000"]


def test_living_and_dead_processes() -> None:
    assert platform_files.process_is_alive(os.getpid())
    assert platform_files.process_is_alive(1) or sys.platform == "win32"
    for nobody in (0, -1, -os.getpid(), 2**40):
        assert not platform_files.process_is_alive(nobody)
    child = subprocess.Popen([sys.executable, "-c", ""])
    if sys.platform != "win32":
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert not platform_files.process_is_alive(child.pid)
    child.wait(60)
    assert not platform_files.process_is_alive(child.pid)


def test_person_and_computer_have_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "bappeda")
    monkeypatch.setenv("COMPUTERNAME", "PC-RENBANG")
    assert platform_files.user_name() == "bappeda"
    assert platform_files.computer_name() == "PC-RENBANG"
    monkeypatch.delenv("COMPUTERNAME")
    assert platform_files.computer_name()


@pytest.mark.skipif(sys.maxsize < 2**32, reason="sizes of 64-bit Windows")
def test_the_structures_for_windows_have_the_sizes_of_its_headers() -> None:
    limits = windows.limits_of(256 * 1024 * 1024, 30)
    as_bytes = bytes(io.BytesIO(limits).getbuffer())  # type: ignore[arg-type, unused-ignore]
    assert len(as_bytes) == 144
    assert int.from_bytes(as_bytes[0:8], "little") == 300_000_000
    assert int.from_bytes(as_bytes[16:20], "little") == 0x2 | 0x8 | 0x100 | 0x400
    assert int.from_bytes(as_bytes[40:44], "little") == 1
    assert int.from_bytes(as_bytes[112:120], "little") == 256 * 1024 * 1024
