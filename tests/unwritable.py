"""A folder that really cannot be written, and what lies in it, to see that nothing changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Nothing in ``folder`` can be written; for root, who may write everywhere, it is mounted for reading alone."""
    if sys.platform == "win32":
        pytest.skip("Windows keeps no permission bits on folders")
    if os.geteuid() != 0:
        before = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
        for path, mode in before.items():
            path.chmod(mode & ~0o222)
        try:
            yield
        finally:
            for path, mode in before.items():
                path.chmod(mode)
        return
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode:
        pytest.skip("root here may not mount, and permission bits do not hold root")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], capture_output=True, check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", folder], capture_output=True, check=True)


def lying_in(folder: Path) -> dict[str, tuple[int, str]]:
    """Every name below a folder with the time of its last change and the SHA-256 of its bytes."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }
