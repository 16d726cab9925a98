"""The gates of reliability: what each asks for, and how often this run really did it.

``GMSC_FAULTS=full`` asks for the full figures (``make faults``); otherwise every test runs a short form of itself.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FULL = os.environ.get("GMSC_FAULTS") == "full"
REPORT = "GMSC_FAULTS_REPORT"  # the folder into which a run writes its counts


@dataclass(frozen=True)
class Gate:
    """``least`` by what is counted; everything counted as ``bad`` must be nought; ``most`` are limits of a measure."""

    what: str
    least: Mapping[str, int]
    bad: tuple[str, ...] = ("lost", "bad")
    most: Mapping[str, float] | None = None


GATES: dict[str, Gate] = {
    "G1": Gate("kill -9 in the save path", {"kills": 1000}),
    "G2": Gate("power cut over the real schema", {"states": 5000}),
    "G3": Gate("error of the drive at the n-th operation", {"errors": 2000}),
    "G4": Gate("full drive", {"drives": 90}),
    "G5": Gate(
        "kill -9 of backup, attach, merge, export, import, restore",
        {f"kills_{path}": 200 for path in ("backup", "attach", "merge", "export", "import", "restore")},
    ),
    "G6": Gate("start after a kill, large plan", {"starts": 1}, bad=("lost", "asked"), most={"seconds": 3}),
    "G7": Gate("typing lost by a power cut", {"states": 75}, bad=("lost",), most={"seconds": 2}),
    "G8": Gate("hostile packages", {"packages": 150, "mutants": 10_000}, bad=("bad",), most={"seconds": 2}),
    "G12": Gate(
        "one bit falls, or a row changes behind the history",
        dict.fromkeys(("evidence", "packages", "backups", "plans", "records"), 1000),
        bad=("missed",),
    ),
    "G13": Gate("backups of simulated days, each restored", {"days": 30}),
    "G14": Gate("kill -9 at every step of a migration", {"kills": 200}),
    "G15": Gate("random histories of three people, merged", {"histories": 10_000}, bad=("bad",)),
    "G16": Gate("two instances open one plan", {"tries": 500}, bad=("writers",)),
}


def amount(short: int, full: int) -> int:
    """How often: a little in every test run, the full figure before a release."""
    return full if FULL else short


def count(gate: str, **counts: float) -> None:
    """Add to what this run did for a gate."""
    if gate not in GATES:
        raise KeyError(gate)
    folder = os.environ.get(REPORT)
    if folder:
        path = Path(folder, f"{gate}-{uuid.uuid4().hex}.json")
        path.write_text(json.dumps({"gate": gate, "counts": counts}), encoding="utf-8")


def main() -> int:
    """Print the table of what lies in a folder: ``python -m tests.faults.gates FOLDER``."""
    text, good = table(Path(sys.argv[1]))
    print(text)
    return 0 if good else 1


def table(folder: Path) -> tuple[str, bool]:
    """The table of gates from the counts of a run, and whether every one was reached."""
    sums: dict[str, Counter[str]] = {gate: Counter() for gate in GATES}
    peaks: dict[str, dict[str, float]] = {gate: {} for gate in GATES}
    for path in sorted(folder.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        for name, number in entry["counts"].items():
            peak = peaks[entry["gate"]]
            peak[name] = max(peak.get(name, 0), number)
            sums[entry["gate"]][name] += number
    lines, good = [], True
    for name, gate in GATES.items():
        reached = all(sums[name][what] >= wanted for what, wanted in gate.least.items())
        reached = reached and not any(sums[name][bad] for bad in gate.bad)
        limits = gate.most or {}
        reached = reached and all(what in peaks[name] and peaks[name][what] <= most for what, most in limits.items())
        good = good and reached
        parts = [
            f"{sums[name][what]:,.0f} of {wanted:,} {what.replace('_', ' ')}" for what, wanted in gate.least.items()
        ]
        parts += [f"{sums[name][bad]:.0f} {bad}" for bad in gate.bad]
        parts += [f"{peaks[name].get(what, 0):.2f} of {most:g} {what}" for what, most in limits.items()]
        lines.append(f"{name:<4} {'yes' if reached else 'NO':<4} {gate.what:<58} {', '.join(parts)}")
    return "\n".join(["gate good what                                                       reached", *lines]), good


if __name__ == "__main__":
    sys.exit(main())
