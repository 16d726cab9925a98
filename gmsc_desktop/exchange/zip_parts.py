"""The files inside a workbook or document that is a ZIP, read by name, never more than the limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from gmsc_desktop.exchange.limits import MEGABYTE, MOST_PART_BYTES, MOST_PARTS
from gmsc_desktop.exchange.refusals import FileRefused

_BLOCK = 256 * 1024
_ENCRYPTED = 0x1


class Parts:
    """A ZIP of a stranger, open for reading; names are matched without regard to case."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        try:
            self._zip = ZipFile(path)
            infos = self._zip.infolist()
        except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise FileRefused("cut-off" if _begins_as_zip(path) else "broken", name=name) from error
        if len(infos) > MOST_PARTS:
            raise FileRefused("unsafe", name=name)
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise FileRefused("locked", name=name)
        self._infos = {info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in infos}

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, *_told: object) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._infos

    def blocks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part; raises ``FileRefused`` where it is missing, damaged or swells beyond all use."""
        info = self._infos.get(part.casefold())
        if info is None:
            raise FileRefused("broken", name=self.name)
        taken = 0
        try:
            with self._zip.open(info) as stream:
                while block := stream.read(_BLOCK):
                    taken += len(block)
                    if taken > MOST_PART_BYTES:
                        raise FileRefused("swells", name=self.name, limit=MOST_PART_BYTES // MEGABYTE)
                    yield block
        except (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise FileRefused("broken", name=self.name) from error

    def read(self, part: str, most: int = 8 * MEGABYTE) -> bytes:
        """A small part whole."""
        made = bytearray()
        for block in self.blocks(part):
            made += block
            if len(made) > most:
                raise FileRefused("swells", name=self.name, limit=most // MEGABYTE)
        return bytes(made)


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False
