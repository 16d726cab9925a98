"""The card of an open plan, read from it and written beside it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.cards import FILE_NAME, Card, drop_card, make_card, write_card
from gmsc_desktop.text import _

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from gmsc_desktop.models.document import Document

_log = logging.getLogger(__name__)


def write_card_of(document: Document) -> None:
    """Without room for the new card the old one goes: it would lie, and is rebuilt when it is missing."""
    try:
        write_card(document.folder, card_of(document))
    except UserFacingError:
        _log.info("a card could not be written")
        drop_card(document.folder)


def card_of(document: Document) -> Card:
    """The card of an open plan. ``UserFacingError`` where its file holds none."""
    with document.reading():
        return card_from(document.raw, document.folder)


def card_from(raw: sqlite3.Connection, folder: Path) -> Card:
    """The card of a plan that was read from ``folder``. ``UserFacingError`` where its file holds none."""
    from gmsc_desktop.models.schema import FORMAT
    from gmsc_desktop.models.snapshot import SnapshotOnDemand

    snapshot = SnapshotOnDemand(raw)  # of a large plan most would be read for nothing
    size = (folder / FILE_NAME).stat().st_size
    if not (snapshot.rows("plan") and snapshot.rows("region")):
        raise UserFacingError(
            _("Berkas ini tidak memuat rencana."), _("Hapus foldernya, atau pulihkan rencana dari cadangannya.")
        )
    return make_card(snapshot, last_change(raw), size, FORMAT)


def last_change(raw: sqlite3.Connection) -> tuple[str, str]:
    """Moment (UTC, ISO 8601) and person of the newest change that a person made; both "" where there is none."""
    row = raw.execute(
        "SELECT c.at,a.name FROM change c LEFT JOIN author a ON a.n=c.author WHERE c.kind<>'migration' "
        "ORDER BY c.n DESC LIMIT 1"
    ).fetchone()
    return (str(row[0]), str(row[1] or "")) if row else ("", "")
