"""Which format a file is of, by its content and never by its name; what is not read here is refused with a way on."""

from __future__ import annotations

import re
from pathlib import Path

from gmsc_desktop.exchange.limits import MEGABYTE, MOST_FILE_BYTES
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.zip_parts import Parts

_HEAD = 64 * 1024
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
_BIFF_ALONE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div|frameset)\b", re.IGNORECASE)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def form_of(path: Path, name: str) -> str:
    """xlsx, xls, ods, docx, html, xml or csv. Raises ``FileRefused`` for anything else."""
    size = path.stat().st_size
    if not size:
        raise FileRefused("empty", name=name)
    if size > MOST_FILE_BYTES:
        raise FileRefused("large-file", name=name, limit=MOST_FILE_BYTES // MEGABYTE)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK"):
        return _of_zip(path, name)
    if head.startswith(_COMPOUND):
        return _of_compound(path, name)
    _refuse_others(head, name)
    return _of_text(head, name)


def _of_zip(path: Path, name: str) -> str:
    with Parts(path, name) as parts:
        if "xl/workbook.bin" in parts:
            raise FileRefused("binary-workbook", name=name)
        if "ppt/presentation.xml" in parts:
            raise FileRefused("slides", name=name)
        if "word/document.xml" in parts:
            return "docx"
        if "xl/workbook.xml" in parts or "_rels/.rels" in parts:
            return "xlsx"
        if "content.xml" in parts:
            kind = parts.read("mimetype", 4096) if "mimetype" in parts else b""
            if b"opendocument.presentation" in kind:
                raise FileRefused("slides", name=name)
            return "ods"
    raise FileRefused("archive", name=name)


def _of_compound(path: Path, name: str) -> str:
    """A file of the old Office family: its directory names the streams in UTF-16."""
    content = path.read_bytes()

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        raise FileRefused("locked", name=name)
    if has("WordDocument"):
        raise FileRefused("doc", name=name)
    if has("PowerPoint Document"):
        raise FileRefused("slides", name=name)
    if has("Workbook"):
        return "xls"
    if has("Book"):
        raise FileRefused("old-workbook", name=name)
    raise FileRefused("cut-off" if len(content) < 8192 else "unknown", name=name)


def _refuse_others(head: bytes, name: str) -> None:
    if b"%PDF-" in head[:1024]:
        raise FileRefused("pdf", name=name)
    if head.startswith(_PICTURES):
        raise FileRefused("picture", name=name)
    if head.startswith(_ARCHIVES):
        raise FileRefused("archive", name=name)
    if head.startswith(_BIFF_ALONE):
        raise FileRefused("old-workbook", name=name)
    if head.startswith(b"{\\rtf"):
        raise FileRefused("doc", name=name)
    if re.match(rb"\s*MIME-Version:", head, re.IGNORECASE):
        raise FileRefused("mail-page", name=name)


def _of_text(head: bytes, name: str) -> str:
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"} or 0.3 < head[:400].count(b"\x00") / len(head[:400]) < 0.6
    plain = head.replace(b"\x00", b"") if wide else head
    if _SPREADSHEET_XML in plain and b"<" in plain[:200]:
        return "xml"
    if _HTML.search(plain):
        if re.search(rb"<frameset\b", plain, re.IGNORECASE):
            raise FileRefused("frames", name=name)
        return "html"
    if b"\x00" in plain or sum(byte < 9 or 13 < byte < 32 for byte in plain[:4096]) > 8:
        raise FileRefused("unknown", name=name)
    return "csv"
