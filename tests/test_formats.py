"""Every released format still opens: its golden plan, its golden packages (tests/formats, made by tools/formats.py)."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from gmsc_desktop.desk import receiving
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import document_file, library, migrations, outgoing
from gmsc_desktop.models.contacts import read_contacts
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.schema import FORMAT
from gmsc_desktop.models.snapshot import Json, Snapshot, from_json, to_json
from gmsc_desktop.package.read import open_package
from tests.models.plans import copy_of, state

FORMATS = Path(__file__).parent / "formats"
NUMBERS = sorted(int(path.name) for path in FORMATS.iterdir() if path.name.isdigit())


def same(snapshot: Snapshot, number: int, *, without: tuple[str, ...] = ()) -> bool:
    """Whether a snapshot has the golden tables; tables that a later format added must be empty."""
    wanted = json.loads((FORMATS / str(number) / "tables.json").read_text(encoding="utf-8"))
    found = to_json(snapshot)
    return all(same_rows(found[name], wanted.get(name, [])) for name in found if name not in without)


def same_rows(found: list[dict[str, Json]], golden: list[dict[str, Json]]) -> bool:
    """Whether the rows are the golden ones; columns that a later format added must be empty."""
    if len(found) != len(golden):
        return False
    return all(
        row.keys() >= old.keys() and all(row[c] == old[c] if c in old else row[c] in {None, False} for c in row)
        for row, old in zip(found, golden, strict=True)
    )


def test_a_column_of_a_later_format_may_be_there_empty_and_nothing_else() -> None:
    golden: list[dict[str, Json]] = [{"id": "a", "name": "Dinas"}]
    assert same_rows([{"id": "a", "name": "Dinas", "motto": None, "told": False}], golden)
    others: tuple[list[dict[str, Json]], ...] = (
        [{"id": "a", "name": "Dinas", "motto": "Maju"}],
        [{"id": "a", "name": "Badan", "motto": None}],
        [{"id": "a", "motto": None}],
        [{"id": "a", "name": "Dinas"}, {"id": "b", "name": "Badan"}],
        [],
    )
    for other in others:
        assert not same_rows(other, golden)


def test_the_golden_plans_open_in_a_made_up_format_after_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def added_column(raw: sqlite3.Connection) -> list[migrations.Effect]:
        raw.execute("ALTER TABLE region ADD COLUMN motto TEXT")
        return []

    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, FORMAT: added_column})
    monkeypatch.setattr(document_file, "FORMAT", FORMAT + 1)
    for number in NUMBERS:
        folder = tmp_path / str(number)
        folder.mkdir()
        packed = (FORMATS / str(number) / "plan.sqlite3.gz").read_bytes()
        (folder / "plan.sqlite3").write_bytes(gzip.decompress(packed))
        with Document.open(folder, library.current_author()) as document:
            assert document.raw.execute("PRAGMA user_version").fetchone() == (FORMAT + 1,)
            assert document.raw.execute("SELECT motto FROM region").fetchall() == [(None,)]
            assert same(document.snapshot(), number)


def test_the_present_format_has_its_golden_files() -> None:
    assert FORMAT in NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_a_golden_plan_opens_and_agrees_with_its_history(number: int, tmp_path: Path) -> None:
    (tmp_path / "plan.sqlite3").write_bytes(gzip.decompress((FORMATS / str(number) / "plan.sqlite3.gz").read_bytes()))
    document = Document.open(tmp_path, library.current_author())
    assert same(document.snapshot(), number)
    rebuilt = copy_of(document)
    assert state(rebuilt) == state(document)
    rebuilt.close()
    document.close()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_golden_team_copy_becomes_the_plan(number: int, data_dir: Path) -> None:
    with open_package(FORMATS / str(number) / "salinan-kerja.gmsc") as package:
        assert package.history is not None
        assert same(package.snapshot, number, without=("finding_override",))
        assert len(package.evidence) == 1
        plan_id = package.identity.plan_id
        library.create_from(plan_id, package.history, lambda folder: None, package.snapshot)
    with library.opened(plan_id) as document:
        assert same(document.snapshot(), number, without=("finding_override",))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_golden_backup_brings_contacts_and_what_left_back(number: int, data_dir: Path) -> None:
    with open_package(FORMATS / str(number) / "cadangan.gmsc") as package:
        assert same(package.snapshot, number)
        receiving.take_over(package)
        plan_id = package.identity.plan_id
    with library.opened(plan_id) as document:
        assert [contact.phone for contact in read_contacts(document.raw).values()] == ["(0471) 21001"]
        left = [(one.kind, one.sequence) for one in outgoing.list_outgoing(document.raw)]
        assert sorted(left) == [("cadangan", 3), ("pengajuan", 2), ("salinan-kerja", 1)]
        assert (outgoing.next_round(document.raw, "bimtek-1"), outgoing.next_sequence(document.raw)) == (2, 4)


def test_a_history_that_rebuilds_another_plan_is_refused(data_dir: Path) -> None:
    with open_package(FORMATS / str(FORMAT) / "salinan-kerja.gmsc") as package:
        assert package.history is not None
        tables = to_json(package.snapshot)
        tables["plan"][0]["title"] = "Judul lain"
        plan_id = package.identity.plan_id
        with pytest.raises(UserFacingError, match="tidak sama"):
            library.create_from(plan_id, package.history, lambda folder: None, from_json(tables))
    assert not library.is_present(plan_id)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_golden_submission_is_read(number: int) -> None:
    with open_package(FORMATS / str(number) / "pengajuan.zip") as package:
        assert (package.history, package.identity.stage, package.identity.round) == (None, "bimtek-1", 1)
        assert same(package.snapshot, number)
