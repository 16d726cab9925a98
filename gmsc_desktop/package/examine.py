"""Examines a package from its first byte to its last reference; nothing in it is believed before it was checked."""

from __future__ import annotations

import errno
import hashlib
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from gmsc_desktop.models.beside import Beside
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package import beside_json, history_lines, identity, names, seal
from gmsc_desktop.package.bag_text import BAGIT, parse_info, parse_manifest, plain_line
from gmsc_desktop.package.hashing import Digests, Lane
from gmsc_desktop.package.identity import ALL_EVIDENCE, BACKUP, NO_EVIDENCE, WITH_HISTORY, Identity, agree
from gmsc_desktop.package.meter import Meter
from gmsc_desktop.package.plan_json import PlanHeader, read_plan_json
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.zip_form import Entry
from gmsc_desktop.package.zip_reading import Damaged, ZipCaps, read_blocks, read_directory
from gmsc_desktop.platform_files import disk_full, free_bytes, reading_error, writing_error

_MEGABYTE = 1024 * 1024
_BEHIND = 8  # files whose digests may still be running while the next is read
_NEEDED_TAGS = names.TAG_FILES


@dataclass(frozen=True, slots=True)
class Caps(ZipCaps):
    """How much a package may ask of the computer that reads it: beside the ZIP's own caps, bytes of single files."""

    tag_bytes: int = 8 * _MEGABYTE
    plan_bytes: int = 64 * _MEGABYTE
    history_bytes: int = 512 * _MEGABYTE
    beside_bytes: int = beside_json.LARGEST


@dataclass(frozen=True, slots=True)
class Bag:
    """What the tag files say, checked among themselves. ``manifest`` has the SHA-512 of each payload file."""

    identity: Identity
    seal: seal.Seal | None
    manifest: Mapping[str, str]
    oxum: str
    digest: str


@dataclass(frozen=True)
class Content:
    """The plan in a package and its history, checked against the bag. A submission has no history.

    ``beside`` is what a backup carries beside it.
    """

    snapshot: Snapshot
    header: PlanHeader
    changes: int | None
    beside: Beside | None = None


@dataclass(frozen=True)
class Examined:
    """A package that holds what it says. ``sizes`` has every file, named from the package's folder.

    ``repacked``: another program has packed it. ``ignored`` are a system's files in it, which were not read.
    """

    folder: str
    bag: Bag
    content: Content
    sizes: Mapping[str, int]
    repacked: bool
    ignored: tuple[str, ...]


def digest_of(tag_manifest: bytes) -> str:
    """A package's digest: SHA-512 of its tag manifest, through which every other byte of it is named."""
    return hashlib.sha512(tag_manifest).hexdigest()


def examine(
    path: Path,
    *,
    into: Path | None = None,
    keep_evidence: bool = True,
    trust_names: bool = False,
    caps: Caps | None = None,
    meter: Meter | None = None,
) -> Examined:
    """Examine a package; ``into`` is an empty folder that gets its files. Raises ``PackageRefused``.

    ``keep_evidence``: whether evidence is unpacked too, or looked at only. ``trust_names``: whether evidence is held
    against the manifest alone and not against the SHA-256 in its name; for who has just written it. Other
    ``UserFacingError`` tell of the drive.
    """
    limits, work = caps or Caps(), meter or Meter()
    try:
        with path.open("rb") as file:
            directory = read_directory(file, limits)
            folder, ignored = names.check_names(entry.name for entry in directory.entries)
            by_name = _files(directory.entries, folder, ignored)
            _check_caps(by_name, limits)
            tags = _read_tags(file, by_name)
            bag = read_bag(tags)
            _check_list(bag, by_name)
            unpacking = _Unpacking(file, bag, into, keep_evidence, trust_names, work)
            content = unpacking.run(by_name, tags)
    except OSError as error:
        if into is not None and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise writing_error(error, into / path.name) from error
        raise reading_error(error, path) from error
    sizes = {name: entry.size for name, entry in by_name.items()}
    as_written = directory.own and folder.count("/") == 0 and bool(folder)
    return Examined(folder, bag, content, sizes, not as_written, tuple(ignored))


def _files(entries: Iterable[Entry], folder: str, ignored: Iterable[str]) -> dict[str, Entry]:
    """The files of the package by their names from its folder; entries of folders and a system's files are left out."""
    left_out = set(ignored)
    files = (entry for entry in entries if entry.name not in left_out and not entry.name.endswith("/"))
    return {names.inside(entry.name, folder): entry for entry in files}


def _check_caps(entries: Mapping[str, Entry], caps: Caps) -> None:
    for name, entry in entries.items():
        limit = caps.file_bytes
        if name == names.PLAN_FILE:
            limit = caps.plan_bytes
        elif name == names.HISTORY_FILE:
            limit = caps.history_bytes
        elif name == names.BESIDE_FILE:
            limit = caps.beside_bytes
        elif not name.startswith("data/"):
            limit = caps.tag_bytes
        if entry.size > limit:
            raise PackageRefused("file-too-big", name=name, size=entry.size // _MEGABYTE)


def _read_tags(file: BinaryIO, entries: Mapping[str, Entry]) -> dict[str, bytes]:
    for name in (*_NEEDED_TAGS, names.PLAN_FILE):
        if name not in entries:
            raise PackageRefused("missing", name=name)
    tags: dict[str, bytes] = {}
    for name, entry in entries.items():
        if not name.startswith("data/"):
            try:
                tags[name] = b"".join(read_blocks(file, entry))
            except Damaged as error:
                raise PackageRefused("changed", count=1, name=name) from error
    return tags


def read_bag(tags: Mapping[str, bytes]) -> Bag:
    """What the tag files say, held against each other; the payload is not looked at. Raises ``PackageRefused``."""
    last = "tagmanifest-sha512.txt"
    listed = parse_manifest(tags[last], last)
    for name in listed:
        if name not in tags or name == last:
            raise PackageRefused("not-there", count=1, name=name)
    for name, data in tags.items():
        if name != last and name not in listed:
            raise PackageRefused("not-listed", name=name)
        if name != last and hashlib.sha512(data).hexdigest() != listed[name]:
            raise PackageRefused("changed", count=1, name=name)
    if tags["bagit.txt"] != BAGIT:
        raise PackageRefused("bag-version")
    fields = parse_info(tags["bag-info.txt"])
    who = identity.from_fields(fields)
    checked = seal.check(who, tags)
    manifest = parse_manifest(tags["manifest-sha512.txt"], "manifest-sha512.txt")
    return Bag(who, checked, manifest, fields.get("Payload-Oxum", ""), digest_of(tags[last]))


def _check_list(bag: Bag, entries: Mapping[str, Entry]) -> None:
    """List and files are the same, and what the kind asks for is among them."""
    payload = {name: entry for name, entry in entries.items() if name.startswith("data/")}
    gone = sorted(bag.manifest.keys() - payload.keys())
    if gone:
        raise PackageRefused("not-there", count=len(gone), name=gone[0])
    extra = sorted(payload.keys() - bag.manifest.keys())
    if extra:
        raise PackageRefused("not-listed", name=extra[0])
    if bag.oxum != f"{sum(entry.size for entry in payload.values())}.{len(payload)}":
        raise PackageRefused("count")
    kind = bag.identity.kind
    if (kind in WITH_HISTORY) != (names.HISTORY_FILE in payload):
        raise PackageRefused("kind-files", kind=kind, name=names.HISTORY_FILE)
    if kind != BACKUP and names.BESIDE_FILE in payload:
        raise PackageRefused("kind-files", kind=kind, name=names.BESIDE_FILE)
    _check_evidence_names(bag.identity, bag.manifest)


def _check_evidence_names(who: Identity, manifest: Mapping[str, str]) -> None:
    seen: set[str] = set()
    for name in manifest:
        found = names.EVIDENCE.fullmatch(name)
        if found and found["sha256"] in seen:
            raise PackageRefused("evidence-twice", name=name)
        if found:
            seen.add(found["sha256"])
    if len(seen) != who.evidence_here or (who.evidence == NO_EVIDENCE and seen):
        raise PackageRefused("identity", what="GMSC-Bukti-Berkas")


class _Unpacking:
    """Reads every payload file once: hashes it, holds it against the list, and writes it where it is wanted."""

    def __init__(
        self, file: BinaryIO, bag: Bag, into: Path | None, keep_evidence: bool, trust_names: bool, meter: Meter
    ) -> None:
        self._file = file
        self._bag = bag
        self._into = into
        self._keep_evidence = keep_evidence
        self._trust_names = trust_names
        self._meter = meter
        self._hashing: deque[tuple[str, Digests]] = deque()
        self._changed: list[str] = []
        self._misnamed: list[str] = []

    def run(self, entries: Mapping[str, Entry], tags: Mapping[str, bytes]) -> Content:
        self._ask_for_room(entries)
        with ExitStack() as stack, Lane() as lane:
            kept: dict[str, IO[bytes]] = {}
            for name in (names.PLAN_FILE, names.HISTORY_FILE, names.BESIDE_FILE):
                kept[name] = stack.enter_context(tempfile.TemporaryFile(dir=self._into))
            for name, entry in entries.items():
                if name.startswith("data/"):
                    self._read(name, entry, lane, kept.get(name))
                elif self._into is not None:
                    _make(self._into, name).write_bytes(tags[name])
            self._tell_damage()
            for part in kept.values():
                part.seek(0)
            history = cast(BinaryIO, kept[names.HISTORY_FILE])
            beside = kept[names.BESIDE_FILE].read() if names.BESIDE_FILE in entries else None
            plan = kept[names.PLAN_FILE].read()
            return read_content(self._bag, plan, beside, lambda: _count_changes(history, self._meter))

    def _ask_for_room(self, entries: Mapping[str, Entry]) -> None:
        if self._into is None:
            return
        needed = sum(entry.size for name, entry in entries.items() if self._keep_evidence or "bukti/" not in name)
        if free_bytes(self._into) < needed:
            raise disk_full(self._into / "paket", needed)

    def _read(self, name: str, entry: Entry, lane: Lane, keep: IO[bytes] | None) -> None:
        found = names.EVIDENCE.fullmatch(name)
        digests = lane.digests("sha512", *(("sha256",) if found and not self._trust_names else ()))
        with ExitStack() as stack:
            sinks: list[Callable[[bytes], object]] = [digests.update]
            if keep is not None:
                sinks.append(keep.write)
            if self._into is not None and (self._keep_evidence or not found):
                sinks.append(stack.enter_context(_make(self._into, name).open("xb")).write)
            try:
                for block in read_blocks(self._file, entry):
                    self._meter.add(len(block))
                    for sink in sinks:
                        sink(block)
            except Damaged:
                self._changed.append(name)
                return
        self._hashing.append((name, digests))
        self._settle(_BEHIND)

    def _settle(self, behind: int = 0) -> None:
        """Hold digests against the list, those of evidence against its name, but for the last ``behind`` files."""
        while len(self._hashing) > behind:
            name, digests = self._hashing.popleft()
            found = names.EVIDENCE.fullmatch(name)
            if digests.hexdigest("sha512") != self._bag.manifest[name]:
                self._changed.append(name)
            elif found and not self._trust_names and digests.hexdigest("sha256") != found["sha256"]:
                self._misnamed.append(name)

    def _tell_damage(self) -> None:
        self._settle()
        if self._changed:
            raise PackageRefused("changed", count=len(self._changed), name=self._changed[0])
        if self._misnamed:
            raise PackageRefused("evidence-changed", name=self._misnamed[0])


def _make(into: Path, name: str) -> Path:
    """Where a file of the package goes; its name has been checked."""
    path = into.joinpath(*name.split("/"))
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _count_changes(file: BinaryIO, meter: Meter) -> int:
    return history_lines.count_changes(file, meter.check)


def read_content(bag: Bag, plan: bytes, beside: bytes | None, count_changes: Callable[[], int]) -> Content:
    """The plan, held against the bag that it came in. Raises ``PackageRefused``.

    ``beside`` is ``setempat.json`` where there is one. ``count_changes`` reads the package's history, and is asked only
    where the kind has one.
    """
    who = bag.identity
    carried = None if beside is None else beside_json.read_beside(beside, who.plan_id)
    snapshot, header = read_plan_json(plan)
    agree("plan_id", who.plan_id, header.plan_id)
    agree("contoh", who.example, header.is_example)
    agree("kode wilayah", who.region_code, plain_line(snapshot.region.code))
    agree("nama daerah", who.region_name, plain_line(snapshot.region.name))
    _check_evidence(bag, snapshot)
    if carried is not None:
        beside_json.check_persons(carried, snapshot)
    if who.kind not in WITH_HISTORY:
        return Content(snapshot, header, None)
    changes = count_changes()
    mark = header.history
    if mark is None or mark.sha512 != bag.manifest[names.HISTORY_FILE] or mark.changes != changes:
        raise PackageRefused("history-other")
    return Content(snapshot, header, changes, carried)


def _check_evidence(bag: Bag, snapshot: Snapshot) -> None:
    """Every evidence file is named by the plan; every one that the plan names is there, where the package says so."""
    named = {row.sha256 for row in snapshot.all(Evidence) if row.sha256}
    here = {found["sha256"] for name in bag.manifest if (found := names.EVIDENCE.fullmatch(name))}
    extra = sorted(here - named)
    if extra:
        raise PackageRefused("evidence-extra", name=extra[0])
    if len(named) != bag.identity.evidence_named:
        raise PackageRefused("identity", what="GMSC-Bukti-Berkas")
    gone = sorted(named - here)
    if gone and bag.identity.evidence == ALL_EVIDENCE:
        raise PackageRefused("evidence-missing", count=len(gone), name=gone[0])
