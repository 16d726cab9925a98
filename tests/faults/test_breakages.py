"""The tries turn red: the product is broken in one way after the other, and each is noticed by the gate it is for."""

from __future__ import annotations

import pytest

from tests.faults.breakages import BREAKAGES
from tests.faults.gates import FULL
from tests.faults.test_tries import tries

# What is broken, on which path, by what kind of trouble, how many tries, and how the fault is called.
NOTICED = (
    ("writes_in_place", "csv", "kill", 10, "partial"),
    ("writes_in_place", "backup", "cut", 40, "partial"),
    ("syncs_no_content", "csv", "cut", 80, "partial"),
    ("syncs_no_names", "csv", "cut", 80, "lost"),
    ("saves_lazily", "save", "cut", 80, "lost"),
    ("migrates_piecemeal", "migrate", "statement", 60, "stuck"),
    ("migrates_piecemeal", "migrate-1", "statement", 60, "stuck"),
    ("restores_in_place", "restore", "kill", 40, "corrupt"),
    ("attaches_at_once", "attach", "kill", 15, "partial"),
    ("tells_no_drive", "csv", "full", 6, "unclear"),
    ("hides_errors", "save", "fail", 80, "lost"),
    ("sweeps_nothing", "csv", "kill", 10, "leftover"),
    ("writes_in_place", "second-alone", "kill", 20, "partial"),
    ("counts_before_its_evidence", "second", "kill", 60, "lost"),
    ("sweeps_what_is_named", "second", "kill", 80, "lost"),
    ("passes_over_evidence", "second-alone", "fail", 60, "lost"),
)
SELDOM = (("sweeps_at_once", "second", "cut", 1000, "lost"),)  # what is seen in one of some hundred tries


@pytest.mark.parametrize(("breakage", "scenario", "kind", "number", "fault"), [*NOTICED, *(SELDOM if FULL else ())])
def test_what_is_broken_is_noticed(breakage: str, scenario: str, kind: str, number: int, fault: str) -> None:
    found = tries(scenario, 1, {kind: number}, breakage)[kind]
    assert any(name.startswith(fault) for name in found), found


def test_every_breakage_is_tried() -> None:
    assert {line[0] for line in (*NOTICED, *SELDOM)} == set(BREAKAGES)
