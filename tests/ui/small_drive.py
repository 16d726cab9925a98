"""A drive of a few MB, for tests in which it is full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


class Drive:
    """A drive of a few MB with a file that takes the rest of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.filler = folder / "isi lain"

    def fill(self) -> None:
        with self.filler.open("ab", buffering=0) as file:
            for size in (65_536, 4096, 1):
                with suppress(OSError):
                    while file.write(b"x" * size):
                        pass

    def empty(self) -> None:
        self.filler.unlink()


@contextmanager
def small_drive(folder: Path, megabytes: int = 40) -> Iterator[Drive]:
    """A drive in a folder; the test is skipped where nobody may mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("whoever runs this may not mount")
    try:
        yield Drive(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
