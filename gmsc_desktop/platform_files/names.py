"""File names that people see and that every system, mail program and stick accepts."""

from __future__ import annotations

import re
import unicodedata

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file; the name counts up to its first dot.
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}")


def safe_file_name(text: str, limit: int = 120) -> str:
    """A file name of plain ASCII from any text, at most ``limit`` characters, never empty, never a device of Windows.

    Accents are dropped, what no system or mail program minds is kept, the rest becomes a hyphen; a short extension
    survives the cutting. The name is for people: it is not unique and does not lead back to the text.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    plain = re.sub(r"\s+", " ", plain)
    plain = re.sub(r"[^A-Za-z0-9._() -]+", "-", plain)
    plain = re.sub(r"-{2,}", "-", re.sub(r"\.{2,}", ".", plain))
    plain = plain.lstrip(" .-").rstrip(" .-")
    if _RESERVED.fullmatch(plain.split(".")[0].strip()):
        plain = f"_{plain}"
    return _cut(plain, limit) or "tanpa-nama"


def _cut(name: str, limit: int) -> str:
    stem, dot, extension = name.rpartition(".")
    if len(name) > limit and _EXTENSION.fullmatch(dot + extension) and len(extension) + 1 < limit:
        return stem[: limit - len(extension) - 1].rstrip(" .-") + dot + extension
    return name[:limit].rstrip(" .-")
