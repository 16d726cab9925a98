"""Opens packages of strangers: a child process examines and unpacks, and this process believes none of its words."""

from __future__ import annotations

import gc
import hashlib
import os
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from gmsc_desktop.models.beside import Beside
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.checks.unchecked_words import unchecked_words
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package import examine, names
from gmsc_desktop.package.beside_json import with_itself
from gmsc_desktop.package.codes import short_code
from gmsc_desktop.package.history_lines import read_history
from gmsc_desktop.package.identity import ALL_EVIDENCE, SUBMISSION, WITH_HISTORY, Identity
from gmsc_desktop.package.keys import SealState, seal_state, seal_text
from gmsc_desktop.package.plan_json import PlanHeader
from gmsc_desktop.package.refusals import REASONS, PackageRefused, shown
from gmsc_desktop.package.seal import Seal
from gmsc_desktop.platform_files import reading_error
from gmsc_desktop.text import _
from gmsc_desktop.worker import call_in, private_folder

JOB = "read-package"
# Of address space, of which Python with its libraries and threads takes 82 MB, and 28 MB of them are never touched: a
# small package gets what its JSON may become at most, a large one what its history may need.
_LEAST_MEMORY, _MEMORY_FOR_A_BYTE, _MOST_MEMORY = 272 * 2**20, 4, 1024 * 2**20
_LEAST_SECONDS, _BYTES_A_SECOND, _MOST_SECONDS = 45.0, 2_000_000, 300.0  # on a slow computer that is busy
_UNPACKED = "isi"


@dataclass(frozen=True)
class OpenedPackage:
    """A package that was checked from end to end; its files lie in ``folder`` as long as it is open.

    ``evidence`` are the files that came along, by SHA-256; whoever takes one over hashes it once more. ``history`` is
    None for a submission. ``beside`` is what a backup carries beside the history, None where there is nothing of it.
    ``warnings`` are sentences for the person.
    """

    identity: Identity
    digest: str
    code: str
    seal: Seal | None
    seal_state: SealState
    snapshot: Snapshot
    header: PlanHeader
    history: HistoryExport | None
    beside: Beside | None
    folder: Path
    evidence: Mapping[str, Path]
    files: int
    warnings: tuple[str, ...]


@contextmanager
def open_package(
    path: Path,
    *,
    keep_evidence: bool = True,
    scratch: Path | None = None,
    keys: Path | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[OpenedPackage]:
    """The package at ``path``, whatever its suffix, unpacked into a folder that goes with the block.

    ``scratch`` is where that folder is made; ``keys`` where public keys are remembered. Raises ``UserFacingError``,
    for a package that is not taken ``PackageRefused``; nothing is changed anywhere.
    """
    size = _size_of(path)
    with private_folder(scratch) as folder:
        answer = call_in(
            folder,
            JOB,
            {"keep_evidence": keep_evidence},
            seconds=min(_LEAST_SECONDS + size / _BYTES_A_SECOND, _MOST_SECONDS),
            memory_bytes=min(_LEAST_MEMORY + _MEMORY_FOR_A_BYTE * size, _MOST_MEMORY),
            files={"package": path},
            cancel=cancel,
            subject=_("paket {name}").format(name=path.name),
        )
        _raise_refusal(answer)
        try:
            opened = _reread(folder / _UNPACKED, keep_evidence, keys, tuple(_notes(answer)))
            opened = _with_itself(opened, path, size)
        except OSError as error:  # the drive does not give back what the child has unpacked
            raise reading_error(error, path) from error
        yield opened


def read_package_job(folder: Path, request: dict[str, object]) -> dict[str, object]:
    """The child's part: examine the package and unpack it below ``folder``; a refusal goes back as its reason."""
    files = request["files"]
    if not isinstance(files, dict):
        raise TypeError("files")
    into = folder / _UNPACKED
    into.mkdir()
    gc.disable()  # it would walk over every value of a large plan many times; this process ends soon
    try:
        found = examine.examine(Path(files["package"]), into=into, keep_evidence=request["keep_evidence"] is True)
    except PackageRefused as refused:
        return {"refused": refused.reason, "facts": refused.facts}
    finally:
        gc.enable()
    return {"refused": "", "repacked": found.repacked, "ignored": len(found.ignored), "first": [*found.ignored, ""][0]}


def _size_of(path: Path) -> int:
    try:
        status = path.stat()
        kind = stat.S_IFMT(status.st_mode)
        if kind not in (stat.S_IFREG, stat.S_IFDIR):  # a pipe would be waited for
            raise PackageRefused("not-a-package")
        with path.open("rb"):
            return status.st_size
    except OSError as error:
        raise reading_error(error, path) from error


def _raise_refusal(answer: Mapping[str, object]) -> None:
    reason, facts = answer.get("refused"), answer.get("facts", {})
    if reason == "":
        return
    if not isinstance(reason, str) or reason not in REASONS or not isinstance(facts, dict):
        raise PackageRefused("unreadable")
    try:
        refused = PackageRefused(reason, **{str(key): str(value) for key, value in facts.items()})
    except (KeyError, TypeError) as error:
        raise PackageRefused("unreadable") from error
    raise refused


def _notes(answer: Mapping[str, object]) -> Iterator[str]:
    """What is odd about the ZIP and does no harm: the child's word for it is enough, and its names are not."""
    if answer.get("repacked") is True:
        yield _("Paket ini sudah dikemas ulang dengan program lain. Isinya tetap sama dengan daftar sidiknya.")
    count, first = answer.get("ignored"), answer.get("first")
    if isinstance(count, int) and count > 0 and isinstance(first, str):
        yield _("{count} berkas titipan sistem komputer di dalam paket ini tidak dibaca ({name}).").format(
            count=count, name=shown(first)
        )


def _reread(folder: Path, keep_evidence: bool, keys: Path | None, notes: tuple[str, ...]) -> OpenedPackage:
    """Everything that is small once more, from the unpacked files themselves and by this process."""
    tags = {name: _bytes(folder, name) for name in (*names.TAG_FILES, *names.SEAL_FILES) if _there(folder, name)}
    if not tags.keys() >= set(names.TAG_FILES):
        raise PackageRefused("unreadable")
    bag = examine.read_bag(tags)
    history = None
    if bag.identity.kind in WITH_HISTORY:
        with _checked(folder, names.HISTORY_FILE, bag.manifest) as file:
            history = read_history(file)
    with _checked(folder, names.PLAN_FILE, bag.manifest) as file:
        plan = file.read()
    beside = None
    if names.BESIDE_FILE in bag.manifest:
        with _checked(folder, names.BESIDE_FILE, bag.manifest) as file:
            beside = file.read()
    content = examine.read_content(bag, plan, beside, lambda: len(history.changes) if history else -1)
    state = seal_state(bag.seal.public_key if bag.seal else None, bag.identity.plan_id, keys)
    return OpenedPackage(
        identity=bag.identity,
        digest=bag.digest,
        code=short_code(bag.digest),
        seal=bag.seal,
        seal_state=state,
        snapshot=content.snapshot,
        header=content.header,
        history=history,
        beside=content.beside,
        folder=folder,
        evidence=_evidence(folder, bag) if keep_evidence else {},
        files=len(bag.manifest),
        warnings=(*_warnings(bag.identity, state), *_passed_over(bag.identity, content.snapshot), *notes),
    )


def _with_itself(opened: OpenedPackage, path: Path, size: int) -> OpenedPackage:
    """A backup lists itself among what left; its name, size and sums are known only now."""
    if opened.beside is None:
        return opened
    known = {
        "file_name": path.name,
        "size": size,
        "digest": opened.digest,
        "seal_hash": opened.seal.hash if opened.seal else "",
        "contents": opened.identity.evidence,
    }
    return replace(opened, beside=with_itself(opened.beside, opened.identity.package_id, **known))


def _warnings(identity: Identity, state: SealState) -> Iterator[str]:
    if identity.example:
        yield _("Ini contoh, bukan dokumen resmi. Paket contoh tidak dihitung.")
    if state in (SealState.CHANGED, SealState.MISSING, SealState.NONE):
        yield seal_text(state)
    if identity.evidence != ALL_EVIDENCE and identity.evidence_here < identity.evidence_named:
        yield _("Paket ini memuat {here} dari {named} berkas bukti dan dokumen asli.").format(
            here=identity.evidence_here, named=identity.evidence_named
        )


def _passed_over(identity: Identity, snapshot: Snapshot) -> Iterator[str]:
    """That the stage for which a submission was made was not checked, and why."""
    words = unchecked_words(snapshot, identity.stage, int(identity.made_on[:4])) if identity.kind == SUBMISSION else ""
    if words:
        yield words


def _evidence(folder: Path, bag: examine.Bag) -> dict[str, Path]:
    """The evidence files, after a look that every payload file is there and that together they are as long as told."""
    if not all(_there(folder, name) for name in bag.manifest):
        raise PackageRefused("unreadable")
    total = sum(folder.joinpath(*name.split("/")).stat().st_size for name in bag.manifest)
    if bag.oxum != f"{total}.{len(bag.manifest)}":
        raise PackageRefused("count")
    found = {name: match["sha256"] for name in bag.manifest if (match := names.EVIDENCE.fullmatch(name))}
    return {sha256: folder.joinpath(*name.split("/")) for name, sha256 in found.items()}


@contextmanager
def _checked(folder: Path, name: str, manifest: Mapping[str, str]) -> Iterator[BufferedReader]:
    """An unpacked file whose content is as listed, at its beginning."""
    if name not in manifest or not _there(folder, name):
        raise PackageRefused("unreadable")
    with _open(folder, name) as file:
        if hashlib.file_digest(file, "sha512").hexdigest() != manifest[name]:
            raise PackageRefused("unreadable")
        file.seek(0)
        yield file


def _bytes(folder: Path, name: str) -> bytes:
    with _open(folder, name) as file:
        return file.read()


def _open(folder: Path, name: str) -> BufferedReader:
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.fdopen(os.open(folder.joinpath(*name.split("/")), flags), "rb")


def _there(folder: Path, name: str) -> bool:
    """Whether a plain file lies there, with no link on the way from the folder."""
    path = folder
    for part in name.split("/"):
        path /= part
        if not path.exists() or path.is_symlink():
            return False
    return path.is_file()
