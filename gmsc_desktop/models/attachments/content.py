"""Random reading of a file of a stranger, in bounded pieces."""

from __future__ import annotations

import os
from typing import BinaryIO

_PIECE = 1024 * 1024


class Content:
    """What a file holds. Reading past the end gives fewer bytes, never an error."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, os.SEEK_END)

    def at(self, offset: int, length: int) -> bytes:
        """At most ``length`` bytes from ``offset``."""
        if not 0 <= offset < self.size:
            return b""
        self._file.seek(offset)
        return self._file.read(min(length, self.size - offset))

    def number(self, offset: int, length: int, order: str) -> int:
        """The unsigned number of ``length`` bytes at ``offset``; what lies past the end counts as zero."""
        return int.from_bytes(self.at(offset, length).ljust(length, b"\x00"), "big" if order == "big" else "little")

    def find(self, wanted: bytes, begin: int, end: int) -> int:
        """Where ``wanted`` stands first between two offsets; -1 where it does not."""
        end = min(end, self.size)
        while begin < end:
            piece = self.at(begin, min(_PIECE + len(wanted) - 1, end - begin))
            found = piece.find(wanted)
            if found >= 0:
                return begin + found
            begin += _PIECE
        return -1
