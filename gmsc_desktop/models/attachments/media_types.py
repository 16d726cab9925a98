"""What a file is, told by what it holds; its name decides only between kinds that look alike."""

from __future__ import annotations

import codecs
import re

from gmsc_desktop.models.attachments.containers import OLE_START, ZIP_START, OleList, ZipList
from gmsc_desktop.models.attachments.content import Content

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/avif": "avif",
    "image/tiff": "tif",
    "image/bmp": "bmp",
    "image/svg+xml": "svg",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
    f"{_OPEN_DOCUMENT}text": "odt",
    f"{_OPEN_DOCUMENT}spreadsheet": "ods",
    f"{_OPEN_DOCUMENT}presentation": "odp",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "application/gzip": "gz",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
    "video/x-matroska": "mkv",
    "video/webm": "webm",
    "video/x-msvideo": "avi",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/flac": "flac",
    "audio/amr": "amr",
    "text/html": "html",
    "text/csv": "csv",
    TEXT: "txt",
    ZIP: "zip",
    OLE: "bin",
    UNKNOWN: "bin",
}
# These look alike whatever they are (a .kmz is a ZIP, a .dng is a TIFF): the extension of their name stays.
_KEEP_EXTENSION = {TEXT, ZIP, OLE, UNKNOWN, "image/tiff", "audio/ogg"}

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
# The brand of an ISO base media file (ISO/IEC 14496-12, 4.3); others that begin with "ftyp" are taken for MP4.
_BRANDS = (
    ((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), "image/heic"),
    ((b"avif", b"avis"), "image/avif"),
    ((b"qt  ",), "video/quicktime"),
    ((b"M4A ", b"M4B ", b"M4P "), "audio/mp4"),
    ((b"3gp", b"3g2", b"3ge", b"3gg"), "video/3gpp"),
)
_OFFICE_FOLDERS = {
    "word/": f"{_OFFICE}wordprocessingml.document",
    "xl/": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/": f"{_OFFICE}presentationml.presentation",
}
_OLE_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
_HTML_ELEMENTS = {"html", "head", "body", "script", "style", "title", "meta"}
# A browser runs what carries these names, whatever it holds: they are given only to what was told to be HTML or SVG.
_WEB = {"html", "htm", "xhtml", "shtml", "svg", "svgz", "mht", "mhtml", "xml", "xsl"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def media_type(content: Content, name: str, members: ZipList | None, streams: OleList | None) -> str:
    """The media type of a file that is called ``name``; with its list where it is a ZIP or an OLE file."""
    head = content.at(0, 65_536)
    if members is not None:
        return _zip_type(members, head)
    if streams is not None:
        return _ole_type(streams, extension_of(name))
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    return _media(head) or _text_type(head, extension_of(name)) or UNKNOWN


def extension_for(kind: str, name: str) -> str:
    """The extension that fits a media type, plain ASCII without dot; kinds that look alike keep that of the name."""
    own = extension_of(name)
    usual = _EXTENSIONS[kind]
    if kind not in _KEEP_EXTENSION or own in _WEB or own in _EXTENSIONS.values():
        return usual
    return own if re.fullmatch(r"[a-z0-9]{1,8}", own) else usual


def extension_of(name: str) -> str:
    """What follows the last dot of a name, in small letters; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_zip(head: bytes) -> bool:
    return head.startswith(ZIP_START)


def is_ole(head: bytes) -> bool:
    return head.startswith(OLE_START)


def text_of(head: bytes) -> str | None:
    """The beginning of a text; None where the bytes are no text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = codecs.getincrementaldecoder("utf-16")("replace").decode(head)
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
        except UnicodeDecodeError:
            text = head.decode("cp1252", "replace")
            if sum(byte >= 0x80 for byte in head) * 3 > len(head):
                return None
    return None if _CONTROL.search(text) else text


def _zip_type(members: ZipList, head: bytes) -> str:
    names = members.names()
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE_FOLDERS.items():
            if any(name.startswith(folder) for name in names):
                return kind
    # OpenDocument 1.3, part 2, 3.3: the first member is "mimetype", stored.
    told = re.match(rb"(?s)PK\x03\x04.{26}mimetype(application/vnd\.oasis\.opendocument\.[a-z]+)", head)
    kind = told[1].decode("ascii") if told else ""
    return kind if kind in _EXTENSIONS else ZIP


def _ole_type(streams: OleList, extension: str) -> str:
    if "EncryptedPackage" in streams.entries:  # what is inside cannot be seen: the name is all there is
        return next((kind for kind in _OFFICE_FOLDERS.values() if _EXTENSIONS[kind] == extension), OLE)
    return next((kind for name, kind in _OLE_STREAMS.items() if name in streams.entries), OLE)


def _media(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return next((kind for brands, kind in _BRANDS if brand.startswith(brands)), "video/mp4")
    if head[4:8] in (b"moov", b"mdat", b"wide"):  # QuickTime before it had brands
        return "video/quicktime"
    if head[:4] == b"\x1aE\xdf\xa3":
        return "video/webm" if b"webm" in head[:4096] else "video/x-matroska"
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return "image/bmp"
    if len(head) > 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 != 0xF0:
        return "audio/mpeg"
    return ""


def _text_type(head: bytes, extension: str) -> str:
    text = text_of(head)
    if text is None:
        return ""
    element = _first_element(text)
    if extension == "svg" or element == "svg":
        return "image/svg+xml"
    if extension in {"html", "htm", "xhtml", "shtml"} or element in _HTML_ELEMENTS:
        return "text/html"
    return "text/csv" if extension in {"csv", "tsv"} else TEXT


def _first_element(text: str) -> str:
    """The name of the element that a marked-up text begins with, or of its document type; empty for other texts."""
    rest = text.lstrip()
    for _step in range(1_000):
        lower = rest[:9].lower()
        ending = "?>" if lower.startswith("<?") else "-->" if lower.startswith("<!--") else ""
        if not ending:
            named = re.match(r"<(?:!doctype\s+)?([a-z]+)\b", rest[:200], re.IGNORECASE)
            return named[1].lower() if named else ""
        rest = rest.partition(ending)[2].lstrip()
    return ""
