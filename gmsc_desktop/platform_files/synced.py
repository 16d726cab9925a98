"""Folders that a service copies to other computers by itself: OneDrive, Google Drive, Dropbox, Nextcloud and others.

Told by what the services leave behind: variables of the environment, their settings, the registry of Windows, the kind
of mount, and last the names that they give to their folders. Nothing is asked over a network.
"""

from __future__ import annotations

import configparser
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from gmsc_desktop.platform_files.drives import kind_of_mount

_VARIABLES = {"OneDrive": "OneDrive", "OneDriveConsumer": "OneDrive", "OneDriveCommercial": "OneDrive"}
_MOUNTS = {"fuse.drivefs": "Google Drive", "fuse.google-drive-ocamlfuse": "Google Drive", "fuse.onedriver": "OneDrive",
           "fuse.dropbox": "Dropbox"}  # fmt: skip
# The names of the folders that the services make, as a whole part of a path.
_NAMES = {
    "OneDrive": r"onedrive(?: - .+)?",
    "Google Drive": r"google ?drive(?: \(.+\))?|googledrive-.+|drivefs",
    "Dropbox": r"dropbox(?: \(.+\))?",
    "Nextcloud": r"nextcloud\d*",
    "ownCloud": r"owncloud\d*",
    "iCloud Drive": r"icloud ?drive|com~apple~clouddocs",
    "MEGA": r"mega|megasync",
    "pCloud": r"pcloud ?drive|pcloud sync",
}
# What a service leaves in the topmost folder that it copies.
_MARKS = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".nextcloudsync.log", ".sync_nextcloud.db"),
    "ownCloud": (".owncloudsync.log",),
    "Syncthing": (".stfolder",),
}
_DATABASES = re.compile(r"\.(?:_sync|sync)_[0-9a-f]+\.db")  # of the Nextcloud and ownCloud clients


def sync_service(path: Path) -> str:
    """The service that copies ``path`` to other computers, "" where none is known to do so. Never raises OSError."""
    place = path.absolute()
    return (
        next((name for name, folder in _told_folders() if _is_inside(place, folder)), "")
        or _MOUNTS.get(kind_of_mount(place), "")
        or _by_marks(place)
        or _by_names(place)
    )


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a path lies in a folder, whatever links lead there and, on Windows, in whatever case it is written."""
    inner, outer = (os.path.normcase(os.path.realpath(one)) for one in (path, folder))
    return inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)


def _told_folders() -> Iterator[tuple[str, Path]]:
    """The folders that services tell of themselves."""
    for variable, name in _VARIABLES.items():
        folder = os.environ.get(variable, "").strip()
        if folder:
            yield name, Path(folder)
    for base in (Path.home(), *_settings_folders()):
        yield from _dropbox(base)
    for base in _settings_folders():
        for name in ("Nextcloud", "ownCloud"):
            yield from ((name, folder) for folder in _folders_of_client(base / name / f"{name.lower()}.cfg"))
    if sys.platform == "win32":
        from gmsc_desktop.platform_files import windows

        for name, told in windows.sync_roots():
            yield name, Path(told)


def _settings_folders() -> list[Path]:
    """Where programs of this person keep their settings."""
    told = [os.environ.get(name, "").strip() for name in ("APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME")]
    return [*(Path(one) for one in told if one), Path.home() / ".config", Path.home() / "Library" / "Preferences"]


def _dropbox(base: Path) -> Iterator[tuple[str, Path]]:
    """``info.json`` names the folder of each account (https://help.dropbox.com/installs/locate-dropbox-folder)."""
    for place in (base / ".dropbox" / "info.json", base / "Dropbox" / "info.json"):
        try:
            loaded = json.loads(place.read_text(encoding="utf-8"))
            yield from (("Dropbox", Path(account["path"])) for account in loaded.values())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _folders_of_client(settings: Path) -> Iterator[Path]:
    """The ``localPath`` of every folder in the settings of the Nextcloud or ownCloud client."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(settings.read_text(encoding="utf-8", errors="replace"))
    except (OSError, configparser.Error):
        return
    for section in parser.sections():
        for key, value in parser.items(section):
            if key.endswith("localpath") and value.strip():
                yield Path(value.strip())


def _by_marks(path: Path) -> str:
    for folder in (path, *path.parents):
        if folder in {Path.home(), Path(folder.anchor)}:
            break
        for name, marks in _MARKS.items():
            if any(os.path.lexists(folder / mark) for mark in marks):
                return name
        if any(_DATABASES.fullmatch(name) for name in _hidden_names(folder)):
            return "Nextcloud"
    return ""


def _hidden_names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.name.startswith(".")]
    except OSError:
        return []


def _by_names(path: Path) -> str:
    for part in path.parts:
        for name, pattern in _NAMES.items():
            if re.fullmatch(pattern, part, re.IGNORECASE):
                return name
    return ""
