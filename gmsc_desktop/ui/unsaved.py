"""Typed text that the drive refused: it stays in its field, is tried again when there is room, can be kept apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import QObject, QTimer

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import ballast
from gmsc_desktop.models.document_errors import NotSaved
from gmsc_desktop.models.drafts import Place
from gmsc_desktop.models.fields import BY_NAME, FieldSpec
from gmsc_desktop.platform_files import disk_full, free_bytes, write_atomically
from gmsc_desktop.text import _
from gmsc_desktop.ui.shown import record_title

if TYPE_CHECKING:
    from gmsc_desktop.ui.saving import Refused
    from gmsc_desktop.ui.session import Session

LOOK_MS = 5000  # how often the drive is asked while something waits for room
TRY_BYTES = 1024 * 1024  # of new room, from which on another try makes sense


@dataclass(frozen=True)
class Held:
    """What was typed into one field and is not in the file; ``again`` hands it over once more."""

    field: FieldSpec
    record_id: str
    text: str
    again: Callable[[], None]


class Unsaved(QObject):
    """Keeps what could not be saved, in the order in which it was typed; ``session.saving_changed`` tells of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.held: dict[Place, Held] = {}
        self.tight = ""  # what is saved was saved with the emergency reserve: the sentence that says what to do
        self._free = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def __bool__(self) -> bool:
        return bool(self.held)

    def texts(self) -> dict[Place, str]:
        """What was typed, by its place."""
        return {place: one.text for place, one in self.held.items()}

    # -- what happened

    def refused(self, held: Held, otherwise: Refused) -> Refused:
        """What to do when ``held`` is refused: keep it where the drive is in the way, then as ever."""

        def tell(error: UserFacingError) -> None:
            if isinstance(error, NotSaved):
                self._keep(held)
            otherwise(error)

        return tell

    def _keep(self, held: Held) -> None:
        place = (held.field.table, held.record_id, held.field.column)
        self.held.pop(place, None)
        self.held[place] = held
        self._session.drafts[place] = held.text
        self._free = self._room()
        self._timer.start()
        self._session.saving_changed.emit()

    def saved(self, place: Place) -> None:
        """What was typed at a place is in the file; the others are tried, too."""
        if self.held.pop(place, None) is None:
            return
        self._session.read_drafts()
        self._session.changed.emit(frozenset({place[0], "draft"}))
        self._session.saving_changed.emit()

    def used_reserve(self) -> None:
        """The drive is full, and what was typed is saved with the room that was given up for it."""
        folder = self._session.folder
        if folder is not None:
            told = disk_full(folder, ballast.ENOUGH).sentence.partition(". ")[0]
            words = _("{full}. Yang Anda ketik tersimpan dengan ruang darurat. Kosongkan ruang sekarang.")
            self.tight = words.format(full=told)
            self._timer.start()
            self._session.saving_changed.emit()

    # -- another try

    def retry(self) -> None:
        """Hand everything over again, in the order in which it was typed."""
        self._free = self._room()
        for held in list(self.held.values()):
            held.again()
        self._session.flush()  # and what stands in fields that hand themselves over

    def look(self) -> None:
        """Try again where there is more room than at the last try; take the reserve again where there is plenty."""
        if self.held and self._room() >= self._free + TRY_BYTES:
            self.retry()
        if self.tight and self._room() >= ballast.ENOUGH and ballast.keep():
            self.tight = ""
            self._session.saving_changed.emit()
        if not self.held and not self.tight:
            self._timer.stop()

    def _room(self) -> int:
        try:
            return free_bytes(self._session.folder) if self._session.folder is not None else 0
        except OSError:
            return 0

    # -- kept apart

    def as_text(self) -> str:
        """Every text with the name of its record and field, for a file of its own."""
        parts = []
        for held in self.held.values():
            record = record_title(self._session.snapshot, held.field.table, held.record_id)
            heading = _("{kind}: {title}").format(kind=BY_NAME[held.field.table].singular, title=record)
            parts.append(f"{heading}\n{held.field.label}\n\n{held.text}\n")
        parts += [f"{heading}\n\n{text}\n" for heading, text in self._session.texts_held()]
        return "\n".join(parts)

    def save_apart(self, target: Path) -> None:
        """Write the texts to a file elsewhere, whole or not at all. Raises ``UserFacingError``."""
        content = self.as_text().encode("utf-8")

        def fill(stream: BinaryIO) -> None:
            stream.write(content)

        write_atomically(target, fill, size=len(content), read_back=True)
