"""Packages that tests look at without changing them are made once."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gmsc_desktop.package.examine import Caps, examine
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, WORKING_COPY
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.write import Written
from tests.faults.gates import count
from tests.package.packages import written

Refusal = Callable[..., PackageRefused]


@pytest.fixture(scope="session")
def submission(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A submission with all its evidence."""
    return written(tmp_path_factory.mktemp("pengajuan"), SUBMISSION)


@pytest.fixture(scope="session")
def working_copy(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A team copy with all its evidence."""
    return written(tmp_path_factory.mktemp("salinan"), WORKING_COPY)


@pytest.fixture(scope="session")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A backup with all its evidence."""
    return written(tmp_path_factory.mktemp("cadangan"), BACKUP)


@pytest.fixture(scope="session")
def told() -> set[str]:
    """The SHA-256 of every hostile package that was refused so far."""
    return set()


@pytest.fixture
def refusal(tmp_path: Path, told: set[str]) -> Refusal:
    """Examine bytes as a package; the refusal, after seeing that it wrote nothing outside its folder."""

    def examine_bytes(data: bytes, caps: Caps | None = None) -> PackageRefused:
        place, into = tmp_path / "masuk", tmp_path / "keluar" / "isi"
        place.mkdir(exist_ok=True)
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        path = place / "paket.zip"
        path.write_bytes(data)
        began = time.process_time()
        with pytest.raises(PackageRefused) as caught:
            examine(path, into=into, caps=caps)
        seconds = time.process_time() - began
        outside = [found for found in tmp_path.rglob("*") if found.is_file() and not found.is_relative_to(into)]
        assert outside == [path]
        assert caught.value.sentence
        assert caught.value.next_step
        new = hashlib.sha256(data).hexdigest() not in told
        told.add(hashlib.sha256(data).hexdigest())
        count("G8", packages=int(new), outside=len(outside) - 1, seconds=seconds)
        return caught.value

    return examine_bytes
