"""The one form of ZIP that packages are written in (APPNOTE 6.3): plain entries one after another, nothing else.

Writer and reader build headers with the same functions, so that a package that another program packed is known.
ZIP64 is used for places beyond 4 GB only; no single file is that large.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END64, LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
STORED, DEFLATED = 0, 8
IN_ZIP64 = 0xFFFFFFFF  # stands where a place would, when that is written in a ZIP64 field
LIMIT32 = IN_ZIP64  # places from here on are
LARGEST_FILE = 0xFFFFFFFE

_MADE_BY = 3 << 8 | 45  # Unix, so that the permission bits count
_PLAIN, _WITH64 = 20, 45
_ATTRIBUTES = 0o100644 << 16  # a plain file

LOCAL_STRUCT = struct.Struct("<4s5H3L2H")
CENTRAL_STRUCT = struct.Struct("<4s6H3L5H2L")
END_STRUCT = struct.Struct("<4s4H2LH")
END64_STRUCT = struct.Struct("<4sQ2H2L4Q")
LOCATOR64_STRUCT = struct.Struct("<4sLQL")
EXTRA64_STRUCT = struct.Struct("<2HQ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the ZIP: ``at`` is where its local header begins, ``stamp`` the DOS time and date.

    ``head`` and ``tail`` are bytes that another program puts between header and data, and behind the data.
    """

    name: str
    method: int
    stamp: tuple[int, int]
    crc: int
    packed: int
    size: int
    at: int
    head: int = 0
    tail: int = 0

    @property
    def data_at(self) -> int:
        """Where its packed bytes begin."""
        return self.at + LOCAL_STRUCT.size + len(self.name) + self.head

    @property
    def end(self) -> int:
        """Where the next entry begins."""
        return self.data_at + self.packed + self.tail


def dos_stamp(moment: datetime) -> tuple[int, int]:
    """DOS time (steps of two seconds) and date (years 1980 to 2107)."""
    year = min(max(moment.year, 1980), 2107)
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, (year - 1980) << 9 | moment.month << 5 | moment.day


def local_header(entry: Entry) -> bytes:
    """What stands before the packed bytes."""
    name = entry.name.encode("ascii")
    sizes = (entry.crc, entry.packed, entry.size)
    return LOCAL_STRUCT.pack(LOCAL, _PLAIN, 0, entry.method, *entry.stamp, *sizes, len(name), 0) + name


def central_header(entry: Entry) -> bytes:
    """What stands in the directory at the end."""
    name = entry.name.encode("ascii")
    far = entry.at >= LIMIT32
    extra = EXTRA64_STRUCT.pack(1, 8, entry.at) if far else b""
    sizes = (entry.crc, entry.packed, entry.size)
    lengths = (len(name), len(extra), 0, 0, 0)
    needed = _WITH64 if far else _PLAIN
    at = IN_ZIP64 if far else entry.at
    head = CENTRAL_STRUCT.pack(
        CENTRAL, _MADE_BY, needed, 0, entry.method, *entry.stamp, *sizes, *lengths, _ATTRIBUTES, at
    )
    return head + name + extra


def end_records(count: int, directory_at: int, directory_size: int) -> bytes:
    """What ends the file; a directory that begins beyond 4 GB is told in ZIP64 records."""
    far = directory_at >= LIMIT32
    records = b""
    if far:
        end = directory_at + directory_size
        records += END64_STRUCT.pack(
            END64, END64_STRUCT.size - 12, _MADE_BY, _WITH64, 0, 0, count, count, directory_size, directory_at
        )
        records += LOCATOR64_STRUCT.pack(LOCATOR64, 0, end, 1)
    at = IN_ZIP64 if far else directory_at
    return records + END_STRUCT.pack(END, 0, 0, count, count, directory_size, at, 0)
