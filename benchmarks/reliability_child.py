"""One measurement of what keeps a plan safe, in a process of its own: ``python -m benchmarks.reliability_child``.

Called with the parent's monotonic clock in seconds, what to do, and a plan's id or a file; ``GMSC_DATA`` names the data
folder. The last line printed is a JSON object with milliseconds and the MB that this process held at most.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Told = dict[str, object]
UNSAVED = 40  # edits that lie in the journal when the process is killed
RUNS = 3


def main() -> int:
    """Do one thing and print what it took."""
    started, what, *rest = sys.argv[1:]
    told = MEASURED[what](float(started), *rest)
    print(json.dumps({"mb": _peak(), **told}))
    return 0


def _peak() -> float:
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / 1024


def make(_started: float, scale: str) -> Told:
    """A plan with so many times the demonstration's records."""
    from benchmarks.plans import tables_of
    from gmsc_desktop.models import library
    from gmsc_desktop.models.bulk import insert_rows
    from gmsc_desktop.models.document import Document

    plan_id, tables = tables_of(int(scale))

    def fill(document: Document) -> None:
        with document.change("Isi rencana") as db:
            for name, rows in tables.items():
                insert_rows(db, name, rows)

    with library.created(plan_id, fill) as document:
        library.back_up(document)
    return {"plan": plan_id, "file": str(library.plan_folder(plan_id) / "plan.sqlite3")}


def kill(_started: float, plan: str) -> Told:
    """Work on the plan and die in the middle of it."""
    from gmsc_desktop.models import editing, library

    with library.opened(plan) as document:
        rid = str(document.raw.execute("SELECT id FROM initiative").fetchone()[0])
        for number in range(UNSAVED):
            with document.change("Ubah nama") as db:
                editing.update(db, "initiative", rid, {"title": f"Nama {number}"})
            document.close_open_row()
        os.kill(os.getpid(), signal.SIGKILL)
    return {}


def usable(started: float, plan: str) -> Told:
    """From the start of the process to the plan read, and one more edit on the drive."""
    from gmsc_desktop.models import editing, library

    with library.opened(plan) as document:
        rid = document.snapshot().rows("initiative")[0].id
        with document.change("Ubah nama") as db:
            editing.update(db, "initiative", rid, {"title": "Sesudah mati"})
        return {"ms": _since(started)}


def usable_plain(started: float, file: str) -> Told:
    """The same file recovered and read by SQLite alone, and one row changed."""
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous=FULL")
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
            raw.execute(f"SELECT * FROM {name}").fetchall()
        raw.execute("UPDATE initiative SET title='Sesudah mati' WHERE id=(SELECT min(id) FROM initiative)")
        return {"ms": _since(started)}


def backup(_started: float, plan: str) -> Told:
    """A backup: written, opened, checked, compared."""
    from benchmarks.measure import best_of
    from gmsc_desktop.models import library

    with library.opened(plan) as document:
        return {"ms": best_of(RUNS, lambda: library.back_up(document).unlink())}


def backup_plain(_started: float, file: str) -> Told:
    """SQLite's own copying of the same file, nothing checked."""
    from benchmarks.measure import best_of

    def copy() -> None:
        with closing(sqlite3.connect(f"{file}.salinan")) as target:
            raw.backup(target)

    with closing(sqlite3.connect(file)) as raw:
        return {"ms": best_of(RUNS, copy, lambda: Path(f"{file}.salinan").unlink(missing_ok=True))}


def check(_started: float, plan: str) -> Told:
    """ "Periksa data": every record against its history, every evidence file and backup against its sum."""
    from benchmarks.measure import best_of
    from gmsc_desktop.models import library

    with library.opened(plan) as document:
        return {"ms": best_of(RUNS, lambda: library.check_data(document))}


def check_plain(_started: float, file: str) -> Told:
    """SQLite's own check of pages, indexes and references."""
    from benchmarks.measure import best_of

    def look() -> None:
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("PRAGMA integrity_check").fetchall()
            raw.execute("PRAGMA foreign_key_check").fetchall()

    return {"ms": best_of(RUNS, look)}


def _since(started: float) -> float:
    return (time.monotonic() - started) * 1000


MEASURED: dict[str, Callable[..., Told]] = {
    "make": make,
    "kill": kill,
    "usable": usable,
    "usable-plain": usable_plain,
    "backup": backup,
    "backup-plain": backup_plain,
    "check": check,
    "check-plain": check_plain,
}

if __name__ == "__main__":
    sys.exit(main())
