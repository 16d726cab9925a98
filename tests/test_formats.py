"""Every released format still opens: its golden plan, its golden packages (tests/formats, made by tools/formats.py)."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.schema import FORMAT
from gmsc_desktop.models.snapshot import Snapshot, from_json, to_json
from gmsc_desktop.package.read import open_package
from tests.models.plans import copy_of, state

FORMATS = Path(__file__).parent / "formats"
NUMBERS = sorted(int(path.name) for path in FORMATS.iterdir() if path.name.isdigit())


def same(snapshot: Snapshot, number: int, *, without: tuple[str, ...] = ()) -> bool:
    """Whether a snapshot has the golden tables; tables that a later format added must be empty."""
    wanted = json.loads((FORMATS / str(number) / "tables.json").read_text(encoding="utf-8"))
    found = to_json(snapshot)
    return all(found[name] == wanted.get(name, []) for name in found if name not in without)


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
