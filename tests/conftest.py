"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gmsc_desktop import cli
from tests.commands import Run
from tests.network import GUARD


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """A test in which anything reaches for more than local sockets fails, also where somebody swallows the refusal."""
    GUARD.taken()
    yield
    told = GUARD.taken()
    assert not told, told


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder of the test's own; ``GMSC_DATA`` names it, for this process and its children."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("GMSC_DATA", str(folder))
    return folder


@pytest.fixture
def run(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command of ``gmsc``; exit code, standard output, standard error."""

    def command(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return command
