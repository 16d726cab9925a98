"""Files on their way into a plan: chosen, dropped, pasted, or a whole folder; stored first, then recorded."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, evidence_copies, reporting
from gmsc_desktop.models.evidence import Original
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.pages.evidence_asking import ask_about
from gmsc_desktop.ui.pages.evidence_copying import (
    Copies,
    Source,
    Wish,
    located_words,
    make_copies,
    saving_words,
    with_facts,
)
from gmsc_desktop.ui.session import Session

MOST_FILES = 2_000
MANY = 12  # more files than this are assigned one by one


@dataclass(frozen=True)
class Given:
    """One file that was given: a path, or the bytes of a picture that was copied."""

    name: str
    source: Path | bytes


@dataclass(frozen=True)
class Stored:
    """What lies in the store now, how many came a second time, and what was refused, each with its reason."""

    files: tuple[attachments.Stored, ...]
    doubled: int
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """The evidence that was recorded or was there already; what was refused; what else is to be told."""

    ids: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


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
    return found


def _in_folder(folder: Path) -> list[Given]:
    found: list[Given] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = [Path(place) / name for name in sorted(names) if not name.startswith(".")]
        found += [Given(path.name, path) for path in paths if path.is_file() and not path.is_symlink()]
        if len(found) > MOST_FILES:
            break
    return found


def is_many(given: Sequence[Given]) -> bool:
    """Whether these are a folder, or too many for one entry."""
    return len(given) > MANY or any(isinstance(one.source, Path) and one.source.is_dir() for one in given)


def take_in(
    parent: QWidget,
    session: Session,
    given: Sequence[Given],
    owner: tuple[str, str] | None,
    done: Callable[[Outcome], object],
    failed: Callable[[UserFacingError], object],
) -> None:
    """Store files on a thread, ask what is to be asked of photos, and record them as evidence of ``owner``."""
    if session.document is not None and given:
        _Intake(parent, session, given, owner, done, failed).start()


class _Intake:
    """The way of some files into the plan; it ends in ``done`` or ``failed``."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        given: Sequence[Given],
        owner: tuple[str, str] | None,
        done: Callable[[Outcome], object],
        failed: Callable[[UserFacingError], object],
    ) -> None:
        assert session.document is not None
        self._parent, self._session, self._given, self._owner = parent, session, given, owner
        self._done, self._failed = done, failed
        self._folder = session.document.folder
        self._known = tuple(session.snapshot.all(Evidence))
        self._stored = Stored((), 0, ())
        self._cut = False

    def start(self) -> None:
        """Begin with the storing."""
        self._session.jobs.start(_("Menyimpan berkas bukti…"), self._store, self._ask, self._failed)

    # -- on the thread

    def _store(self, progress: Progress) -> Stored:
        files = spread(self._given)
        self._cut = len(files) > MOST_FILES
        named = {name for row in self._known for name in (row.sha256, row.original_sha256) if name}
        stored: dict[str, attachments.Stored] = {}
        doubled, refused = 0, []
        try:
            for place, one in enumerate(files[:MOST_FILES]):
                progress(place, len(files), _("Menyimpan {name}").format(name=one.name))
                try:
                    file = self._one(one, progress)
                except UserFacingError as error:
                    progress(place, len(files))  # raises where the person has cancelled
                    refused.append(f"{error.sentence} {error.next_step}".strip())
                    continue
                doubled += file.sha256 in stored or file.sha256 in named
                stored.setdefault(file.sha256, file)
        except UserFacingError:
            self._forget(stored)
            raise
        return Stored(tuple(stored.values()), doubled, tuple(refused))

    def _one(self, one: Given, progress: Progress) -> attachments.Stored:
        source = one.source if isinstance(one.source, Path) else io.BytesIO(one.source)
        file = attachments.store(self._folder, source, one.name, cancel=progress.cancel)
        if file.state == "kosong":
            self._forget([file.sha256])
            raise UserFacingError(
                _("{name} kosong (0 bita), jadi tidak ditambahkan.").format(name=one.name),
                _("Ambil lagi dari sumbernya, lalu tambahkan berkas yang utuh."),
            )
        return file

    def _forget(self, hashes: Iterable[str]) -> None:
        for sha256 in hashes:
            evidence_copies.remove_unused(self._folder, sha256, self._known)

    # -- in the window

    def _ask(self, stored: Stored) -> None:
        self._stored = stored
        if not stored.files:
            self._done(Outcome((), stored.refused, self._notes(Copies())))
            return
        named = {row.sha256 for row in self._known} | {row.original_sha256 for row in self._known}
        new = [file for file in stored.files if file.sha256 not in named]
        wish = ask_about(self._parent, self._session, new, many=is_many(self._given))
        if wish is None:
            self._forget(file.sha256 for file in stored.files)
            self._done(Outcome((), (), (_("Tidak ada berkas yang ditambahkan."),)))
        elif wish == Wish():
            self._record(Copies())
        else:
            sources = [self._source(file) for file in new]
            work = partial(make_copies, self._folder, sources, wish)
            self._session.jobs.start(_("Menyiapkan foto…"), work, self._record, self._give_up)

    def _source(self, file: attachments.Stored) -> Source:
        path = attachments.path_of(self._folder, file.sha256)
        return Source(file.sha256, path, file.original_name, file.media_type, file.size, file.has_location)

    def _give_up(self, error: UserFacingError) -> None:
        self._forget(file.sha256 for file in self._stored.files)
        self._failed(error)

    def _record(self, copies: Copies) -> None:
        files, originals = [], {}
        for file in self._stored.files:
            copy = copies.made.get(file.sha256)
            files.append(with_facts(copy, file) if copy else file)
            if copy:
                originals[copy.sha256] = Original(file.sha256, file.size)
        table, record_id = self._owner or (None, None)

        def recorded(ids: list[str]) -> None:
            for sha256 in copies.made:
                evidence_copies.remove_unused(self._folder, sha256, self._session.snapshot.all(Evidence))
            self._done(Outcome(tuple(dict.fromkeys(ids)), self._stored.refused, self._notes(copies)))

        self._session.submit(
            _("Tambah bukti dukung"), reporting.take_in, files, table, record_id, originals,
            done=recorded, refused=self._give_up,
        )  # fmt: skip

    def _notes(self, copies: Copies) -> tuple[str, ...]:
        notes = []
        if self._stored.doubled:
            words = _("{count} berkas sudah ada dan tidak digandakan.")
            notes.append(words.format(count=self._stored.doubled))
        sizes = {file.sha256: file.size for file in self._stored.files}
        smaller = [(sizes[key], copy.size) for key, copy in copies.made.items() if copy.size < sizes[key] * 0.9]
        if smaller:
            notes.append(
                saving_words(len(smaller), sum(one for one, _two in smaller), sum(two for _one, two in smaller))
            )
        if self._cut:
            words = _("Hanya {count} berkas pertama yang diambil; tambahkan sisanya sesudah ini.")
            notes.append(words.format(count=MOST_FILES))
        return tuple(part for part in (*notes, located_words(copies.located)) if part)
