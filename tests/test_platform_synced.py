"""Folders that services copy to other computers are known by what the services leave behind, and others are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gmsc_desktop.models import data_place
from gmsc_desktop.models.document_errors import PlanPerhapsOpen
from gmsc_desktop.models.document_file import Holder
from gmsc_desktop.platform_files import computer_name, drives, sync_service


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder, with no service in it."""
    place = tmp_path / "orang"
    place.mkdir()
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("USERPROFILE", str(place))
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    return place


def test_an_ordinary_folder_is_copied_by_nobody(home: Path) -> None:
    folder = home / "Documents" / "GMSC"
    folder.mkdir(parents=True)
    assert sync_service(folder) == ""
    assert data_place.warning(folder) is None
    assert data_place.warning_in_short(folder) == ""


def test_a_folder_is_known_by_the_environment_through_links_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "Awan").mkdir()
    (home / "pintasan").symlink_to(home / "Awan")
    monkeypatch.setenv("OneDriveCommercial", str(home / "pintasan"))
    assert sync_service(home / "Awan" / "GMSC" / "plans") == "OneDrive"
    assert sync_service(home / "Awan2") == ""


@pytest.mark.parametrize("place", [".dropbox/info.json", ".config/Dropbox/info.json"])
def test_dropbox_tells_its_folder_itself(home: Path, place: str) -> None:
    (home / place).parent.mkdir(parents=True)
    (home / place).write_text(json.dumps({"personal": {"path": str(home / "Kotak")}, "odd": 3}), encoding="utf-8")
    assert sync_service(home / "Kotak" / "data") == "Dropbox"
    (home / place).write_text("{", encoding="utf-8")
    assert sync_service(home / "Kotak" / "data") == ""


def test_the_settings_of_nextcloud_are_read(home: Path) -> None:
    settings = home / ".config" / "Nextcloud" / "nextcloud.cfg"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[Accounts]\n0\\Folders\\1\\localPath={home}/Kantor/\n", encoding="utf-8")
    assert sync_service(home / "Kantor" / "GMSC") == "Nextcloud"


@pytest.mark.parametrize(
    ("mark", "service"), [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".sync_0a1b2c.db", "Nextcloud")]
)
def test_what_a_service_leaves_in_its_folder_tells(home: Path, mark: str, service: str) -> None:
    inner = home / "Bersama" / "GMSC"
    inner.mkdir(parents=True)
    (home / "Bersama" / mark).touch()
    assert sync_service(inner) == service


@pytest.mark.parametrize(
    ("part", "service"),
    [("OneDrive - Dinas Kominfo", "OneDrive"), ("Google Drive", "Google Drive"), ("Nextcloud2", "Nextcloud")],
)
def test_the_usual_names_are_the_last_resort(home: Path, part: str, service: str) -> None:
    assert sync_service(home / part / "GMSC") == service
    assert sync_service(home / f"Catatan {part}" / "GMSC") == ""


def test_a_mount_tells_what_it_is(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(drives, "MOUNTS", mounts)
    mounts.write_text(f"drive {home} fuse.drivefs rw 0 0\n", encoding="utf-8")
    assert sync_service(home / "data") == "Google Drive"
    mounts.write_text(f"//server/kantor {home} cifs rw 0 0\n", encoding="utf-8")
    assert sync_service(home / "data") == ""
    told = data_place.warning(home / "data")
    assert told is not None
    assert told.sentence.startswith(f"Folder data {home / 'data'} ada di drive jaringan")
    assert "salinan kerja" in told.next_step


def test_who_left_a_name_may_be_at_work_only_where_another_computer_sees_the_place(home: Path) -> None:
    other = Holder("Andi", "PC-7", "2026-11-20T02:00:00+00:00", 1)
    own = Holder("Andi", computer_name(), "2026-11-20T02:00:00+00:00", 1)
    data_place.refuse_where_at_work(other, home / "GMSC")
    data_place.refuse_where_at_work(own, home / "Dropbox" / "GMSC")
    with pytest.raises(PlanPerhapsOpen, match="mungkin masih dibuka oleh Andi di komputer PC-7"):
        data_place.refuse_where_at_work(other, home / "Dropbox" / "GMSC")
