"""``gmsc import-table``: realisation and quick wins become one change, come again as a difference, and ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Run, new_plan, refused, value
from tests.exchange.books import Rows, write_book

HEAD = [
    "Kode", "Program/Inisiatif", "Tahun", "Target", "Realisasi Fisik (%)", "Pagu DPA (Rp)", "Realisasi Anggaran (Rp)",
    "Status", "Kendala",
]  # fmt: skip
FIRST: Rows = [
    HEAD,
    ["SG-01", "Layanan Digital", 2024, "1 aplikasi", 90, 500_000_000, 450_000_000, "Terlaksana", "Tenaga"],
    ["SL-01", "Rumah Kurcaci", 2024, "3 gedung", "75%", 300_000_000, 200_000_000, "Tertunda", None],
    [None, "Kampung Iklim", 2024, "1 desa", 10, 50_000_000, 1_000_000, "Berjalan", None],
]
WINS: Rows = [
    ["QUICK WIN TAHUN 2026"],
    ["No", "Dimensi", "Program", "Masalah", "Penerima Manfaat", "Sebelum", "Sesudah", "Tahapan", "Jadwal", "OPD",
     "Keberlanjutan"],
    [1, "Smart Living", "Rumah Kurcaci", "Keluarga pasien tidur di lorong", "Keluarga pasien", "0 gedung", "3 gedung",
     "1. Survei (Maret 2026)\n2. Renovasi", "Januari - Oktober 2026", "RSUD", "Dikelola RSUD"],
    [2, "Smart Environment", "Bank Sampah Digital", "Sampah menumpuk", "Warga", "1 unit", "9 unit", None, "bertahap",
     "DLH", None],
]  # fmt: skip


@pytest.fixture
def plan(run: Run) -> str:
    made = new_plan(run, 2021, 2030)
    value(run, "add", made, "initiative", "title=Layanan Digital", "dimension=SG")
    value(run, "add", made, "initiative", "title=Rumah Kurcaci", "dimension=SL")
    return made


def tables(run: Run, plan: str) -> dict[str, list[dict[str, Any]]]:
    return dict(value(run, "show", plan)["tables"])


def book(folder: Path, rows: Rows, name: str = "monev.xlsx") -> str:
    return str(write_book(folder / name, {"Monev": rows}))


def test_realisation_is_one_change_taken_back_as_one(run: Run, plan: str, tmp_path: Path) -> None:
    before = tables(run, plan)
    told = value(run, "import-table", plan, book(tmp_path, FIRST), "--as", "progress")
    assert told["imported"] is True
    held = tables(run, plan)
    entries = {row["physical_percent"]: row for row in held["progress_entry"]}
    assert set(entries) == {90.0, 75.0}
    assert {(row["as_of"], row["legacy"], row["spending"]) for row in entries.values()} == {
        ("2024-12-31", True, 450_000_000), ("2024-12-31", True, 200_000_000),
    }  # fmt: skip
    years = {row["target_text"]: row for row in held["progress_year"]}
    assert (years["1 aplikasi"]["status"], years["1 aplikasi"]["budget"]) == ("terlaksana", 500_000_000)
    assert years["3 gedung"]["status"] is None  # tertunda without a reason
    doubts = {one["kind"] for one in told["notices"] if one["doubt"]}
    assert doubts == {"unknown", "status-reason"}
    assert run("undo", plan)[0] == 0
    assert tables(run, plan) == before


def test_the_same_file_again_changes_nothing_and_a_corrected_one_is_a_difference(
    run: Run, plan: str, tmp_path: Path
) -> None:
    path = book(tmp_path, FIRST)
    value(run, "import-table", plan, path, "--as", "progress")
    held = tables(run, plan)
    again = value(run, "import-table", plan, path, "--as", "progress")
    assert again["imported"] is False
    assert again["changes"] == {"added": [], "changed": [], "removed": []}
    assert tables(run, plan) == held
    changed = [list(row) for row in FIRST]
    changed[1][4], changed[1][8] = 95, None
    told = value(run, "import-table", plan, book(tmp_path, changed, "koreksi.xlsx"), "--as", "progress", "--dry-run")
    [one] = told["changes"]["changed"]
    assert one["fields"] == [{"field": "Realisasi fisik (%)", "before": "90\u00a0%", "after": "95\u00a0%"}]
    assert tables(run, plan) == held
    value(run, "import-table", plan, path, "--as", "progress")
    assert tables(run, plan) == held


def test_an_initiative_that_is_not_found_is_a_question_with_its_answers(run: Run, plan: str, tmp_path: Path) -> None:
    path = book(tmp_path, FIRST)
    told = value(run, "import-table", plan, path, "--as", "progress", "--dry-run")
    [question] = [one for one in told["questions"] if one["what"].startswith("initiative ")]
    assert question["what"] == "initiative kampung iklim"
    own = {one["label"]: one["code"] for one in question["choices"]}
    answered = ("import-table", plan, path, "--as", "progress", "--answer")
    kept = value(run, *answered, f"initiative kampung iklim={own['SL-01 Rumah Kurcaci']}", "--dry-run")
    assert "unknown" not in {one["kind"] for one in kept["notices"]}
    code, out, err = run(*answered, "initiative kampung iklim=new", "--json")
    assert code == 1
    assert [one["what"] for one in json.loads(out)["needs"]] == ["dimension"]
    assert "--dimension" in err
    value(run, *answered, "initiative kampung iklim=new", "--dimension", "SV")
    titles = {row["title"]: row["dimension"] for row in tables(run, plan)["initiative"]}
    assert titles["Kampung Iklim"] == "SV"
    assert len(tables(run, plan)["progress_entry"]) == 3


def test_without_the_year_nothing_is_written_until_it_is_told(run: Run, plan: str, tmp_path: Path) -> None:
    rows: Rows = [["Program", "Realisasi Fisik (%)", "Kendala"], ["Rumah Kurcaci", 80, "Hujan"]]
    path = book(tmp_path, rows)
    before = tables(run, plan)
    code, out, err = run("import-table", plan, path, "--as", "progress", "--json")
    assert (code, [one["what"] for one in json.loads(out)["needs"]]) == (1, ["year"])
    assert "--year" in err
    assert tables(run, plan) == before
    value(run, "import-table", plan, path, "--as", "progress", "--year", "2023")
    [entry] = tables(run, plan)["progress_entry"]
    assert (entry["year"], entry["as_of"], entry["obstacle"]) == (2023, "2023-12-31", "Hujan")


def test_the_unit_of_money_is_asked_and_never_guessed(run: Run, plan: str, tmp_path: Path) -> None:
    rows: Rows = [["Program", "Realisasi Fisik (%)", "Realisasi Anggaran (Rp juta)"], ["Rumah Kurcaci", 80, 200]]
    path = book(tmp_path, rows)
    code, out, _err = run("import-table", plan, path, "--as", "progress", "--year", "2024", "--json")
    assert (code, [one["what"] for one in json.loads(out)["needs"]]) == (1, ["unit"])
    value(run, "import-table", plan, path, "--as", "progress", "--year", "2024", "--unit", "juta")
    assert [row["spending"] for row in tables(run, plan)["progress_year"]] == [200_000_000]


def test_quick_wins_come_with_steps_and_new_initiatives(run: Run, plan: str, tmp_path: Path) -> None:
    before = tables(run, plan)
    path = book(tmp_path, WINS, "quickwin.xlsx")
    told = value(run, "import-table", plan, path, "--as", "quickwins")
    held = tables(run, plan)
    wins = {row["before_text"]: row for row in held["quick_win"]}
    known, new = wins["0 gedung"], wins["1 unit"]
    assert (known["start_on"], known["end_on"], known["status"]) == ("2026-01-01", "2026-10-31", "baru")
    assert (new["start_on"], new["problem"], new["year"]) == (None, "Sampah menumpuk", 2026)
    steps = [(row["text"], row["start_month"]) for row in held["action_step"]]
    assert steps == [("Survei", "2026-03"), ("Renovasi", None)]
    added = next(row for row in held["initiative"] if row["title"] == "Bank Sampah Digital")
    assert (added["dimension"], added["code"], added["state"]) == ("SV", "SV-01", "usulan")
    assert [row["name"] for row in held["agency"]] == ["DLH"]
    assert {one["kind"] for one in told["notices"] if one["doubt"]} >= {"new", "schedule"}
    again = value(run, "import-table", plan, path, "--as", "quickwins")
    assert again["imported"] is False
    assert run("undo", plan)[0] == 0
    assert tables(run, plan) == before


def test_what_is_no_such_table_is_refused_with_a_next_step(run: Run, plan: str, tmp_path: Path) -> None:
    rows: Rows = [["Nama", "Alamat", "Telepon"], ["A", "B", "C"]]
    for kind in ("progress", "quickwins"):
        assert "Tidak ditemukan tabel" in refused(run("import-table", plan, book(tmp_path, rows), "--as", kind))
    assert "bukan jawaban" in refused(
        run("import-table", plan, book(tmp_path, FIRST), "--as", "progress", "--answer", "x")
    )


def test_a_mapping_file_tells_the_columns_and_is_remembered(run: Run, plan: str, tmp_path: Path) -> None:
    rows: Rows = [
        ["Program", "Realisasi Fisik (%)", "Kendala", "Hal lain"],
        ["Rumah Kurcaci", 80, "Hujan", "Terlambat"],
    ]
    path = book(tmp_path, rows)
    told = value(run, "import-table", plan, path, "--as", "progress", "--year", "2024", "--dry-run")
    columns = [{**one, "meaning": one["meaning"] or "solution"} for one in told["columns"]]
    mapping = tmp_path / "kolom.json"
    mapping.write_text(json.dumps({"format": "gmsc-kolom", "version": 1, "kind": "progress", "columns": columns}))
    value(run, "import-table", plan, path, "--as", "progress", "--year", "2024", "--mapping", str(mapping))
    assert [row["solution"] for row in tables(run, plan)["progress_entry"]] == ["Terlambat"]
    again = value(run, "import-table", plan, path, "--as", "progress", "--year", "2023", "--dry-run")
    assert again["columns"][3]["meaning"] == "solution"
    assert "jenis tabel lain" in refused(
        run("import-table", plan, book(tmp_path, WINS), "--as", "quickwins", "--mapping", str(mapping))
    )
