"""A plugin of pytest for ``make faults``: counts tests of other rooms for their gates."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.faults.gates import count

COUNTED = {
    "tests/package/test_hostile_": ("G8", "packages"),
    "tests/models/test_random_histories": ("G15", "histories"),
}
_sums: Counter[tuple[str, str]] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test of another room has run; the controller hears of each once."""
    for beginning, (gate, what) in COUNTED.items():
        if report.when == "call" and report.nodeid.startswith(beginning) and "PYTEST_XDIST_WORKER" not in os.environ:
            _sums[gate, what if report.passed else "bad"] += 1


def pytest_sessionfinish() -> None:
    """All have run."""
    for (gate, what), number in _sums.items():
        count(gate, **{what: number})
    _sums.clear()
