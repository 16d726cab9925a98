"""Tables of indicators alone (IKU, IKD): nothing in them says what is measured; other tables of the book may."""

from __future__ import annotations

from collections.abc import Sequence

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.filling import fill_indicator
from gmsc_desktop.exchange.rpjmd.tree import Tree
from gmsc_desktop.exchange.sheets import Place, fold
from gmsc_desktop.exchange.tabular.indicators import Indicator
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.text import _

_MOST_NAMED = 5


def is_measured(indicator: Indicator) -> bool:
    """Whether an indicator has anything but its text; without, it heads others ("ASPEK PELAYANAN UMUM")."""
    return bool(indicator.targets or indicator.baseline or indicator.end or indicator.unit)


def take_known(tree: Tree, further: Tree, table: Table) -> bool:
    """Give the figures of indicators without a rung to those of the tree with the same text; False where none."""
    known: dict[str, list[Indicator]] = {}
    for node in tree.nodes():
        for one in node.indicators:
            known.setdefault(_key(one), []).append(one)
    met = [one for one in further.ownerless if len(known.get(_key(one), ())) == 1]
    if not met:
        return False
    for one in met:
        tree.notices += fill_indicator(known[_key(one)][0], one)
    left = [one for one in further.ownerless if not any(one is other for other in met)]
    place = Place(table.name, table.header.top, 0)
    sentence = _("{count} indikator di lembar “{sheet}” bertemu menurut namanya dengan indikator tabel utama.")
    tree.notices += [*further.notices, Notice("joined", sentence.format(count=len(met), sheet=table.name), place)]
    if left:
        tree.notices.append(left_notice(left))
    return True


def tell_ownerless(tree: Tree) -> None:
    """What the tables that are read say of indicators without a rung."""
    if tree.ownerless:
        tree.notices.append(left_notice(tree.ownerless))


def left_notice(indicators: Sequence[Indicator]) -> Notice:
    """What is told of indicators that have no place."""
    sentence = _(
        "{count} indikator tidak diambil karena tabelnya tidak menyebut tujuan, sasaran, atau programnya: {names}. "
        "Impor tabel yang memuat tujuan atau sasarannya, atau cocokkan kolomnya."
    )
    named = ", ".join(f"“{one.text[:50]}”" for one in indicators[:_MOST_NAMED])
    more = ", …" if len(indicators) > _MOST_NAMED else ""
    told = sentence.format(count=len(indicators), names=named + more)
    return Notice("no-owner", told, indicators[0].place, doubt=True)


def _key(one: Indicator) -> str:
    return fold(one.text).casefold().rstrip(" .;,")
