"""The district's emblem as pixels, for the window of a plan and for the rows of the home page; decoded in a child."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmap

from gmsc_desktop.models import attachments, library
from gmsc_desktop.models.cards import Card
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.snapshot import make_record
from gmsc_desktop.ui.pages.evidence_pictures import CACHE_FOLDER, Pictures, pictures_of
from gmsc_desktop.ui.session import Session, touches

Show = Callable[[QPixmap | None], object]


class Emblem(QObject):
    """Tells the emblem of an open plan, None for none, as soon as it is there and again when it changes."""

    def __init__(self, parent: QObject, session: Session, show: Show) -> None:
        super().__init__(parent)  # it must not tell a window that is gone
        self._session, self._show = session, show
        self._pictures = pictures_of(session)
        self._pictures.ready.connect(self._ready)
        session.changed.connect(self._changed)
        self.tell()

    def _ready(self, _content: str) -> None:
        self.tell()

    def _changed(self, changed: object) -> None:
        if touches(changed if isinstance(changed, frozenset) else None, {"region", "evidence"}):
            self.tell()

    def tell(self) -> None:
        """Show what is there now."""
        row = emblem_of(self._session)
        path = self._session.evidence_path(row.sha256) if row is not None else None
        picture = self._pictures.picture(row, path) if row is not None else None
        self._show(picture if picture is not None and not picture.isNull() else None)


def emblem_of(session: Session) -> Evidence | None:
    """The evidence that is the region's emblem."""
    row = session.snapshot.get(Evidence, session.snapshot.region.logo_evidence_id)
    return row if row is not None and row.sha256 else None


def show_emblems(parent: QObject, cards: Iterable[Card], show: Callable[[str, QPixmap], object]) -> None:
    """Show the emblems of plans that are not open, by their cards."""
    for card in cards:
        if card.emblem and len(card.emblem) == 64:
            folder = library.plan_folder(card.id)
            pictures = Pictures(parent, folder / CACHE_FOLDER)
            ask = partial(_show_one, pictures, card, show)
            pictures.ready.connect(lambda _content, ask=ask: ask())
            ask()


def _show_one(pictures: Pictures, card: Card, show: Callable[[str, QPixmap], object]) -> None:
    told = {"sha256": card.emblem, "media_type": card.emblem_type}
    spec = BY_NAME["evidence"]
    row = make_record(spec, "", [told.get(column) for column in spec.columns])
    path = attachments.path_of(library.plan_folder(card.id), card.emblem)
    if isinstance(row, Evidence) and path.exists() and shiboken6.isValid(pictures):
        picture = pictures.picture(row, path)
        if picture is not None and not picture.isNull():
            show(card.id, picture)
