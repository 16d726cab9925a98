"""Restoring a plan: built beside, checked, put in the place of the present one, which is kept among the backups.

The file is swapped and nothing is written into the history: what a colleague's copy still holds comes back with the
next merge. Whenever the power goes, the plan is the old one or the restored one.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups, beside, integrity, library
from gmsc_desktop.models.backup_look import not_whole
from gmsc_desktop.models.beside import Beside
from gmsc_desktop.models.cards import drop_card
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_copies import copy_is_good, keep_copy, plan_in
from gmsc_desktop.models.document_file import FILE_NAME, PlanDamaged, connect
from gmsc_desktop.models.document_freeze import image_of
from gmsc_desktop.models.document_image import Image
from gmsc_desktop.models.document_replacing import replace_file
from gmsc_desktop.models.plan_folders import clear_place, draft_folder, make_folder, move_in
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.platform_files import (
    disk_full,
    drive_of,
    fsync_file,
    fsync_folder,
    reading_error,
    remove_folder,
    replace,
    write_atomically,
    writing_error,
)
from gmsc_desktop.text import _

Tell = Callable[[int, int, str], None]  # done, in all, a sentence; it raises what ends the work


def in_silence(_done: int, _all: int, _sentence: str) -> None:
    """Where nobody watches."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The plan that was restored, and where the state lies that it replaced (None where there was none).

    ``note`` is for the person: the drive did not confirm that what was restored will outlast a power cut. Empty else.
    """

    plan_id: str
    replaced: Path | None
    note: str = ""


def restore_backup(source: Path, document: Document | None = None, tell: Tell = in_silence) -> Restored:
    """Make a backup's state the plan again. ``UserFacingError`` where it is no good one, and nothing is changed.

    ``document`` is the plan where this program has it open: it stays open, and is the restored one afterwards. On any
    thread but a change's. What ``tell`` raises ends it, and nothing is changed.
    """
    plan_id = plan_in(source) if copy_is_good(source) else ""
    if not plan_id:
        raise not_whole(source)

    def build(draft: Path) -> None:
        tell(0, 1, _("Membaca cadangan…"))
        try:
            image = Image(source)
        except OSError as error:
            raise reading_error(error, source) from error
        write_atomically(draft / FILE_NAME, image.write, size=2 * image.size)

    return _restore(plan_id, build, document, tell, has_contacts=True)


def restore_copy(
    plan_id: str,
    history: HistoryExport,
    bring_files: Callable[[Path], None],
    expected: Snapshot,
    document: Document | None = None,
    tell: Tell = in_silence,
    carried: Beside | None = None,
) -> Restored:
    """Make the plan of a checked package the plan again, with the evidence that came along; as ``restore_backup``.

    ``carried`` is what a backup has beside its history. A package without it brings no contacts: those of now stay.
    """
    folder = library.plan_folder(plan_id)

    def build(draft: Path) -> None:
        tell(0, 1, _("Menyusun rencana dari riwayatnya…"))
        with Document.create(draft, library.current_author()) as made:
            library.fill_from(made, plan_id, history, expected, carried)
        make_folder(folder)
        tell(0, 1, _("Menyalin berkas bukti…"))
        bring_files(folder)  # found by content: what is there already stays, and more harms nobody

    return _restore(plan_id, build, document, tell, has_contacts=carried is not None)


def _restore(
    plan_id: str, build: Callable[[Path], None], document: Document | None, tell: Tell, *, has_contacts: bool
) -> Restored:
    folder = library.plan_folder(plan_id)
    if document is not None and document.folder != folder:
        raise ValueError("the open plan is another one")
    draft = draft_folder()
    try:
        build(draft)
        _check(draft, plan_id, tell)
        tell(0, 1, _("Menyimpan keadaan sekarang, lalu memulihkan…"))
        if document is not None:
            replaced: Path | None = document.queue(lambda: _swap_open(document, draft, has_contacts)).result()
        else:
            replaced = _swap(draft, folder, has_contacts)
    finally:
        remove_folder(draft)
    drop_card(folder)
    return Restored(plan_id, replaced, _confirmed(folder))


def _check(draft: Path, plan_id: str, tell: Tell) -> None:
    """Open what was built, which brings an older format on, and hold it against its history."""
    with Document.open(draft, library.current_author()) as document:
        found = document.raw.execute("SELECT id FROM plan").fetchall()
        with document.freeze() as frozen:
            words = _("Memeriksa isi cadangan dengan riwayatnya…")
            report = integrity.check_data(
                frozen.raw, draft, is_whole=copy_is_good, progress=lambda done, whole: tell(done, whole, words)
            )
    if found != [(plan_id,)] or any(fault.kind != "evidence" for fault in report.faults):
        raise UserFacingError(
            _("Isi cadangan ini tidak sama dengan riwayatnya, sehingga tidak dipulihkan."),
            _("Tidak ada yang berubah. Pilih cadangan yang lain."),
        )


def _swap(draft: Path, folder: Path, has_contacts: bool) -> Path | None:
    """Put the draft's file in the place of the plan's; where the replaced state lies."""
    target = folder / FILE_NAME
    if not target.exists():
        move_in(draft, folder)
        return None
    try:
        raw = connect(folder)
    except PlanDamaged:
        kept = _set_aside(folder)
        _put(draft, target)
        return kept
    try:
        _carry_over(raw, draft, has_contacts)
        return _put_over(raw, draft, folder)
    finally:
        raw.close()


def _swap_open(document: Document, draft: Path, has_contacts: bool) -> Path:
    def work(raw: sqlite3.Connection) -> Path:
        _carry_over(raw, draft, has_contacts)
        return _put_over(raw, draft, document.folder)

    return replace_file(document, work)


def _carry_over(raw: sqlite3.Connection, draft: Path, has_contacts: bool) -> None:
    """What left this computer has left, whatever the plan becomes: it and its numbers go on in what is restored."""
    now = beside.read(raw)
    with Document.open(draft, library.current_author()) as document, document.change(_("Catat yang keluar")) as db:
        beside.carry_over(db, now, contacts=not has_contacts)
    if (draft / f"{FILE_NAME}-wal").exists():
        raise disk_full(draft / FILE_NAME, None)  # the journal could not be brought in


def _put_over(raw: sqlite3.Connection, draft: Path, folder: Path) -> Path:
    """Keep what the connection of a locked plan holds, then put the draft's file in its place; where it is kept."""
    try:
        with image_of(raw) as image:
            kept = keep_copy(folder, image, datetime.now(UTC))
        raw.execute("PRAGMA query_only=OFF")
        raw.execute("PRAGMA journal_mode=DELETE")  # no journal is left; the lock stays until the connection closes
        if sys.platform == "win32":
            raw.close()  # a file that is open is not replaced there
        _put(draft, folder / FILE_NAME)
    except sqlite3.Error as error:
        raise UserFacingError(
            _("Rencana yang sekarang tidak dapat disisihkan: {detail}.").format(detail=error),
            _("Tidak ada yang berubah. Periksa ruang kosong, lalu coba lagi."),
        ) from error
    return kept


def _put(draft: Path, target: Path) -> None:
    """The place is clear for good first: a journal that a power cut brought back would be taken for the new file's."""
    try:
        clear_place(target.parent)
        replace(draft / FILE_NAME, target)
    except OSError as error:
        raise writing_error(error, target) from error


def _confirmed(folder: Path) -> str:
    """Make the restored file's name durable; where the drive refuses, the restored plan is there and this is told."""
    try:
        fsync_folder(folder)
    except OSError:
        return _(
            "Rencana sudah dipulihkan, tetapi {drive} tidak memastikan bahwa berkasnya tersimpan. Buat cadangan di "
            "tempat lain sebelum komputer dimatikan."
        ).format(drive=drive_of(folder))
    return ""


def _set_aside(folder: Path) -> Path:
    """Keep a damaged plan's file with its journal beside the backups; then the journal goes, lest it fits the new."""
    place = folder / backups.FOLDER / f"rusak-{backups.name_of(datetime.now(UTC)).removesuffix(backups.SUFFIX)}"
    make_folder(place)
    try:
        for name in (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-journal"):
            if (folder / name).exists():
                shutil.copyfile(folder / name, place / name)
                fsync_file(place / name)
        fsync_folder(place)
        for name in (f"{FILE_NAME}-wal", f"{FILE_NAME}-journal", f"{FILE_NAME}-shm"):
            with suppress(FileNotFoundError):
                (folder / name).unlink()
        fsync_folder(folder)
    except OSError as error:
        raise writing_error(error, place / FILE_NAME) from error
    return place
