"""Amounts of initiatives by year, held against every total that the table prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gmsc_desktop.exchange.initiatives.tree import UNDATED, Entry, Total, Tree
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.tabular.sums import END, Money, SumCheck, whole
from gmsc_desktop.text import _
from gmsc_desktop.values import format_rupiah


def money_sums(entries: Iterable[Entry]) -> dict[int | str, int]:
    """Whole Rupiah by year over all initiatives, each rounded for itself; ``END`` for what has no year."""
    sums: dict[int | str, int] = {}
    for entry in entries:
        for year, amount in entry.money.items():
            key = END if year == UNDATED else year
            sums[key] = sums.get(key, 0) + whole(amount)
    return dict(sorted(sums.items(), key=lambda pair: (pair[0] == END, str(pair[0]))))


def take_repeated_once(tree: Tree) -> None:
    """An initiative whose every row repeats the very same amounts has them once, and that is told."""
    for entry in tree.entries:
        first = entry.row_amounts[0] if entry.row_amounts else {}
        repeated = len(entry.row_amounts) > 1 and len(entry.row_amounts) == len(entry.rows)
        if repeated and all(one == first for one in entry.row_amounts):
            if sum(1 for amount in first.values() if amount) < 2:
                sentence = _("Anggaran “{name}” tertulis sama di {count} baris dan dijumlahkan; periksa.")
            else:
                entry.amounts = dict(first)
                sentence = _("Anggaran “{name}” tertulis sama di {count} baris; yang dihitung hanya satu kali.")
            told = sentence.format(name=entry.title[:60], count=len(entry.row_amounts))
            tree.notices.append(Notice("repeated-money", told, entry.place, doubt=True))


EVENLY, FIRST = "evenly", "first"


def settle_years(tree: Tree, spread: str = "", *, by_figures: bool = False) -> None:
    """Years of the heading above, or of the figures, where an initiative has none of its own and the table no column
    for them (``by_figures``). An amount without a year is that of its only year, or parted as ``spread`` says (EVENLY,
    FIRST); any other stays without one, and is told."""
    for entry in tree.entries:
        _settle_bounds(entry)
        if by_figures and not entry.years:
            _date_by_figures(entry)
    if counted := [entry for entry in tree.entries if entry.is_dated_by_figures]:
        sentence = _("Tahun pelaksanaan {count} inisiatif diambil dari tahun target atau anggarannya.")
        tree.notices.append(Notice("years-of-figures", sentence.format(count=len(counted)), counted[0].place))
    for entry in tree.entries:
        undated = {source: amount for (year, source), amount in entry.amounts.items() if year == UNDATED}
        if not any(undated.values()):
            entry.amounts = {key: amount for key, amount in entry.amounts.items() if key[0] != UNDATED}
        elif entry.years and not entry.goes_on and (spread in {EVENLY, FIRST} or len(entry.years) == 1):
            _part(entry, undated, sorted(entry.years) if spread == EVENLY else sorted(entry.years)[:1])
        else:
            _tell_undated(tree, entry, whole(sum(undated.values(), Decimal(0))))


def _part(entry: Entry, undated: dict[str, Decimal], years: Sequence[int]) -> None:
    """Part sums without a year among these years, in whole Rupiah; what is left over goes into the last."""
    for source, amount in undated.items():
        del entry.amounts[UNDATED, source]
        each = amount // len(years) if len(years) > 1 else amount
        for year in years:
            part = amount - each * (len(years) - 1) if year == years[-1] else each
            entry.amounts[year, source] = entry.amounts.get((year, source), Decimal(0)) + part


def _tell_undated(tree: Tree, entry: Entry, left: int) -> None:
    sentence = _(
        "Anggaran “{name}” sebesar {amount} tidak menyebut tahunnya, sehingga tidak dicatat. Isi tahun kolom itu, "
        "pilih cara membaginya, atau catat anggarannya per tahun setelah impor."
    )
    told = sentence.format(name=entry.title[:60], amount=format_rupiah(left))
    tree.notices.append(Notice("money-without-year", told, entry.place, doubt=True))


def _date_by_figures(entry: Entry) -> None:
    """Years of sums and targets, where nothing else tells any."""
    years = {year for (year, _source), amount in entry.amounts.items() if year != UNDATED and amount}
    years |= {year for one in entry.indicators for year in one.targets}
    entry.years = years
    entry.is_dated_by_figures = bool(years)


def _settle_bounds(entry: Entry) -> None:
    first, last = entry.first_year, entry.last_year
    if first is not None and last is not None:
        entry.years |= set(range(first, last + 1)) or {first, last}
    elif first is not None or last is not None:
        entry.goes_on = entry.goes_on or (not entry.years & {first, last} and last is None)
        entry.years |= {year for year in (first, last) if year is not None}
    if not entry.years:
        entry.years = set(entry.years_above)


def check_sums(tree: Tree) -> list[SumCheck]:
    """Every printed total beside what its rows come to: of rows, of headings, of total rows."""
    checks: list[SumCheck] = []
    for entry in tree.entries:
        if entry.printed is not None and entry.amounts:
            total = whole(sum(entry.amounts.values(), Decimal(0)))
            checks.append(SumCheck(entry.title, entry.place, 0, whole(entry.printed), total))
    for heading in tree.headings:
        if heading.above:
            checks += _compare(heading, heading.above)
    for total_row in tree.totals:
        blocks = [tree.entries, total_row.above]
        blocks += [tree.of_dimension(dimension) for dimension in {entry.dimension for entry in tree.entries}]
        checks += _compare(total_row, min((one for one in blocks if one), key=lambda one: _distance(total_row, one)))
    return checks


def _sums(entries: Sequence[Entry]) -> Money:
    sums: Money = {}
    for entry in entries:
        for year, amount in entry.money.items():
            sums[year] = sums.get(year, Decimal(0)) + amount
    return sums


def _meant(total: Total, entries: Sequence[Entry]) -> Money:
    """What the rows come to by the years that a total prints; without years all years together."""
    sums = _sums(entries)
    return {
        year: sum(sums.values(), Decimal(0)) if year == UNDATED and UNDATED not in sums else sums.get(year, Decimal(0))
        for year in total.money
    }


def _distance(total: Total, entries: Sequence[Entry]) -> Decimal:
    computed = _meant(total, entries)
    return sum((abs(amount - computed[year]) for year, amount in total.money.items()), Decimal(0))


def _compare(total: Total, entries: Sequence[Entry]) -> list[SumCheck]:
    computed = _meant(total, entries)
    return [
        SumCheck(total.label, total.place, int(year), whole(amount), whole(computed[year]))
        for year, amount in total.money.items()
    ]
