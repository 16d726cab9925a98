"""The memory of the window, step by step, in a process of its own.

Called as ``python -m benchmarks.window_memory STARTED WHAT [PLAN]``, as ``window_child`` is; all in MB.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

from benchmarks import window_child as child
from benchmarks.window_child import Told


def main() -> int:
    """Run one measurement and print what came out."""
    started, what, *rest = sys.argv[1:]
    print(json.dumps(seen(*rest) if what == "memory" else bare(float(started))))
    sys.stdout.flush()
    os._exit(0)


def bare(started: float) -> Told:
    """A window of the same style with one label."""
    child.bare(started)
    return held()


def seen(plan: str) -> Told:
    """As a person comes to it: home, the plan on its first page, then every page in turn, each read and drawn."""
    windows = child._compose(collecting=True)[1]
    shown = windows.show_home()
    child._until(lambda: shown._painted)
    child._until(lambda: not any(thread.name == "gmsc-prefetch" for thread in threading.enumerate()))
    told = {"home": held()}
    windows.open_plan(plan)
    child._until(lambda: child._shows_page(windows))
    window = next(iter(windows.plans.values()))
    window.resize(1366, 697)
    _live(child.SETTLE)
    told["open"] = held()
    from gmsc_desktop.ui.pages import PAGES  # not before the program itself has begun: see ``app``
    from gmsc_desktop.ui.pages.handing_in import HandingInPage

    for entry in PAGES[1:]:
        window.show_page(entry.key)
        page = window.page
        child._until(lambda at=page: child._has_painted(at))  # type: ignore[misc]  # the default binds the page
        if isinstance(page, HandingInPage):  # which measures a package
            child._until(lambda at=page: at.measuring.sizes is not None)  # type: ignore[misc]  # as above
        _live(child.SETTLE / 4)
        told[f"and {entry.key}"] = held()
    return {**told, "pages": held()}


def _live(seconds: float) -> None:
    end = time.monotonic() + seconds
    child._until(lambda: time.monotonic() > end)


def held() -> Told:
    """What this process holds: resident, and what of it nobody else has (not the pages of shared libraries)."""
    with open("/proc/self/smaps_rollup") as lines:  # noqa: PTH123
        told = {line.split()[0]: int(line.split()[1]) * 1024 / 1e6 for line in lines if line.endswith("kB\n")}
    return {"resident": told["Rss:"], "private": told["Private_Clean:"] + told["Private_Dirty:"]}


if __name__ == "__main__":
    sys.exit(main())
