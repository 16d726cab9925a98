"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder of the test's own; ``GMSC_DATA`` names it, for this process and its children."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("GMSC_DATA", str(folder))
    return folder
