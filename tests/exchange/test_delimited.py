"""Text files: separator and encoding are found out, whatever program wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gmsc_desktop.exchange.delimited import read_pasted_text, separator_of
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.sheets import Cell, Kind

TEXT = 'Sasaran;Indikator;Target 2025\r\n"Sehat; kuat";"Baris satu\nbaris dua – Ω";70,5\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "tabel.csv"
    path.write_bytes(TEXT.encode(encoding))
    [sheet] = read_here(path, "tabel.csv").sheets
    assert sheet.name == "tabel"
    assert sheet.rows[1] == {0: Cell("Sehat; kuat"), 1: Cell("Baris satu\nbaris dua – Ω"), 2: Cell("70,5")}


def test_the_code_page_of_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_bytes("Sasaran,Indikator\nDesa “maju” – ½,x\n".encode("cp1252"))
    [sheet] = read_here(path, "tabel.csv").sheets
    assert sheet.rows[1][0] == Cell("Desa “maju” – ½")


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b,c;d\n1;2,5;3\n", ";"),
        ("a,b,c\n1,2,3\n", ","),
        ("a\tb\tc\n1,5\t2,5\t3\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("JUDUL TABEL, TAHUN 2025\n\nkode;nama;nilai\n1;a, b;2\n2;c;3\n", ";"),
    ],
)
def test_the_separator_is_the_one_that_makes_columns(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_excels_own_line_tells_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_text("sep=;\nkode;nama, panjang\n1.02;a,b\n", "utf-8")
    [sheet] = read_here(path, "tabel.csv").sheets
    assert sheet.rows[0] == {0: Cell("kode"), 1: Cell("nama, panjang")}


def test_pasted_cells_keep_line_breaks_and_codes() -> None:
    [sheet] = read_pasted_text('Kode\tNama\r\n1.02\t"Dinas\nKesehatan"\r\n007\t12\r\n').sheets
    assert sheet.rows[1] == {0: Cell("1.02"), 1: Cell("Dinas\nKesehatan")}
    assert sheet.rows[2] == {0: Cell("007"), 1: Cell("12", Kind.NUMBER, 12.0)}
