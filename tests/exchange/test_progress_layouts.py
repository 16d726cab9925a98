"""Layouts of tables of realisation come to the years, periods and figures that a person would read in them."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.reported.answers import ReportAnswers
from gmsc_desktop.exchange.reported.progress import propose
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.exports import Edition
from gmsc_desktop.exports.xlsx import write_xlsx
from gmsc_desktop.models.intake.wanted import compare
from gmsc_desktop.models.records import ProgressYear
from tests.exchange.books import Rows
from tests.exchange.old_books import write_docx
from tests.exchange.reports import TODAY, doubts, needs, outline, planned, proposed
from tests.sample_plan import sample_snapshot

NBSP = "\u00a0"


def test_a_list_with_a_column_of_years(tmp_path: Path) -> None:
    rows: Rows = [
        ["No", "Kode", "Program/Inisiatif", "OPD", "Tahun", "Target", "Realisasi", "Pagu (Rp)",
         "Realisasi Anggaran (Rp)", "Fisik (%)", "Status", "Kendala", "Solusi", "Tindak Lanjut", "Ket"],
        [1, "SG-01", "Layanan Publik Digital", "Diskominfo", 2022, "1 aplikasi", "1 aplikasi", 500_000_000, 450_000_000,
         "95%", "Terlaksana", "SDM", "Pelatihan", "Lanjut", "-"],
        [2, "SL 1", "Parkir", "Dishub", "TA 2023", None, None, 100_000_000, 90_000_000, 80, "Proses", None, None, None,
         "Baik"],
        [None, None, "JUMLAH", None, None, None, None, 600_000_000, 550_000_000, None, None, None, None, None, None],
    ]  # fmt: skip
    proposal = proposed(tmp_path, {"Monev": rows})
    assert outline(proposal) == [
        "Layanan Publik Digital | Kode: SG-01",
        f"  2022 | Status: Terlaksana | Realisasi fisik (%): 95{NBSP}% | Pagu DPA (Rp): Rp500.000.000 | Realisasi "
        "anggaran (Rp): Rp450.000.000 | Target tahun ini: 1 aplikasi | Realisasi: 1 aplikasi | Kendala: SDM | "
        "Solusi: Pelatihan | Tindak lanjut: Lanjut",
        "Parkir | Kode: SL 1 | Di rencana: Parkir Elektronik Terpadu",
        f"  2023 | Status: Berjalan | Realisasi fisik (%): 80{NBSP}% | Pagu DPA (Rp): Rp100.000.000 | Realisasi "
        "anggaran (Rp): Rp90.000.000 | Keterangan: Baik",
    ]
    assert [(one.printed, one.computed, one.agrees) for one in proposal.sums] == [
        (600_000_000, 600_000_000, True), (550_000_000, 540_000_000, False),
    ]  # fmt: skip
    assert doubts(proposal) == []


def test_years_as_merged_columns_with_indicators_below_an_initiative(tmp_path: Path) -> None:
    rows: Rows = [
        ["MONITORING DAN EVALUASI MASTERPLAN SMART CITY 2021-2030"],
        [],
        ["No", "Program", "Indikator", "Satuan", 2021, None, None, None, 2022, None, None, None, "Keterangan"],
        [*[None] * 4, *["Target", "Realisasi", "Anggaran", None] * 2, None],
        [None, None, None, None, None, None, "Pagu", "Realisasi", None, None, "Pagu", "Realisasi", None],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
        ["A", "SMART LIVING"],
        [1, "Parkir Elektronik Terpadu", "Titik parkir elektronik", "titik", 10, 8, 10**8, 9 * 10**7, 20, 18, 2 * 10**8,
         15 * 10**7, "ok"],
        [None, None, "Pendapatan parkir", "juta", 5, "6,5", None, None, None, 7, None, None, None],
    ]  # fmt: skip
    merged = (
        "A3:A5",
        "B3:B5",
        "C3:C5",
        "D3:D5",
        "E3:H3",
        "I3:L3",
        "E4:E5",
        "F4:F5",
        "G4:H4",
        "I4:I5",
        "J4:J5",
        "K4:L4",
    )
    proposal = proposed(tmp_path, {"Rekap": rows}, merged)
    assert outline(proposal) == [
        "Parkir Elektronik Terpadu",
        "  2021 | Pagu DPA (Rp): Rp100.000.000 | Realisasi anggaran (Rp): Rp90.000.000 | Titik parkir elektronik: "
        "10 → 8 titik",
        "  2022 | Pagu DPA (Rp): Rp200.000.000 | Realisasi anggaran (Rp): Rp150.000.000 | Titik parkir elektronik: "
        "20 → 18 titik | Keterangan: ok",
        "  2021 | Pendapatan parkir: 5 → 6,5 juta",
        "  2022 | Pendapatan parkir: 7 juta",
    ]
    values = [one.values["text"] for one in proposal.wanted if one.table == "progress_value"]
    assert values == ["8", "18"]
    assert doubts(proposal) == ["indicator", "indicator"]


def test_a_sheet_for_each_year(tmp_path: Path) -> None:
    head = ["Program", "Target", "Realisasi Fisik (%)", "Realisasi Keuangan (Rp)", "Realisasi Keuangan (%)"]
    sheets: dict[str, Rows] = {
        "2021": [head, ["Bank Sampah Digital", "1 unit", 80, 40_000_000, 40]],
        "TA 2022": [head, ["Bank Sampah Digital", "2 unit", 90, 50_000_000, 50]],
    }
    proposal = proposed(tmp_path, sheets)
    assert outline(proposal) == [
        "Bank Sampah Digital",
        f"  2021 | Realisasi fisik (%): 80{NBSP}% | Realisasi anggaran (Rp): Rp40.000.000 | Target tahun ini: 1 unit",
        f"  2022 | Realisasi fisik (%): 90{NBSP}% | Realisasi anggaran (Rp): Rp50.000.000 | Target tahun ini: 2 unit",
    ]
    assert [(one.label, one.amount) for one in proposal.amounts] == [("2021", 40_000_000), ("2022", 50_000_000)]
    assert outline(proposed(tmp_path, sheets, sheet="2021"))[1:] == outline(proposal)[1:2]


QUARTERS: Rows = [
    ["LAPORAN REALISASI TAHUN ANGGARAN 2022"],
    ["No", "Inisiatif", "Pagu DPA", "Triwulan I", None, "Triwulan II", None, "Triwulan III", None, "Triwulan IV", None,
     "Kendala"],
    [None, None, None, "Fisik (%)", "Keuangan (Rp)", "Fisik (%)", "Keuangan (Rp)", "Fisik (%)", "Keuangan (Rp)",
     "Fisik (%)", "Keuangan (Rp)", None],
    [1, "Bank Sampah Digital", 10**8, 30, 10**7, 20, 2 * 10**7, 25, 3 * 10**7, 25, 3 * 10**7, "Hujan"],
]  # fmt: skip
OVER = ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:I2", "J2:K2", "L2:L3")


def test_quarters_as_columns_that_fall_are_asked_about(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"Monev": QUARTERS}, OVER)
    assert needs(proposal) == ["figures"]
    each = proposed(tmp_path, {"Monev": QUARTERS}, OVER, more={"figures": "each"})
    assert needs(each) == doubts(each) == []
    assert outline(each) == [
        "Bank Sampah Digital",
        f"  Triwulan 1 2022 | Realisasi fisik (%): 30{NBSP}% | Realisasi anggaran (Rp): Rp10.000.000",
        f"  Triwulan 2 2022 | Realisasi fisik (%): 50{NBSP}% | Realisasi anggaran (Rp): Rp30.000.000",
        f"  Triwulan 3 2022 | Realisasi fisik (%): 75{NBSP}% | Realisasi anggaran (Rp): Rp60.000.000",
        f"  Triwulan 4 2022 | Realisasi fisik (%): 100{NBSP}% | Realisasi anggaran (Rp): Rp90.000.000",
        "  2022 | Pagu DPA (Rp): Rp100.000.000 | Kendala: Hujan",
    ]
    told = proposed(tmp_path, {"Monev": QUARTERS}, OVER, more={"figures": "cumulative"})
    assert needs(told) == []
    assert doubts(told) == ["note"]


def test_quarters_as_rows_with_fractions(tmp_path: Path) -> None:
    head = ["Kode", "Inisiatif", "Tahun", "Triwulan", "Realisasi Fisik (%)", "Realisasi Keuangan (Rp)"]
    rows: Rows = [head, *(["SG-01", "Layanan Publik Digital", 2023, quarter, part, money] for quarter, part, money in (
        ("I", 0.25, 10**7), ("II", 0.5, 2 * 10**7), ("Triwulan III", 0.75, 3 * 10**7), (4, 1, 4 * 10**7)))]  # fmt: skip
    proposal = proposed(tmp_path, {"S": rows})
    assert [line.split(" |")[0] for line in outline(proposal)[1:]] == [f"  Triwulan {n} 2023" for n in range(1, 5)]
    percents = [one.values["physical_percent"] for one in proposal.wanted if one.table == "progress_entry"]
    assert percents == [25.0, 50.0, 75.0, 100.0]
    assert doubts(proposal) == ["fractions"]


def test_a_letterhead_tells_the_day(tmp_path: Path) -> None:
    rows: Rows = [
        ["PROGRES SMART CITY KEADAAN PER 30 SEPTEMBER 2023"],
        ["No", "Inisiatif", "Progres (%)", "Permasalahan", "Rencana Tindak Lanjut", "Realisasi Anggaran (Rp)"],
        [1, "Layanan Publik Digital", "45 %", "Server", "Pengadaan 2024", 70_000_000],
    ]
    proposal = proposed(tmp_path, {"S": rows})
    [entry] = [one for one in proposal.wanted if one.table == "progress_entry"]
    assert (entry.values["as_of"], entry.values["physical_percent"]) == ("2023-09-30", 45.0)
    assert (entry.values["obstacle"], entry.values["next_step"]) == ("Server", "Pengadaan 2024")
    assert entry.values["spending"] == 70_000_000  # no row of the year: what was spent by then is not that of the year


def test_a_period_in_the_letterhead_and_years_in_rows_between_tables(tmp_path: Path) -> None:
    head = ["No", "Program", "Target", "Realisasi", "Anggaran (Rp)", "Realisasi Anggaran (Rp)"]
    rows: Rows = [
        ["TAHUN 2021"], head, [1, "Bank Sampah Digital", "5 unit", "4 unit", 10**8, 9 * 10**7],
        ["TAHUN 2022"], head, [1, "Bank Sampah Digital", "6 unit", "6 unit", 2 * 10**8, 19 * 10**7],
    ]  # fmt: skip
    assert [line.split(" |")[0] for line in outline(proposed(tmp_path, {"S": rows}))[1:]] == ["  2021", "  2022"]
    until: Rows = [
        ["REALISASI S.D. TRIWULAN III TAHUN 2023"],
        ["No", "Program", "Fisik (%)", "Keuangan (Rp)"],
        [1, "Bank Sampah Digital", 70, 5 * 10**7],
    ]
    [entry] = [one for one in proposed(tmp_path, {"S": until}).wanted if one.table == "progress_entry"]
    assert (entry.values["as_of"], entry.values["period"], entry.values["period_number"]) == (
        "2023-09-30", "triwulan", 3,
    )  # fmt: skip


def test_statuses_that_are_ticked_under_headings_of_dimensions(tmp_path: Path) -> None:
    rows: Rows = [
        ["TAHUN ANGGARAN 2023"],
        ["No", "Program", "OPD", "Status Pelaksanaan", None, None, "Kendala", "Ket."],
        [None, None, None, "Terlaksana", "Berjalan", "Belum", None, None],
        ["I", "SMART GOVERNANCE"],
        [1, "Layanan Publik Digital", "Diskominfo", "v", None, None, "-", None],
        ["II", "SMART LIVING"],
        [1, "Parkir Elektronik Terpadu", "Dishub", None, "√", None, "Anggaran", None],
        ["III", "SMART ECONOMY"],
        [1, "Pasar Rakyat Digital", "Disperindag", None, None, "v", None, None],
    ]
    proposal = proposed(tmp_path, {"M": rows}, ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3"))
    assert outline(proposal) == [
        "Layanan Publik Digital",
        "  2023 | Status: Terlaksana",
        "Parkir Elektronik Terpadu",
        "  2023 | Status: Berjalan | Kendala: Anggaran",
        "Pasar Rakyat Digital | Dimensi: Smart Economy",
    ]
    assert [branch.taken for branch in proposal.branches] == [True, True, False]
    assert doubts(proposal) == ["unknown"]


def test_figures_by_year_side_by_side_in_a_document(tmp_path: Path) -> None:
    path = tmp_path / "monev.docx"
    write_docx(
        path,
        [
            ["No", "Program Smart City", "Realisasi Fisik 2021 (%)", "Realisasi Fisik 2022 (%)",
             "Realisasi Anggaran 2021", "Realisasi Anggaran 2022"],
            ["1.", "Bank Sampah Digital", "50", "75,5", "Rp10.000.000", "20.000.000,00"],
        ],
    )  # fmt: skip
    proposal = propose(read_here(path, path.name), ReportAnswers(), planned().snapshot(), TODAY)
    assert outline(proposal) == [
        "Bank Sampah Digital",
        f"  2021 | Realisasi fisik (%): 50{NBSP}% | Realisasi anggaran (Rp): Rp10.000.000",
        f"  2022 | Realisasi fisik (%): 75,5{NBSP}% | Realisasi anggaran (Rp): Rp20.000.000",
    ]


def test_the_sums_of_dpa_and_dppa_and_of_the_master_plan_are_told_apart(tmp_path: Path) -> None:
    rows: Rows = [
        ["Inisiatif", "Anggaran Rencana Induk (Rp)", "Pagu DPA (Rp)", "Pagu Perubahan/DPPA (Rp)", "Serapan (Rp)",
         "Serapan (%)", "Tahun"],
        ["Bank Sampah Digital", 3 * 10**8, 2 * 10**8, 25 * 10**7, 24 * 10**7, 96, 2024],
    ]  # fmt: skip
    [year] = [one.values for one in proposed(tmp_path, {"S": rows}).wanted if one.table == "progress_year"]
    assert [year[name] for name in ("plan_amount", "budget", "revised_budget", "spending")] == [
        300_000_000, 200_000_000, 250_000_000, 240_000_000,
    ]  # fmt: skip


def test_a_share_of_money_is_not_money(tmp_path: Path) -> None:
    rows: Rows = [["Inisiatif", "Tahun", "Serapan (%)", "Serapan (Rp)"], ["Bank Sampah Digital", 2024, 96, 24 * 10**7]]
    [year] = [one for one in proposed(tmp_path, {"S": rows}).wanted if one.table == "progress_year"]
    assert year.values["spending"] == 240_000_000


def test_the_same_year_on_two_sheets_is_asked_about(tmp_path: Path) -> None:
    rows: Rows = [["Program", "Tahun", "Fisik (%)"], ["Bank Sampah Digital", 2022, 50]]
    plain: Rows = [["REALISASI TAHUN 2022"], ["Program", "Fisik (%)", "Kendala"], ["Bank Sampah Digital", 50, "Hujan"]]
    assert needs(proposed(tmp_path, {"A": plain, "B": plain})) == ["sheet"]
    assert needs(proposed(tmp_path, {"A": rows})) == []


def test_what_cannot_be_known_is_asked_and_what_is_wrong_is_told(tmp_path: Path) -> None:
    rows: Rows = [
        ["Program", "Realisasi Fisik (%)", "Realisasi Anggaran (Rp ribu)", "Status"],
        ["Bank Sampah Digital", "1.250", 500, "Tidak terlaksana"],
        ["Layanan Publik Digital", datetime.date(2022, 5, 1), "lima juta", "Selesai"],
    ]
    proposal = proposed(tmp_path, {"S": rows})
    assert needs(proposal) == ["unit", "year"]
    told = proposed(tmp_path, {"S": rows}, unit="ribu", more={"year": "2022", "status tidak terlaksana": "belum"})
    assert needs(told) == []
    assert doubts(told) == ["percent", "money", "percent"]
    years = {one.name: one.values for one in told.wanted if one.table == "progress_year"}
    assert years["Bank Sampah Digital, 2022"]["status"] == "belum"
    assert years["Bank Sampah Digital, 2022"]["spending"] == 500_000


def test_a_corrected_cell_is_read_in_place_of_the_books(tmp_path: Path) -> None:
    rows: Rows = [["Program", "Tahun", "Fisik (%)"], ["Bank Sampah Digital", 2022, "1.250"]]
    assert doubts(proposed(tmp_path, {"S": rows})) == ["percent"]
    mended = proposed(tmp_path, {"S": rows}, cells={Place("S", 1, 2): "12,5"})
    assert doubts(mended) == []
    assert mended.wanted[0].values["physical_percent"] == 12.5


def test_hidden_rows_and_the_year_of_a_files_name_are_taken_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Program", "Fisik (%)", "Kendala"],
        ["Bank Sampah Digital", 50, "Hujan"],
        ["Layanan Publik Digital", 60, ""],
    ):
        sheet.append(list(row))
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "Monev Smart City 2024.xlsx"
    book.save(path)
    proposal = propose(read_here(path, path.name), ReportAnswers(), planned().snapshot(), TODAY)
    assert {one.values["year"] for one in proposal.wanted if "year" in one.values} == {2024}
    assert {one.kind for one in proposal.notices if not one.kind.endswith("proposed")} == {
        "year-of-file", "hidden-rows",
    }  # fmt: skip
    assert len(proposal.branches) == 2


def test_a_book_without_such_a_table_is_refused_with_a_next_step(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as refused:
        proposed(tmp_path, {"S": [["Nama", "Alamat"], ["A", "B"]]})
    assert refused.value.next_step
    with pytest.raises(UserFacingError, match="Lembar “X”"):
        proposed(tmp_path, {"S": QUARTERS}, OVER, sheet="X")


def test_the_products_own_workbook_comes_in_again_without_a_difference(tmp_path: Path) -> None:
    snapshot = sample_snapshot()
    path = tmp_path / "buku-kerja.xlsx"
    with path.open("wb") as stream:
        write_xlsx(Edition.of(snapshot, revision_code="R-1", made_on=TODAY), stream)
    answers = ReportAnswers(sheet="Pelaksanaan per tahun", unit="rupiah")
    proposal = propose(read_here(path, path.name), answers, snapshot, datetime.date(2040, 1, 1))
    years = {row.id for row in snapshot.all(ProgressYear) if row.year != 2025}  # a closed year says nothing new
    assert {one.record for one in proposal.wanted if one.table == "progress_year"} == years
    assert "closed" not in {one.kind for one in proposal.notices}
    changed = [(one.kind, one.table, one.name, one.fields) for one in compare(snapshot, proposal.wanted)]
    assert changed == []


def test_columns_of_different_units_are_named_where_the_unit_is_asked(tmp_path: Path) -> None:
    def asked(budget: str, spending: str) -> list[str]:
        rows: Rows = [
            ["MONEV 2023"], ["No", "Program", "Fisik (%)", budget, spending],
            [1, "Layanan Publik Digital", 45, 1_500, 450_000_000],
        ]  # fmt: skip
        return [one.sentence for one in proposed(tmp_path, {"Monev": rows}).needs]

    [mixed] = asked("Pagu (juta rupiah)", "Realisasi Anggaran (Rp)")
    assert "“Realisasi Anggaran (Rp)” menyebut rupiah" in mixed
    [same] = asked("Pagu (juta rupiah)", "Realisasi Anggaran (Rp juta)")
    assert "menyebut rupiah" not in same
