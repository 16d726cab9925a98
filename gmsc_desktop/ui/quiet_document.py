"""The document of every text that we lay out or show read-only."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from typing_extensions import override


class QuietDocument(QTextDocument):
    """A text document that loads nothing: no picture, no style, no file, whatever its text names."""

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return QImage()
