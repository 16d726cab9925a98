"""A report on a fault for whoever looks after the program: read by the person first, then saved where she chooses."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import PySide6
from PySide6.QtCore import QSize, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gmsc_desktop import __version__, faults
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import free_bytes, is_network, memory_bytes, system_name, write_atomically
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_size

SIZE = QSize(720, 520)


def report_text(settings: Settings) -> str:
    """The report. What it holds of faults are kinds and places alone, see ``faults``."""
    return faults.report(_facts(settings))


def _facts(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "GMSC Desktop", __version__
    yield _("Dibuat"), datetime.now().astimezone().isoformat(timespec="seconds")
    yield _("Sistem"), system_name()
    yield "Python", sys.version.split()[0]
    yield "Qt", f"{qVersion()}, PySide {PySide6.__version__}, {QGuiApplication.platformName()}"
    yield "SQLite", sqlite3.sqlite_version
    yield _("Gaya"), "qlementine" if theme.is_qlementine() else "fusion"
    yield _("Tampilan"), f"{settings.theme}, {settings.text_percent} %, {settings.language}"
    for screen in QGuiApplication.screens():
        size = screen.size()
        dots = round(screen.logicalDotsPerInch())
        yield _("Layar"), f"{size.width()} × {size.height()}, {screen.devicePixelRatio():g}, {dots} dpi"
    memory = memory_bytes()
    if memory is not None:
        yield _("Memori"), _("{whole}, bebas {free}").format(whole=format_size(memory[0]), free=format_size(memory[1]))
    yield _("Ruang kosong folder data"), _room(data_folder())
    yield _("Ruang kosong folder sementara"), _room(Path(tempfile.gettempdir()))


def _room(folder: Path) -> str:
    try:
        free = format_size(free_bytes(folder))
        return _("{free}, drive jaringan").format(free=free) if is_network(folder) else free
    except OSError as error:
        return f"? ({type(error).__name__})"


class ReportDialog(QDialog):
    """The whole report as it will be saved, read-only; it leaves the program only where a person says so."""

    def __init__(self, parent: QWidget | None, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Laporan masalah – GMSC Desktop"))
        self.resize(SIZE.boundedTo(self.screen().availableSize() - QSize(40, 60)))
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(_("Isi laporan"))
        self.banner = Banner()
        self.save = Button(_("Simpan ke berkas…"), "file-text", self._save, primary=True)
        self.copy = Button(_("Salin"), "copy", self._copy)
        self.close_button = Button(_("Tutup"), on_click=self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(10)
        words = _(
            "Laporan ini memuat versi aplikasi, layar, memori, dan tempat kesalahan, tanpa isi rencana. Bacalah "
            "dahulu, lalu simpan dan serahkan kepada pengelola aplikasi. Tidak ada yang terkirim dengan sendirinya."
        )
        box.addWidget(Label(words, wrap=True))
        box.addWidget(self.text, 1)
        box.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.copy, self.close_button, self.save):
            foot.addWidget(button)
        box.addLayout(foot)
        self.text.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.banner.say(
            "info", _("Isi laporan sudah disalin. Tempelkan di surat atau pesan kepada pengelola aplikasi.")
        )

    def _save(self) -> None:
        name = f"laporan-gmsc-{datetime.now().astimezone():%Y%m%d-%H%M}.txt"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Simpan laporan masalah"), str(Path.home() / name), _("Berkas teks (*.txt)")
        )
        if not chosen:
            return
        target = Path(chosen)
        content = self.text.toPlainText().encode("utf-8")

        def fill(stream: BinaryIO) -> None:
            stream.write(content)

        try:
            write_atomically(target, fill, size=len(content))
        except UserFacingError as error:
            self.banner.say("error", f"{error.sentence} {error.next_step}".strip())
        else:
            told = _("Laporan tersimpan: {name}. Serahkan kepada pengelola aplikasi.")
            self.banner.say("info", told.format(name=target.name))


def show_report(parent: QWidget | None, settings: Settings) -> None:
    """Show the report of now."""
    dialog = ReportDialog(parent, report_text(settings))
    dialog.exec()
    dialog.deleteLater()
