"""A plugin of pytest for ``make faults``: counts tests of other rooms for their gates."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.faults.gates import count

# How the name of a test begins -> the gate and the measure that it counts for once.
COUNTED = {
    "tests/exports/test_hostile_pdf.py::test_hostile_text_is_literal": ("G11", "papers"),
    "tests/exports/test_start_page.py::test_hostile_text_is_text": ("G11", "start_pages"),
    "tests/exports/test_tables.py::test_hostile_text_is_text": ("G11", "tables"),
    "tests/exports/test_xlsx.py::test_hostile_text_is_text": ("G11", "workbooks"),
    "tests/ui/test_walk.py::test_hostile_text_stands_literally_on_every_page": ("G11", "screens"),
    "tests/ui/test_printing.py::test_hostile_text_is_printed_as_it_is_written": ("G11", "screens"),
}
_sums: Counter[tuple[str, str]] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test of another room has run; the controller hears of each once."""
    if report.when != "call" or "PYTEST_XDIST_WORKER" in os.environ:
        return
    for beginning, (gate, what) in COUNTED.items():
        if report.nodeid.startswith(beginning):
            _sums[gate, what if report.passed else "bad"] += 1


def pytest_sessionfinish() -> None:
    """All have run."""
    for (gate, what), number in _sums.items():
        count(gate, **{what: number})
    _sums.clear()
