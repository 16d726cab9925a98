"""Tables of realisation whose headings say less than their cells: words as plans, statuses, sums, short names."""

from __future__ import annotations

from pathlib import Path

from tests.exchange.table_texts import records, reviewed, told


def test_a_column_of_statuses_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
EVALUASI TAHUN 2023
Program | Hasil yang dicapai | Keterlaksanaan | Hambatan
Bank Sampah Digital | 18 unit | Terlaksana | Lahan
Layanan Publik Digital | - | Tidak terlaksana | Anggaran
""")  # fmt: skip
    assert [one["status"] for one in records(review, "progress_year")] == ["terlaksana", "belum"]


def test_realisasi_beside_nothing_but_money_is_what_was_spent(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
Program | Anggaran | Realisasi | % | Anggaran | Realisasi | %
| 2022 | 2022 | 2022 | 2023 | 2023 | 2023
Bank Sampah Digital | #300000000 | #290000000 | #96.7 | #350000000 | #0 | #0
""")  # fmt: skip
    assert [(one["year"], one["budget"], one["spending"]) for one in records(review, "progress_year")] == [
        (2022, 300000000, 290000000), (2023, 350000000, 0),
    ]  # fmt: skip


def test_what_is_planned_in_words_is_a_target_and_no_sum(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
Program | Rencana Induk 2022 | Realisasi 2022
Bank Sampah Digital | Uji coba | Tiga kecamatan
""")  # fmt: skip
    assert [one["target_text"] for one in records(review, "progress_year")] == ["Uji coba"]
    assert [one["narrative"] for one in records(review, "progress_entry")] == ["Realisasi: Tiga kecamatan."]


def test_sums_of_the_year_beside_quarters_of_an_indicator(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
CAPAIAN TAHUN 2024
Program | Indikator | Realisasi TW III | Realisasi TW IV | Anggaran | Realisasi Anggaran
Parkir Elektronik Terpadu | Titik parkir elektronik | #87 | #91 | #500000000 | #480000000
""")  # fmt: skip
    assert [(one["budget"], one["spending"]) for one in records(review, "progress_year")] == [(500000000, 480000000)]
    assert [one["text"] for one in records(review, "progress_value")] == ["87", "91"]


def test_columns_without_a_place_go_into_the_text_of_the_entry(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
Program | Tahun | Fisik (%) | Faktor Pendorong | Bukti Dukung
Bank Sampah Digital | #2024 | #80 | Komitmen pimpinan | https://contoh.id/1
""")  # fmt: skip
    [entry] = records(review, "progress_entry")
    assert entry["narrative"] == "Faktor Pendorong: Komitmen pimpinan\nBukti Dukung: https://contoh.id/1"
    assert "no-place" in told(review)


def test_an_initiative_is_known_by_its_initials_and_that_is_told(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", "Program | Tahun | Fisik (%)\nPET | #2024 | #80\nLPD | #2024 | #50")
    assert [one["physical_percent"] for one in records(review, "progress_entry")] == [80, 50]
    assert [one.kind for one in review.notices if one.doubt] == ["alike", "alike"]
