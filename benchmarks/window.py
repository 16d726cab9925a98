"""The window as a person waits for it: starts, letters while saving, pages, memory, and one style beside the other.

Every figure comes from children with a window that nobody sees: ``window_child`` and ``window_memory``.
"""

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
RUNS = 5
SLOW_FSYNC = r"""
#include <unistd.h>
#include <sys/syscall.h>
int fsync(int file) { usleep(40000); return (int)syscall(SYS_fsync, file); }
int fdatasync(int file) { usleep(40000); return (int)syscall(SYS_fdatasync, file); }
"""


def figures(folder: Path, scale: int) -> Iterator[Figure]:
    """Start, letters and memory on the demonstration plan (1×); pages with 3,000 progress entries (10×)."""
    data = folder / "data"
    if scale > 1:
        yield from _pages(data)
        return
    plan = _child(data, "demo")["plan"]
    yield from _starts(data, plan)
    yield from _letters(folder, data, plan)
    yield from _memory(data, plan)
    ours, other = (_child(data, "repaint", plan, style)["repaint"] for style in ("qlementine", "fusion"))
    yield Figure("table page repainted, Qlementine", ours, "Fusion", other)


def _memory(data: Path, plan: str) -> Iterator[Figure]:
    if not sys.platform.startswith("linux"):
        return  # only there a process is told apart from what it shares
    told = _child(data, "memory", plan, module="window_memory")
    bare = _child(data, "bare", module="window_memory")
    names = {
        "home": "memory: home, all that a plan needs brought in",
        "open": "memory: the demonstration plan open (at most 150)",
        "pages": "memory: every page seen, a package measured",
    }
    for what, name in names.items():
        note = f"private {told[what]['private']:.0f}, of the bare window {bare['private']:.0f}"
        yield Figure(name, told[what]["resident"], "bare window", bare["resident"], note, unit="MB")


def _starts(data: Path, plan: str) -> Iterator[Figure]:
    kinds: dict[str, tuple[str, ...]] = {"bare": (), "home": (), "cold": (plan,), "click": (plan,)}
    told: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    for _ in range(RUNS):  # side by side, so that a busy moment of the machine meets all of them
        for kind, words in kinds.items():
            told[kind].append(_child(data, kind, *words))

    def least(kind: str, what: str) -> float:
        return min(float(one[what]) for one in told[kind])

    def note(kind: str) -> str:
        worked = least(kind, "worked")
        return f"its own thread worked {worked:.0f} ms, {worked / least('bare', 'worked'):.1f} × the bare window's"

    bare = least("bare", "painted")
    home, cold, click = (least(kind, "painted") for kind in ("home", "cold", "click"))
    yield Figure("home painted, from the start of the process", home, "bare window", bare, note("home"))
    yield Figure("a plan clicked to its page painted, imports done", click, "bare window", bare)
    yield Figure("cold start straight into a plan", cold, "bare window", bare, note("cold"))


def _letters(folder: Path, data: Path, plan: str) -> Iterator[Figure]:
    slow = _slow_fsync(folder)
    if slow is None:
        return  # without a compiler no slow disk can be played
    bare = _child(data, "letters-bare", preload=slow)
    ours = _child(data, "letters", plan, preload=slow)
    note = f"{ours['saves']} saves, each fsync 40 ms; difference {ours['longest'] - bare['longest']:.1f} ms"
    yield Figure("longest wait for a letter while saving", ours["longest"], "bare field", bare["longest"], note)
    yield Figure("the usual wait for a letter (median)", ours["median"], "bare field", bare["median"])


def _pages(data: Path) -> Iterator[Figure]:
    large, small = _child(data, "many"), _child(data, "demo")
    much, little = (_child(data, "pages", made["plan"]) for made in (large, small))
    for name, amount in much.items():
        note = "3,000 entries" if name.startswith("page") else ""
        yield Figure(name, amount, "the same at 1×", little[name], note)


def _slow_fsync(folder: Path) -> Path | None:
    compiler = shutil.which("cc")
    if compiler is None or sys.platform == "win32":
        return None
    source, made = folder / "slow.c", folder / "slow.so"
    source.write_text(SLOW_FSYNC)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(made), str(source)], check=True)
    return made


def _child(data: Path, *what: str, preload: Path | None = None, module: str = "window_child") -> dict[str, Any]:
    environment = {**os.environ, "GMSC_DATA": str(data), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, as an installed program is
    environment["PYTHONPYCACHEPREFIX"] = str(data.parent / "compiled")
    if preload is not None:
        environment["LD_PRELOAD"] = str(preload)
    command = [sys.executable, "-m", f"benchmarks.{module}", str(time.monotonic()), *what]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
