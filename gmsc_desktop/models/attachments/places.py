"""A photo without the place where it was taken: only what tells the place is taken out, every point stays the same."""

from __future__ import annotations

import io
import struct

from gmsc_desktop.models.attachments.content import Content
from gmsc_desktop.models.attachments.dates import photo_facts

_EXIF, _XMP, _MORE_XMP = b"Exif\x00\x00", b"http://ns.adobe.com/xap/1.0/\x00", b"http://ns.adobe.com/xmp/extension/\x00"
_GPS_POINTER = 0x8825
_MOST_TAGS = 500
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}  # bytes of a value (TIFF 6.0, 2)
_PNG_TEXTS = {b"eXIf", b"iTXt", b"tEXt", b"zTXt"}


def without_place(data: bytes, media_type: str) -> bytes | None:
    """The photo without its place; None where that cannot be done here, or cannot be done for certain."""
    made = {"image/jpeg": _jpeg, "image/png": _png}.get(media_type, lambda _data: None)(data)
    if made is None:
        return None
    _taken, located = photo_facts(Content(io.BytesIO(made)), media_type)
    return None if located else made


def _jpeg(data: bytes) -> bytes | None:
    """Segments up to the picture, the picture up to its end; what follows may be a second photo with its own Exif."""
    made, place = bytearray(data[:2]), 2
    while data[place : place + 1] == b"\xff" and place + 4 <= len(data):
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        segment = data[place : place + 2 + length]
        if length < 2 or len(segment) < length + 2:
            return None
        if marker == 0xDA:
            end = _end_of_picture(data, place + len(segment))
            return bytes(made) + data[place:end] if end else None
        made += _kept(segment)
        place += len(segment)
    return None


def _kept(segment: bytes) -> bytes:
    marker, content = segment[1], segment[4:]
    if marker == 0xE1 and content.startswith(_EXIF):
        return segment[:10] + _wiped(content[6:])
    if marker == 0xE1 and (content.startswith(_MORE_XMP) or (content.startswith(_XMP) and b"GPS" in content)):
        return b""
    if marker == 0xE2 and content.startswith(b"MPF\x00"):  # a list of further pictures (CIPA DC-007)
        return b""
    return segment


def _end_of_picture(data: bytes, place: int) -> int:
    """Behind the end marker; 0 where there is none. Inside the data 0xFF is followed by 0 or a restart marker."""
    while (found := data.find(b"\xff", place)) >= 0 and found + 1 < len(data):
        marker = data[found + 1]
        if marker == 0xD9:
            return found + 2
        if marker in {0x00, 0xFF} or 0xD0 <= marker <= 0xD7:
            place = found + (1 if marker == 0xFF else 2)
        else:
            place = found + 2 + int.from_bytes(data[found + 2 : found + 4], "big")
    return 0


def _wiped(tiff: bytes) -> bytes:
    """A TIFF structure whose directory of the place is empty, its values zero (CIPA DC-008, 4.6.6)."""
    made, order = bytearray(tiff), {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    if not order or len(tiff) < 8:
        return tiff
    for pointer in _entries(tiff, struct.unpack(order + "I", tiff[4:8])[0], order):
        tag, _kind, _count, offset = struct.unpack(order + "HHII", tiff[pointer : pointer + 12])
        if tag != _GPS_POINTER:
            continue
        entries = _entries(tiff, offset, order)
        for entry in entries:
            _tag, kind, count, value = struct.unpack(order + "HHII", tiff[entry : entry + 12])
            length = _SIZES.get(kind, 1) * count
            if length > 4 and value + length <= len(tiff):
                made[value : value + length] = bytes(length)
            made[entry : entry + 12] = bytes(12)
        if entries:
            made[offset : offset + 2] = bytes(2)
    return bytes(made)


def _entries(tiff: bytes, offset: int, order: str) -> list[int]:
    """Where the entries of a directory begin."""
    if not 8 <= offset <= len(tiff) - 2:
        return []
    count = min(struct.unpack(order + "H", tiff[offset : offset + 2])[0], _MOST_TAGS, (len(tiff) - offset - 2) // 12)
    return [offset + 2 + 12 * number for number in range(count)]


def _png(data: bytes) -> bytes | None:
    """Without the chunks that hold Exif or texts."""
    made, place = bytearray(data[:8]), 8
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        if end > len(data):
            return None
        if data[place + 4 : place + 8] not in _PNG_TEXTS:
            made += data[place:end]
        place = end
    return bytes(made)
