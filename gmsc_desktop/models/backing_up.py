"""Backs a plan up while it is open, beside the work on it: every 30 minutes while it changes, and before what is large.

Whoever commits never waits for a backup: it is written on a thread of its own, from a copy that was frozen.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups
from gmsc_desktop.models.document_copies import keep_copy, state_of, state_of_file
from gmsc_desktop.models.document_freeze import image_of
from gmsc_desktop.models.document_image import Image
from gmsc_desktop.models.document_worker import Worker
from gmsc_desktop.models.plan_card import write_card_of
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document import Document

LARGE = 10  # records that one step deletes or brings in, from which the state before it is backed up

_log = logging.getLogger(__name__)


class Keeper:
    """Keeps one open plan backed up. A backup that fails stands in no one's way: ``Document.notices`` tells it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._aside = Worker(lambda: None, "gmsc-backup")
        self._due = time.monotonic()
        self._timer: threading.Timer | None = None
        self._guard = threading.Lock()
        self._over = False

    def begin(self) -> None:
        """Back up what changed since the last time, here and now; from then on beside the work."""
        self._set_due()
        self._try(lambda: back_up_when_due(self._document))
        self._document.on_changed(self._changed)

    def keep_first(self) -> None:
        """Something large is about to be done: what is committed now becomes a backup, unless the newest one is it.

        The state is taken here and now, outside any change; it is written beside what follows.
        """
        self._try(self._take)

    def wait(self) -> None:
        """Wait for the backups that are being written."""
        self._aside.submit(lambda: None).result()

    def finish(self) -> None:
        """Wait for the backup that is being written, and begin no other."""
        with self._guard:
            self._over = True
            timer = self._timer
        if timer is not None:
            timer.cancel()
        self._aside.close()

    def _take(self) -> None:
        document = self._document
        newest = backups.list_backups(document.folder)[-1:]
        with document.reading():
            same = bool(newest) and state_of_file(newest[0]) == state_of(document.raw)
        if not same:
            image, now = document.freeze().into_image(), datetime.now(UTC)
            if not self._later(lambda: _keep(document, image, now)):
                image.close()

    def _changed(self, _changed: object) -> None:
        if time.monotonic() >= self._due:
            self._set_due()
            self._later(lambda: back_up_when_due(self._document))
            return
        with self._guard:  # also where nothing changes any more until then
            if self._timer is None and not self._over:
                self._timer = threading.Timer(self._due - time.monotonic(), self._ring)
                self._timer.daemon = True
                self._timer.start()

    def _set_due(self) -> None:
        self._due = time.monotonic() + backups.INTERVAL.total_seconds()

    def _ring(self) -> None:
        with self._guard:
            self._timer = None
        self._changed(None)

    def _later(self, work: Callable[[], object]) -> bool:
        with self._guard:
            if not self._over:
                self._aside.submit(lambda: self._try(work))
            return not self._over

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
        except UserFacingError:
            _log.info("a backup could not be written")
            self._document.notices.append(_not_backed_up())
        except Exception:  # a mistake of the program: nobody waits for what came of it, so it is told where all are
            sys.excepthook(*sys.exc_info())


def keep_before_deleting(document: Document, table: str, record_ids: Sequence[str]) -> None:
    """A backup before one step deletes records on which, themselves counted, ``LARGE`` hang; outside any change."""
    from gmsc_desktop.models.several import count_hanging

    with document.read() as db:
        count = count_hanging(db, table, record_ids, LARGE)
    keep_before(document, count)


def keep_before(document: Document, count: int) -> None:
    """A backup before one step brings in or takes away ``count`` records, where that is much; outside any change."""
    if count >= LARGE and document.keeper is not None:
        document.keeper.keep_first()


def _not_backed_up() -> UserFacingError:
    return UserFacingError(
        _("Cadangan rencana ini belum dapat dibuat. Rencana dan perubahan Anda sendiri tersimpan."),
        _("Periksa ruang kosong dan folder cadangan rencana ini."),
    )


def back_up_when_due(document: Document, now: datetime | None = None) -> Path | None:
    """A backup when the plan changed since the newest one and that one is 30 minutes old; its path, or None."""
    now = now or datetime.now(UTC)
    newest = backups.list_backups(document.folder)[-1:]
    if newest:
        made = backups.moment_of(newest[0])
        if made is not None and timedelta(0) <= now - made < backups.INTERVAL:
            return None  # a moment to come is of a clock that was wrong
        with document.reading():
            same = state_of_file(newest[0]) == state_of(document.raw)
        if same:
            return None
    return back_up(document, now)


def back_up(document: Document, now: datetime | None = None) -> Path:
    """A verified backup: written beside, opened, checked, compared with the plan, then it counts; old ones rotate."""
    return _keep(document, document.freeze().into_image(), now or datetime.now(UTC))


def _keep(document: Document, image: Image, now: datetime) -> Path:
    with image:
        target = keep_copy(document.folder, image, now)
    if not document.changed_outside:  # what may be damaged pushes out nothing that is good
        backups.rotate(document.folder, now)
    write_card_of(document)
    return target


def copy_before_migration(folder: Path, raw: sqlite3.Connection) -> None:
    """A backup of an older plan, before anything in it is changed."""
    with image_of(raw) as image:
        keep_copy(folder, image, datetime.now(UTC))
