"""Tools that are not ours look at our packages; a test is skipped, with its reason, where its tool is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports import tables
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.package.bag import Payload
from gmsc_desktop.package.contents import documents_for, tables_for
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, WORKING_COPY
from tests.package.packages import MADE_AT, evidence_contents, plan_and_history, written


def papers_and_tables(cancelled: Callable[[], bool] = lambda: False) -> tuple[Payload, ...]:
    """All that is made for a package beside the plan."""
    return documents_for(
        plan_and_history()[0],
        made_at=MADE_AT,
        stage="bimtek-2",
        evidence=(),
        picture=lambda sha256: None,
        cancelled=cancelled,
    )


@pytest.fixture(scope="module", params=[SUBMISSION, WORKING_COPY, BACKUP])
def unpacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one folder of a package of each kind, unpacked by another program than ours."""
    folder = tmp_path_factory.mktemp(request.param)
    documents = tables_for(plan_and_history()[0], MADE_AT) if request.param == BACKUP else papers_and_tables()
    made = written(folder, request.param, documents=documents)
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        archive.extractall(folder / "isi")
    [place] = (folder / "isi").iterdir()
    return place


def tool(name: str) -> str:
    """A tool of the environment or the system; skips where there is none."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"the tool {name} is not installed")
    return found


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_bagit_finds_the_bag_valid(unpacked: Path) -> None:
    import bagit

    bag = bagit.Bag(str(unpacked))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["External-Identifier"] == plan_and_history()[0].plan.id
    start = unpacked / "data" / "tabel" / "plan.csv"
    kept = start.read_bytes()
    start.write_text("diubah")
    try:
        with pytest.raises(bagit.BagValidationError):
            bag.validate()
    finally:
        start.write_bytes(kept)


def test_sha512sum_agrees_with_both_manifests(unpacked: Path) -> None:
    for manifest in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
        lines = run(tool("sha512sum"), "--strict", "-c", manifest, cwd=unpacked).splitlines()
        assert lines
        assert all(line.endswith(": OK") for line in lines)


def test_unzip_finds_no_fault(tmp_path: Path) -> None:
    made = written(tmp_path)
    assert "No errors detected" in run(tool("unzip"), "-t", made.path, cwd=tmp_path)
    listed = run(tool("unzip"), "-Z1", made.path, cwd=tmp_path).splitlines()
    assert len(listed) == len(zipfile.ZipFile(made.path).namelist())


def test_check_jsonschema_takes_plan_and_schema(unpacked: Path) -> None:
    schema, plan = unpacked / "data/skema/rencana.schema.json", unpacked / "data/rencana.json"
    run(tool("check-jsonschema"), "--check-metaschema", schema, cwd=unpacked)
    run(tool("check-jsonschema"), "--schemafile", schema, plan, cwd=unpacked)
    broken = json.loads(plan.read_text("utf-8"))
    broken["tables"]["plan"][0]["period_start"] = "2025"
    (unpacked.parent.parent / "rusak.json").write_text(json.dumps(broken), "utf-8")
    done = subprocess.run(
        [tool("check-jsonschema"), "--schemafile", schema, unpacked.parent.parent / "rusak.json"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1


@pytest.mark.filterwarnings("default")
def test_frictionless_finds_the_tables_valid(unpacked: Path) -> None:
    report = json.loads(run(tool("frictionless"), "validate", "datapackage.json", "--json", cwd=unpacked / "data"))
    assert report["valid"]
    assert report["stats"]["tasks"] == len(TABLES)
    assert (unpacked / "data" / tables.FOLDER / "plan.csv").is_file()


@pytest.mark.filterwarnings("default")
def test_rocrate_reads_what_each_file_is(unpacked: Path) -> None:
    from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

    crate = ROCrate(str(unpacked / "data"))
    described = {entity.id for entity in crate.data_entities}
    there = {
        path.relative_to(unpacked / "data").as_posix() for path in (unpacked / "data").rglob("*") if path.is_file()
    }
    assert described == there - {"ro-crate-metadata.json"}
    names = {entity["name"] for entity in crate.data_entities}
    assert "Foto pelatihan 1" in names
    assert crate.datePublished.date() == MADE_AT.date()
    assert len([name for name in described if name.startswith("bukti/")]) == len(evidence_contents())


def test_qpdf_and_the_office_library_take_the_papers(unpacked: Path) -> None:
    import openpyxl

    papers = unpacked / "data" / "dokumen"
    if "GMSC-Kind: cadangan" in (unpacked / "bag-info.txt").read_text("utf-8"):
        assert not papers.exists(), "a backup is small and soon made"
        return
    assert {path.suffix for path in papers.iterdir()} == {".pdf", ".xlsx"}
    run(tool("qpdf"), "--check", next(papers.glob("*.pdf")), cwd=papers)
    book = openpyxl.load_workbook(next(papers.glob("*.xlsx")), read_only=True)
    assert len(book.sheetnames) > 10
    book.close()


def test_papers_in_the_making_can_be_cancelled(tmp_path: Path) -> None:
    looks = iter([False, False, True])
    with pytest.raises(UserFacingError, match="Dibatalkan"):
        written(tmp_path, documents=papers_and_tables(lambda: next(looks, True)), evidence=())
    assert list((tmp_path / "keluar").iterdir()) == []


def test_a_payload_may_be_written_by_anything_that_wants_a_file(tmp_path: Path) -> None:
    """Such as a ZIP, which goes back and forth in what it writes."""

    def workbook(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("isi.xml", "<x/>" * 1000)

    made = written(tmp_path, documents=(Payload("dokumen/tabel.xlsx", workbook),), evidence=())
    with zipfile.ZipFile(made.path) as outer:
        name = next(name for name in outer.namelist() if name.endswith(".xlsx"))
        with outer.open(name) as inner, zipfile.ZipFile(inner) as archive:
            assert archive.testzip() is None
