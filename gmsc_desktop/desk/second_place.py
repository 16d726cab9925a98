"""The second place for backups: a folder or a stick that a person chose once, for all plans of this computer.

Only finished packages of the kind ``cadangan`` and evidence by its content go there. The place is known again by an id
that lies in it, so that nothing is ever written to another stick that happens to have its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.ids import is_id, new_id
from gmsc_desktop.models.plan_folders import make_folder
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import (
    drive_name,
    is_network,
    is_removable,
    same_drive,
    same_place_elsewhere,
    write_atomically,
)
from gmsc_desktop.text import _, in_source_language

FOLDER = "Cadangan GMSC"  # in the folder that the person chose
SETTING = "tempat-kedua.json"  # in the data folder
_MARK, _README = "tempat.json", "BACA DAHULU.txt"


class Shelter(StrEnum):
    """What a place protects from."""

    OUTSIDE = "outside"  # a stick, a card or another computer: also from a laptop that is lost
    SAME_DRIVE = "same"  # from nothing that happens to the drive
    UNKNOWN = "unknown"  # another drive, which may be part of this computer


@dataclass(frozen=True, slots=True)
class Place:
    """The place that was chosen. ``folder`` is ``FOLDER`` in it, as it was called when it was chosen."""

    folder: Path
    id: str
    name: str  # of its drive, as a person knows it

    def find(self) -> Path | None:
        """Where the place is now; None while it is not plugged in. It may ask drives that answer late."""
        for folder in (self.folder, *same_place_elsewhere(self.folder)):
            if _id_in(folder) == self.id:
                return folder
        return None


def read_place() -> Place | None:
    """The second place of this computer, None where none was chosen."""
    try:
        loaded = json.loads((data_folder() / SETTING).read_text(encoding="utf-8"))
        place = Place(Path(loaded["folder"]), str(loaded["id"]), str(loaded["name"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return place if is_id(place.id) else None


def choose(chosen: Path) -> Place:
    """Use a folder or a drive as the second place from now on. ``UserFacingError`` where that cannot be."""
    chosen = chosen.resolve()
    folder = chosen if chosen.name == FOLDER else chosen / FOLDER
    if chosen.is_relative_to(data_folder().resolve()):
        raise UserFacingError(
            _("Folder ini berada di dalam data aplikasi ini sendiri, sehingga bukan tempat kedua."),
            _("Pilih flashdisk, drive jaringan, atau folder di luar data aplikasi."),
        )
    make_folder(folder)
    known = _id_in(folder)
    place = Place(folder, known or new_id(), drive_name(folder))
    if not known:
        _write(folder / _README, _readme().encode())
        _write(folder / _MARK, json.dumps({"id": place.id}).encode())
    kept = {"folder": str(folder), "id": place.id, "name": place.name}
    _write(data_folder() / SETTING, json.dumps(kept, ensure_ascii=False).encode())
    return place


def forget() -> None:
    """No second place from now on; what lies there stays."""
    (data_folder() / SETTING).unlink(missing_ok=True)


def shelter(folder: Path) -> Shelter:
    """What copies in a folder protect from, as far as the system tells. It may ask drives that answer late."""
    try:
        if is_removable(folder) or is_network(folder):
            return Shelter.OUTSIDE
        return Shelter.SAME_DRIVE if same_drive(folder, data_folder()) else Shelter.UNKNOWN
    except OSError:
        return Shelter.UNKNOWN


def shelter_words(found: Shelter) -> str:
    """What a person should know of such a place."""
    if found is Shelter.OUTSIDE:
        return _("Tempat ini di luar laptop. Lepas dan simpan terpisah dari laptop bila tidak dipakai.")
    if found is Shelter.SAME_DRIVE:
        return _("Folder ini di drive yang sama dengan rencana: tidak menolong bila drive rusak atau laptop hilang.")
    return _("Folder ini di drive lain, tetapi mungkin masih di dalam laptop ini: belum tentu menolong bila hilang.")


def plan_places(folder: Path, plan_id: str) -> Iterator[Path]:
    """The folders of a plan in the place; its district may have been renamed meanwhile."""
    yield from sorted(path for path in folder.glob(f"*_{plan_id}") if path.is_dir())


def _id_in(folder: Path) -> str:
    try:
        loaded = json.loads((folder / _MARK).read_text(encoding="utf-8"))
        found = str(loaded["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return found if is_id(found) else ""


def _write(target: Path, content: bytes) -> None:
    write_atomically(target, lambda stream: (stream.write(content), None)[1])


@in_source_language
def _readme() -> str:
    lines = (
        _("Folder ini berisi cadangan rencana induk smart city dari GMSC Desktop."),
        _("Untuk memulihkan di komputer mana pun: buka GMSC Desktop, tekan Buka paket, pilih berkas .gmsc terbaru."),
        _("Di dalamnya ada nama penyusun dan kontak kantor. Simpan folder ini sebagaimana dokumen kantor."),
        _("Berkas bukti ada di folder bukti di samping berkas .gmsc itu. Jangan memindahkan atau mengganti namanya."),
    )
    return "\r\n".join((*lines, ""))
