"""What was answered about the layouts of tables, as this computer remembers it: one small file for each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import make_folders, write_atomically

_FOLDER = "susunan-kolom"


def remembered_place(fingerprint: str) -> Path:
    """Where the answers about a layout are kept on this computer."""
    return data_folder() / _FOLDER / f"{fingerprint}.json"


def write_mapping(place: Path, mapping: Mapping[str, Any], *, read_back: bool | None = None) -> None:
    """Write a mapping file whole, or not at all. Raises ``OSError`` or ``UserFacingError`` where the drive refuses."""
    text = json.dumps(mapping, ensure_ascii=False, indent=1).encode()

    def write(stream: IO[bytes]) -> None:
        stream.write(text)

    write_atomically(place, write, read_back=read_back)


def remember(fingerprint: str, mapping: Mapping[str, Any]) -> bool:
    """Keep what was answered for the next time; False where the drive refuses, which undoes no import."""
    place = remembered_place(fingerprint)
    try:
        make_folders(place.parent)
        write_mapping(place, mapping, read_back=False)
    except (OSError, UserFacingError):
        return False
    return True


def forget(fingerprint: str) -> None:
    """Read this layout by its headings alone again."""
    remembered_place(fingerprint).unlink(missing_ok=True)
