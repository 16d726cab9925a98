"""Erases personal data of a plan wherever this computer put it: in the plan, its backups, and the second place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from gmsc_desktop.desk import second_copy, second_place
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import erasing, outgoing
from gmsc_desktop.models.contacts import read_contacts
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.erasing import Erased
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.platform_files import fsync_folder, writing_error
from gmsc_desktop.text import _


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What an erasing came to. ``swept`` are older backups deleted in the second place, None where none was looked for.

    ``others`` are backups there that another computer wrote; ``problem`` says why those there could not be deleted.
    """

    erased: Erased
    swept: int | None = None
    others: int = 0
    problem: str = ""

    @property
    def sentence(self) -> str:
        """What was erased, and what is left to do, as a person reads it."""
        nothing = not (self.erased.contacts or self.erased.names or self.erased.backups)
        words = [] if nothing and self.swept else [self.erased.sentence]
        if self.swept:
            words.append(_("Di tempat kedua {count} cadangan lama ikut dihapus.").format(count=self.swept))
        if self.others:
            told = _(
                "Di sana masih ada {count} cadangan dari komputer lain; hapus dari komputer itu atau langsung di sana."
            )
            words.append(told.format(count=self.others))
        return " ".join([*words, self.problem]).strip()


def erase(
    document: Document, persons: Collection[str], author_ids: Collection[str], *, older_backups: bool = False
) -> Forgotten:
    """As ``models.erasing.erase``; with ``older_backups`` those of this computer in the second place go too.

    A new backup is written there first. Where the place is not there, or its drive fails, that is told and the rest is
    done. It may ask drives that answer late. Raises ``UserFacingError``.
    """
    erased = erasing.erase(document, persons, author_ids, older_backups=older_backups)
    place = second_place.read_place() if older_backups else None
    if place is None:
        return Forgotten(erased)
    root = place.find()
    if root is None:
        if not is_in_second_place(document):
            return Forgotten(erased)
        told = _("Tempat kedua ({name}) sedang tidak terpasang, sehingga cadangan lama di sana belum dihapus.")
        step = _("Pasang, lalu hapus sekali lagi.")
        return Forgotten(erased, problem=f"{told.format(name=place.name)} {step}")
    try:
        swept, others = _sweep(document, root, place.id)
    except UserFacingError as error:
        told = _("Cadangan lama di tempat kedua belum dihapus.")
        return Forgotten(erased, problem=f"{told} {error.sentence} {error.next_step}".strip())
    return Forgotten(erased, swept, others)


def is_in_second_place(document: Document) -> bool:
    """Whether backups of this plan were ever written to the second place of this computer; asks no drive."""
    place = second_place.read_place()
    if place is None:
        return False
    entry_id = derived_id("outgoing", place.id)
    with document.reading():
        return any(one.id == entry_id for one in outgoing.list_outgoing(document.raw))


def _sweep(document: Document, root: Path, place_id: str) -> tuple[int, int]:
    """Write a backup of what is left, then delete the earlier ones of this computer; how many, and how many stay."""
    with second_copy.alone:  # a copy that began before has been written by now
        written = second_copy.copy_there(document, root, place_id).path
        gone = others = 0
        try:
            for path in sorted(written.parent.glob("*.gmsc")):
                if path == written:
                    continue
                if second_copy.is_mine(path):
                    path.unlink()
                    gone += 1
                else:
                    others += 1
            fsync_folder(written.parent)
        except OSError as error:
            raise writing_error(error, written) from error
    if not others:
        _note_what_is_left(document, place_id)
    return gone, others


def _note_what_is_left(document: Document, place_id: str) -> None:
    with document.reading():
        count = len(read_contacts(document.raw))
    document.submit(_("Catat yang keluar"), outgoing.reset_place, place_id, count).result()
