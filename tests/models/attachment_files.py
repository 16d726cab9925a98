"""Small files of every kind that people attach, and of kinds that they should not, built byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

OFFICE = "application/vnd.openxmlformats-officedocument."


def tiff(
    taken: bytes = b"2023:11:05 10:11:12\x00",
    *,
    located: bool = False,
    place: tuple[int, ...] = (2, 4),
    order: str = "<",
    tag: int = 0x9003,
    size: tuple[int, int] = (4, 4),
) -> bytes:
    """A TIFF structure with Exif: a first directory, the photo's, and the place's."""
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    pointers = [(0x0100, size[0]), (0x0101, size[1]), (0x8769, 0)] + ([(0x8825, 0)] if located else [])
    photo_at = 8 + 2 + 12 * len(pointers) + 4
    text_at = photo_at + 2 + 12 + 4
    place_at = text_at + len(taken)
    values = {0x8769: photo_at, 0x8825: place_at}
    data = mark + struct.pack(order + "IH", 8, len(pointers))
    for name, value in pointers:
        data += struct.pack(order + "HHII", name, 4, 1, values.get(name, value))
    data += bytes(4) + struct.pack(order + "HHHII", 1, tag, 2, len(taken), text_at) + bytes(4) + taken
    if located:
        data += struct.pack(order + "H", len(place))
        for name in place:
            data += struct.pack(order + "HHII", name, 5, 3, place_at)
        data += bytes(4)
    return data


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg(exif: bytes = b"", *, preview: bytes = b"", end: bool = True, dims: tuple[int, int] = (8, 8)) -> bytes:
    """A JPEG as far as its segments go, with stuffed bytes and restart markers in its data."""
    data = b"\xff\xd8" + segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    if exif:
        data += segment(0xE1, b"Exif\x00\x00" + exif + preview)
    data += segment(0xDB, bytes(65)) + segment(0xC0, struct.pack(">BHHB", 8, dims[1], dims[0], 1) + b"\x01\x11\x00")
    data += segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56" * 50
    return data + (b"\xff\xd9" if end else b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(exif: bytes = b"", *, dims: tuple[int, int] = (1, 1)) -> bytes:
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *dims, 8, 0, 0, 0, 0))
    data += chunk(b"eXIf", exif) if exif else b""
    return data + chunk(b"IDAT", zlib.compress(b"\x00\x00")) + chunk(b"IEND", b"")


def riff(kind: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    body = kind + b"".join(name + struct.pack("<I", len(data)) + data + bytes(len(data) & 1) for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", 8 + len(data)) + kind + data


def film(brand: bytes, described: bytes = b"moov") -> bytes:
    return box(b"ftyp", brand + bytes(4) + b"isom") + box(described, bytes(20)) + box(b"mdat", bytes(100))


def heic(exif: bytes, before: int = 33) -> bytes:
    item = struct.pack(">I", 6) + b"Exif\x00\x00" + exif
    return box(b"ftyp", b"heic" + bytes(4) + b"mif1heic") + box(b"meta", bytes(40)) + box(b"mdat", bytes(before) + item)


def pdf(trailer: bytes = b"", *, as_stream: bool = False, before: bytes = b"") -> bytes:
    """A PDF with the cross-reference as a table, or as a stream."""
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    body += before
    place = len(body)
    if as_stream:
        body += b"3 0 obj\n<</Type/XRef/Size 4/Root 1 0 R/W[1 2 1]/Length 4" + trailer + b">>\nstream\n\x00\x00\x00\x00"
        body += b"\nendstream\nendobj\n"
    else:
        body += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 3/Root 1 0 R" + trailer + b">>\n"
    return body + b"startxref\n" + str(place).encode() + b"\n%%EOF\n"


def zipped(members: Mapping[str, bytes | str], *, encrypted: bool = False) -> bytes:
    """A ZIP; ``encrypted`` sets the flag on its last member, as a program with a password does."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, compress_type=stored)
    result = bytearray(file.getvalue())
    if encrypted:
        result[result.rindex(b"PK\x01\x02") + 8] |= 1
        result[result.rindex(b"PK\x03\x04") + 6] |= 1
    return bytes(result)


def office(folder: str, *more: str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", f"{folder}/document.xml": "<x/>", **dict.fromkeys(more, b"\x01")})


def open_document(kind: str, members: Mapping[str, bytes | str] | None = None) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    manifest = {"META-INF/manifest.xml": "<manifest:manifest/>"}
    return zipped({"mimetype": mimetype, "content.xml": "<x/>", **manifest, **(members or {})})


def ole(streams: Mapping[str, bytes], *, root_class: bytes = bytes(16)) -> bytes:
    """An OLE compound file ([MS-CFB]): header, one FAT sector, a directory of one sector for every four entries."""
    names = ["Root Entry", *streams]
    directory_sectors = -(-len(names) // 4)
    fat = [0xFFFF_FFFD, *range(2, directory_sectors + 1), 0xFFFF_FFFE]
    entries, bodies = b"", b""
    for number, name in enumerate(names):
        data = streams.get(name, b"").ljust(512, b"\x00")
        begin = len(fat)
        if number:
            sectors = len(data) // 512
            fat += [*range(begin + 1, begin + sectors), 0xFFFF_FFFE]
            bodies += data
        encoded = name.encode("utf-16-le") + b"\x00\x00"
        entry = encoded.ljust(64, b"\x00") + struct.pack("<HBB", len(encoded), 2 if number else 5, 1)
        entry += b"\xff" * 12 + (bytes(16) if number else root_class) + bytes(20)
        entries += entry + struct.pack("<IQ", begin if number else 0xFFFF_FFFE, len(data) if number else 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    table = b"".join(struct.pack("<I", one) for one in fat).ljust(512, b"\xff")
    return header + table + entries.ljust(512 * directory_sectors, b"\x00") + bodies


def word(*, locked: bool = False) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100 if locked else 0) + bytes(4096 - 12)


def book(*, locked: bool = False) -> bytes:
    records = struct.pack("<HH", 0x0809, 16) + bytes(16)
    if locked:
        records += struct.pack("<HH", 0x2F, 6) + bytes(6)
    return (records + struct.pack("<HH", 0x00E1, 2) + bytes(2)).ljust(4096, b"\x00")
