"""Tables of one book that go on with one another: tujuan and sasaran here, programmes there, ceilings in a third."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.filling import fill_node
from gmsc_desktop.exchange.rpjmd.ownerless import take_known
from gmsc_desktop.exchange.rpjmd.tree import DEPTH, LEVELS, Node, Tree
from gmsc_desktop.exchange.sheets import Place, fold
from gmsc_desktop.exchange.tabular.finding import Overlap
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.text import _

_SHARE = 0.5  # of the rungs of a level that must be met again before two tables are held to be of one plan
_APART = frozenset(("goal", "objective", "programme", "activity", "sub_activity"))
_NAMING = frozenset((*LEVELS, "ladder", "indicator"))


def join(
    tree: Tree, read: Sequence[Table], others: Sequence[Table], build: Callable[[Table, Tree], None]
) -> list[Table]:
    """Read further tables of the book into a tree where they tell what it has not; those that were, in their order.

    ``build`` reads a table into a tree. Rungs are known again by their code, or by their text; nothing is guessed.
    """
    joined: list[Table] = []
    said = Overlap(read, _NAMING)
    for table in others:
        if table.header.sheet.hidden != read[0].header.sheet.hidden:
            continue
        if of_one_kind(table, read[0]) and said.add_apart(table):
            build(table, tree)
            joined.append(table)
            continue
        further = Tree()
        build(table, further)
        if further.ownerless:
            if take_known(tree, further, table):
                joined.append(table)
                said.add(table)
            continue
        meeting = _Meeting(tree, further)
        if meeting.fits():
            meeting.join(table)
            joined.append(table)
            said.add(table)
        elif _stands_apart(tree, further) and _years_agree(table, read[0]):
            tree.roots += further.roots
            tree.totals += further.totals
            tree.notices += [*further.notices, _apart_notice(table)]
            joined.append(table)
            said.add(table)
    return joined


def of_one_kind(one: Table, other: Table) -> bool:
    """Whether two tables tell the same of other rungs, as those of several OPDs do, though their columns differ."""

    def kind(table: Table) -> tuple[object, ...]:
        layout = table.layout
        levels = {column.meaning for column in layout.columns if column.meaning in {*LEVELS, "ladder"}}
        return levels, layout.years, layout.ordinals, bool(layout.of("indicator")), bool(layout.of("money"))

    return kind(one) == kind(other)


def _stands_apart(tree: Tree, further: Tree) -> bool:
    """Whether a table tells measured rungs of other levels: a Perjanjian Kinerja has sasaran here, programmes there."""
    told = [node for node in further.nodes() if node.level in _APART]
    measured = [node for node in told if node.indicators or node.money]
    levels = {node.level for node in tree.nodes() if node.level in _APART}
    fresh = not levels & {node.level for node in told}
    return bool(levels) and fresh and len(measured) > len(told) / 2 and not further.untold


def _years_agree(one: Table, other: Table) -> bool:
    return bool(set(one.layout.years) & set(other.layout.years))


def _apart_notice(table: Table) -> Notice:
    sentence = _(
        "Tabel di lembar “{sheet}” baris {row} memuat tingkat lain dan dibaca bersama tabel utama, tetapi tidak "
        "menyebut induknya. Periksa kaitannya, atau pilih satu lembar bila hanya lembar itu yang diimpor."
    )
    place = Place(table.name, table.header.top, 0)
    return Notice("joined-apart", sentence.format(sheet=table.name, row=table.header.top + 1), place, doubt=True)


class _Meeting:
    """Two trees of one plan: the first is filled from the second."""

    def __init__(self, tree: Tree, further: Tree) -> None:
        self._tree = tree
        self._further = further
        self._known: dict[tuple[str, str], list[Node]] = {}
        for node in tree.nodes():
            for key in _keys(node):
                self._known.setdefault(key, []).append(node)
        self._twins: dict[int, Node] = {}

    def _met(self, node: Node) -> list[Node]:
        """The rungs of the first tree that this one may be: by its code where both have one, else by its text."""
        for key in _keys(node):
            if found := self._known.get(key):
                return found
        return []

    def fits(self) -> bool:
        """Whether the second tree tells something new of rungs that both have."""
        nodes = self._further.nodes()
        for level in {node.level for node in nodes}:
            own = [node for node in nodes if node.level == level]
            there = sum(node.level == level for node in self._tree.nodes())
            met = sum(len(self._met(node)) == 1 for node in own)
            if met and met >= _SHARE * min(len(own), there):
                return self._tells_more()
        return False

    def _tells_more(self) -> bool:
        here, more = _told_by_level(self._tree), _told_by_level(self._further)
        return any(told - here.get(level, set()) for level, told in more.items())

    def join(self, table: Table) -> None:
        """Fill the first tree."""
        count, alone, unclear = 0, [], []
        known = {node.level for node in self._tree.nodes()}
        for node in self._further.nodes():
            met = self._met(node)
            parent = self._parent(node)
            if len(met) == 1:
                count += 1
                self._twins[id(node)] = met[0]
                self._move(met[0], parent, node.place)
                self._tree.notices += fill_node(met[0], node)
            elif met:
                unclear.append(node)
            else:
                alone.append(self._add(node, parent))
        self._tree.forget()
        self._tree.roots.sort(key=lambda node: DEPTH[node.level])
        self._tree.totals += self._further.totals
        alone = [node for node in alone if node.level in known]  # a level that was not there is told as joined
        self._tree.notices += [*self._further.notices, *_notices(table, count, alone, unclear)]

    def _parent(self, node: Node) -> Node | None:
        above = node.parent
        while above is not None:
            if id(above) in self._twins:
                return self._twins[id(above)]
            above = above.parent
        return None

    def _add(self, node: Node, parent: Node | None) -> Node:
        made = replace(node, parent=parent, children=[])
        (self._tree.roots if parent is None else parent.children).append(made)
        self._twins[id(node)] = made
        return made

    def _tell_elsewhere(self, node: Node, here: Node, there: Node, place: Place) -> None:
        sentence = _(
            "“{text}” berada di bawah “{here}” di tabel utama, tetapi di bawah “{there}” di lembar “{sheet}”. Yang "
            "dipakai susunan tabel utama; periksa mana yang benar."
        )
        words = {"text": node.text[:80], "here": here.text[:80], "there": there.text[:80], "sheet": place.sheet}
        self._tree.notices.append(Notice("joined-elsewhere", sentence.format(**words), place, doubt=True))

    def _move(self, node: Node, parent: Node | None, place: Place) -> None:
        """Hang a rung under the one that the second table tells, where it hung on nothing or on one further up."""
        if parent is None or node.parent is parent or DEPTH[parent.level] >= DEPTH[node.level]:
            return
        if node.parent is not None and node.parent.level == parent.level:
            self._tell_elsewhere(node, node.parent, parent, place)
            return
        above = parent
        while above is not None and above is not node.parent:
            above = above.parent  # type: ignore[assignment]
        if above is not node.parent:
            return
        siblings = self._tree.roots if node.parent is None else node.parent.children
        siblings[:] = [one for one in siblings if one is not node]
        node.parent = parent
        parent.children.append(node)


def _keys(node: Node) -> list[tuple[str, str]]:
    text = fold(node.text).casefold().rstrip(" .;,")
    coded = node.plain_code and DEPTH[node.level] >= DEPTH["affair"]
    return [(node.level, node.plain_code), (node.level, text)] if coded else [(node.level, text)]


def _told_by_level(tree: Tree) -> dict[str, set[str]]:
    """What a tree tells of each level: that there are such rungs, their indicators, their money, their OPDs."""
    told: dict[str, set[str]] = {}
    for node in tree.nodes():
        found = told.setdefault(node.level, {"rungs"})
        parts = {"indicators": node.indicators, "money": node.money}
        parts |= {"agencies": node.agencies, "outcomes": node.outcomes}
        found |= {name for name, held in parts.items() if held}
        found |= {f"money {year}" for year in node.money}
        found |= {f"target {year}" for one in node.indicators for year in one.targets}
        found |= {"targets" for one in node.indicators if one.targets or one.end or one.baseline}
        if node.parent is not None:
            found.add("parent")
    return told


def _notices(table: Table, count: int, alone: Sequence[Node], unclear: Sequence[Node]) -> list[Notice]:
    place = Place(table.name, table.header.top, 0)
    sentence = _(
        "Tabel di lembar “{sheet}” baris {row} dibaca bersama tabel utama; {count} butirnya bertemu menurut kode atau "
        "namanya. Pilih satu lembar bila hanya lembar itu yang diimpor."
    )
    told = sentence.format(sheet=table.name, row=table.header.top + 1, count=count)
    made = [Notice("joined", told, place)]
    for node in unclear:
        sentence = _("“{text}” ada di beberapa tempat pada tabel utama, sehingga isinya di sel {cell} tidak diambil.")
        told = sentence.format(text=node.text[:80], cell=node.place.cell)
        made.append(Notice("joined-unclear", told, node.place, doubt=True))
    leaves = [node for node in alone if node.level in {"programme", "activity", "sub_activity"} and node.money]
    for node in leaves:
        sentence = _("“{text}” hanya ada di lembar “{sheet}”; periksa apakah kode atau namanya ditulis berbeda.")
        told = sentence.format(text=node.text[:80], sheet=table.name)
        made.append(Notice("joined-alone", told, node.place, doubt=True))
    return made
