"""Tries a scenario many times, each in a child of its own that fails or dies somewhere; run as a program by the tests.

``python -m tests.faults.tries SCENARIO SEED KIND=COUNT ...`` prints one JSON value: by kind how many tries there were,
and every fault with its count. ``break=NAME`` breaks the product on purpose, to see that the tries notice.
"""

from __future__ import annotations

import errno
import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.faults.breakages import ALSO_AFTERWARDS, BREAKAGES
from tests.faults.children import Report, Task, adopt_orphans, do
from tests.faults.disk import Disk, lay_out
from tests.faults.judging import Known, judge, screen_and_file
from tests.faults.layer import Layer, Trouble
from tests.faults.scenarios import set_up
from tests.faults.script import MEMORY, digest_of
from tests.faults.stages import PLACE, Try

PLENTY = 1 << 50  # bytes
DRIVE_AND_ROOM = re.compile(r"(drive|cakram|flashdisk).* [0-9.]+ MB", re.IGNORECASE | re.DOTALL)


class Trials:
    """All tries of one scenario, in a folder in memory that goes at the end."""

    def __init__(self, name: str, seed: int, breakage: str = "") -> None:
        self._breakage = BREAKAGES[breakage] if breakage else lambda: None
        self.folder = Path(tempfile.mkdtemp(prefix="gmsc-uji-", dir=MEMORY))
        self.stage, self._run = set_up(name, self.folder, seed)
        self.place = self.folder / PLACE
        before = digest_of(self.stage.file) if self.stage.file.exists() else ""
        self.known = Known(self.stage, self.place, before)
        self.known.learn_backups()
        self.known.learn(self.stage.template)
        self.known.dry = self.dry = self.go(Trouble())
        self.known.learn(self.place)
        if breakage in ALSO_AFTERWARDS:
            self._breakage()
        if self.dry.faults or self.dry.said:
            raise RuntimeError(f"{name} fails by itself: {self.dry.faults} {self.dry.said}")

    def close(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def begin(self) -> None:
        """The place of the tries is as at the beginning."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.stage.template, self.place)

    def go(self, trouble: Trouble, *, records: bool = False, after: float | None = None) -> Report:
        """One try from the beginning; ``after`` so many seconds the child is killed from outside."""
        self.begin()
        one = Try(self.stage, self.place, lambda _told: None)
        look = partial(screen_and_file, scratch=self.folder)
        return do(Task(one, self._run, trouble, records, after, self._breakage, look))

    def judge(self, report: Report) -> list[str]:
        """What is wrong after a try."""
        return judge(self.known, report)


Faults = list[str]


def _endless(last: int, rng: random.Random) -> Iterator[int]:
    """1 to ``last`` in any order, and once more, and so on: whoever takes as many has had every one."""
    while True:
        yield from rng.sample(range(1, last + 1), last)


def kills(trials: Trials, wanted: int, rng: random.Random) -> Iterator[Faults]:
    """Killed at every step of the path as far as ``wanted`` allows, and by the clock."""
    killed, steps = 0, _endless(trials.dry.count, rng)
    while killed < wanted:
        if rng.random() < 0.85:
            report = trials.go(Trouble(at=next(steps), how=rng.choice(("kill", "kill", "torn"))))
        else:
            report = trials.go(Trouble(how="kill"), after=rng.random() * trials.dry.seconds)
        if report.killed:
            killed += 1
            yield trials.judge(report)


def statements(trials: Trials, wanted: int, rng: random.Random) -> Iterator[Faults]:
    """Killed before every statement of SQL as far as ``wanted`` allows; 0 asks for each of them once."""
    steps = _endless(trials.dry.statements, rng)
    for _one in range(wanted or trials.dry.statements):
        report = trials.go(Trouble(statement=next(steps), how="kill"))
        yield trials.judge(report) + ([] if report.killed else ["harmless: the statement did not come"])


def failures(trials: Trials, wanted: int, rng: random.Random) -> Iterator[Faults]:
    """An error of the drive at the n-th operation, reading or writing: once, or from there on."""
    steps = _endless(trials.go(Trouble(reads=True)).count, rng)
    for _one in range(wanted):
        code = errno.ENODEV if trials.stage.drive and rng.random() < 0.5 else errno.EIO  # a stick that was pulled
        report = trials.go(Trouble(at=next(steps), how=rng.choice(("fail", "gone")), reads=True, code=code))
        yield trials.judge(report)


def full_drives(trials: Trials, wanted: int, rng: random.Random) -> Iterator[Faults]:
    """A drive with room for only a part of what is to be written."""
    trials.begin()
    begin = Layer(trials.place / trials.stage.drive).used()
    peak = trials.go(Trouble(budget=PLENTY)).peak
    struck = 0
    for _one in range(wanted):
        budget = begin + int((peak - begin) * rng.random())
        report = trials.go(Trouble(budget=budget, unasked=rng.random() < 0.5))
        struck += report.struck or "penuh" in report.said
        faults = trials.judge(report)
        if report.said and not DRIVE_AND_ROOM.search(report.said):
            faults.append(f"unclear: {report.said}")
        yield faults
    if not struck:
        yield ["harmless: no drive was full"]


def power_cuts(trials: Trials, wanted: int, rng: random.Random) -> Iterator[Faults]:
    """The power goes at any moment, every fifth time right after something was told to be safe.

    What was not synced is dropped, reordered, torn.
    """
    trials.begin()
    disk = Disk(trials.place)
    whole = trials.go(Trouble(how="kill"), records=True)
    promises = [moment for moment, operation in enumerate(whole.log) if operation[0] == "ack"]
    moments = Counter(rng.choices(range(len(whole.log)), k=wanted - wanted // 5) + rng.choices(promises, k=wanted // 5))
    told = 0
    for moment, operation in enumerate(whole.log):
        if operation[0] == "ack":
            told += 1
        else:
            disk.do(operation)
        for _again in range(moments[moment]):
            shutil.rmtree(trials.place, ignore_errors=True)
            lay_out(disk.after_power_cut(rng), disk.root, trials.place)
            yield trials.judge(Report(told=whole.told[:told], killed=True))


KINDS: dict[str, Callable[[Trials, int, random.Random], Iterator[Faults]]] = {
    "kill": kills,
    "statement": statements,
    "fail": failures,
    "full": full_drives,
    "cut": power_cuts,
}


def main() -> None:
    """Print what came of the tries, by kind; where something is broken, the first fault ends them."""
    name, seed, *words = sys.argv[1:]
    wanted = dict(word.split("=") for word in words)
    adopt_orphans()
    breakage = wanted.pop("break", "")
    trials = Trials(name, int(seed), breakage)
    done: dict[str, object] = {}
    try:
        for kind, number in wanted.items():
            tried, found = 0, Counter[str]()
            for faults in KINDS[kind](trials, int(number), random.Random(int(seed))):
                tried += 1
                found.update(faults)
                if found and breakage:
                    break
            done[kind] = {"tries": tried, "faults": found}
    finally:
        trials.close()
    print(json.dumps(done, indent=1))


if __name__ == "__main__":
    main()
