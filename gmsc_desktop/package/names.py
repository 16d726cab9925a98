"""What files inside a package may be called, and what the package itself is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.platform_files import safe_file_name

DEEPEST = 2  # folders around a package that somebody has packed again; Windows makes two by "Extract all"
LONGEST_NAME = 100  # of a file inside, counted from the package's folder
_LONGEST_FOLDER = 90

TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt")
SEAL_FILES = ("segel.json", "segel.json.minisig")
_MARK = TAG_FILES[0]  # by which a package's own folder is known
PLAN_FILE, HISTORY_FILE = "data/rencana.json", "data/riwayat.jsonl"
BESIDE_FILE = "data/setempat.json"
SCHEMA_FILE, CRATE_FILE = "data/skema/rencana.schema.json", "data/ro-crate-metadata.json"

_FIXED = frozenset(
    (
        *TAG_FILES,
        *SEAL_FILES,
        PLAN_FILE,
        HISTORY_FILE,
        BESIDE_FILE,
        SCHEMA_FILE,
        CRATE_FILE,
        "data/index.html",
        "data/datapackage.json",
    )
)
_TABLE = re.compile(r"data/tabel/[a-z0-9_]{1,60}\.csv")
_DOCUMENT = re.compile(r"data/dokumen/[A-Za-z0-9][A-Za-z0-9._-]{0,70}\.(?:pdf|docx|xlsx|pptx)")
EVIDENCE = re.compile(r"data/bukti/(?P<ab>[0-9a-f]{2})/(?P<sha256>(?P=ab)[0-9a-f]{62})\.(?P<suffix>[a-z0-9]{1,8})")

# The folder may have been renamed by a person: blanks and brackets too. It is not unpacked under that name.
_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()-]*")
_LETTERS = re.compile(r"[A-Za-z0-9 ._()-]+(/[A-Za-z0-9._/-]+)?|[A-Za-z0-9._/-]+")
# What systems strew into folders and so into ZIPs: never read, never unpacked, and told.
_CLUTTER_FOLDER, _CLUTTER = "__MACOSX", frozenset((".ds_store", "desktop.ini", "thumbs.db"))
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


def check_names(names: Iterable[str]) -> tuple[str, list[str]]:
    """The folder that all names lie in, and those that are a system's clutter. Raises ``PackageRefused``.

    It is "" where the package was packed again without its folder, and two folders where it was unpacked into one more.
    A name that ends with a slash is a folder's entry; it must hold a file.
    """
    told = list(names)
    folder = _folder_of(told)
    seen: set[str] = set()
    files: list[str] = []
    folders: list[str] = []
    clutter: list[str] = []
    for name in told:
        path = name.removesuffix("/")
        _check_outer(path, folder)
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            raise PackageRefused("name-twice", name=name)
        seen.add(folded)
        if _is_clutter(path):
            clutter.append(name)
            continue
        _check_folder(path, folder, is_file=path == name)
        (files if path == name else folders).append(path)
        if path == name and not is_listed(inside(path, folder)):
            raise PackageRefused("name-unknown", name=inside(path, folder))
    holding = {path[:at] for path in files for at, letter in enumerate(path) if letter == "/"}
    for path in folders:
        if path not in holding:
            raise PackageRefused("name-unknown", name=path)
    return folder, clutter


def inside(name: str, folder: str) -> str:
    """A name counted from the package's folder."""
    return name.removeprefix(f"{folder}/") if folder else name


def _folder_of(names: list[str]) -> str:
    """Where the one ``bagit.txt`` lies, up to two folders deep; else the folder of the first file, to be judged."""
    found = [name.removesuffix(_MARK).removesuffix("/") for name in names if f"/{name}".endswith(f"/{_MARK}")]
    if len(found) == 1 and found[0].count("/") < DEEPEST and all(map(_is_folder, filter(None, found[0].split("/")))):
        return found[0]
    if len(found) == 1 and found[0].count("/") >= DEEPEST:
        raise PackageRefused("nested", count=found[0].count("/") + 1)
    tops = (name.partition("/")[0] for name in names if "/" in name and not _is_clutter(name.removesuffix("/")))
    return next(tops, "?")


def _is_folder(name: str) -> bool:
    return bool(_FOLDER.fullmatch(name)) and len(name) <= _LONGEST_FOLDER


def _check_outer(path: str, folder: str) -> None:
    """The whole name, read as if the package's folder were the one folder of the ZIP."""
    if path.startswith(f"{_CLUTTER_FOLDER}/"):  # of macOS: beside each file one of its own, in the same folders
        path = path.removeprefix(f"{_CLUTTER_FOLDER}/")
    outer, slash, _inner = folder.rpartition("/")
    if slash and path != outer and path.startswith(f"{outer}/"):
        check_name(outer)
        check_name(path.removeprefix(f"{outer}/"))
    else:
        check_name(path)
    if not folder:
        _check_program(f"/{path}")


def _check_folder(path: str, folder: str, *, is_file: bool) -> None:
    if not folder or path.startswith(f"{folder}/"):
        return
    if not is_file and (path == folder or folder.startswith(f"{path}/")):
        return
    top, slash, _inside = path.partition("/")
    if (is_file and not slash) or not _is_folder(top) or not _is_folder(folder.partition("/")[0]):
        raise PackageRefused("no-folder", name=path)
    raise PackageRefused("two-folders", name=path)


def _is_clutter(path: str) -> bool:
    top, _slash, _inside = path.partition("/")
    return top == _CLUTTER_FOLDER or path.rpartition("/")[2].casefold() in _CLUTTER


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
