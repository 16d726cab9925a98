"""Looks for a text in files of every kind as a person with patience would: bytes, packed entries, pages of a PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2


def digits_in(text: str) -> str:
    """The text without what stands between digits, so that a number is found however it is written."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "-.()")


def texts_of(content: bytes, name: str = "") -> Iterator[tuple[str, str]]:
    """Name and text of a file and of everything packed in it; a database is text enough as it is."""
    yield name, content.decode("utf-8", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield name, entry.filename
                yield from texts_of(archive.read(entry), f"{name}/{entry.filename}")
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        try:
            pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
            yield name, "\n".join([*pages, *document.get_metadata_dict().values()])
        finally:
            document.close()


def places_of(canary: str, *roots: Path) -> list[str]:
    """The files below these folders in which the canary stands, in their names, bytes or packed parts."""
    wanted = digits_in(canary)
    found: dict[str, None] = {}
    for root in roots:
        paths = [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file())
        for path in paths:
            for name, text in ((path.name, str(path)), *texts_of(path.read_bytes(), path.name)):
                if wanted in digits_in(text):
                    found[name] = None
    return list(found)
