"""A door between SQLite and its files: the library that ``sqlite3`` itself uses, with our functions before its own.

SQLite's file functions stand in tables of C functions (https://www.sqlite.org/c3ref/vfs.html). The tables are copied,
a few of the copies' entries lead here first, and everything else stays the system's.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import sys
from collections.abc import Callable
from ctypes import POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, string_at
from typing import Any, Protocol

OK, IOERR, FULL = 0, 10, 13
READ, WRITE, FSYNC, TRUNCATE, DELETE = 266, 778, 1034, 1546, 2570  # extended codes of SQLITE_IOERR
CANTOPEN = 14
_CREATE, _MAIN_DATABASE, _JOURNALS = 0x4, 0x100, 0x800 | 0x80000


class Guard(Protocol):
    """Who is asked before anything is done to a file, and told afterwards. ``before`` raises OSError or kills."""

    def watches(self, path: str) -> bool: ...

    def before(
        self, kind: str, path: str, offset: int = 0, data: bytes = b"", half: Callable[[], object] | None = None
    ) -> None: ...

    def after(self, kind: str, path: str, offset: int = 0, data: bytes = b"") -> None: ...


_OPEN = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = ctypes.CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_ON_FILE = ctypes.CFUNCTYPE(c_int, c_void_p)
_BYTES = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_SIZE = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
_FLAG = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        *((f"other{number}", c_void_p) for number in range(14)),  # xAccess to xNextSystemCall of version 3
    ]


class _Methods(Structure):
    _fields_ = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        *((f"other{number}", c_void_p) for number in range(13)),  # xFileSize to xUnfetch of version 3
    ]


def _library() -> Any:
    """The library that this interpreter's ``sqlite3`` is bound to; AttributeError where its names are hidden."""
    found = ctypes.CDLL("sqlite3.dll" if sys.platform == "win32" else getattr(_sqlite3, "__file__", None))
    found.sqlite3_vfs_find.restype = POINTER(_Vfs)
    found.sqlite3_vfs_find.argtypes = [c_char_p]
    found.sqlite3_vfs_register.argtypes = [POINTER(_Vfs), c_int]
    found.sqlite3_vfs_unregister.argtypes = [POINTER(_Vfs)]
    return found


class Door:
    """The door for one guard, between ``install`` and ``remove``. Files that are open stay watched until they close."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._library = _library()
        self._system = self._library.sqlite3_vfs_find(None)
        self._vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self._vfs), self._system, ctypes.sizeof(_Vfs))
        self._vfs.name = b"gmsc-faults"
        self._open, self._delete = _OPEN(self._on_open), _DELETE(self._on_delete)
        self._vfs.open = ctypes.cast(self._open, c_void_p)
        self._vfs.delete = ctypes.cast(self._delete, c_void_p)
        self._system_open = _OPEN(self._system.contents.open)
        self._system_delete = _DELETE(self._system.contents.delete)
        self._tables: dict[int, _Table] = {}
        self.files: dict[
            int, list[Any]
        ] = {}  # by address: path, the system's methods, the folder is still to be synced

    def install(self) -> None:
        """From now on every new connection goes through the door."""
        self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)

    def remove(self) -> None:
        """New connections go to the system again."""
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs))
        self._library.sqlite3_vfs_register(self._system, 1)

    def _on_open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = string_at(name).decode() if name else ""
        if not path or not self._guard.watches(path):
            return int(self._system_open(vfs, name, file, flags, out))
        from pathlib import Path

        fresh = bool(flags & _CREATE) and not Path(path).exists()
        try:
            self._guard.before("create" if fresh else "open", path)
        except OSError:
            ctypes.cast(file, POINTER(c_void_p))[0] = None  # no methods: nothing is to be closed
            return CANTOPEN
        code = int(self._system_open(vfs, name, file, flags, out))
        if code == OK:
            pointer = ctypes.cast(file, POINTER(c_void_p))
            table = self._table(int(pointer[0] or 0))
            self.files[file] = [path, table, fresh and bool(flags & _JOURNALS)]
            pointer[0] = ctypes.addressof(table.methods)
            if fresh:
                self._guard.after("create", path)
        return code

    def _table(self, address: int) -> _Table:
        if address not in self._tables:
            self._tables[address] = _Table(self, address)
        return self._tables[address]

    def _on_delete(self, vfs: int, name: bytes, sync: int) -> int:
        path = name.decode()
        if not self._guard.watches(path):
            return int(self._system_delete(vfs, name, sync))
        try:
            self._guard.before("unlink", path)
        except OSError:
            return DELETE
        code = int(self._system_delete(vfs, name, sync))
        if code == OK:
            self._guard.after("unlink", path)
            if sync:
                self._guard.after("syncdir", path.rpartition("/")[0])
        return code


class _Table:
    """One of the system's tables of file functions, and our copy of it."""

    def __init__(self, door: Door, address: int) -> None:
        self._door, self._guard = door, door._guard
        self.methods = _Methods()
        ctypes.memmove(ctypes.byref(self.methods), address, ctypes.sizeof(_Methods))
        system = _Methods.from_address(address)
        self._close, self._read, self._write = _ON_FILE(system.close), _BYTES(system.read), _BYTES(system.write)
        self._truncate, self._sync = _SIZE(system.truncate), _FLAG(system.sync)
        self._kept = {
            "close": _ON_FILE(self._on_close),
            "read": _BYTES(self._on_read),
            "write": _BYTES(self._on_write),
            "truncate": _SIZE(self._on_truncate),
            "sync": _FLAG(self._on_sync),
        }
        for name, function in self._kept.items():
            setattr(self.methods, name, ctypes.cast(function, c_void_p))

    def _on_close(self, file: int) -> int:
        self._door.files.pop(file, None)
        return int(self._close(file))

    def _on_read(self, file: int, data: int, count: int, offset: int) -> int:
        try:
            self._guard.before("read", self._door.files[file][0], offset)
        except OSError:
            return READ
        return int(self._read(file, data, count, offset))

    def _on_write(self, file: int, data: int, count: int, offset: int) -> int:
        path, content = self._door.files[file][0], string_at(data, count)
        try:
            self._guard.before("write", path, offset, content, lambda: self._write(file, data, count // 2, offset))
        except OSError as error:
            return FULL if error.errno == 28 else WRITE
        code = int(self._write(file, data, count, offset))
        if code == OK:
            self._guard.after("write", path, offset, content)
        return code

    def _on_truncate(self, file: int, size: int) -> int:
        path = self._door.files[file][0]
        try:
            self._guard.before("truncate", path, size)
        except OSError:
            return TRUNCATE
        code = int(self._truncate(file, size))
        if code == OK:
            self._guard.after("truncate", path, size)
        return code

    def _on_sync(self, file: int, flags: int) -> int:
        entry = self._door.files[file]
        try:
            self._guard.before("sync", entry[0])
        except OSError:
            return FSYNC
        code = int(self._sync(file, flags))
        if code == OK:
            self._guard.after("sync", entry[0])
            if entry[2]:  # the system syncs the folder of a new journal with its first sync
                entry[2] = False
                self._guard.after("syncdir", entry[0].rpartition("/")[0])
        return code
