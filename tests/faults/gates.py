"""The gates of reliability: what each asks for, and how often this run really did it.

``GMSC_FAULTS=full`` asks for the full figures (``make faults``); otherwise every test runs a short form of itself.
A test tells what it did with ``count(gate, measure=number, ...)``; the table has one line for each measure of a gate.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FULL = os.environ.get("GMSC_FAULTS") == "full"
REPORT = "GMSC_FAULTS_REPORT"  # the folder into which a run writes its counts


@dataclass(frozen=True)
class Gate:
    """``least``: the full figure by measure; ``most``: the limit of a worst case; what counts as ``bad`` must be 0."""

    what: str
    least: Mapping[str, int]
    bad: tuple[str, ...] = ("lost", "bad")
    most: Mapping[str, float] = field(default_factory=dict)


def _each(*measures: str, least: int) -> dict[str, int]:
    return dict.fromkeys(measures, least)


PACKAGES = ("pengajuan", "salinan_kerja", "cadangan")
SAVED = ("window", "backup", "attach", "merge", "unmerge", "import", "new")
LEAVING = ("pdf", "xlsx", "csv", "copy", "submit", "copy_out", "second", "second_alone")
COMING = ("open", "receive", "restore", "restore_damaged", "restore_open", "restore_copy", "restore_file")
KILLED = tuple(f"kills_{path}" for path in (*SAVED, *LEAVING, *COMING))

GATES: dict[str, Gate] = {
    "G1": Gate("kill -9 in the save path", {"kills": 1000}),
    "G2": Gate("power cut over the real schema", {"states": 5000, "path_states": 1500}),
    "G3": Gate("error of the drive at the n-th operation", {"errors": 2000}),
    "G4": Gate("full drive", {"drives": 90}),
    "G5": Gate("kill -9 of what else writes", _each(*KILLED, least=200)),
    "G6": Gate("start after a kill, large plan", {"starts": 1}, bad=("lost", "asked"), most={"seconds": 3}),
    "G7": Gate("typing lost by a power cut", {"states": 75}, bad=("lost",), most={"seconds": 2}),
    "G8": Gate(
        "hostile packages, and mutants of good ones",
        {"packages": 200, "opened": 300, **_each(*(f"mutants_{kind}" for kind in PACKAGES), least=10_000)},
        bad=("other", "outside", "unhandled"),
        most={"seconds": 2, "megabytes": 256},
    ),
    "G10": Gate(
        "hostile and messy files that are imported",
        {"files": 60},
        bad=("unhandled",),
        most={"seconds": 5, "megabytes": 256},
    ),
    "G11": Gate(
        "hostile text in what is shown and printed",
        {**_each("papers", "start_pages", "tables", "workbooks", least=40), "screens": 400},
        bad=("bad",),
    ),
    "G12": Gate(
        "one bit falls, or a row changes unseen",
        _each("evidence", "packages", "backups", "plans", "records", least=1000),
        bad=("missed",),
    ),
    "G13": Gate("backups of simulated days, each restored", {"days": 30}),
    "G14": Gate("kill -9 at every step of a migration", {"kills": 400, "statements": 800}),
    "G15": Gate("random histories of three people, merged", {"histories": 10_000}, bad=("bad",)),
    "G16": Gate("two instances open one plan", {"tries": 500}, bad=("writers",)),
    "G17": Gate(
        "personal words in logs, names, descriptions", {"logs": 2, "names": 100, "descriptions": 10}, bad=("found",)
    ),
    "G18": Gate("sockets other than local ones", {"tests": 400, "commands": 6}, bad=("sockets",)),
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


@dataclass(frozen=True)
class Line:
    """One line of the table: a measure of a gate. ``failed`` counts everything of the gate that must be nought."""

    gate: str
    what: str
    wanted: str
    reached: str
    failed: int
    good: bool


def lines(folder: Path) -> Iterator[Line]:
    """The lines of the table from the counts of a run."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in GATES}
    worst: dict[str, dict[str, float]] = {name: {} for name in GATES}
    for path in sorted(folder.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        gate = entry["gate"]
        for measure, number in entry["counts"].items():
            worst[gate][measure] = max(worst[gate].get(measure, 0), number)
            sums[gate][measure] += number
    for name, gate in GATES.items():
        failed = int(sum(sums[name][bad] for bad in gate.bad))
        for measure, least in gate.least.items():
            reached = sums[name][measure]
            good = failed == 0 and reached >= least
            yield Line(name, gate.what, f"{least:,} {_words(measure)}", f"{reached:,.0f}", failed, good)
        for measure, most in gate.most.items():
            peak = worst[name].get(measure)
            good = failed == 0 and peak is not None and peak <= most
            told = "-" if peak is None else f"{peak:.2f}"
            yield Line(name, gate.what, f"at most {most:g} {_words(measure)}", told, failed, good)


def _words(measure: str) -> str:
    return measure.replace("_", " ")


def table(folder: Path) -> tuple[str, bool]:
    """The table of gates from the counts of a run, and whether every one was reached."""
    found = list(lines(folder))
    form = "{:<5} {:<5} {:<44} {:<28} {:>8} {:>7}"
    text = [form.format("gate", "good", "what", "wanted", "reached", "failed")]
    for line in found:
        good = "yes" if line.good else "NO"
        text.append(form.format(line.gate, good, line.what, line.wanted, line.reached, line.failed))
    return "\n".join(text), all(line.good for line in found)


def main() -> int:
    """Print the table of what lies in a folder: ``python -m tests.faults.gates FOLDER``."""
    text, good = table(Path(sys.argv[1]))
    print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
