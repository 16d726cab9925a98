"""Pelaksanaan on paper: the list of the year, then what is told of the chosen initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import Facts, Printable, PrintCell, PrintColumn, PrintLine, PrintTable, Section
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.text import _
from gmsc_desktop.ui.printing_parts import filter_words, grid_table, heading_facts
from gmsc_desktop.values import format_rupiah

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.progress import ProgressPage


def progress_printable(page: ProgressPage) -> Printable:
    """The rows that the filter leaves, and the chosen one of them with its entries and benefits."""
    session = page.session
    sections: list[Section] = [_list(page)]
    row = session.snapshot.get(Initiative, page.list.current_id)
    if row is not None:
        name = row.title or _("(inisiatif tanpa nama)")
        title = _("Entri tahun {year}").format(year=page.year)
        entries = grid_table(page.sheet.entries.grid, title, empty=_("Belum ada entri."))
        title, empty = _("Manfaat yang dirasakan masyarakat"), _("Belum ada manfaat yang tercatat.")
        benefits = grid_table(page.sheet.benefits.grid, title, empty=empty)
        sections += [_sums(page, row, name), entries, benefits]
    year = _("Tahun {year}").format(year=page.year)
    facts = heading_facts(session, year, page.facts.said, filter_words(page.filter))
    return Printable("pelaksanaan", _(page.title), facts, sections)


def _list(page: ProgressPage) -> PrintTable:
    pack, figures = page.session.pack, page.session.figures
    heads = [
        PrintColumn(_("Inisiatif"), "name"), PrintColumn(_("Dimensi")), PrintColumn(_("OPD")),
        PrintColumn(_("Fisik"), "percent"), PrintColumn(_("Sampai")), PrintColumn(_("Keadaan")),
    ]  # fmt: skip
    lines = []
    for row in page.list.rows.shown:
        told = [entry for entry in figures.entries(row.id, page.year) if entry.physical_percent is not None]
        texts = (row.name, pack.label("dimension", row.dimension) if row.dimension else "", row.agency)
        last = PrintCell(row.last, told[-1].physical_percent if told else None)
        lines.append(PrintLine([*map(PrintCell, texts), last, PrintCell(row.last_period), PrintCell(row.words)]))
    title = _("Inisiatif tahun {year}").format(year=page.year)
    return PrintTable(title, heads, lines, empty=_("Belum ada inisiatif pada tahun ini."))


def _sums(page: ProgressPage, row: Initiative, name: str) -> Facts:
    figures, pack, year = page.session.figures, page.session.pack, page.year
    told = figures.progress(row.id, year)
    amounts = {
        _("Rencana induk"): figures.plan_amount(row.id, year),
        _("DPA"): told.budget if told else None,
        _("DPPA"): told.revised_budget if told else None,
        _("Realisasi"): figures.spending(row.id, year),
    }
    status = pack.label("progress_status", told.status) if told and told.status else _("belum diisi")
    pairs = [
        (_("OPD"), figures.agency_name(row.agency_id)),
        (_("Status tahun ini"), status),
        (_("Alasan"), told.status_reason if told else ""),
        *((label, format_rupiah(amount)) for label, amount in amounts.items() if amount is not None),
    ]
    return Facts(name, pairs)
