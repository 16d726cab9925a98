"""Looking into a backup: it is copied into a private folder and read there, an older one brought to the present format.

The backup itself is only read, and whether it is what was written is asked of the copy.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups
from gmsc_desktop.models.cards import FILE_NAME
from gmsc_desktop.models.document_copies import opens_whole
from gmsc_desktop.models.document_file import connect
from gmsc_desktop.models.document_freeze import Frozen
from gmsc_desktop.models.document_mark import differs, read_mark
from gmsc_desktop.models.plan_folders import sweep_copies
from gmsc_desktop.platform_files import make_private_folder, reading_error, remove_folder, writing_error
from gmsc_desktop.text import _


def look_into(path: Path) -> Frozen:
    """What a backup holds; close it afterwards. ``UserFacingError`` where it is not whole or no plan of ours."""
    sweep_copies()
    try:
        private = make_private_folder()
    except OSError as error:
        raise writing_error(error, Path(error.filename or "")) from error
    try:
        _copy_whole(path, private / FILE_NAME)
        return Frozen(connect(private), private)
    except BaseException:
        remove_folder(private)
        raise


def _copy_whole(path: Path, copy: Path) -> None:
    mark = read_mark(path)
    try:
        shutil.copyfile(path, copy)
        whole = not differs(copy, mark) if mark else opens_whole(copy)
    except OSError as error:
        raise reading_error(error, path) from error
    if not whole:
        raise not_whole(path)


def not_whole(path: Path) -> UserFacingError:
    """The refusal of a file that is no backup, or not as it was written."""
    return UserFacingError(
        _("Berkas {name} bukan cadangan yang utuh.").format(name=path.name),
        _("Tidak ada yang berubah. Pilih cadangan yang lain."),
    )


def look_into_newest(folder: Path) -> tuple[Frozen, datetime]:
    """The newest backup of a plan's folder that can be read, and when it was made. ``UserFacingError`` without one."""
    for path in reversed(backups.list_backups(folder)):
        moment = backups.moment_of(path)
        try:
            frozen = look_into(path)
        except UserFacingError:
            continue
        snapshot = frozen.snapshot()
        if moment is not None and snapshot.rows("plan") and snapshot.rows("region"):
            return frozen, moment
        frozen.close()
    raise UserFacingError(
        _("Rencana ini belum memiliki cadangan yang dapat dibaca."),
        _("Coba lagi nanti, atau minta salinan kerja dari orang yang sedang membukanya."),
    )
