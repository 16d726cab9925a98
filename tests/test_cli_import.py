"""``gmsc import-rpjmd``: a table becomes one change, comes again as a difference, and nothing goes by itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Run, new_plan, refused, value
from tests.exchange.books import Rows, write_book
from tests.exchange.test_rpjmd_layouts import LABELLED, LABELLED_MERGED

HEAD = [
    "Misi",
    "Tujuan",
    "Sasaran",
    "Program",
    "Indikator",
    "Satuan",
    "Kondisi Awal",
    "Target 2026",
    "Pagu 2026",
    "OPD",
]
FIRST: Rows = [
    HEAD,
    ["Sehat", "Umur panjang", "Layanan", None, "IKM", "Nilai", "80", "82,5", None, "Dinkes"],
    ["Sehat", "Umur panjang", "Layanan", "Program A", "Cakupan", "%", "1.250", "60%", 1_000_000_000, "Dinas Kesehatan"],
    ["Sehat", "Umur panjang", "Layanan", "Program B", "Rasio", "Angka", "1", "2", 2_000_000_000, "RSUD"],
]
SECOND: Rows = [
    HEAD,
    ["Sehat", "Umur panjang", "Layanan", None, "IKM", "Nilai", "80", "83", None, "Dinkes"],
    ["Sehat", "Umur panjang", "Layanan", "Program A", "Cakupan", "%", "1.250", "60%", 1_500_000_000, "Dinas Kesehatan"],
    ["Sehat", "Umur panjang", "Layanan prima", "Program C", "Mutu", "Angka", "1", "2", 3_000_000_000, "Puskesmas"],
]


@pytest.fixture
def plan(run: Run) -> str:
    return new_plan(run)


def book(tmp_path: Path, rows: Rows, merged: tuple[str, ...] = ()) -> str:
    return str(write_book(tmp_path / "rpjmd.xlsx", {"Tabel": rows}, merged))


def tables(run: Run, plan: str) -> dict[str, list[dict[str, Any]]]:
    return dict(value(run, "show", plan)["tables"])


def titles(run: Run, plan: str, table: str, column: str) -> list[Any]:
    return [row[column] for row in tables(run, plan)[table]]


def test_a_table_is_imported_as_one_change_and_taken_back_as_one(run: Run, plan: str, tmp_path: Path) -> None:
    before = tables(run, plan)
    told = value(run, "import-rpjmd", plan, book(tmp_path, FIRST))
    assert told["imported"] is True
    assert told["counts"] == {"visi": 0, "misi": 1, "tujuan": 1, "sasaran": 1, "program": 2, "indikator": 3}
    assert told["pagu"] == {"2026": 3_000_000_000}
    held = tables(run, plan)
    [document] = held["planning_document"]
    assert (document["kind"], document["target_start"], document["title"]) == (
        "rpjmd",
        2026,
        "RPJMD Kabupaten Luwu 2026",
    )
    assert [row["name"] for row in held["agency"]] == ["Dinkes", "RSUD"]
    by_text = {row["text"]: row for row in held["indicator"]}
    assert (by_text["Cakupan"]["baseline_text"], by_text["Cakupan"]["baseline_number"]) == ("1.250", None)
    assert {row["text"]: row["number"] for row in held["target"]} == {"82,5": 82.5, "60%": 60.0, "2": 2.0}
    assert by_text["IKM"]["objective_id"] == held["objective"][0]["id"]
    assert by_text["Rasio"]["programme_id"] == held["programme"][1]["id"]
    assert {row["amount"] for row in held["ceiling"]} == {1_000_000_000, 2_000_000_000}
    assert run("undo", plan)[0] == 0
    assert tables(run, plan) == before


def test_the_same_file_again_changes_nothing(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(tmp_path, LABELLED, LABELLED_MERGED)
    assert value(run, "import-rpjmd", plan, path)["imported"] is True
    held = tables(run, plan)
    again = value(run, "import-rpjmd", plan, path)
    assert again["changes"] == {"added": [], "changed": [], "removed": []}
    assert again["written"]["added"] == again["written"]["changed"] == {}
    assert tables(run, plan) == held


def test_a_corrected_file_is_told_as_a_difference(run: Run, plan: str, tmp_path: Path) -> None:
    value(run, "import-rpjmd", plan, book(tmp_path, FIRST))
    objective = tables(run, plan)["objective"][0]["id"]
    ticked = value(
        run, "add", plan, "objective_dimension", f"objective_id={objective}", "dimension=SL", "strength=langsung"
    )
    path = book(tmp_path, SECOND)
    held = tables(run, plan)
    told = value(run, "import-rpjmd", plan, path, "--dry-run")
    assert tables(run, plan) == held
    assert told["imported"] is False
    added = [(one["table"], one["name"]) for one in told["changes"]["added"]]
    assert ("programme", "Program C") in added
    assert ("objective", "Layanan prima") in added
    changed = {one["table"]: one["fields"] for one in told["changes"]["changed"]}
    assert changed["target"] == [{"field": "text", "before": "82,5", "after": "83"}]
    assert changed["ceiling"] == [{"field": "amount", "before": 1_000_000_000, "after": 1_500_000_000}]
    assert [(one["table"], one["name"]) for one in told["changes"]["removed"]] == [
        ("programme", "Program B"),
        ("indicator", "Rasio"),
    ]
    code, out, _err = run("import-rpjmd", plan, path)
    assert code == 0
    assert "2 catatan tidak ada di berkas ini dan tetap disimpan" in out
    now = tables(run, plan)
    assert [row["name"] for row in now["programme"]] == ["Program A", "Program B", "Program C"]
    assert [row["id"] for row in now["objective_dimension"]] == [ticked["id"]]
    assert len(now["planning_document"]) == 1


def test_a_text_that_was_mended_is_the_same_record(run: Run, plan: str, tmp_path: Path) -> None:
    value(run, "import-rpjmd", plan, book(tmp_path, FIRST))
    before = tables(run, plan)
    mended = [
        [cell.replace("Umur panjang", "Umur panjang warga") if isinstance(cell, str) else cell for cell in row]
        for row in FIRST
    ]
    told = value(run, "import-rpjmd", plan, book(tmp_path, mended))
    assert [(one["table"], one["fields"]) for one in told["changes"]["changed"]] == [
        ("goal", [{"field": "text", "before": "Umur panjang", "after": "Umur panjang warga"}])
    ]
    assert tables(run, plan)["goal"][0]["id"] == before["goal"][0]["id"]


def test_the_next_period_takes_over_the_mappings_that_still_match(run: Run, plan: str, tmp_path: Path) -> None:
    value(run, "import-rpjmd", plan, book(tmp_path, FIRST))
    held = tables(run, plan)
    for programme in held["programme"]:
        initiative = value(run, "add", plan, "initiative", f"title=Layanan {programme['name']}", "dimension=SL")["id"]
        value(
            run,
            "add",
            plan,
            "programme_mapping",
            f"initiative_id={initiative}",
            f"programme_id={programme['id']}",
            "strength=langsung",
        )
    later = [[cell.replace("2026", "2031") if isinstance(cell, str) else cell for cell in row] for row in FIRST[:-1]]
    told = value(run, "import-rpjmd", plan, book(tmp_path, later))
    assert (told["written"]["carried"], [one["name"] for one in told["unmapped"]]) == (1, ["Program B"])
    now = tables(run, plan)
    assert [row["target_start"] for row in now["planning_document"]] == [2026, 2031]
    assert len(now["programme_mapping"]) == 3
    new = next(row for row in now["programme"] if row["document_id"] != held["planning_document"][0]["id"])
    assert new["id"] in {row["programme_id"] for row in now["programme_mapping"]}


def test_a_question_is_asked_and_nothing_is_written(run: Run, plan: str, tmp_path: Path) -> None:
    rows: Rows = [["Program", "Indikator", "Target 2026", "Pagu 2026 (Ribu Rupiah)"], ["Program A", "x", "1", 1500]]
    path = book(tmp_path, rows)
    before = tables(run, plan)
    code, out, err = run("import-rpjmd", plan, path, "--json")
    told = json.loads(out)
    assert (code, told["imported"]) == (1, False)
    assert [need["what"] for need in told["needs"]] == ["unit"]
    assert "--unit" in err
    assert tables(run, plan) == before
    assert value(run, "import-rpjmd", plan, path, "--unit", "ribu")["pagu"] == {"2026": 1_500_000}


def test_a_file_that_names_another_district_is_told_and_taken(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(tmp_path, [["PEMERINTAH KABUPATEN PATI"], *FIRST])
    told = value(run, "import-rpjmd", plan, path)
    assert told["imported"]
    [notice] = [one for one in told["notices"] if one["kind"] == "district"]
    assert "Kabupaten Pati" in notice["sentence"]
    rows: Rows = [["PEMERINTAH KABUPATEN PATI"], ["Nama Program", "Dimensi"], ["Kota Terang", "Smart Society"]]
    told = value(run, "import-table", plan, book(tmp_path, rows), "--as", "initiatives")
    assert told["imported"]
    assert "district" in [one["kind"] for one in told["notices"]]


UNTOLD: Rows = [
    ["Tujuan/Sasaran", "Indikator", "Satuan", "Target 2026", "Target 2027"],
    ["Layanan kesehatan yang bermutu", "IKM", "Nilai", "80", "82"],
    ["Warga yang cerdas", "RLS", "Tahun", "8", "9"],
]


def test_the_level_of_rows_that_do_not_tell_it_is_answered_by_an_option(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(tmp_path, UNTOLD)
    code, _printed, errors = run("import-rpjmd", plan, path)
    assert code == 1
    assert "--level" in errors
    assert "tujuan, sasaran" in errors
    told = value(run, "import-rpjmd", plan, path, "--level", "sasaran", "--period", "2025-2029", "--kind", "renstra")
    assert (told["counts"]["sasaran"], told["counts"]["indikator"]) == (2, 2)
    assert (told["period"], told["kind"]) == ([2025, 2029], "renstra")
    assert "misi, tujuan" in refused(run("import-rpjmd", plan, path, "--level", "bidang ilmu"))
    assert "2025-2029" in refused(run("import-rpjmd", plan, path, "--period", "lima tahun"))


def test_an_iku_table_alone_meets_the_indicators_of_the_plan(run: Run, plan: str, tmp_path: Path) -> None:
    value(run, "import-rpjmd", plan, book(tmp_path, FIRST), "--period", "2025-2029")
    before = {row["id"] for row in tables(run, plan)["indicator"]}
    iku: Rows = [["Indikator Kinerja Utama", "Satuan", "Target 2027"], ["IKM", "Nilai", "84"], ["Gini", "Angka", "0,3"]]
    told = value(run, "import-rpjmd", plan, book(tmp_path, iku))
    assert (told["counts"]["sasaran"], told["counts"]["indikator"]) == (1, 1)
    left = [one["sentence"] for one in told["notices"] if one["kind"] == "no-owner"]
    assert len(left) == 1
    assert "“Gini”" in left[0]
    after = tables(run, plan)
    assert {row["id"] for row in after["indicator"]} == before, "no indicator came twice"
    owner = next(row["id"] for row in after["indicator"] if row["text"] == "IKM")
    assert [(row["year"], row["text"]) for row in after["target"] if row["indicator_id"] == owner] == [
        (2026, "82,5"),
        (2027, "84"),
    ]


def test_a_mapping_file_says_what_columns_mean(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(
        tmp_path,
        [["Hal yang dituju", "Alat takar", "Capaian 26", "Nominal"], ["Warga sehat", "AHH", "71,5", 5_000_000]],
    )
    assert "Tidak ditemukan tabel" in refused(run("import-rpjmd", plan, path))
    columns: list[dict[str, Any]] = [
        {"column": "A", "header": "Hal yang dituju", "meaning": "programme"},
        {"column": "B", "header": "Alat takar", "meaning": "indicator"},
        {"column": "C", "header": "Capaian 26", "meaning": "target", "year": 2026},
        {"column": "D", "header": "Nominal", "meaning": "money", "year": 2026},
    ]
    mapping = tmp_path / "kolom.json"
    mapping.write_text(json.dumps({"format": "gmsc-kolom", "version": 1, "columns": columns}))
    told = value(run, "import-rpjmd", plan, path, "--mapping", str(mapping))
    assert (told["counts"]["program"], told["counts"]["indikator"], told["pagu"]) == (1, 1, {"2026": 5_000_000})
    columns[1]["header"] = "Lain"
    mapping.write_text(json.dumps({"format": "gmsc-kolom", "version": 1, "columns": columns}))
    assert "mulai kolom B" in refused(run("import-rpjmd", plan, path, "--mapping", str(mapping)))
    mapping.write_text('{"format": "lain"}')
    assert "bukan berkas susunan kolom" in refused(run("import-rpjmd", plan, path, "--mapping", str(mapping)))


def test_what_a_plan_has_no_place_for_is_told(run: Run, plan: str, tmp_path: Path) -> None:
    rows: Rows = [
        ["Kode", "Program dan Kegiatan", "Indikator", "Target 2026", "Pagu 2026"],
        ["1.02.01", "PROGRAM A", "x", "1", 9_000_000],
        ["1.02.01.2.01", "Penyusunan", "y", "2", 9_000_000],
    ]
    told = value(run, "import-rpjmd", plan, book(tmp_path, rows))
    assert told["counts"]["kegiatan"] == 1
    assert {one["kind"] for one in told["notices"]} >= {"level-left", "indicators-left"}
    assert titles(run, plan, "indicator", "text") == ["x"]


def test_a_file_that_is_not_there_is_refused(run: Run, plan: str, tmp_path: Path) -> None:
    assert "tidak ditemukan" in refused(run("import-rpjmd", plan, str(tmp_path / "tiada.xlsx")))


def test_a_foreign_sheet_is_refused_by_its_name(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(tmp_path, FIRST)
    assert "“Lain”" in refused(run("import-rpjmd", plan, path, "--sheet", "Lain"))


def test_a_corrected_visi_is_told_before_it_is_written(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(tmp_path, [["Visi", *HEAD], *(["Luwu maju", *row] for row in FIRST[1:])])
    value(run, "import-rpjmd", plan, path)
    [document] = tables(run, plan)["planning_document"]
    value(run, "set", plan, document["id"], "vision", "Luwu maju dan lestari")
    told = value(run, "import-rpjmd", plan, path, "--dry-run")["changes"]["changed"]
    assert [(one["table"], one["fields"]) for one in told] == [
        ("planning_document", [{"field": "vision", "before": "Luwu maju dan lestari", "after": "Luwu maju"}])
    ]
    assert value(run, "import-rpjmd", plan, path)["written"]["changed"] == {"planning_document": 1}
    assert titles(run, plan, "planning_document", "vision") == ["Luwu maju"]


def test_a_table_without_years_needs_a_document_that_has_them(run: Run, plan: str, tmp_path: Path) -> None:
    rows = [["Tujuan", "Sasaran", "Program", "Indikator", "Satuan"], ["Sehat", "Layanan", "Program A", "IKM", "%"]]
    path = book(tmp_path, rows)
    told = refused(run("import-rpjmd", plan, path))
    assert "Berkas ini tidak menyebut tahun atau periodenya, sehingga dokumennya tidak dapat dibuat." in told
    assert "Tambahkan dulu dokumen perencanaan itu" in told
    assert tables(run, plan)["goal"] == []
    value(run, "add", plan, "planning_document", "kind=rpjmd", "period_start=2025", "period_end=2029")
    assert value(run, "import-rpjmd", plan, path)["imported"] is True
    assert titles(run, plan, "programme", "name") == ["Program A"]


def test_what_was_remembered_and_is_damaged_stands_in_no_ones_way(
    run: Run, plan: str, tmp_path: Path, data_dir: Path
) -> None:
    path = book(tmp_path, FIRST)
    fingerprint = value(run, "import-rpjmd", plan, path, "--dry-run")["fingerprint"]
    place = data_dir / "susunan-kolom" / f"{fingerprint}.json"
    place.parent.mkdir()
    place.write_text("{")
    assert value(run, "import-rpjmd", plan, path)["imported"] is True


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": []},
        {"columns": [{"column": "A", "meaning": []}]},
        {"columns": [{"column": "A", "meaning": "mission", "header": 3}]},
        {"columns": [{"column": "A", "meaning": "mission", "levels": [[]]}]},
    ],
)
def test_a_file_of_columns_that_holds_something_else_is_refused(
    run: Run, plan: str, tmp_path: Path, wrong: dict[str, object]
) -> None:
    mapping = tmp_path / "kolom.json"
    mapping.write_text(json.dumps({"format": "gmsc-kolom", "version": 1, "columns": [], **wrong}))
    told = refused(run("import-rpjmd", plan, book(tmp_path, FIRST), "--mapping", str(mapping)))
    assert told.startswith("Berkas “kolom.json” bukan berkas susunan kolom.")


@pytest.mark.parametrize("column", [0, 1, 4, 9])
def test_a_text_that_was_cut_is_known_again(run: Run, plan: str, tmp_path: Path, column: int) -> None:
    rows = [list(row) for row in FIRST]
    rows[2][column] = "Sangat panjang " * 1_000
    path = book(tmp_path, rows)
    first = value(run, "import-rpjmd", plan, path)
    assert any("ujungnya dipotong" in one["sentence"] for one in first["notices"])
    held = tables(run, plan)
    again = value(run, "import-rpjmd", plan, path)
    assert again["changes"] == {"added": [], "changed": [], "removed": []}
    assert tables(run, plan) == held


def test_an_rpd_has_neither_visi_nor_misi(run: Run, plan: str, tmp_path: Path) -> None:
    told = value(run, "import-rpjmd", plan, book(tmp_path, [["RENCANA PEMBANGUNAN DAERAH 2024-2026"], *FIRST]))
    assert told["kind"] == "rpd"
    assert "missions-left" in {one["kind"] for one in told["notices"]}
    held = tables(run, plan)
    assert held["mission"] == []
    assert [(row["text"], row["mission_id"]) for row in held["goal"]] == [("Umur panjang", None)]
