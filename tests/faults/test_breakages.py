"""The tries turn red: the product is broken in one way after the other, and each is noticed by the gate it is for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.breakages import BREAKAGES, UNSEEN_BY_TRIES
from tests.faults.breaking import BREAK_VARIABLE
from tests.faults.gates import FULL
from tests.faults.test_tries import tries

REPOSITORY = Path(__file__).parents[2]

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


# What is broken, and the test that turns red: in a process of its own, which sees that it is green without.
TURNS_RED = (
    ("trusts_any_sender", "tests/test_senders.py::test_the_first_sender_is_remembered_and_another_told_until_accepted"),
    (
        "settles_nothing",
        "tests/test_errands.py::test_a_package_whose_window_died_before_it_was_noted_is_noted_by_the_next_start",
    ),
    (
        "leaves_contacts_behind",
        "tests/models/test_restoring.py::test_a_backup_file_brings_contacts_unread_texts_and_what_left",
    ),
    (
        "counts_anew",
        "tests/models/test_restoring.py::"
        "test_what_left_since_a_backup_has_left_all_the_same_and_no_number_is_given_twice",
    ),
    ("takes_it_from_anybody", "tests/package/test_beside.py::test_other_kinds_do_not_take_it"),
    (
        "keeps_second_place",
        "tests/models/test_contacts.py::test_erased_contacts_are_in_no_backup_of_the_second_place",
    ),
)


@pytest.mark.parametrize(("breakage", "test"), TURNS_RED, ids=[line[0] for line in TURNS_RED])
def test_a_test_turns_red(breakage: str, test: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.faults.breaking"]
    environment = {**os.environ, BREAK_VARIABLE: breakage, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [*command, test], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout[-3000:]
    assert "passed" not in done.stdout.splitlines()[-1], "each case of it turns red"


def test_every_breakage_is_tried() -> None:
    assert {line[0] for line in (*NOTICED, *SELDOM)} == set(BREAKAGES)
    assert {line[0] for line in TURNS_RED} == set(UNSEEN_BY_TRIES)
