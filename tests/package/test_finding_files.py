"""Evidence files that are missing are found by their content: in folders, on sticks, in packages of any name."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gmsc_desktop.desk import finding_files
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments
from gmsc_desktop.package.identity import WORKING_COPY
from tests.package.packages import written

CONTENT = {name: f"Isi {name}\n".encode() * 400 for name in ("satu", "dua")}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "rencana"


def wanted(tmp_path: Path) -> dict[str, int]:
    """The SHA-256 of the two files, and their sizes."""
    place = tmp_path / "asal"
    place.mkdir()
    found = {}
    for name, content in CONTENT.items():
        (place / name).write_bytes(content)
        found[attachments.digest_of_file(place / name)] = len(content)
        (place / name).unlink()
    return found


def test_files_are_found_in_a_folder_whatever_they_are_called(tmp_path: Path, store: Path) -> None:
    asked = wanted(tmp_path)
    stick = tmp_path / "flashdisk"
    (stick / "foto" / "dalam").mkdir(parents=True)
    (stick / "foto" / "dalam" / "IMG_0001.jpg").write_bytes(CONTENT["satu"])
    (stick / "sama panjang.txt").write_bytes(CONTENT["dua"][:-1] + b"?")
    (stick / "lain.txt").write_bytes(b"lain")
    (stick / "bukan paket.zip").write_bytes(b"PK tetapi bukan paket")
    sought = finding_files.bring_back_from(store, asked, [stick])
    first, second = asked
    assert sought.found == (first,)
    assert (sought.files, sought.packages, sought.unread) == (4, 0, ("bukan paket.zip",))
    assert attachments.verify(store, first)
    assert not attachments.path_of(store, second).exists()


def test_files_are_found_in_a_package(tmp_path: Path, store: Path) -> None:
    path = written(tmp_path, WORKING_COPY).path
    from gmsc_desktop.package.read import open_package

    with open_package(path) as package:
        asked = {sha256: file.stat().st_size for sha256, file in package.evidence.items()}
    assert asked
    sought = finding_files.bring_back_from(store, asked, [path.parent])
    assert set(sought.found) == set(asked)
    assert sought.packages == 1
    assert all(attachments.verify(store, sha256) for sha256 in asked)


def test_a_search_tells_its_way_and_can_be_stopped(tmp_path: Path, store: Path) -> None:
    asked, cancel = wanted(tmp_path), threading.Event()
    for name in "abc":
        (tmp_path / "asal" / name).write_bytes(CONTENT["dua"][:-1] + name.encode())
    told: list[str] = []

    def tell(_done: int, _all: int, sentence: str) -> None:
        told.append(sentence)
        if len(told) == 3:
            cancel.set()

    with pytest.raises(UserFacingError, match="Dibatalkan"):
        finding_files.bring_back_from(store, asked, [tmp_path / "asal"], tell=tell, cancel=cancel)
    assert told[0] == "Mencari berkas aslinya…"
    assert told[1].startswith("Membandingkan ")
    assert not (store / "lampiran").exists()
