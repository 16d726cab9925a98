"""A report on a fault for whoever looks after the program: versions, screen and log, and no word of any plan."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gmsc_desktop import __version__
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import logs_folder
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.settings import Settings

LOGS = ("gmsc.log", "gmsc-fatal.log")
LAST_BYTES = 200_000  # of each log


def report_text(settings: Settings) -> str:
    """The report. The logs hold kinds and places of faults alone, see ``crash.where``."""
    parts = ["\n".join(f"{name}: {value}" for name, value in _facts(settings))]
    for name in LOGS:
        parts.append(f"== {name} ==\n{_end_of(logs_folder() / name)}")
    return "\n\n".join(parts) + "\n"


def _facts(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "GMSC Desktop", __version__
    yield _("Sistem"), f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "Python", sys.version.split()[0]
    yield "Qt", f"{qVersion()}, {QGuiApplication.platformName()}"
    yield _("Gaya"), "qlementine" if theme.is_qlementine() else "fusion"
    yield _("Tampilan"), f"{settings.theme}, {settings.text_percent} %, {settings.language}"
    for screen in QGuiApplication.screens():
        size = screen.size()
        yield _("Layar"), f"{size.width()} × {size.height()}, {screen.devicePixelRatio():g}"
    yield _("Dibuat"), datetime.now().astimezone().isoformat(timespec="seconds")


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LAST_BYTES))
            found = file.read().decode("utf-8", "replace").strip()
    except OSError:
        found = ""
    home = str(Path.home())
    return found.replace(home, "~") if found else "-"


def save_report(parent: QWidget, settings: Settings) -> None:
    """Ask where, write the report, and say what it holds."""
    name = f"laporan-gmsc-{datetime.now().astimezone():%Y%m%d-%H%M}.txt"
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Simpan laporan masalah"), str(Path.home() / name), _("Berkas teks (*.txt)")
    )
    if not chosen:
        return
    target = Path(chosen)
    text = report_text(settings).encode("utf-8")

    def fill(stream: BinaryIO) -> None:
        stream.write(text)

    try:
        write_atomically(target, fill)
    except UserFacingError as error:
        _say(parent, QMessageBox.Icon.Warning, error.sentence, error.next_step)
        return
    _say(
        parent,
        QMessageBox.Icon.Information,
        _("Laporan tersimpan: {name}.").format(name=target.name),
        _("Isinya versi aplikasi, layar, dan catatan kesalahan, tanpa isi rencana. Serahkan kepada pengelolanya."),
    )


def _say(parent: QWidget, icon: QMessageBox.Icon, sentence: str, step: str) -> None:
    box = plain.message(parent, icon, sentence, step)
    box.addButton(_("Tutup"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
