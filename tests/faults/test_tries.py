"""G1 to G5 and G14: children that are killed, or whose drive fails, is full or loses power, on every path that writes.

That these tries notice what is wrong is tried in ``test_breakages.py``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.gates import FULL, count
from tests.faults.scenarios import SCENARIOS

REPOSITORY = Path(__file__).parents[2]
MIGRATIONS = [name for name in SCENARIOS if name.startswith("migrate")]
MEASURES = {"kill": "kills", "statement": "statements", "fail": "errors", "full": "drives", "cut": "path_states"}
FULL_FIGURES = {"kill": 200, "fail": 110, "full": 10, "cut": 80}
SHORT_FIGURES = {"kill": 4, "fail": 4, "full": 2, "cut": 8}
ALL = 0  # statements: each of them once


def tries(scenario: str, seed: int, wanted: dict[str, int], breakage: str = "") -> dict[str, Counter[str]]:
    """Run the program that does the tries; the faults by kind. Unless something is broken, they count for the gates."""
    words = [f"{kind}={number}" for kind, number in wanted.items()]
    words += [f"break={breakage}"] if breakage else []
    command = [sys.executable, "-m", "tests.faults.tries", scenario, str(seed), *words]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    faults = {}
    for kind, found in json.loads(done.stdout).items():
        faults[kind] = Counter(found["faults"])
        if not breakage:
            assert found["tries"] >= wanted[kind]
            _count(scenario, kind, found["tries"], faults[kind])
    return faults


def _count(scenario: str, kind: str, tried: int, faults: Counter[str]) -> None:
    measure = MEASURES[kind]
    lost = sum(number for fault, number in faults.items() if fault.startswith("lost"))
    named = f"{measure}_{scenario.replace('-', '_')}"
    count(gate_of(scenario, kind), **{measure: tried, named: tried}, lost=lost, bad=faults.total() - lost)


def gate_of(scenario: str, kind: str) -> str:
    """The gate that a kind of try on a path counts for."""
    by_kind = {"fail": "G3", "full": "G4", "cut": "G2", "statement": "G14"}
    of_a_kill = "G1" if scenario == "save" else "G14" if scenario in MIGRATIONS else "G5"
    return by_kind.get(kind, of_a_kill)


if FULL:

    @pytest.mark.parametrize("seed", range(10))
    def test_a_kill_while_saving_loses_nothing_that_was_told_to_be_saved(seed: int) -> None:
        assert tries("save", seed, {"kill": 100}) == {"kill": Counter()}

    @pytest.mark.parametrize("kind", FULL_FIGURES)
    @pytest.mark.parametrize("scenario", SCENARIOS)
    def test_no_try_of_any_path_loses_anything_or_leaves_a_part(scenario: str, kind: str) -> None:
        assert tries(scenario, 1, {kind: FULL_FIGURES[kind]}) == {kind: Counter()}

    @pytest.mark.parametrize("scenario", MIGRATIONS)
    def test_a_migration_that_is_killed_before_any_of_its_statements_is_old_or_new(scenario: str) -> None:
        assert tries(scenario, 1, {"statement": ALL}) == {"statement": Counter()}

else:

    @pytest.mark.parametrize("seed", range(3))
    def test_a_kill_while_saving_loses_nothing_that_was_told_to_be_saved(seed: int) -> None:
        assert tries("save", seed, {"kill": 50}) == {"kill": Counter()}

    @pytest.mark.parametrize("scenario", SCENARIOS)
    def test_nothing_is_lost_when_a_path_is_killed_or_its_drive_fails_or_is_full(scenario: str) -> None:
        wanted = SHORT_FIGURES | ({"statement": 20} if scenario in MIGRATIONS else {})
        assert tries(scenario, 1, wanted) == {kind: Counter() for kind in wanted}
