"""The road map over the years of the plan, and the quick wins of each year."""

from __future__ import annotations

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.parts import horizon_name, initiative_name, sections
from gmsc_desktop.exports.pdf.grid import Cell, Column
from gmsc_desktop.exports.pdf.marks import Timeline, labelled_tile, tile_picture
from gmsc_desktop.exports.pdf.styles import MM
from gmsc_desktop.exports.wording import joined, short_date, years_text
from gmsc_desktop.models.figures import span
from gmsc_desktop.models.records import Initiative, QuickWin
from gmsc_desktop.text import _

_STRIP = 112 * MM


def write(book: Book) -> None:
    """The chapter, on landscape pages."""
    book.chapter(_("Peta Jalan dan Quick Win"), wide=True)
    sections(book, "peta-jalan")
    book.heading(_("Peta jalan"))
    _roadmap(book)
    for year in book.edition.figures.quick_win_years:
        book.heading(_("Quick win {year}").format(year=year))
        _quick_wins(book, year)


def _roadmap(book: Book) -> None:
    figures, years = book.edition.figures, book.edition.snapshot.years
    if not years:
        book.hint(_("Periode rencana belum diisi, sehingga peta jalan belum dapat digambar."))
        return
    line = Timeline(years, _STRIP)
    columns = [Column("", 74, bold=True), Column("", 24), Column("", 20), Column("", 22), Column("", 114.8)]
    labels = (_("Program/inisiatif"), _("OPD"), _("Tahun"), _("Jangka waktu"))
    grid = book.grid(columns, heads=[*labels, line.heading()])
    for dimension in book.edition.reference.dimensions:
        rows = figures.of_dimension(dimension.code)
        if rows:
            grid.band([labelled_tile(dimension)])
        for row in rows:
            grid.row(*_facts(book, row), _bar(book, line, row, dimension.colour))
    if len(grid):
        note = _("Bidang penuh: {ran}. Bidang muda: direncanakan. QW: quick win tahun itu.")
        book.note(note.format(ran=figures.ran_words))
    caption = _("Peta jalan {period}").format(period=book.edition.period)
    book.table(grid, caption, empty=_("Belum ada inisiatif."))


def _facts(book: Book, row: Initiative) -> list[Cell]:
    agency = book.edition.figures.agency_name(row.agency_id, short=True)
    return [initiative_name(row), agency, years_text(row.year_start, row.year_end), horizon_name(book, row)]


def _bar(book: Book, line: Timeline, row: Initiative, colour: str) -> Cell:
    start, end = span(row)
    if start is None or end is None:
        return _("Tahun pelaksanaan belum diisi.") if book.edition.draft else ""
    ran = [year for year in line.years if book.edition.figures.ran(row.id, year)]
    quick = [win.year for win in book.edition.snapshot.where(QuickWin, "initiative_id", row.id)]
    return [line.bar(start, end, colour, ran, quick)]


def _quick_wins(book: Book, year: int) -> None:
    snapshot, reference = book.edition.snapshot, book.edition.reference
    grid = book.grid(
        [
            Column("", 8),
            Column(_("Quick win"), 44, bold=True),
            Column(_("OPD"), 24),
            Column(_("Masalah"), 40),
            Column(_("Penerima manfaat"), 34),
            Column(_("Manfaat: sebelum dan target sesudah"), 42),
            Column(_("Jadwal"), 26),
            Column(_("Status"), 34),
        ]
    )
    for win in snapshot.all(QuickWin):
        initiative = snapshot.get(Initiative, win.initiative_id)
        if win.year != year or initiative is None:
            continue
        dimension = reference.dimension(initiative.dimension)
        grid.row(
            [tile_picture(dimension, 13)] if dimension else "",
            initiative.title,
            book.edition.figures.agency_name(initiative.agency_id, short=True),
            win.problem,
            win.beneficiaries,
            joined(win.benefit_indicator, joined(win.before_text, win.after_text, by=" → "), by="\n"),
            joined(short_date(win.start_on), short_date(win.end_on), by=" – "),
            joined(reference.label("quick_win_status", win.status), win.status_reason, by="\n"),
        )
    book.table(grid, _("Quick win {year}").format(year=year))
    _resources(book, year)


def _resources(book: Book, year: int) -> None:
    snapshot = book.edition.snapshot
    grid = book.grid(
        [Column(_("Quick win"), 60, bold=True), Column(_("Sumber daya"), 95), Column(_("Rencana keberlanjutan"), 95)]
    )
    for win in snapshot.all(QuickWin):
        initiative = snapshot.get(Initiative, win.initiative_id)
        if win.year == year and initiative is not None and (win.resources or win.sustainability):
            grid.row(initiative.title, win.resources, win.sustainability)
    book.table(grid, _("Sumber daya dan keberlanjutan quick win {year}").format(year=year))
