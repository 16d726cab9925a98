"""What is never kept as evidence: programs, scripts, shortcuts and office files with macros, by name and content."""

from __future__ import annotations

import re
import unicodedata

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.attachments.containers import OleList, ZipList
from gmsc_desktop.models.attachments.media_types import text_of
from gmsc_desktop.text import _

_PROGRAMS = frozenset(
    (
        *("ade", "adp", "aab", "apk", "app", "appimage", "appinstaller", "application", "appref-ms", "appx", "asp"),
        *("aspx", "bash", "bat", "chm", "class", "cmd", "com", "command", "cpl", "csh", "deb", "desktop", "diagcab"),
        *("dll", "dmg", "drv", "exe", "fish", "gadget", "hlp", "hta", "img", "inf", "ipa", "iso", "jar", "js", "jse"),
        *("jsp", "ksh", "lib", "library-ms", "mjs", "msc", "msi", "msix", "msp", "mst", "ocx", "php", "pif", "pkg"),
        *("pl", "ps1", "ps1xml", "psd1", "psm1", "py", "pyc", "pyo", "pyw", "pyz", "rb", "reg", "rpm", "run", "scf"),
        *("scr", "sct", "settingcontent-ms", "sh", "shb", "sys", "vb", "vbe", "vbs", "vhd", "vhdx", "vxd", "wasm"),
        *("workflow", "ws", "wsc", "wsf", "wsh", "xll", "xpi", "zsh"),
    )
)
_SHORTCUTS = frozenset(("lnk", "url", "webloc"))
_MACROS = {
    "docm": "docx",
    "dotm": "docx",
    "xlsm": "xlsx",
    "xltm": "xlsx",
    "xlam": "xlsx",
    "xla": "xlsx",
    "pptm": "pptx",
    "potm": "pptx",
    "ppsm": "pptx",
    "ppam": "pptx",
    "sldm": "pptx",
}
_STARTS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Mach-O for several processors, and Java classes
    b"!<arch>\n",
    b"\xed\xab\xee\xdb",
    b"dex\n0",
    b"\x00asm",
    b"ITSF\x03\x00",
)
_LNK_START = b"L\x00\x00\x00\x01\x14\x02\x00"
_SCRIPT = re.compile(r"\s*(#!\s*/|@echo\s+off\b|<\?php\b|windows registry editor version|regedit4\b)", re.IGNORECASE)
_POINTER = re.compile(r"\s*\[(internetshortcut|desktop entry)\]", re.IGNORECASE)
# The class of an installer database, its transforms and patches.
_INSTALLERS = tuple(bytes.fromhex(f"{first}100c0000000000c000000000000046") for first in ("84", "82", "86"))
_VBA = {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"}
_OLE_SAVED_AS = {"WordDocument": "docx", "PowerPoint Document": "pptx"}


def refuse_by_name(name: str) -> None:
    """Raise ``UserFacingError`` for a name that some system would run, as each system reads names."""
    read = unicodedata.normalize("NFKC", name).lower()
    for piece in read.split(":"):  # Windows opens what stands before or behind a colon
        extension = piece.rstrip(" .\x00").rpartition(".")[2] if "." in piece else ""
        if extension in _MACROS:
            raise _macros(name, _MACROS[extension])
        if extension in _SHORTCUTS:
            raise _shortcut(name)
        if extension in _PROGRAMS:
            raise _program(name)


def refuse_by_start(head: bytes, name: str) -> None:
    """Raise ``UserFacingError`` where a file begins as programs, scripts and shortcuts do, whatever it is called."""
    if head.startswith(_LNK_START):
        raise _shortcut(name)
    if head.startswith(_STARTS) or _is_windows_program(head):
        raise _program(name)
    text = text_of(head)
    if text is None:
        return
    if _POINTER.match(text):
        raise _shortcut(name)
    if _SCRIPT.match(text) or "<hta:application" in text.lower():
        raise _program(name)


def refuse_by_members(members: ZipList, name: str) -> None:
    """Raise ``UserFacingError`` for a ZIP that is itself a program, or an office file with macros."""
    names = members.names()
    if "[Content_Types].xml" in names:
        folder = next((one.partition("/")[0] for one in names if one.lower().endswith("vbaproject.bin")), None)
        if folder is not None:
            raise _macros(name, {"word": "docx", "ppt": "pptx"}.get(folder, "xlsx"))
    if "mimetype" in names and any(_is_open_document_macro(one) for one in names):
        raise _macros(name, "odt")
    if names & {"AndroidManifest.xml", "classes.dex", "AppxManifest.xml"}:
        raise _program(name)
    if "META-INF/MANIFEST.MF" in names and any(one.endswith(".class") for one in names):
        raise _program(name)


def refuse_by_streams(streams: OleList, name: str) -> None:
    """Raise ``UserFacingError`` for an OLE file that installs a program, or holds macros."""
    if streams.root_class in _INSTALLERS:
        raise _program(name)
    if _VBA & streams.entries.keys():
        saved_as = next((kind for stream, kind in _OLE_SAVED_AS.items() if stream in streams.entries), "xlsx")
        raise _macros(name, saved_as)


def _is_windows_program(head: bytes) -> bool:
    """PE and its forerunners begin with "MZ"; a text that happens to begin so has no zero byte in its first 64."""
    return head.startswith((b"MZ", b"ZM")) and b"\x00" in head[:64]


def _is_open_document_macro(member: str) -> bool:
    parts = member.split("/")
    if parts[0] == "Scripts":
        return bool(parts[-1])
    return parts[0] == "Basic" and parts[-1].endswith(".xml") and parts[-1] not in {"script-lc.xml", "script-lb.xml"}


def _program(name: str) -> UserFacingError:
    return UserFacingError(
        _("{name} adalah program atau skrip, jadi tidak dapat dijadikan bukti. Tidak ada yang berubah.").format(
            name=name
        ),
        _("Pilih dokumen, foto, atau video. Untuk menunjukkan sebuah aplikasi, pakai tangkapan layarnya."),
    )


def _shortcut(name: str) -> UserFacingError:
    return UserFacingError(
        _("{name} hanya pintasan, bukan berkasnya sendiri. Tidak ada yang berubah.").format(name=name),
        _("Pilih berkas yang dituju pintasan itu. Halaman web dicatat sebagai bukti tautan."),
    )


def _macros(name: str, saved_as: str) -> UserFacingError:
    return UserFacingError(
        _("{name} dapat memuat makro, jadi tidak dapat dijadikan bukti. Tidak ada yang berubah.").format(name=name),
        _("Buka berkas itu, simpan sebagai .{extension}, lalu pilih hasilnya.").format(extension=saved_as),
    )
