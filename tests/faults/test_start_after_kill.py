"""G6: a large plan whose program was killed in the middle of its work: the window opens on it and asks nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from gmsc_desktop.models import attachments, editing, evidence, library
from tests.faults.gates import FULL, amount, count
from tests.faults.script import make_plan

REPOSITORY = Path(__file__).parents[2]
RECORDS, FILES = amount(200, 5000), amount(8, 500)

KILLED = """
import os, signal, sys
from gmsc_desktop.models import editing, library
with library.opened(sys.argv[1]) as document:
    for number in range(40):
        with document.change('Tambah OPD') as db:
            editing.insert(db, 'agency', {'name': f'Dinas sesudah {number}'})
    os.kill(os.getpid(), signal.SIGKILL)
"""
WINDOW = """
import json, sys, time
began = time.monotonic()
from PySide6.QtWidgets import QApplication
app = QApplication(sys.argv[:1])
from gmsc_desktop.app import compose
hook, windows = compose(app)
windows.open_any(sys.argv[1])
while not windows.plans and windows.home is None:
    app.processEvents()
window = next(iter(windows.plans.values()), None)
if window is not None:
    app.processEvents()
seconds = time.monotonic() - began
session = window.session if window is not None else None
names = [row.name for row in session.document.snapshot().rows('agency')] if session else []
print(json.dumps({
    'seconds': seconds,
    'rows': sum(name.startswith('Dinas sesudah') for name in names),
    'notices': [notice.sentence for notice in session.document.notices] if session else ['not opened'],
}))
sys.stdout.flush()
import os
os._exit(0)
"""


def test_a_large_plan_opens_after_a_kill_and_asks_nothing(fast: Path) -> None:
    plan_id = make_plan(fast / "data")
    with library.opened(plan_id) as document:
        with document.change("Tambah banyak") as db:
            for number in range(RECORDS):
                editing.insert(db, "agency", {"name": f"Dinas {number}"})
        for number in range(FILES):
            source = fast / "bukti.txt"
            source.write_bytes(f"Bukti {number}\n".encode() * 200)
            stored = attachments.store(document.folder, source, f"bukti {number}.txt")
            with document.change("Tambah bukti dukung") as db:
                evidence.attach(db, stored, title=f"Bukti {number}")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    killed = subprocess.run([sys.executable, "-c", KILLED, plan_id], cwd=REPOSITORY, env=environment, check=False)
    assert killed.returncode == -9
    assert (library.plan_folder(plan_id) / "plan.sqlite3-wal").stat().st_size > 0
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, plan_id], cwd=REPOSITORY, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    count("G6", starts=1, lost=40 - found["rows"], asked=len(found["notices"]), seconds=found["seconds"])
    assert found["rows"] == 40
    assert found["notices"] == []
    if FULL:
        assert found["seconds"] < 3
