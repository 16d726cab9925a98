"""Reads the ZIP of a package as if a stranger had made it: the whole directory first, then bytes, never more than told.

``zipfile`` is not used: it takes what is in front, behind and between the entries, and headers that contradict.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from gmsc_desktop.package.hashing import BLOCK
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.zip_form import (
    CENTRAL,
    CENTRAL_STRUCT,
    DEFLATED,
    END,
    END64_STRUCT,
    END_STRUCT,
    EXTRA64_STRUCT,
    IN_ZIP64,
    LARGEST_FILE,
    LOCAL,
    LOCATOR64,
    LOCATOR64_STRUCT,
    STORED,
    Entry,
    central_header,
    end_records,
    local_header,
)

_LONGEST_COMMENT = 65_535
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ZipCaps:
    """How much a package may be: files, bytes of one file and of all, and how far a file may swell."""

    files: int = 20_000
    file_bytes: int = LARGEST_FILE
    total_bytes: int = 32 * 1024 * _MEGABYTE
    ratio: int = 200


class Damaged(Exception):
    """The packed bytes of one file are not what its header says."""


def read_directory(file: BinaryIO, caps: ZipCaps) -> list[Entry]:
    """Every entry, checked against both its headers and its neighbours. Raises ``PackageRefused``.

    Names are not judged here beyond what a header can hold.
    """
    size = file.seek(0, 2)
    if size == 0:
        raise PackageRefused("empty-file")
    directory_at, directory_size, count = _read_end(file, size)
    if count > caps.files:
        raise PackageRefused("too-many", count=count, limit=caps.files)
    if directory_size > count * (CENTRAL_STRUCT.size + 1024):
        raise PackageRefused("directory")
    file.seek(directory_at)
    entries = _read_entries(file.read(directory_size), count)
    _check_sizes(entries, caps)
    _check_places(entries, directory_at)
    for entry in entries:
        file.seek(entry.at)
        expected = local_header(entry)
        if file.read(len(expected)) != expected:
            raise PackageRefused("header", name=entry.name)
    return entries


def _read_end(file: BinaryIO, size: int) -> tuple[int, int, int]:
    """Where the directory begins, its size and count; the end record must be the file's very last bytes."""
    file.seek(0)
    start = file.read(4)
    file.seek(max(0, size - END_STRUCT.size))
    tail = file.read()
    if len(tail) < END_STRUCT.size or not tail.startswith(END):
        raise _no_end(file, size, start)
    _sign, disk, first_disk, here, count, directory_size, directory_at, _comment = END_STRUCT.unpack(tail)
    if disk or first_disk or here != count:
        raise PackageRefused("several-disks")
    end = size - END_STRUCT.size
    if directory_at == IN_ZIP64:
        directory_at = _read_end64(file, end)
    expected = end_records(count, directory_at, directory_size)
    if directory_at + directory_size + len(expected) != size:
        raise PackageRefused("before" if start != LOCAL else "directory")
    file.seek(size - len(expected))
    if file.read() != expected:
        raise PackageRefused("directory")
    return directory_at, directory_size, count


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


def _read_end64(file: BinaryIO, end: int) -> int:
    begin = end - LOCATOR64_STRUCT.size - END64_STRUCT.size
    if begin < 0:
        raise PackageRefused("directory")
    file.seek(begin)
    record = END64_STRUCT.unpack(file.read(END64_STRUCT.size))
    if file.read(len(LOCATOR64)) != LOCATOR64:
        raise PackageRefused("directory")
    return int(record[-1])


def _read_entries(directory: bytes, count: int) -> list[Entry]:
    entries: list[Entry] = []
    at = 0
    for _number in range(count):
        if directory[at : at + 4] != CENTRAL or at + CENTRAL_STRUCT.size > len(directory):
            raise PackageRefused("directory")
        entry, at = _read_entry(directory, at)
        entries.append(entry)
    if at != len(directory):
        raise PackageRefused("directory")
    return entries


def _read_entry(directory: bytes, at: int) -> tuple[Entry, int]:
    fields = CENTRAL_STRUCT.unpack_from(directory, at)
    flags, method, time, date, crc, packed, size = fields[3:10]
    name_length, extra_length, comment_length, disk = fields[10:14]
    attributes, place = fields[15:17]
    name_at = at + CENTRAL_STRUCT.size
    end = name_at + name_length + extra_length + comment_length
    raw_name = directory[name_at : name_at + name_length]
    extra = directory[name_at + name_length : name_at + name_length + extra_length]
    if end > len(directory):
        raise PackageRefused("directory")
    name = _decode_name(raw_name)
    _check_oddities(name, flags, method, disk, attributes)
    if place == IN_ZIP64 and len(extra) == EXTRA64_STRUCT.size:
        place = EXTRA64_STRUCT.unpack(extra)[2]
    entry = Entry(name, method, (time, date), crc, packed, size, place)
    if not name.isascii():
        raise PackageRefused("name-letters", name=name)
    if central_header(entry) != directory[at:end]:
        raise PackageRefused("repacked", name=name)
    return entry, end


def _decode_name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _check_oddities(name: str, flags: int, method: int, disk: int, attributes: int) -> None:
    """What deserves a sentence of its own; whatever else differs from our form is "repacked"."""
    if flags & 0x2041:  # encrypted, strongly encrypted, directory encrypted
        raise PackageRefused("encrypted")
    if disk:
        raise PackageRefused("several-disks")
    if method not in (STORED, DEFLATED):
        raise PackageRefused("method", name=name)
    kind = stat.S_IFMT(attributes >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackageRefused("link", name=name)


def _check_sizes(entries: list[Entry], caps: ZipCaps) -> None:
    for entry in entries:
        if entry.size > caps.file_bytes:
            raise PackageRefused("file-too-big", name=entry.name, size=entry.size // _MEGABYTE)
        if entry.size > entry.packed * caps.ratio:
            raise PackageRefused("ratio", name=entry.name)
        if entry.method == STORED and entry.size != entry.packed:
            raise PackageRefused("header", name=entry.name)
    total = sum(entry.size for entry in entries)
    if total > caps.total_bytes:
        raise PackageRefused("too-big", size=total // _MEGABYTE)


def _check_places(entries: list[Entry], directory_at: int) -> None:
    """One entry right after another from the first byte to the directory, in the order of the directory."""
    at = 0
    for place, entry in enumerate(entries):
        if entry.at < at:
            raise PackageRefused("overlap")
        if entry.at > at:
            raise PackageRefused("between" if place else "before")
        at = entry.end
    if at != directory_at:
        raise PackageRefused("overlap" if at > directory_at else "between")


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
