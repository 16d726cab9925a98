"""What an error of a drive means to a person: a sentence that says what is safe, and a next step."""

from __future__ import annotations

import errno
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.platform_files.drives import drive_name, free_bytes, may_be_unplugged
from gmsc_desktop.text import _

_MEGABYTE = 1024 * 1024

_KIND_BY_NAME = {
    "ENOSPC": "full",
    "EDQUOT": "full",
    "EFBIG": "too_big",
    "EACCES": "denied",
    "EPERM": "denied",
    "EBUSY": "denied",
    "ETXTBSY": "denied",
    "EROFS": "read_only",
    "ENODEV": "gone",
    "ENXIO": "gone",
    "ENOENT": "missing",
    "ENOTDIR": "missing",
    "EISDIR": "folder",
    "ENAMETOOLONG": "name",
    "EIO": "broken",
    "ETIMEDOUT": "network",
    "EHOSTDOWN": "network",
    "EHOSTUNREACH": "network",
    "ENETDOWN": "network",
    "ENETUNREACH": "network",
    "ECONNRESET": "network",
    "ESTALE": "network",
}
_KIND_BY_ERRNO = {getattr(errno, name): kind for name, kind in _KIND_BY_NAME.items() if hasattr(errno, name)}
# Python folds many of these into EACCES or EINVAL; the number of Windows says more (winerror.h).
_KIND_BY_WINERROR = {
    19: "read_only",  # WRITE_PROTECT
    21: "gone",  # NOT_READY
    23: "broken",  # CRC
    27: "broken",  # SECTOR_NOT_FOUND
    29: "broken",  # WRITE_FAULT
    30: "broken",  # READ_FAULT
    39: "full",  # HANDLE_DISK_FULL
    53: "network",  # BAD_NETPATH
    55: "gone",  # DEV_NOT_EXIST
    59: "network",  # UNEXP_NET_ERR
    64: "network",  # NETNAME_DELETED
    112: "full",  # DISK_FULL
    121: "network",  # SEM_TIMEOUT
    123: "name",  # INVALID_NAME
    206: "name",  # FILENAME_EXCED_RANGE
    223: "too_big",  # FILE_TOO_LARGE
    433: "gone",  # NO_SUCH_DEVICE
    483: "broken",  # DEVICE_HARDWARE_ERROR
    1006: "gone",  # FILE_INVALID
    1117: "broken",  # IO_DEVICE
    1167: "gone",  # DEVICE_NOT_CONNECTED
    1295: "full",  # DISK_QUOTA_EXCEEDED
}


def megabytes(size: int) -> str:
    """A size as people read it, rounded up to whole MB with dots between thousands: "1.286"."""
    return f"{-(-size // _MEGABYTE):,}".replace(",", ".")


def writing_error(
    error: OSError, target: Path, needed: int | None = None, *, at_least: bool = False
) -> UserFacingError:
    """What to tell when writing ``target`` failed and it is as it was; ``needed`` in bytes, or ``at_least`` so many."""
    kind = _kind(error)
    drive = drive_of(target)
    if kind == "full":
        return disk_full(target, needed, at_least=at_least)
    if kind == "too_big":
        return UserFacingError(
            _("{name} terlalu besar untuk {drive}. Tidak ada yang berubah.").format(name=target.name, drive=drive),
            _("Flashdisk berformat FAT32 menerima berkas sampai 4 GB saja. Pilih tempat lain."),
        )
    sentence, step = _place_words(kind)
    if not sentence:
        sentence, step = _drive_words(kind)
    code = errno.errorcode.get(error.errno or 0, str(error.errno))
    folder = target.parent.name or str(target.parent)
    return UserFacingError(_filled(sentence, name=target.name, drive=drive, folder=folder, code=code), step)


def disk_full(target: Path, needed: int | None, *, at_least: bool = False) -> UserFacingError:
    """The drive of ``target`` has no room for ``needed`` bytes; both numbers are named where they are known."""
    drive = drive_of(target)
    try:
        left = f"{free_bytes(target) // _MEGABYTE:,}".replace(",", ".")
    except OSError:
        left = "0"
    if needed is None:
        sentence = _("{drive} penuh: tersisa {left} MB. Tidak ada yang berubah.")
    elif at_least:
        sentence = _("{drive} penuh: perlu lebih dari {needed} MB, tersisa {left} MB. Tidak ada yang berubah.")
    else:
        sentence = _("{drive} penuh: perlu {needed} MB, tersisa {left} MB. Tidak ada yang berubah.")
    words = _filled(sentence, drive=drive, needed=megabytes(needed or 0), left=left)
    return UserFacingError(words, _("Kosongkan ruang atau pilih tempat lain."))


def reading_error(error: OSError, source: Path) -> UserFacingError:
    """What to tell when ``source`` could not be read; nothing has been written because of it."""
    kind = _kind(error)
    if kind == "full":  # what was read came through a temporary file, and that drive has no room for it
        return disk_full(source, None)
    if kind in {"gone", "network"} or (kind == "missing" and may_be_unplugged(source)):
        return UserFacingError(
            _("{name} tidak ditemukan lagi di tempatnya. Tidak ada yang berubah.").format(name=source.name),
            _("Pasang kembali flashdisk atau sambungkan kembali jaringan, lalu pilih berkasnya sekali lagi."),
        )
    if kind == "missing":
        return _not_there(source)
    if kind == "denied":
        return UserFacingError(
            _("{name} tidak boleh dibaca oleh Anda atau sedang dibuka program lain. Tidak ada yang berubah.").format(
                name=source.name
            ),
            _("Tutup program yang membukanya atau salin dahulu ke folder Anda, lalu coba lagi."),
        )
    if kind == "folder":
        return UserFacingError(
            _("{name} adalah folder, bukan berkas. Tidak ada yang berubah.").format(name=source.name),
            _("Pilih berkas di dalamnya, atau jadikan folder itu satu berkas ZIP."),
        )
    return UserFacingError(
        _("{name} tidak dapat dibaca dari {drive}. Tidak ada yang berubah.").format(
            name=source.name, drive=drive_of(source)
        ),
        _("Salin berkas itu ke komputer ini, lalu coba lagi. Bila terulang, drive atau berkasnya mungkin rusak."),
    )


def _not_there(source: Path) -> UserFacingError:
    """A file or folder that is not on this computer's own drives: a slip of the name, or it was moved."""
    folder = source.absolute().parent
    if folder.is_dir():
        return UserFacingError(
            _("{name} tidak ditemukan di folder {folder}. Tidak ada yang berubah.").format(
                name=source.name, folder=folder
            ),
            _("Periksa nama berkasnya, atau cari berkas itu bila sudah dipindahkan."),
        )
    return UserFacingError(
        _("{name} tidak ditemukan: folder {folder} tidak ada. Tidak ada yang berubah.").format(
            name=source.name, folder=folder
        ),
        _("Periksa letak dan nama berkasnya."),
    )


def drive_of(path: Path) -> str:
    """The drive's name, even where it can no longer be asked."""
    try:
        return drive_name(path)
    except OSError:
        return _("drive tujuan")


def _kind(error: OSError) -> str:
    number = getattr(error, "winerror", None)
    if isinstance(number, int) and number in _KIND_BY_WINERROR:
        return _KIND_BY_WINERROR[number]
    return _KIND_BY_ERRNO.get(error.errno or 0, "")


def _place_words(kind: str) -> tuple[str, str]:
    """Sentence and next step where the file or its folder stands in the way."""
    if kind == "denied":
        return (
            _(
                "{name} tidak dapat ditulis di {drive}: folder itu tidak mengizinkan Anda menulis, atau berkasnya "
                "sedang dibuka program lain. Tidak ada yang berubah."
            ),
            _("Tutup program yang membukanya, atau pilih folder lain."),
        )
    if kind == "missing":
        return (
            _("Folder {folder} tidak ditemukan. Tidak ada yang berubah."),
            _("Pasang kembali flashdisk bila baru dilepas, atau pilih folder lain."),
        )
    if kind == "folder":
        return (_("{name} sudah ada sebagai folder. Tidak ada yang berubah."), _("Pilih nama lain."))
    if kind == "name":
        return (
            _("Nama {name} tidak diterima {drive}. Tidak ada yang berubah."),
            _("Pilih nama yang lebih pendek tanpa tanda khusus, atau folder yang lebih dekat ke awal drive."),
        )
    return ("", "")


def _drive_words(kind: str) -> tuple[str, str]:
    """Sentence and next step where the drive itself stands in the way."""
    if kind == "read_only":
        return (
            _("{drive} hanya dapat dibaca. Tidak ada yang berubah."),
            _("Buka kunci tulis pada flashdisk atau kartu itu, atau pilih tempat lain."),
        )
    if kind == "gone":
        return (
            _("{drive} tidak tersambung lagi. Tidak ada yang berubah."),
            _("Pasang kembali lalu ulangi, atau pilih tempat lain."),
        )
    if kind == "network":
        return (
            _("Sambungan ke {drive} terputus. Tidak ada yang berubah."),
            _("Simpan dahulu ke komputer ini, lalu salin berkasnya saat jaringan kembali."),
        )
    if kind == "broken":
        return (
            _("{drive} tidak dapat menyimpan {name} dengan benar. Tidak ada yang berubah."),
            _("Lepas dan pasang kembali, atau pilih tempat lain. Bila terulang, drive itu mungkin rusak."),
        )
    return (
        _("{name} tidak dapat ditulis di {drive} (kode {code}). Tidak ada yang berubah."),
        _("Pilih tempat lain, lalu coba lagi."),
    )


def _filled(sentence: str, *, drive: str, **words: str) -> str:
    """The sentence with its words; a drive's name begins it with a capital, a file's name stays as it is."""
    begins = sentence.startswith("{drive}")
    return sentence.format(drive=drive[:1].upper() + drive[1:] if begins else drive, **words)
