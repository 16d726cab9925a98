"""Evidence opened in another program: asked first, and always a copy."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.attachments.media_types import UNKNOWN, extension_for
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import make_private_folder, write_atomically
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.pages.evidence_words import name_of
from gmsc_desktop.ui.session import Session

FOLDER = "dilihat"  # in the data folder
NAME = "bukti"


def asks_to_open(parent: QWidget, row: Evidence) -> bool:
    """Whether the person wants another program to open it, after reading what that means."""
    if row.url:
        sentence = _("Buka tautan ini di peramban?")
        step = _("{url} – situs itu dapat melihat bahwa Anda membukanya.").format(url=row.url)
    else:
        sentence = _("Buka “{name}” dengan program lain?").format(name=name_of(row))
        step = _(
            "Yang dibuka adalah salinan; perubahan di sana tidak ikut tersimpan. Buka hanya berkas yang Anda kenal."
        )
    box = plain.message(parent, QMessageBox.Icon.Question, sentence, step)
    agree = box.addButton(_("Buka"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Batal"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is agree


def open_outside(parent: QWidget, session: Session, row: Evidence) -> str:
    """Open it after asking; a sentence where that did not work."""
    path = None if row.url else session.evidence_path(row.sha256)
    if not row.url and path is None:
        told = _("Berkas bukti ini tidak ada di komputer ini. Catatannya tetap tersimpan.")
        return f"{told} {_('Tambahkan lagi berkasnya, atau buka salinan kerja yang memuatnya.')}"
    if not asks_to_open(parent, row):
        return ""
    try:
        target = QUrl(row.url) if path is None else QUrl.fromLocalFile(str(copy_of(path, row)))
    except OSError:
        return _("Salinan berkas ini tidak dapat dibuat. Kosongkan ruang di komputer, lalu coba lagi.")
    except UserFacingError as error:
        return f"{error.sentence} {error.next_step}".strip()
    if QDesktopServices.openUrl(target):
        return ""
    told = _("Tidak ada program di komputer ini yang membuka “{name}”. Pasang programnya, atau lihat di komputer lain.")
    return told.format(name=name_of(row))


def copy_of(path: Path, row: Evidence) -> Path:
    """A read-only copy in a folder of ours, under a name that says nothing of anybody: other programs remember names.

    It goes when the program next starts, or sooner where nobody may write into the data folder.
    """
    try:
        extension = extension_for(row.media_type, row.original_name or name_of(row))
    except KeyError:
        extension = extension_for(UNKNOWN, row.original_name or name_of(row))
    target = _fresh_folder() / f"{NAME}.{extension}"

    def fill(stream: BinaryIO) -> None:
        with path.open("rb") as kept:
            shutil.copyfileobj(kept, stream)

    write_atomically(target, fill, verify=lambda copy: copy.chmod(0o400), size=path.stat().st_size)
    return target


def _fresh_folder() -> Path:
    """A new folder below the data folder, of which every start sweeps what ended processes left."""
    try:
        return make_private_folder(data_folder() / FOLDER)
    except OSError:
        return make_private_folder()
