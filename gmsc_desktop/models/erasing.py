"""Erases what is known of persons beside the plan: office contacts, and the names of authors in the history.

Law 27/2022 gives a person the right to be forgotten. What is erased here is in no table, free page, journal or undo
step afterwards; backups made earlier still hold it until they are deleted too, and what has left this computer is out
of reach: ``out_of_reach`` names it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.models import backing_up, backups, library, outgoing_pending, people
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.outgoing import BACKUP, COPY, Outgoing, list_outgoing
from gmsc_desktop.models.plan_card import write_card_of
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


@dataclass(frozen=True, slots=True)
class KnownAuthor:
    """Somebody who has typed in a plan; ``changes`` is how often, on the computer ``device``."""

    id: str
    name: str
    device: str
    changes: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasing came to."""

    contacts: int
    names: int
    backups: int
    persons: int = 0  # whose contacts those were

    @property
    def sentence(self) -> str:
        """What was erased, as a person reads it; what was not is not spoken of."""
        told = (
            (self.persons, _("Kontak kantor {count} orang sudah dihapus untuk selamanya.")),
            (self.names, _("Nama {count} penyusun sudah dihapus dari riwayat.")),
            (self.backups, _("Sebanyak {count} cadangan yang lebih lama ikut dihapus.")),
        )
        words = " ".join(text.format(count=count) for count, text in told if count)
        return words or _("Tidak ada yang perlu dihapus.")


def authors(raw: sqlite3.Connection) -> list[KnownAuthor]:
    """Everybody whose name the history holds, the busiest first."""
    query = (
        "SELECT a.id,coalesce(a.name,''),coalesce(a.device,''),count(c.n) FROM author a LEFT JOIN change c "
        "ON c.author=a.n WHERE coalesce(a.name,'')<>'' OR coalesce(a.device,'')<>'' GROUP BY a.n ORDER BY 4 DESC,2,1"
    )
    return [KnownAuthor(*row) for row in raw.execute(query)]


def people_with_contacts(raw: sqlite3.Connection) -> list[tuple[str, str]]:
    """Id and name of every person with contacts; a person who has left the plan by a merge has no name any more."""
    query = (
        "SELECT c.person_id,coalesce(p.name,''),coalesce(p.post,'') FROM contact c LEFT JOIN person p "
        "ON p.id=c.person_id GROUP BY c.person_id ORDER BY 2,3,1"
    )
    return [(row[0], row[1] or row[2] or _("Orang yang sudah tidak ada di rencana")) for row in raw.execute(query)]


def erase(
    document: Document, persons: Collection[str], author_ids: Collection[str], *, older_backups: bool = False
) -> Erased:
    """Erase the contacts of persons and the names of authors from an open plan. Raises ``UserFacingError``.

    Undo of other changes stays. With ``older_backups`` a backup of what is left is made, then every earlier one goes.
    Safe to do again where the disk stopped it half-way.
    """
    document.close_open_row()
    outgoing_pending.settle(document)  # it may name an author, too
    names = _names_of(document, author_ids)
    with document.change(_("Hapus data pribadi")) as db:
        contacts = [_erase_contacts(db, person) for person in persons]
        blanked = sum(_blank(db, author) for author in author_ids)
        for name in names:
            db.exec_driver_sql("UPDATE outgoing SET made_by='' WHERE made_by=?", (name,))
    document.scrub()
    for author in author_ids:
        _forget_at_keyboard(document, author)
    write_card_of(document)
    gone = erase_backups(document) if older_backups else 0
    return Erased(sum(contacts), blanked, gone, sum(count > 0 for count in contacts))


def _names_of(document: Document, author_ids: Collection[str]) -> set[str]:
    with document.reading():
        return {one.name for one in authors(document.raw) if one.id in author_ids and one.name}


def _erase_contacts(db: Connection, person_id: str) -> int:
    return int(db.exec_driver_sql("DELETE FROM contact WHERE person_id=?", (person_id,)).rowcount)


def _blank(db: Connection, author_id: str) -> int:
    return int(db.exec_driver_sql("UPDATE author SET name=NULL,device=NULL WHERE id=?", (author_id,)).rowcount)


def _forget_at_keyboard(document: Document, author_id: str) -> None:
    """A name that this computer keeps for its menu goes too; who is at the keyboard now goes on without one."""
    present = library.current_author()
    if present.id == author_id:
        nameless = replace(present, name="")
        library.remember_author(nameless)
        document.set_author(replace(nameless, device=""))
    path = data_folder() / people.FILE_NAME
    with suppress(FileNotFoundError, ValueError):
        known = json.loads(path.read_text(encoding="utf-8"))
        left = [one for one in known if not isinstance(one, dict) or one.get("id") != author_id]
        if left != known:
            content = json.dumps(left, ensure_ascii=False).encode()
            write_atomically(path, lambda stream: (stream.write(content), None)[1])


def states_kept(folder: Path) -> list[Path]:
    """The states among a plan's backups: each may hold what is to be erased."""
    return [path for path in _among_backups(folder) if path.is_dir() or backups.moment_of(path) is not None]


def _among_backups(folder: Path) -> list[Path]:
    place = folder / backups.FOLDER
    return sorted(place.iterdir()) if place.is_dir() else []


def erase_backups(document: Document) -> int:
    """Make one backup of the plan as it is now, then delete every earlier one; how many states were deleted."""
    if document.keeper is not None:
        document.keeper.wait()  # none of an earlier state is still being written
    states, earlier = set(states_kept(document.folder)), _among_backups(document.folder)
    kept = backing_up.back_up(document)
    gone = 0
    for path in earlier:
        if path.name.startswith(kept.name):
            continue
        gone += path in states
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return gone


def out_of_reach(raw: sqlite3.Connection, *, contacts: bool, names: bool) -> list[Outgoing]:
    """What left this computer with contacts of persons, or with the history that names its authors; newest first."""
    with_names = {COPY, BACKUP}
    return [one for one in list_outgoing(raw) if (contacts and one.contacts) or (names and one.kind in with_names)]
