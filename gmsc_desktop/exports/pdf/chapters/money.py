"""What the plan costs, from where the money comes, and what was budgeted and spent."""

from __future__ import annotations

from gmsc_desktop.exports.charts import budget_chart
from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.grid import Column
from gmsc_desktop.exports.wording import money_text, percent_text
from gmsc_desktop.models.figures import Total
from gmsc_desktop.models.records import InitiativeBudget
from gmsc_desktop.text import _


def write(book: Book) -> None:
    """The chapter."""
    book.chapter(_("Pendanaan"))
    book.heading(_("Anggaran per sumber dana"))
    _sources(book)
    book.heading(_("Anggaran per dimensi"))
    _dimensions(book)
    book.heading(_("Pagu dan realisasi"))
    _told(book)


def budget_years(book: Book) -> list[int]:
    """The plan's years and every other year with a budget."""
    years = {row.year for row in book.edition.snapshot.all(InitiativeBudget)}
    return sorted(years.union(book.edition.snapshot.years))


def _sources(book: Book) -> None:
    figures, reference = book.edition.figures, book.edition.reference
    sources = figures.sources()
    columns = [Column(_("Tahun"), 16)]
    columns += [Column(reference.label("funding_source", source), 26, "right") for source in sources]
    grid = book.grid([*columns, Column(_("Jumlah"), 30, "right", bold=True)])
    for year in budget_years(book) if sources else ():
        amounts = [money_text(figures.budget_of("", year, source).amount) for source in sources]
        grid.row(str(year), *amounts, money_text(figures.budget_of("", year).amount))
    if sources:
        totals = [money_text(figures.budget_of("", None, source).amount) for source in sources]
        grid.foot(_("Jumlah"), *totals, money_text(figures.budget_of().amount))
    book.table(grid, _("Anggaran rencana induk per sumber dana (Rp)"), empty=_("Anggaran inisiatif belum diisi."))
    whole = figures.budget_of()
    own = [c.code for c in reference.choices("funding_source") if c.facts.get("local_government")]
    local = sum(figures.budget_of("", None, code).amount or 0 for code in own)
    if whole.amount:
        share = percent_text(round(100 * (whole.amount - local) / whole.amount, 1))
        book.note(_("Di luar APBD kabupaten/kota: {share} dari seluruh anggaran.").format(share=share))


def _dimensions(book: Book) -> None:
    figures, dimensions = book.edition.figures, book.edition.reference.dimensions
    columns = [Column(_("Tahun"), 14)]
    columns += [Column(d.label.removeprefix("Smart "), 24, "right") for d in dimensions]
    grid = book.grid([*columns, Column(_("Jumlah"), 28, "right", bold=True)])
    if figures.budget_of().amount is not None:
        for year in budget_years(book):
            amounts = [money_text(figures.budget_of(d.code, year).amount) for d in dimensions]
            grid.row(str(year), *amounts, money_text(figures.budget_of("", year).amount))
        totals = [money_text(figures.budget_of(d.code).amount) for d in dimensions]
        grid.foot(_("Jumlah"), *totals, money_text(figures.budget_of().amount))
    book.table(grid, _("Anggaran rencana induk per dimensi (Rp)"), empty=_("Anggaran inisiatif belum diisi."))
    if figures.told_years and len(grid):
        book.chart(budget_chart(book.edition))


def _told(book: Book) -> None:
    figures = book.edition.figures
    grid = book.grid(
        [
            Column(_("Tahun"), 14),
            Column(_("Rencana induk"), 36, "right"),
            Column(_("Pagu DPA"), 36, "right"),
            Column(_("Pagu DPPA"), 36, "right"),
            Column(_("Realisasi"), 36, "right"),
        ]
    )
    empty = 0
    for year in figures.told_years:
        money = figures.money(year)
        sums = (money.plan, money.budget, money.revised, money.spending)
        empty += sum(total.empty for total in sums if total.amount is not None)
        grid.row(str(year), *(_with_empty(total) for total in sums))
    if empty:
        book.note(_("Yang belum diisi tidak dihitung nol; jumlah program yang belum diisi disebut di bawah angkanya."))
    caption = _("Rencana, pagu, dan realisasi per tahun (Rp)")
    book.table(grid, caption, empty=_("Pagu dan realisasi belum diisi."))


def _with_empty(whole: Total) -> str:
    if whole.amount is None:
        return ""
    if not whole.empty:
        return money_text(whole.amount)
    empty = _("{count} program belum diisi").format(count=whole.empty)
    return f"{money_text(whole.amount)}\n{empty}"
