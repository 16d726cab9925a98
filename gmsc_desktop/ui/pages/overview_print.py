"""Ringkasan on paper: the six rows, the charts with their sentences, what comes next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import ChartSection, Printable, PrintCell, PrintColumn, PrintLine, PrintTable
from gmsc_desktop.text import _
from gmsc_desktop.ui.pages.overview_rows import DimensionRow
from gmsc_desktop.ui.printing_parts import grid_table, heading_facts
from gmsc_desktop.values import format_percent

if TYPE_CHECKING:
    from gmsc_desktop.exports.charts import Chart
    from gmsc_desktop.exports.context import Edition
    from gmsc_desktop.ui.pages.overview import OverviewPage


# Drawn where the pages are set: what draws is brought in there.
_CHARTS = ("dimension_chart", "money_chart", "budget_chart")


def _chart(name: str, edition: Edition, width: float) -> Chart:
    from gmsc_desktop.exports import charts

    made: Chart = getattr(charts, name)(edition, width)
    return made


def overview_printable(page: OverviewPage) -> Printable:
    """Every part of the page."""
    session, checking = page.session, page.checking
    edition = page.edition()
    stage = _("Tahap yang dituju: {stage}").format(stage=checking.purpose_name)
    rows = grid_table(page.grid, _("Enam dimensi"), titles={"physical": _("Realisasi fisik")},
                      extra={"physical": (PrintColumn(_("Rencana fisik"), "percent"), _planned)})  # fmt: skip
    charts = [ChartSection(partial(_chart, name, edition)) for name in _CHARTS]
    facts = heading_facts(session, page.facts.said, stage)
    steps = () if page.start.isHidden() else (_steps(page),)
    return Printable("ringkasan", _(page.title), facts, (*steps, rows, *charts, _next(page)))


def _steps(page: OverviewPage) -> PrintTable:
    lines = [
        PrintLine((PrintCell(row.name), PrintCell(_("selesai") if row.done else _("belum selesai")),
                   PrintCell(row.sentence)))
        for row in page.start.list.rows.shown
    ]  # fmt: skip
    columns = (PrintColumn(_("Langkah"), "name"), PrintColumn(_("Keadaan")), PrintColumn(_("Keterangan")))
    return PrintTable(_("Memasukkan rencana lama"), columns, lines)


def _planned(row: DimensionRow) -> PrintCell:
    return PrintCell("" if row.planned is None else format_percent(row.planned, 0), row.planned)


def _next(page: OverviewPage) -> PrintTable:
    groups = {"must": _("Wajib dipenuhi"), "private": _("Nomor pribadi, disamarkan di dalam paket")}
    lines = [
        PrintLine((PrintCell(row.sentence), PrintCell(row.place)), group=groups.get(row.weight, _("Peringatan")))
        for row in page.next.rows.shown
    ]
    columns = (PrintColumn(_("Hal"), "name"), PrintColumn(_("Tempat")))
    empty = _("Tidak ada yang menunggu.") if page.checking.at is not None else _("Rencana belum diperiksa.")
    return PrintTable(_("Berikutnya"), columns, lines, group_title=_("Bobot"), empty=empty)
