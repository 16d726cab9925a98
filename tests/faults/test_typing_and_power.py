"""G7: the power goes while somebody types: at most the last two seconds are gone."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from gmsc_desktop.models.document import Document
from tests.faults.disk import Disk, lay_out
from tests.faults.gates import FULL, count
from tests.faults.script import AUTHOR, make_plan

REPOSITORY = Path(__file__).parents[2]
SECONDS = 12  # half in each field: less than either may hold
STATES = 300
MOST_LOST = 2.0  # seconds

if FULL:

    def test_a_power_cut_takes_at_most_two_seconds_of_typing(fast: Path) -> None:
        data = fast / "data"
        plan_id = make_plan(data)
        disk = Disk(data)
        command = ["-m", "tests.faults.typing_child", plan_id, str(data), str(fast / "log"), str(SECONDS)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, *command], cwd=REPOSITORY, env=environment, check=True)
        rid, log = pickle.loads((fast / "log").read_bytes())
        rng, lost, longest, tried = random.Random(1), 0, 0.0, 0
        keys: list[tuple[float, int, str]] = []
        share = STATES / sum(entry[0] != "key" for entry in log)
        for entry in log:
            if entry[0] == "key":
                keys.append(entry[1])
                continue
            disk.do(entry)
            while keys and rng.random() < share / (1 + share):
                tried += 1
                found = texts(disk, rng, fast / "sesudah", plan_id, rid)
                behind = seconds_behind(keys, found)
                longest = max(longest, behind)
                lost += behind > MOST_LOST
        count("G7", states=tried, lost=lost, seconds=longest)
        assert tried > STATES / 4
        assert longest <= MOST_LOST


def test_what_is_missing_is_as_old_as_its_first_key() -> None:
    keys = [(10.0, 0, "a"), (10.5, 0, "ab"), (11.0, 1, "x"), (13.0, 0, "abc")]
    assert seconds_behind(keys, ["abc", "x"]) == 0
    assert seconds_behind(keys, ["ab", "x"]) == 0
    assert seconds_behind(keys, ["a", "x"]) == 2.5
    assert seconds_behind(keys, ["abc", ""]) == 2.0


def seconds_behind(keys: list[tuple[float, int, str]], found: list[str]) -> float:
    """How old the newest key is that was pressed before what is missing now: 0 where all is there."""
    now = keys[-1][0]
    missing = [moment for moment, place, typed in keys if not found[place].startswith(typed)]
    return now - missing[0] if missing else 0.0


def texts(disk: Disk, rng: random.Random, target: Path, plan_id: str, rid: str) -> list[str]:
    """What the fields hold after the power went at this moment."""
    shutil.rmtree(target, ignore_errors=True)
    lay_out(disk.after_power_cut(rng), disk.root, target)
    with Document.open(target / "plans" / plan_id, AUTHOR) as document:
        raw: sqlite3.Connection = document.raw
        return [text or "" for text in raw.execute("SELECT title,code FROM initiative WHERE id=?", (rid,)).fetchone()]
