"""The calls to Windows itself, each with its types; nothing but this package imports it, and only on Windows.

The structures are built from fixed-width types, so that their sizes can be tested on any system.
"""

from __future__ import annotations

import ctypes
import sys


class IoCounters(ctypes.Structure):
    """IO_COUNTERS."""

    _fields_ = [(f"field{number}", ctypes.c_uint64) for number in range(6)]


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION; times are in units of 100 ns."""

    _fields_ = [
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", IoCounters),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


class MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX."""

    _fields_ = [
        ("dwLength", ctypes.c_uint32),
        ("dwMemoryLoad", ctypes.c_uint32),
        ("ullTotalPhys", ctypes.c_uint64),
        ("ullAvailPhys", ctypes.c_uint64),
        *((f"ullOther{number}", ctypes.c_uint64) for number in range(5)),
    ]


EXTENDED_LIMIT_INFORMATION = 9
LIMIT_PROCESS_TIME = 0x2
LIMIT_ACTIVE_PROCESS = 0x8
LIMIT_PROCESS_MEMORY = 0x100
LIMIT_DIE_ON_UNHANDLED_EXCEPTION = 0x400  # else Windows shows a box that waits for a person

DRIVE_REMOVABLE = 2
DRIVE_REMOTE = 4


def limits_of(memory_bytes: int, cpu_seconds: int) -> ExtendedLimits:
    """What the Job Object is given: memory, processor time, one process."""
    limits = ExtendedLimits()
    basic = limits.BasicLimitInformation
    basic.LimitFlags = (
        LIMIT_PROCESS_TIME | LIMIT_ACTIVE_PROCESS | LIMIT_PROCESS_MEMORY | LIMIT_DIE_ON_UNHANDLED_EXCEPTION
    )
    basic.PerProcessUserTimeLimit = cpu_seconds * 10_000_000
    basic.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = memory_bytes
    return limits


if sys.platform == "win32":
    import msvcrt
    import os
    from ctypes import wintypes

    _ERROR_ACCESS_DENIED = 5
    _WAIT_TIMEOUT = 258
    _SYNCHRONIZE = 0x0010_0000
    _GENERIC_READ = 0x8000_0000
    _SHARE_ALL = 0x7
    _OPEN_EXISTING = 3
    _NO_BUFFERING_SEQUENTIAL = 0x2000_0000 | 0x0800_0000
    _INVALID_HANDLE = ctypes.c_void_p(-1).value
    _PATH_LETTERS = 32_768

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.CreateJobObjectW.argtypes = [ctypes.c_void_p, wintypes.LPCWSTR]
    _kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
    _kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.OpenProcess.restype = wintypes.HANDLE
    _kernel.OpenProcess.argtypes = [wintypes.DWORD, wintypes.BOOL, wintypes.DWORD]
    _kernel.WaitForSingleObject.restype = wintypes.DWORD
    _kernel.WaitForSingleObject.argtypes = [wintypes.HANDLE, wintypes.DWORD]
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]
    _kernel.GlobalMemoryStatusEx.argtypes = [ctypes.c_void_p]
    _kernel.GetDriveTypeW.restype = wintypes.UINT
    _kernel.GetDriveTypeW.argtypes = [wintypes.LPCWSTR]
    _kernel.GetVolumePathNameW.argtypes = [wintypes.LPCWSTR, wintypes.LPWSTR, wintypes.DWORD]
    _kernel.GetVolumeInformationW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.LPWSTR,
        wintypes.DWORD,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_void_p,
        wintypes.LPWSTR,
        wintypes.DWORD,
    ]
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CreateFileW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    ]
    # The job lives as long as a handle to it or a process in it; both end with this process.
    _job: list[int] = []

    def limit_this_process(memory_bytes: int, cpu_seconds: int) -> None:
        """Put this process into a Job Object of its own; jobs nest since Windows 8. Raises OSError."""
        job = _kernel.CreateJobObjectW(None, None)
        if not job:
            raise ctypes.WinError(ctypes.get_last_error())
        _job.append(job)
        limits = limits_of(memory_bytes, cpu_seconds)
        size = ctypes.sizeof(limits)
        if not _kernel.SetInformationJobObject(job, EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), size):
            raise ctypes.WinError(ctypes.get_last_error())
        if not _kernel.AssignProcessToJobObject(job, _kernel.GetCurrentProcess()):
            raise ctypes.WinError(ctypes.get_last_error())

    def memory_bytes() -> tuple[int, int] | None:
        """The memory of this computer, and what of it is free now."""
        status = MemoryStatus()
        status.dwLength = ctypes.sizeof(status)
        asked = _kernel.GlobalMemoryStatusEx(ctypes.byref(status))
        return (int(status.ullTotalPhys), int(status.ullAvailPhys)) if asked else None

    def process_is_alive(pid: int) -> bool:
        """Whether the process runs; one that may not be asked runs."""
        handle = _kernel.OpenProcess(_SYNCHRONIZE, False, pid)
        if not handle:
            return ctypes.get_last_error() == _ERROR_ACCESS_DENIED
        try:
            return bool(_kernel.WaitForSingleObject(handle, 0) == _WAIT_TIMEOUT)
        finally:
            _kernel.CloseHandle(handle)

    def volume_root(path: str) -> str:
        r"""The root of the volume that holds ``path``: ``E:\``, ``\\server\folder\``, or a mounted folder."""
        found = ctypes.create_unicode_buffer(_PATH_LETTERS)
        if _kernel.GetVolumePathNameW(path, found, _PATH_LETTERS):
            return found.value
        return os.path.splitdrive(path)[0] + "\\"

    def drive_type(root: str) -> int:
        """``DRIVE_REMOVABLE``, ``DRIVE_REMOTE`` or another number of GetDriveTypeW."""
        return int(_kernel.GetDriveTypeW(root))

    def sync_roots() -> list[tuple[str, str]]:
        r"""Service and folder of every program that keeps files both here and elsewhere.

        Such programs register in ``SyncRootManager`` (learn.microsoft.com: "Integrate a Cloud Storage Provider"): a key
        ``Service!SID!Account`` with the folder as the value of the person's SID in ``UserSyncRoots``.
        """
        import winreg

        place = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
        found: list[tuple[str, str]] = []
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as roots:
                names = [winreg.EnumKey(roots, number) for number in range(winreg.QueryInfoKey(roots)[0])]
            for name in names:
                with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{place}\{name}\UserSyncRoots") as folders:
                    for number in range(winreg.QueryInfoKey(folders)[1]):
                        folder = winreg.EnumValue(folders, number)[1]
                        if isinstance(folder, str) and folder:
                            found.append((name.partition("!")[0], folder))
        except OSError:  # no such program, or a key that went meanwhile
            return found
        return found

    def volume_label(root: str) -> str:
        """The name that a person gave to the volume; empty where there is none or it cannot be asked."""
        label = ctypes.create_unicode_buffer(261)
        asked = _kernel.GetVolumeInformationW(root, label, 261, None, None, None, None, 0)
        return label.value if asked else ""

    def open_unbuffered(path: str) -> int:
        """A file descriptor that reads past the cache; reads are whole sectors into aligned memory. OSError."""
        handle = _kernel.CreateFileW(
            path, _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NO_BUFFERING_SEQUENTIAL, None
        )
        if handle == _INVALID_HANDLE:
            raise ctypes.WinError(ctypes.get_last_error())
        return msvcrt.open_osfhandle(handle, os.O_RDONLY | os.O_BINARY)
