"""Time and memory of one piece of work: the best of several runs, the peak of the process that did it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

if sys.platform != "win32":
    import resource


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: what was measured, what it is held against, both in ``unit`` (ms or MB)."""

    name: str
    amount: float
    beside: str
    beside_amount: float
    note: str = ""
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times as long as what it is held against."""
        return self.amount / self.beside_amount if self.beside_amount else float("nan")


def best_of(count: int, work: Callable[[], object], before: Callable[[], object] | None = None) -> float:
    """The shortest of ``count`` runs in milliseconds; ``before`` prepares each run and is not measured."""
    shortest = float("inf")
    for _ in range(count):
        if before is not None:
            before()
        start = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1000


def peak_megabytes() -> float:
    """The largest resident size of this process so far, in MB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
