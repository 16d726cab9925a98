"""Pemetaan on paper: the matrix as it is shown; its marks differ in form, so that a grey copy keeps them apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import (
    ChartSection,
    Mark,
    Printable,
    PrintCell,
    PrintColumn,
    PrintLine,
    PrintTable,
)
from gmsc_desktop.models.gaps import CeilingLine
from gmsc_desktop.text import _, source_of
from gmsc_desktop.ui.pages.mapping_rows import SUPPORT, CellMark, MapRow, document_of
from gmsc_desktop.ui.pages.rpjmd_ladder import document_name
from gmsc_desktop.ui.printing_parts import filter_words, grid_table, heading_facts
from gmsc_desktop.values import format_rupiah

if TYPE_CHECKING:
    from gmsc_desktop.exports.charts import Chart
    from gmsc_desktop.exports.context import Edition
    from gmsc_desktop.ui.pages.mapping import MappingPage
    from gmsc_desktop.ui.pages.mapping_detail import DetailView
    from gmsc_desktop.ui.pages.mapping_views import CeilingsView, FlowView, GapsView

_LEVELS = {"objective": 0, "indicator": 1, "programme": 1}


def mapping_printable(page: MappingPage) -> Printable:
    """The rows that filter and kinds leave, under their misi."""
    session, dimensions = page.session, page.session.pack.dimensions
    document = document_of(session)
    name = document_name(document, session.pack) if document is not None else ""
    heads = [PrintColumn(_("Kode")), PrintColumn(_("Sasaran, indikator, program"), "name")]
    heads += [PrintColumn(dimension.label.replace(" ", "\n", 1)) for dimension in dimensions]
    heads.append(PrintColumn(_("Tidak terkait")))
    lines, group = [], ""
    for row in page.grid.rows.shown:
        if row.kind == "mission":
            kind = source_of(row.code)
            group = f"{kind}: {row.text}" if row.text else kind
            continue
        marks = [_mark(row.marks.get(dimension.code), dimension.code) for dimension in dimensions]
        cells = [PrintCell(row.code), PrintCell(_name(row)), *marks, PrintCell(_unrelated(row))]
        lines.append(PrintLine(cells, _LEVELS[row.kind], strong=row.kind == "objective", group=group))
    note = _("Penuh: langsung. Bergaris: pendukung. Angka: banyaknya inisiatif yang melayani; dalam kurung: "
             "ada inisiatif, tetapi sasarannya belum ditandai.")  # fmt: skip
    waiting = _("Hanya yang belum dipetakan") if page.waiting.isChecked() else ""
    table = PrintTable(
        _("Matriks"), heads, lines, group_title=_("Misi"), note=note,
        empty=_("Belum ada sasaran RPJMD yang dapat dipetakan."),
    )  # fmt: skip
    facts = heading_facts(session, name, page.facts.said, filter_words(page.filter, page.kinds), waiting)
    return Printable("pemetaan", _(page.title), facts, (table,))


def gaps_printable(view: GapsView) -> Printable:
    """The gaps that the filter leaves in their groups, then every ceiling against its budgets."""
    session, report = view.session, view.report
    assert report is not None
    heads = [
        PrintColumn(_("Kode")), PrintColumn(_("Yang belum berpasangan"), "name"), PrintColumn(_("Pertanyaan penelaah")),
        PrintColumn(_("Jawaban rencana")),
    ]  # fmt: skip
    lines, group = [], ""
    for row in view.list.rows.shown:
        if row.gap is None:
            group = row.heading
            continue
        gap = row.gap
        told = f"{gap.name} ({gap.year})" if gap.year is not None else gap.name
        cells = [PrintCell(gap.code), PrintCell(told), PrintCell(gap.question), PrintCell(gap.reason)]
        lines.append(PrintLine(cells, group=group))
    table = PrintTable(
        _("Kesenjangan"), heads, lines, group_title=_("Golongan"), empty=_("Tidak ada kesenjangan yang ditemukan.")
    )
    open_only = _("Hanya yang terbuka") if view.open_only.isChecked() else ""
    document = document_name(report.document, session.pack) if report.document is not None else ""
    facts = heading_facts(session, document, report.sentence, filter_words(view.filter), open_only)
    return Printable("kesenjangan", _("Kesenjangan RPJMD dan inisiatif"), facts, (table, _ceilings(report.ceilings)))


def _ceilings(lines: Sequence[CeilingLine]) -> PrintTable:
    heads = [
        PrintColumn(_("Kode")), PrintColumn(_("Program"), "name"), PrintColumn(_("Tahun"), "year"),
        PrintColumn(_("Pagu (Rp)"), "money"), PrintColumn(_("Anggaran APBD (Rp)"), "money"),
        PrintColumn(_("Di atas pagu (Rp)"), "money"),
    ]  # fmt: skip
    rows = [
        PrintLine(
            [
                PrintCell(line.programme.code), PrintCell(line.programme.name), PrintCell(str(line.year), line.year),
                *(_money(amount) for amount in (line.ceiling, line.mapped, line.above or None)),
            ],
            strong=bool(line.above),
        )
        for line in lines
    ]  # fmt: skip
    note = _("Anggaran APBD kabupaten/kota dari inisiatif yang dipetakan ke program. Inisiatif yang dipetakan ke "
             "beberapa program baru dihitung di atas pagu bila program lainnya tidak cukup menampungnya.")  # fmt: skip
    empty = _("Belum ada anggaran inisiatif yang dapat dibandingkan dengan pagu.")
    return PrintTable(_("Pagu program dan anggaran inisiatif"), heads, rows, note=note, empty=empty)


def _money(amount: int | None) -> PrintCell:
    return PrintCell() if amount is None else PrintCell(format_rupiah(amount).removeprefix("Rp"), amount)


def detail_printable(view: DetailView) -> Printable:
    """Every mapping of the targets and initiatives that the filters leave, sasaran by sasaran."""
    session, group, lines = view.session, "", []
    initiatives = [row for row in view.initiatives.rows.shown if row.choosable]
    for target in view.targets.rows.shown:
        if not target.choosable:
            group = target.name
            continue
        for initiative in initiatives:
            table, record_id, strength = view.pairs.get((initiative.id, target.id), ("", "", ""))
            if not table:
                continue
            record = session.record(table, record_id)
            texts = (
                target.name, initiative.name, session.pack.label("strength", strength),
                str(getattr(record, "reason", "")), str(getattr(record, "page", "")),
            )  # fmt: skip
            lines.append(PrintLine([PrintCell(text) for text in texts], group=group))
    heads = [
        PrintColumn(_("Indikator atau program"), "name"), PrintColumn(_("Inisiatif")), PrintColumn(_("Kekuatan")),
        PrintColumn(_("Alasan")), PrintColumn(_("Halaman RPJMD")),
    ]  # fmt: skip
    title = _("Pemetaan rinci inisiatif ke RPJMD")
    table_ = PrintTable(title, heads, lines, group_title=_("Sasaran"), empty=_("Belum ada inisiatif yang dipetakan."))
    facts = heading_facts(session, view.facts, filter_words(view.filter), filter_words(view.filter_targets))
    return Printable("pemetaan-rinci", title, facts, (table_,))


def ceilings_printable(view: CeilingsView) -> Printable:
    """The rows that the filter leaves."""
    title = _("Pagu program dan anggaran inisiatif")
    empty = _("Belum ada anggaran inisiatif yang dapat dibandingkan dengan pagu.")
    above = _("Hanya yang melebihi pagu") if view.above_only.isChecked() else ""
    facts = heading_facts(view.session, view.facts, filter_words(view.filter), above)
    return Printable("pagu-dan-anggaran", title, facts, (grid_table(view.grid, title, empty=empty),))


def _flow(edition: Edition, width: float) -> Chart:
    from gmsc_desktop.exports.flow_chart import flow_chart

    return flow_chart(edition, width)


def flow_printable(view: FlowView) -> Printable:
    """The picture alone: its table is a sheet of the spreadsheet."""
    document = document_of(view.session)
    facts = heading_facts(view.session, document_name(document, view.session.pack) if document is not None else "")
    picture = ChartSection(partial(_flow, view.printed_edition()))
    return Printable("alur", _("Alur RPJMD ke inisiatif"), facts, (picture,))


def _name(row: MapRow) -> str:
    return f"{row.text} ({row.detail})" if row.detail else row.text


def _unrelated(row: MapRow) -> str:
    if row.unrelated:
        return row.reason or _("ya")
    return _("belum dipetakan") if row.waits else ""


def _mark(mark: CellMark | None, code: str) -> PrintCell:
    if mark is None:
        return PrintCell()
    if not mark.strength:
        return PrintCell(f"({mark.count})")
    name = _("pendukung") if mark.strength == SUPPORT else _("langsung")
    words = _("{strength}, {count} inisiatif").format(strength=name, count=mark.count)
    return PrintCell(words, mark=Mark(code, mark.strength, mark.count))
