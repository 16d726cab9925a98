"""Tables of quick wins that name their initiative, their years or their labels in ways of their own."""

from __future__ import annotations

from pathlib import Path

from tests.exchange.table_texts import records, reviewed, told


def test_a_quick_win_is_tied_to_the_initiative_beside_it(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "quickwins", """
No | Quick Win | Dimensi | Inisiatif | Tahun | Penanggung Jawab
#1 | Gerai di Kecamatan | Smart Governance | Layanan Publik Digital | #2024 | DPMPTSP
#2 | Dapur Sehat Keliling | Smart Living | Dapur Sehat | #2024 | Dinkes
""")  # fmt: skip
    assert [(one["title"], one["dimension"]) for one in records(review, "initiative")] == [("Dapur Sehat", "SL")]
    assert [one["year"] for one in records(review, "quick_win")] == [2024, 2024]
    assert [one["text"] for one in records(review, "action_step")] == ["Gerai di Kecamatan", "Dapur Sehat Keliling"]
    assert {"parent", "new"} <= told(review)
    assert "initiative dapur sehat" in [one.what for one in review.questions]


def test_a_list_of_names_is_one_of_quick_wins_where_a_person_says_so(tmp_path: Path) -> None:
    review = reviewed(
        tmp_path, "quickwins", "DAFTAR TAHUN 2024\nProgram | Dimensi | OPD\nBank Sampah Digital | SV | DLH"
    )
    assert [one["year"] for one in records(review, "quick_win")] == [2024]


def test_a_list_of_initiatives_with_a_tick_for_each_quick_win(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "quickwins", """
Inisiatif | Tahun | Quick Win
Bank Sampah Digital | #2024 | v
Layanan Publik Digital | #2024 | -
""")  # fmt: skip
    assert len(records(review, "quick_win")) == 1


def test_a_column_of_names_for_each_year(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "quickwins", """
No | Dimensi | Quick Win 2023 | Quick Win 2024
#1 | Smart Governance | Layanan Publik Digital | Arsip Digital
#2 | Smart Living | - | Parkir Elektronik Terpadu
""")  # fmt: skip
    assert sorted(one["year"] for one in records(review, "quick_win")) == [2023, 2024, 2024]  # type: ignore[type-var]
    assert [one["title"] for one in records(review, "initiative")] == ["Arsip Digital"]


def test_the_year_of_a_schedule_and_a_status_with_its_reason(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "quickwins", """
Program Percepatan | Permasalahan | Solusi/Inovasi | Waktu | Status Tahun 2024
Parkir Elektronik Terpadu | Kemacetan | Kartu | Triwulan III 2023 | Dihentikan karena anggaran
""")  # fmt: skip
    [win] = records(review, "quick_win")
    assert (win["year"], win["start_on"], win["end_on"]) == (2023, "2023-07-01", "2023-09-30")
    assert (win["status"], win["status_reason"]) == ("dihentikan", "karena anggaran")


def test_labels_and_values_in_one_cell(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "quickwins", """
PROFIL QUICK WIN
Nama Quick Win : Sapa Warga
Dimensi : Smart Society
Tahun : 2024
Latar Belakang Masalah : Keluhan: lama
Penerima Manfaat : Warga
Tahapan : 1. Rancang 2. Uji coba
""")  # fmt: skip
    [win] = records(review, "quick_win")
    assert (win["year"], win["problem"], win["beneficiaries"]) == (2024, "Keluhan: lama", "Warga")
    assert [one["text"] for one in records(review, "action_step")] == ["Rancang", "Uji coba"]


def test_what_a_quick_win_has_no_place_for_is_told_with_its_text(tmp_path: Path) -> None:
    text = "Program | Tahun | Masalah | Manfaat | Risiko\nArsip | 2024 | A | B | Banjir"
    review = reviewed(tmp_path, "quickwins", text, dimension="SG")
    assert [one.sentence for one in review.notices if one.kind == "left" and "“Banjir”" in one.sentence]


def test_a_heading_that_says_quick_win_beside_something_else_means_that(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "quickwins", """
No | Dimensi | Nama Program | Quick Win 2024 | Target Quick Win | OPD
1 | SL | Parkir Elektronik Terpadu | Kartu parkir | 5 titik | Dishub
""")  # fmt: skip
    [win] = records(review, "quick_win")
    assert (win["year"], win["after_text"]) == (2024, "5 titik")
    assert [one["text"] for one in records(review, "action_step")] == ["Kartu parkir"]
