"""The steps of the five kinds of rencana aksi."""

from __future__ import annotations

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.parts import sections
from gmsc_desktop.exports.pdf.grid import Column
from gmsc_desktop.exports.wording import joined, money_text, months_text
from gmsc_desktop.models.figures import total
from gmsc_desktop.models.records import ActionStep, Initiative
from gmsc_desktop.text import _


def write(book: Book) -> None:
    """The chapter."""
    book.chapter(_("Rencana Aksi"))
    sections(book, "rencana-aksi")
    kinds = book.edition.reference.choices("action_kind")
    steps = book.edition.snapshot.all(ActionStep)
    for kind in kinds:
        book.heading(kind.label)
        _table(book, [step for step in steps if step.kind == kind.code], kind.label)
    known = {kind.code for kind in kinds}
    other = [step for step in steps if step.kind not in known]
    if other:
        book.heading(_("Langkah yang jenisnya belum dipilih"))
        _table(book, other, _("Langkah yang jenisnya belum dipilih"))


def _table(book: Book, steps: list[ActionStep], caption: str) -> None:
    figures, snapshot = book.edition.figures, book.edition.snapshot
    grid = book.grid(
        [
            Column(_("Langkah"), 40, bold=True),
            Column(_("Inisiatif"), 42),
            Column(_("OPD"), 22),
            Column(_("Waktu"), 24),
            Column(_("Keluaran dan indikator"), 34),
            Column(_("Anggaran (Rp)"), 25, "right"),
        ]
    )
    for step in steps:
        initiative = snapshot.get(Initiative, step.initiative_id)
        grid.row(
            step.text,
            joined(initiative.code, initiative.title, by=" ") if initiative else "",
            figures.agency_name(step.agency_id, short=True),
            months_text(step.start_month, step.end_month),
            joined(step.output, step.indicator, by="\n"),
            money_text(step.amount),
        )
    whole = total(step.amount for step in steps)
    if whole.amount is not None:
        grid.foot(_("Jumlah"), "", "", "", "", money_text(whole.amount))
    book.table(grid, caption, empty=_("Belum ada langkah pada jenis ini."))
