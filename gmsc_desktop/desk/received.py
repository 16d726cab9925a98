"""The submissions that were received: each kept whole in a room of its own, listed without opening any of them.

A package is copied into the data folder when it is first opened, so that a stick may be taken out and a mail deleted;
nothing in the room is ever changed, and opening one from here checks it from end to end again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from dataclasses import replace as with_fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gmsc_desktop import platform_files as files
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import data_folder
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.package.read import OpenedPackage

FOLDER, CARD_NAME = "diterima", "kartu.json"
_ROOM = re.compile(r"[0-9a-f]{32}")
_BLOCK = 1024 * 1024
_MOST_OF_A_CARD = 64 * 1024  # bytes

Tell = Callable[[int, int, str], None]  # bytes done, bytes in all, a sentence; raises where the person cancels


@dataclass(frozen=True, slots=True)
class Received:
    """What is known of a received submission from outside. ``seal`` is how its seal stood when it came."""

    digest: str  # SHA-512 of the package's tag manifest, hexadecimal; "" where the card is lost
    package_id: str
    plan_id: str
    region_code: str
    region_name: str
    office: str
    title: str
    stage: str
    round: int
    made_on: str  # YYYY-MM-DD
    received_at: str  # moment in UTC, ISO 8601, to the thousandth: several come in one second
    origin: str  # where the file lay when it was received
    file_name: str
    size: int  # bytes of the package
    seal: str  # a value of ``SealState``
    example: bool
    room: str = ""  # the name of its folder; derived, not written

    @property
    def path(self) -> Path:
        """Where the package is kept."""
        return received_folder() / self.room / self.file_name

    @property
    def is_there(self) -> bool:
        """Whether the kept file is still where it was put."""
        return bool(self.file_name) and self.path.is_file()


def received_folder() -> Path:
    """The folder that holds one folder for each received submission."""
    return data_folder() / FOLDER


def list_received() -> list[Received]:
    """Every received submission, the newest first. One whose card is lost is listed by its file alone."""
    root = received_folder()
    try:
        rooms = [path for path in root.iterdir() if _ROOM.fullmatch(path.name) and path.is_dir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise files.reading_error(error, root) from error
    found = [_read_card(room) or _unknown(room) for room in rooms]
    return sorted(found, key=lambda one: (one.received_at, one.room), reverse=True)


def _read_card(room: Path) -> Received | None:
    kinds = {"str": str, "int": int, "bool": bool}
    try:
        with (room / CARD_NAME).open("rb") as file:
            loaded = json.loads(file.read(_MOST_OF_A_CARD))
        told = {field.name: loaded[field.name] for field in fields(Received) if field.name != "room"}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    fits = all(type(told[field.name]) is kinds[str(field.type)] for field in fields(Received) if field.name in told)
    plain = fits and bool(told["file_name"]) and Path(told["file_name"]).name == told["file_name"]
    return Received(**told, room=room.name) if plain and told["digest"][:32] == room.name else None


def _unknown(room: Path) -> Received:
    """A room without a card that can be read: its file can still be opened, which tells what it is."""
    found: list[Path] = []
    with suppress(OSError):
        found = sorted(path for path in room.iterdir() if path.is_file() and path.name != CARD_NAME)
    name, size = (found[0].name, found[0].stat().st_size) if found else ("", 0)
    return Received("", "", "", "", "", "", "", "", 0, "", "", "", name, size, "", False, room.name)


def find(digest: str) -> Received | None:
    """The received submission with this digest, None where it is not here."""
    return next((one for one in list_received() if one.digest == digest), None) if digest else None


def room_of(path: Path) -> str:
    """The room in which a file is kept, "" for a file that lies elsewhere."""
    inside = path.absolute().parent.parent == received_folder().absolute()
    return path.parent.name if inside and _ROOM.fullmatch(path.parent.name) else ""


def keep(path: Path, package: OpenedPackage, tell: Tell | None = None) -> Received:
    """Keep a submission that was just opened from ``path``; one that is here already stays as it is.

    ``UserFacingError`` where the drive refuses or the file is another one by now; then nothing of it stays.
    """
    from gmsc_desktop.package.keys import SealState

    there = find(package.digest)
    if there is not None and there.is_there:
        known = there.seal == SealState.CHANGED and package.seal_state is SealState.SAME
        return accept_seal(there) if known else there
    room = package.digest[:32]
    if room_of(path) == room:  # opened from the list; its card was lost
        received = _card_of(package, path, path.stat().st_size)
        _write_card(path.parent, received)
        return received
    root = received_folder()
    try:
        draft = files.make_private_folder(root)
    except OSError as error:
        raise files.writing_error(error, root) from error
    try:
        received = _copy_in(path, package, draft, tell or (lambda _done, _whole, _words: None))
        _write_card(draft, received)
        _move_in(draft, root / room)
    finally:
        files.remove_folder(draft)
    return received


def _copy_in(path: Path, package: OpenedPackage, draft: Path, tell: Tell) -> Received:
    before = path.stat()
    received = _card_of(package, path, before.st_size)
    words = _("Menyimpan salinan paket…")

    def write(stream: BinaryIO) -> None:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                stream.write(block)
                tell(stream.tell(), before.st_size, words)

    files.write_atomically(draft / received.file_name, write, size=before.st_size)
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UserFacingError(
            _("Berkas {name} berubah selama dibaca.").format(name=path.name), _("Tunggu sebentar, lalu buka lagi.")
        )
    return received


def _card_of(package: OpenedPackage, path: Path, size: int) -> Received:
    who = package.identity
    return Received(
        digest=package.digest,
        package_id=who.package_id,
        plan_id=who.plan_id,
        region_code=who.region_code,
        region_name=who.region_name,
        office=who.office,
        title=package.snapshot.plan.title or who.title,
        stage=who.stage,
        round=who.round or 0,
        made_on=who.made_on,
        received_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        origin=str(path.absolute()),
        file_name=files.safe_file_name(path.name),
        size=size,
        seal=package.seal_state.value,
        example=who.example,
        room=package.digest[:32],
    )


def accept_seal(received: Received) -> Received:
    """The sender's computer was accepted: the list no longer tells it as another one."""
    from gmsc_desktop.package.keys import SealState

    accepted = with_fields(received, seal=SealState.SAME.value)
    _write_card(received.path.parent, accepted)
    return accepted


def _write_card(room: Path, received: Received) -> None:
    told = {name: value for name, value in asdict(received).items() if name != "room"}
    content = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    files.write_atomically(room / CARD_NAME, lambda stream: (stream.write(content), None)[1])


def _move_in(draft: Path, room: Path) -> None:
    """The finished room in its place; what was left of an earlier one with this digest goes."""
    try:
        if room.exists():
            files.remove_folder(room)
        files.replace(draft, room)
        files.fsync_folder(room.parent)
    except OSError as error:
        raise files.writing_error(error, room) from error


def remove(received: Received) -> None:
    """Take a submission off the list: the copy kept here goes, the file that was received stays where it is."""
    folder = received_folder() / received.room
    if not _ROOM.fullmatch(received.room):
        raise ValueError(received.room)
    files.remove_folder(folder)
    if folder.exists():
        raise UserFacingError(
            _("Salinan paket ini tidak dapat dihapus seluruhnya."),
            _("Tutup jendela atau program yang memakainya, lalu coba lagi."),
        )


def earlier_than(received: Received, known: Iterable[Received]) -> Received | None:
    """What a submission is best held against: another version of the same package, else the round before it."""
    others = [one for one in known if one.digest and one.digest != received.digest and one.is_there]
    versions = [one for one in others if one.package_id == received.package_id]
    if versions:
        return max(versions, key=lambda one: one.received_at)
    rounds = [one for one in others if one.plan_id == received.plan_id and _came_before(one, received)]
    return max(rounds, key=lambda one: (one.made_on, one.round, one.received_at), default=None)


def _came_before(one: Received, other: Received) -> bool:
    if one.stage == other.stage and one.round != other.round:
        return one.round < other.round
    return (one.made_on, one.received_at) < (other.made_on, other.received_at)
