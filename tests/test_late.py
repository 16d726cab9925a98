"""Packages that fetch their names when they are first used."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("values", "platform_files")


@pytest.mark.parametrize("name", PACKAGES)
def test_every_name_that_is_told_is_there_and_no_other(name: str) -> None:
    package = import_module(f"gmsc_desktop.{name}")
    assert all(getattr(package, told) is not None for told in package.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = package.no_such_name


@pytest.mark.parametrize("name", PACKAGES)
def test_the_checker_of_types_reads_the_same_names(name: str) -> None:
    tree = ast.parse((ROOT / "gmsc_desktop" / name / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        alias.name: (node.module or "").rpartition(".")[2]
        for branch in tree.body
        if isinstance(branch, ast.If)
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    package = import_module(f"gmsc_desktop.{name}")
    assert set(seen) == set(package.__all__)
    for told, module in seen.items():
        assert getattr(package, told) is getattr(import_module(f"{package.__name__}.{module}"), told)


TWO_THREADS = """
import threading, time
from gmsc_desktop.late import bring_in
failed, begun = [], threading.Event()
def noting(work):
    try:
        work()
    except BaseException as error:
        failed.append(repr(error))
def first():
    begun.set()
    from sqlalchemy import create_engine
def second():
    begun.wait()
    time.sleep(0.02)  # the first holds the package by now
    bring_in("sqlalchemy.dialects.sqlite")
threads = [threading.Thread(target=noting, args=[work]) for work in (first, second)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(failed)
"""


def test_two_threads_bring_in_a_library_without_giving_each_other_half_of_it() -> None:
    done = subprocess.run([sys.executable, "-c", TWO_THREADS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_naming_a_date_brings_in_nothing_that_reads_numbers() -> None:
    program = "import sys; from gmsc_desktop.values import format_date, format_size; print('decimal' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
