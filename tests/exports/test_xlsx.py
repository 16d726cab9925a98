"""The workbook as Excel and LibreOffice get it: every table, typed cells, nothing alive, ready to filter and print."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gmsc_desktop.exports import Edition
from gmsc_desktop.exports.text_clean import screen_text
from gmsc_desktop.exports.xlsx import write_xlsx
from gmsc_desktop.exports.xlsx.sheet import sheet_name
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.snapshot import from_json
from tests.exports.editions import HOSTILE, MADE_ON, edition, final_edition, with_text
from tests.sample_plan import sample_snapshot, sample_tables


def written(edition: Edition) -> bytes:
    stream = io.BytesIO()
    write_xlsx(edition, stream)
    return stream.getvalue()


def opened(edition: Edition) -> Workbook:
    return load_workbook(io.BytesIO(written(edition)))


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return opened(edition())


def sheet(workbook: Workbook, name: str) -> Worksheet:
    found = workbook[name]
    assert isinstance(found, Worksheet)
    return found


def column(worksheet: Worksheet, heading: str) -> list[Any]:
    headings = [cell.value for cell in worksheet[2]]
    number = headings.index(heading) + 1
    return [worksheet.cell(row, number).value for row in range(3, worksheet.max_row + 1)]


def feet(worksheet: Worksheet) -> tuple[str, str]:
    """What stands at the left and at the right of a printed page's foot."""
    foot = worksheet.oddFooter
    assert foot is not None
    return str(foot.left.text), str(foot.right.text)


def read_back(text: str) -> str:
    """What Excel shows for a cell's text: ``_x005F_`` stands for an underscore."""
    return re.sub("_x005F_", "_", text)


def test_every_table_has_its_sheet_and_every_row_its_line(workbook: Workbook) -> None:
    plan = sample_snapshot()
    assert workbook.sheetnames[0] == "Ringkasan"
    for table in TABLES:
        found = [s for s in workbook if s.cell(1, 1).value == f"{table.plural} · CONTOH – bukan dokumen resmi · DRAF"]
        assert len(found) == 1, table.name
        assert column(found[0], "id") == [row.id for row in plan.rows(table.name)]


def test_references_are_names_and_codes_are_labels(workbook: Workbook) -> None:
    initiatives = sheet(workbook, "Inisiatif")
    assert column(initiatives, "OPD penanggung jawab")[0] == "Dinas Penanaman Modal dan PTSP"
    assert column(initiatives, "Dimensi utama")[0] == "Smart Governance"
    entries = sheet(workbook, "Nilai indikator")
    assert column(entries, "Entri realisasi")[0] == "SG-01 Mal Pelayanan Publik, 30 Juni 2025"
    assert column(sheet(workbook, "Sasaran RPJMD"), "Tidak terkait")[-1] == "Ya"


def test_money_days_and_years_are_numbers_with_formats(workbook: Workbook) -> None:
    years = sheet(workbook, "Pelaksanaan tahunan")
    headings = [cell.value for cell in years[2]]
    money = years.cell(3, headings.index("Pagu DPA (Rp)") + 1)
    assert (money.value, money.number_format) == (1_180_000_000, "#,##0")
    day = years.cell(3, headings.index("Tanggal status") + 1)
    assert (day.value, day.number_format) == (datetime(2025, 12, 20), "[$-421]d mmmm yyyy")
    assert (years.cell(3, 2).value, years.cell(3, 2).number_format) == (2025, "0")
    month = sheet(workbook, "Rencana aksi")
    assert column(month, "Mulai (bulan)")[0] == datetime(2025, 2, 1)
    empty = [value for value in column(years, "Pagu DPPA (Rp)") if value is None]
    assert empty  # empty is not zero


def test_sheets_for_people_join_what_belongs_together(workbook: Workbook) -> None:
    listed = sheet(workbook, "Daftar inisiatif")
    assert column(listed, "Anggaran 2025 (Rp)")[0] == 1_250_000_000
    assert column(listed, "Anggaran seluruhnya (Rp)")[0] == 3_650_000_000
    assert column(listed, "Keterkaitan RPJMD")[0] == "Indeks SPBE"
    roadmap = sheet(workbook, "Peta jalan")
    assert [column(roadmap, str(year))[0] for year in (2025, 2026, 2027, 2028)] == [
        "Terlaksana · quick win", "Berjalan · quick win", "Direncanakan", None,
    ]  # fmt: skip
    matrix = sheet(workbook, "Matriks pemetaan")
    assert column(matrix, "Smart Governance")[0] == "Langsung (2 inisiatif)"
    assert column(matrix, "Alasan")[-1] == "Kewenangan pemerintah pusat."
    progress = sheet(workbook, "Pelaksanaan per tahun")
    assert column(progress, "Realisasi fisik")[0] == 89
    assert column(sheet(workbook, "Target RPJMD per tahun"), "Target 2029")[5] == "<122"
    assert column(sheet(workbook, "Pagu RPJMD per tahun"), "Pagu 2026 (Rp)")[0] == 1_000_002_026


def test_what_was_entered_after_its_year_is_marked_as_past() -> None:
    tables = sample_tables()
    assert not any(column(sheet(opened(edition(from_json(tables))), "Pelaksanaan per tahun"), "Riwayat"))
    for row in tables["progress_entry"]:
        row["legacy"] = True
    progress = sheet(opened(edition(from_json(tables))), "Pelaksanaan per tahun")
    told = [bool(day) for day in column(progress, "Keadaan per")]
    assert [word == "riwayat" for word in column(progress, "Riwayat")] == told
    assert any(told)


def test_headings_are_frozen_filtered_and_repeated(workbook: Workbook) -> None:
    for worksheet in workbook.worksheets[1:]:
        assert worksheet.freeze_panes in {"B3", "C3"}
        assert str(worksheet.auto_filter.ref).startswith("A2:")
        assert worksheet.print_title_rows == "$1:$2"
        assert worksheet.page_setup.orientation == "landscape"
        assert worksheet.page_setup.fitToHeight == 0
        assert feet(worksheet)[1] == "Halaman &P dari &N"
        assert "CONTOH – bukan dokumen resmi" in feet(worksheet)[0]
        assert all(10 > d.width > 2 or d.width <= 52 for d in worksheet.column_dimensions.values())


def test_a_final_workbook_has_no_marks() -> None:
    book = opened(final_edition())
    assert book["Inisiatif"].cell(1, 1).value == "Inisiatif"
    assert "DRAF" not in feet(sheet(book, "Inisiatif"))[0]


@pytest.fixture(scope="module")
def hostile() -> Workbook:
    tables = sample_tables()
    tables["smart_mission"] = [
        {"id": f"m{number}", "text": text, "position": f"{number:03d}"} for number, text in enumerate(HOSTILE)
    ]
    tables["initiative"][0]["title"] = "=1+1"
    tables["agency"][0]["name"] = "=cmd|' /C calc'!A0"
    tables["region"][0]["name"] = '&P&N & "x"'
    return opened(edition(from_json(tables)))


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_is_text(hostile: Workbook, number: int) -> None:
    cell = sheet(hostile, "Misi smart city").cell(3 + number, 1)
    assert cell.data_type == "s"
    assert read_back(str(cell.value)) == screen_text(HOSTILE[number])


def test_no_cell_is_a_formula(hostile: Workbook) -> None:
    cells = [cell for worksheet in hostile for row in worksheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 3000
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    signs = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert len(signs) > 10
    assert all(cell.quotePrefix for cell in signs)
    with zipfile.ZipFile(io.BytesIO(written(edition(from_json(with_text("=1+1")))))) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(parts) > len(TABLES)
    assert not any(re.search(rb"<f[ >/]", part) for part in parts)


def test_a_text_longer_than_a_cell_goes_on_below() -> None:
    tables = sample_tables()
    long = "".join(f"kata {number} " for number in range(9000)).strip()
    tables["section"][0]["body"] = long
    tables["section"][1]["body"] = "_x0041_😀" * 6000
    section = sheet(opened(edition(from_json(tables))), "Bagian naskah")
    note = " (bersambung ke baris berikut)"
    for number, text in ((0, long), (1, "_x0041_😀" * 6000)):
        record = str(tables["section"][number]["id"])
        ids, bodies = column(section, "id"), column(section, "Isi")
        parts = [read_back(body) for body, found in zip(bodies, ids, strict=True) if found == record]
        assert len(parts) > 1
        assert all(part.endswith(note) for part in parts[:-1])
        assert "".join(part.removesuffix(note) for part in parts) == text
        assert all(len(body.encode("utf-16-le")) // 2 <= 32_767 for body in bodies if body)


def test_one_edition_gives_the_same_bytes() -> None:
    assert written(edition()) == written(edition())


def test_the_file_is_dated_by_its_edition(workbook: Workbook) -> None:
    facts = workbook.properties
    assert facts.created is not None
    assert facts.modified is not None
    assert {facts.created.date(), facts.modified.date()} == {MADE_ON}
    assert facts.title == "Rencana Induk Smart City Kabupaten Luwu 2025–2029"


def test_names_of_sheets_fit_excel() -> None:
    assert sheet_name("Manfaat yang dirasakan masyarakat", []) == "Manfaat yang dirasakan"
    assert sheet_name("a/b:c*d?e[f]\\g", []) == "a-b-c-d-e-f--g"
    assert sheet_name("Mitra", ["mitra", "MITRA (2)"]) == "Mitra (3)"
    assert len(sheet_name("x" * 60, ["x" * 31])) <= 31


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "buku.xlsx").write_bytes(written(edition()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    # LibreOffice writes each sheet as a file of its own.
    convert = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", profile, "--headless", "--convert-to", convert, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "buku.xlsx")], check=True, capture_output=True, timeout=120)
    listed = (tmp_path / "buku-Daftar inisiatif.csv").read_text(encoding="utf-8")
    assert "Mal Pelayanan Publik" in listed
    assert "Program/inisiatif" in listed
