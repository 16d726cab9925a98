"""Reads the ZIP of a package as if a stranger had made it: the whole directory first, then bytes, never more than told.

``zipfile`` is not used: it takes what is in front, behind and between the entries, and headers that contradict.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from gmsc_desktop.package.hashing import BLOCK
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.zip_form import (
    CENTRAL,
    CENTRAL_STRUCT,
    END,
    END64,
    END64_STRUCT,
    END_STRUCT,
    LARGEST_FILE,
    LOCAL,
    LOCATOR64,
    LOCATOR64_STRUCT,
    STORED,
    Entry,
    end_records,
)
from gmsc_desktop.package.zip_headers import Central, read_central, read_local

_LONGEST_COMMENT = 65_535
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ZipCaps:
    """How much a package may be: files, bytes of one file and of all, and how far a file may swell."""

    files: int = 20_000
    file_bytes: int = LARGEST_FILE
    total_bytes: int = 32 * 1024 * _MEGABYTE
    ratio: int = 200
    ratio_from: int = _MEGABYTE  # a blank page that another program packed may shrink more; it cannot do harm


class Damaged(Exception):
    """The packed bytes of one file are not what its header says."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The entries in the order of their places. ``own``: the ZIP is in the very form that our writer makes."""

    entries: list[Entry]
    own: bool


def read_directory(file: BinaryIO, caps: ZipCaps) -> Directory:
    """Every entry, checked against both its headers and its neighbours. Raises ``PackageRefused``.

    Names are not judged here beyond what a header can hold.
    """
    size = file.seek(0, 2)
    if size == 0:
        raise PackageRefused("empty-file")
    end = _read_end(file, size)
    if end.count > caps.files:
        raise PackageRefused("too-many", count=end.count, limit=caps.files)
    if end.directory_size > end.count * (CENTRAL_STRUCT.size + 1024):
        raise PackageRefused("directory")
    file.seek(end.directory_at)
    told = _read_entries(file.read(end.directory_size), end.count)
    _check_sizes([central.entry for central in told], caps)
    own = end.own and all(central.own for central in told)
    placed = sorted(told, key=lambda central: central.entry.at)
    entries, in_our_form = _read_places(file, placed, end.directory_at)
    return Directory(entries, own and in_our_form and placed == told)


@dataclass(frozen=True, slots=True)
class _End:
    directory_at: int
    directory_size: int
    count: int
    own: bool


def _read_end(file: BinaryIO, size: int) -> _End:
    """Where the directory begins, its size and count; the end record must be the file's very last bytes."""
    file.seek(0)
    start = file.read(4)
    file.seek(max(0, size - END_STRUCT.size))
    tail = file.read()
    if len(tail) < END_STRUCT.size or not tail.startswith(END):
        raise _no_end(file, size, start)
    _sign, disk, first_disk, here, count, directory_size, directory_at, comment = END_STRUCT.unpack(tail)
    if disk or first_disk or here != count:
        raise PackageRefused("several-disks")
    if comment:
        raise PackageRefused("directory")
    ends = END_STRUCT.size
    told, most = (count, directory_size, directory_at), (0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    if any(value == limit for value, limit in zip(told, most, strict=True)):
        wide = _read_end64(file, size - ends)
        if any(value not in (limit, right) for value, limit, right in zip(told, most, wide, strict=True)):
            raise PackageRefused("directory")
        count, directory_size, directory_at = wide
        ends += LOCATOR64_STRUCT.size + END64_STRUCT.size
    if directory_at + directory_size + ends != size:
        raise PackageRefused("before" if start != LOCAL else "directory")
    file.seek(size - ends)
    own = count < 0xFFFF and file.read() == end_records(count, directory_at, directory_size)
    return _End(directory_at, directory_size, count, own)


def _no_end(file: BinaryIO, size: int, start: bytes) -> PackageRefused:
    begin = max(0, size - END_STRUCT.size - _LONGEST_COMMENT)
    file.seek(begin)
    tail = file.read()
    found = tail.rfind(END)
    while found >= 0:
        if len(tail) - found >= END_STRUCT.size:
            directory_size, directory_at = END_STRUCT.unpack_from(tail, found)[5:7]
            if directory_at + directory_size == begin + found:  # not that of a ZIP among the evidence
                return PackageRefused("after")
        found = tail.rfind(END, 0, found)
    return PackageRefused("cut-off" if start == LOCAL else "not-a-package")


def _read_end64(file: BinaryIO, end: int) -> tuple[int, int, int]:
    """Count, size and place of the directory from the ZIP64 records that end at ``end``."""
    begin = end - LOCATOR64_STRUCT.size - END64_STRUCT.size
    if begin < 0:
        raise PackageRefused("directory")
    file.seek(begin)
    record = END64_STRUCT.unpack(file.read(END64_STRUCT.size))
    locator = LOCATOR64_STRUCT.unpack(file.read(LOCATOR64_STRUCT.size))
    sign, length, _made_by, _needed, disk, first_disk, here, count, directory_size, directory_at = record
    if sign != END64 or length != END64_STRUCT.size - 12 or locator != (LOCATOR64, 0, begin, 1):
        raise PackageRefused("directory")
    if disk or first_disk or here != count:
        raise PackageRefused("several-disks")
    return count, directory_size, directory_at


def _read_entries(directory: bytes, count: int) -> list[Central]:
    entries: list[Central] = []
    at = 0
    for _number in range(count):
        if directory[at : at + 4] != CENTRAL or at + CENTRAL_STRUCT.size > len(directory):
            raise PackageRefused("directory")
        entry, at = read_central(directory, at)
        entries.append(entry)
    if at != len(directory):
        raise PackageRefused("directory")
    return entries


def _check_sizes(entries: list[Entry], caps: ZipCaps) -> None:
    for entry in entries:
        if entry.size > caps.file_bytes:
            raise PackageRefused("file-too-big", name=entry.name, size=entry.size // _MEGABYTE)
        if entry.size > entry.packed * caps.ratio and (entry.size > caps.ratio_from or not entry.packed):
            raise PackageRefused("ratio", name=entry.name)
        if entry.method == STORED and entry.size != entry.packed:
            raise PackageRefused("header", name=entry.name)
    total = sum(entry.size for entry in entries)
    if total > caps.total_bytes:
        raise PackageRefused("too-big", size=total // _MEGABYTE)


def _read_places(file: BinaryIO, placed: list[Central], directory_at: int) -> tuple[list[Entry], bool]:
    """One entry right after another from the first byte to the directory; whether each begins as ours do."""
    at, own = 0, True
    entries: list[Entry] = []
    for number, central in enumerate(placed):
        if central.entry.at < at:
            raise PackageRefused("overlap")
        if central.entry.at > at:
            raise PackageRefused("between" if number else "before")
        next_at = placed[number + 1].entry.at if number + 1 < len(placed) else directory_at
        entry, in_our_form = read_local(file, central, next_at)
        own = own and in_our_form
        entries.append(entry)
        at = entry.end
    if at != directory_at:
        raise PackageRefused("overlap" if at > directory_at else "between")
    return entries, own


def read_blocks(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The content of a file, never longer than its header says. Raises ``Damaged`` at the end when it is another."""
    file.seek(entry.data_at)
    crc = size = 0
    for block in _stored(file, entry) if entry.method == STORED else _inflated(file, entry):
        size += len(block)
        if size > entry.size:
            raise Damaged
        crc = zlib.crc32(block, crc)
        yield block
    if size != entry.size or crc != entry.crc:
        raise Damaged


def _stored(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    left = entry.packed
    while left:
        block = file.read(min(BLOCK, left))
        if not block:
            raise Damaged
        left -= len(block)
        yield block


def _inflated(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _stored(file, entry):
            rest = packed
            while rest and not inflate.eof:
                if block := inflate.decompress(rest, BLOCK):
                    yield block
                rest = inflate.unconsumed_tail
            if rest or inflate.unused_data:
                raise Damaged
        while not inflate.eof and (block := inflate.decompress(b"", BLOCK)):
            yield block
    except zlib.error as error:
        raise Damaged from error
    if not inflate.eof or inflate.unused_data:
        raise Damaged
