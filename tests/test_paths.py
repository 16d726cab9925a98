"""The program finds its plans and its resources from a checkout, from a wheel and in a frozen build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gmsc_desktop import paths

ROOT = Path(__file__).resolve().parent.parent


def test_the_variable_chooses_the_data_folder(data_dir: Path) -> None:
    assert paths.data_folder() == data_dir
    assert paths.plans_folder() == data_dir / "plans"
    assert paths.logs_folder().is_relative_to(data_dir)


def test_a_relative_data_folder_stays_where_it_was_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GMSC_DATA", "here")
    assert paths.data_folder() == tmp_path / "here"


def test_without_the_variable_the_data_lie_with_the_user_s_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GMSC_DATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert paths.data_folder().name == "GMSC Desktop"
    assert not paths.data_folder().is_relative_to(ROOT)


def test_a_checkout_reads_its_own_resources() -> None:
    assert paths.resources_folder() == ROOT / "resources"
    assert paths.resource("fonts/SourceSans3-Regular.ttf").is_file()


def test_a_frozen_build_reads_what_it_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_folder() == tmp_path / "resources"


def test_a_wheel_carries_the_resources(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "gmsc_desktop", source / "gmsc_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", source / "resources")
    for name in ("pyproject.toml", "setup.py", "README.md"):
        shutil.copy(ROOT / name, source)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "-w", tmp_path, source], check=True)
    [wheel] = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    program = "from gmsc_desktop import paths; print(paths.resource('fonts/OFL.md').resolve())"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    found = Path(done.stdout.strip())
    assert found.is_relative_to(installed)
    assert found.read_bytes() == (ROOT / "resources" / "fonts" / "OFL.md").read_bytes()
