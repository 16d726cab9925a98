"""G13: thirty days of work with backups: the schedule is kept, the size is capped, each one restores what it held."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gmsc_desktop.models import backups, editing, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME
from tests.faults.gates import amount, count
from tests.faults.script import AUTHOR, digest, make_plan

DAYS = amount(4, 30)


def due(moments: list[datetime], now: datetime) -> set[datetime]:
    """The schedule once more, from its words: all of two days, 12 daily, 10 weekly, 9 monthly."""
    wanted = {moment for moment in moments if now - moment <= timedelta(days=2)}
    for form, number in (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9)):
        newest: dict[str, datetime] = {}
        for moment in moments:
            newest[moment.strftime(form)] = max(moment, newest.get(moment.strftime(form), moment))
        wanted |= set(sorted(newest.values(), reverse=True)[:number])
    return wanted


def work(fast: Path, days: int, each: int) -> tuple[set[datetime | None], set[datetime], int]:
    """So many days of work; the backups that are kept, those that should be, and how many do not restore."""
    plan_id = make_plan(fast / "data")
    rng = random.Random(1)
    made: dict[Path, str] = {}
    now = datetime(2026, 3, 2, 1, tzinfo=UTC)
    with library.opened(plan_id) as document:
        for path in backups.list_backups(document.folder):
            path.unlink()
        for _day in range(days):
            for half_hour in range(each):
                moment = now + timedelta(minutes=30 * half_hour + 1)
                with document.change("Tambah OPD") as db:
                    editing.insert(db, "agency", {"name": f"Dinas {rng.random()}"})
                backup = library.back_up_when_due(document, moment)
                assert backup is not None, "half an hour has gone and the plan was changed"
                made[backup] = digest(document.raw)
                assert library.back_up_when_due(document, moment + timedelta(minutes=29)) is None
            now += timedelta(days=1)
        moments = [made_at for path in made if (made_at := backups.moment_of(path)) is not None]
        kept = backups.list_backups(document.folder)
        lost = sum(restored(path, fast / "kembali") != made[path] for path in kept)
    return {backups.moment_of(path) for path in kept}, due(moments, max(moments)), lost


def test_the_backups_of_many_days_are_those_of_the_schedule_and_each_restores(fast: Path) -> None:
    kept, wanted, lost = work(fast, DAYS, amount(5, 16))
    count("G13", days=DAYS, lost=lost, bad=len(kept ^ wanted))
    assert kept == wanted
    assert lost == 0


def test_a_schedule_that_is_not_kept_is_seen(fast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "KEEP_ALL", timedelta(hours=3))
    kept, wanted, _lost = work(fast, 2, 5)
    assert kept != wanted


def test_backups_take_no_more_room_than_they_may(fast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, _wanted, _lost = work(fast, 1, 8)
    folder = next((fast / "data" / "plans").iterdir())
    before = backups.list_backups(folder)
    monkeypatch.setattr(backups, "MOST_BYTES", 4 * before[-1].stat().st_size)
    backups.rotate(folder, max(moment for moment in kept if moment))
    few = backups.list_backups(folder)
    assert sum(path.stat().st_size for path in few) <= backups.MOST_BYTES
    assert few == before[-len(few) :] != before


def restored(path: Path, folder: Path) -> str:
    """What a plan says that is made of a backup."""
    folder.mkdir(exist_ok=True)
    (folder / FILE_NAME).write_bytes(path.read_bytes())
    with Document.open(folder, AUTHOR) as document:
        found = digest(document.raw)
    for left in folder.iterdir():
        left.unlink()
    return found
