"""What the tests of faults share."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmsc_desktop.paths import DATA_VARIABLE
from tests.faults.script import MEMORY


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The faults are made with means of Linux: other systems run everything else."""
    if sys.platform != "linux":
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="the layer below the files is written for Linux"))


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in memory where there is one: thousands of states are laid out and opened."""
    monkeypatch.setenv(DATA_VARIABLE, "")
    folder = Path(tempfile.mkdtemp(prefix="gmsc-uji-", dir=MEMORY))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
