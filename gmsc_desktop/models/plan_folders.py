"""The folders of plans: a new plan is made out of sight and moved in whole."""

from __future__ import annotations

import errno
import tempfile
from contextlib import suppress
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups
from gmsc_desktop.models.cards import FILE_NAME
from gmsc_desktop.models.document_mark import drop_mark
from gmsc_desktop.paths import data_folder, plans_folder
from gmsc_desktop.platform_files import (
    clear_leftovers,
    disk_full,
    drive_of,
    fsync_folder,
    make_folders,
    make_private_folder,
    replace,
    writing_error,
)
from gmsc_desktop.text import _


def make_folder(folder: Path) -> None:
    """Make a folder of ours where it is missing; ``UserFacingError`` where that cannot be."""
    try:
        make_folders(folder)
    except OSError as error:
        raise writing_error(error, folder) from error


def draft_folder() -> Path:
    """Where a new plan is made, out of sight of the lists; what a killed process leaves there the next one sweeps."""
    try:
        return make_private_folder(plans_folder())
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise disk_full(plans_folder(), None) from error
        raise UserFacingError(
            _("Folder data {folder} tidak dapat dibuat atau ditulis. Rencana baru belum dibuat.").format(
                folder=data_folder()
            ),
            _("Periksa letak dan izinnya, atau pilih folder data yang lain."),
        ) from error


def move_in(draft: Path, folder: Path) -> None:
    """The finished plan in its place: evidence first, the plan's file last, and with it the plan is there.

    A folder may be there already, with the backups of a plan whose file was lost.
    """
    make_folder(folder)
    try:
        for path in sorted((draft / "lampiran").rglob("*")):
            target = folder / path.relative_to(draft)
            if path.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            elif not target.exists():
                replace(path, target)
        store = folder / "lampiran"
        for place in sorted((path for path in (store, *store.rglob("*")) if path.is_dir()), reverse=True):
            fsync_folder(place)
        clear_place(folder)
        replace(draft / FILE_NAME, folder / FILE_NAME)
    except OSError as error:
        raise writing_error(error, folder / FILE_NAME) from error
    try:
        fsync_folder(folder)
        fsync_folder(folder.parent)
    except OSError as error:
        raise UserFacingError(
            _("Rencana sudah ditulis, tetapi {drive} tidak memastikan bahwa berkasnya tersimpan.").format(
                drive=drive_of(folder)
            ),
            _("Buka rencana ini dari daftar rencana. Bila tidak ada di sana, periksa cakram, lalu ulangi."),
        ) from error


def clear_place(folder: Path) -> None:
    """What stood beside a plan's file would be taken for the next one's: its mark and its journals. Raises OSError.

    They are gone for good when this returns, also where the power goes before the next file has its name.
    """
    drop_mark(folder / FILE_NAME)
    for end in ("-wal", "-journal", "-shm"):
        (folder / f"{FILE_NAME}{end}").unlink(missing_ok=True)
    fsync_folder(folder)


def sweep() -> None:
    """Remove what ended processes left half made in the data folder. Whoever lists or opens plans does it."""
    with suppress(OSError):
        for place in (data_folder(), *data_folder().iterdir()):
            clear_leftovers(place)


def sweep_copies() -> None:
    """Remove copies of plans among the temporary files; that folder may be large, so no list waits for it."""
    clear_leftovers(Path(tempfile.gettempdir()))


def sweep_plan(folder: Path) -> None:
    """Remove what an ended process left half written in a plan's folder; for whoever holds the plan's lock."""
    from gmsc_desktop.models import attachments

    sweep()
    sweep_copies()
    for place in (folder, folder / backups.FOLDER):
        clear_leftovers(place, ours_alone=True)
    attachments.clear_leftovers(folder)
