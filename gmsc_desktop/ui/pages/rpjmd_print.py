"""RPJMD on paper: the tree as it is shown with the targets of its indicators, and the ceilings of its programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import Printable, PrintCell, PrintColumn, PrintLine, PrintTable
from gmsc_desktop.models.records import Agency, Ceiling, Indicator, Programme, ProgrammeAgency, Target
from gmsc_desktop.text import _, source_of
from gmsc_desktop.ui.pages.rpjmd_indicators import OWNER_COLUMNS
from gmsc_desktop.ui.pages.rpjmd_ladder import DOCUMENT, Node, nodes_of
from gmsc_desktop.ui.printing_parts import filter_words, heading_facts
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_number, format_rupiah

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.rpjmd import RpjmdPage


def rpjmd_printable(page: RpjmdPage) -> Printable:
    """The document that is shown, with the rows that the filter leaves."""
    session, years = page.session, page.years
    shown = page.tree.shown()
    document = page.shown_document()
    if document is None:
        table = PrintTable(
            _("Dokumen"), [PrintColumn(_("Dokumen"), "name")], (), empty=_("Belum ada dokumen perencanaan.")
        )
        return Printable("rpjmd", _(page.title), heading_facts(session), (table,))
    nodes = list(nodes_of(session.snapshot, document, session.pack))
    counts, narrowed = page.facts_of(document, nodes, years), filter_words(page.filter)
    facts = heading_facts(session, page.document_words(document), counts, narrowed)
    programmes = [row for node, _depth in shown if (row := session.snapshot.get(Programme, node.id)) is not None]
    sections = (_tree(session, shown, years), _ceilings(session, programmes, years))
    return Printable("rpjmd", _(page.title), facts, sections)


def _tree(session: Session, shown: list[tuple[Node, int]], years: tuple[int, ...]) -> PrintTable:
    heads = [PrintColumn(_("Misi, tujuan, sasaran, program, dan indikatornya"), "name"), PrintColumn(_("Satuan"))]
    heads += [PrintColumn(_("Kondisi awal"), "number"), *(PrintColumn(str(year), "number") for year in years)]
    heads.append(PrintColumn(_("Kondisi akhir"), "number"))
    lines = []
    for node, depth in shown:
        if node.table == DOCUMENT:
            continue
        note = f" ({source_of(node.note)})" if node.note else ""
        name = PrintCell(f"{node.kind}: {node.text}{note}")
        lines.append(PrintLine([name, *[PrintCell()] * (len(heads) - 1)], depth - 1, strong=True))
        column = OWNER_COLUMNS.get(node.table)
        found = session.snapshot.where(Indicator, column, node.id) if column else ()
        lines += [PrintLine(_indicator(session, row, years), depth) for row in found]
    return PrintTable(_("Misi sampai program dengan target"), heads, lines, empty=_("Dokumen ini belum berisi."))


def _indicator(session: Session, row: Indicator, years: tuple[int, ...]) -> list[PrintCell]:
    targets = {target.year: target for target in session.snapshot.where(Target, "indicator_id", row.id)}
    cells = [PrintCell(row.text), PrintCell(row.unit), PrintCell(row.baseline_text, row.baseline_number)]
    for year in years:
        target = targets.get(year)
        cells.append(PrintCell(target.text, target.number) if target is not None else PrintCell())
    return [*cells, PrintCell(row.end_text, row.end_number)]


def _ceilings(session: Session, programmes: list[Programme], years: tuple[int, ...]) -> PrintTable:
    snapshot = session.snapshot
    heads = [PrintColumn(_("Kode")), PrintColumn(_("Program"), "name"), PrintColumn(_("OPD"))]
    heads += [PrintColumn(_("{year} (Rp)").format(year=year), "money") for year in years]
    lines, sums = [], dict.fromkeys(years, 0)
    for row in programmes:
        links = snapshot.where(ProgrammeAgency, "programme_id", row.id)
        offices = [office for link in links if (office := snapshot.get(Agency, link.agency_id)) is not None]
        amounts = {ceiling.year: ceiling.amount for ceiling in snapshot.where(Ceiling, "programme_id", row.id)}
        names = ", ".join(office.short_name or office.name for office in offices)
        cells = [PrintCell(row.code), PrintCell(row.name), PrintCell(names)]
        for year in years:
            amount = amounts.get(year)
            cells.append(PrintCell("" if amount is None else format_number(amount), amount))
            sums[year] += amount or 0
        lines.append(PrintLine(cells))
    total = [PrintCell(_("Jumlah")), PrintCell(), PrintCell()]
    total += [PrintCell(format_rupiah(sums[year]).removeprefix("Rp"), sums[year]) for year in years]
    title, empty = _("Pagu indikatif program"), _("Belum ada program pada dokumen ini.")
    return PrintTable(title, heads, lines, total if lines else (), empty=empty)
