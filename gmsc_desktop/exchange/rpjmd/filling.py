"""One rung or indicator filled from another table: what it has not yet; what the two tell differently is told."""

from __future__ import annotations

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.tree import Node
from gmsc_desktop.exchange.sheets import Place, fold
from gmsc_desktop.exchange.tabular.figures import Figure
from gmsc_desktop.exchange.tabular.indicators import Indicator
from gmsc_desktop.exchange.tabular.sums import END
from gmsc_desktop.text import _
from gmsc_desktop.values import format_rupiah


def fill_node(node: Node, other: Node) -> list[Notice]:
    """Fill a rung; the notices are about what stays as the first table has it."""
    told = [
        _differs(node.text, year, format_rupiah(int(amount)), format_rupiah(int(node.money[year])), other.place)
        for year, amount in other.money.items()
        if year in node.money and node.money[year] != amount
    ]
    node.money = dict(sorted({**other.money, **node.money}.items(), key=lambda pair: str(pair[0])))
    told += _others(node.text, _("OPD"), node.agencies, other.agencies, other.place)
    node.printed = node.printed or dict(other.printed)
    node.agencies = node.agencies or list(other.agencies)
    node.outcomes = node.outcomes or list(other.outcomes)
    node.code, node.plain_code = node.code or other.code, node.plain_code or other.plain_code
    node.number = node.number or other.number
    known = {fold(one.text).casefold(): one for one in node.indicators}
    for indicator in other.indicators:
        there = known.get(fold(indicator.text).casefold())
        if there is None:
            node.indicators.append(indicator)
        else:
            told += fill_indicator(there, indicator)
    return told


def fill_indicator(one: Indicator, other: Indicator) -> list[Notice]:
    """Fill an indicator in the same way."""
    told = [
        _differs(one.text, year, figure.text, one.targets[year].text, figure.place)
        for year, figure in other.targets.items()
        if year in one.targets and not _same(figure, one.targets[year])
    ]
    if one.end and other.end and not _same(one.end, other.end):
        told.append(_differs(one.text, END, other.end.text, one.end.text, other.end.place))
    if one.unit and other.unit and fold(one.unit).casefold() != fold(other.unit).casefold():
        told.append(_other(one.text, _("satuan"), other.unit, one.unit, other.place))
    there = one.baseline_year == other.baseline_year or not (one.baseline_year and other.baseline_year)
    if there and one.baseline and other.baseline and not _same(one.baseline, other.baseline):
        told.append(_other(one.text, _("kondisi awal"), other.baseline.text, one.baseline.text, other.baseline.place))
    one.targets.update({year: figure for year, figure in other.targets.items() if year not in one.targets})
    one.targets = dict(sorted(one.targets.items()))
    one.unit, one.source = one.unit or other.unit, one.source or other.source
    one.end = one.end or other.end
    one.agencies = one.agencies or other.agencies
    if one.baseline is None:
        one.baseline, one.baseline_year = other.baseline, other.baseline_year
    return told


def _others(name: str, what: str, here: list[str], there: list[str], place: Place) -> list[Notice]:
    """What is told of names that only the other table has."""
    known = {one.casefold() for one in here}
    if not known or all(one.casefold() in known for one in there):
        return []
    return [_other(name, what, "; ".join(there), "; ".join(here), place)]


def _other(name: str, what: str, there: str, here: str, place: Place) -> Notice:
    sentence = _(
        "“{name}”: {what} berbeda di dua tabel, {there} di lembar “{sheet}” sel {cell} dan {here} di tabel utama. "
        "Yang diambil {here}; periksa mana yang benar."
    )
    words = {"name": name[:80], "there": there[:80], "here": here[:80], "sheet": place.sheet, "cell": place.cell}
    return Notice("joined-differs", sentence.format(what=what, **words), place, doubt=True)


def _same(one: Figure, other: Figure) -> bool:
    if one.number is not None and other.number is not None:
        return one.number == other.number
    return fold(one.text).casefold() == fold(other.text).casefold()


def _differs(name: str, year: int | str, there: str, here: str, place: Place) -> Notice:
    sentence = _(
        "“{name}” tahun {year} berbeda di dua tabel: {there} di lembar “{sheet}” sel {cell}, {here} di tabel utama. "
        "Yang diambil {here}; periksa mana yang benar."
    )
    told = sentence.format(
        name=name[:80], year=_("akhir") if year == END else year, there=there, here=here, sheet=place.sheet,
        cell=place.cell,
    )  # fmt: skip
    return Notice("joined-differs", told, place, doubt=True)
