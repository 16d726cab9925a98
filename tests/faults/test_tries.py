"""G1, G3, G4, G5, G14: children that are killed, or whose drive fails or is full, on every path that writes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.gates import FULL, count

REPOSITORY = Path(__file__).parents[2]
PATHS = ("save", "backup", "attach", "merge", "export", "import", "restore", "migrate")
NAMES = {"kill": "kills", "fail": "errors", "full": "drives"}
SHORT = {"kill": 6, "fail": 5, "full": 2}


def tries(scenario: str, seed: int, wanted: dict[str, int]) -> dict[str, Counter[str]]:
    """Run the program that does the tries, count them for their gates; the faults by kind."""
    words = [f"{kind}={number}" for kind, number in wanted.items()]
    command = [sys.executable, "-m", "tests.faults.tries", scenario, str(seed), *words]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    faults = {}
    for kind, found in json.loads(done.stdout).items():
        assert found["tries"] >= wanted[kind]
        faults[kind] = Counter(found["faults"])
        lost = sum(number for fault, number in faults[kind].items() if fault.startswith("lost"))
        what, rest = NAMES[kind], faults[kind].total() - lost
        count(
            gate_of(scenario, kind), **{what: found["tries"], f"{what}_{scenario}": found["tries"]}, lost=lost, bad=rest
        )
    return faults


def gate_of(scenario: str, kind: str) -> str:
    """The gate that a kind of try on a path counts for."""
    return (
        {"save": "G1", "migrate": "G14"}.get(scenario, "G5") if kind == "kill" else {"fail": "G3", "full": "G4"}[kind]
    )


if FULL:

    @pytest.mark.parametrize("seed", range(10))
    def test_a_kill_while_saving_loses_nothing_that_was_told_to_be_saved(seed: int) -> None:
        assert tries("save", seed, {"kill": 100}) == {"kill": Counter()}

    @pytest.mark.parametrize("kind", NAMES)
    @pytest.mark.parametrize("scenario", PATHS)
    def test_no_try_of_any_path_loses_anything_or_leaves_a_part(scenario: str, kind: str) -> None:
        assert tries(scenario, 1, {kind: {"kill": 200, "fail": 300, "full": 60}[kind]}) == {kind: Counter()}

else:

    @pytest.mark.parametrize("scenario", PATHS)
    def test_nothing_is_lost_when_a_path_is_killed_or_its_drive_fails_or_is_full(scenario: str) -> None:
        kills = {"kill": 20} if scenario == "save" else {}
        assert tries(scenario, 1, SHORT | kills) == {kind: Counter() for kind in SHORT}
