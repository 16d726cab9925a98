"""Identity, foreword, summary, introduction and closing of the book."""

from __future__ import annotations

from functools import partial

from gmsc_desktop.exports import unchecked
from gmsc_desktop.exports.charts import budget_chart, dimension_chart, fitted, money_chart
from gmsc_desktop.exports.flow_chart import flow_chart
from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.parts import facts, section_text, sections
from gmsc_desktop.exports.pdf.grid import Column
from gmsc_desktop.exports.pdf.marks import labelled_tile
from gmsc_desktop.exports.wording import date_text, joined, money_text
from gmsc_desktop.models.records import HeadOfRegion
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, format_number

_TALLEST = 600.0  # points of a picture that has a page for itself, with its title and its finding


def identity(book: Book) -> None:
    """What this book is, of which district, in which state."""
    edition = book.edition
    plan, region, reference = edition.snapshot.plan, edition.snapshot.region, edition.reference
    book.chapter(_("Identitas Dokumen"), numbering="")
    document = edition.figures.document_in_force(edition.year)
    facts(
        book,
        [
            (_("Judul"), edition.title),
            (_("Daerah"), joined(region.name, region.province_name)),
            (_("Kode wilayah"), region.code),
            (_("Ibu kota"), region.capital),
            (_("Luas wilayah"), "" if region.area_km2 is None else f"{format_number(region.area_km2)} km²"),
            (_("Jumlah penduduk"), _population(book)),
            (_("Kepala daerah"), "\n".join(head_text(book, head) for head in edition.snapshot.all(HeadOfRegion))),
            (_("Angkatan GMSC"), str(region.cohort_year or "")),
            (_("Kawasan prioritas"), region.zone),
            (_("Periode rencana"), edition.period),
            (_("Jenis rencana"), reference.label("plan_kind", plan.kind)),
            (_("Alasan rencana terpisah"), plan.kind_reason),
            (_("Asal rencana"), unchecked.origin_told(edition)),
            (_("Dokumen perencanaan"), document.title if document else ""),
            (_("Perangkat daerah penyusun"), joined(region.office_name, region.office_address)),
            (_("Status buku"), reference.label("book_status", plan.status or "draf")),
            (_("Ditetapkan final"), joined(plan.final_by, date_text(plan.final_on))),
            (_("Reviu terakhir"), date_text(plan.reviewed_on)),
            (_("Disiapkan untuk"), edition.purpose_label),
            (_("Tidak diperiksa (rencana lama)"), unchecked.told(edition)),
            (_("Paket acuan"), reference.title),
            (
                _("Revisi"),
                _("{code}, dibuat {date}").format(code=edition.revision_code, date=format_date(edition.made_on)),
            ),
        ],
    )
    if edition.example:
        book.note(_("Buku ini adalah contoh. Isinya bukan dokumen resmi dan tidak dapat dijadikan rujukan."))


def _population(book: Book) -> str:
    region = book.edition.snapshot.region
    if region.population is None:
        return ""
    told = _("{count} jiwa").format(count=format_number(region.population))
    return f"{told} ({region.population_year})" if region.population_year else told


def head_text(book: Book, head: HeadOfRegion) -> str:
    """Name, post and time of a head of region; a definitive post is not marked."""
    reference = book.edition.reference
    kind = "" if head.kind in ("", "definitif") else reference.label("head_kind", head.kind)
    post = joined(kind, reference.label("head_post", head.post), by=" ")
    since = _("sejak {date}").format(date=date_text(head.from_date)) if head.from_date else ""
    until = _("sampai {date}").format(date=date_text(head.to_date)) if head.to_date else ""
    return joined(head.name, post if post != head.name else "", joined(since, until, by=" "))


def foreword(book: Book) -> None:
    """The sections before the contents."""
    for template in book.edition.reference.sections:
        if template.chapter == "pembuka":
            book.chapter(template.label, numbering="")
            book.narrative(section_text(book, template.code))


def summary(book: Book) -> None:
    """The plan at a glance: six rows and two charts."""
    edition, figures = book.edition, book.edition.figures
    book.chapter(_("Ringkasan"), numbering="")
    grid = book.grid(
        [
            Column(_("Dimensi"), 46),
            Column(_("Inisiatif"), 20, "right"),
            Column(_("Terpetakan ke RPJMD"), 26, "right"),
            Column(_("Keterlaksanaan {year}").format(year=edition.year), 40),
            Column(_("Anggaran rencana induk (Rp)"), 36, "right"),
        ]
    )
    for dimension in edition.reference.dimensions:
        code = dimension.code
        rows, mapped = figures.of_dimension(code), figures.mapped(code)
        money = money_text(figures.budget_of(code).amount)
        rate = figures.rate(edition.year, code).sentence
        grid.row([labelled_tile(dimension)], str(len(rows)), f"{mapped.part}/{mapped.whole}", rate, money)
    mapped = figures.mapped()
    grid.foot(
        _("Jumlah"),
        str(len(figures.initiatives)),
        f"{mapped.part}/{mapped.whole}",
        figures.rate(edition.year).sentence,
        money_text(figures.budget_of().amount),
    )
    book.table(grid, _("Enam dimensi dalam angka"))
    known = figures.budget_of().amount is not None
    if figures.told_years:
        book.chart(dimension_chart(edition))
    elif known:
        book.chart(budget_chart(edition))
    if known or figures.told_years:
        book.chart(money_chart(edition))
    if edition.figures.mapped().part:
        book.chart(fitted(partial(flow_chart, edition), book.width, _TALLEST))


def introduction(book: Book) -> None:
    """Background, purpose, legal basis, method, the district."""
    book.chapter(_("Pendahuluan"))
    sections(book, "pendahuluan")


def closing(book: Book) -> None:
    """The closing words."""
    book.chapter(_("Penutup"))
    templates = [template for template in book.edition.reference.sections if template.chapter == "penutup"]
    for template in templates:
        book.narrative(section_text(book, template.code))
