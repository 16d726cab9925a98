"""The annex that lists the original documents, every piece of evidence, and what it proves."""

from __future__ import annotations

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.grid import Column
from gmsc_desktop.exports.pdf.styles import cell_style
from gmsc_desktop.exports.proof import evidence_file, evidence_title, files_of
from gmsc_desktop.exports.wording import date_text, joined
from gmsc_desktop.models.records import Evidence, OriginalDocument
from gmsc_desktop.text import _


def write(book: Book) -> None:
    """The annex."""
    edition = book.edition
    book.chapter(_("Bukti Dukung"), numbering="lampiran", wide=True)
    _originals(book)
    grid = book.grid(
        [
            Column(_("No."), 10, "right"),
            Column(_("Bukti dukung"), 62),
            Column(_("Jenis"), 22),
            Column(_("Tanggal"), 26),
            Column(_("Nama berkas asli atau tautan"), 62),
            Column(_("Membuktikan"), 70),
        ]
    )
    bold, plain = cell_style(bold=True), cell_style()
    for row in edition.snapshot.all(Evidence):
        proofs = book.proofs.by_evidence.get(row.id, [])
        proven = [joined(joined(proof.subject, proof.name, by=": "), proof.page) for proof in proofs]
        grid.row(
            str(book.proofs.number[row.id]),
            [*book.ink.cell(evidence_title(row), bold), *book.ink.cell(joined(row.number, row.note, by="\n"), plain)],
            edition.reference.label("evidence_kind", row.kind) if row.kind else "",
            date_text(row.dated),
            joined(evidence_file(row), _state(book, row), by="\n"),
            "\n".join(proven) or (_("Belum ditautkan.") if edition.draft else ""),
        )
    book.table(grid, _("Daftar bukti dukung"), empty=_("Belum ada bukti dukung."))


def _originals(book: Book) -> None:
    """The books, regulations and decrees that were taken in as they were signed, where there are any."""
    edition = book.edition
    rows = edition.snapshot.all(OriginalDocument)
    if not rows:
        return
    grid = book.grid(
        [
            Column(_("Jenis"), 34),
            Column(_("Judul"), 82, bold=True),
            Column(_("Nomor dan tanggal"), 46),
            Column(_("Nama berkas asli atau tautan"), 74),
            Column(_("Catatan"), 42),
        ]
    )
    for row in rows:
        files = [evidence_file(file) for file in files_of(edition.snapshot, row.id)]
        grid.row(
            edition.reference.label("original_kind", row.kind),
            row.title,
            joined(row.number, date_text(row.dated), by="\n"),
            "\n".join(files) or (_("Berkas belum ada.") if edition.draft else ""),
            row.note,
        )
    book.table(grid, _("Dokumen asli"), empty="")


def _state(book: Book, row: Evidence) -> str:
    """What is wrong with a file, if anything is."""
    return "" if row.state in ("", "utuh") else book.edition.reference.label("evidence_state", row.state)
