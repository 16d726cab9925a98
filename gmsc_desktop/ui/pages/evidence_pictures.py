"""Pictures of evidence for lists and for a closer look: decoded by a child process, small ones kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter, QPainterPath, QPixmap

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.session import Session
from gmsc_desktop.worker.letters import Letters
from gmsc_desktop.worker.viewing import PDF
from gmsc_desktop.worker.views import VIEWABLE, View, Wanted, views

THUMBNAIL = QSize(112, 74)
SMALL = 2 * THUMBNAIL.width()  # for screens of twice the density
CACHE_FOLDER = "tembolok"  # in the plan's folder; may be deleted at any time
CHANGED, FAILED = "changed", "failed"
_MOST_KEPT = 400
_MOST_READ = 40  # pages of which the letters are kept
_MOST_POINTS = 24_000_000  # of all kept pictures together, 96 MB: a dozen large pages
_BATCH = 8  # small pictures that one child decodes
_BROKEN = View(problem=FAILED)

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Task:
    sha256: str
    path: Path
    media_type: str
    side: int
    page: int

    @property
    def key(self) -> Key:
        return self.sha256, self.side, self.page

    @property
    def is_read(self) -> bool:
        """Whether it is a page that is looked at, so that found words are marked on it."""
        return self.side > SMALL and self.media_type == PDF

    @property
    def is_small(self) -> bool:
        return self.side <= SMALL and self.media_type != PDF


def is_viewable(row: Evidence) -> bool:
    """Whether the child process can show something of it, as far as its kind tells."""
    return row.media_type in VIEWABLE and row.state != "kosong"


def pictures_of(session: Session) -> Pictures:
    """The pictures of an open plan, one for all its pages."""
    found = session.findChild(Pictures)
    if isinstance(found, Pictures):
        return found
    folder = session.document.folder / CACHE_FOLDER if session.document is not None else None
    return Pictures(session, folder)


class Pictures(QObject):
    """Decoded pictures by content, size and page. ``ready`` tells which content can be shown now, or cannot."""

    ready = Signal(str)
    _came = Signal(object, QImage, object)  # key, picture, what else is told

    def __init__(self, parent: QObject, cache: Path | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._told: dict[str, View] = {}  # without its pixels
        self._letters: OrderedDict[tuple[str, int], Letters] = OrderedDict()  # by content and page
        self._asked: set[Key] = set()
        self._work = _Work(self._cache, self._tell)
        self._came.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._work.stop)

    def picture(self, row: Evidence, path: Path | None, side: int = SMALL, page: int = 0) -> QPixmap | None:
        """The picture when it is there, null where it cannot be shown; None while it is being decoded."""
        if path is None or not is_viewable(row) or self.problem(row):
            return QPixmap()
        key = (row.sha256, side, page)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._work.ask(_Task(row.sha256, path, row.media_type, side, page))
        return None

    def pages(self, row: Evidence) -> int:
        """How many pages it has, 0 while that is not known."""
        return self._told.get(row.sha256, View()).pages

    def letters(self, row: Evidence, page: int) -> Letters | None:
        """Where the letters of a page that was looked at stand; None where that is not known."""
        return self._letters.get((row.sha256, page))

    def place(self, row: Evidence) -> tuple[float, float] | None:
        """Where a photo was taken, in degrees north and east; None while or where that is not known."""
        return self._told.get(row.sha256, View()).place

    def problem(self, row: Evidence) -> str:
        """Why nothing of it is shown: "locked", "broken", "empty", "large", "unknown", ``CHANGED``, ``FAILED``."""
        return self._told.get(row.sha256, View()).problem

    def forget(self, sha256: str) -> None:
        """Try once more what could not be shown: its file has come back."""
        self._told.pop(sha256, None)

    def _tell(self, key: Key, image: QImage, view: View | None) -> None:
        with suppress(RuntimeError):  # the window is gone
            self._came.emit(key, image, view)

    def _keep(self, key: Key, image: QImage, view: View | None) -> None:
        self._asked.discard(key)
        if view is not None:
            self._told[key[0]] = replace(view, letters=None)
            if view.letters is not None:
                self._letters[key[0], key[2]] = view.letters
        while len(self._letters) > _MOST_READ:
            self._letters.popitem(last=False)
        if not image.isNull():
            self._kept[key] = QPixmap.fromImage(image)
        while len(self._kept) > _MOST_KEPT or (len(self._kept) > 1 and self._points() > _MOST_POINTS):
            self._kept.popitem(last=False)
        self.ready.emit(key[0])

    def _points(self) -> int:
        return sum(picture.width() * picture.height() for picture in self._kept.values())


class _Work:
    """The thread behind the pictures: what was asked last comes first, since that is what is seen."""

    def __init__(self, cache: Path | None, tell: Callable[[Key, QImage, View | None], None]) -> None:
        self._cache, self._tell = cache, tell
        self._waiting: list[_Task] = []
        self._lock = threading.Lock()
        self._cancel = threading.Event()
        self._running = False
        self._whole = ("", 0, 0)  # the file that was last found whole: content, time and size

    def ask(self, task: _Task) -> None:
        """Put a task on the pile."""
        with self._lock:
            self._waiting.append(task)
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="gmsc-pictures", daemon=True).start()

    def stop(self) -> None:
        """Leave everything: nobody looks any more."""
        self._cancel.set()

    def _next(self) -> list[_Task]:
        with self._lock:
            if self._cancel.is_set() or not self._waiting:
                self._running = False
                return []
            last = self._waiting.pop()
            batch = [last]
            while last.is_small and len(batch) < _BATCH and self._waiting and self._waiting[-1].is_small:
                batch.append(self._waiting.pop())
            return batch

    def _run(self) -> None:
        while batch := self._next():
            left = [task for task in batch if not self._from_cache(task) and self._is_whole(task)]
            try:
                wanted = [
                    Wanted(task.path, task.media_type, task.side, task.page, letters=task.is_read) for task in left
                ]
                seen = views(wanted, self._cancel) if wanted else []
            except UserFacingError:
                seen = [_BROKEN] * len(left)
            for task, view in zip(left, seen, strict=True):
                self._give(task, view)

    def _is_whole(self, task: _Task) -> bool:
        """Whether the file holds what its name says; told where it does not. Page after page it is read once."""
        from gmsc_desktop.models.attachments import digest_of_file

        try:
            seen = (task.sha256, task.path.stat().st_mtime_ns, task.path.stat().st_size)
            whole = seen == self._whole or digest_of_file(task.path) == task.sha256
        except OSError:
            whole = False
        else:
            self._whole = seen if whole else ("", 0, 0)
        if not whole:
            self._call(task, QImage(), View(problem=CHANGED))
        return whole

    def _give(self, task: _Task, view: View) -> None:
        if view.problem:
            self._call(task, QImage(), view)
            return
        image = QImage(view.pixels, view.width, view.height, 3 * view.width, QImage.Format.Format_RGB888).copy()
        self._call(task, image, replace(view, pixels=b""))
        place = self._place(task)
        if place is not None:
            with suppress(OSError):
                place.parent.mkdir(parents=True, exist_ok=True)
                half = place.with_suffix(".tmp")
                if QImageWriter(str(half), QByteArray(b"jpeg")).write(image):
                    half.replace(place)

    def _place(self, task: _Task) -> Path | None:
        if self._cache is None or task.side > SMALL or task.page:
            return None
        return self._cache / task.sha256[:2] / f"{task.sha256}-{task.side}.jpg"

    def _from_cache(self, task: _Task) -> bool:
        place = self._place(task)
        if place is None or not _is_jpeg(place):
            return False
        reader = QImageReader(str(place), QByteArray(b"jpeg"))
        reader.setAutoDetectImageFormat(False)
        reader.setDecideFormatFromContent(False)
        size = reader.size()
        image = reader.read() if size.isValid() and max(size.width(), size.height()) <= task.side else QImage()
        if not image.isNull():
            self._call(task, image, None)
        return not image.isNull()

    def _call(self, task: _Task, image: QImage, view: View | None) -> None:
        if not self._cancel.is_set():
            self._tell(task.key, image, view)


def _is_jpeg(path: Path) -> bool:
    """Whether a file begins and ends as we wrote it."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return content[:3] == b"\xff\xd8\xff" and content[-2:] == b"\xff\xd9"


def paint_cropped(painter: QPainter, rect: QRectF, picture: QPixmap, *, top: bool = False) -> None:
    """The middle of a picture, or its top, filling a rounded rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, 6, 6)
    painter.setClipPath(path)
    scale = max(rect.width() / picture.width(), rect.height() / picture.height())
    width, height = rect.width() / scale, rect.height() / scale
    source = QRectF((picture.width() - width) / 2, 0 if top else (picture.height() - height) / 2, width, height)
    painter.fillRect(rect, theme.colour("hover"))
    painter.drawPixmap(rect, picture, source)
    if top:  # a white page needs an edge
        painter.setClipping(False)
        painter.setPen(theme.colour("border"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.restore()
