"""Commands of ``gmsc`` as tests run them, with the fixture ``run``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., tuple[int, str, str]]


def value(run: Run, *words: str) -> Any:
    """The JSON value of a command that must succeed and warn of nothing."""
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, ""), err
    return json.loads(out)


def new_plan(run: Run, start: int = 2026, end: int = 2031) -> str:
    """The id of a new plan of Kabupaten Luwu."""
    return str(value(run, "new", "--district", "73.17", "--start", str(start), "--end", str(end))["id"])


def refused(told: tuple[int, str, str]) -> str:
    """The words of a refusal: a sentence and a next step, nothing on standard output."""
    code, out, err = told
    assert (code, out) == (1, "")
    assert len(err.splitlines()) >= 2, err
    assert "Traceback" not in err
    return err


def gmsc(data: Path, *words: str) -> str:
    """The path or id that one command told, run by a process of its own, as on another computer with this folder."""
    environment = {**os.environ, "GMSC_DATA": str(data), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "main.py"), *words, "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    return str(loaded.get("path") or loaded.get("id"))
