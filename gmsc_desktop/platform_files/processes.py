"""This process and others: limits, who lives, and the names of computer and person for locks and the history."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import sys
import time
from pathlib import Path

_STARTED = time.time()


def started_at() -> float:
    """When this process began to use files, in seconds since 1970: what is older was left by another."""
    return _STARTED


def limit_this_process(memory_bytes: int, cpu_seconds: int) -> None:
    """Bind this process for the rest of its life: address space, processor time, no core dump, few open files.

    Going over the memory raises ``MemoryError``, over the time ends the process. On Windows it cannot start others.
    """
    if sys.platform == "win32":
        from gmsc_desktop.platform_files import windows

        windows.limit_this_process(memory_bytes, cpu_seconds)
    else:
        import resource

        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_NOFILE, 256)
        _lower(resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)  # a signal that says why, then the end
        _lower(resource.RLIMIT_AS, memory_bytes)


def _lower(limit: int, wanted: int, at_most: int | None = None) -> None:
    """Set a soft limit and, where it differs, a hard one; limits that are already lower stay."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(limit)[1]
        most = wanted if at_most is None else at_most
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (min(wanted, most), most))


def process_is_alive(pid: int) -> bool:
    """Whether a process with this number runs on this computer now, whoever owns it; numbers are used again in time."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        from gmsc_desktop.platform_files import windows

        return windows.process_is_alive(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    except OverflowError:
        return False
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """A process that has ended and waits for its parent to ask; only Linux tells."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[:1] == ["Z"]


def memory_bytes() -> tuple[int, int] | None:
    """The memory of this computer, and what of it is free for programs now; None where the system does not tell."""
    if sys.platform == "win32":
        from gmsc_desktop.platform_files import windows

        return windows.memory_bytes()
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        told = {name: int(rest.split()[0]) * 1024 for name, _colon, rest in (line.partition(":") for line in lines)}
        return told["MemTotal"], told["MemAvailable"]
    except (OSError, ValueError, KeyError, IndexError):
        return None


def system_name() -> str:
    """The operating system with its version and the kind of processor, without the computer's name."""
    name = f"{platform.system()} {platform.release()}"
    if sys.platform == "win32":
        name = f"Windows {platform.release()} {platform.version()} {platform.win32_edition() or ''}".strip()
    else:
        with contextlib.suppress(OSError):
            name = f"{platform.freedesktop_os_release().get('PRETTY_NAME', '')}, {name}".strip(", ")
    return f"{name} {platform.machine()}"


def computer_name() -> str:
    """The name that the computer's owner sees; for locks and the history."""
    return os.environ.get("COMPUTERNAME", "") or platform.node() or "komputer-ini"


def user_name() -> str:
    """The name that the person has signed in with."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "pengguna"
