"""Drives, file names, limits and processes: what the program learns from the system and what a person is told."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from gmsc_desktop import platform_files
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.platform_files import drives, windows

ROOT = Path(__file__).resolve().parent.parent
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="asks for signals and resource limits of POSIX")


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


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
def test_a_full_stick_is_named_with_what_is_needed_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = make_mount(tmp_path, monkeypatch, "KINGSTON", "vfat", "sdz1", removable="1")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, 112 * 1024 * 1024 + 5))
    with pytest.raises(UserFacingError) as told:
        platform_files.write_atomically(stick / "paket.zip", lambda file: None, size=286 * 1024 * 1024)
    assert told.value.sentence == ("Flashdisk KINGSTON penuh: perlu 286 MB, tersisa 112 MB. Tidak ada yang berubah.")
    assert told.value.next_step == "Kosongkan ruang atau pilih tempat lain."
    assert list(stick.iterdir()) == []


@POSIX_ONLY
def test_a_stick_is_known_by_its_name_and_can_be_pulled_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = make_mount(tmp_path, monkeypatch, "DATA DINAS", "vfat", "sdz1", removable="1")
    assert platform_files.is_removable(stick / "belum" / "ada.zip")
    assert platform_files.drive_name(stick / "ada.zip") == "flashdisk DATA DINAS"
    assert not platform_files.is_network(stick)
    assert not platform_files.is_removable(tmp_path)
    assert platform_files.drive_name(tmp_path) == "drive komputer ini"


@POSIX_ONLY
def test_what_is_missing_is_told_by_where_it_should_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = make_mount(tmp_path, monkeypatch, "KINGSTON", "vfat", "sdz1", removable="1")
    missing = FileNotFoundError(errno.ENOENT, "tidak ada")
    pulled_out = Path("/media/dinas/KINGSTON/x.zip")  # its folder went with the stick
    for path in (stick / "x.zip", pulled_out):
        told = platform_files.reading_error(missing, path)
        assert told.sentence == "x.zip tidak ditemukan lagi di tempatnya. Tidak ada yang berubah."
        assert told.next_step.startswith("Pasang kembali flashdisk")
    told = platform_files.reading_error(missing, tmp_path / "x.zip")
    assert told.sentence == f"x.zip tidak ditemukan di folder {tmp_path}. Tidak ada yang berubah."
    assert "flashdisk" not in told.next_step


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
