"""The small text files of a bag (BagIt 1.0, RFC 8493): written in one form, read back strictly."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from gmsc_desktop.package.refusals import PackageRefused

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = 79  # RFC 8493, 2.2.2
_LONGEST_VALUE = 1000
_LONGEST_INFO = 64 * 1024
_LABEL = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*")
_MANIFEST_LINE = re.compile(r"([0-9a-f]{128})  ([!-~]{1,200})")


def info_text(fields: Iterable[tuple[str, str]]) -> bytes:
    """``bag-info.txt``: one element a line, long ones folded at spaces; a value never makes an element of its own."""
    return "".join(f"{_folded(label, plain_line(value))}\n" for label, value in fields if value).encode("utf-8")


def plain_line(value: str) -> str:
    """A text on one line: white space and everything unprintable becomes one space, at most 1,000 characters."""
    kept = "".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", value))
    return " ".join(kept.split())[:_LONGEST_VALUE].rstrip()


def _folded(label: str, value: str) -> str:
    lines = textwrap.wrap(
        f"{label}: {value}", _LINE, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)


def parse_info(data: bytes) -> dict[str, str]:
    """The elements of ``bag-info.txt``. Raises ``PackageRefused`` for whatever ``info_text`` would not have written."""
    try:
        text = data.decode("utf-8") if len(data) <= _LONGEST_INFO else ""
    except UnicodeDecodeError as error:
        raise PackageRefused("bag-info", what="UTF-8") from error
    fields: dict[str, str] = {}
    for element in re.sub(r"\n  (?=\S)", " ", text).split("\n")[:-1]:
        label, colon, value = element.partition(": ")
        if not colon or not _LABEL.fullmatch(label) or label in fields:
            raise PackageRefused("bag-info", what=element)
        fields[label] = value
    if info_text(fields.items()) != data:
        raise PackageRefused("bag-info", what="bag-info.txt")
    return fields


def manifest_text(digests: Mapping[str, str]) -> bytes:
    """A manifest as ``sha512sum -c`` reads it, in the order of the names."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode("ascii")


def parse_manifest(data: bytes, file: str) -> dict[str, str]:
    """SHA-512 in lower case by name. Raises ``PackageRefused`` for another form, order or a name that stands twice."""
    digests: dict[str, str] = {}
    lines: Sequence[str] = data.decode("ascii", "replace").split("\n")
    for number, line in enumerate(lines[:-1], 1):
        found = _MANIFEST_LINE.fullmatch(line)
        if found is None or found[2] in digests:
            raise PackageRefused("manifest", name=file, line=number)
        digests[found[2]] = found[1]
    if lines[-1] or manifest_text(digests) != data:
        raise PackageRefused("manifest", name=file, line=len(lines))
    return digests
