"""Layouts of tables of quick wins, worksheets of a Bimtek among them, come to what a person would read in them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.reported.answers import ReportAnswers
from gmsc_desktop.exchange.reported.proposal import ReportProposal
from gmsc_desktop.exchange.reported.wins import propose, steps_in
from gmsc_desktop.models.intake.wins import StepLine
from tests.exchange.books import Rows
from tests.exchange.old_books import write_docx
from tests.exchange.reports import TODAY, doubts, needs, planned, quick_wins

YEAR = {"year": "2024"}


def values(proposal: ReportProposal, table: str = "quick_win") -> list[dict[str, Any]]:
    """The records of a table that would be made, without their owners."""
    wanted = [dict(one.values) for one in proposal.wanted if one.table == table]
    return [{key: value for key, value in one.items() if not key.endswith("initiative_id")} for one in wanted]


def test_the_worksheet_of_a_bimtek(tmp_path: Path) -> None:
    rows: Rows = [
        ["KERTAS KERJA QUICK WINS TAHUN 2024"],
        ["BIMTEK III"],
        [],
        ["No", "Dimensi", "Nama Quick Win", "Isu Strategis", "Deskripsi Inovasi", "Manfaat", "Sasaran Penerima Manfaat",
         "Tahapan & Jadwal", "OPD Penanggung Jawab", "Mitra", "Kebutuhan Anggaran (Rp)", "Sumber Dana",
         "Kondisi Sebelum", "Kondisi Sesudah", "Strategi Keberlanjutan", "Risiko dan Mitigasi"],
        [1, "Smart Governance", "Layanan Publik Digital", "Antrean panjang", "Satu aplikasi", "Waktu layanan", "Warga",
         "1. Persiapan (Januari 2024)\n2. Peluncuran (Maret 2024)\n3. Evaluasi", "Diskominfo", "Bank daerah",
         250_000_000, "APBD", "3 hari", "1 jam", "Perbup", "Server mati"],
        [2, "Smart Living", "Ambulans Desa", "Jarak RS", "Ambulans", "Nyawa", "Warga desa", "Januari - Juni 2024",
         "Dinkes; DPMD", None, "APBDes 50 juta", "Dana Desa", "60 menit", "30 menit", None, None],
    ]  # fmt: skip
    proposal = quick_wins(tmp_path, {"Quick Win": rows})
    assert values(proposal) == [
        {
            "year": 2024, "status": "baru", "problem": "Antrean panjang", "beneficiaries": "Warga",
            "benefit_indicator": "Waktu layanan", "before_text": "3 hari", "after_text": "1 jam",
            "resources": "Anggaran Rp250.000.000 (APBD)", "sustainability": "Perbup",
        },
        {
            "year": 2024, "status": "baru", "problem": "Jarak RS", "beneficiaries": "Warga desa",
            "benefit_indicator": "Nyawa", "before_text": "60 menit", "after_text": "30 menit",
            "resources": "Anggaran APBDes 50 juta\nSumber dana: Dana Desa", "start_on": "2024-01-01",
            "end_on": "2024-06-30",
        },
    ]  # fmt: skip
    assert [(one["text"], one.get("start_month")) for one in values(proposal, "action_step")] == [
        ("Persiapan", "2024-01"), ("Peluncuran", "2024-03"), ("Evaluasi", None),
    ]  # fmt: skip
    [new] = values(proposal, "initiative")
    assert (new["title"], new["dimension"], new["description"], new["impact"]) == (
        "Ambulans Desa", "SL", "Ambulans", "Nyawa",
    )  # fmt: skip
    assert [one["name"] for one in values(proposal, "agency")] == ["Dinkes"]
    assert doubts(proposal) == ["new"]
    left = [one.sentence for one in proposal.notices if one.kind in {"left", "columns-left"}]
    assert len(left) == 4  # the column Risiko; its text, Mitra and Deskripsi of the initiative that the plan has


def test_a_sheet_for_each_dimension_with_dates(tmp_path: Path) -> None:
    head = ["Program", "Masalah", "Penerima Manfaat", "Mulai", "Selesai", "Sebelum", "Sesudah"]
    sheets: dict[str, Rows] = {
        "Smart Living": [head, ["Ambulans Desa", "Jarak", "Warga", datetime.date(2024, 1, 10), "1 Des 2024", 60, 30]],
        "Smart Economy": [head, ["Pasar Digital", "Sepi", "Pedagang", "Jan 2024", "Jun 2025", "0,5", 30]],
    }
    proposal = quick_wins(tmp_path, sheets, more=YEAR)
    assert [one["dimension"] for one in values(proposal, "initiative")] == ["SL", "SE"]
    first, second = values(proposal)
    assert (first["start_on"], first["end_on"], first["before_text"]) == ("2024-01-10", "2024-12-01", "60")
    assert ("start_on" in second, second["before_text"]) == (False, "0,5")
    assert doubts(proposal) == ["new", "new", "schedule"]


def test_headings_of_dimensions_and_two_rows_of_heading(tmp_path: Path) -> None:
    rows: Rows = [
        ["No", "Quick Wins", "Permasalahan", "Kondisi", None, "OPD", "Waktu"],
        [None, None, None, "Sebelum", "Sesudah", None, None],
        ["A. SMART ENVIRONMENT"],
        [1, "Bank Sampah Digital", "Sampah", "1 unit", "9 unit", "DLH", "Triwulan II 2024"],
        ["B. SMART SOCIETY"],
        [1, "Kelas Pintar", "Literasi", "10 %", "40 %", "Disdik", "6 bulan"],
    ]
    merged = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2")
    proposal = quick_wins(tmp_path, {"QW": rows}, merged, more=YEAR)
    first, second = values(proposal)
    assert (first["start_on"], first["end_on"]) == ("2024-04-01", "2024-06-30")
    assert (first["before_text"], first["after_text"], second["after_text"]) == ("1 unit", "9 unit", "40 %")
    assert [one["dimension"] for one in values(proposal, "initiative")] == ["SS"]
    assert doubts(proposal) == ["schedule", "new"]


def test_a_column_of_years_and_the_status_of_each(tmp_path: Path) -> None:
    rows: Rows = [
        ["Tahun", "Nama Program", "Dimensi", "Status", "Alasan", "Masalah", "Penerima Manfaat"],
        [2022, "Bank Sampah Digital", "SV", "Baru", None, "Sampah", "Warga"],
        [2023, "Bank Sampah Digital", "SV", "Berlanjut", None, "Sampah", "Warga"],
        [2023, "Layanan Publik Digital", "SG", "Dihentikan", "Refocusing", "Antrean", "Warga"],
        [2023, "Parkir Elektronik Terpadu", "SL", "Dihentikan", None, "Macet", "Warga"],
        [2023, "Kelas Pintar", "SS", "Menunggu", None, "Literasi", "Siswa"],
    ]
    proposal = quick_wins(tmp_path, {"QW": rows})
    assert [(one["year"], one["status"]) for one in values(proposal)] == [
        (2022, "baru"), (2023, "lanjut"), (2023, "dihentikan"), (2023, "baru"), (2023, "baru"),
    ]  # fmt: skip
    assert doubts(proposal) == ["status", "new", "status-reason"]
    asked = quick_wins(tmp_path, {"QW": rows}, more={"status menunggu": "lanjut"})
    assert values(asked)[-1]["status"] == "lanjut"


def test_text_over_several_rows_is_drawn_together(tmp_path: Path) -> None:
    rows: Rows = [
        ["QUICK WIN 2024"],
        ["No", "Program", "Masalah", "Tahapan", "Penerima Manfaat"],
        [1, "Bank Sampah Digital", "Sampah", "Survei", "Warga"],
        [None, None, "Bau", "Pelatihan", None],
        [None, None, None, "Peluncuran", None],
    ]
    proposal = quick_wins(tmp_path, {"QW": rows})
    [win] = values(proposal)
    assert win["problem"] == "Sampah\nBau"
    assert [one["text"] for one in values(proposal, "action_step")] == ["Survei", "Pelatihan", "Peluncuran"]


def test_a_table_in_a_document(tmp_path: Path) -> None:
    path = tmp_path / "CONTOH QUICK WINS.docx"
    write_docx(
        path,
        [
            ["Program Percepatan", "Latar Belakang", "Kelompok Sasaran", "Indikator Manfaat", "Sumber Daya", "Tahun"],
            ["Bank Sampah Digital", "Sampah menumpuk", "Warga", "Berat sampah", "5 orang", "2024"],
        ],
    )
    proposal = propose(read_here(path, path.name), ReportAnswers(), planned().snapshot(), TODAY)
    [win] = values(proposal)
    assert (win["problem"], win["resources"], win["benefit_indicator"]) == (
        "Sampah menumpuk", "5 orang", "Berat sampah",
    )  # fmt: skip


def test_year_dimension_and_unit_are_asked_where_nothing_tells_them(tmp_path: Path) -> None:
    rows: Rows = [
        ["Program", "Masalah", "Penerima Manfaat", "Anggaran (juta rupiah)"],
        ["Kelas Pintar", "Literasi", "Siswa", 250],
    ]
    assert needs(quick_wins(tmp_path, {"S": rows})) == ["unit", "year", "dimension"]
    told = quick_wins(tmp_path, {"S": rows}, unit="juta", more={"year": "2024", "dimension": "SS"})
    assert needs(told) == []
    assert values(told)[0]["resources"] == "Anggaran Rp250.000.000"


def test_an_initiative_may_be_chosen_or_left_out(tmp_path: Path) -> None:
    rows: Rows = [["Program", "Masalah", "Penerima Manfaat", "Tahun", "Dimensi"],
                  ["Kelas Pintar", "Literasi", "Siswa", 2024, "Smart Society"]]  # fmt: skip
    document = planned()
    known = next(iter(document.snapshot().rows("initiative"))).id
    chosen = quick_wins(tmp_path, {"S": rows}, document=document, more={"initiative kelas pintar": known})
    assert [one.values["initiative_id"] for one in chosen.wanted] == [known]
    left = quick_wins(tmp_path, {"S": rows}, document=document, more={"initiative kelas pintar": "leave"})
    assert (left.wanted, [branch.taken for branch in left.branches]) == ((), [False])


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("1. Survei 2. Renovasi 3. Peresmian", [StepLine("Survei"), StepLine("Renovasi"), StepLine("Peresmian")]),
        ("- Survei: Maret 2024\n- Renovasi", [StepLine("Survei", "2024-03", "2024-03"), StepLine("Renovasi")]),
        ("Survei (Jan - Mar); Uji coba (April)",
         [StepLine("Survei", "2024-01", "2024-03"), StepLine("Uji coba", "2024-04", "2024-04")]),
        ("Sosialisasi kepada warga", [StepLine("Sosialisasi kepada warga")]),
        ("", []),
    ],
)  # fmt: skip
def test_the_steps_of_a_cell_are_parted_with_their_months(text: str, steps: list[StepLine]) -> None:
    assert list(steps_in(text, 2024)) == steps


def test_a_book_without_quick_wins_is_refused_with_a_next_step(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as refused:
        quick_wins(tmp_path, {"S": [["Program", "Tahun"], ["A", 2024]]})
    assert refused.value.next_step


def test_profiles_that_stand_upright_with_a_label_in_each_row(tmp_path: Path) -> None:
    rows: Rows = [
        ["PROFIL QUICK WIN KABUPATEN LUWU"],
        ["1", "Nama Program", ":", "Bank Sampah Digital"],
        ["2", "Dimensi", ":", "Smart Environment"],
        ["3", "Latar Belakang Masalah", ":", "Sampah menumpuk"],
        [None, None, None, "TPA penuh"],
        ["4", "Penerima Manfaat", ":", "Warga"],
        ["5", "Tahapan", ":", "1. Survei (Mei 2024)\n2. Peluncuran"],
        ["6", "Jadwal", ":", "entah kapan"],
        ["7", "Hal yang lain", ":", "Server mati"],
        ["8", "Tahun", ":", 2024],
        ["1", "Nama Program", ":", "Kelas Pintar"],
        ["2", "Dimensi", ":", "Smart Society"],
        ["3", "Latar Belakang Masalah", ":", "Literasi"],
        ["4", "Penerima Manfaat", ":", "Siswa"],
    ]
    proposal = quick_wins(tmp_path, {"Profil": rows}, more=YEAR)
    first, second = values(proposal)
    assert (first["problem"], first["beneficiaries"], first["year"]) == ("Sampah menumpuk\nTPA penuh", "Warga", 2024)
    assert (second["problem"], second["year"]) == ("Literasi", 2024)
    assert [one["text"] for one in values(proposal, "action_step")] == ["Survei", "Peluncuran"]
    assert [one["dimension"] for one in values(proposal, "initiative")] == ["SS"]
    places = {one.kind: one.place.cell for one in proposal.notices if one.doubt and one.place}
    assert places == {"schedule": "D8", "new": "D11"}
    assert [one.place.cell for one in proposal.notices if one.kind == "left" and one.place] == ["B9"]


def test_every_amount_of_several_columns_is_kept_with_its_heading(tmp_path: Path) -> None:
    rows: Rows = [
        ["No", "Nama Quick Win", "Dimensi", "Tahun", "Permasalahan", "Manfaat", "Anggaran APBD (Rp)",
         "Anggaran CSR (Rp)", "Sumber Dana"],
        [1, "Bank Sampah Digital", "Smart Environment", 2024, "Sampah", "Bersih", 250_000_000, 75_000_000, "APBD, CSR"],
    ]  # fmt: skip
    [made] = values(quick_wins(tmp_path, {"Quick Win": rows}))
    assert made["resources"].splitlines() == [
        "Anggaran Rp250.000.000 (Anggaran APBD (Rp))", "Anggaran Rp75.000.000 (Anggaran CSR (Rp))",
        "Sumber dana: APBD, CSR",
    ]  # fmt: skip


def test_a_row_of_several_years_is_told_and_not_given_the_year_of_the_title(tmp_path: Path) -> None:
    rows: Rows = [
        ["QUICK WIN TAHUN 2024"],
        ["No", "Nama Quick Win", "Dimensi", "Tahun", "Permasalahan", "Manfaat"],
        [1, "Bank Sampah Digital", "Smart Environment", "2022-2023", "Sampah", "Bersih"],
        [2, "Kelas Pintar", "Smart Society", None, "Literasi", "Pintar"],
    ]
    proposal = quick_wins(tmp_path, {"Quick Win": rows})
    assert [one["year"] for one in values(proposal)] == [2024]
    assert [one.place.cell for one in proposal.notices if one.kind == "year" and one.place] == ["D3"]
    assert needs(proposal) == []
