"""The schema holds the rules that merging needs, and every declaration of a field holds what follows from it."""

from __future__ import annotations

import dataclasses
import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import ClassVar, get_type_hints

import pytest

from gmsc_desktop.models import editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.fields import BY_NAME, FIELDS, TABLES, UNRECORDED_TABLES, FieldSpec, TableSpec
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from gmsc_desktop.models.fields.spec import FIXED_KINDS, INTEGER_KINDS, REFERENCE_KINDS, Kind
from gmsc_desktop.models.history import CAPTURED
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.records import RECORDS
from gmsc_desktop.models.reference import load, versions
from gmsc_desktop.models.schema import APPLICATION_ID, FORMAT, create_tables, ddl
from tests.models.use_cases import begun
from tools import records

ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "resources" / "formats"

# The record of change and what stays on this computer: never merged, so their keys may be unique.
UNIQUE = {
    "record": ["id"], "field": ["key"], "author": ["id"], "change": ["id"], "op": ["change", "i"],
    "op_parent": ["op", "parent"], "contact": ["id"], "draft": ["id"], "outgoing": ["id"], "local": ["key"],
}  # fmt: skip
LOCAL = {"contact", "draft", "outgoing", "local"}
# Keys without an OWNER are the plan's own: one row of the kind for a plan.
DERIVED_OF_THE_PLAN = {"section", "dimension_plan", "year_closing", "finding_override", "unchecked_stage"}

EACH_TABLE = pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)


@pytest.fixture(scope="module")
def raw() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(connection)
    return connection


def tables_of(raw: sqlite3.Connection) -> set[str]:
    return {
        name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type='table'") if "sqlite_" not in name
    }


def sql_of(raw: sqlite3.Connection, table: str) -> str:
    return str(raw.execute("SELECT sql FROM sqlite_schema WHERE type='table' AND name=?", (table,)).fetchone()[0])


# -- what merging needs


def test_the_file_holds_the_declared_tables_and_no_others(raw: sqlite3.Connection) -> None:
    assert tables_of(raw) == {spec.name for spec in TABLES} | set(UNIQUE)
    kinds = {kind for (kind,) in raw.execute("SELECT DISTINCT type FROM sqlite_schema")}
    assert kinds == {"table", "index"}, "a plan's file carries no triggers and no views"
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert raw.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_nothing_is_unique_but_ids(raw: sqlite3.Connection) -> None:
    for table in tables_of(raw):
        for _n, name, unique, _origin, _partial in raw.execute(f"PRAGMA index_list({table})"):
            columns = [row[2] for row in raw.execute(f"PRAGMA index_info({name})")]
            allowed = UNIQUE.get(table, ["id"])
            assert not unique or columns == allowed, f"{table} is unique by {columns}: two people could not merge"


def test_no_check_stands_in_a_table(raw: sqlite3.Connection) -> None:
    for table in tables_of(raw):
        assert not re.search(r"\bCHECK\b|\bDEFAULT\b|\bCOLLATE\b|\bGENERATED\b", sql_of(raw, table), re.IGNORECASE), (
            table
        )


def test_tables_are_strict_and_keyed_by_id(raw: sqlite3.Connection) -> None:
    for _schema, name, kind, _columns, without_rowid, strict in raw.execute("PRAGMA table_list").fetchall():
        if name in BY_NAME or name in LOCAL:
            assert (kind, without_rowid, strict) == ("table", 0, 1), name
    for spec in TABLES:
        keys = [row[1] for row in raw.execute(f"PRAGMA table_info({spec.name})") if row[5]]
        assert keys == ["id"], spec.name


def test_references_wait_for_the_commit_and_delete_nothing(raw: sqlite3.Connection) -> None:
    for spec in TABLES:
        wanted = {(field.column, field.target) for field in spec.fields if field.kind in REFERENCE_KINDS}
        found = raw.execute(f"PRAGMA foreign_key_list({spec.name})").fetchall()
        assert {(row[3], row[2]) for row in found} == wanted, spec.name
        assert {(row[5], row[6]) for row in found} <= {("NO ACTION", "NO ACTION")}, spec.name
        sql = sql_of(raw, spec.name)
        assert sql.count("REFERENCES") == sql.count("DEFERRABLE INITIALLY DEFERRED") == len(wanted), spec.name
        assert not re.search(r"\bON (DELETE|UPDATE|CONFLICT)\b", sql), spec.name


def test_every_reference_has_an_index(raw: sqlite3.Connection) -> None:
    for spec in TABLES:
        indexed = {
            raw.execute(f"PRAGMA index_info({row[1]})").fetchone()[2]
            for row in raw.execute(f"PRAGMA index_list({spec.name})").fetchall()
        }
        assert {field.column for field in spec.fields if field.kind in REFERENCE_KINDS} <= indexed, spec.name


def test_heads_and_followers_are_found_by_their_indexes(raw: sqlite3.Connection) -> None:
    for query, index in (
        ("SELECT record,field,n,value FROM op WHERE head=1 AND record IN (?,?)", "op_head"),
        ("SELECT n FROM op WHERE record=? AND field=? AND head=1", "op_head"),
        ("SELECT 1 FROM op q WHERE q.prev=?", "op_prev"),
        ("SELECT 1 FROM op_parent WHERE parent=?", "op_parent_parent"),
        ("SELECT 1 FROM op WHERE change=?", "op_change"),
    ):
        how = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {query}", (1,) * query.count("?"))]
        assert len(how) == 1, query
        assert how[0].startswith("SEARCH"), query
        assert f"INDEX {index} " in how[0], query


@EACH_TABLE
def test_columns_are_the_fields_in_their_order(raw: sqlite3.Connection, spec: TableSpec) -> None:
    found = [(row[1], row[2], bool(row[3])) for row in raw.execute(f"PRAGMA table_info({spec.name})")]
    fields = [(field.column, field.storage, field.kind in FIXED_KINDS) for field in spec.fields]
    assert found == [("id", "TEXT", True), *fields]


def value_for(field: FieldSpec, turn: int) -> str | int | float:
    if field.storage == "TEXT":
        return f"{field.column} {turn}"
    return turn if field.storage == "INTEGER" else turn + 0.5


@pytest.mark.parametrize("table", sorted(CAPTURED))
def test_every_insert_update_and_delete_is_captured(table: str) -> None:
    document = begun()
    columns = CAPTURED[table]
    fields = {field.column: field for field in BY_NAME[table].fields} if table in BY_NAME else {}
    first = {c: value_for(fields[c], 1) if c in fields else "a" for c in columns}
    second = {c: value_for(fields[c], 2) if c in fields else "b" for c in columns}
    raw = document.raw
    raw.execute("PRAGMA query_only=OFF")
    raw.execute("PRAGMA foreign_keys=OFF")

    def captured(sql: str, *values: object) -> list[tuple[object, ...]]:
        raw.execute("DELETE FROM temp.capture")
        raw.execute(sql, values)
        return raw.execute("SELECT tbl,id,col,old FROM temp.capture ORDER BY seq").fetchall()

    marks = ",".join("?" * (len(columns) + 1))
    made = captured(f"INSERT INTO {table}(id,{','.join(columns)}) VALUES({marks})", "x", *first.values())
    assert made == [(table, "x", "*", 0)]
    for column in columns:
        changed = captured(f"UPDATE {table} SET {column}=? WHERE id='x'", second[column])
        assert changed == [(table, "x", column, first[column])]
        assert captured(f"UPDATE {table} SET {column}=? WHERE id='x'", second[column]) == []
    gone = captured(f"DELETE FROM {table} WHERE id='x'")
    assert gone == [(table, "x", "*", 1), *((table, "x", column, second[column]) for column in columns)]


def test_every_table_is_captured(raw: sqlite3.Connection) -> None:
    not_captured = tables_of(raw) - set(CAPTURED)
    assert not_captured == set(UNIQUE) - set(UNRECORDED_TABLES)


# -- declarations


def test_every_name_in_the_history_is_unique() -> None:
    keys = Counter(field.key for spec in TABLES for field in spec.fields)
    assert [key for key, times in keys.items() if times > 1] == []
    assert len({spec.name for spec in TABLES}) == len(TABLES)
    for key in FIELDS:
        assert re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", key), key


def test_no_name_in_the_history_is_used_again() -> None:
    lines = (FORMATS / "keys.txt").read_text(encoding="utf-8").splitlines()
    known = {words[0]: words[1:] for words in map(str.split, lines)}
    today = {key: [field.storage] for key, field in FIELDS.items()}
    way_out = "run tools/records.py --formats; a name with another type, or a retired one, needs another name"
    assert {key: words for key, words in known.items() if words[-1] != "retired"} == today, way_out
    assert not [key for key, words in known.items() if words[-1] == "retired" and key in today], way_out


def test_a_name_that_was_retired_stays_in_the_list() -> None:
    before = "old.column TEXT\n" + (FORMATS / "keys.txt").read_text(encoding="utf-8")
    assert "old.column TEXT retired\n" in records.keys_text(before)
    assert "old.column TEXT retired\n" in records.keys_text(records.keys_text(before))
    with pytest.raises(SystemExit, match=r"plan\.title"):
        records.keys_text("plan.title INTEGER\n")


@EACH_TABLE
def test_records_have_the_fields_in_their_order(spec: TableSpec) -> None:
    record = RECORDS[spec.name]
    assert spec.name == record.TABLE  # type: ignore[attr-defined]  # every record class has it
    assert [field.name for field in dataclasses.fields(record)] == ["id", *spec.columns]
    hints = get_type_hints(record)
    assert hints.pop("TABLE") == ClassVar[str]
    assert hints.pop("id") is str
    for field in spec.fields:
        assert hints[field.column] == type_of(field), f"{field.key}: run tools/records.py"


def type_of(field: FieldSpec) -> object:
    if field.storage == "TEXT":
        return str
    if field.kind is Kind.FLAG:
        return bool
    if field.kind in FIXED_KINDS:
        return int
    return int | None if field.kind in INTEGER_KINDS else float | None


def test_what_follows_from_the_declarations_is_up_to_date() -> None:
    assert set(RECORDS) == set(BY_NAME)
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert page == records.tables_page(), "run tools/records.py"
    kept = (FORMATS / f"{FORMAT}.sql").read_text(encoding="utf-8")
    assert kept == ";\n\n".join(ddl()) + ";\n", "run tools/records.py --formats"


def test_the_kept_tables_make_an_empty_plan(raw: sqlite3.Connection) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript((FORMATS / f"{FORMAT}.sql").read_text(encoding="utf-8"))
    query = "SELECT type,name,sql FROM sqlite_schema ORDER BY type,name"
    assert connection.execute(query).fetchall() == raw.execute(query).fetchall()


@EACH_TABLE
def test_a_row_of_keys_gets_its_id_from_them(spec: TableSpec) -> None:
    keys = [field for field in spec.fields if field.kind in FIXED_KINDS]
    values: dict[str, str | int | float | None] = {f.column: value_for(f, 7) for f in keys}
    document: Document = begun()
    with document.read() as db:
        plan_id = editing.plan_id(db)
        one, two = editing.row_id(db, spec, values | owner(spec)), editing.row_id(db, spec, values | owner(spec))
    assert (one == two) == (spec.derived or spec.name == "evidence_link")
    if spec.derived:
        start = () if spec.fields[0].kind is Kind.OWNER else (plan_id,)
        assert one == derived_id(spec.name, *start, *(str(values[field.column]) for field in keys))
        assert (not start) == (spec.name not in DERIVED_OF_THE_PLAN)
        assert spec.fields[: len(keys)] == tuple(keys), "the keys come first"
    else:
        assert len(keys) <= 1, "a row of one owner and nothing else"
        assert all(field.kind is Kind.OWNER for field in keys)


def owner(spec: TableSpec) -> dict[str, str]:
    return {"initiative_id": "x"} if spec.name == "evidence_link" else {}


def test_evidence_can_be_linked_to_each_of_its_owners() -> None:
    columns = set(BY_NAME["evidence_link"].columns) - {"evidence_id", "page"}
    assert columns == {f"{table}_id" for table in EVIDENCE_OWNERS}


@EACH_TABLE
def test_a_table_names_what_it_holds(spec: TableSpec) -> None:
    assert spec.singular_text.strip()
    assert spec.plural_text.strip()
    assert not spec.title_column or spec.title_column in spec.columns
    written = [field for field in spec.fields if field.kind is Kind.WRITTEN]
    numbers = [field.column for field in spec.fields if field.kind is Kind.PARSED]
    assert [field.number_column for field in written] == numbers, "every written figure has its number, and no other"
    assert sum(field.kind is Kind.ORDER for field in spec.fields) <= 1


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.key)
def test_a_field_says_what_it_is(field: FieldSpec) -> None:
    assert field.label_text.strip()
    assert field.label_text == field.label_text.strip()
    assert field.label_text[0].isupper() or field.label_text[0].isdigit()
    assert not field.help_text or field.help_text.endswith("."), "a help text is a sentence"
    assert (field.kind in REFERENCE_KINDS) == bool(field.target)
    assert not field.target or field.target in BY_NAME
    assert field.kind is not Kind.CHOICE or field.choices
    assert not field.choices or field.kind in {Kind.CHOICE, Kind.KEY_CODE}
    assert not field.number_column or BY_NAME[field.table].field(field.number_column).kind is Kind.PARSED
    assert field.limit > 0


@pytest.mark.parametrize("version", versions())
def test_every_list_of_a_field_is_in_the_paket_acuan(version: str) -> None:
    pack = load(version)
    for field in FIELDS.values():
        if field.choices:
            choices = pack.choices(field.choices)
            assert choices, f"{field.key} chooses from {field.choices}, which the paket acuan {version} does not have"
            assert len({choice.code for choice in choices}) == len(choices)
            assert all(choice.label.strip() and len(choice.code) <= field.limit for choice in choices), field.choices


# -- words that officials expect

# What is often got wrong, and what stands instead.
WRONG_WORDS = {
    r"\b(gol|objektif)\b": "Tujuan, Sasaran",
    r"\bbaseline\b": "Kondisi awal",
    r"\b(progres|progress|kemajuan)\b": "Pelaksanaan, Realisasi fisik, Capaian",
    r"\b(kirim|submit|unggah|upload)": "Buat paket pengajuan, Tambahkan berkas",
    r"\b(kuartal|Q[1-4])\b": "Triwulan",
    r"\bwalikota\b": "Wali Kota",
    r"\b(review|reviewer|fasilitator)\b": "Reviu, Pembimbing, Asesor, Penelaah",
    r"\b(departemen|instansi|SKPD)\b": "Perangkat daerah (OPD)",
    r"\bbukti\b(?! dukung)": "Bukti dukung",
    r"\blampiran\b": "Bukti dukung",
    r"\b(analisa|resiko|aktifitas|notulensi|jadual|ijin|praktek)\b": "analisis, risiko, aktivitas, notulen, izin …",
    r"\bKominfo\b": "Komdigi, or the office's full name",
    r"^anggaran$": "Pagu, Anggaran or Realisasi of what",
    r"\b(error|gagal|valid|ok|cancel)\b": "what happened and what to do",
}


def test_labels_use_the_words_that_officials_expect() -> None:
    texts = {field.key: f"{field.label_text}" for field in FIELDS.values()}
    texts |= {f"{field.key} (help)": field.help_text for field in FIELDS.values()}
    texts |= {f"{spec.name} ({kind})": text for spec in TABLES for kind, text in
              (("one", spec.singular_text), ("many", spec.plural_text))}  # fmt: skip
    texts |= {f"evidence owner {name}": label for name, label in EVIDENCE_OWNERS.items()}
    wrong = [
        f"{place}: “{text}” — write {instead}"
        for place, text in texts.items()
        for pattern, instead in WRONG_WORDS.items()
        if re.search(pattern, text, re.IGNORECASE)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [("Baseline", True), ("Progres fisik", True), ("Bukti", True), ("Bukti dukung", False), ("Kondisi awal", False),
     ("Anggaran", True), ("Anggaran (Rp)", False), ("Golongan", False), ("Pengiriman", False), ("Kirim paket", True)],
)  # fmt: skip
def test_a_wrong_word_is_seen(text: str, seen: bool) -> None:
    assert any(re.search(pattern, text, re.IGNORECASE) for pattern in WRONG_WORDS) == seen
