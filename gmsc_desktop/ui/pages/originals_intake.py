"""Files on their way among the original documents: stored byte for byte, read, their kind guessed, then recorded."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, evidence_copies, originals
from gmsc_desktop.models.originals import Taken
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.pages.evidence_intake import Given, spread
from gmsc_desktop.ui.session import Session

MOST_FILES = 200


@dataclass
class Came:
    """What became of the files: the stored ones, of them the new ones, and the refusals, each with its reason."""

    taken: list[Taken] = field(default_factory=list)
    new: int = 0
    doubled: int = 0
    left: int = 0
    refused: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What is told of it."""
        parts = []
        if self.new:
            words = _("{count} dokumen asli ditambahkan. Periksa jenisnya, lalu lengkapi nomor dan tanggalnya.")
            parts.append(words.format(count=self.new))
        if self.doubled:
            words = _("{count} berkas sudah ada dan tidak digandakan.")
            parts.append(words.format(count=self.doubled))
        if self.left:
            words = _("Hanya {count} berkas pertama yang diambil; tambahkan sisanya sesudah ini.")
            parts.append(words.format(count=MOST_FILES))
        return " ".join((*self.refused, *parts))


def take_in(
    session: Session,
    given: Sequence[Given],
    done: Callable[[Came], object],
    failed: Callable[[UserFacingError], object],
    record_id: str = "",
) -> None:
    """Take files in; the document ``record_id``, which has no file yet, gets the first of them."""
    if session.document is None or not given:
        return
    storing = _Storing(session, session.document.folder)

    def record(came: Came) -> None:
        if not came.taken:
            done(came)
            return

        def recorded(ids: list[str]) -> None:
            came.ids = list(dict.fromkeys(ids))
            done(came)

        def give_up(error: UserFacingError) -> None:
            storing.forget(came)
            failed(error)

        session.submit(_("Tambah dokumen asli"), _record, record_id, came.taken, done=recorded, refused=give_up)

    session.jobs.start(
        _("Menyimpan dokumen asli…"), lambda progress: storing.work(given, progress), record, failed
    )  # fmt: skip


def _record(db: Any, record_id: str, taken: Sequence[Taken]) -> list[str]:  # Any: a connection, which ui does not name
    first = taken[:1] if record_id else ()
    for one in first:
        originals.give_file(db, record_id, one.file)
    return [*([record_id] if first else []), *originals.add_all(db, taken[len(first) :])]


class _Storing:
    """The storing, on its thread."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._folder, self._pack = folder, session.pack
        self._known = tuple(session.snapshot.all(Evidence))
        self._held = {one.file.sha256 for one in originals.held(session.snapshot) if one.file is not None}
        self._done = self._whole = 0

    def work(self, given: Sequence[Given], progress: Progress) -> Came:
        """Store what can be stored; raises ``UserFacingError`` where the person cancels, and nothing stays."""
        files = spread(given)
        came = Came(left=max(0, len(files) - MOST_FILES))
        files = files[:MOST_FILES]
        self._whole = sum(map(_size, files))
        try:
            for one in files:
                progress(self._done, self._whole, _("Menyimpan {name}").format(name=one.name))
                try:
                    taken = self._one(one, progress)
                except UserFacingError as error:
                    progress(self._done, self._whole)  # raises where the person has cancelled
                    came.refused.append(f"{error.sentence} {error.next_step}".strip())
                else:
                    self._keep(came, taken)
        except UserFacingError:
            self.forget(came)
            raise
        return came

    def _keep(self, came: Came, taken: Taken) -> None:
        sha256 = taken.file.sha256
        if any(one.file.sha256 == sha256 for one in came.taken):
            came.doubled += 1
            return
        came.doubled += sha256 in self._held
        came.new += sha256 not in self._held
        came.taken.append(taken)

    def forget(self, came: Came) -> None:
        """Nothing of it is recorded: the files go out of the store again, unless evidence has them."""
        for taken in came.taken:
            self._remove(taken.file.sha256)

    def _remove(self, sha256: str) -> None:
        evidence_copies.remove_unused(self._folder, sha256, self._known)

    def _one(self, one: Given, progress: Progress) -> Taken:
        source = one.source if isinstance(one.source, Path) else io.BytesIO(one.source)
        before = self._done

        def tell(done: int, _size: int) -> None:
            progress(before + done, self._whole)

        file = attachments.store(self._folder, source, one.name, progress=tell, cancel=progress.cancel)
        self._done = before + file.size
        try:
            return self._judged(file, progress)
        except UserFacingError:
            self._remove(file.sha256)
            raise

    def _judged(self, file: attachments.Stored, progress: Progress) -> Taken:
        from gmsc_desktop.exchange.text_reading import text_of

        name = file.original_name
        if file.state == "kosong":
            raise UserFacingError(
                _("{name} kosong (0 bita), jadi tidak ditambahkan.").format(name=name),
                _("Ambil lagi dari sumbernya, lalu tambahkan berkas yang utuh."),
            )
        progress(self._done, self._whole, _("Membaca teks {name}").format(name=name))
        at = attachments.path_of(self._folder, file.sha256)
        text = text_of(self._folder, file.sha256, at, file.media_type, progress.cancel)
        kind = originals.guess_kind(self._pack, name, text.pages)
        return Taken(file, kind, originals.title_of(name), originals.guess_number(kind, self._pack, text.pages))


def _size(one: Given) -> int:
    try:
        return one.source.stat().st_size if isinstance(one.source, Path) else len(one.source)
    except OSError:
        return 0
