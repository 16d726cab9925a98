"""A file whose letterhead names another district than the plan's is asked about; other names are none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.review import Review, Told
from gmsc_desktop.models.region_texts import other_district
from tests.exchange.books import Rows, write_book
from tests.exchange.reports import planned


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("PEMERINTAH KABUPATEN LUWU", ""),
        ("Matriks Smart City Kabupaten Luwu Timur Tahun 2025", "Kabupaten Luwu Timur"),
        ("PERATURAN BUPATI KEDIRI NOMOR 12 TAHUN 2023", "Kabupaten Kediri"),
        ("Pemkot Surabaya", "Kota Surabaya"),
        ("Wali Kota Makassar", "Kota Makassar"),
        ("PEMERINTAH KOTA ANTAH BERANTAH TAHUN 2024", "Kota Antah Berantah"),
        ("Pemerintah Daerah Kabupaten Loewoe", ""),
        ("PEMERINTAH KABUPATEN X", ""),
        ("RENCANA INDUK KOTA CERDAS", ""),
        ("Pemerintah Provinsi Sulawesi Selatan", ""),
        ("Kementerian Dalam Negeri: pemerintah kabupaten/kota", ""),
        ("Kabupaten Luwu, bersama Kabupaten Bogor", ""),
    ],
)
def test_the_district_that_a_title_names(title: str, other: str) -> None:
    assert other_district([title], planned().snapshot().region) == other


TABLES: dict[str, Rows] = {
    "rpjmd": [["Program", "Indikator", "Target 2025", "OPD"], ["Program A", "Kota Bogor hijau", "3", "DLH"]],
    "initiatives": [["Nama Program", "Dimensi", "OPD"], ["Tiru Kabupaten Pati", "Smart Society", "Dinarpus"]],
    "progress": [["Program", "Tahun", "Realisasi Fisik (%)"], ["Bank Sampah Digital", 2024, 80]],
    "quickwins": [["Program", "Tahun", "Masalah", "Manfaat"], ["Bank Sampah Digital", 2024, "Sampah", "Bersih"]],
    "worksheets": [["Dimensi", "Sub Dimensi", "Sasaran"], ["Smart Living", "Kesehatan", "Sehat"]],
}


def asked(tmp_path: Path, kind: str, title: str, answer: str = "") -> Review:
    path = write_book(tmp_path / "a.xlsx", {"Tabel": [[title], *TABLES[kind]]})
    told = Told(more={"district": answer} if answer else {})
    return importer(kind).review(read_here(path, path.name), told, planned().snapshot())


@pytest.mark.parametrize("kind", list(TABLES))
def test_every_import_asks_before_it_takes_a_file_of_another_district(tmp_path: Path, kind: str) -> None:
    assert "district" in [one.what for one in asked(tmp_path, kind, "PEMERINTAH KABUPATEN PATI").needs]
    assert "district" not in [one.what for one in asked(tmp_path, kind, "PEMERINTAH KABUPATEN LUWU").questions]
    went_on = asked(tmp_path, kind, "PEMERINTAH KABUPATEN PATI", "go")
    assert "district" not in [one.what for one in went_on.needs]
    assert "go" in [one.answer for one in went_on.questions if one.what == "district"]


def test_a_document_of_another_district_has_nobodys_name_until_the_answer(tmp_path: Path) -> None:
    assert "Luwu" not in asked(tmp_path, "rpjmd", "PEMERINTAH KABUPATEN PATI").title
    assert "Luwu" in asked(tmp_path, "rpjmd", "PEMERINTAH KABUPATEN PATI", "go").title


def test_a_district_in_the_rows_of_the_table_above_is_no_title(tmp_path: Path) -> None:
    head = ["Program", "Indikator", "Target 2025", "OPD", "Keterangan"]
    first = ["Program A", "Kerja sama daerah", "3", "DLH", "bersama Kabupaten Pati"]
    rows: Rows = [
        head,
        first,
        [],
        ["Tabel 2"],
        [*head[:2], "Target 2026", *head[3:]],
        ["Program B", "Hijau", "4", "DLH"],
    ]
    path = write_book(tmp_path / "a.xlsx", {"Tabel": rows})
    review = importer("rpjmd").review(read_here(path, path.name), Told(), planned().snapshot())
    assert "district" not in [one.what for one in review.questions]
