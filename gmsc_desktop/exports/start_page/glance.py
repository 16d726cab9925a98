"""The plan at a glance: six aligned rows and two charts, each with its sentence and its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.charts import Chart, budget_chart, dimension_chart, money_chart
from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.start_page.parts import Column, Table, bar
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.svg import figure_of
from gmsc_desktop.exports.wording import money_text
from gmsc_desktop.models.figures import Fraction
from gmsc_desktop.text import _


def glance(view: View) -> Iterator[Html]:
    """The six rows, then the charts side by side."""
    rows = _rows(view).html()
    if rows is not None:
        yield rows
    yield el("div", [figure_with_table(chart) for chart in _charts(view)], cls="figures")


def _rows(view: View) -> Table:
    year, figures = view.edition.year, view.figures
    table = Table(
        _("Enam dimensi dalam angka"),
        Column(_("Dimensi"), "head"),
        Column(_("Inisiatif"), "num"),
        Column(_("Terpetakan ke RPJMD"), "share"),
        Column(_("Keterlaksanaan {year}").format(year=year), "share"),
        Column(_("Anggaran rencana induk (Rp)"), "num"),
        Column(_("Realisasi {year} (Rp)").format(year=year), "num"),
        look="glance",
    )
    for dimension in view.reference.dimensions:
        code, colour = dimension.code, view.colour_class(dimension.code)
        name = el("a", view.dimension_name(dimension), href=f"#{view.dimension_place(code)}", cls="quiet")
        table.row(
            name,
            len(figures.of_dimension(code)),
            _share(figures.mapped(code), colour),
            _share(figures.rate(year, code), colour),
            money_text(figures.budget_of(code).amount),
            money_text(figures.money(year, code).spending.amount),
        )
    table.foot(
        _("Jumlah"),
        len(figures.initiatives),
        figures.mapped().sentence,
        figures.rate(year).sentence,
        money_text(figures.budget_of().amount),
        money_text(figures.money(year).spending.amount),
    )
    return table


def _share(fraction: Fraction, colour: str) -> Content:
    return [el("span", fraction.sentence), bar(fraction.percent, colour)]


def _charts(view: View) -> list[Chart]:
    """As on paper: what was carried out where anything was reported, else what is planned."""
    told = bool(view.figures.told_years)
    return [dimension_chart(view.edition) if told else budget_chart(view.edition), money_chart(view.edition)]


def figure_with_table(chart: Chart) -> Html:
    caption = el("figcaption", el("h3", chart.title), el("p", chart.sentence))
    picture = figure_of(chart.drawing, chart.title, chart.sentence, f"bagan-{chart.code}")
    heads, *rows = chart.table
    table = Table(chart.title, Column(heads[0], "head"), *(Column(head, "num") for head in heads[1:]))
    for row in rows:
        table.row(*row)
    numbers = el("details", el("summary", _("Angkanya dalam tabel")), table.html(), cls="numbers")
    scroller = el("div", picture, cls="scroll", role="region", tabindex=0, aria_label=chart.title)
    return el("figure", caption, scroller, numbers, cls="sheet")
