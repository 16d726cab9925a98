"""Writes a package's bag into its ZIP: payload first while it is hashed, then what describes it, manifests last."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.package.bag_text import BAGIT, info_text, manifest_text
from gmsc_desktop.package.hashing import Digests, Lane
from gmsc_desktop.package.meter import Meter
from gmsc_desktop.package.names import check_name, evidence_name, is_listed
from gmsc_desktop.package.zip_writing import ZipWriter
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_BEHIND = 8  # files whose digests may still be running while the next is written


@dataclass(frozen=True, slots=True)
class Payload:
    """A file that is made for the package: its name below ``data/``, and who writes it."""

    name: str
    write: Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """Evidence in the store: its content's SHA-256, its usual suffix, where it lies, and what people call it."""

    sha256: str
    suffix: str
    path: Path
    title: str = ""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A payload file as it stands in the package; the name counts from the package's folder."""

    name: str
    size: int
    sha512: str


class BagWriter:
    """Fills one package; ``folder`` is the name of its one top-level folder."""

    def __init__(self, sink: BinaryIO, folder: str, moment: datetime, lane: Lane, meter: Meter) -> None:
        self._zip = ZipWriter(sink, moment, meter)
        self._folder = folder
        self._lane = lane
        self._meter = meter
        self.files: list[PackedFile] = []
        self._hashing: deque[_Hashing] = deque()

    def add_evidence(self, evidence: EvidenceFile) -> None:
        """Add a file of the store, and see in passing that it still is what its SHA-256 says. ``UserFacingError``."""
        name = evidence_name(evidence.sha256, evidence.suffix)
        try:
            file = _StoredFile(evidence.path)
        except FileNotFoundError as error:
            raise _evidence_error(_("Berkas bukti “{name}” tidak ada lagi di komputer ini."), evidence) from error
        with file:
            self._add(name, cast(IO[bytes], file), evidence)

    def add_made(self, payload: Payload) -> None:
        """Let a file be made, outside memory, and add it."""
        with tempfile.TemporaryFile(buffering=0) as file, _WatchedFile(file, self._meter) as made:
            payload.write(cast(BinaryIO, made))
            made.flush()
            self._add(f"data/{payload.name}", made)

    def add_bytes(self, name: str, data: bytes) -> None:
        """Add a small file; ``name`` counts from the package's folder."""
        self._add(name, io.BytesIO(data))

    def finish(
        self,
        fields: Sequence[tuple[str, str]],
        seal: Callable[[Mapping[str, bytes]], Mapping[str, bytes]],
    ) -> bytes:
        """Write what describes the payload, with ``Payload-Oxum`` put into ``fields``; give the tag manifest.

        ``seal`` gets the three files that it vouches for, and gives the seal's own files.
        """
        self.settle()
        oxum = f"{sum(file.size for file in self.files)}.{len(self.files)}"
        manifest = manifest_text({file.name: file.sha512 for file in self.files})
        tags = {
            "bagit.txt": BAGIT,
            "bag-info.txt": info_text([*fields, ("Payload-Oxum", oxum)]),
            "manifest-sha512.txt": manifest,
        }
        tags |= seal(tags)
        last = manifest_text({name: hashlib.sha512(data).hexdigest() for name, data in tags.items()})
        for name, data in (*tags.items(), ("tagmanifest-sha512.txt", last)):
            self._zip.add(f"{self._folder}/{name}", io.BytesIO(data), _unseen)
        self._zip.finish()
        return last

    def settle(self, behind: int = 0) -> None:
        """Wait for the digests of all files but the last ``behind``; then ``files`` has them. ``UserFacingError``."""
        while len(self._hashing) > behind:
            done = self._hashing.popleft()
            if done.evidence is not None and done.digests.hexdigest("sha256") != done.evidence.sha256:
                raise _evidence_error(
                    _("Berkas bukti “{name}” rusak: isinya tidak sama lagi dengan sidiknya."), done.evidence
                )
            self.files.append(PackedFile(done.name, done.size, done.digests.hexdigest("sha512")))

    def _add(self, name: str, file: IO[bytes], evidence: EvidenceFile | None = None) -> None:
        """Add a file; SHA-512 goes into the manifest, and evidence is held against its SHA-256, a little later."""
        full = f"{self._folder}/{name}"
        check_name(full)
        if not is_listed(name):
            raise ValueError(f"{name} is not on the list of what a package holds")
        digests = self._lane.digests("sha512") if evidence is None else self._lane.digests("sha512", "sha256")
        size = self._zip.add(full, file, digests.update)
        self._hashing.append(_Hashing(name, size, digests, evidence))
        self.settle(_BEHIND)


@dataclass(frozen=True, slots=True)
class _Hashing:
    """A file that is written, and whose digests may still be running."""

    name: str
    size: int
    digests: Digests
    evidence: EvidenceFile | None


class _StoredFile(io.FileIO):
    """A file of the store; an error in reading names it, so that it is not taken for one of the target's drive."""

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            return super().read(-1 if size is None else size)
        except OSError as error:
            error.filename = str(self.name)
            raise


class _WatchedFile(io.BufferedRandom):
    """A temporary file whose every write looks at the cancel button."""

    def __init__(self, file: IO[bytes], meter: Meter) -> None:
        super().__init__(cast(io.RawIOBase, getattr(file, "file", file)))  # Windows wraps it once more
        self._meter = meter

    def write(self, data: ReadableBuffer, /) -> int:
        self._meter.check()
        return super().write(data)


def _evidence_error(sentence: str, evidence: EvidenceFile) -> UserFacingError:
    return UserFacingError(
        sentence.format(name=evidence.title or evidence.sha256[:12]),
        _("Pulihkan berkas itu dari cadangan atau lampirkan lagi, atau buat paket tanpa bukti itu."),
    )


def _unseen(_block: bytes) -> None:
    """What describes the payload is hashed by itself."""
