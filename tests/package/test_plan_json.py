"""``rencana.json`` and its schema: made from the field declarations, and open to what later versions add."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.fields.spec import Kind
from gmsc_desktop.models.snapshot import from_json
from gmsc_desktop.package import schema, strict_json
from gmsc_desktop.package.plan_json import HistoryMark, plan_json, plan_text, read_plan_json
from gmsc_desktop.package.refusals import PackageRefused
from tests.sample_plan import sample_snapshot, sample_tables

ROOT = Path(__file__).resolve().parents[2]
REGENERATE = (
    "python -c \"from pathlib import Path; from gmsc_desktop.package.schema import write_schema; "
    "write_schema(Path('docs/rencana.schema.json'))\""
)  # fmt: skip


def text(**more: Any) -> bytes:
    return b"".join(plan_text(plan_json(sample_snapshot(), application="GMSC Desktop 0.1.0", **more)))


def edited(**changes: Any) -> bytes:
    return json.dumps(json.loads(text()) | changes).encode()


def test_the_committed_schema_is_the_one_of_the_fields() -> None:
    assert (ROOT / "docs" / "rencana.schema.json").read_bytes() == schema.schema_text(), f"run: {REGENERATE}"


def test_the_schema_speaks_of_every_table_and_field() -> None:
    made = json.loads(schema.schema_text())
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    tables = made["properties"]["tables"]["properties"]
    assert set(tables) == set(BY_NAME)
    for table in TABLES:
        assert list(tables[table.name]["items"]["properties"]) == ["id", *table.columns]


def test_the_plan_comes_back_as_it_went() -> None:
    snapshot, header = read_plan_json(text(history=HistoryMark(3, "ab" * 64)))
    before = sample_snapshot()
    assert {table.name: snapshot.rows(table.name) for table in TABLES} == {t.name: before.rows(t.name) for t in TABLES}
    assert header.history == HistoryMark(3, "ab" * 64)
    assert header.plan_id == before.plan.id
    assert header.reference_version == "2026.1"
    assert header.is_example
    assert header.unknown == {"tables": {}, "fields": {}, "header": {}}


def test_the_text_is_the_value_and_the_same_each_time() -> None:
    assert json.loads(text()) == plan_json(sample_snapshot(), application="GMSC Desktop 0.1.0")
    assert text() == text()
    assert max(map(len, text().splitlines())) < 5000  # a record a line


def test_every_kind_of_value_keeps_its_type() -> None:
    for table in TABLES:
        rows = read_plan_json(text())[0].rows(table.name)
        for field in table.fields:
            for row in rows:
                value = getattr(row, field.column)
                if field.kind is Kind.FLAG:
                    assert isinstance(value, bool)
                elif field.storage == "REAL":
                    assert value is None or isinstance(value, float)
                elif field.storage == "INTEGER":
                    assert value is None or isinstance(value, int)
                else:
                    assert isinstance(value, str)


def test_what_a_newer_minor_version_adds_is_kept() -> None:
    content = json.loads(text())
    content["version"] = "1.7"
    content["kelak"] = {"a": [1, 2]}
    content["tables"]["risk"] = [{"id": "x"}]
    row = content["tables"]["initiative"][0]
    row["kelak"] = "nilai"
    snapshot, header = read_plan_json(json.dumps(content).encode())
    assert header.version == "1.7"
    assert header.unknown["header"] == {"kelak": {"a": [1, 2]}}
    assert header.unknown["tables"] == {"risk": [{"id": "x"}]}
    assert header.unknown["fields"] == {"initiative": {row["id"]: {"kelak": "nilai"}}}
    assert snapshot.rows("initiative") == sample_snapshot().rows("initiative")


def test_what_an_older_minor_version_did_not_have_is_empty() -> None:
    content = json.loads(text())
    del content["tables"]["benefit"], content["is_example"], content["history"]
    for row in content["tables"]["initiative"]:
        del row["impact"]
    snapshot, header = read_plan_json(json.dumps(content).encode())
    assert snapshot.rows("benefit") == ()
    assert {getattr(row, "impact") for row in snapshot.rows("initiative")} == {""}  # noqa: B009 - any record
    assert header.is_example


def test_a_whole_number_is_taken_where_a_fraction_may_stand() -> None:
    content = json.loads(text())
    content["tables"]["region"][0]["area_km2"] = 3000
    area = read_plan_json(json.dumps(content).encode())[0].region.area_km2
    assert (area, type(area)) == (3000.0, float)


@pytest.mark.parametrize("amount", [0, -1, 2**53 + 1, 2**63 - 1, -(2**63)])
def test_money_is_exact(amount: int) -> None:
    tables = sample_tables()
    tables["initiative_budget"][0]["amount"] = amount
    made = plan_json(from_json(tables), application="x")
    row = read_plan_json(b"".join(plan_text(made)))[0].rows("initiative_budget")[0]
    assert getattr(row, "amount") == amount  # noqa: B009 - any record


def test_a_newer_major_version_is_told_as_newer() -> None:
    with pytest.raises(PackageRefused) as caught:
        read_plan_json(edited(version="2.0", tables={"lain": "sama sekali"}))
    assert caught.value.reason == "newer"
    assert "Perbarui aplikasi" in caught.value.next_step


def test_a_wrong_value_is_told_with_its_place() -> None:
    content = json.loads(text())
    content["tables"]["initiative"][3]["title"] = 5
    with pytest.raises(PackageRefused) as caught:
        read_plan_json(json.dumps(content).encode())
    assert "tables.initiative[3].title" in caught.value.sentence


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a": 1, "a": 1}', "json-twice"),
        (b'{"a": {"b": 1, "b": 2}}', "json-twice"),
        (b"[NaN]", "json-number"),
        (b"[1e400]", "json-number"),
        (b"[-9223372036854775809]", "json-number"),
        (b"[" + b"1" * 50 + b"]", "json-number"),
        (b"[0." + b"1" * 50 + b"]", "json-number"),
        (b"[" * 30 + b"]" * 30, "json-deep"),
        (b'{"a":' * 5000, "json-deep"),
        (b'"\\ud800"', "json-letters"),
        (b'{"\\udfff": 1}', "json-letters"),
        (b"\xff", "json-text"),
        (b"\xef\xbb\xbf{}", "json-text"),
        (b"\xed\xa0\x80", "json-text"),
        (b"{'a': 1}", "json"),
        (b"[1,]", "json"),
        (b"[01]", "json"),
        (b'"\n"', "json"),
        (b"{} {}", "json"),
        (b"", "json"),
    ],
)
def test_json_is_strict(data: bytes, reason: str) -> None:
    with pytest.raises(PackageRefused) as caught:
        strict_json.load(data, "berkas.json")
    assert caught.value.reason == reason
    assert "berkas.json" in caught.value.sentence


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a": [1, 2.5, true, null, "\\u00e9\\ud83d\\ude00"]}', {"a": [1, 2.5, True, None, "é😀"]}),
        (b"9223372036854775807", 2**63 - 1),
        (b"-9223372036854775808", -(2**63)),
        (b'"\\u0000"', "\0"),
        (b"[" * 20 + b"]" * 20, None),
    ],
)
def test_good_json_is_taken(data: bytes, value: object) -> None:
    loaded = strict_json.load(data, "berkas.json")
    assert value is None or loaded == value
