"""Makes mutants of one kind of package and judges each: ``python -m tests.faults.mutants_child KIND SEED EACH``.

A program of its own, so that the memory it takes is that of reading packages. Prints one JSON object.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.package.damages import DAMAGES
from tests.package.forgers import FORGERS, forgers_of
from tests.package.judging import Judge
from tests.package.packages import Forgery, unzip, written


def main() -> int:
    """Print what came of ``EACH`` mutants by each damage and each forger."""
    kind, seed, each = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        print(json.dumps(judged(Path(folder), kind, seed, each)))
    return 0


def judged(folder: Path, kind: str, seed: str, each: int) -> dict[str, object]:
    """Counts, faults, the longest time of the processor in seconds, the most memory in MB."""
    small = written(folder, kind, evidence=()).path
    data, same = small.read_bytes(), unzip(small)
    (folder / "hakim").mkdir()
    judge = Judge(folder / "hakim", same)
    made: Counter[str] = Counter()
    for name, damage in DAMAGES.items():
        dice = random.Random(f"{name} {kind} {seed}")
        for _mutant in range(each):
            judge.judge(name, damage(data, dice), same)
            made[name] += 1
    for name in forgers_of(kind):
        dice = random.Random(f"{name} {kind} {seed}")
        for _mutant in range(each):
            forged = FORGERS[name](Forgery(dict(same)), dice)
            judge.judge(name, forged.zipped(), forged.files)
            made[name] += 1
    status = Path("/proc/self/status").read_text("ascii", "replace")  # what getrusage tells begins with the parent's
    peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / 1024
    return {
        "made": made,
        "told": judge.told,
        "faults": judge.faults,
        "seconds": judge.seconds,
        "megabytes": peak,
    }


if __name__ == "__main__":
    sys.exit(main())
