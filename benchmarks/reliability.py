"""After a kill to usable, backup and check, beside what SQLite alone takes for the same file; memory beside time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3


def figures(folder: Path, scale: int) -> Iterator[Figure]:
    """All figures for a plan with the demonstration's records ``scale`` times; every run is a process of its own."""
    data = folder / "data"
    made = _child(data, "make", str(scale))
    plan, file = str(made["plan"]), Path(str(made["file"]))
    yield _figure("killed, then usable", "SQLite recovers and reads", *_after_kills(data, plan, file, folder))
    copy = folder / "polos.sqlite3"
    shutil.copy(file, copy)
    for name, what, beside in (
        ("backup, checked and compared", "backup", "Connection.backup alone"),
        ("Periksa data", "check", "integrity_check and keys"),
    ):
        yield _figure(name, beside, _child(data, what, plan), _child(data, f"{what}-plain", str(copy)))


def _after_kills(data: Path, plan: str, file: Path, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The best of several kills, each of both reading the same file with the same journal."""
    ours, plain = [], []
    for number in range(RUNS):
        _child(data, "kill", plan, dies=True)
        other = folder / f"mati-{number}"
        other.mkdir()
        for left in (file, file.with_name(f"{file.name}-wal")):
            shutil.copy(left, other / left.name)
        plain.append(_child(data, "usable-plain", str(other / file.name)))
        ours.append(_child(data, "usable", plan))
        shutil.rmtree(other)
    return min(ours, key=lambda told: told["ms"]), min(plain, key=lambda told: told["ms"])


def _figure(name: str, beside: str, ours: dict[str, Any], plain: dict[str, Any]) -> Figure:
    return Figure(name, ours["ms"], beside, plain["ms"], f"memory {ours['mb']:.0f} MB beside {plain['mb']:.0f}")


def _child(data: Path, *what: str, dies: bool = False) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.reliability_child", str(time.monotonic()), *what]
    environment = {**os.environ, "GMSC_DATA": str(data)}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=not dies)
    told: dict[str, Any] = {} if dies else json.loads(done.stdout.splitlines()[-1])
    return told
