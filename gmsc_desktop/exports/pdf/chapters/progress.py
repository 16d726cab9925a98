"""The annex on what was carried out: years, entries, benefits, obstacles and evidence of each initiative."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.parts import initiative_name, year_columns
from gmsc_desktop.exports.pdf.gallery import thumbnails, wishes
from gmsc_desktop.exports.pdf.grid import Cell, Column
from gmsc_desktop.exports.pdf.marks import labelled_tile
from gmsc_desktop.exports.pdf.styles import cell_style
from gmsc_desktop.exports.pixels import Wish
from gmsc_desktop.exports.proof import evidence_title
from gmsc_desktop.exports.wording import date_text, joined, money_text, percent_text, period_text
from gmsc_desktop.models.records import (
    Benefit,
    Initiative,
    InitiativeIndicator,
    ProgressEntry,
    ProgressValue,
    ProgressYear,
)
from gmsc_desktop.text import _
from gmsc_desktop.values import format_number


def write(book: Book) -> None:
    """The annex; without any report it is left out of a final book."""
    book.chapter(_("Pelaksanaan"), numbering="lampiran")
    book.heading(_("Keterlaksanaan per dimensi"))
    _rates(book)
    reported = _reported(book)
    for dimension in book.edition.reference.dimensions:
        book.heading(dimension.label)
        for row in book.edition.figures.of_dimension(dimension.code):
            if row.id in reported:
                book.heading(initiative_name(row), 3)
                _years(book, row)
                _entries(book, row)
                _benefits(book, row)
                _evidence(book, row)


def pictures(book: Book) -> Iterator[Wish]:
    """The small pictures that this annex shows, so that they can be read before it is written."""
    for initiative_id in _reported(book):
        proofs = book.proofs.by_initiative.get(initiative_id, [])
        yield from (wish for _row, wish in wishes(book, [proof.evidence for proof in proofs]))


def _reported(book: Book) -> dict[str, None]:
    """The initiatives of which something was reported, by id."""
    snapshot = book.edition.snapshot
    rows: list[ProgressYear | ProgressEntry | Benefit] = [*snapshot.all(ProgressYear), *snapshot.all(ProgressEntry)]
    return dict.fromkeys(row.initiative_id for row in [*rows, *snapshot.all(Benefit)])


def _rates(book: Book) -> None:
    figures = book.edition.figures
    years = figures.told_years[-4:]
    grid = book.grid([Column(_("Dimensi"), 45), *year_columns(years, 120 / max(len(years), 3))])
    for dimension in book.edition.reference.dimensions if years else ():
        rates = [figures.rate(year, dimension.code).sentence for year in years]
        grid.row([labelled_tile(dimension)], *rates)
    if years:
        grid.foot(_("Jumlah"), *(figures.rate(year).sentence for year in years))
    caption = _("Keterlaksanaan: program yang {ran}, dari yang direncanakan").format(ran=figures.ran_words)
    book.table(grid, caption, empty=_("Pelaksanaan belum dilaporkan."))


def _years(book: Book, row: Initiative) -> None:
    reference, figures = book.edition.reference, book.edition.figures
    grid = book.grid(
        [
            Column(_("Tahun"), 13, bold=True),
            Column(_("Status"), 25),
            Column(_("Target"), 31),
            *(Column(label, 25, "right") for label in (_("Rencana induk (Rp)"), _("Pagu DPA (Rp)"))),
            *(Column(label, 25, "right") for label in (_("Pagu DPPA (Rp)"), _("Realisasi (Rp)"))),
        ]
    )
    for year in sorted(book.edition.snapshot.where(ProgressYear, "initiative_id", row.id), key=lambda told: told.year):
        status = reference.label("progress_status", year.status) if year.status else ""
        if year.status_reason or (year.status_on and reference.fact("progress_status", year.status, "needs_reason")):
            status = joined(status, joined(year.status_reason, date_text(year.status_on)), by="\n")
        sums = (figures.plan_amount(row.id, year.year), year.budget, year.revised_budget, year.spending)
        grid.row(str(year.year), status, year.target_text, *(money_text(amount) for amount in sums))
    book.table(grid)


def _entries(book: Book, row: Initiative) -> None:
    grid = book.grid(
        [
            Column(_("Keadaan per"), 31, bold=True),
            Column(_("Fisik"), 13, "right"),
            Column(_("Realisasi (Rp)"), 26, "right"),
            Column(_("Uraian"), 95),
        ]
    )
    for entry in book.edition.figures.entries(row.id):
        period = period_text(book.edition.reference, entry.period, entry.period_number)
        legacy = _("riwayat, dimasukkan kemudian") if entry.legacy else ""
        when = joined(date_text(entry.as_of), joined(period, str(entry.year or ""), by=" "), legacy, by="\n")
        grid.row(when, percent_text(entry.physical_percent), money_text(entry.spending), _told(book, entry))
    book.table(grid)


def _told(book: Book, entry: ProgressEntry) -> Cell:
    made = list(book.ink.narrative(entry.narrative, cell_style()))
    values = "; ".join(
        _value(book, value) for value in book.edition.snapshot.where(ProgressValue, "entry_id", entry.id)
    )
    for label, text in (
        (_("Nilai indikator"), values),
        (_("Penjelasan"), entry.note),
        (_("Kendala"), entry.obstacle),
        (_("Solusi"), entry.solution),
        (_("Tindak lanjut"), entry.next_step),
        (_("Diperiksa oleh"), entry.verified_by),
    ):
        if text:
            made += book.ink.labelled(label, text, cell_style())
    return made


def _value(book: Book, value: ProgressValue) -> str:
    indicator = book.edition.snapshot.get(InitiativeIndicator, value.indicator_id)
    if indicator is None:
        return value.text
    return _("{indicator} {value}").format(indicator=indicator.text, value=joined(value.text, indicator.unit, by=" "))


def _benefits(book: Book, row: Initiative) -> None:
    grid = book.grid(
        [
            Column(_("Manfaat"), 48),
            Column(_("Penerima"), 42),
            Column(_("Sebelum"), 22, "right"),
            Column(_("Sesudah"), 22, "right"),
            Column(_("Sumber"), 40),
        ]
    )
    for benefit in book.edition.snapshot.where(Benefit, "initiative_id", row.id):
        kind = book.edition.reference.label("benefit_kind", benefit.kind) if benefit.kind else ""
        count = "" if benefit.count is None else joined(format_number(benefit.count), benefit.count_unit, by=" ")
        grid.row(
            [
                *book.ink.cell(benefit.measure or kind, cell_style(bold=True)),
                *book.ink.cell(benefit.note, cell_style()),
            ],
            joined(benefit.who, count, by="\n"),
            joined(benefit.before_text, benefit.unit, by=" ") if benefit.before_text else "",
            joined(benefit.after_text, benefit.unit, by=" ") if benefit.after_text else "",
            joined(benefit.source, date_text(benefit.dated), by="\n"),
        )
    book.table(grid)


def _evidence(book: Book, row: Initiative) -> None:
    proofs = book.proofs.by_initiative.get(row.id, [])
    grid = book.grid(
        [Column(_("No."), 12, "right"), Column(_("Bukti dukung"), 108), Column(_("Halaman atau pasal"), 45)]
    )
    seen: dict[str, None] = {}
    for proof in proofs:
        if proof.evidence.id not in seen:
            grid.row(str(book.proofs.number[proof.evidence.id]), evidence_title(proof.evidence), proof.page)
            seen[proof.evidence.id] = None
    book.table(grid)
    thumbnails(book, [proof.evidence for proof in proofs])
