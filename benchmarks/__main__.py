"""Runs every benchmark at 1× and 10× the demonstration's records, each in a process of its own, and prints a table."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import Figure, peak_megabytes

MODULES = ("record_of_change", "year", "reliability", "papers", "window", "nomenclature", "imports", "originals")
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """The exit code; a module that fails is named."""
    words = argparse.ArgumentParser(prog="benchmarks")
    words.add_argument("--scale", type=int, nargs="*", default=[1, 10])
    words.add_argument("--one", nargs=2, metavar=("MODULE", "SCALE"), help=argparse.SUPPRESS)
    chosen = words.parse_args()
    if chosen.one:
        return _one(chosen.one[0], int(chosen.one[1]))
    failed = [f"{name} {scale}×" for scale in chosen.scale for name in MODULES if not _child(name, scale)]
    for name in failed:
        print(f"failed: {name}")
    return int(bool(failed))


def _one(name: str, scale: int) -> int:
    import importlib

    module = importlib.import_module(f"benchmarks.{name}")
    with tempfile.TemporaryDirectory(prefix="gmsc-ukur-") as folder:
        for figure in module.figures(Path(folder), scale):
            print(json.dumps(asdict(figure)), flush=True)
    print(json.dumps({"peak": peak_megabytes()}))
    return 0


def _child(name: str, scale: int) -> bool:
    command = [sys.executable, "-m", "benchmarks", "--one", name, str(scale)]
    print(f"\n{name}, {scale}× the demonstration's records")
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    for line in done.stdout.splitlines():
        loaded = json.loads(line)
        if "peak" in loaded:
            print(f"  peak memory {loaded['peak']:.0f} MB")
        else:
            _print(Figure(**loaded))
    return done.returncode == 0


def _print(figure: Figure) -> None:
    times = f"{figure.amount:10.1f} {figure.unit}  {figure.ratio:8.1f} × {figure.beside}"
    print(f"  {figure.name:<48}{times}  {figure.note}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
