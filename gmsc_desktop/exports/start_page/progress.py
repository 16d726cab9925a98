"""What was carried out, year by year: sums, status, entries with obstacles, benefits."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.start_page.parts import Column, Table, fold, hint, labelled, narrative, stacked
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import date_text, joined, money_text, percent_text, period_text
from gmsc_desktop.models.figures import YearMoney
from gmsc_desktop.models.records import (
    Benefit,
    Initiative,
    InitiativeIndicator,
    ProgressEntry,
    ProgressValue,
    ProgressYear,
    YearClosing,
)
from gmsc_desktop.text import _
from gmsc_desktop.values import format_number

_Year = int | None


def progress(view: View) -> Iterator[Html]:
    """Each year under a fold, the newest first; what tells no year comes last."""
    years = _years(view)
    for year in years:
        yield _year(view, year)
    if not years:
        yield hint(_("Pelaksanaan belum dilaporkan."))


def _years(view: View) -> list[_Year]:
    snapshot = view.snapshot
    told: set[_Year] = {row.year for row in snapshot.all(ProgressYear)}
    told |= {row.year for row in snapshot.all(YearClosing)} | {row.year for row in snapshot.all(ProgressEntry)}
    told |= {_benefit_year(row) for row in snapshot.all(Benefit)}
    return sorted(told, key=lambda year: -(year or 0))


def _benefit_year(row: Benefit) -> _Year:
    return int(row.dated[:4]) if row.dated[:4].isascii() and row.dated[:4].isdigit() else None


def _year(view: View, year: _Year) -> Html:
    snapshot = view.snapshot
    entries = [row for row in snapshot.all(ProgressEntry) if row.year == year]
    benefits = [row for row in snapshot.all(Benefit) if _benefit_year(row) == year]
    told = _("{entries} entri, {benefits} manfaat").format(entries=len(entries), benefits=len(benefits))
    if year is None:
        content: list[Content] = [_entries(view, entries), _benefits(view, benefits).html()]
        return fold(_("Tanpa tahun"), content, note=told)
    content = [
        _closing(view, year),
        _sums(view, year).html(),
        _statuses(view, year).html(),
        _entries(view, entries),
        _benefits(view, benefits).html(),
    ]
    return fold(_("Tahun {year}").format(year=year), content, note=told, cls="year")


def _closing(view: View, year: int) -> list[Html]:
    made = []
    for row in view.snapshot.all(YearClosing):
        if row.year == year:
            told = _("Tahun ini ditutup.") if row.closed else _("Tahun ini dibuka kembali.")
            by = joined(row.person, date_text(row.decided_on))
            made.append(el("p", joined(told, by, row.reason, by=" "), cls="closing"))
    return made


# -- sums and status --------------------------------------------------------------------------------------------------


def _sums(view: View, year: int) -> Table:
    table = Table(
        _("Keterlaksanaan dan anggaran {year} (Rp)").format(year=year),
        Column(_("Dimensi"), "head"),
        Column(_("Keterlaksanaan")),
        Column(_("Realisasi fisik"), "num"),
        *(Column(label, "num") for label in (_("Rencana induk"), _("Pagu DPA"), _("Pagu DPPA"), _("Realisasi"))),
    )
    for dimension in view.reference.dimensions:
        table.row(view.dimension_name(dimension), *_totals(view, year, dimension.code))
    table.foot(_("Jumlah"), *_totals(view, year, ""))
    return table


def _totals(view: View, year: int, dimension: str) -> list[Content]:
    money: YearMoney = view.figures.money(year, dimension)
    physical = view.figures.physical(year, dimension).percent
    sums = (money.plan, money.budget, money.revised, money.spending)
    percent = "" if physical is None else percent_text(round(physical, 1))
    return [view.figures.rate(year, dimension).sentence, percent, *(money_text(whole.amount) for whole in sums)]


def _statuses(view: View, year: int) -> Table:
    table = Table(
        _("Status dan empat jumlah setiap inisiatif (Rp)"),
        Column(_("Inisiatif"), "head"),
        Column(_("Status")),
        Column(_("Target")),
        *(Column(label, "num") for label in (_("Rencana induk"), _("Pagu DPA"), _("Pagu DPPA"), _("Realisasi"))),
    )
    rows = {row.initiative_id: row for row in view.snapshot.all(ProgressYear) if row.year == year}
    for initiative in view.snapshot.all(Initiative):
        row = rows.get(initiative.id)
        if row is not None:
            sums = (row.plan_amount, row.budget, row.revised_budget, row.spending)
            amounts = [money_text(amount) for amount in sums]
            table.row(view.initiative_link(initiative.id), _status(view, row), row.target_text, *amounts)
    return table


def _status(view: View, row: ProgressYear) -> list[Content]:
    office = view.figures.agency_name(row.agency_id)
    ran = view.reference.fact("progress_status", row.status, "ran") is True
    held = view.reference.fact("progress_status", row.status, "needs_reason") is True
    look = "ok" if ran else "warn" if held else None
    sign = "✓ " if ran else "! " if held else ""
    status = view.label("progress_status", row.status)
    return stacked(
        el("span", sign, status, cls=look) if status else "",
        row.status_reason,
        date_text(row.status_on),
        labelled(_("OPD pada tahun itu"), office),
    )


# -- entries ----------------------------------------------------------------------------------------------------------


def _entries(view: View, entries: list[ProgressEntry]) -> list[Html]:
    """The entries of a year, each initiative under a fold of its own."""
    if not entries:
        return []
    made = [el("h4", _("Entri realisasi"), cls="between")]
    by_initiative: dict[str, list[ProgressEntry]] = {}
    for entry in entries:
        by_initiative.setdefault(entry.initiative_id, []).append(entry)
    for initiative in view.snapshot.all(Initiative):
        own = sorted(by_initiative.get(initiative.id, []), key=lambda row: (row.as_of, row.id))
        if own:
            name = joined(initiative.code, initiative.title, by=" ")
            last = percent_text(own[-1].physical_percent)
            note = joined(_("{count} entri").format(count=len(own)), last, by=" · ")
            made.append(fold(name, _entry_table(view, own).html(), level="h4", note=note))
    return made


def _entry_table(view: View, entries: list[ProgressEntry]) -> Table:
    table = Table(
        _("Entri menurut tanggal"),
        Column(_("Keadaan per"), "head"),
        Column(_("Fisik"), "num"),
        Column(_("Realisasi (Rp)"), "num"),
        Column(_("Uraian dan nilai indikator")),
        Column(_("Kendala, solusi, tindak lanjut")),
        look="alone",
    )
    for entry in entries:
        period = joined(period_text(view.reference, entry.period, entry.period_number), str(entry.year or ""), by=" ")
        legacy = _("riwayat, dimasukkan kemudian") if entry.legacy else ""
        table.row(
            stacked(date_text(entry.as_of), period, legacy),
            percent_text(entry.physical_percent),
            money_text(entry.spending),
            _told(view, entry),
            [
                labelled(_("Kendala"), entry.obstacle),
                labelled(_("Solusi"), entry.solution),
                labelled(_("Tindak lanjut"), entry.next_step),
            ],
        )
    return table


def _told(view: View, entry: ProgressEntry) -> list[Content]:
    values = [_value(view, value) for value in view.snapshot.where(ProgressValue, "entry_id", entry.id)]
    return [
        narrative(entry.narrative),
        labelled(_("Nilai indikator"), "; ".join(values)),
        labelled(_("Penjelasan"), entry.note),
        labelled(_("Diperiksa oleh"), entry.verified_by),
        labelled(_("Bukti"), view.evidence_of("progress_entry_id", entry.id)),
    ]


def _value(view: View, value: ProgressValue) -> str:
    indicator = view.snapshot.get(InitiativeIndicator, value.indicator_id)
    if indicator is None:
        return value.text
    return joined(indicator.text, joined(value.text, indicator.unit, by=" "), by=" ")


# -- benefits ---------------------------------------------------------------------------------------------------------


def _benefits(view: View, benefits: list[Benefit]) -> Table:
    table = Table(
        _("Manfaat yang dirasakan masyarakat"),
        Column(_("Inisiatif"), "head"),
        Column(_("Yang diukur")),
        Column(_("Penerima manfaat")),
        Column(_("Sebelum"), "num"),
        Column(_("Sesudah"), "num"),
        Column(_("Sumber dan tanggal")),
    )
    order = {row.id: number for number, row in enumerate(view.snapshot.all(Initiative))}
    for row in sorted(benefits, key=lambda benefit: (order[benefit.initiative_id], benefit.dated, benefit.id)):
        count = "" if row.count is None else joined(format_number(row.count), row.count_unit, by=" ")
        unit = row.count_unit if row.count is None else ""
        proofs = view.evidence_of("benefit_id", row.id)
        table.row(
            view.initiative_link(row.initiative_id),
            stacked(row.measure, view.label("benefit_kind", row.kind), row.note),
            stacked(row.who, count, unit),
            joined(row.before_text, row.unit, by=" ") if row.before_text else "",
            joined(row.after_text, row.unit, by=" ") if row.after_text or not row.before_text else "",
            stacked(row.source, date_text(row.dated), labelled(_("Bukti"), proofs)),
        )
    return table
