"""Where the data lie: a place that other computers see is told, and so is who may be at work on a plan there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document_errors import PlanPerhapsOpen, perhaps_open
from gmsc_desktop.platform_files import computer_name, drive_name, is_network, sync_service
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_file import Holder


def shared_place(folder: Path) -> str:
    """What people call a place that other computers see too, "" for a place that is this computer's alone."""
    service = sync_service(folder)
    if service:
        return service
    try:
        return drive_name(folder) if is_network(folder) else ""
    except OSError:
        return ""


def warning_in_short(folder: Path) -> str:
    """The same in one short sentence, "" where there is nothing to tell."""
    service = sync_service(folder)
    if service:
        return _("Folder data ikut disalin oleh {service}. Buka rencana di satu komputer saja.").format(service=service)
    place = shared_place(folder)
    return _("Folder data ada di {place}. Buka rencana di satu komputer saja.").format(place=place) if place else ""


def warning(folder: Path) -> UserFacingError | None:
    """What to tell of a data folder in such a place, and what to do about it; None where there is nothing to tell."""
    service = sync_service(folder)
    if service:
        return UserFacingError(
            _(
                "Folder data {folder} ikut disalin oleh {service}. Bila rencana yang sama terbuka di dua komputer, "
                "salah satu hasilnya dapat tertimpa."
            ).format(folder=folder, service=service),
            _(
                "Pindahkan folder data ke tempat yang hanya ada di komputer ini, lalu bagikan rencana dengan salinan "
                "kerja. Sampai itu dilakukan, buka rencana di satu komputer saja."
            ),
        )
    place = shared_place(folder)
    if not place:
        return None
    return UserFacingError(
        _(
            "Folder data {folder} ada di {place}. Bila jaringannya terputus, perubahan terakhir dapat belum tersimpan."
        ).format(folder=folder, place=place),
        _(
            "Pindahkan folder data ke cakram komputer ini, lalu bagikan rencana dengan salinan kerja. Sampai itu "
            "dilakukan, buka rencana di satu komputer saja."
        ),
    )


def refuse_where_at_work(holder: Holder, folder: Path) -> None:
    """Raise ``PlanPerhapsOpen`` where the holder may still have the plan open and no lock would tell.

    On this computer, and on a drive of its own, the lock of the operating system is certain, and whoever left a name
    behind is gone. In a place that other computers see, another computer's name may be that of somebody at work.
    """
    if holder.computer == computer_name():
        return
    place = shared_place(folder)
    if place:
        raise perhaps_open(holder.name, holder.computer, holder.since, place)


__all__ = ["PlanPerhapsOpen", "refuse_where_at_work", "shared_place", "warning", "warning_in_short"]
