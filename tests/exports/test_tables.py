"""The CSV tables and their descriptor: the plan's own values, read back by tools that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gmsc_desktop.exports.tables import descriptor, write_table, write_tables
from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.snapshot import Snapshot, from_json, to_json
from tests.exports.editions import HOSTILE, edition, hostile_edition, with_text
from tests.sample_plan import sample_snapshot


def rows(snapshot: Snapshot, table: str) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_table(snapshot, BY_NAME[table], stream)
    assert not stream.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8"), newline=""), strict=True))


def test_every_table_has_the_columns_and_rows_of_rencana_json() -> None:
    plan = sample_snapshot()
    for table, wanted in to_json(plan).items():
        found = rows(plan, table)
        assert len(found) == len(wanted)
        for row, expected in zip(found, wanted, strict=True):
            written = {key: "" if value is None else str(value) for key, value in expected.items()}
            flags = {key: str(value).lower() for key, value in expected.items() if isinstance(value, bool)}
            assert row == written | flags


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    expected = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text).replace("\ud800", "\ufffd")
    snapshot = from_json(with_text(text))
    assert {row["title"] for row in rows(snapshot, "initiative")} == {expected}
    assert {row["body"] for row in rows(snapshot, "section")} == {expected}


def test_records_end_as_rfc_4180_says() -> None:
    stream = io.BytesIO()
    write_table(sample_snapshot(), BY_NAME["smart_mission"], stream)
    assert stream.getvalue().count(b"\r\n") == 3


def test_one_edition_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_tables(edition(), first)
    write_tables(edition(), second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("text", ["", "=1+1\r\n\"x\"; 'y', z"])
def test_frictionless_finds_nothing_to_complain_about(tmp_path: Path, text: str) -> None:
    stream = io.BytesIO()
    write_tables(hostile_edition(text) if text else edition(), stream)
    with zipfile.ZipFile(stream) as archive:
        assert len(archive.namelist()) == len(TABLES) + 1
        archive.extractall(tmp_path)
    tool = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [str(tool), "validate", "--json", "datapackage.json"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    assert report["valid"], [task for task in report["tasks"] if not task["valid"]]
    assert report["stats"]["tasks"] == len(TABLES)


def test_the_descriptor_says_what_it_is() -> None:
    described = descriptor(edition())
    assert described["title"] == "Rencana Induk Smart City Kabupaten Luwu 2025–2029"
    assert described["description"] == "CONTOH – bukan dokumen resmi"
    initiative = next(r for r in described["resources"] if r["name"] == "initiative")
    kinds = {field["name"]: field["type"] for field in initiative["schema"]["fields"]}
    assert (kinds["title"], kinds["year_start"]) == ("string", "integer")
    assert {"fields": ["agency_id"], "reference": {"resource": "agency", "fields": ["id"]}} in initiative["schema"][
        "foreignKeys"
    ]
    json.dumps(described)
