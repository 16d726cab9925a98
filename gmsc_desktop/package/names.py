"""What files inside a package may be called, and what the package itself is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.platform_files import safe_file_name

LONGEST_NAME = 100  # of a file inside, counted from the package's folder
_LONGEST_FOLDER = 90

TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt")
SEAL_FILES = ("segel.json", "segel.json.minisig")
PLAN_FILE, HISTORY_FILE = "data/rencana.json", "data/riwayat.jsonl"
SCHEMA_FILE, CRATE_FILE = "data/skema/rencana.schema.json", "data/ro-crate-metadata.json"

_FIXED = frozenset(
    (
        *TAG_FILES,
        *SEAL_FILES,
        PLAN_FILE,
        HISTORY_FILE,
        SCHEMA_FILE,
        CRATE_FILE,
        "data/index.html",
        "data/datapackage.json",
    )
)
_TABLE = re.compile(r"data/tabel/[a-z0-9_]{1,60}\.csv")
_DOCUMENT = re.compile(r"data/dokumen/[A-Za-z0-9][A-Za-z0-9._-]{0,70}\.(?:pdf|docx|xlsx|pptx)")
EVIDENCE = re.compile(r"data/bukti/(?P<ab>[0-9a-f]{2})/(?P<sha256>(?P=ab)[0-9a-f]{62})\.(?P<suffix>[a-z0-9]{1,8})")

_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LETTERS = re.compile(r"[A-Za-z0-9._/-]+")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE | re.DOTALL)
_DRIVE = re.compile(r"[A-Za-z]:")

# What systems start when it is opened: a package carries plans and papers, never these.
PROGRAMS = frozenset(
    (  # noqa: SIM905 - one name a line would hide the list
        "aab ade adp apk app appimage appx asp aspx bash bat chm class cmd com command cpl csh deb desktop diagcab dll "
        "dmg docm dotm drv exe fish gadget hlp hta img inf ins ipa iso jar js jse jsp ksh lib lnk mde mjs msc msi msix "
        "msp mst ocx php pif pkg pl potm ppam ppsm pptm ps1 ps1xml psd1 psm1 py pyc pyo pyw pyz rb reg rpm run scf scr "
        "sct sh shb sldm sys url vb vbe vbs vhd vhdx vxd wasm webloc workflow ws wsc wsf wsh xla xlam xll xlsm xltm "
        "xpi zsh"
    ).split()
)


def evidence_name(sha256: str, suffix: str) -> str:
    """Where evidence of this content lies in a package; a strange suffix, or one that is run, becomes ``bin``."""
    plain = suffix.lower().lstrip(".")
    if not re.fullmatch("[a-z0-9]{1,8}", plain) or plain in PROGRAMS:
        plain = "bin"
    return f"data/bukti/{sha256[:2]}/{sha256}.{plain}"


def package_stem(
    *, region_code: str, region_name: str, what: str, round_number: int | None, made_on: date, example: bool
) -> str:
    """The package's name without suffix, for people with many files: ``GMSC_73.17_Kab-Luwu_Bimtek-2_r2_20261121``."""
    region = safe_file_name(_short_region(region_name), 40).replace(" ", "-")
    parts = [
        "GMSC",
        "CONTOH" if example else "",
        safe_file_name(region_code, 12).replace(" ", "-") if region_code else "",
        region,
        what,
        f"r{round_number}" if round_number is not None else "",
        made_on.strftime("%Y%m%d"),
    ]
    return re.sub(r"[^A-Za-z0-9._-]", "", "_".join(part for part in parts if part))


def _short_region(name: str) -> str:
    """The forms that officials write short."""
    for long, short in (("Kabupaten ", "Kab "), ("Provinsi ", "Prov ")):
        if name.startswith(long):
            return short + name.removeprefix(long)
    return name


def check_names(names: Iterable[str]) -> str:
    """The one folder that all names lie in. Raises ``PackageRefused`` for the first name that must not be."""
    seen: set[str] = set()
    folder = ""
    for name in names:
        check_name(name)
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise PackageRefused("name-twice", name=name)
        seen.add(folded)
        top, slash, inside = name.partition("/")
        if not slash or not _FOLDER.fullmatch(top) or len(top) > _LONGEST_FOLDER:
            raise PackageRefused("no-folder", name=name)
        if folder and top != folder:
            raise PackageRefused("two-folders", name=name)
        folder = top
        if not is_listed(inside):
            raise PackageRefused("name-unknown", name=inside)
    return folder


def is_listed(name: str) -> bool:
    """Whether a package may hold a file of this name, counted from its folder."""
    known = name in _FIXED or _TABLE.fullmatch(name) or _DOCUMENT.fullmatch(name) or EVIDENCE.fullmatch(name)
    return bool(known) and len(name) <= LONGEST_NAME


def check_name(name: str) -> None:
    """Refuse a name that any system would read as another place, another file or no file. ``PackageRefused``."""
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in name):
        raise PackageRefused("name-control", name=name)
    if _DRIVE.match(name) or name.startswith(("/", "\\")):
        raise PackageRefused("name-absolute", name=name)
    parts = re.split(r"[/\\]", name)
    if ".." in parts:
        raise PackageRefused("name-parent", name=name)
    if "\\" in name:
        raise PackageRefused("name-backslash", name=name)
    for part in parts:
        if _DEVICE.fullmatch(part.rstrip(" .")):
            raise PackageRefused("name-device", name=name)
        if part.endswith((".", " ")):
            raise PackageRefused("name-ending", name=name)
    if not _LETTERS.fullmatch(name) or "" in parts:
        raise PackageRefused("name-letters", name=name)
    if len(name) > LONGEST_NAME + _LONGEST_FOLDER:
        raise PackageRefused("name-long", name=name)
    _check_program(name)


def _check_program(name: str) -> None:
    if "/data/" in name and name.rpartition(".")[2].lower() in PROGRAMS:
        raise PackageRefused("program", name=name)
