"""Where things lie: the program's resources, the data folder with the plans, the logs."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

APPLICATION = "GMSC Desktop"
DATA_VARIABLE = "GMSC_DATA"
LANGUAGE_VARIABLE = "GMSC_LANG"
SETTINGS_NAME = "jendela.ini"

_LANGUAGE_LINE = re.compile(r"^bahasa=([a-z]{2})\s*$", re.MULTILINE)


def data_folder() -> Path:
    """The folder of all plans: ``GMSC_DATA`` where it is set, else the application's own folder of this user.

    Absolute, and read anew at each call, so that ``--data`` may set the variable. The folder need not exist yet.
    On Windows it is the local, not the roaming folder: a live database never travels with a profile.
    """
    chosen = os.environ.get(DATA_VARIABLE, "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False, roaming=False)


def plans_folder() -> Path:
    """The folder that holds one folder for each plan, named by the plan's id."""
    return data_folder() / "plans"


def logs_folder() -> Path:
    """The folder of the program's logs: beside the plans where ``GMSC_DATA`` is set, else the system's place."""
    if os.environ.get(DATA_VARIABLE, "").strip():
        return data_folder() / "log"
    from platformdirs import user_log_path

    return user_log_path(APPLICATION, appauthor=False)


def resources_folder() -> Path:
    """The folder of icons, fonts, reference data and templates; it only ever is read.

    A frozen build unpacks it where ``sys._MEIPASS`` says, a wheel carries it inside the package, a checkout beside it.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def resource(name: str) -> Path:
    """A file or folder of the resources by its name with forward slashes: ``resource("reference/2026.1")``."""
    return resources_folder().joinpath(*name.split("/"))


def chosen_language(folder: str = "") -> str:
    """The language of the screen: ``GMSC_LANG`` where it is set, else what was chosen in the window, else ``id``.

    ``folder`` is a data folder that is not the one of ``data_folder``.
    """
    named = os.environ.get(LANGUAGE_VARIABLE, "").strip()[:2].lower()
    if named:
        return named
    try:
        place = Path(folder).expanduser() if folder else data_folder()
        settings = (place / SETTINGS_NAME).read_text(encoding="utf-8", errors="replace")
    except (OSError, RuntimeError):  # none yet, or a folder that this computer does not know
        return "id"
    found = _LANGUAGE_LINE.search(settings)
    return found[1] if found else "id"
