"""Whether a file is whole, empty, cut off or locked: so much as can be told without opening it in its program."""

from __future__ import annotations

import re
from typing import Literal

from gmsc_desktop.models.attachments.containers import OleList, ZipList, member_text
from gmsc_desktop.models.attachments.content import Content

State = Literal["utuh", "kosong", "terpotong", "terkunci"]

_PIECE = 1024 * 1024
_MOST_STEPS = 100_000
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_PDF_NAME_ENDS = rb"(?=[\s()<>\[\]{}/%\d])"
_ENCRYPT = re.compile(rb"/Encrypt" + _PDF_NAME_ENDS)


def state_of(content: Content, kind: str, members: ZipList | None, streams: OleList | None) -> State:
    """The state of a file of this media type; "utuh" where nothing speaks against it."""
    if content.size == 0:
        return "kosong"
    if members is not None:
        return _zip_state(content, members)
    if streams is not None:
        return _ole_state(content, streams)
    if kind == "application/pdf":
        return _pdf_state(content)
    whole = True
    if kind == "image/jpeg":
        whole = _jpeg_is_whole(content)
    elif kind == "image/png":
        whole = _png_is_whole(content)
    elif content.at(0, 4) == b"RIFF":
        whole = _riff_is_whole(content)
    elif content.at(4, 4) == b"ftyp":
        whole = _boxes_are_whole(content)
    return "utuh" if whole else "terpotong"


def _zip_state(content: Content, members: ZipList) -> State:
    if not members.whole:
        return "terpotong"
    if members.encrypted():
        return "terkunci"
    manifest = members.member("META-INF/manifest.xml") if "mimetype" in members.names() else None
    if manifest is not None and b"encryption-data" in member_text(content, manifest):
        return "terkunci"
    return "utuh"


def _ole_state(content: Content, streams: OleList) -> State:
    """[MS-OFFCRYPTO] wraps new formats; the old ones tell in their own streams ([MS-DOC] 2.5.2, [MS-XLS] 2.4.117)."""
    if "EncryptedPackage" in streams.entries or "EncryptedSummary" in streams.entries:
        return "terkunci"
    if not streams.whole:
        return "terpotong"
    word = streams.entries.get("WordDocument")
    if word is not None and content.number(word + 10, 2, "little") & 0x0100:
        return "terkunci"
    book = streams.entries.get("Workbook", streams.entries.get("Book"))
    return "terkunci" if book is not None and _book_is_locked(content, book) else "utuh"


def _book_is_locked(content: Content, begin: int) -> bool:
    """FILEPASS follows BOF and at most a few small records."""
    place = begin
    for _step in range(4):
        kind, length = content.number(place, 2, "little"), content.number(place + 2, 2, "little")
        if kind == 0x2F:
            return True
        place += 4 + length
    return False


def _pdf_state(content: Content) -> State:
    """ISO 32000-1, 7.5.5: the end names the last cross-reference, whose dictionary tells encryption."""
    begin = max(0, content.size - 4096)
    tail = content.at(begin, 4096)
    found = list(re.finditer(rb"startxref\s+(\d{1,12})", tail))
    if not found or b"%%EOF" not in tail[found[-1].start() :]:
        return "terpotong"
    place, head = int(found[-1][1]), content.at(0, 2048)
    header = max(0, head.find(b"%PDF-"))
    if place + header >= content.size or content.size < _told_length(head):
        return "terpotong"
    return "terkunci" if _ENCRYPT.search(_pdf_dictionary(content, place + header, tail)) else "utuh"


def _told_length(head: bytes) -> int:
    """A file for the web has an end in its beginning, too, and tells its length there (ISO 32000-1, Annex F)."""
    linearized = re.search(rb"/Linearized[^>]*?/L\s+(\d{1,12})\b", head)
    return int(linearized[1]) if linearized else 0


def _pdf_dictionary(content: Content, place: int, tail: bytes) -> bytes:
    """The dictionary beside a cross-reference table, or of a cross-reference stream; else what stands at the end."""
    if content.at(place, 64).lstrip().startswith(b"xref"):
        trailer = content.find(b"trailer", place, place + 64 * _PIECE)
        if trailer >= 0:
            piece = content.at(trailer, 65_536)
            end = piece.find(b"startxref")
            return piece if end < 0 else piece[:end]
    piece = content.at(place, 65_536)
    if re.match(rb"\s*\d+\s+\d+\s+obj", piece):
        return piece.partition(b"stream")[0]
    return tail


def _jpeg_is_whole(content: Content) -> bool:
    """Walk the segments to the end marker; a preview inside the first ones has an end marker of its own."""
    place = 2
    for _step in range(_MOST_STEPS):
        marker = content.at(place, 2)
        if len(marker) < 2 or marker[0] != 0xFF:
            return False
        if marker[1] == 0xD9:
            return True
        if marker[1] == 0xFF:
            place += 1
        elif marker[1] == 0x01 or 0xD0 <= marker[1] <= 0xD7:
            place += 2
        else:
            place += 2 + content.number(place + 2, 2, "big")
            if marker[1] == 0xDA:
                place = _next_marker(content, place)
    return False


def _next_marker(content: Content, begin: int) -> int:
    """The first marker that is not part of the picture's own data; the end of the file where there is none."""
    while begin < content.size:
        piece = content.at(begin, _PIECE)
        found = _MARKER.search(piece)
        if found:
            return begin + found.start()
        begin += max(1, len(piece) - 1)
    return content.size


def _png_is_whole(content: Content) -> bool:
    place = 8
    for _step in range(_MOST_STEPS):
        length, kind = content.number(place, 4, "big"), content.at(place + 4, 4)
        place += 12 + length
        if place > content.size:
            return False
        if kind == b"IEND":
            return True
    return False


def _riff_is_whole(content: Content) -> bool:
    """Recorders that never came back leave zero or all ones as the size: such a file plays and says nothing."""
    told = content.number(4, 4, "little")
    return told in (0, 0xFFFF_FFFF) or told + 8 <= content.size


def _boxes_are_whole(content: Content) -> bool:
    """ISO/IEC 14496-12, 4.2: every box at the top lies inside the file, and a film or a picture is described."""
    place, seen = 0, set()
    for _step in range(_MOST_STEPS):
        if place + 8 > content.size:
            break
        length, kind = content.number(place, 4, "big"), content.at(place + 4, 4)
        if not kind.isascii() or not all(byte >= 0x20 for byte in kind):
            break  # cameras append what is no box
        if length == 1:
            length = content.number(place + 8, 8, "big")
        seen.add(kind)
        if length == 0:
            break
        if length < 8 or place + length > content.size:
            return False
        place += length
    return bool(seen & {b"moov", b"meta", b"moof"})
