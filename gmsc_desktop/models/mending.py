"""Mends what a check of the data has found: a value as the history has it or as it stands, a backup that is damaged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gmsc_desktop.models import backups, library
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_mark import mark_of
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.integrity import Fault
from gmsc_desktop.platform_files import writing_error
from gmsc_desktop.text import _


def use_history(document: Document, faults: Iterable[Fault]) -> None:
    """Make the records of these findings what the history says; nothing is written into the history.

    Raises ``UserFacingError``. Undo does not go behind it.
    """
    records = {fault.record for fault in faults if fault.kind == "value"}
    document.settle_again(records, _("Kembalikan isi menurut riwayat"))


def can_use_history(document: Document, fault: Fault) -> bool:
    """Whether the history knows the record of a finding at all."""
    with document.reading():
        known = document.raw.execute("SELECT 1 FROM record WHERE id=?", (fault.record,)).fetchone()
    return fault.kind == "value" and known is not None


def keep_as_it_stands(document: Document, faults: Iterable[Fault]) -> None:
    """Write into the history what stands in these fields now, as a decision of the person at the keyboard.

    The findings of one record go together: deciding one field makes the others of its record what the history says.
    """
    told: list[tuple[Fault, Value]] = []
    with document.reading():
        for fault in faults:
            query = f"SELECT {fault.column} FROM {fault.table} WHERE id=?" if fault.column else ""
            row = document.raw.execute(query, (fault.record,)).fetchone() if query else None
            if row is not None:
                told.append((fault, row[0]))
    for fault, value in told:
        key = BY_NAME[fault.table].field(fault.column).key
        document.decide(fault.record, key, value, _("Tetapkan isi yang sekarang"))


def replace_backup(document: Document, names: Iterable[str]) -> Path:
    """Make a backup now, then delete damaged ones by their file names; the new backup. Raises ``UserFacingError``."""
    made = library.back_up(document)
    for name in names:
        path = document.folder / backups.FOLDER / Path(name).name
        try:
            path.unlink(missing_ok=True)
            mark_of(path).unlink(missing_ok=True)
        except OSError as error:
            raise writing_error(error, path) from error
    return made
