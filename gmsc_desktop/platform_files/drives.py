"""The drives of this computer: their names for people, their free space, whether they can be pulled out."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gmsc_desktop.text import _

MOUNTS = Path("/proc/mounts")
BLOCK_DEVICES = Path("/sys/class/block")
MOUNT_ROOTS = ("/media", "/run/media", "/mnt", "/Volumes")  # where systems put sticks and shared folders

_NETWORK_TYPES = frozenset(("9p", "afs", "afpfs", "ceph", "cifs", "davfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3"))
_NETWORK_FUSE_TYPES = frozenset(("davfs2", "glusterfs", "gvfsd-fuse", "rclone", "s3fs", "sshfs"))


@dataclass(frozen=True)
class Mount:
    """One line of /proc/mounts."""

    source: str
    point: str
    kind: str


def free_bytes(path: Path) -> int:
    """Bytes that this user may still write where ``path`` lies or will lie. Raises OSError when the drive is gone."""
    return shutil.disk_usage(_existing(path)).free


def drive_name(path: Path) -> str:
    """What a person calls the drive of ``path``, to stand inside a sentence: "flashdisk KINGSTON", "drive C:"."""
    if sys.platform == "win32":
        from gmsc_desktop.platform_files import windows

        root = windows.volume_root(str(path.absolute()))
        label = windows.volume_label(root)
        name = f"{root.rstrip(os.sep)} ({label})" if label else root.rstrip(os.sep)
    else:
        mount = _mount_of(path)
        name = mount.point.rstrip("/").rpartition("/")[2] if mount else ""
    if is_network(path):
        return _("drive jaringan {name}").format(name=name).strip()
    if is_removable(path):
        return _("flashdisk {name}").format(name=name).strip()
    return _("drive {name}").format(name=name) if name else _("drive komputer ini")


def is_removable(path: Path) -> bool:
    """Whether the drive of ``path`` is a stick, a card or, on Linux, any disk on USB; False where it cannot be told."""
    if sys.platform == "win32":
        from gmsc_desktop.platform_files import windows

        return windows.drive_type(windows.volume_root(str(path.absolute()))) == windows.DRIVE_REMOVABLE
    mount = _mount_of(path)
    if mount is None or not mount.source.startswith("/"):
        return False
    return _disk_is_removable(BLOCK_DEVICES / os.path.realpath(mount.source).rpartition("/")[2])


def is_network(path: Path) -> bool:
    """Whether ``path`` lies on another computer, where a live database must not be."""
    if sys.platform == "win32":
        from gmsc_desktop.platform_files import windows

        return windows.drive_type(windows.volume_root(str(path.absolute()))) == windows.DRIVE_REMOTE
    mount = _mount_of(path)
    if mount is None:
        return False
    return mount.kind in _NETWORK_TYPES or mount.kind.removeprefix("fuse.") in _NETWORK_FUSE_TYPES


def same_drive(one: Path, other: Path) -> bool | None:
    """Whether two places share a physical drive; None where the system does not tell."""
    if sys.platform == "win32":
        from gmsc_desktop.platform_files import windows

        # Two letters may be two parts of one disk, and Windows tells that to administrators alone.
        return True if _same_root(windows.volume_root, one, other) else None
    first, second = _existing(one), _existing(other)
    if first.stat().st_dev == second.stat().st_dev:
        return True
    disks = [_disks_of(place) for place in (first, second)]
    return not disks[0].isdisjoint(disks[1]) if all(disks) else None


def _same_root(root_of: Callable[[str], str], one: Path, other: Path) -> bool:
    return root_of(str(one.absolute())).casefold() == root_of(str(other.absolute())).casefold()


def _disks_of(path: Path) -> set[str]:
    """The names of the physical disks below the mount of ``path``; none where it is no disk or cannot be told."""
    mount = _mount_of(path)
    if mount is None or not mount.source.startswith("/"):
        return set()
    return _disks_below(BLOCK_DEVICES / os.path.realpath(mount.source).rpartition("/")[2])


def _disks_below(block: Path, depth: int = 0) -> set[str]:
    real = Path(os.path.realpath(block))
    if not real.exists() or depth > 4:
        return set()
    disk = real.parent if (real / "partition").exists() else real
    below = sorted((real / "slaves").iterdir()) if (real / "slaves").is_dir() else []
    return set().union(*(_disks_below(one, depth + 1) for one in below)) if below else {disk.name}


def same_place_elsewhere(path: Path) -> list[Path]:
    """Where ``path`` would lie on the other drives that can be pulled out: a stick may get another letter or name."""
    if sys.platform == "win32":
        drive, rest = os.path.splitdrive(path)
        letters = (f"{letter}:" for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        return [Path(letter + rest) for letter in letters if letter.casefold() != drive.casefold()]
    mounts = [Path(mount.point) for mount in _mounts() if mount.point.startswith(tuple(f"{r}/" for r in MOUNT_ROOTS))]
    here = next((mount for mount in mounts if path.is_relative_to(mount)), None)
    if here is None:  # not plugged in: the place of a stick is two or three folders deep
        root = next((Path(root) for root in MOUNT_ROOTS if path.is_relative_to(root)), None)
        tails = [path.relative_to(above) for above in path.parents if root is not None and root in above.parents]
        return [mount / tail for mount in mounts for tail in tails]
    return [mount / path.relative_to(here) for mount in mounts if mount != here]


def kind_of_mount(path: Path) -> str:
    """The type of the file system that holds ``path`` as /proc/mounts names it; "" where it cannot be told."""
    mount = _mount_of(path)
    return mount.kind if mount is not None else ""


def may_be_unplugged(path: Path) -> bool:
    """Whether what is missing at ``path`` may come back with a stick, a card or a network that is plugged in again."""
    if not os.path.lexists(path.absolute().anchor):  # a drive letter or a server that is not there
        return True
    try:
        if is_removable(path) or is_network(path):
            return True
    except OSError:
        return True
    return any(path.absolute().is_relative_to(root) for root in MOUNT_ROOTS)


def _existing(path: Path) -> Path:
    """``path`` or the nearest folder above it that is there."""
    candidate = path.absolute()
    while not candidate.exists() and candidate != candidate.parent:
        candidate = candidate.parent
    return candidate


def _mount_of(path: Path) -> Mount | None:
    """The mount that holds ``path``; of two at one place the later counts."""
    wanted = os.path.realpath(path) + "/"
    best: Mount | None = None
    for mount in _mounts():
        inside = wanted.startswith(mount.point.rstrip("/") + "/")
        if inside and (best is None or len(mount.point) >= len(best.point)):
            best = mount
    return best


def _mounts() -> list[Mount]:
    try:
        lines = MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
    fields = (line.split(" ") for line in lines)
    return [Mount(_unescaped(field[0]), _unescaped(field[1]), field[2]) for field in fields if len(field) >= 3]


def _unescaped(text: str) -> str:
    """Spaces and the like stand as octal numbers, proc(5)."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _disk_is_removable(block: Path, depth: int = 0) -> bool:
    """Ask the disk behind a partition, and the disks behind an encrypted or joined one."""
    real = Path(os.path.realpath(block))
    disk = real.parent if (real / "partition").exists() else real
    below = sorted((real / "slaves").iterdir()) if (real / "slaves").is_dir() else []
    if below and depth < 4:
        return any(_disk_is_removable(one, depth + 1) for one in below)
    on_usb = any(part.startswith("usb") for part in disk.parts)
    return _word(disk / "removable") == "1" or on_usb or _word(disk / "device" / "type") == "SD"


def _word(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace").strip()
    except OSError:
        return ""
