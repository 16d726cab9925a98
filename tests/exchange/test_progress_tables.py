"""Tables of realisation whose headings say less than their cells: words as plans, statuses, sums, short names."""

from __future__ import annotations

from pathlib import Path

from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.models import editing, initiatives, progress
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.models.reference import load
from tests.exchange.reports import planned
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


THREE_YEARS = """
Program | Tahun | Fisik (%) | Realisasi Anggaran (Rp)
Bank Sampah Digital | #2021 | #100 | #10000000
Bank Sampah Digital | #2022 | #60 | #20000000
Bank Sampah Digital | #2023 | #40 | #30000000
Layanan Publik Digital | #2022 | #0 | #0
"""


def with_years() -> tuple[Document, str]:
    """A plan whose Bank Sampah Digital was planned from 2021 to 2023, and its id."""
    document = planned()
    [row] = [one for one in document.snapshot().all(Initiative) if one.title == "Bank Sampah Digital"]
    with document.change("Tahun") as db:
        initiatives.set_years(db, row.id, 2021, 2023)
    return document, row.id


def test_statuses_follow_from_figures_and_the_count_of_the_pages_agrees(tmp_path: Path) -> None:
    document, id_ = with_years()
    review = reviewed(tmp_path, "progress", THREE_YEARS, document=document)
    years = [(one["year"], one["status"]) for one in records(review, "progress_year")]
    assert years == [(2021, "terlaksana"), (2022, "berjalan"), (2023, "berjalan"), (2022, "belum")]
    [changed] = [one for one in review.differences if one.label == "Inisiatif"]
    assert changed.fields == (("Status usulan", "Usulan", "Disetujui"),)
    with document.change("Impor") as db:
        importer("progress").write(db, review)
    figures = Figures(document.snapshot(), load())
    assert [figures.ran(id_, year) for year in (2021, 2022, 2023)] == [True, True, True]
    assert reviewed(tmp_path, "progress", THREE_YEARS, document=document).differences == ()


def test_what_ended_below_100_percent_is_not_called_done_and_what_tells_none_is(tmp_path: Path) -> None:
    document, _id = with_years()
    years = THREE_YEARS.replace("| #40 |", "| |")
    review = reviewed(tmp_path, "progress", years, document=document)
    assert [one["status"] for one in records(review, "progress_year")][2] == "terlaksana"
    parts = THREE_YEARS.replace(
        "Bank Sampah Digital | #2023 | #40",
        "Bank Sampah Digital | #2023 | #40 | #5\nBank Sampah Digital | #2023 | #100",
    )
    review = reviewed(tmp_path, "progress", parts, document=document)
    assert [one["status"] for one in records(review, "progress_year")][2] == "berjalan"


def test_a_status_that_somebody_set_stays(tmp_path: Path) -> None:
    document, id_ = with_years()
    with document.change("Status") as db:
        progress.set_status(db, id_, 2021, "berjalan")
    with document.change("Status usulan") as db:
        editing.change(db, "initiative", id_, {"state": "ditolak"})
    review = reviewed(tmp_path, "progress", THREE_YEARS, document=document)
    assert "status" not in records(review, "progress_year")[0]
    assert [one for one in review.differences if one.label == "Inisiatif"] == []


def test_statuses_are_left_empty_where_a_person_says_so(tmp_path: Path) -> None:
    document, _id = with_years()
    review = reviewed(tmp_path, "progress", THREE_YEARS, document=document, statuses="leave")
    assert not any("status" in one for one in records(review, "progress_year"))
    assert "statuses" in [one.what for one in review.questions]


def test_what_is_new_and_ran_is_no_mere_proposal(tmp_path: Path) -> None:
    text = "Program | Tahun | Fisik (%)\nKampung Iklim Berseri | #2024 | #80"
    answers = {"dimension": "SV", "initiative kampung iklim berseri": "new"}
    review = reviewed(tmp_path, "progress", text, **answers)  # type: ignore[arg-type]  # none is ``document``
    assert [one["state"] for one in records(review, "initiative")] == ["disetujui"]


def test_a_year_that_was_not_planned_is_taken_and_told(tmp_path: Path) -> None:
    document, _id = with_years()
    text = "Program | Tahun | Fisik (%)\nBank Sampah Digital | #2024 | #80\nBank Sampah Digital | #2025 | #90"
    review = reviewed(tmp_path, "progress", text, document=document)
    assert [one["year"] for one in records(review, "progress_entry")] == [2024, 2025]
    [sentence] = [one.sentence for one in review.notices if one.kind == "unplanned"]
    assert "2024–2025" in sentence or "2024 dan 2025" in sentence


def test_an_indicator_that_counts_is_no_row_of_sums(tmp_path: Path) -> None:
    text = "Program | Indikator | Realisasi 2023\nBank Sampah Digital | Jumlah unit | #12\nJumlah | | #12"
    review = reviewed(tmp_path, "progress", text)
    assert [one["narrative"] for one in records(review, "progress_entry")] == ["Jumlah unit: 12."]


def test_quarters_over_rupiah_and_percent_below_a_subtotal_of_a_dimension(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
REALISASI TAHUN 2024
No | Uraian | Anggaran | Triwulan I | | Triwulan II |
| | | Rp | % | Rp | %
A | Smart Environment | #500000000 | | | |
1 | Bank Sampah Digital | #500000000 | #50000000 | #10 | #150000000 | #30
""", "A2:A3 B2:B3 C2:C3 D2:E2 F2:G2")  # fmt: skip
    entries = [(one["as_of"], one["spending"]) for one in records(review, "progress_entry")]
    assert entries == [("2024-03-31", 50000000), ("2024-06-30", 150000000)]
    assert "unknown" not in told(review)


def test_rows_of_one_initiative_with_other_statuses_are_running_and_told(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
Program | Rencana Aksi | Target Waktu | Realisasi
Bank Sampah Digital | Bangun gudang | Maret 2024 | Selesai
Bank Sampah Digital | Sosialisasi | Juni 2024 | Belum
""", year="2024")  # fmt: skip
    assert [one["status"] for one in records(review, "progress_year")] == ["berjalan"]
    assert "several-statuses" in told(review)


def test_statuses_that_are_ticked_without_a_heading_above_them(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
No | Program | Sudah Terlaksana | Dalam Proses | Belum Terlaksana | Keterangan
1 | Bank Sampah Digital | v | | |
2 | Layanan Publik Digital | | v | | lelang ulang
""", year="2024")  # fmt: skip
    assert [one["status"] for one in records(review, "progress_year")] == ["terlaksana", "berjalan"]


def test_shares_of_several_months_are_how_far_it_came(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
MONEV TAHUN 2023
Program | Target Akhir Tahun | Capaian s.d. Juni | Capaian s.d. Desember
Bank Sampah Digital | 100% | 45% | 92%
""")  # fmt: skip
    entries = [(one["as_of"], one["physical_percent"]) for one in records(review, "progress_entry")]
    assert entries == [("2023-06-30", 45), ("2023-12-31", 92)]
    assert [one["target_text"] for one in records(review, "progress_year")] == ["100%"]


def test_the_reason_of_a_status_that_keeps_none_stands_in_the_text_of_the_entry(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
Program | Tahun | Fisik (%) | Status
Layanan Publik Digital | #2023 | #0 | Tidak terlaksana (refocusing anggaran)
""")  # fmt: skip
    assert [one["status"] for one in records(review, "progress_year")] == ["belum"]
    assert [one["narrative"] for one in records(review, "progress_entry")] == ["refocusing anggaran"]


def test_fractions_that_are_texts_are_read_as_such_and_told(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "progress", """
Program | Tahun | Fisik (%)
Bank Sampah Digital | #2023 | 0,85
Layanan Publik Digital | #2023 | 1
""")  # fmt: skip
    assert [one["physical_percent"] for one in records(review, "progress_entry")] == [85, 100]
    assert "fractions" in told(review)
    whole = reviewed(tmp_path, "progress", "Program | Tahun | Fisik (%)\nBank Sampah Digital | #2023 | 0,85 %")
    assert [one["physical_percent"] for one in records(whole, "progress_entry")] == [0.85]
