"""A snapshot of the plan in, a file out: every output has one line here, so that menu and command line follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from gmsc_desktop.exports.context import Cancelled, Edition
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

__all__ = ["OUTPUTS", "Cancelled", "Edition", "Output"]


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of file. ``function`` fills a stream; the caller sees to it that the file is whole or absent."""

    code: str
    label_text: str
    suffix: str
    function: Callable[[Edition, BinaryIO], None]

    @property
    def label(self) -> str:
        """What a person chooses."""
        return _(self.label_text)

    def file_name(self, edition: Edition) -> str:
        """A name that tells district, kind and revision, also after it was copied elsewhere."""
        from gmsc_desktop.platform_files import safe_file_name

        region = edition.snapshot.region
        parts = [self.code, region.code, region.name, edition.revision_code, "CONTOH" if edition.example else ""]
        return safe_file_name("_".join(part.replace(" ", "-") for part in parts if part)) + self.suffix


def _pdf(edition: Edition, stream: BinaryIO) -> None:
    from gmsc_desktop.exports.pdf import write_pdf

    write_pdf(edition, stream)


def _xlsx(edition: Edition, stream: BinaryIO) -> None:
    from gmsc_desktop.exports.xlsx import write_xlsx

    write_xlsx(edition, stream)


def _tables(edition: Edition, stream: BinaryIO) -> None:
    from gmsc_desktop.exports.tables import write_tables

    write_tables(edition, stream)


OUTPUTS: tuple[Output, ...] = (
    Output("rencana-induk", m("Rencana induk, siap cetak (PDF)"), ".pdf", _pdf),
    Output("buku-kerja", m("Buku kerja seluruh tabel (Excel)"), ".xlsx", _xlsx),
    Output("tabel", m("Tabel untuk pengolah data (CSV dalam ZIP)"), ".zip", _tables),
)
