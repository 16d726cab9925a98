"""What a file is that is no package: told by what it holds, so that a person sees which file was taken by mistake."""

from __future__ import annotations

from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.attachments.containers import ZipList, read_ole, read_zip
from gmsc_desktop.models.attachments.content import Content
from gmsc_desktop.models.attachments.media_types import ZIP, is_ole, is_zip, media_type
from gmsc_desktop.models.cards import FILE_NAME
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_BAG = "bagit.txt"  # what every package has in its folder
_PACKAGES = (".gmsc", ".zip")
_DATABASE = b"SQLite format 3\x00"
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")

# By media type, or by its first part.
_KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": m("berkas Excel"),
    "application/vnd.ms-excel": m("berkas Excel"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": m("dokumen Word"),
    "application/msword": m("dokumen Word"),
    "application/rtf": m("dokumen Word"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": m("presentasi PowerPoint"),
    "application/vnd.ms-powerpoint": m("presentasi PowerPoint"),
    "application/vnd.oasis.opendocument.text": m("dokumen LibreOffice"),
    "application/vnd.oasis.opendocument.spreadsheet": m("lembar kerja LibreOffice"),
    "application/vnd.oasis.opendocument.presentation": m("presentasi LibreOffice"),
    "application/pdf": m("dokumen PDF"),
    "application/vnd.rar": m("arsip RAR"),
    "application/x-7z-compressed": m("arsip 7-Zip"),
    "application/gzip": m("arsip gzip"),
    ZIP: m("berkas ZIP biasa"),
    "text/html": m("halaman web"),
    "text/csv": m("tabel CSV"),
    "text": m("berkas teks"),
    "image": m("gambar"),
    "video": m("video"),
    "audio": m("rekaman suara"),
}


def foreign(path: Path) -> UserFacingError | None:
    """The refusal that says what a file or folder is; None where it may be a package, or cannot be told."""
    try:
        if path.is_dir():
            return _folder(path)
        with path.open("rb") as file:
            content = Content(file)
            members = read_zip(content)
            if not content.size or _may_be_a_package(content, members):
                return None
            inside = _package_inside(members)
            kind = _kind(content, path.name, members)
    except OSError:
        return None
    if inside:
        return _wrapped(path, inside)
    return _refusal(path, _(kind)) if kind else None


def _may_be_a_package(content: Content, members: ZipList) -> bool:
    """Whether it has a package's files, or is a ZIP that was cut off or hides behind something else."""
    if any(name.rpartition("/")[2] == _BAG for name in members.names()):
        return True
    return is_zip(content.at(0, 4)) != bool(members.members)


def _kind(content: Content, name: str, members: ZipList) -> str:
    head = content.at(0, 16)
    if head == _DATABASE:
        return m("berkas data rencana")
    if head.startswith(_PROGRAMS):
        return m("program atau skrip")
    streams = read_ole(content) if is_ole(head) else None
    told = media_type(content, name, members if members.members else None, streams)
    return _KINDS.get(told) or _KINDS.get(told.partition("/")[0], "")


def _package_inside(members: ZipList) -> str:
    """The package that a ZIP was put around, as mail and chat programs do; "" where there is none."""
    names = sorted(members.names())
    if "[Content_Types].xml" in names:
        return ""
    found = (name.rpartition("/")[2] for name in names if name.lower().endswith(_PACKAGES))
    return next((name for name in found if name.isprintable() and len(name) <= 120), "")


def _refusal(path: Path, kind: str) -> UserFacingError:
    step = _("Pilih berkas .zip atau .gmsc yang dibuat GMSC Desktop.")
    if path.suffix == Path(FILE_NAME).suffix:
        step = _("Buka rencananya dari Beranda, lalu buat salinan kerja; berkas datanya sendiri jangan dipindahkan.")
    return UserFacingError(_("{name} adalah {kind}, bukan paket GMSC.").format(name=path.name, kind=kind), step)


def _wrapped(path: Path, inside: str) -> UserFacingError:
    return UserFacingError(
        _("{name} bukan paket GMSC, melainkan ZIP yang memuat {inside}.").format(name=path.name, inside=inside),
        _("Keluarkan {inside} dari ZIP itu, lalu buka berkas tersebut.").format(inside=inside),
    )


def _folder(path: Path) -> UserFacingError:
    name = path.name or str(path)
    if (path / _BAG).is_file():
        return UserFacingError(
            _("{name} adalah folder dari paket yang sudah dikeluarkan, bukan paketnya.").format(name=name),
            _("Pilih berkas .zip atau .gmsc aslinya; folder yang dikemas lagi tidak diterima."),
        )
    return UserFacingError(
        _("{name} adalah folder, bukan paket GMSC.").format(name=name),
        _("Pilih berkas .zip atau .gmsc di dalamnya."),
    )
