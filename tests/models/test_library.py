"""The plans of a computer: cards, finding, backups."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backing_up, backups, editing, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import derived_id, new_id
from gmsc_desktop.paths import plans_folder
from gmsc_desktop.platform_files import write_atomically
from tests.models.plans import state

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GMSC_DATA", str(tmp_path))
    return tmp_path  # type: ignore[return-value]


def fill(plan_id: str) -> object:
    def work(document: Document) -> None:
        with document.change("Mulai rencana") as db:
            editing.insert(db, "plan", {"title": "Rencana Luwu", "period_start": 2026, "period_end": 2030}, plan_id)
            editing.insert(db, "region", {"code": "73.17", "name": "Kabupaten Luwu"}, derived_id("region", plan_id))

    return work


def make(plan_id: str | None = None) -> str:
    plan_id = plan_id or new_id()
    with library.created(plan_id, fill(plan_id)):  # type: ignore[arg-type]
        pass
    return plan_id


def test_a_new_plan_is_listed_from_its_card() -> None:
    plan_id = make()
    (card,) = library.list_plans()
    assert (card.id, card.title, card.district_name) == (plan_id, "Rencana Luwu", "Kabupaten Luwu")
    assert (card.period_start, card.period_end) == (2026, 2030)
    assert card.size > 0
    assert card.last_change


def test_lists_are_made_without_sqlalchemy() -> None:
    make()
    code = (
        "import sys; from gmsc_desktop.models import library; cards = library.list_plans();"
        "print(len(cards), 'sqlalchemy' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert out.stdout == "1 False\n"


def test_a_lost_card_is_rebuilt() -> None:
    plan_id = make()
    (library.plan_folder(plan_id) / "kartu.json").write_text("{rusak")
    assert [card.title for card in library.list_plans()] == ["Rencana Luwu"]
    assert '"Rencana Luwu"' in (library.plan_folder(plan_id) / "kartu.json").read_text()


def test_a_damaged_plan_without_a_card_is_still_told() -> None:
    plan_id = make()
    folder = library.plan_folder(plan_id)
    (folder / "kartu.json").unlink()
    (folder / "plan.sqlite3").write_bytes(b"x" * 5000)
    (card,) = library.list_plans()
    assert card.id == plan_id
    assert "rusak" in card.title


def test_a_plan_is_found_by_an_unambiguous_beginning() -> None:
    one = make("11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
    make("11112222-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
    assert library.find("11111") == one
    with pytest.raises(UserFacingError, match="cocok dengan 2"):
        library.find("1111")
    with pytest.raises(UserFacingError, match="tidak ada"):
        library.find("9")
    with pytest.raises(UserFacingError, match="tidak ada"):
        library.find("../..")


def test_a_plan_whose_filling_fails_leaves_no_trace() -> None:
    def broken(document: Document) -> None:
        raise UserFacingError("gagal")

    with pytest.raises(UserFacingError), library.created(new_id(), broken):
        pass
    assert library.list_plans() == []
    assert list(plans_folder().iterdir()) == []


def test_the_person_is_remembered() -> None:
    first = library.current_author()
    assert library.current_author().id == first.id


def edit(plan_id: str, title: str) -> None:
    with library.opened(plan_id) as document, document.change("Ubah") as db:
        editing.update(db, "plan", plan_id, {"title": title})


def test_a_plan_is_backed_up_at_open_when_it_changed() -> None:
    plan_id = make()
    folder = library.plan_folder(plan_id)
    edit(plan_id, "dua")
    (first,) = backups.list_backups(folder)
    raw = sqlite3.connect(first)
    assert raw.execute("SELECT title FROM plan").fetchall() == [("Rencana Luwu",)]
    raw.close()
    with library.opened(plan_id) as document:
        assert library.back_up_when_due(document) is None
        later = datetime.now(UTC) + timedelta(minutes=31)
        assert library.back_up_when_due(document, later) is not None
        assert library.back_up_when_due(document, later + timedelta(hours=2)) is None
    assert len(backups.list_backups(folder)) == 2
    assert not list((folder / "cadangan").glob("*.tmp"))


def test_a_plan_that_changes_is_backed_up_every_half_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    plan_id = make()
    clock, kept = [0.0], []
    monkeypatch.setattr(backing_up.time, "monotonic", lambda: clock[0])  # type: ignore[attr-defined]
    monkeypatch.setattr(backing_up, "back_up_when_due", lambda document: kept.append(clock[0]))
    with library.opened(plan_id) as document:
        for minutes in (1, 29, 31, 45, 62):
            clock[0] = minutes * 60.0
            with document.change("Ubah") as db:
                editing.update(db, "plan", plan_id, {"title": f"Rencana {minutes}"})
            assert document.keeper is not None
            document.keeper.wait()
    assert kept == [0.0, 31 * 60.0, 62 * 60.0]


def test_every_backup_opens_as_the_plan_it_was(tmp_path: Path) -> None:
    plan_id = make()
    with library.opened(plan_id) as document:
        path = library.back_up(document)
        wanted = state(document)
    other = tmp_path / "pulih"
    other.mkdir()
    shutil.copy(path, other / "plan.sqlite3")
    restored = Document.open(other, library.current_author())
    assert state(restored) == wanted
    restored.close()


def test_a_backup_that_differs_never_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    plan_id = make()
    write = write_atomically

    def harmed(target: Path, fill_stream: object, *, verify: object = None, **rest: object) -> None:
        if verify is None:
            write(target, fill_stream)  # type: ignore[arg-type]
            return
        beside = target.with_suffix(".lain")
        write(beside, fill_stream)  # type: ignore[arg-type]
        image = bytearray(beside.read_bytes())
        image[image.find(b"Rencana Luwu")] ^= 1
        beside.write_bytes(image)
        verify(beside)  # type: ignore[operator]

    monkeypatch.setattr("gmsc_desktop.models.document_copies.write_atomically", harmed)
    with library.opened(plan_id) as document:
        assert document.snapshot().plan.title == "Rencana Luwu", "a failed backup stands in no one's way"
        with pytest.raises(UserFacingError, match="tidak sama"):
            library.back_up(document)
    assert backups.list_backups(library.plan_folder(plan_id)) == []


def test_thirty_days_of_backups_are_thinned_by_the_schedule() -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    kept: set[datetime] = set()
    for step in range(30 * 16):
        now = start + timedelta(days=step // 16, minutes=30 * (step % 16))
        kept = backups.to_keep(kept | {now}, now)
    age = sorted(now - moment for moment in kept)
    assert age[0] == timedelta(0)
    assert sum(a <= timedelta(days=2) for a in age) >= 32
    assert len({moment.date() for moment in kept}) >= 12
    assert len(kept) <= 32 + 12 + 10 + 9
    assert min(kept) - start <= timedelta(days=7)


def test_rotation_never_deletes_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cadangan"
    folder.mkdir()
    now = datetime(2026, 11, 21, tzinfo=UTC)
    for days in (0, 1, 3):
        (folder / backups.name_of(now - timedelta(days=days))).write_bytes(b"x" * 100)
    monkeypatch.setattr(backups, "MOST_BYTES", 150)
    backups.rotate(tmp_path, now)
    assert [p.name for p in backups.list_backups(tmp_path)] == [backups.name_of(now)]


def test_a_plan_that_could_not_be_made_leaves_no_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> Document:
        raise UserFacingError("Drive penuh.")

    monkeypatch.setattr(Document, "create", full)
    with pytest.raises(UserFacingError, match="Drive penuh"):
        make()
    assert list(plans_folder().iterdir()) == []
