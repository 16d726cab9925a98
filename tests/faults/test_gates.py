"""The table of gates: what was wanted, what was reached, and red where anything failed or is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.gates import GATES, REPORT, Line, count, lines, table


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that counts go to."""
    monkeypatch.setenv(REPORT, str(tmp_path))
    return tmp_path


def of(gate: str, report: Path) -> list[Line]:
    return [line for line in lines(report) if line.gate == gate]


def test_counts_add_up_and_reach_what_is_wanted(report: Path) -> None:
    count("G1", kills=600, lost=0)
    assert not of("G1", report)[0].good
    count("G1", kills=400, lost=0)
    (line,) = of("G1", report)
    assert (line.wanted, line.reached, line.failed, line.good) == ("1,000 kills", "1,000", 0, True)


def test_one_failure_turns_every_line_of_its_gate_red(report: Path) -> None:
    count("G12", evidence=1000, packages=1000, backups=1000, plans=1000, records=1000, missed=0)
    assert all(line.good for line in of("G12", report))
    count("G12", records=1, missed=1)
    assert [(line.failed, line.good) for line in of("G12", report)] == [(1, False)] * 5


def test_the_worst_case_counts_for_a_limit_and_must_be_measured(report: Path) -> None:
    count("G6", starts=1, lost=0, asked=0)
    assert [line.good for line in of("G6", report)] == [True, False]
    count("G6", seconds=0.9)
    assert all(line.good for line in of("G6", report))
    count("G6", seconds=3.1)
    assert of("G6", report)[1].reached == "3.10"
    assert not of("G6", report)[1].good


def test_the_table_names_every_gate_and_is_red_without_counts(report: Path) -> None:
    text, good = table(report)
    assert not good
    assert {line.split()[0] for line in text.splitlines()[1:]} == set(GATES)
    assert {"G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", *(f"G{n}" for n in range(10, 19))} == set(GATES)


def test_a_gate_that_nobody_knows_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        count("G99", kills=1)
