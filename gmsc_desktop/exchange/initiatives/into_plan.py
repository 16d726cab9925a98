"""A proposal as lines for a plan: what of it has a home there, and what is told because it has none."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exchange.initiatives.amounts import MIXED
from gmsc_desktop.exchange.initiatives.extras import DESCRIBE, described
from gmsc_desktop.exchange.initiatives.proposal import Proposal
from gmsc_desktop.exchange.initiatives.tree import UNDATED, Entry
from gmsc_desktop.exchange.initiatives.words import value_of, value_within
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.tabular.indicators import Indicator as Seen
from gmsc_desktop.exchange.tabular.sums import whole
from gmsc_desktop.models.intake.initiatives import Budget, Indicator, Line, Target
from gmsc_desktop.models.snapshot import Json
from gmsc_desktop.text import _, in_source_language
from gmsc_desktop.values import FIRST_YEAR, LAST_YEAR, MAX_AMOUNT


def lines_of(proposal: Proposal) -> list[Line]:
    """The initiatives of a proposal; those without a dimension wait for the answer."""
    return [_line(entry, proposal) for entry in proposal.entries]


def _line(entry: Entry, proposal: Proposal) -> Line:
    years = tuple(year for year in sorted(entry.years) if FIRST_YEAR <= year <= LAST_YEAR)
    values: dict[str, Json] = {name: "\n".join(texts) for name, texts in entry.texts.items()}
    if proposal.answers.extras == DESCRIBE and (more := described(entry)):
        values["description"] = "\n".join(filter(None, (str(values.get("description", "")), more)))
    return Line(
        line_id(entry),
        entry.title,
        entry.code,
        entry.dimension,
        years,
        entry.goes_on,
        entry.horizon,
        _horizon_reason(entry, proposal) if entry.horizon else "",
        {**values, **entry.choices},
        tuple(entry.subdimensions),
        tuple(entry.objectives),
        tuple(entry.agencies),
        tuple(entry.supporting),
        tuple((name, value_within("partner", name)) for name in entry.partners),
        tuple(_indicator(one, years, proposal) for one in entry.indicators),
        tuple(_budgets(entry, proposal)),
        tuple(entry.codes),
        tuple(sorted(_quick_win_years(entry, proposal.answers.quick_win_year))),
        tuple(text for text, _place in entry.steps),
        tuple(entry.named.get("rpjmd_programme", ())),
        dict(entry.step_months),
        entry.is_dated_by_figures,
    )


def line_id(entry: Entry) -> str:
    """The id of the line of an entry, by its cell: what was decided of it stays when others are corrected."""
    return f"line {entry.place.sheet} {entry.place.cell}"


@in_source_language
def _horizon_reason(entry: Entry, proposal: Proposal) -> str:
    """Why the horizon is another one than the years give: it was written so."""
    return _("Tertulis demikian di berkas {name}.").format(name=proposal.book)


def _quick_win_years(entry: Entry, answer: int | None) -> set[int]:
    """The years in which it is a quick win; a tick without a year is that of the answer, else of its first year."""
    found = set(entry.quick_wins)
    if entry.is_quick_win and not found and (answer or entry.years):
        found.add(answer or min(entry.years))
    return {year for year in found if FIRST_YEAR <= year <= LAST_YEAR}


def _indicator(one: Seen, years: tuple[int, ...], proposal: Proposal) -> Indicator:
    targets = {year: figure.text for year, figure in one.targets.items()}
    if one.end is not None and years:
        targets.setdefault(years[-1], one.end.text)
    return Indicator(
        one.text,
        one.unit,
        one.baseline.text if one.baseline else "",
        one.baseline_year,
        one.source,
        _kind(one, proposal),
        tuple(Target(year, text) for year, text in sorted(targets.items()) if text.strip(" -–")),
    )


def _kind(one: Seen, proposal: Proposal) -> str:
    """The kind that the heading of its column tells: "Indikator Output", "Indikator Outcome"."""
    headers = [
        table.layout.columns[one.place.column].header
        for table in proposal.tables
        if table.name == one.place.sheet and table.header.first <= one.place.row <= table.last
    ]
    return value_within("indicator", headers[0]) if headers else ""


def _budgets(entry: Entry, proposal: Proposal) -> Iterator[Budget]:
    for (year, source), amount in sorted(entry.amounts.items()):
        rupiah = whole(amount)
        if year != UNDATED and 0 <= rupiah <= MAX_AMOUNT:
            told = entry.sources.get(source, "") if source == MIXED else ""
            note = "" if value_of("funding", told) == MIXED else told
            yield Budget(year, source, rupiah, note, proposal.answers.source)


def left_out(proposal: Proposal) -> Iterator[Notice]:
    """What the table says that a plan has no home for, or that cannot be taken as it is."""
    for entry in proposal.entries:
        words = {"name": entry.title[:60]}
        if entry.is_quick_win and not entry.quick_wins and not proposal.answers.quick_win_year:
            if entry.years:
                sentence = _("Quick win “{name}” tidak menyebut tahunnya; dicatat pada {year}. Periksa.")
                yield Notice("quick-win-year", sentence.format(year=min(entry.years), **words), entry.place, doubt=True)
            else:
                sentence = _("Quick win “{name}” tidak menyebut tahunnya, sehingga tandanya tidak diambil.")
                yield Notice("quick-win-left", sentence.format(**words), entry.place, doubt=True)
        if any(not 0 <= amount <= MAX_AMOUNT for amount in entry.amounts.values()):
            sentence = _("Anggaran “{name}” ada yang kurang dari nol atau terlalu besar dan tidak diambil.")
            yield Notice("amount-left", sentence.format(**words), entry.place, doubt=True)
        if any(one.end is not None for one in entry.indicators) and not entry.years:
            sentence = _("Target “{name}” tidak diambil karena tahunnya tidak diketahui.")
            yield Notice("target-left", sentence.format(**words), entry.place, doubt=True)
        for meaning in ("rpjmd_objective", "rpjmd_indicator"):
            for text in entry.named.get(meaning, ()):
                sentence = _("“{name}” menyebut “{text}” dari RPJMD. Petakan di halaman Pemetaan bila sesuai.")
                yield Notice("rpjmd-suggestion", sentence.format(text=text[:80], **words), entry.place)
        for note in entry.notes:
            sentence = _("Keterangan “{name}” hanya ditunjukkan: “{text}”.")
            yield Notice("note-left", sentence.format(text=note[:80], **words), entry.place)
    if proposal.has_untold_source and not proposal.answers.source:
        sentence = _(
            "Tabel ini tidak menyebut sumber dana; anggaran yang baru dicatat dengan sumber lainnya. Pilih sumber "
            "dananya bila semua berasal dari satu sumber."
        )
        yield Notice("source", sentence, doubt=True)
