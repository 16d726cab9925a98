"""Single headers of a ZIP as any program writes them (APPNOTE 6.3), read so that nothing in them can mean two things.

What another program may do otherwise than ours: other times, other permissions, extra fields, the UTF-8 flag, check sum
and sizes behind the data, entries for folders. What it may not: say one thing here and another there.
"""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass, replace
from typing import BinaryIO

from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.zip_form import (
    CENTRAL_STRUCT,
    DEFLATED,
    IN_ZIP64,
    LOCAL,
    LOCAL_STRUCT,
    STORED,
    Entry,
    central_header,
    local_header,
)

_SIZES_BEHIND, _HARMLESS = 0x0008, 0x080E  # harmless beside it: how hard it was compressed, names in UTF-8
_ENCRYPTED = 0x2041  # encrypted, strongly encrypted, directory encrypted
_NEWEST = 63  # of the versions that a reader may be asked for: APPNOTE 6.3; other programs read no later one either
_REPARSE_POINT = 0x0400  # of Windows' attributes: a link of one kind or another
_NOTHING_DEFLATED = 2  # bytes; some programs compress even that
_WIDE, _OTHER_NAME = 0x0001, 0x7075  # extra fields: ZIP64, and a name that some programs take in place of the name
# Check sum, size packed, size: with or without a signature before them, the sizes in four bytes or in eight.
_BEHIND = {
    form.size: (form, signed)
    for form, signed in (
        (struct.Struct("<3L"), False),
        (struct.Struct("<4s3L"), True),
        (struct.Struct("<L2Q"), False),
        (struct.Struct("<4sL2Q"), True),
    )
}
_BEHIND_SIGN = b"PK\x07\x08"


@dataclass(frozen=True, slots=True)
class Central:
    """An entry as the directory tells it; ``own`` says that our writer would have told it in the same bytes."""

    entry: Entry
    flags: int
    own: bool


def read_central(directory: bytes, at: int) -> tuple[Central, int]:
    """The entry at a place of the directory, and where the next begins. Raises ``PackageRefused``."""
    fields = CENTRAL_STRUCT.unpack_from(directory, at)
    made_by, needed, flags, method, time, date, crc, packed, size = fields[1:10]
    name_length, extra_length, comment_length, disk = fields[10:14]
    attributes, place = fields[15:17]
    name_at = at + CENTRAL_STRUCT.size
    extra_at = name_at + name_length
    end = extra_at + extra_length + comment_length
    if end > len(directory):
        raise PackageRefused("directory")
    raw_name = directory[name_at:extra_at]
    name = _decode_name(raw_name)
    _check_oddities(name, flags, method, disk, attributes, made_by)
    extras = _extras(directory[extra_at : extra_at + extra_length], raw_name, name)
    if comment_length or needed & 0xFF > _NEWEST:
        raise PackageRefused("form", name=name)
    if not name.isascii():
        raise PackageRefused("name-letters", name=name)
    size, packed, place = _widened(extras, (size, packed, place), name)
    entry = Entry(name, method, (time, date), crc, packed, size, place)
    if name.endswith("/") and (size or crc or packed > _NOTHING_DEFLATED):
        raise PackageRefused("header", name=name)
    return Central(entry, flags, central_header(entry) == directory[at:end]), end


def read_local(file: BinaryIO, central: Central, next_at: int) -> tuple[Entry, bool]:
    """The entry with what stands before and behind its data, where the next begins at ``next_at``; whether it is ours.

    Raises ``PackageRefused`` where the header there says anything else than the directory.
    """
    entry = central.entry
    file.seek(entry.at)
    head = file.read(LOCAL_STRUCT.size)
    if len(head) < LOCAL_STRUCT.size or not head.startswith(LOCAL):
        raise PackageRefused("header", name=entry.name)
    _sign, needed, flags, method, time, date, crc, packed, size, name_length, extra_length = LOCAL_STRUCT.unpack(head)
    raw_name, extra = file.read(name_length), file.read(extra_length)
    extras = _extras(extra, raw_name, entry.name)
    told = (raw_name, flags, method, (time, date))
    if told != (entry.name.encode("ascii"), central.flags, entry.method, entry.stamp):
        raise PackageRefused("header", name=entry.name)
    if needed & 0xFF > _NEWEST:
        raise PackageRefused("form", name=entry.name)
    size, packed = _widened(extras, (size, packed), entry.name)
    known = (entry.crc, entry.packed, entry.size)
    later = flags & _SIZES_BEHIND
    if any(
        value != right and not (later and value == 0) for value, right in zip((crc, packed, size), known, strict=True)
    ):
        raise PackageRefused("header", name=entry.name)
    placed = replace(entry, head=extra_length)
    if later:
        placed = replace(placed, tail=_behind(file, placed, next_at))
    return placed, head + raw_name + extra == local_header(entry)


def _behind(file: BinaryIO, entry: Entry, next_at: int) -> int:
    """How long the check sum and sizes behind the data are; nothing else may stand there."""
    length = next_at - entry.end
    if length not in _BEHIND:
        raise PackageRefused("overlap" if length < 0 else "between")
    file.seek(entry.end)
    form, signed = _BEHIND[length]
    values = form.unpack(file.read(length))
    if values != ((_BEHIND_SIGN,) if signed else ()) + (entry.crc, entry.packed, entry.size):
        raise PackageRefused("header", name=entry.name)
    return length


def _decode_name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _check_oddities(name: str, flags: int, method: int, disk: int, attributes: int, made_by: int) -> None:
    if flags & _ENCRYPTED:
        raise PackageRefused("encrypted")
    if flags & ~_HARMLESS:
        raise PackageRefused("form", name=name)
    if disk:
        raise PackageRefused("several-disks")
    if method not in (STORED, DEFLATED):
        raise PackageRefused("method", name=name)
    kind = stat.S_IFMT(attributes >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (made_by >> 8 != 3 and attributes & _REPARSE_POINT):
        raise PackageRefused("link", name=name)
    if kind == stat.S_IFDIR and not name.endswith("/"):
        raise PackageRefused("header", name=name)


def _extras(extra: bytes, raw_name: bytes, name: str) -> dict[int, bytes]:
    """The extra fields, which fill their place without a rest, each once. None may bring another name."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(extra):
        if at + 4 > len(extra):
            raise PackageRefused("header", name=name)
        kind, length = struct.unpack_from("<2H", extra, at)
        at += 4 + length
        if at > len(extra) or kind in found:
            raise PackageRefused("header", name=name)
        found[kind] = extra[at - length : at]
    if _OTHER_NAME in found and found[_OTHER_NAME][5:] != raw_name:
        raise PackageRefused("header", name=name)
    return found


def _widened(extras: dict[int, bytes], values: tuple[int, ...], name: str) -> tuple[int, ...]:
    """Sizes and place, those that do not fit into four bytes from the ZIP64 field, where they stand in this order."""
    wide, made = extras.get(_WIDE), []
    at = 0
    for value in values:
        if value == IN_ZIP64 and wide is not None:
            if at + 8 > len(wide):
                raise PackageRefused("header", name=name)
            made.append(int.from_bytes(wide[at : at + 8], "little"))
            at += 8
        else:
            made.append(value)
    return tuple(made)
