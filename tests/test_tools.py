"""The set-up tool says exactly what to type, and the lock tool tells systems apart."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import dev, lock

needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Debian packages")


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person without root on a Debian system."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)


@needs_linux
@pytest.mark.usefixtures("somebody")
def test_a_missing_library_is_told_with_the_exact_command() -> None:
    dev.need_libraries({"libc.so.6": "libc6"})
    with pytest.raises(dev.Stop) as told:
        dev.need_libraries({"libc.so.6": "libc6", "libgone.so.9": "libgone9"})
    assert "libgone.so.9" in str(told.value)
    assert str(told.value).endswith("\n    sudo apt-get install --yes --no-install-recommends libgone9")


@needs_linux
@pytest.mark.usefixtures("somebody")
def test_missing_test_tools_stop_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    dev.want_test_tools()
    told = capsys.readouterr().err
    assert "minisign poppler-utils qpdf strace unzip" in told
    assert "those tests are skipped" in told


def test_the_stamp_changes_with_every_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    files = ["pyproject.toml", "setup.py", *(f"requirements/{name}.txt" for name in dev.LOCKS)]
    for name in files:
        (tmp_path / name).write_text("one", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    stamps = {dev.fingerprint()}
    for name in files:
        (tmp_path / name).write_text("two", encoding="utf-8")
        stamps.add(dev.fingerprint())
    assert len(stamps) == len(files) + 1


def package(name: str, *requires: str) -> lock.Package:
    return lock.Package(canonicalize_name(name), "1.0", tuple(map(Requirement, requires)), "0" * 64)


def test_each_system_gets_what_it_needs_and_no_more() -> None:
    known = {
        canonicalize_name("root"): package("root", "color; sys_platform == 'win32'", "old; python_version < '3.12'"),
        canonicalize_name("color"): package("color", "gone; platform_system == 'Windows'", "root[more]"),
        canonicalize_name("old"): package("old"),
        canonicalize_name("spare"): package("spare"),
    }
    roots = [Requirement("root")]
    reached = {target.name: lock.needs(roots, known, target) for target in lock.TARGETS}
    assert {name: set(found) for name, (found, _unknown) in reached.items()} == {
        "linux-3.11": {"root", "old"},
        "linux-3.12": {"root"},
        "win-3.11": {"root", "color", "old"},
        "win-3.12": {"root", "color"},
    }
    assert [str(need.name) for need in reached["win-3.12"][1]] == ["gone"]
    assert reached["linux-3.11"][1] == []


@pytest.mark.parametrize(
    ("targets", "marker"),
    [
        ({"linux-3.11", "linux-3.12", "win-3.11", "win-3.12"}, ""),
        ({"win-3.11", "win-3.12"}, ' ; sys_platform == "win32"'),
        ({"linux-3.11", "win-3.11"}, ' ; python_version < "3.12"'),
        ({"win-3.12"}, ' ; (sys_platform == "win32" and python_version == "3.12")'),
    ],
)
def test_a_marker_says_where_a_package_is_needed(targets: set[str], marker: str) -> None:
    assert lock.marker(frozenset(targets)) == marker
