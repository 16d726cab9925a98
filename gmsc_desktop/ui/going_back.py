"""Making a plan what a backup holds: the plan's window is closed, the backup checked, and the plan opened again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain

if TYPE_CHECKING:
    from gmsc_desktop.models.restoring import Restored
    from gmsc_desktop.ui.jobs import Progress
    from gmsc_desktop.ui.windows import Windows


@dataclass(frozen=True)
class GoodBackup:
    """The newest backup that is whole, and how it is told."""

    path: Path
    moment: str
    initiatives: int


def offer_restore(windows: Windows, plan_id: str) -> None:
    """Look for the newest good backup of a plan, say what it holds, and restore it where the person agrees."""
    window = windows.plans.get(plan_id)
    if window is not None and not window.close():
        return
    home = windows.show_home()

    def found(backup: GoodBackup) -> None:
        if _agreed(windows, backup):
            _restore(windows, plan_id, backup)

    home.jobs.start(_("Mencari cadangan yang utuh…"), lambda _progress: newest_good(plan_id), found, home.tell)


def newest_good(plan_id: str) -> GoodBackup:
    """The newest backup of a plan that is whole and can be read. ``UserFacingError`` where there is none."""
    from gmsc_desktop.models import backups, library
    from gmsc_desktop.models.backup_look import look_into
    from gmsc_desktop.models.records import Initiative
    from gmsc_desktop.ui.opening import moment_words

    for path in reversed(backups.list_backups(library.plan_folder(plan_id))):
        moment = backups.moment_of(path)
        if moment is None:
            continue
        with suppress(UserFacingError), look_into(path) as frozen:
            snapshot = frozen.snapshot()
            return GoodBackup(path, moment_words(moment), len(snapshot.all(Initiative)))
    raise UserFacingError(
        _("Rencana ini belum memiliki cadangan yang utuh."),
        _("Minta salinan kerja dari rekan, lalu buka paketnya di Beranda. Tidak ada yang berubah."),
    )


def _agreed(windows: Windows, backup: GoodBackup) -> bool:
    sentence = _("Pulihkan rencana ke keadaan {moment} ({count} inisiatif)?")
    box = plain.message(
        windows.home,
        QMessageBox.Icon.Question,
        sentence.format(moment=backup.moment, count=backup.initiatives),
        _(
            "Perubahan sesudah saat itu tidak terlihat lagi di rencana. Keadaan yang sekarang disimpan di folder "
            "cadangannya, sehingga dapat dikembalikan."
        ),
    )
    agree = box.addButton(_("Pulihkan"), QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(_("Jangan pulihkan"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.exec()
    return box.clickedButton() is agree


def _restore(windows: Windows, plan_id: str, backup: GoodBackup) -> None:
    home = windows.show_home()

    def work(_progress: Progress) -> Restored:
        from gmsc_desktop.models import restoring

        return restoring.restore_backup(backup.path)

    def done(restored: Restored) -> None:
        words = _("Rencana ini dipulihkan dari cadangan {moment}.").format(moment=backup.moment)
        if restored.replaced is not None:
            words += " " + _("Keadaan sebelumnya disimpan di {path}.").format(path=restored.replaced)
        words = f"{words} {restored.note}".rstrip()
        windows.say_when_open[plan_id] = words
        windows.open_plan(plan_id)

    home.jobs.start(_("Memulihkan rencana…"), work, done, home.tell)
