"""Reads a file of a stranger into a book: this side asks, a child process behind its fence reads."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange import book_json, limits
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.sheets import Book
from gmsc_desktop.text import _
from gmsc_desktop.worker.parent import Cancel, call

JOB = "read-book"
_LONGEST = 15 * limits.MEGABYTE  # of what the child hands over; the parent takes no more than 16

_READERS = {
    "csv": "gmsc_desktop.exchange.delimited:read_csv",
    "docx": "gmsc_desktop.exchange.docx:read_docx",
    "html": "gmsc_desktop.exchange.html_tables:read_html",
    "ods": "gmsc_desktop.exchange.ods:read_ods",
    "xls": "gmsc_desktop.exchange.xls:read_xls",
    "xlsx": "gmsc_desktop.exchange.xlsx:read_xlsx",
    "xml": "gmsc_desktop.exchange.spreadsheet_xml:read_spreadsheet_xml",
}


def read_book(path: Path, only: str = "", cancel: Cancel | None = None) -> Book:
    """What a workbook or document holds; ``only`` names one sheet. Raises ``UserFacingError``."""
    name = path.name
    if not path.is_file():
        raise UserFacingError(
            _("Berkas “{name}” tidak ditemukan.").format(name=name), _("Periksa nama dan foldernya, lalu coba lagi.")
        )
    told = call(
        JOB,
        {"name": name, "only": only},
        seconds=limits.SECONDS,
        memory_bytes=limits.MEMORY_BYTES,
        files={"book": path},
        cancel=cancel,
        subject=_("berkas “{name}”").format(name=name),
    )
    try:
        return book_json.from_json(told, name)
    except ValueError as error:
        raise FileRefused("broken", name=name) from error


def read_book_job(folder: Path, request: dict[str, object]) -> dict[str, object]:
    """In the child: the book as JSON."""
    files = cast(dict[str, str], request["files"])
    book = read_here(Path(files["book"]), str(request["name"]), str(request["only"]))
    made = book_json.to_json(book)
    if len(json.dumps(made, ensure_ascii=False).encode("utf-8", "replace")) > _LONGEST:
        raise FileRefused("many-letters", name=book.name)
    return made


def read_here(path: Path, name: str, only: str = "") -> Book:
    """What a file holds, read in this process: for the child, and for tests of our own files."""
    from gmsc_desktop.exchange.file_form import form_of

    try:
        form = form_of(path, name)
        module, _colon, function = _READERS[form].partition(":")
        reader = cast(Callable[[Path, str, str], Book], getattr(importlib.import_module(module), function))
        return reader(path, name, only)
    except OSError as error:
        raise FileRefused("broken", name=name) from error
