"""Files on their way into a plan: chosen, dropped, pasted, or a whole folder; stored first, then recorded."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, reporting
from gmsc_desktop.models.attachments import Stored
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.session import Session

MOST_FILES = 2_000
MANY = 12  # more files than this are assigned one by one


@dataclass(frozen=True)
class Given:
    """One file that was given: a path, or the bytes of a picture that was copied."""

    name: str
    source: Path | bytes


@dataclass(frozen=True)
class Taken:
    """What came in, and what was refused, each with its reason."""

    stored: tuple[Stored, ...]
    refused: tuple[str, ...]


def given_by(mime: QMimeData) -> list[Given]:
    """The files, or else the picture, of a drop or of the clipboard; a folder is one of them."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return [Given(path.name, path) for path in paths]
    image = mime.imageData() if mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know a device only with bytes as format
    name = _("Tempelan {time}.png").format(time=datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S"))
    return [Given(name, bytes(buffer.data().data()))]


def has_files(mime: QMimeData) -> bool:
    """Whether a drop or the clipboard holds what could be evidence."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def spread(given: Sequence[Given]) -> list[Given]:
    """The files with those in folders, in order of their names; hidden ones and links are passed over."""
    found: list[Given] = []
    for one in given:
        if isinstance(one.source, Path) and one.source.is_dir():
            found += _in_folder(one.source)
        else:
            found.append(one)
    return found[:MOST_FILES]


def _in_folder(folder: Path) -> list[Given]:
    found: list[Given] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = [Path(place) / name for name in sorted(names) if not name.startswith(".")]
        found += [Given(path.name, path) for path in paths if path.is_file() and not path.is_symlink()]
        if len(found) >= MOST_FILES:
            break
    return found


def is_many(given: Sequence[Given]) -> bool:
    """Whether these are a folder, or too many for one entry."""
    return len(given) > MANY or any(isinstance(one.source, Path) and one.source.is_dir() for one in given)


def take_in(
    session: Session,
    given: Sequence[Given],
    owner: tuple[str, str] | None,
    done: Callable[[list[str], tuple[str, ...]], object],
    failed: Callable[[UserFacingError], object],
) -> None:
    """Store files on a thread and record them as evidence of ``owner``; ``done`` gets ids and what was refused."""
    document = session.document
    if document is None or not given:
        return
    folder = document.folder

    def store(progress: Progress) -> Taken:
        return _store_all(folder, spread(given), progress)

    def stored(taken: Taken) -> None:
        if not taken.stored:
            done([], taken.refused)
            return
        table, record_id = owner or (None, None)
        session.submit(
            _("Tambah bukti dukung"), reporting.take_in, taken.stored, table, record_id,
            done=lambda ids: done(ids, taken.refused), refused=failed,
        )  # fmt: skip

    session.jobs.start(_("Menyimpan berkas bukti…"), store, stored, failed)


def _store_all(folder: Path, given: Sequence[Given], progress: Progress) -> Taken:
    stored: list[Stored] = []
    refused: list[str] = []
    for place, one in enumerate(given):
        progress(place, len(given), _("Menyimpan {name}").format(name=one.name))
        source = one.source if isinstance(one.source, Path) else io.BytesIO(one.source)
        try:
            stored.append(attachments.store(folder, source, one.name, cancel=progress.cancel))
        except UserFacingError as error:
            progress(place, len(given))  # raises where the person has cancelled
            refused.append(error.sentence)
    return Taken(tuple(stored), tuple(refused))
