"""The words of an open plan's original documents: read beside the window's work, searched on threads of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import original_texts
from gmsc_desktop.models.original_texts import LEAST_LETTERS, Found, Searchable, Text, search_texts
from gmsc_desktop.models.originals import TABLE, held
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui.session import Session, touches

MOST_FOUND = 60
_TABLES = (TABLE, "evidence", "evidence_link")


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page of an original document on which every word stands."""

    document_id: str
    evidence_id: str
    title: str
    found: Found

    @property
    def kind(self) -> str:
        """What it is, and where in it: "Dokumen asli, hlm. 12"."""
        place = original_texts.page_words(self.found)
        return ", ".join(filter(None, (_("Dokumen asli"), place)))


Tell = Callable[[list[PageHit], int], object]


def texts_of(session: Session) -> OriginalTexts:
    """The words of an open plan's documents, one for all its pages."""
    found = session.findChild(OriginalTexts)
    return found if isinstance(found, OriginalTexts) else OriginalTexts(session)


class OriginalTexts(QObject):
    """``changed`` tells that more, or other, words are known now."""

    changed = Signal()
    _came = Signal(int, object)  # number of the asking, what has been read
    _answered = Signal(int, object, int)  # number of the search, pages, how many there are in all

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._folder = session.document.folder if session.document is not None else None
        self._known: dict[str, Searchable] = {}
        self._asked: dict[str, int] = {}  # what is being read, each with the number of its newest asking
        self._number = self._askings = 0
        self._tell: Tell = _nobody
        self._work = _Work(self._folder, self._came_from_thread)
        self._came.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._work.stop)
        session.changed.connect(self._changed)
        self.refresh()

    def _changed(self, changed: object) -> None:
        if touches(changed if isinstance(changed, frozenset) else None, _TABLES):
            self.refresh()

    def refresh(self) -> None:
        """Read what is new, forget what is gone; words of documents that are gone leave the plan's folder too."""
        wanted = self._wanted()
        gone = self._known.keys() - wanted.keys()
        for sha256 in gone:
            self._known.pop(sha256)
        self._asked = {sha256: number for sha256, number in self._asked.items() if sha256 in wanted}
        for sha256, row in wanted.items():
            if sha256 not in self._known and sha256 not in self._asked:
                self._askings += 1
                self._asked[sha256] = self._askings
                path = self._session.evidence_path(sha256)
                self._work.ask(_Task(self._askings, sha256, path, row.media_type))
        if self._folder is not None:
            original_texts.sweep(self._folder, wanted.keys())
        if gone:
            self.changed.emit()

    def _wanted(self) -> dict[str, Evidence]:
        return {one.file.sha256: one.file for one in held(self._session.snapshot) if one.file and one.file.sha256}

    def text(self, sha256: str) -> Text | None:
        """What a file says, None while it is being read."""
        one = self._known.get(sha256)
        return one.text if one is not None else None

    @property
    def is_reading(self) -> bool:
        """Whether words of some file are not known yet."""
        return bool(self._asked)

    def forget(self, sha256: str) -> None:
        """Read a file once more: it has come back."""
        self._known.pop(sha256, None)
        self._asked.pop(sha256, None)
        self.refresh()

    # -- searching

    def find(self, typed: str, tell: Tell, only: str = "") -> None:
        """Search on a thread; ``tell`` hears the pages later, unless another search has begun by then.

        ``only`` is the file to which the search is held.
        """
        self._number += 1
        self._tell = tell
        texts = [one for sha256, one in self._known.items() if only in {"", sha256}]
        if len("".join(typed.split())) < LEAST_LETTERS or not texts:
            self._answered.emit(self._number, [], 0)
            return
        order = list(self._wanted())
        texts.sort(key=lambda one: order.index(one.sha256) if one.sha256 in order else len(order))
        number = self._number

        def search() -> None:
            found, count = search_texts(texts, typed, MOST_FOUND)
            with suppress(RuntimeError):  # the window is gone
                self._answered.emit(number, found, count)

        threading.Thread(target=search, name="gmsc-search", daemon=True).start()

    def _answer(self, number: int, found: Sequence[Found], count: int) -> None:
        if number != self._number:
            return
        files = {one.file.sha256: one for one in reversed(held(self._session.snapshot)) if one.file is not None}
        hits = []
        for page in found:
            one = files.get(page.sha256)
            if one is not None and one.file is not None:
                hits.append(PageHit(one.document.id, one.file.id, one.document.title or one.file.title, page))
        self._tell(hits, count)

    # -- reading

    def _came_from_thread(self, asking: int, one: Searchable) -> None:
        with suppress(RuntimeError):  # the window is gone
            self._came.emit(asking, one)

    def _keep(self, asking: int, one: Searchable) -> None:
        if self._asked.get(one.sha256) == asking:
            self._asked.pop(one.sha256)
            self._known[one.sha256] = one
            self.changed.emit()


def _nobody(_hits: list[PageHit], _count: int) -> None:
    """Nobody has asked yet."""


@dataclass(frozen=True, slots=True)
class _Task:
    asking: int
    sha256: str
    path: Path | None
    media_type: str


class _Work:
    """The thread that reads one file after the other, each in a child process, and ends when there are no more."""

    def __init__(self, folder: Path | None, tell: Callable[[int, Searchable], None]) -> None:
        self._folder, self._tell = folder, tell
        self._waiting: list[_Task] = []
        self._lock = threading.Lock()
        self._cancel = threading.Event()
        self._running = False

    def ask(self, task: _Task) -> None:
        """Put a file behind the others."""
        with self._lock:
            self._waiting.append(task)
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="gmsc-texts", daemon=True).start()

    def stop(self) -> None:
        """Leave everything: nobody searches any more."""
        self._cancel.set()

    def _next(self) -> _Task | None:
        with self._lock:
            if self._cancel.is_set() or not self._waiting:
                self._running = False
                return None
            return self._waiting.pop(0)

    def _run(self) -> None:
        from gmsc_desktop.exchange.text_reading import text_of

        while (task := self._next()) is not None:
            try:
                text = text_of(self._folder, task.sha256, task.path, task.media_type, self._cancel)
            except UserFacingError:
                continue
            self._tell(task.asking, Searchable(task.sha256, text))
