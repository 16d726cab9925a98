"""Files that hold files: what a ZIP and an OLE compound file list, read in bounded steps, never unpacked."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from gmsc_desktop.models.attachments.content import Content

ZIP_START = (b"PK\x03\x04", b"PK\x05\x06")
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LONGEST_COMMENT = 65_535
_LONGEST_DIRECTORY = 32 * 1024 * 1024
_MOST_MEMBERS = 20_000
_MOST_LOOKED_AT = 1_000
_LONGEST_TEXT = 1024 * 1024
_FOUR_GB = 0xFFFF_FFFF


@dataclass(frozen=True)
class Member:
    """One entry of a ZIP's list; ``begin`` is the offset of its own header in the file."""

    name: str
    encrypted: bool
    method: int
    size: int
    begin: int


@dataclass
class ZipList:
    """What a ZIP lists (APPNOTE 6.3.10, 4.3); ``whole`` is false where list and file do not fit."""

    members: list[Member] = field(default_factory=list)
    whole: bool = False

    def names(self) -> set[str]:
        return {member.name for member in self.members}

    def encrypted(self) -> bool:
        return any(member.encrypted for member in self.members)

    def member(self, name: str) -> Member | None:
        return next((member for member in self.members if member.name == name), None)


def read_zip(content: Content) -> ZipList:
    """The list at the end of a ZIP; empty and not whole where there is none."""
    result = ZipList()
    end = _end_record(content)
    if end is None:
        return result
    position, count, length, offset = end
    begin = position - length
    if begin < 0 or begin < offset:
        return result
    if length > _LONGEST_DIRECTORY:
        result.whole = True  # as far as is looked
        return result
    directory = content.at(begin, length)
    shift = begin - offset  # a ZIP may stand behind something else; offsets count from its own beginning
    place = 0
    while directory[place : place + 4] == b"PK\x01\x02" and len(result.members) < _MOST_MEMBERS:
        name_length, extra_length, comment_length = (
            int.from_bytes(directory[place + at : place + at + 2], "little") for at in (28, 30, 32)
        )
        next_place = place + 46 + name_length + extra_length + comment_length
        if next_place > length:
            return result
        result.members.append(_member(directory[place:next_place], name_length, extra_length, shift))
        place = next_place
    listed_all = (len(result.members) - count) % 65_536 == 0 or len(result.members) == _MOST_MEMBERS
    result.whole = listed_all and all(
        _fits(content, member, begin, look=number < _MOST_LOOKED_AT) for number, member in enumerate(result.members)
    )
    return result


def member_text(content: Content, member: Member) -> bytes:
    """The first megabyte of a member that is stored or deflated; empty where it cannot be had."""
    begin = member.begin + 30 + content.number(member.begin + 26, 2, "little")
    begin += content.number(member.begin + 28, 2, "little")
    packed = content.at(begin, min(member.size, _LONGEST_TEXT))
    if member.method == 0:
        return packed
    try:
        return zlib.decompressobj(-15).decompress(packed, _LONGEST_TEXT) if member.method == 8 else b""
    except zlib.error:
        return b""


def _end_record(content: Content) -> tuple[int, int, int, int] | None:
    """Where the list ends, how many entries it has, its length and its offset as told."""
    begin = max(0, content.size - _LONGEST_COMMENT - 22)
    tail = content.at(begin, _LONGEST_COMMENT + 22)
    found = tail.rfind(b"PK\x05\x06")
    while found >= 0 and found + 22 + int.from_bytes(tail[found + 20 : found + 22], "little") > len(tail):
        found = tail.rfind(b"PK\x05\x06", 0, found)
    if found < 0 or found + 22 > len(tail):
        return None
    position = begin + found
    count, length, offset = (
        int.from_bytes(tail[found + at : found + at + size], "little") for at, size in ((10, 2), (12, 4), (16, 4))
    )
    locator = content.at(position - 20, 20)
    if locator[:4] != b"PK\x06\x07":
        return position, count, length, offset
    larger = int.from_bytes(locator[8:16], "little")
    record = content.at(larger, 56)
    if record[:4] != b"PK\x06\x06":
        return None
    count, length, offset = (int.from_bytes(record[at : at + 8], "little") for at in (32, 40, 48))
    return larger, count, length, offset


def _member(entry: bytes, name_length: int, extra_length: int, shift: int) -> Member:
    flags, method = (int.from_bytes(entry[at : at + 2], "little") for at in (8, 10))
    packed, plain, begin = (int.from_bytes(entry[at : at + 4], "little") for at in (20, 24, 42))
    if _FOUR_GB in (packed, begin):
        extra = entry[46 + name_length : 46 + name_length + extra_length]
        packed, begin = _large(extra, plain, packed, begin)
    name = entry[46 : 46 + name_length].decode("utf-8" if flags & 0x800 else "cp437", "replace")
    return Member(name, bool(flags & 1), method, packed, begin + shift)


def _large(extra: bytes, plain: int, packed: int, begin: int) -> tuple[int, int]:
    """Packed size and offset from the ZIP64 field, which holds only what did not fit (APPNOTE 4.5.3)."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = (int.from_bytes(extra[at : at + 2], "little") for at in (place, place + 2))
        if kind == 1:
            numbers = [int.from_bytes(extra[at : at + 8], "little") for at in range(place + 4, place + 4 + length, 8)]
            if plain == _FOUR_GB:
                numbers = numbers[1:]
            if packed == _FOUR_GB and numbers:
                packed, numbers = numbers[0], numbers[1:]
            return packed, numbers[0] if begin == _FOUR_GB and numbers else begin
        place += 4 + length
    return packed, begin


def _fits(content: Content, member: Member, end: int, *, look: bool) -> bool:
    fits = member.begin >= 0 and member.begin + 30 + member.size <= end
    return fits and (not look or content.at(member.begin, 4) == b"PK\x03\x04")


@dataclass
class OleList:
    """What an OLE compound file lists ([MS-CFB]): each stream's name and the offset of its first sector."""

    entries: dict[str, int] = field(default_factory=dict)
    root_class: bytes = b""
    whole: bool = False


def read_ole(content: Content) -> OleList:
    """The directory of an OLE file; not whole where it points past the end of the file."""
    result = OleList()
    shift = content.number(30, 2, "little")
    if shift not in (9, 12):
        return result
    sector = 1 << shift
    fat = [content.number(76 + 4 * number, 4, "little") for number in range(109)]
    fat = fat[: content.number(44, 4, "little")]
    place, steps = content.number(48, 4, "little"), 0
    while place < 0xFFFF_FFFA:
        piece = content.at((place + 1) * sector, sector)
        steps += 1
        if len(piece) < sector or steps > 2_000:
            return result
        for begin in range(0, sector, 128):
            _enter(result, piece[begin : begin + 128], sector)
        table = place // (sector // 4)
        if table >= len(fat):
            break  # a directory that far back stands in a file whose list we do not follow
        place = content.number((fat[table] + 1) * sector + 4 * (place % (sector // 4)), 4, "little")
    result.whole = _holds_all(content, fat, sector)
    return result


def _enter(result: OleList, entry: bytes, sector: int) -> None:
    length = int.from_bytes(entry[64:66], "little")
    kind = entry[66]
    if kind == 0 or not 2 <= length <= 64:
        return
    if kind == 5:
        result.root_class = entry[80:96]
    name = entry[: length - 2].decode("utf-16-le", "replace")
    result.entries[name] = (int.from_bytes(entry[116:120], "little") + 1) * sector


def _holds_all(content: Content, fat: list[int], sector: int) -> bool:
    """Whether the last sector that is in use lies in the file; files of more than 7 MB are asked for their first 7."""
    if not fat or any((one + 1) * sector >= content.size for one in fat):
        return False
    for number in range(len(fat) - 1, -1, -1):
        table = content.at((fat[number] + 1) * sector, sector)
        used = [at for at in range(0, len(table), 4) if table[at : at + 4] != b"\xff\xff\xff\xff"]
        if used:
            last = number * (sector // 4) + used[-1] // 4
            return (last + 1) * sector < content.size
    return False
