"""From a workbook of SIPD to a list in the data folder, for the window and the command alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.nomenclature import Nomenclature, printable, read_nomenclature
from gmsc_desktop.exchange.sheets import Book, Cell, Sheet
from gmsc_desktop.models.nomenclature.lists import Added, add_list, tidy_name
from gmsc_desktop.platform_files import reading_error
from gmsc_desktop.text import _

Progress = Callable[[int, int], object]

_COPY = re.compile(r"\s*\(\d+\)$")
_SIGNS = re.compile(r"[\s_\-]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A workbook that was read; nothing is kept yet. ``name`` is what the list may be called."""

    source: str
    name: str
    found: Nomenclature


def propose(path: Path, progress: Progress | None = None) -> Proposal:
    """Read a workbook. ``progress`` gets rows done and rows in all, and may raise to cancel."""
    found = read_nomenclature(_open_book(path), progress)
    return Proposal(path.name, tidy_name(found.title) or name_of_file(path.name), found)


def keep(proposal: Proposal, name: str = "") -> Added:
    """Keep what was read as a list. Raises ``UserFacingError``; then the lists are as they were."""
    return add_list(proposal.found.content, name=name or proposal.name, source=proposal.source)


def name_of_file(file_name: str) -> str:
    """A name for people from the name of a file: ``nomenklatur-sipd_2027 (1).xlsx``: Nomenklatur SIPD 2027."""
    words = _SIGNS.sub(" ", _COPY.sub("", Path(printable(file_name)).stem)).strip()
    words = re.sub(r"\bsipd\b", "SIPD", words, flags=re.IGNORECASE)
    return tidy_name(words[:1].upper() + words[1:])


def _open_book(path: Path) -> Book:
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheets = [
                Sheet(sheet.title, {
                    number: {place: Cell(str(value)) for place, value in enumerate(row) if value is not None}
                    for number, row in enumerate(sheet.iter_rows(values_only=True))
                })
                for sheet in workbook.worksheets
            ]  # fmt: skip
        finally:
            workbook.close()
    except OSError as error:
        raise reading_error(error, path) from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, SyntaxError) as error:
        raise UserFacingError(
            _("Berkas “{name}” bukan buku kerja Excel yang utuh.").format(name=path.name),
            _("Unduh lagi buku kerja nomenklatur dari SIPD, lalu impor berkas itu."),
        ) from error
    return Book(path.name, "xlsx", tuple(sheets))
