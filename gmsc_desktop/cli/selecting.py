"""What a PLAN on the command line is: a plan of this computer, or a package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.cli.outcome import tell
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, library, reference
from gmsc_desktop.models.backups import moment_words
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.contacts import Contacts, read_contacts
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_errors import PlanLocked, PlanPerhapsOpen, PlanUnwritable
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.package.read import OpenedPackage


SHORTEST_BEGINNING = 4  # letters of a record's id
_PLAN_NAME = re.compile(r"[0-9a-fA-F-]+")


@dataclass(frozen=True)
class Source:
    """A plan to read: its records, its history where it is known, and where its evidence files lie."""

    snapshot: Snapshot
    history: HistoryExport | None
    evidence: Callable[[str], Path | None]
    package: OpenedPackage | None
    document: Document | None = None  # the open plan, None for what is only looked at
    contacts: Contacts = field(default_factory=dict)


@contextmanager
def reading(text: str, *, from_backup: bool = False) -> Iterator[Source]:
    """The plan or package that ``text`` names, for reading; ``from_backup``: as the plan's newest good backup has it.

    A backup's time is told. Nothing of the plan itself is then opened, so that it may be open elsewhere.
    """
    if _is_package(text):
        from gmsc_desktop.desk.packages import open_package

        with open_package(Path(text)) as package:
            yield Source(package.snapshot, package.history, package.evidence.get, package)
        return
    if from_backup:
        with _backup_of(library.find(text)) as source:
            yield source
        return
    with ExitStack() as stack:
        try:
            source = stack.enter_context(source_of(stack.enter_context(editing(text))))
        except (PlanUnwritable, PlanPerhapsOpen) as error:
            source = stack.enter_context(_looked_at(library.plan_folder(library.find(text))))
            tell(f"{error.sentence} {error.next_step}")
        except PlanLocked as error:
            step = _("Untuk membaca saja, ulangi dengan --from-backup.")
            raise PlanLocked(error.sentence, f"{error.next_step} {step}") from error
        yield source


@contextmanager
def _looked_at(folder: Path) -> Iterator[Source]:
    """A plan whose folder cannot be written, read in a copy of its own."""
    from gmsc_desktop.models.document_look import look_at

    with look_at(folder) as frozen:
        yield Source(frozen.snapshot(), frozen.history(), attachments.finder(folder), None)


@contextmanager
def _backup_of(plan_id: str) -> Iterator[Source]:
    """A plan as its newest good backup has it; its evidence is looked for where it lies now."""
    frozen, moment = library.open_newest_backup(plan_id)
    with frozen:
        told = _("Dibaca dari cadangan {moment}. Perubahan sesudahnya belum terlihat di sini.")
        tell(told.format(moment=moment_words(moment)))
        yield Source(frozen.snapshot(), frozen.history(), attachments.finder(library.plan_folder(plan_id)), None)


@contextmanager
def source_of(document: Document) -> Iterator[Source]:
    """An open plan as it is committed now, for reading."""
    with document.freeze() as frozen:
        find = attachments.finder(document.folder)
        yield Source(frozen.snapshot(), frozen.history(), find, None, document, read_contacts(frozen.raw))


def _is_package(text: str) -> bool:
    """A file is one, unless the same words name a plan of this computer."""
    path = Path(text)
    try:
        there = path.is_file()
    except OSError:  # longer than a file's name may be
        return False
    if there and _PLAN_NAME.fullmatch(text.strip()):
        return not library.is_named(text)
    return there or (path.suffix.lower() in {".zip", ".gmsc"} and not text.isalnum())


@contextmanager
def editing(text: str) -> Iterator[Document]:
    """The plan of this computer that ``text`` names, open for changes; a package is refused with a sentence."""
    if _is_package(text):
        raise UserFacingError(
            _("Paket hanya dapat dibaca, tidak dapat diubah."),
            _("Buka salinan kerja dengan perintah open, lalu ubah rencananya."),
        )
    with library.opened(library.find(text)) as document:
        try:
            yield document
        finally:
            for notice in document.notices:
                tell(f"{notice.sentence} {notice.next_step}".strip())


def pack_of(document: Document) -> reference.ReferencePack:
    """The paket acuan that an open plan names."""
    row = document.raw.execute("SELECT reference_version FROM plan").fetchone()
    return reference.for_plan(str(row[0] or ""))


def find_record(document: Document, text: str) -> tuple[str, str]:
    """Table and id of the record that an id, an unambiguous beginning of one, ``plan`` or ``region`` names."""
    if text in {"plan", "region"}:
        return text, str(document.raw.execute(f"SELECT id FROM {text}").fetchone()[0])
    found: list[tuple[str, str]] = []
    pattern = text.lower().replace("%", "").replace("_", "") + "%"
    for name in BY_NAME if len(pattern) > SHORTEST_BEGINNING else ():
        rows = document.raw.execute(f"SELECT id FROM {name} WHERE id LIKE ? LIMIT 9", (pattern,)).fetchall()
        found.extend((name, str(row[0])) for row in rows)
    exact = [place for place in found if place[1] == text.lower()]
    found = exact or found
    if len(found) == 1:
        return found[0]
    if not found and len(text) < SHORTEST_BEGINNING:
        raise UserFacingError(
            _("Catatan “{text}” tidak ada di rencana ini.").format(text=text),
            _("Tulis sedikitnya {count} huruf dari nomornya, seperti pada show PLAN --json.").format(
                count=SHORTEST_BEGINNING
            ),
        )
    if not found:
        raise UserFacingError(
            _("Catatan “{text}” tidak ada di rencana ini.").format(text=text[:60]),
            _("Nomor catatan terlihat dengan perintah show PLAN --json."),
        )
    raise UserFacingError(
        _("“{text}” cocok dengan {count} catatan.").format(text=text[:60], count=len(found)),
        _("Tulis lebih banyak huruf dari nomornya."),
    )
