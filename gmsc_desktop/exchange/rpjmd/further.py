"""The OPD of the further rows of a program, kegiatan or sub kegiatan in tables that name it on the first row alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.tree import Node
from gmsc_desktop.exchange.tabular.indicators import Indicator
from gmsc_desktop.text import _

_LEAVES = ("programme", "activity", "sub_activity")


class FurtherRows:
    """Gathers the rows that go on with the rung of the row above.

    Where any of them names an OPD, the table names it row by row, and a blank means none.
    """

    def __init__(self) -> None:
        self._last: Node | None = None
        self._named: list[str] = []  # on the first row of the rung
        self._blank: list[tuple[Indicator, list[str]]] = []
        self._row_by_row = False

    def add(self, node: Node, indicators: Sequence[Indicator], agencies: Sequence[str]) -> None:
        """One row: its rung, the indicators of that rung on it, the OPD that it names."""
        first = node is not self._last
        self._last = node
        if first:
            self._named = list(agencies)
        elif agencies:
            self._row_by_row = True
        elif node.level in _LEAVES:
            self._blank += [(one, self._named) for one in indicators if not one.agencies]

    def settle(self) -> None:
        """At the end of a table."""
        if not self._row_by_row:
            for indicator, named in self._blank:
                indicator.agencies = list(named)


def without_office(nodes: Sequence[Node]) -> Iterator[Notice]:
    """That some programmes have no OPD where most have one: a merged cell may have been lost."""
    programmes = [node for node in nodes if node.level == "programme"]
    bare = [node for node in programmes if not node.agencies]
    if bare and len(bare) < len(programmes):
        sentence = _("{count} program tidak mempunyai OPD di tabel ini, misalnya “{name}”.")
        told = sentence.format(count=len(bare), name=bare[0].text[:80])
        yield Notice("no-office", told, bare[0].place)
