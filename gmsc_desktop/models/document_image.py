"""The file of a plan at one moment: what a backup is written from and compared with, a block at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from gmsc_desktop.platform_files import remove_folder

_BLOCK = 1024 * 1024  # bytes in memory at once


class Image(AbstractContextManager["Image"]):
    """What stands in a plan's file, such that it opens alone: bytes, or a file.

    ``folder`` is the private one in which the file lies, where it goes with the image. Raises OSError.
    """

    def __init__(self, content: bytes | Path, folder: Path | None = None) -> None:
        self._content = content
        self._folder = folder
        self.sha256 = ""
        self.size = len(content) if isinstance(content, bytes) else content.stat().st_size

    def blocks(self) -> Iterator[bytes]:
        """All bytes in their order. Raises OSError with the name of the file."""
        if isinstance(self._content, bytes):
            for first in range(0, self.size, _BLOCK):
                yield self._content[first : first + _BLOCK]
            return
        try:
            with self._content.open("rb") as file:
                while block := file.read(_BLOCK):
                    yield block
        except OSError as error:
            error.filename = error.filename or str(self._content)
            raise

    def write(self, stream: BinaryIO) -> None:
        """Write everything into a stream; afterwards ``sha256`` is known. Raises OSError."""
        digest = hashlib.sha256()
        for block in self.blocks():
            stream.write(block)
            digest.update(block)
        self.sha256 = digest.hexdigest()

    def is_in(self, path: Path) -> bool:
        """Whether a file holds exactly the same bytes. Raises OSError."""
        with path.open("rb") as file:
            return all(file.read(len(block)) == block for block in self.blocks()) and not file.read(1)

    def close(self) -> None:
        """Give the memory or the private folder back."""
        self._content = b""
        if self._folder is not None:
            remove_folder(self._folder)

    def __exit__(self, *_exc: object) -> None:
        self.close()
