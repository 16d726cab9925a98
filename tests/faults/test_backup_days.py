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


def test_the_backups_of_many_days_are_those_of_the_schedule_and_each_restores(
    fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_id = make_plan(fast / "data")
    rng = random.Random(1)
    made: dict[Path, str] = {}
    now = datetime(2026, 3, 2, 1, tzinfo=UTC)
    with library.opened(plan_id) as document:
        for path in backups.list_backups(document.folder):
            path.unlink()
        for _day in range(DAYS):
            for half_hour in range(amount(5, 16)):
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
        last = max(moments)
        assert {backups.moment_of(path) for path in kept} == due(moments, last)
        lost = sum(restored(path, fast / "kembali") != made[path] for path in kept)
        monkeypatch.setattr(backups, "MOST_BYTES", 4 * kept[-1].stat().st_size)
        backups.rotate(document.folder, last)
        few = backups.list_backups(document.folder)
        assert sum(path.stat().st_size for path in few) <= backups.MOST_BYTES
        assert few == kept[-len(few) :]
    count("G13", days=DAYS, lost=lost, bad=0)
    assert lost == 0


def restored(path: Path, folder: Path) -> str:
    """What a plan says that is made of a backup."""
    folder.mkdir(exist_ok=True)
    (folder / FILE_NAME).write_bytes(path.read_bytes())
    with Document.open(folder, AUTHOR) as document:
        found = digest(document.raw)
    for left in folder.iterdir():
        left.unlink()
    return found
