"""``gmsc import-table --as initiatives``: what it asks, what it tells, and that nothing is written before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Run, new_plan, refused, value
from tests.exchange.books import Rows, write_book
from tests.exchange.initiative_books import BROKEN, BROKEN_MAPPED, MATRIX, MATRIX_MERGED, TARGETS, TARGETS_MERGED

NEEDS_BOTH: Rows = [
    ["Nama Program", "OPD", "Tahun I", "Anggaran"],
    ["Satu Data", "Diskominfo", "v", 250],
    ["Portal Warga", "Diskominfo", "v", 100],
]


@pytest.fixture
def plan(run: Run) -> str:
    return new_plan(run)


def tables(run: Run, plan: str) -> dict[str, list[dict[str, Any]]]:
    return dict(value(run, "show", plan)["tables"])


def book(folder: Path, rows: Rows, merged: tuple[str, ...] = ()) -> str:
    return str(write_book(folder / "matriks.xlsx", {"Matriks": rows}, merged))


def test_a_matrix_is_imported_and_taken_back(run: Run, plan: str, tmp_path: Path) -> None:
    before = tables(run, plan)
    path = book(tmp_path, MATRIX, MATRIX_MERGED)
    shown = value(run, "import-table", plan, path, "--as", "initiatives", "--dry-run")
    assert tables(run, plan) == before
    assert [(one["text"], len(one["below"])) for one in shown["tree"]] == [("Smart Governance", 2), ("Smart Living", 1)]
    assert shown["amounts"] == {"2023": 575_000_000, "2024": 350_000_000, "2025": 100_000_000}
    told = value(run, "import-table", plan, path, "--as", "initiatives")
    assert told["imported"] is True
    assert told["counts"] == {"Dimensi": 2, "Inisiatif": 3, "OPD": 7}
    assert len(tables(run, plan)["initiative"]) == 3
    again = value(run, "import-table", plan, path, "--as", "initiatives")
    assert again["imported"] is False
    assert again["changes"] == {"added": [], "changed": [], "removed": []}
    assert run("undo", plan)[0] == 0
    assert tables(run, plan) == before


def test_what_it_needs_is_asked_and_nothing_is_written(run: Run, plan: str, tmp_path: Path) -> None:
    before = tables(run, plan)
    path = book(tmp_path, NEEDS_BOTH)
    code, out, err = run("import-table", plan, path, "--as", "initiatives", "--json")
    assert code == 1
    assert {one["what"] for one in json.loads(out)["needs"]} == {"unit", "dimension"}
    assert "--unit rupiah|ribu|juta" in err
    assert "--dimension SG|" in err
    assert tables(run, plan) == before
    options = ("--unit", "juta", "--dimension", "SG", "--answer", "source=apbd", "--year", "2026")
    assert value(run, "import-table", plan, path, "--as", "initiatives", *options)["imported"] is True
    held = tables(run, plan)
    assert [(row["code"], row["year_start"]) for row in held["initiative"]] == [("SG-01", 2026), ("SG-02", 2026)]
    assert {(row["year"], row["source"], row["amount"]) for row in held["initiative_budget"]} == {
        (2026, "apbd", 250_000_000), (2026, "apbd", 100_000_000),
    }  # fmt: skip


def test_an_answer_that_is_none_is_refused(run: Run, plan: str, tmp_path: Path) -> None:
    path, empty = book(tmp_path, BROKEN), str(write_book(tmp_path / "lain.xlsx", {"A": [["a", "b"], [1, 2]]}))
    told = refused(run("import-table", plan, path, "--as", "initiatives", "--dimension", "XX"))
    assert "“XX” bukan jawaban yang dikenal" in told
    assert "Tidak ditemukan tabel inisiatif" in refused(run("import-table", plan, empty, "--as", "initiatives"))


def test_what_the_file_does_not_have_stays_and_is_told(run: Run, plan: str, tmp_path: Path) -> None:
    value(run, "import-table", plan, book(tmp_path, MATRIX, MATRIX_MERGED), "--as", "initiatives")
    fewer = [row for row in MATRIX if len(row) < 2 or row[1] != "Satu Data Kabupaten"]
    code, out, _err = run("import-table", plan, book(tmp_path, fewer), "--as", "initiatives")
    assert code == 0
    assert "1 catatan tidak ada di berkas ini dan tetap disimpan" in out
    assert len(tables(run, plan)["initiative"]) == 3


def test_a_mapping_file_says_what_columns_mean(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(tmp_path, BROKEN_MAPPED)
    mapping = tmp_path / "susunan.json"
    columns = [
        {"column": "A", "header": "Nama Kegiatan Smart", "meaning": "title"},
        {"column": "B", "header": "Dinasnya", "meaning": "agency"},
        {"column": "C", "header": "Pilarnya", "meaning": "dimension"},
    ]
    mapping.write_text(
        json.dumps({"format": "gmsc-kolom", "version": 1, "kind": "initiatives", "columns": columns}), "utf-8"
    )
    options = ("--as", "initiatives", "--mapping", str(mapping))
    assert value(run, "import-table", plan, path, *options)["imported"] is True
    assert [(row["title"], row["dimension"]) for row in tables(run, plan)["initiative"]] == [("Kota Terang", "SV")]
    assert "dibuat untuk jenis tabel lain" in refused(run("import-rpjmd", plan, path, "--mapping", str(mapping)))
    again = value(run, "import-table", plan, path, *options)
    assert again["changes"] == {"added": [], "changed": [], "removed": []}


def test_a_table_of_thousands_is_asked_about(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(tmp_path, TARGETS, TARGETS_MERGED)
    code, out, _err = run("import-table", plan, path, "--as", "initiatives", "--json")
    assert (code, [one["what"] for one in json.loads(out)["needs"]]) == (1, ["unit"])
    value(run, "import-table", plan, path, "--as", "initiatives", "--unit", "ribu")
    assert max(row["amount"] for row in tables(run, plan)["initiative_budget"]) == 2_000_000_000
