"""The road map over the years of the plan, and the quick wins of each year."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.start_page.parts import Column, Table, fold, labelled, stacked
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import joined, short_date
from gmsc_desktop.models.figures import span
from gmsc_desktop.models.records import Initiative, QuickWin
from gmsc_desktop.text import _


def roadmap(view: View) -> Iterator[Html]:
    """One row for each initiative, one column for each year."""
    years = _years(view)
    if not years:
        yield el("p", _("Tahun pelaksanaan inisiatif belum diisi."), cls="hint")
        return
    heads = [Column(_("Inisiatif"), "head"), Column(_("OPD")), Column(_("Jangka waktu"))]
    heads += [Column(str(year), "mid") for year in years]
    table = Table(_("Peta jalan per tahun"), *heads, look="roadmap alone")
    for dimension in view.reference.dimensions:
        rows = view.figures.of_dimension(dimension.code)
        if rows:
            table.band(view.dimension_name(dimension))
        for row in rows:
            _row(view, table, row, years)
    others = [row for row in view.figures.initiatives if view.reference.dimension(row.dimension) is None]
    if others:
        table.band(_("Tanpa dimensi"))
    for row in others:
        _row(view, table, row, years)
    yield fold(_("Peta jalan {years}").format(years=f"{years[0]}–{years[-1]}"), _legend(view), table.html())


def _years(view: View) -> list[int]:
    """The plan's years; where they are not known, those of the initiatives."""
    if view.snapshot.years:
        return list(view.snapshot.years)
    known = [year for row in view.figures.initiatives for year in span(row) if year is not None]
    return list(range(min(known), max(known) + 1)) if known and max(known) - min(known) < 30 else []


def _legend(view: View) -> Html:
    return el(
        "p",
        *(el("span", "", cls="cell d9 ran"), " ", view.figures.ran_words, el("span", "", cls="gap")),
        *(el("span", "", cls="cell d9 plan"), " ", _("direncanakan"), el("span", "", cls="gap")),
        *(el("span", _("QW"), cls="cell d9 plan"), " ", _("quick win tahun itu")),
        cls="legend",
    )


def _row(view: View, table: Table, row: Initiative, years: list[int]) -> None:
    wins = {win.year for win in view.snapshot.where(QuickWin, "initiative_id", row.id)}
    office = view.figures.agency_name(row.agency_id, short=True)
    horizon = view.label("horizon", view.figures.horizon(row)).removeprefix("Jangka ").capitalize()
    cells = [_cell(view, row, year, quick=year in wins) for year in years]
    table.row(view.initiative_link(row.id), office, horizon, *cells)


def _cell(view: View, row: Initiative, year: int, *, quick: bool) -> Content:
    ran, planned = view.figures.ran(row.id, year), view.figures.runs_in(row, year)
    if not ran and not planned and not quick:
        return ""
    told = view.figures.ran_words if ran else _("direncanakan") if planned else _("tidak direncanakan")
    look = "ran" if ran else "plan"
    unseen = el("span", told, cls="unseen")
    return el("span", _("QW") if quick else "", unseen, cls=f"cell {view.colour_class(row.dimension)} {look}")


def quick_wins(view: View) -> Iterator[Html]:
    """The quick wins of each year under a fold."""
    for year in view.figures.quick_win_years:
        wins = [win for win in view.snapshot.all(QuickWin) if win.year == year]
        table = _wins(view, wins).html()
        yield fold(_("Quick win {year}").format(year=year), table, note=_("{count} program").format(count=len(wins)))
    if not view.figures.quick_win_years:
        yield el("p", _("Quick win belum dipilih."), cls="hint")


def _wins(view: View, wins: list[QuickWin]) -> Table:
    table = Table(
        _("Program percepatan"),
        Column(_("Inisiatif"), "head"),
        Column(_("Masalah")),
        Column(_("Penerima dan manfaat")),
        Column(_("Jadwal")),
        Column(_("Sumber daya dan keberlanjutan")),
        Column(_("Status")),
        look="alone",
    )
    for win in wins:
        change = joined(win.before_text, win.after_text, by=" → ")
        table.row(
            _name(view, win),
            win.problem,
            stacked(win.beneficiaries, joined(win.benefit_indicator, change, by=": ")),
            joined(short_date(win.start_on), short_date(win.end_on), by=" – "),
            stacked(win.resources, win.sustainability),
            stacked(
                view.label("quick_win_status", win.status),
                win.status_reason,
                labelled(_("Bukti"), view.evidence_of("quick_win_id", win.id)),
            ),
        )
    return table


def _name(view: View, win: QuickWin) -> Content:
    initiative = view.snapshot.get(Initiative, win.initiative_id)
    dimension = view.reference.dimension(initiative.dimension) if initiative else None
    return [view.tile(dimension) if dimension else "", view.initiative_link(win.initiative_id)]
