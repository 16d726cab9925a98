"""Making a plan what a backup holds: the person chooses in a window, then the plan opens as it was."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.desk.kept_backups import Kept
    from gmsc_desktop.models.restoring import Restored
    from gmsc_desktop.ui.going_back_dialog import RestoreDialog
    from gmsc_desktop.ui.windows import Windows


@dataclass(frozen=True)
class GoodBackup:
    """The newest backup that is whole, and how it is told."""

    path: Path
    moment: str
    initiatives: int


def newest_good(plan_id: str) -> GoodBackup:
    """The newest backup of a plan that is whole and can be read. ``UserFacingError`` where there is none."""
    from gmsc_desktop.models import backups, library
    from gmsc_desktop.models.backup_look import look_into
    from gmsc_desktop.models.records import Initiative

    for path in reversed(backups.list_backups(library.plan_folder(plan_id))):
        moment = backups.moment_of(path)
        if moment is None:
            continue
        with suppress(UserFacingError), look_into(path) as frozen:
            return GoodBackup(path, backups.moment_words(moment), len(frozen.snapshot().all(Initiative)))
    raise UserFacingError(
        _("Rencana ini belum memiliki cadangan yang utuh."),
        _("Minta salinan kerja dari rekan, lalu buka paketnya di Beranda. Tidak ada yang berubah."),
    )


def offer_restore(windows: Windows, plan_id: str, chosen: Path | None = None) -> RestoreDialog | None:
    """Show the backups of a plan, ``chosen`` first where a file was named; None where that cannot be read."""
    from gmsc_desktop.ui.going_back_dialog import RestoreDialog

    window = windows.plans.get(plan_id)
    session = window.session if window is not None else None
    if session is not None:
        session.flush()
    parent = window or windows.show_home()
    try:
        dialog = RestoreDialog(plan_id, session, parent, chosen)
    except UserFacingError as error:
        windows.show_home().tell(error)
        return None
    dialog.restored.connect(lambda kept, done: _reopen(windows, kept, done))
    dialog.open()
    return dialog


def _reopen(windows: Windows, kept: Kept, done: Restored) -> None:
    """Close the window that shows the plan as it was, and open it as it is; say what happened there."""
    from gmsc_desktop.ui.going_back_words import after_words

    words = after_words(kept, done)
    window = windows.plans.get(done.plan_id)
    home = windows.show_home()  # something stays open while the plan's window is closed
    if window is not None and not window.close():
        window.session.reload()
        window.say_first(words)
        return
    home.refresh()
    windows.say_when_open[done.plan_id] = words
    windows.open_plan(done.plan_id)
