"""Tables of initiatives that tell things in ways of their own: by colour, by cells that are names, by sums alone."""

from __future__ import annotations

from pathlib import Path

from gmsc_desktop.exchange.initiatives.proposal import propose
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.models import initiatives as use
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.models.reference import load
from tests.exchange.old_books import html
from tests.exchange.reports import planned
from tests.exchange.table_texts import initiatives, records, reviewed, told


def test_years_are_told_by_the_colour_of_empty_cells(tmp_path: Path) -> None:
    rows, proposal = initiatives(tmp_path, """
No | Program | Dimensi | 2022 | 2023 | 2024
#1 | Rumah UMKM | SE | {y} | {y} |
#2 | Kampung Iklim | SV | | {g} | {g}
#3{h} | Kelas Daring{h} | SS{h} | {h} | {y} | {h}
""")  # fmt: skip
    assert rows == ["SE | Rumah UMKM | 2022 2023", "SV | Kampung Iklim | 2023 2024", "SS | Kelas Daring | 2023"]
    assert [one.kind for one in proposal.notices if one.doubt] == ["colours"]


def test_colours_that_every_row_has_are_but_the_look_of_the_table(tmp_path: Path) -> None:
    rows, proposal = initiatives(tmp_path, """
No | Program | Dimensi | 2022 | 2023
#1 | Rumah UMKM | SE | {y} | {y}
#2 | Kampung Iklim | SV | {y} | {y}
#3 | Kelas Daring | SS | {y} | {y}
""")  # fmt: skip
    assert rows == ["SE | Rumah UMKM", "SV | Kampung Iklim", "SS | Kelas Daring"]
    assert "empty-years" in {one.kind for one in proposal.notices}


def test_a_page_tells_colours_as_a_workbook_does(tmp_path: Path) -> None:
    page = html([["No", "Program", "Dimensi", "2022", "2023"], ["1", "Rumah UMKM", "SE", "COLOUR", None]])
    (tmp_path / "a.html").write_text(page.replace('<td class="x">COLOUR', '<td bgcolor="#ffff00">'), "utf-8")
    proposal = propose(read_here(tmp_path / "a.html", "a.html"), load())
    assert [sorted(one.years) for one in proposal.entries] == [[2022]]


def test_ticked_months_are_the_schedule_of_steps(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "initiatives", """
PROGRAM SMART ECONOMY TAHUN 2025
No | Program | Kegiatan | OPD | Bulan | | | |
| | | | 1 | 2 | 3 | 4 | 5
#1 | Gerakan Seribu NIB | Sosialisasi | DPMPTSP | x | x | | |
| | Pendampingan | | | | x | x |
""", "A2:A3 B2:B3 C2:C3 D2:D3 E2:I2")  # fmt: skip
    assert [(one["text"], one["start_month"], one["end_month"]) for one in records(review, "action_step")] == [
        ("Sosialisasi", "2025-01", "2025-02"), ("Pendampingan", "2025-03", "2025-04"),
    ]  # fmt: skip
    assert [(one["year_start"], one["year_end"]) for one in records(review, "initiative")] == [(2025, 2025)]


def test_sums_tell_years_where_nothing_else_does_and_the_unit_of_the_letterhead_makes_them_sums(tmp_path: Path) -> None:
    rows, proposal = initiatives(tmp_path, """
Kerangka Pendanaan (Rp Juta)
No | Dimensi/Program | OPD | 2024 | 2025 | Total
1 | Smart Governance | | #400 | #450 | #850
1.1 | Mall Pelayanan Publik | DPMPTSP | #400 | #450 | #850
""", unit="juta")  # fmt: skip
    assert rows == ["SG | Mall Pelayanan Publik | 2024 2025 | DPMPTSP | 2024 ? 400000000, 2025 ? 450000000"]
    assert "years-of-figures" in {one.kind for one in proposal.notices}


def test_years_of_sums_change_nothing_where_the_plan_has_years(tmp_path: Path) -> None:
    document = planned()
    text = "Kode | Inisiatif | Anggaran 2024\n{code} | Bank Sampah Digital | 500.000.000"
    [row] = [one for one in document.snapshot().all(Initiative) if one.title == "Bank Sampah Digital"]
    with document.change("Tahun") as db:
        use.set_years(db, row.id, 2026, 2028)
    review = reviewed(tmp_path, "initiatives", text.replace("{code}", "SV-01"), document=document)
    assert [one.fields for one in review.differences if one.label == "Inisiatif"] == []


def test_a_sum_without_a_year_is_parted_only_where_a_person_says_how(tmp_path: Path) -> None:
    text = "Program | Dimensi | Tahun | Total Anggaran\nGudang Pangan | SE | 2024-2026 | Rp 1.000.000.000"
    rows, proposal = initiatives(tmp_path, text)
    assert rows == ["SE | Gudang Pangan | 2024 2025 2026"]
    assert "money-without-year" in {one.kind for one in proposal.notices}
    rows, _proposal = initiatives(tmp_path, text, spread="evenly")
    assert rows == ["SE | Gudang Pangan | 2024 2025 2026 | 2024 ? 333333333, 2025 ? 333333333, 2026 ? 333333334"]
    rows, _proposal = initiatives(tmp_path, text, spread="first")
    assert rows == ["SE | Gudang Pangan | 2024 2025 2026 | 2024 ? 1000000000"]
    assert "spread" in [one.what for one in reviewed(tmp_path, "initiatives", text).questions]


def test_a_matrix_whose_cells_are_the_names(tmp_path: Path) -> None:
    rows, proposal = initiatives(tmp_path, """
Dimensi | Jangka Pendek (2021-2022) | Jangka Menengah (2023-2026)
Smart Governance | Mall Pelayanan Publik\\nE-PBB | Satu Data
Smart Living | - | 1. Biskita Transpakuan
""")  # fmt: skip
    assert rows == [
        "SG | Mall Pelayanan Publik | 2021 2022", "SG | E-PBB | 2021 2022",
        "SG | Satu Data | 2023 2024 2025 2026", "SL | Biskita Transpakuan | 2023 2024 2025 2026",
    ]  # fmt: skip
    assert [one.horizon for one in proposal.entries] == ["pendek", "pendek", "menengah", "menengah"]


def test_codes_of_dimensions_and_t1_head_columns_and_several_ticks_are_told(tmp_path: Path) -> None:
    rows, proposal = initiatives(tmp_path, """
No | Inisiatif Smart City | SG | SE | SL | Leading Sector | Supporting | T1 | T2
#1 | Internet Keren | v | | v | Diskominfo | Dinas PMD, Kecamatan | v | v
#2 | Info Sunto | | v | | Dinas Perikanan | | | v
""")  # fmt: skip
    assert rows == [
        "SG | Internet Keren | 2025 2026 | Diskominfo + Dinas PMD + Kecamatan",
        "SE | Info Sunto | 2026 | Dinas Perikanan",
    ]
    assert "several-dimensions" in {one.kind for one in proposal.notices if one.doubt}


def test_what_has_no_place_is_told_and_goes_into_the_description_on_demand(tmp_path: Path) -> None:
    text = "Program | Dimensi | Deskripsi | Risiko | Bukti Dukung\nPasar Daring | SE | Toko | Listrik padam | SK Bupati"
    review = reviewed(tmp_path, "initiatives", text)
    assert [one.sentence for one in review.notices if one.kind == "no-place" and "Listrik padam" in one.sentence]
    assert [one["description"] for one in records(review, "initiative")] == ["Toko"]
    review = reviewed(tmp_path, "initiatives", text, extras="describe")
    assert [one["description"] for one in records(review, "initiative")] == [
        "Toko\nRisiko: Listrik padam\nBukti Dukung: SK Bupati"
    ]


def test_the_first_row_is_none_of_the_heading_where_its_words_head_columns_too(tmp_path: Path) -> None:
    rows, _proposal = initiatives(tmp_path, """
Program | Dimensi | Perangkat Daerah | Tahun
Satrio Pasar | Smart Economy | Dinas Perdagangan | 2024
Sipipa | Smart Economy | Dinas Perikanan | 2025
""")  # fmt: skip
    assert rows == ["SE | Satrio Pasar | 2024 | Dinas Perdagangan", "SE | Sipipa | 2025 | Dinas Perikanan"]


def test_a_heading_row_that_explains_its_dimension(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "initiatives", """
No | Program | OPD | Tahun
A. Dimensi Tata Kelola Pemerintahan Cerdas (Smart Governance)
1 | Simantu | Kesbangpol | 2024
""", "A2:D2")  # fmt: skip
    assert [one["dimension"] for one in records(review, "initiative")] == ["SG"]
    assert "dimension" not in told(review)


def test_sums_by_source_that_are_texts_and_a_signature_below_change_nothing(tmp_path: Path) -> None:
    rows, proposal = initiatives(tmp_path, """
RENCANA AKSI SMART SOCIETY TAHUN 2024
No | Nama Inisiatif | OPD | Sumber Dana | | | Jumlah
| | | APBD | APBN | CSR |
1 | Perpustakaan Keliling | Dinas Perpustakaan | Rp 200.000.000,00 | | Rp 50.000.000,00 | Rp 250.000.000,00
2 | CCTV Simpang | Dishub | Rp 300.000.000,00 | Rp 100.000.000,00 | | Rp 400.000.000,00
Jumlah | | | Rp 500.000.000,00 | Rp 100.000.000,00 | Rp 50.000.000,00 | Rp 650.000.000,00

| | | | Wonosari, 12 Agustus 2024
| | | | Kepala Dinas

| | | | NIP. 19700101 199003 1 001
""", "A2:A3 B2:B3 C2:C3 D2:F2 G2:G3 A6:C6")  # fmt: skip
    assert rows == [
        "SS | Perpustakaan Keliling | 2024 | Dinas Perpustakaan | 2024 apbd 200000000, 2024 csr 50000000",
        "SS | CCTV Simpang | 2024 | Dishub | 2024 apbd 300000000, 2024 apbn 100000000",
    ]
    assert [one.kind for one in proposal.notices if one.doubt] == []


def test_what_a_year_says_in_words_is_a_step_of_it(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "initiatives", """
Pilar | Program Aksi | PIC | 2023 | 2024 | 2025
SE | Kartu UMKM | Diskop | - | Pendataan | Pendataan
SE | Pasar Digital | Disperindag | v | Uji coba tiga pasar | v
""")  # fmt: skip
    assert [(one["text"], one["start_month"], one["end_month"]) for one in records(review, "action_step")] == [
        ("Pendataan", "2024-01", "2025-12"), ("Uji coba tiga pasar", "2024-01", "2024-12"),
    ]  # fmt: skip
    assert [(one["year_start"], one["year_end"]) for one in records(review, "initiative")] == [
        (2024, 2025),
        (2023, 2025),
    ]


def test_a_name_in_small_letters_with_a_row_of_its_own_is_no_end_of_the_one_above(tmp_path: Path) -> None:
    rows, _proposal = initiatives(tmp_path, """
Nama Aplikasi | Dimensi | Pengguna
SP4N LAPOR | SG | Masyarakat
e-Kinerja | SG | ASN
""")  # fmt: skip
    assert rows == ["SG | SP4N LAPOR", "SG | e-Kinerja"]


def test_activities_counted_below_their_programme_are_its_steps_and_their_sums_are_not_added(tmp_path: Path) -> None:
    rows, proposal = initiatives(tmp_path, """
No | Program dan Kegiatan | Pagu Indikatif 2025 | Awal | Akhir
1 | Program Informasi Publik | 1.500.000.000 | 2025 | 2026
1.1 | Kegiatan Command Center | 1.000.000.000 | 2025 | 2025
1.2 | Kegiatan Wifi Publik | 500.000.000 | 2025 | 2026
""", dimension="SG")  # fmt: skip
    assert rows == ["SG | Program Informasi Publik | 2025 2026 | 2025 ? 1500000000"]
    assert [text for text, _place in proposal.entries[0].steps] == ["Kegiatan Command Center", "Kegiatan Wifi Publik"]
    assert [one.kind for one in proposal.notices if one.doubt].count("part") == 2
