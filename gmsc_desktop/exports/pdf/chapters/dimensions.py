"""One chapter for each dimension: goal, condition, gap, strategy, sasaran, the list of initiatives and each of them."""

from __future__ import annotations

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.initiative import write_initiative
from gmsc_desktop.exports.pdf.chapters.parts import horizon_name, initiative_name
from gmsc_desktop.exports.pdf.grid import Column
from gmsc_desktop.exports.pdf.styles import styles
from gmsc_desktop.exports.wording import money_text, years_text
from gmsc_desktop.models.records import DimensionPlan, Initiative, SmartObjective
from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _


def write(book: Book) -> None:
    """The six chapters, and one for initiatives whose dimension is not chosen yet."""
    for dimension in book.edition.reference.dimensions:
        _dimension(book, dimension)
    known = {dimension.code for dimension in book.edition.reference.dimensions}
    loose = [row for row in book.edition.figures.initiatives if row.dimension not in known]
    if loose:
        book.chapter(_("Inisiatif tanpa Dimensi"))
        _initiatives(book, loose, _("Inisiatif yang dimensinya belum dipilih"))


def _dimension(book: Book, dimension: Dimension) -> None:
    plan = next(iter(book.edition.snapshot.where(DimensionPlan, "dimension", dimension.code)), None)
    book.chapter(dimension.label, dimension=dimension)
    book.add([book.ink.paragraph(dimension.goal, styles().lead)])
    book.heading(_("Kondisi saat ini"))
    book.narrative(plan.condition if plan else "")
    book.heading(_("Kesenjangan"))
    book.narrative(plan.gap if plan else "")
    book.heading(_("Strategi pembangunan"))
    book.narrative(plan.strategy if plan else "")
    book.heading(_("Sasaran smart city"))
    _objectives(book, dimension)
    book.heading(_("Inisiatif"))
    rows = book.edition.figures.of_dimension(dimension.code)
    _initiatives(book, list(rows), _("Inisiatif {dimension}").format(dimension=dimension.label))


def _objectives(book: Book, dimension: Dimension) -> None:
    grid = book.grid([Column(_("Sub-dimensi"), 42), Column(_("Sasaran"), 75), Column(_("Dasar"), 48)])
    rows = book.edition.snapshot.where(SmartObjective, "dimension", dimension.code)
    order = {sub.code: number for number, sub in enumerate(dimension.subdimensions)}
    for row in sorted(rows, key=lambda row: order.get(row.subdimension, len(order))):
        sub = book.edition.reference.subdimension(row.subdimension)
        grid.row(sub.label if sub else row.subdimension, row.text, row.basis)
    caption = _("Sasaran {dimension} per sub-dimensi").format(dimension=dimension.label)
    book.table(grid, caption, empty=_("Sasaran smart city dimensi ini belum diisi."))


def _initiatives(book: Book, rows: list[Initiative], caption: str) -> None:
    figures = book.edition.figures
    grid = book.grid(
        [
            Column(_("Kode"), 17),
            Column(_("Program/inisiatif"), 54, bold=True),
            Column(_("OPD penanggung jawab"), 32),
            Column(_("Tahun"), 20),
            Column(_("Jangka waktu"), 20),
            Column(_("Anggaran (Rp)"), 27, "right"),
        ]
    )
    for row in rows:
        grid.row(
            row.code,
            row.title,
            figures.agency_name(row.agency_id, short=True),
            years_text(row.year_start, row.year_end),
            horizon_name(book, row),
            money_text(figures.budget(row.id).amount),
        )
    amounts = [figures.budget(row.id).amount for row in rows]
    if any(amount is not None for amount in amounts):
        total = money_text(sum(amount for amount in amounts if amount is not None))
        grid.foot("", _("Jumlah"), "", "", "", total)
    book.table(grid, caption, empty=_("Belum ada inisiatif pada dimensi ini."))
    for row in rows:
        book.heading(initiative_name(row), 3)
        write_initiative(book, row)
