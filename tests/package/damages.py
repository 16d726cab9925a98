"""What befalls a package by chance or by an ignorant hand: bytes, the ZIP around them, files beside their lists.

Each takes a good package and dice, and gives a mutant. None of them seals or lists anew: a mutant that is taken must
hold exactly what the good package holds.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO

from gmsc_desktop.package.zip_form import (
    DEFLATED,
    END_STRUCT,
    STORED,
    Entry,
    central_header,
    local_header,
)
from gmsc_desktop.package.zip_reading import ZipCaps, read_directory
from tests.package.packages import FOLDER, raw_zip, zip_of

Damage = Callable[[bytes, random.Random], bytes]
Parts = list[tuple[Entry, bytes]]
NUMBERS = (0, 1, 2, 7, 8, 9, 20, 45, 99, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 2**31 - 1, 2**31, 2**32 - 1)

# Where fields of headers stand, and their forms; those of an entry's two headers in the same order.
LOCAL_PLACES = (
    (6, "<H"), (8, "<H"), (10, "<H"), (12, "<H"), (14, "<L"), (18, "<L"), (22, "<L"), (4, "<H"), (28, "<H"),
)  # fmt: skip
CENTRAL_PLACES = (
    (8, "<H"), (10, "<H"), (12, "<H"), (14, "<H"), (16, "<L"), (20, "<L"), (24, "<L"), (6, "<H"), (30, "<H"),
)  # fmt: skip
CENTRAL_ALONE = ((4, "<H"), (32, "<H"), (34, "<H"), (36, "<H"), (38, "<L"), (42, "<L"), (28, "<H"))
END_PLACES = ((4, "<H"), (6, "<H"), (8, "<H"), (10, "<H"), (12, "<L"), (16, "<L"), (20, "<H"))


# -- bytes


def flips(data: bytes, dice: random.Random) -> bytes:
    """One to eight bits turned over."""
    mutant = bytearray(data)
    for _bit in range(dice.choice((1, 1, 1, 2, 8)) if mutant else 0):
        mutant[dice.randrange(len(mutant))] ^= 1 << dice.randrange(8)
    return bytes(mutant)


def header_flips(data: bytes, dice: random.Random) -> bytes:
    """Bits turned over in the directory and the records at the end, where every byte means something."""
    begin = int.from_bytes(data[-6:-2], "little")
    return data[:begin] + flips(data[begin:], dice)


def cut(data: bytes, dice: random.Random) -> bytes:
    """Only the beginning, or only the end."""
    at = dice.randrange(len(data))
    return data[:at] if dice.random() < 0.8 else data[at:]


def hole(data: bytes, dice: random.Random) -> bytes:
    """A stretch that the stick has lost."""
    at, length = dice.randrange(len(data)), dice.choice((1, 16, 512, 4096))
    return data[:at] + bytes(min(length, len(data) - at)) + data[at + length :]


def spliced(data: bytes, dice: random.Random) -> bytes:
    """A stretch that stands in another's place."""
    one, other, length = dice.randrange(len(data)), dice.randrange(len(data)), dice.choice((4, 64, 2048))
    piece = data[other : other + length]
    return data[:one] + piece + data[one + len(piece) :]


def swapped(data: bytes, dice: random.Random) -> bytes:
    """Two stretches that have changed places."""
    one, two, three = sorted(dice.randrange(len(data)) for _cut in range(3))
    length = dice.choice((1, 16, 512))
    first, between, second = data[one:two][:length], data[one:two][length:] + data[two:three], data[three:][:length]
    return data[:one] + second + between + first + data[three + len(second) :]


def grown(data: bytes, dice: random.Random) -> bytes:
    """Something that has come in between."""
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.choice((1, 22, 300))) + data[at:]


def shrunk(data: bytes, dice: random.Random) -> bytes:
    """Something that has gone from in between."""
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice((1, 4, 1000)) :]


# -- the ZIP around the files


def parts_of(data: bytes) -> Parts:
    """The entries of a good package with their packed bytes."""
    entries = read_directory(BytesIO(data), ZipCaps()).entries
    return [(entry, data[entry.data_at : entry.data_at + entry.packed]) for entry in entries]


def rearranged(data: bytes, dice: random.Random) -> bytes:
    """Entries twice, gone, renamed, in another order, or with each other's content; the ZIP itself fits."""
    parts = parts_of(data)
    for _change in range(dice.choice((1, 1, 2, 3))):
        at, other = dice.randrange(len(parts)), dice.randrange(len(parts))
        how = dice.randrange(7)
        if how == 0:
            parts.insert(other, parts[at])
        elif how == 1 and len(parts) > 1:
            del parts[at]
        elif how == 2:
            parts[at], parts[other] = parts[other], parts[at]
        elif how == 3:
            parts[at] = (replace(parts[at][0], name=_another_name(parts, dice)), parts[at][1])
        elif how == 4:
            parts[at] = (replace(parts[other][0], name=parts[at][0].name), parts[other][1])
        elif how == 5:
            parts.insert(at, _plain(_another_name(parts, dice), dice.randbytes(dice.choice((0, 1, 50)))))
        else:
            parts[at] = _repacked(*parts[at], dice)
    return raw_zip(parts)


def _another_name(parts: Parts, dice: random.Random) -> str:
    name = dice.choice(parts)[0].name
    folder, _slash, last = name.rpartition("/")
    return dice.choice(
        (name, name.upper(), name + "/", f"{folder}/../{last}", f"../{last}", f"/{name}", f"{folder}/{last}.exe",
         f"{folder}/.{last}", f"{name}.", name.replace("/", "\\"), f"{folder}//{last}", f"{FOLDER}/.DS_Store",
         f"__MACOSX/{name}", f"{FOLDER}2/{last}", last, f"{folder}/CON", f"{folder}/{'a' * 200}", f"C:{name}")
    )  # fmt: skip


def _plain(name: str, content: bytes) -> tuple[Entry, bytes]:
    return Entry(name, STORED, (0, 33), zlib.crc32(content), len(content), len(content), 0), content


def _repacked(entry: Entry, packed: bytes, dice: random.Random) -> tuple[Entry, bytes]:
    """The same content packed in another way."""
    content = zlib.decompress(packed, -15) if entry.method == DEFLATED else packed
    if entry.method == DEFLATED and dice.random() < 0.5:
        return replace(entry, method=STORED, packed=len(content)), content
    squeeze = zlib.compressobj(dice.randrange(1, 10), zlib.DEFLATED, -15)
    made = squeeze.compress(content) + squeeze.flush()
    return replace(entry, method=DEFLATED, packed=len(made)), made


def other_headers(data: bytes, dice: random.Random) -> bytes:
    """Fields of headers and of the last record with other numbers; often in both headers of an entry alike."""
    parts = parts_of(data)
    hit, alike, place = dice.choice(parts)[0].name, dice.random() < 0.5, dice.randrange(9)
    value = dice.choice(NUMBERS)

    def local(entry: Entry) -> bytes:
        made = local_header(entry)
        return _patched(made, *LOCAL_PLACES[place], value) if alike and entry.name == hit else made

    def central(entry: Entry) -> bytes:
        made = central_header(entry)
        if entry.name != hit:
            return made
        return _patched(made, *(CENTRAL_PLACES[place] if alike else dice.choice(CENTRAL_PLACES + CENTRAL_ALONE)), value)

    made = raw_zip(parts, local=local, central=central)
    if dice.random() < 0.2:
        at = len(made) - END_STRUCT.size
        made = made[:at] + _patched(made[at:], *dice.choice(END_PLACES), value)
    return made


def _patched(data: bytes, at: int, form: str, value: int) -> bytes:
    size = struct.calcsize(form)
    return data[:at] + (value % (1 << 8 * size)).to_bytes(size, "little") + data[at + size :]


def extra_fields(data: bytes, dice: random.Random) -> bytes:
    """Fields behind an entry's name in the directory, the file, or both: known kinds, wrong sizes, rubbish."""
    parts = parts_of(data)
    hit = dice.choice(parts)[0].name
    kind = dice.choice((0x0001, 0x7075, 0x6375, 0x5455, 0x5855, 0x000A, 0x9901, 0xCAFE))
    content = dice.randbytes(dice.choice((0, 1, 4, 5, 8, 28)))
    told = dice.choice((len(content), len(content), 0, 0xFFFF))
    raw = struct.pack("<2H", kind, told) + content
    where = dice.randrange(3)

    def local(entry: Entry) -> bytes:
        made = local_header(entry)
        return _patched(made, 28, "<H", len(raw)) + raw if where != 1 and entry.name == hit else made

    def central(entry: Entry) -> bytes:
        made = central_header(entry)
        return _patched(made, 30, "<H", len(raw)) + raw if where != 0 and entry.name == hit else made

    return raw_zip(parts, local=local, central=central)


# -- files beside their lists


def other_content(data: bytes, dice: random.Random) -> bytes:
    """One file changed, with the ZIP's own check sums right: the lists and the seal must see it."""
    files = contents_of(data)
    name = dice.choice(sorted(files))
    files[name] = dice.choice((flips, cut, hole, grown, shrunk, spliced, swapped))(files[name] or b"x", dice)
    return zip_of(files)


def contents_of(data: bytes) -> dict[str, bytes]:
    """The files of a good package by their whole names."""
    import zipfile

    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


DAMAGES: Mapping[str, Damage] = {
    damage.__name__: damage
    for damage in (
        flips, header_flips, cut, hole, spliced, swapped, grown, shrunk, rearranged, other_headers, extra_fields,
        other_content,
    )
}  # fmt: skip
