"""When evidence was made: what a photo says of itself, what its name says; and whether a photo says where."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date, timedelta

from gmsc_desktop.models.attachments.content import Content

EARLIEST = date(1990, 1, 1)

_MOST_STEPS = 1_000
_MOST_TAGS = 500
_FARTHEST = 64 * 1024 * 1024
_NEAR = 16 * 1024 * 1024
_EXIF_HEADER = b"Exif\x00\x00"

# CIPA DC-008 (Exif 2.32), 4.6.3 and 4.6.6.
_EXIF_POINTER, _GPS_POINTER = 0x8769, 0x8825
_TAKEN, _DIGITIZED = 0x9003, 0x9004
_LATITUDE, _LONGITUDE = 2, 4

_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=(?:\d{6}|\d{9})?(?!\d))", re.ASCII
)
_DAY_FIRST = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])([-_.])(0?[1-9]|1[0-2])\2((?:19|20)\d\d)(?!\d)", re.ASCII)


def plausible(day: date | None, today: date) -> date | None:
    """The day, unless it is before 1990 or after tomorrow; a clock of another zone may be a day ahead."""
    return day if day is not None and EARLIEST <= day <= today + timedelta(days=1) else None


def date_in_name(name: str) -> date | None:
    """The one day that a file's name tells in figures, as cameras, phones and WhatsApp do; none where it tells two.

    ``20231105``, ``2023-11-05``, ``05-11-2023`` (day first, as dates are written in Indonesia).
    """
    found = {_day(*match.group(1, 3, 4)) for match in _YEAR_FIRST.finditer(name)}
    found |= {_day(*match.group(4, 3, 1)) for match in _DAY_FIRST.finditer(name)}
    days = found - {None}
    return days.pop() if len(days) == 1 else None


def photo_facts(content: Content, kind: str) -> tuple[date | None, bool]:
    """The day on which a photo was taken, and whether it tells the place; nothing where it has no readable Exif."""
    if not kind.startswith("image/") or kind == "image/svg+xml":
        return None, False
    taken: date | None = None
    located = content.find(b"exif:GPSLatitude", 0, _NEAR) >= 0  # the same fact as XMP
    for begin, length in _exif_blocks(content, kind):
        day, place = _read_exif(content, begin, length)
        taken = taken or day
        located = located or place
    return taken, located


def _day(year: str, month: str, day: str) -> date | None:
    with contextlib.suppress(ValueError):
        return date(int(year), int(month), int(day))
    return None


def _exif_blocks(content: Content, kind: str) -> Iterator[tuple[int, int]]:
    """Offset and length of each TIFF structure that holds Exif."""
    if kind == "image/jpeg":
        yield from _jpeg_blocks(content)
    elif kind == "image/png":
        yield from _chunks(content, 8, b"eXIf", "big", padded=False)
    elif kind == "image/webp":
        yield from _chunks(content, 12, b"EXIF", "little", padded=True)
    elif kind == "image/tiff":
        yield 0, content.size
    elif kind in {"image/heic", "image/avif"}:  # an item anywhere in the file; its beginning is unmistakable
        for order in (b"MM\x00*", b"II*\x00"):
            found = content.find(_EXIF_HEADER + order, 0, _FARTHEST)
            if found >= 0:
                yield found + 6, content.size - found - 6


def _jpeg_blocks(content: Content) -> Iterator[tuple[int, int]]:
    place = 2
    for _step in range(_MOST_STEPS):
        marker, length = content.at(place, 2), content.number(place + 2, 2, "big")
        if len(marker) < 2 or marker[0] != 0xFF or marker[1] in (0xDA, 0xD9) or length < 2:
            return
        if marker[1] == 0xE1 and content.at(place + 4, 6) == _EXIF_HEADER:
            yield place + 10, length - 8
        place += 2 + length


def _chunks(content: Content, place: int, wanted: bytes, order: str, *, padded: bool) -> Iterator[tuple[int, int]]:
    """PNG puts length before name and a sum behind; RIFF name before length, and pads to even."""
    name_at, length_at, frame = (0, 4, 8) if padded else (4, 0, 12)
    for _step in range(_MOST_STEPS):
        name, length = content.at(place + name_at, 4), content.number(place + length_at, 4, order)
        if len(name) < 4:
            return
        if name == wanted:
            skip = 6 if content.at(place + 8, 6) == _EXIF_HEADER else 0
            yield place + 8 + skip, length - skip
        place += frame + length + (length & 1 if padded else 0)


def _read_exif(content: Content, begin: int, length: int) -> tuple[date | None, bool]:
    order = {b"II": "little", b"MM": "big"}.get(content.at(begin, 2), "")
    if not order:
        return None, False
    first = _tags(content, begin, length, content.number(begin + 4, 4, order), order)
    taken = _tags(content, begin, length, first.get(_EXIF_POINTER, (0, 0))[1], order)
    place = _tags(content, begin, length, first.get(_GPS_POINTER, (0, 0))[1], order)
    day = _exif_day(content, begin, length, taken.get(_TAKEN))
    if day is None:
        day = _exif_day(content, begin, length, taken.get(_DIGITIZED))
    return day, _LATITUDE in place and _LONGITUDE in place


def _tags(content: Content, begin: int, length: int, offset: int, order: str) -> dict[int, tuple[int, int]]:
    """Tag -> (count, value or offset) of the directory at ``offset``; empty where it lies outside."""
    if not 8 <= offset <= length - 2:
        return {}
    count = min(content.number(begin + offset, 2, order), _MOST_TAGS, (length - offset - 2) // 12)
    tags = {}
    for number in range(count):
        place = begin + offset + 2 + 12 * number
        tag = content.number(place, 2, order)
        tags[tag] = (content.number(place + 4, 4, order), content.number(place + 8, 4, order))
    return tags


def _exif_day(content: Content, begin: int, length: int, tag: tuple[int, int] | None) -> date | None:
    """``YYYY:MM:DD HH:MM:SS``; some programs write other signs between."""
    if tag is None or tag[1] > length - 10:
        return None
    told = re.match(rb"(\d{4})[:\-/. ](\d\d)[:\-/. ](\d\d)", content.at(begin + tag[1], 10))
    return _day(*(part.decode("ascii") for part in told.groups())) if told else None
