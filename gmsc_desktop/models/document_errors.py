"""What a plan's file and its disk may refuse, each with a sentence and a next step."""

from __future__ import annotations

import errno
import sqlite3
from datetime import datetime
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import ballast
from gmsc_desktop.platform_files import disk_full, drive_name, free_bytes
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, format_time

# What SQLite says of the world; its other codes are mistakes of the program (https://www.sqlite.org/rescode.html).
_LOCK = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DISK = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_READONLY}
_NO_LOCKS = {  # extended codes: the drive does not lock, or the file is open for reading alone
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
    sqlite3.SQLITE_IOERR_LOCK,
    sqlite3.SQLITE_IOERR_RDLOCK,
    sqlite3.SQLITE_IOERR_UNLOCK,
}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


class PlanDamaged(UserFacingError):
    """The file cannot be trusted; nothing in it was touched."""


class PlanForeign(UserFacingError):
    """The file is not a plan of this application; nothing in it was touched."""


class PlanNewer(UserFacingError):
    """The plan was written by a newer version of the application; nothing in it was touched."""


class PlanLocked(UserFacingError):
    """Another window or program has the plan open."""


class PlanPerhapsOpen(PlanLocked):
    """Another computer may have the plan open, and no lock reaches so far; the person decides. Nothing was touched."""


class PlanUnwritable(UserFacingError):
    """The plan's folder cannot be written or locked; it can be looked at in a copy. Nothing in it was touched."""


class PlanClosed(UserFacingError):
    """The plan was closed in the meantime; nothing of it is read or changed any more."""

    def __init__(self) -> None:
        super().__init__(_("Rencana ini sudah ditutup."), _("Buka lagi dari Beranda, lalu ulangi."))


class NotSaved(UserFacingError):
    """The last change is not in the file. ``freed``: room was given up for it, and another try may do."""

    def __init__(self, sentence: str, next_step: str = "", *, freed: bool = False) -> None:
        super().__init__(sentence, next_step)
        self.freed = freed


def of_the_disk(error: BaseException) -> bool:
    """Whether an error says something of the disk or the file, and not of a mistake in a statement."""
    return _code(error) in _DISK | _DAMAGE


def of_damage(error: BaseException) -> bool:
    """Whether an error says that the file's content does not hold together."""
    return _code(error) in _DAMAGE


def of_a_lock(error: BaseException) -> bool:
    """Whether an error says that somebody else holds the file."""
    return _code(error) in _LOCK


def of_the_folder(error: BaseException) -> bool:
    """Whether an error says that nothing may be written or locked where the file lies."""
    if isinstance(error, OSError):
        return error.errno in _DENIED
    return _code(error) in _UNWRITABLE or getattr(error, "sqlite_errorcode", 0) in _NO_LOCKS


def _code(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF  # the primary code


def not_saved(error: BaseException, folder: Path) -> NotSaved:
    """The last change is not in the file; everything before it is."""
    if of_damage(error):
        return NotSaved(
            _("Berkas rencana ini rusak: perubahan terakhir belum tersimpan."),
            _("Tutup rencana ini, lalu pulihkan dari cadangan terbaru di folder cadangannya."),
        )
    sentence = _("Perubahan terakhir belum tersimpan.")
    if _code(error) == sqlite3.SQLITE_FULL:
        sentence = _full(folder) + " " + sentence
        if ballast.release():
            return NotSaved(
                sentence,
                _(
                    "Semua yang tersimpan sebelumnya aman. Ruang darurat {size} MB sudah dibebaskan: ulangi perubahan "
                    "ini sekarang, lalu kosongkan ruang di cakram."
                ).format(size=ballast.SIZE // 1024**2),
                freed=True,
            )
        return NotSaved(
            sentence,
            _(
                "Semua yang tersimpan sebelumnya aman. Kosongkan sedikitnya {size} MB di drive itu, lalu simpan lagi."
            ).format(size=ballast.ENOUGH // 1024**2),
        )
    return NotSaved(
        sentence,
        _("Semua yang tersimpan sebelumnya aman. Kosongkan ruang atau periksa cakram, lalu ulangi perubahan ini."),
    )


def not_made(error: BaseException, folder: Path) -> UserFacingError:
    """A new plan could not be made; nothing of it stays."""
    sentence = _("Rencana baru belum dibuat karena folder data tidak dapat ditulis.")
    if _code(error) == sqlite3.SQLITE_FULL:
        sentence = _full(folder) + " " + _("Rencana baru belum dibuat.")
    return UserFacingError(
        sentence, _("Tidak ada yang berubah. Periksa ruang kosong dan izin folder data, lalu coba lagi.")
    )


def not_opened(error: BaseException, folder: Path) -> UserFacingError:
    """The disk or its rights stand in the way of opening."""
    if _code(error) == sqlite3.SQLITE_FULL:  # an older plan is brought to the present format
        return UserFacingError(
            _full(folder) + " " + _("Rencana ini belum dapat dibuka."),
            _("Tidak ada yang berubah. Kosongkan sedikitnya {size} MB di drive itu, lalu buka lagi.").format(
                size=ballast.ENOUGH // 1024**2
            ),
        )
    return UserFacingError(
        _("Berkas rencana tidak dapat dibuka atau ditulis: {detail}.").format(detail=error),
        _("Tidak ada yang berubah. Periksa ruang kosong dan izin folder data, lalu coba lagi."),
    )


def not_scrubbed(folder: Path) -> UserFacingError:
    """What was to be erased is deleted, but the file could not be written anew without its traces."""
    return UserFacingError(
        _("Data sudah dihapus, tetapi berkas rencana di {folder} belum dapat dipadatkan.").format(folder=folder),
        _("Kosongkan ruang di cakram, lalu jalankan penghapusan ini sekali lagi."),
    )


def unwritable(folder: Path) -> PlanUnwritable:
    """Nothing can be changed in the folder of a plan, but the plan can be read."""
    return PlanUnwritable(
        _("Folder {folder} tidak dapat ditulis, sehingga rencana ini hanya dapat dibaca.").format(folder=folder),
        _(
            "Tidak ada yang berubah. Untuk mengubahnya, salin folder datanya ke komputer ini dan buka dari sana, atau "
            "minta izin menulis kepada pengelolanya."
        ),
    )


def unreadable(error: Exception, folder: Path) -> UserFacingError:
    """A file that was locked and checked, and whose tables still cannot be read."""
    return not_opened(error, folder) if of_the_disk(error) and not of_damage(error) else damaged()


def not_copied(error: BaseException, place: Path) -> UserFacingError:
    """A plan could not be copied into the folder ``place`` for work that takes long; nothing of it was to change."""
    if of_damage(error):
        return UserFacingError(
            _("Berkas rencana ini rusak, sehingga tidak dapat disalin untuk pekerjaan ini."),
            _("Tutup rencana ini, lalu pulihkan dari cadangan terbaru di folder cadangannya."),
        )
    if _code(error) == sqlite3.SQLITE_FULL:
        return disk_full(place / "rencana", None)
    return UserFacingError(
        _("Rencana tidak dapat disalin untuk pekerjaan ini. Semua yang tersimpan tetap aman."),
        _("Periksa ruang kosong dan cakram komputer ini, lalu coba lagi."),
    )


def _full(folder: Path) -> str:
    try:
        name, left = drive_name(folder), f"{free_bytes(folder) // 1024**2:,}".replace(",", ".")
    except OSError:
        return _("Cakram penuh.")
    words = _("{drive} penuh: perlu {needed} MB, tersisa {left} MB.")
    return words.format(drive=name[:1].upper() + name[1:], needed=ballast.ENOUGH // 1024**2, left=left)


def damaged() -> PlanDamaged:
    """The file's content does not hold together."""
    return PlanDamaged(
        _("Berkas rencana ini rusak dan tidak dibuka, supaya tidak bertambah rusak."),
        _("Tidak ada yang berubah. Pulihkan dari cadangan terbaru di folder cadangan rencana ini."),
    )


def lost() -> PlanDamaged:
    """The plan's file is gone; its backups are there."""
    return PlanDamaged(
        _("Berkas rencana ini tidak ada lagi di foldernya."),
        _("Tidak ada yang berubah. Pulihkan dari cadangan terbaru di folder cadangan rencana ini."),
    )


def old_shape() -> PlanForeign:
    """A plan of ours whose tables no released version knows."""
    return PlanForeign(
        _("Rencana ini memakai bentuk lama yang tidak dikenal."),
        _("Tidak ada yang berubah. Buka dengan aplikasi yang membuatnya, lalu buat salinan kerja."),
    )


def locked(name: str, computer: str, since: str) -> PlanLocked:
    """The plan is open elsewhere; who, where and since when (a moment in UTC) as far as it is known."""
    step = _("Tidak ada yang berubah. Tutup dahulu di sana, lalu coba lagi.")
    if not computer:
        return PlanLocked(_("Rencana ini sedang dibuka di jendela lain."), step)
    sentence = _("Rencana ini sedang dibuka oleh {name} di komputer {computer} sejak {since}.")
    return PlanLocked(sentence.format(name=name or _("seseorang"), computer=computer, since=_moment(since)), step)


def perhaps_open(name: str, computer: str, since: str, place: str) -> PlanPerhapsOpen:
    """Another computer has left its name in a place that both see, and may be at work there still."""
    sentence = _(
        "Rencana ini mungkin masih dibuka oleh {name} di komputer {computer} sejak {since}: foldernya ada di {place}, "
        "yang juga dilihat komputer lain."
    )
    return PlanPerhapsOpen(
        sentence.format(name=name or _("seseorang"), computer=computer, since=_moment(since), place=place),
        _(
            "Tidak ada yang berubah. Pastikan dahulu rencana ini sudah ditutup di sana. Sementara itu rencana ini "
            "dapat dibuka untuk dibaca; untuk mengubahnya, buka dari Beranda lalu pilih Buka untuk diubah."
        ),
    )


def _moment(since: str) -> str:
    """A moment in UTC as words in local time; what is none as it is written."""
    try:
        moment = datetime.fromisoformat(since).astimezone()
    except ValueError:
        return since
    return _("{date} pukul {time}").format(date=format_date(moment.date()), time=format_time(moment))
