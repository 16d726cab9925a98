"""A plan whose file cannot be trusted: nothing in its folder is touched; its files go as they lie to whoever helps."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.cards import CARD_NAME
from gmsc_desktop.models.document_file import FILE_NAME, nobody_here
from gmsc_desktop.models.document_look import PARTS
from gmsc_desktop.platform_files import reading_error, write_atomically
from gmsc_desktop.text import _

SUFFIX = ".zip"
_BLOCK = 1024 * 1024


def copy_damaged(folder: Path, target: Path, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Put the plan's file with its journal, mark and card, bit for bit, into a ZIP at ``target``, whole or not at all.

    ``progress`` gets bytes done and in all, and may raise. Raises ``UserFacingError``.
    """
    with nobody_here(folder):
        parts = [path for part in PARTS if (path := folder / f"{FILE_NAME}{part}").is_file()]
        parts += [path for path in (folder / CARD_NAME,) if path.is_file()]
        if not parts:
            raise UserFacingError(_("Berkas rencana ini tidak ada lagi."), _("Pulihkan rencana dari cadangannya."))
        whole = sum(path.stat().st_size for path in parts)

        def fill(stream: BinaryIO) -> None:
            done = 0
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                for path in parts:
                    with _opened(path) as source, archive.open(path.name, "w", force_zip64=True) as into:
                        while block := source.read(_BLOCK):
                            into.write(block)
                            done += len(block)
                            progress(done, whole)

        write_atomically(target, fill, size=whole)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise reading_error(error, path) from error
