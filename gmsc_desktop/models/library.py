"""The plans on this computer: list, make, open, find, back up. Imports nothing heavy: lists come from the cards."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.backing_up import Keeper, back_up, back_up_when_due, copy_before_migration
from gmsc_desktop.models.cards import FILE_NAME, Card, card_without_plan, list_cards, plan_paths
from gmsc_desktop.models.document_copies import copy_is_good
from gmsc_desktop.models.document_errors import PlanUnwritable, of_the_folder, unwritable
from gmsc_desktop.models.ids import is_id, new_id
from gmsc_desktop.models.plan_card import card_from, card_of, write_card_of
from gmsc_desktop.models.plan_folders import draft_folder, make_folder, move_in, sweep, sweep_plan
from gmsc_desktop.paths import data_folder, plans_folder
from gmsc_desktop.platform_files import (
    computer_name,
    disk_full,
    reading_error,
    remove_folder,
    user_name,
    write_atomically,
)
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.beside import Beside
    from gmsc_desktop.models.changesets import HistoryExport
    from gmsc_desktop.models.document import Document
    from gmsc_desktop.models.document_freeze import Frozen
    from gmsc_desktop.models.history import Author
    from gmsc_desktop.models.integrity import DataReport
    from gmsc_desktop.models.snapshot import Json, Snapshot

__all__ = ["back_up", "back_up_when_due"]  # of what is imported here, also meant for others

AUTHOR_FILE = "penyusun.json"

_log = logging.getLogger(__name__)


def plan_folder(plan_id: str) -> Path:
    """The folder of a plan; it need not exist."""
    if not is_id(plan_id):
        raise ValueError(plan_id)
    return plans_folder() / plan_id


def is_present(plan_id: str) -> bool:
    """Whether a plan with this id is on this computer."""
    return (plan_folder(plan_id) / FILE_NAME).exists()


def list_plans() -> list[Card]:
    """The cards of all plans, the newest change first. A missing card is rebuilt when the plan can be opened."""
    sweep()
    return list_cards(_rebuilt)


_opening = threading.RLock()


def _rebuilt(folder: Path) -> Card:
    """The card of a plan whose own is lost; of one that cannot be opened it says why.

    Whose name was left behind is told to the person who opens the plan: here it stays, and the plan is only read.
    """
    from gmsc_desktop.models.document_file import read_holder

    try:
        if read_holder(folder) is not None:
            return _looked_up(folder)
        try:
            with _opening, opened(folder.name) as document:
                return card_of(document)
        except PlanUnwritable:
            return _looked_up(folder)
    except UserFacingError as problem:
        return card_without_plan(folder, problem.sentence)


def _looked_up(folder: Path) -> Card:
    """The card of a plan that can only be read, for the list alone."""
    from gmsc_desktop.models.document_look import look_at

    with look_at(folder) as frozen:
        return card_from(frozen.raw, folder)


def is_named(text: str) -> bool:
    """Whether some plan of this computer has this id or beginning of one."""
    return bool(_named(text))


def _named(text: str) -> list[str]:
    wanted = text.strip().lower()
    return [path.name for path in plan_paths() if path.name.startswith(wanted)] if wanted else []


def find(text: str) -> str:
    """The id of the plan that an id or an unambiguous beginning of one names; ``UserFacingError`` otherwise."""
    found = _named(text)
    if len(found) == 1:
        return found[0]
    if found:
        raise UserFacingError(
            _("“{text}” cocok dengan {count} rencana.").format(text=text, count=len(found)),
            _("Tulis lebih banyak huruf dari nomornya: {ids}.").format(ids=", ".join(found[:5])),
        )
    raise UserFacingError(
        _("Rencana “{text}” tidak ada di komputer ini.").format(text=text[:80]),
        _("Lihat daftarnya dengan perintah plans, atau buka paketnya dengan perintah open."),
    )


# -- who is at the keyboard


def current_author() -> Author:
    """The person at this computer: remembered in the data folder, at first the name of the system's user.

    ``UserFacingError`` where the drive does not give back who it was: nobody else takes that place.
    """
    from gmsc_desktop.models.history import Author

    path = data_folder() / AUTHOR_FILE
    try:
        loaded = json.loads(path.read_bytes())
        return Author(str(loaded["id"]), str(loaded["name"]), computer_name())
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        author = Author(new_id(), user_name(), computer_name())
        remember_author(author)
        return author
    except OSError as error:
        raise reading_error(error, path) from error


def remember_author(author: Author) -> None:
    """This person is at the keyboard of this computer from now on."""
    path = data_folder() / AUTHOR_FILE
    make_folder(path.parent)
    content = json.dumps({"id": author.id, "name": author.name}, ensure_ascii=False).encode()
    write_atomically(path, lambda stream: (stream.write(content), None)[1])


# -- making and opening


@contextmanager
def created(plan_id: str, fill: Callable[[Document], None]) -> Iterator[Document]:
    """A new plan, filled by ``fill`` and open; when filling fails, no trace of it stays."""
    from gmsc_desktop.models.document import Document

    folder = plan_folder(plan_id)
    _absent(folder)
    draft = draft_folder()
    try:
        with Document.create(draft, current_author()) as document:
            fill(document)
        if (draft / f"{FILE_NAME}-wal").exists():
            raise disk_full(folder, None)  # the journal could not be brought in
        _absent(folder)
        move_in(draft, folder)
    finally:
        remove_folder(draft)
    document = Document.open(folder, current_author())
    try:
        yield document
    finally:
        close(document)


def _absent(folder: Path) -> None:
    if (folder / FILE_NAME).exists():
        raise UserFacingError(
            _("Rencana ini sudah ada di komputer ini."), _("Buka yang sudah ada dari daftar rencana.")
        )


def create_from(
    plan_id: str,
    history: HistoryExport,
    bring_files: Callable[[Path], None],
    expected: Snapshot,
    carried: Beside | None = None,
) -> None:
    """The plan of a checked team copy or backup, where it is not present: its history is the plan, its id is kept.

    ``expected`` is what its ``rencana.json`` says; ``UserFacingError`` where the history rebuilds another plan.
    ``carried`` is what a backup has beside its history.
    """

    def fill(document: Document) -> None:
        bring_files(document.folder)
        fill_from(document, plan_id, history, expected, carried)

    with created(plan_id, fill):
        pass


def fill_from(
    document: Document, plan_id: str, history: HistoryExport, expected: Snapshot, carried: Beside | None = None
) -> None:
    """Make an empty plan what a history says; ``UserFacingError`` where that is not the expected plan."""
    from gmsc_desktop.models import beside
    from gmsc_desktop.models.snapshot import to_json

    document.merge(history, _("Buka salinan kerja"))
    document.keep_merge()
    rebuilt = document.raw.execute("SELECT id FROM plan").fetchall() == [(plan_id,)]
    if not rebuilt or _by_id(to_json(document.snapshot())) != _by_id(to_json(expected)):
        raise UserFacingError(
            _("Riwayat di dalam paket ini tidak sama dengan rencananya."),
            _("Minta salinan kerja yang baru dari pengirimnya."),
        )
    if carried is not None:
        with document.change(_("Pulihkan catatan setempat")) as db:
            beside.put(db, carried)


def _by_id(tables: dict[str, list[dict[str, Json]]]) -> dict[str, dict[Json, dict[str, Json]]]:
    return {name: {row["id"]: row for row in rows} for name, rows in tables.items()}


@contextmanager
def opened(plan_id: str, *, take_over: bool = False) -> Iterator[Document]:
    """An existing plan, backed up when it changed since the last backup, closed and carded afterwards.

    Raises ``PlanPerhapsOpen`` where another computer may be at work on it; ``take_over`` where the person said that
    nobody is.
    """
    from gmsc_desktop.models.data_place import refuse_where_at_work
    from gmsc_desktop.models.document import Document
    from gmsc_desktop.models.document_file import read_holder
    from gmsc_desktop.models.outgoing_pending import settle

    folder = plan_folder(plan_id)
    left = None if take_over else read_holder(folder)
    if left is not None:
        refuse_where_at_work(left, folder)
    with _opening:  # a card that is being rebuilt is waited for, and keeps nobody from the plan
        document = Document.open(folder, _author_for(folder), backup=copy_before_migration)
    try:
        sweep_plan(folder)
        settle(document)
        document.keeper = keeper = Keeper(document)
        keeper.begin()
        yield document
    finally:
        close(document)


def _author_for(folder: Path) -> Author:
    try:
        return current_author()
    except UserFacingError as error:
        if error.__cause__ is not None and of_the_folder(error.__cause__) and (folder / FILE_NAME).exists():
            raise unwritable(data_folder()) from error
        raise


def close(document: Document) -> None:
    """Finish, write the card, close; the card says what is in the file, and is made anew where it cannot be written."""
    try:
        document.finish()
        if document.keeper is not None:
            document.keeper.finish()
        document.checkpoint()
        write_card_of(document)
    finally:
        document.close()


# -- what is whole


def check_data(
    document: Document, *, progress: Callable[[int, int], None] | None = None, cancel: threading.Event | None = None
) -> DataReport:
    """ "Periksa data": the open plan, its evidence and its backups held against what was written; on any thread.

    ``UserFacingError`` for ``cancel``. A plan that was changed outside and is found whole is trusted again.
    """
    from gmsc_desktop.models import integrity

    outside = document.changed_outside
    with document.freeze() as frozen:
        report = integrity.check_data(
            frozen.raw,
            document.folder,
            changed_outside=outside,
            is_whole=copy_is_good,
            progress=progress,
            cancel=cancel,
        )
    if all(fault.kind == "file" for fault in report.faults):
        document.changed_outside = False
    return report


# -- backups


def read_newest_backup(plan_id: str) -> tuple[Snapshot, datetime]:
    """What the newest good backup of a plan holds, and when it was made; the plan itself is not touched.

    For a plan that is open elsewhere or damaged. ``UserFacingError`` where no backup can be read.
    """
    frozen, moment = open_newest_backup(plan_id)
    with frozen:
        return frozen.snapshot(), moment


def open_newest_backup(plan_id: str) -> tuple[Frozen, datetime]:
    """The same, with its history; close it afterwards."""
    from gmsc_desktop.models.backup_look import look_into_newest

    return look_into_newest(plan_folder(plan_id))
