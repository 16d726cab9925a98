"""The program is started after anything that may have happened: usable at once, asking only what must be decided."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.models import library
from gmsc_desktop.models.document_file import FILE_NAME, LOCK_NAME
from gmsc_desktop.platform_files import computer_name
from tests.faults.script import make_plan
from tests.unwritable import lying_in

REPOSITORY = Path(__file__).parents[2]
Start = Callable[..., dict[str, Any]]

KILLED_IN_A_JOURNAL = """
import os, signal, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA journal_mode=DELETE")
raw.execute("PRAGMA cache_size=5")
raw.execute("BEGIN IMMEDIATE")
raw.execute("UPDATE agency SET name='Setengah tersimpan'")
raw.execute("CREATE TABLE besar AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<3000) "
            "SELECT i, hex(randomblob(400)) AS isi FROM n")
os.kill(os.getpid(), signal.SIGKILL)
"""
KILLED_WHILE_OPEN = """
import os, signal, sys
from gmsc_desktop.models import editing, library
with library.opened(sys.argv[1]) as document:
    with document.change('Tambah OPD') as db:
        editing.insert(db, 'agency', {'name': 'Dinas Terakhir'})
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def plan_id(fast: Path) -> str:
    """A closed plan with a backup."""
    made = make_plan(fast / "data")
    with library.opened(made) as document:
        library.back_up(document)
    return made


@pytest.fixture
def start(fast: Path) -> Start:
    """Starts the program on a plan in a process of its own; what was seen."""

    def run(plan: str, button: str = "", **environment: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.faults.start_child", plan, button]
        told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
        done = subprocess.run(
            command, cwd=REPOSITORY, env=told, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run


def agencies(plan_id: str) -> list[str]:
    with library.opened(plan_id) as document:
        return [str(getattr(row, "name", "")) for row in document.snapshot().rows("agency")]


def killed(code: str, *words: str) -> None:
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=REPOSITORY, check=False)
    assert done.returncode == -9


def leave_name(plan_id: str, computer: str) -> None:
    """The lock file of somebody who has, or had, the plan open."""
    told = {"name": "Andi", "computer": computer, "since": "2026-11-20T02:00:00+00:00", "pid": 1}
    (library.plan_folder(plan_id) / LOCK_NAME).write_text(json.dumps(told), encoding="utf-8")


def test_a_hot_journal_is_rolled_back_and_nothing_is_asked(plan_id: str, start: Start) -> None:
    before = agencies(plan_id)
    path = library.plan_folder(plan_id) / FILE_NAME
    path.with_name(f"{FILE_NAME}.sha256").unlink()
    killed(KILLED_IN_A_JOURNAL, str(path))
    assert path.with_name(f"{FILE_NAME}-journal").stat().st_size > 0
    seen = start(plan_id)
    assert (seen["opened"], seen["asked"], seen["dialog"], seen["banner"]) == (True, [], [], "")
    assert seen["agencies"] == before


def test_after_a_kill_it_is_told_who_had_the_plan_open_and_nothing_is_asked(plan_id: str, start: Start) -> None:
    killed(KILLED_WHILE_OPEN, plan_id)
    leftover = library.plan_folder(plan_id) / f".~cadangan.{_tag()}-99999999-0a1b2c3d.tmp"
    leftover.write_bytes(b"setengah")
    (library.plan_folder(plan_id) / "kartu.json").unlink()
    seen = start(plan_id, CLOSE="1")
    assert seen["opened"]
    assert not seen["asked"]
    assert "Dinas Terakhir" in seen["agencies"]
    assert seen["banner"].startswith("Terakhir kali rencana ini tidak ditutup seperti biasa (dibuka oleh ")
    assert f"di komputer {computer_name()} sejak " in seen["banner"]
    assert not leftover.exists()
    assert (library.plan_folder(plan_id) / "kartu.json").exists()
    assert not (library.plan_folder(plan_id) / LOCK_NAME).exists()


def _tag() -> str:
    import zlib

    return f"{zlib.crc32(computer_name().encode('utf-8', 'replace')):08x}"


def test_a_name_from_another_computer_is_explained_where_the_drive_is_ours_alone(plan_id: str, start: Start) -> None:
    leave_name(plan_id, "PC-7")
    seen = start(plan_id)
    assert (seen["opened"], seen["asked"]) == (True, [])
    assert "dibuka oleh Andi di komputer PC-7 sejak 20 November 2026" in seen["banner"]
    assert "gabungkan hasilnya dengan salinan kerja" in seen["banner"]


@pytest.mark.parametrize(
    ("button", "opened", "looked"),
    [("Jangan buka", False, False), ("Buka untuk dibaca", False, True), ("Buka untuk diubah", True, False)],
)
def test_somebody_who_may_be_at_work_in_a_synchronised_folder_is_never_pushed_out_silently(
    plan_id: str, fast: Path, start: Start, button: str, opened: bool, looked: bool
) -> None:
    leave_name(plan_id, "PC-7")
    before = lying_in(library.plan_folder(plan_id))
    seen = start(plan_id, button, OneDrive=str(fast))
    assert seen["asked"][0].startswith("Rencana ini mungkin masih dibuka oleh Andi di komputer PC-7 sejak ")
    assert "ada di OneDrive, yang juga dilihat komputer lain." in seen["asked"][0]
    assert (seen["opened"], seen["looked"]) == (opened, looked)
    if not opened:
        assert lying_in(library.plan_folder(plan_id)) == before


def test_a_damaged_plan_offers_a_way_on_and_is_not_touched(plan_id: str, start: Start) -> None:
    path = library.plan_folder(plan_id) / FILE_NAME
    content = bytearray(path.read_bytes())
    content[4096:12288] = os.urandom(8192)
    path.write_bytes(content)
    before = lying_in(library.plan_folder(plan_id))
    seen = start(plan_id)
    assert not seen["opened"]
    assert "Berkas rencana ini rusak dan tidak dibuka, supaya tidak bertambah rusak." in seen["dialog"]
    assert {"Pulihkan dari cadangan…", "Lihat cadangan terbaru", "Simpan salinan berkas rusak…"} <= set(seen["buttons"])
    assert lying_in(library.plan_folder(plan_id)) == before


def test_a_damaged_plan_without_a_good_backup_says_so(plan_id: str, start: Start) -> None:
    folder = library.plan_folder(plan_id)
    (folder / FILE_NAME).write_bytes(b"rusak" * 100)
    for path in folder.glob("cadangan/*.sqlite3"):
        path.write_bytes(b"rusak")
    seen = start(plan_id)
    assert any(text.startswith("Belum ada cadangan yang utuh di komputer ini.") for text in seen["dialog"])
    assert any(text.startswith("Pilih cadangan atau salinan kerja dari tempat kedua") for text in seen["dialog"])
    assert "Lihat cadangan terbaru" not in seen["buttons"]
    assert {"Pulihkan dari cadangan…", "Simpan salinan berkas rusak…"} <= set(seen["buttons"])


def test_a_clock_that_was_set_back_is_told_once(plan_id: str, start: Start) -> None:
    later = (datetime.now(UTC) + timedelta(days=40)).isoformat(timespec="seconds")
    with library.opened(plan_id) as document, document.change("Ubah") as db:
        db.exec_driver_sql("UPDATE agency SET name='Dinas dari masa depan' WHERE id=(SELECT min(id) FROM agency)")
    import sqlite3
    from contextlib import closing

    path = library.plan_folder(plan_id) / FILE_NAME
    path.with_name(f"{FILE_NAME}.sha256").unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("UPDATE change SET at=? WHERE n=(SELECT max(n) FROM change)", (later,))
    seen = start(plan_id, CLOSE="1")
    assert (seen["opened"], seen["asked"]) == (True, [])
    assert seen["banner"].startswith("Jam komputer ini menunjukkan ")
    assert "Urutan perubahan tetap benar" in seen["banner"]
    assert start(plan_id, CLOSE="1")["banner"] == ""


def test_a_synchronised_data_folder_is_told_with_what_to_do(plan_id: str, fast: Path, start: Start) -> None:
    seen = start(plan_id, OneDriveCommercial=str(fast))
    assert seen["opened"]
    assert f"Folder data {fast / 'data'} ikut disalin oleh OneDrive." in seen["banner"]
    assert "Pindahkan folder data" in seen["banner"]
