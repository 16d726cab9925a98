"""What this program is: its version, where it keeps things, and the licences of everything that it carries."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gmsc_desktop import __version__
from gmsc_desktop.paths import data_folder, logs_folder, resource
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label

DISTRIBUTION = "gmsc-desktop"
CARRIED = (("Source Sans 3", "fonts/OFL.md"), ("Lucide", "icons/LICENSE.md"))  # what lies in the resources
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Component:
    """Something that is shipped: its name, version, the short name of its licence, and the licence's words."""

    name: str
    version: str
    licence: str
    words: str


def components() -> list[Component]:
    """The interpreter, the packages that the program needs with all that they need, fonts and icons."""
    made = [
        Component("Python", sys.version.split()[0], "PSF-2.0", "https://docs.python.org/3/license.html"),
        Component("SQLite", sqlite3.sqlite_version, _("milik umum"), "https://sqlite.org/copyright.html"),
        Component("Qt", qVersion(), "LGPL-3.0-only", "https://www.qt.io/licensing/open-source-lgpl-obligations"),
    ]
    made += sorted((_component(found) for found in _needed()), key=lambda component: component.name.lower())
    for name, place in CARRIED:
        words = resource(place).read_text(encoding="utf-8")
        made.append(Component(name, "", "OFL-1.1" if "OFL" in place else "ISC", words))
    return made


def _needed() -> Iterator[metadata.Distribution]:
    """The packages that are needed, each once; what is wanted for tests alone is no part of the program."""
    wanted, seen = [DISTRIBUTION], set[str]()
    while wanted:
        name = wanted.pop()
        if name.lower().replace("_", "-") in seen:
            continue
        seen.add(name.lower().replace("_", "-"))
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # of another system, or a part of a frozen build
            continue
        if name != DISTRIBUTION:
            yield found
        for line in found.requires or ():
            match = _NAME.match(line)
            if match is not None and "extra ==" not in line:
                wanted.append(match[0])


def _component(found: metadata.Distribution) -> Component:
    kinds = [line for line in _facts(found, "Classifier") if line.startswith("License")]
    told = "".join(_facts(found, "License"))
    short = "".join(_facts(found, "License-Expression")) or ", ".join(kind.rpartition(" :: ")[2] for kind in kinds)
    short = short or told.partition("\n")[0][:60] or _("lihat teksnya")
    files = [file for file in found.files or () if _LICENCE_FILE.search(str(file))]
    texts = [text for file in files if (text := _text_of(Path(str(file.locate()))))]
    return Component(found.metadata["Name"], found.version, short, "\n\n".join(texts) or told or short)


def _facts(found: metadata.Distribution, name: str) -> list[str]:
    return [str(value) for value in found.metadata.get_all(name) or ()]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


class AboutDialog(QDialog):
    """Version, folders with a way to them, licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Tentang GMSC Desktop"))
        self.resize(720, 500)
        self.components = components()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Yang dibawa aplikasi ini"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([f"{row.name} {row.version} · {row.licence}" for row in self.components])
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("Teks lisensi"))
        self.list.currentRowChanged.connect(lambda row: self.words.setPlainText(self.components[row].words))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(10)
        box.addWidget(Label(_("GMSC Desktop {version}").format(version=__version__), 20, theme.SEMIBOLD))
        told = _("Rencana induk smart city tanpa jaringan. Semua isi tersimpan di komputer ini.")
        box.addWidget(Label(told, tone="muted", wrap=True))
        box.addLayout(self._folders())
        box.addWidget(Label(_("Yang dibawa aplikasi ini, dengan lisensinya"), 14, theme.SEMIBOLD))
        sides = QHBoxLayout()
        sides.addWidget(self.list, 2)
        sides.addWidget(self.words, 3)
        box.addLayout(sides, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(_("Tutup"), on_click=self.accept))
        box.addLayout(foot)
        self.list.setCurrentRow(0)

    def _folders(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        places = ((_("Folder data"), data_folder()), (_("Folder catatan"), logs_folder()))
        for row, (name, folder) in enumerate(places):
            grid.addWidget(Label(name, 13, tone="muted"), row, 0)
            grid.addWidget(ElidedLabel(str(folder)), row, 1)
            button = Button(_("Buka folder"), "folder-open", partial(_open, folder))
            button.setAccessibleName(_("Buka folder: {name}").format(name=name))
            grid.addWidget(button, row, 2)
        return grid


def _open(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
