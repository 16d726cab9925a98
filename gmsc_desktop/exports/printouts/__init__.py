"""What a page of the window shows, as paper and as a spreadsheet: the page tells a ``Printable``, these write it."""

from __future__ import annotations

from typing import BinaryIO

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.printouts.paper import PAPERS, Layout, Paper
from gmsc_desktop.exports.printouts.printable import (
    ChartSection,
    ColumnKind,
    Facts,
    Mark,
    Printable,
    PrintCell,
    PrintColumn,
    PrintLine,
    PrintTable,
    Prose,
    Section,
)
from gmsc_desktop.text import in_source_language

__all__ = [
    "PAPERS",
    "ChartSection",
    "ColumnKind",
    "Facts",
    "Layout",
    "Mark",
    "Paper",
    "PrintCell",
    "PrintColumn",
    "PrintLine",
    "PrintTable",
    "Printable",
    "Prose",
    "Section",
    "file_name",
    "write_print_pdf",
    "write_print_xlsx",
]


@in_source_language
def write_print_pdf(edition: Edition, printable: Printable, layout: Layout, stream: BinaryIO) -> None:
    """Write what a page shows as a PDF to print. Raises ``Cancelled``."""
    from gmsc_desktop.exports.printouts.pdf import write

    write(edition, printable, layout, stream)


@in_source_language
def write_print_xlsx(edition: Edition, printable: Printable, stream: BinaryIO) -> None:
    """Write what a page shows as a workbook, each table on its sheet. Raises ``Cancelled``."""
    from gmsc_desktop.exports.printouts.xlsx import write

    write(edition, printable, stream)


def file_name(edition: Edition, printable: Printable, suffix: str) -> str:
    """A name that tells page, district and revision, also after it was copied elsewhere."""
    from gmsc_desktop.platform_files import safe_file_name

    region = edition.snapshot.region
    example = "CONTOH" if edition.example else ""
    parts = [printable.code, region.code, region.name, edition.revision_code, example]
    return safe_file_name("_".join(part.replace(" ", "-") for part in parts if part)) + suffix
