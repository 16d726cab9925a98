"""A copy of an original document where the person wants it, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import shiboken6
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.platform_files import reading_error, safe_file_name, write_atomically
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Cancelled, Progress
from gmsc_desktop.ui.pages.evidence_words import name_of
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_size

_FOLDER = "folder-salinan-dokumen"
_BLOCK = 1024 * 1024
Tell = Callable[[str, bool], object]  # what came of it, and whether the copy is there


def save_copy(parent: QWidget, session: Session, row: Evidence, tell: Tell) -> None:
    """Ask where, and write it beside the window's work; ``tell`` hears what came of it."""
    path = session.evidence_path(row.sha256)
    if path is None:
        told = _("Berkas “{name}” tidak ada di komputer ini. Tambahkan lagi berkas yang sama; catatannya tetap ada.")
        tell(told.format(name=name_of(row)), False)
        return
    settings = Settings()
    standard = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(settings.choice(_FOLDER) or standard or Path.home())
    suggested = str(folder / safe_file_name(row.original_name or name_of(row)))
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Simpan salinan dokumen"), suggested)
    if not chosen:
        return
    target = Path(chosen)
    settings.keep_choice(_FOLDER, str(target.parent))
    settings.writes_into(target.parent)

    def done(_result: object) -> None:
        if shiboken6.isValid(parent):
            words = _("Salinan disimpan: {name} ({size}) di {folder}.")
            tell(words.format(name=target.name, size=format_size(row.size or 0), folder=target.parent), True)

    def failed(error: UserFacingError) -> None:
        if shiboken6.isValid(parent):
            tell(f"{error.sentence} {error.next_step}".strip(), isinstance(error, Cancelled))

    session.jobs.start(
        _("Menulis {name}").format(name=target.name), lambda progress: _copy(path, target, progress), done, failed
    )


def _copy(path: Path, target: Path, progress: Progress) -> None:
    size = path.stat().st_size

    def fill(stream: BinaryIO) -> None:
        try:
            source = path.open("rb")
        except OSError as error:
            raise reading_error(error, path) from error
        with source:
            done = 0
            while block := source.read(_BLOCK):
                stream.write(block)
                done += len(block)
                progress(done, size)

    write_atomically(target, fill, size=size)
