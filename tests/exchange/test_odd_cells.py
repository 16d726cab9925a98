"""Cells and rows as nobody means them cost no more than others: what reads them grows with their length alone."""

from __future__ import annotations

import cProfile
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from gmsc_desktop.exchange.reported.columns import reason_in, status_in, vocabulary
from gmsc_desktop.exchange.rpjmd.proposal import propose
from gmsc_desktop.exchange.rpjmd.sums import check_sums
from gmsc_desktop.exchange.rpjmd.tree import Node, Total, Tree
from gmsc_desktop.exchange.sheets import Book, Cell, Place, Row, Sheet
from gmsc_desktop.exchange.tabular import finding
from gmsc_desktop.exchange.tabular.agencies import agencies_in
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.exchange.tabular.paired import parted

RUNS = (" ", "\n", " \n", ";", ";\n", "; ", "/ ", "1. ", "a) ", "- ", "karena ")


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize(
    "read",
    [
        agencies_in,
        lambda text: parted(Cell(text), both=True),
        lambda text: status_in(text, vocabulary().raw["statuses"]),
        reason_in,
    ],
)
def test_long_runs_in_a_cell_keep_nothing_waiting(read: Callable[[str], object], run: str) -> None:
    text = f"Dinas A{run * (12_000 // len(run))}x"
    assert read(text) is not False  # patterns that go back and forth would need hours


def test_offices_on_lines_with_blank_ones_between_them_are_parted_as_before() -> None:
    assert agencies_in("1. Dinas Sosial\n\n \n2. Dinas Kesehatan;\r\n;3. Badan Pendapatan Daerah") == [
        "Dinas Sosial", "Dinas Kesehatan", "Badan Pendapatan Daerah",
    ]  # fmt: skip


class CountedSheet(Sheet):
    """Counts how often its rows are looked at."""

    looks = 0

    def row(self, number: int) -> Row:
        """A row, counted."""
        type(self).looks += 1
        return super().row(number)


def rows(lone: int) -> Iterator[list[str]]:
    """A table, then lines that stand alone in the column of its programmes."""
    yield ["Sasaran", "Program", "Indikator", "Target 2025"]
    yield ["Warga sehat", "Program Kesehatan", "Umur harapan hidup", "71"]
    yield from (["", f"Program Lain {number}"] for number in range(lone))


def looks(lone: int) -> int:
    CountedSheet.looks = 0
    held = {at: {to: Cell(text) for to, text in enumerate(row) if text} for at, row in enumerate(rows(lone))}
    proposal = propose(Book("a.xlsx", "xlsx", (CountedSheet("Tabel", held),)))
    assert sum(node.level == "programme" for node in proposal.nodes) == 1 + lone
    return CountedSheet.looks


def test_lone_lines_below_a_table_are_looked_at_a_few_times_each() -> None:
    assert looks(400) < 5 * looks(100)


def keys(monkeypatch: pytest.MonkeyPatch, rungs: int) -> int:
    """How often texts are held against others while so many rungs of one place are read."""
    plain, counted = vars(Node)["key"], [0]

    def key(node: Node) -> str:
        counted[0] += 1
        return str(plain.fget(node))

    with monkeypatch.context() as patched:
        patched.setattr(Node, "key", property(key))
        looks(rungs)
    return counted[0]


def test_rungs_of_one_place_are_known_again_without_looking_at_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert keys(monkeypatch, 400) < 5 * keys(monkeypatch, 100)


def calls(totals: int) -> int:
    """How many calls it takes to hold so many totals against the programmes above them."""
    tree = Tree()
    for row in range(0, 2 * totals, 2):
        place = Place("Tabel", row, 1)
        tree.put(Node("programme", f"Program {row}", place, money={2025: Decimal(row)}))
        tree.totals.append(Total("Jumlah", Place("Tabel", row + 1, 1), {2025: Decimal(row)}))
    profile = cProfile.Profile()
    checks = profile.runcall(check_sums, tree)
    assert all(check.agrees for check in checks)
    return sum(entry.callcount for entry in profile.getstats())


def test_a_total_behind_each_programme_is_held_against_those_above_it_alone() -> None:
    assert calls(1_200) < 5 * calls(300)


def gathered(monkeypatch: pytest.MonkeyPatch, sheets: int) -> int:
    """How often what a table says is gathered while so many sheets, each with its columns elsewhere, are joined."""
    counted = [0]

    def told(table: Table, meanings: frozenset[str]) -> dict[str, set[tuple[str, ...]]]:
        counted[0] += 1
        return plain(table, meanings)

    head = ["Sasaran", "Program", "Indikator", "Target 2025"]
    made = []
    for at in range(sheets):
        held = [
            head,
            *(
                [f"Warga sehat {at}", f"Program Kesehatan {at} {n}", f"Harapan hidup {at} {n}", f"7{n}"]
                for n in range(4)
            ),
        ]
        rows = {row: {to + at % 3: Cell(text) for to, text in enumerate(texts)} for row, texts in enumerate(held)}
        made.append(Sheet(f"Lembar {at}", rows))
    plain = finding._told
    with monkeypatch.context() as patched:
        patched.setattr(finding, "_told", told)
        proposal = propose(Book("a.xlsx", "xlsx", tuple(made)))
    assert sum(node.level == "programme" for node in proposal.nodes) == 4 * sheets
    return counted[0]


def test_what_a_sheet_says_is_gathered_a_few_times_however_many_sheets_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert gathered(monkeypatch, 24) < 5 * gathered(monkeypatch, 6)
