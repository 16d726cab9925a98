"""A window onto which packages can be dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from gmsc_desktop.late import override

PACKAGE_SUFFIXES = {".zip", ".gmsc"}


class PackageWindow(QMainWindow):
    """``packages_asked`` carries the paths of the packages that were dropped."""

    packages_asked = Signal(list)  # of paths

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _packages(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = _packages(event)
        if paths:
            event.acceptProposedAction()
            self.packages_asked.emit(paths)


def _packages(event: QDropEvent) -> list[Path]:
    """The packages among the files that are dragged over a window."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PACKAGE_SUFFIXES]
