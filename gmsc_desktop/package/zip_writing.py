"""Writes the ZIP of a package strictly from front to back, so that the same content gives the same bytes.

``zipfile`` goes back to each header once it knows the content's check sum, or leaves the header empty; neither may be:
headers must tell the same in both places, and a file written in order is hashed while it is written.
"""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import IO, BinaryIO

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.package.hashing import BLOCK
from gmsc_desktop.package.meter import Meter
from gmsc_desktop.package.zip_form import (
    DEFLATED,
    LARGEST_FILE,
    STORED,
    Entry,
    central_header,
    dos_stamp,
    end_records,
    local_header,
)
from gmsc_desktop.text import _

# Measured on plan tables and JSON: level 1 97 MB/s to 1/4.5, 5 40 MB/s to 1/5.5, 6 24 MB/s to 1/5.6, 9 9 MB/s to 1/5.7.
LEVEL = 5
LARGEST_RATIO = 100  # what shrinks more is stored as it is: readers take a ZIP bomb to begin at twice this
_IN_MEMORY = 8 * 1024 * 1024  # a file up to here is read once, a larger one twice: its check sum stands before it
_SAMPLE = 64 * 1024
_COMPRESSED = frozenset(
    (  # noqa: SIM905 - one name a line would hide the list
        "jpg jpeg png gif webp heic heif avif mp4 m4v mov 3gp mkv webm avi mp3 m4a ogg zip rar 7z gz "
        "docx xlsx pptx odt ods odp"
    ).split()
)

Watch = Callable[[bytes], None]


class ZipWriter:
    """Adds files one after another to ``sink``, which must stand at its beginning, and ends the ZIP."""

    def __init__(self, sink: BinaryIO, moment: datetime, meter: Meter) -> None:
        self._sink = sink
        self._stamp = dos_stamp(moment)
        self._meter = meter
        self._entries: list[Entry] = []
        self._at = 0

    def add(self, name: str, file: IO[bytes], watch: Watch) -> int:
        """Add all of a file that can seek; each of its blocks is shown to ``watch`` once. Its size in bytes."""
        if _may_shrink(name, file):
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as packed:
                crc, size = self._pack(file, packed, watch)
                packed_size = packed.tell()
                if packed_size < size <= packed_size * LARGEST_RATIO:
                    self._append(Entry(name, DEFLATED, self._stamp, crc, packed_size, size, self._at), packed, _nobody)
                    return size
            watch = _nobody
        if (content := _whole(file)) is not None:
            file = io.BytesIO(content)
        crc, size = self._check_sum(file)
        self._append(Entry(name, STORED, self._stamp, crc, size, size, self._at), file, watch)
        return size

    def finish(self) -> None:
        """Write the directory; nothing can be added afterwards."""
        directory_size = 0
        for entry in self._entries:
            header = central_header(entry)
            directory_size += len(header)
            self._sink.write(header)
        self._sink.write(end_records(len(self._entries), self._at, directory_size))

    def _append(self, entry: Entry, file: IO[bytes], watch: Watch) -> None:
        self._sink.write(local_header(entry))
        file.seek(0)
        left = entry.packed
        while left and (block := file.read(min(BLOCK, left))):
            watch(block)
            self._sink.write(block)
            self._meter.add(len(block))
            left -= len(block)
        if left or file.read(1):
            raise UserFacingError(
                _("Sebuah berkas berubah ketika sedang dimasukkan ke dalam paket. Paket tidak dibuat."),
                _("Tutup program lain yang memakai berkas itu, lalu coba lagi."),
            )
        self._entries.append(entry)
        self._at = entry.end

    def _pack(self, file: IO[bytes], packed: IO[bytes], watch: Watch) -> tuple[int, int]:
        squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        crc = size = 0
        file.seek(0)
        while block := file.read(BLOCK):
            watch(block)
            crc = zlib.crc32(block, crc)
            packed.write(squeeze.compress(block))
            size += len(block)
            self._meter.check()
        packed.write(squeeze.flush())
        return crc, _bounded(size)

    def _check_sum(self, file: IO[bytes]) -> tuple[int, int]:
        crc = size = 0
        file.seek(0)
        while block := file.read(BLOCK):
            crc = zlib.crc32(block, crc)
            size += len(block)
            self._meter.check()
        return crc, _bounded(size)


def _bounded(size: int) -> int:
    if size > LARGEST_FILE:
        raise UserFacingError(
            _("Sebuah berkas lebih besar dari 4 GB, sehingga tidak dapat dimasukkan ke dalam paket."),
            _("Buat paket dengan bukti terpilih, tanpa berkas itu."),
        )
    return size


def _may_shrink(name: str, file: IO[bytes]) -> bool:
    """Whether trying is worth it: a piece from the middle of the file must shrink by a tenth."""
    if name.rpartition(".")[2] in _COMPRESSED:
        return False
    size = file.seek(0, 2)
    if size <= _SAMPLE:
        return True
    file.seek(size // 2)
    piece = file.read(_SAMPLE)
    return len(zlib.compress(piece, 1)) < len(piece) * 0.9


def _whole(file: IO[bytes]) -> bytes | None:
    """The content of a file that is small; None where it is larger, or grew since it was measured."""
    if file.seek(0, 2) > _IN_MEMORY:
        return None
    file.seek(0)
    content = file.read(_IN_MEMORY + 1)
    return content if len(content) <= _IN_MEMORY else None


def _nobody(_block: bytes) -> None:
    """Nobody watches: these bytes were shown before."""
