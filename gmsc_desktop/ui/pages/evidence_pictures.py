"""Pictures of evidence, decoded on a thread within bounds: small ones for lists, larger ones to look at."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap
from typing_extensions import override

from gmsc_desktop.models.records import Evidence
from gmsc_desktop.ui import theme

# What Qt decodes itself, by name: a file that says otherwise than its media type is not decoded, and never SVG,
# which may name other files.
READABLE = {
    "image/jpeg": b"jpeg",
    "image/png": b"png",
    "image/gif": b"gif",
    "image/webp": b"webp",
    "image/bmp": b"bmp",
}
MOST_PIXELS = 64_000_000  # of a JPEG, which is scaled while it is decoded
MOST_WHOLE_PIXELS = 25_000_000  # of what is decoded whole first: 100 MB
_MOST_KEPT = 400
THUMBNAIL = QSize(112, 74)


def is_picture(row: Evidence) -> bool:
    """Whether the evidence is a picture that can be shown."""
    return row.media_type in READABLE and row.state in {"", "utuh", "terpotong"}


def decode(path: Path, media_type: str, most: int) -> QImage:
    """The picture, neither side longer than it takes to fill ``most``; null where it cannot be read or is too large."""
    reader = QImageReader(str(path), QByteArray(READABLE[media_type]))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    bound = MOST_PIXELS if media_type == "image/jpeg" else MOST_WHOLE_PIXELS
    if not size.isValid() or size.isEmpty() or size.width() * size.height() > bound:
        return QImage()
    if max(size.width(), size.height()) > most:
        reader.setScaledSize(size.scaled(most, most, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    return reader.read()


class _Decode(QRunnable):
    def __init__(self, pictures: Pictures, sha256: str, path: Path, media_type: str, most: int) -> None:
        super().__init__()
        self._pictures = pictures
        self._what = (sha256, path, media_type, most)

    @override
    def run(self) -> None:
        sha256, path, media_type, most = self._what
        image = decode(path, media_type, most)
        try:
            self._pictures.decoded.emit(sha256, most, image)
        except RuntimeError:
            return  # the window is gone


class Pictures(QObject):
    """Decoded pictures by content and size. ``ready`` tells which content can be shown now."""

    ready = Signal(str)
    decoded = Signal(str, int, QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._kept: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self.decoded.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def picture(self, row: Evidence, path: Path | None, most: int) -> QPixmap | None:
        """The picture when it is there, null where it cannot be shown; None while it is being decoded."""
        if path is None or not is_picture(row):
            return QPixmap()
        key = (row.sha256, most)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._pool.start(_Decode(self, row.sha256, path, row.media_type, most))
        return None

    def _keep(self, sha256: str, most: int, image: QImage) -> None:
        self._asked.discard((sha256, most))
        self._kept[sha256, most] = QPixmap.fromImage(image) if not image.isNull() else QPixmap()
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(sha256)


def paint_cropped(painter: QPainter, rect: QRectF, picture: QPixmap) -> None:
    """The middle of a picture, filling a rounded rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, 6, 6)
    painter.setClipPath(path)
    scale = max(rect.width() / picture.width(), rect.height() / picture.height())
    width, height = rect.width() / scale, rect.height() / scale
    source = QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)
    painter.fillRect(rect, theme.colour("hover"))
    painter.drawPixmap(rect, picture, source)
    painter.restore()
