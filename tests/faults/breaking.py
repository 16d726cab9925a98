"""A plugin of pytest that breaks the product once all tests are loaded: ``-p tests.faults.breaking``, by name."""

from __future__ import annotations

import os

from tests.faults.breakages import UNSEEN_BY_TRIES

BREAK_VARIABLE = "GMSC_TEST_BREAKAGE"


def pytest_collection_finish() -> None:
    """Everything of the product that the tests use has been imported by now."""
    UNSEEN_BY_TRIES[os.environ[BREAK_VARIABLE]]()
