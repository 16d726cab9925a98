"""A proposal of initiatives in the words of ``exchange.review``: meanings, branches, counts, sums."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exchange.initiatives.columns import DATED, MEANINGS
from gmsc_desktop.exchange.initiatives.proposal import Proposal
from gmsc_desktop.exchange.initiatives.tree import UNDATED, Entry
from gmsc_desktop.exchange.review import Amount, Branch, Family, Meaning, Sum
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.exchange.tabular.indicators import Indicator
from gmsc_desktop.exchange.tabular.sums import END, whole
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.values import format_rupiah

_LABELS = {
    "title": m("Nama program/inisiatif"),
    "names": m("Nama inisiatif di setiap sel"), "code": m("Kode inisiatif"), "dimension": m("Dimensi"),
    "subdimension": m("Sub-dimensi"), "description": m("Deskripsi"), "background": m("Latar masalah"),
    "objective": m("Sasaran smart city"), "output": m("Keluaran"), "impact": m("Dampak yang diharapkan"),
    "agency": m("OPD penanggung jawab"), "supporting": m("OPD pendukung"), "partner": m("Mitra"),
    "indicator": m("Indikator"), "unit": m("Satuan"), "baseline": m("Kondisi awal"), "target": m("Target tahunan"),
    "end_target": m("Target tahun terakhir"), "money": m("Anggaran tahunan"), "total_money": m("Jumlah anggaran"),
    "funding": m("Sumber dana"), "years": m("Tahun pelaksanaan"), "year_start": m("Tahun mulai"),
    "year_end": m("Tahun selesai"), "year_tick": m("Tanda tahun pelaksanaan"),
    "period_tick": m("Tanda bulan atau triwulan"), "horizon": m("Jangka waktu"),
    "quick_win": m("Quick win"), "kind": m("Jenis"), "form": m("Bentuk"), "state": m("Status usulan"),
    "step": m("Langkah rencana aksi"), "initiative_code": m("Kode nomenklatur"),
    "rpjmd_programme": m("Program RPJMD"), "rpjmd_objective": m("Sasaran RPJMD"),
    "rpjmd_indicator": m("Indikator RPJMD"), "outside_reason": m("Alasan di luar RPJMD"),
    "source": m("Sumber data"), "note": m("Keterangan"), "number": m("Nomor urut"), "ignored": m("Tidak dipakai"),
}  # fmt: skip
_FAMILIES: dict[str, Family] = {
    "title": "level", "names": "level", "code": "code", "dimension": "level", "subdimension": "level",
    "objective": "level",
    "agency": "agency", "supporting": "agency", "partner": "agency", "indicator": "indicator", "unit": "indicator",
    "baseline": "figure", "target": "figure", "end_target": "figure", "money": "money", "total_money": "money",
    "funding": "money", "years": "time", "year_start": "time", "year_end": "time", "year_tick": "time",
    "period_tick": "time",
    "horizon": "time", "quick_win": "time", "initiative_code": "code", "number": "code", "note": "ignored",
    "ignored": "ignored",
}  # fmt: skip
_LISTS = {"kind": "initiative_kind", "form": "initiative_form", "state": "initiative_state"}


def meanings() -> tuple[Meaning, ...]:
    """What a column of such a table may be said to mean."""
    return tuple(Meaning(key, _(_LABELS[key]), _FAMILIES.get(key, "text"), key in DATED) for key in MEANINGS)


def branches_of(proposal: Proposal, pack: ReferencePack) -> tuple[Branch, ...]:
    """The dimensions with their initiatives, in the official order; those without a dimension come last."""
    made = []
    for code in [*(one.code for one in pack.dimensions), ""]:
        found = proposal.tree.of_dimension(code)
        if found:
            label = pack.label("dimension", code) if code else _("Dimensi belum diketahui")
            below = tuple(_branch(entry, proposal, pack) for entry in found)
            made.append(Branch("dimension", _("Dimensi"), label, found[0].place, (), below, taken=bool(code)))
    return tuple(made)


def _branch(entry: Entry, proposal: Proposal, pack: ReferencePack) -> Branch:
    details = tuple(_details(entry, proposal, pack))
    below = (
        *(_indicator(one) for one in entry.indicators),
        *(_step(entry, text, place) for text, place in entry.steps),
    )
    return Branch("initiative", _("Inisiatif"), entry.title, entry.place, details, below, taken=bool(entry.dimension))


def _step(entry: Entry, text: str, place: Place) -> Branch:
    months = entry.step_months.get(text)
    details = ((_("Jadwal"), " – ".join(dict.fromkeys(months))),) if months else ()
    return Branch("step", _("Langkah"), text, place, details)


def _details(entry: Entry, proposal: Proposal, pack: ReferencePack) -> Iterator[tuple[str, str]]:
    if entry.code:
        yield _("Kode"), entry.code
    for code in entry.subdimensions:
        yield _("Sub-dimensi"), pack.label("subdimension", code)
    for label, names in ((_("OPD penanggung jawab"), entry.agencies), (_("OPD pendukung"), entry.supporting),
                         (_("Mitra"), entry.partners)):  # fmt: skip
        if names:
            yield label, "; ".join(names)
    if entry.years:
        first, last = min(entry.years), max(entry.years)
        until = _("seterusnya") if entry.goes_on else str(last)
        yield _("Tahun"), str(first) if first == last and not entry.goes_on else f"{first}–{until}"
    if entry.horizon:
        yield _("Jangka waktu"), pack.label("horizon", entry.horizon)
    yield from ((_(_LABELS[name]), pack.label(_LISTS[name], code)) for name, code in entry.choices.items())
    yield from ((_(_LABELS[name]), "\n".join(texts)) for name, texts in entry.texts.items())
    yield from ((_("Sasaran smart city"), text) for text in entry.objectives)
    for (year, source), amount in sorted(entry.amounts.items()):
        told = source or proposal.answers.source
        name = _("tanpa tahun") if year == UNDATED else str(year)
        label = _("Anggaran {year}").format(year=name)
        words = pack.label("funding_source", told) if told else ""
        yield label, f"{format_rupiah(whole(amount))} ({words})" if words else format_rupiah(whole(amount))
    for year in sorted(entry.quick_wins):
        yield _("Quick win"), str(year)
    if entry.is_quick_win and not entry.quick_wins:
        yield _("Quick win"), _("ya")
    yield from ((_("Kode nomenklatur"), f"{code} {name}".strip()) for code, name in entry.codes)
    yield from ((_(_LABELS[name]), text) for name, texts in entry.named.items() for text in texts)
    yield from ((_("Keterangan"), note) for note in entry.notes)
    yield from ((heading, text) for heading, text, _place in entry.extras)


def _indicator(one: Indicator) -> Branch:
    details: list[tuple[str, str]] = []
    if one.unit:
        details.append((_("Satuan"), one.unit))
    if one.baseline is not None:
        details.append((_("Kondisi awal"), one.baseline.text))
    details += [(str(year), figure.text) for year, figure in sorted(one.targets.items())]
    if one.end is not None:
        details.append((_("Target tahun terakhir"), one.end.text))
    if one.source:
        details.append((_("Sumber data"), one.source))
    return Branch("indicator", _("Indikator"), one.text, one.place, tuple(details))


def counts_of(proposal: Proposal) -> tuple[tuple[str, int], ...]:
    """How many there are of each kind."""
    entries = proposal.entries
    offices = {name.casefold() for entry in entries for name in (*entry.agencies, *entry.supporting)}
    counted = (
        (_("Dimensi"), len({entry.dimension for entry in entries} - {""})),
        (_("Inisiatif"), len(entries)),
        (_("Indikator"), sum(len(entry.indicators) for entry in entries)),
        (_("Langkah"), sum(len(entry.steps) for entry in entries)),
        (_("OPD"), len(offices)),
        (_("Quick win"), sum(bool(entry.quick_wins or entry.is_quick_win) for entry in entries)),
    )
    return tuple((label, count) for label, count in counted if count)


def amounts_of(proposal: Proposal) -> tuple[Amount, ...]:
    """Budgets of all initiatives by year."""
    return tuple(
        Amount(_("tanpa tahun") if year == END else str(year), amount) for year, amount in proposal.amounts.items()
    )


def sums_of(proposal: Proposal) -> tuple[Sum, ...]:
    """Every printed total beside what its rows come to; those that do not agree first."""
    made = [
        Sum(one.label, one.place, str(one.year) if one.year else _("seluruhnya"), one.printed, one.computed, one.agrees)
        for one in proposal.sums
    ]
    return tuple(sorted(made, key=lambda one: one.agrees))
