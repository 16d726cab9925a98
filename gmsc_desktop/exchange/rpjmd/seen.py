"""A proposal in the words of ``exchange.review``: tables, branches, counts, sums."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exchange.review import Amount, Branch, ColumnSeen, Family, Meaning, Sum, TableSeen
from gmsc_desktop.exchange.rpjmd.columns import MEANINGS
from gmsc_desktop.exchange.rpjmd.proposal import Proposal
from gmsc_desktop.exchange.rpjmd.tables import counts
from gmsc_desktop.exchange.rpjmd.tree import NAMES, Node
from gmsc_desktop.exchange.tabular.indicators import Indicator
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.sums import END
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.values import format_rupiah

LEVEL_LABELS = {
    "vision": m("Visi"), "mission": m("Misi"), "goal": m("Tujuan"), "objective": m("Sasaran"),
    "strategy": m("Strategi"), "policy": m("Arah kebijakan"), "affair": m("Urusan"), "field": m("Bidang urusan"),
    "block": m("Unit"), "programme": m("Program"), "activity": m("Kegiatan"), "sub_activity": m("Subkegiatan"),
    "indicator": m("Indikator"),
}  # fmt: skip
_OTHER_LABELS = {
    "ladder": m("Uraian bertingkat (misi sampai program)"), "outcome": m("Hasil (outcome)"), "code": m("Kode"),
    "unit": m("Satuan"), "agency": m("OPD penanggung jawab"), "baseline": m("Kondisi awal"),
    "target": m("Target tahunan"), "money": m("Pagu tahunan"), "end_target": m("Target akhir periode"),
    "end_money": m("Pagu akhir periode"), "number": m("Nomor urut"), "source": m("Sumber data"),
    "location": m("Lokasi"), "note": m("Keterangan"), "direction": m("Arah indikator"),
    "row_year": m("Tahun di setiap baris"), "row_level": m("Tingkat di setiap baris"),
    "agency_tick": m("OPD (dicentang)"), "row_kind": m("Jenis angka di setiap baris"), "ignored": m("Tidak dipakai"),
}  # fmt: skip
_FAMILIES: dict[str, Family] = {
    "ladder": "level", "outcome": "text", "code": "code", "indicator": "indicator", "unit": "indicator",
    "agency": "agency", "baseline": "figure", "target": "figure", "end_target": "figure", "money": "money",
    "end_money": "money", "number": "code", "source": "text", "location": "ignored", "note": "ignored",
    "direction": "text", "row_year": "time", "row_level": "level", "agency_tick": "agency",
    "row_kind": "text", "ignored": "ignored",
}  # fmt: skip
_DATED = frozenset(("target", "money", "baseline"))
_LEVELS_OF = {  # of which one may be said of such a column
    "indicator": ("goal", "objective", "programme", "activity", "sub_activity"),
    "code": ("mission", "goal", "objective", "affair", "field", "programme", "activity", "sub_activity"),
}
_HOMELESS = frozenset(("affair", "field", "block", "activity", "sub_activity"))
_OWNERS = frozenset(("goal", "objective", "programme"))
_TRANSITION = "rpd"


def meanings() -> tuple[Meaning, ...]:
    """What a column of such a table may be said to mean."""
    return tuple(
        Meaning(
            key,
            _({**LEVEL_LABELS, **_OTHER_LABELS}[key]),
            _FAMILIES.get(key, "level"),
            key in _DATED,
            key in _DATED and key != "baseline",
            tuple((level, _(LEVEL_LABELS[level])) for level in _LEVELS_OF.get(key, ())),
        )
        for key in MEANINGS
    )


def tables_seen(proposal: Proposal) -> tuple[TableSeen, ...]:
    """The tables that were read, then those beside them."""
    read = (*proposal.tables, *proposal.joined)
    return (*(_table(one, read=True) for one in read), *(_table(one, read=False) for one in proposal.others))


def _table(table: Table, *, read: bool) -> TableSeen:
    header = table.header
    columns = tuple(_column(one) for one in table.layout.columns)
    return TableSeen(table.name, header.top, header.bottom, header.first, table.last, columns, read)


def _column(one: Column) -> ColumnSeen:
    meaning = one.meaning if one.meaning in MEANINGS else ""
    return ColumnSeen(one.index, one.header, meaning, one.year, one.ordinal, one.levels)


# -- the tree


def branches_of(proposal: Proposal) -> tuple[Branch, ...]:
    """The tree with indicators before what stands below."""
    return tuple(_branch(node, proposal.kind) for node in proposal.tree.roots)


def _branch(node: Node, kind: str) -> Branch:
    indicators = tuple(_indicator(one, node) for one in node.indicators)
    below = tuple(_branch(child, kind) for child in node.children)
    label = _(LEVEL_LABELS[node.level])
    told = f"{label} {node.number}" if node.number else label
    details = tuple(_details(node))
    return Branch(node.level, told, node.text, node.place, details, (*indicators, *below), _is_taken(node, kind))


def _is_taken(node: Node, kind: str) -> bool:
    if node.level in _HOMELESS or (kind == _TRANSITION and node.level in {"vision", "mission"}):
        return False
    if node.level in {"strategy", "policy"}:
        above = node.parent
        while above is not None and above.level != "objective":
            above = above.parent
        return above is not None
    return True


def _details(node: Node) -> Iterator[tuple[str, str]]:
    if node.code:
        yield _("Kode"), node.plain_code or node.code
    for outcome in node.outcomes:
        yield _("Hasil (outcome)"), outcome
    if node.agencies:
        yield _("OPD"), "; ".join(node.agencies)
    for year, amount in node.ceilings().items():
        yield _("Pagu {year}").format(year=year_words(year)), format_rupiah(amount)
    for year, printed in node.printed.items():
        yield _("Tercetak {year}").format(year=year_words(year)), format_rupiah(int(printed))


def _indicator(one: Indicator, node: Node) -> Branch:
    details: list[tuple[str, str]] = []
    if one.unit:
        details.append((_("Satuan"), one.unit))
    if one.baseline is not None:
        label = _("Kondisi awal {year}").format(year=one.baseline_year) if one.baseline_year else _("Kondisi awal")
        details.append((label, one.baseline.text))
    details += [(year_words(year), figure.text) for year, figure in sorted(one.targets.items(), key=str)]
    if one.end is not None:
        details.append((_("Kondisi akhir"), one.end.text))
    if one.agencies:
        details.append((_("OPD"), "; ".join(one.agencies)))
    if one.source:
        details.append((_("Sumber data"), one.source))
    label = _(LEVEL_LABELS["indicator"])
    return Branch("indicator", label, one.text, one.place, tuple(details), taken=node.level in _OWNERS)


# -- counts and sums


def counts_seen(proposal: Proposal) -> tuple[tuple[str, int], ...]:
    """How many there are of each level."""
    labels = {NAMES[level]: _(label) for level, label in LEVEL_LABELS.items() if level in NAMES}
    labels["indikator"] = _(LEVEL_LABELS["indicator"])
    return tuple((labels[name], count) for name, count in counts(proposal).items() if count)


def amounts_of(proposal: Proposal) -> tuple[Amount, ...]:
    """Ceilings of all programmes by year."""
    return tuple(Amount(_short_year(year), amount) for year, amount in proposal.ceilings.items())


def sums_of(proposal: Proposal) -> tuple[Sum, ...]:
    """Every printed total beside what its rows come to; those that do not agree first."""
    made = [
        Sum(one.label, one.place, _short_year(one.year or END), one.printed, one.computed, one.agrees)
        for one in proposal.sums
    ]
    return tuple(sorted(made, key=lambda one: one.agrees))


def _short_year(year: int | str) -> str:
    return _("akhir") if year == END else str(year)


def year_words(year: int | str) -> str:
    """The year, or that it is the end of the period."""
    return _("akhir periode") if year == END else str(year)
