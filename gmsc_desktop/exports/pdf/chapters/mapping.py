"""The mapping of the planning document's sasaran to the six dimensions, and of the initiatives to its indicators."""

from __future__ import annotations

from reportlab.platypus import Flowable

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.initiative import mapping_texts
from gmsc_desktop.exports.pdf.chapters.parts import initiative_name
from gmsc_desktop.exports.pdf.chapters.planning import documents_of_plan
from gmsc_desktop.exports.pdf.grid import Cell, Column, Grid
from gmsc_desktop.exports.pdf.marks import mapping_mark, tile_picture
from gmsc_desktop.exports.pdf.styles import style
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.models.records import Goal, Mission, Objective, PlanningDocument
from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _


def write(book: Book) -> None:
    """The chapter, on landscape pages."""
    book.chapter(_("Pemetaan ke Dokumen Perencanaan"), wide=True)
    for document in documents_of_plan(book):
        book.heading(document.title or book.edition.reference.label("planning_kind", document.kind))
        _matrix(book, document)
    book.heading(_("Keterkaitan setiap inisiatif"))
    _initiatives(book)


def _matrix(book: Book, document: PlanningDocument) -> None:
    dimensions = book.edition.reference.dimensions
    columns = [Column(_("Sasaran"), 88), *(Column("", 18, "center") for _dimension in dimensions)]
    heads: list[Cell] = [_("Sasaran"), *(_head(book, dimension) for dimension in dimensions), _("Tidak terkait")]
    grid = book.grid([*columns, Column("", 50)], heads=heads)
    goals = {row.id: row for row in book.edition.snapshot.where(Goal, "document_id", document.id)}
    band = ""
    for objective in book.edition.snapshot.where(Objective, "document_id", document.id):
        title = _band(book, goals.get(objective.goal_id))
        if title != band:
            grid.band(title or _("Sasaran lain"))
            band = title
        grid.row(joined(objective.code, objective.text, by="  "), *_marks(book, objective), _unrelated(book, objective))
    if len(grid):
        book.note(_("Bidang penuh: langsung. Bidang bergaris: pendukung. Angka: jumlah inisiatif yang mendukung."))
    caption = _("Pemetaan sasaran {title} ke enam dimensi").format(title=document.title)
    book.table(grid, caption, empty=_("Sasaran dokumen ini belum dimasukkan."))


def _head(book: Book, dimension: Dimension) -> list[Flowable]:
    look = style("matrix-head", 7, 9, font=fonts.SEMIBOLD, ink=palette.MUTED, align="center")
    name = book.ink.paragraph(dimension.label.removeprefix("Smart "), look)
    return [tile_picture(dimension, 15, align="center"), name]


def _band(book: Book, goal: Goal | None) -> str:
    """The misi and the tujuan over the sasaran."""
    if goal is None:
        return ""
    mission = book.edition.snapshot.get(Mission, goal.mission_id)
    return joined(mission.text if mission else "", goal.text, by=" › ")


def _marks(book: Book, objective: Objective) -> list[Cell]:
    strengths = book.edition.figures.strengths(objective.id)
    cells: list[Cell] = []
    for dimension in book.edition.reference.dimensions:
        if dimension.code in strengths:
            count = len(book.edition.figures.serving(objective.id, dimension.code))
            cells.append([mapping_mark(dimension, strengths[dimension.code], count)])
        else:
            cells.append("")
    return cells


def _unrelated(book: Book, objective: Objective) -> Cell:
    if objective.unrelated:
        return joined("✓", objective.unrelated_reason, by=" ")
    if book.edition.figures.strengths(objective.id) or not book.edition.draft:
        return ""
    warning = style("unmapped", 8.5, 11, font=fonts.ITALIC, ink=palette.WARN)
    return book.ink.cell(_("Belum dipetakan"), warning)


def _initiatives(book: Book) -> None:
    grid: Grid = book.grid(
        [Column(_("Inisiatif"), 80, bold=True), Column(_("Indikator dan program"), 110), Column(_("Di luar RPJMD"), 60)]
    )
    for dimension in book.edition.reference.dimensions:
        rows = book.edition.figures.of_dimension(dimension.code)
        if rows:
            grid.band(dimension.label)
        for row in rows:
            grid.row(initiative_name(row), "\n".join(mapping_texts(book, row)), row.outside_reason)
    book.table(grid, _("Keterkaitan inisiatif dengan dokumen perencanaan"), empty=_("Belum ada inisiatif."))
